"""How fast the page of a corpus opens, filters and searches in a real browser.

    python evals/benchmarks/pages.py [--articles 10000]

Needs Chromium and playwright (`pip install -e ".[dev]"`, `apt-get install chromium`). The summaries are the labels of
the eval set, again and again under other names and on other days, so that they are as full as real ones.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import tempfile
import time
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from summarizer.commands import report
from summarizer.console import Console
from summarizer.score import gold
from summarizer.summary import Run, Summary

VIEWS = ("quotes", "claims", "events", "stories", "disputes", "review", "articles", "overview")
# A change is over when the browser has painted it: two frames later.
PAINTED = """async act => { const began = performance.now(); (0, eval)(act)();
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); return performance.now() - began; }"""


@lru_cache(maxsize=200_000)
def renamed(word: str, seed: int) -> str:
    """Another name of the same length, so that no offset moves."""
    dice = random.Random(f"{word} {seed}")
    letters = ("bcdfghklmnprstvw", "aeiou")
    made = "".join(dice.choice(letters[n % 2]) for n in range(len(word)))
    return made.capitalize()


def changed(value: Any, seed: int, days: int, key: str = "") -> Any:
    """The same labels under other names, on other days."""
    if isinstance(value, dict):
        return {name: changed(part, seed, days, name) for name, part in value.items()}
    if isinstance(value, list):
        return [changed(part, seed, days, key) for part in value]
    if key in ("text", "name", "description", "title"):
        return re.sub(r"\b[A-Z][a-z]{3,}\b", lambda m: renamed(m[0], seed), value) if value else value
    if key in ("value", "published") and isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return (date.fromisoformat(value) + timedelta(days=days)).isoformat()
    return value


def summaries(place: Path, count: int) -> None:
    """Write as many summaries as wanted, with their texts."""
    cases = gold.load(Path(__file__).parent.parent / "gold")
    with (place / "all.jsonl").open("w") as file:
        for number in range(count):
            case, seed = cases[number % len(cases)], number // len(cases)
            data = changed(case.gold.model_dump(mode="json"), seed, seed % 365)
            text = changed(case.article.text, seed, 0, "text")
            record = data["article"] | {"id": sha256(text.encode()).hexdigest(), "text": text}
            parts = {kind: data[kind] for kind in ("quotes", "claims", "events")}
            made = Summary(article=record, status="ok", rejected=[], run=Run(model="labels", prompts=""), **parts)
            file.write(made.model_dump_json() + "\n")


def median(page: Page, acts: list[str]) -> str:
    times = [page.evaluate(PAINTED, act) for act in acts for _ in range(3)]
    return f"{statistics.median(times):.0f} ms (slowest {max(times):.0f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
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
        seen, opened = [], []
        for _ in range(5):
            page = browser.new_page(viewport={"width": 1200, "height": 800})
            began = time.perf_counter()
            page.goto(index.as_uri(), wait_until="commit")
            page.wait_for_selector("#view li")
            seen.append(time.perf_counter() - began)
            page.wait_for_load_state("load")
            opened.append(time.perf_counter() - began)
        load = os.getloadavg()[0] / (os.cpu_count() or 1)
        print(f"| {count:,} articles, {load:.1f} running processes a core | aim | measured |\n|---|---|---|")
        print(f"| all pages made | none | {made:.0f} s, {count / made:.0f} articles a second |")
        print(f"| size of the corpus page | none | {index.stat().st_size / 1e6:.1f} MB |")
        print(f"| front page is there | < 2 s | {statistics.median(seen):.2f} s (slowest {max(seen):.2f}) |")
        print(f"| whole page is read | < 2 s | {statistics.median(opened):.2f} s (slowest {max(opened):.2f}) |")
        page.wait_for_function("() => !document.getElementById('data-queue')")  # read in idle time, each list by itself
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
