"""Requests per second of one process against an empty endpoint, and the share of the ideal against a slow one.

    python evals/benchmarks/door.py [--requests 1500]

Beside ours, in the same run, in turns: instructor's own `create` in JSON_SCHEMA mode, and the bare openai SDK; and threads
against asyncio for the same bare request.
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
from summarizer.model.asker import LiveAsker, Tally
from summarizer.model.gate import Gate
from summarizer.model.wire import Endpoint, Wire
from summarizer.questions import Choice, Question, Request

SCHEMA: dict[str, Any] = {
    "type": "object", "properties": {"answer": {"type": "string", "enum": ["nobody", "Lena Ortiz"]}},
    "required": ["answer"], "additionalProperties": False,
}  # fmt: skip


def request(number: int) -> Request:
    words = f"Passage {number}: “We stay,” said Lena Ortiz, who runs the ferry with her brother. Whose words are they?"
    question = Question("q1", "source", (0, 4), (0, 4), ("nobody", "Lena Ortiz"))
    return Request("source", (question,), "You read news and answer with JSON.", words, SCHEMA, 32)


async def ours(url: str, count: int, width: int) -> None:
    with tempfile.TemporaryDirectory() as folder:

        async def connect() -> Wire:
            return Wire(Endpoint(url, "m", "k"), connections=width)

        asker = LiveAsker("openai/m", "m", AnswerStore(Path(folder) / "a.sqlite"), Gate(width), connect)
        tally = Tally()
        await _all(count, width, lambda n: asker.ask(request(n), tally))
        await asker.close()


async def instructors_own(url: str, count: int, width: int) -> None:
    import instructor
    from openai import AsyncOpenAI

    sdk = AsyncOpenAI(base_url=url, api_key="k")
    client = instructor.from_openai(sdk, mode=instructor.Mode.JSON_SCHEMA)

    async def one(n: int) -> None:
        await client.chat.completions.create(
            model="m", messages=request(n).messages, response_model=Choice, max_retries=0, temperature=0, max_tokens=32
        )

    await _all(count, width, one)
    await sdk.close()


async def bare_sdk(url: str, count: int, width: int) -> None:
    from openai import AsyncOpenAI

    client = sdk = AsyncOpenAI(base_url=url, api_key="k")

    async def one(n: int) -> None:
        answer = await client.chat.completions.create(
            model="m", messages=request(n).messages, temperature=0, max_tokens=32,
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
            model="m", messages=request(n).messages, temperature=0, max_tokens=32,
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


if __name__ == "__main__":
    main()
