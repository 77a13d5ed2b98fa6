"""What became of every article: one SQLite file in the output directory, of which the output files are projections."""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from summarizer.batch.find import Found
from summarizer.database import connect, seal
from summarizer.errors import BusyError, CacheError, OutputError, SummarizerError, unwritable
from summarizer.files import write_lines

VERSION = 2
"""Of the tables: the second has checksums."""
TABLES = """
CREATE TABLE IF NOT EXISTS item (
    name TEXT PRIMARY KEY, head TEXT, sum TEXT, size INTEGER, changed INTEGER, made_by TEXT, fate TEXT, seen INTEGER,
    detail BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
UPGRADE = f"DROP TABLE IF EXISTS item; {TABLES}"
"""What it was made of is kept: the articles are judged again, and nothing is asked."""
KEPT = "every answer is kept in the cache, so the same command makes it anew and pays nothing twice"
"""What a damaged ledger means."""
DONE = ("ok", "partial")
"""Fates that are summaries; the others are `failed` (asked in vain) and `refused` (never asked)."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one article."""

    found: Found
    """Which one."""
    fate: str
    """`ok`, `partial`, `failed` or `refused`."""
    detail: str
    """The summary as JSON, or the failure as JSON."""


class Fates(Protocol):
    """Where a run keeps what became of its articles."""

    def sift(self, found: list[Found]) -> list[Found]:
        """Give those that have to be worked on."""
        ...

    def kept(self, found: Found) -> Fate | None:
        """Give what became of one of the others."""
        ...

    def record(self, fates: Iterable[Fate]) -> None:
        """Keep what became of some."""
        ...


class Nowhere:
    """Keeps nothing: whoever takes each outcome as it comes keeps it."""

    def sift(self, found: list[Found]) -> list[Found]:
        """Give them all."""
        return found

    def kept(self, found: Found) -> None:
        """Give nothing."""

    def record(self, fates: Iterable[Fate]) -> None:
        """Keep nothing."""


