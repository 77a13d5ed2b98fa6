"""Review: decide in the page, save, make labels of it, score against them, and see who decided what."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, needs_browser
from made import TEN, depot

from summarizer import cli, review
from summarizer.commands import report
from summarizer.console import Console
from summarizer.output import render
from summarizer.score import gold
from summarizer.score.counts import figure
from summarizer.score.measure import score
from summarizer.summary import Summary


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.run(list(words))
    return int(stop.value.code or 0)


def drag(tab: Any, words: str) -> None:
    """Choose words in the text with the mouse."""
    box = tab.evaluate(
        """words => {
          const walk = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT), nodes = [];
          while (walk.nextNode()) nodes.push(walk.currentNode);
          const at = nodes.map(node => node.data).join("").indexOf(words), range = document.createRange();
          let passed = 0;
          for (const node of nodes) {
            if (at >= passed && at < passed + node.length) range.setStart(node, at - passed);
            const end = at + words.length;
            if (end > passed && end <= passed + node.length) range.setEnd(node, end - passed);
            passed += node.length;
          }
          range.startContainer.parentElement.scrollIntoView({block: "center"});
          const rects = [...range.getClientRects()], first = rects[0], last = rects[rects.length - 1];
          return [first.left + .5, first.top + first.height / 2, last.right - .5, last.top + last.height / 2];
        }""",
        words,
    )
    tab.mouse.move(box[0], box[1])
    tab.mouse.down()
    tab.mouse.move(box[2], box[3], steps=8)
    tab.mouse.up()
    tab.wait_for_timeout(50)


def saved(tab: Any, folder: Path) -> dict[str, Any]:
    with tab.expect_download() as download:
        tab.locator("#save").click()
    folder.mkdir(exist_ok=True)
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return json.loads(path.read_text())


def editor(tab: Any, item: str) -> Any:
    card = tab.locator(f"#a1-{item}")
    card.get_by_role("button", name="Correct", exact=True).click()
    return card.locator(".editor")


@pytest.fixture
def reviewing(view):
    summary, text = depot()
    tab = view(render([summary], "html", texts=[text]), viewport={"width": 1280, "height": 900})
    tab.locator("#review").click()
    tab.locator("#reviewer").fill("Ann Ort")
    return tab


@needs_browser
def test_decisions_become_labels_that_a_summary_is_scored_against(reviewing, tmp_path, faults):
    """Accept one, correct speaker, roles and time by words of the text, add one, reject one; the rest is optional."""
    tab = reviewing
    summary, text = depot()
    tab.locator("#a1-q1").get_by_role("button", name="Accept").click()
    tab.locator("#a1-q6").get_by_role("button", name="Reject").click()

    form = editor(tab, "q2")
    form.get_by_role("group", name="Speaker").get_by_role("button").click()
    drag(tab, "Piet Varga")
    assert form.get_by_label("Speaker", exact=True).nth(1).input_value() == "Piet Varga"
    form.get_by_text("Keep this").click()

    form = editor(tab, "e3")
    form.get_by_role("group", name="To whom").get_by_role("button", name="choose").first.click()
    drag(tab, "the site")
    form.get_by_role("group", name="When").get_by_role("button").click()
    drag(tab, "by Thursday evening")
    form.get_by_label("When: date").fill("2025-W11")
    form.get_by_label("Type", exact=True).last.select_option("meeting")
    form.get_by_text("Keep this").click()

    tab.get_by_role("button", name="Add claim").click()
    drag(tab, "The port is expected to reopen on Monday")
    form = tab.locator("#a1-new1 .editor")
    form.get_by_label("Claimant", exact=True).last.fill("officials")
    form.get_by_text("Keep this").click()
    assert tab.locator("#progress").inner_text() == "5 of 32 looked at"

    data = saved(tab, tmp_path / "out")
    assert data["articles"][0]["reviewer"] == "Ann Ort"
    assert run("labels", str(tmp_path / "out"), "-o", str(tmp_path / "labels")) == 0
    [case] = gold.load(tmp_path / "labels")
    labels = case.gold
    assert "Ann Ort" in labels.labelled
    second = next(q for q in labels.quotes if q.content[0].text == "We have not given up hope")
    assert second.speaker is not None
    assert (second.speaker.name, second.speaker.kind) == ("Piet Varga", "person")
    assert second.speaker.mention is not None
    assert second.speaker.mention.start == text.index("Piet Varga")
    visit = next(e for e in labels.events if e.trigger.text == "visited")
    assert visit.type == "meeting"
    assert [m.span.text for m in visit.targets] == ["the site"]
    assert visit.time is not None
    assert (visit.time.mention.text, visit.time.value, visit.time.precision) == (
        "by Thursday evening",
        "2025-W11",
        "week",
    )
    assert any(c.text == "The port is expected to reopen on Monday" for c in labels.claims)
    assert all("longest breakfast" not in q.content[0].text for q in labels.quotes)
    judged = {item.id for item in (*labels.quotes, *labels.claims, *labels.events)} - set(labels.optional)
    assert len(judged) == 4

    tally = score(case, summary)
    assert figure([tally], "quotes.found").tp == 2  # q1 and q2; q6 is false, the other three are optional
    assert figure([tally], "quotes.found").predicted == 3
    assert figure([tally], "quotes.speaker").tp == 1
    assert figure([tally], "claims.found").gold == 1
    assert figure([tally], "claims.found").tp == 0
    # In a process of its own: the browser's driver has a loop in this one.
    endpoint = faults(responder="responders:obedient").base_url
    command = [sys.executable, "-m", "summarizer", "eval", "--gold", str(tmp_path / "labels"), "--live"]
    command += ["--model", "vllm/any", "--base-url", endpoint, "--report", "json", "-o", str(tmp_path / "eval.json")]
    subprocess.run(command, cwd=ROOT, check=True)
    assert json.loads((tmp_path / "eval.json").read_text())["figures"]["quotes.speaker"]["gold"] == 2


@needs_browser
def test_words_that_are_not_in_the_article_are_refused(reviewing, tmp_path):
    form = editor(reviewing, "c2")
    form.get_by_label("Words: words").first.fill("200 firefighters")
    form.get_by_text("Keep this").click()
    assert form.is_visible()
    assert "does not stand in the article" in reviewing.locator("#said").inner_text()
    form.get_by_label("Words: words").first.fill("140 firefighters")
    form.get_by_text("Keep this").click()
    claim = next(i for i in saved(reviewing, tmp_path / "out")["articles"][0]["items"] if i["id"] == "c2")
    assert claim["decision"] == "corrected"
    assert (claim["item"]["text"], claim["before"]["text"]) == (
        "140 firefighters", "140 firefighters had brought the blaze under control by noon",
    )  # fmt: skip


@needs_browser
def test_least_certain_comes_first_and_the_keyboard_decides(reviewing):
    tab = reviewing
    tab.locator("h1").click()
    decided = []
    for key in ("a", "x"):
        tab.keyboard.press("n")
        decided.append(tab.evaluate("document.activeElement.id"))
        tab.keyboard.press(key)
    assert set(decided) == {"a1-c4", "a1-e6"}  # the two that bear a flag
    assert tab.locator(f"#{decided[0]}").get_attribute("data-decided") == "accepted"
    assert tab.locator(f"#{decided[1]}").get_attribute("data-decided") == "rejected"
    tab.keyboard.press("n")
    assert tab.evaluate("document.activeElement.id") not in decided


@needs_browser
def test_what_was_decided_is_kept_in_the_browser(reviewing):
    reviewing.locator("#a1-q1").get_by_role("button", name="Accept").click()
    reviewing.reload()
    reviewing.keyboard.press("v")
    assert reviewing.locator("#a1-q1").get_attribute("data-decided") == "accepted"
    assert reviewing.locator("#progress").inner_text() == "1 of 31 looked at"


@needs_browser
def test_the_form_of_correction_is_open_to_everybody(reviewing):
    from axe_playwright_python.sync_playwright import Axe

    for item in ("q1", "c1", "e1"):
        editor(reviewing, item)
    found = Axe().run(reviewing).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []


def summarize(*words: str) -> None:
    """In a process of its own: the browser's driver has a loop in this one."""
    subprocess.run([sys.executable, "-m", "summarizer", *words], cwd=ROOT, check=True, capture_output=True)


