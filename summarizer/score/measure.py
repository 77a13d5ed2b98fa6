"""Compare summaries with labels: what was found, which fields are right, and what is right as shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from summarizer.rank import words_of
from summarizer.score import shown
from summarizer.score.counts import Item, Tally
from summarizer.score.fields import FIELDS, right
from summarizer.score.gold import Case
from summarizer.score.pairing import best_pairs, covered, overlap, same_name
from summarizer.summary import Claim, Event, Quote, Source, Span, Summary

FOUND = 0.5
"""Share of the longer one that must be common for a quote to be found."""
GGT = (0.3, 0.8)
"""The two thresholds of the Guardian's evaluation, beside ours."""
MEASURES = (
    "quotes.found", "quotes.exact", "quotes.speaker", "quotes.cue", "quotes.type", "quotes.ggt0.3", "quotes.ggt0.8",
    "quotes.shown", "claims.found", "claims.exact", "claims.claimant", "claims.cue", "claims.stance", "claims.shown",
    "events.found", "events.type", "events.realis", "events.actor", "events.target", "events.place", "events.date",
    "events.dead", "events.injured", "events.shown", "grounded",
)  # fmt: skip
"""Every measure, in the order of the table."""

Thing = TypeVar("Thing", Quote, Claim, Event)


@dataclass(frozen=True)
class Paired(Generic[Thing]):
    """Labels of one kind in one article beside what was found."""

    counted: list[tuple[Thing, Thing]]
    """Label and thing found, where the label must be found."""
    optional: list[tuple[Thing, Thing]]
    """The same where it need not be."""
    missed: list[Thing]
    """Labels that must be found and were not."""
    false: list[Thing]
    """Found, and no label."""


def score(case: Case, summary: Summary | None) -> Tally:
    """Compare one summary with its labels.

    Args:
        case: Article and labels.
        summary: What the program found; None for an article that failed, which counts as nothing found.

    Returns:
        The counts.
    """
    tally = Tally()
    _quotes(tally, case, summary.quotes if summary else [])
    _claims(tally, case, summary.claims if summary else [])
    _events(tally, case, summary.events if summary else [])
    spans = list(summary.spans()) if summary else []
    grounded = sum(case.article.text[s.start : s.end] == s.text for s in spans)
    tally.add("grounded", tp=grounded, predicted=len(spans), gold=len(spans))
    return tally


def pair(case: Case, gold: list[Thing], found: list[Thing], weight: Callable[[Thing, Thing], float]) -> Paired[Thing]:
    """Pair labels with what was found, one to one, with the greatest total weight."""
    pairs = best_pairs([[weight(g, f) for f in found] for g in gold])
    optional = set(case.gold.optional)
    hit, taken = {g for g, _ in pairs}, {f for _, f in pairs}
    return Paired(
        counted=[(gold[g], found[f]) for g, f in pairs if gold[g].id not in optional],
        optional=[(gold[g], found[f]) for g, f in pairs if gold[g].id in optional],
        missed=[g for n, g in enumerate(gold) if n not in hit and g.id not in optional],
        false=[f for n, f in enumerate(found) if n not in taken],
    )


def _item(case: Case, kind: str, outcome: str, thing: Quote | Claim | Event, note: str, wrong: str = "") -> Item:
    spans = words_of(thing)
    whose = thing.claimant.name if isinstance(thing, Claim) else ""
    return Item(case.name, kind, outcome, spans[0].start, spans[-1].end, spans[0].text, note, whose, wrong)


def _tell(
    tally: Tally, case: Case, kind: str, pairs: Paired[Thing],
    problem: Callable[[Thing, Thing], str], wrong: Callable[[Thing, Thing], str],
) -> None:  # fmt: skip
    """Count what was found and what is right as shown; list every label and every false find."""
    tally.add(
        f"{kind}.found", tp=len(pairs.counted), predicted=len(pairs.counted) + len(pairs.false),
        gold=len(pairs.counted) + len(pairs.missed),
    )  # fmt: skip
    judged = [(kind, found, False) for found in pairs.false]
    for gold, found in pairs.counted:
        note, fault = problem(gold, found), wrong(gold, found)
        judged.append((kind, found, not fault))
        tally.items.append(_item(case, kind, "wrong" if note else "hit", gold, note, fault))
    for gold, found in pairs.optional:
        fault = wrong(gold, found)
        judged.append((kind, found, not fault))
        if fault:
            tally.items.append(_item(case, kind, "optional", gold, "", fault))
    tally.items += [_item(case, kind, "missed", gold, "missed") for gold in pairs.missed]
    tally.items += [_item(case, kind, "false", found, "false", "no such thing") for found in pairs.false]
    # A share of what is shown: labels that were not found cannot be wrong as shown.
    tally.add(f"{kind}.shown", tp=sum(right for *_, right in judged), predicted=len(judged), gold=len(judged))
    tally.judged += judged


def _field(tally: Tally, measure: str, pairs: Paired[Thing], alike: Callable[[Thing, Thing], bool]) -> None:
    """A field that everything has: what was missed or falsely found counts against it."""
    tally.add(
        measure, tp=sum(alike(gold, found) for gold, found in pairs.counted),
        predicted=len(pairs.counted) + len(pairs.false), gold=len(pairs.counted) + len(pairs.missed),
    )  # fmt: skip


