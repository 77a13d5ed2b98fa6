"""Damaged state: bits flipped, pages overwritten, files cut. One clear line and what to type; never a wrong answer."""

from __future__ import annotations

import asyncio
import json
import os
import random
import shlex
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ARTICLES

from summarizer import cli, settings
from summarizer.batch.find import Found
from summarizer.batch.ledger import Fate, Ledger, Lock
from summarizer.cache import AnswerStore, connect
from summarizer.collection import Collection, NotSummariesError
from summarizer.errors import CacheError, OutputError, RecordingMissingError, SettingsError, SummarizerError
from summarizer.files import write_whole
from summarizer.recordings import Recordings
from summarizer.score.gate import read_baseline
from summarizer.score.gold import GoldError, load

TRIES = 300
"""In a test; `evals/benchmarks/damage.py` tries thousands."""
ANSWERS = {f"{n:064x}": f'{{"n": {n}}}{"x" * (n * 97 % 9000)}'.encode() for n in range(60)}
ARTICLE = {
    f"a/{n:03}.txt": f'{{"article": {n}, "quotes": ["{"".join(random.Random(n).choices("abcdefgh ", k=n * 53 % 7000))}"]}}'
    for n in range(60)
}


def damaged(whole: bytes, dice: random.Random) -> tuple[str, bytes]:
    """Damage a file in one of the ways that disks and people have."""
    data, at = bytearray(whole), dice.randrange(len(whole))
    page = dice.randrange(len(whole) // 4096 or 1) * 4096
    kind = dice.choice(
        ["bit", "bit in the first page", "bits", "zeros", "noise", "page", "cut", "cut in a page", "longer"]
    )
    if kind == "bit":
        data[at] ^= 1 << dice.randrange(8)
    elif kind == "bit in the first page":
        data[dice.randrange(min(200, len(data)))] ^= 1 << dice.randrange(8)
    elif kind == "bits":
        for _ in range(30):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    elif kind == "zeros":
        data[page : page + 4096] = bytes(len(data[page : page + 4096]))
    elif kind == "noise":
        data[page : page + 4096] = dice.randbytes(len(data[page : page + 4096]))
    elif kind == "page":
        other = dice.randrange(len(whole) // 4096 or 1) * 4096
        data[page : page + 4096] = whole[other : other + 4096]
    elif kind == "longer":
        data += dice.randbytes(dice.randrange(1, 9000))
    else:
        data = data[: at if kind == "cut in a page" else page]
    return f"{kind} at {at} or page {page}", bytes(data)


def put(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    for side in ("-wal", "-shm"):
        Path(f"{path}{side}").unlink(missing_ok=True)


def is_one_clear_line(error: SummarizerError) -> None:
    assert len(error.message.splitlines()) == 1
    assert isinstance(error, CacheError), repr(error)
    # A flipped version number cannot be told from a newer version.
    newer = "was written by a newer version, or is damaged" in error.message
    assert newer or "kept" in error.message
    # Rows that were dropped are made anew by the same command; any other damage needs the file out of the way.
    dropped = "of its articles" in error.message
    assert ("mv " in error.hint) is not dropped
    assert "the same command again" in error.hint


def answers(path: Path) -> None:
    store = AnswerStore(path)
    try:
        for key, raw in ANSWERS.items():
            assert store.get(key) in (None, raw)
        again = next(iter(ANSWERS))

        async def ask() -> None:
            number = await store.begin(again)
            if number is not None:
                await store.finish(number, again, "ok", (1, 1), ANSWERS[again])
            await store.begin("f" * 64)

        asyncio.run(asyncio.wait_for(ask(), 20))
        assert store.get(again) in (None, ANSWERS[again])
    finally:
        store.close()


def fill_answers(path: Path) -> None:
    store = AnswerStore(path)

    async def fill() -> None:
        for key, raw in ANSWERS.items():
            number = await store.begin(key)
            assert number is not None
            await store.finish(number, key, "ok", (1, 1), raw)

    asyncio.run(fill())
    store.close()


def test_damaged_answers_are_a_miss_or_one_clear_line(tmp_path):
    fill_answers(tmp_path / "answers.sqlite")
    stopped = through(tmp_path / "answers.sqlite", answers, "answers")

    assert TRIES // 10 < stopped < TRIES


def through(path: Path, use: Callable[[Path], None], name: str, tries: int = TRIES) -> int:
    """Use a file damaged in many ways; count how often that ended in an error."""
    whole, stopped = path.read_bytes(), 0
    for seed in range(tries):
        how, data = damaged(whole, random.Random(f"{name} {seed}"))
        put(path, data)
        try:
            use(path)
        except SummarizerError as error:
            stopped += 1
            is_one_clear_line(error)
        except BaseException as error:
            error.add_note(f"{name} {seed}: {how}")
            raise
    return stopped


def found(name: str) -> Found:
    return Found(name, name, 1, 1)


def fill_ledger(folder: Path) -> None:
    ledger = Ledger(folder, "model rules")
    ledger.record([Fate(found(name), "ok", detail) for name, detail in ARTICLE.items()])
    ledger.project(folder)
    ledger.close()


def run_again(path: Path) -> None:
    """What the same command does, typed until it works: sift, judge what is left, write the outputs, the right ones."""
    outputs = path.parent / "summaries.jsonl"
    for name in ("summaries.jsonl", "failures.jsonl"):
        (path.parent / name).unlink(missing_ok=True)
    for _ in range(3):
        ledger = None
        try:
            ledger = Ledger(path.parent, "model rules")
            todo = ledger.sift([found(name) for name in ARTICLE])
            ledger.record([Fate(item, "ok", ARTICLE[item.name]) for item in todo])
            ledger.counts()
            ledger.stale()
            ledger.project(path.parent)
        except SummarizerError as error:
            is_one_clear_line(error)
            assert not outputs.exists(), "a damaged ledger wrote outputs"
            moved_away(error)
        else:
            assert outputs.read_text().splitlines() == list(ARTICLE.values())
            return
        finally:
            if ledger:
                ledger.close()
    raise AssertionError("what the line says to type does not help")


def moved_away(error: SummarizerError) -> None:
    """Do what the line says."""
    if "mv " in error.hint:
        command = shlex.split(error.hint[error.hint.index("mv ") :])
        shutil.move(command[1], command[2])


def test_a_damaged_ledger_gives_the_right_outputs_and_what_it_says_to_type_helps(tmp_path):
    fill_ledger(tmp_path)
    through(tmp_path / "ledger.sqlite", run_again, "ledger", TRIES // 2)


def test_a_damaged_log_of_a_run_that_was_killed_loses_no_more_than_its_end(tmp_path):
    """Of the side file of a killed run SQLite takes what is whole; the rest is judged anew."""
    live = Ledger(tmp_path, "model rules")
    live.record([Fate(found(name), "ok", detail) for name, detail in ARTICLE.items()])
    main, log = (tmp_path / "ledger.sqlite").read_bytes(), (tmp_path / "ledger.sqlite-wal").read_bytes()
    live.close()
    assert len(log) > 10 * 4096
    (tmp_path / "killed").mkdir()
    path = tmp_path / "killed" / "ledger.sqlite"
    for seed in range(TRIES // 6):
        put(path, main)
        Path(f"{path}-wal").write_bytes(damaged(log, random.Random(f"log {seed}"))[1])
        run_again(path)


def test_what_sqlite_could_not_read_is_said_in_one_line(tmp_path):
    database = connect(tmp_path / "a.sqlite")

    is_one_clear_line(database.damaged("unrecognized token: \n  name TEXT,\r\n\u2028 size"))
    database.close()


def test_two_answers_that_change_places_are_no_answers(tmp_path):
    store = AnswerStore(tmp_path / "a.sqlite")
    keys = list(ANSWERS)[:2]

    async def fill() -> None:
        for key in keys:
            number = await store.begin(key)
            assert number is not None
            await store.finish(number, key, "ok", (1, 1), ANSWERS[key])

    asyncio.run(fill())
    database = connect(tmp_path / "a.sqlite")
    rows = [database.execute("SELECT raw, sha FROM answer WHERE key = ?", (key,)).fetchone() for key in keys]
    for key, row in zip(keys, reversed(rows), strict=True):
        database.execute("UPDATE answer SET raw = ?, sha = ? WHERE key = ?", (*row, key))
    database.close()

    assert [store.get(key) for key in keys] == [None, None]
    store.close()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE item SET detail = zeroblob(9) WHERE name = 'a/007.txt'", "'a/007.txt' first"),
        ("UPDATE item SET sum = '' WHERE name > 'a/030.txt'", "29 of its articles"),
        ("UPDATE item SET fate = 'good' WHERE name = 'a/007.txt'", ""),
        ("UPDATE item SET name = 'b.txt' WHERE name = 'a/007.txt'", "'b.txt' first"),
        ("UPDATE meta SET value = 'x' WHERE key = 'run'", "number of runs"),
        ("UPDATE item SET size = 'big', changed = NULL WHERE name = 'a/007.txt'", ""),
    ],
)
def test_a_row_that_is_not_what_was_put_in_is_made_anew(tmp_path, change, says):
    fill_ledger(tmp_path)
    database = connect(tmp_path / "other.sqlite")
    database.execute("ATTACH ? AS ledger", (str(tmp_path / "ledger.sqlite"),))
    database.execute(change)
    database.execute("UPDATE meta SET value = '' WHERE key = 'projected'")
    database.close()
    messages = []
    for _ in range(2):
        try:
            ledger = Ledger(tmp_path, "model rules")
            ledger.record([Fate(i, "ok", ARTICLE[i.name]) for i in ledger.sift([found(name) for name in ARTICLE])])
            ledger.counts()
            ledger.project(tmp_path)
            ledger.close()
        except CacheError as error:
            is_one_clear_line(error)
            messages.append(error.message)
            moved_away(error)

    assert (tmp_path / "summaries.jsonl").read_text().splitlines() == list(ARTICLE.values())
    assert says in " ".join(messages)


def test_a_ledger_of_the_version_before_is_made_anew_without_a_question(tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "ledger.sqlite") as old:
        old.executescript(
            "CREATE TABLE item (name TEXT PRIMARY KEY, size INTEGER, changed INTEGER, made_by TEXT, fate TEXT, "
            "detail BLOB, seen INTEGER) WITHOUT ROWID;"
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID; PRAGMA user_version = 1;"
        )
        old.execute("INSERT INTO item VALUES ('a/001.txt', 1, 1, 'model rules', 'ok', ?, 1)", (zlib.compress(b"{}"),))
    old.close()

    assert Ledger(tmp_path, "model rules").sift([found("a/001.txt")]) == [found("a/001.txt")]


@pytest.mark.parametrize("what", ["cache", "ledger", "jobs"])
def test_the_command_line_says_it_in_one_line_and_what_it_says_to_type_helps(
    what, tmp_path, faults, monkeypatch, capfd
):
    (tmp_path / "in").mkdir()
    shutil.copy(ARTICLES / "wire-depot-fire.txt", tmp_path / "in")
    monkeypatch.setenv("SUMMARIZE_CACHE_DIR", str(tmp_path / "the cache"))
    url = faults().base_url
    words = ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--base-url", url, "--model", "m"]
    words += ["--workers", "1"]

    def run(*more: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as stop:
            cli.run([*words, *more])
        return int(stop.value.code or 0), capfd.readouterr().err

    first = run()
    files = {"cache": "the cache/answers.sqlite", "ledger": "out/ledger.sqlite", "jobs": "out/jobs.sqlite"}
    file = tmp_path / files[what]
    put(file, b"no database" * 999)
    code, err = run(*(["--via", "batch-api"] if what == "jobs" else []), *(["--with-text"] if what == "cache" else []))

    assert code == 70
    assert [line for line in err.splitlines() if "is damaged" in line and "mv " in line]
    assert "is damaged" in err
    assert "kept" in err
    assert "internal" not in err
    assert "Traceback" not in err
    subprocess.run(err[err.index("mv ") :].strip(), shell=True, check=True)
    assert file.with_name(f"{file.name}.damaged").exists()
    if what != "jobs":
        assert run()[0] == first[0]


def fifo(path: Path) -> None:
    os.mkfifo(path)


def nowhere(path: Path) -> None:
    path.symlink_to("/nowhere/at/all")


def circle(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize("odd", [Path.mkdir, fifo, nowhere, circle])
@pytest.mark.parametrize("file", ["answers.sqlite", "ledger.sqlite", ".lock"])
def test_what_is_no_file_in_the_place_of_one_is_one_clear_line(odd, file, tmp_path):
    odd(tmp_path / file)
    openers = {"answers.sqlite": AnswerStore, "ledger.sqlite": lambda path: Ledger(path.parent, "m")}
    with pytest.raises(OutputError) as caught:
        openers.get(file, lambda path: Lock(path.parent))(tmp_path / file)

    assert len(caught.value.message.splitlines()) == 1
    assert str(tmp_path) in caught.value.message
    assert "None" not in caught.value.message
    assert caught.value.hint


def test_a_lock_empties_no_file_that_it_is_a_link_to(tmp_path):
    (tmp_path / "letters.txt").write_text("dear Ann")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".lock").symlink_to(tmp_path / "letters.txt")
    with pytest.raises(OutputError):
        Lock(tmp_path / "out")

    assert (tmp_path / "letters.txt").read_text() == "dear Ann"


ODD_JSON = ["", "[]", "5", "null", '"x"', "{}", "[{}]", "[" * 100_000, '{"directory": 5}', '{"directory": {}, "text_field": []}',
            '{"directory": "/", "text_field": null, "listed": "x"}', "9" * 5000]  # fmt: skip


@pytest.mark.parametrize("content", ODD_JSON, ids=range(len(ODD_JSON)))
def test_a_damaged_report_of_a_run_costs_no_summary(content, tmp_path):
    (tmp_path / "summaries.jsonl").write_text("")
    (tmp_path / "run.json").write_text(content)

    assert list(Collection.at(tmp_path)) == []


@pytest.mark.parametrize("content", [b"[", b"[" * 100_000, b"[5]", b"[{}]", b"[\xff]", b"\x00", b"{}", b"5"])
def test_a_damaged_file_of_summaries_is_one_clear_line(content, tmp_path):
    (tmp_path / "summaries.jsonl").write_bytes(content)
    with pytest.raises(NotSummariesError) as caught:
        list(Collection.at(tmp_path))

    assert len(caught.value.message.splitlines()) == 1
    assert str(tmp_path) in caught.value.message


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe", b"k" * 9000, b"key one\nkey two", b"a\0b"])
def test_a_damaged_key_file_is_one_clear_line(content, tmp_path):
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        settings.load(model="m", base_url="http://127.0.0.1:9/v1", api_key_file=tmp_path / "key")

    assert "key" in caught.value.message
    assert len(caught.value.message.splitlines()) == 1
    assert caught.value.hint
    assert "key one" not in caught.value.message


def recorded(**changes: object) -> str:
    raw = {"content": "{}", "refusal": None, "finish": "stop", "model": "m", "usage": None}
    answer = {"task": "read", "key": "k", "parts": {}, "raw": raw} | changes
    return json.dumps({"format": 2, "model": "m", "article": {"name": "a", "id": "i"}, "answers": [answer]})


ODD_RECORDINGS = [
    "", "[]", "5", "null", "[" * 100_000, '{"a":' * 3000 + "1" + "}" * 3000, "{}", '{"format": 2}', "9" * 5000,
    '{"format": 2, "answers": [5]}', '{"format": 2, "answers": [[]]}',
    recorded(raw=5), recorded(raw=None), recorded(raw="x"), recorded(raw=[]), recorded(raw={"usage": 5}),
    recorded(raw={"usage": {"input": "x"}}), recorded(raw={"usage": {"input": None}}), recorded(key=[]),
    recorded(task=5), recorded(parts=None), recorded(parts="x"), recorded(parts=[]),
]  # fmt: skip


@pytest.mark.parametrize("content", ODD_RECORDINGS, ids=range(len(ODD_RECORDINGS)))
def test_a_damaged_recording_is_one_clear_line(content, tmp_path):
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(RecordingMissingError) as caught:
        _ = Recordings(tmp_path, "m").entries

    assert len(caught.value.message.splitlines()) == 1
    assert "a.json" in caught.value.message
    assert "summarize record" in caught.value.hint


def test_what_is_no_file_among_recordings_is_passed_over(tmp_path):
    (tmp_path / "a.json").write_text(recorded())
    os.mkfifo(tmp_path / "b.json")
    (tmp_path / "c.json").symlink_to("/dev/zero")
    (tmp_path / "d.json").mkdir()

    assert list(Recordings(tmp_path, "m").entries) == ["k"]


@pytest.mark.parametrize("content", ["", "[]", "5", "[" * 100_000, "{}", '{"schema_version": []}', "9" * 5000])
def test_a_damaged_label_file_is_one_clear_line_without_what_it_holds(content, tmp_path):
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(GoldError) as caught:
        load(tmp_path)

    assert len(caught.value.message.splitlines()) == 1
    assert "a.json" in caught.value.message
    assert "pydantic" not in caught.value.message
    assert "input" not in caught.value.message.replace("Input should be", "")
    assert caught.value.hint


@pytest.mark.parametrize("odd", [Path.mkdir, fifo, nowhere, circle])
def test_what_is_no_file_among_labels_is_said_and_not_left_out(odd, tmp_path):
    odd(tmp_path / "a.json")
    with pytest.raises(GoldError, match=r"a\.json"):
        load(tmp_path)


def test_an_output_that_is_a_link_to_itself_is_replaced(tmp_path):
    circle(tmp_path / "a.json")
    write_whole(tmp_path / "a.json", "words")

    assert (tmp_path / "a.json").read_text() == "words"


@pytest.mark.parametrize("content", ["", "[]", "5", "null", "[" * 100_000, "{}", '{"models": 5}', "9" * 5000])
def test_a_damaged_baseline_is_one_clear_line(content, tmp_path):
    (tmp_path / "b.json").write_text(content)
    with pytest.raises(SettingsError) as caught:
        read_baseline(tmp_path / "b.json")

    assert len(caught.value.message.splitlines()) == 1
    assert "--update-baseline" in caught.value.hint
