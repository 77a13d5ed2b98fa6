"""The same event told by several articles put together, and where sources disagree.

What is compared is what was read: type, resolved date, place, people, counts, and the words that tell the event.
Nothing here decides who is right; everything is shown with its own words, so that a wrong join is seen at once.
`evals/stories/measure.py` scores it against pairs labelled same, follow-up and different.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from summarizer.summary import Claim, EventType
from summarizer.tellings import Told, stem, words_in

HARM: frozenset[EventType] = frozenset(("attack", "death", "injury", "accident", "disaster", "rescue"))
LAW: frozenset[EventType] = frozenset(("trial", "decision", "result"))
DEAL: frozenset[EventType] = frozenset(("agreement", "transaction", "decision", "announcement"))
POST: frozenset[EventType] = frozenset(("election", "appointment", "result"))
STREET: frozenset[EventType] = frozenset(("protest", "strike"))
FAMILIES = (HARM, LAW, DEAL, POST, STREET)
"""Types that tell the same happening from several sides: an accident, the deaths, the injured."""
OF_SOMEBODY: frozenset[EventType] = frozenset(
    ("death", "arrest", "charge", "trial", "appointment", "election", "award", "sport")
)
"""Types that are another event where they befall somebody else."""
SLACK = timedelta(days=1)
"""Two tellings of one night may give it two dates."""
RAREST = 12
"""Names of a telling that others are looked for by: the rarest of the corpus."""
MOST = 60
"""Tellings that share a name and a date, beyond which only the next so many are compared."""
_AGREE, _DENY = ("asserted", "confirmed", "alleged", "believed"), "denied"


@dataclass(frozen=True, slots=True)
class Said:
    """One claim."""

    article: int
    """Number of the article in the corpus."""
    id: str
    words: str
    who: str
    stance: str
    content: frozenset[str]


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


def stories(events: list[Told]) -> list[Story]:
    """Put tellings of the same event together.

    Args:
        events: All events of a corpus.

    Returns:
        What at least two articles tell, or what sources of one article tell differently; most articles first.
    """
    weigh = _Weights(events)
    group = {at: [at] for at in range(len(events))}
    # The surest joins come first; a group never takes in what one of its own tellings cannot be.
    pairs = sorted(((weigh.alike(events[a], events[b]), a, b) for a, b in _pairs(events)), key=lambda pair: -pair[0])
    for likeness, a, b in pairs:
        if likeness < weigh.ENOUGH:
            break
        one, other = group[a], group[b]
        if one is other:
            continue
        if weigh.groups([events[x] for x in one], [events[y] for y in other]) >= weigh.ENOUGH - 0.1:
            one += other
            group.update(dict.fromkeys(other, one))
    groups = {id(found): [events[at] for at in found] for found in group.values()}.values()
    found = [Story(sorted(g, key=lambda t: (t.first, t.article)), list(_differs(g))) for g in groups]
    told = [story for story in found if len(story.told) > 1 and (story.articles > 1 or story.differs)]
    return sorted(told, key=lambda story: (-story.articles, -len(story.differs), story.told[0].first))


def _pairs(events: list[Told]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: they share a name, and their days meet."""
    own = [event.place.union(event.named, *event.names) for event in events]
    common = Counter(name for names in own for name in names)
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, event in enumerate(events):
        # A name elsewhere in the article counts where another article's event happens there or befalls it.
        for name in sorted(own[at] | (event.around & common.keys()), key=lambda name: (common[name], name))[:RAREST]:
            blocks[name].append(at)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        block.sort(key=lambda at: events[at].first)
        for place, a in enumerate(block):
            for b in block[place + 1 : place + 1 + MOST]:
                if events[b].first > events[a].last + SLACK:
                    break
                pair = (min(a, b), max(a, b))
                if a != b and pair not in seen:
                    seen.add(pair)
                    if _possible(events[a], events[b]):
                        yield pair


def _possible(one: Told, other: Told) -> bool:
    """Tell whether nothing speaks against two tellings being of one event."""
    if one.first > other.last + SLACK or other.first > one.last + SLACK or date.min in (one.first, other.first):
        return False
    akin = one.type == other.type or any(one.type in f and other.type in f for f in FAMILIES)
    if not akin and one.trigger != other.trigger:
        return False
    if one.article == other.article and not (one.counts and other.counts):
        return False  # the reader already merged what is the same; only two tolls of one event are told apart
    if one.where and other.where and not (_heard(one, other) or _heard(other, one)):
        return False
    agree, differ = _namesakes(one, other)
    return bool(agree) or not differ


