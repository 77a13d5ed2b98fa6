"""Ask a model: look the answer up, else send, retry and keep it; count every attempt."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Awaitable, Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, Protocol

from pydantic import BaseModel

from summarizer.cache import Answers
from summarizer.errors import (
    BudgetError,
    EndpointConfigError,
    InvalidAnswerError,
    ModelError,
    ProtocolError,
    RateLimitedError,
    SummarizerError,
    TruncatedError,
    UnavailableError,
)
from summarizer.model.answers import answer_text, check_choices, complaint, read_answer, strict_object
from summarizer.model.gate import Gate
from summarizer.model.wire import Reply, Wire
from summarizer.questions import Request

MAX_RETRIES = 5
"""Transport failures in a row after which an article is given up."""
MAX_REASKS = 3
"""Times a model is told that its answer was not the JSON asked for."""
CHARACTERS_PER_TOKEN = 3.6
"""Measured on English news; for limits only, never for the bill."""


class Budget(Protocol):
    """What a request may cost, reserved before it is sent."""

    async def reserve(self, input_tokens: int, output_tokens: int) -> Any:
        """Set the worst case aside, or raise `BudgetError`."""
        ...

    async def settle(self, reserved: Any, tokens: tuple[int, int] | None, *, sent: bool = True) -> None:
        """Replace the worst case by what it was; None where the endpoint did not say."""
        ...


@dataclass
class Tally:
    """What one article's questions cost, failed attempts included."""

    requests: int = 0
    """Requests sent."""
    input: int = 0
    """Prompt tokens."""
    output: int = 0
    """Generated tokens."""
    cached: int = 0
    """Prompt tokens that did not have to be read again."""
    from_cache: int = 0
    """Answers that were there already."""
    estimated: bool = False
    """True where the endpoint did not say what an attempt used."""
    models: set[str] = field(default_factory=set)
    """Models the endpoint says answered."""


class Asker(Protocol):
    """Anything that answers requests: a live model, or recordings."""

    name: str
    """Provider and model, as in `run.model`."""

    async def ask(self, request: Request, tally: Tally) -> BaseModel:
        """Answer one request."""
        ...


