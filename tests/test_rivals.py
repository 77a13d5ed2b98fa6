"""Rivals asked by hand: what they ask is written, what is answered comes back as a summary."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT

from summarizer.article import Article

sys.path.insert(0, str(ROOT / "evals" / "rivals"))
import kept
import naive
from hand import Hand

TEXT = (
    "---\ntitle: Pier gone\n---\nA storm broke the pier of Tarn. Nobody was hurt.\n\n“It is gone,” Ada Venn said. Crews "
    "will clear the wreck of the pier after a second storm broke two boats on Monday, the port said."
)
ANSWER = {
    "quotes": [{"text": '"It is gone,"', "speaker": "Ada Venn", "cue": "said"}],
    "claims": [
        {"text": "Crews will clear the wreck", "claimant": "the port", "cue": "said", "stance": "promised"},
        {"text": "words of nobody", "claimant": "the port", "cue": "said", "stance": "asserted"},
    ],
    "events": [
        {
            "trigger": "broke", "type": "accident", "actors": ["second storm"], "targets": ["two boats"], "place": "",
            "date": "2026-05-11", "dead": None, "injured": 2, "realis": "actual",
        }
    ],
}  # fmt: skip


@pytest.fixture
def article() -> Article:
    return Article.from_text(TEXT, published=date(2026, 5, 14))


def test_the_naive_rival_is_asked_and_answered_by_hand(article, tmp_path: Path):
    with Hand(tmp_path) as hand:
        hand.next("pier")
        naive.ask(article, hand.base_url, "key", "strong")
        assert hand.missing == ["pier.1.prompt.txt"]
        prompt = (tmp_path / "pier.1.prompt.txt").read_text()
        assert "Headline: Pier gone\nPublished: 2026-05-14\n\nA storm broke" in prompt
        assert prompt.index("the port said.") < prompt.index("### schema of the answer")
        (tmp_path / "pier.1.answer.json").write_text(json.dumps(ANSWER))
        hand.next("pier")
        got = naive.ask(article, hand.base_url, "key", "strong")

    assert hand.missing == []
    assert got["events"] == ANSWER["events"]
    assert got["usage"]["output"] == len(json.dumps(ANSWER)) // 4
    assert got["usage"]["requests"] == 1


def test_an_answer_to_another_prompt_is_refused(article, tmp_path: Path):
    (tmp_path / "pier.1.prompt.txt").write_text("another prompt")
    (tmp_path / "pier.1.answer.json").write_text(json.dumps(ANSWER))
    with Hand(tmp_path) as hand:
        hand.next("pier")
        got = naive.ask(article, hand.base_url, "key", "strong")

    assert "answers another prompt" in got["error"]


def test_a_kept_answer_is_a_summary_of_slices(article):
    summary = kept.summary(article, {**ANSWER, "output": 9}, "naive-strong")
    text = article.text
    event = summary.events[0]

    assert summary.quotes[0].content[0].text == "It is gone,"
    assert summary.quotes[0].cue.start == text.index("said")
    assert summary.claims[0].cue.start == text.rindex("said")
    assert event.trigger.start == text.rindex("broke"), "of two places the one whose sentence holds the roles"
    assert (event.casualties.injured.value, event.casualties.dead) == (2, None)
    assert event.time.value == "2026-05-11"
    somewhere = [span for span in summary.spans() if span is not kept.NOWHERE]
    assert len(somewhere) >= 6
    assert [text[span.start : span.end] for span in somewhere] == [span.text for span in somewhere]
    assert summary.claims[1].evidence == [kept.NOWHERE]


def test_words_are_found_whole_first_and_in_any_marks():
    text = "Heart attacks. “He’s\nfine,” an artist said of the art."

    assert kept.locate(text, "art").start == text.rindex("art")
    assert kept.locate(text, '"He\'s fine,"').text == "He’s\nfine,"
    assert kept.locate(text, "attack").text == "attack"
    assert kept.locate(text, "sculpture") is kept.NOWHERE
    assert kept.locate(text, "") is kept.NOWHERE


def test_langextract_writes_a_prompt_for_each_piece_and_reads_the_answers_back(article, tmp_path: Path):
    pytest.importorskip("langextract")
    import langextract_rival

    answers = {"extractions": [{"event": "broke", "event_attributes": {"type": "accident", "actors": ["A storm"]}}]}
    with Hand(tmp_path) as hand:
        hand.next("pier")
        langextract_rival.ask(article, hand.base_url, "key", "strong")
        assert hand.missing == ["pier.1.prompt.txt"]
        assert "Published: 2026-05-14." in (tmp_path / "pier.1.prompt.txt").read_text()
        (tmp_path / "pier.1.answer.json").write_text(json.dumps(answers))
        hand.next("pier")
        got = langextract_rival.ask(article, hand.base_url, "key", "strong")

    assert got["events"][0]["at"] == [TEXT.index("broke"), TEXT.index("broke") + 5]
    assert got["events"][0]["actors"] == ["A storm"]