def _heard(one: Told, other: Told) -> frozenset[str]:
    """Give the words of a place that the other article speaks of."""
    return one.place & (other.around | other.content)


def _namesakes(one: Told, other: Told) -> tuple[frozenset[str], bool]:
    """Compare whom two tellings name.

    Returns:
        Words of the names that agree, one being part of the other; and whether some are of two people: they share a
        word and each has one of its own, or both tellings name whom a death or an arrest befell and none is the same.
    """
    agree: set[str] = set()
    differ = False
    for a in one.names:
        for b in other.names:
            if a <= b or b <= a:
                agree |= a & b
            elif a & b:
                differ = True
    if one.type in OF_SOMEBODY and other.type in OF_SOMEBODY and one.whom and other.whom:
        differ = differ or not agree
    return frozenset(agree), differ


class _Weights:
    """How much a shared word says: the rarer among the tellings of a corpus, the more."""

    ENOUGH = 0.8
    """Likeness from which two tellings are one event; chosen on the dev half of the labelled stories."""

    def __init__(self, events: list[Told]) -> None:
        self._count = Counter(word for e in events for word in e.context.union(e.content, e.place, *e.names))

    def _sum(self, words: frozenset[str]) -> float:
        return sum(1 / (1 + self._count[word] / 12) for word in words)

    def alike(self, one: Told, other: Told) -> float:
        """Score two tellings that can be of one event."""
        agree, _ = _namesakes(one, other)
        people, others = one.named.union(*one.names), other.named.union(*other.names)
        around = _heard(one, other) | _heard(other, one)
        if not (around or agree or people & others):
            return 0.0  # no name holds them together
        there = self._sum(one.place & other.place) or 0.6 * self._sum(around)
        named = self._sum((people & others) - agree)
        score = 0.5 * min(1.0, there) + 0.5 * min(2.0, self._sum(agree)) + 0.25 * min(2.0, named)
        score += 0.8 * self._overlap(one.content, other.content) + 0.8 * self._overlap(one.context, other.context)
        score += 0.25 * (one.type == other.type)
        if len(one.day) == len(other.day) == 10:
            score += 0.3 if one.day == other.day else -0.3
        if min(_dead(one), _dead(other)) > 2 and one.place & other.place:
            score += 0.3  # one place seldom sees many die twice in two days
        if {(k, v) for k, _, v in one.counts} & {(k, v) for k, _, v in other.counts}:
            score += 0.2
        if self._befell_another(one, other) or self._befell_another(other, one):
            return score - (0.8 if one.type in OF_SOMEBODY else 0.4)
        return score + 0.25 * (one.trigger == other.trigger)

    def groups(self, one: list[Told], other: list[Told]) -> float:
        """Score two groups of tellings: the mean of their pairs, 0 where one of these cannot be."""
        pairs = [(a, b) for a in one[:8] for b in other[:8]]
        if not all(_possible(a, b) for a, b in pairs):
            return 0.0
        return sum(self.alike(a, b) for a, b in pairs) / len(pairs)

    def _overlap(self, one: frozenset[str], other: frozenset[str]) -> float:
        return self._sum(one & other) / ((self._sum(one) * self._sum(other)) ** 0.5 or 1)

    @staticmethod
    def _befell_another(one: Told, other: Told) -> bool:
        """Tell whether it befell something that the other telling does not speak of."""
        befell = other.things or (other.type in OF_SOMEBODY and other.whom)
        if not one.things or not befell or one.language != other.language:
            return False
        return not one.things & (other.things | other.content) and not other.things & one.content


def _dead(told: Told) -> int:
    return max((value for kind, _, value in told.counts if kind == "dead"), default=0)


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


def saying(number: int, claim: Claim) -> Said:
    """Take from a claim what is compared."""
    words = frozenset(stem(w) for w in words_in(claim.text))
    return Said(number, claim.id, claim.text, claim.claimant.name, claim.stance, words)


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
