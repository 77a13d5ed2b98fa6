"""The command line where it cannot do what is typed: one clear line, its exit code, what to type instead."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import GOLD, RECORDINGS, REPLAY, ROOT, WIRE


@pytest.mark.parametrize(("folder", "where"), [("news", "is"), ("news/pages", "is inside")])
@pytest.mark.parametrize("command", [["report"], ["export", "--to", "annotations"]])
def test_nothing_is_written_among_the_articles_that_a_batch_read(typed, batched, command, folder, where):
    before = sorted(batched.joinpath("news").rglob("*"))
    code, _, err = typed(command[0], str(batched / "out"), *command[1:], "-o", str(batched / folder))

    assert (code, err) == (
        73, f"summarize: the output directory {where} the directory of the articles: the next batch would read it as "
        "news — choose another directory: -o DIR\n",
    )  # fmt: skip
    assert sorted(batched.joinpath("news").rglob("*")) == before
    assert typed(command[0], str(batched / "out"), *command[1:], "-o", str(batched / "elsewhere"))[0] == 0


def test_one_article_is_no_articles(typed, batched):
    one = batched / "one.jsonl"
    one.write_text((batched / "out" / "summaries.jsonl").read_text().splitlines()[0] + "\n")
    assert typed("report", str(one), "-o", str(batched / "pages"))[2].splitlines() == [
        f"summarize: {batched}/pages/index.html: 1 article",
        "summarize: 1 article has no page: its text is gone or has changed (--with-text keeps it)",
    ]
    (batched / "news" / "sport-cup-final.txt").unlink()
    words = ["batch", str(batched / "news"), "-o", str(batched / "out"), "--model", "parser", "--workers", "1"]
    assert "1 summary in " in typed(*words, "-o", str(batched / "out2"))[2]


def test_parquet_without_pyarrow_names_the_extra_that_doctor_names(typed, batched, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    err = typed("export", str(batched / "out"), "--to", "parquet", "-o", str(batched / "tables"))[2]
    assert err == 'summarize: parquet needs pyarrow — pip install ".[ray]"\n'


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (None, 66, "does not exist"),
        (b"", 65, "empty"),
        (b"too short", 65, "too short"),
        (b"%PDF-1.7 abcdefghij", 65, "PDF"),
        (b"\x00\x01\x02" * 200, 65, "text"),
        (("これは記事です。" * 30).encode("shift-jis"), 65, "encoding"),
        (b"word " * 500_000, 65, "larger"),
    ],
)
def test_a_bad_article_gives_one_clear_line_and_its_code(typed, tmp_path: Path, content, code, word):
    path = tmp_path / "a\x1b[31m.txt"
    if content is not None:
        path.write_bytes(content)
    got, out, err = typed(str(path), *REPLAY)

    assert (got, out) == (code, "")
    assert word in err.splitlines()[0]
    assert "Traceback" not in err
    assert "\x1b" not in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "code", "word"),
    [
        ([WIRE, "--model", "nobody/knows"], 78, "provider"),
        ([WIRE, "--model", "local/unknown"], 78, "not known"),
        ([WIRE, "--model", "local//no/such.gguf"], 78, "does not exist"),
        ([WIRE, "--model", "openai/gpt-4.1-mini"], 78, "OPENAI_API_KEY"),
        ([WIRE, "--base-url", "ftp://x/v1", "--model", "m"], 78, "http"),
        ([WIRE, "--base-url", "http://127.0.0.1:9/v1"], 78, "model"),
        ([WIRE, "--format", "pdf"], 2, "'text', 'json'"),
        ([WIRE, "--published", "soon"], 2, "YYYY-MM-DD"),
        ([WIRE, "--nonsense"], 2, "nonsense"),
        ([WIRE, "-o", "/no/such/dir/x.json", *REPLAY], 73, "does not exist"),
        ([WIRE, "-o", "/tmp/x.exe", *REPLAY], 2, ".json, .jsonl"),
        (["eval", "--model", "typo/x", "--gold", str(GOLD), "--recordings", RECORDINGS], 66, "strong/2026-11"),
        (["eval", "--gold", "/no/such", "--recordings", RECORDINGS], 66, "summarize eval --gold DIR"),
        (["eval", "--gold", str(GOLD), "--recordings", "/no/such"], 66, "--live"),
        ([WIRE, "-o", str(ROOT), *REPLAY], 73, "directory"),
        ([WIRE, "-o", "/proc/x.json", *REPLAY], 73, "cannot be written"),
        ([WIRE, "-o", "/proc/x.jsonl", *REPLAY], 73, "cannot be written"),
        (["eval", "--gold", "/nowhere", "--min", "nonsense=1"], 2, "names no measure"),
        ([WIRE, "--recordings", "/no/such", "--model", "strong/2026-11"], 66, "record"),
        ([str(ROOT), *REPLAY], 66, "batch"),
        ([WIRE], 69, "SUMMARIZE_OFFLINE"),
        (["models", "check", "unknown"], 78, "not known"),
        (["models", "check"], 66, "fetch"),
    ],
)  # fmt: skip
def test_a_bad_wish_gives_one_clear_line_and_its_code(typed, words, code, word):
    got, out, err = typed(*words)

    assert (got, out) == (code, "")
    assert word in err
    assert "Traceback" not in err


def test_a_batch_ends_where_the_parser_cannot_be_had(typed, tmp_path: Path):
    """It is no article's fault: none has failed for it."""
    code, _, err = typed("batch", str(ROOT / "fixtures" / "articles"), "-o", str(tmp_path / "out"), "--model", "parser")

    assert code == 69
    assert "the parser" in err
    assert (tmp_path / "out" / "failures.jsonl").read_text() == ""


