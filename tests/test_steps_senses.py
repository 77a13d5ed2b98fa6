"""Words of two senses, sources without a name, and what a denial reaches; every sentence is made up here."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from inprocess import nobody

from summarizer.article import Article
from summarizer.passage import cut
from summarizer.question import Tally
from summarizer.readers import steps


@pytest.fixture
def read(parser_at, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))

    def reading(text: str):
        article = Article.from_text(text, published=date(2025, 9, 3))
        return asyncio.run(steps.read(cut(article), nobody(), Tally())).reading

    return reading


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("A bus strike has been called for May 2 by the drivers' union.", ["strike"]),
        ("Teachers struck over pay on Monday in Velby.", ["strike"]),
        ("Air France pilots began a strike over pay on Monday. The army drove the buses of Velby.", ["strike"]),
        ("The hospital said three patients had died during the nurses' strike on Monday.", ["death"]),
        ("The teachers of Velby struck a deal with the ministry on Tuesday.", ["agreement"]),
        ("A strike on a bus in Velby killed three drivers on Monday.", ["attack"]),
        ("Missiles flew on Monday. The army struck the town of Sarn on Friday.", ["attack"]),
    ],
)
def test_a_strike_of_workers_is_no_attack(read, text, types):
    assert [e.type for e in read(text).events if e.type != "movement"] == types


def test_a_denial_does_not_take_the_next_sentence(read):
    found = read(
        "Carl Abara denies having said so. A recording heard by the Post has him saying, "
        '"If this goes on, the harbour will close before the winter."'
    )

    assert [c for c in found.claims if c.stance == "denied"] == []


def test_a_name_begins_with_no_question_word(read):
    found = read("The Red Cross handed out blankets and what one volunteer called “the longest breakfast in town.”")

    assert [(p.name, p.kind) for p in found.people] == [("one volunteer", "person")]


def test_who_asks_not_to_be_named_is_anonymous(read):
    found = read("A shift supervisor, who asked not to be named, said an alarm had sounded before the explosion.")

    assert [(p.name, p.kind) for p in found.people] == [("shift supervisor", "anonymous")]
