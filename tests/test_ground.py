"""Grounding: whatever a model points at becomes a slice of the article, or is rejected with its reason."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import (
    COASTGUARD,
    FERRY,
    MOOR,
    WEIL,
    claim,
    count,
    event,
    judged,
    loose,
    passage,
    person,
    quote,
    reasons,
    sheet,
    spans,
)

from summarizer.ground import judge
from summarizer.ground.people import MOST_MENTIONS
from summarizer.passage import locate
from summarizer.reading import QuoteRow


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


def test_a_statement_is_cut_by_its_edges():
    found = judged(FERRY, COASTGUARD, claim(1, "A fire on", "Brun on Thursday", 2, "the coastguard"))

    assert found.claims[0].evidence[0].text.startswith("A fire on the ferry")
    assert found.claims[0].evidence[0].text.endswith("Brun on Thursday")
    assert found.claims[0].cue.text == "said"
    assert found.claims[0].claimant.name == "the coastguard"


def test_a_statement_may_hold_its_edges_in_overlapping_words():
    found = judged(FERRY, MOOR, claim(4, "the alarm had", "alarm had been", 1, "She", "denied", "denied"))

    assert found.claims[0].evidence[0].text == "the alarm had been"


def test_claimant_and_cue_are_cut_out_of_a_statement_they_interrupt():
    found = judged(FERRY, MOOR, claim(6, "The harbour, Moor", "again on Monday", 1, "Moor", "said", "promised"))

    assert [s.text for s in found.claims[0].evidence] == ["The harbour", "would open again on Monday"]
    assert found.claims[0].text == "The harbour … would open again on Monday"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(claim(1, "A storm on", "on Thursday", 2, "the coastguard"), "first words", id="words changed"),
        pytest.param(claim(1, "A fire on", "on Friday", 2, "the coastguard"), "last words", id="end changed"),
        pytest.param(claim(99, "A fire on", "", 2, "the coastguard"), "there is no sentence 99", id="no sentence"),
        pytest.param(claim(1, "", "", 2, "the coastguard"), "first words", id="no words"),
        pytest.param(claim(1, "A fire on", "Brun on Thursday", 7), "the claimant is not named", id="nobody of that number"),
        pytest.param(claim(1, "ire on the", "Brun on Thursday", 2), "first words", id="inside a word"),
    ],
)  # fmt: skip
def test_a_statement_that_cannot_be_grounded_is_rejected(row, reason):
    found = judged(FERRY, COASTGUARD, row)

    assert found.claims == []
    assert any(reason in r for r in reasons(found)), reasons(found)


def test_words_of_one_speakers_quotation_are_never_another_ones_claim():
    rows = [MOOR, WEIL, quote(1, 1, "captain Ada Moor", "told"), quote(2, 1)]
    found = judged(FERRY, *rows, claim(3, "Nobody came to", "help", 3, "", ""))

    assert found.claims == []
    assert "nothing near the statement names Tom Weil" in reasons(found)


def test_a_claimant_nothing_near_the_statement_names_is_refused():
    text = "Piet Varga owns a mill.\n\nIt rained.\n\nThe river rose.\n\nThe steel was weak, a report found."
    found = judged(text, person(1, "Piet Varga"), claim(4, "The steel was", "was weak", 1, "", "found"))

    assert found.claims == []
    assert "nothing near the statement names Piet Varga" in reasons(found)


def test_a_statement_that_goes_on_without_a_cue_keeps_its_claimant():
    text = "The tanks were old, said Ada Moor. The valves had never been tested."
    found = judged(text, person(1, "Ada Moor"), claim(2, "The valves had", "been tested", 1, "", ""))

    assert found.claims[0].claimant.name == "Ada Moor"
    assert found.claims[0].cue is None


def test_somebody_who_asserts_and_denies_the_same_words_is_flagged():
    rows = [claim(4, "the alarm had", "switched off", 1, "She", "denied", stance) for stance in ("denied", "asserted")]
    rows[1] = claim(4, "that the alarm", "switched off", 1, "She", "denied", "asserted")
    found = judged(FERRY, MOOR, *rows)

    assert [c.flags for c in found.claims] == [["contradicts_itself"]] * 2


def test_names_are_found_where_no_space_parts_words():
    text = "镇长苏梅表示，磨坊将关闭。苏梅还说，水位很高。"
    found = judged(text, person(1, "苏梅"), claim(1, "磨坊将关闭", "", 1, "", "表示", "promised"))

    assert [c.claimant.name for c in found.claims] == ["苏梅"]
    assert len(found.people[0].mentions) == 2


def test_gist_and_people_lead_the_summary():
    found = judged(FERRY, MOOR, COASTGUARD, WEIL, quote(1, 1), quote(2, 1), gist=[5, 1, 5, 77])

    assert [s.text[:6] for s in found.gist] == ["Police", "A fire"]
    assert [p.name for p in found.people] == ["the coastguard", "Ada Moor", "Tom Weil"]
    assert [m.text for m in found.people[1].mentions] == ["Ada Moor", "Moor"]
    assert found.people[1].role.text == "captain"


def test_words_quoted_inside_an_answer_are_their_own_speakers():
    text = "Q: Who sold the mill?\n\nA: My father told me, “Keep it, the roof was mended in March,” and I did not.\n\nVera Lund spoke to Tom Weil."
    rows = [person(1, "Vera Lund", 4), person(2, "My father", 2), quote(1, 0), quote(2, 1), quote(3, 2, "", "told")]
    found = judged(text, *rows, event(2, "mended", "other", source=2))

    assert [q.speaker.name for q in found.quotes] == ["Vera Lund", "My father"]
    assert found.events[0].attributed_to.name == "My father"


def test_somebody_named_inside_a_quotation_may_be_passed_on_by_its_speaker():
    text = "“The ministry said the road would open in May,” Ada Moor told Radio Brun. Tom Weil nodded."
    rows = [person(1, "Ada Moor"), person(2, "The ministry"), person(3, "Tom Weil", 2), quote(1, 1, "", "told")]
    theirs = judged(
        text, *rows, claim(1, "the road would", "in May", 2), event(1, "open", "opening", "planned", source=2)
    )
    his = judged(text, *rows, claim(1, "the road would", "in May", 3), event(1, "open", "opening", "planned", source=3))

    assert [c.claimant.name for c in theirs.claims] == ["The ministry"]
    assert [e.attributed_to.name for e in theirs.events] == ["The ministry"]
    assert his.claims == his.events == []


def test_a_speaker_named_nowhere_near_is_refused():
    text = "“We did it,” said Tom Weil." + "\n\nIt rained in Brun." * 9 + "\n\nAda Moor was not there."
    found = judged(text, person(1, "Ada Moor", 11), quote(1, 1, "", "said"))

    assert found.quotes == []
    assert "nothing near the words names Ada Moor" in reasons(found)


def test_a_pronoun_inside_a_quotation_names_nobody_it_could_pass_on():
    text = "“She told me he would resign,” Vera Lund said. Tom Weil stood by."
    rows = [person(1, "Vera Lund"), person(2, "Tom Weil", 2), quote(1, 1, "", "said")]
    found = judged(text, *rows, claim(1, "he would resign", "", 2, "he", "told"))

    assert found.claims == []


def test_a_last_name_that_two_people_share_names_neither():
    text = "Jill Moor and Joe Moor met in Brun. Moor spoke."
    found = judged(text, person(1, "Jill Moor"), person(2, "Joe Moor"))

    assert [[m.text for m in p.mentions] for p in found.people] == [["Jill Moor"], ["Joe Moor"]]


def test_a_statement_cannot_hold_somebody_elses_speech():
    text = "Ada Moor spoke first. “We did all we could,” Tom Weil said, and the town, Moor said, knows it."
    rows = [person(1, "Ada Moor"), person(2, "Tom Weil", 2), quote(1, 2, "", "said")]
    found = judged(text, *rows, claim(2, "We did all", "knows it", 1, "", "said"))

    assert found.claims == []
    assert "holds a quotation of Tom Weil" in " ".join(reasons(found))


def test_an_empty_sheet_leaves_every_quotation_to_be_listed():
    assert len(judged(FERRY).rejected) == 2


def test_a_person_the_article_does_not_name_is_nobody():
    found = judged(FERRY, person(1, "Boris Krall"), person(2, " "))

    assert found.people == []


WORDS = [
    "fire",
    "the",
    "Moor",
    "“",
    "”",
    "said",
    "Ada Moor",
    "We",
    "not",
    "",
    "\u200b",
    "7",
    "at least",
    "[1]",
    "{Q1}",
    "ß",
    "漢字",
]


@given(st.data())
def test_whatever_a_model_answers_every_span_is_a_slice(data):
    words = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
    number = st.integers(-2, 9)
    rows = [
        *data.draw(st.lists(st.builds(person, number, words, number), max_size=3)),
        *data.draw(st.lists(st.builds(quote, number, number, words, words), max_size=4)),
        *data.draw(st.lists(st.builds(loose, number, words, words, number, words, words), max_size=2)),
        *data.draw(st.lists(st.builds(claim, number, words, words, number, words, words), max_size=3)),
        *data.draw(st.lists(st.builds(event, number, words, time=words, date=words, place=words, source=number), max_size=3)),
    ]  # fmt: skip
    judged(FERRY, *rows, gist=data.draw(st.lists(number, max_size=3)))


def test_a_sheet_with_nothing_in_it_gives_nothing():
    found = judge(passage(FERRY), sheet())

    assert found.quotes == found.claims == found.events == found.people == []


def test_words_without_marks_inside_a_numbered_quotation_are_not_given_twice():
    found = judged(FERRY, MOOR, quote(1, 1), quote(2, 1), loose(2, "We lost everything", "", 1))

    assert [[s.text for s in q.content] for q in found.quotes] == [["We lost everything"], ["Nobody came to help."]]


def test_two_people_of_one_number_are_nobody():
    found = judged(FERRY, MOOR, person(1, "Tom Weil", 5), quote(1, 1, "", "told"), quote(2, 1))

    assert found.quotes == []
    assert "two people of number 1" in found.rejected[0].answer


def test_the_mention_of_a_speaker_is_the_one_beside_the_words():
    text = "“Ada Moor was there,” said Ada Moor, and Ada Moor left."
    found = judged(text, person(1, "Ada Moor"), quote(1, 1, "", "said"))

    assert found.quotes[0].speaker.mention.start == text.index("said Ada") + 5


def test_the_cue_is_the_one_beside_the_words():
    text = "Weil said no. “They said it was safe,” said Ada Moor, and Weil said nothing."
    found = judged(text, person(1, "Ada Moor", 2), quote(1, 1, "", "said"))

    assert found.quotes[0].cue.start == text.index("said Ada")


@pytest.mark.parametrize("words", ["Tom Weil", "Weil", "Mr Weil", "engineer Tom Weil"])
def test_the_name_of_another_person_stands_for_nobody_else(words):
    text = "“We lost it,” engineer Tom Weil, or Mr Weil, told Ada Moor. Weil said that the alarm had failed."
    rows = [person(1, "Ada Moor"), person(2, "Tom Weil")]
    found = judged(text, *rows, quote(1, 1, words, "told"), claim(2, "the alarm had", "failed", 1, "Weil"))
    right = judged(text, *rows, quote(1, 2, words, "told"), claim(2, "the alarm had", "failed", 2, "Weil"))

    assert found.quotes == found.claims == []
    assert reasons(found) == [f"{words!r} names Tom Weil, not Ada Moor", "'Weil' names Tom Weil, not Ada Moor"]
    assert len(right.quotes) == len(right.claims) == 1


def test_a_body_may_be_called_by_the_name_of_another_entry():
    text = "Norrby Lines sails to Brun. The company said that the ferry was safe."
    rows = [person(1, "Norrby Lines", kind="organization"), person(2, "The company", 2, "organization")]
    found = judged(text, *rows, claim(2, "the ferry was", "safe", 1, "The company"))

    assert found.claims[0].claimant.name == "Norrby Lines"


def test_words_far_from_any_name_they_could_stand_for_are_flagged():
    far = (
        "Ada Moor owns the mill."
        + "\n\nIt rained." * 5
        + "\n\n“It will close,” the woman said. She said that it was old."
    )
    rows = [quote(1, 1, "the woman", "said"), claim(8, "it was old", "", 1, "She")]
    found = judged(far, person(1, "Ada Moor"), *rows)
    near = judged(
        far.replace("\n\nIt rained." * 5, "\n\nIt rained."), person(1, "Ada Moor"), quote(1, 1, "the woman", "said")
    )
    role = judged(far, person(1, "Ada Moor", role="rich woman"), *rows[:1])

    assert found.quotes[0].flags == ["named_far_off"]
    assert near.quotes[0].flags == []
    assert role.quotes[0].flags == []


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


@pytest.mark.parametrize(("name", "called"), [("Tom Weil Jr.", "Weil"), ("Tom Weil III", "Weil"), ("Ada Moor", "Moor")])
def test_a_person_is_called_by_the_last_name(name, called):
    text = f"{name} met the mayor.\n\n{called} said that the mill was old."
    found = judged(text, person(1, name), claim(2, "the mill was", "old", 1))

    assert found.claims[0].claimant.mention.text == called
    assert [m.text for m in found.people[0].mentions] == [name, called]


def test_parts_that_stand_nowhere_are_listed():
    found = judged(
        FERRY, person(1, "Ada Moor", 2, role="admiral"), quote(1, 1, "", "whispered"), quote(2, 1), gist=[1, 40]
    )

    assert [(r.kind, r.answer.split(":")[0]) for r in found.rejected] == [
        ("cue", "whispered"),
        ("role", "Ada Moor"),
        ("gist", "40"),
    ]


def test_a_quotation_over_many_paragraphs_is_found_by_any_of_its_pieces():
    text = "Ada Moor said:\n\n" + "\n\n".join(f"“Line {n} is long." for n in range(30)) + "”\n\nTom Weil left."
    rows = [person(1, "Ada Moor"), person(2, "Tom Weil", 32), quote(1, 1, "", "said")]
    found = judged(text, *rows, claim(20, "Line 18 is", "long", 1, "", ""), claim(21, "Line 19 is", "long", 2, "", ""))

    assert len(found.quotes[0].content) == 30
    assert [(c.claimant.name, c.quote_ids) for c in found.claims] == [("Ada Moor", ["q1"])]
    assert reasons(found) == ["nothing near the statement names Tom Weil"]


@pytest.mark.parametrize("kind", ["person", "organization"])
def test_the_last_of_a_thousand_mentions_is_as_good_as_the_first(kind: str):
    text = "Ada Moor owns mills.\n\n" + "Ada Moor sold one. It rained.\n\n" * 1000
    text += "It was the last, Ada Moor said. “We are done.”\n\nIt rained."
    row = person(1, "Ada Moor", kind=kind)
    found = judged(text, row, quote(1, 1), claim(2002, "It was the", "last", 1, cue=""), event(2003, "done", source=1))

    assert found.claims[0].claimant.mention.start == text.rindex("Ada Moor")
    assert found.quotes[0].speaker.mention.start == text.rindex("Ada Moor")
    assert found.events[0].attributed_to.name == "Ada Moor"
    assert len(found.people[0].mentions) == MOST_MENTIONS + 1  # and the one a row gives
    assert found.people[0].mentions[1].start == text.index("Ada Moor sold")


def test_people_of_one_name_are_looked_for_once(monkeypatch: pytest.MonkeyPatch):
    text = "Ada Moor owns a mill in Brun. " * 50
    looked: list[str] = []

    def every(words: str, *where: Any) -> list[tuple[int, int]]:
        looked.append(words)
        return locate.every(words, *where)

    monkeypatch.setattr("summarizer.ground.people.every", every)
    rows = [person(number, "Ada Moor", number) for number in range(1, 50)]
    found = judged(text, *rows, *(claim(number, "a mill", "in Brun", number) for number in range(1, 50)))

    assert len(found.claims) == 49
    assert sorted(looked) == ["Ada Moor", "Moor"]


@pytest.mark.parametrize("given", [[quote(1, 0)], [], [quote(1, 9, "", "said")], [quote(1, 2, "Weil", "said")]])
def test_words_in_marks_that_are_nobodys_are_nobodys_claim(given: list[QuoteRow]):
    text = "“The valves had never been tested,” it said. Ada Moor wept. “The mill sank in May,” Ada Moor said."
    rows = [person(1, "Ada Moor", 2), person(2, "Tom Weil"), *given, quote(2, 1, "", "said")]
    found = judged(text, *rows, claim(1, "The valves had", "been tested", 1), event(1, "tested", source=1))
    mine = judged(text, *rows, claim(3, "The mill sank", "in May", 1), event(3, "sank", source=1), event(1, "tested"))

    assert found.claims == found.events == []
    assert [reason for reason in reasons(found) if "given to nobody" in reason] == [
        "quotation 1 holds these words, and is given to nobody",
        "told in quotation 1, which is given to nobody, not by Ada Moor",
    ]
    assert [len(mine.claims), len(mine.events)] == [1, 2]


def test_a_claim_may_hold_marks_that_are_nobodys_and_a_name_in_them_may_be_passed_on():
    text = "The ship was “safe” and well kept, Ada Moor said. A sign, “The ministry says the road is shut”, hung there."
    rows = [person(1, "Ada Moor"), person(2, "The ministry", 2, "organization"), quote(1, 0), quote(2, 0)]
    found = judged(
        text, *rows, claim(1, "The ship was", "well kept", 1), claim(2, "the road is", "shut", 2, "", "says")
    )

    assert [c.claimant.name for c in found.claims] == ["Ada Moor", "The ministry"]


def test_somebody_passed_on_in_a_turn_that_is_nobodys_keeps_the_claim():
    text = "Q: Critics say it costs too much. Is that so?\n\nA: No, it does not.\n\nQ: Why not?\n\nA: It is old."
    rows = [person(1, "Critics", 1, "group"), *(quote(number, 0) for number in range(1, 5))]

    assert len(judged(text, *rows, claim(1, "it costs too", "much", 1, "", "say")).claims) == 1


def test_a_sentence_that_begins_inside_a_character_is_shown_with_all_of_it():
    text = "Ada Moor wept.\n\n \u0301The mill burned on Monday.\u200d It rained."
    found = judged(text, event(2, "burned", "disaster"), gist=[2])

    assert found.gist[0].text == " \u0301The mill burned on Monday.\u200d"


ODD = [
    "Ada Moor", "Tom Weil", "Moor", "said", "“", "”", '"', "‘", "’", "「", "」", "—", ".", ",", "\n\n", "A: ", "Q: ", "5,000", "5 000", "5\u2009000",
    "๕๐๐", "ที่", "五百人", "e\u0301", " \u0301", "👨\u200d👩", "👍🏽", "🇩🇪🇫🇷", "❤\ufe0f", "\u00ad", "\u200b", "\u200d", "\u202e", "\r\n", "[1]", "{Q1}", "ﬁ",
    "\u06dd۵", "ｶﾞ", "नमस्ते", "the mill burned", "was killed", "not", "12:05", "# ", "BRUN — ", "\u3000", "\u2028",
]  # fmt: skip


@given(st.lists(st.sampled_from(ODD), min_size=3, max_size=40), st.sampled_from(["", " "]), st.randoms())
@settings(max_examples=150, deadline=None)
def test_no_span_of_an_odd_text_cuts_a_character(parts: list[str], space: str, chance: Random):
    text = f"Ada Moor met Tom Weil.{space}{space.join(parts)} It rained."
    sentences = passage(text).sentences
    edges = {0, *(match.end() for match in regex.finditer(r"\X", text))}

    def words() -> tuple[int, str]:
        sentence = chance.choice(sentences)
        start = chance.randrange(sentence.start, sentence.end)
        return sentence.number, text[start : start + chance.randrange(1, 20)]

    def who() -> str:
        return chance.choice(["Ada Moor", "Tom Weil", "Moor", words()[1]])

    rows = [
        person(1, "Ada Moor"),
        person(2, who(), kind="organization"),
        *(quote(n, n % 3, who(), "said") for n in range(5)),
    ]
    rows += [claim(*words(), "", chance.randrange(3), who()) for _ in range(4)]
    rows += [event(*words(), actors=[who()], place=words()[1], counts=[count("dead", words()[1], 5)]) for _ in range(4)]
    found = judged(text, *rows, gist=[1, 2])

    assert all({span.start, span.end} <= edges for span in spans(found))


@pytest.mark.parametrize(("left", "right"), ['""', "“”", "„“", "«»", "‘’"])
@pytest.mark.parametrize(
    ("form", "pointed"),
    [("{}History{} section", "History{} section"), ("section {}History{}", "section {}History"),
     ("section {}History,{}", "section {}History"), ("section {}History,{}", "section {}History,"),
     ("{}Mill{} at {}Brun{}", "Mill{} at {}Brun")],
)  # fmt: skip
def test_a_name_keeps_both_marks_or_none(left: str, right: str, form: str, pointed: str):
    marks = [left, right] * 2
    name, words = form.format(*marks), pointed.format(*(marks[1:] if form[0] == "{" else marks))
    text = f"The {name} of the site burned on Monday. The {name} of the site said that nobody was hurt there."
    found = judged(
        text, person(1, words, kind="organization"), claim(2, "nobody", "there", 1, words, "said"),
        event(1, "burned", targets=[words], place=words),
    )  # fmt: skip

    assert [p.name for p in found.people] == [name]
    assert [m.text for p in found.people for m in p.mentions] == [name] * 2
    assert [(c.claimant.name, c.claimant.mention.text) for c in found.claims] == [(name, name)]
    assert [(e.targets[0].name, e.targets[0].span.text, e.place.name) for e in found.events] == [(name,) * 3]


@pytest.mark.parametrize("words", ["History", "Ada Moor", "The paper", "crew’s boat"])
def test_a_mark_whose_partner_is_not_in_a_name_stays_out(words: str):
    text = f"“{words}” of the paper said on Monday that ‘{words}’ would close. The “{words} was sold."
    found = judged(text, person(1, words, kind="organization"))

    assert [p.name for p in found.people] == [words]
