"""The course of one article in a batch: looked at by kept answers, asked for what is missing, looked at again."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import onequestion
import pytest
from inprocess import Kept, Pool, completion, error

from summarizer import errors
from summarizer.batch import work
from summarizer.batch.course import fate_of
from summarizer.batch.find import Found
from summarizer.errors import AnswerError
from summarizer.model.asker import LiveAsker
from summarizer.model.gate import Gate
from summarizer.model.wire import Endpoint
from summarizer.pipeline import record
from summarizer.question import How, Tally
from summarizer.summary import Run, Summary

GOOD = completion('{"answer": "Lena Ortiz"}')
BAD = completion("no")


@pytest.fixture(autouse=True)
def one_small_question(monkeypatch):
    monkeypatch.setattr("random.uniform", lambda low, high: 0.0)
    monkeypatch.setattr(work, "summarize_article", onequestion.summarize_article)


def follow(tmp_path: Path, replies: Any, monkeypatch, store: Kept | None = None) -> tuple[work.Outcome, Pool, int]:
    (tmp_path / "a.txt").write_text("Mayor Lena Ortiz spoke in Lund on Monday. It was late.")
    found = Found("a.txt", str(tmp_path / "a.txt"), 1, 1)
    pool, store, looks = Pool(replies), store or Kept(), []
    monkeypatch.setattr("summarizer.model.pool.CappedTransport", lambda *_: pool)

    async def run() -> work.Outcome:
        async def connect() -> Endpoint:
            return Endpoint("http://127.0.0.1:9/v1", "m", "k", 5.0)

        async def look(one: Found, failures: dict[str, str]) -> work.Outcome:
            looks.append(one)
            return await asyncio.to_thread(work.look, one, "openai/m", How("whole"), store, failures)

        return await fate_of(found, look, LiveAsker("openai/m", "m", store, Gate(1), connect), Tally())

    return asyncio.run(run()), pool, len(looks)


@pytest.mark.parametrize(
    ("replies", "fate", "paid"),
    [
        ([GOOD], "ok", 1),
        ([BAD, GOOD], "ok", 2),
        ([completion(None), BAD, GOOD], "ok", 3),
        ([completion("{", finish="length"), GOOD], "ok", 2),
        ([completion("{", finish="length"), BAD, GOOD], "ok", 3),
        ([BAD], "failed", 3),
        ([completion(None, refusal="no")], "failed", 1),
        ([error(400, "flagged", code="invalid_prompt")], "failed", 1),
    ],
)
def test_an_article_is_looked_at_twice_and_each_answer_is_paid_once(tmp_path, monkeypatch, replies, fate, paid):
    outcome, pool, looks = follow(tmp_path, replies, monkeypatch)

    assert (outcome.fate, len(pool.bodies), looks) == (fate, paid, 2)


def test_what_a_summary_cost_is_what_its_answers_cost_when_they_were_asked(tmp_path, monkeypatch):
    store = Kept()
    first, _, _ = follow(tmp_path, [BAD, GOOD], monkeypatch, store)
    again, pool, looks = follow(tmp_path, [], monkeypatch, store)

    assert first.detail == again.detail
    assert (len(pool.bodies), looks) == (0, 1)
    run = json.loads(first.detail)["run"]
    assert (run["requests"], run["from_cache"], run["seconds"]) == (2, 0, 0.0)
    assert run["tokens"] == {"input": 200, "output": 100, "cached": 20}


def test_a_question_that_hangs_on_another_s_answer_is_not_asked_before_it(tmp_path, monkeypatch):
    async def chained(article, asker, reader, progress=None, readings=1) -> Summary:
        tally, names = Tally(), []
        for number in range(12):
            try:
                answer = await asker.ask(onequestion.question(f"{number} after {names}"), tally)
            except AnswerError:
                names.append("nobody knows")
            else:
                names.append(answer.answer)
        return Summary(article=record(article), status="ok", quotes=[], claims=[], events=[], rejected=[],
                       run=Run(model=asker.name, prompts=""))  # fmt: skip

    monkeypatch.setattr(work, "summarize_article", chained)
    outcome, pool, looks = follow(tmp_path, [GOOD], monkeypatch)

    assert (outcome.fate, len(pool.bodies), looks) == ("ok", 12, 13)
    assert not any("nobody knows" in body["messages"][1]["content"] for body in pool.bodies)


def test_questions_asked_together_are_found_together(tmp_path, monkeypatch):
    async def together(article, asker, reader, progress=None, readings=1) -> Summary:
        tally = Tally()
        await asyncio.gather(*(asker.ask(onequestion.question(f"{n}"), tally) for n in range(12)))
        return Summary(article=record(article), status="ok", quotes=[], claims=[], events=[], rejected=[],
                       run=Run(model=asker.name, prompts=""))  # fmt: skip

    monkeypatch.setattr(work, "summarize_article", together)
    outcome, pool, looks = follow(tmp_path, [GOOD], monkeypatch)

    assert (outcome.fate, len(pool.bodies), looks) == ("ok", 12, 2)


def test_a_dead_key_is_not_the_article_s_fault(tmp_path, monkeypatch):
    with pytest.raises(errors.KeyRefusedError):
        follow(tmp_path, [error(401)], monkeypatch)
