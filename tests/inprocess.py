"""An endpoint inside the test's own process: a pool of the SDK's HTTP client that answers from a list."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx2

from summarizer import settings
from summarizer.model.client import Client
from summarizer.model.gate import Gate
from summarizer.model.hosts import ANY, Host
from summarizer.model.transport import KeptTransport, Network
from summarizer.model.wire import Endpoint
from summarizer.provider import open_asker

USAGE: dict[str, Any] = {
    "prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150, "prompt_tokens_details": {"cached_tokens": 10},
}  # fmt: skip


def completion(content: Any, *, finish: str = "stop", refusal: str | None = None, **more: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return {
        "id": "x",
        "object": "chat.completion",
        "created": 1,
        "model": "m-1",
        "usage": USAGE,
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
    } | more


def error(status: int, message: str = "no", **more: Any) -> tuple[int, dict[str, Any]]:
    return status, {"error": {"message": message} | more}


class Pool(httpx2.AsyncBaseTransport):
    """Answers every request by `reply(body, number)`: a completion, or a status and a body."""

    def __init__(self, reply: Callable[[dict[str, Any], int], Any] | list[Any]) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.requests: list[httpx2.Request] = []
        self._reply = reply if callable(reply) else lambda _, n: reply[min(n, len(reply)) - 1]

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        self.bodies.append(body)
        self.requests.append(request)
        await asyncio.sleep(0)
        answer = self._reply(body, len(self.bodies))
        if isinstance(answer, Exception):
            raise answer
        status, content = answer if isinstance(answer, tuple) else (200, answer)
        if isinstance(content, dict) and content.get("usage") is USAGE:  # nothing was said of it: all of it was read
            read = sum(len(message["content"] or "") for message in body["messages"]) // 4
            content = content | {"usage": USAGE | {"prompt_tokens": max(read, USAGE["prompt_tokens"])}}
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        return httpx2.Response(status, content=data, headers={"content-type": "application/json"})


class Kept:
    """A store in memory."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes] = {}
        self.outcomes: list[str] = []

    def get(self, key: str) -> bytes | None:
        return self.answers.get(key)

    async def begin(self, key: str) -> int | None:
        return None if key in self.answers else len(self.outcomes) + 1

    async def finish(self, attempt, key, outcome, tokens, raw) -> None:
        self.outcomes.append(outcome)
        if raw is not None:
            self.answers[key] = raw

    async def forget(self, key: str) -> None:
        self.answers.pop(key, None)

    def close(self) -> None: ...


def client(
    pool: Pool,
    store: Any = None,
    *,
    model: str = "m",
    host: Host = ANY,
    budget: Any = None,
    effort: str = "",
    tier: str = "",
) -> Client:
    endpoint = Endpoint("http://127.0.0.1:9/v1", model, "sk-canary-123", 5.0, host, effort, tier)
    network = Network(pool, endpoint, endpoint.manners(), Gate(32, max_wait_s=5, max_outage_s=1), budget)
    return Client(KeptTransport(store if store is not None else Kept(), network), model, endpoint)


def replay(store: Any, model: str = "m", seen: Any = None) -> Client:
    return Client(KeptTransport(store, seen=seen), model)


def nobody():
    """An asker that answers nothing: the steps reader's parser alone."""
    return open_asker(settings.load(model="parser"), use_cache=False)
