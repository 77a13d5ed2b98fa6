"""Foreign text in Markdown, rendered by what people render it with: nothing in it becomes anything but text."""

from __future__ import annotations

import html
import re

import cmarkgfm
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarizer.printable import markdown, printable

IT = MarkdownIt("commonmark", {"linkify": True, "html": True}).enable(["linkify", "table", "strikethrough"])
# What a forge looks for in the rendered page, when no backslash is left.
MENTION = re.compile(r"(?<![\w/])@[A-Za-z0-9]|[#!]\d|\bGH-\d", re.ASCII | re.IGNORECASE)
LINKS = [
    "http://evil.example/a", "HTTPS://evil.example", "ftp://evil.example", "www.evil.example", "WWW.3com.com/x",
    "//evil.example/x", "evil.com", "see evil.com/path?q=1", "me@evil.example", "mailto:me@evil.example",
    "xmpp:me@evil.example", "xn--bcher-kva.com", "news.xn--p1ai", "a.b.c.evil.org", "https://user:pw@evil.example",
    "http://1.2.3.4/", "<https://evil.example>", "[a](https://evil.example)", "![a](//evil.example/i.png)",
]  # fmt: skip
MENTIONS = [
    "@everyone",
    "hello @alice, @org/team",
    "#123",
    "org/repo#123",
    "!45",
    "GH-123",
    "gh-7",
    "(@bob)",
    "&#64;bob",
]
OTHERS = [
    "<img src=x onerror=1>", "<b>", "&lt;script&gt;", "`code`", "**a** _b_ ~~c~~", "# h", "> q", "- a", "+ a", "* a",
    "1. a", "12) a", "|a|b|", "---", "===", "a\\", "$x^2$", "[^1]", "\\[a](b)", "&copy;", "{#id}", "!\\[a](b)",
]  # fmt: skip


def rendered(words: str) -> list[str]:
    """Bodies of the pages that two renderers make of a list item with these words."""
    text = f"- {markdown(words)} `1:2`\n"
    return [cmarkgfm.github_flavored_markdown_to_html(text), IT.render(text)]


@pytest.mark.parametrize("words", [*LINKS, *MENTIONS, *OTHERS])
def test_nothing_is_linked_marked_or_mentioned(words):
    for page in rendered(words):
        assert page.count("<") == page.count("</") * 2, page
        assert set(re.findall(r"<(\w+)", page)) == {"ul", "li", "code"}, page
        assert not MENTION.search(html.unescape(page)), page


@pytest.mark.parametrize("words", [*LINKS, *MENTIONS])
def test_without_the_guard_it_would_be(words):
    """The renderers of this test do link what it says they do not link."""
    pages = [cmarkgfm.github_flavored_markdown_to_html(words), IT.render(words)]
    assert any("<a" in page or "<img" in page or MENTION.search(html.unescape(page)) for page in pages)


@given(st.text(st.sampled_from("aB1.@#:/\\-_*`<>[]()!&;w \u2060\u200bé") | st.characters(), max_size=40))
@example("a@b.cd")
@example("http:\u2060//a.bc")
def test_the_words_are_all_there_and_nothing_else(words):
    line = re.sub(r"\s+", " ", printable(words)).strip()
    for page in rendered(line):
        assert not re.search(r"<(?!/?(?:ul|li|code)>)", page)
        shown = html.unescape(re.sub(r"<[^>]*>", "", page.replace("<code>1:2</code>", ""))).strip()
        assert shown.replace("\u2060", "").replace("\ufffd", "") == line.replace("\u2060", "").strip()


def test_plain_prose_stays_as_it_is():
    prose = "The U.S. minister said at 3.30 p.m. that 1,200 of 5.5 million voted, “for now.”"

    assert markdown(prose) == prose
