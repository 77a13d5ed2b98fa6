"""The scorer against hand-worked examples, and the gate against deliberate faults."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from summarizer import cli
from summarizer.errors import SettingsError
from summarizer.score import gate
from summarizer.score.counts import figure
from summarizer.score.fields import right, same_role
from summarizer.score.gold import Case, GoldError, check, load
from summarizer.score.measure import MEASURES, score
from summarizer.score.pairing import best_pairs, overlap, same_name
from summarizer.summary import Span, Summary

GOLD = ROOT / "evals" / "gold"
RECORDINGS = ROOT / "fixtures" / "recordings"
BASELINE = ROOT / "evals" / "baseline.json"


def span(start: int, text: str) -> Span:
    return Span(start=start, end=start + len(text), text=text)


def perfect(case: Case) -> Summary:
    """The labels themselves as a summary."""
    from summarizer.summary import Run

    gold = case.gold
    return Summary(
        article=gold.article, status="ok", quotes=gold.quotes, claims=gold.claims, events=gold.events, rejected=[],
        run=Run(model="labels", prompts=""),
    )  # fmt: skip


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


def test_the_set_is_what_the_guidelines_say(cases):
    assert len(cases) >= 30
    splits = [case.gold.split for case in cases]
    assert (splits.count("dev"), splits.count("test")) == (18, 36)
    for case in cases:
        assert case.gold.traps
        assert 200 <= len(case.article.text.split()) <= 600, case.name


def test_labels_score_one_against_themselves(cases):
    tallies = [score(case, perfect(case)) for case in cases]
    for measure in MEASURES:
        if measure != "quotes.cue":
            assert figure(tallies, measure, samples=10).f1 == pytest.approx(1.0), measure


def test_an_article_that_failed_counts_as_nothing_found(cases):
    found = figure([score(cases[0], None)], "quotes.found", samples=10)

    assert (found.tp, found.predicted, found.recall) == (0, 0, 0.0)
    assert found.gold > 0


def test_a_hand_worked_example(cases):
    case = next(c for c in cases if c.name == "conflict-harven-shelling")
    whole = perfect(case)
    # One of six quotes missing, one given to another speaker, one found twice.
    quotes = list(whole.quotes[1:])
    quotes[0] = quotes[0].model_copy(update={"speaker": whole.quotes[0].speaker})
    quotes.append(quotes[-1].model_copy(update={"id": "q9"}))
    tally = score(case, whole.model_copy(update={"quotes": quotes}))
    found, speaker = (figure([tally], m, samples=10) for m in ("quotes.found", "quotes.speaker"))

    assert (found.tp, found.predicted, found.gold) == (5, 6, 6)
    assert (speaker.tp, speaker.predicted, speaker.gold) == (4, 6, 6)
    assert found.f1 == pytest.approx(2 * 5 / 12)


def test_optional_labels_are_neither_rewarded_nor_punished(cases):
    case = next(c for c in cases if c.gold.optional and any(e.id in c.gold.optional for e in c.gold.events))
    whole = perfect(case)
    must = [e for e in whole.events if e.id not in case.gold.optional]
    with_optional, without = (
        figure([score(case, whole.model_copy(update={"events": events}))], "events.found", samples=10)
        for events in (whole.events, must)
    )

    assert (with_optional.tp, with_optional.predicted) == (without.tp, without.predicted) == (len(must), len(must))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tobias Hale", "Hale", True), ("Fire Commissioner Tobias Hale", "Tobias Hale", True), ("The Red Cross", "Red Cross", True),
        ("Hale", "Hall", False), ("he", "Tobias Hale", False), ("Ruth Calder", "Tobias Hale", False),
        ("harbour board", "The Lindmark harbour board", True), ("Samira Haddad", "Karim Haddad", True),
    ],
)  # fmt: skip
def test_names_are_compared_as_the_published_rule_does(one, other, same):
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_overlap_counts_letters_and_digits_of_the_longer_one():
    assert overlap([span(0, "“We won.”")], [span(1, "We won")]) == 1.0
    assert overlap([span(0, "abcdef")], [span(0, "abc")]) == 0.5
    assert overlap([span(0, "abc")], [span(10, "abc")]) == 0.0


@given(st.lists(st.lists(st.floats(0, 1), min_size=4, max_size=4), min_size=1, max_size=4))
def test_pairs_are_one_to_one_and_no_other_pairing_is_better(weights):
    import itertools

    pairs = best_pairs(weights)
    assert len({r for r, _ in pairs}) == len({c for _, c in pairs}) == len(pairs)
    best = max(sum(weights[r][c] for r, c in enumerate(p)) for p in itertools.permutations(range(4), len(weights)))
    assert sum(weights[r][c] for r, c in pairs) == pytest.approx(best)


def test_labels_that_are_no_slice_are_named(cases):
    case = cases[0]
    quote = case.gold.quotes[0]
    bad = quote.model_copy(update={"content": [span(quote.content[0].start + 1, quote.content[0].text)]})

    assert check(case.gold, case.article.text) == []
    assert check(case.gold.model_copy(update={"quotes": [bad, *case.gold.quotes[1:]]}), case.article.text)
    assert check(case.gold.model_copy(update={"optional": ["q99"]}), case.article.text) == [
        "optional id 'q99' is not known"
    ]


def test_a_changed_article_is_bad_gold(tmp_path: Path):
    path = next(
        p for p in sorted(GOLD.glob("*.json")) if "gold/articles" in json.loads(p.read_text())["article"]["path"]
    )
    content = json.loads(path.read_text())
    shutil.copy(ROOT / content["article"]["path"], tmp_path / "a.txt")
    content["article"]["path"] = "a.txt"
    (tmp_path / "a.json").write_text(json.dumps(content))
    assert len(load(tmp_path)) == 1
    with (tmp_path / "a.txt").open("a") as file:
        file.write("One more sentence.\n")
    with pytest.raises(GoldError, match="changed"):
        load(tmp_path)


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


def test_models_are_compared_side_by_side(typed):
    code, out, _ = typed("--model", "local/qwen2.5-coder-1.5b-instruct", "--model", "parser", "--split", "dev")

    assert code == 0
    assert "parser against local/qwen2.5-coder-1.5b-instruct" in out


def test_a_floor_that_is_not_met_turns_the_gate_red(typed):
    code, out, err = typed("--min", "quotes.f1=0.999")

    assert code == gate.BELOW
    assert "quotes.found" in err
    assert "BELOW" in out


@pytest.mark.parametrize("wish", ["quotes.f1", "nonsense=1", "quotes.f1=high"])
def test_a_floor_that_means_nothing_is_named(typed, wish):
    assert typed("--min", wish)[0] == 78


def test_a_prompt_made_worse_turns_the_gate_red(typed, monkeypatch):
    from summarizer import prompt

    original = prompt.fill
    monkeypatch.setattr(prompt, "fill", lambda task, part, **v: original(task, part, **v).replace("Choose", "Pick"))
    code, _, err = typed("--baseline", str(BASELINE))

    assert code == 66
    assert "changed: prompt" in err
    assert "summarize record" in err


def test_worse_answers_turn_the_gate_red(typed, tmp_path: Path, monkeypatch):
    from summarizer import recordings

    original = recordings.read_answer

    def worse(raw, request):
        return original(raw | {"content": json.dumps({"answer": request.questions[0].choices[0]})}, request)

    monkeypatch.setattr(recordings, "read_answer", worse)
    code, out, _ = typed("--baseline", str(BASELINE))

    assert code == gate.BELOW
    assert "newly failing" in out


def test_a_grounding_check_removed_turns_the_gate_red(typed, monkeypatch):
    from summarizer.ground import evidence

    def tidied(segments, start, end):
        words = segments.article.text[start:end]
        return Span(start=start, end=end, text=words.replace("not ", ""))  # as a model would tidy it

    monkeypatch.setattr("summarizer.ground.span", tidied)
    monkeypatch.setattr(evidence, "span", tidied)
    monkeypatch.setattr(Summary, "check_spans", lambda self, text: None)
    code, _, err = typed("--baseline", str(BASELINE))

    assert code == gate.BELOW
    assert "grounded" in err


def test_a_flipped_label_turns_the_gate_red(capfd, tmp_path: Path):
    folder = tmp_path / "gold"
    shutil.copytree(GOLD, folder)
    shutil.copytree(ROOT / "fixtures" / "articles", tmp_path / "fixtures" / "articles")
    shutil.copytree(GOLD / "articles", tmp_path / "evals" / "gold" / "articles")
    for path in folder.glob("*.json"):
        content = json.loads(path.read_text())
        for quote in content["quotes"]:
            if quote["speaker"]:
                quote["speaker"]["name"] = "Somebody Else"
        path.write_text(json.dumps(content))
    with pytest.raises(SystemExit) as stop:
        cli.run(["eval", "--gold", str(folder), "--recordings", str(RECORDINGS), "--baseline", str(BASELINE)])

    assert stop.value.code == gate.BELOW
    assert "quotes.speaker" in capfd.readouterr().err


def test_a_baseline_never_falls_silently(tmp_path: Path, cases):
    tallies = [score(case, perfect(case)) for case in cases]
    good = {m: figure(tallies, m, samples=10) for m in MEASURES}
    bad = good | {"quotes.found": figure([score(cases[0], None)], "quotes.found", samples=10)}
    path = tmp_path / "baseline.json"
    gate.write_baseline(path, good, [], {}, lower=False)
    with pytest.raises(SettingsError, match="would fall"):
        gate.write_baseline(path, bad, [], {}, lower=False)
    gate.write_baseline(path, bad, [], {}, lower=True)

    assert json.loads(path.read_text())["floors"]["quotes.found"] == 0.0


def test_every_report_is_read_back(typed, tmp_path: Path):
    for form in ("table", "json", "markdown", "junit", "html"):
        code, out, _ = typed("--report", form, "--baseline", str(BASELINE), "-o", str(tmp_path / form))
        assert (code, out) == (0, "")
    suite = ElementTree.parse(tmp_path / "junit").getroot()
    assert int(suite.get("tests") or 0) >= len(MEASURES)
    assert suite.get("failures") == "0"
    assert "<mark" in (tmp_path / "html").read_text()
    assert "http" not in (tmp_path / "html").read_text().replace("http-equiv", "")
    assert "| quotes.found |" in (tmp_path / "markdown").read_text()


def test_a_replay_opens_no_connection(typed, monkeypatch):
    import socket

    monkeypatch.setattr(socket.socket, "connect", lambda *a: pytest.fail("a replay opened a connection"))
    assert typed("--split", "dev")[0] == 0


def test_the_quality_tables_are_what_the_recordings_give():
    done = subprocess.run(
        [sys.executable, "evals/tables.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "up to date"), done.stderr
