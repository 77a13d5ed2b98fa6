"""`summarize eval`: score labels against recordings, the rules alone, or a live model."""

from __future__ import annotations

import asyncio
import socket
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, pstdev
from typing import Any

from pydantic import BaseModel

from summarizer.console import Console, say
from summarizer.errors import AnswerError, ModelError, RecordingMissingError
from summarizer.files import write_whole
from summarizer.model.asker import Asker, Tally
from summarizer.pipeline import summarize_article
from summarizer.provider import open_asker, profile_of
from summarizer.questions import PROFILES, Profile, Request
from summarizer.score import gate, report
from summarizer.score.gold import Case, load
from summarizer.score.measure import MEASURES, difference, figure, score
from summarizer.settings import Settings
from summarizer.settings import load as load_settings
from summarizer.summary import Summary

RULES = "rules"
"""Stands for no model at all: the candidate finder alone."""


@dataclass(frozen=True)
class EvalPlan:
    """What the flags of `summarize eval` ask for."""

    gold: Path
    """Folder of labels."""
    recordings: Path | None
    """Folder of recordings; None asks a live model."""
    split: str = "all"
    """`dev`, `test` or `all`."""
    floors: list[str] = field(default_factory=list)
    """`measure=number`."""
    baseline: Path | None = None
    """The committed baseline."""
    update: bool = False
    """Accept this run as the baseline."""
    lower: bool = False
    """Accept lower floors."""
    form: str = "table"
    """One of `report.FORMS`."""
    out: Path | None = None
    """Write the report here."""
    repeat: int = 1
    """Runs, on a live model without a cache."""


class RulesAlone:
    """Answers nothing: what syntax decides stays, the rest stays open."""

    name = RULES

    async def ask(self, request: Request, tally: Tally) -> BaseModel:  # noqa: ARG002
        """Give no answer."""
        raise AnswerError("no model was asked")

    async def close(self) -> None:
        """Do nothing."""


def run(plan: EvalPlan, models: list[str], settings: dict[str, Any], console: Console) -> int:
    """Score one model, or compare several.

    Returns:
        0; 4 where a measure is below its floor.

    Raises:
        SummarizerError: The labels are wrong, or a recording is missing.
    """
    cases = load(plan.gold, plan.split)
    results: list[report.Result] = []
    for model in models or [""]:
        runs = [_scored(plan, cases, model, settings, console) for _ in range(plan.repeat)]
        results.append(runs[-1])
        if plan.repeat > 1:
            _spread(runs)
    first = results[0]
    baseline = gate.read_baseline(plan.baseline) if plan.baseline and not plan.update else {}
    verdict = gate.judge(first.figures, first.items, gate.floors(plan.floors), baseline)
    if plan.update and plan.baseline:
        about = {"model": first.model, "split": plan.split, "date": time.strftime("%Y-%m-%d")}
        gate.write_baseline(plan.baseline, first.figures, first.items, about, lower=plan.lower)
        console.note(f"{plan.baseline} written")
    words = "\n".join(
        report.render(result, plan.form, verdict if result is first else gate.Verdict([], [], [])) for result in results
    )
    if len(results) > 1 and plan.form in ("table", "markdown"):
        words += "\n" + _compared(results)
    if plan.out:
        write_whole(plan.out, words, private=False)
    else:
        sys.stdout.write(words)
    for line in verdict.below:
        say(line)
    return gate.BELOW if verdict.below else 0


def _scored(plan: EvalPlan, cases: list[Case], model: str, flags: dict[str, Any], console: Console) -> report.Result:
    if model == RULES:
        name, summaries = RULES, asyncio.run(_summaries(cases, RulesAlone(), PROFILES["small"], console))
    else:
        settings = _settings(plan, model, flags)
        with _offline() if plan.recordings else _online():
            asker = open_asker(settings, recordings=plan.recordings, use_cache=plan.repeat == 1)
            summaries = asyncio.run(_summaries(cases, asker, profile_of(settings), console))
        name = settings.model
    console.clear()
    tallies = [score(case, summary) for case, summary in zip(cases, summaries, strict=True)]
    figures = {measure: figure(tallies, measure) for measure in MEASURES}
    return report.Result(name, plan.split, cases, tallies, figures, _usage(summaries))


def _settings(plan: EvalPlan, model: str, flags: dict[str, Any]) -> Settings:
    # A replay needs no key and no endpoint; it must not fail for want of them.
    if plan.recordings and model and not model.startswith("local/"):
        return Settings(
            model=model, why="from --model", cache=Path(), models=Path(), profile=flags.get("profile") or ""
        )
    if plan.recordings and not model:
        from summarizer.local.catalogue import DEFAULT

        model = f"local/{DEFAULT}"
    return load_settings(**(flags | {"model": model or None}))


async def _summaries(cases: list[Case], asker: Asker, profile: Profile, console: Console) -> list[Summary | None]:
    found: list[Summary | None] = []
    for number, case in enumerate(cases, start=1):
        console.progress(f"{number}/{len(cases)} {case.name}")
        try:
            found.append(await summarize_article(case.article, asker, profile))
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


@contextmanager
def _online() -> Generator[None]:
    yield


def _usage(summaries: list[Summary | None]) -> dict[str, Any]:
    known = [s for s in summaries if s is not None]
    count = max(1, len(known))
    costs = [s.run.cost_usd for s in known]
    ungrounded = sum(r.kind != "request" for s in known for r in s.rejected)
    shown = sum(len(s.quotes) + len(s.claims) + len(s.events) for s in known)
    answers = sum(s.run.requests + s.run.from_cache for s in known)
    return {
        "input_tokens": sum(s.run.tokens.input for s in known) / count,
        "output_tokens": sum(s.run.tokens.output for s in known) / count,
        "requests": answers / count, "cost_usd": None if None in costs else sum(c or 0.0 for c in costs) / count,
        "rejected": ungrounded / max(1, ungrounded + shown),
        "failed": sum(s is None or s.status == "failed" for s in summaries if s is None or s.run.model != RULES),
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
