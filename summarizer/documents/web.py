"""Web pages, feeds and pieces of HTML."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from summarizer.article import parse_date
from summarizer.documents.found import INSTALL, PARAGRAPH, Found, line
from summarizer.errors import ArticleError

MAX_ENTRIES = 5_000
"""Most entries of a feed; what sites publish has ten to a hundred."""
_BLOCKS = frozenset(
    "p div br li ul ol blockquote h1 h2 h3 h4 h5 h6 tr table section article header footer figure figcaption".split()
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_ENTRY = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_DECLARED = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>")
MARKUP = re.compile(r"<(?:p|div|br|html|body)\b[^>]*>", re.IGNORECASE)
"""A sign that a text is HTML."""


def html(data: bytes) -> list[Found]:
    """Read a web page: one article, what stands around it left out."""
    import trafilatura

    if (blog := _live_blog(data)) is not None:
        return [blog]
    found: Any = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False, include_tables=True)
    if found is None or not getattr(found, "text", None):
        raise ArticleError("holds no article text", hint="save the article's own page, or its text")
    title = line(found.title)
    lines = [line.strip() for line in str(found.text).splitlines() if line.strip()]
    if lines and title and lines[0] == title:
        del lines[0]
    return [Found(PARAGRAPH.join(lines) + "\n", title, parse_date(found.date), line(found.sitename))]


def _live_blog(data: bytes) -> Found | None:
    """Read a live blog from what it says of itself by schema.org: its entries apart, each below its time."""
    if b"liveBlogUpdate" not in data:
        return None
    import trafilatura

    tree: Any = trafilatura.load_html(data)
    for script in () if tree is None else tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            said: Any = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        graph: Any = said.get("@graph", [said]) if isinstance(said, dict) else said
        for blog in graph if isinstance(graph, list) else []:
            if isinstance(blog, dict) and isinstance(updates := blog.get("liveBlogUpdate"), list):
                published = str(blog.get("datePublished") or blog.get("coverageStartTime") or "")[:10]
                entries = [_entry(update, published) for update in updates[:MAX_ENTRIES] if isinstance(update, dict)]
                if any(entries):
                    text = PARAGRAPH.join(entry for entry in entries if entry) + "\n"
                    publisher = blog.get("publisher")
                    site = publisher.get("name") if isinstance(publisher, dict) else None
                    return Found(
                        text, line(blog.get("headline") or blog.get("name")), parse_date(published), line(site)
                    )
    return None


def _entry(update: dict[str, Any], published: str) -> str:
    """One entry: its time, with the day where it is not the page's; its heading; its text. "" where it has no text."""
    body, moment = update.get("articleBody"), str(update.get("datePublished") or "")
    if not isinstance(body, str) or not body.strip():
        return ""
    day = "" if moment[:10] == published else f" on {moment[:10]}"
    time = moment[11:16] + day if _MOMENT.match(moment) else ""
    text = (
        fragment(body).strip()
        if MARKUP.search(body)
        else PARAGRAPH.join(filter(None, map(str.strip, body.splitlines())))
    )
    return PARAGRAPH.join(part for part in (time, line(update.get("headline")), text) if part)


def feed(data: bytes) -> list[Found]:
    """Read a feed: an article for each entry, of which some may hold no text."""
    import feedparser

    if sum(1 for _ in _ENTRY.finditer(data)) > MAX_ENTRIES:
        raise ArticleError(f"has more than {MAX_ENTRIES:,} entries", hint="split it into feeds")
    feed: Any = feedparser.parse(_undeclared(data))
    site = line(feed.feed.get("title"))
    found: list[Found] = []
    for entry in feed.entries:
        body = next((c.get("value") for c in entry.get("content", []) if c.get("value")), entry.get("summary") or "")
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        day = date(*moment[:3]) if moment else None
        found.append(Found(fragment(body) if body.strip() else "", line(entry.get("title")), day, site))
    return found


def _undeclared(data: bytes) -> bytes:
    """Take the declaration off a feed that is UTF-8, whatever it says: nothing else decodes so by chance."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return data
    return data if b"\x1b" in data else _DECLARED.sub(b"", data, count=1)  # ESC: Japanese in seven bits


def fragment(html: str) -> str:
    """Give the text of a piece of HTML that is all article, a paragraph for every block."""
    try:
        from lxml import html as parser
    except ImportError:
        raise ArticleError("an article in HTML needs lxml to be read", hint=INSTALL) from None
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
    return PARAGRAPH.join(part for part in paragraphs if part) + "\n"
