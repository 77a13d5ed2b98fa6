"""The provider's batch endpoint: half the price for answers within a day.

Rounds of: look at every article, write what is missing into files of requests, submit them, wait, keep the answers. The
id of a job is on disk before the first poll, and a job carries the digest of its file, so that a run that was killed
between the two finds it again instead of paying twice. Answers go into the same store as live ones; what is expired or
failed is simply missing in the next round.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import httpx2
from openai import AsyncOpenAI

from summarizer.batch import work
from summarizer.batch.find import Found
from summarizer.batch.jobs import JobState, jobs_of
from summarizer.batch.ledger import Fate, Ledger
from summarizer.batch.spend import SpendLimit
from summarizer.cache import AnswerStore
from summarizer.database import connect, seal
from summarizer.errors import (
    AnswerError,
    BudgetError,
    InvalidAnswerError,
    ModelError,
    NotKeptError,
    OversizeError,
    ProtocolError,
)
from summarizer.files import create, write_whole
from summarizer.model.body import completion_of, count, needed
from summarizer.model.client import Client
from summarizer.model.pool import MAX_BODY, CappedTransport
from summarizer.model.transport import KeptTransport
from summarizer.model.wire import Endpoint, answer_error, guarded
from summarizer.question import How, Question, Tally
from summarizer.settings import bare_name

MAX_LINES = 50_000
"""Requests in one file: the provider's limit."""
MAX_FILE = 190 * 10**6
"""Bytes in one file; the provider's limit is 200 MB."""
MAX_ANSWER = 256 * 2**10
"""Bytes that an answer takes in a file of answers, at most and in the mean."""
MAX_BARREN = 3
"""Rounds without a single new answer after which the rest is given up."""
_VERSION = 2
_TABLES = """
CREATE TABLE IF NOT EXISTS job (
    digest TEXT PRIMARY KEY, path TEXT, requests INTEGER, file TEXT, batch TEXT, state TEXT, at REAL, sum TEXT
) WITHOUT ROWID;
"""
_UPGRADE = "ALTER TABLE job ADD COLUMN sum TEXT; UPDATE job SET sum = '';"
_SEALED = "SET sum = seal(digest, requests, file, batch, state) WHERE digest = ?"
_KEPT = "jobs under way are found again at the provider, and answers that were fetched are kept"


def _records(path: Path) -> Iterator[dict[str, Any]]:
    """Give the lines of a file that are records with an id; a torn line's request is missing in the next round."""
    with suppress(OSError), path.open("rb") as lines:
        while line := lines.readline(MAX_BODY):
            with suppress(ValueError, RecursionError):
                record = json.loads(line)
                if isinstance(record, dict) and isinstance(record.get("custom_id"), str):
                    yield record


@dataclass
class Round:
    """What one look at all articles came to."""

    files: list[Path]
    """Requests to submit."""
    requests: int
    """How many."""
    stopped: BudgetError | None = None
    """Why more were not written."""


@dataclass
class _Lines:
    """Requests of a round that are not in a file yet."""

    asked: set[str] = field(default_factory=set)
    held: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, line: str) -> None:
        self.held.append(line)
        self.size += len(line)


