"""The command line: what is typed, and what comes out on standard output and into files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from conftest import ARTICLES, REPLAY, ROOT, WIRE


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


def test_the_short_names_of_measures_are_told_too(typed):
    err = typed("eval", "--min", "quotes.f9=0.3")[2]
    assert err.startswith(
        "summarize: --min 'quotes.f9=0.3' names no measure — quotes.f1, claims.f1, events.f1, quotes.found, "
    )


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


def test_models_alone_prints_its_help(typed):
    code, out, err = typed("models")

    assert (code, err) == (0, "")
    assert [word for word in ("list", "fetch", "check") if f"\n  {word} " in out] == ["list", "fetch", "check"]


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


def test_where_nothing_had_to_be_asked_nothing_is_recorded(typed, tmp_path, parser_at, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    code, _, err = typed("record", WIRE, "--model", "parser", "--recordings", str(tmp_path / "r"))
    assert (code, err) == (0, "summarize: wire-depot-fire: nothing had to be asked, so nothing is recorded\n")
    assert not (tmp_path / "r").exists()
