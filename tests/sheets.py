"""Sheets for tests: rows with everything a test does not care about left plain."""

from __future__ import annotations

from datetime import date
from typing import Any

from summarizer.article import Article
from summarizer.ground import Judged, judge
from summarizer.passage import Passage, cut
from summarizer.reading import ClaimRow, CountRow, EventRow, LooseQuote, Person, QuoteRow, Reading, Telling


def passage(text: str, published: str | None = "2025-09-03") -> Passage:
    return cut(Article.from_text(text, published=date.fromisoformat(published) if published else None))


def person(number: int, name: str, sentence: int = 1, kind: Any = "person", role: str = "") -> Person:
    return Person(number=number, sentence=sentence, name=name, kind=kind, role=role)


def quote(quotation: int, who: int, words: str = "", cue: str = "") -> QuoteRow:
    return QuoteRow(quotation=quotation, person=who, words=words, cue=cue)


def loose(sentence: int, first: str, last: str, who: int, words: str = "", cue: str = "") -> LooseQuote:
    return LooseQuote(sentence=sentence, first=first, last=last, person=who, words=words, cue=cue)


def claim(
    sentence: int, first: str, last: str, who: int, words: str = "", cue: str = "said", stance: Any = "asserted"
) -> ClaimRow:
    return ClaimRow(sentence=sentence, first=first, last=last, person=who, words=words, cue=cue, stance=stance)


def event(sentence: int, word: str, kind: Any = "other", realis: Any = "actual", **more: Any) -> EventRow:
    plain: dict[str, Any] = {
        "more": [], "actors": [], "targets": [], "place": "", "time": "", "date": "", "counts": [], "source": 0,
    }  # fmt: skip
    return EventRow(sentence=sentence, word=word, type=kind, realis=realis, **(plain | more))


def told(sentence: int, word: str) -> Telling:
    return Telling(sentence=sentence, word=word)


def count(what: Any, words: str, value: int, qualifier: Any = "exactly") -> CountRow:
    return CountRow(what=what, words=words, value=value, qualifier=qualifier)


def sheet(*rows: Any, gist: list[int] | None = None) -> Reading:
    def of(kind: type) -> list[Any]:
        return [row for row in rows if isinstance(row, kind)]

    return Reading(
        gist=gist or [], people=of(Person), quotes=of(QuoteRow), loose=of(LooseQuote), claims=of(ClaimRow),
        events=of(EventRow),
    )  # fmt: skip


def judged(text: str, *rows: Any, gist: list[int] | None = None, published: str | None = "2025-09-03") -> Judged:
    """Ground a sheet over a text, and prove that every span is a slice of it."""
    where = passage(text, published)
    found = judge(where, sheet(*rows, gist=gist))
    for span in spans(found):
        assert text[span.start : span.end] == span.text
    return found


def spans(value: Any) -> list[Any]:
    """Give all spans in what was judged."""
    from pydantic import BaseModel

    from summarizer.summary import Span

    if isinstance(value, Span):
        return [value]
    if isinstance(value, BaseModel):
        return [s for name in type(value).model_fields for s in spans(getattr(value, name))]
    if isinstance(value, Judged):
        return [s for name in Judged.__slots__ for s in spans(getattr(value, name))]
    return [s for item in value for s in spans(item)] if isinstance(value, (list, tuple)) else []


FERRY = (
    "A fire on the ferry Lena killed at least seven sailors off Brun on Thursday, the coastguard said.\n\n"
    "“We lost everything,” captain Ada Moor told Radio Brun. “Nobody came to help.”\n\n"
    "She denied that the alarm had been switched off. Police arrested Tom Weil, an engineer.\n\n"
    "The harbour, Moor said, would open again on Monday. Weil was not charged."
)
MOOR, COASTGUARD, WEIL = (
    person(1, "Ada Moor", 2, role="captain"),
    person(2, "the coastguard", 1, "organization"),
    person(3, "Tom Weil", 5),
)


def reasons(found: Judged) -> list[str]:
    return [r.reason for r in found.rejected]
