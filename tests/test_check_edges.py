"""Checks at their edges: how far a no reaches, which dates agree, who stands accused, what contradicts itself."""

from __future__ import annotations

import pytest
from sheets import claim, event, judged, person, reasons, spans, told

MOOR, WEIL = person(1, "Ada Moor"), person(2, "Tom Weil")


def flags(text: str, *rows, published: str | None = "2025-09-03") -> list[list[str]]:
    return [e.flags for e in judged(text, *rows, published=published).events]


SOLD = event(1, "sold", "transaction")


@pytest.mark.parametrize(("between", "flagged"), [(0, True), (1, True), (4, True), (5, False), (6, False)])
def test_a_no_reaches_over_four_words(between: int, flagged: bool):
    text = f"The mill was not {'so ' * between}sold on Monday."

    assert flags(text, SOLD) == [["negation_dropped"] * flagged]


@pytest.mark.parametrize("no", ["not", "Never", "no", "nobody", "none", "neither", "nor", "without", "cannot", "denied", "denies", "denying", "deny", "false", "untrue", "wasn't", "wasn’t"])  # fmt: skip
def test_every_no_is_one_and_what_begins_like_one_is_none(no: str):
    assert flags(f"The mill was {no} sold on Monday.", SOLD) == [["negation_dropped"]]
    assert flags(f"The mill was {no}x sold on Monday.", SOLD) == [[]]
    assert flags(f"The mill was x{no} sold on Monday.", SOLD) == [
        ["negation_dropped"] * ("n" in no[-4:] and no[-2] in "'’")
    ]


@pytest.mark.parametrize(
    "clause", ["not old, was", "not old; was", "not old: was", "not (old) was", "not old) was", "not old — was", "not old – was",
               "not old and", "not old but", "not old that", "not old who", "not old which", "not old after", "not old before", "not old when", "not old while", "not old because"],
)  # fmt: skip
def test_a_no_of_another_clause_is_not_the_event_s(clause: str):
    assert flags(f"The mill was {clause} sold on Monday.", SOLD) == [[]]


def test_a_no_is_looked_for_in_its_sentence_and_not_for_ever():
    assert flags("The mill is not old. It is sold.", event(2, "sold", "transaction")) == [[]]
    assert flags("He said no. The sold mill is old.", event(2, "sold", "transaction")) == [[]]
    assert flags(f"The mill was not {'o' * 120} sold on Monday.", SOLD) == [[]]
    assert flags(f"The mill was not {'o' * 110} sold on Monday.", SOLD) == [["negation_dropped"]]


@pytest.mark.parametrize("kind", ["decision", "transaction"])
def test_only_what_was_called_off_needs_no_no(kind: str):
    row = event(1, "sale", kind, "negated", more=[told(2, "deal")])
    flag = [] if kind == "decision" else ["negation_not_in_words"]

    assert flags("The sale of the mill failed. The deal was off.", row) == [flag]
    assert flags("The sale of the mill failed. No deal was made.", row) == [[]]


@pytest.mark.parametrize(
    ("stance", "first", "last", "free"),
    [("denied", "the mill", "sold", True), ("denied", "sold on", "Monday", True), ("denied", "that the", "mill was", False), ("denied", "on Monday", "", False), ("doubted", "the mill", "sold", False)],
)  # fmt: skip
def test_a_denied_statement_frees_the_events_it_holds(stance: str, first: str, last: str, free: bool):
    text = "Ada Moor called it a lie that the mill was sold on Monday in Brun."
    row = claim(1, first, last, 1, "", "called it a lie", stance if stance != "doubted" else "alleged")
    row_event = event(1, "sold", "transaction", "negated")

    assert flags(text, MOOR, row, row_event) == [[] if free else ["negation_not_in_words"]]


def test_of_many_denied_statements_each_holds_its_own():
    text = "Ada Moor denied the raid, denied the fire and wept over the loss in Brun and the theft."
    rows = [claim(1, "the raid", "", 1, "", "denied", "denied"), claim(1, "the fire", "", 1, "", "denied", "denied"), claim(1, "denied the raid", "denied the", 1, "", "denied", "denied")]  # fmt: skip
    kinds = [event(1, word, "other", "negated") for word in ("raid", "fire", "loss", "theft")]
    text = text.replace("denied", "doubted")
    rows = [row.model_copy(update={"first": row.first.replace("denied", "doubted"), "last": row.last.replace("denied", "doubted"), "cue": "doubted"}) for row in rows]  # fmt: skip

    assert flags(text, MOOR, *rows, *kinds) == [[], [], ["negation_not_in_words"], ["negation_not_in_words"]]


# ---- dates


@pytest.mark.parametrize(
    ("time", "given", "disagrees"),
    [
        ("last week", "2025-W35", False), ("last week", "2025-08-27", False), ("last week", "2025-08-31", False), ("last week", "2025-09-01", True), ("last week", "2025", True), ("last week", "2025-W36", True),
        ("Monday", "2025-09-01", False), ("Monday", "2025-W36", False), ("Monday", "2025-09", False), ("Monday", "2025-0", False), ("last month", "2025-08-11", False), ("last month", "2025-08", False), ("last month", "2025-07", True),
        ("in 1964", "1964-05-01", False), ("in 1964", "1965", True), ("Monday", "", False), ("some day", "1999-01-01", False),
    ],
)  # fmt: skip
def test_dates_agree_where_one_is_in_the_other(time: str, given: str, disagrees: bool):
    text = f"The mill in Brun was sold, the mayor said, {time}."

    assert flags(text, event(1, "sold", "transaction", time=time, date=given)) == [["date_disagrees"] * disagrees]


