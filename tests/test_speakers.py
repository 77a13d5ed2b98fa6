"""Who speaks: where a name and a cue beside words count, what joins two quotations, and whose words nobody's are."""

from __future__ import annotations

import pytest
from sheets import claim, event, judged, loose, person, quote

MOOR, WEIL = person(1, "Ada Moor"), person(2, "Tom Weil")


def said(text: str, *rows) -> list[tuple[str, str, str]]:
    """Kind, reason and answer of what was rejected."""
    return [(r.kind, r.reason, r.answer) for r in judged(text, MOOR, WEIL, *rows).rejected]


def contents(text: str, *rows) -> list[list[str]]:
    return [[part.text for part in q.content] for q in judged(text, MOOR, WEIL, *rows).quotes]


# ---- mentions and cues


def test_the_name_beside_the_words_is_the_mention():
    text = "Ada Moor left. Moor sat; “We lost it,” Moor said, and Moor wept. Moor ran."
    (found,) = judged(text, MOOR, quote(1, 1, "", "said")).quotes

    assert found.speaker.mention.start == text.index("Moor said")
    assert judged(text, MOOR, quote(1, 1, "Moor", "said")).quotes[0].speaker.mention.start == text.index("Moor said")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("So she said: “We lost it,” and later she said so.", "said: "), ("Later she said it so; “We lost it,” she said then.", "said then"),
        ("She said a lot. “We lost it.” Many of them said so.", "said a lot"), ("Nobody sat. “We lost it.” Many said so. She said no.", "said so"),
        ("“We lost it,” he said, “and,” he said, “more.”", "said, “and"),
    ],
)  # fmt: skip
def test_the_cue_is_the_one_nearest_to_the_words(text: str, at: str):
    article = f"Ada Moor met Tom Weil. {text}"
    (found, *_) = judged(article, MOOR, WEIL, quote(1, 1, "", "said")).quotes

    assert found.cue.start == article.index(at)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Many said so. “We lost it.” Ada Moor left.", True), ("“We lost it.” Ada Moor said so.", True), ("Many said so. It was. “We lost it.” Ada Moor left.", False),
        ("“We lost it.” Ada Moor left. Many said so.", False), ("Ada Moor: “We lost it,” they said so, “all of it.”", True), ("Ada Moor told me “he said so” then.", False),
    ],
)  # fmt: skip
def test_a_cue_stands_in_the_sentence_of_the_words_or_beside_it(text: str, found: bool):
    row = judged(text, MOOR, quote(1, 1, "", "said")).quotes[0]

    assert (row.cue is not None) is found
    words = text[text.index("“") + 1 : text.index("”")].rstrip(",")
    assert [r for r in said(text, quote(1, 1, "", "said")) if r[0] == "cue"] == (
        [] if found else [("cue", "stands nowhere beside the words", f"said: {words}")]
    )


@pytest.mark.parametrize(
    ("aside", "at"),
    [("said she, and many of them said so", "said she"), ("as many of them had said, so she said", "said, — and")],
)
def test_between_two_pieces_the_cue_nearest_to_either_is_found(aside: str, at: str):
    text = f"Ada Moor came.\n\n— We left, — {aside}, — and late.\n\nThey slept."
    (found,) = judged(text, MOOR, quote(1, 1, "", "said")).quotes

    assert [part.text for part in found.content] == ["We left", "and late."]
    assert found.cue.start == text.index(at)


def test_a_row_without_a_cue_has_none_and_misses_none():
    text = "“We lost it,” said Ada Moor."

    assert judged(text, MOOR, quote(1, 1, "", " ")).quotes[0].cue is None
    assert said(text, quote(1, 1, "", " ")) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("“We lost it.” The miller wept. Ada Moor left.", True), ("“We lost it.” It rained. The miller wept. Ada Moor left.", False), ("“We lost it. It rained. All of it.” The miller wept. Ada Moor left.", True),
    ],
)  # fmt: skip
def test_words_for_a_speaker_stand_at_most_one_sentence_behind(text: str, named: bool):
    (found,) = judged(text, MOOR, quote(1, 1, "The miller")).quotes

    assert (found.speaker.mention is not None and found.speaker.mention.text == "The miller") is named


