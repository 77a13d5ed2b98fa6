"""`summarize export`: summaries as files for other tools; `summarize labels`: what people labelled, as gold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from summarizer import review
from summarizer.article import Article, parse_date
from summarizer.collection import Collection
from summarizer.console import Console
from summarizer.errors import ArticleMissingError, SettingsError, unwritable
from summarizer.exports import jsonld, label_studio, tables
from summarizer.files import read_whole, write_lines, write_whole
from summarizer.score.gold import Gold, check
from summarizer.settings import least_certainty
from summarizer.summary import ArticleRecord, Claim, Event, Quote, Summary


def run(
    source: Path, form: str, out: Path, console: Console, *, base: str, raw: bool, min_certainty: float | None = None
) -> None:
    """Write summaries in a form for another tool.

    Reviews saved in the pages are taken from `reviews` beside the summaries. What is less certain than wished, or
    configured, and no person has decided about, is left out.

    Raises:
        SummarizerError: There are no summaries, or the files cannot be written.
    """
    collection, floor = Collection.at(source), least_certainty(min_certainty)
    collection.keep_out_of_source(out)
    reviews = review.read_reviews((source if source.is_dir() else source.parent) / "reviews")

    def shown() -> Iterator[Summary]:
        for number, summary in enumerate(collection, start=1):
            if number % 500 == 0:
                console.progress(f"{number:,} summaries")
            yield review.decided_on(summary, reviews.get(summary.article.id), floor)
        console.clear()

    try:
        out.mkdir(parents=True, exist_ok=True)
        said = _export(shown(), collection.text, form, out, console, base=base, raw=raw)
    except ImportError as error:
        raise SettingsError(f"{form} needs {error.name}", hint='pip install ".[ray]"') from None
    except OSError as error:
        raise unwritable(out, error) from None
    console.note(said)


_TextOf = Callable[[ArticleRecord], str | None]


def _export(
    summaries: Iterator[Summary], text_of: _TextOf, form: str, out: Path, console: Console, *, base: str, raw: bool
) -> str:  # fmt: skip
    if form in ("csv", "parquet"):
        if raw:
            console.note("--raw-csv: a spreadsheet will run formulas that stand in an article")
        counts = tables.write(summaries, out, form, raw=raw)
        return ", ".join(f"{count:,} {name} in {out / f'{name}.{form}'}" for name, count in counts.items())
    path = out / {"annotations": "annotations.jsonl", "schema.org": "schema-org.jsonl"}.get(form, "tasks.json")
    left: list[str] = []
    if form == "label-studio":
        write_whole(out / "label-studio.xml", label_studio.config(), private=False)
        write_lines(path, _array(_tasks(summaries, text_of, left)), private=False)
    elif form == "annotations":
        pages = (_line(jsonld.annotation_page(s, text_of(s.article), base)) for s in summaries)
        write_lines(path, pages, private=False)
    else:
        records = (_line(jsonld.schema_org(s, base)) for s in summaries)
        write_lines(path, records, private=False)
    gone = f"; {len(left):,} left out, their text is gone: summarize … --with-text keeps it" if left else ""
    return f"{path}{gone}"


def _line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _tasks(summaries: Iterator[Summary], text_of: _TextOf, left: list[str]) -> Iterator[bytes]:
    for summary in summaries:
        text = text_of(summary.article)
        if text is None:
            left.append(summary.article.id)
            continue
        yield _line(label_studio.task(summary, text)).rstrip()


def _array(items: Iterable[bytes]) -> Iterator[bytes]:
    lead = b"[\n"
    for item in items:
        yield lead + item
        lead = b",\n"
    yield b"\n]\n" if lead == b",\n" else b"[]\n"


_LONGEST_NAME = 200
"""Bytes of a name, its suffix left out: file systems take 255."""


@dataclass(frozen=True)
class _Labelled:
    """What people decided about one article."""

    name: str
    """Of the label file."""
    text: str
    article: dict[str, Any]
    """Title and publication date, where they are known."""
    by: str
    """Who labelled it and how."""
    quotes: list[Quote]
    claims: list[Claim]
    events: list[Event]
    optional: list[str]
    """Ids of labels nobody looked at."""


def take_labels(file: Path, out: Path, split: str, console: Console) -> None:
    """Make label files of reviews saved in the page, or of an export of Label Studio; their articles beside them.

    Args:
        file: A file, or a directory of them.
        out: Where the labels go.
        split: `dev` or `test`.
        console: Says what was made.

    Raises:
        SummarizerError: A file cannot be read, or its labels do not fit its texts.
    """
    files = sorted(file.glob("*.json")) if file.is_dir() else [file]
    if file.is_dir() and (file / "run.json").is_file():
        raise ArticleMissingError(
            f"{str(file)!r} is the output of a batch, which holds no labels",
            hint=f"summarize labels {file / 'reviews'} -o {out}, with the reviews saved in the pages there",
        )
    if not files:
        raise ArticleMissingError(f"{str(file)!r} holds no .json files")
    texts: dict[str, str] = {}
    for path in files:
        for found in _labelled(path):
            labelled = replace(found, name=_free(found, texts))
            try:
                _keep_labels(labelled, out, split)
            except OSError as error:
                raise unwritable(out, error) from None
            counts = f"{len(labelled.quotes)} quotes, {len(labelled.claims)} claims, {len(labelled.events)} events"
            left = f", {len(labelled.optional)} of them optional: nobody looked at them" if labelled.optional else ""
            console.note(f"{out / labelled.name}.json: {counts}{left}")


def _labelled(path: Path) -> Iterator[_Labelled]:
    try:
        data: Any = json.loads(read_whole(path))
    except OSError as error:
        raise ArticleMissingError(f"{str(path)!r} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise label_studio.LabelsError(f"{str(path)!r} is no JSON", hint="export from Label Studio as JSON") from None
    if review.is_review(data):
        for reviewed in review.read_review(path).articles:
            article = reviewed.article
            name = _file_name(article.path or "", article.id[:12])
            by = f"review in the page, {reviewed.reviewer}; read by {reviewed.model}"
            known = {"title": article.title, "published": article.published}
            yield _Labelled(name, article.text or "", known, by, *review.labels(reviewed))
        return
    if data == []:
        raise label_studio.LabelsError(f"{str(path)!r} holds no tasks", hint="export from Label Studio as JSON")
    for number, task in enumerate(data if isinstance(data, list) else [data], start=1):
        try:
            text, person, quotes, claims, events = label_studio.labelled(task)
        except (LookupError, TypeError, AttributeError, ValueError, OverflowError, RecursionError) as error:
            raise label_studio.LabelsError(
                f"task {number} of {str(path)!r} is no labelling: {type(error).__name__}",
                hint="export from Label Studio as JSON",
            ) from None
        name = _file_name(str(task["data"].get("path") or ""), f"task-{task.get('id', number)}")
        yield _Labelled(name, text, task["data"], f"Label Studio, {person}", quotes, claims, events, [])


def _free(labelled: _Labelled, texts: dict[str, str]) -> str:
    """Give a name that no other article of this run has; the same article keeps its own."""
    number, name = 1, labelled.name
    while texts.setdefault(name, labelled.text) != labelled.text:
        number += 1
        name = f"{labelled.name}-{number}"
    return name


def _file_name(path: str, otherwise: str) -> str:
    """Give what a label file is called: as its article's file, in signs that every disk and terminal takes."""
    stem = re.sub(r"[^\w. -]+", "-", Path(path).stem).strip("-. ")
    return stem.encode()[:_LONGEST_NAME].decode(errors="ignore") or re.sub(r"[^\w-]+", "-", otherwise)[:_LONGEST_NAME]


def _keep_labels(labelled: _Labelled, out: Path, split: str) -> None:
    text, known = labelled.text, labelled.article
    article = Article.from_text(text)
    day = parse_date(str(known.get("published") or "")) or article.published
    record = ArticleRecord(
        id=article.id, path=f"articles/{labelled.name}.txt", title=str(known.get("title") or "") or article.title,
        published=day.isoformat() if day else None, language=article.language, characters=len(text),
    )  # fmt: skip
    gold = Gold(
        schema_version="1", split="dev" if split == "dev" else "test", traps=[], labelled=labelled.by,
        article=record, optional=labelled.optional, quotes=labelled.quotes, claims=labelled.claims,
        events=labelled.events,
    )  # fmt: skip
    if problems := check(gold, text):
        raise label_studio.LabelsError(f"{labelled.name}: {problems[0]}", hint="correct that region and export again")
    (out / "articles").mkdir(parents=True, exist_ok=True)
    write_whole(out / "articles" / f"{labelled.name}.txt", text)
    write_whole(out / f"{labelled.name}.json", gold.model_dump_json(indent=1) + "\n")
