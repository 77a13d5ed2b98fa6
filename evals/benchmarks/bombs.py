"""Documents that are small on disk and large, deep or endless inside: `DOCUMENTS[name]()` gives the bytes of one."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

WORDS = "The mayor said on Monday that five people were killed in Arlen and that the harbour stays closed. "
"""What an honest document would hold."""
ATTRIBUTES = " ".join(f'a{n}="1"' for n in range(300_000))
"""For one element."""
_CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def page(body: str, head: str = "") -> bytes:
    """A web page."""
    return f"<!DOCTYPE html><html><head><title>A</title>{head}</head><body><article>{body}</article></body></html>".encode()


def word(body: str, head: str = "") -> bytes:
    """A Word file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        text = f'<?xml version="1.0"?>{head}<w:document {_WORD}><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", text)
    return buffer.getvalue()


def feed(entries: str, head: str = "") -> bytes:
    """A feed."""
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>A</title>{entries}</channel></rss>'.encode()


def pdf(*objects: bytes) -> bytes:
    """A PDF file of these objects; the first is its catalogue."""
    parts, places, begin = [b"%PDF-1.4\n"], list[int](), 9
    for number, body in enumerate(objects, start=1):
        places.append(begin)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        begin += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out = b"".join(parts) + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\n" % (
        size,
        table,
        size,
    )
    return out + b"startxref\n%d\n%%%%EOF" % begin


