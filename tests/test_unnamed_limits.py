"""A 429 that names no pause: asked again ever more calmly, past the minute that limits count by, and not for ever."""

from __future__ import annotations

import asyncio

import pytest

from summarizer.errors import RateLimitedError
from summarizer.model import gate as gates
from summarizer.model.gate import LONGEST_UNNAMED_S, Gate

_sleep = asyncio.sleep


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self, share: float) -> None:
        self.now, self.share = 1000.0, share

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await _sleep(0)

    def monotonic(self) -> float:
        return self.now

    def uniform(self, low: float, high: float) -> float:
        return low + self.share * (high - low)


@pytest.fixture(params=[0.0, 0.5, 1.0], ids=["hasty", "usual", "slow"])
def clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(request.param)
    monkeypatch.setattr(gates.time, "monotonic", clock.monotonic)
    monkeypatch.setattr(gates.asyncio, "sleep", clock.sleep)
    monkeypatch.setattr(gates.random, "uniform", clock.uniform)
    return clock


async def again(gate: Gate, *, wait_s: float | None = None) -> None:
    async with gate.slot(1):
        gate.limited(wait_s, "slow down")


async def until_it_ends(gate: Gate, clock: Clock) -> tuple[list[float], RateLimitedError]:
    """Ask again and again; give when, in seconds from the beginning, and what ended it."""
    began, asked = clock.now, [0.0]
    while True:
        try:
            await again(gate)
        except RateLimitedError as error:
            return asked, error
        asked.append(clock.now - began)


def test_few_are_asked_within_a_minute_and_the_run_goes_on_past_it(clock: Clock):
    asked, error = asyncio.run(until_it_ends(Gate(1), clock))
    ended = clock.now - 1000.0

    assert "and it names no pause" in error.message
    assert (error.retryable, error.exit_code) == (False, 75)
    assert sum(at <= 60 for at in asked) <= 13
    assert sum(at > 60 for at in asked) >= 2
    assert 120 < ended <= 120 + 1.5 * LONGEST_UNNAMED_S + 1


def test_the_longest_wait_is_the_user_s(clock: Clock):
    asyncio.run(until_it_ends(Gate(1, max_wait_s=5.0), clock))

    assert 5 < clock.now - 1000.0 < 20


def test_an_answer_begins_it_anew(clock: Clock):
    gate = Gate(1)
    for _ in range(6):
        asyncio.run(again(gate))
    clock.now += 60
    gate.succeeded()
    began = clock.now
    asyncio.run(again(gate))
    asyncio.run(again(gate))
    asyncio.run(again(gate))

    assert clock.now - began <= 1.5 + 3.0 + 0.2


def test_a_pause_that_is_named_is_kept_to_the_second(clock: Clock):
    gate = Gate(1)
    for _ in range(4):
        asyncio.run(again(gate))
    asyncio.run(again(gate, wait_s=7.0))
    began = clock.now
    asyncio.run(again(gate))

    assert 7.0 <= clock.now - began <= 7.1


def test_answers_to_one_burst_do_not_double_the_pause(clock: Clock):
    gate, began = Gate(8), clock.now
    for _ in range(8):
        gate.limited(None, "slow down")
    asyncio.run(again(gate))

    assert clock.now - began <= 1.6
