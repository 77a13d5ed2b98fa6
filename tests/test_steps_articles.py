"""Whole answer sheets of the steps reader for the labelled articles that it was tuned on, in `steps_articles.txt`.

What they hold right is scored by `summarize eval`; here nothing may change unseen. `python tests/test_steps_articles.py`
writes the rows anew.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from inprocess import nobody
from steps_rows import rows

from summarizer.article import Article
from summarizer.passage import cut
from summarizer.question import Tally
from summarizer.readers import steps
from summarizer.score import gold

ROOT = Path(__file__).parent.parent
SHEETS = Path(__file__).parent / "steps_articles.txt"
"""Articles set apart by an empty line: the name, and its rows."""
DEV = {case.name: case.article for case in gold.load(ROOT / "evals" / "gold", "dev")}


def filled(article: Article) -> str:
    """Read an article without a model, and write its sheet as the file has it."""
    reading = asyncio.run(steps.read(cut(article), nobody(), Tally())).reading
    return "\n".join(f"  {row}" for row in rows(reading))


def test_every_article_has_its_sheet():
    assert [block.partition("\n")[0] for block in SHEETS.read_text("utf-8").strip().split("\n\n")] == sorted(DEV)


@pytest.mark.parametrize("block", SHEETS.read_text("utf-8").strip().split("\n\n"))
def test_a_labelled_article_fills_its_sheet(parser_at, monkeypatch, block: str):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    name, _, expected = block.partition("\n")
    assert filled(DEV[name]) == expected


if __name__ == "__main__":
    os.environ["SUMMARIZE_OFFLINE"] = "1"
    written = "\n\n".join(f"{name}\n{filled(article)}" for name, article in sorted(DEV.items()))
    SHEETS.write_text(written + "\n", "utf-8")
