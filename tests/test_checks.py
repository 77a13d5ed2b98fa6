"""Checks: where each flags, and where it keeps silent."""

from __future__ import annotations

import pytest
from sheets import claim, event, judged, person

MOOR, WEIL = person(1, "Ada Moor"), person(2, "Tom Weil")


def flags(text: str, *rows, published: str | None = "2025-09-03") -> list[list[str]]:
    return [e.flags for e in judged(text, *rows, published=published).events]


SOLD = event(1, "sold", "transaction")
UNSOLD = event(1, "sold", "transaction", "negated")


@pytest.mark.parametrize(
    "before",
    [
        "was not", "was never", "would no longer be", "had neither been shut nor", "isn't", "isn’t", "cannot be", "without being",
        "was NOT, as one had hoped, or was not", "was not at all well or",
    ],
)  # fmt: skip
def test_a_no_within_five_words_before_the_event_is_flagged(before: str):
    assert flags(f"The mill in Brun {before} sold on Monday.", SOLD) == [["negation_dropped"]]


@pytest.mark.parametrize(
    "before",
    [
        "was", "was not old, and was", "was not old; it was", "was not old (it was", "did not close but was",
        "did not close after it was", "did not close when it was", "did not close because it was", "did not close while it was",
        "was no home to those who", "was not the oldest one of all and", "was not at all very well or badly", "was not — it was",
    ],
)  # fmt: skip
def test_a_no_that_is_about_something_else_is_not(before: str):
    assert flags(f"The mill in Brun {before} sold on Monday.", SOLD) == [[]]


def test_a_no_of_the_sentence_before_says_nothing():
    assert flags("Nobody came to see it. Never.\n\nSold was the mill.", event(3, "Sold", "transaction")) == [[]]


@pytest.mark.parametrize("realis", ["planned", "hypothetical"])
def test_a_no_before_what_is_only_planned_is_not_flagged(realis: str):
    assert flags("The mill in Brun was not sold on Monday.", event(1, "sold", "transaction", realis)) == [[]]


def test_an_event_that_nothing_denies_is_flagged_as_negated():
    assert flags("The mill in Brun was sold on Monday.", UNSOLD) == [["negation_not_in_words"]]
    assert flags("The mill in Brun was sold; nobody knew.", UNSOLD) == [[]]
    assert flags("The deal was called off by the mayor.", event(1, "called off", "decision", "negated")) == [[]]
    assert flags("The deal was called off by the mayor.", event(1, "called off", "transaction", "negated")) == [
        ["negation_not_in_words"]
    ]


def test_an_event_inside_a_denied_statement_is_denied():
    text = "Ada Moor called it a lie that the mill was sold on Monday."
    inside = claim(1, "the mill was", "on Monday", 1, "", "called it a lie", "denied")
    beside = claim(1, "on Monday", "", 1, "", "called it a lie", "denied")
    asserted = inside.model_copy(update={"stance": "asserted"})

    assert flags(text, MOOR, inside, UNSOLD) == [[]]
    assert flags(text, MOOR, beside, UNSOLD) == [["negation_not_in_words"]]
    assert flags(text, MOOR, asserted, UNSOLD) == [["negation_not_in_words"]]


def test_another_telling_may_hold_the_no():
    row = event(1, "sale", "transaction", "negated", more=[{"sentence": 2, "word": "sold"}])

    assert flags("The sale of the mill failed on Monday. It was not sold.", row) == [[]]


def test_checks_of_words_keep_silent_in_languages_they_do_not_know():
    text = "Møllen blev solgt i mandags, sagde borgmesteren i Brun til avisen, og ingen vidste det."
    known = "Die Mühle wurde am Montag verkauft, sagte die Bürgermeisterin von Brun."

    assert flags(text, event(1, "solgt", "transaction", "negated")) == [[]]
    assert flags(known, event(1, "verkauft", "transaction", "negated")) == [["negation_not_in_words"]]


