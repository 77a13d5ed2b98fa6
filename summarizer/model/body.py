"""The bodies that go over the wire: what identifies a request, and what a summary needs of a completion.

Everything that is kept is kept as the bytes of a completion, under the key of the request it answers: the cache, the
recordings and the answers of a batch endpoint are the same thing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from summarizer.question import Question, Tally
from summarizer.reading import Answer

CHARACTERS_PER_TOKEN = 3.6
"""Measured on English news; for limits only, never for the bill."""
BYTES_PER_TOKEN = 3.4
"""UTF-8 bytes of a prompt that are a token at least: the schema, densest of what is sent, has 3.54 by o200k_base."""
_CUT_OFF = ("length", "max_tokens", "max_output_tokens")
"""How hosts say that the token limit ended an answer, in lower case."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one attempt, as the endpoint counts them."""

    input: int
    """Prompt tokens, cached ones included."""
    output: int
    """Generated tokens, reasoning included."""
    cached: int = 0
    """Prompt tokens that did not have to be read again."""
    reasoning: int = 0
    """Generated tokens spent on reasoning."""
    written: int = 0
    """Prompt tokens written to the endpoint's cache, where that costs more than reading them."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What a summary needs of a completion."""

    content: Any
    """The message's content: a text, a list of parts, or None."""
    refusal: str | None
    """Why the model declined; None where it did not."""
    finish: str | None
    """`stop`, `length`, `content_filter`, …"""
    model: str | None
    """The model the endpoint says answered."""
    usage: Usage | None
    """None where the endpoint does not say."""
    tier: str = ""
    """`service_tier`, where it is said."""

    @property
    def declined(self) -> bool:
        """True where the model refused or a filter withheld the answer."""
        return bool(self.refusal) or self.finish == "content_filter"

    @property
    def cut_off(self) -> bool:
        """True where the token limit ended it."""
        return self.finish == "length"


def first_body(question: Question[Any], model: str) -> dict[str, Any]:
    """Give the body that instructor sends for a question's first attempt, without importing instructor."""
    body = {
        "messages": question.messages, "model": model, "max_tokens": question.max_tokens,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": question.answer.__name__, "schema": schema_of(question.answer), "strict": True},
        },
    }  # fmt: skip
    return body | sampled(question)


def sampled(question: Question[Any]) -> dict[str, Any]:
    """Give what a body says besides where an independent sample is asked for."""
    return {} if question.temperature is None else {"temperature": question.temperature}


@lru_cache(maxsize=1024)
def schema_of(answer: type[Answer]) -> dict[str, Any]:
    """Give the schema of an answer type, as it goes over the wire."""
    return answer.model_json_schema()


