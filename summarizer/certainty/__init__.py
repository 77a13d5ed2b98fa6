"""How sure the program is of each item: what its checks say, how much it shows, and whether a second reading agrees."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from summarizer.ground import Judged
from summarizer.question import ReaderName
from summarizer.rank import Item, told
from summarizer.readers.merge import same_name
from summarizer.summary import Claim, Count, Differing, Event, Mention, Quote, Rejected, Source, Span, Summary

HALF = 0.5
"""Share of the longer one's characters that two statements must have in common to be one."""


def rated(summary: Summary, reader: ReaderName, second: Judged | None = None) -> Summary:
    """Say of every item how sure the program is, and what a second reading does not bear out.

    Args:
        summary: What the first reading came to.
        reader: Who read.
        second: What a second reading came to; None where there was none.

    Returns:
        The same summary with `certainty` on every item, and `differs` and its flag where the second one differs.
    """
    weights = learned()["weights"][reader]["twice" if second else "once"]

    def voted(item: Item) -> Item:
        differs = differing(item, second) if second else []
        changes: dict[str, object] = {"differs": differs, "flags": [*item.flags, "second_reading"]} if differs else {}
        item = item.model_copy(update=changes)
        return item.model_copy(update={"certainty": chance(weights[kind_of(item)], signals(item))})

    return summary.model_copy(
        update={name: [voted(item) for item in getattr(summary, name)] for name in ("quotes", "claims", "events")}
    )


@cache
def learned() -> dict[str, Any]:
    """Give what signals are worth: `evals/certainty.py` fits it on the dev half of the labelled set."""
    return json.loads((Path(__file__).parent / "weights.json").read_text("utf-8"))


def kind_of(item: Item) -> str:
    """Name the list of a summary that an item belongs to."""
    return "quotes" if isinstance(item, Quote) else "claims" if isinstance(item, Claim) else "events"


def chance(weights: Mapping[str, float], found: Sequence[str]) -> float:
    """Give the share of such items that are right: a logistic sum of weights; what has none counts nothing."""
    total = weights[""] + sum(weights.get(signal, 0.0) for signal in found)
    return round(1 / (1 + math.exp(-total)), 2)


def signals(item: Item) -> list[str]:
    """Name what bears on whether all that an item shows is right, at no cost: doubts, and what there is to be wrong."""
    found = ["flagged"] if any(flag != "second_reading" for flag in item.flags) else []
    found += [f"differs {name}" for name in item.differs]
    if isinstance(item, Quote):
        return [*found, item.type, item.speaker.kind if item.speaker else "no speaker"]
    if isinstance(item, Claim):
        return [*found, item.stance, item.claimant.kind]
    shown = {
        "actors": item.actors, "targets": item.targets, "place": item.place, "time": item.time and item.time.value,
        "casualties": item.casualties, "told by somebody": item.attributed_to,
    }  # fmt: skip
    return [*found, item.type, item.realis, *(name for name, value in shown.items() if value)]


def at_least(summary: Summary, floor: float, decided: Collection[str] = ()) -> Summary:
    """Move what is less certain than wished to `rejected`, with the reason.

    Args:
        summary: The summary.
        floor: Least certainty, 0 to 1; 0 leaves all as it is.
        decided: Ids of items that a person has decided about, which stay.

    Returns:
        The summary; ids stay, and no claim names a quotation that is gone.
    """
    if not floor:
        return summary
    items: list[Item] = [*summary.quotes, *summary.claims, *summary.events]
    safe = {item.id for item in items if item.id in decided or (item.certainty or 0.0) >= floor}
    low = [
        Rejected(
            kind=kind_of(item)[:-1],
            reason=f"{_sure(item)}: below --min-certainty {floor:g}",
            answer=told(item),
            item_id=item.id,
        )
        for item in items
        if item.id not in safe
    ]
    claims = [c.model_copy(update={"quote_ids": [q for q in c.quote_ids if q in safe]}) for c in summary.claims]
    return summary.model_copy(update={
        "quotes": [q for q in summary.quotes if q.id in safe], "claims": [c for c in claims if c.id in safe],
        "events": [e for e in summary.events if e.id in safe], "rejected": [*summary.rejected, *low],
    })  # fmt: skip


def _sure(item: Item) -> str:
    return "certainty not known" if item.certainty is None else f"certainty {item.certainty:.2f}"


def differing(item: Item, second: Judged) -> list[Differing]:
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
