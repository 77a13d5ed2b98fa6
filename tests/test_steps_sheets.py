"""Whole answer sheets of the steps reader: short made-up articles in `steps_sheets.txt`, each with all that it fills in.

`python tests/test_steps_sheets.py` writes the rows anew: read what it changes, a row that is wrong is a fault kept.
"""

from __future__ import annotations

import asyncio
import os
from datetime import date
from pathlib import Path

import pytest
from inprocess import nobody

from summarizer.article import Article
from summarizer.passage import cut
from summarizer.question import Tally
from summarizer.readers import steps
from summarizer.reading import CountRow, EventRow, Reading

SHEETS = Path(__file__).parent / "steps_sheets.txt"
"""Articles set apart by an empty line; `/` stands for a new paragraph, rows begin with two blanks."""


def sheets() -> list[tuple[str, str]]:
    """Each article as the file has it, and its rows."""
    blocks = [block.strip().partition("\n") for block in SHEETS.read_text("utf-8").split("\n\n")]
    return [(text, rows) for text, _, rows in blocks]


def filled(text: str) -> str:
    """Read an article without a model, and write its sheet as the file has it."""
    passage = cut(Article.from_text(text.replace(" / ", "\n\n"), title="", published=date(2025, 9, 3)))
    reading = asyncio.run(steps.read(passage, nobody(), Tally())).reading
    return "\n".join(f"  {row}" for row in rows(reading))


def rows(reading: Reading) -> list[str]:
    """One line for each row, what is empty left out."""
    name = {0: "nobody"} | {p.number: p.name for p in reading.people}
    out = [f"{p.kind} {p.name!r}, {p.role!r}, sentence {p.sentence}" for p in reading.people]
    out += [f"quote {q.quotation}: {name[q.person]}, {q.words!r} {q.cue!r}" for q in reading.quotes]
    for c in reading.claims:
        where = f"{c.first} … {c.last}" if c.last else c.first
        out.append(f"claim {c.sentence}: {name[c.person]}, {c.words!r} {c.cue!r}, {c.stance}: {where!r}")
    return out + [_event(e, name) for e in reading.events]


def _event(e: EventRow, name: dict[int, str]) -> str:
    found = [f"{e.word} {e.sentence}", e.type, "" if e.realis == "actual" else e.realis]
    found += [f"by {' + '.join(e.actors)}" if e.actors else "", f"to {' + '.join(e.targets)}" if e.targets else ""]
    found += [f"at {e.place}" if e.place else "", f"on {e.time} = {e.date}" if e.time else "", *map(_count, e.counts)]
    found += [f"from {name[e.source]}" if e.source else "", *(f"again {t.word} {t.sentence}" for t in e.more)]
    return "event " + ", ".join(part for part in found if part)


def _count(c: CountRow) -> str:
    return f"{c.what} {c.words!r} = {c.value} {c.qualifier}"


@pytest.mark.parametrize(("text", "expected"), sheets())
def test_an_article_fills_its_sheet(parser_at, monkeypatch, text, expected):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    assert filled(text) == expected


if __name__ == "__main__":
    os.environ["SUMMARIZE_OFFLINE"] = "1"
    SHEETS.write_text("\n\n".join(f"{text}\n{filled(text)}" for text, _ in sheets()) + "\n", "utf-8")