@needs_browser
def test_ten_articles_corrected_along_the_queue_change_the_report(view, tmp_path):
    """Least certain first, one item of each article: its type is corrected; the next is reached by its key alone."""
    articles = [str(ROOT / "evals" / "gold" / "articles" / f"{name}.txt") for name in TEN]
    recorded = ("--model", "strong/2026-11", "--recordings", "fixtures/recordings")
    summarize(*articles, *recorded, "--with-text", "--format", "jsonl", "-o", str(tmp_path / "all.jsonl"))
    report.run(tmp_path / "all.jsonl", tmp_path / "pages", Console(quiet=True))
    tab = view(tmp_path / "pages" / "index.html", viewport={"width": 1280, "height": 900})
    tab.locator("#t-review").click()
    tab.locator("#view ol.list > li a").first.click()
    tab.wait_for_selector(".reviewing .card.on")
    tab.locator("#reviewer").fill("Ann Ort")
    done: dict[str, str] = {}
    places: list[int] = []
    for _ in range(200):
        tab.wait_for_selector(".reviewing .card.on")
        places.append(int(re.findall(r"\d+", tab.locator("#queued").inner_text())[0]))
        card = tab.locator(".card.on")
        article = tab.url.rpartition("/")[2].partition("#")[0]
        if article not in done and (card.get_attribute("id") or "").startswith("a1-e"):
            card.get_by_role("button", name="Correct", exact=True).click()
            form = card.locator(".editor")
            form.get_by_label("Type", exact=True).last.select_option("sport")
            form.get_by_text("Keep this").click()
            done[article] = card.get_attribute("id") or ""
        if len(done) == len(TEN):
            break
        tab.locator("h1").click()
        before = tab.url
        tab.keyboard.press(">")
        tab.wait_for_function("before => location.href !== before", arg=before)
    assert places == sorted(set(places))  # never back, never the same twice
    assert len(done) == len(TEN)
    tab.locator("nav a").first.click()
    assert tab.locator("#t-review").get_attribute("aria-selected") == "true"
    assert saved(tab, tmp_path / "reviews")["articles"][0]["reviewer"] == "Ann Ort"
    assert run("labels", str(tmp_path / "reviews"), "-o", str(tmp_path / "corrected")) == 0
    cases = gold.load(tmp_path / "corrected")
    assert len(cases) == len(TEN)
    assert sum(len(case.gold.events) - sum(i[0] == "e" for i in case.gold.optional) for case in cases) == len(TEN)

    summarize(
        "eval", "--gold", str(tmp_path / "corrected"), *recorded, "--report", "json", "-o", str(tmp_path / "eval.json")
    )
    figures = json.loads((tmp_path / "eval.json").read_text())["figures"]
    assert (figures["events.found"]["gold"], figures["events.found"]["tp"]) == (10, 10)
    assert figures["events.type"]["tp"] == 0  # what the model said before it was corrected
    data = json.loads(next((tmp_path / "reviews").glob("*.json")).read_text())
    for reviewed in data["articles"]:
        for item in reviewed["items"]:
            if item["decision"] == "corrected":
                item |= {"decision": "accepted", "item": item.pop("before")}
    (tmp_path / "accepted").mkdir()
    (tmp_path / "accepted" / "reviews.json").write_text(json.dumps(data))
    assert run("labels", str(tmp_path / "accepted"), "-o", str(tmp_path / "as-read")) == 0
    read = {
        s.article.id: s for s in map(Summary.model_validate_json, (tmp_path / "all.jsonl").read_text().splitlines())
    }
    tallies = [score(case, read[case.article.id]) for case in gold.load(tmp_path / "as-read")]
    assert figure(tallies, "events.type").tp == 10


