"""`summarize export`: summaries as files for other tools; `summarize labels`: what people labelled, as gold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from summarizer.article import Article, parse_date
from summarizer.collection import Collection
from summarizer.console import Console
from summarizer.errors import ArticleMissingError, SettingsError, unwritable
from summarizer.exports import jsonld, label_studio, tables
from summarizer.files import write_lines, write_whole
from summarizer.score.gold import Gold, check
from summarizer.summary import ArticleRecord, Summary

FORMS = ("csv", "parquet", "annotations", "schema.org", "label-studio")


def run(source: Path, form: str, out: Path, console: Console, *, base: str, raw: bool) -> None:
    """Write summaries in a form for another tool.

    Raises:
        SummarizerError: There are no summaries, or the files cannot be written.
    """
    collection = Collection.at(source)
    try:
        out.mkdir(parents=True, exist_ok=True)
        said = _export(collection, form, out, console, base=base, raw=raw)
    except ImportError as error:
        raise SettingsError(f"{form} needs {error.name}", hint="pip install pyarrow") from None
    except OSError as error:
        raise unwritable(out, error) from None
    console.note(said)


def _export(collection: Collection, form: str, out: Path, console: Console, *, base: str, raw: bool) -> str:
    if form in ("csv", "parquet"):
        if raw:
            console.note("--raw-csv: a spreadsheet will run formulas that stand in an article")
        counts = tables.write(_watched(collection, console), out, form, raw=raw)
        return ", ".join(f"{count:,} {name} in {out / f'{name}.{form}'}" for name, count in counts.items())
    path = out / {"annotations": "annotations.jsonl", "schema.org": "schema-org.jsonl"}.get(form, "tasks.json")
    left: list[str] = []
    if form == "label-studio":
        write_whole(out / "label-studio.xml", label_studio.config(), private=False)
        write_lines(path, _array(_tasks(collection, console, left)), private=False)
    elif form == "annotations":
        watched = _watched(collection, console)
        pages = (_line(jsonld.annotation_page(s, collection.text(s.article), base)) for s in watched)
        write_lines(path, pages, private=False)
    else:
        records = (_line(jsonld.schema_org(s, base)) for s in _watched(collection, console))
        write_lines(path, records, private=False)
    gone = f"; {len(left):,} left out, their text is gone: summarize … --with-text keeps it" if left else ""
    return f"{path}{gone}"


def _watched(summaries: Iterable[Summary], console: Console) -> Iterator[Summary]:
    for number, summary in enumerate(summaries, start=1):
        if number % 500 == 0:
            console.progress(f"{number:,} summaries")
        yield summary
    console.clear()


def _line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _tasks(collection: Collection, console: Console, left: list[str]) -> Iterator[bytes]:
    for summary in _watched(collection, console):
        text = collection.text(summary.article)
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


def take_labels(file: Path, out: Path, split: str, console: Console) -> None:
    """Make label files of an export of Label Studio, their articles beside them.

    Raises:
        SummarizerError: The export cannot be read, or its labels do not fit its texts.
    """
    try:
        tasks: Any = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise ArticleMissingError(f"{str(file)!r} cannot be read: {error.strerror}") from None
    except ValueError:
        raise label_studio.LabelsError(f"{str(file)!r} is no JSON", hint="export from Label Studio as JSON") from None
    (out / "articles").mkdir(parents=True, exist_ok=True)
    for number, task in enumerate(tasks if isinstance(tasks, list) else [tasks], start=1):
        text, person, quotes, claims, events = label_studio.labelled(task)
        data: dict[str, Any] = task["data"]
        name = Path(str(data.get("path") or f"task-{task.get('id', number)}")).stem
        article = Article.from_text(text)
        day = parse_date(str(data.get("published") or "")) or article.published
        record = ArticleRecord(
            id=article.id, path=f"articles/{name}.txt", title=str(data.get("title") or "") or article.title,
            published=day.isoformat() if day else None, language=article.language, characters=len(text),
        )  # fmt: skip
        gold = Gold(
            schema_version="1", split="dev" if split == "dev" else "test", traps=[], labelled=f"Label Studio, {person}",
            article=record, optional=[], quotes=quotes, claims=claims, events=events,
        )  # fmt: skip
        if problems := check(gold, text):
            raise label_studio.LabelsError(f"{name}: {problems[0]}", hint="correct that region and export again")
        write_whole(out / "articles" / f"{name}.txt", text)
        write_whole(out / f"{name}.json", gold.model_dump_json(indent=1) + "\n")
        console.note(f"{out / name}.json: {len(quotes)} quotes, {len(claims)} claims, {len(events)} events")
