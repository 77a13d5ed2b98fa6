"""What a page looks like and weighs, as a browser has it: type, measure, contrast, kilobytes, requests, milliseconds.

    python evals/benchmarks/look.py PAGE.html [...] [--width 1280]

Needs Chromium and playwright (`pip install -e ".[dev]"`). `docs/beside-pages.md` was made with it, of our pages and of
the page that LangExtract makes of the same article.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

# Lines are those of the first block of running text. Its short ones end paragraphs and tell nothing of the measure, so
# the upper quartile stands for it; the very last line is left out. A colour is held against the ground painted below it.
LOOK = r"""() => {
  const rgb = c => (c.match(/[\d.]+/g) || [0, 0, 0]).map(Number);
  const light = c => { const [r, g, b] = rgb(c).map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const ground = node => { for (let n = node; n; n = n.parentElement) { const c = getComputedStyle(n).backgroundColor, v = rgb(c); if (v.length < 4 || v[3] > 0) return c; }
    return getComputedStyle(document.documentElement).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(18,18,18)" : "rgb(255,255,255)"; };
  const contrast = node => { const [a, b] = [light(getComputedStyle(node).color), light(ground(node))].sort((x, y) => y - x); return (a + .05) / (b + .05); };
  const lines = node => {
    const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), found = [], range = document.createRange();
    let top = null, length = 0, n;
    while ((n = walk.nextNode())) {
      if (!n.parentElement.getClientRects().length) continue;
      for (const word of n.data.matchAll(/\S+\s*/g)) {
        range.setStart(n, word.index); range.setEnd(n, word.index + word[0].trimEnd().length);
        const box = range.getBoundingClientRect();
        if (top === null || Math.abs(box.top - top) > box.height * .6) { if (length) found.push(length); top = box.top; length = 0; }
        length += word[0].length;
      }
    }
    return found.sort((a, b) => a - b);
  };
  const seen = [...document.querySelectorAll("body *")].filter(n => n.getClientRects().length && [...n.childNodes].some(c => c.nodeType === 3 && c.data.trim()));
  const type = node => { const s = getComputedStyle(node); return parseFloat(s.fontSize).toFixed(1) + "/" + (parseFloat(s.lineHeight) / parseFloat(s.fontSize) || 1.2).toFixed(2); };
  const text = document.querySelector(".text, .lx-text-window, ol.list") || document.body, head = document.querySelector("h1");
  const measure = lines(text), upper = measure.slice(Math.floor(measure.length / 2));
  return {headline: head ? type(head) : "none", text: type(text), "characters a line": "upper quartile " + (upper[Math.floor(upper.length / 2)] || 0) + ", longest " + (measure.at(-1) || 0),
    "contrast of the text": contrast(text).toFixed(1), "least contrast": Math.min(...seen.map(contrast)).toFixed(1), "smallest type": Math.min(...seen.map(n => parseFloat(getComputedStyle(n).fontSize))).toFixed(1) + " px",
    headings: document.querySelectorAll("h1, h2, h3").length, "links and buttons": document.querySelectorAll("a[href], button, summary").length,
    "wider than the window": document.documentElement.scrollWidth > innerWidth ? "yes" : "no"};
}"""

# A page that says so to the browser: scroll bars and form fields turn dark with it.
DARK = "() => getComputedStyle(document.documentElement).colorScheme.includes('dark') ? 'yes' : 'no'"


def look(browser: Browser, page: Path, width: int) -> dict[str, Any]:
    """Measure one page.

    Args:
        browser: Chromium, started.
        page: The page's file.
        width: Of the window, in CSS pixels.

    Returns:
        What the table says of it, by the name of the row; `opens` is the median of five times until it has loaded.
    """
    opened: list[float] = []
    requests: list[str] = []
    found: dict[str, Any] = {}
    for scheme in ("light", "dark", "light", "light", "light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        tab = context.new_page()
        tab.on("request", lambda request: requests.append(request.url))
        began = time.perf_counter()
        tab.goto(page.resolve().as_uri(), wait_until="load")
        opened.append((time.perf_counter() - began) * 1000)
        measured = tab.evaluate(LOOK)
        if scheme == "dark":
            found["least contrast, dark"] = measured["least contrast"]
            found["has a dark scheme"] = tab.evaluate(DARK)
        else:
            found |= measured
        context.close()
    found["kilobytes"] = f"{page.stat().st_size / 1000:.0f}"
    found["requests beside the page"] = len(requests) // 5 - 1
    found["opens"] = f"{statistics.median(opened):.0f} ms"
    return found


def main() -> None:
    """Print a table, a column for each page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--width", type=int, default=1280)
    given = parser.parse_args()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        columns = [look(browser, page, given.width) for page in given.pages]
        browser.close()
    print("| | " + " | ".join(page.name for page in given.pages) + " |\n|---" + "|---" * len(columns) + "|")
    for name in columns[0]:
        print(f"| {name} | " + " | ".join(str(column[name]) for column in columns) + " |")


if __name__ == "__main__":
    main()
