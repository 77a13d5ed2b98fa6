"""What a document is, told by its beginning and not by its name."""

from __future__ import annotations

import re
from collections.abc import Callable

from summarizer.decoding import BOMS, wide
from summarizer.documents import office, web
from summarizer.documents.found import Found
from summarizer.errors import ArticleError

Reader = Callable[[bytes], list[Found]]
"""What reads one kind of document."""

_HEAD = 8192
"""Bytes at the beginning that are looked at."""
_HTML = re.compile(rb"<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
# Files of these kinds come without the line that says they are XML, too.
_OTHER = re.compile(
    rb"<(?:!doctype\s+(?:svg|opml|nitf|newsml)|(?:svg|opml|nitf|newsml|newsmessage|newsitem|plist|kml|gpx|tei|urlset|"
    rb"sitemapindex|fictionbook|office:document)[\s>])",
    re.IGNORECASE,
)
_PDF = re.compile(rb"(?:\A|[\r\n])(?:\xef\xbb\xbf)?%PDF-\d")
_FIELD = re.compile(rb"([!-9;-~]+):[ \t]|[ \t]+\S|From ")


def reader_of(data: bytes) -> Reader | None:
    """Tell what reads a document.

    Args:
        data: Its bytes.

    Returns:
        The reader; one that refuses it where its kind is known and not read; None where it should be text.
    """
    head = data[:_HEAD]
    if head.startswith(b"%PDF") or (_PDF.search(head, 0, 1024) and b"endobj" in data):
        return office.pdf
    if head.startswith(b"PK\x03\x04"):
        return office.docx
    if is_wide(head):
        data = as_utf8(head)
    root = _root(data)
    if _HTML.match(root):
        return web.html
    if _FEED.match(root):
        return web.feed
    if _OTHER.match(root) or data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml"):
        return _other_xml
    return _mime if _is_mime(head) else None


def is_wide(data: bytes) -> bool:
    """Tell whether a page or feed is in UTF-16 or UTF-32, by its mark or by the NUL beside its first `<`."""
    return data.startswith((*(bom for bom, _ in BOMS[1:]), b"<\0", b"\0<", b"\0\0\0<"))


def as_utf8(data: bytes) -> bytes:
    """Give markup in UTF-16 or UTF-32 as UTF-8; half a character at the end is left out."""
    for bom, codec in BOMS[1:]:
        if data.startswith(bom):
            return data[len(bom) :].decode(codec, "ignore").encode()
    found = wide(data[: len(data) // 4 * 4])
    return found[0].encode() if found else data


def _root(data: bytes) -> bytes:
    """Give the beginning of the first element, behind declarations and comments of any length; one pass."""
    at = len(BOMS[0][0]) if data.startswith(BOMS[0][0]) else 0
    while True:
        while data[at : at + 1].isspace():
            at += 1
        closing = b"-->" if data.startswith(b"<!--", at) else b">" if data.startswith(b"<?", at) else b""
        end = data.find(closing, at + 2) if closing else -1
        if end < 0:
            return data[at : at + 200]
        at = end + len(closing)


def _is_mime(head: bytes) -> bool:
    """Tell whether a text begins with the fields of a mail that says how it is packed."""
    for line in head.removeprefix(b"\xef\xbb\xbf").splitlines():
        field = _FIELD.match(line)
        if field is None:
            return False
        if (field[1] or b"").lower() == b"mime-version":
            return True
    return False


def _other_xml(data: bytes) -> list[Found]:
    del data
    raise ArticleError("is XML of a kind that is not read", hint="known are HTML, RSS, Atom and JSON records (ninjs)")


def _mime(data: bytes) -> list[Found]:
    del data
    raise ArticleError(
        "is a mail, or a page saved as one (.eml, .mhtml)", hint="save its text, or the page as HTML only"
    )


NAMES: dict[Reader, str] = {
    office.pdf: "a PDF file",
    office.docx: "a Word file",
    web.html: "a web page",
    web.feed: "a feed",
    _other_xml: "XML",
    _mime: "a mail",
}
"""What to call what a reader reads."""
