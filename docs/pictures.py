"""Remake the two pictures of the README: python docs/pictures.py (needs Chromium, `.[dev]`).

They show the labels of the depot fire as a summary, with the gist and the roles that a model would add.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.text import Text

from summarizer.output import render

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))
from made import depot


def main() -> None:
    """Draw both."""
    summary, text = depot()
    console = Console(record=True, width=84, file=sys.stderr, force_terminal=True)
    console.print(Text("$ summarize fixtures/articles/wire-depot-fire.txt", style="bold"))
    shown = render([summary], "text", texts=[text], width=84, colour=True).splitlines()
    cut = next(number for number, line in enumerate(shown) if "Who said what" in line) + 14
    console.print(Text.from_ansi("\n".join([*shown[:cut], "…"])))
    drawn = console.export_svg(title="summarize")
    # The fonts it names would be fetched from elsewhere: the reader's own will do.
    (HERE / "terminal.svg").write_text(re.sub(r"@font-face\s*\{.*?\}", "", drawn, flags=re.DOTALL), "utf-8")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        page = Path(folder) / "page.html"
        page.write_text(render([summary], "html", texts=[text]), "utf-8")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1200, "height": 800})
        tab.goto(page.as_uri())
        tab.locator(".card.e").first.hover()
        tab.screenshot(path=str(HERE / "page.jpg"), type="jpeg", quality=72)
        browser.close()


if __name__ == "__main__":
    main()
