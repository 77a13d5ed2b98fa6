"""The one place where answers come from: kept ones are served, others fetched, and committed before anybody reads them.

Imported only when a model is asked: it brings the HTTP client with it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx2

from summarizer.cache import Answers
from summarizer.errors import (
    EndpointConfigError,
    ModelError,
    NotKeptError,
    OversizeError,
    ProtocolError,
    RateLimitedError,
    RequestRefusedError,
    TooLongError,
    UnavailableError,
)
from summarizer.model.body import (
    CHARACTERS_PER_TOKEN,
    Completion,
    Usage,
    body_of,
    completion_of,
    count,
    count_kept,
    key_of,
    needed,
    raw_of,
)
from summarizer.model.gate import Gate
from summarizer.model.manners import Manners
from summarizer.model.wire import LOOK, Endpoint, answer_error, connection_error
from summarizer.question import Tally

_LONG = 1000
"""Prompt tokens below which no server cuts a prompt off."""
_READ_AT_LEAST = 0.6
"""Share of the estimated prompt tokens that is read where nothing is cut off: estimates are never so wrong."""
_MOST_CHARACTERS = (16, 32_000)
"""Of an answer, for each token of its limit and besides: what is longer did not keep to it, and is not sent back to be
corrected. JSON has 3 characters to the token, indented JSON 6; the rest is room for thoughts that no limit counts."""
_OF_ONE = (400, 413, 422)
"""Statuses that may be meant for one request."""
_SENT_AS_THEY_ARE = ("authorization", "content-type", "user-agent", "accept")


class Budget(Protocol):
    """What a request may cost, reserved before it is sent."""

    async def reserve(self, input_tokens: int, output_tokens: int) -> Any:
        """Set the worst case aside, or raise `BudgetError`."""
        ...

    async def settle(self, reserved: Any, used: Usage | None, *, sent: bool = True) -> None:
        """Replace the worst case by what it was; None where the endpoint did not say."""
        ...


@dataclass
class Asking:
    """The question under way in this task: who pays, and what was looked up for it."""

    tally: Tally
    """Counts what it costs."""
    keys: list[str] = field(default_factory=list)
    """Of every attempt, in order."""


asking: ContextVar[Asking] = ContextVar("asking")
"""Set around each question: the SDK between us and the transport has no place for it."""


@dataclass(frozen=True)
class Network:
    """What a transport needs to fetch an answer that is not kept."""

    pool: httpx2.AsyncBaseTransport
    """Sends requests."""
    endpoint: Endpoint
    """Where to."""
    manners: Manners
    """How it wants to be asked."""
    gate: Gate
    """Shared by all workers."""
    budget: Budget | None = None
    """Limits what may be spent."""


class KeptTransport(httpx2.AsyncBaseTransport):
    """Answers from the store; fetches and commits what is not there, or notes it where there is no network."""

    def __init__(
        self, store: Answers, network: Network | None = None, *,
        seen: Callable[[str, dict[str, Any]], None] | None = None,
    ) -> None:  # fmt: skip
        self._store, self._network, self._seen = store, network, seen
        self.missing: dict[str, dict[str, Any]] = {}
        """Bodies, by key, that were asked for where there is no network: what a batch endpoint is given."""
        self._flying: dict[str, asyncio.Future[None]] = {}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request of the SDK.

        Raises:
            NotKeptError: No answer is kept, and there is no network.
            ModelError: The endpoint gave none. The SDK passes it on as the cause of its `APIConnectionError`.
            DiskError: An answer came and could not be committed.
        """
        if not request.url.path.endswith("/chat/completions"):
            assert self._network is not None  # noqa: S101 - only the batch endpoint has other calls, and a network
            return await self._network.pool.handle_async_request(request)
        body: dict[str, Any] = json.loads(await request.aread())
        key = key_of(body)
        asking.get().keys.append(key)
        if self._seen:
            self._seen(key, body)
        while True:
            content = self._store.get(key)
            kept = completion_of(content) if content is not None else None
            if kept is not None:
                count_kept(kept, asking.get().tally, again=self._network is None)
                return _response(kept, f"kept:{key}")
            if self._network is None:
                self.missing[key] = body
                raise NotKeptError("no answer is kept")
            if (flying := self._flying.get(key)) is not None:
                # Somebody here is asking the same: wait for the answer instead of paying twice.
                await flying
                continue
            self._flying[key] = asyncio.get_running_loop().create_future()
            try:
                if content is not None:
                    await self._store.forget(key)  # an earlier version kept what is no answer
                fetched = await self._fetched(key, body, request, self._network)
            finally:
                self._flying.pop(key).set_result(None)
            if fetched is not None:
                return _response(fetched, f"sent:{key}")

    async def _fetched(
        self, key: str, body: dict[str, Any], request: httpx2.Request, network: Network
    ) -> Completion | None:
        """Fetch and commit an answer; None where looking again makes sense.

        That is where another process is asking the same, or the endpoint refused what it will not get again.
        """
        tally = asking.get().tally
        sent = network.manners.adapted(body)
        needs, limit = needed(sent), network.manners.limit(body)
        async with network.gate.slot(needs + limit):
            reserved = await network.budget.reserve(needs, limit) if network.budget else None
            number = await self._store.begin(key)
            if number is None:
                if network.budget:
                    await network.budget.settle(reserved, Usage(0, 0), sent=False)
                await asyncio.sleep(0.05)
                return None
            tally.requests += 1
            # Whatever happens from here on may have been paid for: what is not known counts at its worst.
            outcome, kept = "interrupted", None
            used: Usage | None = None
            try:
                headers, content, completion = await self._exchanged(sent, request, network)
                used = _count(completion, tally, needs, limit)
                _whole(completion, sent, limit, network.endpoint)
                outcome = "ok"
                kept = (
                    content  # a refusal, a cut-off or an empty answer too: it was paid, and what follows builds on it
                )
            except ModelError as error:
                outcome = type(error).__name__
                if used is None and not isinstance(error, (ProtocolError, UnavailableError)):
                    used = Usage(0, 0)
                _blamed(error, network.gate)
                if network.manners.learns(error, sent):
                    return None
                if isinstance(error, EndpointConfigError) and error.status in _OF_ONE and network.gate.has_answered:
                    raise RequestRefusedError(f"{error.message}, and answered others") from None
                _give_up(error, network.gate)
                raise
            finally:
                tokens = (used.input, used.output) if used else (0, 0)
                closing = self._store.finish(number, key, outcome, tokens, kept)
                await asyncio.shield(asyncio.gather(closing, _settled(network.budget, reserved, used)))
            network.gate.succeeded(headers)
        return completion

    async def _exchanged(
        self, sent: dict[str, Any], request: httpx2.Request, network: Network
    ) -> tuple[dict[str, str], bytes, Completion]:
        endpoint = network.endpoint
        headers = {k: v for k, v in request.headers.items() if k.lower() in _SENT_AS_THEY_ARE}
        outgoing = httpx2.Request(
            "POST", request.url, headers=headers | {"accept-encoding": "identity"}, content=json.dumps(sent).encode(),
            extensions=request.extensions,
        )  # fmt: skip
        response: httpx2.Response | None = None
        try:
            async with asyncio.timeout(endpoint.deadline_s):
                response = await network.pool.handle_async_request(outgoing)
                try:
                    content = await response.aread()
                finally:
                    await response.aclose()
        except TimeoutError:
            late = UnavailableError(
                f"{endpoint.place} gave no whole answer within {endpoint.deadline_s:.0f} s",
                hint=f"run the same command again later, or --timeout {endpoint.deadline_s * 4:.0f}",
            )
            late.has_begun = response is not None
            raise late from None
        except ModelError:
            raise
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
            broken = connection_error(error, endpoint)
            if isinstance(broken, UnavailableError):
                broken.has_begun = response is not None and response.is_success
            raise broken from None
        said = {name.lower(): value for name, value in response.headers.items()}
        problem = answer_error(response.status_code, said, content, endpoint)
        completion = completion_of(content)
        if problem is not None or completion is None:
            raise problem or ProtocolError(f"{endpoint.place} answered with no message", hint=LOOK)
        return said, content, completion

    async def aclose(self) -> None:
        """Close every connection."""
        if self._network is not None:
            await self._network.pool.aclose()


