"""An asker of kept answers alone: what it gives, what it notes as missing, and what was of no use before."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from inprocess import Kept, completion
from onequestion import question

from summarizer.errors import AnswerError, NotKeptError
from summarizer.model.asker import KeptAsker, at_once
from summarizer.model.body import question_key
from summarizer.question import Tally

ASKED = question("Passage one. Who?")
KEY = question_key(ASKED, "m")


def kept(body: Any) -> Kept:
    store = Kept()
    store.answers[KEY] = json.dumps(body).encode() if not isinstance(body, bytes) else body
    return store


def ask(store: Kept, failures: dict[str, str] | None = None) -> tuple[Any, Tally, KeptAsker]:
    asker, tally = KeptAsker("openai/m", "m", store, failures), Tally()

    async def run() -> Any:
        try:
            return await asker.ask(ASKED, tally)
        except (AnswerError, NotKeptError) as error:
            return error
        finally:
            await asker.close()

    return asyncio.run(run()), tally, asker


def test_a_kept_answer_is_given_and_counted_as_when_it_was_asked():
    answer, tally, asker = ask(kept(completion('{"answer": "Lena Ortiz"}')))

    assert answer.answer == "Lena Ortiz"
    assert (tally.requests, tally.from_cache, tally.input, tally.output, tally.cached) == (0, 1, 100, 50, 10)
    assert (asker.name, asker.missing) == ("openai/m", [])


def test_what_was_not_asked_yet_is_noted():
    error, tally, asker = ask(Kept())

    assert isinstance(error, NotKeptError)
    assert error.message == "not asked yet"
    assert asker.missing == [ASKED]
    assert tally == Tally()


def test_what_has_to_be_asked_once_more_is_noted_too():
    error, tally, asker = ask(kept(completion("no JSON")))

    assert isinstance(error, NotKeptError)
    assert asker.missing == [ASKED]
    assert (tally.requests, tally.from_cache) == (0, 1)


def test_what_failed_before_fails_with_the_same_words():
    error, _, asker = ask(kept(completion('{"answer": "Lena Ortiz"}')), {KEY: "the model declined"})

    assert (type(error), error.message, asker.missing) == (AnswerError, "the model declined", [])
    assert ask(kept(completion('{"answer": "Lena Ortiz"}')), {"another": "no"})[0].answer == "Lena Ortiz"


@pytest.mark.parametrize(
    "body",
    [
        completion('{"answer": "Lena Ortiz"}', finish="length"), completion('{"answer": "Lena Ortiz"}', finish="content_filter"), completion('{"answer": "Lena Ortiz"}', refusal="no"),
        completion("no JSON"), completion('{"name": "Lena"}'), completion(None), b"<html>", b"\xff", b"[]", b'{"choices": []}',
    ],
)  # fmt: skip
def test_what_instructor_would_ask_about_again_is_not_read_at_once(body: Any):
    tally = Tally()

    assert at_once(ASKED, KEY, kept(body), tally, again=True) is None
    assert tally == Tally()


@pytest.mark.parametrize(("again", "used"), [(True, (100, 50)), (False, (0, 0))])
def test_tokens_of_a_kept_answer_are_counted_where_they_were_paid_for(again: bool, used: tuple[int, int]):
    tally = Tally()
    answer = at_once(ASKED, KEY, kept(completion('{"answer": "Lena Ortiz"}')), tally, again=again)

    assert answer is not None
    assert answer.answer == "Lena Ortiz"
    assert (tally.from_cache, (tally.input, tally.output)) == (1, used)
    assert at_once(ASKED, "another", kept(completion('{"answer": "Lena Ortiz"}')), tally, again=again) is None
