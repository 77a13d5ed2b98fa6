"""Grounding of quotations: who says them, what they hold, and what is nobody's."""

from __future__ import annotations

import pytest
from sheets import (
    FERRY,
    MOOR,
    claim,
    event,
    judged,
    loose,
    person,
    quote,
    reasons,
)


def test_a_quotation_that_only_its_cue_interrupts_is_one_quote():
    found = judged(FERRY, MOOR, quote(1, 1, "captain Ada Moor", "told"), quote(2, 1))

    assert [[s.text for s in q.content] for q in found.quotes] == [["We lost everything", "Nobody came to help."]]
    assert found.quotes[0].speaker.name == "Ada Moor"
    assert found.quotes[0].speaker.mention.text == "captain Ada Moor"
    assert found.quotes[0].cue.text == "told"
    assert found.quotes[0].type == "direct"


def test_a_sentence_of_the_reporter_between_two_quotations_makes_two_quotes():
    text = "“We lost it,” said Ada Moor. She looked at the sea. “Nobody came.”"
    found = judged(text, person(1, "Ada Moor"), quote(1, 1, "Ada Moor", "said"), quote(2, 1))

    assert [len(q.content) for q in found.quotes] == [1, 1]


def test_a_word_that_the_reporter_quotes_behind_the_cue_is_no_part_of_the_speech():
    text = "“The worst is over,” said Ada Moor, who kept her “buy” rating."
    found = judged(text, person(1, "Ada Moor"), quote(1, 1, "Ada Moor", "said"), quote(2, 1, "", "said"))

    assert [q.content[0].text for q in found.quotes] == ["The worst is over", "buy"]


def test_other_speakers_are_never_joined():
    text = "“We lost it,” said Ada Moor, “all of it.”"
    found = judged(text, person(1, "Ada Moor"), person(2, "Ada"), quote(1, 1, "Ada Moor", "said"), quote(2, 2))

    assert [q.speaker.name for q in found.quotes] == ["Ada Moor", "Ada"]


def test_words_of_nobody_are_listed_as_rejected():
    text = "“Nobody came to help,” said Ada Moor, who called it a “disaster” of the sea."
    found = judged(text, person(1, "Ada Moor"), quote(1, 1), quote(2, 0))

    assert [q.content[0].text for q in found.quotes] == ["Nobody came to help"]
    assert reasons(found) == ["nobody's words: a title, a name or scare quotes"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Q: Who comes here at night?\n\nA: Sailors do.", "no speaker was found for this turn of the conversation"),
        ("It rained. “Who comes here at night?”", "no speaker was found for these words"),
    ],
)
def test_speech_without_a_speaker_is_not_called_a_title(text, reason):
    assert reasons(judged(text, quote(1, 0)))[0].startswith(reason)


def test_a_speaker_whom_the_article_does_not_name_is_refused():
    found = judged(FERRY, person(1, "Boris Krall"), quote(1, 1, "", "told"), quote(2, 1))

    assert found.quotes == []
    assert reasons(found) == ["the speaker is not named in the article"] * 2


def test_a_quotation_without_a_row_is_listed():
    found = judged(FERRY, MOOR, quote(1, 1))

    assert "nobody was found who says these words" in reasons(found)[0]


def test_a_quotation_that_does_not_exist_is_refused():
    found = judged(FERRY, MOOR, quote(1, 1), quote(2, 1), quote(9, 1))

    assert "there is no quotation 9" in reasons(found)


def test_quoted_words_inside_the_articles_own_sentence_are_mixed():
    found = judged(
        "The mayor, Ada Moor, spoke of a “black day” for Brun.",
        person(1, "Ada Moor"),
        quote(1, 1, "Ada Moor", "spoke of"),
    )

    assert found.quotes[0].type == "mixed"


def test_words_without_marks_can_be_pointed_at():
    text = "Ada Moor was asked about the fire. I would sail tomorrow, she said, and I will."
    found = judged(text, person(1, "Ada Moor"), loose(2, "I would sail", "and I will", 1, "she", "said"))

    assert [part.text for part in found.quotes[0].content] == ["I would sail tomorrow", "and I will"]
    assert found.quotes[0].flags == ["no_marks"]


