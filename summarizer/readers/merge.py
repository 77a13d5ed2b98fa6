"""Put the readings of an article's pieces together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.reading import EventRow, Person, Reading, Telling


def merged(readings: Sequence[Reading]) -> Reading:
    """Make one sheet of the sheets of several pieces, in the order of the text.

    People are joined by their names, events by type, date and a shared actor, target or word. The gist is the first
    piece's: news is told first what matters most.

    Args:
        readings: Each with people numbered on its own; none give an empty sheet.

    Returns:
        One sheet; people are numbered from 1.
    """
    people: list[Person] = []
    events: list[EventRow] = []
    total = Reading(gist=[], people=[], quotes=[], loose=[], claims=[], events=[])
    for reading in readings:
        numbers = {person.number: _joined(people, person) for person in reading.people}

        def renumbered(number: int, numbers: dict[int, int] = numbers) -> int:
            return numbers.get(number, 0)

        total.quotes += [r.model_copy(update={"person": renumbered(r.person)}) for r in reading.quotes]
        total.loose += [r.model_copy(update={"person": renumbered(r.person)}) for r in reading.loose]
        total.claims += [r.model_copy(update={"person": renumbered(r.person)}) for r in reading.claims]
        for row in reading.events:
            _told_again(events, row.model_copy(update={"source": renumbered(row.source)}))
    return total.model_copy(update={"gist": readings[0].gist if readings else [], "people": people, "events": events})


def _joined(people: list[Person], person: Person) -> int:
    """Give the number of somebody in the list, entering whom it does not have."""
    for index, known in enumerate(people):
        if same_name(known.name, person.name):
            fuller = len(person.name) > len(known.name) or (person.name == known.name and not known.role)
            best, rest = (person, known) if fuller else (known, person)
            # A role stands in the sentence of its row: another sentence's would be looked for where it is not.
            role = best.role or (rest.role if rest.sentence == best.sentence else "")
            people[index] = best.model_copy(update={"number": known.number, "role": role})
            return known.number
    people.append(person.model_copy(update={"number": len(people) + 1}))
    return len(people)


def _told_again(events: list[EventRow], row: EventRow) -> None:
    """Enter an event, or join it with the one it tells again."""
    for index, known in enumerate(events):
        same_kind = known.type == row.type and known.realis == row.realis and known.date == row.date
        if not same_kind:
            continue
        shares = any(same_name(a, b) for a in known.actors + known.targets for b in row.actors + row.targets)
        if shares or known.word.lower() == row.word.lower():
            told = {t.sentence for t in known.more} | {known.sentence}
            again = [t for t in [Telling(sentence=row.sentence, word=row.word), *row.more] if t.sentence not in told]
            events[index] = known.model_copy(
                update={
                    "more": [*known.more, *again], "actors": known.actors or row.actors,
                    "targets": known.targets or row.targets, "place": known.place or row.place,
                    "counts": known.counts or row.counts,
                }
            )  # fmt: skip
            return
    events.append(row)


def same_name(one: str, other: str) -> bool:
    """Tell whether two names of one article mean the same: the words of one are among those of the other.

    A single word joins only with the other's last word: "Hale" and "Tobias Hale", not "Tobias" alone or "Port" and
    "Port Arlen".
    """
    first, second = re.findall(r"\w+", one.casefold()), re.findall(r"\w+", other.casefold())
    if not first or not second:
        return one.strip() == other.strip()
    short, long = sorted((first, second), key=len)
    if len(short) == 1:
        return short[0] == long[-1] or short == long
    return set(short) <= set(long)
