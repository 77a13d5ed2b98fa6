"""How far two labellings of the eval set agree, and how well an order fits what a person would tell first.

    python evals/agreement.py [--split test] [--list] [--model MODEL …]

`--model` scores the order that a model's gist gives, from its recordings: labels that rest on a sentence of the gist
lead, the others follow as in the text.

The second labelling (`evals/labellings/second/`) is scored against the first as if a program had made it, by the
measures of `summarize eval`; kappa is Cohen's, over what both found. `evals/gold/` is what came of the two.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from summarizer.commands.evaluate import EvalPlan, summarized
from summarizer.console import Console
from summarizer.rank import ordered, words_of
from summarizer.score import gold
from summarizer.score.counts import figure
from summarizer.score.measure import score
from summarizer.score.pairing import best_pairs, overlap
from summarizer.summary import Run, Span, Summary

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


def leads(cases: list[gold.Case], gists: dict[str, list[list[Span]]]) -> dict[str, dict[str, float]]:
    """Score orders against what a person would tell first.

    Args:
        cases: Articles with `lead` chosen.
        gists: By model, the sentences that tell the news for each case; empty where there are none.

    Returns:
        By kind and order: of what a person chose, the share among as many that come first. `article` is the order of
        the text, `chance` what blind choice gives.
    """
    hits: dict[str, Counter[str]] = {}
    for number, case in enumerate(cases):
        for kind in ("quotes", "claims", "events"):
            things = sorted(getattr(case.gold, kind), key=lambda thing: words_of(thing)[0].start)
            chosen = {thing.id for thing in things} & set(case.gold.lead)
            if not chosen or len(chosen) == len(things):
                continue
            row = hits.setdefault(kind, Counter())
            row["all"] += len(chosen)
            row["chance"] += len(chosen) * len(chosen) / len(things)
            orders = {"article": things} | {model: ordered(things, gist[number]) for model, gist in gists.items()}
            for name, order in orders.items():
                row[name] += sum(thing.id in chosen for thing in order[: len(chosen)])
    return {
        kind: {name: row[name] / row["all"] for name in (*gists, "article", "chance")} for kind, row in hits.items()
    }


def gist(cases: list[gold.Case], model: str) -> list[list[Span]]:
    """Give what a recorded model says is the news, for each case; nothing where it could not read one."""
    plan = EvalPlan(HERE / "gold", HERE.parent / "fixtures" / "recordings")
    _, found = summarized(plan, cases, model, {}, Console(quiet=True))
    return [summary.gist if summary else [] for summary in found]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", default="all")
    parser.add_argument("--model", action="append", default=[], help="score the order its gist gives")
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
        pairs = [(getattr(a, field), getattr(b, field)) for a, b in both(cases, kind, words_of)]
        print(f"| {name} | {kappa(pairs):.2f} | {len(pairs)} |")
    others = [other for _, other in cases]
    gists = {model: gist(others, model) for model in wish.model}
    orders = (*gists, "article", "chance")
    print("\n| of what a person would tell first | " + " | ".join(orders) + " |\n|---|" + "---|" * len(orders))
    for kind, shares in leads(others, gists).items():
        print(f"| {kind} | " + " | ".join(f"{shares[order]:.2f}" for order in orders) + " |")
    if wish.list:
        for tally in tallies:
            for item in tally.items:
                if item.outcome != "hit":
                    what = {"missed": "only in the first", "false": "only in the second"}.get(item.outcome, item.note)
                    print(f"{item.case} {item.kind} {item.start}: {item.text[:90]!r}: {what}")


if __name__ == "__main__":
    main()