def _whole(completion: Completion, sent: dict[str, Any], limit: int, endpoint: Endpoint) -> None:
    """Refuse an answer far beyond its limit, and the answer to a prompt that a server has cut off without a word.

    Raises:
        OversizeError: It is far longer than it was allowed to be.
        TooLongError: It read far less than was sent, or had no room to finish.
    """
    size, (a_token, besides) = len(str(completion.content or "")), _MOST_CHARACTERS
    if size > a_token * limit + besides:
        raise OversizeError(f"{endpoint.place} wrote {size:,} characters where the limit was {limit:,} tokens")
    usage, more = completion.usage, endpoint.host.context
    if not usage or not more:
        return
    about = int(sum(len(str(message.get("content") or "")) for message in sent["messages"]) / CHARACTERS_PER_TOKEN)
    # Some gateways leave what came from a cache out of what was read: counting it twice elsewhere does no harm.
    if about > _LONG and usage.input + usage.cached < _READ_AT_LEAST * about:
        raise TooLongError(
            f"{endpoint.place} read {usage.input:,} of about {about:,} prompt tokens: its context is too small",
            hint=more,
        )
    if completion.cut_off and about > _LONG and usage.output < _READ_AT_LEAST * limit:
        raise TooLongError(f"{endpoint.place} had no room left for the answer: its context is too small", hint=more)


def _response(answer: Completion, name: str) -> httpx2.Response:
    """Give the SDK what a summary needs of an answer, as a recording would: nothing odd besides gets that far."""
    content = body_of(raw_of(answer))
    return httpx2.Response(200, content=content, headers={"content-type": "application/json", "x-request-id": name})


async def _settled(budget: Budget | None, reserved: Any, used: Usage | None) -> None:
    if budget:
        await budget.settle(reserved, used)


def _count(completion: Completion, tally: Tally, needs: int, limit: int) -> Usage:
    if completion.model:
        tally.models.add(completion.model)
    usage = completion.usage
    if usage is None:
        # What is not said is counted at its worst.
        tally.estimated = True
        tally.input, tally.output = tally.input + needs, tally.output + limit
        return Usage(needs, limit)
    count(completion, tally)
    return usage


def _give_up(error: ModelError, gate: Gate) -> None:
    """Send nothing more where the next request would fare no better: key, quota, model, address, certificate."""
    if not error.retryable and error.exit_code != 65:
        gate.shut(error)


def _blamed(error: ModelError, gate: Gate) -> None:
    """Tell the gate what went wrong; it may end the run instead."""
    try:
        if isinstance(error, RateLimitedError):
            gate.limited(error.wait_s, error.message)
        elif isinstance(error, UnavailableError):
            gate.failed(error.message, error.wait_s)
    except ModelError as final:
        _give_up(final, gate)
        raise


__all__ = ["Asking", "Budget", "KeptTransport", "Network", "asking"]
