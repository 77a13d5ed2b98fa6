"""`summarize batch DIR -o OUT`."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from summarizer import guard
from summarizer.batch import room, work
from summarizer.batch.engine import Ending, Engine, Progress
from summarizer.batch.expect import Estimate, all_questions
from summarizer.batch.find import find
from summarizer.batch.ledger import Ledger, Lock
from summarizer.batch.report import report_of, write_report
from summarizer.batch.spend import SpendLimit
from summarizer.cache import AnswerStore
from summarizer.console import Console, fail
from summarizer.documents import Fields
from summarizer.errors import ArticleMissingError, DiskError, OutputError, SettingsError, SummarizerError
from summarizer.model.asker import LiveAsker
from summarizer.model.body import CHARACTERS_PER_TOKEN
from summarizer.model.hosts import HOSTS
from summarizer.model.manners import Manners
from summarizer.model.price import HALF, cost_usd, per_token
from summarizer.provider import endpoint_of, how_of, open_asker, who_reads
from summarizer.question import How, Tally
from summarizer.settings import Settings

CONFIRM_ABOVE_USD = 1.0
"""A worst case above this is confirmed first, by a person or by `--yes`."""


@dataclass(frozen=True)
class Plan:
    """What the flags of `summarize batch` ask for."""

    directory: Path
    out: Path
    include: list[str] = field(default_factory=list)
    """Glob patterns; empty means the known suffixes."""
    exclude: list[str] = field(default_factory=list)
    follow: bool = False
    workers: int = 0
    """Worker processes; 0 means one a core."""
    max_cost: float | None = None
    """US dollars."""
    max_requests: int | None = None
    dry_run: bool = False
    yes: bool = False
    via: str = "requests"
    """`requests`, or `batch-api` for the provider's batch endpoint."""
    fields: Fields = field(default=Fields())
    """Where JSON records keep what."""
    with_text: bool = False

    def made_by(self, name: str, how: How) -> str:
        """Name everything besides the articles that determines the summaries."""
        return work.made_by(name, how, fields=self.fields, with_text=self.with_text)


def run(plan: Plan, settings: Settings, console: Console) -> int:
    """Run a batch.

    Returns:
        0; 3 where some articles have no summary; the error's or the signal's code where it was stopped.

    Raises:
        SummarizerError: Nothing could be started.
    """
    _checked(plan)
    guard.limits.set(settings.limits)
    lock = Lock(plan.out)
    try:
        if warning := room.disk(plan.out):
            console.note(warning)
        if (fitting := room.connections(settings.concurrency)) < settings.concurrency:
            console.note(f"the limit on open files allows {fitting} connections: ulimit -n {settings.concurrency + 64}")
            settings = replace(settings, concurrency=fitting)
        how = how_of(settings)
        ledger = Ledger(plan.out, plan.made_by(settings.model, how))
        try:
            if plan.dry_run:
                return _estimate(plan, settings, how, ledger)
            _confirmed(plan, settings, ledger, console)
            return _run(plan, settings, how, ledger, console)
        finally:
            ledger.close()
    finally:
        lock.close()


def _checked(plan: Plan) -> None:
    if not plan.directory.is_dir():
        raise ArticleMissingError(f"{str(plan.directory)!r} is no directory", hint="summarize batch DIR -o OUT")
    if plan.out.resolve() == plan.directory.resolve():
        raise OutputError("the output directory is the directory of the articles", hint="choose another -o OUT")


def _listing(plan: Plan):  # noqa: ANN202
    return find(
        plan.directory, include=plan.include, exclude=plan.exclude, follow=plan.follow, skip=plan.out.resolve(),
        fields=plan.fields, with_text=plan.with_text,
    )  # fmt: skip


