"""Recorded fixtures: raw answers, one readable JSON file an article; replay without a network."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from summarizer.errors import InvalidAnswerError, RecordingMissingError
from summarizer.files import write_whole
from summarizer.model.answers import read_answer
from summarizer.model.asker import MAX_REASKS, LiveAsker, Tally
from summarizer.questions import Request

FORMAT = 1


def slug(model: str) -> str:
    """Give the directory name of a model's recordings."""
    return re.sub(r"[^\w.-]+", "-", model.removeprefix("local/")).strip("-")


def parts(request: Request, model: str) -> dict[str, str]:
    """Give a short digest of each thing that determines an answer, to say later which one changed."""
    return {
        "model": _short(model),
        "prompt": _short(request.system),
        "passage": _short(request.user),
        "schema": _short(json.dumps(request.schema, sort_keys=True)),
        "parameters": _short(f"{request.max_tokens} 0"),
        "complaints": _short("|".join(request.more)),
    }


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _ids(request: Request) -> str:
    return " ".join(q.id for q in request.questions) or request.task


class RecordingAsker:
    """Answers from recordings only; a missing one is an error that says what changed."""

    def __init__(self, directory: Path, model: str) -> None:
        self.name = model
        """Provider and model that were recorded."""
        self.model = model.partition("/")[2].rsplit("/", 1)[-1]
        """The name that entered the digests."""
        self._root = directory
        own = directory / slug(model)
        self._directory = own if own.is_dir() else directory

    @cached_property
    def _answers(self) -> dict[str, tuple[str, dict[str, Any]]]:
        found: dict[str, tuple[str, dict[str, Any]]] = {}
        if not self._directory.is_dir():
            raise RecordingMissingError(f"{str(self._directory)!r} is no directory of recordings", hint=self._hint(""))
        for path in sorted(self._directory.glob("*.json")):
            try:
                content = json.loads(path.read_text("utf-8"))
                for entry in content["answers"]:
                    found[entry["key"]] = (content["article"]["id"], entry)
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise RecordingMissingError(f"{str(path)!r} is no recording: {error}", hint=self._hint("")) from None
        return found

    async def ask(self, request: Request, tally: Tally) -> BaseModel:
        """Answer one request as it was answered when recorded, complaints and all."""
        for attempt in range(MAX_REASKS + 1):
            key = request.key(self.model)
            known = self._answers.get(key)
            if known is None:
                raise self._missing(request)
            tally.from_cache += 1
            usage = known[1]["raw"].get("usage") or {}
            tally.input, tally.output = tally.input + usage.get("input", 0), tally.output + usage.get("output", 0)
            tally.cached += usage.get("cached", 0)
            try:
                return read_answer(known[1]["raw"], request)
            except InvalidAnswerError as error:
                if attempt == MAX_REASKS:
                    raise
                request = request.complaining(error.message)
        raise AssertionError("unreachable")

    def _missing(self, request: Request) -> RecordingMissingError:
        same = [e for a, e in self._answers.values() if a == request.article and e["question"] == _ids(request)]
        if not any(a == request.article for a, _ in self._answers.values()):
            changed = "no answer about this article is recorded: it is new, or its text changed"
        elif not same:
            changed = f"question {_ids(request)} is new"
        else:
            now, then = parts(request, self.model), same[0]["parts"]
            changed = "changed: " + ", ".join(name for name in now if now[name] != then.get(name))
        return RecordingMissingError(
            f"no recorded answer of {self.name} to {request.task} {_ids(request)} ({changed})",
            hint=self._hint(self.name),
        )

    def _hint(self, model: str) -> str:
        return f"summarize record ARTICLE… --recordings {self._root}" + (f" --model {model}" if model else "")

    async def close(self) -> None:
        """Do nothing."""


class Recorder:
    """Passes requests on to a live model and notes every raw answer."""

    def __init__(self, live: LiveAsker) -> None:
        self.name, self._live = live.name, live
        self._noted: list[Request] = []

    async def ask(self, request: Request, tally: Tally) -> BaseModel:
        """Ask the live model; note what was asked, complaints included."""
        self._noted.append(request)
        return await self._live.ask(request, tally)

    def save(self, directory: Path, name: str, article_id: str) -> Path:
        """Write the answers about one article, in a stable order.

        Args:
            directory: The recordings' root; the model gets a folder of its own.
            name: File name without suffix.
            article_id: SHA-256 of the article's text.

        Returns:
            The file.
        """
        entries: list[dict[str, Any]] = []
        for request in self._noted:
            current = request
            for _ in range(MAX_REASKS + 1):
                raw = self._live.store.get(current.key(self._live.model))
                if raw is None:
                    break
                entries.append(_entry(current, self._live.model, raw))
                try:
                    read_answer(raw, current)
                    break
                except InvalidAnswerError as error:
                    current = current.complaining(error.message)
        content = {
            "format": FORMAT,
            "model": self.name,
            "article": {"name": name, "id": article_id},
            "answers": entries,
        }
        folder = directory / slug(self.name)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.json"
        write_whole(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
        self._noted.clear()
        return path


def _entry(request: Request, model: str, raw: dict[str, Any]) -> dict[str, Any]:
    asked = request.user if request.task != "article" else ""
    return {
        "question": _ids(request), "task": request.task, "key": request.key(model), "parts": parts(request, model),
        "asked": asked.split("\n"), "raw": {k: raw.get(k) for k in ("content", "finish", "refusal", "usage")},
    }  # fmt: skip
