"""Kept answers: their keys, and the short cut to them that ends as the whole way does."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import pytest
from inprocess import Kept, Pool, client, completion, error, replay
from saying import GOOD, MADE_UP, ask, said

from summarizer import errors
from summarizer.model.asker import KeptAsker
from summarizer.model.body import first_body, key_of, question_key
from summarizer.model.hosts import HOSTS
from summarizer.question import Tally

pytestmark = pytest.mark.usefixtures("at_once")


def test_keys_say_nothing_about_the_host():
    keys = []
    for host in ("openai", "azure", "local"):
        store = Kept()
        ask(Pool([completion(MADE_UP), completion(GOOD)]), store, host=HOSTS[host])
        keys.append(set(store.answers))
    poor = Kept()
    ask(Pool([error(400, "response_format json_schema is not supported"), completion(MADE_UP), completion(GOOD)]), poor)

    assert len(keys[0]) == 2
    assert keys[0] == keys[1] == keys[2] == set(poor.answers)
    assert question_key(said(), "m") in keys[0]


def test_what_determines_an_answer_is_in_its_key_and_nothing_else():
    body = first_body(said(), "m")
    key = key_of(body)

    assert key_of(body | {"seed": 3, "top_p": 1}) == key
    assert key_of(body | {"temperature": 0.7}) != key  # a second reading's own
    assert key != question_key(said(), "other")
    assert key != question_key(said("other words"), "m")
    assert key != question_key(said(max_tokens=51), "m")
    assert key != key_of(body | {"messages": [*body["messages"], {"role": "assistant", "content": "x"}]})


ENDINGS: dict[str, list[Any]] = {
    "good": [completion(GOOD)],
    "fenced": [completion(f"```json\n{GOOD}\n```")],
    "thought": [completion(f"hm</think>{GOOD}")],
    "corrected": [completion(MADE_UP), completion("no JSON"), completion(GOOD)],
    "useless": [completion(MADE_UP)],
    "refused": [completion(None, refusal="no")],
    "filtered": [completion(GOOD, finish="content_filter")],
    "cut off, then good": [completion(GOOD[:9], finish="length"), completion(GOOD)],
    "cut off": [completion(GOOD[:9], finish="length")],
    "corrected after more room": [completion(GOOD, finish="length"), completion(MADE_UP), completion(GOOD)],
    "empty, then good": [completion(None), completion(""), completion(GOOD)],
    "no usage": [completion(GOOD, usage=None)],
}


async def ended(asking: Any) -> tuple[Any, ...]:
    try:
        return ("answer", await asking)
    except errors.AnswerError as problem:
        return (type(problem), problem.message)


@pytest.mark.parametrize("ending", ENDINGS)
def test_kept_answers_end_as_they_did_live_by_the_short_cut_and_by_the_whole_way(ending):
    async def run() -> None:
        store, pool, live = Kept(), Pool(ENDINGS[ending]), Tally()
        asked = said()
        first = await ended(client(pool, store).ask(asked, live))
        whole, short = Tally(), Tally()
        questions = said(), said()
        by_replay = await ended(replay(store).ask(questions[0], whole))
        kept = KeptAsker("openai/m", "m", store)
        by_short_cut = await ended(kept.ask(questions[1], short))

        assert by_replay == by_short_cut == first
        assert whole == short
        assert asked.context == questions[0].context == questions[1].context
        assert (short.requests, short.from_cache, kept.missing) == (0, len(pool.bodies), [])
        if not live.estimated:
            assert (short.input, short.output) == (live.input, live.output)

    asyncio.run(run())


def test_what_is_not_kept_is_noted_and_failures_are_final():
    async def run() -> None:
        store = Kept()
        kept = KeptAsker("openai/m", "m", store)
        with pytest.raises(errors.NotKeptError):
            await kept.ask(said(), Tally())
        assert kept.missing == [said()]
        # Half way: the first answer is kept, its correction is not.
        with pytest.raises(errors.EndpointConfigError):
            await client(Pool([completion(MADE_UP), error(404)]), store).ask(said(), Tally())
        again = KeptAsker("openai/m", "m", store)
        with pytest.raises(errors.NotKeptError):
            await again.ask(said(), Tally())
        assert again.missing == [said()]
        failed = KeptAsker("openai/m", "m", store, {question_key(said(), "m"): "poisoned"})
        with pytest.raises(errors.AnswerError, match="poisoned"):
            await failed.ask(said(), Tally())
        assert failed.missing == []

    asyncio.run(run())


def test_the_short_cut_brings_no_heavy_package():
    code = (
        "import asyncio, sys; sys.path[:0] = ['tests']\n"
        "from onequestion import question\n"
        "from summarizer.model.asker import KeptAsker\n"
        "from summarizer.model.body import body_of, question_key\n"
        "from summarizer.question import Tally\n"
        "key = question_key(question(), 'm')\n"
        "class Store:\n"
        "    def get(self, k): return body_of({'content': '{\"answer\": \"nobody\"}'}) if k == key else None\n"
        "answer = asyncio.run(KeptAsker('x/m', 'm', Store()).ask(question(), Tally()))\n"
        "print(answer.answer, [m for m in ('openai', 'instructor', 'httpx2') if m in sys.modules])"
    )
    import subprocess

    from conftest import ROOT

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout.strip() == "nobody []", done.stderr
