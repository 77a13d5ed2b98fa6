"""Events: the word that names each, who did it to whom, where, when and how many were hurt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from summarizer import pointers
from summarizer.ground.counts import number_stands
from summarizer.ground.people import People, flat, span
from summarizer.ground.quotes import Speech, in_quotation, in_unattributed, names_inside
from summarizer.passage import Passage
from summarizer.reading import CountRow, EventRow, Reading
from summarizer.summary import Casualties, Count, Event, Flag, Mention, Precision, Rejected, Time

MAX_EVIDENCE = 600
"""Code points on either side of an event's word that its evidence holds, where its sentence goes on for longer."""

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
        left = _Left(f"{row.type}: {row.word}", [])
        event = _event(passage, row, people, spoken, left)
        if isinstance(event, str):
            rejected.append(Rejected(kind="event", reason=event, answer=left.event))
        elif found.setdefault((event.trigger.start, event.type), event) is event:
            rejected += left.rejected
    return sorted(found.values(), key=lambda event: event.trigger.start)


@dataclass(frozen=True, slots=True)
class _Left:
    """What an event goes without, since its words stand nowhere in the article."""

    event: str
    """Type and word."""
    rejected: list[Rejected]
    """One for each."""

    def out(self, kind: str, words: str, reason: str = "stands nowhere in the article") -> None:
        self.rejected.append(Rejected(kind=kind, reason=reason, answer=f"{self.event}: {words}"))


def _event(passage: Passage, row: EventRow, people: People, spoken: Speech, left: _Left) -> Event | str:
    at = pointers.word(passage, row)
    if isinstance(at, str):
        return at
    if row.source and row.source not in people.known:
        return f"who tells it is not named in the article: {people.name(row.source)}"
    told = _told(passage, row, left)
    words = {at, *told.values()}
    near = [row.sentence, *(number for number in told if number != row.sentence)]
    quote = in_quotation(spoken, *at)
    inside = quote is not None and names_inside(quote.pieces, people, row.source)
    if quote and row.source not in (0, quote.person) and not inside and quote.quote.speaker:
        return f"told in a quotation of {quote.quote.speaker.name}, not by {people.name(row.source)}"
    if row.source and (marked := in_unattributed(spoken, *at, people, row.source)):
        return f"told in quotation {marked}, which is given to nobody, not by {people.name(row.source)}"
    teller = people.source(row.source, people.named_in(row.source, near)) if row.source else None
    flags: list[Flag] = []
    return Event(
        id="", description=flat(passage.article.text[slice(*_around(passage, at))]), type=row.type,
        trigger=span(passage, at), mentions=[span(passage, p) for p in sorted(words)],
        evidence=[span(passage, p) for p in sorted({_around(passage, word) for word in words})],
        actors=_mentions(passage, row.actors, near, people, "actor", left),
        targets=_mentions(passage, row.targets, near, people, "target", left),
        place=_place(passage, row.place, near, left), time=_time(passage, row, near, left),
        casualties=_casualties(passage, row.counts, near, flags, left), realis=row.realis,
        attributed_to=quote.quote.speaker if quote and not inside else teller, flags=flags,
    )  # fmt: skip


def _told(passage: Passage, row: EventRow, left: _Left) -> dict[int, pointers.Place]:
    """Give the words of other sentences that tell an event, by sentence."""
    found: dict[int, pointers.Place] = {}
    for telling in row.more:
        at = pointers.within(passage, telling.word, telling.sentence)
        if isinstance(at, str):
            left.out("telling", telling.word, at)
        else:
            found[telling.sentence] = at
    return found


def _around(passage: Passage, word: pointers.Place) -> pointers.Place:
    """Give the sentence that tells an event; of one longer than anybody reads, the words around the event's own."""
    sentence = passage.sentence_at(word[0])
    start, end = sentence.start, sentence.end
    if end - start <= 2 * MAX_EVIDENCE:
        return start, end
    text = passage.article.text
    if word[0] - start > MAX_EVIDENCE:
        start = word[0] - MAX_EVIDENCE
        start = next((at + 1 for at in range(start, word[0]) if text[at].isspace()), start)
    if end - word[1] > MAX_EVIDENCE:
        end = word[1] + MAX_EVIDENCE
        end = next((at for at in range(end, word[1], -1) if text[at].isspace()), end)
    return start, end


def _mentions(
    passage: Passage, names: Iterable[str], near: list[int], people: People, kind: str, left: _Left
) -> list[Mention]:  # fmt: skip
    found: list[Mention] = []
    for words in names:
        at = pointers.anywhere(passage, words, near)
        if at is None:
            left.out(kind, words)
        elif all(m.span.start != at[0] for m in found):
            found.append(people.called(at))
    return found


def _place(passage: Passage, words: str, near: list[int], left: _Left) -> Mention | None:
    if not words.strip():
        return None
    at = pointers.anywhere(passage, words, near)
    if at is None:
        return left.out("place", words)
    at = passage.with_marks(*at)
    return Mention(name=flat(passage.article.text[slice(*at)]), span=span(passage, at))


def _time(passage: Passage, row: EventRow, near: list[int], left: _Left) -> Time | None:
    """The time words with the model's date; null where the date is none, and nothing where the words stand nowhere."""
    if not row.time.strip():
        return None
    at = pointers.anywhere(passage, row.time, near)
    if at is None:
        return left.out("time", row.time)
    value = row.date.strip()
    matching: list[Precision] = [precision for form, precision in _FORMS if re.fullmatch(form, value, re.ASCII)]
    precision: Precision = matching[0] if matching and _is_on_the_calendar(value) else "unknown"
    if value and precision == "unknown":
        left.out("time", value, "is no date")
    return Time(mention=span(passage, at), value=None if precision == "unknown" else value, precision=precision)


def _is_on_the_calendar(value: str) -> bool:
    """Tell whether there is such a day, week, month or year: no 30 February, no year 0."""
    try:
        date.fromisoformat(value if len(value) > 7 or "W" in value else f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def _casualties(
    passage: Passage, rows: list[CountRow], near: list[int], flags: list[Flag], left: _Left
) -> Casualties | None:  # fmt: skip
    found: dict[str, Count] = {}
    for row in rows:
        at = pointers.anywhere(passage, row.words, near)
        answer = f"{row.value} {row.what}, {row.words!r}"
        if at is None:
            left.out("count", answer)
        elif row.value < 0 or not number_stands(row.value, passage.article.text[slice(*at)], passage.article.language):
            left.out("count", answer, "these words do not come to this number")
            flags.append("number_not_in_words")
        elif row.what in found:
            left.out("count", answer, "a second count of the same")
        else:
            found[row.what] = Count(value=row.value, qualifier=row.qualifier, span=span(passage, at))
    return Casualties(dead=found.get("dead"), injured=found.get("injured")) if found else None