class Ledger:
    """The fates of a batch. One writer process, which the lock sees to."""

    def __init__(self, out: Path, made_by: str) -> None:
        self.path = out / "ledger.sqlite"
        """The file."""
        self.made_by = made_by
        """What determines a summary besides the article: model, prompts, profile, our own rules."""
        self._db = connect(self.path, tables=TABLES, version=VERSION, upgrade=UPGRADE, kept=KEPT, check=True)
        run = self.meta("run") or "0"
        if not run.isdigit():
            raise self._db.damaged("its number of runs")
        self.run = int(run) + 1
        """The number of this run, to tell what is no longer there."""
        self._set("run", str(self.run))

    def meta(self, key: str) -> str | None:
        """Give a remembered value, or None."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def _set(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def sift(self, found: list[Found]) -> list[Found]:
        """Mark articles as seen and give those that have to be worked on.

        Args:
            found: Some articles as listed.

        Returns:
            Those that are new, changed, failed before, or were made by something else.
        """
        todo: list[Found] = []
        known: list[str] = []
        for item in found:
            row = self._db.execute("SELECT size, changed, made_by, fate, head FROM item WHERE name = ?", (item.name,))
            size, changed, made_by, fate, head = row.fetchone() or (None,) * 5
            intact = head == seal(item.name, size, changed, made_by, fate)
            if intact and (size, changed, made_by) == (item.size, item.changed, self.made_by) and fate in DONE:
                known.append(item.name)
            else:
                todo.append(item)
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("UPDATE item SET seen = ? WHERE name = ?", [(self.run, name) for name in known])
        self._db.execute("COMMIT")
        return todo

    def kept(self, found: Found) -> Fate | None:
        """Give what became of a finished article; None where the row is damaged."""
        row = self._db.execute("SELECT fate, detail, sum FROM item WHERE name = ?", (found.name,)).fetchone()
        if row is None or not isinstance(row[1], bytes) or seal(found.name, *row[:2]) != row[2]:
            return None
        fate, detail, _ = row
        return Fate(found, fate, zlib.decompress(detail).decode("utf-8", "surrogatepass"))

    def record(self, fates: Iterable[Fate]) -> None:
        """Commit what became of articles, all of them or none.

        Raises:
            DiskError: The disk is full or failing.
            CacheError: The ledger is damaged.
        """
        rows = [(f.found.name, f.found.size, f.found.changed, self.made_by, f.fate, self.run, f.detail) for f in fates]
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "INSERT OR REPLACE INTO item (name, head, sum, size, changed, made_by, fate, seen, detail) VALUES "
                "(?1, seal(?1, ?2, ?3, ?4, ?5), seal(?1, ?5, pack(?7)), ?2, ?3, ?4, ?5, ?6, pack(?7))", rows,
            )  # fmt: skip
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('projected', '')")
            self._db.execute("COMMIT")
        except SummarizerError:
            with suppress(SummarizerError):
                self._db.execute("ROLLBACK")
            raise

    def counts(self) -> dict[str, int]:
        """Count the articles of this run by fate, and those that are no longer there (`gone`)."""
        rows = self._db.execute("SELECT fate, seen = ?, count(*) FROM item GROUP BY 1, 2", (self.run,)).fetchall()
        names: list[str] = [*DONE, "failed", "refused", "gone"]
        counts = dict.fromkeys(names, 0)
        for fate, seen, number in rows:
            if fate not in counts:
                raise self._db.damaged("an article's fate")
            counts[fate if seen else "gone"] += number
        return counts

    def stale(self) -> dict[str, int]:
        """Count the finished articles that something else made, by what made them."""
        query = "SELECT made_by, count(*) FROM item WHERE made_by != ? AND fate IN (?, ?) GROUP BY 1"
        return {str(made_by): int(number) for made_by, number in self._db.execute(query, (self.made_by, *DONE))}

    def _lines(self, fates: tuple[str, ...]) -> Iterator[bytes]:
        """Give the details of the articles of these fates, by name.

        Raises:
            CacheError: Some rows are not what was put in. They are dropped first, so that the next run makes them anew.
        """
        dropped: list[str] = []
        marks = ", ".join("?" * len(fates))
        last = ""
        # A cursor of its own reads while nothing writes; order by key costs no sorting and no memory.
        for name, fate, total, detail in self._db.execute(
            f"SELECT name, fate, sum, detail FROM item WHERE fate IN ({marks}) AND made_by = ? ORDER BY name",  # noqa: S608
            (*fates, self.made_by),
        ):
            if not isinstance(name, str) or name <= last:
                raise self._db.damaged("its articles are out of order")
            last = name
            if not isinstance(detail, bytes) or seal(name, fate, detail) != total:
                dropped.append(name)
                continue
            yield zlib.decompress(detail) + b"\n"
        if dropped:
            self._db.executemany("DELETE FROM item WHERE name = ?", [(name,) for name in dropped])
            raise CacheError(
                f"{str(self.path)!r} is damaged: {len(dropped):,} of its articles, {dropped[0]!r} first, are dropped; "
                "all others and every answer are kept",
                hint="run the same command again: it makes them anew and pays nothing twice",
            )

    def project(self, out: Path) -> None:
        """Write `summaries.jsonl` and `failures.jsonl`, each whole; leave them where nothing changed.

        Args:
            out: The output directory.

        Raises:
            OSError, DiskError: The disk is full or failing; the old files are intact.
            CacheError: The ledger is damaged; the old files are intact.
        """
        files = {"summaries.jsonl": DONE, "failures.jsonl": ("failed", "refused")}
        if self.meta("projected") == self.made_by and all((out / name).is_file() for name in files):
            return
        for name, fates in files.items():
            write_lines(out / name, self._lines(fates))
        self._set("projected", self.made_by)

    def close(self) -> None:
        """Close the file."""
        self._db.close()


class Lock:
    """One run at a time on an output directory; it ends with its process, whatever ends that."""

    def __init__(self, out: Path) -> None:
        import fcntl

        try:
            out.mkdir(parents=True, exist_ok=True)
            # Not through a link: what it leads to would be emptied.
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            self._file = os.fdopen(os.open(out / ".lock", flags, 0o666), "a+")
        except OSError as error:
            raise OutputError(
                f"{str(out)!r} cannot be written: {error.strerror or error}", hint="choose another directory: -o OUT"
            ) from None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.seek(0)
            holder = self._holder()
            self._file.close()
            raise BusyError(
                f"{str(out)!r} is in use by another run{holder}",
                hint="wait for it, or choose another directory: -o OUT",
            ) from None
        try:
            self._file.truncate(0)
            self._file.write(json.dumps({"pid": os.getpid(), "host": os.uname().nodename, "since": time.time()}))
            self._file.flush()
        except OSError as error:
            raise unwritable(out / ".lock", error) from None

    def _holder(self) -> str:
        with suppress(ValueError, KeyError, TypeError):
            owner: dict[str, Any] = json.loads(self._file.read())
            since = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(owner["since"]))
            return f": process {owner['pid']} on {owner['host']}, since {since}"
        return ""

    def close(self) -> None:
        """Give the directory free."""
        self._file.close()
