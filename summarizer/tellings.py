"""What one article tells of an event, taken apart into what can be compared with another article's telling."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from summarizer.rank import voice_of
from summarizer.summary import ArticleRecord, Count, Event, EventType, Summary

YEARS = range(2, 9998)
"""What days can be counted from and to without leaving the calendar."""
LATEST = timedelta(days=3)
"""News without a date happened at most this long before it was published."""


@dataclass(frozen=True, slots=True)
class Told:
    """One article's telling of an event."""

    article: int
    """Number of the article in the corpus."""
    id: str
    words: str
    type: EventType
    realis: str
    day: str
    """ISO date as read; empty where none follows."""
    first: date
    """Earliest day it can mean."""
    last: date
    """Latest day it can mean."""
    place: frozenset[str]
    """Words of the place."""
    where: frozenset[str]
    """Those of them that are names."""
    names: tuple[frozenset[str], ...]
    """Names among actors and targets, each as its words."""
    whom: frozenset[str]
    """Words of names among the targets."""
    things: frozenset[str]
    """Words of the targets that are no names: what was hit, bought, closed."""
    around: frozenset[str]
    """Words of every name in the article: a place may be named in another sentence."""
    content: frozenset[str]
    """Words of the description, names left out."""
    named: frozenset[str]
    """Names in the description that are neither place nor people of the event."""
    context: frozenset[str]
    """Words of everything the article tells."""
    language: str
    """Of the article; empty where it is not known."""
    trigger: str
    """The word that names the event, its stem."""
    counts: tuple[tuple[str, str, int], ...]
    """`(dead|injured, qualifier, value)`."""
    teller: str
    """Who tells it, where the article says so."""


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Give what inflected forms of a word mostly share, accents and case left out."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return re.sub(r"(?:'s|ing|ed|es|s|en|n|e)$", "", plain) if len(plain) > 4 else plain


def words_in(text: str) -> list[str]:
    """Give the words of a text that can carry meaning: three letters or more, and numbers."""
    return [w for w in re.findall(r"[^\W_]+", text) if len(w) > 2 or w.isdigit()]


def names_in(text: str) -> frozenset[str]:
    """Give the stems of a text's words that are written as names; in scripts without capitals, of all."""
    return frozenset(stem(w) for w in words_in(text) if not w.isdigit() and (w[0].isupper() or w.lower() == w.upper()))


def nouns_in(name: str) -> frozenset[str]:
    """Give the stems of what a place or a participant is called by, short words like articles left out."""
    return frozenset(stem(w) for w in words_in(name) if len(w) > 3 or w[0].isupper() or w.lower() == w.upper())


def tellings(number: int, summary: Summary) -> list[Told]:
    """Take from the events of an article what is compared.

    Args:
        number: The article's number in the corpus.
        summary: Its summary.
    """
    events = summary.events
    named = [m.name for e in events for m in (*e.actors, *e.targets, *([e.place] if e.place else []))]
    named += [p.name for p in summary.people]
    named += [s.name for i in (*summary.quotes, *summary.claims) if (s := voice_of(i))]
    told = [span.text for span in summary.gist] + [event.description for event in events]
    # Days and months bear capitals in some languages; they are compared as dates.
    dated = frozenset(stem(word) for e in events if e.time for word in words_in(e.time.mention.text))
    around = frozenset(word for words in (*named, *told) for word in names_in(words)) - dated
    context = frozenset(stem(word) for words in told for word in nouns_in(words)) - dated
    # A capital at the start of a sentence makes no name, unless it stands elsewhere too.
    sure = frozenset(word for words in told for word in names_in(words.partition(" ")[2]))
    starts = frozenset(stem(m[1]) for words in told if (m := re.match(r"(\w+) (\w)", words)) and m[2].islower()) - sure
    return [_telling(number, event, summary.article, around, dated | starts, context) for event in events]


def _telling(
    number: int, event: Event, article: ArticleRecord, around: frozenset[str], dated: frozenset[str],
    context: frozenset[str],
) -> Told:  # fmt: skip
    value = event.time.value if event.time and event.time.value else ""
    first, last = _span(value) or _recent(article.published, event.realis)
    place = nouns_in(event.place.name) if event.place else frozenset[str]()
    where = names_in(event.place.name) if event.place else frozenset[str]()
    names = tuple(found for m in (*event.actors, *event.targets) if (found := names_in(m.name) - where - dated))
    people = frozenset[str]().union(*names)
    whom = frozenset(word for m in event.targets for word in names_in(m.name)) - where - dated
    things = frozenset(word for m in event.targets for word in nouns_in(m.name) if not word.isdigit()) - whom - where
    said = frozenset(stem(w) for w in words_in(event.description)) - dated
    # The first word of a sentence bears a capital whether it is a name or not.
    named = names_in(event.description.partition(" ")[2]) - place - people - dated
    counts = [(kind, getattr(event.casualties, kind, None)) for kind in ("dead", "injured")]
    return Told(
        number, event.id, event.description, event.type, event.realis, value[:10], first, last, place, where, names,
        whom, things, around | place | people, said - place - people - named - {stem(event.trigger.text)}, named,
        context, article.language or "", stem(event.trigger.text),
        tuple((kind, count.qualifier, count.value) for kind, count in counts if isinstance(count, Count)),
        event.attributed_to.name if event.attributed_to else "",
    )  # fmt: skip


def _span(value: str) -> tuple[date, date] | None:
    """Give the first and the last day that an ISO day, week, month or year can mean; None outside `YEARS`."""
    if value[:4].isdecimal() and int(value[:4]) not in YEARS:
        return None
    try:
        if week := re.fullmatch(r"(\d{4})-W(\d{2})", value):
            first = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return first, first + timedelta(days=6)
        if re.fullmatch(r"\d{4}", value):
            return date(int(value), 1, 1), date(int(value), 12, 31)
        if re.fullmatch(r"\d{4}-\d{2}", value):
            first = date.fromisoformat(value + "-01")
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return (date.fromisoformat(value[:10]), date.fromisoformat(value[:10])) if value else None
    except ValueError:
        return None


def _recent(published: str | None, realis: str) -> tuple[date, date]:
    day = _span(published or "")
    if day is None:
        return date.min, date.min
    return (day[0] - LATEST, day[1]) if realis != "planned" else (day[0], day[1] + timedelta(days=365))