@pytest.mark.parametrize(
    ("year", "realis", "published", "flagged"),
    [("1965", "actual", "2025-09-03", False), ("1964", "actual", "2025-09-03", True), ("1964", "planned", "2025-09-03", True), ("1964", "actual", "2024-09-03", False), ("1965", "actual", "2026-01-01", True)],
)  # fmt: skip
def test_violence_is_long_ago_by_its_year(year: str, realis: str, published: str, flagged: bool):
    text = f"The attack on the mill in Brun was in {year}, a study says."
    row = event(1, "attack", "attack", realis, time=year, date=year)

    assert flags(text, row, published=published) == [["long_ago"] * flagged]


# ---- who stands accused


def test_whom_any_sentence_of_a_trial_names_is_no_doer_there():
    text = "Tom Weil is on trial. The case over the attack goes on. The attack shook Brun. Ada Moor saw it."
    trial = event(1, "trial", "trial", targets=["Tom Weil"], more=[told(2, "case")])
    held = event(1, "on", "charge", targets=["Ada Moor"])

    assert flags(text, WEIL, trial, event(2, "attack", "attack", actors=["Tom Weil"]))[1] == ["accused_as_actor"]
    assert flags(text, WEIL, trial, event(3, "attack", "attack", actors=["Tom Weil"]))[1] == []
    assert flags(text, MOOR, WEIL, trial, held, event(2, "attack", "attack", actors=["Ada Moor", "Tom Weil"]))[2] == [
        "accused_as_actor"
    ]
    assert flags(text, WEIL, trial, event(3, "attack", "attack", actors=["Tom Weil"], more=[told(2, "attack")]))[1] == ["accused_as_actor"]  # fmt: skip


def test_of_two_trials_in_one_sentence_both_accuse():
    text = "Tom Weil and Ada Moor were charged and tried over an attack."
    rows = [event(1, "charged", "charge", targets=["Tom Weil"]), event(1, "tried", "trial", targets=["Ada Moor"])]

    for name in ("Tom Weil", "Ada Moor"):
        assert flags(text, MOOR, WEIL, *rows, event(1, "attack", "attack", actors=[name]))[2] == ["accused_as_actor"]


# ---- statements


def test_flags_of_a_row_stand_before_those_of_the_checks():
    text = "The mill was not hit in 1900, Ada Moor said of the 21 dead."
    row = event(
        1, "hit", "attack", time="1900", date="1901", counts=[{"k": "dead", "w": "21 dead", "v": 12, "x": "exactly"}]
    )

    assert flags(text, row) == [["number_not_in_words", "date_disagrees", "negation_dropped", "long_ago"]]


def test_whoever_says_and_denies_the_same_in_any_order_is_flagged():
    text = "Ada Moor said that the mill was old and the farm was new and the road was icy."
    rows = [claim(1, "the mill", "old and", 1), claim(1, "the farm", "new", 1, stance="denied"), claim(1, "was new", "the road", 1), claim(1, "was icy", "", 1, stance="denied")]  # fmt: skip
    found = judged(text, MOOR, *rows)

    assert ["contradicts_itself" in c.flags for c in found.claims] == [False, True, True, False]
    assert [c.id for c in found.claims] == ["c1", "c2", "c3", "c4"]


# ---- the whole


def test_the_gist_is_three_sentences_once_each():
    text = " ".join(f"Sentence {n} was dull." for n in range(1, 7))
    found = judged(text, gist=[2, 2, 9, 4, 0, 9, 5, 6])

    assert [s.text for s in found.gist] == ["Sentence 2 was dull.", "Sentence 4 was dull.", "Sentence 5 was dull."]
    assert [(r.kind, r.reason, r.answer) for r in found.rejected] == [
        ("gist", "there is no sentence 9", "9"), ("gist", "there is no sentence 0", "0"),
    ]  # fmt: skip


def test_everything_is_numbered_in_the_order_of_the_text():
    text = "“One,” said Ada Moor. “Two,” said Tom Weil. The mill was sold. The farm was lost."
    found = judged(text, MOOR, WEIL, event(4, "lost"), event(3, "sold"))

    assert [(e.id, e.trigger.text) for e in found.events] == [("e1", "sold"), ("e2", "lost")]
    assert len(spans(found)) > 4
    assert reasons(found) == ["nobody was found who says these words"] * 2


CORRECTED = (
    "The mill in Brun burned on Monday.\n\nCorrection: An earlier version of this article said that the mill was sold "
    "on Monday; it was leased, Ada Moor said."
)


@pytest.mark.parametrize(
    ("word", "realis", "taken_back"),
    [("sold", "actual", True), ("sold", "planned", False), ("leased", "actual", False)],
)
def test_what_a_correction_takes_back_is_flagged(word: str, realis: str, taken_back: bool):
    assert flags(CORRECTED, event(2, word, "transaction", realis)) == [["corrected"] * taken_back]
    assert flags(CORRECTED, event(1, "burned", "disaster")) == [[]]


def test_a_statement_that_a_correction_takes_back_is_flagged():
    rows = [claim(2, "the mill was", "on Monday", 1), claim(2, "it was", "leased", 1)]

    assert [c.flags for c in judged(CORRECTED, MOOR, *rows).claims] == [["corrected"], []]


def test_what_tells_of_a_change_is_flagged_from_its_first_word():
    text = "The mill in Brun burned on Monday, Ada Moor said.\n\nThis article was amended on Tuesday."
    rows = [claim(1, "The mill in", "on Monday", 1), claim(2, "This article was", "amended", 1, "", "")]

    assert ["corrected" in c.flags for c in judged(text, MOOR, *rows).claims] == [False, True]
