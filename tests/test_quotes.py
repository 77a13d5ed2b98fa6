"""Quotes: who is named where, what is direct, what belongs together, and what is no quote at all."""

from __future__ import annotations

import pytest
from sheets import judged, loose, person, quote, reasons

MOOR, WEIL = person(1, "Ada Moor"), person(2, "Tom Weil")


def contents(text: str, *rows) -> list[list[str]]:
    return [[part.text for part in q.content] for q in judged(text, MOOR, WEIL, *rows).quotes]


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("“We lost it,” said Ada Moor. “Nobody came.”", True),
        ("“We lost it,” said Ada Moor, “all of it.”", True),
        ("“We lost it,” said Ada Moor.\n\n“Nobody came.”", False),
        ("“We lost it,” said Ada Moor. She wept. “Nobody came.”", False),
        ("“We lost it,” and then, Ada Moor said: “Nobody came.”", True),
    ],
)
def test_quotations_are_one_where_only_their_cue_stands_between(text: str, together: bool):
    for cues in (("said", ""), ("", "said"), ("said", "said")):
        found = contents(text, quote(1, 1, "", cues[0]), quote(2, 1, "", cues[1]))
        assert len(found) == (1 if together else 2), cues


def test_quotations_without_a_cue_between_them_stay_apart():
    text = "Ada Moor said: “We lost it,” in the hall. “Nobody came.”"

    assert len(contents(text, quote(1, 1, "", "said"), quote(2, 1))) == 2


def test_what_is_joined_is_direct_where_one_part_is_and_keeps_the_cue_of_either():
    text = "Ada Moor spoke of “a black day”, Ada Moor said, “We lost it.”"
    found = judged(text, MOOR, quote(1, 1, "", ""), quote(2, 1, "", "said")).quotes

    assert [(q.type, q.cue.text, len(q.content)) for q in found] == [("direct", "said", 2)]


def test_each_piece_is_joined_by_a_cue_of_its_own():
    text = "“We lost it,” said Ada Moor. “Nobody came,” she added, “all day.”"
    found = judged(text, MOOR, quote(1, 1, "", "said"), quote(2, 1, "she", "added"), quote(3, 1)).quotes

    assert [(q.cue.text, len(q.content)) for q in found] == [("said", 3)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We lost it,” said Ada Moor.", "direct"),
        ("Ada Moor said: “We lost it.”", "direct"),
        ("Ada Moor said, “We lost it”.", "direct"),
        ("Ada Moor said “We lost it” in the hall.", "mixed"),
        ("Ada Moor said “We lost it”, and left.", "direct"),
        ("Ada Moor said that “we lost it.”", "mixed"),
        ("Ada Moor said “We lost it.” and left.", "direct"),
        ("Ada Moor spoke of a “black day” for Brun.", "mixed"),
        ("“We lost it” was all that Ada Moor said.", "direct"),
        ("“We lost it” — Ada Moor said: “so what” and left.", "direct"),
        ("— We lost it all, said Ada Moor.\n\nIt rained all day.", "direct"),
    ],
)
def test_whole_sentences_are_direct_and_words_in_the_reporter_s_own_are_mixed(text: str, kind: str):
    assert judged(text, MOOR, quote(1, 1, "", "")).quotes[0].type == kind


def test_a_quotation_is_answered_once():
    text = "“We lost it,” Ada Moor told Tom Weil."
    found = judged(text, MOOR, WEIL, quote(1, 1, "", "told"), quote(1, 2, "", "told"))

    assert [q.speaker.name for q in found.quotes] == ["Ada Moor"]
    assert reasons(found) == []


def test_a_first_answer_that_is_refused_is_final():
    text = "“We lost it,” Ada Moor told Tom Weil."

    assert judged(text, MOOR, WEIL, quote(1, 0), quote(1, 1)).quotes == []


@pytest.mark.parametrize("number", [-1, 0, 2])
def test_a_quotation_that_is_not_there_is_named(number: int):
    found = judged("“We lost it,” said Ada Moor.", MOOR, quote(1, 1), quote(number, 1, "she"))

    assert [(r.kind, r.reason, r.answer) for r in found.rejected] == [
        ("quote", f"there is no quotation {number}", "she")
    ]


