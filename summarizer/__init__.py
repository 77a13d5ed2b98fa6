"""Events, claims and quoted statements from news articles, each pinned to the exact words of the article.

from pathlib import Path
from summarizer import summarize

summary = summarize(Path("article.txt"))
for quote in summary.quotes:
    print(quote.speaker, [span.text for span in quote.content])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.article import Article, read_article
    from summarizer.documents import read_document
    from summarizer.errors import SummarizerError
    from summarizer.pipeline import asummarize, summarize
    from summarizer.summary import Claim, Event, Quote, Source, Span, Summary

__all__ = [
    "Article",
    "Claim",
    "Event",
    "Quote",
    "Source",
    "Span",
    "SummarizerError",
    "Summary",
    "asummarize",
    "read_article",
    "read_document",
    "summarize",
]  # fmt: skip
__version__ = "0.1.0"

_HOMES = {
    "Article": "article", "read_article": "article", "read_document": "documents",
    "SummarizerError": "errors", "asummarize": "pipeline", "summarize": "pipeline",
    "Claim": "summary", "Event": "summary", "Quote": "summary", "Source": "summary",
    "Span": "summary", "Summary": "summary",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    # `summarize --help` must not wait for pydantic: each name is imported when it is first used.
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(f"summarizer.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
