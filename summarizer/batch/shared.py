"""Raw answers in PostgreSQL: what several machines share. The same promises as the SQLite file, by the same interface.

A crashed machine cannot be asked whether it still lives, so a lease ends by time, by the server's clock.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any
from urllib.parse import unquote, urlsplit

from summarizer.cache import owner_id
from summarizer.database import seal
from summarizer.errors import CacheError, OutputError, SettingsError
from summarizer.redact import protect, redact

_TABLES = """
CREATE TABLE IF NOT EXISTS summarizer_answer (
    key text PRIMARY KEY, raw text NOT NULL, sha text NOT NULL, at timestamptz DEFAULT now());
CREATE TABLE IF NOT EXISTS summarizer_attempt (
    id bigserial PRIMARY KEY, key text NOT NULL, owner text NOT NULL, opened timestamptz DEFAULT now(),
    closed timestamptz, outcome text, input bigint, output bigint);
CREATE TABLE IF NOT EXISTS summarizer_lease (key text PRIMARY KEY, owner text NOT NULL, until timestamptz NOT NULL);
"""


class SharedAnswers:
    """Raw answers in a PostgreSQL database."""

    def __init__(self, url: str, *, lease_s: float = 180.0) -> None:
        self.url = url
        """`postgresql://user:password@host/database`."""
        with suppress(ValueError):
            protect(unquote(urlsplit(url).password or ""))
        self.owner = owner_id()
        """This process, for the record."""
        self._lease_s = lease_s
        self._local = threading.local()
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="answers")
        self._reading = threading.Lock()
        self._reader = self._connect()
        with self._reader.transaction():
            # Two machines that start together must not make the tables at once.
            self._reader.execute("SELECT pg_advisory_xact_lock(7316)")
            self._reader.execute(_TABLES)

    def _connect(self) -> Any:
        try:
            import psycopg
        except ImportError:
            raise SettingsError("a shared store needs the extra `ray`", hint='pip install ".[ray]"') from None
        try:
            return psycopg.connect(self.url, autocommit=True, connect_timeout=15)
        except psycopg.Error as error:
            raise OutputError(
                f"the shared store cannot be reached: {str(error).splitlines()[0]}", hint="check --store"
            ) from None

    def _connection(self) -> Any:
        if getattr(self._local, "connection", None) is None or self._local.connection.closed:
            self._local.connection = self._connect()
        return self._local.connection

    def get(self, key: str) -> bytes | None:
        """Give the body that answered a request; None where there is none or the row is damaged."""
        import psycopg

        with self._reading:
            try:
                row = self._reader.execute("SELECT raw, sha FROM summarizer_answer WHERE key = %s", (key,)).fetchone()
            except psycopg.OperationalError:
                self._reader = self._connect()  # the server was restarted: once more, then it is an error
                row = self._reader.execute("SELECT raw, sha FROM summarizer_answer WHERE key = %s", (key,)).fetchone()
        return row[0].encode() if row is not None and seal(key, row[0]) == row[1] else None

    async def begin(self, key: str) -> int | None:
        """Become the one who asks, and open an attempt; None where nobody needs to ask."""
        return await self._run(self._begin, key)

    def _begin(self, key: str) -> int | None:
        with self._connection().transaction() as transaction:
            run = transaction.connection.execute
            # The lease first, the answer second: whoever finished in between has left an answer to be seen.
            mine = run(
                "INSERT INTO summarizer_lease VALUES (%s, %s, now() + make_interval(secs => %s)) "
                "ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, until = excluded.until "
                "WHERE summarizer_lease.until < now() "
                "OR summarizer_lease.owner = excluded.owner RETURNING key",
                (key, self.owner, self._lease_s),
            ).fetchone()
            if mine is None:
                return None
            known = run("SELECT raw, sha FROM summarizer_answer WHERE key = %s", (key,)).fetchone()
            if known and seal(key, known[0]) == known[1]:
                run("DELETE FROM summarizer_lease WHERE key = %s", (key,))
                return None
            opened = "INSERT INTO summarizer_attempt (key, owner) VALUES (%s, %s) RETURNING id"
            return run(opened, (key, self.owner)).fetchone()[0]

    async def finish(self, attempt: int, key: str, outcome: str, tokens: tuple[int, int], raw: bytes | None) -> None:
        """Close an attempt and keep its raw answer in one transaction; the lease goes with it."""
        await self._run(self._finish, attempt, key, outcome, tokens, raw)

    def _finish(self, attempt: int, key: str, outcome: str, tokens: tuple[int, int], raw: bytes | None) -> None:
        with self._connection().transaction() as transaction:
            run = transaction.connection.execute
            if raw is not None:
                # PostgreSQL text holds no NUL; in JSON it is escaped, so nothing is lost.
                text = redact(raw.decode("utf-8-sig"))
                run(
                    "INSERT INTO summarizer_answer (key, raw, sha) VALUES (%s, %s, %s) ON CONFLICT (key) DO UPDATE "
                    "SET raw = excluded.raw, sha = excluded.sha", (key, text, seal(key, text)),
                )  # fmt: skip
            run(
                "UPDATE summarizer_attempt SET closed = now(), outcome = %s, input = %s, output = %s WHERE id = %s",
                (outcome, *tokens, attempt),
            )
            run("DELETE FROM summarizer_lease WHERE key = %s AND owner = %s", (key, self.owner))

    async def forget(self, key: str) -> None:
        """Drop the answer to a request."""
        await self._run(self._forget, key)

    def _forget(self, key: str) -> None:
        self._connection().execute("DELETE FROM summarizer_answer WHERE key = %s", (key,))

    async def _run(self, job: Any, *arguments: Any) -> Any:
        import psycopg

        loop = asyncio.get_running_loop()
        for last in (False, True):
            try:
                return await loop.run_in_executor(self._pool, job, *arguments)
            except psycopg.Error as error:
                if last:
                    raise CacheError(
                        f"the shared store failed: {str(error).splitlines()[0]}", hint="run the same command again"
                    ) from None
        return None

    def close(self) -> None:
        """Close the connections."""
        self._pool.shutdown(wait=True)
        self._reader.close()
