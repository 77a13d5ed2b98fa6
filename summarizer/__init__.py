"""Events, claims and quoted statements from news articles, each pinned to the exact words of the article.

    from pathlib import Path
    from summarizer import summarize

    summary = summarize(Path("article.txt"))
    for quote in summary.quotes:
        print(quote.speaker, [span.text for span in quote.content])

`asummarize` does it in an event loop, `summarize_many` to many articles, `frame` makes a table of what comes out. What
`__all__` lists is stable; everything else may move in any version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.article import Article, read_article
    from summarizer.collection import Collection, NotSummariesError, read_output
    from summarizer.documents import read_document
    from summarizer.errors import (
        AnswerError,
        ArticleError,
        ArticleLimitError,
        ArticleMissingError,
        BudgetError,
        BusyError,
        CacheError,
        DiskError,
        EndpointConfigError,
        KeyRefusedError,
        LanguageError,
        ModelError,
        ModelFileError,
        OutputError,
        ProtocolError,
        QuotaError,
        RateLimitedError,
        RecordingMissingError,
        SettingsError,
        SummarizerError,
        UnavailableError,
    )
    from summarizer.exports.frames import frame
    from summarizer.guard import Limits, limits
    from summarizer.pipeline import asummarize, summarize
    from summarizer.settings import Options
    from summarizer.stream import Outcome, asummarize_many, summarize_many
    from summarizer.summary import (
        ArticleRecord,
        Casualties,
        Claim,
        Count,
        Event,
        Mention,
        Person,
        Quote,
        Rejected,
        Run,
        Source,
        Span,
        Summary,
        Time,
        Tokens,
    )

__all__ = [
    "AnswerError",
    "Article",
    "ArticleError",
    "ArticleLimitError",
    "ArticleMissingError",
    "ArticleRecord",
    "BudgetError",
    "BusyError",
    "CacheError",
    "Casualties",
    "Claim",
    "Collection",
    "Count",
    "DiskError",
    "EndpointConfigError",
    "Event",
    "KeyRefusedError",
    "LanguageError",
    "Limits",
    "Mention",
    "ModelError",
    "ModelFileError",
    "NotSummariesError",
    "Options",
    "Outcome",
    "OutputError",
    "Person",
    "ProtocolError",
    "QuotaError",
    "Quote",
    "RateLimitedError",
    "RecordingMissingError",
    "Rejected",
    "Run",
    "SettingsError",
    "Source",
    "Span",
    "SummarizerError",
    "Summary",
    "Time",
    "Tokens",
    "UnavailableError",
    "asummarize",
    "asummarize_many",
    "frame",
    "limits",
    "read_article",
    "read_document",
    "read_output",
    "summarize",
    "summarize_many",
]
__version__ = "0.1.0"

_HOMES = {
    "article": "Article read_article",
    "collection": "Collection NotSummariesError read_output",
    "documents": "read_document",
    "errors": """
        SummarizerError ArticleError ArticleMissingError LanguageError ArticleLimitError
        RecordingMissingError SettingsError OutputError DiskError CacheError BusyError ModelFileError
        ModelError UnavailableError RateLimitedError QuotaError BudgetError KeyRefusedError
        EndpointConfigError ProtocolError AnswerError
    """,
    "exports.frames": "frame",
    "guard": "Limits limits",
    "pipeline": "asummarize summarize",
    "settings": "Options",
    "stream": "Outcome asummarize_many summarize_many",
    "summary": """
        ArticleRecord Casualties Claim Count Event Mention Person Quote Rejected Run Source Span Summary
        Time Tokens
    """,
}
"""Each name's module, by which it is imported when it is first used: `summarize --help` must not wait for pydantic."""


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names.split():
            import importlib

            return getattr(importlib.import_module(f"summarizer.{home}"), name)
    raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
