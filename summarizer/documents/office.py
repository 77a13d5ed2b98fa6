"""PDF and Word files."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from summarizer.documents.found import PARAGRAPH, Found, line
from summarizer.errors import ArticleError

MAX_UNPACKED = 100 * 2**20
"""Most bytes that a Word file, which is a ZIP archive, may unpack to, pictures included."""
MAX_MARKUP = 16 * 2**20
"""Most bytes of the text part of a Word file, markup included, or of one page's stream in a PDF file."""
MAX_PAGES = 400
"""Most pages of a PDF file."""
MAX_OPERATIONS = 200_000
"""Most operands and operators of one page of a PDF file; a page of newsprint has some thousands."""
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": None}
)
"""Shapes that typesetting puts into a PDF file, not letters that anybody wrote."""


def pdf(data: bytes) -> list[Found]:
    """Read a PDF file: one article, its lines joined into paragraphs."""
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
    return [Found(text, line(facts.title if facts else None), made.date() if made else None)]


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
    for row, following in zip(lines, [*lines[1:], ""], strict=True):
        if not row:
            continue
        # The last line of a paragraph is short and ends a sentence; a heading is short and is followed by a capital.
        ends = (len(row) < 0.8 * full and re.search(r"[.!?:”\"’)]$", row)) or not following
        heading = len(row) < 0.6 * full and following[:1].isupper() and not row.endswith((",", ";", "-", "–"))
        if re.search(r"[a-z]-$", row) and following[:1].islower():
            out += row[:-1]
        else:
            out += row + (PARAGRAPH if ends or heading else " ")
    return out.strip() + "\n"


def _solid(lines: list[str]) -> list[str]:
    return [line for line in lines if line]


def docx(data: bytes) -> list[Found]:
    """Read a Word file: one article."""
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
    title = line(document.core_properties.title)
    heads = [p.text.strip() for p in islice(document.paragraphs, 20) if p.style and p.style.name == "Title"]
    made = document.core_properties.created
    text = PARAGRAPH.join(p for p in paragraphs if p) + "\n"
    return [Found(text, title or (heads[0] if heads else None), made.date() if made else None)]
