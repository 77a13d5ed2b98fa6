"""Where, when, by whom, to whom and how many: the parts of an event, each held against its words and the others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from summarizer import pointers
from summarizer.front import Place
from summarizer.ground.counts import number_stands
from summarizer.ground.left import Left
from summarizer.ground.people import People, flat, is_proper, span
from summarizer.passage import Passage
from summarizer.reading import CountRow, EventRow
from summarizer.summary import Casualties, Count, Flag, Mention, Precision, Span, Time
from summarizer.times import times

AROUND = 40
"""Code points beside words that count, in which a unit, a sign or the rest of the number stands."""
BESIDE = 1
"""Sentences from one that tells an event to one that may count its dead: no labelled count stands farther off."""
_FORMS: tuple[tuple[str, Precision], ...] = (
    (r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", "day"),
    (r"\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])", "week"),
    (r"\d{4}-(?:0[1-9]|1[0-2])", "month"),
    (r"\d{4}", "year"),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """The sentences that tell an event, and what its parts may not be."""

    passage: Passage
    """The article, cut."""
    people: People
    """Those of the sheet."""
    near: list[int]
    """Numbers of the sentences that tell it, the fullest first."""
    words: set[Place]
    """The words that name it."""
    left: Left
    """What it goes without is appended."""
    flags: list[Flag]
    """Flags of the event are appended."""

    def mentions(self, names: Iterable[str], kind: str, time: Time | None) -> list[Mention]:
        """Ground actors or targets: each once, none of them the event's own word or a part of its time."""
        found: list[Mention] = []
        for words in names:
            at = pointers.anywhere(self.passage, words, self.near)
            if at is None:
                self.left.out(kind, words)
            elif self._names_the_event(at):
                self.left.out(kind, words, "is the word that names the event")
            elif time and time.mention.start <= at[0] and at[1] <= time.mention.end:
                self.left.out(kind, words, "is the time")
            elif all(m.span.start != at[0] for m in found):
                found.append(self.people.called(at))
        return found

    def place_and_time(self, row: EventRow) -> tuple[Mention | None, Time | None]:
        """Ground where and when; words that would be both are neither."""
        place, time = self._place(row.place), self._time(row)
        if place and time and _share(place.span, time.mention):
            self.left.out("place", row.place, "is the time too")
            self.left.out("time", row.time, "is the place too")
            return None, None
        return place, time

    def _names_the_event(self, at: Place) -> bool:
        return any(word[0] <= at[0] and at[1] <= word[1] for word in self.words)

    def _place(self, words: str) -> Mention | None:
        """Ground a place: no person, no day, not the event's own word; without a capital letter it is flagged."""
        if not words.strip():
            return None
        at = pointers.anywhere(self.passage, words, self.near)
        if at is None:
            return self.left.out("place", words)
        at = self.passage.with_marks(*at)
        name = flat(self.passage.article.text[slice(*at)])
        meant = self.people.meant(name)
        if self._names_the_event(at):
            return self.left.out("place", words, "is the word that names the event")
        # `Arle` is a place where somebody is the `Countess of Arle`.
        if meant and all(k.kind == "person" and (name == k.name or is_proper(k.name)) for k in meant):
            return self.left.out("place", words, f"names {meant[0].name}")
        if self._is_time(at):
            return self.left.out("place", words, "is a time")
        if any(char.islower() for char in name) and not any(char.isupper() for char in name):
            self.flags.append("place_not_named")
        return Mention(name=name, span=span(self.passage, at))

    def _is_time(self, at: Place) -> bool:
        """Tell whether words are a bare year, or stand wholly in a time expression of English."""
        article, sentence = self.passage.article, self.passage.sentence_at(at[0])
        if re.fullmatch(r"(?:19|20)\d\d", article.text[slice(*at)]):
            return True
        if article.language not in ("en", None):
            return False
        around = max(sentence.start, at[0] - AROUND), min(sentence.end, at[1] + AROUND)
        return any(one.start <= at[0] and at[1] <= one.end for one in times(article.text, *around, article.published))

    def _time(self, row: EventRow) -> Time | None:
        """Ground the time words, with the model's date; null where the date is none."""
        if not row.time.strip():
            return None
        at = pointers.anywhere(self.passage, row.time, self.near)
        if at is None:
            return self.left.out("time", row.time)
        value = row.date.strip()
        matching: list[Precision] = [precision for form, precision in _FORMS if re.fullmatch(form, value, re.ASCII)]
        precision: Precision = matching[0] if matching and _is_on_the_calendar(value) else "unknown"
        if value and precision == "unknown":
            self.left.out("time", value, "is no date")
        return Time(
            mention=span(self.passage, at), value=None if precision == "unknown" else value, precision=precision
        )

    def casualties(self, rows: list[CountRow], place: Mention | None, time: Time | None) -> Casualties | None:
        """Ground the dead and the injured: counts beside the event that their words state."""
        found: dict[str, Count] = {}
        for row in rows:
            at = pointers.anywhere(self.passage, row.words, self.near)
            answer = f"{row.value} {row.what}, {row.words!r}"
            if at is None:
                self.left.out("count", answer)
            elif not self._is_beside(at):
                self.left.out("count", answer, "stands in no sentence that tells the event, nor next to one")
            elif any(
                part and _share(part, Span.model_construct(start=at[0], end=at[1]))
                for part in (place and place.span, time and time.mention)
            ) or self._is_time(at):
                self.left.out("count", answer, "is a time or a place")
            elif row.value < 0 or not self._stands(row.value, at):
                self.left.out("count", answer, "these words do not come to this number")
                self.flags.append("number_not_in_words")
            elif row.what in found:
                self.left.out("count", answer, "a second count of the same")
            else:
                found[row.what] = Count(value=row.value, qualifier=row.qualifier, span=span(self.passage, at))
        return Casualties(dead=found.get("dead"), injured=found.get("injured")) if found else None

    def _is_beside(self, at: Place) -> bool:
        number = self.passage.sentence_at(at[0]).number
        return any(abs(number - told) <= BESIDE for told in self.near)

    def _stands(self, value: int, at: Place) -> bool:
        """Hold a number against its words, read with what stands around them in their sentence."""
        article, sentence = self.passage.article, self.passage.sentence_at(at[0])
        start, end = max(sentence.start, at[0] - AROUND), min(sentence.end, at[1] + AROUND)
        before, after = article.text[start : at[0]], article.text[at[1] : end]
        if start > sentence.start:  # the window may begin inside a word
            before = before.partition(" ")[2]
        return number_stands(value, article.text[slice(*at)], article.language, before=before, after=after)


def _share(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_on_the_calendar(value: str) -> bool:
    """Tell whether there is such a day, week, month or year: no 30 February, no year 0."""
    try:
        date.fromisoformat(value if len(value) > 7 or "W" in value else f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True
