"""The naive rival: one instructor prompt with a schema for everything, over the same model and endpoint."""

from __future__ import annotations

import time
from typing import Any

from pydantic import BaseModel

from summarizer.summary import EventType

PROMPT = (
    "Extract from the news article every quotation with its speaker, every claim (a statement the article attributes to "
    "somebody) with its claimant, and every event with its trigger word, its type, the people and places involved, and its "
    "date (YYYY-MM-DD). Copy words exactly from the article."
)


class Quotation(BaseModel):
    """A quotation."""

    text: str
    speaker: str


class Claim(BaseModel):
    """A claim."""

    text: str
    claimant: str


class Event(BaseModel):
    """An event."""

    trigger: str
    type: EventType
    actor: str
    target: str
    place: str
    date: str


class Everything(BaseModel):
    """All of it."""

    quotes: list[Quotation]
    claims: list[Claim]
    events: list[Event]


def run(text: str, base_url: str, key: str, model: str) -> dict[str, Any]:
    """Extract from one article; what is not in the article word for word has no span and counts as surplus."""
    import instructor
    from openai import OpenAI

    client = instructor.from_openai(
        OpenAI(base_url=base_url, api_key=key, max_retries=0, timeout=900), mode=instructor.Mode.JSON_SCHEMA
    )
    usage = {"output": 0, "input": 0}
    client.on(
        "completion:response",
        lambda r: usage.update(
            output=usage["output"] + r.usage.completion_tokens, input=usage["input"] + r.usage.prompt_tokens
        ),
    )
    began = time.monotonic()
    try:
        got = client.chat.completions.create(
            model=model, response_model=Everything, max_retries=0, temperature=0, max_tokens=2500,
            messages=[{"role": "system", "content": PROMPT}, {"role": "user", "content": text}],
        )  # fmt: skip
    except Exception as error:  # noqa: BLE001 - a failed article counts as nothing found
        return {
            "quotes": [],
            "claims": [],
            "events": [],
            "seconds": time.monotonic() - began,
            **usage,
            "error": type(error).__name__,
        }

    def place(words: str, after: int = 0) -> tuple[int, int] | None:
        at = text.find(words.strip('“”"'), after) if words.strip('“”"') else -1
        return (at, at + len(words.strip('“”"'))) if at >= 0 else None

    events = [(place(e.trigger), e.model_dump(exclude={"trigger"})) for e in got.events]
    return {
        "quotes": [([s] if (s := place(q.text)) else [(-2, -1)], q.speaker) for q in got.quotes],
        "claims": [([s] if (s := place(c.text)) else [(-2, -1)], c.claimant) for c in got.claims],
        "events": [(span or (-2, -1), fields) for span, fields in events],
        "seconds": time.monotonic() - began, **usage,
    }  # fmt: skip
