"""Raw answers, by the digest of what was asked: committed before anything looks at them.

One SQLite file (WAL, `synchronous=FULL`), safe with many processes and `kill -9`. Values are the bodies of completions
as they came, with a checksum; a damaged row is a miss. Failures are never stored. An attempt is opened before its
request is sent, so that after a crash the file tells what may have been paid without an answer.
"""

from __future__ import annotations

import asyncio
import os
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from summarizer import database
from summarizer.database import Database, seal
from summarizer.errors import SummarizerError

LEASE_S = 900.0
"""How long one process may be the only one to ask a question; its death ends that sooner."""
_TABLES = """
CREATE TABLE IF NOT EXISTS answer (
    key TEXT PRIMARY KEY, raw TEXT NOT NULL, sha TEXT NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS attempt (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, owner TEXT NOT NULL, opened REAL NOT NULL, closed REAL,
    outcome TEXT, input INTEGER, output INTEGER, cost REAL);
CREATE TABLE IF NOT EXISTS lease (key TEXT PRIMARY KEY, owner TEXT NOT NULL, until REAL NOT NULL) WITHOUT ROWID;
"""


class Answers(Protocol):
    """Where raw answers are looked up and kept."""

    def get(self, key: str) -> bytes | None:
        """Give the body of the completion that answered a request, or None."""
        ...

    async def begin(self, key: str) -> int | None:
        """Become the one who asks and note that a request is about to be sent.

        Returns:
            The attempt's number; None where the answer is there by now, or a living process is asking the same.
        """
        ...

    async def finish(self, attempt: int, key: str, outcome: str, tokens: tuple[int, int], raw: bytes | None) -> None:
        """Note how an attempt ended and keep the body that came, if it is an answer; return once both are durable."""
        ...

    async def forget(self, key: str) -> None:
        """Drop an answer that was of no use, so that the next run may ask once more."""
        ...

    def close(self) -> None:
        """Finish all writes."""
        ...


def _intact(key: str, row: Any) -> bool:
    """Tell whether raw answer and checksum of a row belong to its key."""
    return row is not None and isinstance(row[0], str) and seal(key, row[0]) == row[1]


def _holds(until: Any, now: float) -> bool:
    """Tell whether a lease may still hold; one that ends later than any can was damaged."""
    return isinstance(until, (int, float)) and now < until <= now + LEASE_S


def owner_id() -> str:
    """Name this process so that another can tell whether it still lives: boot, pid, start time."""
    return f"{_boot_id()}:{os.getpid()}:{_started(os.getpid())}"


def is_alive(owner: str) -> bool:
    """Tell whether the process that `owner_id` named still lives; True where that cannot be told."""
    boot, _, rest = owner.partition(":")
    pid, _, started = rest.partition(":")
    if boot != _boot_id() or not pid.isdigit():
        return boot == _boot_id()
    return _started(int(pid)) == started


def _boot_id() -> str:
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return "unknown"


