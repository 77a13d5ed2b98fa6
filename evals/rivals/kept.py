"""What the rivals said, kept in `answers/`, as a summary: the scorer of the program reads it like any other.

An answer is `{"article": id, "model": …, "date": …, "output": tokens, "requests": n, "quotes": […], "claims": […],
"events": […]}`, rows as the rival gave them. A row may say where its words stand (`at`); else they are looked for.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

from summarizer.article import Article
from summarizer.passage import Passage, cut
from summarizer.summary import (
    ArticleRecord,
    Casualties,
    Claim,
    Count,
    Event,
    EventType,
    Mention,
    Quote,
    Realis,
    Run,
    Source,
    Span,
    Stance,
    Summary,
    Time,
    Tokens,
)

ANSWERS = Path(__file__).parent / "answers"
NOWHERE = Span(start=-2, end=-1, text="")
"""Of words that the article does not hold: counted as given and not grounded."""
_MARKS = str.maketrans("“”„«»‘’‚\n\r\t\u00a0", '"""""\'\'\'    ')


def read(article: Article, system: str, name: str) -> dict[str, Any]:
    """Read a kept answer.

    Args:
        article: The article it is about.
        system: Folder of the answers, such as `naive-strong`.
        name: The article's name.

    Raises:
        FileNotFoundError: The article was never asked about.
        ValueError: It changed since.
    """
    got = json.loads((ANSWERS / system / f"{name}.json").read_text("utf-8"))
    if got["article"] != article.id:
        raise ValueError(f"{name} changed since {system} was asked")
    return got


def locate(text: str, words: str, start: int = 0, end: int | None = None) -> Span:
    """Find words in an article, marks of quotation and kinds of white space alike; `NOWHERE` where it has none such.

    Whole words before parts of words; the first place of several.
    """
    end = len(text) if end is None else end
    plain, sought = text.translate(_MARKS), words.translate(_MARKS).strip().strip('"').strip()
    at, part = start, -1
    while sought and (at := plain.find(sought, at, end)) >= 0:
        after = at + len(sought)
        if not plain[max(0, at - 1) : at].isalnum() and not plain[after : after + 1].isalnum():
            return Span(start=at, end=after, text=text[at:after])
        part, at = at if part < 0 else part, at + 1
    return Span(start=part, end=part + len(sought), text=text[part : part + len(sought)]) if part >= 0 else NOWHERE


def summary(article: Article, got: dict[str, Any], system: str) -> Summary:
    """Give a rival's answer as a summary.

    Args:
        article: The article.
        got: Its answer.
        system: Who answered.

    Returns:
        What it found. Words that the article does not hold have the span `NOWHERE`; what a rival was not asked for
        (cue, stance, realis, casualties) holds a plain value and is not to be scored.
    """
    passage = cut(article)
    text = article.text
    return Summary(
        article=ArticleRecord(
            id=article.id, path=None, title=article.title,
            published=article.published.isoformat() if article.published else None, language=None, characters=len(text),
        ),
        status="failed" if "error" in got else "ok",
        quotes=[
            Quote(
                id=f"q{n}", type="direct", content=_words(text, row), speaker=_source(text, row.get("speaker")),
                cue=_cue(passage, row),
            )
            for n, row in enumerate(got.get("quotes", []), start=1)
        ],
        claims=[
            Claim(
                id=f"c{n}", text="", evidence=_words(text, row), cue=_cue(passage, row), quote_ids=[],
                claimant=_source(text, row.get("claimant")) or Source(name="nobody", mention=None, kind="anonymous"),
                stance=row.get("stance") if row.get("stance") in get_args(Stance) else "asserted",
            )
            for n, row in enumerate(got.get("claims", []), start=1)
        ],
        events=[_event(passage, f"e{n}", row) for n, row in enumerate(got.get("events", []), start=1)],
        rejected=[], run=Run(model=system, prompts="", requests=got.get("requests", 0), tokens=Tokens(output=got["output"])),
    )  # fmt: skip


def _words(text: str, row: dict[str, Any]) -> list[Span]:
    if "at" not in row:
        return [locate(text, row["text"])]
    places = row["at"] if row["at"] and isinstance(row["at"][0], list) else [row["at"]]
    return [_span(text, place) for place in places]


def _span(text: str, place: list[int] | None) -> Span:
    if not place or place[0] < 0:
        return NOWHERE
    return Span(start=place[0], end=place[1], text=text[place[0] : place[1]])


def _source(text: str, name: str | None) -> Source | None:
    if not name or not name.strip():
        return None
    return Source(name=name.strip(), mention=locate(text, name), kind="person")


def _cue(passage: Passage, row: dict[str, Any]) -> Span | None:
    """The reporting verb nearest to the words: in their sentence, or the one after or before."""
    cue, text = (row.get("cue") or "").strip(), passage.article.text
    words = _words(text, row)
    if not cue:
        return None
    if words[0].start >= 0:
        first, last = passage.sentence_at(words[0].start), passage.sentence_at(words[-1].end - 1)
        ends = [passage.sentence(last.number), passage.sentence(last.number + 1), passage.sentence(first.number - 1)]
        for near in (first, *ends):
            if near and (found := locate(text, cue, near.start, near.end)) is not NOWHERE:
                return found
    return locate(text, cue)


def _event(passage: Passage, number: str, row: dict[str, Any]) -> Event:
    actors, targets = (_names(row.get(role)) for role in ("actors", "targets"))
    place, date = (str(row.get(field) or "").strip() for field in ("place", "date"))
    text = passage.article.text
    trigger = _span(text, row["at"]) if "at" in row else _trigger(passage, row["trigger"], [*actors, *targets, place])
    sentence = passage.sentence_at(trigger.start) if trigger.start >= 0 else None
    evidence = _span(text, [sentence.start, sentence.end]) if sentence else NOWHERE

    def named(name: str) -> Mention:
        here = locate(text, name, evidence.start, evidence.end) if sentence else NOWHERE
        return Mention(name=name, span=locate(text, name) if here is NOWHERE else here)

    return Event(
        id=number, description="", type=row.get("type") if row.get("type") in get_args(EventType) else "other",
        trigger=trigger, mentions=[trigger], evidence=[evidence], actors=[named(name) for name in actors],
        targets=[named(name) for name in targets], place=named(place) if place else None,
        time=Time(mention=trigger, value=date, precision="unknown") if date else None,
        casualties=_casualties(row, trigger),
        realis=row.get("realis") if row.get("realis") in get_args(Realis) else "actual", attributed_to=None,
    )  # fmt: skip


def _trigger(passage: Passage, word: str, roles: list[str]) -> Span:
    """A rival does not say which of several places it means: the one whose sentence holds most of the roles it names."""
    text, found, at = passage.article.text, [], 0
    while (span := locate(text, word, at)) is not NOWHERE:
        sentence = passage.sentence_at(span.start)
        held = sum(bool(role) and locate(text, role, sentence.start, sentence.end) is not NOWHERE for role in roles)
        found.append((held, -span.start, span))
        at = span.start + 1
    return max(found, key=lambda each: each[:2])[2] if found else NOWHERE


def _names(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [name for each in values if (name := str(each or "").strip())]


def _casualties(row: dict[str, Any], span: Span) -> Casualties | None:
    counts = {}
    for kind in ("dead", "injured"):
        digits = str(row.get(kind) or "").strip()
        if digits.isdigit() and int(digits):
            counts[kind] = Count(value=int(digits), qualifier="exactly", span=span)
    return Casualties(**counts) if counts else None
