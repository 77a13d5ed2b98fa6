"""Output: four formats and a page; nothing from an article or a model reaches a terminal or a browser as code."""

from __future__ import annotations

import asyncio
import json
import re

import pytest
from conftest import ARTICLES, ROOT, FirstChoice
from summarizer.questions import PROFILES

from summarizer import summarize
from summarizer.article import Article, read_article
from summarizer.output import render
from summarizer.pipeline import summarize_article
from summarizer.summary import Rejected

RECORDINGS = ROOT / "fixtures" / "recordings"
MODEL = "local/qwen2.5-coder-1.5b-instruct"
PATH = ARTICLES / "wire-depot-fire.txt"
HOSTILE = [
    "<script>window.pwned=1</script>", '"><img src=x onerror="window.pwned=1">', "\x1b]0;pwned\x07\x1b[2J", "\x9b31m",
    "[bold red]markup[/]", "[/not-open]", "rtl \u202egnp.exe", "%s {x} ${x}", "nul\x00inside", "javascript:alert(1)",
]  # fmt: skip


@pytest.fixture(scope="module")
def article():
    return read_article(PATH)


@pytest.fixture
def summary(article):
    return summarize(article, model=MODEL, recordings=RECORDINGS)


def test_text_fits_80_columns_and_shows_every_kind(article, summary):
    shown = render([summary], "text", texts=[article.text])

    assert max(len(line) for line in shown.splitlines()) <= 80
    assert "\x1b" not in shown
    for heading in ("Quotes", "Claims", "Events"):
        assert heading in shown


@pytest.mark.parametrize("width", [40, 60, 100])
def test_text_fits_any_width(article, summary, width):
    assert max(len(line) for line in render([summary], "text", texts=[article.text], width=width).splitlines()) <= width


def test_json_is_the_contract(article, summary):
    loaded = json.loads(render([summary], "json", texts=[article.text]))

    assert loaded["schema_version"] == "1"
    for quote in loaded["quotes"]:
        for span in quote["content"]:
            assert article.text[span["start"] : span["end"]] == span["text"]


def test_jsonl_has_a_line_for_each_article(article, summary):
    lines = render([summary, summary], "jsonl", texts=[article.text] * 2).splitlines()

    assert [json.loads(line)["article"]["id"] for line in lines] == [summary.article.id] * 2


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_stays_text_everywhere(payload):
    # NUL is no text at all: the reader refuses it before any output is made.
    words = payload.replace("\x00", "")
    text = f"Mayor Lena Ortiz met {words} on Monday. “We saw {words} there,” Ortiz said. She denied that {words} had been sold."
    article = Article.from_text(text, title=words, path=words)
    summary = asyncio.run(summarize_article(article, FirstChoice(), PROFILES["small"]))
    summary = summary.model_copy(update={"rejected": [Rejected(kind="quote", reason=words, answer=words)]})
    terminal = render([summary], "text", texts=[text], colour=False)
    page = render([summary], "html", texts=[text])

    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", terminal)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
    assert page.count("<script") == 1  # ours
    assert "<img" not in page
    assert "javascript:alert" not in re.findall(r'(?:href|src)="([^"]*)"', page)
    assert set(re.findall(r'href="(.)', page)) <= {"#"}
    if "<" in words:
        assert words not in render([summary], "markdown", texts=[text])


def test_the_page_holds_the_whole_article_and_loads_nothing(article, summary):
    import html as escaping

    page = render([summary], "html", texts=[article.text])
    body = re.search(r'<div class="text">(.*?)</div>', page, re.DOTALL)
    assert body
    words = escaping.unescape(re.sub(r"<[^>]+>", "", body.group(1)))

    assert words == article.text
    assert "http" not in re.sub(r"http-equiv", "", page)
    assert "default-src 'none'" in escaping.unescape(page)
    assert len(set(re.findall(r' id="([^"]+)"', page))) == len(re.findall(r' id="([^"]+)"', page))
    for target in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{target}"' in page
