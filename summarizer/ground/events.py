"""Events: the word that names each, who did it to whom, where, when and how many were hurt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from summarizer import pointers
from summarizer.ground.people import People, flat, span
from summarizer.ground.quotes import Speech, in_quotation, names_inside
from summarizer.passage import Passage
from summarizer.reading import CountRow, EventRow, Reading
from summarizer.summary import Casualties, Count, Event, Flag, Mention, Precision, Rejected, Time

_FORMS: tuple[tuple[str, Precision], ...] = (
    (r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", "day"),
    (r"\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])", "week"),
    (r"\d{4}-(?:0[1-9]|1[0-2])", "month"),
    (r"\d{4}", "year"),
)


def events(passage: Passage, reading: Reading, people: People, spoken: Speech, rejected: list[Rejected]) -> list[Event]:
    """Ground every event.

    Args:
        passage: The article, cut.
        reading: The sheet.
        people: Its people.
        spoken: The quotes: an event told inside one is told by its speaker.
        rejected: What cannot be grounded is appended.

    Returns:
        The events in the order of their words, each trigger once.
    """
    found: dict[tuple[int, str], Event] = {}
    for row in reading.events:
        event = _event(passage, row, people, spoken)
        if isinstance(event, str):
            rejected.append(Rejected(kind="event", reason=event, answer=f"{row.type}: {row.word}"))
        else:
            found.setdefault((event.trigger.start, event.type), event)
    return sorted(found.values(), key=lambda event: event.trigger.start)


def _event(passage: Passage, row: EventRow, people: People, spoken: Speech) -> Event | str:
    at = pointers.word(passage, row)
    if isinstance(at, str):
        return at
    if row.source and row.source not in people.known:
        return f"who tells it is not named in the article: {_name(people, row.source)}"
    told = {t.sentence: p for t in row.more if not isinstance(p := pointers.within(passage, t.word, t.sentence), str)}
    words = {at, *told.values()}
    near = [row.sentence, *(number for number in told if number != row.sentence)]
    quote = in_quotation(spoken, *at)
    inside = quote is not None and names_inside(quote, people, row.source)
    teller = people.source(row.source, "", near) if row.source else None
    if quote and row.source not in (0, quote.person) and not inside and quote.quote.speaker:
        return f"told in a quotation of {quote.quote.speaker.name}, not by {_name(people, row.source)}"
    flags: list[Flag] = []
    return Event(
        id="", description=flat(passage.article.text[slice(*_edges(passage, row.sentence))]), type=row.type,
        trigger=span(passage, at), mentions=[span(passage, p) for p in sorted(words)],
        evidence=[span(passage, _edges(passage, n)) for n in sorted(set(near))],
        actors=_mentions(passage, row.actors, near, people), targets=_mentions(passage, row.targets, near, people),
        place=_place(passage, row.place, near), time=_time(passage, row, near),
        casualties=_casualties(passage, row.counts, near, flags), realis=row.realis,
        attributed_to=quote.quote.speaker if quote and not inside else teller, flags=flags,
    )  # fmt: skip


def _edges(passage: Passage, number: int) -> pointers.Place:
    sentence = passage.sentences[number - 1]
    return sentence.start, sentence.end


def _name(people: People, number: int) -> str:
    known = people.known.get(number)
    return known.name if known else people.unnamed.get(number, f"number {number}")


def _mentions(passage: Passage, names: Iterable[str], near: list[int], people: People) -> list[Mention]:
    found: list[Mention] = []
    for words in names:
        at = pointers.anywhere(passage, words, near)
        if at is not None and all(m.span.start != at[0] for m in found):
            found.append(people.called(at))
    return found


def _place(passage: Passage, words: str, near: list[int]) -> Mention | None:
    at = pointers.anywhere(passage, words, near) if words.strip() else None
    return Mention(name=flat(passage.article.text[slice(*at)]), span=span(passage, at)) if at else None


def _time(passage: Passage, row: EventRow, near: list[int]) -> Time | None:
    """The time words with the model's date; null where the date is none, and nothing where the words stand nowhere."""
    at = pointers.anywhere(passage, row.time, near) if row.time.strip() else None
    if at is None:
        return None
    value = row.date.strip()
    matching: list[Precision] = [precision for form, precision in _FORMS if re.fullmatch(form, value, re.ASCII)]
    precision: Precision = matching[0] if matching and _is_on_the_calendar(value) else "unknown"
    return Time(mention=span(passage, at), value=None if precision == "unknown" else value, precision=precision)


def _is_on_the_calendar(value: str) -> bool:
    """Tell whether there is such a day, week, month or year: no 30 February, no year 0."""
    try:
        date.fromisoformat(value if len(value) > 7 or "W" in value else f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def _casualties(passage: Passage, rows: list[CountRow], near: list[int], flags: list[Flag]) -> Casualties | None:
    found: dict[str, Count] = {}
    for row in rows:
        at = pointers.anywhere(passage, row.words, near)
        if at is None or row.value < 0 or row.what in found:
            continue
        if not number_stands(row.value, passage.article.text[slice(*at)]):
            flags.append("number_not_in_words")
            continue
        found[row.what] = Count(value=row.value, qualifier=row.qualifier, span=span(passage, at))
    return Casualties(dead=found.get("dead"), injured=found.get("injured")) if found else None


_SCALED = re.compile(
    r"\d\s?(?:[^\W\d]*illion|thousand|hundred|dozen|tausend|mil\b|mille|тис|ألف|千|万|億|亿)", re.IGNORECASE
)


def number_stands(value: int, words: str) -> bool:
    """Tell whether a number agrees with the digits in the words given for it; words without digits say neither."""
    if not re.search(r"\d", words) or _SCALED.search(words):
        return True
    grouped = re.sub(r"(?<=\d)[,.\u00a0\u202f'’ ](?=\d{3}(?!\d))", "", words)
    numbers = [int(digits) for digits in re.findall(r"(?<!\d)\d{1,12}(?!\d)", grouped)]
    return value in numbers or value == sum(numbers)
