"""The sheets of an article's pieces put together: who is one person, what is one event."""

from __future__ import annotations

from typing import Any

import pytest
from sheets import claim, count, event, loose, person, quote, sheet, told

from summarizer.readers.merge import merged
from summarizer.reading import EventRow, Person


def events_of(*rows: EventRow) -> list[EventRow]:
    """One event row a piece."""
    return merged([sheet(row) for row in rows]).events


def people_of(*rows: Person) -> list[tuple[int, str, int, str]]:
    """One person a piece."""
    return [(p.number, p.name, p.sentence, p.role) for p in merged([sheet(row) for row in rows]).people]


@pytest.mark.parametrize("other", [{"kind": "accident"}, {"realis": "planned"}, {"date": "2025-01-02"}])
def test_events_of_another_type_reality_or_day_stay_apart(other: dict[str, Any]):
    one: dict[str, Any] = {"kind": "attack", "realis": "actual", "date": "2025-01-01", "actors": ["Ada Moor"]}

    assert len(events_of(event(1, "raid", **one), event(2, "raid", **one))) == 1
    assert len(events_of(event(1, "raid", **one), event(2, "raid", **(one | other)))) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"actors": ["Ada Moor"]}, {"actors": ["Moor"]}, True),
        ({"actors": ["Ada Moor"]}, {"targets": ["Moor"]}, True),
        ({"targets": ["the mill"]}, {"targets": ["mill"]}, True),
        ({"actors": ["Ada Moor"]}, {"actors": ["Tom Weil"]}, False),
        ({}, {}, False),
    ],
)
def test_events_are_one_where_they_share_somebody(one: dict, other: dict, same: bool):
    assert len(events_of(event(1, "sold", **one), event(2, "bought", **other))) == (1 if same else 2)


def test_events_are_one_where_one_word_names_both():
    assert len(events_of(event(1, "Raid"), event(2, "raid"))) == 1


def test_an_event_told_again_keeps_where_it_is_told_and_gains_what_it_lacked():
    first = event(1, "raid", more=[told(2, "raid")])
    again = event(
        30, "Raid", more=[told(2, "attack"), told(31, "it")], actors=["Moor"], targets=["the mill"], place="Brun",
        counts=[count("dead", "two", 2)], time="Monday",
    )  # fmt: skip
    (found,) = events_of(first, again)

    assert (found.sentence, found.word) == (1, "raid")
    assert found.more == [told(2, "raid"), told(30, "Raid"), told(31, "it")]
    assert (found.actors, found.targets, found.place) == (["Moor"], ["the mill"], "Brun")
    assert found.counts == [count("dead", "two", 2)]


def test_an_event_told_again_changes_nothing_it_had():
    first = event(1, "raid", actors=["c"], targets=["a"], place="Brun", counts=[count("dead", "two", 2)])
    again = event(1, "raid", actors=["d"], targets=["b"], place="Arlen", counts=[count("dead", "nine", 9)])
    (found,) = events_of(first, again)

    assert found == first


def test_a_third_telling_joins_the_event_it_tells_and_not_the_first_one():
    rows = [
        event(1, "raid", actors=["Ada"]), event(2, "blast", "attack"), event(3, "fire", actors=["Tom"]),
        event(4, "blaze", actors=["Tom"]),
    ]  # fmt: skip
    found = events_of(*rows)

    assert [(e.word, [t.word for t in e.more]) for e in found] == [("raid", []), ("blast", []), ("fire", ["blaze"])]


def test_the_fullest_name_wins_and_the_number_stays():
    assert people_of(person(4, "Moor", 2), person(7, "Ada Moor", 30)) == [(1, "Ada Moor", 30, "")]
    assert people_of(person(1, "Ada Moor", 2), person(1, "Moor", 30)) == [(1, "Ada Moor", 2, "")]


def test_a_role_is_taken_over_only_with_the_sentence_it_stands_in():
    with_role = person(1, "Ada Moor", 30, role="mayor")

    assert people_of(person(1, "Ada Moor", 2), with_role) == [(1, "Ada Moor", 30, "mayor")]
    assert people_of(person(1, "Ada Moor", 2, role="judge"), with_role) == [(1, "Ada Moor", 2, "judge")]
    assert people_of(person(1, "Ada Moor", 2), person(1, "Moor", 30, role="mayor")) == [(1, "Ada Moor", 2, "")]
    assert people_of(person(1, "Ada Moor", 2), person(1, "Moor", 2, role="mayor")) == [(1, "Ada Moor", 2, "mayor")]
    assert people_of(person(1, "Moor", 30, role="judge"), person(1, "Ada Moor", 30)) == [(1, "Ada Moor", 30, "judge")]
    assert people_of(person(1, "Moor", 2, role="judge"), with_role) == [(1, "Ada Moor", 30, "mayor")]


def test_every_row_keeps_its_person_under_the_new_number():
    first = sheet(person(1, "Tom Weil"), quote(4, 1), loose(1, "a", "b", 1), claim(1, "a", "b", 1), gist=[1])
    other = sheet(
        person(4, "Ada Moor"), quote(1, 4), loose(2, "a", "b", 4), claim(3, "a", "b", 4), event(4, "sold", source=4),
        quote(2, 0), quote(3, 9), gist=[30],
    )  # fmt: skip
    found = merged([first, other])

    assert [(p.number, p.name) for p in found.people] == [(1, "Tom Weil"), (2, "Ada Moor")]
    assert [q.person for q in found.quotes] == [1, 2, 0, 0]
    assert [row.person for row in found.loose] == [row.person for row in found.claims] == [1, 2]
    assert found.events[0].source == 2
    assert found.gist == [1]


def test_no_sheets_give_an_empty_one():
    assert merged([]) == sheet()