def _started(pid: int) -> str:
    with suppress(OSError, IndexError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    return ""


def connect(path: Path) -> Database:
    """Open the file of raw answers, making it where there is none; raises as `database.connect` does."""
    return database.connect(path, tables=_TABLES)


class AnswerStore:
    """Raw answers in one SQLite file, shared by any number of processes."""

    def __init__(self, path: Path, *, writes: bool = True) -> None:
        self.path = path
        """The file."""
        self.owner = owner_id()
        """This process, as other processes see it."""
        self._reader = connect(path)
        self._jobs: queue.SimpleQueue[tuple[Callable[[Database], Any], Any] | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="answers", daemon=True)
        if writes:
            self._writer.start()

    def get(self, key: str) -> bytes | None:
        """Give the body that answered a request; None where there is none or the row is damaged."""
        row = self._reader.execute("SELECT raw, sha FROM answer WHERE key = ?", (key,)).fetchone()
        return row[0].encode() if _intact(key, row) else None

    async def begin(self, key: str) -> int | None:
        """Become the one who asks, and open an attempt; None where nobody needs to ask."""

        def take(db: Database) -> int | None:
            now = time.time()
            known = db.execute("SELECT raw, sha FROM answer WHERE key = ?", (key,)).fetchone()
            if _intact(key, known):
                return None
            lease = db.execute("SELECT owner, until FROM lease WHERE key = ?", (key,)).fetchone()
            if lease and lease[0] != self.owner and _holds(lease[1], now) and is_alive(str(lease[0])):
                return None
            db.execute("INSERT OR REPLACE INTO lease VALUES (?, ?, ?)", (key, self.owner, now + LEASE_S))
            opened = (key, self.owner, now)
            return db.execute("INSERT INTO attempt (key, owner, opened) VALUES (?, ?, ?)", opened).lastrowid

        return await self.write(take)

    async def finish(self, attempt: int, key: str, outcome: str, tokens: tuple[int, int], raw: bytes | None) -> None:
        """Close an attempt and keep its raw answer in one transaction; the lease goes with it."""
        text = None if raw is None else raw.decode("utf-8-sig")

        def note(db: Database) -> None:
            now = time.time()
            if text is not None:
                db.execute("INSERT OR REPLACE INTO answer VALUES (?1, ?2, seal(?1, ?2), ?3)", (key, text, now))
            db.execute(
                "UPDATE attempt SET closed = ?, outcome = ?, input = ?, output = ? WHERE id = ?",
                (now, outcome, *tokens, attempt),
            )
            db.execute("DELETE FROM lease WHERE key = ? AND owner = ?", (key, self.owner))

        await self.write(note)

    async def forget(self, key: str) -> None:
        """Drop the answer to a request."""
        await self.write(lambda db: db.execute("DELETE FROM answer WHERE key = ?", (key,)))

    async def write(self, job: Callable[[Database], Any]) -> Any:
        """Run a job in the writer's next transaction; return its result once that is committed."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Any] = loop.create_future()

        def settle(result: Any, error: BaseException | None) -> None:
            def finish() -> None:
                if done.cancelled():
                    return
                if error:
                    done.set_exception(error)
                else:
                    done.set_result(result)

            with suppress(RuntimeError):  # the loop is gone: nobody waits any more
                loop.call_soon_threadsafe(finish)

        self._jobs.put((job, settle))
        return await done

    def _write(self) -> None:
        """Commit in groups: everything that waits goes into one transaction."""
        connection: Database | None = None
        while True:
            first = self._jobs.get()
            if first is None:
                break
            batch = [first]
            while len(batch) < 512:
                try:
                    job = self._jobs.get_nowait()
                except queue.Empty:
                    break
                if job is None:
                    self._jobs.put(None)
                    break
                batch.append(job)
            try:
                connection = connection or connect(self.path)
                results = self._commit(connection, batch)
            except BaseException as error:  # noqa: BLE001 - whoever waits must hear of it, or waits for ever
                for _, settle in batch:
                    settle(None, error)
                continue
            for (_, settle), result in zip(batch, results, strict=True):
                settle(result, None)
        if connection:
            connection.close()

    def _commit(self, connection: Database, batch: list[Any]) -> list[Any]:
        try:
            connection.execute("BEGIN IMMEDIATE")
            results = [job(connection) for job, _ in batch]
            connection.execute("COMMIT")
        except BaseException:
            with suppress(SummarizerError):
                connection.execute("ROLLBACK")
            raise
        return results

    def close(self) -> None:
        """Finish all writes and close the file."""
        self._jobs.put(None)
        if self._writer.is_alive():
            self._writer.join(timeout=30)
        self._reader.close()


class NoStore:
    """Keeps nothing: for `--no-cache`."""

    def get(self, key: str) -> None:
        """Give None."""

    async def begin(self, key: str) -> int:  # noqa: ARG002
        """Let everybody ask."""
        return 0

    async def finish(self, attempt: int, key: str, outcome: str, tokens: tuple[int, int], raw: bytes | None) -> None:
        """Note nothing."""

    async def forget(self, key: str) -> None:
        """Forget nothing."""

    def close(self) -> None:
        """Do nothing."""
