"""Grounding of names: which words stand for whom, and which for nobody."""

from __future__ import annotations

from typing import Any

import pytest
from sheets import FERRY, MOOR, claim, event, judged, person, quote, reasons

from summarizer.ground.people import MOST_MENTIONS
from summarizer.passage import locate


def test_names_are_found_where_no_space_parts_words():
    text = "镇长苏梅表示，磨坊将关闭。苏梅还说，水位很高。"
    found = judged(text, person(1, "苏梅"), claim(1, "磨坊将关闭", "", 1, "", "表示", "promised"))

    assert [c.claimant.name for c in found.claims] == ["苏梅"]
    assert len(found.people[0].mentions) == 2


def test_a_last_name_that_two_people_share_names_neither():
    text = "Jill Moor and Joe Moor met in Brun. Moor spoke."
    found = judged(text, person(1, "Jill Moor"), person(2, "Joe Moor"))

    assert [[m.text for m in p.mentions] for p in found.people] == [["Jill Moor"], ["Joe Moor"]]


def test_a_person_the_article_does_not_name_is_nobody():
    found = judged(FERRY, person(1, "Boris Krall"), person(2, " "))

    assert found.people == []


def test_two_people_of_one_number_are_nobody():
    found = judged(FERRY, MOOR, person(1, "Tom Weil", 5), quote(1, 1, "", "told"), quote(2, 1))

    assert found.quotes == []
    assert "two people of number 1" in found.rejected[0].answer


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


@pytest.mark.parametrize(("name", "called"), [("Tom Weil Jr.", "Weil"), ("Tom Weil III", "Weil"), ("Ada Moor", "Moor")])
def test_a_person_is_called_by_the_last_name(name, called):
    text = f"{name} met the mayor.\n\n{called} said that the mill was old."
    found = judged(text, person(1, name), claim(2, "the mill was", "old", 1))

    assert found.claims[0].claimant.mention.text == called
    assert [m.text for m in found.people[0].mentions] == [name, called]


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
