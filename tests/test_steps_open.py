"""What the steps reader asks a model, what it tells meanwhile, and where it finds the lead."""

from __future__ import annotations

import asyncio
import sys

import pytest

from summarizer.article import Article
from summarizer.errors import InvalidAnswerError, LanguageError, ModelFileError
from summarizer.local.parser import fetch_parser
from summarizer.passage import cut
from summarizer.question import Tally
from summarizer.readers import steps
from summarizer.readers.steps.events import lead_paragraph
from summarizer.readers.steps.parse import load, parse

OPEN = (
    "The storm sank the ferry Aurelia on Friday, and the harbour office closed the quay.\n\n"
    "She said the ferry would never sail again. They said that the quay was full of old wood."
)


class Office:
    """Chooses the harbour office, and keeps the tally it was handed; one question in two fails where told so."""

    name = "made-up/model"

    def __init__(self, fails: bool = False) -> None:
        self.asked, self.tallies, self.fails = [], [], fails

    async def ask(self, question, tally):
        self.asked.append(question)
        self.tallies.append(tally)
        if self.fails and len(self.asked) == 1:
            raise InvalidAnswerError("no usable answer")
        return question.answer(answer="harbour office")


@pytest.fixture
def read(parser_at, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))

    def reading(text, asker, tally, progress=None):
        return asyncio.run(steps.read(cut(Article.from_text(text)), asker, tally, progress))

    return reading


def test_each_open_statement_is_asked_about_and_progress_is_told(read):
    asker, tally, told = Office(), Tally(), []
    found = read(OPEN, asker, tally, lambda what, done, total: told.append((what, done, total)))
    assert told == [("speaker", 0, 2), ("speaker", 1, 2), ("speaker", 2, 2)]
    assert asker.tallies == [tally, tally]
    assert found.failures == []
    marked = [q.user.split("[[")[1].split("]]")[0] for q in asker.asked]
    assert marked == ["the ferry would never sail again", "the quay was full of old wood"]
    assert [found.reading.people[c.person - 1].name for c in found.reading.claims] == ["harbour office"] * 2


def test_a_question_that_fails_is_told_and_the_next_is_asked_all_the_same(read):
    told = []
    found = read(OPEN, Office(fails=True), Tally(), lambda *where: told.append(where))
    assert found.failures == ["claim in sentence 2: no usable answer"]
    assert [c.first for c in found.reading.claims] == ["the quay was"]
    assert told[-1] == ("speaker", 2, 2)


def test_where_nothing_is_open_nothing_is_asked_or_told(read):
    asker, told = Office(), []
    read("Mara Lind said that the ship was old.", asker, Tally(), lambda *where: told.append(where))
    assert (asker.asked, told) == ([], [])


def test_another_language_and_a_missing_library_are_told_with_what_to_type(read, monkeypatch):
    with pytest.raises(LanguageError) as caught:
        read(
            "Trois mineurs ont été tués mardi dans l'effondrement d'un puits, a annoncé l'exploitant.",
            Office(),
            Tally(),
        )
    assert caught.value.message == "the article is in the language 'fr', and the small reader reads English alone"
    assert caught.value.hint == (
        "a larger model reads it: --model openai/gpt-5-mini, or a local 7B: --model local//path/to/file.gguf"
    )
    load.cache_clear()
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ModelFileError) as missing:
        read(OPEN, Office(), Tally())
    assert missing.value.message == "the small reader needs the extra `local`"
    assert missing.value.hint == 'pip install ".[local]", or --reader whole with a larger model'


FIRE = "A fire at a paper mill in Velby killed two workers on Monday"


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (f"{FIRE}.", 0),
        (f"{FIRE}!\n\nNobody else was hurt.", 0),
        (f"Two died in a fire on Monday.\n\n{FIRE}.", 1),
        (f"Two men died in a fire on Monday.\n\n{FIRE}.", 0),
        ("“The fire at the mill was a shock for us”\n\nNobody was hurt at all.", 0),
        ("The fire at the mill in Velby\n\nA shock for the whole of the town", 0),
    ],
)
def test_the_lead_is_the_first_paragraph_of_running_text(parser_at, text, lead):
    parsed = parse(cut(Article.from_text(text, title="")), load(fetch_parser(parser_at, lambda *_: None)))
    assert lead_paragraph(parsed) == lead
