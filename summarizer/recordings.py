"""Recorded fixtures: kept answers in readable JSON, a file for each article; replayed through the one door, offline."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from summarizer.errors import AnswerError, NotKeptError, RecordingMissingError, unwritable
from summarizer.files import read_whole, write_whole
from summarizer.model.asker import KeptAsker, LiveAsker
from summarizer.model.body import body_of, completion_of, first_body, question_key, raw_of
from summarizer.model.gate import Gate
from summarizer.question import Question, Tally
from summarizer.reading import Answer
from summarizer.settings import bare_name

A = TypeVar("A", bound=Answer)
FORMAT = 2
"""Of the files; another one is refused."""


def slug(model: str) -> str:
    """Give the directory name of a model's recordings."""
    return re.sub(r"[^\w.-]+", "-", model.removeprefix("local/")).strip("-")


def parts(body: Mapping[str, Any]) -> dict[str, str]:
    """Give a short digest of each thing that determines an answer, to say later which one changed."""
    system, user, *more = body["messages"]
    heat = body.get("temperature")
    return {
        "model": _short(body["model"]),
        "prompt": _short(system["content"]),
        "passage": _short(user["content"]),
        "schema": _short(body["response_format"]["json_schema"]["schema"]),
        "parameters": _short([body["max_tokens"], heat] if heat else body["max_tokens"]),
        "complaints": _short(more),
    }


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class Recordings:
    """A store of recorded answers: read only."""

    def __init__(self, directory: Path, model: str) -> None:
        self._hint, self._model = hint(directory, ""), model
        own = directory / slug(model)
        self._directory = own if own.is_dir() else directory

    @cached_property
    def entries(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """For each key the article's id and what the file holds."""
        found: dict[str, tuple[str, dict[str, Any]]] = {}
        if not self._directory.is_dir():
            raise RecordingMissingError(f"{str(self._directory)!r} is no directory of recordings", hint=self._hint)
        for path in sorted(filter(Path.is_file, self._directory.glob("*.json"))):
            try:
                content = json.loads(read_whole(path))
                if content["format"] != FORMAT:
                    raise RecordingMissingError(
                        f"{str(path)!r} is a recording of format {content['format']!r}; this version reads {FORMAT}",
                        hint=f"record it again: {self._hint}",
                    )
                for entry in content["answers"]:
                    _checked(entry)
                    found[entry["key"]] = (content["article"]["id"], entry)
            except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
                why = f"{type(error).__name__}: {error}"[:160]
                raise RecordingMissingError(f"{str(path)!r} is no recording: {why}", hint=self._hint) from None
        others = [] if found else _recorded(self._directory)
        if others:
            raise RecordingMissingError(
                f"no answer of {self._model} is recorded in {str(self._directory)!r}, but of {', '.join(others)}",
                hint=f"--model {others[-1]}",
            )
        return found

    def get(self, key: str) -> bytes | None:
        """Give the recorded answer to a request as the body of a completion, or None."""
        known = self.entries.get(key)
        return body_of(known[1]["raw"]) if known else None

    async def begin(self, key: str) -> None:
        """Let nobody ask."""

    async def finish(self, attempt: int, key: str, outcome: str, tokens: tuple[int, int], raw: bytes | None) -> None:
        """Keep nothing."""

    async def forget(self, key: str) -> None:
        """Forget nothing."""

    def close(self) -> None:
        """Do nothing."""


def _checked(entry: Mapping[str, Any]) -> None:
    """Raise where a recorded answer lacks something that is looked at later."""
    if not isinstance(entry["task"], str) or completion_of(body_of(entry["raw"])) is None:
        raise ValueError("an answer has another form")
    entry["parts"].items()


def _recorded(directory: Path) -> list[str]:
    """Name the models that have a folder of recordings."""
    found: list[str] = []
    for folder in sorted(path for path in directory.iterdir() if path.is_dir()):
        try:
            first = next(iter(sorted(folder.glob("*.json"))))
            found.append(str(json.loads(read_whole(first))["model"]))
        except (OSError, ValueError, KeyError, TypeError, StopIteration):
            continue
    return found


def hint(directory: Path, model: str) -> str:
    """Give the command that records what is missing."""
    return f"summarize record ARTICLE… --recordings {directory}" + (f" --model {model}" if model else "")


class RecordingAsker:
    """Answers from recordings only; a missing one is an error that says what changed."""

    def __init__(self, directory: Path, model: str) -> None:
        self.name = model
        """Provider and model that were recorded."""
        self.model = bare_name(model)
        """The name that enters the digest of what was asked."""
        self.gate = Gate(1)
        """Lets nothing through, for nothing is asked."""
        self._root = directory
        self._recordings = Recordings(directory, model)
        self._kept = KeptAsker(model, self.model, self._recordings)

    async def ask(self, question: Question[A], tally: Tally) -> A:
        """Answer one question as it was answered when recorded, corrections and all."""
        try:
            return await self._kept.ask(question, tally)
        except NotKeptError:
            raise self._missing(question) from None

    def _missing(self, question: Question[Any]) -> RecordingMissingError:
        entries = self._recordings.entries
        now = parts(first_body(question, self.model))
        same = [e for article, e in entries.values() if article == question.article and e["task"] == question.task]
        if question_key(question, self.model) in entries:
            changed = "changed: complaints"
        elif not any(article == question.article for article, _ in entries.values()):
            changed = "no answer about this article is recorded: it is new, or its text changed"
        elif not same:
            changed = f"nothing about this article was asked as {question.task!r}"
        else:
            differing = [[name for name in now if now[name] != e["parts"].get(name)] for e in same]
            changed = "changed: " + ", ".join(min(differing, key=len))
        return RecordingMissingError(
            f"no recorded answer of {self.name} to {question.task!r} ({changed})",
            hint=hint(self._root, self.name) + " --readings 2" * (question.temperature is not None),
        )

    async def close(self) -> None:
        """Do nothing."""


class Recorder:
    """Passes questions on to a live model and notes them, so that every answer can be written down."""

    def __init__(self, live: LiveAsker) -> None:
        self.name, self._live = live.name, live
        live.keeps_useless = True
        self._noted: list[Question[Any]] = []

    async def ask(self, question: Question[A], tally: Tally) -> A:
        """Ask the live model."""
        self._noted.append(question)
        return await self._live.ask(question, tally)

    async def save(self, directory: Path, name: str, article_id: str) -> Path:
        """Write the answers about one article, in the order of asking.

        Args:
            directory: The recordings' root; the model gets a folder of its own.
            name: File name without suffix.
            article_id: SHA-256 of the article's text.

        Returns:
            The file.

        Raises:
            OutputError: It cannot be written; the answers are kept in the cache.
        """
        entries: dict[str, dict[str, Any]] = {}
        for question in self._noted:
            for key, body in await self._course_of(question):
                completion = completion_of(self._live.store.get(key) or b"")
                if completion is not None:
                    entries[key] = {
                        "task": question.task, "key": key, "parts": parts(body), "raw": raw_of(completion),
                    }  # fmt: skip
        content = {
            "format": FORMAT,
            "model": self.name,
            "article": {"name": name, "id": article_id},
            "answers": list(entries.values()),
        }
        path = directory / slug(self.name) / f"{name}.json"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
        except OSError as error:
            raise unwritable(path, error) from None
        self._noted.clear()
        return path

    async def _course_of(self, question: Question[Any]) -> list[tuple[str, dict[str, Any]]]:
        """Go the way of a question once more, through kept answers, and note every request on it."""
        from summarizer.model.client import Client
        from summarizer.model.transport import KeptTransport

        seen: dict[str, dict[str, Any]] = {}
        client = Client(KeptTransport(self._live.store, seen=seen.__setitem__), self._live.model)
        try:
            await client.ask(question, Tally())
        except AnswerError:
            pass  # declined, cut off, of no use: recorded as it was
        finally:
            await client.close()
        return list(seen.items())
