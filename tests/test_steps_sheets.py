"""Whole answer sheets of the steps reader: short made-up articles in `steps_sheets/`, each with all that it fills in.

`python tests/test_steps_sheets.py` writes the rows anew: read what it changes, a row that is wrong is a fault kept.
"""

from __future__ import annotations

import asyncio
import os
from datetime import date
from pathlib import Path

import pytest
from inprocess import nobody
from steps_rows import rows

from summarizer.article import Article
from summarizer.local.parser import fetch_parser
from summarizer.passage import cut
from summarizer.question import Tally
from summarizer.readers import steps
from summarizer.readers.steps import frames, words
from summarizer.readers.steps.around import Surroundings
from summarizer.readers.steps.events import Finder
from summarizer.readers.steps.names import Names
from summarizer.readers.steps.parse import load, parse

PUBLISHED = date(2025, 9, 3)  # a Wednesday
SHEETS = sorted((Path(__file__).parent / "steps_sheets").glob("*.txt"))
"""Articles set apart by an empty line; `/` stands for a new paragraph, rows begin with two blanks."""


def sheets(path: Path) -> list[tuple[str, str]]:
    """Each article as a file has it, and its rows."""
    blocks = [block.strip().partition("\n") for block in path.read_text("utf-8").strip().split("\n\n")]
    return [(text, rows) for text, _, rows in blocks]


def filled(text: str) -> str:
    """Read an article without a model, and write its sheet as the file has it."""
    passage = cut(Article.from_text(text.replace(" / ", "\n\n"), title="", published=PUBLISHED))
    reading = asyncio.run(steps.read(passage, nobody(), Tally())).reading
    return "\n".join(f"  {row}" for row in rows(reading))


@pytest.mark.parametrize(("text", "expected"), [sheet for path in SHEETS for sheet in sheets(path)])
def test_an_article_fills_its_sheet(parser_at, monkeypatch, text, expected):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    assert filled(text) == expected


WEIGHED = [
    (
        "The mill of Velby was closed on Monday by the council of the town. / The mayor has resigned. / The ferry had sunk.",
        {
            "closed": "always doer=noun lead lexical=weak named=2 role=ROOT tense=past time",
            "resigned": "always doer=noun early lexical=strong role=ROOT tense=perfect",
            "sunk": "always doer=noun early lexical=strong role=ROOT tense=pluperfect",
        },
    ),
    (
        "It rained. / The mill of Velby was closed on Monday by the council of the town. / Otto Falk resigned. / He sold 12 ships."
        " / The ferry sank.",
        {
            "closed": "always doer=noun lead lexical=weak named=2 role=ROOT tense=past time",
            "resigned": "always doer=name early lexical=strong named=1 role=ROOT tense=past",
            "sold": "always doer=pronoun early lexical=weak named=2 number object role=ROOT tense=past",
            "sank": "always doer=noun lexical=strong role=ROOT tense=past",
        },
    ),
    (
        "Mara Lind told the court on Monday that she had not sold the ship. / Police arrested Otto Falk, a baker said. / "
        "A man will be charged.",
        {
            "sold": "always doer=pronoun lead lexical=weak named=1 negated object role=ccomp tense=pluperfect told",
            "arrested": "always doer=noun early lexical=strong named=1 object role=ccomp tense=past told",
            "charged": "always doer=noun early lexical=weak role=ROOT saying tense=will",
        },
    ),
    (
        "The police launched an investigation into the fire at the mill in Velby on Monday. / No attack was planned. / "
        "Further bans followed. / The two leaders met in Velby.",
        {
            "investigation": "always article=a host lead lexical=strong place role=dobj time",
            "fire": "always article=the lead lexical=weak role=pobj",
            "attack": "always article=none early host lexical=strong not actual role=nsubjpass",
            "bans": "always article=none early host lexical=strong role=nsubj",
            "met": "always doer=noun lexical=weak named=1 place role=ROOT tense=past",
        },
    ),
    (
        "Nordwing has sold the ship to pay its debts in the spring. / Nordwing sells ships, fishing in Hollund. / Built in 1990, it was sold.",
        {
            "sold": "always doer=noun lead lexical=weak object role=ROOT tense=perfect",
            "pay": "always doer=none lead lexical=weak object role=advcl tense=to",
            "sells": "always doer=noun early lexical=weak object role=ROOT tense=present",
            "fishing": "always doer=noun early lexical=none place role=advcl tense=participle",
            "Built": "always doer=pronoun early lexical=weak named=1 role=advcl tense=passive participle time",
        },
    ),
]  # fmt: skip
"""What a word is weighed from; a feature is 1 where no number stands beside it. The first of two equal words counts."""


@pytest.mark.parametrize(("text", "expected"), WEIGHED)
def test_a_word_is_weighed_from_what_stands_around_it(parser_at, text, expected):
    passage = cut(Article.from_text(text.replace(" / ", "\n\n"), title="", published=PUBLISHED))
    parsed = parse(passage, load(fetch_parser(parser_at, lambda *_: None)))
    names = Names(parsed)
    reporting = frames.frames(parsed, names)
    found = Finder(parsed, names, reporting, Surroundings(parsed, names, PUBLISHED)).find()
    weighed: dict[str, str] = {}
    for event in found:
        parts = [k if v == 1 and k != "named" else f"{k}={v:g}" for k, v in event.features.items() if v]
        weighed.setdefault(event.token.text, " ".join(sorted(parts)))
        kind = "verb" if event.token.pos_ == "VERB" else "noun"
        weights = [words.WEIGHTS[kind].get(k, 0.0) * v for k, v in event.features.items()]
        if kind == "noun" and event.host.pos_ == "VERB":  # "The ceremony took place": the verb's weights may be more
            assert event.worth > sum(weights) or event.worth == pytest.approx(sum(weights))
        else:
            assert event.worth == pytest.approx(sum(weights))
    assert weighed == expected


if __name__ == "__main__":
    os.environ["SUMMARIZE_OFFLINE"] = "1"
    for path in SHEETS:
        path.write_text("\n\n".join(f"{text}\n{filled(text)}".strip() for text, _ in sheets(path)) + "\n", "utf-8")
