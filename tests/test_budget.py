"""What each attempt may cost and did, and how it is noted."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Any

import pytest
from inprocess import Kept, Pool, client, completion, error
from onequestion import question

from summarizer import errors
from summarizer.model.asker import LiveAsker
from summarizer.model.body import Usage, first_body, needed
from summarizer.model.gate import Gate
from summarizer.model.wire import Endpoint
from summarizer.question import Tally

pytestmark = pytest.mark.usefixtures("at_once")


class Budget:
    """Notes what is set aside and what it comes to."""

    def __init__(self) -> None:
        self.reserved: list[tuple[int, int]] = []
        self.settled: list[tuple[Any, Any, bool]] = []

    async def reserve(self, input_tokens: int, output_tokens: int) -> int:
        self.reserved.append((input_tokens, output_tokens))
        return len(self.reserved)

    async def settle(self, reserved: Any, used: Any, *, sent: bool = True) -> None:
        self.settled.append((reserved, used, sent))


def spent(replies: Any, store: Any = None) -> tuple[Budget, Tally]:
    """What one question over a pool costs."""
    budget, tally = Budget(), Tally()

    async def run() -> None:
        with suppress(errors.ModelError):
            await client(Pool(replies), store, budget=budget).ask(question(), tally)

    asyncio.run(run())
    return budget, tally


NEEDED = needed(first_body(question(), "m"))
GOOD = completion('{"answer": "nobody"}')


def test_the_worst_case_is_set_aside_and_replaced_by_what_was_used():
    budget, tally = spent([GOOD])

    assert budget.reserved == [(NEEDED, 32)]
    assert budget.settled == [(1, Usage(100, 50, 10), True)]
    assert (tally.requests, tally.input, tally.output, tally.estimated) == (1, 100, 50, False)


def test_an_answer_that_says_not_what_it_used_is_paid_at_its_worst():
    budget, tally = spent([completion('{"answer": "nobody"}', usage=None)])

    assert budget.settled == [(1, Usage(NEEDED, 32), True)]
    assert (tally.input, tally.output, tally.estimated) == (NEEDED, 32, True)


@pytest.mark.parametrize(
    ("replies", "used"),
    [
        pytest.param([error(401)], [Usage(0, 0)], id="a refusal to answer costs nothing"),
        pytest.param([error(429), GOOD], [Usage(0, 0), Usage(100, 50, 10)], id="nor does a limit"),
        pytest.param([error(503), GOOD], [None, Usage(100, 50, 10)], id="an error of the endpoint may cost all"),
        pytest.param([(200, b"<html>"), GOOD], [None, Usage(100, 50, 10)], id="and so may what cannot be read"),
    ],
)
def test_what_a_failed_attempt_may_have_cost(replies: Any, used: list[Any]):
    budget, tally = spent(replies)

    assert [settled for _, settled, _ in budget.settled] == used
    assert [reserved for reserved, _, _ in budget.settled] == list(range(1, len(used) + 1))
    assert tally.requests == len(used)


def test_an_answer_that_another_process_is_fetching_is_waited_for_and_costs_nothing():
    class Elsewhere(Kept):
        """Another process is asking; its answer is there a little later."""

        async def begin(self, key: str) -> int | None:
            self.answers[key] = json.dumps(GOOD).encode()

    pool_budget, tally = spent([], Elsewhere())

    assert pool_budget.settled == [(1, Usage(0, 0), False)]
    assert (tally.requests, tally.from_cache, tally.input) == (0, 1, 0)


def test_how_each_attempt_ended_is_noted_and_only_answers_are_kept():
    noted: list[Any] = []

    class Noting(Kept):
        async def finish(self, attempt, key, outcome, tokens, raw) -> None:
            noted.append((attempt, outcome, tokens, raw is not None))
            await super().finish(attempt, key, outcome, tokens, raw)

    spent([error(503), completion("no"), GOOD], Noting())

    assert noted == [
        (1, "UnavailableError", (0, 0), False), (2, "ok", (100, 50), True), (3, "ok", (100, 50), True),
    ]  # fmt: skip


def test_the_model_that_answered_is_named():
    tally = spent([completion('{"answer": "nobody"}', model="m-2026")])[1]

    assert tally.models == {"m-2026"}


def test_a_live_asker_keeps_to_its_budget(monkeypatch):
    budget = Budget()
    monkeypatch.setattr("summarizer.model.pool.CappedTransport", lambda *_: Pool([GOOD]))

    async def run() -> None:
        async def connect() -> Endpoint:
            return Endpoint("http://127.0.0.1:9/v1", "m", "k", 5.0)

        asker = LiveAsker("openai/m", "m", Kept(), Gate(1), connect, budget)
        for _ in range(2):
            await asker.ask(question(), Tally())
        await asker.close()

    asyncio.run(run())
    assert budget.settled == [(1, Usage(100, 50, 10), True)]