def _estimate(plan: Plan, settings: Settings, how: How, ledger: Ledger) -> int:
    """Count articles, look at those that would be worked on, add up what they will cost; ask nothing."""
    work.start(str(settings.cache), settings.model, how)
    manners = Manners(HOSTS["local"]) if settings.is_local else endpoint_of(settings).manners()
    estimate = Estimate(
        settings.model,
        settings.model_name,
        manners,
        flex=settings.service_tier == "flex",
        batch=plan.via == "batch-api",
    )
    articles = known = refused = 0
    for found in _listing(plan):
        articles += 1
        if not ledger.sift([found]):
            known += 1
            continue
        outcome = work.look_at([(found, {})])[0]
        refused += outcome.fate == "refused"
        for question in all_questions(found, outcome):
            estimate.add(question)
    print(f"articles            {articles:,}")  # noqa: T201
    print(f"  finished already  {known:,}")  # noqa: T201
    print(f"  no articles       {refused:,}")  # noqa: T201
    print("\n".join(estimate.lines()))  # noqa: T201
    return 0


def _confirmed(plan: Plan, settings: Settings, ledger: Ledger, console: Console) -> None:
    """A run that may cost money is confirmed by a person, by `--yes`, or bounded by a limit."""
    stale = ledger.stale()
    if stale:
        count, what = sum(stale.values()), work.changed(stale, plan.made_by(settings.model, how_of(settings)))
        made = "article was made with another" if count == 1 else "articles were made with another"
        console.note(f"{count:,} finished {made} {what}: judged again")
    prices = per_token(settings.model)
    if plan.yes or plan.max_cost is not None or plan.max_requests is not None or not prices or not any(prices):
        return
    size = sum(found.size for found in _listing(plan) if ledger.sift([found]))
    tokens = (size / CHARACTERS_PER_TOKEN * 2 + 1) * settings.readings
    worst = tokens * prices[0] + tokens / 2 * prices[1]
    if worst <= CONFIRM_ABOVE_USD:
        return
    question = f"this may cost up to about ${worst:,.2f} with {settings.model}"
    if not sys.stdin.isatty():
        raise SettingsError(f"{question}, and nobody can be asked", hint="add --yes, or a limit: --max-cost 5")
    if input(f"summarize: {question}. Start? [y/N] ").strip().lower() not in ("y", "yes"):
        raise SettingsError("not started", hint="--dry-run tells more; --max-cost sets a limit")


def _run(plan: Plan, settings: Settings, how: How, ledger: Ledger, console: Console) -> int:
    began = time.time()
    if plan.via == "batch-api":
        return _half_price(plan, settings, how, ledger, console)

    async def batch() -> tuple[Ending, Engine, SpendLimit]:
        share = HALF if settings.service_tier == "flex" else 1.0
        limit = SpendLimit(settings.model, max_cost=plan.max_cost, max_requests=plan.max_requests, share=share)
        asker = open_asker(settings, budget=limit, progress=console.fetching(settings.model_name))
        assert isinstance(asker, LiveAsker)  # noqa: S101 - no recordings were asked for
        workers = plan.workers or os.cpu_count() or 1
        width = (1 if settings.is_local else settings.concurrency) + 4 * workers
        engine = Engine(
            asker, ledger, cache=str(settings.cache), how=how, workers=workers, width=width,
            limits=settings.limits,
            show=lambda progress, tally: console.progress(line(progress, tally, asker, settings)),
        )  # fmt: skip
        try:
            ending = await engine.run(_listing(plan))
        finally:
            await asker.close()
        return ending, engine, limit

    console.note(who_reads(settings))
    ending, engine, limit = asyncio.run(batch())
    console.clear()
    try:
        ledger.project(plan.out)
        report = report_of(settings, how, ledger.counts(), engine.progress, engine.tally, limit=limit, began=began)
        write_report(plan.out, report, directory=plan.directory, text_field=plan.fields.text)
    except OSError as error:
        raise DiskError(
            f"{str(plan.out)!r} cannot be written: {error.strerror}",
            hint="free some space and run the same command again; every answer is kept",
        ) from None
    return _ended(plan, ending, engine.progress, report, console)


