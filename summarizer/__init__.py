"""Events, claims and quoted statements from news articles, each pinned to the exact words of the article.

    from pathlib import Path
    from summarizer import summarize

    summary = summarize(Path("article.txt"))
    for quote in summary.quotes:
        print(quote.speaker, [span.text for span in quote.content])

`asummarize` does it in an event loop, `summarize_many` to many articles, `frame` makes a table of what comes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.article import Article, read_article
    from summarizer.collection import Collection, read_output
    from summarizer.documents import read_document
    from summarizer.errors import SummarizerError
    from summarizer.exports.frames import frame
    from summarizer.pipeline import asummarize, summarize
    from summarizer.stream import Outcome, asummarize_many, summarize_many
    from summarizer.summary import Claim, Event, Quote, Source, Span, Summary

__all__ = [
    "Article",
    "Claim",
    "Collection",
    "Event",
    "Outcome",
    "Quote",
    "Source",
    "Span",
    "SummarizerError",
    "Summary",
    "asummarize",
    "asummarize_many",
    "frame",
    "read_article",
    "read_document",
    "read_output",
    "summarize",
    "summarize_many",
]  # fmt: skip
__version__ = "0.1.0"

_HOMES = {
    "Article": "article", "read_article": "article", "read_document": "documents",
    "Collection": "collection", "read_output": "collection", "frame": "exports.frames",
    "SummarizerError": "errors", "asummarize": "pipeline", "summarize": "pipeline",
    "Outcome": "stream", "asummarize_many": "stream", "summarize_many": "stream",
    "Claim": "summary", "Event": "summary", "Quote": "summary", "Source": "summary",
    "Span": "summary", "Summary": "summary",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    # `summarize --help` must not wait for pydantic: each name is imported when it is first used.
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(f"summarizer.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
