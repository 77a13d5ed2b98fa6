"""`summarize eval`: score labels against recordings, the parser alone, or a live model."""

from __future__ import annotations

import asyncio
import socket
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, pstdev
from typing import Any

from summarizer.console import Console, say
from summarizer.errors import ArticleMissingError, ModelError, RecordingMissingError
from summarizer.files import write_whole
from summarizer.pipeline import summarize_article
from summarizer.provider import how_of, open_asker
from summarizer.question import Asker, How
from summarizer.score import gate, report
from summarizer.score.counts import difference, figure
from summarizer.score.gold import Case, load
from summarizer.score.measure import MEASURES, score
from summarizer.score.risk import risks
from summarizer.settings import PARSER
from summarizer.settings import load as load_settings
from summarizer.summary import Summary

GOLD, RECORDINGS = Path("evals/gold"), Path("fixtures/recordings")
"""What is scored where nothing else is said: folders of a checkout."""


@dataclass(frozen=True)
class EvalPlan:
    """What the flags of `summarize eval` ask for."""

    gold: Path
    recordings: Path | None
    """Folder of recordings; None asks a live model."""
    split: str = "all"
    """`dev`, `test` or `all`."""
    floors: list[str] = field(default_factory=list)
    """`measure=number`."""
    baseline: Path | None = None
    update: bool = False
    lower: bool = False
    form: str = "table"
    """As `report.render` takes it."""
    out: Path | None = None
    repeat: int = 1
    """Runs, on a live model without a cache."""


def run(plan: EvalPlan, models: list[str], settings: dict[str, Any], console: Console) -> int:
    """Score one model, or compare several; without a model, those of the baseline, each against its own floors.

    Returns:
        0; 4 where a measure is below its floor.

    Raises:
        SummarizerError: The labels are wrong, or a recording is missing.
    """
    least = gate.floors(plan.floors)
    _stand_ready(plan, models)
    cases = load(plan.gold, plan.split)
    baseline = gate.read_baseline(plan.baseline) if plan.baseline and not plan.update else {}
    known = list(baseline.get("models", {})) if plan.recordings else []
    results: list[report.Result] = []
    for model in models or known or [""]:
        runs = [_scored(plan, cases, model, settings, console) for _ in range(plan.repeat)]
        results.append(runs[-1])
        if plan.repeat > 1:
            _spread(runs)
    # Floors of the command line are the first model's: others are there to be compared with it.
    wanted = [least, *({} for _ in results[1:])]
    verdicts = [
        gate.judge(result.figures, result.items, floors, gate.accepted(baseline, result.model))
        for result, floors in zip(results, wanted, strict=True)
    ]
    if plan.update and plan.baseline:
        about = {"split": plan.split, "date": time.strftime("%Y-%m-%d")}
        for result in results:
            gate.write_baseline(plan.baseline, result.model, result.figures, result.items, about, lower=plan.lower)
        console.note(f"{plan.baseline} written")
    words = report.render(results, plan.form, verdicts)
    if len(results) > 1 and plan.form in ("table", "markdown"):
        words += "\n" + _compared(results)
    if plan.out:
        write_whole(plan.out, words, private=False)
    else:
        sys.stdout.write(words)
    below = [f"{result.model}: {line}" for result, v in zip(results, verdicts, strict=True) for line in v.below]
    for line in below:
        say(line)
    return gate.BELOW if below else 0


def _stand_ready(plan: EvalPlan, models: list[str]) -> None:
    """Say what is missing: the file of a baseline, or, outside a checkout, the defaults that come with the source."""
    if plan.baseline and not plan.update and not plan.baseline.is_file():
        raise ArticleMissingError(f"there is no baseline {str(plan.baseline)!r}", hint="--update-baseline makes one")
    if plan.gold == GOLD and not plan.gold.is_dir():
        raise ArticleMissingError(
            f"there is no {str(GOLD)!r} here: our labels come with the source, not with the package",
            hint="run this in a checkout, or name labels of your own: summarize eval --gold DIR --live --model MODEL",
        )
    if plan.recordings and not plan.recordings.is_dir() and set(models) != {PARSER}:
        raise RecordingMissingError(
            f"there is no folder of recordings {str(plan.recordings)!r} here"
            + (": ours come with the source, not with the package" if plan.recordings == RECORDINGS else ""),
            hint=f"--live asks a model, --recordings DIR replays yours, --model {PARSER} asks none",
        )


