"""The same event told by several articles put together, and where sources disagree.

Nothing here decides who is right. Two tellings are put together when kind, day and at least one named participant or
place agree and the words overlap; everything is shown with its own words, so that a wrong join is seen at once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from summarizer.summary import Claim, Count, Event

HARM = frozenset(("attack", "death", "injury", "accident", "disaster"))
"""Types that tell the same happening from several sides: an accident, the deaths, the injured."""
MAX_BLOCK = 300
"""A name shared by more events than this says nothing about which of them are the same."""
_APART = timedelta(days=2)
_AGREE, _DENY = ("asserted", "confirmed", "alleged", "believed"), "denied"


@dataclass(frozen=True, slots=True)
class Told:
    """One article's telling of an event."""

    article: int
    """Number of the article in the corpus."""
    id: str
    """The event's id there."""
    words: str
    """The description: the article's own words."""
    type: str
    """Event type."""
    realis: str
    """actual, negated, planned or hypothetical."""
    day: str
    """ISO date of the event, else of the article; empty where neither is known."""
    names: frozenset[str]
    """Content words of place, actors and targets."""
    content: frozenset[str]
    """Content words of the description."""
    counts: tuple[tuple[str, str, int], ...]
    """`(dead|injured, qualifier, value)`."""
    teller: str
    """Who tells it, where the article says so."""


@dataclass(frozen=True, slots=True)
class Said:
    """One claim."""

    article: int
    """Number of the article in the corpus."""
    id: str
    """The claim's id there."""
    words: str
    """What is claimed."""
    who: str
    """By whom."""
    stance: str
    """asserted, denied, …"""
    content: frozenset[str]
    """Content words."""


@dataclass(slots=True)
class Story:
    """One event as several articles, or several sources of one article, tell it."""

    told: list[Told]
    """At least two, by day."""
    differs: list[str] = field(default_factory=list[str])
    """Where they disagree, in words; empty where they do not."""

    @property
    def articles(self) -> int:
        """How many articles tell it."""
        return len({telling.article for telling in self.told})


def telling(number: int, event: Event, published: str | None) -> Told:
    """Take from an event what is compared."""
    time = event.time
    exact = time.value[:10] if time and time.value and time.precision == "day" else ""
    named = [*event.actors, *event.targets, *([event.place] if event.place else [])]
    counts = [(kind, getattr(event.casualties, kind, None)) for kind in ("dead", "injured")]
    return Told(
        number, event.id, event.description, event.type, event.realis, exact or published or "",
        frozenset(word for mention in named for word in content_words(mention.name) if not word.isdigit()),
        frozenset(content_words(event.description)),
        tuple((kind, count.qualifier, count.value) for kind, count in counts if isinstance(count, Count)),
        event.attributed_to.name if event.attributed_to else "",
    )  # fmt: skip


def saying(number: int, claim: Claim) -> Said:
    """Take from a claim what is compared."""
    words = frozenset(content_words(claim.text))
    return Said(number, claim.id, claim.text, claim.claimant.name, claim.stance, words)


def stories(events: list[Told]) -> list[Story]:
    """Put tellings of the same event together.

    Args:
        events: All events of a corpus.

    Returns:
        What at least two articles tell, or what sources of one article tell differently; most articles first.
    """
    leader = list(range(len(events)))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for a, b in _pairs(events):
        if find(a) != find(b) and _same(events[a], events[b]):
            leader[find(b)] = find(a)
    groups: dict[int, list[Told]] = defaultdict(list)
    for at, event in enumerate(events):
        groups[find(at)].append(event)
    found = [Story(sorted(group, key=lambda t: (t.day, t.article)), list(_differs(group))) for group in groups.values()]
    told = [story for story in found if len(story.told) > 1 and (story.articles > 1 or story.differs)]
    return sorted(told, key=lambda story: (-story.articles, -len(story.differs), story.told[0].day))


