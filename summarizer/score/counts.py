"""Counts of what was right, found and labelled; what they come to over all articles, with intervals."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

from summarizer.summary import Claim, Event, Quote


@dataclass(frozen=True, slots=True)
class Item:
    """One label or one thing found, for lists of what went wrong."""

    case: str
    kind: str
    """`quotes`, `claims` or `events`."""
    outcome: str
    """`hit`, `wrong`, `missed`, `false`; `optional` where a label that need not be found is shown with a fault."""
    start: int
    """Where in the article."""
    end: int
    text: str
    note: str
    who: str = ""
    """Whose claim: one statement may be asserted by one and denied by another."""
    shown: str = ""
    """The first field that is wrong as shown; nothing where all is right or nothing was found."""

    @property
    def key(self) -> str:
        """Stays the same between two runs."""
        return f"{self.case} {self.kind} {self.start}:{self.end} {self.who}".rstrip()


@dataclass
class Tally:
    """Counts of one article, by measure: `tp`, `predicted`, `gold`."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By measure and count."""
    items: list[Item] = field(default_factory=list)
    """Each label and each false find."""
    judged: list[tuple[str, Quote | Claim | Event, bool]] = field(default_factory=list)
    """Kind, thing found, and whether everything it shows is right."""

    def add(self, measure: str, *, tp: int = 0, predicted: int = 0, gold: int = 0) -> None:
        """Add to a measure."""
        self.counts[measure, "tp"] += tp
        self.counts[measure, "predicted"] += predicted
        self.counts[measure, "gold"] += gold


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure over all articles."""

    precision: float
    """Share of what was found that is labelled."""
    recall: float
    """Share of the labels that was found."""
    f1: float
    """Their harmonic mean."""
    tp: int
    """Counted hits."""
    predicted: int
    gold: int
    low: float
    """Lower end of the 95 % interval of F1, bootstrapped over articles."""
    high: float
    """Upper end."""


def figure(tallies: list[Tally], measure: str, *, samples: int = 1000) -> Figure:
    """Sum a measure over articles (micro average), with a bootstrap interval over articles."""
    rows = [tuple(t.counts[measure, part] for part in ("tp", "predicted", "gold")) for t in tallies]
    total = [sum(column) for column in zip(*rows, strict=True)] if rows else [0, 0, 0]
    dice = random.Random(1)
    spread: list[float] = []
    for _ in range(samples):
        drawn = dice.choices(rows, k=len(rows)) if rows else []
        spread.append(_f1(*(sum(column) for column in zip(*drawn, strict=True))) if drawn else 0.0)
    spread.sort()
    tp, predicted, gold = total
    return Figure(
        tp / predicted if predicted else 0.0, tp / gold if gold else 0.0, _f1(tp, predicted, gold), tp, predicted, gold,
        spread[int(0.025 * samples)], spread[int(0.975 * samples) - 1],
    )  # fmt: skip


def _f1(tp: int, predicted: int, gold: int) -> float:
    return 2 * tp / (predicted + gold) if predicted + gold else 0.0


def difference(
    one: list[Tally], other: list[Tally], measure: str, *, samples: int = 1000
) -> tuple[float, float, float]:
    """Give the paired difference of F1 between two runs over the same articles, with its 95 % interval."""
    parts = ("tp", "predicted", "gold")
    rows = [tuple(t.counts[measure, p] for t in pair for p in parts) for pair in zip(one, other, strict=True)]

    def gap(drawn: list[tuple[int, ...]]) -> float:
        sums = [sum(column) for column in zip(*drawn, strict=True)]
        return _f1(*sums[3:]) - _f1(*sums[:3])

    dice = random.Random(1)
    spread = sorted(gap(dice.choices(rows, k=len(rows))) for _ in range(samples))
    return gap(rows), spread[int(0.025 * samples)], spread[int(0.975 * samples) - 1]
