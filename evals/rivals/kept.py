"""What the rivals said about the labelled set, kept in `answers/`, in the shape that the scorer reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

from summarizer.score.gold import Case
from summarizer.segments import cut
from summarizer.summary import (
    ArticleRecord,
    Claim,
    Event,
    EventType,
    Mention,
    Quote,
    Run,
    Source,
    Span,
    Summary,
    Time,
    Tokens,
)

ANSWERS = Path(__file__).parent / "answers"
SYSTEMS = {"naive instructor prompt": "naive", "LangExtract 1.7": "langextract"}
"""Name in the table, folder of its answers."""


def summary(case: Case, system: str) -> Summary:
    """Give a rival's kept answer as a summary, so that the same scorer reads it.

    Args:
        case: Article and labels.
        system: `naive` or `langextract`.

    Returns:
        What it found. Words that the article does not hold have a span outside it; what no rival was asked for (cue,
        stance, realis) holds a plain value and is not to be scored.

    Raises:
        FileNotFoundError: The article was never asked about.
    """
    got = json.loads((ANSWERS / system / f"{case.name}.json").read_text("utf-8"))
    if got["article"] != case.article.id:
        raise ValueError(f"{case.name} changed since {system} was asked")
    text, sentences = case.article.text, cut(case.article).sentences

    def around(place: list[int]) -> Span:
        held = next((s for s in sentences if s.start <= place[0] < s.end), None)
        return _span(text, [held.start, held.end] if held else place)

    nobody = Source(name="nobody", mention=None, kind="anonymous")
    return Summary(
        article=ArticleRecord(
            id=case.article.id, path=None, title=None, published=None, language=None, characters=len(text)
        ),
        status="ok",
        quotes=[
            Quote(id=f"q{n}", type="direct", content=[_span(text, s) for s in spans], speaker=_source(who), cue=None)
            for n, (spans, who) in enumerate(got["quotes"], start=1)
        ],
        claims=[
            Claim(
                id=f"c{n}", text="", evidence=[_span(text, s) for s in spans], claimant=_source(who) or nobody, cue=None,
                stance="asserted", quote_ids=[],
            )
            for n, (spans, who) in enumerate(got["claims"], start=1)
        ],
        events=[
            _event(f"e{n}", _span(text, place), around(place), said) for n, (place, said) in enumerate(got["events"], start=1)
        ],
        rejected=[], run=Run(model=system, prompts="", tokens=Tokens(output=got["output"])),
    )  # fmt: skip


def _span(text: str, place: list[int]) -> Span:
    start, end = place
    return Span(start=start, end=end, text=text[start:end] if start >= 0 else "")


def _source(name: str | None) -> Source | None:
    return Source(name=name.strip(), mention=None, kind="person") if name and name.strip() else None


def _event(number: str, trigger: Span, sentence: Span, said: dict[str, str | None]) -> Event:
    def named(role: str) -> list[Mention]:
        name = (said.get(role) or "").strip()
        return [Mention(name=name, span=trigger)] if name else []

    kind, date, where = said.get("type"), (said.get("date") or "").strip(), named("place")
    return Event(
        id=number, description="", type=kind if kind in get_args(EventType) else "other", trigger=trigger,
        mentions=[trigger], evidence=[sentence], actors=named("actor"), targets=named("target"),
        place=where[0] if where else None, casualties=None, realis="actual", attributed_to=None,
        time=Time(mention=trigger, value=date, precision="unknown") if date else None,
    )  # fmt: skip
