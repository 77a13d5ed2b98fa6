"""How sure the program is of each item: what its checks say, how much it shows, and whether a second reading agrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from summarizer.question import ReaderName
from summarizer.readers.merge import same_name
from summarizer.summary import Claim, Count, Differing, Event, Mention, Quote, Source, Span, Summary

Item = Quote | Claim | Event
HALF = 0.5
"""Share of the longer one's characters that two statements must have in common to be one."""


class Items(Protocol):
    """What a reading comes to."""

    @property
    def quotes(self) -> list[Quote]: ...
    @property
    def claims(self) -> list[Claim]: ...
    @property
    def events(self) -> list[Event]: ...


def rated(summary: Summary, reader: ReaderName, second: Items | None) -> Summary:
    return _with(summary, lambda item: item.model_copy(update={} if second is None else _vote(item, second)))


def _vote(item: Item, second: Items):
    differs = differing(item, second)
    return {"differs": differs, "flags": [*item.flags, "second_reading"] if differs else item.flags}


def _with(summary, change):
    return summary.model_copy(update={
        kind: [change(i) for i in getattr(summary, kind)] for kind in ("quotes", "claims", "events")
    })


def differing(item: Item, second: Items) -> list[Differing]:
    """Name the fields shown that a second reading gives differently; `item` where it does not have the item.

    Of several items of the second reading that may be the same, the one most like it counts.
    """
    if isinstance(item, Quote):
        found = [_quote(item, other) for other in second.quotes if _common(item.content, other.content) >= HALF]
    elif isinstance(item, Claim):
        found = [_claim(item, other) for other in second.claims if _common(item.evidence, other.evidence) >= HALF]
    else:
        found = [_event(item, other) for other in second.events if _same_event(item, other)]
    return min(found, key=len, default=["item"])


def _common(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Give the share of the longer one's characters that both cover."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return shared / max(sum(s.end - s.start for s in one), sum(s.end - s.start for s in other), 1)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _same_event(one: Event, other: Event) -> bool:
    if any(_meet(a, b) for a in one.mentions for b in other.mentions):
        return True
    return one.type == other.type and any(_meet(a, b) for a in one.evidence for b in other.evidence)


def _source(one: Source | None, other: Source | None) -> bool:
    if one is None or other is None:
        return one is other
    return same_name(one.name, other.name)


def _quote(one: Quote, other: Quote) -> list[Differing]:
    return [] if _source(one.speaker, other.speaker) else ["speaker"]


def _claim(one: Claim, other: Claim) -> list[Differing]:
    alike: dict[Differing, bool] = {
        "claimant": _source(one.claimant, other.claimant), "stance": one.stance == other.stance,
    }  # fmt: skip
    return [name for name, same in alike.items() if not same]


def _event(one: Event, other: Event) -> list[Differing]:
    """Compare what is shown: what only the second reading has is not shown, and no doubt about what is."""
    alike: dict[Differing, bool] = {
        "type": one.type == other.type, "realis": one.realis == other.realis,
        "actors": all(any(_role(a, b) for b in other.actors) for a in one.actors),
        "targets": all(any(_role(a, b) for b in other.targets) for a in one.targets),
        "place": one.place is None or (other.place is not None and _role(one.place, other.place)),
        "time": one.time is None or one.time.value is None
        or (other.time is not None and one.time.value == other.time.value),
        "casualties": all(_count(one, kind) in (None, _count(other, kind)) for kind in ("dead", "injured")),
    }  # fmt: skip
    return [name for name, same in alike.items() if not same]


def _role(one: Mention, other: Mention) -> bool:
    return _meet(one.span, other.span) or same_name(one.name, other.name)


def _count(event: Event, kind: str) -> int | None:
    count: Count | None = getattr(event.casualties, kind, None)
    return count.value if count else None