def test_the_same_sentence_names_a_speaker_before_the_next_and_the_one_before():
    text = "The miller sat. “We lost it,” the miller said. The miller wept. Ada Moor left."
    (found,) = judged(text, MOOR, quote(1, 1, "the miller")).quotes

    assert found.speaker.mention.start == text.index("the miller")
    before = "The miller sat. “We lost it.” So wept the miller. Ada Moor left."
    (found,) = judged(before, MOOR, quote(1, 1, "the miller")).quotes
    assert found.speaker.mention.start == before.index("the miller")


# ---- words without marks


def test_words_without_marks_need_a_name_and_a_cue():
    text = "I will stay here, Ada Moor said. It rained."
    reason = "no marks, and no words beside them that say who speaks"

    assert contents(text, loose(1, "I will", "stay here", 1, "Ada Moor", "said")) == [["I will stay here"]]
    assert said(text, loose(1, "I will", "stay here", 1, "Ada Moor", "")) == [("quote", reason, "I will stay here")]
    text = "I will stay here. It rained.\n\nAda Moor left."
    assert said(text, loose(1, "I will", "here", 1, "", "")) == [("quote", reason, "I will stay here")]


def test_words_without_marks_may_hold_who_says_them():
    text = "I will stay here, Ada Moor said, and sing. It rained."
    (found,) = judged(text, MOOR, loose(1, "I will", "and sing", 1, "Ada Moor", "said")).quotes

    assert [part.text for part in found.content] == ["I will stay here", "and sing"]
    assert (found.type, found.cue.text, found.flags) == ("direct", "said", ["no_marks"])


def test_words_without_marks_that_another_s_quotation_holds_are_given_by_that_one_alone():
    text = "“I will stay here,” Ada Moor said. “Not so,” said Tom Weil."
    rows = [quote(1, 1, "", "said"), quote(2, 2, "", "said")]

    assert contents(text, *rows, loose(1, "will stay", "", 2, "Tom Weil", "said")) == [["I will stay here"], ["Not so"]]
    assert said(text, *rows, loose(1, "will stay", "", 2, "Tom Weil", "said")) == []


def test_overlapping_words_without_marks_are_given_by_the_first_row():
    text = "It is old and cold and wet, Ada Moor said."
    rows = [loose(1, "old and", "cold", 1, "", "said"), loose(1, "cold and", "wet", 1, "", "said"), loose(1, "and wet", "", 1, "", "said"), loose(1, "It is", "", 1, "", "said")]  # fmt: skip

    assert contents(text, *rows) == [["It is"], ["old and cold"], ["and wet"]]


def test_what_is_rejected_is_named_by_what_it_is():
    text = "“I will stay here,” Ada Moor said. It rained."

    assert said(text, loose(1, "I shall", "stay", 1), quote(1, 1, "", "said"))[0][::2] == ("quote", "I shall … stay")
    assert said(text, quote(1, 0), loose(1, "I will", "stay", 1)) == [
        ("quote", "no speaker was found for these words", "I will stay here"),
        ("quote", "quotation 1 holds these words, and is given to nobody", "I will … stay"),
    ]


# ---- what is joined


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("“One,” said Ada Moor; “two.”", 1), ("“One,” said Ada Moor: “two.”", 1), ("“One,” said Ada Moor — “two.”", 1), ("“One,” said Ada Moor “two.”", 2), ("“One,” said Ada Moor? “Two.”", 1),
        ("“One,” said Ada Moor. Then: “Two.”", 2), ("“One!” said Ada Moor. “Two.”", 1), ("“One,” said Ada Moor, of “two” and “three.”", 3),
    ],
)  # fmt: skip
def test_speech_goes_on_behind_a_stop_or_a_comma(text: str, count: int):
    rows = [quote(number, 1, "", "said") for number in range(1, text.count("“") + 1)]

    assert len(contents(text, *rows)) == count


