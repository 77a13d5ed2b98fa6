"""The main path: article → passage → reading → grounding → summary."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Unpack
from weakref import WeakKeyDictionary

from summarizer import ground, guard, prompt, readers, settings
from summarizer.article import Article, iso_date, words_of
from summarizer.certainty import at_least, rated
from summarizer.documents import read_document
from summarizer.errors import ArticleError, ModelError
from summarizer.model.asker import LiveAsker
from summarizer.model.price import cost_usd
from summarizer.passage import Passage, cut
from summarizer.provider import how_of, open_asker
from summarizer.question import Asker, ReaderName, Tally
from summarizer.readers.again import Again
from summarizer.readers.outcome import EMPTY, Progress, Read, said
from summarizer.recordings import RecordingAsker
from summarizer.settings import PARSER, Options, Settings, flags_of
from summarizer.summary import ArticleRecord, Rejected, Run, Summary, Tokens


async def summarize_article(
    article: Article, asker: Asker, reader: ReaderName, progress: Progress | None = None, *, readings: int = 1
) -> Summary:
    """Summarize one article.

    Args:
        article: The article.
        asker: Who answers the questions.
        reader: Which reader reads it.
        progress: Told how far it is.
        readings: 2 asks everything a second time, to see how far both readings agree; the first one is shown.

    Returns:
        The summary; every span in it is a slice of the article. Where no answer comes to the second reading alone,
        whatever the reason, it is `partial`: the first one is paid for.

    Raises:
        ModelError: The endpoint gives no answers at all; single unusable answers only make the summary `partial`.
        ArticleError: There is nothing behind the headline.
        LanguageError: The reader does not read the article's language.
        ArticleLimitError: Cutting or grounding takes more time or memory than `guard.limits` allows.
    """
    began, tally = time.monotonic(), Tally()
    name = repr(article.path) if article.path else "the article"
    passage = await guard.step(f"cutting {name}", cut, article)
    if not passage.sentences:
        raise ArticleError(f"{name} holds a headline and nothing else", hint="give the whole article")
    reading = readers.read(passage, asker, tally, reader, progress)
    votes = [_vote(passage, asker, tally, reader)] if readings > 1 else []
    # At once, and each to its end: whoever answers from what is kept notes all that has to be asked in one look.
    found = await asyncio.gather(reading, *votes, return_exceptions=True)
    for result in found:
        if isinstance(result, BaseException):
            raise result
    read, *others = (result for result in found if isinstance(result, Read))
    run = _run(asker.name, reader, tally, time.monotonic() - began, readings)
    return await guard.step(f"grounding {name}", summary_of, passage, read, run, reader, *others)


async def _vote(passage: Passage, asker: Asker, tally: Tally, reader: ReaderName) -> Read:
    """Read again; where no answer comes at all, what the first reading came to is paid for and still shown."""
    try:
        return await readers.read(passage, Again(asker), tally, reader)
    except ModelError as error:
        return Read(EMPTY, [said(error)], is_empty=True)


def summary_of(passage: Passage, read: Read, run: Run, reader: ReaderName, second: Read | None = None) -> Summary:
    """Ground what was read, prove every span, and say how sure each item is.

    Args:
        passage: The article, cut.
        read: What a reader made of it.
        run: How.
        reader: Who read it.
        second: What came of reading it again; it votes only where all its questions got an answer.

    Returns:
        The summary: `failed` where nothing was read, `partial` where some question got no usable answer.
    """
    judged = ground.judge(passage, read.reading)
    # An article that nobody read has nothing to reject but the questions that failed.
    rejected = [] if read.is_empty else list(judged.rejected)
    failures = read.failures + [f"no second reading: {reason}" for reason in (second.failures if second else [])]
    rejected += [Rejected(kind="request", reason=reason, answer="read") for reason in failures]
    rejected += [Rejected(kind="row", reason="not of the sheet's form", answer=fault) for fault in read.unreadable]
    summary = Summary(
        article=record(passage.article), status="failed" if read.is_empty else "partial" if failures else "ok",
        gist=judged.gist, people=judged.people, quotes=judged.quotes, claims=judged.claims, events=judged.events,
        rejected=rejected, run=run,
    )  # fmt: skip
    summary.check_spans(passage.article.text)
    vote = ground.judge(passage, second.reading) if second and not second.failures else None
    return rated(summary, reader, vote)


def record(article: Article) -> ArticleRecord:
    """Give what the summary says of its article."""
    return ArticleRecord(
        id=article.id, path=article.path, title=article.called,
        published=article.published.isoformat() if article.published else None, language=article.language,
        characters=len(article.text), source=article.source, flags=article.flags,
    )  # fmt: skip


def _run(name: str, reader: ReaderName, tally: Tally, seconds: float, readings: int) -> Run:
    asked = tally.requests or tally.from_cache
    read_by = name if reader == "whole" else f"{PARSER} and {name}" if asked else PARSER
    return Run(
        model=read_by, prompts=prompt.digest(), requests=tally.requests,
        tokens=Tokens(input=tally.input, output=tally.output, cached=tally.cached, reasoning=tally.reasoning),
        cost_usd=cost_usd(name, tally), seconds=round(seconds, 3),
        from_cache=tally.from_cache, readings=readings,
    )  # fmt: skip


def summarize(
    article: Article | str | Path, *, title: str | None = None, cache: bool = True, progress: Progress | None = None,
    **options: Unpack[Options],
) -> Summary:  # fmt: skip
    """Summarize one article: its events, claims and quoted statements.

    Works in a notebook too, where an event loop is running: that loop waits.

    Args:
        article: An `Article`, the path of a file (`Path`), or the article's text (`str`).
        title: Headline; wins over what the article says.
        cache: False neither reads nor keeps answers.
        progress: Told how far it is.
        options: `model`, `base_url`, `reader`, `readings`, `min_certainty`, `published`, `recordings`: see `Options`.

    Returns:
        The summary.

    Raises:
        SummarizerError: One subclass per kind of failure; its `hint` says what to do.
        TypeError: The article is of no such type, or an option is not known or of another type.
    """
    chosen = settings.load(**flags_of("summarize", options))
    found = _article(article, title, options.get("published"))

    async def run() -> Summary:
        return await _summary(found, chosen, options.get("recordings"), cache, progress)

    if not _loop_runs():
        return asyncio.run(run())
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(copy_context().run, asyncio.run, run()).result()


def _loop_runs() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


async def asummarize(
    article: Article | str | Path, *, title: str | None = None, cache: bool = True, progress: Progress | None = None,
    **options: Unpack[Options],
) -> Summary:  # fmt: skip
    """Summarize one article in an event loop: `summarize` for coroutines, with the same arguments.

    Any number may be awaited at once. Those of one loop that wish the same of the same model share one connection, one
    gate and one store of answers, which close with the last of them. Reading, cutting and grounding run in threads,
    within `limits`. Articles of strangers are better left to `summarize_many`, whose processes can be killed.

    Returns:
        The summary.

    Raises:
        SummarizerError: As `summarize` does.
        TypeError: As `summarize` does.
        asyncio.CancelledError: It was cancelled; answers that had come are kept.
    """
    chosen = settings.load(**flags_of("asummarize", options))
    found = await asyncio.to_thread(_article, article, title, options.get("published"))
    token = guard.aside.set(True)
    try:
        return await _summary(found, chosen, options.get("recordings"), cache, progress)
    finally:
        guard.aside.reset(token)


async def _summary(
    article: Article, chosen: Settings, recordings: Path | None, cache: bool, progress: Progress | None
) -> Summary:  # fmt: skip
    how = how_of(chosen)
    async with _asker(chosen, recordings, cache) as asker:
        made = await summarize_article(article, asker, how.reader, progress, readings=how.readings)
    return at_least(made, how.min_certainty)


def _article(article: Article | str | Path, title: str | None, published: date | str | None) -> Article:
    day = iso_date(published)
    if title is not None and not isinstance(title, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"a title is a text, not {title!r:.80}")
    if isinstance(article, str):
        return words_of(article, title=title, published=day)
    if isinstance(article, Article):
        return replace(article, title=title or article.title, published=day or article.published)
    if not isinstance(article, Path):  # pyright: ignore[reportUnnecessaryIsInstance] - whatever a caller gives
        raise TypeError(f"{article!r:.80} is no article: give an Article, a Path or a text")
    articles = read_document(article, title=title, published=day)
    if len(articles) > 1:
        raise ArticleError(
            f"{str(article)!r} holds {len(articles)} articles", hint="read_document() gives them one by one"
        )
    return articles[0]


OUTAGE_S = 15.0
"""Longest outage that calls outside a batch sit through. One call alone gives up after 20 to 30 seconds; many of them
fail after about as long."""


@dataclass
class _Shared:
    asker: LiveAsker | RecordingAsker
    users: int = 0


_LOOPS: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[Any, _Shared]] = WeakKeyDictionary()
"""Who answers in each event loop, for as long as somebody asks."""


@asynccontextmanager
async def _asker(chosen: Settings, recordings: Path | None, cache: bool) -> AsyncGenerator[Asker]:
    """Share who answers with all who ask the same in this event loop; the last one closes it."""
    here, key = _LOOPS.setdefault(asyncio.get_running_loop(), {}), (chosen, recordings, cache)
    if key not in here:
        patient = replace(chosen, max_outage_s=min(chosen.max_outage_s, OUTAGE_S))
        here[key] = _Shared(open_asker(patient, recordings=recordings, use_cache=cache))
    shared = here[key]
    shared.users += 1
    try:
        yield shared.asker
    finally:
        shared.users -= 1
        if not shared.users:
            del here[key]
            await asyncio.shield(shared.asker.close())
