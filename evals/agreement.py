"""How far two labellings of the eval set agree, and how well the computed order fits what a person would tell first.

    python evals/agreement.py [--split test] [--summaries out/] [--list]

The second labelling (`evals/labellings/second/`) is scored against the first as if a program had made it, by the
measures of `summarize eval`; kappa is Cohen's, over what both found. `evals/gold/` is what came of the two.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from summarizer.collection import Collection
from summarizer.rank import ordered
from summarizer.score import gold
from summarizer.score.measure import figure, score
from summarizer.score.pairing import best_pairs, overlap
from summarizer.summary import Claim, Event, Quote, Run, Span, Summary

HERE = Path(__file__).parent
SHOWN = (
    "quotes.found", "quotes.speaker", "quotes.type", "claims.found", "claims.claimant", "claims.stance", "events.found",
    "events.type", "events.realis", "events.actor", "events.target", "events.place", "events.date",
)  # fmt: skip


def as_summary(case: gold.Case) -> Summary:
    """Give labels the shape of a program's output."""
    labels = case.gold
    return Summary(
        article=labels.article, status="ok", quotes=labels.quotes, claims=labels.claims, events=labels.events,
        rejected=[], run=Run(model="labels", prompts=""),
    )  # fmt: skip


def without_optional(case: gold.Case) -> Summary:
    """Optional labels of the second labelling are not held against the first."""
    skip, summary = set(case.gold.optional), as_summary(case)
    kept = {kind: [i for i in getattr(summary, kind) if i.id not in skip] for kind in ("quotes", "claims", "events")}
    return summary.model_copy(update=kept)


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa of two labellers' categories."""
    total = len(pairs)
    seen = sum(a == b for a, b in pairs) / total
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[k] * second[k] for k in first) / total**2
    return (seen - chance) / (1 - chance)


def both(
    cases: list[tuple[gold.Case, gold.Case]], kind: str, spans: Callable[[Any], list[Any]]
) -> list[tuple[Any, Any]]:
    """Pair what both labelled."""
    found = []
    for one, other in cases:
        a, b = getattr(one.gold, kind), getattr(other.gold, kind)
        shares = [[share if (share := overlap(spans(x), spans(y))) >= 0.3 else 0.0 for y in b] for x in a]
        found += [(a[i], b[j]) for i, j in best_pairs(shares)]
    return found


def leads(cases: list[gold.Case], gists: dict[str, list[Span]]) -> dict[str, list[float]]:
    """Of what a person would tell first, the share among as many that come first: our order, then the article's.

    Args:
        cases: The labelled articles.
        gists: The sentences that tell the news as a model chose them, by article id.
    """
    shares: dict[str, list[float]] = {}
    for case in cases:
        for kind in ("quotes", "claims", "events"):
            things = getattr(case.gold, kind)
            chosen = {thing.id for thing in things} & set(case.gold.lead)
            if not chosen or len(chosen) == len(things):
                continue
            orders = (ordered(things, gists.get(case.article.id, [])), sorted(things, key=lambda t: _spans(t)[0].start))
            hits = [sum(t.id in chosen for t in order[: len(chosen)]) for order in orders]
            chance = len(chosen) * len(chosen) / len(things)
            row = shares.setdefault(kind, [0.0, 0.0, 0.0, 0.0])
            for at, value in enumerate((*hits, chance, len(chosen))):
                row[at] += value
    return {kind: [value / row[3] for value in row[:3]] for kind, row in shares.items()}


def _spans(thing: Quote | Claim | Event) -> list[Any]:
    return (
        thing.content if isinstance(thing, Quote) else thing.evidence if isinstance(thing, Claim) else [thing.trigger]
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", default="all")
    parser.add_argument("--summaries", type=Path, help="a model's summaries of the articles, whose gist orders")
    parser.add_argument("--list", action="store_true", help="every disagreement")
    wish = parser.parse_args()
    chosen = {case.name for case in gold.load(HERE / "gold", wish.split)}
    first, second = (
        {case.name: case for case in gold.load(HERE / "labellings" / which) if case.name in chosen}
        for which in ("first", "second")
    )
    cases = [(first[name], second[name]) for name in first if name in second]
    tallies = [score(one, without_optional(other)) for one, other in cases]
    print(f"| agreement, {len(cases)} articles ({wish.split}) | F1 | 95 % |\n|---|---|---|")
    for measure in SHOWN:
        f = figure(tallies, measure)
        print(f"| {measure} | {f.f1:.2f} | {f.low:.2f} to {f.high:.2f} |")
    print("\n| category, where both found it | kappa | pairs |\n|---|---|---|")
    fields = {
        "quote type": ("quotes", "type"), "claim stance": ("claims", "stance"), "event type": ("events", "type"),
        "event realis": ("events", "realis"),
    }  # fmt: skip
    for name, (kind, field) in fields.items():
        pairs = [(getattr(a, field), getattr(b, field)) for a, b in both(cases, kind, _spans)]
        print(f"| {name} | {kappa(pairs):.2f} | {len(pairs)} |")
    gists = {s.article.id: s.gist for s in Collection.at(wish.summaries)} if wish.summaries else {}
    print("\n| of what a person would tell first | our order | article's order | chance |\n|---|---|---|---|")
    for kind, (ours, articles, chance) in leads([other for _, other in cases], gists).items():
        print(f"| {kind} | {ours:.2f} | {articles:.2f} | {chance:.2f} |")
    if wish.list:
        for tally in tallies:
            for item in tally.items:
                if item.outcome != "hit":
                    what = {"missed": "only in the first", "false": "only in the second"}.get(item.outcome, item.note)
                    print(f"{item.case} {item.kind} {item.start}: {item.text[:90]!r}: {what}")


if __name__ == "__main__":
    main()
