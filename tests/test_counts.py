"""Counts of people: a count is a number that its words state, or the sum of a list of such."""

from __future__ import annotations

import time

import pytest
from sheets import count, event, judged

from summarizer.ground.counts import number_stands

STATED = [
    (5, "Between 5 and 10"), (10, "between five and ten people"), (3_000_000, "three million"), (1_500_000, "1.5 million"),
    (2, "the couple"), (205, "two hundred and five people"), (36, "three dozen"), (12, "a dozen people"),
    (6, "half a dozen people"), (500_000, "half a million"), (24, "dozens of people"), (300, "several hundred"),
    (300, "a few hundred people"), (100, "a hundred"), (20_000, "tens of thousands"), (300, "hundreds"), (5, "a five-member crew"),
    (1, "a nine-month-old girl"), (1, "the driver, 52"), (2, "a man, 52, and his wife"), (15, "10-15 people"),
    (6, "two guides, a cook and three soldiers"), (5, "four passengers and a barman"), (4, "two men, a boy, and a girl"),
    (5000, "5\u2009000 people"), (5000, "5\u202f000 people"), (5000, "5\u2007000 people"), (123_456, "1,23,456 people"), (500, "2012 500"),
    (0, "no one"), (0, "nobody"), (0, "no injuries"), (37, "thirty\u2011seven people"), (1, "a nine\u2011month\u2011old girl"),
    (2, "a man in his 30s and a woman"), (3, "Ada Moor (34), Tom Weil (36) and Jan Roe (40)"), (6, "six (6)"), (2_500_000, "2.5m people"),
    (1200, "1.2k"), (3, "a trio of climbers"), (2, "two 17-year-olds"), (2, "two men aged 20 and 24"), (2, "two 17 year old boys"),
    (3, "a man aged 52 and 2 soldiers"), (3, "a man aged 52 and two soldiers"),
]  # fmt: skip
UNSTATED = [
    (15, "Between 5 and 10"), (15, "between five and ten people"), (7, "three million"), (3, "three million"), (3, "3 million"),
    (12, "3 of 9 people"), (12, "three out of nine people"), (25, "10 to 15 people"), (11, "five or six"), (3, "dozens"),
    (2, "tens of thousands"), (300, "a hundred"), (9, "a nine-month-old girl"), (52, "a 52-year-old man"), (52, "the driver, 52"),
    (12, "the crew"), (53, "a man, 52, and his wife"), (60, "five twelve"), (36, "3 12"), (5, "the second man"),
    (3, "twenty-two people"), (2, "two hundred people"), (4, "a mother and her two children"), (5, "5 000 people"), (0, "5 000 people"),
    (5, "5\u00a0000 people"), (5, "5\u2007000 people"), (2_012_500, "2012 500"), (10, "two and five and three people"), (3, "3.5 people"),
    (6, "the driver, his wife"), (7, "five people, two children"), (8, "five people, 3 and two"),
    (1, "no one"), (2, "nobody"), (1, "no people"), (30, "a man in his 30s"), (34, "Ada Moor (34)"), (5, "5% of people"), (5, "$5"), (7, "at 7:30"),
    (30, "at 7:30"), (9, "9/11"), (34, "a 34 year old man"), (34, "a man, aged 34"), (24, "men aged 20, 24 and 31"), (9, "a nine\u2011month\u2011old girl"),
]  # fmt: skip
ELSEWHERE = [
    ("th", "๕๐๐ คน", [500], [5, 50]), ("zh", "五百人", [500], [5, 100]), ("zh", "三万五千人", [35_000], [3, 5]), ("zh", "二〇二五人", [2025], [2, 9]),
    ("ja", "5万人", [50_000], [5]), ("ja", "1.5万人", [15_000], [1, 5]), ("zh", "数百人", [300], []), ("ar", "٥٬٠٠٠ شخص", [5000], [5]),
    ("uk", "5 тис. людей", [5000], [5]), ("ru", "5 человек", [5], [6, 5000]), ("ru", "двадцать человек", [20], []), ("hi", "२ लोग", [2], [3]),
    ("de", "2 Soldaten und 3 Bergführer", [2, 3, 5], [6]), ("de", "zwischen 5 und 10 Personen", [5, 10], [15]),
    ("de", "zweiundzwanzig Tote", [22], [2, 20]), ("de", "3 Millionen", [3_000_000], [3]), ("de", "vier Passagiere und ein Barmann", [5], [6]),
    ("de", "3 von 9 Personen", [3], [9, 12]), ("es", "5 mil personas", [5000], [5]), ("fr", "quatre-vingt-dix-sept morts", [97], [20, 80, 4]),
    ("fr", "une dizaine de morts", [1, 10], []), ("de", "4 Männer, 2 Frauen", [6], [8]),
    ("zh", "两人", [2], [3]), ("zh", "兩百人", [200], [100, 2]), ("zh", "两万五千人", [25_000], [5000, 2]), ("zh", "三名男子，兩名女子", [3, 2, 5], [6]),
    ("ja", "男性2人と女性1人", [2, 1, 3], [4]), ("zh", "50岁男子", [1], [50]), ("de", "zwei Männer und eine Frau", [2, 3], [4]),
    ("de", "ein 17-Jähriger", [1], [17]), ("de", "Ada Moor (34)", [1], [34]), ("fr", "un homme de 50 ans", [1], [50]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "words"), STATED)
def test_a_number_that_words_state_stands(value: int, words: str):
    assert number_stands(value, words)


@pytest.mark.parametrize(("value", "words"), UNSTATED)
def test_a_number_that_words_do_not_state_falls(value: int, words: str):
    assert not number_stands(value, words)


@pytest.mark.parametrize(("language", "words", "stated", "unstated"), ELSEWHERE)
def test_numbers_are_read_in_other_languages_and_scripts(
    language: str, words: str, stated: list[int], unstated: list[int]
):
    assert [value for value in [*stated, *unstated] if number_stands(value, words, language)] == stated


def test_a_language_that_is_not_known_is_read_as_english():
    assert number_stands(2, "two men", None)
    assert not number_stands(3, "two men", None)


@pytest.mark.parametrize(("words", "value"), [("5", 5), ("000 people", 0), ("5\u2009000 people", 5)])
def test_no_count_is_taken_from_half_a_figure(words: str, value: int):
    text = "The crash killed 5\u2009000 people in Brun on Monday."
    found = judged(text, event(1, "crash", "accident", counts=[count("dead", words, value)]))

    assert found.events[0].casualties is None
    assert [r.kind for r in found.rejected] == ["count"]


def test_a_count_is_read_in_the_language_of_the_article():
    text = "Bei dem Brand in der Mühle am Montag wurden zweiundzwanzig Menschen getötet, sagte die Polizei."
    rows = [event(1, "Brand", "disaster", counts=[count("dead", "zweiundzwanzig Menschen", n)]) for n in (22, 20)]

    assert judged(text, rows[0]).events[0].casualties.dead.value == 22
    assert judged(text, rows[1]).events[0].flags == ["number_not_in_words"]


@pytest.mark.parametrize(
    "unit",
    ["two and ", "five men and ", "5 000 ", "五", "tens of ", "a 52-year-old, ", "3 million 5 ", "3 hundred thousand "],
)
def test_hostile_words_are_counted_in_bearable_time(unit: str):
    began = time.process_time()
    number_stands(7, unit * 5000)

    assert time.process_time() - began < 5  # growth with the square would take minutes
