"""Hostile words of an article on a page, in pictures and in a terminal: shown as they are, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import needs_browser
from made import hostile

from summarizer.output import render
from summarizer.pages.corpus import Corpus
from summarizer.pages.plots import pictures

HOSTILE = [
    "<script>window.pwned=1</script>", "</script><script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>",
    "<svg onload=window.pwned=1>", '"><b onmouseover=window.pwned=1>x</b>', "' onfocus=window.pwned=1 autofocus='",
    "<iframe src=javascript:parent.pwned=1>", "javascript:window.pwned=1", "<a href=javascript:window.pwned=1>x</a>",
    "{{ 7*7 }}{% raw %}", "${window.pwned=1}", "<!--<script>window.pwned=1//-->", "<style>*{display:none}</style>",
    "<base href=http://evil.example/>", "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<link rel=stylesheet href=http://evil.example/x.css>", "<form action=http://evil.example><input autofocus>",
    "![x](http://evil.example/x.png)", "<img src=http://evil.example/x.png>", "\u2028window.pwned=1\u2029",
    "&lt;script&gt;window.pwned=1&lt;/script&gt;", "<ScRiPt/x>window.pwned=1</sCrIpT>", "<math><mtext><script>window.pwned=1",
    "\x1b]0;owned\x07", "\x1b]52;c;cHduZWQ=\x07", "\x1b]8;;http://evil.example\x07click\x1b]8;;\x07", "\x1b[2J\x1b[1;1H",
    "[bold red]x[/]", "[link=http://evil.example]x[/link]", "rtl \u202egnp.exe", "\u2066isolated\u2069", "zero\u200bwidth",
    "=HYPERLINK(\"http://evil.example\")", "%s %n {x} ${x}", "$\\frac{1}{0}$", "nul\x00inside", "\ufeffbom", "＝1+1",
    "a\u0301" * 50, "🙂" * 20,
]  # fmt: skip


@needs_browser
@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_shown_and_do_nothing(view, tmp_path, words):
    if "\x00" in words or any("\ud800" <= c <= "\udfff" for c in words):
        words = words.replace("\x00", "")
    summary, text = hostile(words)
    tab = view(render([summary], "html", texts=[text]))
    pages = Corpus()
    pages.add(summary, "")
    other = view(_written(tmp_path / "corpus.html", pages.page(title=words)))
    for name in ("quotes", "claims", "events", "review", "articles"):
        other.locator(f"#t-{name}").click()
    for page in (tab, other):
        page.wait_for_timeout(30)
        assert page.evaluate("window.pwned") is None
        assert page.locator("script:not([type='application/json'])").count() == 1
        assert page.locator("iframe, object, embed, base, form, link, math, main svg").count() == 0
        addresses = page.locator("[href], [src]").evaluate_all("all => all.map(n => n.getAttribute('href') || n.src)")
        assert all(a.startswith(("#", "data:image/svg")) for a in addresses)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page.content())


def _written(path: Path, page: str) -> Path:
    path.write_text(page, "utf-8", errors="backslashreplace")
    return path


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_a_real_terminal_is_not_moved_by_hostile_words(words):
    import pyte

    summary, text = hostile(words.replace("\x00", ""))
    shown = render([summary], "text", texts=[text], width=80, colour=True)
    screen = pyte.HistoryScreen(100, 500, history=2000)
    stream = pyte.Stream(screen)
    stream.feed("before\r\n" + shown.replace("\n", "\r\n"))
    assert screen.title == ""
    assert screen.display[0].rstrip() == "before"
    assert not re.search(r"\x1b(?!\[[\d;]*m)|[\x00-\x08\x0b-\x1a\x7f-\x9f\u202a-\u202e]", shown)


def test_names_with_dollars_are_drawn_as_they_are():
    from collections import Counter

    [bars] = pictures(Counter(), Counter({"$\\frac{1}{0}$ & <b>": 3}), Counter())
    assert "frac" in bars.told
    assert bars.data.startswith("data:image/svg+xml;base64,")
