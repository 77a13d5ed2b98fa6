"""What the steps reader asks a model, what it tells meanwhile, and where it finds the lead."""

from __future__ import annotations

import asyncio
import sys

import pytest

from summarizer import guard, prompt
from summarizer.article import Article
from summarizer.errors import InvalidAnswerError, LanguageError, ModelFileError
from summarizer.local.parser import fetch_parser
from summarizer.passage import cut
from summarizer.question import Tally
from summarizer.readers import steps
from summarizer.readers.steps.ask import source_question
from summarizer.readers.steps.events import lead_paragraph
from summarizer.readers.steps.names import Names
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


def test_where_nobody_near_could_be_chosen_nobody_is_asked(read):
    told, asker = [], Office()
    text = "She said that the ferry would sink. The storm was long and it was cold."
    found = read(text, asker, Tally(), lambda *where: told.append(where))
    assert (asker.asked, found.failures, found.reading.claims) == ([], [], [])
    assert told == [("speaker", 0, 1), ("speaker", 1, 1)]
    assert read(OPEN, Office(), Tally()).reading.claims  # and nobody need be told


def test_how_far_the_parser_is_fetched_is_told_where_anybody_listens(parser_at, read, monkeypatch):
    def fetched(_, progress):
        progress("parser", 1, 2)
        return fetch_parser(parser_at, progress)

    told = []
    monkeypatch.setattr(steps, "fetch_parser", fetched)
    text = "Mara Lind said that the ship was old."
    read(text, Office(), Tally(), lambda *where: told.append(where))
    assert told == [("parser", 1, 2)]
    assert read(text, Office(), Tally()).failures == []


@pytest.mark.parametrize(("path", "name"), [(None, "the article"), ("a.txt", "'a.txt'")])
def test_work_that_may_take_too_long_is_named_by_its_article(parser_at, monkeypatch, path, name):
    steps_taken, step = [], guard.step

    async def noted(what, *work):
        steps_taken.append(what)
        return await step(what, *work)

    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    monkeypatch.setattr(guard, "step", noted)
    passage = cut(Article.from_text("Mara Lind said that the ship was old.", path=path))
    asyncio.run(steps.read(passage, Office(), Tally()))
    assert steps_taken == [f"reading {name}"] * 2


QUIET = "One old grey mill stood there."


@pytest.mark.parametrize(
    ("title", "text", "chosen"),
    [
        (
            "Otto Falk’s ferry sinks off Velby",
            "Otto Falk was a quiet baker. / The ferry Aurelia sank off Velby.",
            [1, 2],
        ),
        ("Storm and Snow", "The ferry Aurelia sank off Velby. / Police arrested Otto Falk in Hollund.", [1]),
        (
            "Baker’s ferry sank",
            "The old baker had grey eyes. / The baker had a ferry. / The grey ferry Aurelia sank at once off Velby.",
            [1, 3],
        ),
        (
            "Otto Falk: the one there",
            "Otto Falk was a quiet baker. / The one there sold wooden boats to Nora Brandt.",
            [1],
        ),
        (
            "Otto Falk: 12 34 56",
            "Otto Falk was a quiet baker. / Nora Brandt sold 12 boats, 34 old ships, 56 canoes.",
            [1],
        ),
        ("The baker of old", f"{QUIET} / {QUIET} / A new baker lives in Velby now.", [1]),
        ("OTTO FALK SINKS BOAT", f"{QUIET} / {QUIET} / Otto Falk sank an old Boat.", [3]),
        ("Falk sinks old Velby ferry", f"{f'{QUIET} / ' * 5}Falk sank an old Velby ferry.", [1, 6]),
        ("Falk sinks old Velby ferry", f"{f'{QUIET} / ' * 6}Falk sank an old Velby ferry.", [1]),
        (
            "Ferry sinks",
            "It rained. / The snow fell 12 days. / The dark night was cold. / The ferry of Otto Falk sank.",
            [4],
        ),
        ("Ferry sinks", "It rained. / Snow fell. / It snowed.", [1]),
        (
            "",
            "Correction: An earlier version said that Otto Falk sank the ferry Aurelia. / It rained. / It snowed.",
            [2],
        ),
        ("", "Correction: An earlier version said that Otto Falk sank the ferry Aurelia.", [1]),
        (
            "Falk ferry",
            "The ferry Aurelia sank. / Otto Falk sold a ferry. / Otto Falk built one ferry himself.",
            [2, 3],
        ),
        (
            "Snow hits mill",
            "A fire killed two workers at a mill in Velby. / The mill made brown paper. / The fire killed both before the snow hit.",
            [1, 3],
        ),
    ],
)
def test_the_gist_is_what_the_headline_names_and_what_tells_news_near_the_top(read, title, text, chosen):
    passage = cut(Article.from_text(text.replace(" / ", "\n\n"), title=title))
    assert asyncio.run(steps.read(passage, Office(), Tally())).reading.gist == chosen


