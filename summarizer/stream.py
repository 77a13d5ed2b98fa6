"""A batch for programs: each article's outcome as soon as it is there, by the engine and ledger of `summarize batch`.

Processes of their own read, cut and judge, as there; nothing is held but what is under way, and a consumer that is
slow slows the batch down.
"""

from __future__ import annotations

import asyncio
import json
import os
import queue
import threading
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Generator, Iterable, Iterator
from contextlib import AsyncExitStack, aclosing, suppress
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Unpack

from summarizer import errors, guard, settings
from summarizer.article import Article, iso_date
from summarizer.batch import room, work
from summarizer.batch.engine import Engine, Progress
from summarizer.batch.find import Found, find, given, told_apart
from summarizer.batch.ledger import DONE, Fate, Ledger, Lock, Nowhere
from summarizer.batch.report import report_of, write_report
from summarizer.batch.spend import SpendLimit
from summarizer.documents import Fields
from summarizer.errors import OutputError, RecordingMissingError, SettingsError, SummarizerError, unwritable
from summarizer.printable import printable
from summarizer.provider import how_of, open_asker
from summarizer.question import Tally
from summarizer.recordings import hint
from summarizer.settings import Options, Settings, flags_of
from summarizer.summary import Summary, Tokens


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article of a batch: a summary, or the error that there is none."""

    name: str
    """Its name in the output, fit to be printed: the path, `#LINE` added where a file holds several; made of its words
    where it has no path, with some letters added where another article of this call has it already."""
    article: Article | str | Path
    """What was given; the file where a directory was."""
    summary: Summary | None
    """The summary, `partial` where a question stayed without an answer; None where there is an error."""
    error: SummarizerError | None
    """Why there is none."""

    def result(self) -> Summary:
        """Give the summary.

        Raises:
            SummarizerError: There is none.
        """
        if self.summary is None:
            raise self.error or SummarizerError(f"{self.name!r} has no summary")
        return self.summary


def summarize_many(
    articles: Path | Iterable[Article | Path | str], *, out: Path | None = None, max_cost: float | None = None,
    with_text: bool = False, workers: int = 0, **options: Unpack[Options],
) -> Generator[Outcome]:  # fmt: skip
    """Summarize many articles, and give each outcome as soon as it is there.

    Breaking off ends what is under way; every answer that came is kept, so the same call goes on from there.

    Args:
        articles: A directory, or articles, files and texts one by one. An iterable is drawn from in another thread, and
            no further than the batch is; who breaks off does not wait for it.
        out: Where ledger, `summaries.jsonl`, `failures.jsonl` and `run.json` go, the same as those of `summarize
            batch`. What is finished there already is given again without asking, what failed is tried again. None
            keeps answers alone.
        max_cost: US dollars; the batch ends with a `BudgetError` before it spends more.
        with_text: Whether summaries carry the article's text.
        workers: Processes; 0 means one a core.
        options: `model`, `base_url`, `reader`, `readings`, `min_certainty`, `published`, `recordings`: see `Options`.

    Returns:
        An outcome for each article, in the order in which they are done. Those without a usable answer are asked once
        more at the end and come last. An article given twice has two outcomes, and is paid and written once.

    Raises:
        SummarizerError: While iterating: what stopped it: an endpoint, a key, a limit, a disk. What is wrong with one
            article is the error of its outcome.
        TypeError: An option is not known or of another type; while iterating: something given is no article.
    """
    flags = flags_of("summarize_many", options)
    return _handed(_Wish(articles, out, max_cost, with_text, workers, flags, options.get("published")))


def _handed(wish: _Wish) -> Generator[Outcome]:
    """Run the batch in a loop and thread of its own, and hand its outcomes over one at a time."""
    handed: queue.SimpleQueue[Any] = queue.SimpleQueue()

    async def pump() -> None:
        taken = asyncio.Semaphore(0)
        handed.put((asyncio.get_running_loop(), asyncio.current_task(), taken))
        async with aclosing(_outcomes(wish)) as found:
            async for outcome in found:
                handed.put(outcome)
                await taken.acquire()

    def run() -> None:
        try:
            asyncio.run(pump())
        except BaseException as error:  # noqa: BLE001 - it is the consumer's
            handed.put(error)
        else:
            handed.put(None)

    # A daemon: a program may end with a batch that it never finished.
    thread = threading.Thread(target=copy_context().run, args=(run,), name="batch", daemon=True)
    thread.start()
    loop, task, taken = handed.get()
    try:
        while isinstance(outcome := handed.get(), Outcome):
            yield outcome
            loop.call_soon_threadsafe(taken.release)
        if outcome is not None:
            raise outcome
    finally:
        with suppress(RuntimeError):  # it has ended by itself
            loop.call_soon_threadsafe(task.cancel)
        thread.join()


def asummarize_many(
    articles: Path | Iterable[Article | Path | str], *, out: Path | None = None, max_cost: float | None = None,
    with_text: bool = False, workers: int = 0, **options: Unpack[Options],
) -> AsyncGenerator[Outcome]:  # fmt: skip
    """Summarize many articles in an event loop: `summarize_many` for coroutines, with the same arguments.

    Whoever breaks off closes it: `async with contextlib.aclosing(asummarize_many(…)) as outcomes`.

    Returns:
        An outcome for each article, in the order in which they are done.

    Raises:
        SummarizerError: While iterating: what stopped it.
        TypeError: As `summarize_many` does.
    """
    flags = flags_of("asummarize_many", options)
    return _outcomes(_Wish(articles, out, max_cost, with_text, workers, flags, options.get("published")))


@dataclass(frozen=True)
class _Wish:
    articles: Path | Iterable[Article | Path | str]
    out: Path | None
    max_cost: float | None
    with_text: bool
    workers: int
    flags: dict[str, Any]
    published: date | str | None

    def __post_init__(self) -> None:
        if not isinstance(self.out, Path | None):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"`out` is a Path, not {self.out!r:.80}")
        if not isinstance(self.workers, int) or self.workers < 0:  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"`workers` is a number of processes, not {self.workers!r:.80}")
        cost = self.max_cost
        if cost is not None and not (isinstance(cost, (int, float)) and cost >= 0):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"`max_cost` is an amount of dollars, not {cost!r:.80}")

    @property
    def recordings(self) -> Path | None:
        return self.flags.get("recordings")

    @property
    def made_how(self) -> dict[str, Any]:
        return {"with_text": self.with_text, "published": iso_date(self.published)}

    def settings(self) -> Settings:
        found = settings.load(**self.flags)
        if self.recordings is not None and not self.recordings.is_dir():
            raise RecordingMissingError(
                f"{str(self.recordings)!r} is no directory of recordings", hint=hint(self.recordings, found.model)
            )
        return replace(found, concurrency=room.connections(found.concurrency))

    def listing(self) -> Iterator[Found]:
        if isinstance(self.articles, str):
            raise SettingsError("a batch takes a Path, or articles one by one; this is a string", hint="Path('news')")
        if not isinstance(self.articles, Path):
            return told_apart(found for item in self.articles for found in given(item, **self.made_how))
        if not self.articles.is_dir():
            return given(self.articles, **self.made_how)
        skip = self.out.resolve() if self.out else None
        if skip == self.articles.resolve():
            raise OutputError("the output directory is the directory of the articles", hint="choose another `out`")
        return find(self.articles, include=[], exclude=[], follow=False, skip=skip, **self.made_how)


async def _outcomes(wish: _Wish) -> AsyncGenerator[Outcome]:
    done: asyncio.Queue[Fate | None] = asyncio.Queue()
    taken = asyncio.Semaphore(1)

    async def deliver(fate: Fate) -> None:
        await taken.acquire()  # so the queue never holds more than one
        done.put_nowait(fate)

    async with AsyncExitStack() as stack:
        working = asyncio.create_task(await _started(wish, deliver, stack))
        working.add_done_callback(lambda _: done.put_nowait(None))
        try:
            while fate := await done.get():
                yield _outcome(fate)
                taken.release()
            await working
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)


async def _started(
    wish: _Wish, deliver: Callable[[Fate], Awaitable[None]], stack: AsyncExitStack
) -> Coroutine[Any, Any, None]:
    """Open what a run needs, which the stack closes, and give the run."""
    chosen, listing, began = wish.settings(), wish.listing(), time.time()
    how, limit = how_of(chosen), SpendLimit(chosen.model, max_cost=wish.max_cost)
    made_by, ledger = work.made_by(chosen.model, how, **wish.made_how), None
    if wish.out is not None:
        stack.callback(Lock(wish.out).close)
        room.disk(wish.out)
        ledger = await asyncio.to_thread(Ledger, wish.out, made_by)
        stack.callback(ledger.close)
    asker = open_asker(chosen, recordings=wish.recordings, budget=limit)
    stack.push_async_callback(asker.close)
    workers = wish.workers or os.cpu_count() or 1
    engine = Engine(
        asker, ledger or Nowhere(), cache=str(wish.recordings or chosen.cache), how=how, workers=workers,
        width=(1 if chosen.is_local else chosen.concurrency) + 4 * workers, show=_show_nothing,
        limits=guard.limits.get(),
    )  # fmt: skip
    engine.deliver = deliver
    if not isinstance(wish.articles, (Path, list, tuple)):
        engine.chunk = 1

    def project(out: Path, ledger: Ledger) -> None:
        ledger.project(out)
        report = report_of(chosen, how, ledger.counts(), engine.progress, engine.tally, limit=limit, began=began)
        searched = wish.articles if isinstance(wish.articles, Path) and wish.articles.is_dir() else None
        write_report(out, report, directory=searched or Path(), text_field=Fields().text, listed=searched is None)

    async def run() -> None:
        try:
            ending = await engine.run(listing)
        finally:
            if wish.out and ledger:
                try:
                    await asyncio.to_thread(project, wish.out, ledger)
                except OSError as error:
                    raise unwritable(wish.out, error) from None
        if ending.error:
            raise ending.error

    return run()


def _show_nothing(progress: Progress, tally: Tally) -> None: ...


def _outcome(fate: Fate) -> Outcome:
    found, name = fate.found, printable(fate.found.name)
    article = found.given if found.given is not None else Path(found.path)
    if fate.fate in DONE:
        summary = Summary.model_validate_json(fate.detail)
        return Outcome(name, article, _free(summary) if found.again else summary, None)
    told = json.loads(fate.detail)
    kind = getattr(errors, told["class"], SummarizerError)
    return Outcome(name, article, None, kind(told["reason"], hint=told["do"]))


def _free(summary: Summary) -> Summary:
    """Say of an article that was given before that reading it cost nothing more: costs may be added up."""
    run = summary.run
    known = {"requests": 0, "from_cache": run.requests, "tokens": Tokens(), "cost_usd": run.cost_usd and 0.0}
    return summary.model_copy(update={"run": run.model_copy(update=known)})