class LiveAsker:
    """Asks an endpoint, with the store in front of it."""

    def __init__(
        self, name: str, model: str, store: Answers, gate: Gate, connect: Callable[[], Awaitable[Wire]],
        budget: Budget | None = None,
    ) -> None:  # fmt: skip
        self.name = name
        """Provider and model."""
        self.model = model
        """The name that enters the digest of what was asked."""
        self.store = store
        """Where raw answers are kept."""
        self.gate = gate
        """Shared by all workers."""
        self._connect = connect
        self._budget = budget
        self._wire: Wire | None = None
        self._starting = asyncio.Lock()
        self._flying: dict[str, asyncio.Future[None]] = {}

    async def wire(self) -> Wire:
        """Open the connection on first use: a run that finds every answer kept opens none."""
        if self._wire is None:
            async with self._starting:
                if self._wire is None:
                    self._wire = await self._connect()
        return self._wire

    async def ask(self, request: Request, tally: Tally) -> BaseModel:
        """Answer one request, from the store or from the model.

        Args:
            request: What to ask.
            tally: Counts what it costs.

        Returns:
            The validated answer.

        Raises:
            ModelError: No usable answer came; every retry that makes sense was made.
        """
        from tenacity import AsyncRetrying, retry_if_exception

        course = _Course(request, self.gate)
        asked: list[str] = []
        try:
            async for attempt in AsyncRetrying(
                retry=retry_if_exception(course.goes_on), wait=course.wait, stop=course.stop, reraise=True
            ):
                with attempt:
                    asked.append(course.request.key(self.model))
                    return await self._once(course, tally)
        except InvalidAnswerError:
            # Not one of the answers was of use. The last is not kept, so that the next run asks that once more.
            await self.store.forget(asked[-1])
            raise
        raise AssertionError("unreachable")

    async def _once(self, course: _Course, tally: Tally) -> BaseModel:
        request = course.request
        key = request.key(self.model)
        raw = self.store.get(key)
        if raw is not None:
            tally.from_cache += 1
            course.sent = False
            return read_answer(raw, request)
        if (flying := self._flying.get(key)) is not None:
            # Somebody here is asking the same: wait for the answer instead of paying twice.
            await flying
            raise _AskAgainError("asked by another worker")
        self._flying[key] = asyncio.get_running_loop().create_future()
        try:
            return await self._send(key, course, tally)
        finally:
            self._flying.pop(key).set_result(None)

    async def _send(self, key: str, course: _Course, tally: Tally) -> BaseModel:
        wire = await self.wire()
        course.sent = True
        fetched: dict[str, Any] = {}

        async def create(**_: Any) -> Any:
            # The seam: instructor asks this function, and what it gets has been committed first.
            fetched["raw"] = await self._fetch(key, course.request, wire, tally)
            return _completion(fetched["raw"])

        return await through_instructor(create, course.request)

    async def _fetch(self, key: str, request: Request, wire: Wire, tally: Tally) -> dict[str, Any]:
        needs = int(sum(len(m["content"]) for m in request.messages) / CHARACTERS_PER_TOKEN) + 64
        payload = {"messages": request.messages, "schema": request.schema, "max_tokens": request.max_tokens}
        async with self.gate.slot(needs + request.max_tokens):
            reserved = await self._budget.reserve(needs, request.max_tokens) if self._budget else None
            number = await self.store.begin(key)
            if number is None:
                if self._budget:
                    await self._budget.settle(reserved, (0, 0), sent=False)
                await asyncio.sleep(0.05)
                raise _AskAgainError("asked by another process")
            tally.requests += 1
            # Whatever happens from here on may have been paid for: what is not known counts at its worst.
            outcome, used, kept, without = "interrupted", None, None, wire.left_out
            try:
                reply = await wire.send(payload)
                outcome, used = "ok", self._count(reply, tally, needs, request.max_tokens)
                kept = reply.raw if outcome_worth_keeping(reply.raw) else None
            except ModelError as error:
                outcome = type(error).__name__
                if not isinstance(error, (ProtocolError, UnavailableError)):
                    used = (0, 0)
                self._blamed(error)
                if wire.drops(error, without):
                    raise _AskAgainError(str(error)) from None
                self._give_up(error)
                raise
            finally:
                closing = self.store.finish(number, key, outcome, used or (0, 0), kept)
                await asyncio.shield(asyncio.gather(closing, self._settle(reserved, used)))
            self.gate.succeeded(reply.headers)
        return reply.raw

    async def _settle(self, reserved: Any, used: tuple[int, int] | None) -> None:
        if self._budget:
            await self._budget.settle(reserved, used)

    def _give_up(self, error: ModelError) -> None:
        """Send nothing more where the next request would fare no better: key, quota, model, address, certificate."""
        if not error.retryable and error.exit_code != 65:
            self.gate.shut(error)

    def _blamed(self, error: ModelError) -> None:
        try:
            self._blame(error)
        except ModelError as final:
            self._give_up(final)
            raise

    def _blame(self, error: ModelError) -> None:
        if isinstance(error, RateLimitedError):
            self.gate.limited(error.wait_s, error.message)
        elif isinstance(error, UnavailableError):
            self.gate.failed(error.message)

    def _count(self, reply: Reply, tally: Tally, needs: int, limit: int) -> tuple[int, int]:
        usage = reply.raw.get("usage")
        if usage is None:
            # What is not said is counted at its worst.
            tally.estimated = True
            tally.input, tally.output = tally.input + needs, tally.output + limit
            return needs, limit
        tally.input, tally.output = tally.input + usage["input"], tally.output + usage["output"]
        tally.cached += usage["cached"]
        if reply.raw.get("model"):
            tally.models.add(str(reply.raw["model"]))
        return usage["input"], usage["output"]

    async def close(self) -> None:
        """Close connection and store."""
        if self._wire is not None:
            await self._wire.close()
        self.store.close()


def outcome_worth_keeping(raw: dict[str, Any]) -> bool:
    """Tell whether an answer is kept: every one the model gave, a refusal or a cut-off one included.

    A refusal is the model's answer too: asking again pays for the same refusal. An empty one says nothing.
    """
    return bool(raw.get("content") or raw.get("refusal") or raw.get("finish") in ("content_filter", "length"))


class _AskAgainError(ModelError):
    """Look again at once: a parameter was dropped, or somebody else asked the same."""

    retryable = True


