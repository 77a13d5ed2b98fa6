"""Output: four formats and a page; nothing from an article or a model reaches a terminal or a browser as code."""

from __future__ import annotations

import json
import re
from typing import get_args

import pytest
from made import depot, hostile

from summarizer.article import Article
from summarizer.output import render
from summarizer.pipeline import record
from summarizer.summary import Flag, Summary
from summarizer.wording import FLAGS, happening

HOSTILE = [
    "<script>window.pwned=1</script>", '"><img src=x onerror="window.pwned=1">', "\x1b]0;pwned\x07\x1b[2J", "\x9b31m",
    "[bold red]markup[/]", "[/not-open]", "rtl \u202egnp.exe", "%s {x} ${x}", "nul\x00inside", "javascript:alert(1)",
]  # fmt: skip


@pytest.fixture(scope="module")
def made() -> tuple[Summary, str]:
    return depot()


@pytest.fixture
def summary(made):
    return made[0]


@pytest.fixture
def text(made):
    return made[1]


def test_text_fits_80_columns_and_shows_every_kind(text, summary):
    shown = render([summary], "text", texts=[text])

    assert max(len(line) for line in shown.splitlines()) <= 80
    assert "\x1b" not in shown
    for heading in ("Events", "Who said what", "Who is who", "Rejected"):
        assert heading in shown


@pytest.mark.parametrize("width", [40, 60, 100])
def test_text_fits_any_width(text, summary, width):
    assert max(len(line) for line in render([summary], "text", texts=[text], width=width).splitlines()) <= width


def test_json_is_the_contract(text, summary):
    loaded = json.loads(render([summary], "json", texts=[text]))

    assert loaded["schema_version"] == "1"
    for quote in loaded["quotes"]:
        for span in quote["content"]:
            assert text[span["start"] : span["end"]] == span["text"]


def test_jsonl_has_a_line_for_each_article(text, summary):
    lines = render([summary, summary], "jsonl", texts=[text] * 2).splitlines()

    assert [json.loads(line)["article"]["id"] for line in lines] == [summary.article.id] * 2


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_stays_text_everywhere(payload):
    # NUL is no text at all: the reader refuses it before any output is made.
    words = payload.replace("\x00", "")
    summary, text = hostile(words)
    terminal = render([summary], "text", texts=[text], colour=False)
    page = render([summary], "html", texts=[text])

    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", terminal)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
    assert page.count("<script>") == 1  # ours
    assert page.count("<script") == 2  # and the data
    assert "<img" not in page
    assert "javascript:alert" not in re.findall(r'(?:href|src)="([^"]*)"', page)
    assert set(re.findall(r'href="(.)', page)) <= {"#"}
    if "<" in words:
        assert words not in render([summary], "markdown", texts=[text])


def test_the_page_holds_the_whole_article_and_loads_nothing(text, summary):
    import html as escaping

    page = render([summary], "html", texts=[text])
    body = re.search(r'<div class="text">(.*?)</div>\s*</div>', page, re.DOTALL)
    assert body
    folded = re.sub(r"<summary>.*?</summary>", "", body.group(1))  # says what is folded, and is not of the article
    words = escaping.unescape(re.sub(r"<[^>]+>", "", folded))

    assert words == text
    assert "http" not in re.sub(r"http-equiv", "", page)
    assert "default-src 'none'" in escaping.unescape(page)
    assert len(set(re.findall(r' id="([^"]+)"', page))) == len(re.findall(r' id="([^"]+)"', page))
    for target in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{target}"' in page


def test_the_news_leads_then_what_happened_then_who_said_what(text, summary):
    """In terminal text, Markdown and page alike."""
    for form in ("text", "markdown", "html"):
        shown = re.sub(r"\s+", " ", render([summary], form, texts=[text]))
        shown = shown[shown.index("<body") if form == "html" else 0 :]
        places = [
            shown.index(words)
            for words in (
                "Blast at Tarnow Quay",
                "worst industrial accident",
                "nine bodies",
                "brought the blaze",
                "We heard one bang",
                "Who is who",
            )
        ]
        assert places == sorted(places), form


def test_what_rests_on_the_gist_leads_and_the_rest_keeps_the_order_of_the_text(summary):
    from summarizer.rank import by_voice, ordered

    assert [c.id for c in ordered(summary.claims, summary.gist)][:3] == ["c1", "c7", "c2"]
    assert [c.id for c in ordered(summary.claims, summary.gist[::-1])][:3] == ["c7", "c1", "c2"]
    assert [c.id for c in ordered(summary.claims, [])] == [c.id for c in summary.claims]
    hale = [c.id for c in by_voice(summary.claims, summary.gist)]
    assert hale[2:5] == ["c2", "c3", "c8"]


def test_every_flag_is_told_in_words():
    assert set(FLAGS) == set(get_args(Flag))


