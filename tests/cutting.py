"""Cut a text for a test."""

from __future__ import annotations

from summarizer.article import Article
from summarizer.passage import cut


def passage(text, **known):
    return cut(Article.from_text(text, **known))


def sentences(text):
    return [text[s.start : s.end] for s in passage(text).sentences]


def quoted(text):
    """The words of each quotation, piece by piece."""
    return [[text[piece.start : piece.end] for piece in q.pieces] for q in passage(text).quotations]
