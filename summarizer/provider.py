"""From settings to somebody who answers: the embedded model, an endpoint, or recordings."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cache import Answers, AnswerStore, NoStore
from summarizer.local.catalogue import CATALOGUE
from summarizer.model.asker import Budget, LiveAsker
from summarizer.model.gate import Gate
from summarizer.questions import PROFILES, Profile
from summarizer.recordings import RecordingAsker

if TYPE_CHECKING:
    from summarizer.model.wire import Wire
    from summarizer.settings import Settings

Progress = Callable[[str, int, int], None]


def profile_of(settings: Settings) -> Profile:
    """Give how a model is asked: small questions for an embedded one, whole articles for an API."""
    return PROFILES[settings.profile or ("small" if settings.is_local else "large")]


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

    async def connect() -> Wire:
        from summarizer.model.wire import Endpoint, Wire

        if settings.is_local:
            endpoint = await asyncio.to_thread(_start_local, settings, progress)
        else:
            endpoint = Endpoint(settings.base_url, settings.model_name, settings.api_key, settings.timeout_s)
        return Wire(endpoint, connections=settings.concurrency)

    return LiveAsker(settings.model, settings.model_name, kept, gate, connect, budget)


def _start_local(settings: Settings, progress: Progress | None):  # noqa: ANN202
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