def key_of(body: Mapping[str, Any]) -> str:
    """Give the digest of all that determines an answer: model, messages, schema, limit, temperature of another sample.

    Args:
        body: A request's body as instructor made it, before any host has its own way with it: so an answer's key says
            nothing about where it was asked.

    Returns:
        64 hexadecimal digits.
    """
    form: Mapping[str, Any] = body.get("response_format") or {}
    schema: Mapping[str, Any] = form.get("json_schema") or {}
    asked = {
        "model": body.get("model"), "messages": body.get("messages"), "max_tokens": body.get("max_tokens"),
        "name": schema.get("name"), "schema": schema.get("schema"),
    }  # fmt: skip
    if "temperature" in body:  # of a second reading alone: the keys of first ones are what they always were
        asked["temperature"] = body["temperature"]
    text = json.dumps(asked, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def question_key(question: Question[Any], model: str) -> str:
    """Give the key of a question's first attempt, which names the question itself."""
    return key_of(first_body(question, model))


def needed(body: Mapping[str, Any]) -> int:
    """Estimate the prompt tokens of a body from above: messages, schema and what the chat template adds."""
    schema = body.get("response_format", {}).get("json_schema", {}).get("schema")
    # Bytes, not characters: what is written in other letters has more tokens to the character.
    size = sum(len(str(message.get("content") or "").encode("utf-8", "replace")) for message in body["messages"])
    size += len(json.dumps(schema)) if schema else 0
    return int(size / BYTES_PER_TOKEN) + 64


def completion_of(content: bytes) -> Completion | None:
    """Read the body of a 200; None where it is no completion, because it holds no message."""
    try:
        body = json.loads(content.decode("utf-8-sig"))
        choice = body["choices"][0]
        message: Any = choice.get("message")
    except (UnicodeDecodeError, ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return None
    if not isinstance(message, dict):
        return None
    refusal, finish, model = message.get("refusal"), choice.get("finish_reason"), body.get("model")
    finish = "length" if str(finish).lower() in _CUT_OFF else finish
    written = message.get("content")
    return Completion(
        written if isinstance(written, (str, list)) else None,
        str(refusal) if refusal else None, str(finish) if finish else None,
        str(model) if model else None, _usage(body.get("usage")),
        str(body.get("service_tier") or ""),
    )  # fmt: skip


def _usage(usage: Any) -> Usage | None:
    if not isinstance(usage, dict):
        return None
    said = [
        usage.get("prompt_tokens"), usage.get("completion_tokens"),
        _detail(usage, "prompt_tokens_details", "cached_tokens") or usage.get("prompt_cache_hit_tokens") or 0,
        _detail(usage, "completion_tokens_details", "reasoning_tokens") or usage.get("reasoning_tokens") or 0,
        _detail(usage, "prompt_tokens_details", "cache_write_tokens") or usage.get("cache_creation_input_tokens") or 0,
    ]  # fmt: skip
    good = [n for n in said if isinstance(n, int) and not isinstance(n, bool) and 0 <= n < 10**8]
    return Usage(*good) if len(good) == len(said) else None


def _detail(usage: dict[str, Any], group: str, name: str) -> Any:
    details = usage.get(group)
    return details.get(name) if isinstance(details, dict) else None


def raw_of(completion: Completion) -> dict[str, Any]:
    """Give a completion as a recording holds it."""
    usage = completion.usage
    return {
        "content": completion.content, "refusal": completion.refusal, "finish": completion.finish,
        # A model server names the file it runs, with the folders of its machine: the file's name says enough.
        "model": name.rpartition("/")[2] if (name := completion.model) and name.startswith("/") else completion.model,
        "usage": None if usage is None else {
            "input": usage.input, "output": usage.output, "cached": usage.cached, "reasoning": usage.reasoning,
        },
    }  # fmt: skip


def body_of(raw: Mapping[str, Any]) -> bytes:
    """Build the body of a completion from what a recording holds."""
    used: Mapping[str, Any] | None = raw.get("usage")
    usage = None
    if used is not None:
        usage = {
            "prompt_tokens": used.get("input", 0), "completion_tokens": used.get("output", 0),
            "total_tokens": used.get("input", 0) + used.get("output", 0),
            "prompt_tokens_details": {"cached_tokens": used.get("cached", 0)},
            "completion_tokens_details": {"reasoning_tokens": used.get("reasoning", 0)},
        }  # fmt: skip
    message = {"role": "assistant", "content": raw.get("content"), "refusal": raw.get("refusal")}
    choices: Sequence[dict[str, Any]] = [{"index": 0, "finish_reason": raw.get("finish") or "stop", "message": message}]
    body = {
        "id": "kept", "object": "chat.completion", "created": 0, "model": raw.get("model") or "", "choices": choices,
        "usage": usage,
    }  # fmt: skip
    return json.dumps(body).encode()


def count_kept(kept: Completion | None, tally: Tally, *, again: bool) -> None:
    """Count an answer that was there already.

    Args:
        kept: The answer.
        tally: Where it is counted.
        again: Whether its tokens are counted as when it was asked: true of recordings and of articles judged again.
    """
    tally.from_cache += 1
    if again and kept and kept.usage:
        count(kept, tally)


def count(completion: Completion, tally: Tally) -> None:
    """Add what an answer used, as the endpoint said it."""
    if usage := completion.usage:
        tally.input, tally.output = tally.input + usage.input, tally.output + usage.output
        tally.cached, tally.reasoning = tally.cached + usage.cached, tally.reasoning + usage.reasoning
        tally.written += usage.written
        tally.flex = tally.flex or completion.tier == "flex"