@pytest.mark.parametrize("kind", ["trial", "charge", "arrest"])
def test_whom_a_sentence_only_accuses_is_no_doer(kind: str):
    text = "Tom Weil was held over the attack on Ada Moor. The attack shook Brun."
    attack, held = event(1, "attack", "attack", actors=["Tom Weil"]), event(1, "held", kind, targets=["Tom Weil"])

    assert flags(text, WEIL, held, attack) == [[], ["accused_as_actor"]]
    assert flags(text, WEIL, event(1, "held", "other", targets=["Tom Weil"]), attack) == [[], []]
    assert flags(text, WEIL, MOOR, event(1, "held", kind, targets=["Ada Moor"]), attack) == [[], []]


def test_only_an_attack_that_happened_and_was_told_in_that_sentence_is_flagged():
    text = "Tom Weil was held over the attack on Ada Moor. The attack by Tom Weil shook Brun."
    held = event(1, "held", "arrest", targets=["Tom Weil"])

    assert flags(text, WEIL, held, event(1, "attack", "attack", "planned", actors=["Tom Weil"])) == [[], []]
    assert flags(text, WEIL, held, event(1, "attack", "injury", actors=["Tom Weil"])) == [[], []]
    assert flags(text, WEIL, held, event(2, "attack", "attack", actors=["Tom Weil"])) == [[], []]


@pytest.mark.parametrize(
    ("kind", "flagged"), [("organization", True), ("document", True), ("person", False), ("group", False)]
)
def test_a_body_is_not_arrested(kind: str, flagged: bool):
    text = "Police seized the Brun Herald on Monday at noon."
    row = event(1, "seized", "arrest", targets=["the Brun Herald"])

    assert flags(text, person(1, "the Brun Herald", 1, kind), row) == [["organization_arrested"] * flagged]
    assert flags(text, person(1, "the Brun Herald", 1, kind), row.model_copy(update={"type": "other"})) == [[]]


@pytest.mark.parametrize(
    ("kind", "year", "flagged"),
    [("attack", "1964", True), ("death", "1964", True), ("injury", "1964", True), ("attack", "1965", False), ("other", "1964", False)],
)  # fmt: skip
def test_violence_of_more_than_sixty_years_ago_is_flagged(kind: str, year: str, flagged: bool):
    text = f"The town of Brun was struck in {year}, a study says."
    row = event(1, "struck", kind, time=year, date=year)

    assert flags(text, row) == [["long_ago"] * flagged]
    assert flags(text, row, published=None) == [[]]
    assert flags(text, row.model_copy(update={"date": ""})) == [[]]


@pytest.mark.parametrize(
    ("given", "disagrees"),
    [
        ("2025-08-28", False), ("2025-08", False), ("2025", False), ("2025-W35", False), ("2024", True), ("2025-07", True),
        ("2025-08-27", True), ("2025-W34", True), ("2024-W35", True),
    ],
)  # fmt: skip
def test_a_date_disagrees_where_neither_is_a_coarser_form_of_the_other(given: str, disagrees: bool):
    text = "The mill in Brun was sold on Thursday, the mayor said."

    assert flags(text, event(1, "sold", "transaction", time="Thursday", date=given)) == [["date_disagrees"] * disagrees]


def test_a_date_that_only_the_model_knows_stands():
    text = "The mill in Brun was sold on the day of the fair, the mayor said."

    assert flags(text, event(1, "sold", "transaction", time="the day of the fair", date="2024-01-01")) == [[]]


def test_an_event_that_is_to_come_may_be_on_either_side():
    text = "The mill in Brun is to be sold on Thursday, the mayor said."

    for day, disagrees in (("2025-08-28", False), ("2025-09-04", False), ("2025-09-11", True)):
        row = event(1, "sold", "transaction", "planned", time="Thursday", date=day)
        assert flags(text, row) == [["date_disagrees"] * disagrees], day