def test_three_parts_of_one_quotation_are_one():
    text = "“One,” said Ada Moor, “two,” she added, “three.” It rained."
    (found,) = judged(text, MOOR, quote(1, 1, "", "said"), quote(2, 1, "she", "added"), quote(3, 1, "", "added")).quotes

    assert [part.text for part in found.content] == ["One", "two", "three."]
    assert (found.cue.text, found.type, found.speaker.mention.text) == ("said", "direct", "Ada Moor")


def test_a_claim_carries_all_of_a_joined_quotation():
    text = "“One is lost,” said Ada Moor, “and two is found.”"
    found = judged(text, MOOR, quote(1, 1, "", "said"), quote(2, 1), claim(1, "and two", "found", 1))

    assert [q.id for q in found.quotes] == ["q1"]
    assert found.claims[0].quote_ids == ["q1"]


# ---- direct and mixed


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ada Moor said, “We lost it” twice.", "direct"), ("Ada Moor said: “We lost it” twice.", "direct"), ("Ada Moor said，“We lost it” twice.", "mixed"), ("Ada Moor said：“We lost it” twice.", "direct"),
        ("Ada Moor said “We lost it”。 Then left.", "mixed"), ("Ada Moor said “We lost it。” twice.", "direct"), ("Ada Moor said “We lost it”. Then she left.", "direct"), ("“We lost it” Ada Moor said.", "direct"),
        ("“we lost it” Ada Moor said.", "mixed"), ("Ada Moor said “We lost it,” and left.", "direct"), ("Ada Moor said “we lost it,” and left.", "mixed"), ("Ada Moor said “5 of us” twice.", "mixed"), ("Ada Moor said: “5 of us” twice.", "direct"),
    ],
)  # fmt: skip
def test_words_are_direct_where_they_stand_as_a_sentence(text: str, kind: str):
    assert judged(text, MOOR, quote(1, 1)).quotes[0].type == kind


# ---- words of nobody


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [("a black day", "for Brun", False), ("black day", "", True), ("a black", "day", True), ("it was a", "black day", False), ("was a black", "day for", False)],
)  # fmt: skip
def test_a_statement_that_is_mostly_words_of_nobody_is_refused(first: str, last: str, refused: bool):
    text = "Ada Moor said that it was a “black day” for Brun and the mill."
    found = judged(text, MOOR, quote(1, 0), claim(1, first, last, 1, "", "said"))

    assert (found.claims == []) is refused
    reason = "quotation 1 holds these words, and is given to nobody"
    assert [r.reason for r in found.rejected if r.kind == "claim"] == [reason] * refused


def test_of_several_words_of_nobody_the_one_that_holds_the_words_is_named():
    text = "Ada Moor told of “one lie”, “two sold mills” and “three lies”."
    rows = [quote(1, 0), quote(2, 0), quote(3, 0)]

    assert "told in quotation 2, which" in said(text, *rows, event(1, "sold", source=1))[-1][1]
    assert "told in quotation 1, which" in said(text, *rows[1:], event(1, "lie", source=1))[-1][1]
    assert judged(text, MOOR, *rows, event(1, "told", source=1)).events[0].attributed_to.name == "Ada Moor"


def test_turns_and_dashes_without_a_speaker_are_no_words_of_nobody():
    text = "Q: Was the mill sold?\n\nA: It was sold to Ada Moor.\n\nQ: When?\n\nA: On Monday."
    found = judged(text, MOOR, *(quote(n, 0) for n in range(1, 5)), event(2, "sold", source=1))

    assert [e.attributed_to.name for e in found.events] == ["Ada Moor"]
