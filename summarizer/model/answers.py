"""Read what a model wrote: one JSON object, strictly, or a complaint that can be sent back."""

from __future__ import annotations

import json
import re
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

A = TypeVar("A", bound=BaseModel)
MAX_CHARACTERS = 400_000
MAX_DEPTH = 40
_MAX_FAULTS = 5
_THOUGHT = r"think|thinking|thought|reasoning"
_OPENED = re.compile(rf"\s*[<\[]({_THOUGHT})[>\]].*?[<\[]/\1[>\]]", re.DOTALL | re.IGNORECASE)
_CLOSED = re.compile(rf"[<\[]/(?:{_THOUGHT})[>\]]", re.IGNORECASE)


class UnreadableError(ValueError):
    """What a model wrote is not the JSON object asked for; the message can be sent back."""

    kind = "answer"
    """Type of the fault: `broken_off` and `empty` where a complaint is of little use."""

    def __init__(self, message: str, kind: Literal["answer", "broken_off", "empty"] = "answer") -> None:
        super().__init__(message)
        self.kind = kind


def validated(answer: type[A], written: Any, context: dict[str, Any] | None) -> A:
    """Turn what a model wrote into an answer.

    Args:
        answer: The type asked for.
        written: The message's content: a text, or the list of parts that some hosts send.
        context: What validators may look at, and where they leave what they have to say about a good answer; nothing
            of a bad one stays in it.

    Returns:
        The answer.

    Raises:
        ValidationError: It is none. The text names what is wrong, never what was written: instructor sends it back,
            and it enters the key of the next attempt, so it does not depend on pydantic's links either.
    """
    own = None if context is None else {k: list(v) if isinstance(v, list) else v for k, v in context.items()}
    try:
        # Through JSON once more: strict validation takes "2" for a number only where JSON said number.
        found = json.dumps(strict_object(text_of(written)), ensure_ascii=False)
        # Half a surrogate pair is no text: it costs its own row, whose words then stand nowhere.
        read = answer.model_validate_json(found.encode("utf-8", "replace"), strict=True, context=own)
    except UnreadableError as error:
        raise _complaining(answer, str(error), error.kind) from None
    except ValidationError as error:
        raise _complaining(answer, complaint(error)) from None
    if context is not None and own is not None:
        context.update(own)
    return read


def _complaining(answer: type[BaseModel], words: str, kind: str = "answer") -> ValidationError:
    fault = PydanticCustomError(kind, "{complaint}", {"complaint": words})  # pyright: ignore[reportArgumentType]
    details: InitErrorDetails = {"type": fault, "loc": (), "input": None}
    return ValidationError.from_exception_data(answer.__name__, [details], input_type="json", hide_input=True)


def complaint(error: ValidationError) -> str:
    """Say what is wrong, without the input and without links: at most five faults, a line for each."""
    faults = error.errors()
    lines = [
        f"{'.'.join(str(part) for part in fault['loc']) or 'the answer'}: {fault['msg']}"[:200]
        for fault in faults[:_MAX_FAULTS]
    ]
    more = len(faults) - len(lines)
    return "\n".join([*lines, f"and {more} more"] if more > 0 else lines)


def text_of(written: Any) -> str:
    """Give the text of a message's content.

    Raises:
        UnreadableError: There is none, or it is far longer than any answer.
    """
    if isinstance(written, list):
        parts = [part for part in written if isinstance(part, dict) and part.get("type") in ("text", "output_text")]
        written = "".join(str(part.get("text") or "") for part in parts)
    if isinstance(written, (bytes, bytearray)):
        written = written.decode("utf-8", "replace")
    if not isinstance(written, str) or not written.strip():
        raise UnreadableError("the answer was empty; answer with the JSON object", "empty")
    if len(written) > MAX_CHARACTERS:
        raise UnreadableError("the answer was far too long; answer with the JSON object only")
    return written


def strict_object(content: str) -> dict[str, Any]:
    """Take the first balanced JSON object out of a text, and read it strictly.

    Args:
        content: The model's text. What a model thought aloud before its answer is passed over, whether the thought is
            marked at both ends or only at its end; so are chatter and code fences around the object.

    Returns:
        The object.

    Raises:
        UnreadableError: No object, not closed, duplicate keys, NaN or infinity, too deep.
    """
    text = _without_thoughts(content.lstrip("\ufeff \t\r\n"))
    start = text.find("{")
    if start < 0:
        raise UnreadableError("the answer held no JSON object")
    end = _balanced(text, start)
    if end is None:
        raise UnreadableError("the JSON object was not closed", "broken_off")
    try:
        return json.loads(
            text[start:end], object_pairs_hook=_unique, parse_constant=_constant, parse_int=_integer, parse_float=_float
        )
    except (ValueError, RecursionError):
        raise UnreadableError("the answer was not valid JSON") from None


def _without_thoughts(text: str) -> str:
    if opened := _OPENED.match(text):
        return text[opened.end() :]
    if text.startswith(("{", "```")):
        return text
    # The chat template of some models opens the thought in the prompt: only its end is in the answer.
    closed = _CLOSED.search(text)
    return text[closed.end() :] if closed else text


def _balanced(text: str, start: int) -> int | None:
    depth, quoted, at = 0, False, start
    while at < len(text):
        char = text[at]
        if quoted:
            if char == "\\":
                at += 1
            elif char == '"':
                quoted = False
        elif char == '"':
            quoted = True
        elif char in "{[":
            depth += 1
            if depth > MAX_DEPTH:
                raise UnreadableError("the JSON was nested too deep")
        elif char in "}]":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate keys")
    return found


def _constant(name: str) -> float:
    raise ValueError(name)


def _integer(digits: str) -> int | str:
    """Read a whole number; one that counts nothing stays text, and so costs its own row alone."""
    return int(digits) if len(digits) <= 18 else digits


def _float(digits: str) -> float | str:
    value = float(digits)
    return digits if value in (float("inf"), float("-inf")) else value
