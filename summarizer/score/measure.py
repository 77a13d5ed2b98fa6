"""Count what was found, exactly and by overlap, and which of its fields are right."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from summarizer.score.gold import Case
from summarizer.score.pairing import best_pairs, covered, overlap, same_name
from summarizer.summary import Claim, Event, Quote, Source, Summary

FOUND = 0.5
"""Share of the longer one that must be common for a quote to be found."""
GGT = (0.3, 0.8)
"""The two thresholds of the Guardian's evaluation, beside ours."""


@dataclass(frozen=True, slots=True)
class Item:
    """One label or one thing found, for lists of what went wrong."""

    case: str
    """Article."""
    kind: str
    """`quotes`, `claims` or `events`."""
    outcome: str
    """`hit`, `wrong`, `missed`, `false`."""
    start: int
    """Where in the article."""
    end: int
    """Until where."""
    text: str
    """Its words."""
    note: str
    """What is wrong."""
    who: str = ""
    """Whose claim: one statement may be asserted by one and denied by another."""

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

    def add(self, measure: str, *, tp: int = 0, predicted: int = 0, gold: int = 0) -> None:
        """Add to a measure."""
        self.counts[measure, "tp"] += tp
        self.counts[measure, "predicted"] += predicted
        self.counts[measure, "gold"] += gold


def score(case: Case, summary: Summary | None) -> Tally:
    """Compare one summary with its labels.

    Args:
        case: Article and labels.
        summary: What the program found; None for an article that failed, which counts as nothing found.

    Returns:
        The counts.
    """
    tally = Tally()
    gold = case.gold
    _quotes(tally, case, summary.quotes if summary else [])
    _claims(tally, case, summary.claims if summary else [], gold.quotes)
    _events(tally, case, summary.events if summary else [])
    spans = list(summary.spans()) if summary else []
    grounded = sum(case.article.text[s.start : s.end] == s.text for s in spans)
    tally.add("grounded", tp=grounded, predicted=len(spans), gold=len(spans))
    return tally


def _pair(
    tally: Tally, case: Case, kind: str, gold: list, found: list, *, weight: Callable[[object, object], float],  # pyright: ignore
    ignored: Callable[[object], bool] = lambda _: False,
) -> list[tuple[object, object]]:  # fmt: skip
    """Pair, count what was found, list what was missed or false; give the pairs that count."""
    pairs = best_pairs([[weight(g, f) for f in found] for g in gold])
    optional = set(case.gold.optional)
    taken = {f for _, f in pairs}
    hit = {g for g, _ in pairs}
    counted = [(gold[g], found[f]) for g, f in pairs if gold[g].id not in optional]
    missed = [g for n, g in enumerate(gold) if n not in hit and g.id not in optional]
    false = [f for n, f in enumerate(found) if n not in taken and not ignored(f)]
    tally.add(f"{kind}.found", tp=len(counted), predicted=len(counted) + len(false), gold=len(counted) + len(missed))
    for outcome, items in (("missed", missed), ("false", false)):
        for item in items:
            spans = _place(item)
            tally.items.append(
                Item(case.name, kind, outcome, spans[0].start, spans[-1].end, spans[0].text, outcome, _whose(item))
            )
    tally.counts[kind, "false"] += len(false)
    tally.counts[kind, "missed"] += len(missed)
    return counted


def _place(item: Quote | Claim | Event) -> list:  # pyright: ignore
    return item.content if isinstance(item, Quote) else item.evidence if isinstance(item, Claim) else [item.trigger]


def _whose(item: object) -> str:
    return item.claimant.name if isinstance(item, Claim) else ""


def _right(tally: Tally, measure: str, kind: str, verdicts: list[bool]) -> None:
    """A field of everything that was found: those not found or falsely found count against it."""
    counts = tally.counts
    false, missed = counts[kind, "false"], counts[kind, "missed"]
    tally.add(measure, tp=sum(verdicts), predicted=len(verdicts) + false, gold=len(verdicts) + missed)


