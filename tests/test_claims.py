"""Statements: how long one may be, who makes it, which words it shares with a quotation, and that each is given once."""

from __future__ import annotations

import pytest
from sheets import claim, judged, person, quote, reasons

from summarizer.ground.claims import MAX_WORDS

MOOR, WEIL = person(1, "Ada Moor"), person(2, "Tom Weil")


def long_statement(words: int) -> str:
    return "Ada Moor said that " + " ".join(["word"] * (words - 1)) + " end."


def test_a_statement_of_many_words_is_a_passage():
    most = judged(long_statement(MAX_WORDS), MOOR, claim(1, "word word", "end", 1))
    more = judged(long_statement(MAX_WORDS + 1), MOOR, claim(1, "word word", "end", 1))

    assert len(most.claims[0].text.split()) == MAX_WORDS
    assert more.claims == []
    assert reasons(more) == ["more than 120 words: a passage, not a statement"]


def test_a_rejected_statement_is_named_by_its_edges():
    found = judged(
        "Ada Moor left the hall.",
        MOOR,
        claim(1, "The mill", "was old", 1),
        claim(1, "The mill", "", 1),
        claim(9, "", "", 1),
    )

    assert [r.answer for r in found.rejected] == ["The mill … was old", "The mill", ""]
    assert {r.kind for r in found.rejected} == {"claim"}


def test_a_statement_is_given_once_for_each_who_makes_it():
    text = "Ada Moor and Tom Weil said that the mill was old."
    one, same, other = (claim(1, "the mill", end, who) for end, who in (("was old", 1), ("old", 1), ("was old", 2)))
    found = judged(text, MOOR, WEIL, one, same, other)

    assert [c.claimant.name for c in found.claims] == ["Ada Moor", "Tom Weil"]
    assert [c.id for c in found.claims] == ["c1", "c2"]
    assert reasons(found) == []


def test_statements_stand_in_the_order_of_the_text():
    text = "Ada Moor said that the mill was old. Ada Moor said that the farm was new."
    found = judged(text, MOOR, claim(2, "the farm", "new", 1), claim(1, "the mill", "old", 1))

    assert [c.text for c in found.claims] == ["the mill was old", "the farm was new"]


PLACES = "{0} sat.\n\n{1} stood. The mill was old. {2} left. {3} wept.\n\n{4} ran."


@pytest.mark.parametrize(
    ("named", "found"),
    [
        pytest.param(0, None, id="in the paragraph before: connected, without words for it"),
        pytest.param(1, "Ada Moor", id="in the sentence before"),
        pytest.param(2, "Ada Moor", id="in the sentence behind"),
        pytest.param(3, None, id="in the paragraph: connected, without words for it"),
        pytest.param(4, "", id="in the paragraph behind: not connected"),
    ],
)  # fmt: skip
def test_where_a_claimant_may_be_named(named: int, found: str | None):
    text = PLACES.format(*("Ada Moor" if place == named else "Nobody" for place in range(5)))
    claims = judged(text, MOOR, claim(3, "The mill", "was old", 1, "", "")).claims

    if found == "":
        assert claims == []
    else:
        mention = claims[0].claimant.mention
        assert (mention.text if mention else None) == found


def test_a_claimant_named_two_paragraphs_before_is_refused():
    found = judged("Ada Moor sat.\n\nIt rained.\n\nThe mill was old.", MOOR, claim(3, "The mill", "old", 1, "", ""))

    assert found.claims == []
    assert reasons(found) == ["nothing near the statement names Ada Moor"]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [(2, "A1"), (1, "A1"), (3, "A1")],
)
def test_the_words_for_a_claimant_are_looked_for_in_the_statement_s_sentence_first(sentence: int, word: str):
    words = {1: "Ada Moor", 2: "Ada Moor", 3: "Ada Moor"} | {sentence: "the miller"}
    text = f"Now {words[1]} came. The mill was old, {words[2]} said. Then {words[3]} left."
    found = judged(text, MOOR, claim(2, "The mill", "was old", 1, "the miller"))

    assert found.claims[0].claimant.mention.text == "the miller"


def test_a_statement_over_two_sentences_may_name_its_claimant_in_either():
    text = "It rained. The mill was old. The farm, Ada Moor said, was new. Nobody wept."
    found = judged(text, MOOR, claim(2, "The mill", "The farm", 1))

    assert found.claims[0].claimant.mention.text == "Ada Moor"


def test_a_speaker_in_the_paragraph_before_may_go_on_without_a_name():
    text = "Ada Moor owns the mill.\n\n“It is old,” the owner said.\n\nThe farm was new, too."
    rows = [quote(1, 1, "the owner", "said"), claim(3, "The farm", "new", 1, "", "")]
    speaking = judged(text, MOOR, *rows)
    silent = judged(text.replace("“It is old,” the owner said.", "It is old."), MOOR, rows[1])

    assert [c.claimant.name for c in speaking.claims] == ["Ada Moor"]
    assert silent.claims == []


def test_somebody_else_s_speech_before_it_connects_nobody():
    text = "Ada Moor sat.\n\nIt rained.\n\n“It is old,” said Tom Weil.\n\nThe farm was new."
    found = judged(text, MOOR, WEIL, quote(1, 2, "", "said"), claim(4, "The farm", "new", 1, "", ""))

    assert found.claims == []


def test_a_statement_lists_the_quotations_that_carry_words_of_it():
    text = "Ada Moor said the mill was “old”, “cold” and “full of mice”, and left."
    rows = [quote(1, 1, "", "said"), quote(2, 1, "", "said"), quote(3, 1, "", "said")]
    found = judged(text, MOOR, *rows, claim(1, "the mill was", "cold", 1))
    ids = {q.content[0].text: q.id for q in found.quotes}

    assert found.claims[0].quote_ids == [ids["old"], ids["cold"]]
    assert judged(text, MOOR, *rows, claim(1, "full of", "", 1)).claims[0].quote_ids == [ids["full of mice"]]
    assert judged(text, MOOR, *rows, claim(1, "the mill was", "", 1)).claims[0].quote_ids == []


