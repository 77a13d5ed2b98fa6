"""The steps reader: a parser reads what syntax decides, a small model is asked what it leaves open. English alone."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from summarizer import guard, settings
from summarizer.errors import AnswerError, LanguageError, ModelFileError
from summarizer.local.parser import fetch_parser
from summarizer.passage import Passage
from summarizer.question import Asker, Tally
from summarizer.readers.outcome import Progress, Read, together
from summarizer.readers.steps import ask, frames, merging, speech
from summarizer.readers.steps.around import Surroundings
from summarizer.readers.steps.events import Finder, lead_paragraph
from summarizer.readers.steps.gist import gist
from summarizer.readers.steps.names import Names
from summarizer.readers.steps.parse import Parse, load, parse
from summarizer.readers.steps.roles import Event
from summarizer.readers.steps.sheet import Sheet
from summarizer.reading import Reading

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read"]

_PARSING = threading.Lock()
"""A batch reads many articles at once, and one pipeline must not be used by two threads."""
LANGUAGE = "en"
"""The one language the pipeline and the word lists know."""


async def read(passage: Passage, asker: Asker, tally: Tally, progress: Progress | None = None) -> Read:
    """Read an article in steps; see `readers.read`."""
    language = passage.article.language
    if language not in (None, LANGUAGE):
        raise LanguageError(
            f"the article is in the language {language!r}, and the small reader reads English alone",
            hint="a larger model reads it: --model openai/gpt-5-mini, or a local 7B: --model local//path/to/file.gguf",
        )
    parser = await asyncio.to_thread(fetch_parser, settings.models_dir(), progress or _silent)
    name = repr(passage.article.path) if passage.article.path else "the article"
    parsed, names, found, spoken, stated = await guard.step(f"reading {name}", _candidates, passage, parser)
    failures = await _settle(parsed, names, [s for s in stated if s.name is None], asker, tally, progress)
    return Read(await guard.step(f"reading {name}", _sheet, parsed, names, found, spoken, stated), failures)


def _candidates(
    passage: Passage, parser: Path
) -> tuple[Parse, Names, list[frames.Frame], list[speech.Spoken], list[speech.Statement]]:
    parsed = _parsed(passage, parser)
    names = Names(parsed)
    found = frames.frames(parsed, names)
    return parsed, names, found, speech.speakers(parsed, names, found), speech.statements(parsed, names, found)


def _parsed(passage: Passage, folder: Path) -> Parse:
    try:
        with _PARSING:
            return parse(passage, load(folder))
    except ImportError:
        raise ModelFileError(
            "the small reader needs the extra `local`",
            hint='pip install ".[local]", or --reader whole with a larger model',
        ) from None


def _silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""


async def _settle(
    parsed: Parse, names: Names, left: list[speech.Statement], asker: Asker, tally: Tally, progress: Progress | None
) -> list[str]:
    """Ask whose a statement is where nothing says whom its pronoun means; without a usable answer it is left out."""
    failures: list[str] = []
    done = 0

    async def one(statement: speech.Statement) -> None:
        nonlocal done
        start, end = parsed.offsets[statement.start][0], parsed.offsets[statement.end - 1][1]
        asked = ask.source_question(parsed, names, start, end)
        if asked is not None:
            question, choices = asked
            try:
                statement.name = choices.get((await asker.ask(question, tally)).answer)
            except AnswerError as error:
                failures.append(f"claim in sentence {parsed.sentence(statement.start)}: {error.message}")
        done += 1
        if progress:
            progress("speaker", done, len(left))

    if progress and left:
        progress("speaker", 0, len(left))
    await together(*map(one, left))
    return failures


def _sheet(
    parsed: Parse, names: Names, found: list[frames.Frame], spoken: list[speech.Spoken], stated: list[speech.Statement]
) -> Reading:
    published = parsed.passage.article.published
    around = Surroundings(parsed, names, published)
    finder = Finder(parsed, names, found, around)
    told = [e for e in finder.find() if not parsed.passage.is_withdrawn(parsed.offsets[e.token.i][0])]
    events = merging.merged(told, names)
    denied = [range(c.start, c.end) for c in stated if c.stance == "denied"]
    for event in events:
        finder.roles.plain(event)
        if event.realis == "actual" and any(event.token.i in tokens for tokens in denied):
            event.realis = "negated"  # "He denied that the ship had sailed": it is not told as having happened
    lead = lead_paragraph(parsed)
    around.places.carry(events, lead)
    match = next((e.time for e in events if e.type == "sport" and e.time and parsed.paragraph(e.token.i) == lead), None)
    for event in events:  # what else is told of a match happened that day
        if event.type == "sport" and event.time is None and event.token.tag_ in ("VBD", "VBN"):
            event.time = match
    sheet = Sheet(parsed, names, around)
    rows = [sheet.event(e, _teller(e, found), published) for e in events]
    return Reading(
        gist=gist(parsed, rows),
        quotes=[sheet.quote(s) for s in spoken if s.settled],
        loose=[],
        claims=[sheet.claim(c) for c in stated if c.name],
        events=rows,
        people=sheet.people,
    )


def _teller(event: Event, found: list[frames.Frame]) -> frames.Frame | None:
    return next((f for f in found if f.name and event.token.i in f.content and f.kind != "call"), None)