def test_a_gguf_that_is_none_is_refused(typed, tmp_path: Path):
    (tmp_path / "m.gguf").write_bytes(b"not a model")
    code, _, err = typed(WIRE, "--model", f"local/{tmp_path}/m.gguf")

    assert code == 69
    assert "is no GGUF model file" in err  # said whether or not there is something to run it


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"do": "status", "status": 401}, 77),
        ({"do": "status", "status": 404}, 78),
        ({"do": "status", "status": 429, "code": "insufficient_quota"}, 75),
        ({"do": "not_json"}, 76),
        ({"do": "refusal"}, 65),
    ],
)
def test_a_bad_endpoint_gives_one_clear_line_and_its_code(typed, faults, monkeypatch, rule, code):
    monkeypatch.setenv("SUMMARIZE_API_KEY", "sk-canary-0123456789")
    got, _, err = typed(WIRE, "--base-url", faults(rule).base_url, "--model", "m")

    assert got == code
    assert "Traceback" not in err
    assert "canary" not in err


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('concurrency = "8"', "'concurrency' = '8', which it cannot be — it should be a valid integer"),
        ("concurrency = 0", "'concurrency' = 0, which it cannot be"),
        ("concurrency = 2.5", "'concurrency' = 2.5, which it cannot be"),
        ("timeout_s = nan", "'timeout_s' = nan, which it cannot be"),
        ("article_memory_mb = -1", "'article_memory_mb' = -1, which it cannot be"),
        ("rpm = true", "'rpm' = True, which it cannot be"),
        ("model = 3", "'model' = 3, which it cannot be — it should be a valid string"),
        ('api_key = "sk-canary-0123456789"', "'api_key', which is not set there — export OPENAI_API_KEY=…"),
        ('cache = "here.sqlite"', "'cache', which is not set there — export SUMMARIZE_CACHE_DIR=DIRECTORY"),
    ],
)  # fmt: skip
def test_a_configured_value_that_cannot_be_is_named(typed, monkeypatch, tmp_path, line, told):
    (tmp_path / "config.toml").write_text(line + "\n")
    monkeypatch.setenv("SUMMARIZE_CONFIG", str(tmp_path / "config.toml"))
    code, out, err = typed(WIRE, *REPLAY)

    assert (code, out) == (78, "")
    assert told in err
    assert err.count("\n") == 1
    assert "canary" not in err


@pytest.mark.parametrize(
    ("flag", "value", "told"),
    [
        ("--min-certainty", "2", "2: write 1 or less"), ("--min-certainty", "-1", "-1: write 0 or more"),
        ("--min-certainty", "80%", "80%: write a number"), ("--min-certainty", "nan", "nan: write 1 or less"),
        ("--readings", "3", "3: write 2 or less"), ("--readings", "two", "two: write a whole number"),
        ("--reader", "fast", "'fast' is not one of 'whole', 'steps', 'auto'"),
        ("--encoding", "utf9", "utf9: not known, try utf-8, cp1252, shift_jis"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_answered_with_those_that_can(typed, flag, value, told):
    code, out, err = typed(WIRE, *REPLAY, flag, value)

    assert (code, out) == (2, "")
    assert err == f"summarize: Invalid value for '{flag}': {told} — summarize article --help\n"


@pytest.mark.parametrize("words", ["9.10.2025", "10/9/2025", "2025-9-10", "Oct. 9, 2025", "2025-02-30", ""])
def test_a_date_is_taken_in_its_one_form_alone(typed, words):
    code, out, err = typed(WIRE, *REPLAY, "--published", words)
    assert (code, out) == (2, "")
    assert f"--published: {words!r} is no ISO date: write YYYY-MM-DD, as 2024-01-05" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--max-cost five", "'--max-cost': five: write a number"),
        ("--max-cost -1", "'--max-cost': -1: write 0 or more"),
        ("--workers 0", "'--workers': 0: write 1 or more"),
        ("--workers 1.5", "'--workers': 1.5: write a whole number"),
        ("--concurrency 5000", "'--concurrency': 5000: write 4096 or less"),
    ],
)
def test_a_wrong_number_is_told_in_plain_words_with_the_help_of_its_command(typed, words, told):
    assert typed("batch", "news", "-o", "out", *words.split()) == (
        2, "", f"summarize: Invalid value for {told} — summarize batch --help\n",
    )  # fmt: skip


def test_a_mistyped_command_or_option_is_told_what_it_is_like(typed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = typed("bacth", "articles/")
    assert (code, err) == (2, "summarize: 'bacth' is neither a file nor a command — did you mean summarize batch?\n")
    assert "--readings" in typed("article", WIRE, "--redings", "2")[2]
    assert "did you mean 'fetch'?" in typed("models", "fech")[2].lower()
    assert typed("bacth.txt")[0] == typed("x")[0] == 66
    (tmp_path / "bacth").write_text("Mayor Lena Ortiz spoke in Lund on Monday.")
    assert typed("bacth", *REPLAY)[0] == 66  # no recording of it: it was read
