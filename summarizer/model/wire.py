"""Where a model is, and the name of whatever goes wrong on the way to it and back."""

from __future__ import annotations

import asyncio
import json
import re
import ssl
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from summarizer import tls
from summarizer.errors import (
    EndpointConfigError,
    InvalidAnswerError,
    KeyRefusedError,
    ModelError,
    ProtocolError,
    QuotaError,
    RateLimitedError,
    RefusedError,
    TlsError,
    TooLongError,
    TruncatedError,
    UnavailableError,
)
from summarizer.model.gate import retry_after
from summarizer.model.hosts import ANY, Host
from summarizer.model.manners import Manners
from summarizer.printable import printable
from summarizer.redact import protect, redact

T = TypeVar("T")
LOOK = "check --model and --base-url; summarize doctor tells what is there"
"""What to type where an endpoint answers, and not as it should."""


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
    effort: str = ""
    """How long the model is to think; empty takes the least it has."""
    tier: str = ""
    """`service_tier`, where the host has it."""

    def manners(self) -> Manners:
        """Give how the model is asked there; one for all workers, since it learns."""
        return Manners(self.host, self.model, effort=self.effort, tier=self.tier)

    @property
    def place(self) -> str:
        """Host and port, for messages."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2]

    def __post_init__(self) -> None:
        protect(self.api_key)


@dataclass(frozen=True)
class Fault:
    """What an endpoint says went wrong."""

    status: int
    """The HTTP status, or the one a body stands for."""
    code: str
    """Its own name for it."""
    text: str
    """Its message, the key left out."""
    param: str
    """The parameter it blames; may be empty."""
    whole: str
    """All it said, the key left out."""
    headers: Mapping[str, str]
    """Names in lower case."""

    def says(self, *words: str) -> bool:
        """Tell whether any of some words is in what it said."""
        whole = self.whole.lower()
        return any(word in whole for word in words)


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
    if not 200 <= status < 300:
        return status_error(_fault(status, headers, error_in(body), content), endpoint)
    if body is None:
        start = printable(content[:40].decode("latin-1")).strip() or "nothing"
        return ProtocolError(f"{endpoint.place} answered {status} with no JSON: {start}", hint=LOOK)
    if not isinstance(body, dict):
        return ProtocolError("the endpoint answered JSON that is no object", hint=LOOK)
    choices = body.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    inner = body.get("error") or (choice.get("error") if isinstance(choice, dict) else None)
    inner = {"message": inner} if isinstance(inner, str) else inner
    if isinstance(inner, dict) and inner:
        meant = _status_in(inner.get("code"))
        if meant or not isinstance(choice, dict) or "message" not in choice:
            return status_error(_fault(meant or 500, {}, inner, content), endpoint)
    return None if isinstance(choice, dict) else ProtocolError("the endpoint answered with no choices", hint=LOOK)


def _status_in(code: Any) -> int:
    """Give the HTTP status that an error's code is, as a number or in digits; 0 where it is none of an error."""
    digits = str(code) if isinstance(code, (int, str)) else ""
    return int(digits) if re.fullmatch("[45][0-9][0-9]", digits) else 0


def error_in(body: Any) -> dict[str, Any]:
    """Give the error an endpoint's body holds, wherever it keeps it; empty where there is none."""
    if isinstance(body, list) and body:
        body = body[0]
    if not isinstance(body, dict):
        return {}
    error = body.get("error")
    if isinstance(error, dict):
        return error
    return {"message": str(error)} if isinstance(error, str) and error not in ("error", "") else body


def _fault(status: int, headers: Mapping[str, str], inner: dict[str, Any], content: bytes) -> Fault:
    message = inner.get("message")
    details = inner.get("detail") or (message.get("detail") if isinstance(message, dict) else None)
    place = details[0].get("loc") if isinstance(details, list) and details and isinstance(details[0], dict) else None
    param = str(inner.get("param") or "") or (str(place[-1]) if isinstance(place, list) and place else "")
    text = message if isinstance(message, str) and message else _first_line(content)
    if isinstance(details, list) and param:
        text = f"{details[0].get('msg', 'refused')}: {param}"
    whole = content[:8000].decode("utf-8", "replace")
    return Fault(
        status, str(inner.get("code") or inner.get("type") or ""), redact(text), param,
        redact(whole), headers,
    )  # fmt: skip


def _first_line(content: bytes) -> str:
    text = " ".join(content[:2000].decode("utf-8", "replace").split())
    return text[:80] if not text.startswith("<") else "an HTML page"


_TOO_LONG = (
    "context_length_exceeded", "maximum context length", "exceeds the available context", "exceed_context_size",
    "greater than the context length", "context window", "context length of only", "input is too long",
)  # fmt: skip
_DECLINED = (
    "content management policy", "content_policy_violation", "invalid_prompt", "requires moderation", "flagged_input",
    "was flagged", "moderation_blocked", "prohibited_content", "data_inspection_failed",
)  # fmt: skip


