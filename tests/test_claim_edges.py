"""Statements at their edges: which cue, which marks, whose speech inside, and by whom somebody is connected."""

from __future__ import annotations

import pytest
from sheets import claim, judged, person, quote

MOOR, WEIL = person(1, "Ada Moor"), person(2, "Tom Weil")


def cue_at(text: str, *rows, words: str = "said") -> int:
    return judged(text, MOOR, *rows).claims[0].cue.start


@pytest.mark.parametrize(
    ("text", "words", "at"),
    [
        ("He said and she said: Ada Moor found that the mill was old.", "Ada Moor", "said: Ada"), ("Ada Moor said and said that the mill was old, he said.", "Ada Moor", "said and"),
        ("All said no; the mill was old, said Ada Moor, and all said so.", "Ada Moor", "said Ada"), ("So she said that the mill was old, and they said so.", "", "said that"), ("They said no. Now the mill was old, she said.", "", "said."),
        ("They said much. Now the mill was old. They said so, too.", "", "said so"), ("Many of them said it. Now the mill was old.", "", "said it"),
    ],
)  # fmt: skip
def test_the_cue_is_the_nearest_to_the_claimant_or_else_to_the_words(text: str, words: str, at: str):
    lead = "" if words else "Ada Moor sat there.\n\n"
    sentence = next(
        n for n, part in enumerate((lead + text).replace("\n\n", " ").split(". "), start=1) if "the mill was" in part
    )
    row = claim(sentence, "the mill", "was old", 1, words)

    assert cue_at(lead + text, row) == (lead + text).index(at)


@pytest.mark.parametrize(("text", "found"), [("It rained. It was icy, Ada Moor found. So she said.", True), ("So she said. It was icy, Ada Moor found. It rained.", True), ("So she said. It rained. It was icy, Ada Moor found.", False), ("It was icy, Ada Moor found. It rained. So she said.", False)])  # fmt: skip
def test_a_cue_stands_in_the_sentence_of_the_statement_or_beside_it(text: str, found: bool):
    sentence = 1 + text[: text.index("It was icy")].count(".")
    (row,) = judged(text, MOOR, claim(sentence, "It was", "icy", 1)).claims

    assert (row.cue is not None) is found


# ---- marks


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("the mill was", "so old", "the mill was “so old”"), ("so old and", "icy", "“so old” and icy"), ("old and", "icy", "old” and icy"), ("the mill was", "so", "the mill was “so"), ("so old", "", "so old"),
        ("mill was so", "icy in", "mill was “so old” and icy in"), ("icy in", "the rain", "icy in “the rain”"),
    ],
)  # fmt: skip
def test_of_a_pair_of_marks_the_second_is_taken_in(first: str, last: str, text: str):
    article = "Ada Moor said the mill was “so old” and icy in “the rain” of Brun."
    rows = [quote(1, 1, "", "said"), quote(2, 1, "", "said")]
    (found,) = judged(article, MOOR, *rows, claim(1, first, last, 1)).claims

    assert [part.text for part in found.evidence] == [text]
    assert found.text == text


# ---- another's speech inside


SPEECH = "Ada Moor said Tom Weil wrote in a long letter to all: “The mill is old.” It rained."


