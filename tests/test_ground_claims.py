"""Grounding of claims: a statement is cut by its edges and stays with whoever makes it."""

from __future__ import annotations

import pytest
from sheets import COASTGUARD, FERRY, MOOR, WEIL, claim, event, judged, person, quote, reasons

from summarizer.reading import QuoteRow


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
    rows = [
        claim(6, "would open again", "Monday", 1, "Moor", "said"),
        claim(6, "open again", "on Monday", 1, "Moor", "said", "denied"),
    ]
    found = judged(FERRY, MOOR, *rows)

    assert [c.flags for c in found.claims] == [["contradicts_itself"], ["contradicts_itself", "negation_not_in_words"]]


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


def test_a_pronoun_inside_a_quotation_names_nobody_it_could_pass_on():
    text = "“She told me he would resign,” Vera Lund said. Tom Weil stood by."
    rows = [person(1, "Vera Lund"), person(2, "Tom Weil", 2), quote(1, 1, "", "said")]
    found = judged(text, *rows, claim(1, "he would resign", "", 2, "he", "told"))

    assert found.claims == []


def test_a_statement_cannot_hold_somebody_elses_speech():
    text = "Ada Moor spoke first. “We did all we could,” Tom Weil said, and the town, Moor said, knows it."
    rows = [person(1, "Ada Moor"), person(2, "Tom Weil", 2), quote(1, 2, "", "said")]
    found = judged(text, *rows, claim(2, "We did all", "knows it", 1, "", "said"))

    assert found.claims == []
    assert "holds a quotation of Tom Weil" in " ".join(reasons(found))


@pytest.mark.parametrize("given", [[quote(1, 0)], [], [quote(1, 9, "", "said")], [quote(1, 2, "Weil", "said")]])
def test_words_in_marks_that_are_nobodys_are_nobodys_claim(given: list[QuoteRow]):
    text = "“The valves had never been tested,” it said. Ada Moor wept. “The mill sank in May,” Ada Moor said."
    rows = [person(1, "Ada Moor", 2), person(2, "Tom Weil"), *given, quote(2, 1, "", "said")]
    found = judged(text, *rows, claim(1, "The valves had", "been tested", 1), event(1, "tested", source=1))
    mine = judged(text, *rows, claim(3, "The mill sank", "in May", 1), event(3, "sank", source=1), event(1, "tested"))
    term = judged(text.replace("The valves had never been tested,", "tested"), *rows, event(1, "tested"))

    assert found.claims == found.events == []
    assert [reason for reason in reasons(found) if "given to nobody" in reason] == [
        "quotation 1 holds these words, and is given to nobody",
        "told in quotation 1, which is given to nobody, not by Ada Moor",
    ]
    assert [len(mine.claims), len(mine.events)] == [1, 1]
    assert "told in quotation 1, which is given to nobody, not by the article itself" in reasons(mine)
    assert len(term.events) == 1


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
