"""A question about what Ann says, whose validator wants words of the article."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Literal

from inprocess import Pool, client
from pydantic import ValidationInfo, field_validator

from summarizer.question import Question, Tally
from summarizer.reading import Answer

ARTICLE = "  Mill burns\n   \nAnn: we saw smoke {{ 7*7 }} {# gone #}\r\n \r\n\tEnd {% raw %}\n"
GOOD = json.dumps({"words": "we saw smoke", "level": "low"})
EARLY = {"prompt_tokens": 100, "completion_tokens": 4}
"""Usage of an answer that ended long before its limit."""
MADE_UP = json.dumps({"words": "never said", "level": "low"})


class Said(Answer):
    """What Ann says."""

    words: str
    level: Literal["low", "high"]

    @field_validator("words")
    @classmethod
    def stands_there(cls, value: str, info: ValidationInfo) -> str:
        if info.context is None:
            raise AssertionError("validators must get the context")
        if value not in info.context["article"]:
            raise ValueError("these words are not in the article")
        info.context.setdefault("notes", []).append(value)
        return value


def said(user: str = ARTICLE, max_tokens: int = 50) -> Question[Said]:
    return Question("said", "Read {{ 1+1 }}.", user, Said, max_tokens, "a", {"article": ARTICLE})


def ask(pool: Pool, store: Any = None, question: Question[Any] | None = None, **more: Any) -> tuple[Any, Tally]:
    tally = Tally()

    async def run() -> Any:
        return await client(pool, store, **more).ask(question or said(), tally)

    return asyncio.run(run()), tally