class _Course:
    """How asking one request goes on: what was complained about, and how often what failed."""

    def __init__(self, request: Request, gate: Gate) -> None:
        self.request, self._gate = request, gate
        self.sent = False
        self._retries = self._reasks = self._doubled = self._protocol = self._tries = 0
        self._waited = 0.0

    def goes_on(self, error: BaseException) -> bool:
        """Decide whether to try again, and how."""
        if isinstance(error, _AskAgainError):
            return True
        self._tries += 1
        if isinstance(error, TruncatedError):
            self._doubled += 1
            self.request = replace(self.request, max_tokens=self.request.max_tokens * 2)
            return self._doubled <= 1
        if isinstance(error, InvalidAnswerError):
            self._reasks += 1
            self.request = self.request.complaining(error.message)
            return self._reasks <= MAX_REASKS
        if isinstance(error, ProtocolError):
            self._protocol += 1
            return error.retryable and self._protocol <= 2
        if isinstance(error, RateLimitedError):
            return error.retryable
        if isinstance(error, ModelError) and error.retryable:
            # While the breaker is open the endpoint is at fault, not this request: it waits, it is not given up.
            self._retries += not self._gate.is_open
            return self._retries <= MAX_RETRIES
        return False

    def wait(self, state: Any) -> float:
        """Seconds before the next attempt: full jitter, at least what the endpoint asks for."""
        import random

        error = state.outcome.exception()
        if isinstance(error, (InvalidAnswerError, TruncatedError, _AskAgainError)):
            return 0.0
        if isinstance(error, RateLimitedError):
            return 0.0  # the gate holds everybody
        asked = getattr(error, "wait_s", None) or 0.0
        return max(asked, random.uniform(0, min(60.0, 0.5 * 2**self._retries)))

    def stop(self, state: Any) -> bool:
        """End after ten minutes, whatever the mix."""
        return state.seconds_since_start > 600 or self._tries > 40


def _completion(raw: dict[str, Any]) -> Any:
    """The answer as the openai type that instructor reads, its text cut down to the JSON object."""
    from openai.types.chat import ChatCompletion

    content = json.dumps(strict_object(answer_text(raw)))
    return ChatCompletion.model_construct(
        id="", object="chat.completion", created=0, model=str(raw.get("model") or ""), usage=None,
        choices=[_choice(content)],
    )  # fmt: skip


def _choice(content: str) -> Any:
    from openai.types.chat import ChatCompletionMessage
    from openai.types.chat.chat_completion import Choice as Answer

    message = ChatCompletionMessage(role="assistant", content=content)
    return Answer(index=0, finish_reason="stop", message=message, logprobs=None)


@lru_cache(maxsize=8)
def _prepared(answer_model: type[BaseModel]) -> Any:
    """The answer model as instructor wants it; left to itself it makes model and schema anew for every request."""
    from instructor import openai_schema

    # At every answer instructor looks through the whole path for a package that most people lack; None ends that.
    if find_spec("anthropic") is None:
        sys.modules.setdefault("anthropic", None)  # pyright: ignore[reportArgumentType]

    prepared: Any = openai_schema(answer_model)
    schema = prepared.model_json_schema()
    prepared.model_json_schema = lambda **_: deepcopy(schema)  # pyright: ignore[reportUnknownLambdaType]
    return prepared


async def through_instructor(create: Callable[..., Awaitable[Any]], request: Request) -> BaseModel:
    """Let instructor build the call and validate the answer; retries stay ours.

    Args:
        create: Gets the completion; called once.
        request: What is asked.

    Returns:
        The validated answer.

    Raises:
        InvalidAnswerError: The answer is not of the model's shape, or chose nothing it was offered.
    """
    import instructor
    from instructor.core.exceptions import InstructorRetryException
    from pydantic import ValidationError

    logging.getLogger("instructor").setLevel(logging.CRITICAL)  # its error lines hold article text
    ask: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
    try:
        answer = await ask(
            response_model=_prepared(request.answer_model),
            messages=request.messages,
            max_retries=0,
            model="",
            strict=False,
        )
    except InstructorRetryException as error:
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, (SummarizerError, ValidationError)):
            cause = cause.__cause__ or cause.__context__
        if isinstance(cause, SummarizerError):
            raise cause from None
        if isinstance(cause, ValidationError):
            raise InvalidAnswerError(complaint(cause)) from None
        raise InvalidAnswerError("the answer could not be read") from None
    check_choices(answer, request)
    return answer


__all__ = ["Asker", "Budget", "BudgetError", "EndpointConfigError", "LiveAsker", "Tally", "through_instructor"]
