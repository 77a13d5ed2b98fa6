"""The pages in a real headless browser: links both ways, filters, keyboard, copying, print, phone, dark, hostile text."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made import depot as depot_made
from made import ferry, hostile

from summarizer.commands import report
from summarizer.console import Console
from summarizer.output import render
from summarizer.pages.cards import sections
from summarizer.pages.corpus import Corpus
from summarizer.pages.plots import pictures
from summarizer.review import read_review
from summarizer.summary import Rejected, Summary
from summarizer.wording import undated

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield running
        running.close()


@pytest.fixture
def view(browser, tmp_path) -> Iterator[Any]:
    """Opens a page; fails where it logs an error, throws, or asks the network for anything."""
    trouble: list[str] = []
    contexts = []

    def show(page: str | Path, **kind: Any) -> Any:
        if isinstance(page, str):
            path = tmp_path / "page.html"
            path.write_text(page, "utf-8", errors="backslashreplace")
        else:
            path = page
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **kind)
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: trouble.append(str(error)))
        tab.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        tab.on("request", lambda r: trouble.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
        tab.on("dialog", lambda dialog: trouble.append(dialog.message))
        tab.goto(path.as_uri())
        return tab

    yield show
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """The depot and three articles about one ferry, as a report."""
    place = tmp_path_factory.mktemp("corpus")
    made = [*ferry(), depot_made()]
    (place / "ferry.jsonl").write_text("".join(s.with_text(text).model_dump_json() + "\n" for s, text in made))
    report.run(place / "ferry.jsonl", place / "pages", Console(quiet=True))
    return place / "pages"


@pytest.fixture(scope="module")
def depot() -> tuple[Summary, str]:
    return depot_made()


@needs_browser
def test_card_and_words_lead_to_each_other(view, depot):
    summary, text = depot
    tab = view(render([summary], "html", texts=[text]), viewport={"width": 1200, "height": 800})
    card = tab.locator(".card.q").first
    number = card.get_attribute("id").rpartition("-")[2]
    quote = next(q for q in summary.quotes if q.id == number)

    card.hover()
    lit = tab.locator(".m.on").all_inner_texts()
    assert "".join(lit) == "".join(span.text for span in quote.content)  # nothing else is lit
    assert quote.speaker is not None
    assert quote.speaker.name in card.inner_text()

    tab.locator(f"[data-of~=a1-{number}]").first.click()
    assert tab.evaluate("document.activeElement.id") == f"a1-{number}"
    card.locator("a.to").click()
    assert f"a1-{number}" in tab.evaluate("document.activeElement.dataset.of")


@needs_browser
def test_kinds_and_speakers_filter_and_the_keyboard_does_it_all(view, depot):
    summary, text = depot
    tab = view(render([summary], "html", texts=[text]))
    tab.keyboard.press("2")
    assert tab.locator(".card.c:visible").count() == 0
    assert "show-c" not in tab.locator("body").get_attribute("class")
    tab.keyboard.press("2")
    tab.keyboard.press("4")
    assert tab.locator(".card.r:visible").count() == 0
    tab.locator("#who").select_option("Ruth Calder")
    shown = {card.get_attribute("id") for card in tab.locator(".card:visible").all()}
    assert shown == {"a1-q4", "a1-c9", "a1-c10", "a1-c11", "a1-e3"}
    tab.locator("#who").select_option("")
    tab.locator("body").click(position={"x": 2, "y": 2})
    tab.keyboard.press("j")
    first = tab.evaluate("document.activeElement.id")
    tab.keyboard.press("j")
    assert tab.evaluate("document.activeElement.id") not in ("", first)
    tab.keyboard.press("k")
    assert tab.evaluate("document.activeElement.id") == first != ""
    tab.keyboard.press("o")
    order = [int(card.get_attribute("data-at")) for card in tab.locator(".card.c:visible").all()]
    assert order == sorted(order)
    assert len(order) == len(summary.claims)


@needs_browser
def test_news_timeline_and_who_is_who_lead_to_the_cards(view, depot):
    summary, text = depot
    tab = view(render([summary], "html", texts=[text]), viewport={"width": 1280, "height": 800})
    assert tab.locator("h1").inner_text() == summary.article.title
    assert [li.inner_text() for li in tab.locator(".gist li").all()] == [span.text for span in summary.gist]
    dates = tab.locator(".timeline b").all_inner_texts()
    assert dates == ["2019", "2024", "November 2024", "13 March 2025", "17 March 2025", "April 2025"]
    tab.locator(".timeline a", has_text="reopen").click()
    assert tab.evaluate("document.activeElement.id") == "a1-e9"
    assert tab.locator("#a1-e9").is_visible()
    tab.locator(".people summary", has_text="Ruth Calder").click()
    told = tab.locator(".people details[open] .told li")
    assert told.count() == 5
    told.first.locator("a").click()
    assert tab.evaluate("document.activeElement.id") == "a1-q4"


@needs_browser
def test_the_news_begins_behind_its_dateline_and_a_line_of_the_timeline_is_words_of_the_article(view, depot):
    summary, text = depot
    first = summary.gist[0]
    start = text.index("PORT ARLEN, March 14")
    whole = first.model_copy(update={"start": start, "text": text[start : first.end]})
    tab = view(render([summary.model_copy(update={"gist": [whole]})], "html", texts=[text]))
    assert tab.locator(".gist li").inner_text() == first.text
    lines = [line.replace("…", "").strip() for line in tab.locator(".timeline a").evaluate_all(
        "all => all.map(a => [...a.childNodes].filter(n => !n.className).map(n => n.textContent).join(''))"
    )]  # fmt: skip
    assert len(lines) > 5
    assert [line for line in lines if line not in " ".join(text.split())] == []
    assert "Front matter" in tab.locator(".front summary").inner_text()
    assert not tab.locator(".front span").is_visible()


@needs_browser
def test_buttons_go_from_card_to_card_and_say_which_it_is(view, depot):
    summary, text = depot
    tab = view(render([summary], "html", texts=[text]), viewport={"width": 390, "height": 844})
    cards = tab.locator(".card:visible").count()
    assert tab.locator("#at").inner_text() == f"{cards} cards"
    for button, place in (("#behind", 1), ("#behind", 2), ("#before", 1), ("#before", 1)):
        tab.locator(button).click()
        assert tab.locator("#at").inner_text() == f"{place} of {cards}"
        box = tab.locator(".card.on").bounding_box()  # not scrolled away to its words
        assert box
        assert 0 <= box["y"] < 844
    assert tab.evaluate("document.activeElement.id") == tab.locator(".card:visible").first.get_attribute("id")


def test_each_item_says_how_sure_the_program_is_and_the_page_says_what_that_means(depot):
    summary, text = depot
    legend = "is how sure the program is that everything shown of an item is right"
    assert legend not in render([summary], "html", texts=[text])  # labels are not rated
    quotes = [quote.model_copy(update={"certainty": 0.61}) for quote in summary.quotes]
    page = render([summary.model_copy(update={"quotes": quotes})], "html", texts=[text])
    assert page.count('<meter value="0.61" aria-label="Certainty"></meter>0.61') == len(quotes)
    assert page.count(legend) == 1


@needs_browser
def test_a_quotation_is_copied_with_its_attribution(view, depot):
    summary, text = depot
    tab = view(render([summary], "html", texts=[text]))
    card = tab.locator(".card.q").first
    quote = next(q for q in summary.quotes if q.id == card.get_attribute("id").rpartition("-")[2])
    card.locator(".copy").click()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert quote.speaker is not None
    assert copied.startswith(f"“{' … '.join(s.text for s in quote.content)}” — {quote.speaker.name} (")
    assert summary.article.title in copied
    assert "2025-03-14" in copied


@needs_browser
@pytest.mark.parametrize("kind", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 360, "height": 700}}], ids=str)
def test_nobody_is_shut_out_and_nothing_overflows(view, depot, corpus, kind):
    from axe_playwright_python.sync_playwright import Axe

    summary, text = depot
    for page in (render([summary], "html", texts=[text]), corpus / "index.html", corpus / "index.html"):
        tab = view(page, **kind)
        if not isinstance(page, str):
            tab.locator("#t-quotes").click()
        found = Axe().run(tab).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


@needs_browser
def test_printed_it_shows_everything_and_no_buttons(view, depot):
    summary, text = depot
    tab = view(render([summary], "html", texts=[text]))
    tab.emulate_media(media="print")
    assert tab.locator(".card:visible").count() == sum(
        len(getattr(summary, kind)) for kind in ("quotes", "claims", "events", "rejected")
    )
    assert tab.locator("button:visible").count() == 0
    assert tab.pdf().startswith(b"%PDF")


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
    tab = view(_written(tmp_path / "index.html", page), viewport={"width": 1200, "height": 800})
    assert "dead: 6, at least 9" in tab.locator("#view").inner_text()
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


def test_names_with_dollars_are_drawn_as_they_are():
    from collections import Counter

    [bars] = pictures(Counter(), Counter({"$\\frac{1}{0}$ & <b>": 3}), Counter())
    assert "frac" in bars.told
    assert bars.data.startswith("data:image/svg+xml;base64,")


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


def test_what_is_rejected_is_not_laid_to_a_model(depot):
    summary, text = depot
    page = render([summary], "html", texts=[text])

    assert "Rejected: not borne out by the article" in page
    assert "answered by the model" not in page


def test_a_rejected_part_is_told_of_its_item_and_no_shown_statement_is_struck_through(depot):
    summary, text = depot
    claim, (event, *others) = summary.claims[0].model_copy(update={"cue": None}), summary.events
    twin = event.model_copy(update={"id": "e99"})
    first, last = claim.text.split()[:3], claim.text.split()[-3:]
    said = f"{' '.join(first)} … {' '.join(last)}"
    rejected = [
        Rejected(kind="cue", reason="stands nowhere beside the words", answer=f"whispered: {said}", item_id=claim.id),
        Rejected(kind="claim", reason="nothing near the statement names her", answer=said),
        Rejected(kind="claim", reason="stands nowhere", answer="the moon fell"),
        Rejected(kind="place", reason="no", answer=f"{event.type}: {event.trigger.text}: Nowhere", item_id=twin.id),
        Rejected(kind="time", reason="no", answer=f"{event.type}: {event.trigger.text}: Monday", item_id="e98"),
        Rejected(kind="role", reason="stands nowhere", answer=f"{summary.people[0].name}: queen"),
        Rejected(kind="cue", reason="stands nowhere", answer="sang: of no item"),
    ]
    changed = {"claims": [claim, *summary.claims[1:]], "events": [event, twin, *others], "rejected": rejected}
    made = summary.model_copy(update=changed)
    shown = {section.kind: section for section in sections("a1", made)}
    parts = {kind: [(c.tags, c.words, c.of and c.of[0]) for c in shown[kind].parts] for kind in shown}

    assert parts["c"] == [(("cue",), "whispered", f"a1-{claim.id}")]
    assert parts["e"] == [(("place",), "Nowhere", f"a1-{twin.id}")]
    gone = f"{event.type}: {event.trigger.text}: Monday"
    assert parts["r"] == [(("time",), gone, None), (("role",), "queen", ""), (("cue",), "sang: of no item", None)]
    assert [(c.words, c.struck) for c in shown["c"].rejected] == [(said, False), ("the moon fell", True)]
    page = render([made], "html", texts=[text])
    assert page.count('class="card r struck"') == 1
    assert f'of <a href="#a1-{claim.id}">' in page


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
