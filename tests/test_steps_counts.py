"""How exact a count of the dead or injured is, as the steps reader reads it."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from summarizer.article import Article
from summarizer.errors import InvalidAnswerError
from summarizer.passage import cut
from summarizer.question import Tally
from summarizer.readers import steps


class Silent:
    """A model that answers nothing: what a count says hangs on no model."""

    name = "made-up/model"

    async def ask(self, question, tally):
        raise InvalidAnswerError("no usable answer")


@pytest.mark.parametrize(
    ("words", "value", "qualifier"),
    [
        ("Up to 12 people", 12, "up_to"), ("As many as 12 people", 12, "up_to"), ("At least 12 people", 12, "at_least"),
        ("More than 12 people", 12, "at_least"), ("About 12 people", 12, "about"), ("Nearly 12 people", 12, "about"),
        ("Twelve people", 12, "exactly"), ("12 people", 12, "exactly"),
    ],
)  # fmt: skip
def test_a_limit_is_not_read_as_a_number(parser_at, monkeypatch, words, value, qualifier):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    article = Article.from_text(f"{words} were killed in a fire in Velby on Monday.", published=date(2025, 9, 3))
    found = asyncio.run(steps.read(cut(article), Silent(), Tally())).reading

    assert [(c.what, c.value, c.qualifier) for e in found.events for c in e.counts] == [("dead", value, qualifier)]
