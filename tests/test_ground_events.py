"""Grounding of events: roles, dates, counts and flags are held against the words they are given for."""

from __future__ import annotations

import pytest
from sheets import COASTGUARD, FERRY, MOOR, WEIL, count, event, judged, person, quote, reasons, told

from summarizer.ground.counts import number_stands


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


def test_supporters_of_somebody_are_not_that_person():
    text = "Supporters of Ada Moor stormed the hall. Minister Ada Moor left."
    row = event(1, "stormed", "attack", actors=["Supporters of Ada Moor"])
    other = event(2, "left", "movement", actors=["Minister Ada Moor"])
    found = judged(text, person(1, "Ada Moor"), row, other)

    assert [e.actors[0].name for e in found.events] == ["Supporters of Ada Moor", "Ada Moor"]


def test_an_event_told_by_somebody_unnamed_is_refused():
    found = judged(FERRY, event(1, "fire", source=9))

    assert found.events == []
    assert "who tells it is not named" in reasons(found)[-1]


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("actors", ["Boris Krall"], "actor"), ("targets", ["the mayor"], "target"), ("place", "Norland", "place"),
        ("time", "yesterday", "time"), ("more", [told(2, "blaze")], "telling"),
        ("counts", [count("dead", "nine divers", 9)], "count"), ("counts", [count("dead", "at least seven", -7)], "count"),
    ],
)  # fmt: skip
def test_what_an_event_goes_without_is_listed(field, value, kind):
    found = judged(FERRY, event(1, "fire", "disaster", **{field: value}))

    assert len(found.events) == 1
    assert [r.kind for r in found.rejected if r.kind != "quote"] == [kind]
    words = {"count": lambda: f"{value[0].value} dead, {value[0].words!r}", "telling": lambda: value[0].word}
    assert found.rejected[-1].answer == f"disaster: fire: {words.get(kind, lambda: ''.join(value))()}"


def test_a_date_that_is_none_is_listed():
    found = judged(FERRY, event(1, "fire", time="Thursday", date="2025-02-30"))

    assert [(r.kind, r.reason) for r in found.rejected if r.kind != "quote"] == [("time", "is no date")]


def test_the_first_count_of_a_kind_stands():
    text = "The crash killed 21 people in Brun; 24 people, the mayor said."
    rows = [count("dead", "21 people", 21), count("dead", "24 people", 24), count("injured", "24 people", 24)]
    found = judged(text, event(1, "crash", "accident", counts=rows))

    assert (found.events[0].casualties.dead.value, found.events[0].casualties.injured.value) == (21, 24)
    assert reasons(found) == ["a second count of the same"]


@pytest.mark.parametrize(
    ("value", "words", "stands"),
    [
        (5000, "two men", False), (2, "two men", True), (3, "a mother and her two children", True),
        (22, "twenty-two people", True), (200, "two hundred people", True), (30, "some thirty people", True),
        (1, "a 52-year-old man", True), (1, "the driver, 52", True), (52, "at least 52", True), (8, "3.5 of 9 people", False),
        (15, "one of the men", False),
    ],
)  # fmt: skip
def test_numbers_in_words_and_ages_are_held_too(value, words, stands):
    assert number_stands(value, words) is stands


def test_two_rows_of_one_word_are_one_event():
    rows = [event(1, "fire", "disaster", place="Brun"), event(1, "fire", "disaster", place="Norland")]
    found = judged(FERRY, *rows)

    assert [e.place.name for e in found.events] == ["Brun"]
    assert all(r.kind == "quote" for r in found.rejected)
    assert len(judged(FERRY, *rows[:1], event(1, "fire", "accident")).events) == 2


def test_the_evidence_of_an_endless_sentence_is_what_stands_around_the_word():
    text = (
        "There was rain, " + "and rain, " * 400 + "and then a fire broke out " + "and it burned, " * 400 + "they said."
    )
    found = judged(text, event(1, "fire", "disaster")).events[0]

    assert 600 < len(found.evidence[0].text) < 1300
    assert "then a fire broke out" in found.evidence[0].text
    assert found.evidence[0].text.split()[0] in ("and", "rain,")
    assert found.description == found.evidence[0].text.strip()
    assert judged(FERRY, event(1, "fire")).events[0].evidence[0].text.startswith("A fire on the ferry Lena")


def test_the_sentences_that_tell_an_event_are_looked_through_first():
    text = "A fire broke out. Brun was calm. The blaze reached Brun. Nobody in Brun was hurt."
    found = judged(text, event(1, "fire", "disaster", place="Brun", more=[told(3, "blaze")])).events[0]

    assert found.place.span.start == text.index("Brun. Nobody")


@pytest.mark.parametrize("lead", ["", "It rained all day in Brun. "])
def test_evidence_that_is_cut_begins_with_its_sentence_where_that_is_near(lead):
    text = lead + "Then a fire broke out " + "and it burned, " * 100 + "they said."
    found = judged(text, event(2 if lead else 1, "fire", "disaster")).events[0].evidence[0]

    assert found.start == len(lead)
    assert found.text.split()[-1] in ("and", "it", "burned,")
    assert 600 < found.end - text.index("fire") <= 604