def made_review(**decisions: str) -> review.Reviewed:
    summary, text = depot()
    items = [
        review.Decided(id=item.id, decision=decisions.get(item.id, "open"), item=item,
                       at="2026-02-03T10:00:00Z" if item.id in decisions else "")
        for item in (*summary.quotes, *summary.claims, *summary.events)
    ]  # fmt: skip
    article = summary.article.model_copy(update={"text": text})
    return review.Reviewed(article=article, model=summary.run.model, reviewer="Ann Ort", items=items)


def test_the_report_shows_what_was_reviewed_by_whom_and_when(tmp_path):
    summary, text = depot()
    (tmp_path / "all.jsonl").write_text(summary.with_text(text).model_dump_json() + "\n")
    (tmp_path / "reviews").mkdir()
    made = review.Review(saved="2026-02-03T10:00:00Z", articles=[made_review(q1="accepted", q6="rejected")])
    (tmp_path / "reviews" / "ann.json").write_text(made.model_dump_json(indent=1))
    report.run(tmp_path / "all.jsonl", None, Console(quiet=True))
    [page] = (tmp_path / "report" / "articles").glob("*.html")
    shown = page.read_text()
    assert "Reviewed by Ann Ort, 3 February 2026: 1 accepted, 1 rejected, 29 not looked at" in shown
    assert "rejected by Ann Ort, 3 February 2026" in shown
    assert "Ann Ort" in (tmp_path / "report" / "index.html").read_text()