class HalfPrice:
    """One run of a batch by way of the provider's batch endpoint."""

    def __init__(
        self, endpoint: Endpoint, name: str, *, how: How, store: AnswerStore, ledger: Ledger, out: Path,
        limit: SpendLimit, say: Callable[[str], None],
    ) -> None:  # fmt: skip
        self.endpoint, self.name, self.store, self.ledger, self.limit = endpoint, name, store, ledger, limit
        self.tally = Tally()
        """What the answers used."""
        self._how = how
        self._say, self._manners = say, endpoint.manners()
        # Without a network: what is asked through it and not kept is what the batch endpoint is given.
        self._kept = KeptTransport(store)
        self._replay = Client(self._kept, bare_name(name))
        self._sdk = AsyncOpenAI(
            base_url=endpoint.base_url, api_key=endpoint.api_key or "none", max_retries=0,
            http_client=httpx2.AsyncClient(
                transport=CappedTransport(4, endpoint.base_url), timeout=endpoint.deadline_s
            ),
        )  # fmt: skip
        self._jobs = jobs_of(endpoint.host, self._sdk, endpoint.model)
        self._folder = out / "batch-api"
        self._folder.mkdir(exist_ok=True)
        self._db = connect(
            out / "jobs.sqlite", tables=_TABLES, version=_VERSION, upgrade=_UPGRADE, kept=_KEPT, check=True
        )
        for *row, total in self._db.execute("SELECT digest, requests, file, batch, state, sum FROM job").fetchall():
            if total and seal(*row) != total:  # a job of the first version has none
                raise self._db.damaged("a job")
        self._failures: dict[str, str] = {}
        self._faulty: dict[str, ModelError] = {}
        self.poll_s = 30.0
        """Seconds between two polls."""

    async def run(self, listing: Callable[[], Iterator[Found]]) -> None:
        """Summarize every article.

        Args:
            listing: Lists them; called once a round.

        Raises:
            SummarizerError: The run cannot go on; the same command resumes it.
        """
        barren = 0
        while True:
            await self._settle_jobs()
            this = await self._look_at_all(listing(), give_up=barren >= MAX_BARREN)
            if not this.requests:
                if this.stopped:
                    raise this.stopped
                return
            before = self.tally.requests
            for path in this.files:
                await self._submit(path)
            await self._settle_jobs()
            barren = barren + 1 if self.tally.requests == before else 0

    async def _look_at_all(self, listing: Iterator[Found], *, give_up: bool) -> Round:
        """Record the fates that are clear and write down what has to be asked."""
        this, lines = Round([], 0), _Lines()
        while chunk := list(islice(listing, 64)):
            fates: list[Fate] = []
            for found in self.ledger.sift(chunk):
                outcome = await asyncio.to_thread(
                    work.look, found, self.name, self._how, self.store, self._failures
                )  # fmt: skip
                if outcome.open and give_up:
                    error = AnswerError("the batch endpoint gave no answer to it", hint="run the same command again")
                    outcome = work.Outcome(found, "failed", work.failure(found, error, "answers"))
                if not outcome.open:
                    fates.append(Fate(found, outcome.fate, outcome.detail))
                    continue
                for question in outcome.open:
                    await self._ask_for(question, this, lines)
            self.ledger.record(fates)
        if lines.held:
            this.files.append(self._write(lines.held))
        this.requests = len(lines.asked)
        return this

    async def _ask_for(self, question: Question[Any], this: Round, lines: _Lines) -> None:
        """Write down the request that a question needs next: its first, or one more with a correction."""
        with suppress(NotKeptError):
            await self._replay.ask(question, Tally())
        missing = dict(self._kept.missing)
        self._kept.missing.clear()
        for key, body in missing.items():
            if key in lines.asked or this.stopped:
                continue
            try:
                self.limit.take(needed(self._manners.adapted(body)), self._manners.limit(body))
            except BudgetError as error:
                this.stopped = error
                continue
            lines.asked.add(key)
            lines.add(self._jobs.line(key, self._manners.adapted(body)))
            if len(lines.held) >= MAX_LINES or lines.size >= MAX_FILE:
                this.files.append(self._write(lines.held))
                lines.held, lines.size = [], 0

    def _write(self, lines: list[str]) -> Path:
        data = "".join(sorted(lines)).encode()
        path = self._folder / f"{hashlib.sha256(data).hexdigest()[:32]}.jsonl"
        write_whole(path, data)
        self._db.execute(
            "INSERT OR IGNORE INTO job VALUES (?, ?, ?, NULL, NULL, 'written', ?, NULL)",
            (path.stem, str(path), len(lines), time.time()),
        )
        self._db.execute(f"UPDATE job {_SEALED}", (path.stem,))
        return path

    async def _call(self, call: Callable[[], Awaitable[Any]], deadline_s: float = 600.0) -> Any:
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_random_exponential

        def passing(error: BaseException) -> bool:
            return isinstance(error, ModelError) and error.retryable

        async for attempt in AsyncRetrying(
            retry=retry_if_exception(passing), stop=stop_after_attempt(6), reraise=True,
            wait=wait_random_exponential(multiplier=1, max=60),
        ):  # fmt: skip
            with attempt:
                return await guarded(call(), self.endpoint, deadline_s)
        raise AssertionError("unreachable")

    async def _submit(self, path: Path) -> None:
        """Upload a file and open a job for it, once, whatever happened before."""
        client = self._sdk
        digest = path.stem
        row = self._db.execute("SELECT file, batch, requests FROM job WHERE digest = ?", (digest,)).fetchone()
        if row[1]:
            return
        known = await self._find(digest)
        if known is None:
            uploaded = row[0]
            if uploaded is None:
                file = await self._call(lambda: client.files.create(file=path, purpose="batch"))
                uploaded = str(file.id)
                self._note(digest, "file = ?, state = 'uploaded'", uploaded)
            label = f"{digest}:{self._generation(digest)}"
            known = await self._call(lambda: self._jobs.submit(uploaded, label))
        self._note(digest, "batch = ?, state = 'submitted'", known)
        self._say(f"submitted {row[2]:,} requests as {known}; this run may be stopped and started again while it waits")

    def _note(self, digest: str, changes: str, value: str, now: str = "") -> None:
        """Change a job and its checksum in one step."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute(f"UPDATE job SET {changes} WHERE digest = ?", (value, digest))  # noqa: S608
        self._db.execute(f"UPDATE job {_SEALED}", (now or digest,))
        self._db.execute("COMMIT")

    def _generation(self, digest: str) -> int:
        """The same missing requests may be submitted again after a job expired: tell the jobs apart."""
        return int(self._db.execute("SELECT count(*) FROM job WHERE digest LIKE ?", (f"{digest}+%",)).fetchone()[0])

    async def _find(self, digest: str) -> str | None:
        """Find a job that a killed run opened without getting to note its id."""
        label = f"{digest}:{self._generation(digest)}"
        return await self._call(lambda: self._jobs.find(label))

    async def _settle_jobs(self) -> None:
        """Wait for every submitted job and keep its answers."""
        while True:
            rows = self._db.execute("SELECT digest, batch, requests FROM job WHERE state = 'submitted'").fetchall()
            rows += self._db.execute("SELECT digest, batch, requests FROM job WHERE state = 'uploaded'").fetchall()
            if not rows:
                return
            waiting = 0
            for digest, batch, requests in rows:
                sent = self._folder / f"{digest}.jsonl"
                if batch is None:
                    await self._submit(sent)
                    waiting += 1
                    continue
                job: JobState = await self._call(lambda batch=batch: self._jobs.state(batch))
                if job.over:
                    await self._fetch(job.files, sent, requests)
                    # Kept under another name: the same requests may have to be submitted once more.
                    number = self._generation(digest)
                    over = f"{digest}+{number}"
                    self._note(digest, "digest = ?, state = 'over'", over, over)
                    with suppress(OSError):
                        sent.unlink()
                    if job.refused:
                        raise ProtocolError(
                            f"the provider refused the job {batch}: {job.refused}",
                            hint="check --model; the same command submits it again",
                        )
                else:
                    waiting += 1
                    self._say(f"{batch}: {job.name}, {job.done:,} of {requests:,}")
            if waiting:
                await asyncio.sleep(self.poll_s)

    async def _fetch(self, files: tuple[str, ...], sent: Path, requests: int) -> None:
        asked = {str(record["custom_id"]) for record in _records(sent)}
        most = MAX_BODY + requests * MAX_ANSWER
        for file in files:
            # The provider's name for it is no name for a file of ours: it may lead anywhere.
            target = self._folder / f"{hashlib.sha256(file.encode('utf-8', 'replace')).hexdigest()[:32]}.answers"
            try:
                await self._call(lambda file=file, target=target: self._download(file, target, most), 3600.0)
                for record in _records(target):
                    await self._keep(record, asked)
            finally:
                target.unlink(missing_ok=True)
        self._learn(sent)

    def _learn(self, sent: Path) -> None:
        """Tell requests that an endpoint would take in another form, and ask those again, from those it refuses."""
        faulty, self._faulty = self._faulty, {}
        for record in _records(sent) if faulty else ():
            problem = faulty.get(record["custom_id"])
            if problem and self._manners.learns(problem, record["body"]):
                del faulty[record["custom_id"]]
        self._failures |= {key: problem.message for key, problem in faulty.items()}

    async def _download(self, file: str, target: Path, most: int) -> None:
        # Streamed to disk: an output file is far larger than any answer may be.
        async with self._sdk.files.with_streaming_response.content(file) as response:
            with create(target) as sink:
                async for block in response.iter_bytes(1 << 20):
                    most -= len(block)
                    if most < 0:
                        raise OversizeError("the provider's file of answers is larger than any answers need")
                    sink.write(block)

    async def _keep(self, record: dict[str, Any], asked: set[str]) -> None:
        """Keep one answer; match it by its id and never by its place, and only if it was asked for in this job."""
        key, response = record["custom_id"], record.get("response")
        if asked and key not in asked:  # none are known where somebody has removed the file
            return
        response = response if isinstance(response, dict) else {}
        status, body = response.get("status_code"), response.get("body")
        status = status if isinstance(status, int) else 0
        content = json.dumps(body).encode()
        problem = answer_error(status or 500, {}, content if body else json.dumps(record).encode(), self.endpoint)
        if problem is not None:
            if status and status != 200 and not problem.retryable and not isinstance(problem, InvalidAnswerError):
                self._faulty[key] = problem
            return
        completion = completion_of(content)
        if completion is None:
            return
        self.tally.requests += 1
        count(completion, self.tally)
        used = completion.usage
        number = await self.store.begin(key)
        if number is not None:
            tokens = (used.input, used.output) if used else (0, 0)
            await self.store.finish(number, key, "batch", tokens, content)

    async def aclose(self) -> None:
        """Close the connections and the file of jobs."""
        await self._replay.close()
        with suppress(Exception):
            await self._sdk.close()
        with suppress(sqlite3.Error):
            self._db.close()