def _told(tally: Tally, case: Case, kind: str, pairs: list[tuple], problems: list[str]) -> None:  # pyright: ignore
    for (gold, _), problem in zip(pairs, problems, strict=True):
        spans = _place(gold)
        outcome = "wrong" if problem else "hit"
        tally.items.append(
            Item(case.name, kind, outcome, spans[0].start, spans[-1].end, spans[0].text, problem, _whose(gold))
        )


def _quotes(tally: Tally, case: Case, found: list[Quote]) -> None:
    def weight(gold: Quote, quote: Quote) -> float:
        share = overlap(gold.content, quote.content)
        return share if share >= FOUND else 0.0

    pairs = _pair(tally, case, "quotes", case.gold.quotes, found, weight=weight)  # pyright: ignore
    shares = [overlap(g.content, f.content) for g, f in pairs]  # pyright: ignore
    _right(tally, "quotes.exact", "quotes", [share == 1.0 for share in shares])
    for threshold in GGT:
        near = best_pairs([[_least(overlap(g.content, f.content), threshold) for f in found] for g in case.gold.quotes])
        optional = sum(case.gold.quotes[g].id in case.gold.optional for g, _ in near)
        missing = sum(q.id in case.gold.optional for q in case.gold.quotes) - optional
        tally.add(
            f"quotes.ggt{threshold}", tp=len(near) - optional, predicted=len(found) - optional,
            gold=len(case.gold.quotes) - optional - missing,
        )  # fmt: skip
    speakers = [_same_source(g.speaker, f.speaker) for g, f in pairs]  # pyright: ignore
    _right(tally, "quotes.speaker", "quotes", speakers)
    _right(tally, "quotes.cue", "quotes", [_same_span(g.cue, f.cue) for g, f in pairs])  # pyright: ignore
    _right(tally, "quotes.type", "quotes", [g.type == f.type for g, f in pairs])  # pyright: ignore
    _told(tally, case, "quotes", pairs, [
        "" if ok else f"speaker {_name(f.speaker)}, labelled {_name(g.speaker)}"  # pyright: ignore
        for ok, (g, f) in zip(speakers, pairs, strict=True)
    ])  # fmt: skip


def _name(source: Source | None) -> str:
    return source.name if source else "nobody"


def _least(share: float, threshold: float) -> float:
    return share if share >= threshold else 0.0


def _same_source(gold: object, found: object) -> bool:
    if gold is None or found is None:
        return gold is found
    return same_name(gold.name, found.name)  # pyright: ignore


def _same_span(gold: object, found: object) -> bool:
    if gold is None or found is None:
        return gold is found
    return gold.start < found.end and found.start < gold.end  # pyright: ignore


def _claims(tally: Tally, case: Case, found: list[Claim], quotes: list[Quote]) -> None:
    spoken = covered([span for quote in quotes for span in quote.content])

    def weight(gold: Claim, claim: Claim) -> float:
        one, other = covered(gold.evidence), covered(claim.evidence)
        common = len(one & other)
        # At least half of the label, and no more than three times its length around it.
        if common < 0.5 * len(one) or common < 0.33 * len(other):
            return 0.0
        return common / max(len(one), len(other)) + 0.01 * same_name(gold.claimant.name, claim.claimant.name)

    def inside_a_quote(claim: object) -> bool:
        words = covered(claim.evidence)  # pyright: ignore
        return len(words & spoken) > 0.9 * len(words)

    # A statement made inside a quotation is a claim by the contract, but only reported ones are labelled.
    pairs = _pair(tally, case, "claims", case.gold.claims, found, weight=weight, ignored=inside_a_quote)  # pyright: ignore
    claimants = [same_name(g.claimant.name, f.claimant.name) for g, f in pairs]  # pyright: ignore
    _right(tally, "claims.exact", "claims", [covered(g.evidence) == covered(f.evidence) for g, f in pairs])  # pyright: ignore
    _right(tally, "claims.claimant", "claims", claimants)
    _right(tally, "claims.cue", "claims", [_same_span(g.cue, f.cue) for g, f in pairs])  # pyright: ignore
    _right(tally, "claims.stance", "claims", [g.stance == f.stance for g, f in pairs])  # pyright: ignore
    _told(tally, case, "claims", pairs, [
        "" if ok else f"claimant {f.claimant.name!r}, labelled {g.claimant.name!r}"  # pyright: ignore
        for ok, (g, f) in zip(claimants, pairs, strict=True)
    ])  # fmt: skip