def _pairs(events: list[Told]) -> Iterator[tuple[int, int]]:
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, event in enumerate(events):
        family = "harm" if event.type in HARM else event.type
        for name in event.names:
            blocks[family, name].append(at)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) > MAX_BLOCK:
            continue
        for pair in combinations(block, 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _same(one: Told, other: Told) -> bool:
    if not _near(one.day, other.day):
        return False
    shared, names = one.content & other.content, one.names & other.names
    smaller = min(len(one.content), len(other.content)) or 1
    overlap = len(shared - names) / smaller
    if one.article == other.article:
        # Inside an article the writer already merged what is the same: only equal kinds of counts are compared.
        return bool(names) and bool(one.counts and other.counts) and overlap >= 0.3
    return len(names) >= 1 and (overlap >= 0.3 or (len(names) >= 2 and overlap >= 0.2))


def _near(one: str, other: str) -> bool:
    if not one or not other:
        return False
    try:
        return abs(date.fromisoformat(one) - date.fromisoformat(other)) <= _APART
    except ValueError:
        return one == other


def _differs(group: list[Told]) -> Iterator[str]:
    for kind in ("dead", "injured"):
        counts = {(qualifier, value) for told in group for k, qualifier, value in told.counts if k == kind}
        if any(not _fit(a, b) for a, b in combinations(sorted(counts), 2)):
            numbers = ", ".join(_number(*count) for count in sorted(counts, key=lambda c: c[1]))
            yield f"{kind}: {numbers}"
    realis = {told.realis for told in group}
    if {"actual", "negated"} <= realis:
        yield "told as a fact here and denied there"


def _number(qualifier: str, value: int) -> str:
    return f"{value:,}" if qualifier == "exactly" else f"{qualifier.replace('_', ' ')} {value:,}"


def _fit(one: tuple[str, int], other: tuple[str, int]) -> bool:
    """Tell whether two counts can both be true."""
    low: dict[str, float] = {"exactly": 1, "at_least": 1, "about": 0.9, "up_to": 0}
    high: dict[str, float] = {"exactly": 1, "at_least": float("inf"), "about": 1.1, "up_to": 1}
    return max(low[q] * v for q, v in (one, other)) <= min(high[q] * v if v else 0.0 for q, v in (one, other))


def disputes(claims: Iterable[Said]) -> list[tuple[Said, Said]]:
    """Find what one asserts and another denies.

    Args:
        claims: All claims of a corpus.

    Returns:
        Pairs of the denial and the assertion it is closest to in words, the closest first.
    """
    known = list(claims)
    places: dict[str, list[int]] = defaultdict(list)
    for at, claim in enumerate(known):
        if claim.stance in _AGREE:
            for word in claim.content:
                places[word].append(at)
    found: list[tuple[float, Said, Said]] = []
    for denial in known:
        if denial.stance != _DENY or len(denial.content) < 2:
            continue
        near: dict[int, int] = defaultdict(int)
        for word in denial.content:
            if len(places[word]) <= 2000:
                for at in places[word]:
                    near[at] += 1
        best: tuple[float, int] = (0.0, -1)
        for at, shared in near.items():
            other = known[at]
            if other.who != denial.who and shared >= 2:
                best = max(best, (shared / len(denial.content | other.content), at))
        if best[0] >= 0.34 and not _numbers_apart(denial.words, known[best[1]].words):
            found.append((best[0], denial, known[best[1]]))
    found.sort(key=lambda item: -item[0])
    return [(denial, claim) for _, denial, claim in found]


def _numbers_apart(one: str, other: str) -> bool:
    """Tell whether both name numbers and share none: they are about different things."""
    a, b = set(re.findall(r"\d+", one)), set(re.findall(r"\d+", other))
    return bool(a and b and not a & b)


_EMPTY = frozenset(
    "the a an of in on at to for and or but with by from as after before over under into that this is was were are "
    "be been has have had its his her their it he she they who which will would could can not no new says said".split()
)


def content_words(words: str) -> set[str]:
    """Give the stems of the words that carry meaning, lower case."""
    return {_stem(word) for word in re.findall(r"[^\W_]{2,}", words.lower()) if word not in _EMPTY}


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s)$", "", word) if len(word) > 4 else word
