"""Remake the pictures of the README and of docs/: python docs/pictures.py (needs Chromium, `.[dev]`).

They show what the strong model read, from its recordings.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.text import Text

from summarizer import Summary, summarize
from summarizer.article import read_article
from summarizer.output import render
from summarizer.pages.corpus import Corpus

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "tests"))
from made import TEN


def read(path: Path) -> Summary:
    """Give an article's summary as recorded."""
    return summarize(path, model="strong/2026-11", recordings=Path("fixtures/recordings"))


def main() -> None:
    """Draw all."""
    os.chdir(ROOT)
    path = Path("fixtures/articles/wire-depot-fire.txt")
    summary, text = read(path), read_article(path).text
    corpus = Corpus()
    for name in TEN:
        corpus.add(read(Path(f"evals/gold/articles/{name}.txt")), f"articles/{name}.html")
    console = Console(record=True, width=84, file=sys.stderr, force_terminal=True)
    console.print(Text("$ summarize fixtures/articles/wire-depot-fire.txt", style="bold"))
    shown = render([summary], "text", texts=[text], width=84, colour=True).splitlines()
    cut = next(number for number, line in enumerate(shown) if "Who said what" in line) + 14
    console.print(Text.from_ansi("\n".join([*shown[:cut], "…"])))
    drawn = console.export_svg(title="summarize")
    # The fonts it names would be fetched from elsewhere: the reader's own will do.
    (HERE / "terminal.svg").write_text(re.sub(r"@font-face\s*\{.*?\}", "", drawn, flags=re.DOTALL), "utf-8")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        page, many = Path(folder) / "page.html", Path(folder) / "index.html"
        page.write_text(render([summary], "html", texts=[text]), "utf-8")
        many.write_text(corpus.page(title="Ten articles: who said what"), "utf-8")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        shots = (("page.jpg", page, 1200, 940), ("page-phone.jpg", page, 390, 844), ("corpus.jpg", many, 1200, 720))
        for name, what, width, height in shots:
            tab = browser.new_page(viewport={"width": width, "height": height})
            tab.goto(what.as_uri())
            tab.wait_for_selector("h2")
            tab.screenshot(path=str(HERE / name), type="jpeg", quality=55)
        browser.close()


if __name__ == "__main__":
    main()
