"""Grounding: whatever a model points at becomes a slice of the article, or is rejected with its reason."""

from __future__ import annotations

from random import Random

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
    sheet,
    spans,
)

from summarizer.ground import judge


def test_a_rejected_part_has_the_id_of_its_item():
    found = judged(
        FERRY, MOOR, COASTGUARD, WEIL,
        quote(1, 1, "captain Ada Moor", "whispered"), quote(2, 1, "", "told"),
        claim(6, "The harbour", "Monday", 1, cue="sang"), claim(6, "The harbour", "Monday", 1, cue="sang"),
        claim(1, "A fire", "Thursday", 9, cue="sang"), claim(1, "A fire", "on Thursday", 2, cue="said"),
        event(5, "arrested", "arrest", place="Nowhere"), event(1, "killed", "death", actors=["Xerxes"]),
        event(1, "sank", "accident", place="Nowhere"), event(1, "killed", "death", place="Nowhere"),
    )  # fmt: skip

    assert [(q.id, len(q.content)) for q in found.quotes] == [("q1", 2)]
    assert [(e.id, e.trigger.text) for e in found.events] == [("e1", "killed"), ("e2", "arrested")]
    assert [(c.id, c.claimant.name) for c in found.claims] == [("c1", "the coastguard"), ("c2", "Ada Moor")]
    assert [(r.kind, r.item_id) for r in found.rejected if r.kind != "role"] == [
        ("cue", "q1"), ("cue", "c2"), ("cue", None), ("claim", None), ("place", "e2"), ("actor", "e1"), ("event", None),
    ]  # fmt: skip


def test_gist_and_people_lead_the_summary():
    found = judged(FERRY, MOOR, COASTGUARD, WEIL, quote(1, 1), quote(2, 1), gist=[5, 1, 5, 77])

    assert [s.text[:6] for s in found.gist] == ["Police", "A fire"]
    assert [p.name for p in found.people] == ["the coastguard", "Ada Moor", "Tom Weil"]
    assert [m.text for m in found.people[1].mentions] == ["Ada Moor", "Moor"]
    assert found.people[1].role.text == "captain"


def test_an_empty_sheet_leaves_every_quotation_to_be_listed():
    assert len(judged(FERRY).rejected) == 2


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


def test_parts_that_stand_nowhere_are_listed():
    found = judged(
        FERRY, person(1, "Ada Moor", 2, role="admiral"), quote(1, 1, "", "whispered"), quote(2, 1), gist=[1, 40]
    )

    assert [(r.kind, r.answer.split(":")[0]) for r in found.rejected] == [
        ("cue", "whispered"),
        ("role", "Ada Moor"),
        ("gist", "40"),
    ]


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
