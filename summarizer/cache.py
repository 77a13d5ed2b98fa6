"""Raw answers, by the digest of what was asked: committed before anything looks at them.

One SQLite file (WAL, `synchronous=FULL`), safe with many processes and `kill -9`. Values are the bodies of completions
as they came, with a checksum; a damaged row is a miss. Failures are never stored. An attempt is opened before its
request is sent, so that after a crash the file tells what may have been paid without an answer.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from summarizer.errors import CacheError, DiskError, OutputError

SCHEMA_VERSION = 1
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


def checksum(raw: str) -> str:
    """Give the SHA-256 of a stored value."""
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


def _intact(raw: Any, sha: Any) -> bool:
    return isinstance(raw, str) and checksum(raw) == sha


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


def connect(path: Path, *, tables: str = _TABLES) -> sqlite3.Connection:
    """Open a database file of ours, making it where there is none.

    Args:
        path: The file; its directory is made, for this user only.
        tables: Statements that make the tables.

    Returns:
        A connection in autocommit mode, WAL, `synchronous=FULL`, a 30 s busy timeout.

    Raises:
        OutputError: The file cannot be created.
        DiskError: The disk is full.
        CacheError: The file is no database, is damaged, or was written by a newer version.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise OutputError(f"{str(path.parent)!r} cannot be created: {error.strerror}") from None
    # Switching a fresh file to WAL does not wait for other openers, whatever the busy timeout says: try again.
    deadline = time.monotonic() + 15
    while True:
        try:
            return _open(path, tables)
        except sqlite3.OperationalError as error:
            message = str(error)
            if "locked" in message and time.monotonic() < deadline:
                time.sleep(0.02)
                continue
            if "full" in message or "disk I/O" in message:
                raise DiskError(f"{str(path)!r} cannot be written: {message}", hint="free some space") from None
            raise OutputError(f"{str(path)!r} cannot be opened: {message}", hint="check permissions") from None
        except sqlite3.DatabaseError as error:
            raise CacheError(
                f"{str(path)!r} is damaged: {error}", hint=f"move it away and run again: mv {path} {path}.damaged"
            ) from None


def _open(path: Path, tables: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise CacheError(f"{str(path)!r} was written by a newer version", hint="upgrade grounded-summarizer")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        if version < SCHEMA_VERSION:
            connection.executescript(f"BEGIN IMMEDIATE;{tables}PRAGMA user_version={SCHEMA_VERSION};COMMIT;")
            path.chmod(0o600)
    except BaseException:
        connection.close()
        raise
    return connection


class AnswerStore:
    """Raw answers in one SQLite file, shared by any number of processes."""

    def __init__(self, path: Path, *, writes: bool = True) -> None:
        self.path = path
        """The file."""
        self.owner = owner_id()
        """This process, as other processes see it."""
        self._reader = connect(path)
        self._jobs: queue.SimpleQueue[tuple[Callable[[sqlite3.Connection], Any], Any] | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="answers", daemon=True)
        if writes:
            self._writer.start()

    def get(self, key: str) -> bytes | None:
        """Give the body that answered a request; None where there is none or the row is damaged."""
        try:
            row = self._reader.execute("SELECT raw, sha FROM answer WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError as error:
            raise CacheError(
                f"{str(self.path)!r} is damaged: {error}", hint=f"move it away: mv {self.path} {self.path}.damaged"
            ) from None
        return row[0].encode() if row is not None and _intact(*row) else None

    async def begin(self, key: str) -> int | None:
        """Become the one who asks, and open an attempt; None where nobody needs to ask."""

        def take(db: sqlite3.Connection) -> int | None:
            now = time.time()
            known = db.execute("SELECT raw, sha FROM answer WHERE key = ?", (key,)).fetchone()
            if known and _intact(*known):
                return None
            lease = db.execute("SELECT owner, until FROM lease WHERE key = ?", (key,)).fetchone()
            if lease and lease[0] != self.owner and lease[1] > now and is_alive(lease[0]):
                return None
            db.execute("INSERT OR REPLACE INTO lease VALUES (?, ?, ?)", (key, self.owner, now + LEASE_S))
            opened = (key, self.owner, now)
            return db.execute("INSERT INTO attempt (key, owner, opened) VALUES (?, ?, ?)", opened).lastrowid

        return await self.write(take)

    async def finish(self, attempt: int, key: str, outcome: str, tokens: tuple[int, int], raw: bytes | None) -> None:
        """Close an attempt and keep its raw answer in one transaction; the lease goes with it."""
        text = None if raw is None else raw.decode("utf-8-sig")

        def note(db: sqlite3.Connection) -> None:
            now = time.time()
            if text is not None:
                db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", (key, text, checksum(text), now))
            db.execute(
                "UPDATE attempt SET closed = ?, outcome = ?, input = ?, output = ? WHERE id = ?",
                (now, outcome, *tokens, attempt),
            )
            db.execute("DELETE FROM lease WHERE key = ? AND owner = ?", (key, self.owner))

        await self.write(note)

    async def forget(self, key: str) -> None:
        """Drop the answer to a request."""
        await self.write(lambda db: db.execute("DELETE FROM answer WHERE key = ?", (key,)))

    async def write(self, job: Callable[[sqlite3.Connection], Any]) -> Any:
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
        connection = connect(self.path)
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
            self._commit(connection, batch)
        connection.close()

    def _commit(self, connection: sqlite3.Connection, batch: list[Any]) -> None:
        results: list[Any] = []
        try:
            connection.execute("BEGIN IMMEDIATE")
            results = [job(connection) for job, _ in batch]
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            full = "full" in str(error) or "disk I/O" in str(error)
            wrapped = (
                DiskError(f"{str(self.path)!r} cannot be written: {error}", hint="free some space and run again")
                if full
                else CacheError(f"{str(self.path)!r} cannot be written: {error}")
            )
            for _, settle in batch:
                settle(None, wrapped)
            return
        for (_, settle), result in zip(batch, results, strict=True):
            settle(result, None)

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
