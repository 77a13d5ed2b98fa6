"""What the article page says of each quote, claim, event and rejected answer, ready for its template."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from summarizer.people import Entry, who_is_who
from summarizer.printable import printable as safe
from summarizer.rank import FIRST, Item, Said, by_voice, ordered, voice_of, words_of
from summarizer.summary import Claim, Event, Person, Quote, Rejected, Source, Summary
from summarizer.wording import STANCES, called, counts, day, flagged, happening, headline, plain, quoted, roles

SECTIONS = {
    "e": ("What happened", "event"), "q": ("Who said what", "quote"), "c": ("Claims", "claim"),
}  # fmt: skip
"""Kinds of cards in the order of the page, each with its heading and what the rejected ones are called."""
BEFORE, BEHIND, CLAUSE = 40, 44, 10
"""Code points of an event's sentence that its line of the timeline has before and behind the word that names it. A line
may begin behind a comma or a quotation where that leaves more than the last number; no less than that is cut off."""
_BREAK = re.compile(r"[,;:]?[”\"]\s|[,;:]\s")


@dataclass(frozen=True, slots=True)
class Card:
    """One quote, claim, event or rejected answer."""

    id: str
    """Unique on the page."""
    kind: str
    """`q`, `c`, `e` or `r`."""
    words: str
    voice: str = ""
    """Speaker or claimant."""
    role: str = ""
    says: str = ""
    """The stance as a verb."""
    strong: bool = False
    """Whether nobody should miss the tags: a denial, a plan."""
    tags: tuple[str, ...] = ()
    """Type, cue, …"""
    facts: tuple[tuple[str, str], ...] = ()
    """Who, where, when, … of an event."""
    flags: tuple[str, ...] = ()
    """What the checks have to say, in words."""
    sure: str = ""
    """How sure the program is; empty where it does not say."""
    trigger: str = ""
    """The word of `words` that names the event."""
    who: tuple[str, ...] = ()
    """Everybody it tells of, for the filter."""
    at: int = 0
    """Where it stands in the article."""
    copy: str = ""
    """What the copy button copies."""
    later: bool = False
    """Shown only on demand."""
    of: tuple[str, str] | None = None
    """What goes without this rejected part: its card's id, empty for somebody, and its words; it stays as shown."""
    struck: bool = False
    """Whether the words are nothing that is shown."""


@dataclass(frozen=True, slots=True)
class Section:
    """The cards of one kind."""

    kind: str
    """`q`, `c` or `e`; `r` for what belongs to none of them."""
    heading: str
    cards: list[Card]
    """What the article bears out."""
    rejected: list[Card]
    """What it does not."""
    parts: list[Card]
    """Rejected parts, which items go without."""
    more: int
    """How many of the cards are shown only on demand."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One date of the timeline."""

    when: str
    events: list[Line]

    @property
    def to_come(self) -> bool:
        """Whether nothing of it has happened."""
        return all(line.realis != "actual" for line in self.events)


@dataclass(frozen=True, slots=True)
class Line:
    """One event in one line of the timeline."""

    id: str
    """Of its card."""
    before: str
    """Words of its sentence before the word that names it."""
    trigger: str
    """That word; empty where the sentence does not hold it."""
    after: str
    """Words behind it."""
    realis: str
    toll: str
    """How many were killed, or else hurt."""


def sections(prefix: str, summary: Summary) -> Iterator[Section]:
    """Give the cards of an article, kind by kind; what matters first, all of one voice together.

    Args:
        prefix: What ids on the page begin with.
        summary: The summary.

    Yields:
        The sections that hold anything.
    """
    known = {entry.person.name: entry for entry in who_is_who(summary)}
    shown: dict[str, list[Card]] = {
        "e": [_event(prefix, event) for event in ordered(summary.events, summary.gist)],
        "q": [_quote(prefix, quote, summary, known) for quote in by_voice(summary.quotes, summary.gist)],
        "c": [_claim(prefix, claim, known) for claim in by_voice(summary.claims, summary.gist)],
    }
    wrong: dict[str, list[Card]] = defaultdict(list)
    parts: dict[str, list[Card]] = defaultdict(list)
    kinds = {name: kind for kind, (_, name) in SECTIONS.items()}
    for number, item in enumerate(summary.rejected, start=1):
        if item.kind in kinds or item.kind in ("row", "request"):
            wrong[kinds.get(item.kind, "r")].append(_rejected(f"{prefix}-r{number}", item, summary, number))
        else:
            section, card = _part(prefix, item, summary, number)
            parts[section].append(card)
    for kind, (heading, _) in SECTIONS.items():
        if shown[kind] or wrong[kind] or parts[kind]:
            more = len(shown[kind]) - FIRST if len(shown[kind]) > FIRST + 1 else 0
            yield Section(kind, heading, _cut(shown[kind], more), wrong[kind], parts[kind], more)
    if wrong["r"] or parts["r"]:
        yield Section("r", "Left open", [], wrong["r"], parts["r"], 0)


