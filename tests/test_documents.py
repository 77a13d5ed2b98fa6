"""Web pages, PDF and Word files, feeds and records become articles; hostile ones become one clear line."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest

from summarizer.batch.find import find, read
from summarizer.documents import Fields, decode_document, decode_record, parse, read_document
from summarizer.errors import ArticleError

STORY = [
    "The harbour of Port Arlen will stay closed until Friday, the mayor said on Tuesday after a second inspection.",
    "“We open when the divers tell us so, and not an hour before,” Lena Ortiz told reporters outside the town hall.",
    "The depot’s operator denied that the tanks had been overfilled and promised to publish its own report in May.",
]
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Harbour stays closed | Arlen Post</title>
<meta property="og:title" content="Harbour stays closed"><meta property="og:site_name" content="Arlen Post">
<meta property="article:published_time" content="2025-03-18T09:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a> Subscribe now for only one crown a week</nav>
<article><h1>Harbour stays closed</h1>{"".join(f"<p>{p}</p>" for p in STORY)}</article>
<aside>Advertisement: buy a boat</aside><footer>© Arlen Post. All rights reserved. Cookies</footer></body></html>"""


def pdf(lines: list[str], *, pages: int = 1) -> bytes:
    """A PDF file by hand: one line of text a row, the same on every page but for the page's number."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    for number in range(1, pages + 1):
        rows = ["Arlen Post weekly", *lines[(number - 1) * 4 :][: 4 if pages > 1 else None], str(number)]
        shown = "".join(f"1 0 0 1 50 {780 - 16 * at} Tm ({row}) Tj " for at, row in enumerate(rows))
        stream = f"BT /F1 11 Tf {shown}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F1 {font} >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Count {pages} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>"
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    size = len(objects) + 1
    return (
        out
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
        ).encode()
    )


def docx(title: str = "", *above: str) -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = title
    document.core_properties.created = datetime(2019, 7, 1, 9, tzinfo=UTC)
    for paragraph in [*above, *STORY]:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_web_page_gives_its_article_and_nothing_around_it():
    [article] = decode_document(PAGE.encode(), name="page.txt")  # told by its beginning, not by its name

    assert article.text == "\n\n".join(STORY) + "\n"
    assert (article.title, article.published, article.source) == (
        "Harbour stays closed",
        date(2025, 3, 18),
        "Arlen Post",
    )


UPDATES = [
    {
        "headline": "Bridge closed",
        "datePublished": "2026-03-04T17:20:00+01:00",
        "articleBody": f"{STORY[0]}\n{STORY[1]}",
    },
    {"datePublished": "2026-03-03T23:50:00+01:00", "articleBody": f"<p>{STORY[2]}</p><script>x</script>"},
    {"headline": "A picture", "datePublished": "2026-03-03T23:40:00+01:00"},
]


def live_blog(ours: dict | list) -> str:
    words = json.dumps(ours).replace("</", "<\\/")
    return PAGE.replace("</head>", f'<script type="application/ld+json">{words}</script></head>')


@pytest.mark.parametrize("wrap", [lambda blog: blog, lambda blog: [blog], lambda blog: {"@graph": [{}, blog]}])
def test_a_live_blog_keeps_its_entries_apart_each_below_its_time(wrap):
    blog = {
        "@type": "LiveBlogPosting",
        "headline": "Flood: live",
        "datePublished": "2026-03-04T08:00:00Z",
        "liveBlogUpdate": UPDATES,
    }
    [article] = decode_document(live_blog(wrap(blog)).encode(), name="live.html")

    assert article.text.split("\n\n") == [
        "17:20", "Bridge closed", STORY[0], STORY[1], "23:50 on 2026-03-03", STORY[2] + "\n",
    ]  # fmt: skip
    assert (article.title, article.published, article.headline) == ("Flood: live", date(2026, 3, 4), None)


@pytest.mark.parametrize(
    "said", ["{", "[1, null]", '{"liveBlogUpdate": 5}', '{"liveBlogUpdate": [{"articleBody": 5}]}', "[" * 9999]
)
def test_a_page_that_says_nothing_of_its_entries_is_read_as_any_other(said):
    page = PAGE.replace("</head>", f'<script type="application/ld+json">{said}</script><!-- liveBlogUpdate --></head>')

    assert decode_document(page.encode(), name="live.html")[0].text == "\n\n".join(STORY) + "\n"


def test_the_headline_of_a_page_is_its_own_and_not_that_of_its_first_entry():
    page = PAGE.replace("<article><h1>", "<article><h2>Bridge closed to all</h2><h1>")
    [article] = decode_document(page.encode(), name="live.html")

    assert (article.title, article.headline) == ("Harbour stays closed", None)


def test_a_word_file_gives_a_paragraph_for_every_paragraph():
    [article] = decode_document(docx("Harbour stays closed"), name="a.docx")

    assert article.text == "\n\n".join(STORY) + "\n"
    assert article.title == "Harbour stays closed"


@pytest.mark.parametrize(
    ("above", "day"),
    [((), "2019-07-01"), (("Harbour stays closed", "By Ann Lee | 2025-10-09"), "2025-10-09"),
     (("Harbour stays closed", "9 October 2025"), "2025-10-09")],
    ids=["nothing said", "byline", "date line"],
)  # fmt: skip
def test_the_date_in_a_word_file_comes_before_that_of_the_file(above, day):
    """A file is made, copied from a template or saved anew on any day."""
    [article] = decode_document(docx("Harbour stays closed", *above), name="a.docx")
    [wished] = decode_document(docx("Harbour stays closed", *above), name="a.docx", published=date(2024, 1, 1))

    assert str(article.published) == day
    assert wished.published == date(2024, 1, 1)


def test_a_pdf_file_loses_its_line_ends_hyphens_running_heads_and_page_numbers():
    lines = [
        "Harbour stays closed",
        "The harbour of Port Arlen will stay closed until Friday, the mayor said on",
        "Tuesday. The divers were sent down again to look at the wreck of the ferry that",
        "sank there in January, and found a second leak in the tank, which had been over-",
        "looked.",
        "Lena Ortiz, who runs the town, asked the operator for a plan by the end of May, and",
        "for the names of everybody who had worked at the depot in the night of the fire. The",
        "operator said it would answer in time.",
        "The council meets on Monday.",
        "Three of its nine members want the depot moved out of the harbour for good, but the",
        "others fear for the two hundred people who work there.",
    ]
    [article] = decode_document(pdf(lines, pages=3), name="a.pdf")

    assert "overlooked.\n\nLena Ortiz" in article.text
    assert "Harbour stays closed\n\nThe harbour" in article.text
    assert "the mayor said on Tuesday. The divers" in article.text
    assert "Arlen Post weekly" not in article.text
    assert not any(line.strip().isdigit() for line in article.text.splitlines())


def test_a_feed_gives_an_article_for_every_entry_that_holds_one(tmp_path):
    entries = "".join(
        f"<item><title>Story {n}</title><pubDate>Tue, 18 Mar 2025 09:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{STORY[0]}&lt;/p&gt;&lt;p&gt;{STORY[n]}&lt;/p&gt;</description></item>"
        for n in (1, 2)
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Arlen Post</title>{entries}<item><title>Link only</title></item></channel></rss>'
    (tmp_path / "arlen.rss").write_text(feed)
    articles = read_document(tmp_path / "arlen.rss")
    found = sorted(find(tmp_path, include=[], exclude=[], follow=False, skip=None), key=lambda f: f.name)

    assert [(a.title, a.published, a.source) for a in articles] == [
        ("Story 1", date(2025, 3, 18), "Arlen Post"), ("Story 2", date(2025, 3, 18), "Arlen Post"),
    ]  # fmt: skip
    assert articles[1].text == f"{STORY[0]}\n\n{STORY[2]}\n"
    assert [f.name for f in found] == ["arlen.rss#1", "arlen.rss#2"]
    assert [read(f).text for f in found] == [a.text for a in articles]


def test_a_ninjs_item_and_any_other_record_are_read_by_the_names_of_their_fields(tmp_path):
    item = {
        "uri": "tag:arlen.example,2025:1", "headline": "Harbour stays closed", "versioncreated": "2025-03-18T09:00:00Z",
        "body": {"html": f"<p>{STORY[0]}</p><p>{STORY[1]}<br>— from our desk</p><script>alert(1)</script>"},
    }  # fmt: skip
    fields = Fields("body.html", "headline", "versioncreated")
    article = decode_record(json.dumps(item), name="item.json", fields=fields)
    (tmp_path / "item.json").write_text(json.dumps(item))
    [found] = find(tmp_path, include=["*.json"], exclude=[], follow=False, skip=None, fields=fields)

    assert article.text == f"{STORY[0]}\n\n{STORY[1]}\n\n— from our desk\n"
    assert (article.title, article.published) == ("Harbour stays closed", date(2025, 3, 18))
    assert read(found).text == article.text
    with pytest.raises(ArticleError, match="has no field 'text'; it has body, headline") as error:
        decode_record(json.dumps(item), name="item.json", fields=Fields())
    assert "--text-field" in error.value.hint


def zipped(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (zipped("word/document.xml", b"\0" * 200 * 2**20), "unpacks to more"),
        (zipped("../../etc/passwd", b"root"), "ZIP archive"),
        (b"%PDF-1.7\ngarbage", "cannot be read as a PDF"),
        (pdf([]), "holds no text"),
        (b"<html><body><nav>Home</nav></body></html>", "no article|too short"),
        (b"<html>" + b"<div>" * 20_000, "no article|cannot be read"),
        (b"<rss version='2.0'><channel><item><title>Link</title></item></channel></rss>", "no article"),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item>'
         b"<description>&x;</description></item></channel></rss>", "XML of a kind"),
    ],
    ids=["zip bomb", "zip slip", "broken pdf", "scan", "no article", "deep", "links only", "entity"],
)  # fmt: skip
def test_what_holds_no_article_is_refused_in_one_line(data, says):
    with pytest.raises(ArticleError, match=says) as error:
        decode_document(data, name="a.bin")
    assert "\n" not in str(error.value)
    assert "root:" not in str(error.value)


def test_without_the_library_the_next_command_is_said(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(ArticleError, match="needs pypdf") as error:
        parse(pdf(["plain words"]), "a.pdf")
    assert "pip install" in error.value.hint
