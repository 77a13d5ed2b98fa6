"""`summarize record`: ask a live model and write its raw answers as fixtures."""

from __future__ import annotations

import asyncio
from pathlib import Path

from summarizer.console import Console
from summarizer.documents import read_document
from summarizer.model.asker import LiveAsker
from summarizer.pipeline import summarize_article
from summarizer.provider import open_asker, reader_of
from summarizer.recordings import Recorder
from summarizer.settings import Settings


def run(paths: list[str], settings: Settings, recordings: Path, console: Console) -> None:
    """Record each article; only what is not in the cache is asked."""
    articles = [article for path in paths for article in read_document(path)]

    async def record_all() -> None:
        live = open_asker(settings)
        if not isinstance(live, LiveAsker):
            return
        recorder = Recorder(live)
        try:
            for number, article in enumerate(articles, start=1):
                name = Path(article.path or "article").stem
                console.progress(f"{number}/{len(articles)} {name}")
                summary = await summarize_article(article, recorder, reader_of(settings), readings=settings.readings)
                run = summary.run
                if not run.requests and not run.from_cache:
                    console.note(f"{name}: nothing had to be asked, so nothing is recorded")
                    continue
                path = await recorder.save(recordings, name, article.id)
                console.note(f"{path}: {run.requests} asked, {run.from_cache} known, {run.tokens.output} tokens")
        finally:
            await live.close()

    asyncio.run(record_all())
