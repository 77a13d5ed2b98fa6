"""Articles cut for tests."""

from __future__ import annotations

from typing import Any

from summarizer.article import Article
from summarizer.passage import Passage, cut


def passage(text: str, **known: Any) -> Passage:
    return cut(Article.from_text(text, **known))


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in passage(text).sentences]


def quoted(text: str) -> list[list[str]]:
    """The words of each quotation, piece by piece."""
    return [[text[piece.start : piece.end] for piece in q.pieces] for q in passage(text).quotations]
