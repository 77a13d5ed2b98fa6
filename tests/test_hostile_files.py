"""Files of settings, decisions and labels as an enemy writes them: one line, soon, and no wrong answer."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made import depot

from summarizer import cli, review
from summarizer.errors import RecordingMissingError, SettingsError
from summarizer.files import MOST, read_whole
from summarizer.recordings import Recordings
from summarizer.score import gold
from summarizer.score.gate import read_baseline
from summarizer.settings import load

Change = Callable[[dict[str, Any]], object]


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def large(path: Path) -> None:
    path.touch()
    os.truncate(path, 2**30)


def circle(path: Path) -> None:
    path.symlink_to(path)


NO_FILES = [pipe, device, folder, large, circle]


def ended(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run a command that fails: its code, and its one line."""
    began = time.monotonic()
    with pytest.raises(SystemExit) as stop:
        cli.run(list(words))
    [line] = capfd.readouterr().err.splitlines()
    assert time.monotonic() - began < 20
    assert "internal error" not in line
    return int(str(stop.value.code)), line


@pytest.mark.parametrize("make", NO_FILES)
def test_settings_labels_and_recordings_are_read_from_files_alone(
    make: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "a.json"
    make(path)
    monkeypatch.setenv("SUMMARIZE_CONFIG", str(path))
    with pytest.raises(SettingsError, match="cannot be read: "):
        load(model="parser")
    with pytest.raises(SettingsError, match="is no baseline: "):
        read_baseline(path)
    with pytest.raises(gold.GoldError, match="is no label file: "):
        gold.load(tmp_path)
    with pytest.raises(review.ReviewError, match="cannot be read: "):
        review.read_review(path)
    if make is large:  # the others are passed over there, as files of another kind are
        with pytest.raises(RecordingMissingError, match="larger than"):
            _ = Recordings(tmp_path, "m").entries


def test_an_empty_device_is_an_empty_file():
    assert read_whole(Path(os.devnull)) == b""


def test_a_file_is_read_to_its_last_byte_and_no_larger_one_at_all(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"x" * 1000)
    assert read_whole(tmp_path / "a", 1000) == b"x" * 1000
    with pytest.raises(OSError, match="larger than 0 KiB"):
        read_whole(tmp_path / "a", 999)
    assert MOST >= 2**20


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("timeout_s = 9\n".encode("utf-16"), "it is not UTF-8"), (b'model = "caf\xe9"\n', "it is not UTF-8"), (b"timeout_s = 1\ntimeout_s = 2\n", "Cannot overwrite a value"),
        (b"a = " + b"[" * 3000 + b"]" * 3000, "recursion"), (b"concurrency = " + b"9" * 5000, "digits"), (b"a." * 50_000 + b"b = 1", "it is larger than 32 KiB"),
        (b"\0" * 9, "Invalid statement"),
    ],
)  # fmt: skip
def test_a_configuration_that_cannot_be_read_says_why(
    content: bytes, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any
):
    monkeypatch.setenv("SUMMARIZE_CONFIG", str(tmp_path / "c.toml"))
    (tmp_path / "c.toml").write_bytes(content)
    code, line = ended(capfd, "a.txt", "--show-settings")

    assert code == 78
    assert why in line
    assert line.endswith(" — correct it, or move it away")
    assert len(line) < 300


@pytest.mark.parametrize(
    "line", ["concurrency = 999999999999", "article_memory_mb = 99999999999999999999", "article_timeout_s = 1e300", 'reader = "' + "a" * 30_000 + '"', '"' + "k" * 30_000 + '" = 1']
)  # fmt: skip
def test_a_setting_beyond_all_measure_is_named_in_a_short_line(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any
):
    monkeypatch.setenv("SUMMARIZE_CONFIG", str(tmp_path / "c.toml"))
    (tmp_path / "c.toml").write_text(line + "\n")
    code, said = ended(capfd, "a.txt", "--show-settings")

    assert code == 78
    assert "c.toml' holds " in said
    assert len(said) < 500


