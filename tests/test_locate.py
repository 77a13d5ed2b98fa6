"""Words found again in an article, letter by letter, or the reason why they are not there."""

from __future__ import annotations

import re
import time

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.passage import locate as locating
from summarizer.passage.locate import _Index, _Searched, every, locate, place
from summarizer.passage.whole import in_character, in_figure, is_whole

TEXT = "The may\u00ador, Ada  Roe, said:\u00a0“It’s the boys’ 5,000 – not [sic] 23-year-old…” in [12] Café\u0301 Łódź.\n据运营商称，周二坍塌。 De\u0301ja"
FOUND = {
    "as it stands": ("Ada  Roe", "Ada  Roe"),
    "white space": ("Ada Roe", "Ada  Roe"),
    "soft hyphen": ("mayor, Ada", "may\u00ador, Ada"),
    "straight marks": ("said: \"It's the boys'", "said:\u00a0“It’s the boys"),
    "dashes": ("5,000 - not", "5,000 – not"),
    "ellipsis": ("23-year-old...", "23-year-old…"),
    "our mark": ("said: {Q1}\"It's", "said:\u00a0“It’s"),
    "our number": ("[1] The mayor", "The may\u00ador"),
    "broken up": ("in (12) Café", None),
    "broken up whole": ("in (12)", "in [12]"),
    "as the article has it": ("in [12]", "in [12]"),
    "composed": ("Déja", "De\u0301ja"),
    "Chinese inside": ("运营商", "运营商"),
    "part of a compound": ("year", "year"),
}


@pytest.mark.parametrize(("words", "expected"), FOUND.values(), ids=FOUND)
def test_words_are_found_letter_by_letter(words, expected):
    found = locate(words, TEXT)

    assert (TEXT[slice(*found)] if isinstance(found, tuple) else None) == expected


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "no words"), ("“”", "no words"), ("ada roe", "upper and lower case"), ("Ada Voss", "not in the article: Voss"),
        ("Roe, Ada", "not in this order"), ("may", "may"), ("ay", "ay"), ("5,00", "00"), ("000", "only inside"), ("5", "only inside"), ("mayor … said", "ellipsis"),
        ("Lodz", "Lodz"), ("Cafe", "Cafe"),
    ],
)  # fmt: skip
def test_words_that_are_not_there_get_the_reason(words, reason):
    found = locate(words, TEXT)

    assert isinstance(found, str)
    assert reason in found


def test_words_are_looked_for_between_the_bounds_only():
    text = "Ada Roe left. Ada Roe came."

    assert locate("Ada Roe", text, 14) == (14, 21)
    assert isinstance(locate("came", text, 0, 13), str)
    assert isinstance(locate("Ro", text, 0, 6), str)


@given(st.text(alphabet="ab “”’-.5,\u00ad\u200b你é[]{}Q1", min_size=1, max_size=40), st.data())
def test_what_is_found_has_the_same_letters(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))]
    found = locate(words, text)

    if isinstance(found, tuple):
        bare = re.sub(r"\[\d{1,6}\]\s?|\{Q\d{1,6}…?\}", " ", words)  # numbers and marks of `show` may stand in words
        letters = [[c for c in part if c.isalnum()] for part in (text[slice(*found)], words, bare)]
        assert letters[0] in letters[1:]


@pytest.mark.parametrize("unit", ["a", "a ", "aa ", "a. ", "“a ", "…", "- ", "5,", "你"])
def test_hostile_words_are_looked_for_in_bearable_time(unit):
    text, words = unit * (300_000 // len(unit)), unit * (20_000 // len(unit)) + "b"
    began = time.process_time()
    locate(words, text)
    locate(words[1:-1], text)

    assert time.process_time() - began < 20  # growth with the square would take minutes


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        pytest.param("8,000", "The union says 8,000.\n\n13:05 A lorry was hit.", "8,000", id="a full stop before the next line"),
        pytest.param("8,000", "18,000 marched, not 8,000.", "8,000", id="a longer figure before it"),
        pytest.param("8", "It rose 8.5 percent, then 8.", "8", id="a fraction before it"),
    ],
)  # fmt: skip
def test_a_figure_is_found_whole(words: str, text: str, found: str):
    place = locate(words, text)

    assert not isinstance(place, str)
    assert text[slice(*place)] == found
    assert place[0] == text.rindex(found)


