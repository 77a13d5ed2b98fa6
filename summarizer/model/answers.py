"""Read a raw answer: one JSON object, strictly, or a complaint that can be sent back."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel, ValidationError

from summarizer.errors import InvalidAnswerError, RefusedError, TruncatedError
from summarizer.questions import Choice, Request

MAX_CHARACTERS = 400_000
_MAX_DEPTH = 40


def read_answer(raw: dict[str, Any], request: Request) -> BaseModel:
    """Turn a raw answer into the request's answer model.

    Args:
        raw: As stored: `content`, `finish`, `refusal`.
        request: What was asked.

    Returns:
        A `Choice` whose answer is among the choices, or a `Sheet` with an answer for at least one question.

    Raises:
        RefusedError: The model or a filter declined.
        TruncatedError: Cut off at the token limit.
        InvalidAnswerError: Not the JSON that was asked for; the message is the complaint to send back.
    """
    content = answer_text(raw)
    value = strict_object(content)
    try:
        answer = request.answer_model.model_validate(value)
    except ValidationError as error:
        raise InvalidAnswerError(complaint(error)) from None
    check_choices(answer, request)
    return answer


def answer_text(raw: dict[str, Any]) -> str:
    """Give the text of a raw answer, or say why there is none.

    Raises:
        RefusedError: The model or a filter declined.
        TruncatedError: Cut off at the token limit.
        InvalidAnswerError: There is no text.
    """
    if raw.get("refusal"):
        raise RefusedError("the model refused to answer")
    if raw.get("finish") == "content_filter":
        raise RefusedError("a content filter withheld the answer")
    content = raw.get("content")
    if raw.get("finish") == "length":
        raise TruncatedError("the answer was cut off at the token limit")
    if not isinstance(content, str) or not content.strip():
        raise InvalidAnswerError("the answer was empty; answer with the JSON object")
    if len(content) > MAX_CHARACTERS:
        raise InvalidAnswerError("the answer was far too long; answer with the JSON object only")
    return content


def check_choices(answer: BaseModel, request: Request) -> None:
    """Refuse an answer that chose nothing it was offered.

    Raises:
        InvalidAnswerError: With the complaint to send back.
    """
    if isinstance(answer, Choice):
        if answer.answer not in request.questions[0].choices:
            raise InvalidAnswerError("the answer was not in the list; copy one entry of the list")
        return
    extra = answer.__pydantic_extra__ or {}
    answered = sum(extra.get(q.id) in q.choices for q in request.questions)
    if request.questions and not answered:
        raise InvalidAnswerError("no question was answered from its list")


def complaint(error: ValidationError) -> str:
    """Say in one line what is wrong, without the input and without links."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "the answer"
    return f"{where}: {first['msg']}"[:200]


def strict_object(content: str) -> dict[str, Any]:
    """Take the first balanced JSON object out of a text, and read it strictly.

    Args:
        content: The model's text; chatter and code fences around the object are passed over.

    Returns:
        The object.

    Raises:
        InvalidAnswerError: No object, not closed, duplicate keys, NaN or infinity, too deep, numbers without end.
    """
    text = content.lstrip("\ufeff \t\r\n")
    text = re.sub(r"^<think>.*?</think>", "", text, flags=re.DOTALL)
    start = text.find("{")
    if start < 0:
        raise InvalidAnswerError("the answer held no JSON object")
    end = _balanced(text, start)
    if end is None:
        raise InvalidAnswerError("the JSON object was not closed")
    try:
        value = json.loads(
            text[start:end], object_pairs_hook=_unique, parse_constant=_constant, parse_int=_integer, parse_float=_float
        )
    except (ValueError, RecursionError):
        raise InvalidAnswerError("the answer was not valid JSON") from None
    return value


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
            if depth > _MAX_DEPTH:
                raise InvalidAnswerError("the JSON was nested too deep")
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


def _integer(digits: str) -> int:
    if len(digits) > 18:
        raise ValueError("number too long")
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise ValueError("infinite")
    return value