def _half_price(plan: Plan, settings: Settings, how: How, ledger: Ledger, console: Console) -> int:
    from summarizer.batch.half_price import HalfPrice

    if settings.is_local:
        raise SettingsError("the embedded model has no batch endpoint", hint="--model PROVIDER/NAME")
    began = time.time()
    limit = SpendLimit(settings.model, max_cost=plan.max_cost, max_requests=plan.max_requests, share=HALF)
    store = AnswerStore(settings.cache)

    async def batch() -> tuple[SummarizerError | None, Tally]:
        run = HalfPrice(
            endpoint_of(settings),
            settings.model,
            how=how,
            store=store,
            ledger=ledger,
            out=plan.out,
            limit=limit,
            say=console.note,
        )
        run.poll_s = float(os.environ.get("SUMMARIZE_POLL_S") or run.poll_s)
        try:
            await run.run(lambda: _listing(plan))
        except SummarizerError as error:
            return error, run.tally
        finally:
            await run.aclose()
        return None, run.tally

    try:
        error, tally = asyncio.run(batch())
    finally:
        store.close()
    progress = Progress(listed=True)
    counts = ledger.counts()
    progress.found = sum(1 for _ in _listing(plan))
    ledger.project(plan.out)
    report = report_of(settings, how, counts, progress, tally, limit=limit, began=began)
    cost = report["cost_usd"]
    report["cost_usd"] = None if cost is None else round(cost * HALF, 6)
    write_report(plan.out, report, directory=plan.directory, text_field=plan.fields.text)
    return _ended(plan, Ending(error), progress, report, console)


def line(progress: Progress, tally: Tally, asker: LiveAsker, settings: Settings) -> str:
    """Say in one line how far a batch is."""
    seconds = max(0.001, time.monotonic() - progress.began)
    fresh = progress.done + progress.failed + progress.refused
    rate = fresh / seconds * 60
    parts = [f"{progress.known + progress.done:,} done"]
    parts += [f"{progress.known:,} of them before"] if progress.known else []
    parts += [f"{progress.failed + progress.refused:,} failed"] if progress.failed + progress.refused else []
    parts += [f"{asker.gate.in_flight} in flight", f"{rate:,.0f} articles a minute"]
    parts += [f"{tally.input + tally.output:,} tokens"]
    cost = cost_usd(settings.model, tally)
    parts += [f"${cost:,.2f}"] if cost else []
    left = progress.found - progress.known - fresh
    # Until something was asked, all that ended needed no model: the others will take longer.
    asked = settings.is_parser or tally.requests or tally.from_cache
    if progress.listed and asked and rate and left > 0:
        minutes = left / rate
        parts.append("less than a minute left" if minutes < 1 else f"{minutes:,.0f} min left")
    elif not progress.listed:
        parts.append(f"{progress.found:,} found so far")
    if asker.gate.is_open:
        parts.append("the endpoint does not answer, trying every 5 s")
    return ", ".join(parts)


def _ended(plan: Plan, ending: Ending, progress: Progress, report: dict[str, Any], console: Console) -> int:
    done, bad = report["finished"], report["failed"] + report["refused"]
    kept = f"{done:,} of {progress.found:,}{'' if progress.listed else ' or more'} articles are finished and kept"
    if ending.signal:
        return fail(f"stopped; {kept}", "run the same command again to go on", ending.signal)
    if ending.error is not None:
        error = ending.error
        hint = error.hint or "run the same command again to go on"
        return fail(f"{error.message}; {kept}", hint, error.exit_code)
    if not progress.found:
        return fail(f"no article below {str(plan.directory)!r}", "--include '*.txt' names other files", 66)
    console.note(
        f"{done:,} {'summary' if done == 1 else 'summaries'} in {plan.out / 'summaries.jsonl'}, "
        f"{report['requests']:,} {'request' if report['requests'] == 1 else 'requests'}, "
        f"{report['seconds']:,} s" + (f", {report['partial']:,} partial" if report["partial"] else "")
    )
    if bad:
        have = "article has" if bad == 1 else "articles have"
        return fail(
            f"{bad:,} {have} no summary; reasons in {plan.out / 'failures.jsonl'}",
            "correct them and run the same command again", 3,
        )  # fmt: skip
    if report["not_started"]:
        were = "article was" if report["not_started"] == 1 else "articles were"
        return fail(f"{report['not_started']:,} {were} not finished; {kept}", "run the same command again", 3)
    return 0
