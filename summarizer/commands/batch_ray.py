"""`summarize batch --engine ray`: hand a directory or bucket to a cluster and tell how it goes."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from summarizer.batch.on_ray import Job, run, write_whole
from summarizer.batch.report import made_how
from summarizer.console import Console, fail
from summarizer.errors import SettingsError
from summarizer.model.price import cost_usd
from summarizer.provider import how_of
from summarizer.question import Tally
from summarizer.settings import Settings


def run_on_ray(
    source: str, out: str, settings: Settings, console: Console, workers: int, parts: int, *, store: str, address: str
) -> int:
    """Run a batch on a Ray cluster.

    Args:
        source: Directory or URI of the articles.
        out: Directory or URI of the output.
        settings: Which model, where.
        console: Where progress goes.
        workers: How many workers.
        parts: How many partitions.
        store: `postgresql://…`, the answers all machines share.
        address: Of the cluster; empty starts one on this machine.

    Returns:
        The exit code.

    Raises:
        SettingsError: There is no shared store, or Ray is not installed.
    """
    if not store:
        raise SettingsError(
            "--engine ray needs a store that all machines share",
            hint="--store postgresql://USER:PASSWORD@HOST/DATABASE",
        )
    if settings.is_local:
        raise SettingsError(
            "the embedded model answers on one machine only",
            hint="serve a model, and name it: --base-url URL --model NAME",
        )
    how = how_of(settings)
    job = Job(source, out, settings, how, store)
    began = time.time()
    console.note(f"asking {settings.model} at {settings.base_url} ({settings.why}), {workers} workers")
    total, stops = _partitions(run(job, address=address, workers=workers, parts=parts), began, console)
    if not total["articles"]:
        return fail(f"no article in {source!r}", "the directory or URI must hold .txt or .md files", 66)
    report = _report(job, total, workers, time.time() - began)
    write_whole(out, "run.json", [json.dumps(report, indent=1)])
    kept = f"{total['done']:,} of {total['articles']:,} articles are finished and kept"
    if stops:
        reason, code = next(iter(stops.items()))
        return fail(f"{reason}; {kept}", "run the same command again to go on", code)
    console.note(f"{kept} in {out}/summaries, {total['requests']:,} requests, {report['seconds']:,} s")
    if total["failed"]:
        return fail(f"{total['failed']:,} articles have no summary; reasons in {out}/failures", "run it again", 3)
    return 0


def _partitions(
    rows: Iterable[dict[str, Any]], began: float, console: Console
) -> tuple[Counter[str], dict[str, int]]:  # fmt: skip
    """Count what the partitions did as they finish; give that, and the exit code for each reason to stop."""
    total, stops = Counter[str](), dict[str, int]()
    for row in rows:
        total.update({k: int(row[k]) for k in ("articles", "done", "failed", "requests", "input", "output", "skipped")})
        total["partitions"] += 1
        if row["stopped"]:
            stops[str(row["stopped"])] = int(row["code"])
        seconds = time.time() - began
        console.progress(
            f"{total['partitions']} partitions, {total['done']:,} articles done, {total['failed']:,} failed, "
            f"{total['done'] / seconds * 60:,.0f} a minute, {total['requests']:,} requests"
        )
    console.clear()
    return total, stops


def _report(job: Job, total: Counter[str], workers: int, seconds: float) -> dict[str, Any]:
    """Give what `run.json` holds."""
    settings = job.settings
    return {
        "found": total["articles"], "finished": total["done"], "failed": total["failed"],
        "not_started": total["articles"] - total["done"] - total["failed"], "partitions": total["partitions"],
        "partitions_done_before": total["skipped"], "requests": total["requests"],
        "tokens": {"input": total["input"], "output": total["output"]},
        "cost_usd": cost_usd(settings.model, Tally(input=total["input"], output=total["output"])),
        **made_how(settings, job.how), "engine": f"ray {version('ray')}", "workers": workers,
        "seconds": round(seconds, 1),
    }  # fmt: skip
