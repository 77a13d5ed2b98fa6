"""Grounding: whatever a model points at becomes a slice of the article, or is rejected with its reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheets import claim, count, event, judged, loose, passage, person, quote, sheet, told

from summarizer.ground import judge
from summarizer.ground.events import number_stands

FERRY = (
    "A fire on the ferry Lena killed at least seven sailors off Brun on Thursday, the coastguard said.\n\n"
    "“We lost everything,” captain Ada Moor told Radio Brun. “Nobody came to help.”\n\n"
    "She denied that the alarm had been switched off. Police arrested Tom Weil, an engineer.\n\n"
    "The harbour, Moor said, would open again on Monday. Weil was not charged."
)
MOOR, COASTGUARD, WEIL = (
    person(1, "Ada Moor", 2, role="captain"),
    person(2, "the coastguard", 1, "organization"),
    person(3, "Tom Weil", 5),
)


def reasons(found) -> list[str]:
    return [r.reason for r in found.rejected]


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


def test_other_speakers_are_never_joined():
    text = "“We lost it,” said Ada Moor, “all of it.”"
    found = judged(text, person(1, "Ada Moor"), person(2, "Ada"), quote(1, 1, "Ada Moor", "said"), quote(2, 2))

    assert [q.speaker.name for q in found.quotes] == ["Ada Moor", "Ada"]


def test_words_of_nobody_are_listed_as_rejected():
    found = judged(FERRY, MOOR, quote(1, 0), quote(2, 1))

    assert [q.content[0].text for q in found.quotes] == ["Nobody came to help."]
    assert "nobody's words" in reasons(found)[0]


def test_a_speaker_whom_the_article_does_not_name_is_refused():
    found = judged(FERRY, person(1, "Boris Krall"), quote(1, 1, "", "told"), quote(2, 1))

    assert found.quotes == []
    assert reasons(found) == ["the speaker is not named in the article"] * 2


def test_a_quotation_without_a_row_is_listed():
    found = judged(FERRY, MOOR, quote(1, 1))

    assert "did not say whose words" in reasons(found)[0]


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

    assert found.quotes[0].content[0].text == "I would sail tomorrow, she said, and I will"


def test_words_without_marks_inside_a_numbered_quotation_are_not_given_twice():
    found = judged(FERRY, MOOR, quote(1, 1), quote(2, 1), loose(2, "We lost everything", "", 1))

    assert [q.content[0].text for q in found.quotes] == ["We lost everything", "Nobody came to help."]


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
    assert "quotation of Ada Moor, not of Tom Weil" in " ".join(reasons(found)) or "nothing near" in " ".join(
        reasons(found)
    )


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


def test_an_event_with_its_roles():
    row = event(
        1, "fire", "disaster", targets=["sailors"], place="Brun", time="Thursday", date="2025-08-28",
        counts=[count("dead", "at least seven sailors", 7, "at_least")], source=2, more=[told(5, "arrested")],
    )  # fmt: skip
    found = judged(FERRY, COASTGUARD, row).events[0]

    assert found.trigger.text == "fire"
    assert [m.text for m in found.mentions] == ["fire", "arrested"]
    assert found.place.name == "Brun"
    assert (found.time.mention.text, found.time.value, found.time.precision) == ("Thursday", "2025-08-28", "day")
    assert (found.casualties.dead.value, found.casualties.dead.qualifier) == (7, "at_least")
    assert found.attributed_to.name == "the coastguard"


def test_an_actor_is_named_as_fully_as_the_article_does():
    found = judged(FERRY, MOOR, WEIL, event(5, "arrested", "arrest", actors=["Police"], targets=["Weil"])).events[0]

    assert [(m.name, m.span.text) for m in found.actors + found.targets] == [("Police", "Police"), ("Tom Weil", "Weil")]


@pytest.mark.parametrize(
    ("field", "value"),
    [("actors", ["Boris Krall"]), ("targets", ["the mayor"]), ("place", "Norland"), ("time", "yesterday")],
)
def test_a_role_whose_words_the_article_does_not_have_is_left_out(field, value):
    found = judged(FERRY, event(5, "arrested", "arrest", **{field: value}, date="2025-09-01")).events[0]

    assert found.actors == found.targets == []
    assert found.place is found.time is None


def test_a_trigger_that_is_not_in_its_sentence_rejects_the_event():
    found = judged(FERRY, event(1, "arrested", "arrest"))

    assert found.events == []
    assert "'arrested' is not in sentence 1" in reasons(found)[-1]


@pytest.mark.parametrize("given", ["last week", "2025-02-30", "0000", "2025-W60", "2025-13"])
def test_a_date_that_is_none_is_null(given):
    found = judged(FERRY, event(1, "fire", time="Thursday", date=given)).events[0]

    assert (found.time.value, found.time.precision) == (None, "unknown")


def test_a_number_that_its_words_do_not_hold_is_left_out_and_flagged():
    text = "The crash killed 21 people in Brun on Monday."
    found = judged(text, event(1, "crash", "accident", counts=[count("dead", "21 people", 12)])).events[0]

    assert found.casualties is None
    assert found.flags == ["number_not_in_words"]


@pytest.mark.parametrize(
    ("value", "words", "stands"),
    [
        (21, "21 people", True), (12, "21 people", False), (5, "2 soldiers and 3 guides", True), (3, "a soldier, a guide and a cook", True),
        (1200, "1,200 birds", True), (1200, "1 200 birds", True), (200, "1,200 birds", False), (2_000_000, "2 million", True),
        (7, "9" * 5000, False),
    ],
)  # fmt: skip
def test_numbers_are_held_against_their_words(value, words, stands):
    assert number_stands(value, words) is stands


def test_an_event_inside_a_quotation_is_told_by_its_speaker():
    rows = [MOOR, WEIL, quote(1, 1, "captain Ada Moor", "told"), quote(2, 1)]
    found = judged(FERRY, *rows, event(2, "lost", "other"))
    other = judged(FERRY, *rows, event(2, "lost", "other", source=3))

    assert found.events[0].attributed_to.name == "Ada Moor"
    assert other.events == []
    assert "told in a quotation of Ada Moor, not by Tom Weil" in reasons(other)


@pytest.mark.parametrize(
    ("text", "row", "flag"),
    [
        ("The mill was not sold on Monday.", event(1, "sold", "transaction"), "negation_dropped"),
        ("Officials said on Monday that they didn’t close the bridge in Brun.", event(1, "close", "closure"), "negation_dropped"),
        ("The mill was sold on Monday to Ada Moor.", event(1, "sold", "transaction", "negated"), "negation_not_in_words"),
        ("Tom Weil stands trial over an attack on Ada Moor.", [event(1, "attack", "attack", actors=["Tom Weil"]), event(1, "trial", "trial", targets=["Tom Weil"])], "accused_as_actor"),
        ("Rebels attacked the town of Brun in 1642, a study says.", event(1, "attacked", "attack", time="1642", date="1642"), "long_ago"),
    ],
)  # fmt: skip
def test_checks_flag_what_something_else_speaks_against(text, row, flag):
    rows = row if isinstance(row, list) else [row]

    assert any(flag in e.flags for e in judged(text, *rows).events)


@pytest.mark.parametrize(
    ("time", "given", "realis", "flags"),
    [
        ("Thursday", "2025-08-28", "actual", []),  # published on a Wednesday
        ("Thursday", "2025-09-04", "planned", []),
        ("Thursday", "2025-08-21", "actual", ["date_disagrees"]),
        ("Thursday", "2025-08", "actual", []),
        ("Thursday", "2025-W35", "actual", []),
        ("Thursday", "2025-W36", "actual", ["date_disagrees"]),
        ("Thursday", "", "actual", []),
    ],
)
def test_a_date_is_held_against_its_words(time, given, realis, flags):
    text = "The mill in Brun was sold to Ada Moor on Thursday, the mayor said."

    assert judged(text, event(1, "sold", "transaction", realis, time=time, date=given)).events[0].flags == flags


def test_names_are_found_where_no_space_parts_words():
    text = "镇长苏梅表示，磨坊将关闭。苏梅还说，水位很高。"
    found = judged(text, person(1, "苏梅"), claim(1, "磨坊将关闭", "", 1, "", "表示", "promised"))

    assert [c.claimant.name for c in found.claims] == ["苏梅"]
    assert len(found.people[0].mentions) == 2


def test_an_organization_is_not_arrested():
    text = "Officers of the Brun police arrested Tom Weil on Monday."
    police = person(1, "the Brun police", 1, "organization")

    assert judged(text, police, event(1, "arrested", "arrest", targets=["the Brun police"])).events[0].flags == [
        "organization_arrested"
    ]
    assert judged(text, police, event(1, "arrested", "arrest", targets=["Tom Weil"])).events[0].flags == []


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("The mill was sold on Monday, and nobody was hurt.", event(1, "sold", "transaction")),
        ("The court denied the appeal; the mill was sold.", event(1, "sold", "transaction")),
        ("The mill was not sold on Monday.", event(1, "sold", "transaction", "negated")),
        ("Rebels attacked the town of Brun in 1999.", event(1, "attacked", "attack", time="1999", date="1999")),
    ],
)
def test_checks_are_silent_where_nothing_is_wrong(text, row):
    assert judged(text, row).events[0].flags == []


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


def test_supporters_of_somebody_are_not_that_person():
    text = "Supporters of Ada Moor stormed the hall. Minister Ada Moor left."
    row = event(1, "stormed", "attack", actors=["Supporters of Ada Moor"])
    other = event(2, "left", "movement", actors=["Minister Ada Moor"])
    found = judged(text, person(1, "Ada Moor"), row, other)

    assert [e.actors[0].name for e in found.events] == ["Supporters of Ada Moor", "Ada Moor"]


def test_a_last_name_that_two_people_share_names_neither():
    text = "Jill Moor and Joe Moor met in Brun. Moor spoke."
    found = judged(text, person(1, "Jill Moor"), person(2, "Joe Moor"))

    assert [[m.text for m in p.mentions] for p in found.people] == [["Jill Moor"], ["Joe Moor"]]


def test_an_event_told_by_somebody_unnamed_is_refused():
    found = judged(FERRY, event(1, "fire", source=9))

    assert found.events == []
    assert "who tells it is not named" in reasons(found)[-1]


def test_two_people_of_one_number_are_nobody():
    found = judged(FERRY, MOOR, person(1, "Tom Weil", 5), quote(1, 1, "", "told"), quote(2, 1))

    assert found.quotes == []
    assert "two people of number 1" in found.rejected[0].answer


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
