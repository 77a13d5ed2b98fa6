"""Events, claims and quoted statements from news articles, each pinned to the exact words of the article."""

from summarizer.article import Article, read_article
from summarizer.errors import SummarizerError
from summarizer.pipeline import summarize
from summarizer.summary import Claim, Event, Quote, Source, Span, Summary

__all__ = [
    "Article", "Claim", "Event", "Quote", "Source", "Span", "Summary", "SummarizerError", "read_article", "summarize",
]  # fmt: skip
__version__ = "0.1.0"
