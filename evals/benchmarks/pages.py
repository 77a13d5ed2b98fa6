"""How fast the page of a corpus opens, filters and searches in a real browser.

    python evals/benchmarks/pages.py [--articles 5000]

Needs Chromium and playwright (`pip install -e ".[dev]"`, `apt-get install chromium`). The articles are invented
(`articles.py`), summarized by the program's own rules without a model.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import articles
from playwright.sync_api import Page, sync_playwright

from summarizer.article import read_article
from summarizer.commands import report
from summarizer.commands.evaluate import RulesAlone
from summarizer.console import Console
from summarizer.pipeline import summarize_article
from summarizer.questions import PROFILES

VIEWS = ("quotes", "claims", "events", "stories", "disputes", "articles", "overview")
# A change is over when the browser has painted it: two frames later.
PAINTED = """async act => { const began = performance.now(); (0, eval)(act)();
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); return performance.now() - began; }"""


def summaries(place: Path, count: int) -> None:
    articles.write(place / "in", count)
    with (place / "all.jsonl").open("w") as file:
        for path in sorted((place / "in").rglob("*.txt")):
            article = read_article(path)
            summary = asyncio.run(summarize_article(article, RulesAlone(), PROFILES["small"]))
            record = summary.article.model_copy(update={"text": article.text})
            file.write(summary.model_copy(update={"article": record}).model_dump_json() + "\n")


def median(page: Page, acts: list[str]) -> str:
    times = [page.evaluate(PAINTED, act) for act in acts for _ in range(3)]
    return f"{statistics.median(times):.0f} ms (slowest {max(times):.0f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        summaries(place, count)
        began = time.perf_counter()
        report.run(place / "all.jsonl", place / "pages", Console(quiet=True))
        measure(place / "pages" / "index.html", count, time.perf_counter() - began)


def measure(index: Path, count: int, made: float) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        opened = []
        for _ in range(5):
            page = browser.new_page(viewport={"width": 1200, "height": 800})
            began = time.perf_counter()
            page.goto(index.as_uri(), wait_until="load")
            page.wait_for_selector("#view li")
            opened.append(time.perf_counter() - began)
        print(f"| {count:,} articles | aim | measured |\n|---|---|---|")
        print(f"| all pages made | none | {made:.0f} s, {count / made:.0f} articles a second |")
        print(f"| size of the corpus page | none | {index.stat().st_size / 1e6:.1f} MB |")
        print(f"| opens | < 2 s | {statistics.median(opened):.2f} s (slowest {max(opened):.2f}) |")
        views = [f"() => document.getElementById('t-{view}').click()" for view in VIEWS]
        print(f"| another view | < 100 ms | {median(page, views)} |")
        page.locator("#t-quotes").click()
        who = [f"() => document.querySelectorAll('.side button')[{n}].click()" for n in range(1, 6)]
        print(f"| a speaker | < 100 ms | {median(page, who)} |")
        typed = [
            f"() => {{ const s = document.getElementById('search'); s.value = '{words}'; s.dispatchEvent(new Event('input')); }}"
            for words in ("f", "fi", "fire", "brandt", "brandt fire", "zzz", "")
        ]
        for view in ("quotes", "claims", "events"):
            page.locator(f"#t-{view}").click()
            print(f"| search {view} | < 100 ms | {median(page, typed)} |")
        browser.close()


if __name__ == "__main__":
    main()
