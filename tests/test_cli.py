"""The command line: what is typed, what is printed, and the exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ARTICLES, ROOT

from summarizer import cli

RECORDINGS = str(ROOT / "fixtures" / "recordings")
WIRE = str(ARTICLES / "wire-depot-fire.txt")
GOLD = ROOT / "evals" / "gold"
REPLAY = ["--recordings", RECORDINGS, "--model", "strong/2026-11"]


@pytest.fixture
def typed(capfd):
    """Run the command line; give exit code, standard output, standard error."""

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            cli.run(list(words))
        out, err = capfd.readouterr()
        return int(stop.value.code or 0), out, err

    return run


@pytest.fixture
def batched(typed, parser_at, tmp_path, monkeypatch) -> Path:
    """Two articles in `news`, read into `out` without a model."""
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    monkeypatch.setenv("SUMMARIZE_CACHE_DIR", str(tmp_path / "cache"))
    news = tmp_path / "news"
    news.mkdir()
    for name in ("wire-depot-fire.txt", "sport-cup-final.txt"):
        (news / name).write_text((ARTICLES / name).read_text())
    code, _, err = typed("batch", str(news), "-o", str(tmp_path / "out"), "--model", "parser", "--workers", "1")
    assert code == 0, err
    return tmp_path


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


def test_a_batch_says_what_changed_since_its_articles_were_finished(typed, batched):
    words = ["batch", str(batched / "news"), "-o", str(batched / "out"), "--model", "parser", "--workers", "1"]
    assert "judged again" not in typed(*words)[2]
    said = typed(*words, "--min-certainty", "0.85")[2]
    assert "2 finished articles were made with another --min-certainty: judged again" in said
    said = typed(*words, "--with-text")[2]
    assert "2 finished articles were made with another --min-certainty or --with-text: judged again" in said


def test_labels_of_a_batch_are_sought_in_its_reviews(typed, batched):
    out, made = batched / "out", batched / "made"
    assert typed("labels", str(out), "-o", str(made)) == (
        66, "", f"summarize: {str(out)!r} is the output of a batch, which holds no labels — "
        f"summarize labels {out}/reviews -o {made}, with the reviews saved in the pages there\n",
    )  # fmt: skip


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


def test_the_short_names_of_measures_are_told_too(typed):
    err = typed("eval", "--min", "quotes.f9=0.3")[2]
    assert err.startswith(
        "summarize: --min 'quotes.f9=0.3' names no measure — quotes.f1, claims.f1, events.f1, quotes.found, "
    )


def test_parquet_without_pyarrow_names_the_extra_that_doctor_names(typed, batched, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    err = typed("export", str(batched / "out"), "--to", "parquet", "-o", str(batched / "tables"))[2]
    assert err == 'summarize: parquet needs pyarrow — pip install ".[ray]"\n'


def test_an_article_is_summarized(typed):
    code, out, _ = typed(WIRE, *REPLAY)

    assert code == 0
    assert "Who said what" in out
    assert "Tobias Hale" in out


def test_standard_output_holds_results_alone(typed):
    code, out, err = typed(WIRE, *REPLAY, "--format", "json")

    assert code == 0
    assert json.loads(out)["article"]["path"] == WIRE
    assert "{" not in err


def test_the_suffix_tells_the_format_and_the_file_is_written_whole(typed, tmp_path: Path):
    code, out, _ = typed(WIRE, *REPLAY, "-o", str(tmp_path / "s.jsonl"))

    assert (code, out) == (0, "")
    assert json.loads((tmp_path / "s.jsonl").read_text())["status"] == "ok"
    assert [p.name for p in tmp_path.glob("*s.jsonl*")] == ["s.jsonl"]


def test_several_articles_go_into_one_output(typed, tmp_path: Path):
    code, out, err = typed(
        WIRE, str(ARTICLES / "sport-cup-final.txt"), str(tmp_path / "none.txt"), *REPLAY, "--format", "jsonl"
    )

    assert code == 3
    assert len(out.splitlines()) == 2
    assert "none.txt" in err


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


def test_the_model_and_why_it_was_chosen_are_said(typed, faults):
    endpoint = faults()
    _, _, err = typed(WIRE, "--base-url", endpoint.base_url, "--model", "m")

    assert "openai/m" in err
    assert "--model" in err
    assert "127.0.0.1" in err


def test_settings_are_shown_with_the_key_masked(typed, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-0123456789")
    code, out, _ = typed(WIRE, "--show-settings")

    assert code == 0
    assert "openai/" in out
    assert "canary" not in out


def test_the_configuration_file_is_read_and_its_typos_are_named(typed, home: Path):
    path = home / "config" / "grounded-summarizer" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('model = "ollama/llama3.2"\nconcurrency = 3\n')
    assert "ollama/llama3.2" in typed(WIRE, "--show-settings")[1]

    path.write_text("concurency = 3\n")
    code, _, err = typed(WIRE, "--show-settings")
    assert code == 78
    assert "concurency" in err


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


def test_an_address_of_the_environment_comes_before_the_configured_one(typed, monkeypatch, tmp_path):
    (tmp_path / "config.toml").write_text('base_url = "https://file.example/v1"\nmax_outage_s = 0\ntimeout_s = 9\n')
    monkeypatch.setenv("SUMMARIZE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("SUMMARIZE_API_KEY", "sk-canary-0123456789")

    def shown(*words: str) -> str:
        lines = typed(WIRE, "--model", "openai/m", *words, "--show-settings")[1].splitlines()
        return dict(line.split(None, 1) for line in lines if len(line.split()) > 1)["base_url"]

    assert shown() == "https://file.example/v1"
    monkeypatch.setenv("OPENAI_BASE_URL", "https://env.example/v1")
    assert shown() == "https://env.example/v1"
    assert shown("--base-url", "https://flag.example/v1") == "https://flag.example/v1"


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["article", "--help"],
        ["record", "--help"],
        ["models", "--help"],
        ["--version"],
        ["schema"],
        ["models", "list"],
        ["cache"],
    ],
)
def test_what_needs_no_model_works_without_one(typed, words):
    code, out, _ = typed(*words)

    assert code == 0
    assert out


def test_schema_is_json_schema(typed):
    assert "quotes" in json.loads(typed("schema")[1])["properties"]


def test_standard_input_is_an_article():
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", "-", *REPLAY, "--format", "json"],
        input=Path(WIRE).read_bytes(), capture_output=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["article"]["path"] is None


@pytest.mark.parametrize(
    ("closed", "code"), [(">&-", 0), ("2>&-", 0), (">&- 2>&-", 0), ("<&-", 0), ("2>/dev/full", 0), ("2> >(true)", 0)]
)
def test_a_stream_that_the_caller_has_closed_is_no_error(closed, code, tmp_path):
    """And nothing that is opened later takes its place: a database there would be written over."""
    command = f"{sys.executable} -m summarizer {WIRE} {' '.join(REPLAY)} -o {tmp_path / 'o.json'} {closed}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, text=True)

    assert (done.returncode, done.stderr, done.stdout) == (code, "", "")
    assert json.loads((tmp_path / "o.json").read_text())["status"] == "ok"


def test_closed_standard_input_is_an_empty_article():
    command = f"{sys.executable} -m summarizer - {' '.join(REPLAY)} <&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, text=True)

    assert done.returncode == 65
    assert len(done.stderr.splitlines()) == 1
    assert "internal" not in done.stderr


@pytest.mark.parametrize("words", ["schema", "doctor", "models list"])
def test_any_command_whose_reader_leaves_ends_quietly(words, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODEL", "parser")
    command = f"set -o pipefail; {sys.executable} -m summarizer {words} | (exec <&-; sleep 0)"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, text=True)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_leaves_early_is_no_error():
    reads, writes = os.pipe()
    os.close(reads)
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", str(WIRE), *REPLAY, "--format", "json"], stdout=writes,
        stderr=subprocess.PIPE, check=False, text=True,
    )  # fmt: skip
    os.close(writes)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_is_named_and_the_old_output_stays(tmp_path: Path):
    out = tmp_path / "s.json"
    out.write_text("old")
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));"
        f"from summarizer import cli; cli.run({[WIRE, *REPLAY, '-o', str(out)]!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 74, done.stderr
    assert out.read_text() == "old"
    assert "Traceback" not in done.stderr


def test_record_writes_what_replay_reads(typed, faults, tmp_path: Path):
    endpoint = faults()
    article = str(ARTICLES / "business-velda-results.txt")
    code, _, err = typed(
        "record", article, "--base-url", endpoint.base_url, "--model", "m", "--recordings", str(tmp_path / "r")
    )
    assert code == 0, err
    asked = endpoint.stats()["requests"]
    written = next((tmp_path / "r").rglob("*.json")).read_text()
    assert "authorization" not in written.lower()
    assert "127.0.0.1" not in written

    code, out, err = typed(article, "--model", "openai/m", "--recordings", str(tmp_path / "r"), "--format", "json")
    assert code == 0, err  # the key plays no part in a replay
    assert json.loads(out)["status"] == "ok"
    os.environ["SUMMARIZE_API_KEY"] = "none"
    code, out, err = typed(
        article,
        "--base-url",
        endpoint.base_url,
        "--model",
        "m",
        "--recordings",
        str(tmp_path / "r"),
        "--format",
        "json",
    )
    del os.environ["SUMMARIZE_API_KEY"]
    assert code == 0, err
    assert json.loads(out)["status"] == "ok"
    assert endpoint.stats()["requests"] == asked


def test_a_format_that_is_named_needs_no_suffix(typed, tmp_path: Path):
    assert typed(WIRE, *REPLAY, "-o", str(tmp_path / "x.exe"), "--format", "json")[0] == 0
    assert json.loads((tmp_path / "x.exe").read_text())["status"] == "ok"


def test_a_time_without_a_day_of_publication_says_what_to_type(typed, tmp_path: Path, parser_at, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    path = tmp_path / "a.txt"
    path.write_text("A bridge fell in Osterby yesterday and two men died, the police said. A man died there today.")
    code, _, err = typed(str(path))

    assert code == 0
    assert [line for line in err.splitlines() if "--published" in line] == [
        f"summarize: {path}: no day of publication is known, so 'yesterday' is no date — --published YYYY-MM-DD"
    ]
    assert "--published" not in typed(str(path), "--published", "2026-03-04")[2]


def test_the_parser_alone_leaves_open_what_it_cannot_tell(typed, tmp_path: Path, parser_at, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(tmp_path / "models"))
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "en_core_web_sm-3.8.0").symlink_to(next(parser_at.glob("en_core_web_sm-*[0-9]")))
    code, out, err = typed(str(ARTICLES / "interview-night-librarian.txt"), "--model", "parser", "--format", "json")
    batch, _, told = typed("batch", str(ARTICLES), "-o", str(tmp_path / "out"), "--model", "parser")
    refused, _, why = typed(WIRE, "--model", "parser", "--reader", "whole")

    summary = json.loads(out)
    assert (code, summary["status"], summary["run"]["model"], summary["run"]["requests"]) == (0, "partial", "parser", 0)
    assert [r["reason"] for r in summary["rejected"] if r["kind"] == "request"] == [
        "claim in sentence 19: the parser cannot tell, and no model was asked"
    ]
    assert "reading with a parser alone" in err
    assert batch == 0
    assert "reading with a parser alone" in told
    assert "6 summaries" in told
    assert "1 partial" in told
    assert (refused, why) == (78, "summarize: the parser reads in steps — name a model, or leave --reader out\n")
    assert [path.name for path in (tmp_path / "models").iterdir() if path.suffix == ".gguf"] == []


def test_kill_9_leaves_whole_lines_of_what_was_done(faults, tmp_path: Path, monkeypatch):
    """The first articles are done and written while the last one is still asked about."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "evals" / "benchmarks"), str(ROOT)]))
    endpoint = faults({"do": "ok", "requests": [4, 99], "delay_s": 60}, responder="answers:useful")
    names = []
    for number in range(4):
        names.append(tmp_path / f"{number}.txt")
        names[-1].write_text(
            f"Fire {number} killed two men in Osterby on Monday. “We stay,” Lena Ortiz told reporters.\n" * 40
        )
    out = tmp_path / "all.jsonl"
    command = [sys.executable, "-m", "summarizer", *map(str, names), "-o", str(out), "--model", "m", "--no-cache"]
    process = subprocess.Popen([*command, "--base-url", endpoint.base_url, "-q"])
    until = time.monotonic() + 60
    while time.monotonic() < until and endpoint.stats()["requests"] < 4:
        time.sleep(0.05)
    process.kill()
    process.wait(10)

    written = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [Path(each["article"]["path"]).name for each in written] == ["0.txt", "1.txt", "2.txt"]
    assert out.read_bytes().endswith(b"\n")