def _rejected(name: str, item: Rejected, summary: Summary, number: int) -> Card:
    said = plain(item.answer)
    # A statement refused for one voice may be shown for another: nobody must take that for refuted.
    struck = item.kind == "event" or not _holding(said, [*summary.quotes, *summary.claims])
    return Card(name, "r", said or "(nothing)", flags=(safe(item.reason),), at=number, struck=struck)


def _part(prefix: str, item: Rejected, summary: Summary, number: int) -> tuple[str, Card]:
    """Give a rejected part and the section of what goes without it; `r` where that is nothing shown."""
    answer = plain(item.answer)
    words, section, of = answer, "r", None
    shown: list[Said | Event] = [*summary.quotes, *summary.claims, *summary.events]
    found = next((one for one in shown if one.id == item.item_id), None)
    if isinstance(found, Event):
        words = answer.removeprefix(f"{found.type}: {plain(found.trigger.text)}: ")
        section, of = "e", (f"{prefix}-{found.id}", happening(found))
    elif found:
        words, section, of = answer.partition(": ")[0], found.id[0], (f"{prefix}-{found.id}", _line(found))
    elif item.kind == "role":
        name, _, role = answer.partition(": ")
        if role and any(plain(person.name) == name for person in summary.people):
            words, of = role, ("", name)
    card = Card(
        f"{prefix}-r{number}", "r", words or "(nothing)", tags=(plain(item.kind),), flags=(safe(item.reason),),
        at=number, of=of,
    )  # fmt: skip
    return section, card


def _holding(said: str, items: list[Said]) -> Said | None:
    """Give the shortest of these that holds all words of an answer: a whole one, or `its first words … its last`."""
    parts = [part for part in said.split(" … ") if part]
    holding = [one for one in items if parts and all(part in _words(one) for part in parts)]
    return min(holding, key=lambda one: len(_words(one)), default=None)


def _words(item: Said) -> str:
    return " … ".join(plain(span.text) for span in item.content) if isinstance(item, Quote) else plain(item.text)


def _cut(cards: list[Card], more: int) -> list[Card]:
    return [replace(card, later=bool(more) and number >= FIRST) for number, card in enumerate(cards)]


def _who(source: Source | None) -> str:
    return plain(source.name) if source else ""


def _role(voice: str, known: dict[str, Entry]) -> str:
    return _role_of(known[voice].person) if voice in known else ""


def _role_of(person: Person) -> str:
    role = plain(person.role.text) if person.role else ""
    return "" if role in person.name else role  # `a shift supervisor` says what it is itself


def _sure(item: Item) -> str:
    return "" if item.certainty is None else f"{item.certainty:.2f}"


def _quote(prefix: str, quote: Quote, summary: Summary, known: dict[str, Entry]) -> Card:
    voice, cue = _who(quote.speaker), plain(quote.cue.text) if quote.cue else ""
    name = called(quote.speaker)
    tags = (cue, f"as “{name}”" if name else "", "quoted in part" if quote.type == "mixed" else "")
    published = f", {summary.article.published}" if summary.article.published else ""
    where = f" ({headline(summary)}{published})"
    return Card(
        f"{prefix}-{quote.id}", "q", quoted(quote), voice or "Nobody named", _role(voice, known),
        tags=tuple(tag for tag in tags if tag), flags=tuple(flagged(quote)), sure=_sure(quote),
        who=(voice,), at=quote.content[0].start,
        copy=f"{quoted(quote)} — {voice or 'speaker not named'}{where}",
    )  # fmt: skip


def _claim(prefix: str, claim: Claim, known: dict[str, Entry]) -> Card:
    voice, name = _who(claim.claimant), called(claim.claimant)
    tags = (f"as “{name}”" if name else "", "partly quoted" if claim.quote_ids else "")
    return Card(
        f"{prefix}-{claim.id}", "c", plain(claim.text), voice, _role(voice, known), STANCES[claim.stance],
        claim.stance in ("denied", "alleged"), tuple(tag for tag in tags if tag), flags=tuple(flagged(claim)),
        sure=_sure(claim), who=(voice,), at=claim.evidence[0].start,
    )  # fmt: skip


