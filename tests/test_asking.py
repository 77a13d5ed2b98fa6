"""Asking a question: what goes out, what is asked again, what each ending costs."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import re
import sys
from typing import Any

import pytest
from inprocess import Kept, Pool, client, completion, error
from saying import EARLY, GOOD, MADE_UP, Said, ask, said

from summarizer import errors
from summarizer.model.body import question_key, schema_of
from summarizer.model.client import MAX_REASKS, MORE_ROOM, Course, response_model
from summarizer.question import Question, Tally, choice_of
from summarizer.reading import Reading

pytestmark = pytest.mark.usefixtures("at_once")


def test_messages_go_out_word_for_word_and_validators_see_the_context():
    pool = Pool([completion(GOOD)])
    answer, tally = ask(pool)

    assert answer.model_dump() == {"words": "we saw smoke", "level": "low"}
    assert type(answer) is Said
    assert pool.bodies[0]["messages"] == said().messages
    assert (tally.requests, tally.input, tally.output, tally.cached, tally.models) == (1, 100, 50, 10, {"m-1"})


def test_made_up_words_are_asked_again_by_instructor_and_the_context_holds_nothing_of_the_bad_answer():
    question = said()
    pool = Pool([completion(MADE_UP), completion(GOOD)])
    ask(pool, question=question)
    again = pool.bodies[1]["messages"]

    assert again[:2] == question.messages
    assert again[2]["role"] == "assistant"
    assert again[2]["content"] == MADE_UP
    assert "these words are not in the article" in again[3]["content"]
    assert question.context["notes"] == ["we saw smoke"]


def test_a_correction_says_nothing_that_changes_with_a_library_or_repeats_the_article():
    pool = Pool([completion('{"words": 5, "level": "smoke"}'), completion(GOOD)])
    ask(pool)
    told = pool.bodies[1]["messages"][3]["content"]

    assert "pydantic.dev" not in told
    assert "input_value" not in told
    assert "words: " in told
    assert "level: " in told


def test_strict_is_on_the_wire_with_the_plain_type_s_own_schema():
    pool = Pool([completion(GOOD)])
    ask(pool)
    form = pool.bodies[0]["response_format"]["json_schema"]

    assert form == {"name": "Said", "strict": True, "schema": schema_of(Said)}
    assert "title" not in json.dumps(form)


@pytest.mark.parametrize(
    ("replies", "calls", "wrong"),
    [
        ([completion(None, refusal="I cannot")], 1, errors.RefusedError),
        ([completion("", finish="content_filter")], 1, errors.RefusedError),
        ([completion(GOOD, finish="content_filter")], 1, errors.RefusedError),
        ([completion(GOOD[:9], finish="length")], 2, errors.TruncatedError),
        ([completion(MADE_UP)], 1 + MAX_REASKS, errors.InvalidAnswerError),
        ([completion(None)], 2, errors.InvalidAnswerError),
        ([completion(GOOD[:9])], 2, errors.TruncatedError),
        ([completion(GOOD[:9], usage=None)], 2, errors.TruncatedError),
        ([completion(GOOD[:9], usage=EARLY)], 2, errors.InvalidAnswerError),
        ([completion(GOOD[:9], usage=EARLY), completion(GOOD[:9])], 2, errors.InvalidAnswerError),
        ([completion(GOOD[:9], finish="MAX_TOKENS")], 2, errors.TruncatedError),
        ([completion(GOOD[:9], finish="length"), completion(GOOD[:9], usage=EARLY)], 2, errors.TruncatedError),
        ([completion(GOOD + " " * 33_000)], 1, errors.OversizeError),
        ([completion(GOOD, choices=[{"message": "odd"}])], 3, errors.ProtocolError),
        ([(200, b"<html>")], 3, errors.ProtocolError),
        ([completion(GOOD, choices=[])], 3, errors.ProtocolError),
        ([error(400, "bad")], 1, errors.EndpointConfigError),
        ([error(503)], 6, errors.UnavailableError),
    ],
)
def test_what_each_ending_costs(replies, calls, wrong):
    pool = Pool(replies)
    with pytest.raises(wrong) as caught:
        ask(pool)

    assert len(pool.bodies) == calls
    assert "smoke" not in str(caught.value)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("finish", ["length", "stop"])
def test_a_cut_off_answer_gets_room_once_whatever_the_host_says_ended_it(finish):
    pool = Pool([completion(GOOD[:9], finish=finish), completion(GOOD)])
    answer, _ = ask(pool)

    assert answer.level == "low"
    assert [body["max_tokens"] for body in pool.bodies] == [50, 50 * MORE_ROOM]
    assert len(pool.bodies[1]["messages"]) == 2


def test_an_answer_that_broke_off_long_before_its_limit_is_told_so_once():
    pool = Pool([completion(GOOD[:9], usage=EARLY), completion(GOOD)])
    answer, _ = ask(pool)

    assert answer.level == "low"
    assert [body["max_tokens"] for body in pool.bodies] == [50, 50]
    assert "the JSON object was not closed" in pool.bodies[1]["messages"][3]["content"]


def test_what_the_sdk_gets_of_an_answer_is_what_a_recording_would_hold(recwarn):
    odd = {"tool_calls": "x", "function_call": 5, "annotations": json.loads("[" * 300 + "]" * 300), "content": GOOD}
    answer, _ = ask(Pool([completion(GOOD, choices=[{"message": odd, "finish_reason": ["stop"]}], created=10**400)]))

    assert answer.level == "low"
    assert [str(warning.message) for warning in recwarn if "erializ" in str(warning.message)] == []


def test_a_kept_body_that_is_no_answer_is_asked_anew():
    store, pool = Kept(), Pool([completion(GOOD)])
    store.answers[question_key(said(), "m")] = b'{"choices": [{"message": "odd"}]}'

    assert ask(pool, store)[0].level == "low"
    assert len(pool.bodies) == 1
    assert json.loads(store.answers[question_key(said(), "m")])["choices"][0]["message"]["content"] == GOOD


@pytest.mark.parametrize(
    "content",
    [
        f"Here you are:\n```json\n{GOOD}\n```\nBye.", f"<think>hm {{}}</think>{GOOD}", f"hm {{}}\n</think>\n\n{GOOD}",
        f"<thinking>a</thinking>\n{GOOD}", f"[THINK]a {{[/THINK]{GOOD}", f"\ufeff {GOOD}",
        [{"type": "thinking", "thinking": [{"type": "text", "text": "{"}]}, {"type": "text", "text": GOOD}],
    ],
)  # fmt: skip
def test_an_answer_in_odd_clothes_is_one_paid_answer(content):
    pool = Pool([completion(content)])

    assert ask(pool)[0].words == "we saw smoke"
    assert len(pool.bodies) == 1


def test_a_thought_that_never_ends_is_no_answer():
    with pytest.raises(errors.InvalidAnswerError):
        ask(Pool([completion("<think>so it goes")]))


class FullDisk(Kept):
    async def finish(self, attempt, key, outcome, tokens, raw) -> None:
        self.outcomes.append(outcome)
        raise errors.DiskError("full")


def test_a_full_disk_at_the_commit_is_paid_once():
    pool = Pool([completion(GOOD)])
    with pytest.raises(errors.DiskError):
        ask(pool, FullDisk())

    assert len(pool.bodies) == 1


def test_an_answer_is_committed_before_it_is_read(monkeypatch):
    order = []

    class Watched(Kept):
        async def finish(self, attempt, key, outcome, tokens, raw) -> None:
            order.append("committed")
            await super().finish(attempt, key, outcome, tokens, raw)

    original = Said.stands_there
    monkeypatch.setattr("summarizer.model.client.validated", lambda *a: order.append("read") or Said.model_construct())
    ask(Pool([completion(GOOD)]), Watched())

    assert order == ["committed", "read"]
    assert original


def test_many_questions_at_once_do_not_share_a_course():
    seen: dict[str, int] = {}

    def reply(body, number):
        who = body["messages"][1]["content"]
        seen[who] = seen.get(who, 0) + 1
        return completion(GOOD if seen[who] > 2 else MADE_UP)

    async def run() -> list[Any]:
        one = client(Pool(reply))
        return await asyncio.gather(*(one.ask(said(f"{n}"), Tally()) for n in range(16)))

    assert all(answer.words == "we saw smoke" for answer in asyncio.run(run()))


def test_the_same_question_twice_at_once_is_paid_once():
    pool = Pool([completion(GOOD)])
    tallies = [Tally(), Tally()]

    async def run() -> None:
        one = client(pool)
        await asyncio.gather(*(one.ask(said(), tally) for tally in tallies))

    asyncio.run(run())
    assert len(pool.bodies) == 1
    assert sorted((t.requests, t.from_cache) for t in tallies) == [(0, 1), (1, 0)]


def test_instructor_says_nothing_of_the_article_in_its_log(caplog):
    with caplog.at_level(logging.DEBUG), pytest.raises(errors.InvalidAnswerError):
        ask(Pool([completion(MADE_UP)]))

    assert [r.getMessage() for r in caplog.records if r.name.startswith("instructor")] == []


def test_no_module_is_patched_and_usage_may_be_missing():
    _, tally = ask(Pool([completion(GOOD, usage=None)]))

    assert tally.estimated
    assert tally.output == 50
    assert sys.modules.get("anthropic", 1) is not None


def test_the_name_on_the_wire_is_one_that_hosts_take():
    for answer in (Said, Reading):
        assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", response_model(answer).__name__)
        assert response_model(answer) is response_model(answer)
        assert response_model(answer).model_json_schema() == schema_of(answer)


def test_questions_travel_between_processes():
    for asked in (
        said(), Question("read", "s", "u", Reading, 9, "a"),
        Question("speaker", "s", "u", choice_of(("nobody", "Ann")), 9, "a"),
    ):  # fmt: skip
        again = pickle.loads(pickle.dumps(asked))
        assert again == asked
        assert question_key(again, "m") == question_key(asked, "m")


def test_a_choice_takes_what_it_offers_and_nothing_else():
    asked = Question("speaker", "s", "u", choice_of(("nobody", "Ann")), 9)
    pool = Pool([completion('{"answer": "Bob"}'), completion('{"answer": "Ann"}')])
    answer, _ = ask(pool, question=asked)

    assert answer.answer == "Ann"
    assert pool.bodies[0]["response_format"]["json_schema"]["schema"]["properties"]["answer"]["enum"] == [
        "nobody",
        "Ann",
    ]


def test_a_hook_that_fails_is_a_test_that_fails(monkeypatch):
    # instructor makes a warning of what a hook raises, and warnings are errors here.
    def failing(self, response):
        raise KeyError("x")

    monkeypatch.setattr(Course, "_seen", failing)
    with pytest.raises(Exception, match=r"Error in completion:response|protocol|Warning"):
        ask(Pool([completion(GOOD)]))
