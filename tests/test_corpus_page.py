"""The page of many articles: who said what, denials, the queue."""

from __future__ import annotations

import json
import re

import pytest
from conftest import needs_browser
from made import depot as depot_made
from made import ferry

from summarizer.pages.corpus import Corpus
from summarizer.review import read_review
from summarizer.wording import undated


@needs_browser
def test_the_corpus_page_answers_who_said_what_and_links_to_the_words(view, corpus):
    tab = view(corpus / "index.html", viewport={"width": 1200, "height": 800})
    front = tab.locator("#view").inner_text()
    assert "dead: 6, at least 9" in front
    assert "3 articles" in front
    assert tab.locator("figure img").count() >= 2
    tab.locator("#t-quotes").click()
    tab.locator(".side button", has_text="Edda Toller").click()
    quotes = tab.locator("#view ol.list > li")
    assert quotes.count() == 1
    assert "Everybody here knew somebody on board" in quotes.first.inner_text()
    quotes.first.locator("a").click()
    tab.wait_for_selector(".card.on")
    assert "Everybody here knew somebody on board" in tab.locator(".card.on").inner_text()
    assert "Edda Toller" in tab.locator(".card.on").inner_text()
    tab.locator("nav a").first.click()
    tab.locator("#search").fill("life jackets")
    tab.locator("#t-claims").click()
    assert tab.locator("#view ol.list > li").count() == 1
    tab.locator("#search").fill("zzz")
    assert "Nothing here" in tab.locator("#view").inner_text()


@pytest.mark.parametrize(("same_event", "shown"), [(True, 1), (False, 0)])
def test_a_denial_meets_what_another_article_says_only_where_both_tell_the_same_event(same_event, shown):
    corpus = Corpus()
    denying, asserting = (summary for summary, _ in ferry()[:2])
    corpus.add(denying, "")
    corpus.add(asserting if same_event else asserting.model_copy(update={"events": []}), "")
    island = re.search(r'id="data-disputes">(.*?)</script>', corpus.page(title="x"))
    assert island
    assert len(json.loads(island[1])) == shown


@needs_browser
def test_long_lists_are_packed_and_read_when_they_are_asked_for(view, tmp_path, monkeypatch):
    monkeypatch.setattr("summarizer.pages.frame.PACKED", 0)
    corpus = Corpus()
    for summary, _ in (*ferry(), depot_made()):
        corpus.add(summary, f"articles/{summary.article.id[:16]}.html")
    words = "Everybody here knew somebody on board"
    page = corpus.page(title="Packed")
    assert words not in page
    tab = view(page, viewport={"width": 1200, "height": 800})
    tab.locator("#view").get_by_text("dead: 6, at least 9").first.wait_for()  # unpacked a moment after
    for name in ("quotes", "claims", "events", "stories", "disputes", "review", "articles"):
        tab.locator(f"#t-{name}").click()
        tab.wait_for_selector("#view ol.list > li")
    tab.locator("#t-quotes").click()
    assert words in tab.locator("#view").inner_text()


@needs_browser
def test_the_address_names_view_and_search_and_keys_go_from_item_to_item(view, corpus):
    tab = view(corpus / "index.html")
    tab.locator("#search").fill("fuel depot")
    tab.locator("#t-claims").click()
    address, shown = tab.url, tab.locator("#view ol.list > li").count()
    assert address.endswith("#claims/fuel%20depot")
    tab.goto("about:blank")
    tab.goto(address)
    tab.wait_for_selector("#view ol.list > li")
    assert tab.locator("#search").input_value() == "fuel depot"
    assert tab.locator("#view ol.list > li").count() == shown > 2
    focused = (
        "[...document.querySelectorAll('#view ol.list > li')].findIndex(li => li.contains(document.activeElement))"
    )
    for key, place in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
        tab.keyboard.press(key)
        assert tab.evaluate(focused) == place


@needs_browser
def test_a_corpus_without_a_dispute_does_not_say_that_nobody_denies_anything(view, tmp_path):
    corpus = Corpus()
    corpus.add(depot_made()[0], "")
    (tmp_path / "index.html").write_text(corpus.page(title="One"), "utf-8")
    tab = view(tmp_path / "index.html", viewport={"width": 1200, "height": 800})
    front = tab.locator("#view").inner_text()

    assert "No denial was put together with the statement it denies." in front
    assert "Nothing here" not in front


@needs_browser
def test_the_queue_of_a_batch_puts_the_least_certain_first_and_gathers_what_was_decided(view, corpus, tmp_path):
    tab = view(corpus / "index.html", viewport={"width": 1200, "height": 800})
    tab.locator("#t-review").click()
    items = tab.locator("#view ol.list > li")
    assert [bool(items.nth(n).locator(".flag").count()) for n in range(3)] == [True, True, False]
    before = tab.locator("#count").inner_text()
    items.first.locator("a").click()
    tab.wait_for_selector(".reviewing .card.on")
    tab.locator("#reviewer").fill("Ann Ort")
    tab.keyboard.press("Tab")
    tab.locator(".card.on").get_by_role("button", name="Accept").click()
    tab.locator("nav a").first.click()
    tab.locator("#t-review").click()
    total = int(before.rpartition(" of ")[2])
    assert tab.locator("#count").inner_text() == f"{total - 1} of {total - 1}"
    with tab.expect_download() as download:
        tab.locator("#save").click()
    download.value.save_as(tmp_path / "reviews.json")
    [reviewed] = read_review(tmp_path / "reviews.json").articles
    assert reviewed.reviewer == "Ann Ort"
    assert [d.decision for d in reviewed.items].count("accepted") == 1


def test_the_queue_is_by_certainty_where_nothing_is_doubted(depot):
    summary, _ = depot
    sure = [0.9, 0.6, 0.8]
    quotes = [q.model_copy(update={"certainty": c, "flags": []}) for q, c in zip(summary.quotes, sure, strict=False)]
    page = Corpus()
    page.add(summary.model_copy(update={"quotes": quotes, "claims": [], "events": []}), "")
    island = re.search(r'id="data-queue">(.*?)</script>', page.page(title="x"))

    assert island
    assert [(entry[0], entry[3]) for entry in json.loads(island[1])] == [(0.6, ""), (0.8, ""), (0.9, "")]


def test_a_corpus_shows_no_dateline_before_what_happened():
    corpus, line = Corpus(), "PORT ARLEN, March 14 (Coastal Wire) - "
    for summary, _ in ferry():
        event = summary.events[0]
        told = event.model_copy(update={"description": line + undated(event.description)})
        corpus.add(summary.model_copy(update={"events": [told]}), "")
    page = corpus.page(title="x")

    for name in ("events", "stories"):
        island = re.search(rf'id="data-{name}">(.*?)</script>', page)
        assert island
        assert "sank" in island[1]
        assert "March 14 (" not in island[1]
