"""Edges of quotes: what is cut out of words, which quote holds a place, whether words are whole sentences of speech."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from sheets import judged, passage, person, quote

from summarizer.ground.quotes import MAX_ASIDE, Speech, in_quotation, in_unattributed, without_aside
from summarizer.passage import Piece, Quotation


def cut_out(text: str, mention: str, cue: str, place: tuple[int, int] | None = None) -> list[str]:
    def at(words: str) -> tuple[int, int] | None:
        return (text.index(words), text.index(words) + len(words)) if words else None

    start, end = place or (0, len(text) - 1)
    return [text[slice(*p)] for p in without_aside(passage(text), (start, end), at(mention), at(cue))]


LONG = " ".join(f"w{n}" for n in range(MAX_ASIDE - 2))


@pytest.mark.parametrize(
    ("text", "mention", "cue", "expected"),
    [
        ("The road, Ada Roe said, was icy.", "Ada Roe", "said", ["The road", "was icy"]),
        ("The road, said Ada Roe, was icy.", "Ada Roe", "said", ["The road", "was icy"]),
        ("The road , Ada Roe said , was icy.", "Ada Roe", "said", ["The road", "was icy"]),
        ("The road, said, was icy.", "", "said", ["The road", "was icy"]),
        ("The road Ada Roe said was icy.", "Ada Roe", "said", ["The road Ada Roe said was icy"]),
        ("The road, Ada Roe said was icy.", "Ada Roe", "said", ["The road, Ada Roe said was icy"]),
        ("The road Ada Roe said, was icy.", "Ada Roe", "said", ["The road Ada Roe said, was icy"]),
        ("The road, Ada Roe, was icy.", "Ada Roe", "", ["The road, Ada Roe, was icy"]),
        (f"The road, Roe {LONG} said, was icy.", "Roe", "said", ["The road", "was icy"]),
        (f"The road, Roe x {LONG} said, was icy.", "Roe", "said", [f"The road, Roe x {LONG} said, was icy"]),
    ],
)
def test_who_says_it_is_cut_out_between_two_commas(text, mention, cue, expected):
    assert cut_out(text, mention, cue) == expected


def test_what_stands_at_the_edge_or_outside_is_cut_out_of_nothing():
    text = "said, Ada Roe, the road was icy."
    assert cut_out(text, "Ada Roe", "said") == ["said, Ada Roe, the road was icy"]
    text = "The road was icy, Ada Roe said."
    assert cut_out(text, "Ada Roe", "said") == ["The road was icy, Ada Roe said"]
    assert cut_out(text, "Ada Roe", "said", (0, 16)) == ["The road was icy"]


def spoken(*places: tuple[int, int]):
    from summarizer.ground.quotes import Spoken

    return Spoken(SimpleNamespace(), 1, [Piece(a, b, a, b) for a, b in places], [], [])  # pyright: ignore


ONE, TWO, INNER = spoken((10, 20), (30, 40)), spoken((50, 60)), spoken((52, 58))


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((0, 10), []), ((0, 11), [ONE]), ((20, 30), [ONE]), ((39, 45), [ONE]), ((40, 50), []), ((40, 51), [TWO]),
        ((39, 51), [ONE, TWO]), ((53, 54), [TWO, INNER]), ((57, 70), [TWO, INNER]), ((58, 70), [TWO]), ((60, 70), []),
    ],
)  # fmt: skip
def test_the_quotes_around_a_place_are_those_that_begin_before_and_go_on_behind(place, expected):
    assert Speech([ONE, TWO, INNER]).around(*place) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((10, 20), ONE), ((5, 15), None), ((4, 16), None), ((6, 16), ONE), ((12, 28), None), ((20, 30), None), ((15, 35), None),
        ((14, 34), None), ((14, 33), None), ((12, 34), ONE), ((52, 58), INNER), ((50, 52), TWO), ((48, 61), TWO), ((53, 54), INNER),
    ],
)  # fmt: skip
def test_the_innermost_quote_that_holds_more_than_half_is_given(place, expected):
    assert in_quotation(Speech([ONE, TWO, INNER]), *place) is expected


def test_only_quotations_of_nobody_that_share_words_are_looked_at():
    class Watched(list):
        taken = 0

        def __getitem__(self, key):
            found = super().__getitem__(key)
            self.taken += len(found) if isinstance(key, slice) else 0
            return found

    found = Speech()
    found.unattributed = Watched(
        Quotation(n, (Piece(10 * n, 10 * n + 8, 10 * n, 10 * n + 8),), "marks") for n in range(1, 1000)
    )

    places = (11, 15, 18, 9990, 5001, 9)
    numbers = [in_unattributed(found, at, at + 6, SimpleNamespace(known={}), 1) for at in places]  # pyright: ignore
    assert numbers == [1, None, 2, 999, 500, 1]
    assert found.unattributed.taken <= 8


def test_the_pieces_that_have_words_between_two_places():
    first, second = ONE.pieces
    assert ONE.within(0, 50) == [first, second]
    assert (ONE.within(0, 10), ONE.within(0, 11), ONE.within(19, 30), ONE.within(20, 30)) == ([], [first], [first], [])
    assert (ONE.within(20, 31), ONE.within(39, 50), ONE.within(40, 50)) == ([second], [second], [])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We left,” Ada Roe said.", "direct"),
        ("Ada Roe said: “We left.”", "direct"),
        ("Ada Roe said, “We left the hall”.", "direct"),
        ("Ada Roe said it was “a bad joke”.", "mixed"),
        ("Ada Roe said “a bad joke, really,” was made.", "mixed"),
        ("“we left,” Ada Roe said.", "mixed"),
        ("Ada Roe called it a “Bad Joke” then.", "mixed"),
        ("“We left” was all Ada Roe said.", "direct"),
        ("Ada Roe said “Go!” to them.", "direct"),
        ("Ada Roe said “Go…” to them.", "direct"),
    ],
)
def test_whole_sentences_of_speech_are_direct_and_words_in_a_sentence_mixed(text, kind):
    found = judged(text, person(1, "Ada Roe"), quote(1, 1, "Ada Roe"))
    assert [q.type for q in found.quotes] == [kind]
