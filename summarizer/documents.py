"""Read articles out of what people have: web pages, PDF and Word files, feeds, JSON records.

The text that is extracted here is the article's text from then on: offsets refer to it, `--with-text` prints it.
Every format is read by a kept library of the extra `documents`, imported only when such a file comes along, and in a
child process: what a hostile file can do to a parser, it does to that child, within the limits of `guard`.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from summarizer import guard
from summarizer.article import MAX_BYTES, Article, decode_article, parse_date, read_bytes
from summarizer.errors import ArticleError

MAX_DOCUMENT_BYTES = 20 * 2**20
"""Largest page, PDF, Word file or feed that is opened; the text in it is held to `article.MAX_BYTES`."""
MAX_UNPACKED = 100 * 2**20
"""Most bytes that a Word file, which is a ZIP archive, may unpack to, pictures included."""
MAX_MARKUP = 16 * 2**20
"""Most bytes of the text part of a Word file, markup included, or of one page's stream in a PDF file."""
MAX_PAGES = 400
"""Most pages of a PDF file."""
MAX_OPERATIONS = 200_000
"""Most operands and operators of one page of a PDF file; a page of newsprint has some thousands."""
MAX_ENTRIES = 5_000
"""Most entries of a feed; what sites publish has ten to a hundred."""
SUFFIXES = (".html", ".htm", ".xhtml", ".pdf", ".docx", ".rss", ".atom")
"""What a batch looks at besides text."""
FEEDS = (".rss", ".atom")
"""Suffixes of files that hold several articles."""

_INSTALL = 'pip install "grounded-summarizer[documents]", or in a checkout: pip install ".[documents]"'
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*+<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
# A comment is atomic: else a run of them could be parted in 2^n ways.
_FEED = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->|<\?.*?\?>)\s*)*+<(?:rss|feed|rdf:RDF)[\s>]", re.DOTALL)
_BLOCKS = frozenset(
    "p div br li ul ol blockquote h1 h2 h3 h4 h5 h6 tr table section article header footer figure figcaption".split()
)
_PARAGRAPH = "\n\n"
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": None}
)
"""Shapes that typesetting puts into a PDF file, not letters that anybody wrote."""


@dataclass(frozen=True)
class Fields:
    """Where a JSON record keeps what, as paths with dots: `body_text`, `content.rendered`."""

    text: str = "text"
    """The article; HTML is recognized and its text extracted."""
    title: str = "title"
    """The headline."""
    published: str = "published"
    """The publication date; `date` is looked at too."""


@dataclass(frozen=True)
class _Found:
    """What a library found in a document."""

    text: str
    title: str | None = None
    published: date | None = None
    source: str | None = None


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
    read = _reader_of(data)
    if read is None:
        return [
            guard.call(
                f"reading {shown}", decode_article, data, name=name, encoding=encoding, title=title, published=published
            )
        ]
    if len(data) > MAX_DOCUMENT_BYTES:
        raise ArticleError(f"{shown} is larger than {MAX_DOCUMENT_BYTES // 2**20} MiB", hint="split it into articles")
    found = guard.run(f"reading {shown}", parse, data, shown)
    many = read is _feed
    articles = [
        _article(one, f"{name or '-'}#{number}" if many else name, shown, title, published)
        for number, one in enumerate(found, start=1)
        if not many or len(one.text.split()) >= 5
    ]
    if not articles:
        raise ArticleError(f"{shown} holds no article", hint="its entries may be links only: save the pages themselves")
    return articles


