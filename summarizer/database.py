"""Our SQLite files: for this user only, without secrets, and whatever is wrong with one is said in one line.

Three things hold for every statement: text passes the filter for secrets before it is stored, checksums and packing
happen behind that filter (`seal`, `pack`), and an error of SQLite becomes one of ours, that of a damaged file first of
all. A file that nothing has damaged gives back what was put in; what a damaged one gives back fails its checksum.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import sqlite3
import time
import zlib
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from summarizer.errors import BusyError, CacheError, DiskError, OutputError, SummarizerError
from summarizer.files import touch_private
from summarizer.redact import redact, redact_bytes

SCHEMA_VERSION = 1
KEPT = "every summary written so far is kept; what it held is asked anew"
"""What a damaged file of answers means."""


def seal(*values: Any) -> str:
    """Give a checksum of the values of a row, its key among them: no value passes for that of another row."""
    parts = [
        b"\0" if v is None else v if isinstance(v, bytes) else str(v).encode("utf-8", "surrogatepass") for v in values
    ]
    return hashlib.sha256(b"".join(len(p).to_bytes(8, "big") + p for p in parts)).hexdigest()[:32]


def pack(text: str) -> bytes:
    """Compress a text as the ledger keeps it."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _away(path: Path) -> str:
    """Give the command that moves a file out of the way."""
    return f"mv {shlex.quote(str(path))} {shlex.quote(f'{path}.damaged')}"


class Database(sqlite3.Connection):
    """A connection whose errors are ours and whose text holds no secret."""

    path: Path
    """The file."""
    kept: str
    """What is not lost when it is damaged, and what that means."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run one statement."""
        with self.told():
            return self.cursor(_Cursor).execute(sql, _clean(parameters))

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        """Run one statement for each row."""
        with self.told():
            return self.cursor(_Cursor).executemany(sql, map(_clean, parameters))

    def damaged(self, why: object) -> CacheError:
        """Give the error that says that the file is damaged, what is kept and what to type."""
        why = " ".join(str(why).split())[:120]  # SQLite quotes what it could not read, line ends included
        return CacheError(
            f"{str(self.path)!r} is damaged ({why}); {self.kept}",
            hint=f"move it away and run the same command again: {_away(self.path)}",
        )

    @contextmanager
    def told(self) -> Generator[None]:
        """Make whatever SQLite raises one of our errors."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._named(error) from None
        except (MemoryError, OverflowError, UnicodeError) as error:  # lengths and text that only damage explains
            raise self.damaged(type(error).__name__) from None

    def _named(self, error: sqlite3.Error) -> SummarizerError:
        code = getattr(error, "sqlite_errorcode", None) or 0
        shown = repr(str(self.path))
        if code & 0xFF == sqlite3.SQLITE_FULL or (
            code & 0xFF == sqlite3.SQLITE_IOERR and code != sqlite3.SQLITE_IOERR_SHORT_READ
        ):
            return DiskError(
                f"{shown} cannot be written: {error}", hint="free some space and run the same command again"
            )
        if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return BusyError(
                f"{shown} is in use by another process", hint="wait a moment and run the same command again"
            )
        closed = code & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM)
        if closed and not (os.access(self.path, os.R_OK | os.W_OK) and os.access(self.path.parent, os.W_OK)):
            return OutputError(f"{shown} cannot be opened: {error}", hint="check permissions")
        return self.damaged(error)


class _Cursor(sqlite3.Cursor):
    def fetchone(self) -> Any:
        with self._told():
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        with self._told():
            return super().fetchall()

    def __next__(self) -> Any:
        with self._told():
            return super().__next__()

    def _told(self) -> Any:
        database = self.connection
        assert isinstance(database, Database)  # noqa: S101 - who makes these cursors
        return database.told()


def _clean(parameters: Any) -> Any:
    return tuple(
        redact(v) if isinstance(v, str) else redact_bytes(v) if isinstance(v, bytes) else v for v in parameters
    )


def connect(
    path: Path, *, tables: str, version: int = SCHEMA_VERSION, upgrade: str = "", kept: str = KEPT, check: bool = False
) -> Database:
    """Open a database file of ours, making it where there is none.

    Args:
        path: The file; its directory is made, for this user only.
        tables: Statements that make the tables.
        version: Of these tables.
        upgrade: Statements that make them of those of the version before.
        kept: What is not lost when the file is damaged.
        check: Whether the whole file is looked through first, where it has at most `MAX_CHECKED` bytes.

    Returns:
        A connection in autocommit mode, WAL, `synchronous=FULL`, a 30 s busy timeout.

    Raises:
        OutputError: The file cannot be created.
        DiskError: The disk is full.
        CacheError: The file is no database, is damaged, or was written by a newer version.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists() and not path.is_file():
            raise OutputError(
                f"{str(path)!r} is no file", hint=f"move it away and run the same command again: {_away(path)}"
            )
        for side in ("", "-wal", "-shm"):
            if not side or Path(f"{path}{side}").exists():
                # SQLite gives its side files the mode of the main one, so that has to be right before they are made.
                touch_private(Path(f"{path}{side}"))
    except OSError as error:
        if error.errno is not None and not os.path.isdir(path.parent):  # noqa: PTH112 - False where it may not be seen
            raise OutputError(
                f"{str(path.parent)!r} cannot be created: {error.strerror}", hint="check permissions"
            ) from None
        raise OutputError(f"{str(path)!r} cannot be opened: {error.strerror}", hint="check permissions") from None
    try:
        database = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False, factory=Database)
    except sqlite3.Error as error:
        raise OutputError(f"{str(path)!r} cannot be opened: {error}", hint="check permissions") from None
    database.path, database.kept = path, kept
    try:
        with database.told():
            _prepare(database, tables, version, upgrade)
        if check and path.stat().st_size <= MAX_CHECKED:
            found = database.execute("PRAGMA quick_check(1)").fetchone()
            if found != ("ok",):
                raise database.damaged(str(found[0] if found else "").splitlines()[-1:] or "unreadable")
    except BaseException:
        with suppress(sqlite3.Error):
            database.close()
        raise
    return database


MAX_CHECKED = 256 * 2**20
"""Bytes of a file that is looked through when opened; a larger one shows its damage where it is read."""


def _prepare(database: Database, tables: str, version: int, upgrade: str) -> None:
    run = super(Database, database).execute
    # Switching a fresh file to WAL does not wait for other openers, whatever the busy timeout says: try again.
    deadline = time.monotonic() + 15
    while True:
        try:
            run("PRAGMA trusted_schema=OFF")
            found = run("PRAGMA user_version").fetchone()[0]
            if found > version:
                raise CacheError(
                    f"{str(database.path)!r} was written by a newer version, or is damaged",
                    hint=f"upgrade grounded-summarizer; or {database.damaged('').hint}",
                )
            run("PRAGMA journal_mode=WAL")
            run("PRAGMA synchronous=FULL")
            if found < version:
                steps = upgrade if found else tables
                database.executescript(f"BEGIN IMMEDIATE;{steps}PRAGMA user_version={version};COMMIT;")
            break
        except sqlite3.OperationalError as error:
            with suppress(sqlite3.Error):
                run("ROLLBACK")
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
    database.create_function("seal", -1, seal, deterministic=True)
    database.create_function("pack", 1, pack, deterministic=True)
