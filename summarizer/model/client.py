"""The model is asked with instructor as its manual shows, over a transport of ours.

Three things are ours. Transport: the client's `http_client` commits an answer before the SDK sees it, and serves a kept
one in its place. Strict: instructor leaves `"strict": true` out, a `completion:kwargs` hook adds it. Context: where one
is given instructor renders messages with Jinja; `Verbatim` hands it to validators only.

Imported only when a model is asked: it brings instructor and the SDK with it.
"""

from __future__ import annotations

import logging
import random
from contextlib import suppress
from functools import lru_cache
from typing import Any, TypeVar

import httpx2
import instructor
from instructor import Mode
from instructor.core import Hooks, IncompleteOutputException, InstructorRetryException
from openai import APIConnectionError, AsyncOpenAI, OpenAIError
from openai.types.chat import ChatCompletion
from pydantic import ValidationError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception

from summarizer.errors import (
    InvalidAnswerError,
    ModelError,
    ProtocolError,
    RateLimitedError,
    RefusedError,
    SummarizerError,
    TruncatedError,
)
from summarizer.model.answers import validated
from summarizer.model.body import sampled
from summarizer.model.gate import Gate
from summarizer.model.transport import Asking, KeptTransport, asking
from summarizer.model.wire import Endpoint
from summarizer.printable import printable
from summarizer.question import Question, Tally
from summarizer.reading import Answer

A = TypeVar("A", bound=Answer)
MAX_RETRIES = 5
"""Transport failures in a row after which an article is given up."""
MAX_REASKS = 2
"""Times a model is told that its answer was not the JSON asked for."""
MORE_ROOM = 4
"""How many times the limit a cut-off answer gets, once."""
_USED_UP = 0.9
"""Share of its limit that an answer has used which broke off at it, whatever the host says ended it."""
_MAX_TRIES, _MAX_SECONDS = 40, 600.0
_NOWHERE = Endpoint("http://kept.invalid/v1", "", "none")

# instructor's error lines hold answers, and these hold what an article says.
logging.getLogger("instructor").setLevel(logging.CRITICAL)


class Verbatim(dict[str, Any]):
    """Validation context that instructor hands to validators but does not render: it is falsy."""

    def __bool__(self) -> bool:
        return False


def strictly(*_: Any, **kwargs: Any) -> None:
    """Ask for strict adherence to the schema: a hook on `completion:kwargs`."""
    kwargs["response_format"]["json_schema"]["strict"] = True


@lru_cache(maxsize=1024)
def response_model(answer: type[A]) -> type[A]:
    """Give an answer type as instructor takes it: its own `ResponseSchema`, made once, read by our strict reader.

    Args:
        answer: A plain pydantic type.

    Returns:
        A type of the same name and schema, whose `model_validate_json` gives instances of `answer`.
    """
    base: Any = answer

    class Read(base, instructor.ResponseSchema):
        __doc__ = answer.__doc__

        @classmethod
        def model_validate_json(cls, json_data: Any, *, context: Any | None = None, **_: Any) -> Any:
            return validated(answer, json_data, context)

    Read.__name__ = answer.__name__
    return Read


class Course:
    """How asking one question goes: what was declined, when to ask again, after how long. New for each call."""

    def __init__(self, gate: Gate | None, max_tokens: int = 0, *, again: bool = False) -> None:
        """Begin.

        Args:
            gate: While its breaker is open, failures do not count.
            max_tokens: The limit of each answer.
            again: Whether an answer was cut off before: another that breaks off is the last.
        """
        self.declined = ""
        """Why the model gave no answer, where it said so."""
        self.cut_off = False
        """Whether an answer broke off at its limit: only more room helps."""
        self.hooks = Hooks()
        """Sees every completion before it is read."""
        self.hooks.on("completion:response", self._seen)
        self.retrying = AsyncRetrying(
            retry=retry_if_exception(self._goes_on), wait=self._wait, stop=self._stop, reraise=True
        )
        """The one authority on asking again."""
        self._gate, self._limit, self._again = gate, max_tokens, again
        self._used_up = True
        self._retries = self._reasks = self._protocol = self._tries = 0

    def _seen(self, response: ChatCompletion) -> None:
        # Nothing here may fail: instructor would make a warning of it.
        with suppress(LookupError, AttributeError):
            choice = response.choices[0]
            if choice.message.refusal:
                self.declined = "the model refused to answer"
            elif choice.finish_reason == "content_filter":
                self.declined = "a content filter withheld the answer"
            self._used_up = response.usage is None or response.usage.completion_tokens >= _USED_UP * self._limit

    def _goes_on(self, error: BaseException) -> bool:
        self._tries += 1
        if isinstance(error, ValidationError):
            self._reasks += 1
            kind = error.errors(include_url=False, include_input=False, include_context=False)[0]["type"]
            first = self._reasks == 1 and not self._again
            self.cut_off = kind == "broken_off" and (self._again or (first and self._used_up))
            if self.declined or self.cut_off:
                return False
            return first if kind in ("broken_off", "empty") else self._reasks <= MAX_REASKS
        ours = cause_of(error)
        if isinstance(ours, (ProtocolError, InvalidAnswerError)):  # the latter: found by the host itself
            self._protocol += 1
            return (ours.retryable or isinstance(ours, InvalidAnswerError)) and self._protocol <= 2
        if isinstance(ours, RateLimitedError):
            return ours.retryable
        if isinstance(ours, ModelError) and ours.retryable:
            # While the breaker is open the endpoint is at fault, not this request: it waits, it is not given up.
            self._retries += not (self._gate and self._gate.is_open)
            return self._retries <= (1 if getattr(ours, "has_begun", False) else MAX_RETRIES)
        return False

    def _wait(self, state: RetryCallState) -> float:
        """Seconds before the next attempt: full jitter, at least what the endpoint asks for."""
        ours = cause_of(state.outcome.exception()) if state.outcome else None
        if ours is None or isinstance(ours, RateLimitedError):
            return 0.0  # an answer to be corrected; the gate holds everybody
        asked = getattr(ours, "wait_s", None) or 0.0
        return max(asked, random.uniform(0, min(60.0, 0.5 * 2**self._retries)))

    def _stop(self, state: RetryCallState) -> bool:
        """End after ten minutes, whatever the mix."""
        return (state.seconds_since_start or 0.0) > _MAX_SECONDS or self._tries > _MAX_TRIES