def status_error(fault: Fault, endpoint: Endpoint) -> ModelError:
    """Give the error class of what an endpoint answered.

    Args:
        fault: What it said.
        endpoint: Where it came from.

    Returns:
        The error, its message one printable line.
    """
    said = printable(fault.text).replace("\n", " ")[:160]
    lead = f"{endpoint.place} answered {fault.status}"
    if 300 <= fault.status < 400:
        target = printable(fault.headers.get("location", "elsewhere"))[:120]
        return EndpointConfigError(
            f"{endpoint.place} redirects to {target}, which is not followed",
            hint="give the final address: --base-url URL",
        )
    if (error := _of_the_article(fault, lead, said, endpoint)) or (
        error := _of_the_account(fault, lead, said, endpoint)
    ):
        return error
    if fault.status in (400, 404, 405, 413, 415, 422):
        wrong = EndpointConfigError(
            f"{lead}: {said or fault.code or 'bad request'} (model {endpoint.model!r})",
            hint=LOOK,
        )
        wrong.param, wrong.said, wrong.status = fault.param, fault.whole, fault.status
        return wrong
    error = UnavailableError(
        f"{lead}: {said or fault.code or 'no reason given'}", hint="run the same command again later"
    )
    error.retryable = fault.status in (408, 409, 498) or fault.status >= 500
    if (wait := retry_after(fault.headers)) is not None:
        error.wait_s = wait
    return error


def _of_the_article(fault: Fault, lead: str, said: str, endpoint: Endpoint) -> ModelError | None:
    """Errors that the next article may not meet: too long, declined, an answer that broke off."""
    if fault.status not in (400, 403, 413, 422, 500):
        return None
    if fault.says(*_TOO_LONG):
        return TooLongError(
            f"{lead}: the passage does not fit the model's context",
            hint=endpoint.host.context or "use a model with a larger context",
        )
    if fault.code in ("content_filter", "invalid_prompt") or fault.says(*_DECLINED):
        return RefusedError(f"{lead}: the article was declined: {said}")
    if fault.says("json_validate_failed", "failed to generate json", "failed to validate json"):
        return InvalidAnswerError(f"{lead}: the model wrote no valid JSON")
    if fault.says("could not finish the message because max_tokens"):
        return TruncatedError("the answer was cut off at the token limit")
    return None


def _of_the_account(fault: Fault, lead: str, said: str, endpoint: Endpoint) -> ModelError | None:
    """Errors of key, money and pace."""
    if fault.status in (401, 403):
        variables = " or ".join([*endpoint.host.keys[:1], "SUMMARIZE_API_KEY"])
        return KeyRefusedError(f"{lead}: the key is refused", hint=f"check {variables}")
    if (
        fault.status == 402
        or fault.code == "insufficient_quota"
        or fault.says("exceeded your current quota, please check your plan")
    ):
        return QuotaError(
            f"{lead} {fault.code or 'payment required'}: no quota is left",
            hint="top up, then run the same command again",
        )
    if fault.status == 429:
        wait_s = retry_after(fault.headers, fault.text)
        return RateLimitedError(
            f"{lead}: {said or 'too many requests'}", wait_s=wait_s, hint="run the same command again later"
        )
    return None


def connection_error(error: BaseException, endpoint: Endpoint) -> ModelError:
    """Name what kept a request from being answered: an error of ours on the way, TLS, the address, the network."""
    host = endpoint.place
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        # What a program was handling when it called us hangs at the end: that is no reason of ours.
        cause = cause.__cause__ or (None if isinstance(cause, OSError) else cause.__context__)
    chain = [link for link in chain if link is error or _says_why(link)]
    for link in chain:
        if isinstance(link, ModelError):
            return link
    untrusted = [
        link for link in chain if isinstance(link, ssl.SSLError) or "SSL" in str(link) or "CERTIFICATE" in str(link)
    ]
    if untrusted:
        return TlsError(
            f"{host}: the TLS connection failed: {tls.reason(untrusted[-1])}",
            hint=tls.hint(untrusted[-1], endpoint.base_url),
        )
    if "unsupported" in str(chain[-1]).lower() and "protocol" in str(chain[-1]).lower():
        return EndpointConfigError(f"{endpoint.base_url!r} is no HTTP address", hint="--base-url http://HOST:PORT/v1")
    reason = next((str(link) for link in reversed(chain) if str(link)), "no connection")
    # A server that waits for TLS hangs up on a request without it, and does not say why.
    plain = endpoint.base_url.startswith("http:") and type(error).__name__ in ("RemoteProtocolError", "ReadError")
    encrypted = endpoint.base_url.replace("http:", "https:", 1)
    told = f"if it wants TLS: --base-url {encrypted}; else" if plain else "check the network and --base-url, then"
    return UnavailableError(
        f"{host} cannot be reached: {printable(reason)[:120]}", hint=f"{told} run the same command again"
    )


def _says_why(error: BaseException) -> bool:
    """Tell whether an error is the system's, ours or of a library that carries requests."""
    carriers = ("httpx", "httpcore", "anyio", "h11", "openai", "summarizer")
    return isinstance(error, OSError) or type(error).__module__.startswith(carriers)


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
    except ModelError:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, openai.OpenAIError) as error:
        # The SDK takes what it gets for what its types say: a list where an object belongs fails where it is used.
        raise ProtocolError(f"the endpoint sent no valid answer: {printable(str(error))[:120]}") from None
