"""Who is who: the people of a sheet as names and places of the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from summarizer import pointers
from summarizer.passage import Passage
from summarizer.passage.locate import UNSPACED, locate
from summarizer.reading import Person as Row
from summarizer.reading import Reading
from summarizer.summary import Mention, Person, Source, SourceKind, Span

MAX_MENTIONS = 200
"""Places of one name that are listed; more tell nobody anything."""


def span(passage: Passage, place: pointers.Place) -> Span:
    """Cut a span out of the article."""
    start, end = place
    return Span(start=start, end=end, text=passage.article.text[start:end])


def flat(words: str) -> str:
    """Give words on one line, soft hyphens and zero-width characters left out."""
    return re.sub(r"\s+", " ", re.sub(r"[\u00ad\u200b-\u200d\u2060\ufeff]", "", words)).strip()


class Known:
    """One of the sheet's people whose name stands in the article."""

    def __init__(self, passage: Passage, row: Row, at: pointers.Place) -> None:
        self.row, self.at = row, at
        self.name = flat(passage.article.text[slice(*at)])
        """As the article spells it."""
        self.kind: SourceKind = row.kind
        self._passage = passage
        self.shares_last = False
        """Whether the last part of the name is somebody else's too, and so names nobody by itself."""
        self.named: set[pointers.Place] = {at}
        """Where rows say that words name them: pronouns and roles too."""

    @cached_property
    def places(self) -> list[pointers.Place]:
        """Where the full name or, for a person, the last part of it stands, in order."""
        text = self._passage.article.text
        forms = [self.name, *([self.name.split()[-1]] if self.kind == "person" and not self.shares_last else [])]
        found: set[pointers.Place] = set()
        covered: set[int] = set()
        for form in forms:
            words = r"\s+".join(re.escape(word) for word in form.split())
            # Scripts that put no space between words have no word boundaries either.
            pattern = re.compile(
                ("" if UNSPACED.match(form[0]) else r"(?<!\w)")
                + words
                + ("" if UNSPACED.match(form[-1]) else r"(?!\w)")
            )
            for match in pattern.finditer(text, self._passage.article.body_start):
                if match.start() not in covered:
                    found.add(match.span())
                    covered.update(range(*match.span()))
                if len(found) >= MAX_MENTIONS:
                    break
        return sorted(found)


class People:
    """The people of one sheet, by number."""

    def __init__(self, passage: Passage, reading: Reading) -> None:
        self._passage = passage
        self.known: dict[int, Known] = {}
        self.unnamed: dict[int, str] = {}
        """Numbers whose name stands nowhere in the article, with the name given."""
        twice = {n for n, rows in Counter(row.number for row in reading.people).items() if rows > 1}
        for row in reading.people:
            if row.number in twice:  # whom a pointer at it means cannot be told
                self.unnamed[row.number] = f"two people of number {row.number}"
                continue
            at = pointers.anywhere(passage, row.name, [row.sentence])
            if at is None or not flat(row.name):
                self.unnamed[row.number] = row.name
            else:
                self.known[row.number] = Known(passage, row, at)
        last = Counter(known.name.split()[-1] for known in {k.name: k for k in self.known.values()}.values())
        for known in self.known.values():
            known.shares_last = last[known.name.split()[-1]] > 1

    def source(self, number: int, words: str, near: Iterable[int]) -> Source | None:
        """Give a person as the source of words.

        Args:
            number: The person's number.
            words: What names them there; may be empty.
            near: Numbers of the sentences to look in, best first.

        Returns:
            The source; None where nobody of that number stands in the article.
        """
        known = self.known.get(number)
        if known is None:
            return None
        place = self.mention(number, words, near)
        return Source(name=known.name, mention=span(self._passage, place) if place else None, kind=known.kind)

    def mention(self, number: int, words: str, near: Iterable[int]) -> pointers.Place | None:
        """Find the words that name a person in these sentences: those given, else the name itself."""
        known, numbers = self.known[number], list(near)
        for sentence in numbers if words.strip() else ():
            found = pointers.within(self._passage, words, sentence)
            if not isinstance(found, str):
                known.named.add(found)
                return found
        for sentence in numbers:
            if (at := self._passage.sentence(sentence)) is None:
                continue
            for place in known.places:
                if at.start <= place[0] < at.end:
                    return place
        return None

    def called(self, place: pointers.Place) -> Mention:
        """Name what words of the article stand for: the fullest name where they are one of the people's."""
        words = flat(self._passage.article.text[slice(*place)])
        meant = [k for k in self.known.values() if _is_form(words, k)]
        if len({k.name for k in meant}) == 1:
            meant[0].named.add(place)
            return Mention(name=meant[0].name, span=span(self._passage, place))
        return Mention(name=words, span=span(self._passage, place))

    def who_is_who(self) -> list[Person]:
        """List everybody whose name stands in the article, in the order of the text."""
        found: list[Person] = []
        for known in self.known.values():
            role = known.row.role.strip()
            at = pointers.within(self._passage, role, known.row.sentence) if role else ""
            places = sorted({*known.places, *known.named})
            found.append(
                Person(
                    name=known.name, kind=known.kind, role=None if isinstance(at, str) else span(self._passage, at),
                    mentions=[span(self._passage, p) for p in _outermost(places)],
                )
            )  # fmt: skip
        return sorted(found, key=lambda person: person.mentions[0].start)


def _is_form(words: str, known: Known) -> bool:
    """Tell whether words are a person's name or its last part, or hold the whole name behind a title.

    "Minister Ada Moor" is Ada Moor; "supporters of Ada Moor" are not: all that stands before is capitalised.
    """
    if words == known.name:
        return True
    if locate(known.name, words) == (len(words) - len(known.name), len(words)):
        before = words[: -len(known.name)].split()
        return all(not word[0].islower() for word in before) or before in (["the"], ["The"])
    return known.kind == "person" and words == known.name.split()[-1]


def _outermost(places: list[pointers.Place]) -> list[pointers.Place]:
    found: list[pointers.Place] = []
    for place in sorted(places, key=lambda p: (p[0], -p[1])):
        if not found or place[1] > found[-1][1]:
            found.append(place)
    return found