def test_a_sentence_may_report_a_report():
    text = "Ada Moor said all she got was a note reading, “We are closed.” Tom Weil spoke: “It is over.”"
    rows = [MOOR, person(2, "a note", kind="document"), person(3, "Tom Weil", 2), quote(1, 2, "a note"), quote(2, 3)]
    found = judged(text, *rows, claim(1, "all she", "are closed", 1))
    crossing = judged(text, *rows, claim(1, "all she", "is over", 1))
    before = judged(text, *rows, claim(1, "We are", "closed.” Tom", 1))

    assert [c.evidence[0].text for c in found.claims] == ["all she got was a note reading, “We are closed"]
    assert crossing.claims == before.claims == []


def test_words_of_anothers_speech_are_refused_however_few_they_are():
    text = "“The mill is old and cold,” said Tom Weil, and Ada Moor said so too."
    rows = [MOOR, WEIL, quote(1, 2, "", "said")]
    most = judged(text, *rows, claim(1, "old and cold", "said Tom", 1))
    least = judged(text, *rows, claim(1, "cold", "Moor said so", 1))

    assert most.claims == least.claims == []
    assert reasons(most) == ["the words stand in a quotation of Tom Weil, not of Ada Moor"]
    assert reasons(least) == ["the statement holds a quotation of Tom Weil, not of Ada Moor"]


def test_single_words_of_another_may_stand_in_a_statement():
    text = "Ada Moor said that the mill, which Tom Weil called “a ruin”, was safe."
    found = judged(text, MOOR, WEIL, quote(1, 2, "", "called"), claim(1, "the mill, which", "was safe", 1))

    assert [(c.claimant.name, c.quote_ids) for c in found.claims] == [("Ada Moor", ["q1"])]


def test_a_cue_that_stands_nowhere_is_listed_and_costs_itself_only():
    found = judged("Ada Moor said that the mill was old.", MOOR, claim(1, "the mill", "old", 1, "", "whispered"))

    assert found.claims[0].cue is None
    assert [(r.kind, r.reason, r.answer) for r in found.rejected] == [
        ("cue", "stands nowhere beside the words", "whispered: the mill … old")
    ]


def test_the_cue_is_the_one_beside_the_claimant():
    text = "Who said what? Tom Weil said no, and Ada Moor said that the mill was old. So said all."
    found = judged(text, MOOR, claim(2, "the mill", "was old", 1, "Ada Moor", "said"))
    without = judged(text, MOOR, claim(2, "the mill", "was old", 1, "Ada Moor", " "))

    assert found.claims[0].cue.start == text.index("said that")
    assert without.claims[0].cue is None


def test_only_one_s_own_words_can_contradict_oneself():
    text = "Ada Moor and Tom Weil said that the mill was old and the farm was new."
    mill, farm = ("the mill", "was old"), ("the farm", "was new")

    def flags(*rows) -> list[list[str]]:
        return [[f for f in c.flags if f != "negation_not_in_words"] for c in judged(text, MOOR, WEIL, *rows).claims]

    assert flags(claim(1, *mill, 1), claim(1, *mill, 2, stance="denied")) == [[], []]
    assert flags(claim(1, *mill, 1), claim(1, *farm, 1, stance="denied")) == [[], []]
    assert flags(claim(1, *mill, 1), claim(1, *farm, 1)) == [[], []]
    assert (
        flags(claim(1, "the mill was", "the farm", 1), claim(1, *farm, 1, stance="denied"))
        == [["contradicts_itself"]] * 2
    )
    assert flags(claim(1, "the mill was", "old and", 1), claim(1, "mill was", "old", 1, stance="alleged")) == [[], []]


@pytest.mark.parametrize("text", ["The road Ada Moor said, was icy.", "The road, Ada Moor said was icy."])
def test_an_aside_stands_between_two_commas(text: str):
    found = judged(text, MOOR, claim(1, "The road", "was icy", 1, "", "said"))

    assert [part.text for part in found.claims[0].evidence] == [text[:-1]]


def test_a_statement_whose_claimant_is_far_off_is_flagged():
    text = "Ada Moor owns the mill." + "\n\nIt rained." * 5 + "\n\nThe boss said that it was old."
    found = judged(text, MOOR, claim(7, "it was old", "", 1, "The boss"))

    assert [c.flags for c in found.claims] == [["named_far_off"]]


def test_the_sentence_before_names_a_claimant_sooner_than_the_one_behind():
    text = "So Ada Moor spoke. The mill was old. Then Ada Moor left."
    found = judged(text, MOOR, claim(2, "The mill", "was old", 1, "", ""))

    assert found.claims[0].claimant.mention.start == text.index("Ada")


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("the council had", "no plan", "the council had “no plan”"),
        ("a “black day”", "for Brun", "a “black day” for Brun"),
        ("black day for", "for Brun", "“black day” for Brun"),
        ("black day", "", "black day"),
    ],
)
def test_a_pair_of_marks_stands_whole_in_a_statement_or_not_at_all(first, last, text):
    article = "Ada Moor said that the council had “no plan”. It was a “black day” for Brun, Moor said."
    sentence = 1 if "council" in first else 2
    found = judged(article, person(1, "Ada Moor"), quote(1, 1), quote(2, 1), claim(sentence, first, last, 1))

    assert [part.text for part in found.claims[0].evidence] == [text]