def parse(data: bytes, shown: str) -> list[_Found]:
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
    read = _reader_of(data)
    assert read is not None  # noqa: S101 - plain text is decoded, not parsed
    try:
        found = read(data)
        if sum(len(one.text) for one in found) > MAX_DOCUMENT_BYTES:
            raise ArticleError(f"holds more than {MAX_DOCUMENT_BYTES // 2**20} MiB of text", hint="split it")
    except ArticleError as error:
        raise ArticleError(f"{shown} {error.message}", hint=error.hint) from None
    except ImportError as error:
        raise ArticleError(f"{shown} needs {error.name} to be read", hint=_INSTALL) from None
    except MemoryError:
        raise
    except (Exception, RecursionError) as error:  # noqa: BLE001 - a parser can fail on hostile bytes in any way
        raise ArticleError(
            f"{shown} cannot be read as {_KINDS[read]}: {type(error).__name__}", hint="save the article as plain text"
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
    if re.search(r"<(?:p|div|br|html|body)\b[^>]*>", text[:2000], re.IGNORECASE):
        text = _fragment(text)
    title = _field(record, fields.title)
    day = next((d for key in (fields.published, "date") if (d := parse_date(str(_field(record, key) or "")))), None)
    return Article.from_text(text, path=name, title=title if isinstance(title, str) else None, published=day)


def _field(record: Any, path: str) -> Any:
    for key in path.split("."):
        record = record.get(key) if isinstance(record, dict) else None
    return record


def _article(found: _Found, name: str | None, shown: str, title: str | None, published: date | None) -> Article:
    if len(found.text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise ArticleError(f"{shown} holds more than {MAX_BYTES // 2**20} MiB of text", hint="split it into articles")
    article = Article.from_text(
        found.text, path=name, title=title or found.title, published=published or found.published
    )
    return replace(article, source=article.source or found.source)


def _reader_of(data: bytes) -> Callable[[bytes], list[_Found]] | None:
    head = data[:4096]
    if head.startswith(b"%PDF"):
        return _pdf
    if head.startswith(b"PK\x03\x04"):
        return _docx
    text = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(text):
        return _html
    if _FEED.match(text):
        return _feed
    return _other_xml if text.lstrip().startswith(b"<?xml") else None


def _other_xml(data: bytes) -> list[_Found]:
    del data
    raise ArticleError("is XML of a kind that is not read", hint="known are HTML, RSS, Atom and JSON records (ninjs)")


def _html(data: bytes) -> list[_Found]:
    import trafilatura

    found: Any = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False, include_tables=True)
    if found is None or not getattr(found, "text", None):
        raise ArticleError("holds no article text", hint="save the article's own page, or its text")
    title = _line(found.title)
    lines = [line.strip() for line in str(found.text).splitlines() if line.strip()]
    if lines and title and lines[0] == title:
        del lines[0]
    return [_Found(_PARAGRAPH.join(lines) + "\n", title, parse_date(found.date), _line(found.sitename))]


def _pdf(data: bytes) -> list[_Found]:
    import logging

    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data))
    try:
        # Its own limits are for books with pictures.
        with apply_configuration(
            array_based_stream_maximum_output_length=MAX_MARKUP, lzw_maximum_output_length=MAX_MARKUP,
            run_length_maximum_output_length=MAX_MARKUP, zlib_maximum_output_length=MAX_MARKUP,
            stream_decoding_work_maximum_length=4 * MAX_MARKUP, stream_parsing_work_maximum_count=MAX_OPERATIONS,
        ):  # fmt: skip
            if len(reader.pages) > MAX_PAGES:
                raise ArticleError(f"has more than {MAX_PAGES} pages", hint="split it into articles")
            pages = [page.extract_text().translate(_LIGATURES) for page in reader.pages]
    except FileNotDecryptedError:
        raise ArticleError("is locked with a password", hint="save it without one first") from None
    text = _unwrapped(pages)
    if len(text.split()) < 5:
        raise ArticleError(
            "holds no text: a scan, perhaps", hint="recognize its text first, as with: ocrmypdf IN.pdf OUT.pdf"
        )
    facts = reader.metadata
    made = facts.creation_date if facts else None
    return [_Found(text, _line(facts.title if facts else None), made.date() if made else None)]