@pytest.mark.parametrize(
    ("text", "first", "last", "stands"),
    [
        pytest.param(SPEECH, "Tom Weil wrote", "is old", True, id="one sentence says whose it is"),
        pytest.param(SPEECH, "wrote in a", "is old", False, id="whose it is stands outside"),
        pytest.param(SPEECH, "Tom Weil wrote", "mill is", True, id="up to any word of it"),
        pytest.param("So he said: “The mill is old,” Tom Weil wrote, Ada Moor said.", "So he said", "Tom Weil", False, id="named behind it"),
        pytest.param("Ada Moor sat. They said Tom Weil wrote: “The mill is old.”", "Tom Weil wrote", "is old", False, id="the claimant in another sentence"),
        pytest.param("Tom Weil wrote: “The mill is old,” Ada Moor said.", "Tom Weil wrote", "is old", False, id="the claimant behind it"),
        pytest.param("Ada Moor said Tom Weil wrote: “The mill is old.” It rained.", "Tom Weil wrote", "It rained", False, id="over two sentences"),
        pytest.param("Ada Moor said Tom Weil wrote of “old mills” in the rain.", "Tom Weil wrote", "the rain", True, id="single words may be another's"),
    ],
)  # fmt: skip
def test_a_statement_holds_anothers_speech_only_as_a_report_of_it(text: str, first: str, last: str, stands: bool):
    sentence = 2 if text.startswith("Ada Moor sat") else 1
    rows = [MOOR, WEIL, quote(1, 2, "Tom Weil", "wrote"), claim(sentence, first, last, 1, "Ada Moor")]
    found = judged(text, *rows)

    assert [c.claimant.name for c in found.claims] == ["Ada Moor"] * stands
    reasons = [r.reason for r in found.rejected if r.kind == "claim"]
    assert reasons == ["the statement holds a quotation of Tom Weil, not of Ada Moor"] * (not stands)


def test_one_s_own_speech_may_stand_in_one_s_statement():
    text = "Ada Moor said: “The mill is old.” And it rained, she said."

    assert len(judged(text, MOOR, quote(1, 1, "", "said"), claim(1, "is old", "it rained", 1)).claims) == 1


def test_a_statement_inside_anothers_speech_may_be_of_whom_that_one_names():
    text = "“Tom Weil thinks the mill is old,” said Ada Moor. It rained. “We know he wants it,” she said."
    rows = [MOOR, WEIL, quote(1, 1, "", "said"), quote(2, 1, "she", "said")]
    named = judged(text, *rows, claim(1, "the mill is", "old", 2, "Tom Weil", "thinks"))
    silent = judged(text, *rows, claim(3, "he wants", "it", 2, "he", "know"))

    assert [c.claimant.name for c in named.claims] == ["Tom Weil"]
    assert silent.claims == []
    assert silent.rejected[-1].reason == "the words stand in a quotation of Ada Moor, not of Tom Weil"


# ---- who is connected


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Ada Moor sat. It rained. So what.\n\nIt poured. The mill was old.", True), ("Ada Moor sat.\n\nIt rained.\n\nIt poured. The mill was old.", False),
        ("It rained.\n\nThe mill was old. It poured. It hailed. Ada Moor sat.", True), ("It rained.\n\nThe mill was old.\n\nIt poured. Ada Moor sat.", False),
    ],
)  # fmt: skip
def test_a_claimant_is_named_in_the_paragraph_or_the_one_before(text: str, stands: bool):
    sentence = 1 + text[: text.index("The mill")].count(".")
    found = judged(text, MOOR, claim(sentence, "The mill", "was old", 1, "", ""))

    assert [c.claimant.mention for c in found.claims] == [None] * stands
    assert [r.reason for r in found.rejected] == ["nothing near the statement names Ada Moor"] * (not stands)


def test_whoever_is_not_in_the_article_claims_nothing():
    found = judged("The mill was old, Bo Roe said.", person(1, "Eve Krall"), claim(1, "The mill", "old", 1), claim(1, "The mill", "old", 7))  # fmt: skip

    assert found.claims == []
    assert [(r.kind, r.reason, r.answer) for r in found.rejected] == [
        ("claim", "the claimant is not named in the article: Eve Krall", "The mill … old"),
        ("claim", "the claimant is not named in the article: number 7", "The mill … old"),
    ]


def test_an_aside_is_no_part_of_the_statement():
    text = "The road, Ada Moor of Brun said on Monday, was icy and the mill was old."
    (found,) = judged(text, MOOR, claim(1, "The road", "was icy", 1, "Ada Moor", "said on Monday")).claims

    assert [part.text for part in found.evidence] == ["The road", "was icy"]
    assert found.text == "The road … was icy"
