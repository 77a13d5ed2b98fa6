"""Run a batch on one machine: list, look, ask, record; stop at any moment without losing anything.

The main process talks to the endpoint; worker processes read, cut and judge. Nothing is held but what is under way.
"""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from summarizer import stopping
from summarizer.batch import work
from summarizer.batch.course import fate_of
from summarizer.batch.find import Found
from summarizer.batch.ledger import Fate, Ledger
from summarizer.errors import (
    ArticleLimitError,
    ModelError,
    ProtocolError,
    SummarizerError,
    UnavailableError,
    WorkerDiedError,
)
from summarizer.guard import Crew, Limits
from summarizer.model.asker import LiveAsker
from summarizer.question import How, Tally

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


class Engine:
    """One run of a batch."""

    def __init__(
        self, asker: LiveAsker, ledger: Ledger, *, cache: str, how: How, workers: int, width: int,
        show: Callable[[Progress, Tally], None], limits: Limits | None = None,
    ) -> None:  # fmt: skip
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
        before = {number: signal.getsignal(number) for number in stopping.CODES}
        for number in before:
            loop.add_signal_handler(number, self._signalled, number)
        ticker = asyncio.create_task(self._tick())
        try:
            await self._through(listing)
        finally:
            ticker.cancel()
            self._crew.close()
            await self._flush()
            for number, handler in before.items():
                loop.remove_signal_handler(number)
                signal.signal(number, handler)
        self._show(self.progress, self.tally)
        return self.ending

    async def _through(self, listing: Iterator[Found]) -> None:
        under_way: set[asyncio.Task[None]] = set()
        stopping = asyncio.create_task(self._stop.wait())
        try:
            while not self._stop.is_set():
                chunk = await asyncio.to_thread(lambda: list(islice(listing, CHUNK)))
                if not chunk:
                    self.progress.listed = True
                    break
                self.progress.found += len(chunk)
                async with self._writing:
                    todo = await asyncio.to_thread(self.ledger.sift, chunk)
                self.progress.known += len(chunk) - len(todo)
                if todo and self._warm is None:
                    # Half a second of imports, while the first articles are read and cut.
                    self._warm = asyncio.create_task(asyncio.to_thread(_import_client))
                for found in todo:
                    while len(under_way) >= self._width and not self._stop.is_set():
                        done, _ = await asyncio.wait([*under_way, stopping], return_when=asyncio.FIRST_COMPLETED)
                        under_way -= done
                    if self._stop.is_set():
                        break
                    task = asyncio.create_task(self._article(found))
                    under_way.add(task)
                    task.add_done_callback(under_way.discard)
            while under_way and not self._stop.is_set():
                await asyncio.wait([*under_way, stopping], return_when=asyncio.FIRST_COMPLETED)
            again, self._again = self._again, []
            if again and not self._stop.is_set():
                # Unusable answers, not unusable articles: asked once more, now that all others are through.
                self.progress.failed -= len(again)
                under_way = {asyncio.create_task(self._article(found, last=True)) for found in again}
                await asyncio.wait([asyncio.gather(*under_way), stopping], return_when=asyncio.FIRST_COMPLETED)
            if under_way:
                await self._let_finish(under_way)
        finally:
            stopping.cancel()

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
        if outcome.fate in ("ok", "partial"):
            self.progress.done += 1
            self._in_vain = 0
        elif outcome.fate == "refused":
            self.progress.refused += 1
        else:
            self.progress.failed += 1
            if not last and len(self._again) < MAX_AGAIN:
                self._again.append(found)
            self._in_vain += 1
            if self._in_vain >= HOPELESS and not self.progress.done:
                self._end(ProtocolError(
                    f"the first {HOPELESS} articles have no usable answer from {self.asker.name}",
                    hint="look at failures.jsonl; try another --model",
                ))  # fmt: skip
        self._fates.append(Fate(found, outcome.fate, outcome.detail))
        if len(self._fates) >= CHUNK:
            await self._flush()

    async def _look(self, found: Found, failures: dict[str, str]) -> work.Outcome:
        for attempt in (1, 2):
            try:
                return (await self._crew.call(f"working on {found.name!r}", work.look_at, [(found, failures)]))[0]
            except ArticleLimitError as error:
                # A worker that died may have been the victim of another: the article that does it twice is the culprit.
                if attempt == 2 or not isinstance(error, WorkerDiedError):
                    return work.Outcome(found, "refused", work.failure(found, error, "limit"))
        raise AssertionError("unreachable")

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


def _import_client() -> None:
    import instructor
    import openai

    del instructor, openai
