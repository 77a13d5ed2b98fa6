"""Send one request to an OpenAI-compatible endpoint and name what went wrong."""

from __future__ import annotations

import asyncio
import json
import os
import ssl
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from summarizer.errors import (
    EndpointConfigError,
    KeyRefusedError,
    ModelError,
    ProtocolError,
    QuotaError,
    RateLimitedError,
    RefusedError,
    TlsError,
    TooLongError,
    UnavailableError,
)
from summarizer.model.gate import retry_after
from summarizer.printable import printable
from summarizer.redact import protect

if TYPE_CHECKING:
    pass

T = TypeVar("T")
_STRICT_REFUSALS = ("response_format", "json_schema", "structured output", "guided", "grammar")
_DROPPABLE = ("temperature", "seed", "max_tokens", "max_completion_tokens")


@dataclass(frozen=True)
class Endpoint:
    """Where a model is, and how it is called there."""

    base_url: str
    """Ends in `/v1` or what the host uses instead."""
    model: str
    """As the endpoint names it."""
    api_key: str
    """Sent as a bearer token; never logged or stored."""
    deadline_s: float = 120.0
    """Total time of one attempt, connecting and reading included."""

    def __post_init__(self) -> None:
        protect(self.api_key)


@dataclass(frozen=True)
class Reply:
    """A raw answer as it is stored, and the headers that set the pace."""

    raw: dict[str, Any]
    """`content`, `finish`, `refusal`, `model`, `usage`."""
    headers: dict[str, str]
    """Names in lower case."""


