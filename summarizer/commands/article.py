"""`summarize ARTICLE…`: read, ask, print."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from summarizer import guard
from summarizer.addresses import fetch, is_address, target
from summarizer.article import Article
from summarizer.certainty import at_least
from summarizer.console import Console, broken_pipe, say, told
from summarizer.documents import decode_document, read_document, read_stream
from summarizer.errors import ArticleError, ModelError, OutputError, SummarizerError, unwritable
from summarizer.files import create, write_whole
from summarizer.output import render
from summarizer.passage.encoding import warnings
from summarizer.pipeline import summarize_article
from summarizer.provider import how_of, open_asker, who_reads
from summarizer.settings import Settings
from summarizer.summary import Summary

_KINDS = {"speaker": "who says it", "read": "reading", "mend": "asking once more"}


@dataclass(frozen=True)
class Wish:
    """What the flags of `summarize ARTICLE…` ask for."""

    form: str
    """As `output.render` takes it."""
    out: Path | None
    """Write here; None: standard output."""
    published: date | None
    title: str | None
    encoding: str | None
    """Decode with this; None finds it out."""
    recordings: Path | None
    use_cache: bool
    fetch: bool = False
    with_text: bool = False
    everything: bool = False


def run(paths: list[str], settings: Settings, console: Console, wish: Wish) -> int:
    """Summarize articles one after the other and print the summaries.

    Returns:
        0; 3 where some articles could not be summarized and others could.

    Raises:
        SummarizerError: The only article, or every one, could not be summarized.
    """
    _checked(paths, wish.out)
    guard.limits.set(settings.limits)
    articles, errors = _read_all(paths, console, wish)
    unread, code = len(errors), 0
    if not articles and errors:
        raise _last(errors)
    if wish.recordings is None:
        console.note(who_reads(settings))
    texts = {article.id: article.text for article in articles}
    with _lines(wish, texts) as done:
        summaries = asyncio.run(_summarize_all(articles, settings, console, errors, wish, done))
    console.clear()
    if not summaries:
        raise _last(errors)
    if wish.form != "jsonl":
        _write(summaries, [texts[s.article.id] for s in summaries], wish)
    failed = [s for s in summaries if s.status == "failed"]
    for summary in summaries:
        if summary.status != "ok":
            reasons = sorted({r.reason for r in summary.rejected if r.kind == "request"})
            say(f"{summary.article.path or 'standard input'}: {summary.status}: {'; '.join(reasons)[:200]}")
    _hint_at_dates(summaries, console)
    if len(summaries) == len(articles) and len(errors) > unread:
        # Nothing is missing but a second reading, and that was said with its summary.
        code = errors.pop().exit_code
    for error in errors:
        say(told(error.message, error.hint))
    if len(summaries) == 1 and failed and not errors:
        return 65
    return 3 if errors or failed else code


def _last(errors: list[SummarizerError]) -> SummarizerError:
    """Give the last error, when the others have been said."""
    for error in errors[:-1]:
        say(told(error.message, error.hint))
    return errors[-1]


def _checked(paths: list[str], out: Path | None) -> None:
    """Find out before anything is read or asked what cannot work: a malformed address, an output nobody can write."""
    for path in filter(is_address, paths):
        target(path)
    try:
        if out:
            _writable(out)
    except OSError as error:  # a name that the system takes for none
        raise unwritable(out, error) from None


def _read_all(paths: list[str], console: Console, wish: Wish) -> tuple[list[Article], list[SummarizerError]]:
    articles: list[Article] = []
    errors: list[SummarizerError] = []
    for path in paths:
        try:
            found = _read(path, wish)
        except ArticleError as error:
            errors.append(error)
            continue
        for article in found:
            for warning in (*article.warnings, *warnings(article.text)):
                console.note(warning)
        articles += found
    return articles, errors


def _read(path: str, wish: Wish) -> list[Article]:
    encoding, title, published = wish.encoding, wish.title, wish.published
    if path == "-":
        return read_stream(sys.stdin.buffer, encoding=encoding, title=title, published=published)
    if not is_address(path):
        return read_document(path, encoding=encoding, title=title, published=published)
    if not wish.fetch:
        raise ArticleError(
            f"{path!r} is an address, and nothing is fetched unasked", hint=f"add --fetch: summarize --fetch {path}"
        )
    return decode_document(fetch(path), name=path, encoding=encoding, title=title, published=published)


@contextmanager
def _lines(wish: Wish, texts: dict[str, str]) -> Generator[Callable[[Summary], None]]:
    """Give what is called with each summary as it is made: with `jsonl`, its line is written at once."""
    file: Any = None

    def write(summary: Summary) -> None:
        nonlocal file
        if wish.form != "jsonl":
            return
        # Opened with the first line: where no article can be summarized, an older file stays.
        try:
            file = file or (create(wish.out) if wish.out else sys.stdout.buffer)
        except OSError as error:
            raise unwritable(wish.out, error) from None
        whole = summary.with_text(texts[summary.article.id]) if wish.with_text else summary
        try:
            file.write(render([whole], "jsonl", texts=[]).encode("utf-8", "backslashreplace"))
            file.flush()
        except BrokenPipeError:  # caught here, because the command line library would make it exit 1
            broken_pipe()

    try:
        yield write
    finally:
        if file and wish.out:
            file.close()


async def _summarize_all(
    articles: list[Article], settings: Settings, console: Console, errors: list[SummarizerError], wish: Wish,
    done: Callable[[Summary], None],
) -> list[Summary]:  # fmt: skip
    how, fetching = how_of(settings), console.fetching(settings.model_name)
    asker = open_asker(settings, recordings=wish.recordings, use_cache=wish.use_cache, progress=fetching)
    summaries: list[Summary] = []
    try:
        for number, article in enumerate(articles, start=1):
            name = Path(article.path).name if article.path else "standard input"
            lead = f"{number}/{len(articles)} {name}" if len(articles) > 1 else name

            def asking(kind: str, done: int, total: int, lead: str = lead) -> None:
                console.progress(f"{lead}: {_KINDS.get(kind, kind)}, {done} of {total} questions")

            try:
                made = await summarize_article(article, asker, how.reader, asking, readings=how.readings)
                summaries.append(at_least(made, how.min_certainty))
                done(summaries[-1])
                if asker.gate.shut_by is not None:  # a second reading was refused: the next article would be, too
                    errors.append(asker.gate.shut_by)
                    break
            except (ModelError, ArticleError) as error:
                errors.append(error)
                # The endpoint, not the article: the next one would fare no better.
                if isinstance(error, ModelError) and error.exit_code != 65:
                    break
    finally:
        await asker.close()
    return summaries


def _hint_at_dates(summaries: list[Summary], console: Console) -> None:
    """Say once what "yesterday" needs to become a date."""
    for summary in summaries:
        words = [e.time.mention.text for e in summary.events if e.time and not e.time.value]
        if words and not summary.article.published:
            name = summary.article.path or "standard input"
            console.note(f"{name}: no day of publication is known, so {words[0]!r} is no date — --published YYYY-MM-DD")
            return


def _writable(out: Path) -> None:
    if out.is_dir():
        raise OutputError(f"{str(out)!r} is a directory", hint=f"-o {out}/summary.json")
    if not out.parent.is_dir():
        raise OutputError(f"{str(out.parent)!r} does not exist", hint=f"mkdir -p {out.parent}")
    target = out if out.exists() else out.parent
    if not os.access(target, os.W_OK):
        raise OutputError(f"{str(target)!r} is not writable", hint="choose another -o FILE")


def _write(summaries: list[Summary], texts: list[str], wish: Wish) -> None:
    if wish.with_text:
        summaries = [summary.with_text(text) for summary, text in zip(summaries, texts, strict=True)]
    if wish.out is None:
        import shutil

        terminal = sys.stdout.isatty()
        width = min(100, shutil.get_terminal_size().columns) if terminal else 80
        colour = terminal and "NO_COLOR" not in os.environ
        words = render(summaries, wish.form, texts=texts, width=width, colour=colour, everything=wish.everything)
        data = words.encode("utf-8", "backslashreplace")
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:  # caught here, because the command line library would make it exit 1
            broken_pipe()
        return
    words = render(summaries, wish.form, texts=texts, everything=wish.everything)
    try:
        write_whole(wish.out, words)
    except BrokenPipeError:
        raise  # whoever reads a pipe may go
    except OSError as error:
        raise unwritable(wish.out, error) from None