@pytest.mark.parametrize("unseen", ["\ufe00", "\ufe0f", "\u200b", "\u202e", "\x07", "\u3164"])
def test_what_cannot_be_seen_parts_no_word(unseen: str):
    assert locate("the mill burned", f"Now the mi{unseen}ll burned.") == (4, 20)


def test_the_first_or_the_last_place_between_two_bounds_is_given():
    text = "the mill, the mill and the mill"
    places = [0, 10, 23]

    assert locate("the mill", text) == (0, 8)
    assert locate("the mill", text, last=True) == (23, 31)
    assert locate("the mill", text, 1, 30, last=True) == (10, 18)
    assert place("the mill", text, 0, len(text)) == (0, 8)
    assert place("the mill", text, 0, len(text), last=True) == (23, 31)
    assert place("the mill", text, 1, 17) is None
    assert [start for start, _ in every("the mill", text)] == places
    assert [start for start, _ in every("the mill", text, 1)] == places[1:]
    assert every("“”", text) == []


def test_words_inside_a_longer_figure_stand_nowhere():
    text = "They sold 5,000 mills and 7 farms for 5’000 or 5.5 each."

    assert place("000", text, 0, len(text)) is None
    assert locate("000", text) == locate("5", text) == "the words stand only inside a longer figure"
    assert every("5", text) == []
    assert every("7", text) == [(26, 27)]


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("They sold 5 000 mills.", "5"), ("They sold 5 000 mills.", "000"), ("They sold 5\u2009000 mills.", "5"),
        ("They sold 5\u202f000 mills.", "5"), ("They sold 5\u2007000 mills.", "000"), ("They sold 5\u00a0000 mills.", "sold 5"),
        ("They sold 12 345 678 mills.", "12 345"), ("They sold 12 345 678 mills.", "345"), ("They sold 5,000 mills.", "5,"),
        ("They sold 5,000 mills.", ",000"), ("มีผู้เสียชีวิต ๕๐๐ คน", "๕"), ("มีผู้เสียชีวิต ๕๐๐ คน", "๐๐"), ("造成五百人死亡", "五"),
        ("造成五百人死亡", "造成五"), ("造成5万人死亡", "5"), ("قتل ٥٬٠٠٠ شخص", "٥"), ("قتل ٥٫٥ شخص", "٥"), ("５，０００人", "５"),
    ],
)  # fmt: skip
def test_half_a_figure_stands_nowhere_in_any_script(text: str, half: str):
    assert locate(half, text) == "the words stand only inside a longer figure"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("They sold 5 000 mills.", "5 000"), ("They sold 5\u2009000 mills.", "5 000"), ("In 2012 500 mills burned.", "500"),
        ("In 2012 500 mills burned.", "In 2012"), ("Bus 5 1000 times.", "5"), ("On 5 12 burned.", "5"), ("In 5, 300 burned.", "5"),
        ("มีผู้เสียชีวิต ๕๐๐ คน", "๕๐๐"), ("造成五百人死亡", "五百人"), ("On page 5\n300 mills burned.", "300"), ("At 5. 000 is a name.", "5"),
        ("12\u00a0345\u00a0678 mills", "12 345 678"),
    ],
)  # fmt: skip
def test_a_whole_figure_is_found_in_any_script(text: str, whole: str):
    found = locate(whole, text)

    assert isinstance(found, tuple)
    assert len(text[slice(*found)]) == len(whole)


