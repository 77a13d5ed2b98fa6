"""One article that is read twice, and what a first reading makes of it."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

from sheets import claim, event, person, quote, sheet
from test_pipeline import Answering

from summarizer import Article
from summarizer.pipeline import summarize_article
from summarizer.summary import Summary

TEXT = (
    "Mayor Lena Ortiz spoke in Lund on Monday. “It was late,” Ortiz said. Dan Reyes sold the mill in Ystad for "
    "9 million on Friday, killing 4 jobs. Ortiz denied that the town had known. The union Unda said it would strike."
)
PEOPLE = [person(1, "Lena Ortiz", role="Mayor"), person(2, "Dan Reyes", 3), person(3, "Unda", 5, "organization")]
SALE: dict[str, Any] = {
    "actors": ["Dan Reyes"], "targets": ["the mill"], "place": "Ystad", "time": "Friday", "date": "2024-05-10",
}  # fmt: skip
QUOTE, CLAIM = quote(1, 1, "", "said"), claim(4, "the town had", "had known", 1, cue="denied", stance="denied")
FIRST = sheet(*PEOPLE, QUOTE, CLAIM, event(3, "sold", "transaction", **SALE), gist=[3])


def read_twice(*sheets: Any, text: str = TEXT) -> tuple[Summary, Answering]:
    asker = Answering(*sheets)
    article = Article.from_text(text, published=date(2024, 5, 10))
    return asyncio.run(summarize_article(article, asker, "whole", readings=2)), asker