@pytest.mark.parametrize(
    ("flag", "value"), [("--timeout", "inf"), ("--article-timeout", "1e300"), ("--article-memory", "9" * 23)]
)
def test_a_flag_beyond_all_measure_is_named_as_it_is_typed(flag: str, value: str, capfd: Any):
    code, said = ended(capfd, "a.txt", "--model", "parser", flag, value, "--show-settings")

    assert code == 78
    assert said.startswith(f"summarize: {flag} cannot be ")


def test_a_configuration_with_a_byte_order_mark_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SUMMARIZE_CONFIG", str(tmp_path / "c.toml"))
    (tmp_path / "c.toml").write_bytes(b"\xef\xbb\xbftimeout_s = 9\r\n")

    assert load(model="parser").timeout_s == 9


def made(change: Change = lambda _: None) -> dict[str, Any]:
    """A review of one article, changed."""
    summary, text = depot()
    items = [
        review.Decided(id=i.id, decision="accepted", item=i, at="2026-02-03T10:00:00Z")
        for i in (*summary.quotes, *summary.claims, *summary.events)
    ]
    article = summary.article.model_copy(update={"text": text})
    one = review.Reviewed(article=article, model=summary.run.model, reviewer="Ann", items=items)
    data: dict[str, Any] = json.loads(review.Review(saved="2026-02-03T10:00:00Z", articles=[one]).model_dump_json())
    change(data["articles"][0])
    return data


def of(one: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(d for d in one["items"] if d["id"] == name)
    return found


HOSTILE: dict[str, tuple[Change, str]] = {
    "another id": (lambda a: a["article"].update(id="0" * 64), "is another one than its id tells"),
    "more text": (lambda a: a["article"].update(text=a["article"]["text"] + " More."), "is another one than its id tells"),
    "no text": (lambda a: a["article"].update(text=None), "is another one than its id tells"),
    "twice": (lambda a: a["items"].append(of(a, "q1")), "'q1' is decided about twice"),
    "another item": (lambda a: of(a, "q1")["item"].update(id="q2"), "'q1' is about 'q2'"),
    "not a number": (lambda a: of(a, "q1")["item"].update(certainty=float("nan")), "no certainty between 0 and 1"),
    "without end": (lambda a: of(a, "q1")["item"].update(certainty=float("inf")), "no certainty between 0 and 1"),
    "surer than sure": (lambda a: of(a, "q1")["item"].update(certainty=9), "no certainty between 0 and 1"),
    "no words": (lambda a: of(a, "q1")["item"].update(content=[]), "'q1' stands nowhere in the article"),
    "no evidence": (lambda a: of(a, "c1")["item"].update(evidence=[]), "'c1' stands nowhere in the article"),
    "before the text": (lambda a: of(a, "q1")["item"]["content"][0].update(start=-5), "not what the article says there"),
    "behind the text": (lambda a: of(a, "q1")["item"]["content"][0].update(end=10**9), "not what the article says there"),
    "another type": (lambda a: a.update(items=5), "articles.0.items"),
    "unknown": (lambda a: a.update(x=1), "articles.0.x"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("command", ["labels", "report", "export"])
def test_a_review_that_cannot_be_so_is_refused_by_all_who_read_it(name: str, command: str, tmp_path: Path, capfd: Any):
    change, why = HOSTILE[name]
    summary, text = depot()
    (tmp_path / "a.jsonl").write_text(summary.with_text(text).model_dump_json() + "\n")
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / "r.json").write_text(json.dumps(made(change)))
    source = str(tmp_path / "reviews") if command == "labels" else str(tmp_path / "a.jsonl")
    code, line = ended(capfd, command, source, "-o", str(tmp_path / "out"), *(["--to", "csv"] * (command == "export")))

    assert code == 65
    assert why in line
    assert line.endswith("— save it again in the page")


@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"5", b'"x"', b"[]", b"[5]", b"{}", b"\0" * 99, b'{"a":' + b"[" * 200_000, b"[" * 200_000 + b"]" * 200_000, b'{"n": ' + b"9" * 5000 + b"}"],
    ids=range(11),
)  # fmt: skip
def test_what_is_no_labelling_is_named(content: bytes, tmp_path: Path, capfd: Any):
    (tmp_path / "l.json").write_bytes(content)
    code, line = ended(capfd, "labels", str(tmp_path / "l.json"), "-o", str(tmp_path / "out"))

    assert code == 65
    assert "l.json' " in line or "a task has no text" in line


