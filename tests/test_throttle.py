"""The gate before an endpoint: pace, pauses, slow start and the breaker, on a clock of the test's own."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from summarizer.errors import KeyRefusedError, RateLimitedError, UnavailableError
from summarizer.model.gate import BREAKER_FAILURES, PROBE_EVERY_S, Gate, Pace, duration, retry_after

_sleep = asyncio.sleep


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await _sleep(0)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("summarizer.model.gate.time.monotonic", lambda: clock.now)
    monkeypatch.setattr("summarizer.model.gate.asyncio.sleep", clock.sleep)
    monkeypatch.setattr("summarizer.model.gate.random.uniform", lambda low, high: high)
    return clock


async def under_way(gate: Gate, number: int) -> tuple[list[asyncio.Task[None]], asyncio.Event]:
    """Start so many requests that all wait for one event; give them time to enter."""
    done = asyncio.Event()

    async def one() -> None:
        async with gate.slot(1):
            await done.wait()

    tasks = [asyncio.create_task(one()) for _ in range(number)]
    for _ in range(3 * number + 3):
        await _sleep(0)
    return tasks, done


async def enter(gate: Gate) -> None:
    async with gate.slot(1):
        pass


def most_at_once(gate: Gate, of: int = 20) -> int:
    """How many of `of` requests are let through together."""

    async def run() -> int:
        tasks, done = await under_way(gate, of)
        found = gate.in_flight
        done.set()
        await asyncio.gather(*tasks)
        return found

    return asyncio.run(run())


def test_the_first_request_goes_alone_and_an_answer_lets_all_through():
    gate = Gate(8)
    assert not gate.has_answered
    assert most_at_once(gate) == 1

    gate.succeeded()
    assert gate.has_answered
    assert most_at_once(gate) == 8
    assert gate.in_flight == 0


def test_who_waits_is_let_in_as_soon_as_another_is_done():
    async def run() -> list[int]:
        gate, order = Gate(2), []
        gate.succeeded()

        async def one(number: int) -> None:
            async with gate.slot(1):
                assert gate.in_flight <= 2
                order.append(number)
                await _sleep(0)

        await asyncio.wait_for(asyncio.gather(*(one(n) for n in range(9))), 5)
        return order

    assert sorted(asyncio.run(run())) == list(range(9))


def test_who_gives_up_waiting_keeps_nobody_out():
    async def run() -> None:
        gate = Gate(1)
        tasks, done = await under_way(gate, 3)
        tasks[1].cancel()
        done.set()
        await asyncio.wait_for(tasks[2], 5)
        assert gate.in_flight == 0

    asyncio.run(run())


def test_a_wake_that_is_cancelled_goes_to_the_next_who_waits():
    async def run() -> None:
        gate = Gate(1)
        tasks, done = await under_way(gate, 3)
        done.set()
        while gate.in_flight:  # the first leaves, and wakes the second
            await _sleep(0)
        tasks[1].cancel()
        await asyncio.wait_for(tasks[2], 5)

    asyncio.run(run())


def test_answers_to_one_burst_are_one_sign_and_each_answer_lets_one_more_in(clock: Clock):
    gate = Gate(16)
    gate.succeeded()
    for _ in range(5):
        gate.limited(2.0, "slow down")
    clock.now += 2.0
    assert most_at_once(gate) == 8

    gate.limited(2.0, "slow down")
    clock.now += 2.0
    assert most_at_once(gate) == 4

    gate.succeeded()
    assert most_at_once(gate) == 5


def test_one_request_is_always_let_through_and_never_more_than_were_wished_for(clock: Clock):
    gate = Gate(4)
    gate.succeeded()
    for _ in range(9):
        gate.limited(1.0, "slow down")
        clock.now += 1.0
    assert most_at_once(gate) == 1

    for _ in range(9):
        gate.succeeded()
    assert most_at_once(gate) == 4


def test_everybody_waits_as_long_as_is_asked(clock: Clock):
    gate = Gate(4)
    gate.limited(30.0, "slow down")
    gate.limited(5.0, "slow down")  # the longer pause holds
    asyncio.run(enter(gate))

    assert 1030.0 <= clock.now <= 1030.1


def test_a_limit_that_names_no_pause_costs_about_a_second(clock: Clock):
    gate = Gate(4)
    gate.limited(None, "slow down")
    asyncio.run(enter(gate))

    assert 1001.5 <= clock.now <= 1001.6


def test_a_pause_longer_than_the_user_allows_ends_the_run_and_says_when_to_come_back():
    gate = Gate(4, max_wait_s=60)
    gate.limited(60.0, "slow down")
    with pytest.raises(RateLimitedError, match=r"slow down; it asks to wait 61 s") as caught:
        gate.limited(61.0, "slow down")

    assert caught.value.retryable is False
    assert "UTC" in caught.value.hint


def test_what_is_left_of_a_budget_is_heeded_before_it_is_refused(clock: Clock):
    left = {
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "30s",
        "x-ratelimit-limit-requests": "10",
    }
    gate = Gate(4)
    gate.succeeded(left | {"x-ratelimit-remaining-requests": "1"})
    asyncio.run(enter(gate))
    assert clock.now == 1000.0

    gate.succeeded(left)  # ten a minute: the next is free after six seconds, not after thirty
    asyncio.run(enter(gate))
    assert 1006.0 <= clock.now <= 1006.1

    began = clock.now
    gate.succeeded(left | {"x-ratelimit-reset-requests": "2s"})
    asyncio.run(enter(gate))
    assert began + 2.0 <= clock.now <= began + 2.1

    began = clock.now
    gate.succeeded({"x-ratelimit-remaining-requests": "0"})  # and no word on when
    asyncio.run(enter(gate))
    assert clock.now == began


def test_the_breaker_opens_after_many_failures_in_a_row_only(clock: Clock):
    gate = Gate(4)
    for _ in range(BREAKER_FAILURES - 1):
        gate.failed("down")
    assert not gate.is_open
    gate.succeeded()
    for _ in range(BREAKER_FAILURES - 1):
        gate.failed("down")
    assert not gate.is_open
    gate.failed("down")
    assert gate.is_open


@pytest.mark.parametrize("end", [lambda gate: gate.succeeded(), lambda gate: gate.limited(0.0, "slow down")])
def test_any_answer_closes_the_breaker_again(clock: Clock, end: Any):
    gate = Gate(4)
    for _ in range(BREAKER_FAILURES + 2):
        gate.failed("down")
    assert gate.is_open
    end(gate)

    assert not gate.is_open
    gate.failed("down")
    assert not gate.is_open


def test_an_open_breaker_lets_one_probe_through_at_a_time(clock: Clock):
    gate = Gate(4)
    gate.succeeded()
    asyncio.run(enter(gate))
    for _ in range(BREAKER_FAILURES):
        gate.failed("down")
    times: list[float] = []

    async def probe() -> None:
        async with gate.slot(1):
            times.append(clock.now)

    async def run() -> None:
        for _ in range(3):
            await probe()

    asyncio.run(run())
    assert times == pytest.approx([1000.0 + PROBE_EVERY_S * n for n in (1, 2, 3)])
    assert max(clock.slept) <= 0.5  # a breaker that closes is noticed at once


def test_an_outage_longer_than_the_user_allows_ends_the_run(clock: Clock):
    gate = Gate(4, max_outage_s=60)
    for _ in range(BREAKER_FAILURES):
        gate.failed("down")
    clock.now += 60
    gate.failed("down")
    clock.now += 1
    with pytest.raises(UnavailableError, match=r"down; down for 61 s") as caught:
        gate.failed("down")

    assert caught.value.retryable is False
    assert caught.value.hint


def test_a_shut_gate_lets_nobody_in_and_tells_who_waits_why():
    async def run() -> None:
        gate = Gate(1)
        tasks, done = await under_way(gate, 3)
        gate.shut(KeyRefusedError("the key is refused"))
        for task in tasks[1:]:
            with pytest.raises(KeyRefusedError, match="the key is refused"):
                await asyncio.wait_for(task, 5)
        with pytest.raises(KeyRefusedError):
            await enter(gate)
        done.set()
        await tasks[0]

    asyncio.run(run())


def test_a_budget_a_minute_is_spent_evenly(clock: Clock):
    pace = Pace(120)
    assert [pace.reserve() for _ in range(3)] == [0.0, 0.5, 1.0]
    assert pace.reserve(4) == 1.5
    assert pace.reserve() == 3.5
    clock.now += 10
    assert pace.reserve() == 0.0
    assert [Pace(None).reserve(), Pace(None).reserve(9)] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("budget", "tokens", "expected"),
    [({"rpm": 60}, 1, 1002.0), ({"tpm": 600}, 50, 1010.0), ({"rpm": 60, "tpm": 600}, 50, 1010.0), ({}, 50, 1000.0)],
)
def test_requests_and_tokens_a_minute_are_both_kept(clock: Clock, budget: dict, tokens: int, expected: float):
    gate = Gate(4, **budget)

    async def run() -> None:
        for _ in range(3):
            async with gate.slot(tokens):
                pass

    asyncio.run(run())
    assert clock.now == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("6m0s", 360.0), ("250ms", 0.25), ("1h2m3.5s", 3723.5), ("2d", 172800.0), (" 7 ", 7.0), ("0", 0.0), ("1.5", 1.5),
        ("9999999", 9999999.0), ("10000000", 1e7), ("99999999999", 1e7), ("nan", None), ("-1", None), ("6m left", None), ("in 6m", None), ("", None), ("inf", 1e7),
    ],
)  # fmt: skip
def test_a_duration_is_read_in_every_form_seen(text: str, seconds: float | None):
    assert duration(text) == seconds


WED = "Wed, 21 Oct 2015 07:28:00 GMT"


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        pytest.param({"retry-after-ms": "300", "retry-after": "9"}, "", 0.3, id="milliseconds first"),
        pytest.param({"retry-after": "9", "x-ratelimit-reset-requests": "1s"}, "", 9.0, id="retry-after before resets"),
        pytest.param({"retry-after": WED, "date": "Wed, 21 Oct 2015 07:29:00 GMT"}, "", 0.0, id="a date gone by"),
        pytest.param({"retry-after": WED}, "", 0.0, id="a date, by our own clock"),
        pytest.param({"retry-after": "soon", "x-ratelimit-reset-tokens": "3s"}, "", 3.0, id="no date, a reset"),
        pytest.param({"x-ratelimit-reset-requests": "1s", "x-ratelimit-reset-tokens": "6s"}, "", 6.0, id="the longer reset"),
        pytest.param(
            {"x-ratelimit-reset-requests": "60s", "x-ratelimit-remaining-requests": "5", "x-ratelimit-reset-tokens": "6s"},
            "", 6.0, id="a reset of what is not spent",
        ),
        pytest.param({"x-ratelimit-reset-requests": "1s"}, "try again in 5s", 1.0, id="resets before the body"),
        pytest.param({}, "Please Try Again in 1m2s.", 62.0, id="the body, in any case"),
    ],
)  # fmt: skip
def test_which_of_several_words_on_waiting_counts(headers: dict, body: str, expected: float):
    assert retry_after(headers, body) == expected