class Wire:
    """One client for one endpoint; made once, used by every worker."""

    def __init__(self, endpoint: Endpoint, *, connections: int = 64) -> None:
        self.endpoint = endpoint
        """Where it sends to."""
        # A pydantic or instructor log line could hold article text.
        os.environ.setdefault("PYDANTIC_ERRORS_INCLUDE_URL", "false")
        import httpx2
        from openai import AsyncOpenAI

        from summarizer.model.transport import CappedTransport

        transport = CappedTransport(connections)
        self._http = httpx2.AsyncClient(
            transport=transport, follow_redirects=False, timeout=httpx2.Timeout(endpoint.deadline_s, connect=15.0),
            headers={"Accept-Encoding": "identity"},
        )  # fmt: skip
        self.client = AsyncOpenAI(
            base_url=endpoint.base_url, api_key=endpoint.api_key or "none", max_retries=0, http_client=self._http
        )
        self._dropped: set[str] = set()
        host = urlsplit(endpoint.base_url).hostname or ""
        self._limit_name = "max_completion_tokens" if host.endswith(("openai.com", "azure.com")) else "max_tokens"

    async def send(self, payload: dict[str, Any]) -> Reply:
        """Send one request.

        Args:
            payload: `messages`, `schema`, `max_tokens`.

        Returns:
            The raw answer; nothing in it has been looked at yet.

        Raises:
            ModelError: One class per kind of failure.
        """
        # In `extra_body` the SDK sends things as they are; as arguments it would walk through every schema, a fifth of
        # the time a request takes here.
        asked = self.client.chat.completions.with_raw_response.create(
            model=self.endpoint.model, messages=[], extra_body=self.body(payload)
        )
        response = await self.guarded(asked, self.endpoint.deadline_s)
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Reply(raw_answer(response.content, self.endpoint), headers)

    async def guarded(self, answer: Awaitable[T], deadline_s: float) -> T:
        """Await a call of the SDK; whatever goes wrong becomes one of our errors.

        Args:
            answer: The call.
            deadline_s: Total time it may take.

        Returns:
            Its result.

        Raises:
            ModelError: One class per kind of failure.
        """
        import openai

        try:
            async with asyncio.timeout(deadline_s):
                return await answer
        except TimeoutError:
            raise UnavailableError(f"no whole answer within {deadline_s:.0f} s") from None
        except openai.APIStatusError as error:
            raise self._status_error(error) from None
        except openai.APIConnectionError as error:
            raise _connection_error(error, self.endpoint) from None
        except ModelError:
            raise
        except (ValueError, openai.OpenAIError) as error:
            raise ProtocolError(f"the endpoint sent no valid answer: {printable(str(error))[:120]}") from None

    @property
    def left_out(self) -> frozenset[str]:
        """Parameters no longer sent, because the endpoint does not know them."""
        return frozenset(self._dropped)

    def drops(self, error: ModelError, sent_without: frozenset[str]) -> bool:
        """Leave out a parameter the endpoint does not know, and say whether asking again makes sense.

        Args:
            error: What the endpoint answered.
            sent_without: `left_out` when the request was sent: another worker may have learned it meanwhile.

        Returns:
            True once for each parameter: strict schema, then any JSON; sampling parameters.
        """
        if not isinstance(error, EndpointConfigError) or isinstance(error, TooLongError):
            return False
        if sent_without != self.left_out:
            return True
        message = str(error).lower()
        if any(word in message for word in _STRICT_REFUSALS):
            step = "schema" if "schema" not in self._dropped else "json"
            if step not in self._dropped:
                self._dropped.add(step)
                return True
            return False
        for name in _DROPPABLE:
            named = f"'{name}'" in message or f'"{name}"' in message or f" {name} " in message
            if named and name not in self._dropped:
                self._dropped.add(name)
                return True
        return False

    def body(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Give the body of a request, without the model's name."""
        body: dict[str, Any] = {"messages": payload["messages"]}
        if "temperature" not in self._dropped:
            body["temperature"] = 0
        if "seed" not in self._dropped:
            body["seed"] = 1
        if self._limit_name not in self._dropped:
            body[self._limit_name] = payload["max_tokens"]
        elif self._limit_name == "max_tokens":
            body["max_completion_tokens"] = payload["max_tokens"]
        schema = payload["schema"]
        if "schema" not in self._dropped:
            body["response_format"] = {
                "type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema},
            }  # fmt: skip
            return body
        if "json" not in self._dropped:
            body["response_format"] = {"type": "json_object"}
        system, user = payload["messages"]
        told = f"{system['content']}\n\nAnswer with one JSON object of this schema:\n{json.dumps(schema)}"
        body["messages"] = [{"role": "system", "content": told}, user]
        return body

    def _status_error(self, error: Any) -> ModelError:
        status, headers = error.status_code, {k.lower(): v for k, v in error.response.headers.items()}
        with_body = error.body if isinstance(error.body, dict) else {}
        inner = with_body["error"] if isinstance(with_body.get("error"), dict) else with_body
        code = str(inner.get("code") or inner.get("type") or "")
        text = str(inner.get("message") or "") or _first_line(error.response)
        return status_error(status, code, text, headers, self.endpoint)

    async def close(self) -> None:
        """Close the connections."""
        with suppress(Exception):
            await self.client.close()


def status_error(status: int, code: str, text: str, headers: dict[str, str], endpoint: Endpoint) -> ModelError:
    """Give the error class of an HTTP status.

    Args:
        status: The HTTP status, or the one an error body stands for.
        code: The endpoint's own error code.
        text: Its message.
        headers: Names in lower case.
        endpoint: Where it came from.

    Returns:
        The error, its message one printable line.
    """
    host = urlsplit(endpoint.base_url).netloc
    said = printable(text).replace("\n", " ")[:160]
    lead = f"{host} answered {status}"
    if 300 <= status < 400:
        target = printable(headers.get("location", "elsewhere"))[:120]
        return EndpointConfigError(
            f"{host} redirects to {target}, which is not followed", hint="give the final address: --base-url URL"
        )
    if status in (401, 403):
        return KeyRefusedError(f"{lead}: the key is refused", hint="check OPENAI_API_KEY or SUMMARIZE_API_KEY")
    if status == 402 or code == "insufficient_quota" or "exceeded your current quota" in text:
        return QuotaError(
            f"{lead} {code or 'payment required'}: no quota is left", hint="top up, then run the same command again"
        )
    if status == 429:
        return RateLimitedError(f"{lead}: {said or 'too many requests'}", wait_s=retry_after(headers, text))
    if (
        code == "context_length_exceeded"
        or "maximum context length" in text
        or "exceeds the available context" in text
        or "exceed_context_size" in code
    ):
        return TooLongError(
            f"{lead}: the passage does not fit the model's context", hint="use a model with a larger context"
        )
    if code == "content_filter" or "content management policy" in text:
        return RefusedError(f"{lead}: a content filter declined the request")
    if status in (400, 404, 405, 413, 415, 422):
        return EndpointConfigError(
            f"{lead}: {said or code or 'bad request'} (model {endpoint.model!r})",
            hint="check --model and --base-url; summarize models lists the embedded ones",
        )
    error = UnavailableError(f"{lead}: {said or code or 'server error'}", hint="run the same command again later")
    error.retryable = status in (408, 409, 500, 502, 503, 504, 529) or status >= 500
    if (wait := retry_after(headers)) is not None:
        error.wait_s = wait  # pyright: ignore[reportAttributeAccessIssue]
    return error


def _first_line(response: Any) -> str:
    with suppress(Exception):
        text = " ".join(response.text.split())
        return text[:80] if not text.startswith("<") else "an HTML page"
    return ""


def _connection_error(error: BaseException, endpoint: Endpoint) -> ModelError:
    host = urlsplit(endpoint.base_url).netloc
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    for link in chain:
        if isinstance(link, ModelError):
            return link
    for link in chain:
        if isinstance(link, ssl.SSLError) or "SSL" in str(link) or "CERTIFICATE" in str(link):
            return TlsError(
                f"{host}: the TLS connection failed: {printable(str(link))[:120]}",
                hint="check the certificate and the URL",
            )
    if "unsupported" in str(chain[-1]).lower() and "protocol" in str(chain[-1]).lower():
        return EndpointConfigError(f"{endpoint.base_url!r} is no HTTP address", hint="--base-url http://HOST:PORT/v1")
    reason = next((str(link) for link in reversed(chain) if str(link)), "no connection")
    return UnavailableError(
        f"{host} cannot be reached: {printable(reason)[:120]}",
        hint="check the network and --base-url, then run the same command again",
    )


def raw_answer(content: bytes, endpoint: Endpoint) -> dict[str, Any]:
    """Keep of a response what a summary needs; headers and ids are never stored."""
    try:
        body = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        start = printable(content[:40].decode("latin-1"))
        raise ProtocolError(f"{urlsplit(endpoint.base_url).netloc} answered 200 with no JSON: {start}") from None
    if not isinstance(body, dict):
        raise ProtocolError("the endpoint answered JSON that is no object")
    if isinstance(body.get("error"), dict):
        inner = body["error"]
        status = inner.get("code") if isinstance(inner.get("code"), int) else 500
        raise status_error(status, str(inner.get("code") or ""), str(inner.get("message") or ""), {}, endpoint)
    choices = body.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise ProtocolError("the endpoint answered with no choices")
    message = choices[0].get("message")
    message = message if isinstance(message, dict) else {}
    return {
        "content": message.get("content"), "refusal": message.get("refusal"), "finish": choices[0].get("finish_reason"),
        "model": body.get("model"), "usage": _usage(body.get("usage")),
    }  # fmt: skip


def _usage(usage: Any) -> dict[str, int] | None:
    if not isinstance(usage, dict):
        return None
    details = usage.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else 0
    numbers = {"input": usage.get("prompt_tokens"), "output": usage.get("completion_tokens"), "cached": cached or 0}
    said = {name: n for name, n in numbers.items() if isinstance(n, int) and 0 <= n < 10**8}
    return said if len(said) == len(numbers) else None
