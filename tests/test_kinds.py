"""Documents are told by what they hold, however it is packed, declared and introduced; the others are refused."""

from __future__ import annotations

import pytest
from test_documents import PAGE, STORY, pdf

from summarizer.documents import decode_document, kinds, parse, web
from summarizer.errors import ArticleError

WIDE = ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]


def feed(*entries: str, head: str = '<?xml version="1.0"?>') -> str:
    return f'{head}<rss version="2.0"><channel><title>Arlen Post</title>{"".join(entries)}</channel></rss>'


@pytest.mark.parametrize("codec", WIDE)
def test_a_page_in_wide_characters_is_a_page(codec):
    [article] = decode_document(PAGE.encode(codec), name="page.html")

    assert article.text == "\n\n".join(STORY) + "\n"


@pytest.mark.parametrize("codec", ["utf-16", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize("said", ["", ' encoding="utf-16"', ' encoding="shift_jis"'])
def test_a_feed_is_read_as_what_it_is_and_not_as_what_it_says(codec, said):
    words = feed(f"<item><description>{STORY[1]}</description></item>", head=f'<?xml version="1.0"{said}?>')
    [article] = decode_document(words.encode(codec), name="a.rss")

    assert article.text == STORY[1] + "\n"


@pytest.mark.parametrize("before", [b"\n\n", b"\xef\xbb\xbf", b"HTTP/1.1 200 OK\r\n\r\n", b"\x00\r\n"])
def test_a_pdf_file_may_have_something_before_it(before):
    [article] = decode_document(before + pdf(["The harbour stays closed until Friday, the mayor said."]), name="a.pdf")

    assert article.text.endswith("\n\nThe harbour stays closed until Friday, the mayor said.\n")


@pytest.mark.parametrize("before", ["<!-- a -->" * 3000, f"<!--{'x' * 99_000}-->", "<?a?>\n<!---->"])
def test_comments_of_any_length_may_stand_before_a_page(before):
    assert kinds.reader_of(f"{before}{PAGE}".encode()) is web.html


MIME = "Subject: Harbour\nX-Long: a\n b\nMIME-Version: 1.0\nContent-Type: text/html\n\n<html><body>"
REFUSED = {
    "rich text": (b"{\\rtf1\\ansi The harbour stays closed until Friday.}", "rich text"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), r"\.doc.*password"),
    "PostScript": (b"%!PS-Adobe-3.0\n(The harbour stays closed until Friday.) show", "PostScript"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(range(99)), "7z archive"),
    "saved page": (MIME.encode(), "a mail, or a page saved as one"),
    "outline": (b'<opml version="2.0"><body><outline text="The harbour stays closed until Friday"/></body></opml>', "XML of"),
    "drawing": (b"<!-- a --><svg xmlns='a'><text>The harbour stays closed until Friday</text></svg>", "XML of"),
    "drawing in wide characters": ("<svg xmlns='a'><text>The harbour stays closed</text></svg>".encode("utf-16"), "XML of"),
    "map of a site": (b"<urlset><url>five words are in here</url></urlset>", "XML of"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_known_and_not_read_is_refused_in_one_line(data, says):
    with pytest.raises(ArticleError, match=says) as error:
        decode_document(data, name="a.txt")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "words",
    [
        "Harbour: the mayor said on Monday that it stays closed.\n\nMIME-Version: 1.0 was in the mail that she showed.",
        "Subject: the harbour\n\nIt stays closed until Friday, the mayor said.",
        "“%PDF-1.7 is how such files begin,” the clerk said.\n\nNobody knew what an endobj was.",
        "<b>The harbour</b> stays closed until Friday, the mayor said.",
        "<svgs> is no word, but the harbour stays closed all the same.",
    ],
)
def test_a_text_that_only_looks_like_it_stays_a_text(words):
    assert decode_document(words.encode(), name="a.txt")[0].text == words


@pytest.mark.parametrize("entry", ["<item>{}</item>", "<x:item>{}</x:item>", "<ITEM>{}</ITEM>", "<item/>{}", "<item\n>{}</item>"])  # fmt: skip
def test_entries_are_counted_however_they_are_written(entry, monkeypatch):
    monkeypatch.setattr(web, "MAX_ENTRIES", 20)
    with pytest.raises(ArticleError, match="more than 20 entries"):
        parse(feed(entry.format(f"<description>{STORY[0]}</description>") * 21).encode(), "a.rss")


def test_many_entries_are_made_into_articles_within_the_limits(monkeypatch):
    """What a child hands over is gone through under the same clock."""
    from summarizer import documents, guard

    watched: list[object] = []
    monkeypatch.setattr(guard, "call", lambda what, function, *more, **named: watched.append(what) or function(*more))
    documents.decode_document(feed(f"<item><description>{STORY[0]}</description></item>").encode(), name="a.rss")

    assert watched == ["reading 'a.rss'"]
