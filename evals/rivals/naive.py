"""The naive rival: thirty lines of instructor, one prompt with a schema for everything, over any model and endpoint."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.summary import EventType, Realis, Stance

PROMPT = (
    "Extract from the news article every quotation with its speaker and the reporting verb, every claim (a statement the "
    "article attributes to somebody in other words) with its claimant, the reporting verb and the claimant's stance, and "
    "every event with its trigger word, its type, who did it, to whom or what, the place, the date (YYYY-MM-DD), the "
    "number of dead and injured, and whether it happened. Copy words exactly from the article; leave empty what it does "
    "not say."
)


class Quotation(BaseModel):
    """A quotation."""

    text: str
    speaker: str
    cue: str


class Claim(BaseModel):
    """A claim."""

    text: str
    claimant: str
    cue: str
    stance: Stance


class Event(BaseModel):
    """An event."""

    trigger: str
    type: EventType
    actors: list[str]
    targets: list[str]
    place: str
    date: str
    dead: int | None
    injured: int | None
    realis: Realis


class Everything(BaseModel):
    """All of it."""

    quotes: list[Quotation]
    claims: list[Claim]
    events: list[Event]


def ask(article: Article, base_url: str, key: str, model: str) -> dict[str, Any]:
    """Ask about one article.

    Returns:
        The sheet as a mapping, and under `usage` tokens and requests; `error` instead of the sheet where none came.
    """
    import instructor
    from openai import OpenAI

    client = instructor.from_openai(
        OpenAI(base_url=base_url, api_key=key, max_retries=0, timeout=900), mode=instructor.Mode.JSON_SCHEMA
    )
    usage = {"output": 0, "input": 0, "requests": 0}

    def count(response: Any) -> None:
        usage["output"] += response.usage.completion_tokens
        usage["input"] += response.usage.prompt_tokens
        usage["requests"] += 1

    client.on("completion:response", count)
    head = [f"Headline: {article.title}"] if article.title else []
    head += [f"Published: {article.published}"] if article.published else []
    user = "\n".join(head) + "\n\n" * bool(head) + article.text[article.body_start :].strip()
    try:
        got = client.chat.completions.create(
            model=model, response_model=Everything, max_retries=0, temperature=0, max_tokens=4000,
            messages=[{"role": "system", "content": PROMPT}, {"role": "user", "content": user}],
        )  # fmt: skip
    except Exception as error:  # noqa: BLE001 - a failed article counts as nothing found
        return {"error": f"{type(error).__name__}: {error}"[:200], "usage": usage}
    return got.model_dump() | {"usage": usage}
