"""Forms an article comes in: interviews, live blogs, corrections, press releases, front matter, read by the parser alone."""

from __future__ import annotations

import asyncio

import pytest
from conftest import ROOT
from expectations import Outcome, faults, load
from inprocess import nobody

from summarizer.article import Article, read_article
from summarizer.passage import cut
from summarizer.pipeline import PARSER, summarize_article

FORMS = ROOT / "evals" / "forms"
EXPECTED = load(FORMS)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_form_is_read_as_a_careful_reader_expects(name, parser_at, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    article = read_article(FORMS / f"{name}.txt")
    summary = asyncio.run(summarize_article(article, nobody(), "steps"))

    assert summary.run.model == PARSER
    assert faults(EXPECTED[name], Outcome(summary, 0, "\n".join(article.warnings))) == []


def test_every_form_has_its_expectation():
    assert {path.stem for path in FORMS.glob("*.txt")} == set(EXPECTED)
    kinds = {each.kind for each in EXPECTED.values()}
    assert kinds == {"interviews", "live blogs", "corrections", "press releases", "front matter"}


NOTICES = {
    "label": ("Correction: an earlier version of this article said that two men had died.", " that two men had died."),
    "label with a date": ("Correction (5 March): we wrote that the mayor had resigned.", " that the mayor had resigned."),
    "label after a time": ("16:45 Correction: we wrote that the bridge had fallen. It is closed.", " that the bridge had fallen."),
    "adverb": ("We wrongly reported that the bridge had fallen; it is only closed.", " that the bridge had fallen"),
    "the truth beside it": ("This story incorrectly said the toll was nine, when in fact it is two.", " the toll was nine"),
    "the change": ("This article was amended on 5 March to correct the toll.", "This article was amended"),
    "a reporter's we": ("We reported on Monday that the bridge had fallen.", None),
    "a judge's report": ("The judge’s report wrongly blamed the driver and said that police arrested 12 people on Monday.", None),
    "somebody's answer": ("“We have been mistakenly blamed,” Rell said. “We said the dam burst and killed four people.”", None),
    "what is added": ("This article was amended to add the name of the victim, who died on Monday.", "This article was amended"),
    "an official report": ("The report said that the bridge had fallen, the minister said on Monday.", None),
    "correction officers": ("Correction officers said that the bridge had fallen on Monday.", None),
}  # fmt: skip


@pytest.mark.parametrize(("words", "taken"), NOTICES.values(), ids=NOTICES)
def test_what_a_correction_takes_back_is_known(words, taken):
    article = Article.from_text(f"The bridge of the town was closed on Monday, the mayor said.\n\n{words}")

    assert [article.text[slice(*span)] for span in cut(article).withdrawn] == ([taken] if taken else [])
    assert article.flags == (["correction"] if taken else [])


def test_all_of_a_column_of_corrections_is_one():
    text = "Corrections and clarifications\n\nIn a report on Monday we said that the mayor had resigned. He has not."
    article = Article.from_text(text)

    assert article.flags == ["correction"]
    assert [text[slice(*span)] for span in cut(article).withdrawn] == [" that the mayor had resigned."]
    start = text.index(" that the mayor had resigned.")
    held = [at for at in range(len(text)) if cut(article).is_withdrawn(at)]
    assert held == [*range(start, start + len(" that the mayor had resigned."))]
    plain = "In a report on Monday we said that the mayor had resigned. He has not."
    assert Article.from_text(plain, title="Correction officers strike").flags == []


def test_a_heading_and_a_rule_are_no_words_of_the_article():
    text = "## 17:20 Bridge closed ##\n\nPolice closed the bridge.\n\n***\n\n## 16:45 Two hurt\n\nTwo were hurt.\n\n###"
    passage = cut(Article.from_text(text, title="Flood: what we know"))

    assert passage.headline is None
    assert [text[slice(*block)] for block in passage.paragraphs] == [
        "17:20 Bridge closed", "Police closed the bridge.", "16:45 Two hurt", "Two were hurt.",
    ]  # fmt: skip


def test_an_entry_of_a_live_blog_ends_what_was_said_before_it():
    text = (
        "ANNA: We wait.\n\nPER: So do we.\n\nANNA: It rains.\n\n17:20 The bridge was closed by the police.\n\nPER: Go."
    )
    words = [" ".join(text[p.start : p.end] for p in q.pieces) for q in cut(Article.from_text(text)).quotations]

    assert words == ["We wait.", "So do we.", "It rains.", "Go."]