@pytest.mark.parametrize("many", [10, 63, 64, 65, 200])
def test_a_number_is_found_behind_any_number_of_longer_figures(many: int):
    text = "5,000 " * many + "died, 5 of them in Brun, 5" + " of 5,000" * many
    places = [text.index("5 of"), text.index("5 of 5,000")]

    assert locate("5", text) == (places[0], places[0] + 1)
    assert locate("5", text, last=True) == (places[1], places[1] + 1)
    assert place("5", text, places[0] + 1, len(text)) == (places[1], places[1] + 1)
    assert place("5", text, 0, places[1], last=True) == (places[0], places[0] + 1)
    assert [start for start, _ in every("5", text)] == places
    assert locate("5", text, 0, places[0]) == "the words stand only inside a longer figure"


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("ที่ตลาด", "ท"), ("ที่ตลาด", "ี่ตลาด"), ("น้ำท่วม", "น้"), ("👨\u200d👩\u200d👧 came", "👨"), ("👨\u200d👩\u200d👧 came", "👧"), ("👍🏽 they said", "👍"),
        ("🇩🇪🇫🇷 met", "🇩"), ("🇩🇪🇫🇷 met", "🇪🇫"), ("!\u0301 he said", "!"), ("ｶﾞｽ", "ｶ"), ("か\u3099す", "か"),
    ],
)  # fmt: skip
def test_words_end_at_no_place_inside_a_character(text: str, half: str):
    assert locate(half, text) == "the words stand only inside a longer character"
    assert place(half, text, 0, len(text)) is None
    assert every(half, text) == []


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Cafe\u0301 burned", "Café", "Cafe\u0301"), ("❤\ufe0f they said", "❤", "❤\ufe0f"), ("🇩🇪🇫🇷 met", "🇫🇷", "🇫🇷"), ("\u06dd۵ people", "۵", "\u06dd۵"),
        ("ที่ตลาด", "ที่", "ที่"), ("a mill\u200d burned", "mill", "mill\u200d"), ("👨\u200d👩 came", "👨👩", "👨\u200d👩"), ("They won!\r\nNo", "won!", "won!"),
    ],
)  # fmt: skip
def test_words_are_found_with_all_that_belongs_to_their_characters(text: str, words: str, found: str):
    assert text[slice(*locate(words, text))] == found


@given(st.text(alphabet="ab e\u0301กี่5,\u200d\ufe0f👨👩🏽🇩🇪かﾞ!\u06dd\r\n", min_size=1, max_size=24), st.data())
def test_no_span_splits_what_a_reader_sees_as_one_character(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))]
    edges = {0, *(match.end() for match in regex.finditer(r"\X", text))}

    found = locate(words, text)
    if isinstance(found, tuple):
        assert set(found) <= edges


def _by_looking_everywhere(index: list[str], wanted: list[str]) -> list[int]:
    return [at for at in range(len(index)) if index[at : at + len(wanted)] == wanted]


REPEATED = ["a b ", "a a b ", "a ", "a b a c ", "a b a c a b a d ", "5 000 ", "5,000 ", "a. b. "]


@pytest.mark.parametrize("unit", REPEATED)
@given(st.data())
@settings(max_examples=60)
def test_every_way_of_looking_finds_the_same_places(unit: str, data: st.DataObject):
    text = unit * 12 + data.draw(st.text(alphabet="abc5 ", max_size=12)) + unit * data.draw(st.integers(0, 9))
    wanted = data.draw(st.lists(st.sampled_from([*text.replace(",", " , ").split(), "z"]), min_size=1, max_size=20))
    there = locating._Searched(text)
    first = data.draw(st.integers(0, len(there.index.words)))
    last = data.draw(st.integers(0, len(there.index.words)))
    expected = [at for at in _by_looking_everywhere(there.index.words, wanted) if first <= at <= last - len(wanted)]

    for spare in (10**6, 7, -1):
        there.index._spare = spare
        assert list(there.index.find(wanted, first, last)) == expected
        there.index._spare = spare
        assert list(there.index.find(wanted, first, last, backwards=True)) == expected[::-1]
    places = [there.place(at, len(wanted)) for at in expected]
    whole = [place for place in places if is_whole(text, *place)]
    for tries in (64, 1):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(locating, "_TRIES", tries)
            assert list(there.find(wanted, first, last)) == whole
            assert list(there.find(wanted, first, last, backwards=True)) == whole[::-1]


