"""Requests per second of one process against an empty endpoint, and the share of the ideal against a slow one.

    python evals/benchmarks/door.py [--requests 1500]

Beside ours, in the same run, in turns: instructor's own `create` in JSON_SCHEMA mode, and the bare openai SDK; and threads
against asyncio for the same bare request. Then what it takes to read kept answers again: by the whole way, and by the short
cut that is proven to come to the same.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from harness import Server

from summarizer.cache import AnswerStore
from summarizer.model.asker import KeptAsker, LiveAsker
from summarizer.model.body import body_of, question_key, schema_of
from summarizer.model.gate import Gate
from summarizer.model.wire import Endpoint
from summarizer.question import Choice, Question, Tally, choice_of

ANSWER = choice_of(("nobody", "Lena Ortiz"))
SCHEMA: dict[str, Any] = schema_of(ANSWER)


def question(number: int) -> Question[Choice]:
    words = f"Passage {number}: “We stay,” said Lena Ortiz, who runs the ferry with her brother. Whose words are they?"
    return Question("speaker", "You read news and answer with JSON.", words, ANSWER, 32)


async def ours(url: str, count: int, width: int) -> None:
    with tempfile.TemporaryDirectory() as folder:

        async def connect() -> Endpoint:
            return Endpoint(url, "m", "k")

        store = AnswerStore(Path(folder) / "a.sqlite")
        asker = LiveAsker("openai/m", "m", store, Gate(width), connect, connections=width)
        tally = Tally()
        await _all(count, width, lambda n: asker.ask(question(n), tally))
        await asker.close()


async def instructors_own(url: str, count: int, width: int) -> None:
    import instructor
    from openai import AsyncOpenAI

    sdk = AsyncOpenAI(base_url=url, api_key="k")
    client = instructor.from_openai(sdk, mode=instructor.Mode.JSON_SCHEMA)

    async def one(n: int) -> None:
        await client.chat.completions.create(
            model="m", messages=question(n).messages, response_model=ANSWER, max_retries=0, temperature=0, max_tokens=32
        )

    await _all(count, width, one)
    await sdk.close()


async def bare_sdk(url: str, count: int, width: int) -> None:
    from openai import AsyncOpenAI

    client = sdk = AsyncOpenAI(base_url=url, api_key="k")

    async def one(n: int) -> None:
        answer = await client.chat.completions.create(
            model="m", messages=question(n).messages, temperature=0, max_tokens=32,
            response_format={"type": "json_schema", "json_schema": {"name": "a", "strict": True, "schema": SCHEMA}},
        )  # fmt: skip
        json.loads(answer.choices[0].message.content)

    await _all(count, width, one)
    await sdk.close()


def threads(url: str, count: int, width: int) -> None:
    from openai import OpenAI

    client = OpenAI(base_url=url, api_key="k")

    def one(n: int) -> None:
        client.chat.completions.create(
            model="m", messages=question(n).messages, temperature=0, max_tokens=32,
            response_format={"type": "json_schema", "json_schema": {"name": "a", "strict": True, "schema": SCHEMA}},
        )  # fmt: skip

    with ThreadPoolExecutor(width) as pool:
        list(pool.map(one, range(count)))


async def _all(count: int, width: int, one: Any) -> None:
    todo = iter(range(count))

    async def worker() -> None:
        for n in todo:
            await one(n)

    await asyncio.gather(*(worker() for _ in range(width)))


class Kept:
    """One answer to everything."""

    def __init__(self, count: int) -> None:
        answer = body_of({"content": '{"answer": "nobody"}'})
        self._answers = {question_key(question(n), "m"): answer for n in range(count)}

    def get(self, key: str) -> bytes | None:
        """Give the answer."""
        return self._answers.get(key)


def kept(count: int) -> dict[str, float]:
    """Milliseconds a kept answer takes, by the short cut and by the whole way."""
    from summarizer.model.client import Client
    from summarizer.model.transport import KeptTransport

    store: Any = Kept(count)
    asker, client = KeptAsker("x/m", "m", store), Client(KeptTransport(store), "m")
    found: dict[str, float] = {}
    for name, ask in (("short cut", asker.ask), ("through instructor", client.ask)):

        async def run(ask: Any = ask) -> None:
            for n in range(count):
                await ask(question(n), Tally())

        asyncio.run(run())
        began = time.perf_counter()
        asyncio.run(run())
        found[name] = (time.perf_counter() - began) / count * 1000
    return found


def rate(run: Any, url: str, count: int, width: int) -> float:
    """Requests a second, imports and connections warm."""
    began = time.perf_counter()
    result = run(url, count, width)
    if asyncio.iscoroutine(result):
        asyncio.run(result)
    return count / (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--waves", type=int, default=40, help="requests to the slow endpoint, in units of 256")
    wish = parser.parse_args()
    systems = {
        "ours": ours,
        "instructor create, JSON_SCHEMA": instructors_own,
        "bare SDK, asyncio": bare_sdk,
        "bare SDK, threads": threads,
    }
    print("| requests a second | " + " | ".join(systems) + " |\n|---|" + "---|" * len(systems))
    with Server() as server:
        rates: dict[str, list[float]] = {name: [] for name in systems}
        for _ in range(wish.rounds):
            for name, run in systems.items():
                rates[name].append(rate(run, server.url, wish.requests, 32))
        print(
            "| empty endpoint, 32 in flight, median | "
            + " | ".join(f"{statistics.median(r):.0f}" for r in rates.values())
            + " |"
        )
    with Server({"latency": {"fixed_s": 2.0}}) as server:
        cells = []
        for run in systems.values():
            cells.append(f"{rate(run, server.url, 256 * wish.waves, 256):.0f} of 128")
        print("| endpoint that takes 2 s, 256 in flight | " + " | ".join(cells) + " |")
    print("\nA kept answer, ms: " + ", ".join(f"{name} {value:.2f}" for name, value in kept(300).items()))


if __name__ == "__main__":
    main()
