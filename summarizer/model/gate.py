"""One gate per endpoint, shared by all workers: pauses, slow start after a 429, and a circuit breaker."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import deque
from collections.abc import Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from summarizer.errors import ModelError, RateLimitedError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

_GO_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_TRY_AGAIN = re.compile(r"try again in ((?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+)", re.IGNORECASE)
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
BREAKER_FAILURES = 10
"""Failures in a row after which only one probe at a time is let through."""
PROBE_EVERY_S = 5.0
LONGEST_UNNAMED_S = 16
"""About the longest pause after a 429 that names none: 1, 2, 4, 8 seconds come before it."""
_FOR_EVER_S = 10.0**7
"""Seconds that a longer pause counts as: no run waits so long, and the calendar goes no further than the year 9999."""


def duration(text: str) -> float | None:
    """Read a Go-style duration such as `6m0s`, `250ms`, or plain seconds; None where it is none."""
    text = text.strip()
    try:
        seconds = float(text)
    except ValueError:
        parts = _GO_DURATION.findall(text)
        if not parts or "".join(number + unit for number, unit in parts) != text:
            return None
        seconds = sum(float(number) * _UNITS[unit] for number, unit in parts)
    return min(seconds, _FOR_EVER_S) if seconds >= 0 else None


def retry_after(headers: Mapping[str, str], body: str = "") -> float | None:
    """Say how long a 429 or 503 asks to wait.

    Args:
        headers: The response's headers, names in lower case.
        body: The beginning of its body.

    Returns:
        Seconds, never negative; None where nothing usable is said. Reads `retry-after-ms`, `Retry-After` in seconds or
        as a date (against the response's own clock), `x-ratelimit-reset-*`, and "try again in 6m0s".
    """
    if (ms := duration(headers.get("retry-after-ms", ""))) is not None:
        return ms / 1000
    value = headers.get("retry-after", "")
    if (seconds := duration(value)) is not None:
        return seconds
    if value:
        try:
            then = parsedate_to_datetime(value)
            now = parsedate_to_datetime(headers["date"]) if headers.get("date") else datetime.now(UTC)
            return min(max(0.0, (then - now).total_seconds()), _FOR_EVER_S)
        except (TypeError, ValueError, OverflowError):
            pass
    resets = [
        duration(headers.get(f"x-ratelimit-reset-{kind}", ""))
        for kind in ("requests", "tokens")
        if headers.get(f"x-ratelimit-remaining-{kind}", "0") == "0"
    ]
    if known := [reset for reset in resets if reset is not None]:
        return max(known)
    said = _TRY_AGAIN.search(body)
    return duration(said.group(1)) if said else None


def _after(wait_s: float) -> str:
    """Give the hint that says when a pause is over."""
    then = datetime.fromtimestamp(time.time() + wait_s, UTC)
    return f"run the same command again after {then:{'%H:%M' if wait_s < 86_400 else '%Y-%m-%d'}} UTC"


def _for_good(error: ModelError) -> ModelError:
    error.retryable = False
    return error


class Pace:
    """A budget per minute, spent evenly."""

    def __init__(self, per_minute: float | None) -> None:
        self._interval = 60.0 / per_minute if per_minute else 0.0
        self._next = 0.0

    def reserve(self, amount: float = 1.0) -> float:
        """Take `amount`; give the seconds to wait before using it."""
        if not self._interval:
            return 0.0
        now = time.monotonic()
        start = max(now, self._next)
        self._next = start + amount * self._interval
        return start - now


class Gate:
    """Lets requests to one endpoint through."""

    def __init__(
        self, concurrency: int, *, rpm: float | None = None, tpm: float | None = None, max_wait_s: float = 120.0,
        max_outage_s: float = 300.0,
    ) -> None:  # fmt: skip
        self.concurrency = concurrency
        """Most requests in flight."""
        self.max_wait_s = max_wait_s
        """A longer pause than this ends the run instead."""
        self.max_outage_s = max_outage_s
        """An outage longer than this ends the run."""
        self._allowed = float(concurrency)
        # The first request goes alone: a refused key or a wrong model costs one request, not one a worker.
        self._proven = concurrency == 1
        self.has_answered = False
        """True once an answer has come: what is refused from then on is not refused to everybody."""
        self._in_flight = 0
        self._not_before = 0.0
        self._unnamed = 0
        self._limited_since: float | None = None
        self._failures = 0
        self._down_since: float | None = None
        self._last_probe = 0.0
        self._shut: ModelError | None = None
        self._waiters: deque[asyncio.Future[None]] = deque()
        self._requests, self._tokens = Pace(rpm), Pace(tpm)

    @asynccontextmanager
    async def slot(self, tokens: int) -> AsyncGenerator[None]:
        """Wait for a place; hold it while a request is under way.

        Args:
            tokens: What the request may use, for `tpm`.
        """
        delay = max(self._requests.reserve(), self._tokens.reserve(tokens))
        if delay > 0:
            await asyncio.sleep(delay)
        await self._enter()
        try:
            yield
        finally:
            self._in_flight -= 1
            self._wake()

    async def _enter(self) -> None:
        while True:
            if self._shut is not None:
                raise self._shut
            now = time.monotonic()
            if now < self._not_before:
                await asyncio.sleep(self._not_before - now + random.uniform(0, 0.05))
                continue
            if self._down_since is not None and now - self._last_probe < PROBE_EVERY_S:
                await asyncio.sleep(min(0.5, PROBE_EVERY_S - (now - self._last_probe)))
                continue
            if self._in_flight < self._limit():
                self._in_flight += 1
                self._last_probe = now
                return
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiters.append(waiter)
            try:
                await waiter
            except asyncio.CancelledError:
                self._wake()
                raise

    def _limit(self) -> int:
        return max(1, int(self._allowed)) if self._proven else 1

    def _wake(self) -> None:
        room = self._limit() - self._in_flight
        while room > 0 and self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                room -= 1

    def succeeded(self, headers: Mapping[str, str] | None = None) -> None:
        """Note an answer: close the breaker, let one more through, heed `x-ratelimit-remaining`."""
        self._proven = self.has_answered = True
        self._unnamed, self._limited_since = 0, None
        self._failures, self._down_since = 0, None
        self._allowed = min(float(self.concurrency), self._allowed + 1)
        if headers and headers.get("x-ratelimit-remaining-requests") == "0":
            wait = duration(headers.get("x-ratelimit-reset-requests", "")) or 0.0
            # The bucket refills steadily: waiting for the whole reset would waste most of it.
            limit = duration(headers.get("x-ratelimit-limit-requests", "")) or 1.0
            self._hold(min(wait, 60.0 / max(limit, 1.0)))
        self._wake()

    def limited(self, wait_s: float | None, message: str) -> None:
        """Note a 429: every worker waits, then starts slowly.

        Raises:
            RateLimitedError: The pause is longer than `max_wait_s`, or no pause is named and there was no answer for so
                long; not to be retried.
        """
        self._failures, self._down_since = 0, None
        if wait_s is not None and wait_s > self.max_wait_s:
            raise _for_good(RateLimitedError(f"{message}; it asks to wait {wait_s:.0f} s", hint=_after(wait_s)))
        now = time.monotonic()
        if now >= self._not_before:  # answers to one burst are one sign, not many
            self._allowed = max(1.0, self._allowed / 2)
            self._unnamed = self._unnamed + 1 if wait_s is None else 0
        if wait_s is not None:
            self._hold(wait_s)
            return
        self._limited_since = self._limited_since or now
        if now - self._limited_since > self.max_wait_s:
            told = f"{message}; for {now - self._limited_since:.0f} s, and it names no pause"
            raise _for_good(RateLimitedError(told, hint="run the same command again later"))
        # Limits count by the minute: asking every second uses up what would be free again.
        self._hold(random.uniform(0.5, 1.5) * min(2 ** max(0, self._unnamed - 1), LONGEST_UNNAMED_S))

    def _hold(self, wait_s: float) -> None:
        self._not_before = max(self._not_before, time.monotonic() + wait_s)

    def failed(self, message: str, wait_s: float | None = None) -> None:
        """Note a failure of the endpoint; open the breaker after many in a row.

        Raises:
            UnavailableError: It has been down for `max_outage_s`, or asks for a pause longer than `max_wait_s`; not to
                be retried.
        """
        if wait_s is not None and wait_s > self.max_wait_s:
            raise _for_good(UnavailableError(f"{message}; it asks to wait {wait_s:.0f} s", hint=_after(wait_s)))
        self._failures += 1
        if self._failures < BREAKER_FAILURES:
            return
        now = time.monotonic()
        self._down_since = self._down_since or now
        if now - self._down_since > self.max_outage_s:
            down = f"{message}; down for {now - self._down_since:.0f} s"
            raise _for_good(UnavailableError(down, hint="run the same command again later"))

    def shut(self, error: ModelError) -> None:
        """Let no further request through; who waits gets the error."""
        self._shut = error
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)

    @property
    def shut_by(self) -> ModelError | None:
        """What ended all asking; None while requests are let through."""
        return self._shut

    @property
    def in_flight(self) -> int:
        """Requests under way."""
        return self._in_flight

    @property
    def is_open(self) -> bool:
        """True while the breaker lets only probes through."""
        return self._down_since is not None
