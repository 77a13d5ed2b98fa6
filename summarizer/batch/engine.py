"""Run a batch on one machine: list, look, ask, record; stop at any moment without losing anything.

The main process talks to the endpoint; worker processes read, cut and judge. Nothing is held but what is under way.
"""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, ParamSpec, TypeVar, cast

from summarizer import stopping
from summarizer.batch import work
from summarizer.batch.course import fate_of
from summarizer.batch.find import Found
from summarizer.batch.ledger import Fate, Fates
from summarizer.errors import (
    ArticleLimitError,
    ModelError,
    ProtocolError,
    SettingsError,
    SummarizerError,
    UnavailableError,
    WorkerDiedError,
)
from summarizer.guard import Limits, Worker
from summarizer.model.asker import LiveAsker
from summarizer.question import How, Tally
from summarizer.recordings import RecordingAsker

P = ParamSpec("P")
R = TypeVar("R")
CHUNK = 64
"""Articles sifted in one transaction."""
MAX_AGAIN = 1000
"""Failed articles that get a second chance at the end of a run."""
HOPELESS = 20
"""Articles in a row whose answers were all unusable before the endpoint, not the articles, is blamed."""


@dataclass
class Progress:
    """How far a batch is."""

    found: int = 0
    """Articles listed."""
    known: int = 0
    """Finished in an earlier run."""
    done: int = 0
    """Summarized now."""
    failed: int = 0
    """Asked in vain."""
    refused: int = 0
    """No article, or unreadable."""
    listed: bool = False
    """True once the listing is through."""
    began: float = field(default_factory=time.monotonic)
    """On the monotonic clock, seconds."""


@dataclass
class Ending:
    """How a run ended."""

    error: SummarizerError | None = None
    """What stopped it; None when it went through."""
    signal: int = 0
    """Exit code of the signal that stopped it; 0 where none did."""


class Crew:
    """Some workers for an event loop."""

    def __init__(self, size: int, allowed: Limits, start: Callable[..., None], *args: Any) -> None:
        self._workers = [Worker(allowed, start, *args) for _ in range(size)]
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()  # the warm ones first
        for worker in self._workers:
            self._idle.put_nowait(worker)
        self._threads = ThreadPoolExecutor(size, "crew")

    async def call(self, what: str, function: Callable[P, R], *args: P.args, **more: P.kwargs) -> R:
        """Call a function in the next idle worker; see `Worker.call`."""
        worker = await self._idle.get()
        try:
            job = self._threads.submit(worker.call, what, function, *args, **more)
            return await asyncio.wrap_future(job)
        except asyncio.CancelledError:
            worker.kill()
            raise
        finally:
            self._idle.put_nowait(worker)

    def close(self) -> None:
        """Kill all workers at once, busy or not."""
        for worker in self._workers:
            worker.close()
        self._threads.shutdown(wait=False, cancel_futures=True)