def _events(tally: Tally, case: Case, found: list[Event]) -> None:
    def weight(gold: Event, event: Event) -> float:
        words = [event.trigger, *event.mentions]
        if any(_same_span(gold.trigger, word) for word in words):
            return 2.0 + (gold.type == event.type)
        # Told by the same sentence and of the same type: another word for the same happening.
        return 1.0 if gold.type == event.type and _same_span(gold.evidence[0], event.evidence[0]) else 0.0

    pairs = _pair(tally, case, "events", case.gold.events, found, weight=weight)  # pyright: ignore
    typed = [g.type == f.type for g, f in pairs]  # pyright: ignore
    _right(tally, "events.type", "events", typed)
    _right(tally, "events.realis", "events", [g.realis == f.realis for g, f in pairs])  # pyright: ignore
    paired = [(g, f) for g, f in pairs]
    for name, values in _FIELDS.items():
        _field(tally, case, f"events.{name}", values, paired)  # pyright: ignore
    _told(tally, case, "events", pairs, [
        "" if ok else f"type {f.type}, labelled {g.type}"  # pyright: ignore
        for ok, (g, f) in zip(typed, pairs, strict=True)
    ])  # fmt: skip


def _names(mentions: Iterable[object]) -> list[str]:
    return [m.name for m in mentions]  # pyright: ignore


_FIELDS: dict[str, Callable[[Event], list[str]]] = {
    "actor": lambda e: _names(e.actors),
    "target": lambda e: _names(e.targets),
    "place": lambda e: [e.place.name] if e.place else [],
    "date": lambda e: [e.time.value] if e.time and e.time.value else [],
    "casualties": lambda e: [
        f"{kind} {count.value} {count.qualifier}"
        for kind, count in (("dead", e.casualties.dead), ("injured", e.casualties.injured)) if count
    ] if e.casualties else [],
}  # fmt: skip
"""Values of a field; an empty list where there is none."""


def _field(
    tally: Tally, case: Case, measure: str, values: Callable[[Event], list[str]], pairs: list[tuple[Event, Event]],
) -> None:  # fmt: skip
    """Score the values of one field over the events that were found: a missing one and a wrong one both count."""
    exact = measure.endswith(("date", "casualties"))
    for gold, event in pairs:
        expected, got = values(gold), values(event)
        if not expected:
            # Not labelled: an optional detail is neither rewarded nor punished, a wrong date is.
            tally.add(measure, predicted=len(got) if exact else 0)
            continue
        right = 0
        left = list(got)
        for value in expected:
            hit = next((g for g in left if (g == value if exact else same_name(g, value))), None)
            if hit is not None:
                left.remove(hit)
                right += 1
        tally.add(measure, tp=right, predicted=max(len(got), right), gold=len(expected))
    labelled = {id(gold) for gold, _ in pairs}
    for gold in case.gold.events:
        if id(gold) not in labelled and gold.id not in case.gold.optional:
            tally.add(measure, gold=len(values(gold)))


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
    """Things found."""
    gold: int
    """Labels."""
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


MEASURES = (
    "quotes.found", "quotes.exact", "quotes.speaker", "quotes.cue", "quotes.type", "quotes.ggt0.3", "quotes.ggt0.8",
    "claims.found", "claims.exact", "claims.claimant", "claims.cue", "claims.stance",
    "events.found", "events.type", "events.realis", "events.actor", "events.target", "events.place", "events.date",
    "events.casualties", "grounded",
)  # fmt: skip
"""Every measure, in the order of the table."""


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
