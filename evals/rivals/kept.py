"""What the rivals said about the labelled set, kept in `answers/`, in the shape that the scorer reads."""

from __future__ import annotations

import json
from pathlib import Path

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
    types = EventType.__args__

    def span(place: list[int]) -> Span:
        start, end = place
        return Span(start=start, end=end, text=text[start:end] if start >= 0 else "")

    def around(place: list[int]) -> Span:
        held = next((s for s in sentences if s.start <= place[0] < s.end), None)
        return span([held.start, held.end]) if held else span(place)

    def named(name: str | None, at: Span) -> list[Mention]:
        return [Mention(name=name.strip(), span=at)] if name and name.strip() else []

    def source(name: str | None) -> Source | None:
        return Source(name=name.strip(), mention=None, kind="person") if name and name.strip() else None

    nobody = Source(name="nobody", mention=None, kind="anonymous")
    events: list[Event] = []
    for number, (place, said) in enumerate(got["events"], start=1):
        at = span(place)
        date = (said.get("date") or "").strip()
        where = named(said.get("place"), at)
        events.append(
            Event(
                id=f"e{number}", description="", type=said["type"] if said.get("type") in types else "other", trigger=at,
                mentions=[at], evidence=[around(place)], actors=named(said.get("actor"), at),
                targets=named(said.get("target"), at), place=where[0] if where else None,
                time=Time(mention=at, value=date, precision="unknown") if date else None, casualties=None,
                realis="actual", attributed_to=None,
            )
        )  # fmt: skip
    return Summary(
        article=ArticleRecord(
            id=case.article.id, path=None, title=None, published=None, language=None, characters=len(text)
        ),
        status="ok",
        quotes=[
            Quote(id=f"q{n}", type="direct", content=[span(s) for s in spans], speaker=source(who), cue=None)
            for n, (spans, who) in enumerate(got["quotes"], start=1)
        ],
        claims=[
            Claim(
                id=f"c{n}", text="", evidence=[span(s) for s in spans], claimant=source(who) or nobody, cue=None,
                stance="asserted", quote_ids=[],
            )
            for n, (spans, who) in enumerate(got["claims"], start=1)
        ],
        events=events, rejected=[], run=Run(model=system, prompts="", tokens=Tokens(output=got["output"])),
    )  # fmt: skip