def _scored(plan: EvalPlan, cases: list[Case], model: str, flags: dict[str, Any], console: Console) -> report.Result:
    name, summaries = summarized(plan, cases, model, flags, console)
    tallies = [score(case, summary) for case, summary in zip(cases, summaries, strict=True)]
    figures = {measure: figure(tallies, measure) for measure in MEASURES}
    return report.Result(name, plan.split, cases, tallies, figures, _usage(summaries), risks(tallies))


def summarized(
    plan: EvalPlan, cases: list[Case], model: str, flags: dict[str, Any], console: Console
) -> tuple[str, list[Summary | None]]:
    """Summarize the labelled articles as one model reads them.

    Args:
        plan: Where recordings lie, if they are to be used.
        cases: The articles.
        model: Provider and name; `parser` for none, empty for the default.
        flags: Settings of the command line.
        console: Told how far it is.

    Returns:
        The model's name, and a summary for each article; None where it could not be read.
    """
    recordings = None if model == PARSER else plan.recordings
    settings = load_settings(**(flags | {"model": model or None, "recordings": recordings}))
    with _offline() if plan.recordings else nullcontext():
        asker = open_asker(settings, recordings=recordings, use_cache=plan.repeat == 1 and model != PARSER)
        summaries = asyncio.run(_summaries(cases, asker, how_of(settings), console))
    name = PARSER if model == PARSER else settings.model
    console.clear()
    return name, summaries


async def _summaries(cases: list[Case], asker: Asker, how: How, console: Console) -> list[Summary | None]:
    found: list[Summary | None] = []
    for number, case in enumerate(cases, start=1):
        console.progress(f"{number}/{len(cases)} {case.name}")
        try:
            found.append(await summarize_article(case.article, asker, how.reader, readings=how.readings))
        except RecordingMissingError:
            raise
        except ModelError as error:
            if error.exit_code != 65:
                raise
            found.append(None)
    await asker.close()  # pyright: ignore[reportAttributeAccessIssue]
    return found


@contextmanager
def _offline() -> Generator[None]:
    """A replay that reaches for the network is a bug, not a slow test."""
    original = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:  # noqa: ARG001
        raise AssertionError("a replay opened a connection")

    socket.socket.connect = refuse  # pyright: ignore[reportAttributeAccessIssue]
    try:
        yield
    finally:
        socket.socket.connect = original


def _usage(summaries: list[Summary | None]) -> dict[str, Any]:
    known = [s for s in summaries if s is not None]
    count = max(1, len(known))
    costs = [s.run.cost_usd for s in known]
    ungrounded = sum(r.kind in ("quote", "claim", "event", "row") for s in known for r in s.rejected)
    shown = sum(len(s.quotes) + len(s.claims) + len(s.events) for s in known)
    answers = sum(s.run.requests + s.run.from_cache for s in known)
    return {
        "input_tokens": sum(s.run.tokens.input for s in known) / count,
        "output_tokens": sum(s.run.tokens.output for s in known) / count,
        "requests": answers / count, "cost_usd": None if None in costs else sum(c or 0.0 for c in costs) / count,
        "rejected": ungrounded / max(1, ungrounded + shown),
        "failed": sum(s is None or s.status == "failed" for s in summaries if s is None or s.run.model != PARSER),
    }  # fmt: skip


def _compared(results: list[report.Result]) -> str:
    """Paired differences of every model to the first one, with their intervals."""
    lines = []
    for other in results[1:]:
        lines.append(f"{other.model} against {results[0].model}, difference of F1 (95 % interval, paired by article):")
        for measure in MEASURES:
            gap, low, high = difference(results[0].tallies, other.tallies, measure)
            sure = " *" if low > 0 or high < 0 else ""
            lines.append(f"  {measure:18} {gap:+.3f} ({low:+.3f} to {high:+.3f}){sure}")
    return "\n".join(lines) + "\n"


def _spread(runs: list[report.Result]) -> None:
    for measure in MEASURES:
        values = [result.figures[measure].f1 for result in runs]
        sys.stdout.write(f"{measure:18} mean {mean(values):.3f}, spread {pstdev(values):.3f} over {len(runs)} runs\n")