@pytest.mark.parametrize("form", ["csv", "annotations", "schema.org", "label-studio"])
def test_an_export_says_what_was_decided(tmp_path, form):
    """Corrected words stand in it, rejected ones do not, and what a person accepted stays however unsure it was."""
    summary, text = depot()
    (tmp_path / "all.jsonl").write_text(summary.with_text(text).model_dump_json() + "\n")
    (tmp_path / "reviews").mkdir()
    decided = made_review(q1="accepted", q2="corrected", q6="rejected")
    varga = summary.quotes[1].speaker.model_copy(update={"name": "Piet Vargas-Ott", "mention": None})
    corrected = [
        d.model_copy(update={"before": d.item, "item": d.item.model_copy(update={"speaker": varga})})
        if d.id == "q2" else d
        for d in decided.items
    ]  # fmt: skip
    made = review.Review(saved="2026-02-03T10:00:00Z", articles=[decided.model_copy(update={"items": corrected})])
    (tmp_path / "reviews" / "ann.json").write_text(made.model_dump_json(indent=1))

    assert run("export", str(tmp_path / "all.jsonl"), "--to", form, "-o", str(tmp_path / "x"),
               "--min-certainty", "1") == 0  # fmt: skip
    exported = "".join(path.read_text("utf-8-sig") for path in sorted((tmp_path / "x").iterdir()))
    assert "Piet Vargas-Ott" in exported
    if form == "csv":
        with (tmp_path / "x" / "quotes.csv").open(encoding="utf-8-sig", newline="") as file:
            assert [row["id"] for row in csv.DictReader(file)] == ["q1", "q2"]


def test_no_claim_names_a_quotation_that_was_rejected():
    summary, _ = depot()
    named = next(claim for claim in summary.claims if claim.quote_ids)
    left = review.applied(summary, made_review(**dict.fromkeys(named.quote_ids, "rejected")))

    assert [claim.quote_ids for claim in left.claims if claim.id == named.id] == [[]]
    assert [r.item_id for r in left.rejected[-len(named.quote_ids) :]] == named.quote_ids


def test_a_review_that_does_not_fit_its_article_is_refused(tmp_path):
    made = review.Review(saved="2026-02-03T10:00:00Z", articles=[made_review(q1="accepted")]).model_dump_json(indent=1)
    path = tmp_path / "r.json"
    path.write_text(made.replace("We heard one bang", "We heard two bangs", 1))
    with pytest.raises(review.ReviewError):
        review.read_review(path)
    path.write_text(made.replace('"accepted"', '"perhaps"', 1))
    with pytest.raises(review.ReviewError):
        review.read_review(path)
    path.write_text(made)
    assert review.read_review(path).articles[0].reviewer == "Ann Ort"