def _event(prefix: str, event: Event) -> Card:
    people = [*(m.name for m in (*event.actors, *event.targets)), _who(event.attributed_to)]
    told, trigger = happening(event), plain(event.trigger.text)
    return Card(
        f"{prefix}-{event.id}", "e", told, tags=(event.type, *([event.realis] if event.realis != "actual" else [])),
        strong=event.realis != "actual", facts=tuple(roles(event)), flags=tuple(flagged(event)), sure=_sure(event),
        trigger=trigger if trigger in told else "", who=tuple(plain(name) for name in people if name),
        at=event.trigger.start,
    )  # fmt: skip


def timeline(prefix: str, summary: Summary) -> list[Moment]:
    """Group the events that have a date by it, the earliest first; empty where there are not two dates to order."""
    dated: dict[str, list[Event]] = defaultdict(list)
    for event in summary.events:
        if event.time and event.time.value and _order(event.time.value):
            dated[event.time.value[:10]].append(event)
    if len(dated) < 2:
        return []
    return [
        Moment(day(value), [_in_a_line(prefix, event) for event in dated[value]])
        for value in sorted(dated, key=_order)
    ]  # fmt: skip


def _in_a_line(prefix: str, event: Event) -> Line:
    """Cut an event's sentence around the word that names it: the line stays words of the article."""
    told, trigger, toll = happening(event), plain(event.trigger.text), counts(event)
    at = told.find(trigger)
    if at < 0:
        trigger, at = "", 0
    before, after = told[:at], told[at + len(trigger) :]
    if len(before) > BEFORE:
        before = before[-BEFORE:].partition(" ")[2]
        part = _BREAK.split(before)[-1]
        before = "… " + (part if len(part) > CLAUSE else before)
    if len(after) > BEHIND + CLAUSE:
        after = after[:BEHIND].rpartition(" ")[0].rstrip(" ,;:–-") + " …"
    return Line(f"{prefix}-{event.id}", before, trigger, after, event.realis, toll[0] if toll else "")


def _order(value: str) -> str:
    """Give what a value sorts by: the first day it can mean; empty where it is no date."""
    try:
        if "W" in value:
            year, week = value.split("-W")
            return date.fromisocalendar(int(year), int(week[:2]), 1).isoformat()
        return date.fromisoformat(
            value[:10] + "-01-01"[: 10 - len(value)] if len(value) < 10 else value[:10]
        ).isoformat()
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Who:
    """An entry of the who-is-who."""

    name: str
    role: str
    """Role words, else the kind where it is no person."""
    count: str
    """How much is told, in words."""
    told: list[tuple[str, str, str]]
    """`(card id, what it is, words)`."""


def people(prefix: str, summary: Summary) -> list[Who]:
    """List who is who with everything each one said and did."""
    found: list[Who] = []
    for entry in who_is_who(summary):
        person = entry.person
        told: list[tuple[str, Item]] = [("says", item) for item in entry.quotes]
        told += [(STANCES[claim.stance], claim) for claim in entry.claims]
        told += [("does", event) for event in entry.did] + [("meets with", event) for event in entry.met]
        amounts = [
            f"{len(things)} {name}{'' if len(things) == 1 else 's'}"
            for name, things in (
                ("quotation", entry.quotes),
                ("claim", entry.claims),
                ("event", [*entry.did, *entry.met]),
            )
            if things
        ]
        role = _role_of(person) if person.role else person.kind if person.kind != "person" else ""
        lines = [(f"{prefix}-{item.id}", verb, _line(item)) for verb, item in told]
        found.append(Who(plain(person.name), role, ", ".join(amounts), lines))
    return found


def _line(item: Item) -> str:
    if isinstance(item, Quote):
        return quoted(item)
    if isinstance(item, Claim):
        return plain(item.text)
    facts = [words for name, words in roles(item) if name in ("Where", "When", "Toll")]
    return " · ".join([plain(item.trigger.text), *facts])


def marked(summary: Summary) -> Iterator[tuple[str, list[tuple[int, int]], str]]:
    """Give what is marked in the text.

    Yields:
        The id, its spans as `(start, end)`, and what it is in words.
    """
    for number, span in enumerate(summary.gist, start=1):
        yield f"g{number}", [(span.start, span.end)], "tells the news"
    for item in (*summary.quotes, *summary.claims, *summary.events):
        voice = _who(voice_of(item))
        what = f"quote: {voice or 'nobody named'}"
        if not isinstance(item, Quote):  # its id tells nothing of its kind where a person added it
            what = (
                f"claim: {voice} {STANCES[item.stance]}"
                if isinstance(item, Claim)
                else f"event: {item.type}, {item.realis}"
            )
        yield item.id, [(span.start, span.end) for span in words_of(item)], what