@pytest.mark.parametrize(
    ("text", "shown", "choices"),
    [
        (
            "Ann Falk slept. / Officials met Ola Berg. / It rained. / The snow fell. / Nobody spoke there. / "
            "She said [[police were late. Tom Weil was ill]]. / Sarn Bank fell. / Mara Lind left.",
            "Officials met Ola Berg. It rained. The snow fell. Nobody spoke there. "
            "She said [[police were late. Tom Weil was ill]]. Sarn Bank fell.",
            "Officials | Ola Berg | Sarn Bank",
        ),
        (
            "Ann Falk, Tom Weil, Ola Berg, Jon Rask, Lena Dahl, Nora Brandt, Karl Braun and Mara Lind slept. / "
            "She said [[the ferry would sail]], but Otto Falk did not.",
            "Ann Falk, Tom Weil, Ola Berg, Jon Rask, Lena Dahl, Nora Brandt, Karl Braun and Mara Lind slept. "
            "She said [[the ferry would sail]], but Otto Falk did not.",
            "Tom Weil | Ola Berg | Jon Rask | Lena Dahl | Nora Brandt | Karl Braun | Mara Lind | Otto Falk",
        ),
        (
            "A teacher was arrested. / The crew of the Lind Marine boat slept at Ann Falk's house. / “Ola Berg is ill,” a man "
            "said. / She said [[the ferry would sail]], and a spokesman agreed. / The board met a nurse.",
            "A teacher was arrested. The crew of the Lind Marine boat slept at Ann Falk's house. “Ola Berg is ill,” a man "
            "said. She said [[the ferry would sail]], and a spokesman agreed. The board met a nurse.",
            "teacher | crew of the Lind Marine boat | Ann Falk | man | spokesman | board",
        ),
        (
            "He saw [[the ferry]] in Velby. / Karl Braun slept.",
            "He saw [[the ferry]] in Velby. Karl Braun slept.",
            "Karl Braun",
        ),
        ("She said [[the ferry would sail]]. / The storm was long.", "", ""),
    ],
)
def test_a_question_shows_five_sentences_before_and_one_after_and_who_speaks_near(parser_at, text, shown, choices):
    plain = text.replace(" / ", "\n\n")
    start, end = plain.index("[["), plain.index("]]") - 2
    article = Article.from_text(plain.replace("[[", "").replace("]]", ""), title="")
    parsed = parse(cut(article), load(fetch_parser(parser_at, lambda *_: None)))
    asked = source_question(parsed, Names(parsed), start, end)
    assert (asked is None) == (not choices)
    if asked is not None:
        question, names = asked
        assert question.user == f"Passage:\n{shown}\nWhose words are these?\nList: nobody | {choices}"
        assert {text: name.text for text, name in names.items()} == {n: n for n in choices.split(" | ")}
        assert question.system == prompt.fill("speaker", "system")
        assert (question.task, question.max_tokens, question.article) == ("speaker", 60, article.id)
        assert question.answer.options == ("nobody", *names)
