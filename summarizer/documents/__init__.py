"""Read articles out of what people have: web pages, PDF and Word files, feeds, JSON records.

The text that is extracted here is the article's text from then on: offsets refer to it, `--with-text` prints it.
Every format is read by a kept library of the extra `documents`, imported only when such a file comes along, and in a
child process: what a hostile file can do to a parser, it does to that child, within the limits of `guard`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from summarizer import guard
from summarizer.article import MAX_BYTES, Article, decode_article, parse_date, read_bytes
from summarizer.documents import kinds, web
from summarizer.documents.found import INSTALL, Found
from summarizer.errors import ArticleError

MAX_DOCUMENT_BYTES = 20 * 2**20
"""Largest page, PDF, Word file or feed that is opened; the text in it is held to `article.MAX_BYTES`."""
SUFFIXES = (".html", ".htm", ".xhtml", ".pdf", ".docx", ".rss", ".atom")
"""What a batch looks at besides text."""
FEEDS = (".rss", ".atom")
"""Suffixes of files that hold several articles."""


@dataclass(frozen=True)
class Fields:
    """Where a JSON record keeps what, as paths with dots: `body_text`, `content.rendered`."""

    text: str = "text"
    """The article; HTML is recognized and its text extracted."""
    title: str = "title"
    """The headline."""
    published: str = "published"
    """The publication date; `date` is looked at too."""


def read_document(
    path: str | Path, *, encoding: str | None = None, title: str | None = None, published: date | None = None
) -> list[Article]:
    """Read a file of any kind we know.

    Args:
        path: A text, Markdown, HTML, PDF or Word file, or a feed.
        encoding: Decode text with this instead of finding it out.
        title: Wins over what the document says.
        published: Wins over what the document says.

    Returns:
        Its articles: one, or one for each entry of a feed.

    Raises:
        ArticleMissingError: No such file, or it cannot be read.
        ArticleError: It holds no article.
    """
    data = read_bytes(path, MAX_DOCUMENT_BYTES)
    return decode_document(data, name=str(path), encoding=encoding, title=title, published=published)


def read_stream(
    stream: BinaryIO, *, encoding: str | None = None, title: str | None = None, published: date | None = None
) -> list[Article]:
    """Read a document from a binary stream such as standard input; see `read_document`."""
    data = stream.read(MAX_DOCUMENT_BYTES + 1)
    return decode_document(data, name=None, encoding=encoding, title=title, published=published)


def decode_document(
    data: bytes, *, name: str | None, encoding: str | None = None, title: str | None = None,
    published: date | None = None,
) -> list[Article]:  # fmt: skip
    """Make articles of a document's bytes; what they are is told by their beginning, not by the name.

    Args:
        data: The document.
        name: Its path, for messages and the summary; None for standard input.
        encoding: Decode text with this instead of finding it out.
        title: Wins over what the document says.
        published: Wins over what the document says.

    Returns:
        Its articles.

    Raises:
        ArticleError: It holds no article.
    """
    shown = repr(name) if name else "standard input"
    read = kinds.reader_of(data)
    if read is None:
        return [
            guard.call(
                f"reading {shown}", decode_article, data, name=name, encoding=encoding, title=title, published=published
            )
        ]
    if len(data) > MAX_DOCUMENT_BYTES:
        raise ArticleError(f"{shown} is larger than {MAX_DOCUMENT_BYTES // 2**20} MiB", hint="split it into articles")
    found = guard.run(f"reading {shown}", parse, data, shown)
    many, headed = read is web.feed, read not in _APART

    def made() -> list[Article]:
        return [
            _article(one, f"{name or '-'}#{number}" if many else name, shown, title, published, headed=headed)
            for number, one in enumerate(found, start=1)
            if not many or len(one.text.split()) >= 5
        ]

    articles = guard.call(f"reading {shown}", made)
    if not articles:
        raise ArticleError(f"{shown} holds no article", hint="its entries may be links only: save the pages themselves")
    return articles


def parse(data: bytes, shown: str) -> list[Found]:
    """Parse a document of a foreign format, whatever happens inside its library.

    Args:
        data: The document; not plain text.
        shown: Its name, for messages.

    Returns:
        What it holds.

    Raises:
        ArticleError: It holds no article.
        MemoryError: There is not enough memory for it.
    """
    read = kinds.reader_of(data)
    assert read is not None  # noqa: S101 - plain text is decoded, not parsed
    try:
        found = read(kinds.as_utf8(data) if kinds.is_wide(data) else data)
        if sum(len(one.text) for one in found) > MAX_DOCUMENT_BYTES:
            raise ArticleError(f"holds more than {MAX_DOCUMENT_BYTES // 2**20} MiB of text", hint="split it")
    except ArticleError as error:
        raise ArticleError(f"{shown} {error.message}", hint=error.hint) from None
    except ImportError as error:
        raise ArticleError(f"{shown} needs {error.name} to be read", hint=INSTALL) from None
    except MemoryError:
        raise
    except (Exception, RecursionError) as error:  # noqa: BLE001 - a parser can fail on hostile bytes in any way
        raise ArticleError(
            f"{shown} cannot be read as {kinds.NAMES[read]}: {type(error).__name__}",
            hint="save the article as plain text",
        ) from None
    return found


def decode_record(data: bytes | str, *, name: str, fields: Fields) -> Article:
    """Make an article of one JSON object: a line of a `.jsonl` file, or a ninjs item.

    Args:
        data: The JSON.
        name: For messages and the summary.
        fields: Where the record keeps what.

    Returns:
        The article.

    Raises:
        ArticleError: It is no object with such a field.
    """
    try:
        record: Any = json.loads(data)
    except (ValueError, RecursionError):
        raise ArticleError(f"{name!r} is no JSON object", hint="correct that line") from None
    text = _field(record, fields.text)
    if not isinstance(text, str):
        known = ", ".join(sorted(record)[:8]) if isinstance(record, dict) else "no object"
        raise ArticleError(
            f"{name!r} has no field {fields.text!r}; it has {known or 'none'}",
            hint="name the field that holds the article: --text-field NAME",
        )
    if web.MARKUP.search(text[:2000]):
        text = web.fragment(text)
    title = _field(record, fields.title)
    day = next((d for key in (fields.published, "date") if (d := parse_date(str(_field(record, key) or "")))), None)
    return Article.from_text(text, path=name, title=title if isinstance(title, str) else None, published=day)


def _field(record: Any, path: str) -> Any:
    for key in path.split("."):
        record = record.get(key) if isinstance(record, dict) else None
    return record


def _article(
    found: Found, name: str | None, shown: str, title: str | None, published: date | None, *, headed: bool
) -> Article:  # fmt: skip
    if len(found.text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise ArticleError(f"{shown} holds more than {MAX_BYTES // 2**20} MiB of text", hint="split it into articles")
    # When a PDF or Word file was made is a guess of when its article was published: the date in its text comes first.
    first = published or (None if headed else found.published)
    article = Article.from_text(found.text, path=name, title=title or found.title, published=first)
    # A page says its headline apart from its text: what heads the text is another one, of a live blog's entry say.
    own = headed or found.title is None
    return replace(
        article, source=article.source or found.source, headline=article.headline if own else None,
        published=article.published or found.published,
    )  # fmt: skip


_APART = (web.html, web.feed)
"""What says its headline apart from its text."""