def one_page(stream: bytes, entries: bytes = b"/Filter /FlateDecode", resources: bytes = b"") -> bytes:
    """A PDF file of one page with this stream."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 "
        + font
        + b" >> "
        + resources
        + b" >> >>",
        b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(stream), entries, stream),
    )


def _squeezed(unit: bytes, size: int, *, times: int = 1) -> bytes:
    packer = zlib.compressobj(9)
    out = b"".join(packer.compress(unit * (2**20 // len(unit))) for _ in range(size // 2**20)) + packer.flush()
    for _ in range(times - 1):
        out = zlib.compress(out, 9)
    return out


def _laughs(depth: int = 12) -> str:
    lines = ['<!ENTITY a0 "lol lol lol lol lol lol">']
    for level in range(1, depth):
        ten = f"&a{level - 1};" * 10
        lines.append(f'<!ENTITY a{level} "{ten}">')
    return f"<!DOCTYPE rss [{''.join(lines)}]>"


def _entry(number: int) -> str:
    return f"<item><title>Story {number}</title><description>{WORDS}</description></item>"


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _many_pages(count: int) -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(count))
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%b] >>" % (count, kids),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )


def _form_that_draws_itself() -> bytes:
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 11 >>"
        b"\nstream\n/X Do /X Do\nendstream",
    )


def _forms_that_double(levels: int = 30) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
    ]
    for level in range(levels):
        following = b"/Resources << /XObject << /X %d 0 R >> >>" % (level + 6) if level < levels - 1 else b""
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] %b /Length 11 >>\nstream\n/X Do /X Do\nendstream"
            % following
        )
    return pdf(*objects)


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "pdf: 300 MB in 300 kB": lambda: one_page(_squeezed(b"(a) Tj ", 300 * 2**20)),
    "pdf: 300 MB packed twice": lambda: one_page(
        _squeezed(b"(a) Tj ", 300 * 2**20, times=2), b"/Filter [/FlateDecode /FlateDecode]"
    ),
    "pdf: 15 MB of operators": lambda: one_page(_squeezed(b"BT /F1 9 Tf (a) Tj ET ", 15 * 2**20)),
    "pdf: 15 MB of open brackets": lambda: one_page(_squeezed(b"[", 15 * 2**20)),
    "pdf: 15 MB of open dictionaries": lambda: one_page(_squeezed(b"<<", 15 * 2**20)),
    "pdf: one string of 15 MB": lambda: one_page(b"BT /F1 9 Tf (" + b"a" * 15 * 2**20 + b") Tj ET", b""),
    "pdf: pages that are their own parent": lambda: pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>"
    ),
    "pdf: 100,000 pages": lambda: _many_pages(100_000),
    "pdf: a form that draws itself": _form_that_draws_itself,
    "pdf: forms that double 30 times": _forms_that_double,
    "pdf: a cross-reference that leads back": lambda: (
        b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF"
    ),
    "pdf: 10 MB of nothing": lambda: b"%PDF-1.4\n" + b" " * 10 * 2**20 + b"%%EOF",
    "pdf: 2,000,000 lines of objects": lambda: b"%PDF-1.4\n" + b"1 0 obj\n" * 2_000_000 + b"%%EOF",
    "word: 60 MB of paragraphs": lambda: word(_paragraph("a") * (60 * 2**20 // len(_paragraph("a")))),
    "word: 15 MB of paragraphs": lambda: word(_paragraph("a b") * (15 * 2**20 // len(_paragraph("a b")))),
    "word: one text of 200 MB": lambda: word(_paragraph("a" * 200 * 2**20)),
    "word: nested 100,000 deep": lambda: word("<w:p>" * 100_000 + "a" + "</w:p>" * 100_000),
    "word: 300,000 attributes": lambda: word(f"<w:p {ATTRIBUTES}/>"),
    "word: entities that grow tenfold": lambda: word(_paragraph("&a11;"), _laughs()),
    "word: 100,000 empty files": lambda: _crowded_archive(100_000),
    "html: 300,000 attributes": lambda: page(f"<p {ATTRIBUTES}>{WORDS * 9}</p>"),
    "html: one element 300,000 times": lambda: page(f"<p>{WORDS * 9}</p>" + "<b>a</b>" * 300_000),
    "html: nested 100,000 deep": lambda: page("<div>" * 100_000 + WORDS * 9),
    "html: tables in tables": lambda: page("<table><tr><td>" * 20_000 + WORDS * 9),
    "html: lists in lists": lambda: page("<ul><li>" * 50_000 + WORDS * 9),
    "html: unclosed tags": lambda: page(f"<p>{WORDS * 9}" + "<a<b<i" * 300_000),
    "html: a comment that never ends": lambda: page(f"<p>{WORDS * 9}</p>" + "<!-- " * 300_000),
    "html: 10 MB of entities": lambda: page(f"<p>{WORDS * 9}{'&amp;' * 2_000_000}</p>"),
    "html: one word of 15 MB": lambda: page(f"<p>{WORDS * 9}{'a' * 15 * 2**20}</p>"),
    "html: 15 MB of spaces": lambda: page(f"<p>{WORDS * 9}{' ' * 15 * 2**20}</p>"),
    "html: 100,000 meta dates": lambda: page(f"<p>{WORDS * 9}</p>", '<meta name="date" content="1 1 1 1">' * 100_000),
    "html: 5 MB of JSON-LD": lambda: page(
        f"<p>{WORDS * 9}</p>", f'<script type="application/ld+json">{"[" * 5_000_000}</script>'
    ),
    "html: an unfinished date 200,000 times": lambda: page(f"<p>{WORDS * 9}{'2024-2024/2024-' * 200_000}</p>"),
    "feed: 120,000 entries": lambda: feed("".join(_entry(n) for n in range(120_000))),
    "feed: 5,000 entries": lambda: feed("".join(_entry(n) for n in range(5_000))),
    "feed: one entry of 15 MB": lambda: feed(f"<item><description>{WORDS * 150_000}</description></item>"),
    "feed: nested 100,000 deep": lambda: feed("<a>" * 100_000 + _entry(1)),
    "feed: an entry nested 100,000 deep": lambda: feed(
        f"<item><description>{'&lt;div&gt;' * 100_000}{WORDS}</description></item>"
    ),
    "feed: 300,000 attributes": lambda: feed(f"<item {ATTRIBUTES}/>{_entry(1)}"),
    "feed: entities that grow tenfold": lambda: feed("<item><description>&a11;</description></item>", _laughs()),
    "feed: 10 MB of open tags": lambda: feed("<" * 10 * 2**20),
}
"""By format and attack. None is larger than 20 MB, most are far smaller."""


def _crowded_archive(count: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("word/document.xml", "<a/>")
        for number in range(count):
            archive.writestr(f"word/{number}", "")
    return buffer.getvalue()
