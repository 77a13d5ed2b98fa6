"""Learn what each signal is worth on the dev half of the labelled set, and measure it on the test half.

    python evals/certainty.py [--check]

Writes `summarizer/certainty/weights.json` and the table of evals/README.md, from recordings, offline. `--check` changes
nothing and fails where either is out of date; the tests call it.

A logistic sum: how likely an item is right everywhere it shows is one number, plus a weight for each signal it has. The
weights are drawn towards 0 (`RIDGE`), those of doubts (a flag, a difference) towards `DOUBT`, and doubts never make an
item surer. One right and one wrong item more (Laplace) keep a kind without faults below certainty.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from tables import renew

from summarizer.certainty import chance, kind_of, signals
from summarizer.pipeline import summarize_article
from summarizer.recordings import RecordingAsker
from summarizer.score.gold import Case, load
from summarizer.score.measure import score
from summarizer.score.risk import Pair, area, risk

ROOT = Path(__file__).resolve().parent.parent
READINGS = {"whole": ("strong/2026-11", 2), "steps": ("local/qwen2.5-coder-1.5b-instruct", 1)}
"""Reader, model of its recordings, readings."""
KINDS = ("quotes", "claims", "events")
RIDGE, DOUBT = 4.0, -1.0
"""Chosen on the dev split, leaving one article out at a time: of 1, 2, 4, 8 and 16 the smallest log loss."""
SAMPLES = 500
"""Of a bootstrap."""
Row = tuple[str, list[str], bool]
"""Kind, signals, right."""
Choice = Callable[[str], bool]
SIGNALS: dict[str, Choice] = {
    "flags": lambda signal: signal == "flagged",
    "flags and what is shown": lambda signal: not signal.startswith("differs"),
    "second reading": lambda signal: signal.startswith("differs"),
    "all": lambda _: True,
}
"""Columns of the table."""
BLOCK = re.compile(r"(<!-- certainty: python evals/certainty.py -->\n).*?(<!-- /certainty -->)", re.DOTALL)


@cache
def rows(reader: str, split: str) -> list[list[Row]]:
    """Judge a split as a reader reads it, by article."""
    model, readings = READINGS[reader]
    cases = load(ROOT / "evals" / "gold", split)

    async def read(asker: RecordingAsker, case: Case) -> list[Row]:
        summary = await summarize_article(case.article, asker, reader, readings=readings)  # pyright: ignore
        return [(kind_of(item), signals(item), right) for _, item, right in score(case, summary).judged]

    async def every() -> list[list[Row]]:
        asker = RecordingAsker(ROOT / "fixtures" / "recordings", model)
        return [await read(asker, case) for case in cases]

    return asyncio.run(every())


def fitted(found: list[tuple[list[str], bool]], ridge: float = RIDGE) -> dict[str, float]:
    """Fit the weights of one kind: penalized logistic regression by projected gradient descent."""
    names = ["", *sorted({signal for has, _ in found for signal in has} | {"flagged"})]
    column = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(found) + 2, len(names)))
    x[:, 0] = 1.0
    for number, (has, _) in enumerate(found):
        x[number, [column[signal] for signal in has]] = 1.0
    y = np.array([float(right) for _, right in found] + [1.0, 0.0])
    doubts = np.array([name == "flagged" or name.startswith("differs") for name in names])
    towards, pull = np.where(doubts, DOUBT, 0.0), np.where(np.arange(len(names)) == 0, 0.0, ridge)
    w, step = towards.copy(), 1.0 / (0.25 * np.linalg.norm(x, 2) ** 2 + ridge)
    for _ in range(1_000):
        w -= step * (x.T @ (1 / (1 + np.exp(-x @ w)) - y) + pull * (w - towards))
        w[doubts] = np.minimum(w[doubts], 0.0)
    return {name: round(float(value), 2) for name, value in zip(names, w, strict=True) if name == "" or round(value, 2)}


@cache
def weights(reader: str, choice: Choice) -> dict[str, dict[str, float]]:
    """Fit all kinds on the dev split with some of the signals."""
    dev = [row for article in rows(reader, "dev") for row in article]
    return {k: fitted([([s for s in has if choice(s)], ok) for kind, has, ok in dev if kind == k]) for k in KINDS}


def learned() -> dict[str, Any]:
    """Make what the package holds."""
    once, twice = SIGNALS["flags and what is shown"], SIGNALS["all"]
    return {
        "made": "python evals/certainty.py", "split": "dev", "articles": len(rows("whole", "dev")),
        "models": {reader: model for reader, (model, _) in READINGS.items()},
        "weights": {
            "whole": {"once": weights("whole", once), "twice": weights("whole", twice)},
            "steps": {"once": weights("steps", once)},
        },
    }  # fmt: skip


@cache
def outcomes(reader: str, choice: Choice, kind: str) -> list[list[Pair]]:
    """Give the certainty that some signals come to on the test split, and what was so, by article."""
    learnt = weights(reader, choice)[kind]
    return [
        [(chance(learnt, [s for s in has if choice(s)]), ok) for k, has, ok in article if k == kind]
        for article in rows(reader, "test")
    ]


def difference(one: list[list[Pair]], other: list[list[Pair]], samples: int = SAMPLES) -> tuple[float, float, float]:
    """Give the paired difference of the areas of two signals over the same articles, with its 95 % interval."""
    dice, both = random.Random(1), list(zip(one, other, strict=True))

    def gap(drawn: list[tuple[list[Pair], list[Pair]]]) -> float:
        first, second = ([pair for article in side for pair in article] for side in zip(*drawn, strict=True))
        return area(second) - area(first)

    spread = sorted(gap(dice.choices(both, k=len(both))) for _ in range(samples))
    return gap(both), spread[int(0.025 * samples)], spread[int(0.975 * samples) - 1]


def table() -> str:
    """Give the table as Markdown."""
    lines = [
        "| reader, kind | signals | tokens | AURC (95 % interval) | against | all | surest 75 % | 50 % | Brier | ECE |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for reader, (_, readings) in READINGS.items():
        for kind in KINDS:
            for name, choice in list(SIGNALS.items())[: None if readings > 1 else 2]:
                told = outcomes(reader, choice, kind)
                r, cost = risk(told, samples=SAMPLES), "2 ×" if name in ("second reading", "all") else "1 ×"
                base = "flags and what is shown" if name == "all" else "flags"
                gap = (
                    ""
                    if name == base
                    else "{:+.3f} ({:+.3f} to {:+.3f})".format(*difference(outcomes(reader, SIGNALS[base], kind), told))
                )
                shares = " | ".join(f"{r.surest[share]:.2f}" for share in (100, 75, 50))
                lines.append(
                    f"| {reader}, {kind} ({r.items}) | {name} | {cost} | **{r.aurc:.3f}** ({r.low:.3f}–{r.high:.3f}) | "
                    f"{gap} | {shares} | {r.brier:.3f} | {r.ece:.3f} |"
                )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write both, or tell whether they are up to date."""
    readme, rows = ROOT / "evals" / "README.md", table()
    return renew(
        {
            ROOT / "summarizer" / "certainty" / "weights.json": json.dumps(learned(), indent=1) + "\n",
            readme: BLOCK.sub(lambda match: match[1] + rows + match[2], readme.read_text("utf-8")),
        }
    )


if __name__ == "__main__":
    sys.exit(main())
