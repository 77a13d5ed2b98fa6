"""The per-article function: from a listed article to its fate, or to the questions that still have to be asked.

It runs in worker processes, or on any machine of a cluster, and never raises. It reads kept answers and asks nothing:
whoever called it asks, and calls it again. So a changed rule of ours judges every kept answer again without a request.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from summarizer import prompt
from summarizer.article import Article
from summarizer.batch.find import Found, read
from summarizer.cache import Answers, AnswerStore
from summarizer.certainty import at_least
from summarizer.documents import Fields
from summarizer.errors import (
    AnswerError,
    ArticleError,
    CacheError,
    ModelError,
    ModelFileError,
    NotKeptError,
    OutputError,
)
from summarizer.model.asker import KeptAsker
from summarizer.pipeline import summarize_article
from summarizer.question import How, Question
from summarizer.recordings import Recordings
from summarizer.settings import bare_name
from summarizer.summary import Summary

RULES = "7"
"""Raise this when segmenting or grounding changes what comes out: finished articles are then judged again."""


Opener = Callable[[Found], Article]
"""Opens what was found, from a disk or an object store."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one look at an article came to: a fate, or questions to ask."""

    found: Found
    """Which article."""
    fate: str = ""
    """`ok`, `partial`, `failed`, `refused`; empty while questions are open."""
    detail: str = ""
    """The summary or the failure, as JSON."""
    open: tuple[Question[Any], ...] = ()
    """What to ask."""


def look(found: Found, name: str, how: How, store: Answers, failures: dict[str, str], opener: Opener = read) -> Outcome:
    """Read, cut and judge one article with the answers that are kept; whatever is wrong with it is its fate.

    Args:
        found: The article.
        name: Provider and model.
        how: How it is read.
        store: Kept answers.
        failures: Why some questions will have no answer, by key.
        opener: Opens it.

    Returns:
        Its fate, or what has to be asked first.

    Raises:
        CacheError: The kept answers cannot be read.
        ModelFileError: The parser cannot be had.
        OutputError: The disk is full or failing.
    """
    kept = KeptAsker(name, bare_name(name), store, failures)
    try:
        article = opener(found)
        summary = asyncio.run(summarize_article(article, kept, how.reader, readings=how.readings))
    except NotKeptError:
        return Outcome(found, open=tuple(kept.missing))
    except ArticleError as error:
        return Outcome(found, "refused", failure(found, error, "refused"))
    except (CacheError, OutputError, ModelFileError):
        raise  # the disk or the parser, not the article: the next one would fare no better
    except Exception as error:  # noqa: BLE001 - one article never stops the others
        return Outcome(found, "failed", failure(found, error, "internal"))
    if summary.status == "failed":
        reasons = "; ".join(sorted({r.reason for r in summary.rejected if r.kind == "request"}))
        return Outcome(found, "failed", failure(found, AnswerError(reasons[:300]), "answers"))
    summary = at_least(_without_chance(summary), how.min_certainty)
    if found.with_text:
        summary = summary.with_text(article.text)
    return Outcome(found, summary.status, summary.model_dump_json())


def _without_chance(summary: Summary) -> Summary:
    """Put into `run` what the answers cost when they were asked, so that a resumed run gives the same bytes."""
    run = summary.run
    asked = run.model_copy(update={"requests": run.from_cache, "from_cache": 0, "seconds": 0.0})
    return summary.model_copy(update={"run": asked})


def failure(found: Found, error: Exception, kind: str) -> str:
    """Write a line of `failures.jsonl`: which article, what happened, what to do."""
    ours = isinstance(error, (ArticleError, ModelError))
    return json.dumps({
        "path": found.name, "kind": kind, "class": type(error).__name__,
        "reason": str(error) if ours else f"{type(error).__name__}: {error}"[:300],
        "do": getattr(error, "hint", "") or ("run the same command again" if ours else "please report it"),
    }, ensure_ascii=False)  # fmt: skip


def made_by(
    name: str, how: How, *, fields: Fields | None = None, with_text: bool = False, published: date | None = None
) -> str:  # fmt: skip
    """Name everything besides the article that determines a summary."""
    wishes = " twice" * (how.readings > 1) + (f" certain:{how.min_certainty:g}" if how.min_certainty else "")
    wishes += "" if fields in (None, Fields()) else f" {fields}"
    wishes += f" published:{published}" if published else ""
    return f"{name} {how.reader} prompts:{prompt.digest()} rules:{RULES}" + wishes + (" text" if with_text else "")


_MADE_BY = re.compile(
    r"(.+?) (\S+) prompts:(\S+) rules:(\S+?)( twice)?(?: certain:(\S+))?( Fields\(.*\))?(?: published:(\S+))?( text)?"
)
_PARTS = (
    "model", "reader", "prompt", "rule", "--readings", "--min-certainty", "name of a field", "publication date",
    "--with-text",
)  # fmt: skip
"""What the groups of `_MADE_BY` hold."""


def changed(made: Iterable[str], now: str) -> str:
    """Say in what summaries differ from those that would be made now.

    Args:
        made: What `made_by` gave then.
        now: What it gives now.

    Returns:
        Words that follow "another": "model or rule".
    """
    new = _MADE_BY.fullmatch(now)
    found: set[str] = set()
    for words in made:
        old = _MADE_BY.fullmatch(words)
        if not old or not new:
            return "model, prompt, rule or option"
        found |= {part for part, a, b in zip(_PARTS, old.groups(), new.groups(), strict=True) if a != b}
    *most, last = sorted(found, key=_PARTS.index)
    return f"{', '.join(most)} or {last}" if most else last


_state: dict[str, Any] = {}


def start(cache: str, name: str, how: How) -> None:
    """Prepare a worker process; `cache` is a file of kept answers, or a directory of recordings."""
    _state.update(cache=Path(cache), name=name, how=how)


def look_at(batch: list[tuple[Found, dict[str, str]]]) -> list[Outcome]:
    """Look at some articles in a worker process."""
    if "store" not in _state:  # opened here and not in `start`, so that what is wrong with the disk can be said
        kept: Path = _state["cache"]
        _state["store"] = Recordings(kept, _state["name"]) if kept.is_dir() else AnswerStore(kept, writes=False)
    return [look(found, _state["name"], _state["how"], _state["store"], failures) for found, failures in batch]
