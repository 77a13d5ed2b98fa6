"""How good certainty is: risk against coverage, and how far what is said to be sure is right so often."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate

from summarizer.score.counts import Tally

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Of the table: what `--min-certainty` may be."""
SHARES = (25, 50, 75, 100)
"""Per cent of the items, the surest first."""
_BINS = 5
Pair = tuple[float, bool]
"""Certainty of an item, and whether all that it shows is right."""


@dataclass(frozen=True)
class Risk:
    """How good the certainty of one kind is."""

    items: int
    brier: float
    """Mean squared distance of certainty from what was so; 0 is perfect."""
    ece: float
    """Expected calibration error: mean distance of certainty from the share right, over five equal bins."""
    aurc: float
    """Area under the risk-coverage curve: mean share wrong among the surest, over all coverages."""
    low: float
    """Lower end of its 95 % interval, bootstrapped over articles."""
    high: float
    """Upper end."""
    surest: dict[int, float]
    """Share right among so many per cent, the surest first."""
    above: dict[float, tuple[float, float]]
    """Share shown and share right of it, at each threshold."""


def pairs(tallies: list[Tally], kind: str) -> list[list[Pair]]:
    """Give certainty and outcome of all items of a kind, by article; what has no certainty is left out."""
    return [
        [(item.certainty, right) for name, item, right in tally.judged if name == kind and item.certainty is not None]
        for tally in tallies
    ]


def risks(tallies: list[Tally]) -> dict[str, Risk]:
    """Judge certainty kind by kind; kinds without any are left out."""
    by_kind = {kind: pairs(tallies, kind) for kind in ("quotes", "claims", "events")}
    return {kind: risk(found) for kind, found in by_kind.items() if any(found)}


def risk(articles: list[list[Pair]], *, samples: int = 1000) -> Risk:
    """Judge certainty.

    Args:
        articles: Certainty and outcome of each item, by article; at least one.
        samples: Of the bootstrap.
    """
    every = [pair for article in articles for pair in article]
    dice = random.Random(1)
    drawn = ([pair for a in dice.choices(articles, k=len(articles)) for pair in a] for _ in range(samples))
    spread = sorted(area(sample) for sample in drawn if sample)
    right = rights(every)
    above = {t: [ok for sure, ok in every if sure >= t] for t in THRESHOLDS}
    return Risk(
        len(every), sum((sure - ok) ** 2 for sure, ok in every) / len(every), _ece(every), area(every),
        spread[int(0.025 * len(spread))], spread[int(0.975 * len(spread)) - 1],
        {share: right[(k := max(1, len(every) * share // 100)) - 1] / k for share in SHARES},
        {t: (len(ok) / len(every), sum(ok) / len(ok) if ok else 1.0) for t, ok in above.items()},
    )  # fmt: skip


def rights(every: list[Pair]) -> list[float]:
    """Give how many of the surest 1, 2, 3, … items are right; items of one certainty count as their mean."""
    tied: dict[float, list[bool]] = defaultdict(list)
    for sure, ok in every:
        tied[sure].append(ok)
    return list(accumulate(sum(tied[s]) / len(tied[s]) for s in sorted(tied, reverse=True) for _ in tied[s]))


def area(every: list[Pair]) -> float:
    """Give the area under the risk-coverage curve."""
    return sum(1 - right / k for k, right in enumerate(rights(every), start=1)) / len(every)


def _ece(every: list[Pair]) -> float:
    bins: dict[int, list[Pair]] = defaultdict(list)
    for pair in every:
        bins[min(int(pair[0] * _BINS), _BINS - 1)].append(pair)
    gaps = (abs(sum(sure for sure, _ in found) - sum(ok for _, ok in found)) for found in bins.values())
    return sum(gaps) / len(every)