def _quotes(tally: Tally, case: Case, found: list[Quote]) -> None:
    labels = case.gold.quotes
    pairs = pair(case, labels, found, lambda g, f: _least(overlap(g.content, f.content), FOUND))
    _tell(
        tally, case, "quotes", pairs, lambda g, f: "" if _same_source(g.speaker, f.speaker)
        else f"speaker {_name(f.speaker)}, labelled {_name(g.speaker)}",
        lambda g, f: shown.quote(case.gold, g, f),
    )  # fmt: skip
    _field(tally, "quotes.exact", pairs, lambda g, f: overlap(g.content, f.content) == 1.0)
    _field(tally, "quotes.speaker", pairs, lambda g, f: _same_source(g.speaker, f.speaker))
    _field(tally, "quotes.cue", pairs, lambda g, f: _same_span(g.cue, f.cue))
    _field(tally, "quotes.type", pairs, lambda g, f: g.type == f.type)
    for threshold in GGT:
        near = best_pairs([[_least(overlap(g.content, f.content), threshold) for f in found] for g in labels])
        optional = sum(labels[g].id in case.gold.optional for g, _ in near)
        missing = sum(q.id in case.gold.optional for q in labels) - optional
        tally.add(
            f"quotes.ggt{threshold}", tp=len(near) - optional, predicted=len(found) - optional,
            gold=len(labels) - optional - missing,
        )  # fmt: skip


def _name(source: Source | None) -> str:
    return source.name if source else "nobody"


def _least(share: float, threshold: float) -> float:
    return share if share >= threshold else 0.0


def _same_source(gold: Source | None, found: Source | None) -> bool:
    if gold is None or found is None:
        return gold is found
    return same_name(gold.name, found.name)


def _same_span(gold: Span | None, found: Span | None) -> bool:
    if gold is None or found is None:
        return gold is found
    return gold.start < found.end and found.start < gold.end


def _claims(tally: Tally, case: Case, found: list[Claim]) -> None:
    spoken = covered([span for quote in case.gold.quotes for span in quote.content])

    def weight(gold: Claim, claim: Claim) -> float:
        one, other = covered(gold.evidence), covered(claim.evidence)
        common = len(one & other)
        # At least half of the label, and no more than three times its length around it.
        if common < 0.5 * len(one) or common < 0.33 * len(other):
            return 0.0
        return common / max(len(one), len(other)) + 0.01 * same_name(gold.claimant.name, claim.claimant.name)

    def inside_a_quote(claim: Claim) -> bool:
        words = covered(claim.evidence)
        return len(words & spoken) > 0.9 * len(words)

    every = pair(case, case.gold.claims, found, weight)
    # A statement made inside a quotation is a claim by the contract, but only reported ones are labelled.
    reported = [claim for claim in every.false if not inside_a_quote(claim)]
    pairs = Paired(every.counted, every.optional, every.missed, reported)
    _tell(
        tally, case, "claims", pairs, lambda g, f: "" if same_name(g.claimant.name, f.claimant.name)
        else f"claimant {f.claimant.name!r}, labelled {g.claimant.name!r}",
        lambda g, f: shown.claim(case.gold, g, f),
    )  # fmt: skip
    _field(tally, "claims.exact", pairs, lambda g, f: covered(g.evidence) == covered(f.evidence))
    _field(tally, "claims.claimant", pairs, lambda g, f: same_name(g.claimant.name, f.claimant.name))
    _field(tally, "claims.cue", pairs, lambda g, f: _same_span(g.cue, f.cue))
    _field(tally, "claims.stance", pairs, lambda g, f: g.stance == f.stance)


def _events(tally: Tally, case: Case, found: list[Event]) -> None:
    def weight(gold: Event, event: Event) -> float:
        words = [event.trigger, *event.mentions]
        if any(_same_span(gold.trigger, word) for word in words):
            return 2.0 + (gold.type == event.type)
        # Told by the same sentence and of the same type: another word for the same happening.
        return 1.0 if gold.type == event.type and _same_span(gold.evidence[0], event.evidence[0]) else 0.0

    pairs = pair(case, case.gold.events, found, weight)
    _tell(
        tally, case, "events", pairs, lambda g, f: "" if g.type == f.type else f"type {f.type}, labelled {g.type}",
        lambda g, f: shown.event(case.gold, g, f),
    )  # fmt: skip
    _field(tally, "events.type", pairs, lambda g, f: g.type == f.type)
    _field(tally, "events.realis", pairs, lambda g, f: g.realis == f.realis)
    for name, values in FIELDS.items():
        # Over all labelled events: what was not found gives no value, and a value that no label has is surplus.
        for gold, event in pairs.counted:
            expected, got = values(gold), values(event)
            tally.add(f"events.{name}", tp=right(name, expected, got), predicted=len(got), gold=len(expected))
        tally.add(f"events.{name}", gold=sum(len(values(gold)) for gold in pairs.missed))