def test_words_quoted_inside_an_answer_are_their_own_speakers():
    text = "Q: Who sold the mill?\n\nA: My father told me, “Keep it, the roof was mended in March,” and I did not.\n\nVera Lund spoke to Tom Weil."
    rows = [person(1, "Vera Lund", 4), person(2, "My father", 2), quote(1, 0), quote(2, 1), quote(3, 2, "", "told")]
    found = judged(text, *rows, event(2, "mended", "other", source=2))

    assert [q.speaker.name for q in found.quotes] == ["Vera Lund", "My father"]
    assert found.events[0].attributed_to.name == "My father"


def test_a_speaker_named_nowhere_near_is_refused():
    text = "“We did it,” said Tom Weil." + "\n\nIt rained in Brun." * 9 + "\n\nAda Moor was not there."
    found = judged(text, person(1, "Ada Moor", 11), quote(1, 1, "", "said"))

    assert found.quotes == []
    assert "nothing near the words names Ada Moor" in reasons(found)


def test_words_without_marks_inside_a_numbered_quotation_are_not_given_twice():
    found = judged(FERRY, MOOR, quote(1, 1), quote(2, 1), loose(2, "We lost everything", "", 1))

    assert [[s.text for s in q.content] for q in found.quotes] == [["We lost everything"], ["Nobody came to help."]]


def test_the_mention_of_a_speaker_is_the_one_beside_the_words():
    text = "“Ada Moor was there,” said Ada Moor, and Ada Moor left."
    found = judged(text, person(1, "Ada Moor"), quote(1, 1, "", "said"))

    assert found.quotes[0].speaker.mention.start == text.index("said Ada") + 5


def test_the_cue_is_the_one_beside_the_words():
    text = "Weil said no. “They said it was safe,” said Ada Moor, and Weil said nothing."
    found = judged(text, person(1, "Ada Moor", 2), quote(1, 1, "", "said"))

    assert found.quotes[0].cue.start == text.index("said Ada")


@pytest.mark.parametrize(("words", "cue"), [("", "said"), ("She", ""), ("", ""), ("owner", "said")])
def test_narration_is_nobodys_speech(words, cue):
    far = "Ada Moor owns the mill." + "\n\nIt rained." * 5
    found = judged(f"{far}\n\nThe roof is old.", person(1, "Ada Moor"), loose(7, "The roof is", "old", 1, words, cue))

    assert found.quotes == []


def test_words_without_marks_need_words_that_give_them_to_somebody():
    text = "Ada Moor sat down. The sea was calm. Nobody came."
    found = judged(text, person(1, "Ada Moor"), loose(2, "The sea was", "calm", 1))

    assert found.quotes == []
    assert reasons(found) == ["no marks, and no words beside them that say who speaks"]


def test_a_long_way_from_speaker_to_cue_is_no_aside():
    text = "The road, Ada Moor, " + "who had come with a dog and a cat, " * 3 + "said, was icy."
    found = judged(text, person(1, "Ada Moor"), claim(1, "The road, Ada", "was icy", 1, "", "said"))

    assert [part.text for part in found.claims[0].evidence] == [text[:-1]]


def test_a_quotation_over_many_paragraphs_is_found_by_any_of_its_pieces():
    text = "Ada Moor said:\n\n" + "\n\n".join(f"“Line {n} is long." for n in range(30)) + "”\n\nTom Weil left."
    rows = [person(1, "Ada Moor"), person(2, "Tom Weil", 32), quote(1, 1, "", "said")]
    found = judged(text, *rows, claim(20, "Line 18 is", "long", 1, "", ""), claim(21, "Line 19 is", "long", 2, "", ""))

    assert len(found.quotes[0].content) == 30
    assert [(c.claimant.name, c.quote_ids) for c in found.claims] == [("Ada Moor", ["q1"])]
    assert reasons(found) == ["nothing near the statement names Tom Weil"]
