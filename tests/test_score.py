"""The scorer against hand-worked examples, and the gate against deliberate faults."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from summarizer.score.counts import figure
from summarizer.score.fields import right, same_role
from summarizer.score.gold import Case, GoldError, check, load
from summarizer.score.measure import MEASURES, score
from summarizer.score.pairing import best_pairs, overlap, same_name
from summarizer.summary import Mention, Span, Summary

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


def with_event(case: Case, **fields) -> tuple[Case, Summary]:
    """The first event that must be found, alone, with other fields; its label as it is."""
    label = next(e for e in case.gold.events if e.id not in case.gold.optional and e.actors and e.time)
    gold = case.gold.model_copy(update={"events": [label], "optional": [], "accepted": {}})
    summary = perfect(case).model_copy(update={"events": [label.model_copy(update=fields)]})
    return Case(case.name, case.article, gold), summary


@pytest.fixture(scope="module")
def dated(cases):
    return next(c for c in cases if any(e.id not in c.gold.optional and e.actors and e.time for e in c.gold.events))


def test_a_surplus_role_lowers_precision_and_a_missing_one_recall(dated):
    label = next(e for e in dated.gold.events if e.id not in dated.gold.optional and e.actors and e.time)
    stranger = label.actors[0].model_copy(update={"name": "Nobody Known"})
    for change, precise, whole in (
        ({"actors": [*label.actors, stranger]}, False, True), ({"actors": []}, False, False), ({}, True, True),
    ):  # fmt: skip
        actor = figure([score(*with_event(dated, **change))], "events.actor", samples=10)
        assert (actor.precision == 1, actor.recall == 1) == (precise, whole), change


def test_a_role_that_no_label_has_is_surplus(dated):
    place = Mention(name="Nowhere", span=span(0, dated.article.text[0]))
    case, summary = with_event(dated, place=place)
    label = case.gold.events[0].model_copy(update={"place": None})
    case = Case(case.name, case.article, case.gold.model_copy(update={"events": [label]}))
    found = figure([score(case, summary)], "events.place", samples=10)

    assert (found.tp, found.predicted, found.gold) == (0, 1, 0)


def test_roles_of_events_that_were_not_found_count_as_missed(dated):
    case, summary = with_event(dated)
    missed = figure([score(case, summary.model_copy(update={"events": []}))], "events.actor", samples=10)

    assert (missed.predicted, missed.gold) == (0, len(case.gold.events[0].actors))


def test_what_is_left_out_is_not_wrong_as_shown_and_what_is_wrong_is(dated):
    label = next(e for e in dated.gold.events if e.id not in dated.gold.optional and e.actors and e.time)
    other = label.time.model_copy(update={"value": "1999-01-01"})
    wrong = "closure" if label.type != "closure" else "opening"
    for change, accepted in (
        ({}, 1), ({"actors": [], "time": None}, 1), ({"time": other}, 0), ({"type": wrong}, 0), ({"realis": "negated"}, 0),
        ({"targets": label.actors}, 0),
    ):  # fmt: skip
        if change.get("targets") and label.targets:
            continue
        shown = figure([score(*with_event(dated, **change))], "events.shown", samples=10)
        assert (shown.tp, shown.predicted) == (accepted, 1), change


def test_a_type_of_the_second_labelling_is_right_as_shown(dated):
    case, summary = with_event(dated, type="closure")
    label = case.gold.events[0].model_copy(update={"type": "decision"})
    for accepted, right_ones in (({}, 0), ({label.id: ["closure"]}, 1)):
        gold = case.gold.model_copy(update={"events": [label], "accepted": accepted})
        tally = score(Case(case.name, case.article, gold), summary)
        assert figure([tally], "events.shown", samples=10).tp == right_ones
        assert figure([tally], "events.type", samples=10).tp == 0


def test_surplus_is_wrong_as_shown_and_an_optional_label_counts_by_its_fields(dated):
    case, summary = with_event(dated)
    optional = Case(case.name, case.article, case.gold.model_copy(update={"optional": [case.gold.events[0].id]}))
    bare = case.gold.events[0].model_copy(update={"actors": [], "time": None})
    sparing = Case(case.name, case.article, optional.gold.model_copy(update={"events": [bare]}))
    strict = Case(case.name, case.article, case.gold.model_copy(update={"events": [bare]}))
    assert figure([score(sparing, summary)], "events.shown", samples=10).precision == 1
    assert figure([score(strict, summary)], "events.shown", samples=10).precision == 0
    unlabelled = Case(case.name, case.article, case.gold.model_copy(update={"events": []}))

    assert figure([score(optional, summary)], "events.shown", samples=10).precision == 1
    assert figure([score(unlabelled, summary)], "events.shown", samples=10).precision == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("hundreds of teachers", "teachers and parents", True), ("the fire", "fire crews", True),
        ("a man from Selm", "Selm", True), ("three dockers", "the harbour master", False),
    ],
)  # fmt: skip
def test_roles_are_compared_by_most_of_their_words(one, other, same):
    assert same_role(one, other) is same
    assert same_role(other, one) is same


def test_each_label_is_used_once():
    assert right("actor", ["Ruth Calder", "Ruth Calder"], ["Ruth Calder"]) == 1
    assert right("date", ["2025-03-14"], ["2025-03"]) == 0
    assert right("place", ["Tal Karsa"], ["Karsa hills"]) == 0


def test_a_quotation_as_shown_needs_its_words_and_its_speaker(cases):
    case = next(c for c in cases if c.gold.quotes and c.gold.quotes[0].speaker)
    label = case.gold.quotes[0]
    whole = label.content[0]
    half = whole.model_copy(
        update={"end": whole.start + 3 * len(whole.text) // 5, "text": whole.text[: 3 * len(whole.text) // 5]}
    )
    for change, gold_change, optional, accepted in (
        ({}, {}, [], 1), ({"speaker": None}, {}, [], 0), ({"content": [half]}, {"content": [whole]}, [], 0),
        ({}, {"speaker": None}, [], 0), ({}, {"speaker": None}, [label.id], 1),
    ):  # fmt: skip
        gold = case.gold.model_copy(update={"quotes": [label.model_copy(update=gold_change)], "optional": optional})
        summary = perfect(case).model_copy(update={"quotes": [label.model_copy(update=change)]})
        shown = figure([score(Case(case.name, case.article, gold), summary)], "quotes.shown", samples=10)
        assert (shown.tp, shown.predicted) == (accepted, 1), (change, gold_change)


def test_a_claim_as_shown_may_say_less_but_not_the_contrary(cases):
    case = next(c for c in cases if c.gold.claims)
    label = case.gold.claims[0]
    for labelled, stance, accepted in (
        ("promised", "asserted", 1), ("denied", "asserted", 0), ("asserted", "denied", 0), ("alleged", "confirmed", 0),
        ("denied", "denied", 1),
    ):  # fmt: skip
        gold = case.gold.model_copy(
            update={"claims": [label.model_copy(update={"stance": labelled})], "optional": [], "accepted": {}}
        )
        summary = perfect(case).model_copy(update={"claims": [label.model_copy(update={"stance": stance})]})
        shown = figure([score(Case(case.name, case.article, gold), summary)], "claims.shown", samples=10)
        assert (shown.tp, shown.predicted) == (accepted, 1), (labelled, stance)
