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
    # a list is closed by "and", and whom no number counts is one
    (5, "two men plus three women"), (6, "3 men, and, 3 women"), (5, "two men & three women"), (6, "two guides; a cook and three soldiers"), (4, "a man, a boy, a girl and a cook"),
    (3, "a man and two boys, the driver"), (2, "Ada Moor and Tom Weil"), (3, "2 boys aged 7 and a girl"), (7, "two men and five women and three more"), (8, "two men and five women and three more"),
    (10, "two men and five women and three more"), (4, "a man, 52, two boys and a cook"), (38, "3 dozen men and two women"), (3, "the driver, 52, and two guides"),
    # orders reach up to the next one
    (12, "dozens"), (119, "dozens of people"), (100, "hundreds"), (999, "several hundred"), (1000, "thousands"), (9999, "thousands of people"), (10, "tens of people"), (99, "tens of people"),
    (20, "scores of people"), (199, "scores of people"), (10_000, "tens of thousands"), (99_000, "tens of thousands"), (100_000, "hundreds of thousands"), (900, "the hundred people"), (100, "hundred people"),
    (200_000, "two lakh people"), (20_000_000, "2 crores"), (2000, "Two Thousand people"), (6, "nearly half a dozen people"), (50, "half a hundred"), (36, "three Dozen"), (15, "the 15 men"),
    # figures that stand by themselves are counts
    (5, "the victims, five"), (52, "people, 52 of them"), (7, "6 (7)"), (34, "(34)"), (30, "Ada Moor (thirty)"), (34, "Ada Moor (34 men)"), (10, "10-15-20 people"), (20, "10-15-20 people"), (5, "5-people"), (34, "34 yearlings"),
    (123_456_789_012, "123456789012 people"), (900_000_000_000, "nine hundred billion people"), (5, "5: all of them"), (5, "5/six people"), (5, "all:5"), (5, "5 : 7"), (5, "5 s"), (5, "5' s"),
    # what multiplies stands right behind
    (3000, "3k people"), (3_000_000, "3mn people"), (3_000_000, "3mln people"), (3_000_000, "3m"), (2_500_000, "2,5m people"), (4, "a quartet"), (3, "triplets"), (4, "the Quadruplets"), (5, "a quintet"), (3, "the Trio"),
    # a figure and the words behind it are one number
    (300_000, "3 hundred thousand people"), (350_000, "3.5 hundred thousand people"), (3500, "3 thousand five hundred people"), (3500, "3 thousand 5 hundred people"), (305, "3 hundred and five people"), (1200, "12 hundred people"),
    (1_200_000, "1.2 million people"), (2_300_000, "2 million 300 thousand people"), (2_300_500, "2 million 300 thousand 500 people"), (3_500_000, "3 million five hundred thousand"), (250_000, "2 lakh 50 thousand"), (3_000_000_000, "3 thousand million"),
    (300_000, "several hundred thousand people"), (100_000, "hundred thousand people"), (3_000_000, "3 million people, 5 years ago"), (3_000_000, "3 million 5 years ago"), (300, "On 9/11 hundreds died"), (1500, "thousand five hundred people"),
    (0, "none"), (0, "nil"), (0, "No deaths"), (0, "No-one"), (0, "Nobody"), (2, "nobody but two men"),
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
    (6, "a cook and 3 5 men"), (4, "a cook and dozens of men"), (5, "two men, three women"), (6, "two guides, a cook; three soldiers"), (9, "a man, a boy, a girl and a cook"), (4, "two and five"), (9, "two men and five women and three more"),
    (3, "Ada Moor (34) and two"), (5, "the 3.5 men and a boy"), (9, "a man, 52, two boys and a cook"), (5, "the driver, 52, and two guides"),
    (11, "dozens"), (120, "dozens"), (99, "hundreds"), (1000, "several hundred"), (999, "thousands"), (10_000, "thousands"), (9, "tens of people"), (100, "tens of people"), (200, "scores"), (9999, "tens of thousands"), (99_001, "tens of thousands"),
    (50_000, "tens thousands"), (15_000, "3 of thousands"), (300, "3 a hundred"), (12, "half a dozen people"), (3, "half a dozen people"), (24, "a dozen people"), (300, "hundred people"), (5, "the one man"), (5, "some one"), (50, "the ten men"), (100, "the twelve men"), (150, "the twenty men"),
    (3, "3 hundred thousand people"), (100_000, "3 hundred thousand people"), (300, "3 hundred thousand people"), (3000, "3 hundred thousand people"), (1500, "3 thousand five hundred people"), (4500, "3 thousand five hundred people"), (500, "3 thousand 5 hundred people"),
    (2_000_000, "2 million 300 thousand people"), (300_000, "2 million 300 thousand people"), (3_000_005, "3 million 5 years ago"), (1_000_000, "$3 million"), (100_000, "$3 hundred thousand"), (1000, "£3 thousand"), (2_300_000, "2 million $300 thousand"),
    (200_000, "hundred thousand people"), (99_999, "several hundred thousand people"), (1_000_000, "several hundred thousand people"), (3000, "thousand five hundred people"), (300_000_000, "300 thousand 2 million"), (5_000_003, "3 5 million"),
    (300, "3 (hundred)"), (3, "3 dozen"), (24, "an dozen"),
    (52, "aged 52"), (52, "a man age 52"), (52, "ages: 52"), (24, "men aged 20, 21, 22, 23 and 24"), (24, "men aged 20, 24 or 31"), (20, "men aged 20, 24 or 31"), (31, "men aged 20, 24 or 31"), (24, "women, aged 20 and 24, and a boy"),
    (34, "a 34-year-old"), (34, "a man, 34 years old"), (34, "34 year olds"), (34, "Moor (34)"), (9, "a nine-month-old"), (52, "a man, 52, of Brun"),
    (1_234_567_890_123, "1234567890123 people"), (9_000_000_000_000, "nine trillion people"), (1_000_000, "m people, 5"), (5000, "5 k people"), (5_000_000, "5 mln people"), (1000, "k"), (3, "3k people"),
    (5, "£5"), (5, "€5"), (5, "5€"), (5, "5 %"), (5, "5°"), (5, "5s"), (5, "5's"), (5, "5’s"), (5, "5’S"), (30, "the 30s"), (7, "7:30"), (30, "7:30"), (9, "9/11"), (11, "9/11"), (5, "5 ‰"),
    (1, "No-one"), (2, "none"), (1, "nil"), (1, "Nobody"), (0, "two men"), (-1, "two men"), (7, "the second and third man and the fourth"), (7, "the crew and the boys, the girls"),
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
    ("de", "eine Frau und zwei Männer", [3, 1, 2], [4]), ("de", "mit einem Mann, einer Frau und drei Kindern", [5, 1, 3], [6]), ("de", "Einen Mann und zwei Frauen", [3], [4]), ("de", "1,5 Millionen", [1_500_000], [15, 1]),
    ("de", "vier Männer, Frauen", [4], [5]), ("de", "5 Männer 3", [5, 3], [8]), ("de", "5 Männer, 3", [5], [3, 8]), ("de", "5 Männer und 3 Frauen", [8], [7]), ("de", "zwei bis drei Tote", [2, 3], [5]),
    ("de", "eine Reihe von Toten", [1, 7], []), ("de", "die Frau (52)", [3], [52]), ("de", "5 m", [5], [5_000_000]), ("de", "Trio und zwei Frauen", [2], [3, 5]),
    ("it", "un trio e due donne", [2, 3], [5]), ("it", "un uomo di 50 anni", [1], [50]), ("pt", "um homem de 50 anos", [1], [50]), ("sv", "en 50 år gammal man", [1], [50]), ("ru", "мужчина 50 лет", [1], [50]), ("ja", "50歳の男性", [1], [50]), ("zh", "50歲男子", [1], [50]),
    ("ru", "3 млн человек", [3_000_000], [3]), ("ru", "2 миллиона человек", [2_000_000], [2]), ("uk", "2 мільйони людей", [2_000_000], [2]), ("ru", "5 тысяч человек", [5000], [5]), ("ar", "3 آلاف شخص", [3000], [3]), ("ar", "5 ألف شخص", [5000], [5]), ("ar", "2 مليون", [2_000_000], [2]), ("ar", "١٫٥ مليون شخص", [1_500_000], [1, 5, 15]),
    ("zh", "十五人", [15], [10, 5]), ("zh", "二百零三人", [203], [200, 3]), ("zh", "一亿两千万人", [120_000_000], [1, 2000]), ("zh", "万人", [10_000], [7]), ("zh", "5百人", [500], [5, 100]), ("zh", "两百二十人", [220], [200, 20]), ("ja", "1.5万人", [15_000], [1]), ("zh", "百二十人", [120], [100, 20]),
    ("zh", "5人3人", [5, 3], [8]), ("zh", "5男子3女子", [8], [7]), ("zh", "三名、两名", [5], [6]), ("ar", "5 رجال، 3 نساء", [8], [7]),
    ("fr", "3 cent mille personnes", [300_000], [3, 100_000]), ("fr", "3 mille cinq cents morts", [3500], [3, 1500]), ("es", "3 mil quinientas personas", [3500], [3, 1500]), ("pt", "3 mil e quinhentas pessoas", [3500], [3, 500]), ("da", "3 hundrede tusinde", [300_000], [3]),
    ("es", "3 mil millones", [3_000_000_000], [3, 3000]), ("es", "2 millones 300 mil personas", [2_300_000], [2_000_000, 300_000]), ("ru", "2 миллиона 300 тысяч человек", [2_300_000], [2_000_000, 300_000]), ("de", "2 Millionen 300 Tausend", [2_300_000], [300_000]),
    ("it", "300 mila persone", [300_000], [300]), ("it", "1,2 milioni di persone", [1_200_000], [1, 2]), ("de", "5 Mio. Menschen", [5_000_000], [5]), ("de", "5 Mio. Euro für 3 Frauen", [3], [5_000_000, 5]), ("ru", "5 тыс. рублей для 3 человек", [3], [5000]),
    ("ru", "2 млрд человек", [2_000_000_000], [2]), ("ru", "21 тысячу человек", [21_000], [21, 1000]), ("ru", "двадцать тысяч человек", [20_000], [20]), ("ru", "тысяча человек", [1000], [7]), ("pl", "5 tys. osób", [5000], [5]), ("pl", "tys. osób", [7], []),
    ("sv", "2 miljoner", [2_000_000], [2]), ("tr", "2 bin kişi", [2000], [2]), ("ko", "3만 명", [30_000], [3]), ("fa", "3 هزار نفر", [3000], [3]), ("el", "2 χιλιάδες", [2000], [2]), ("vi", "2 nghìn người", [2000], [2]), ("he", "3 אלף", [3000], [3]),
    ("da", "Mia og 2 børn", [2], [10**9]), ("xx", "5 bin", [5], [5000]), ("hi", "5 के", [5], [50_000_000]),
    ("fr", "dix mille morts", [10_000], [10, 1000]), ("es", "mil personas", [1000], [1]), ("nl", "tweehonderd mensen", [200], [2]), ("pl", "5 osób", [5], [6]), ("pl", "kilka osób", [5, 9], []),
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


@pytest.mark.parametrize(("parts", "counted"), [(20, True), (21, False)])
def test_a_list_is_added_up_to_a_length(parts: int, counted: bool):
    words = ", ".join(["two men"] * (parts - 1)) + " and two men"

    assert number_stands(2 * parts, words) is counted
    assert number_stands(2 * 20, words)


@pytest.mark.parametrize(
    "unit",
    ["two and ", "five men and ", "5 000 ", "五", "tens of ", "a 52-year-old, ", "3 million 5 ", "3 hundred thousand "],
)
def test_hostile_words_are_counted_in_bearable_time(unit: str):
    began = time.process_time()
    number_stands(7, unit * 5000)

    assert time.process_time() - began < 5  # growth with the square would take minutes
