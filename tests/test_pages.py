"""The page of an article, in a real browser: cards, words, keys, print; nobody is shut out."""

from __future__ import annotations

import pytest
from conftest import needs_browser

from summarizer.output import render
from summarizer.pages.cards import sections
from summarizer.summary import Rejected


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
