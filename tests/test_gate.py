"""The gate and the reports: runs made from labels with deliberate faults, and the committed recordings."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT
from test_score import GOLD, perfect

from summarizer import cli
from summarizer.errors import SettingsError
from summarizer.score import gate
from summarizer.score.counts import figure
from summarizer.score.gold import load
from summarizer.score.measure import MEASURES, score
from summarizer.summary import Summary

RECORDINGS = ROOT / "fixtures" / "recordings"
BASELINE = ROOT / "evals" / "baseline.json"


@pytest.fixture(autouse=True)
def parser_here(parser_at: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded models are replayed behind the parser that reads for them."""
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))


@pytest.fixture(scope="module")
def cases():
    return load(GOLD)


@pytest.fixture
def typed(capfd):
    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            cli.run(["eval", "--gold", str(GOLD), "--recordings", str(RECORDINGS), *words])
        out, err = capfd.readouterr()
        return int(stop.value.code or 0), out, err

    return run


@pytest.fixture
def replayed(typed, monkeypatch):
    """Run the command as if a model had read each article as it is labelled, or as `change` makes of that."""
    from summarizer.commands import evaluate

    def run(*words: str, change=lambda summary: summary) -> tuple[int, str, str]:
        def summarized(plan, cases, model, flags, console):
            return model or "labels", [change(perfect(case)) for case in cases]

        monkeypatch.setattr(evaluate, "summarized", summarized)
        return typed(*words)

    return run


@pytest.fixture
def accepted(replayed, tmp_path: Path) -> Path:
    """A baseline of two models that read everything as it is labelled."""
    path = tmp_path / "accepted.json"
    assert replayed("--model", "one", "--model", "two", "--baseline", str(path), "--update-baseline")[0] == 0
    return path


def test_the_committed_baseline_is_green(typed):
    code, out, _ = typed("--baseline", str(BASELINE))

    assert code == 0, out
    assert "grounded" in out
    assert "newly failing" not in out


@pytest.mark.parametrize("model", ["local/qwen2.5-coder-1.5b-instruct", "local/qwen2.5-coder-0.5b-instruct"])
def test_both_embedded_models_are_recorded_for_the_whole_set(typed, model):
    code, out, _ = typed("--model", model, "--report", "json")
    result = json.loads(out)

    assert code == 0
    assert result["articles"] == 54
    assert result["figures"]["grounded"]["f1"] == 1.0
    assert result["usage"]["failed"] == 0
    assert result["usage"]["output_tokens"] <= 900


def test_models_are_compared_side_by_side(replayed):
    code, out, _ = replayed("--model", "one", "--model", "two", "--split", "dev")

    assert code == 0
    assert "two against one" in out


def test_a_baseline_checks_each_of_its_models(replayed, accepted):
    def silent(summary: Summary) -> Summary:
        return summary.model_copy(update={"quotes": []})

    assert replayed("--baseline", str(accepted))[0] == 0
    code, _, err = replayed("--baseline", str(accepted), change=silent)
    assert code == gate.BELOW
    assert "one: quotes.found" in err
    assert "two: quotes.found" in err
    assert replayed("--baseline", str(accepted), "--model", "three", change=silent)[0] == 0


def test_a_floor_that_is_not_met_turns_the_gate_red(replayed):
    code, out, err = replayed("--min", "quotes.f1=1.01")

    assert code == gate.BELOW
    assert "quotes.found" in err
    assert "BELOW" in out


@pytest.mark.parametrize("wish", ["quotes.f1", "nonsense=1", "quotes.f1=high"])
def test_a_floor_that_means_nothing_is_named(replayed, wish):
    assert replayed("--min", wish)[0] == 2


def test_a_prompt_made_worse_turns_the_gate_red(typed, monkeypatch):
    from summarizer import prompt

    original = prompt.fill
    monkeypatch.setattr(prompt, "fill", lambda task, part, **v: original(task, part, **v) + " Guess.")
    code, _, err = typed("--baseline", str(BASELINE))

    assert code == 66
    assert "changed: prompt" in err
    assert "summarize record" in err