def test_words_that_begin_before_the_text_stand_nowhere():
    there = locating._Searched("b c a b a b a b")
    there.index._spare = -1

    assert list(there.index.find(["a", "b", "c"], 0, 8)) == []
    assert list(there.index.find(["b", "c", "a"], 0, 8)) == [0]


@pytest.mark.parametrize(
    ("text", "wanted", "places"),
    [
        ("a b a b a b c", "a b c", [4]), ("a b a b x b c", "a b c", []), ("b c a b c b c", "a b c", [2]), ("b c b c", "a b c", []), ("a b c b c b c", "a b c", [0]),
        ("a b c a b c", "a b c", [0, 3]), ("a b a b", "a b a b", [0]), ("a b a b a", "b a b a", [1]), ("a a a a", "a a a", [0, 1]), ("c a b", "a b c", []),
    ],
)  # fmt: skip
def test_runs_of_words_are_found_by_their_rarer_half(text: str, wanted: str, places: list[int]):
    there = locating._Searched(text)
    there.index._spare = -1

    assert list(there.index.find(wanted.split(), 0, len(text))) == places


@pytest.mark.parametrize("unit", REPEATED)
def test_near_misses_take_bearable_time(unit: str):
    text = unit * (100_000 // len(unit))
    words = text.split()[:40]
    began = time.process_time()
    for number in range(800):
        at = number % len(words)
        locate(" ".join([*words[:at], words[at - 1], *words[at + 1 :]]), text)
        locate(" ".join(words[:at]) + " 000", text, last=True)
        every("5", text)

    assert time.process_time() - began < 6  # one look at every place for each would take a minute


@pytest.mark.parametrize(
    ("text", "at", "inside"),
    [("ⅩⅧ", 1, True), ("Ⅹ Ⅷ", 1, False), ("1²", 1, False), ("1½", 1, False), ("一百", 1, True)],
)
def test_figures_of_any_script_go_on(text: str, at: int, inside: bool):
    assert in_figure(text, at) is inside


@pytest.mark.parametrize(
    ("text", "at", "inside"),
    [("🇳🇿", 1, True), ("🇦🇿", 1, True), ("🇿🇦", 1, True), ("🇳🇿🇿🇦", 2, False), ("🇳🇿🇿🇦", 3, True), ("🇳a", 1, False), ("👍🏻", 1, True), ("👍🏿", 1, True), ("a🏿", 1, True)],
)  # fmt: skip
def test_flags_and_shades_are_one_character(text: str, at: int, inside: bool):
    assert in_character(text, at) is inside


def test_words_between_bounds_that_hold_nothing_are_not_there():
    assert locate("mill", "the mill burned", 5, 5) == "words not in the article: mill"
    assert locate("The Mill", "the mill burned") == "differs from the article in upper and lower case"
    assert locate("burned mill", "the mill burned") == (
        "the article has these words, but not in this order: some were dropped, added or moved"
    )
    assert locate("the … burned", "the mill burned") == "words left out behind an ellipsis"
    assert locate("a b c d e", "the mill burned") == "words not in the article: a, b, c, d"
    assert locate("x" * 50, "the mill burned") == f"words not in the article: {'x' * 40}"


def test_a_dash_may_be_two_in_plain_letters():
    assert locate("mill — burned", "the mill -- burned") == (4, 18)
    assert locate("[3] mill – burned", "the mill -- burned") == (4, 18)


@pytest.mark.parametrize(
    ("wanted", "first", "last", "places"),
    [
        ("a b", 0, 9, [0, 3, 7]), ("a b", 1, 9, [3, 7]), ("a b", 3, 9, [3, 7]), ("a b", 4, 9, [7]), ("a b", 0, 8, [0, 3]),
        ("a b", 0, 5, [0, 3]), ("a b", 0, 4, [0]), ("a b c", 0, 9, [3]), ("a b c", 3, 6, [3]), ("a b c", 3, 5, []),
        ("a b c", 4, 9, []), ("c", 5, 6, [5]), ("c", 5, 5, []), ("c", 6, 9, []), ("b x", 0, 9, [1]), ("x a", 0, 9, [2]),
        ("b a", 0, 9, []), ("z", 0, 9, []), ("a z", 0, 9, []), ("c x2 a b", 0, 9, []), ("c y a b", 0, 9, [5]),
    ],
)  # fmt: skip
def test_words_are_found_from_either_end_by_the_rarest_of_them(wanted, first, last, places):
    index = _Index("a b x a b c y a b".split())

    assert list(index.find(wanted.split(), first, last)) == places
    assert list(index.find(wanted.split(), first, last, backwards=True)) == places[::-1]


def test_whether_a_word_stands_between_two_others():
    index = _Index("a b x a b c".split())

    assert [index.holds("a", *at) for at in ((0, 1), (1, 3), (1, 4), (3, 4), (4, 6), (0, 0))] == [
        True, False, True, True, False, False,
    ]  # fmt: skip
    assert not index.holds("z", 0, 6)
    assert index.holds("c", 5, 6)
    assert not index.holds("c", 0, 5)


def test_words_lie_between_code_points_where_all_of_them_does():
    there = _Searched("the mill, burned")

    assert (there.index.words, list(there.starts), list(there.ends)) == (
        ["the", "mill", ",", "burned"], [0, 4, 8, 10], [3, 8, 9, 16],
    )  # fmt: skip
    assert [there.between(*at) for at in ((0, 16), (1, 16), (0, 15), (4, 8), (5, 8), (4, 7))] == [
        (0, 4), (1, 4), (0, 3), (1, 2), (2, 2), (1, 1),
    ]  # fmt: skip
    assert there.folded.words == there.index.words
    assert _Searched("The MILL Straße").folded.words == ["the", "mill", "strasse"]


@pytest.mark.parametrize(
    ("text", "figure", "whole"),
    [
        ("5,000", "5", False), ("5,000", "000", False), ("15.5", "5", False), ("5’000", "000", False), ("5’000", "5", False),
        ("5’0000", "5", True), ("5 000", "5", False), ("5 0000", "5", True), ("5\u00a0000", "5", False), ("5\u202f000", "000", False),
        ("5,", "5", True), ("5,a", "5", True), ("5.\n6", "5", True), ("a5", "a5", True), ("x,5", "5", True), ("9,5", "5", False),
    ],
)  # fmt: skip
def test_a_figure_goes_on_over_a_stop_or_a_thin_space(text, figure, whole):
    found = locate(figure, f"{text} b")

    assert isinstance(found, tuple) == whole


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("said -- no", "said - - no"), ("(12)", "［12］"), ("{12}", "(12)"), ("fire", "ﬁre"), ("Ångström", "A\u030angstro\u0308m"),
        ("a...b", "a…b"), ("don't", "don’t"), ("say 'no' now", "say «no» now"), ("mill burned", "mill \u00a0\n burned"), ("⟨x⟩", "(x)"),
        ("a—b", "a–b"), ("mill", "mi\u2060ll"), ("10%", "10%"), ("x²", "x²"),
    ],
)  # fmt: skip
def test_marks_may_be_set_otherwise(words, text):
    assert locate(words, f"so {text} then") == (3, 3 + len(text))


@pytest.mark.parametrize(
    ("words", "text"), [("x2", "x²"), ("fire", "fi-re"), ("ab", "a b"), ("a b", "ab"), ("a+b", "a-b")]
)
def test_letters_and_signs_may_not(words, text):
    assert not isinstance(locate(words, f"so {text} then"), tuple)


def test_the_marks_of_show_are_taken_out_of_the_words_alone():
    assert locate("[12] the {Q3…} mill", "so the mill") == (3, 11)
    assert locate("[1234567] mill", "so mill") == "words not in the article: 1234567"
    assert locate("[12]", "so mill") == "no words were given"