def _unwrapped(pages: Iterable[str]) -> str:
    """Join the lines of a page into paragraphs, and drop what stands at the head or foot of most pages."""
    split = [[line.strip() for line in page.splitlines()] for page in pages]
    edges = Counter(line for lines in split for line in {*_solid(lines)[:2], *_solid(lines)[-2:]})
    repeated = {line for line, count in edges.items() if count > max(2, len(split) / 2)}
    lines = [
        line for page in split for line in page if line not in repeated and not re.fullmatch(r"[\d/ –-]{1,9}", line)
    ]
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[int(len(lengths) * 0.9)] if lengths else 0
    out = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line:
            continue
        # The last line of a paragraph is short and ends a sentence; a heading is short and is followed by a capital.
        ends = (len(line) < 0.8 * full and re.search(r"[.!?:”\"’)]$", line)) or not following
        heading = len(line) < 0.6 * full and following[:1].isupper() and not line.endswith((",", ";", "-", "–"))
        if re.search(r"[a-z]-$", line) and following[:1].islower():
            out += line[:-1]
        else:
            out += line + (_PARAGRAPH if ends or heading else " ")
    return out.strip() + "\n"


def _solid(lines: list[str]) -> list[str]:
    return [line for line in lines if line]


def _docx(data: bytes) -> list[_Found]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
            raise ArticleError("unpacks to more than it should", hint="save the article as plain text")
        parts = {info.filename: info.file_size for info in archive.infolist()}
        if max((size for name, size in parts.items() if name.endswith((".xml", ".rels"))), default=0) > MAX_MARKUP:
            raise ArticleError("unpacks to more than it should", hint="save the article as plain text")
        if "word/document.xml" not in parts:
            raise ArticleError("is not text: it is a ZIP archive", hint="unpack it, or save the article as plain text")
    from docx import Document

    document = Document(io.BytesIO(data))
    paragraphs = [p.text.strip() for p in document.paragraphs]
    title = _line(document.core_properties.title)
    heads = [p.text.strip() for p in islice(document.paragraphs, 20) if p.style and p.style.name == "Title"]
    made = document.core_properties.created
    text = _PARAGRAPH.join(p for p in paragraphs if p) + "\n"
    return [_Found(text, title or (heads[0] if heads else None), made.date() if made else None)]


def _feed(data: bytes) -> list[_Found]:
    import feedparser

    if sum(1 for _ in re.finditer(rb"<(?:item|entry)[\s>]", data)) > MAX_ENTRIES:
        raise ArticleError(f"has more than {MAX_ENTRIES:,} entries", hint="split it into feeds")
    feed: Any = feedparser.parse(data)
    site = _line(feed.feed.get("title"))
    found: list[_Found] = []
    for entry in feed.entries:
        body = next((c.get("value") for c in entry.get("content", []) if c.get("value")), entry.get("summary") or "")
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        day = date(*moment[:3]) if moment else None
        found.append(_Found(_fragment(body) if body.strip() else "", _line(entry.get("title")), day, site))
    return found


def _fragment(html: str) -> str:
    """Give the text of a piece of HTML that is all article, a paragraph for every block."""
    try:
        from lxml import html as parser
    except ImportError:
        raise ArticleError("an article in HTML needs lxml to be read", hint=_INSTALL) from None
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

    tree = parser.fragment_fromstring(f"<div>{html}</div>")
    parts: list[str] = []
    skipped = 0  # inside how many scripts and the like
    # Not by recursion: what is nested deeper than Python's stack is an article all the same.
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        silent = not isinstance(node.tag, str) or node.tag in ("script", "style")
        if event == "start":
            skipped += silent
            if not skipped:
                parts += ["\x00" if node.tag in _BLOCKS else "", node.text or ""]
            continue
        skipped -= silent and event == "end"
        if not skipped:
            parts += ["\x00" if node.tag in _BLOCKS else "", node.tail or ""]
    paragraphs = (re.sub(r"\s+", " ", part).strip() for part in "".join(parts).split("\x00"))
    return _PARAGRAPH.join(part for part in paragraphs if part) + "\n"


def _line(value: Any) -> str | None:
    """One line of what a document says of itself, or None."""
    words = re.sub(r"\s+", " ", str(value)).strip() if value else ""
    return words[:300] or None


_KINDS: dict[Callable[[bytes], list[_Found]], str] = {
    _pdf: "a PDF file",
    _docx: "a Word file",
    _html: "a web page",
    _feed: "a feed",
    _other_xml: "XML",
}