def test_a_flag_and_a_rejected_answer_say_why_in_plain_words(text, summary):
    for form in ("text", "markdown", "html"):
        shown = re.sub(r"\s+", " ", render([summary], form, texts=[text]))
        assert FLAGS["contradicts_itself"] in shown, form
        assert "lift the floor” is not in the article" in shown, form


def test_a_terminal_says_how_sure_each_item_is_where_that_is_known(text, summary):
    sure = [item.model_copy(update={"certainty": 0.5 + number / 100}) for number, item in enumerate(summary.events)]
    lines = render([summary.model_copy(update={"events": sure})], "text", texts=[text], everything=True, width=200)

    for item in sure:
        assert re.search(rf" {item.id} [^\n]*(\n {{6}}[^\n]*)*?· sure: {item.certainty:.2f}\n", lines)
    assert lines.count("sure: ") == len(sure) > 1
    assert "sure: " not in render([summary], "text", texts=[text], everything=True)


def test_all_shows_everything_in_the_order_of_the_text(text, summary):
    short = render([summary], "text", texts=[text])
    whole = render([summary], "text", texts=[text], everything=True)

    assert f"… {len(summary.events) - 5} more: --all" in short
    assert "more: --all" not in whole
    assert whole.index(" c1 ") < whole.index(" c2 ") < whole.index(" c7 ") < whole.index(" c8 ")


def test_an_article_without_a_title_is_not_called_by_its_path(text, summary):
    bare = summary.model_copy(update={"article": summary.article.model_copy(update={"title": None})})
    assert render([bare], "text", texts=[text]).startswith("An explosion at a fuel depot in Port Arlen")
    page = render([bare], "html", texts=[text])
    assert "<h1>PORT ARLEN, March 14 (Coastal Wire)" in page


def test_who_is_who_gathers_what_each_one_said_and_did(summary):
    from summarizer.people import who_is_who

    people = {entry.person.name: entry for entry in who_is_who(summary)}
    minister = people["Ruth Calder"]
    assert minister.person.role is not None
    assert minister.person.role.text == "Interior Minister"
    assert [q.id for q in minister.quotes] == ["q4"]
    assert [c.id for c in minister.claims] == ["c9", "c10", "c11"]
    assert [e.id for e in minister.did] == ["e3"]
    bare = {entry.person.name for entry in who_is_who(summary.model_copy(update={"people": []}))}
    assert bare == set(people)


def test_with_jsonl_each_article_is_written_when_it_is_done(text, summary, tmp_path):
    """And an older file stays where no article can be summarized."""
    from summarizer.commands import article

    out = tmp_path / "all.jsonl"
    out.write_text("old")
    wish = article.Wish("jsonl", out, None, None, None, None, use_cache=False, with_text=True)
    with article._lines(wish, {}):
        pass
    assert out.read_text() == "old"
    with article._lines(wish, {summary.article.id: text}) as done:
        done(summary)
        assert json.loads(out.read_text())["article"]["text"] == text
        done(summary)
        assert len(out.read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        ("OSTERBY, March 4, 2026 /Newswire/ -- ", ""), ("Paris (AFP) - ", ""), ("VARNHOLT — ", ""),
        ("In the square — ", "In the square — "), ("", ""),
    ],
)  # fmt: skip
def test_a_dateline_is_shown_once_and_not_again_with_the_first_event(made, before, shown):
    event = made[0].events[0]
    told = happening(event.model_copy(update={"description": f"{before}The depot burned on Monday."}))

    assert told == f"{shown}The depot burned on Monday."


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_correction_notice_is_told_in_words(text, summary, form):
    article = summary.article.model_copy(update={"flags": ["correction"]})
    told = render([summary.model_copy(update={"article": article})], form, texts=[text])

    assert "carries a correction notice" in " ".join(told.split())
    assert "correction notice" not in render([summary], form, texts=[text])


@pytest.mark.parametrize("under", ["By Jane Roe\nHarbour Courier\nOctober 9, 2025", "Harbour Courier, 9 October 2025"])
def test_a_first_line_over_a_byline_is_the_title_everywhere_and_in_no_request(summary, under):
    text = f"Storm closes the Osterby bridge\n{under}\nThe bridge closed on Monday. The mayor said it was safe."
    article = Article.from_text(text)
    named = summary.model_copy(update={"article": record(article)})

    assert article.title is None
    assert record(article).title == "Storm closes the Osterby bridge"
    for form in ("text", "markdown", "html"):
        assert "Storm closes the Osterby bridge" in render([named], form, texts=[text]).split("Events")[0]
    assert record(Article.from_text("The bridge closed\nThe mayor said that it was safe.")).title is None
    assert record(Article.from_text(f"The bridge closed.\n{under}\nThe mayor said that it was safe.")).title is None