def test_worse_readings_turn_the_gate_red(replayed, accepted):
    def worse(summary: Summary) -> Summary:
        names = [quote.model_copy(update={"speaker": None}) for quote in summary.quotes]
        return summary.model_copy(update={"quotes": names})

    code, out, err = replayed("--baseline", str(accepted), change=worse)

    assert code == gate.BELOW
    assert "quotes.speaker" in err
    assert "quotes.shown" in err
    assert "newly failing" in out


def test_words_that_are_no_slice_turn_the_gate_red(replayed, accepted):
    def tidied(summary: Summary) -> Summary:
        events = [
            event.model_copy(update={"trigger": event.trigger.model_copy(update={"text": event.trigger.text + "."})})
            for event in summary.events
        ]
        return summary.model_copy(update={"events": events})

    code, _, err = replayed("--baseline", str(accepted), change=tidied)

    assert code == gate.BELOW
    assert "grounded" in err


def test_a_flipped_label_turns_the_gate_red(replayed, accepted, tmp_path: Path, monkeypatch):
    def renamed(summary: Summary) -> Summary:
        claims = [
            claim.model_copy(update={"claimant": claim.claimant.model_copy(update={"name": "Somebody Else"})})
            for claim in summary.claims
        ]
        return summary.model_copy(update={"claims": claims})

    code, _, err = replayed("--baseline", str(accepted), change=renamed)

    assert code == gate.BELOW
    assert "claims.claimant" in err


def test_a_baseline_never_falls_silently(tmp_path: Path, cases):
    tallies = [score(case, perfect(case)) for case in cases]
    good = {m: figure(tallies, m, samples=10) for m in MEASURES}
    bad = good | {"quotes.found": figure([score(cases[0], None)], "quotes.found", samples=10)}
    path = tmp_path / "baseline.json"
    gate.write_baseline(path, "one", good, [], {}, lower=False)
    gate.write_baseline(path, "two", bad, [], {}, lower=False)
    with pytest.raises(SettingsError, match="would fall"):
        gate.write_baseline(path, "one", bad, [], {}, lower=False)
    gate.write_baseline(path, "one", bad, [], {}, lower=True)

    assert gate.accepted(gate.read_baseline(path), "one")["floors"]["quotes.found"] == 0.0
    assert gate.accepted(gate.read_baseline(path), "three") == {}


def test_every_report_is_read_back(replayed, accepted, tmp_path: Path):
    def shuffled(summary: Summary) -> Summary:
        dates = [
            e.model_copy(update={"time": None, "place": e.actors[0] if e.actors else None}) for e in summary.events
        ]
        return summary.model_copy(update={"events": dates})

    for form in ("table", "json", "markdown", "junit", "html"):
        words = ("--model", "one", "--report", form, "--baseline", str(accepted), "-o", str(tmp_path / form))
        code, out, _ = replayed(*words, change=shuffled)
        assert (code, out) == (gate.BELOW, "")
    suite = ElementTree.parse(tmp_path / "junit").getroot()
    assert int(suite.get("tests") or 0) >= len(MEASURES)
    assert "events.shown" in [test.get("name") for test in suite if test.find("failure") is not None]
    assert "<mark" in (tmp_path / "html").read_text()
    assert "as shown: place" in (tmp_path / "html").read_text()
    assert "http" not in (tmp_path / "html").read_text().replace("http-equiv", "")
    assert "| quotes.found |" in (tmp_path / "markdown").read_text()
    assert json.loads((tmp_path / "json").read_text())["figures"]["events.shown"]["low"] < 1


def test_several_models_make_one_report(replayed, tmp_path: Path):
    for form in ("json", "junit", "html"):
        assert replayed("--model", "one", "--model", "two", "--report", form, "-o", str(tmp_path / form))[0] == 0

    assert [run["model"] for run in json.loads((tmp_path / "json").read_text())] == ["one", "two"]
    assert len(ElementTree.parse(tmp_path / "junit").getroot()) == 2
    assert (tmp_path / "html").read_text().count("<h1>") == 1


def test_a_replay_opens_no_connection(typed, monkeypatch):
    import socket

    monkeypatch.setattr(socket.socket, "connect", lambda *a: pytest.fail("a replay opened a connection"))
    assert typed("--split", "dev")[0] == 0


def test_the_quality_tables_are_what_the_recordings_give():
    done = subprocess.run(
        [sys.executable, "evals/tables.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "up to date"), done.stderr