def test_models_alone_prints_its_help(typed):
    code, out, err = typed("models")

    assert (code, err) == (0, "")
    assert [word for word in ("list", "fetch", "check") if f"\n  {word} " in out] == ["list", "fetch", "check"]


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


def test_what_a_first_reading_came_to_is_printed_where_the_second_one_is_refused(typed, faults, monkeypatch, tmp_path):
    """It is paid for, and without a cache it is nowhere else; the exit code is that of the refusal."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "evals" / "benchmarks"), str(ROOT)]))
    monkeypatch.setenv("SUMMARIZE_API_KEY", "sk-canary-0123456789")
    endpoint = faults({"do": "status", "status": 401, "requests": [2, 9]}, responder="answers:useful")
    words = ["--model", "m", "--base-url", endpoint.base_url, "--no-cache", "--readings", "2", "--format", "json"]
    code, out, err = typed(WIRE, *words, "-q")
    assert (code, json.loads(out)["status"]) == (77, "partial")
    assert err.count("\n") == 1
    assert "partial: no second reading: " in err
    assert "the key is refused (check SUMMARIZE_API_KEY)" in err

    again = faults({"do": "status", "status": 401, "requests": [2, 9]}, responder="answers:useful")
    words[3] = again.base_url
    code, out, err = typed(WIRE, str(ARTICLES / "sport-cup-final.txt"), *words, "-q")
    assert code == 3
    assert json.loads(out)["article"]["path"] == WIRE
    assert again.stats()["requests"] == 2
    assert typed(WIRE, "gone.txt", *words[:2], "--base-url", endpoint.base_url)[0] == 77


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


def test_where_nothing_had_to_be_asked_nothing_is_recorded(typed, tmp_path, parser_at, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    code, _, err = typed("record", WIRE, "--model", "parser", "--recordings", str(tmp_path / "r"))
    assert (code, err) == (0, "summarize: wire-depot-fire: nothing had to be asked, so nothing is recorded\n")
    assert not (tmp_path / "r").exists()


def test_what_a_signal_cuts_off_is_no_error_of_its_own(typed, monkeypatch):
    from summarizer import stopping

    assert typed("no-such-file.txt")[0] == 66
    monkeypatch.setitem(stopping._state, "code", 143)

    assert typed("no-such-file.txt") == (143, "", "")
