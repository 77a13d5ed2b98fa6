"""From settings to somebody who answers: the embedded model, an endpoint, or recordings."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.cache import Answers, AnswerStore, NoStore
from summarizer.errors import AnswerError, SettingsError
from summarizer.local.catalogue import CATALOGUE
from summarizer.model.asker import LiveAsker
from summarizer.model.gate import Gate
from summarizer.question import How, ReaderName
from summarizer.recordings import RecordingAsker
from summarizer.settings import PARSER

if TYPE_CHECKING:
    from summarizer.model.transport import Budget
    from summarizer.model.wire import Endpoint
    from summarizer.settings import Settings

Progress = Callable[[str, int, int], None]


def reader_of(settings: Settings) -> ReaderName:
    """Give how an article is read: in steps where the small embedded models of the catalogue answer, else whole.

    Raises:
        SettingsError: Two readings are wished of a parser.
    """
    if settings.is_parser and settings.reader == "whole":
        raise SettingsError("the parser reads in steps", hint="name a model, or leave --reader out")
    small = settings.is_local and settings.model_name in (*CATALOGUE, PARSER)
    if settings.reader == "whole" or (settings.reader == "auto" and not small):
        return "whole"
    if settings.readings > 1:
        raise SettingsError(
            "--readings 2 would ask the steps reader twice, and its parser reads the same each time",
            hint="--reader whole, with a model that reads whole articles",
        )
    return "steps"


def who_reads(settings: Settings) -> str:
    """Say in one line who reads the articles, and by what it was chosen."""
    if reader_of(settings) == "steps":
        asked = " alone" if settings.is_parser else f"; {settings.model} is asked where it cannot tell"
        return f"reading with a parser{asked} ({settings.why})"
    where = f" at {urlsplit(settings.base_url).netloc}" if settings.base_url else ""
    return f"asking {settings.model}{where} ({settings.why})"


def how_of(settings: Settings) -> How:
    """Give how articles are read, and what is shown of them."""
    return How(reader_of(settings), settings.readings, settings.min_certainty)


def open_asker(
    settings: Settings, *, recordings: Path | None = None, use_cache: bool = True, store: Answers | None = None,
    budget: Budget | None = None, progress: Progress | None = None,
) -> LiveAsker | RecordingAsker:  # fmt: skip
    """Open what answers; nothing is started or connected before the first question.

    Args:
        settings: Which model, where.
        recordings: Answer from this directory only.
        use_cache: False neither reads nor keeps answers.
        store: Keep answers here instead of in the user's cache.
        budget: Limits what may be spent.
        progress: Told how far the fetching of an embedded model is.

    Returns:
        The asker; close it when done.
    """
    if recordings is not None:
        return RecordingAsker(recordings, settings.model)
    kept = store or (AnswerStore(settings.cache) if use_cache else NoStore())
    gate = Gate(
        1 if settings.is_local else settings.concurrency, rpm=settings.rpm, tpm=settings.tpm,
        max_wait_s=settings.max_wait_s, max_outage_s=settings.max_outage_s,
    )  # fmt: skip

    async def connect() -> Endpoint:
        if settings.is_parser:
            raise AnswerError("the parser cannot tell, and no model was asked")
        if settings.is_local:
            return await asyncio.to_thread(_start_local, settings, progress)
        return endpoint_of(settings)

    return LiveAsker(settings.model, settings.model_name, kept, gate, connect, budget, connections=settings.concurrency)


def endpoint_of(settings: Settings) -> Endpoint:
    """Give where a model that is not embedded is, and how its host wants to be asked."""
    from summarizer.model.hosts import HOSTS, host_at
    from summarizer.model.wire import Endpoint

    provider = settings.model.partition("/")[0]
    # `openai/NAME` at another address is no more than a model behind the same protocol.
    host = host_at(settings.base_url) if provider == "openai" else HOSTS[provider]
    return Endpoint(
        settings.base_url, settings.model_name, settings.api_key, settings.timeout_s, host, settings.effort,
        settings.service_tier,
    )  # fmt: skip


def _start_local(settings: Settings, progress: Progress | None) -> Endpoint:
    from summarizer.local.fetch import fetch
    from summarizer.local.serve import endpoint_for

    name = settings.model.partition("/")[2]
    path = Path(name) if name not in CATALOGUE else fetch(settings.models, name, progress or _silent)
    if progress:
        progress("loading", 0, 0)
    return endpoint_for(path, settings.model_name)


def _silent(what: str, done: int, total: int) -> None:  # noqa: ARG001
    if sys.stderr.isatty():
        sys.stderr.flush()