@pytest.mark.parametrize("wrong", [{"type": "labels", "id": "a"}, {"type": "labels", "id": "a", "value": {"labels": ["Quote"], "start": "x", "end": 2}},
                                   {"type": "choices", "value": {"choices": []}}, {"type": "relation", "to_id": []}, 5])  # fmt: skip
def test_a_task_of_another_form_is_named(wrong: Any, tmp_path: Path, capfd: Any):
    task = {
        "id": 1,
        "data": {"text": "The mayor spoke for a long time on Monday."},
        "annotations": [{"result": [wrong]}],
    }
    (tmp_path / "l.json").write_text(json.dumps([task]))
    code, line = ended(capfd, "labels", str(tmp_path / "l.json"), "-o", str(tmp_path / "out"))

    assert code == 65
    assert "task 1 of " in line
    assert " is no labelling: " in line


@pytest.mark.parametrize(
    ("path", "name"),
    [("../../etc/story.txt", "story"), ("a\0b.txt", "a-b"), ("n" * 300 + ".txt", "n" * 200), ("ü" * 150 + ".txt", "ü" * 100), ("..", ""), (".", ""),
     ("a\n\x1b[31mb.txt", "a-31mb"), ("-rf.txt", "rf"), ("feed.xml#3", "feed")],
)  # fmt: skip
def test_label_files_have_names_that_every_disk_and_terminal_takes(path: str, name: str, tmp_path: Path, capfd: Any):
    (tmp_path / "r.json").write_text(json.dumps(made(lambda a: a["article"].update(path=path))))
    with pytest.raises(SystemExit):
        cli.run(["labels", str(tmp_path / "r.json"), "-o", str(tmp_path / "out")])

    assert "kept" not in capfd.readouterr().err
    [case] = gold.load(tmp_path / "out")
    assert case.name == (name or case.article.id[:12])


def test_two_articles_of_one_name_are_two_label_files(tmp_path: Path):
    first, other = (
        made(lambda a: a["article"].update(path="monday/story.txt")),
        made(lambda a: a["article"].update(path="sunday/story.txt")),
    )
    text = other["articles"][0]["article"]["text"] + "\nAnd more was said later."
    other["articles"][0]["article"].update(text=text, id=hashlib.sha256(text.encode()).hexdigest())
    first["articles"] += other["articles"] + first["articles"]
    (tmp_path / "r.json").write_text(json.dumps(first))
    with pytest.raises(SystemExit):
        cli.run(["labels", str(tmp_path / "r.json"), "-o", str(tmp_path / "out")])

    assert {case.name for case in gold.load(tmp_path / "out")} == {"story", "story-2"}


def test_items_that_a_person_added_are_shown_in_the_report(tmp_path: Path):
    def add(one: dict[str, Any]) -> None:
        for number, name in enumerate(("q1", "c1", "e1"), start=1):
            item = of(one, name)["item"] | {"id": f"new{number}"}
            one["items"].append({"id": item["id"], "decision": "added", "at": "2026-02-03T10:00:00Z", "item": item})

    summary, text = depot()
    (tmp_path / "a.jsonl").write_text(summary.with_text(text).model_dump_json() + "\n")
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / "r.json").write_text(json.dumps(made(add)))
    with pytest.raises(SystemExit) as stop:
        cli.run(["report", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "pages")])

    assert not stop.value.code
    [page] = (tmp_path / "pages" / "articles").glob("*.html")
    assert all(f"new{number}" in page.read_text() for number in (1, 2, 3))
