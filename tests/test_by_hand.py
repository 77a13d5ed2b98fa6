"""Answers by hand: written down, taken for what was asked and nothing else, never deleted."""

from __future__ import annotations

import runpy
from pathlib import Path

from conftest import ROOT

not_answered = runpy.run_path(str(ROOT / "evals" / "by_hand.py"), run_name="by_hand")["_not_answered"]


def test_an_answer_is_taken_for_what_was_asked_and_nothing_else(tmp_path: Path):
    system, prompt, answer = tmp_path / "system.txt", tmp_path / "a.prompt.txt", tmp_path / "a.answer.json"
    assert not_answered({prompt: "A", system: "S"}, answer) == "not answered yet"
    answer.write_text("{}")
    assert not_answered({prompt: "A", system: "S"}, answer) == ""
    for asked in ({prompt: "B", system: "S"}, {prompt: "A", system: "T"}):
        assert "answer another" in not_answered(asked, answer)
        assert (prompt.read_text(), system.read_text(), answer.read_text()) == ("A", "S", "{}")


def test_a_changed_system_prompt_is_not_hidden_by_an_article_that_waits(tmp_path: Path):
    system, answer = tmp_path / "system.txt", tmp_path / "a.answer.json"
    system.write_text("S")
    answer.write_text("{}")
    assert "system.txt" in not_answered({tmp_path / "b.prompt.txt": "B", system: "T"}, tmp_path / "b.answer.json")
    assert system.read_text() == "S"
