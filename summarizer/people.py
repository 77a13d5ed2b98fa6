"""Who is who in an article, with everything each one said and did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from summarizer.rank import ordered
from summarizer.summary import Claim, Event, Mention, Person, Quote, Source, Span, Summary


@dataclass(slots=True)
class Entry:
    """Somebody or something, and what the summary tells of it."""

    person: Person
    quotes: list[Quote] = field(default_factory=list[Quote])
    """What it is quoted with; what matters first, as below."""
    claims: list[Claim] = field(default_factory=list[Claim])
    did: list[Event] = field(default_factory=list[Event])
    """Events it acts in."""
    met: list[Event] = field(default_factory=list[Event])
    """Events that act on it."""

    @property
    def count(self) -> int:
        """How many things the summary tells of it."""
        return len(self.quotes) + len(self.claims) + len(self.did) + len(self.met)


def who_is_who(summary: Summary) -> list[Entry]:
    """List everybody the summary names, who said and did most first.

    Args:
        summary: A summary; where it lists no people, they are taken from its sources, actors and targets.

    Returns:
        One entry a name, those of whom nothing is told left out.
    """
    entries = {person.name: Entry(person) for person in summary.people or _named(summary)}
    spans = {(s.start, s.end): e for e in entries.values() for s in e.person.mentions}

    def of(named: Source | Mention | None) -> Entry | None:
        span = named.mention if isinstance(named, Source) else named.span if named else None
        known = entries.get(named.name) if named else None
        return known or (spans.get((span.start, span.end)) if span else None)

    for quote in ordered(summary.quotes, summary.gist):
        if entry := of(quote.speaker):
            entry.quotes.append(quote)
    for claim in ordered(summary.claims, summary.gist):
        if entry := of(claim.claimant):
            entry.claims.append(claim)
    for event in ordered(summary.events, summary.gist):
        for name, mentions in (("did", event.actors), ("met", event.targets)):
            for entry in {id(e): e for mention in mentions if (e := of(mention))}.values():
                getattr(entry, name).append(event)
    return sorted((e for e in entries.values() if e.count), key=lambda entry: -entry.count)


def _named(summary: Summary) -> Iterator[Person]:
    found: dict[str, tuple[Source, list[Span]]] = {}
    for source in (*(q.speaker for q in summary.quotes), *(c.claimant for c in summary.claims)):
        if source:
            known = found.setdefault(source.name, (source, []))[1]
            known += [source.mention] if source.mention and source.mention not in known else []
    for name, (source, spans) in found.items():
        yield Person(name=name, kind=source.kind, role=None, mentions=sorted(spans, key=lambda s: s.start))
