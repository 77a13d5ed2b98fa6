"""Remake the two pictures of the README from the recordings: python docs/pictures.py (needs Chromium, `.[dev]`)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
REPLAY = ["fixtures/articles/wire-depot-fire.txt", "--recordings", "fixtures/recordings"]


def summarize(*words: str) -> str:
    return subprocess.run(
        ["summarize", *REPLAY, *words], cwd=HERE.parent, check=True, capture_output=True, text=True
    ).stdout


def main() -> None:
    console = Console(record=True, width=80, file=sys.stderr, force_terminal=True)
    console.print(Text("$ summarize fixtures/articles/wire-depot-fire.txt", style="bold"))
    shown = summarize().splitlines()
    cut = next(number for number, line in enumerate(shown) if line.startswith("Claims")) + 12
    console.print(Text("\n".join([*shown[:cut], "…"])))
    drawn = console.export_svg(title="summarize")
    # The fonts it names would be fetched from elsewhere: the reader's own will do.
    (HERE / "terminal.svg").write_text(re.sub(r"@font-face\s*\{.*?\}", "", drawn, flags=re.DOTALL), "utf-8")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        page = Path(folder) / "page.html"
        summarize("-o", str(page))
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1100, "height": 700})
        tab.goto(page.as_uri())
        tab.locator(".card.q").first.hover()
        tab.screenshot(path=str(HERE / "page.jpg"), type="jpeg", quality=72)
        browser.close()


if __name__ == "__main__":
    main()
