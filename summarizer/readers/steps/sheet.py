"""Fill the answer sheet: people numbered, pointers by sentence and words, everything copied from the article."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from summarizer import times
from summarizer.reading import ClaimRow, CountRow, EventRow, Person, QuoteRow, Telling

if TYPE_CHECKING:
    from spacy.tokens import Token

    from summarizer.readers.steps.around import Count, Surroundings
    from summarizer.readers.steps.frames import Frame
    from summarizer.readers.steps.names import Name, Names
    from summarizer.readers.steps.parse import Parse
    from summarizer.readers.steps.roles import Event
    from summarizer.readers.steps.speech import Spoken, Statement

_POINTER_WORDS = 3


class Sheet:
    """The sheet of one article while it is filled."""

    def __init__(self, parse: Parse, names: Names, around: Surroundings) -> None:
        self.parse, self.names, self.around = parse, names, around
        self.people: list[Person] = []
        self._numbers: dict[str, int] = {}

    def person(self, name: Name | None) -> int:
        """Give the number of somebody, entered where new; 0 for nobody."""
        if name is None:
            return 0
        number = self._numbers.get(name.key)
        if number is None:
            number = self._numbers[name.key] = len(self.people) + 1
            self.people.append(
                Person(
                    number=number,
                    sentence=self.parse.sentence(name.start),
                    name=name.text,
                    kind=name.kind,
                    role=self._role(name),
                )
            )
        return number

    def _role(self, name: Name) -> str:
        """Words of office beside a name: `Prosecutor Ilse Noor`, `Noor, the prosecutor`."""
        if name.kind != "person":
            return ""
        head = self.parse.doc[name.start : name.end].root
        before = [c.i for c in head.lefts if c.dep_ == "compound" and c.i < name.start]
        if before:
            start = self.parse.doc[before[0]].left_edge.i
            return _flat(self.parse.text(start, name.start))
        noun = next((c for c in head.rights if c.dep_ == "appos" and c.pos_ == "NOUN"), None)
        noun = noun or (head.head if head.dep_ == "appos" and head.head.pos_ == "NOUN" else None)
        return _flat(self.parse.text(*self.names.phrase(noun))) if noun is not None else ""

    def words(self, token: Token | None) -> str:
        """Give the words of a noun phrase or pronoun as they stand; "" for none."""
        if token is None:
            return ""
        span = self.parse.entity.get(token.i)
        if span is not None and self.names.is_person(token):
            return _flat(self.parse.text(span.start, span.end))
        return _flat(self.parse.text(*self.names.phrase(token)))

    def quote(self, spoken: Spoken) -> QuoteRow:
        """Make the row of a quotation."""
        frame = spoken.frame
        return QuoteRow(
            quotation=spoken.quotation.number,
            person=self.person(spoken.name),
            words=self.words(frame.source) if frame else "",
            cue=_cue(frame) if spoken.name else "",
        )

    def claim(self, statement: Statement) -> ClaimRow:
        """Make the row of a claim."""
        first, last = self._pointer(statement.start, statement.end)
        return ClaimRow(
            sentence=self.parse.sentence(statement.start),
            first=first,
            last=last,
            person=self.person(statement.name),
            words=self.words(statement.frame.source),
            cue=_cue(statement.frame),
            stance=statement.stance,
        )

    def _pointer(self, start: int, end: int) -> tuple[str, str]:
        """Give the first and last three words of a stretch."""
        said = _flat(self.parse.text(start, end)).split(" ")
        if len(said) <= 2 * _POINTER_WORDS:
            return " ".join(said), ""
        return " ".join(said[:_POINTER_WORDS]), " ".join(said[-_POINTER_WORDS:])

    def event(self, event: Event, teller: Frame | None, published: date | None) -> EventRow:
        """Make the row of an event."""
        sentence = self.parse.sentence(event.token.i)
        time, value = "", ""
        if event.time is not None:
            text = self.parse.passage.article.text
            moved = event.time
            if published is not None:
                moved = (
                    times.later(moved, text, published)
                    if event.realis == "planned"
                    else times.earlier(moved, text, published)
                )
            time, value = text[moved.start : moved.end], str(moved.value)
        return EventRow(
            sentence=sentence,
            more=self._again(event, sentence),
            word=event.token.text,
            type=event.type,
            realis=event.realis,
            actors=self._roles(event.actors),
            targets=self._roles(event.targets),
            place=event.place.words if event.place else "",
            time=_flat(time),
            date=value if re.fullmatch(r"\d{4}(-W\d\d|-\d\d(-\d\d)?)?", value) else "",
            counts=[*self._count("dead", event.dead), *self._count("injured", event.injured)],
            source=self.person(teller.name) if teller is not None else 0,
        )

    def _again(self, event: Event, sentence: int) -> list[Telling]:
        told: dict[int, str] = {}
        for token in event.again:
            told.setdefault(self.parse.sentence(token.i), token.text)
        return [Telling(sentence=n, word=word) for n, word in sorted(told.items()) if n != sentence]

    def _roles(self, tokens: list[Token]) -> list[str]:
        out: list[str] = []
        for token in tokens:
            name = self.names.name(token)
            if name is None:
                continue
            start, end = self.names.phrase(token)
            elsewhere = not start <= name.start < end  # "The airline": the name it goes by
            said = name.text if name.kind == "person" or elsewhere else self.words(token)
            if said not in out:
                out.append(said)
        return out

    def _count(self, what: str, count: Count | None) -> list[CountRow]:
        if count is None:
            return []
        said = _flat(self.parse.text(count.start, count.end))
        return [CountRow(what=what, words=said, value=count.value, qualifier=count.qualifier)]  # pyright: ignore[reportArgumentType]


def _cue(frame: Frame | None) -> str:
    if frame is None:
        return ""
    return "according to" if frame.kind == "according" else frame.cue.text


def _flat(words: str) -> str:
    return re.sub(r"\s+", " ", words)
