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
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from summarizer.batch import work
from summarizer.batch.find import Found
from summarizer.batch.ledger import Fate, Ledger
from summarizer.batch.spend import SpendLimit
from summarizer.cache import AnswerStore
from summarizer.database import connect, seal
from summarizer.errors import AnswerError, BudgetError, ModelError, ProtocolError, SummarizerError
from summarizer.files import create, write_whole
from summarizer.model.asker import CHARACTERS_PER_TOKEN, Tally, outcome_worth_keeping
from summarizer.model.wire import Wire, raw_answer, status_error
from summarizer.questions import PROFILES, Request

MAX_LINES = 50_000
"""Requests in one file: the provider's limit."""
MAX_FILE = 190 * 10**6
"""Bytes in one file; the provider's limit is 200 MB."""
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
_OVER = ("completed", "expired", "failed", "cancelled")


@dataclass
class Round:
    """What one look at all articles came to."""

    files: list[Path]
    """Requests to submit."""
    requests: int
    """How many."""
    stopped: BudgetError | None = None
    """Why more were not written."""


class HalfPrice:
    """One run of a batch by way of the provider's batch endpoint."""

    def __init__(
        self, wire: Wire, name: str, *, profile: str, store: AnswerStore, ledger: Ledger, out: Path, limit: SpendLimit,
        say: Callable[[str], None],
    ) -> None:  # fmt: skip
        self.wire, self.name, self.store, self.ledger, self.limit = wire, name, store, ledger, limit
        self.tally = Tally()
        """What the answers used."""
        self._model = work.model_name(name)
        self._profile, self._say = PROFILES[profile], say
        self._folder = out / "batch-api"
        self._folder.mkdir(exist_ok=True)
        self._db = connect(
            out / "jobs.sqlite", tables=_TABLES, version=_VERSION, upgrade=_UPGRADE, kept=_KEPT, check=True
        )
        for *row, total in self._db.execute("SELECT digest, requests, file, batch, state, sum FROM job").fetchall():
            if total and seal(*row) != total:  # a job of the first version has none
                raise self._db.damaged("a job")
        self._failures: dict[str, str] = {}
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
            this = await asyncio.to_thread(self._look_at_all, listing(), give_up=barren >= MAX_BARREN)
            if not this.requests:
                if this.stopped:
                    raise this.stopped
                return
            before = self.tally.requests
            for path in this.files:
                await self._submit(path)
            await self._settle_jobs()
            barren = barren + 1 if self.tally.requests == before else 0

    def _look_at_all(self, listing: Iterator[Found], *, give_up: bool) -> Round:
        """Record the fates that are clear and write down what has to be asked."""
        this = Round([], 0)
        asked: set[str] = set()
        lines: list[str] = []
        size = 0
        while chunk := list(islice(listing, 64)):
            fates: list[Fate] = []
            for found in self.ledger.sift(chunk):
                outcome = work.look(found, self.name, self._profile, self.store, self._failures)
                if outcome.open and give_up:
                    error = AnswerError("the batch endpoint gave no answer to it", hint="run the same command again")
                    outcome = work.Outcome(found, "failed", work.failure(found, error, "answers"))
                if not outcome.open:
                    fates.append(Fate(found, outcome.fate, outcome.detail))
                    continue
                for request in outcome.open:
                    key = request.key(self._model)
                    if key in asked or this.stopped:
                        continue
                    try:
                        self._reserve(request)
                    except BudgetError as error:
                        this.stopped = error
                        continue
                    asked.add(key)
                    lines.append(self._line(key, request))
                    size += len(lines[-1])
                    if len(lines) >= MAX_LINES or size >= MAX_FILE:
                        this.files.append(self._write(lines))
                        lines, size = [], 0
            self.ledger.record(fates)
        if lines:
            this.files.append(self._write(lines))
        this.requests = len(asked)
        return this

    def _reserve(self, request: Request) -> None:
        needs = int(sum(len(m["content"]) for m in request.messages) / CHARACTERS_PER_TOKEN) + 64
        self.limit.take(needs, request.max_tokens)

    def _line(self, key: str, request: Request) -> str:
        payload = {"messages": request.messages, "schema": request.schema, "max_tokens": request.max_tokens}
        body = {"model": self.wire.endpoint.model, **self.wire.body(payload)}
        return json.dumps({"custom_id": key, "method": "POST", "url": "/v1/chat/completions", "body": body}) + "\n"

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
                return await self.wire.guarded(call(), deadline_s)
        raise AssertionError("unreachable")

    async def _submit(self, path: Path) -> None:
        """Upload a file and open a job for it, once, whatever happened before."""
        client = self.wire.client
        digest = path.stem
        row = self._db.execute("SELECT file, batch, requests FROM job WHERE digest = ?", (digest,)).fetchone()
        if row[1]:
            return
        known = await self._find(digest)
        if known is None:
            uploaded = row[0]
            if uploaded is None:
                file = await self._call(lambda: client.files.create(file=path, purpose="batch"))
                uploaded = file.id
                self._note(digest, "file = ?, state = 'uploaded'", uploaded)
            job = await self._call(lambda: client.batches.create(
                input_file_id=uploaded, endpoint="/v1/chat/completions", completion_window="24h",
                metadata={"summarize": f"{digest}:{self._generation(digest)}"},
            ))  # fmt: skip
            known = job.id
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
        page = await self._call(lambda: self.wire.client.batches.list(limit=100))
        return next((job.id for job in page.data if (job.metadata or {}).get("summarize") == label), None)

    async def _settle_jobs(self) -> None:
        """Wait for every submitted job and keep its answers."""
        while True:
            rows = self._db.execute("SELECT digest, batch, requests FROM job WHERE state = 'submitted'").fetchall()
            rows += self._db.execute("SELECT digest, batch, requests FROM job WHERE state = 'uploaded'").fetchall()
            if not rows:
                return
            waiting = 0
            for digest, batch, requests in rows:
                if batch is None:
                    await self._submit(self._folder / f"{digest}.jsonl")
                    waiting += 1
                    continue
                job = await self._call(lambda batch=batch: self.wire.client.batches.retrieve(batch))
                if job.status in _OVER:
                    await self._fetch(job)
                    # Kept under another name: the same requests may have to be submitted once more.
                    number = self._generation(digest)
                    over = f"{digest}+{number}"
                    self._note(digest, "digest = ?, state = 'over'", over, over)
                    with suppress(OSError):
                        (self._folder / f"{digest}.jsonl").unlink()
                    if job.status == "failed":
                        raise ProtocolError(
                            f"the provider refused the job {batch}: {_first_error(job)}",
                            hint="check --model; the same command submits it again",
                        )
                else:
                    waiting += 1
                    done = job.request_counts.completed if job.request_counts else 0
                    self._say(f"{batch}: {job.status}, {done:,} of {requests:,}")
            if waiting:
                await asyncio.sleep(self.poll_s)

    async def _fetch(self, job: Any) -> None:
        for file in (job.output_file_id, job.error_file_id):
            if not file:
                continue
            target = self._folder / f"{file}.answers"
            await self._call(lambda file=file, target=target: self._download(file, target), 3600.0)
            with target.open("rb") as lines:
                for line in lines:
                    await self._keep(line)
            target.unlink()

    async def _download(self, file: str, target: Path) -> None:
        # Streamed to disk: an output file is far larger than any answer may be.
        async with self.wire.client.files.with_streaming_response.content(file) as response:
            with create(target) as sink:
                async for block in response.iter_bytes(1 << 20):
                    sink.write(block)

    async def _keep(self, line: bytes) -> None:
        """Keep one answer; match it by its id and never by its place."""
        try:
            record = json.loads(line)
            key, response = record["custom_id"], record.get("response") or {}
            status, body = int(response.get("status_code") or 0), response.get("body")
        except (ValueError, KeyError, TypeError):
            return  # a torn line: its request is missing in the next round
        endpoint = self.wire.endpoint
        if status != 200:
            error = (body or {}).get("error") or record.get("error") or {}
            problem = status_error(status, str(error.get("code") or ""), str(error.get("message") or ""), {}, endpoint)
            if status and not problem.retryable:
                self._failures[key] = problem.message
            return
        try:
            raw = raw_answer(json.dumps(body).encode(), endpoint)
        except SummarizerError:
            return
        usage = raw.get("usage") or {}
        self.tally.requests += 1
        self.tally.input += usage.get("input", 0)
        self.tally.output += usage.get("output", 0)
        self.tally.cached += usage.get("cached", 0)
        if outcome_worth_keeping(raw):
            number = await self.store.begin(key)
            if number is not None:
                await self.store.finish(number, key, "batch", (usage.get("input", 0), usage.get("output", 0)), raw)

    def close(self) -> None:
        """Close the file of jobs."""
        with suppress(sqlite3.Error):
            self._db.close()


def _first_error(job: Any) -> str:
    errors = getattr(job.errors, "data", None) or []
    return str(errors[0].message)[:160] if errors else "no reason given"