def cause_of(error: BaseException | None) -> SummarizerError | None:
    """Give the error of ours that an error of the SDK or of instructor wraps, or None."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        if isinstance(error, SummarizerError):
            return error
        seen.append(error)
        error = error.__cause__
    return None


class Client:
    """Asks one model at one endpoint, or the store alone."""

    def __init__(self, transport: KeptTransport, model: str, endpoint: Endpoint | None = None) -> None:
        where = endpoint or _NOWHERE
        self.openai = AsyncOpenAI(
            base_url=where.base_url, api_key=where.api_key or "none", max_retries=0,
            http_client=httpx2.AsyncClient(
                transport=transport, follow_redirects=False, timeout=httpx2.Timeout(where.deadline_s, connect=15.0)
            ),
        )  # fmt: skip
        """The SDK's client; its own retries are off."""
        self._model = model
        self._instructor = instructor.from_openai(self.openai, mode=Mode.JSON_SCHEMA)
        self._instructor.on("completion:kwargs", strictly)

    async def ask(self, question: Question[A], tally: Tally, gate: Gate | None = None) -> A:
        """Answer one question.

        Args:
            question: What to ask.
            tally: Counts what it costs.
            gate: While its breaker is open, failures are not counted against this question.

        Returns:
            The answer.

        Raises:
            InvalidAnswerError: No attempt gave the JSON asked for; its `key` is that of the last one.
            AnswerError: Refused or cut off.
            ModelError: The endpoint gives no answers.
        """
        for room in (1, MORE_ROOM):
            course = Course(gate, room * question.max_tokens, again=room > 1)
            with suppress(IncompleteOutputException, TruncatedError):
                return await self._create(question, room * question.max_tokens, tally, course)
        raise TruncatedError("the answer was cut off at the token limit")

    async def _create(self, question: Question[A], max_tokens: int, tally: Tally, course: Course) -> A:
        attempts, context = Asking(tally), Verbatim(question.context)
        token = asking.set(attempts)
        try:
            messages: Any = question.messages
            read: type[A] = response_model(question.answer)
            answer = await self._instructor.create(
                response_model=read, messages=messages, context=context,
                max_retries=course.retrying, hooks=course.hooks, model=self._model, max_tokens=max_tokens,
                **sampled(question),
            )  # fmt: skip
            if course.declined:  # a filter may let through what happens to be whole
                raise RefusedError(course.declined)
            question.context.update(context)
            return answer
        except IncompleteOutputException:
            raise
        except (InstructorRetryException, OpenAIError) as error:
            raise _named(error, course, attempts) from None
        finally:
            asking.reset(token)

    async def close(self) -> None:
        """Close the connections."""
        with suppress(Exception):
            await self.openai.close()


def _named(error: Exception, course: Course, attempts: Asking) -> SummarizerError:
    """Name what ended a question. The text of instructor's own error holds whole answers, and is never shown."""
    if ours := cause_of(error):
        return ours
    if course.declined:
        return RefusedError(course.declined)
    if course.cut_off:
        return TruncatedError("the answer was cut off at the token limit")
    inner = error.__cause__ or error
    if isinstance(inner, ValidationError):
        fault = inner.errors(include_url=False, include_input=False)[0]
        lead = "the answer broke off: " if fault["type"] == "broken_off" else ""
        invalid = InvalidAnswerError(lead + fault["msg"].split("\n")[0][:200])
        invalid.key = attempts.keys[-1] if attempts.keys else ""
        return invalid
    if isinstance(inner, APIConnectionError):
        return ProtocolError(f"the connection failed: {printable(str(inner.__cause__ or inner))[:120]}")
    return ProtocolError(f"the endpoint sent no valid answer: {printable(type(inner).__name__)}")
