"""The per-article function: from a listed article to its fate, or to the questions that still have to be asked.

It runs in worker processes, or on any machine of a cluster, and never raises. It reads kept answers and asks nothing:
whoever called it asks, and calls it again. So a changed rule of ours judges every kept answer again without a request.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from summarizer import prompt
from summarizer.article import Article
from summarizer.batch.find import Found, read
from summarizer.cache import Answers, AnswerStore
from summarizer.errors import (
    AnswerError,
    ArticleError,
    CacheError,
    InvalidAnswerError,
    ModelError,
    OutputError,
    TruncatedError,
)
from summarizer.model.answers import read_answer
from summarizer.model.asker import MAX_REASKS, Tally
from summarizer.model.price import cost_usd
from summarizer.pipeline import summarize_article
from summarizer.questions import PROFILES, Profile, Request
from summarizer.summary import Run, Summary, Tokens

RULES = "4"
"""Raise this when segmenting or grounding changes what comes out: finished articles are then judged again."""


Reader = Callable[[Found], Article]
"""Reads what was found, from a disk or an object store."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one look at an article came to: a fate, or questions to ask."""

    found: Found
    """Which article."""
    fate: str = ""
    """`ok`, `partial`, `failed`, `refused`; empty while questions are open."""
    detail: str = ""
    """The summary or the failure, as JSON."""
    open: tuple[Request, ...] = ()
    """What to ask."""


class _OpenError(AnswerError):
    """An answer that is not there yet."""


class KeptAnswers:
    """Answers from the store alone; notes what is not there."""

    def __init__(self, name: str, model: str, store: Answers, failures: dict[str, str]) -> None:
        self.name = name
        """Provider and model."""
        self._model, self._store, self._failures = model, store, failures
        self.missing: list[Request] = []
        """What has to be asked."""

    async def ask(self, request: Request, tally: Tally) -> BaseModel:
        """Follow the course a live asker takes, through the kept answers."""
        reasks, doubled = 0, False
        while True:
            key = request.key(self._model)
            if key in self._failures:
                raise AnswerError(self._failures[key])
            raw = self._store.get(key)
            if raw is None:
                self.missing.append(request)
                raise _OpenError("not asked yet")
            usage = raw.get("usage") or {}
            tally.requests += 1
            tally.input, tally.output = tally.input + usage.get("input", 0), tally.output + usage.get("output", 0)
            try:
                return read_answer(raw, request)
            except InvalidAnswerError as error:
                reasks += 1
                if reasks > MAX_REASKS:
                    raise
                request = request.complaining(error.message)
            except TruncatedError:
                if doubled:
                    raise
                doubled = True
                request = replace(request, max_tokens=request.max_tokens * 2)


def look(
    found: Found, name: str, profile: Profile, store: Answers, failures: dict[str, str], reader: Reader = read
) -> Outcome:
    """Read, cut and judge one article with the answers that are kept; whatever is wrong with it is its fate.

    Args:
        found: The article.
        name: Provider and model.
        profile: How its questions are grouped.
        store: Kept answers.
        failures: Why some questions will have no answer, by key.
        reader: Reads it.

    Returns:
        Its fate, or what has to be asked first.

    Raises:
        CacheError: The kept answers cannot be read.
        OutputError: The disk is full or failing.
    """
    kept = KeptAnswers(name, model_name(name), store, failures)
    try:
        article = reader(found)
        summary = asyncio.run(summarize_article(article, kept, profile))
    except ArticleError as error:
        return Outcome(found, "refused", failure(found, error, "refused"))
    except (CacheError, OutputError):
        raise  # the disk, not the article: the next one would fare no better
    except Exception as error:  # noqa: BLE001 - one article never stops the others
        return Outcome(found, "failed", failure(found, error, "internal"))
    if kept.missing:
        return Outcome(found, open=tuple(kept.missing))
    if summary.status == "failed":
        reasons = "; ".join(sorted({r.reason for r in summary.rejected if r.kind == "request"}))
        return Outcome(found, "failed", failure(found, AnswerError(reasons[:300]), "answers"))
    summary = _without_chance(summary, name)
    if found.with_text:
        summary = summary.with_text(article.text)
    return Outcome(found, summary.status, summary.model_dump_json())


def model_name(name: str) -> str:
    """Give the model's name without its provider, as it enters the digests."""
    rest = name.partition("/")[2]
    return Path(rest).name if rest.startswith("/") else rest


def _without_chance(summary: Summary, name: str) -> Summary:
    """Put into `run` what the answers cost when they were asked, so that a resumed run gives the same bytes."""
    run = summary.run
    tokens = Tokens(input=run.tokens.input, output=run.tokens.output)
    return summary.model_copy(update={
        "run": Run(model=run.model, prompts=run.prompts, requests=run.requests, tokens=tokens,
                   cost_usd=cost_usd(name, tokens.input, tokens.output, 0)),
    })  # fmt: skip


def failure(found: Found, error: Exception, kind: str) -> str:
    """Write a line of `failures.jsonl`: which article, what happened, what to do."""
    ours = isinstance(error, (ArticleError, ModelError))
    return json.dumps({
        "path": found.name, "kind": kind, "class": type(error).__name__,
        "reason": str(error) if ours else f"{type(error).__name__}: {error}"[:300],
        "do": getattr(error, "hint", "") or ("run the same command again" if ours else "please report it"),
    }, ensure_ascii=False)  # fmt: skip


def made_by(name: str, profile: str) -> str:
    """Name everything besides the article that determines a summary."""
    return f"{name} {profile} prompts:{prompt.digest()} rules:{RULES}"


_state: dict[str, Any] = {}


def start(cache: str, name: str, profile: str) -> None:
    """Prepare a worker process."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    _state.update(cache=Path(cache), name=name, profile=PROFILES[profile])


def look_at(batch: list[tuple[Found, dict[str, str]]]) -> list[Outcome]:
    """Look at some articles in a worker process."""
    if "store" not in _state:  # opened here and not in `start`, so that what is wrong with the disk can be said
        _state["store"] = AnswerStore(_state["cache"], writes=False)
    return [look(found, _state["name"], _state["profile"], _state["store"], failures) for found, failures in batch]
