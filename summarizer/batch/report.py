"""What a run came to: `run.json` in its output directory."""

from __future__ import annotations

import json
import platform
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from summarizer.batch import work
from summarizer.batch.engine import Progress
from summarizer.batch.spend import SpendLimit
from summarizer.files import write_whole
from summarizer.model.price import cost_usd
from summarizer.prompt import digest
from summarizer.question import How, Tally
from summarizer.settings import Settings


def made_how(settings: Settings, how: How) -> dict[str, Any]:
    """Give what read the articles, as the report of any run says it, on one machine or many."""
    return {
        "model": settings.model, "base_url": settings.base_url, "reader": how.reader, "readings": how.readings,
        "prompts": digest(),
        "versions": {name: version(name) for name in ("grounded-summarizer", "openai", "instructor", "pydantic")}
        | {"python": platform.python_version(), "rules": work.RULES},
    }  # fmt: skip


def report_of(
    settings: Settings, how: How, counts: dict[str, int], progress: Progress, tally: Tally, *,
    limit: SpendLimit, began: float,
) -> dict[str, Any]:  # fmt: skip
    """Put together what a run came to.

    Args:
        settings: Which model, where.
        how: How articles were read.
        counts: Articles by fate, as the ledger counts them.
        progress: How far it got.
        tally: What was asked.
        limit: What was spent.
        began: On the wall clock, seconds.

    Returns:
        Counts, tokens, US dollars, versions and seconds.
    """
    open_still = max(0, progress.found - sum(counts[fate] for fate in ("ok", "partial", "failed", "refused")))
    return {
        "found": progress.found, "finished": counts["ok"] + counts["partial"], "partial": counts["partial"],
        "failed": counts["failed"], "refused": counts["refused"], "not_started": open_still,
        "gone": counts["gone"], "finished_before": progress.known, "complete": progress.listed and not open_still,
        "requests": tally.requests, "answers_from_cache": tally.from_cache,
        "tokens": {"input": tally.input, "output": tally.output, "cached": tally.cached, "reasoning": tally.reasoning,
                   "estimated": tally.estimated},
        "cost_usd": cost_usd(settings.model, tally),
        "reserved_cost_usd": round(limit.spent, 6), "models_that_answered": sorted(tally.models),
        **made_how(settings, how),
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(began)), "seconds": round(time.time() - began, 1),
    }  # fmt: skip


def write_report(out: Path, report: dict[str, Any], *, directory: Path, text_field: str, listed: bool = False) -> None:
    """Write `run.json`, with where the articles are.

    Args:
        out: The output directory.
        report: What the run came to.
        directory: What the articles' paths are relative to.
        text_field: Where JSON records keep the text.
        listed: True where a program gave the articles one by one: then nothing searches the directory again.

    Raises:
        OSError: The disk is full or failing.
    """
    where = {"directory": str(directory.resolve()), "text_field": text_field, "listed": listed}
    write_whole(out / "run.json", json.dumps(report | where, indent=1) + "\n")
