"""Where a model is, and the name of whatever goes wrong on the way to it and back."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar
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
from summarizer.model.hosts import ANY, Host
from summarizer.printable import printable

T = TypeVar("T")


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
    host: Host = ANY
    """What is known of who runs it."""

    @property
    def place(self) -> str:
        """Host and port, for messages."""
        return urlsplit(self.base_url).netloc

    def redacted(self, text: str) -> str:
        """Give a text without the key."""
        return text.replace(self.api_key, "[key]") if len(self.api_key) > 6 else text


def answer_error(status: int, headers: Mapping[str, str], content: bytes, endpoint: Endpoint) -> ModelError | None:
    """Say what is wrong with a response.

    Args:
        status: The HTTP status.
        headers: Names in lower case.
        content: The body.
        endpoint: Where it came from.

    Returns:
        The error; None for a body that may be a completion.
    """
    body: Any = None
    with suppress(UnicodeDecodeError, ValueError, RecursionError):
        body = json.loads(content.decode("utf-8-sig"))
    inner = error_in(body)
    text = endpoint.redacted(str(inner.get("message") or "") or _first_line(content))
    code = str(inner.get("code") or inner.get("type") or "")
    if status != 200:
        return status_error(status, code, text, dict(headers), endpoint)
    if body is None:
        start = printable(content[:40].decode("latin-1"))
        return ProtocolError(f"{endpoint.place} answered 200 with no JSON: {start}")
    if not isinstance(body, dict):
        return ProtocolError("the endpoint answered JSON that is no object")
    if isinstance(body.get("error"), dict):
        meant = inner.get("code")
        return status_error(meant if isinstance(meant, int) else 500, str(inner.get("code") or ""), text, {}, endpoint)
    choices = body.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        return ProtocolError("the endpoint answered with no choices")
    return None


def error_in(body: Any) -> dict[str, Any]:
    """Give the error an endpoint's body holds, wherever it keeps it; empty where there is none."""
    if isinstance(body, list) and body:
        body = body[0]
    if not isinstance(body, dict):
        return {}
    error = body.get("error")
    if isinstance(error, dict):
        return error
    return body if error is None else {"message": str(error)}


def _first_line(content: bytes) -> str:
    text = " ".join(content[:2000].decode("utf-8", "replace").split())
    return text[:80] if not text.startswith("<") else "an HTML page"


def status_error(status: int, code: str, text: str, headers: dict[str, str], endpoint: Endpoint) -> ModelError:
    """Give the error class of an HTTP status.

    Args:
        status: The HTTP status, or the one an error body stands for.
        code: The endpoint's own error code.
        text: Its message, the key redacted.
        headers: Names in lower case.
        endpoint: Where it came from.

    Returns:
        The error, its message one printable line.
    """
    host = endpoint.place
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


def connection_error(error: BaseException, endpoint: Endpoint) -> ModelError:
    """Name what kept a request from being answered: an error of ours on the way, TLS, the address, the network."""
    host = endpoint.place
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


async def guarded(answer: Awaitable[T], endpoint: Endpoint, deadline_s: float) -> T:
    """Await a call of the SDK that is no question: files and jobs of a batch endpoint.

    Args:
        answer: The call.
        endpoint: Where it goes.
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
        headers = {k.lower(): v for k, v in error.response.headers.items()}
        problem = answer_error(error.status_code, headers, error.response.content, endpoint)
        raise problem or ProtocolError(f"{endpoint.place} answered {error.status_code}") from None
    except openai.APIConnectionError as error:
        raise connection_error(error, endpoint) from None
    except (ValueError, openai.OpenAIError) as error:
        raise ProtocolError(f"the endpoint sent no valid answer: {printable(str(error))[:120]}") from None