class Engine:
    """One run of a batch."""

    def __init__(
        self, asker: LiveAsker | RecordingAsker, ledger: Fates, *, cache: str, how: How, workers: int,
        width: int, show: Callable[[Progress, Tally], None], limits: Limits | None = None,
    ) -> None:  # fmt: skip
        """Prepare a run.

        Args:
            asker: Who answers.
            ledger: What became of the articles.
            cache: The file of kept answers, or the directory of recordings.
            how: How articles are read.
            workers: Processes that read, cut and judge.
            width: Most articles under way.
            show: Told how far it is.
            limits: What the work on one article may take.
        """
        self.deliver: Callable[[Fate], Awaitable[None]] | None = None
        """Given each article's last fate, those from before too; while it waits, so does the article.

        Where it is set, the process is another program's, and its signals are left alone.
        """
        self.chunk = CHUNK
        """Articles drawn from the listing at a time: one, where it is slow and the first must not wait for others."""
        self.asker, self.ledger = asker, ledger
        self.progress, self.tally = Progress(), Tally()
        self.ending = Ending()
        self._width = width
        self._show = show
        self._crew = Crew(workers, limits or Limits(), work.start, cache, asker.name, how)
        self._fates: list[Fate] = []
        self._writing = asyncio.Lock()
        self._stop = asyncio.Event()
        self._in_vain = 0
        self._again: list[Found] = []
        self._warm: asyncio.Task[None] | None = None

    async def run(self, listing: Iterator[Found]) -> Ending:
        """Work through the listing.

        Args:
            listing: The articles.

        Returns:
            How it ended; everything finished is in the ledger.
        """
        loop = asyncio.get_running_loop()
        before = {} if self.deliver else {number: signal.getsignal(number) for number in stopping.CODES}
        for number in before:
            loop.add_signal_handler(number, self._signalled, number)
        ticker = asyncio.create_task(self._tick())
        try:
            await self._through(listing)
        finally:
            idle = [task for task in (ticker, self._warm) if task]
            for task in idle:
                task.cancel()
            await asyncio.gather(*idle, return_exceptions=True)
            self._crew.close()
            await self._flush()
            for number, handler in before.items():
                loop.remove_signal_handler(number)
                signal.signal(number, handler)
        self._show(self.progress, self.tally)
        return self.ending

    async def _through(self, listing: Iterator[Found]) -> None:
        under_way: set[asyncio.Task[None]] = set()
        stopped = asyncio.create_task(self._stop.wait())
        try:
            while not self._stop.is_set():
                drawing = asyncio.ensure_future(_apart(lambda: list(islice(listing, self.chunk))))
                await asyncio.wait([drawing, stopped], return_when=asyncio.FIRST_COMPLETED)
                if not drawing.done():
                    drawing.cancel()
                    break
                if not (chunk := drawing.result()):
                    self.progress.listed = True
                    break
                for found in await self._open(chunk):
                    while len(under_way) >= self._width and not self._stop.is_set():
                        done, _ = await asyncio.wait([*under_way, stopped], return_when=asyncio.FIRST_COMPLETED)
                        under_way -= done
                    if self._stop.is_set():
                        break
                    task = asyncio.create_task(self._article(found))
                    under_way.add(task)
                    task.add_done_callback(under_way.discard)
            while under_way and not self._stop.is_set():
                await asyncio.wait([*under_way, stopped], return_when=asyncio.FIRST_COMPLETED)
            again, self._again = self._again, []
            if again and not self._stop.is_set():
                # Unusable answers, not unusable articles: asked once more, now that all others are through.
                self.progress.failed -= _fresh(again)
                under_way = {asyncio.create_task(self._article(found, last=True)) for found in again}
                await asyncio.wait([asyncio.gather(*under_way), stopped], return_when=asyncio.FIRST_COMPLETED)
            if under_way:
                await self._let_finish(under_way)
        finally:
            stopped.cancel()
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _open(self, chunk: list[Found]) -> list[Found]:
        """Give those of some listed articles that have to be worked on, and deliver the others."""
        self.progress.found += _fresh(chunk)
        todo = await self._alone(self.ledger.sift, chunk)
        if self.deliver:
            waiting = set(todo)
            for found in chunk:
                if found not in waiting and (fate := await self._alone(self.ledger.kept, found)):
                    await self.deliver(fate)
                elif found not in waiting:
                    todo.append(found)
        self.progress.known += _fresh(chunk) - _fresh(todo)
        if todo and self._warm is None:
            # Half a second of imports, while the first articles are read and cut.
            self._warm = asyncio.create_task(asyncio.to_thread(_import_client))
        return todo

    async def _let_finish(self, under_way: set[asyncio.Task[None]]) -> None:
        """What is under way at the endpoint is paid for: wait for it, but never long after Ctrl-C."""
        patience = stopping.PATIENCE_S if self.ending.signal else 60.0
        tasks = set(under_way)
        await asyncio.wait(tasks, timeout=patience)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _article(self, found: Found, *, last: bool = False) -> None:
        try:
            outcome = await fate_of(found, self._look, self.asker, self.tally)
        except SummarizerError as error:
            self._end(error)
            return
        except Exception as error:  # noqa: BLE001 - one article never takes another with it, nor vanishes unsaid
            outcome = work.Outcome(found, "failed", work.failure(found, error, "internal"))
        again = outcome.fate == "failed" and not last and len(self._again) < MAX_AGAIN
        if again:
            self._again.append(found)
        fate = Fate(found, outcome.fate, outcome.detail)
        if not found.again:
            self._count(outcome.fate)
            self._fates.append(fate)
        if len(self._fates) >= CHUNK:
            await self._flush()
        if self.deliver and not again:
            await self.deliver(fate)

    def _count(self, fate: str) -> None:
        """Count what became of an article; end the run where the first ones have no usable answer at all."""
        if fate in ("ok", "partial"):
            self.progress.done += 1
            self._in_vain = 0
        elif fate == "refused":
            self.progress.refused += 1
        else:
            self.progress.failed += 1
            self._in_vain += 1
            if self._in_vain >= HOPELESS and not self.progress.done:
                self._end(ProtocolError(
                    f"the first {HOPELESS} articles have no usable answer from {self.asker.name}",
                    hint="look at failures.jsonl; try another --model",
                ))  # fmt: skip

    async def _look(self, found: Found, failures: dict[str, str]) -> work.Outcome:
        for attempt in (1, 2):
            try:
                return (await self._crew.call(f"working on {found.name!r}", work.look_at, [(found, failures)]))[0]
            except ArticleLimitError as error:
                # A worker that died may have been the victim of another: the article that does it twice is the culprit.
                if attempt == 2 or not isinstance(error, WorkerDiedError):
                    return work.Outcome(found, "refused", work.failure(found, error, "limit"))
        raise AssertionError("unreachable")

    async def _alone(self, job: Callable[P, R], *args: P.args, **more: P.kwargs) -> R:
        """Read the ledger in a thread, while nobody else uses it; also where who waits here is cancelled."""

        async def do() -> R:
            async with self._writing:
                return await asyncio.to_thread(job, *args, **more)

        return await asyncio.shield(asyncio.create_task(do()))

    async def _flush(self) -> None:
        # Whoever is cancelled while waiting here must not take with it what others have finished.
        await asyncio.shield(asyncio.create_task(self._write_fates()))

    async def _write_fates(self) -> None:
        async with self._writing:
            fates, self._fates = self._fates, []
            if not fates:
                return
            try:
                await asyncio.to_thread(self.ledger.record, fates)
            except SummarizerError as error:
                self._end(error)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(0.5)
            await self._flush()
            self._show(self.progress, self.tally)

    def _end(self, error: SummarizerError) -> None:
        if self.ending.error is None and not self.ending.signal:
            self.ending.error = error
        self.asker.gate.shut(error if isinstance(error, ModelError) else UnavailableError("stopping"))
        self._stop.set()

    def _signalled(self, number: int) -> None:
        finished = self.progress.known + self.progress.done
        stopping.begin(
            number,
            f"stopping: {finished:,} articles are finished and kept; waiting up to {stopping.PATIENCE_S:g} s for "
            f"{self.asker.gate.in_flight} requests under way (again: at once)",
        )
        self.ending.signal = stopping.code()
        error = UnavailableError("stopped")
        error.retryable = False
        self.asker.gate.shut(error)
        self._stop.set()


def _fresh(listed: list[Found]) -> int:
    """Count articles that were not given before."""
    return sum(not found.again for found in listed)


async def _apart(job: Callable[[], R]) -> R:
    """Run what may wait for somebody else in a thread that nobody waits for: neither who is cancelled nor the program.

    A pool's threads are joined when a loop or a program ends, so that a generator which waits would hold up both.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[tuple[R | None, BaseException | None]] = loop.create_future()

    def settle(result: R | None, error: BaseException | None) -> None:
        if not future.done():
            future.set_result((result, error))

    def run() -> None:
        result, error = None, None
        try:
            result = job()
        except BaseException as raised:  # noqa: BLE001 - it is raised where it is awaited
            error = raised
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=copy_context().run, args=(run,), name="listing", daemon=True).start()
    result, error = await future
    if error is not None:
        raise error
    return cast(R, result)


def _import_client() -> None:
    from summarizer.model.pool import trusted

    with suppress(SettingsError):  # whoever asks first says so; the import might wait for ever
        trusted()
        import instructor
        import openai

        del instructor, openai
