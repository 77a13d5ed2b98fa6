"""Summaries as they lie on a disk, and the texts of the articles they are of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from summarizer.batch.find import Found, read
from summarizer.certainty import at_least
from summarizer.documents import FEEDS, Fields
from summarizer.errors import ArticleError, ArticleMissingError, OutputError, SummarizerError
from summarizer.summary import ArticleRecord, Summary


class NotSummariesError(SummarizerError):
    """A file that was to hold summaries holds something else."""

    exit_code = 65


def read_output(path: str | Path, *, min_certainty: float = 0.0) -> Collection:
    """Read back what a batch wrote, or a file of summaries.

    Args:
        path: The output directory of `summarize batch` or of `summarize_many(…, out=…)`; or a `.json` or `.jsonl` file.
        min_certainty: 0 to 1: what is less certain is listed as rejected. What is configured says nothing here.

    Returns:
        The summaries: iterate as often as you like, they are read one at a time. `text(summary.article)` gives the
        text that a summary's offsets refer to, where it is still to be had.

    Raises:
        ArticleMissingError: There are no summaries.
        NotSummariesError: While iterating: a line is no summary.
    """
    return Collection.at(Path(path), min_certainty)


def _no_summaries(path: Path, where: str, why: str) -> NotSummariesError:
    return NotSummariesError(
        f"{str(path)!r}{where} is no summary: {why}",
        hint="give a file that `summarize … --format json` or `summarize batch` wrote",
    )


@dataclass
class Collection:
    """Summaries in a file, or in the output directory of a batch."""

    path: Path
    """A `.json` or `.jsonl` file, or a directory that holds `summaries.jsonl`."""
    min_certainty: float = 0.0
    """What is less certain stands under `rejected`."""
    _directory: Path | None = None
    _searched: bool = False
    _fields: Fields = field(default_factory=Fields)
    _lines: dict[str, dict[int, int]] = field(default_factory=dict[str, dict[int, int]])

    @classmethod
    def at(cls, path: Path, min_certainty: float = 0.0) -> Collection:
        """Look at what is there.

        Raises:
            ArticleMissingError: There are no summaries.
        """
        file = path / "summaries.jsonl" if path.is_dir() else path
        parts = path / "summaries"
        if not file.is_file() and not parts.is_dir():
            raise ArticleMissingError(
                f"{str(file)!r} does not exist", hint="make it: summarize batch DIR -o OUT, or summarize … -o a.jsonl"
            )
        collection = cls(path, min_certainty)
        about = path / "run.json"
        with suppress(OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            run = json.loads(about.read_text("utf-8") if about.is_file() else "")
            collection._directory = Path(run["directory"])
            collection._fields = Fields(text=run["text_field"])
            collection._searched = not run.get("listed", False)
        return collection

    def keep_out_of_source(self, folder: Path) -> None:
        """See that what is written into a folder is not read as news by the next batch.

        Args:
            folder: Where something is to be written.

        Raises:
            OutputError: It is the directory of the articles, or inside it and not inside the output of the batch.
        """
        place, own = folder.resolve(), self.path.resolve()
        if self._directory is None or not self._searched or (self.path.is_dir() and place.is_relative_to(own)):
            return
        if place.is_relative_to(self._directory.resolve()):
            where = "is" if place == self._directory.resolve() else "is inside"
            raise OutputError(
                f"the output directory {where} the directory of the articles: the next batch would read it as news",
                hint="choose another directory: -o DIR",
            )

    def files(self) -> list[Path]:
        """The files that hold the summaries: one, or one for each partition of a cluster."""
        if not self.path.is_dir():
            return [self.path]
        whole = self.path / "summaries.jsonl"
        return [whole] if whole.is_file() else sorted((self.path / "summaries").glob("part-*.jsonl"))

    def __iter__(self) -> Iterator[Summary]:
        """Yield the summaries, one at a time.

        Raises:
            NotSummariesError: A line is no summary.
        """
        for path in self.files():
            with path.open("rb") as file:
                start = file.read(64).lstrip()[:1]
                file.seek(0)
                if start == b"[" or (start == b"{" and path.suffix == ".json"):
                    data = file.read()
                    many = start == b"["
                    items = self._listed(data, path) if many else [data]
                    yield from (self._summary(item, path, number) for number, item in enumerate(items, start=1))
                    continue
                for number, line in enumerate(file, start=1):
                    if line.strip():
                        yield self._summary(line, path, number)

    @staticmethod
    def _listed(data: bytes, path: Path) -> list[bytes]:
        try:
            return [json.dumps(item).encode() for item in json.loads(data)]
        except (ValueError, RecursionError) as error:
            raise _no_summaries(path, "", str(error)) from None

    def _summary(self, data: bytes, path: Path, number: int) -> Summary:
        try:
            return at_least(Summary.model_validate_json(data), self.min_certainty)
        except ValidationError as error:
            first = error.errors()[0]
            raise _no_summaries(path, f" line {number}", first["msg"]) from None

    def text(self, article: ArticleRecord) -> str | None:
        """Find the text that a summary's offsets refer to.

        Args:
            article: The article's record.

        Returns:
            The text: carried by the summary, or read again from where it was; None where it is gone or has changed.
        """
        if article.text is not None:
            return article.text
        if not article.path:
            return None
        for base in (self._directory, Path(), self.path.parent):
            if base is not None and (found := self._found(base, article.path)):
                with suppress(ArticleError):
                    again = read(found)
                    if again.id == article.id:
                        return again.text
        return None

    def _found(self, base: Path, name: str) -> Found | None:
        plain, _, number = name.rpartition("#")
        for part, line in ((name, 0), (plain, int(number) if number.isdecimal() and len(number) < 12 else 0)):
            path = base / part
            if part and path.is_file():
                if path.suffix.lower() == ".jsonl":
                    offset = self._offsets(path).get(line, -1)
                    return Found(name, str(path), 0, 0, offset, line, self._fields) if offset >= 0 else None
                is_feed = path.suffix.lower() in FEEDS
                return Found(name, str(path), 0, 0, line=line if is_feed else 0, fields=self._fields)
        return None

    def _offsets(self, path: Path) -> dict[int, int]:
        known = self._lines.get(str(path))
        if known is None:
            known, at = {}, 0
            with path.open("rb") as file:
                for number, line in enumerate(file, start=1):
                    known[number] = at
                    at += len(line)
            self._lines = {str(path): known}
        return known
