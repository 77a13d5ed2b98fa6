"""The steps reader: a parser reads what syntax decides, a small model is asked what it leaves open. English alone."""

from __future__ import annotations

from pathlib import Path

from summarizer.passage import Passage
from summarizer.question import Asker, Tally
from summarizer.reading import Reading
from summarizer.readers.outcome import Progress, Read
from summarizer.readers.steps import frames, merging, speech
from summarizer.readers.steps.around import Surroundings
from summarizer.readers.steps.events import Event, Finder
from summarizer.readers.steps.gist import gist
from summarizer.readers.steps.names import Names
from summarizer.readers.steps.parse import load, parse
from summarizer.readers.steps.sheet import Sheet

__all__ = ["read"]


async def read(passage: Passage, asker: Asker | None, tally: Tally, progress: Progress | None = None, *, parser: Path) -> Read:
    """Read an article.

    Args:
        passage: The article, cut.
        asker: Who answers; None asks nothing.
        tally: What the questions cost.
        progress: Told how far it is.
        parser: Folder of spaCy's English pipeline.

    Returns:
        The filled sheet, as a big model would fill it.

    Raises:
        LanguageError: The article is not in English.
    """
    parsed = parse(passage, load(parser))
    names = Names(parsed)
    found = frames.frames(parsed, names)
    published = passage.article.published
    around = Surroundings(parsed, names, published)
    spoken = speech.speakers(parsed, names, found)
    stated = speech.statements(parsed, names, found)
    finder = Finder(parsed, names, found, around)
    events = merging.merged(finder.find(), names, around)
    for event in events:
        finder.plain_roles(event)
    sheet = Sheet(parsed, names, around)
    rows = [sheet.event(e, _teller(e, found), published) for e in events]
    quotes = [sheet.quote(s) for s in spoken if s.name or s.how == "nobody"]
    claims = [sheet.claim(c) for c in stated]
    return Read(Reading(gist=gist(parsed, rows), people=sheet.people, quotes=quotes, loose=[], claims=claims, events=rows))


def _teller(event: Event, found: list[frames.Frame]) -> frames.Frame | None:
    return next((f for f in found if f.name and event.token.i in f.content and f.kind not in ("bare", "call")), None)