def test_what_is_refused_is_shown_by_its_first_words():
    text = "Ada Moor left. “" + "So it goes. " * 40 + "”"
    (row,) = judged(text, MOOR, quote(1, 0)).rejected

    assert row.answer == ("So it goes. " * 40)[:200]
    (row,) = judged(text, MOOR, person(3, "Eve Krall"), quote(1, 3)).rejected
    assert row.answer.startswith("Eve Krall: So it goes.")
    (row,) = judged(text, MOOR).rejected
    assert row.answer == ("So it goes. " * 40)[:200]


def test_quotes_stand_in_the_order_of_the_text():
    text = "“One went,” said Ada Moor. I will stay, Tom Weil said. “Two left,” Ada Moor said."
    found = judged(text, MOOR, WEIL, quote(2, 1), quote(1, 1), loose(2, "I will", "stay", 2, "", "said"))

    assert [(q.id, q.content[0].text) for q in found.quotes] == [
        ("q1", "One went"),
        ("q2", "I will stay"),
        ("q3", "Two left"),
    ]


def test_words_without_marks_are_given_once():
    text = "I will stay here, Tom Weil said. Ada Moor left."
    rows = [loose(1, "I will", "stay here", 2, "", "said"), loose(1, "will stay", "", 2, "", "said")]

    assert contents(text, *rows) == [["I will stay here"]]
    assert contents(text, loose(1, "I will", "", 2, "", "said"), loose(1, "stay here", "", 2, "", "said")) == [
        ["I will"], ["stay here"],
    ]  # fmt: skip


def test_words_that_are_pointed_at_wrongly_are_listed():
    found = judged("I will stay here, Tom Weil said.", WEIL, loose(1, "I shall", "stay", 2, "", "said"))

    assert found.quotes == []
    assert [(r.kind, r.answer) for r in found.rejected] == [("quote", "I shall … stay")]


def test_words_for_a_speaker_are_not_taken_from_what_is_said():
    text = "“She sold it,” said the miller. “She did,” said Ada Moor. She left."
    found = judged(text, MOOR, person(3, "the miller"), quote(1, 3, "", "said"), quote(2, 1, "She", "said"))

    assert found.quotes[1].speaker.mention.start == text.rindex("She")
    assert found.quotes[1].cue.start == text.rindex("said")


@pytest.mark.parametrize(("before", "found"), [(3, True), (4, False)])
def test_the_words_for_a_speaker_stand_at_most_three_sentences_before(before: int, found: bool):
    rest = "It was late. " * (before - 1)
    mention = judged(
        f"The miller came. {rest}“We lost it.” Ada Moor left. She wept. So did I.", MOOR, quote(1, 1, "The miller")
    ).quotes

    assert (mention[0].speaker.mention.text == "The miller") is found


def test_a_speaker_may_be_named_two_paragraphs_before_or_one_behind():
    words = "“We lost it.”"
    rows = [MOOR, quote(1, 1)]

    def named(text: str) -> bool:
        return len(judged(text, *rows).quotes) == 1

    assert named(f"Ada Moor sat. It was late. So late. Very late.\n\nIt rained.\n\n{words}")
    assert not named(f"Ada Moor sat. It was late. So late. Very late.\n\nIt rained.\n\nIt poured.\n\n{words}")
    assert named(f"It rained all day.\n\n{words}\n\nIt was late. So late. Ada Moor left.")
    assert not named(f"It rained all day.\n\n{words}\n\nIt was late.\n\nAda Moor left.")


def test_a_speaker_who_spoke_just_before_need_not_be_named_again():
    text = "Ada Moor sat. It rained. So late.\n\nIt rained.\n\n“One,” the miller said.\n\nIt rained.\n\n“Two.”"
    spoke = judged(text, MOOR, quote(1, 1, "the miller", "said"), quote(2, 1))
    other = judged(text, MOOR, person(2, "the miller"), quote(1, 2, "the miller", "said"), quote(2, 1))

    assert [q.content[0].text for q in spoke.quotes] == ["One", "Two."]
    assert [q.content[0].text for q in other.quotes] == ["One"]


def test_marked_words_that_are_nobodys_cannot_be_pointed_at_as_unmarked():
    text = "“I killed them all,” Ada Moor said. Tom Weil said nothing."
    found = judged(
        text,
        person(1, "Ada Moor"),
        person(2, "Tom Weil", 2),
        quote(1, 0),
        loose(1, "I killed", "them all", 2, "Tom Weil", "said"),
    )

    assert found.quotes == []
    assert "quotation 1 holds these words, and is given to nobody" in reasons(found)
