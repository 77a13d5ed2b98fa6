"""The checker of small inputs, against summaries made by hand; and the inputs themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT
from expectations import Expectation, Outcome, faults, load
from sheets import claim, event, judged, person, quote

from summarizer.article import read_article
from summarizer.score.gold import GoldError
from summarizer.summary import ArticleRecord, Run, Summary

CASES = ROOT / "evals" / "cases"
TEXT = "“The pier is gone,” said Ada Venn. Two boats sank in Tarn on Monday, police said."


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """Ada Venn's quotation, a claim of the police, and the sinking of two boats."""
    found = judged(
        TEXT, person(1, "Ada Venn"), person(2, "police", 2, "organization"), quote(1, 1, "Ada Venn", "said"),
        claim(2, "Two boats sank", "on Monday", 2, "police", "said"),
        event(2, "sank", "accident", targets=["Two boats"], place="Tarn", time="on Monday", date="2025-09-01", source=2),
    )  # fmt: skip
    record = ArticleRecord(id="", path=None, title="Pier", published=None, language="en", characters=len(TEXT))
    summary = Summary(
        article=record, status="ok", quotes=found.quotes, claims=found.claims, events=found.events, rejected=[],
        run=Run(model="hand", prompts=""),
    )  # fmt: skip
    return Outcome(summary, 0, "summarize: the text looks double-encoded")


@pytest.mark.parametrize(
    ("condition", "right"),
    [
        ({"quote": {"words": "pier is gone", "speaker": "Venn"}}, True),
        ({"quote": {"words": "pier is gone", "speaker": "police"}}, False),
        ({"quote": {"words": "pier", "speaker": None}}, False),
        ({"claim": {"words": "boats", "claimant": "police", "stance": ["asserted"]}}, True),
        ({"claim": {"words": "boats", "stance": ["denied", "alleged"]}}, False),
        ({"event": {"trigger": "sank", "type": ["accident", "disaster"], "target": "boats", "place": "^Tarn$"}}, True),
        ({"event": {"trigger": "sank", "date": "^2025-09-01$", "told_by": "police"}}, True),
        ({"event": {"trigger": "sank", "actor": None, "dead": None}}, True),
        ({"event": {"trigger": "sank", "target": None}}, False),
        ({"event": {"trigger": "sank", "dead": 2}}, False),
        ({"event": {"realis": ["negated"]}}, False),
        ({"event": {}, "count": 1}, True),
        ({"event": {}, "count": 0}, False),
        ({"title": "^Pier$"}, True),
        ({"told": "encoded"}, True),
        ({"exit": 65}, False),
        ({"any": [[{"exit": 65}], [{"title": "Pier"}, {"told": "encoded"}]]}, True),
        ({"any": [[{"exit": 65}], [{"title": "Pier"}, {"told": "nothing of the kind"}]]}, False),
    ],
)
def test_a_condition_holds_or_not(outcome, condition, right):
    must = Expectation.model_validate({"kind": "made", "must": [condition]})
    must_not = Expectation.model_validate({"kind": "made", "must_not": [condition]})

    assert (faults(must, outcome) == []) is right
    assert (faults(must_not, outcome) == []) is not right


def test_nothing_holds_of_a_run_that_gave_no_summary_but_how_it_ended():
    refused = Outcome(None, 65, "summarize: Ukrainian is not read")
    wishes = Expectation.model_validate(
        {"kind": "made", "must": [{"exit": 65}, {"quote": {}}, {"event": {}, "count": 0}]}
    )

    assert len(faults(wishes, refused)) == 2


@pytest.mark.parametrize("wrong", [{"must": [{"quote": {}, "event": {}}]}, {"must": [{"evnt": {}}]}, {"must": [{}]}])
def test_an_expectation_that_says_nothing_or_two_things_is_refused(tmp_path: Path, wrong):
    (tmp_path / "a.json").write_text(json.dumps({"kind": "made", **wrong}))

    with pytest.raises(GoldError, match=r"a\.json"):
        load(tmp_path)


def test_every_input_has_its_expectation_and_can_be_read():
    expected = load(CASES)

    assert len(expected) >= 43
    assert {path.stem for path in CASES.glob("*.txt")} == set(expected)
    for name, each in expected.items():
        assert each.must or each.must_not, name
        assert read_article(CASES / f"{name}.txt").text


def test_whole_kinds_are_there():
    kinds = [each.kind for each in load(CASES).values()]

    assert {
        "roles", "negation", "place as person", "names", "speakers", "statements", "figures", "dates", "places",
        "characters", "languages", "forms", "corpus",
    } == set(kinds)  # fmt: skip
    assert all(kinds.count(kind) >= 2 for kind in set(kinds) - {"corpus"})
