"""Every host in the table, held against what it documents: one cell of docs/hosts.md is one test here."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any, Literal

import hosts as standins
import pytest
from conftest import ROOT
from hosts import FLAGGED, SCENES, respond
from inprocess import Kept, Pool, client, completion, error

from summarizer import errors
from summarizer.model.hosts import ANY, HOSTS
from summarizer.model.manners import ROOM_TO_THINK, Manners
from summarizer.question import Question, Tally
from summarizer.reading import Answer


class Said(Answer):
    """What is said."""

    words: str
    level: Literal["low", "high"]


GOOD = json.dumps({"words": "we saw smoke", "level": "low"})

pytestmark = pytest.mark.usefixtures("at_once")
NAMES = sorted(standins.HOSTS)


def asked(user: str = "We saw smoke.", max_tokens: int = 400) -> Question[Said]:
    return Question("said", "Read.", user, Said, max_tokens, "a")


def ask(pool: Pool, name: str = "", model: str = "m", question: Any = None, store: Any = None, **more: Any) -> Any:
    tally = Tally()
    host = HOSTS[name] if name else ANY

    async def run() -> Any:
        return await client(pool, store, model=model, host=host, **more).ask(question or asked(), tally)

    return asyncio.run(run()), tally


@pytest.mark.parametrize("name", NAMES)
def test_a_plain_answer_comes_with_the_first_or_second_request(name):
    pool = Pool(respond(name, "plain", GOOD))
    answer, tally = ask(pool, name, standins.HOSTS[name].model)

    assert answer.words == "we saw smoke"
    assert tally.requests <= 1 + (name == "groq" and "gpt-oss" not in standins.HOSTS[name].model)


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_reaches_the_model(name):
    pool = Pool(respond(name, "strict", GOOD))
    ask(pool, name, standins.HOSTS[name].model)
    body = pool.bodies[-1]
    form = body["response_format"]

    assert form["type"] == ("json_object" if HOSTS[name].schema == "words" else "json_schema")
    assert form.get("json_schema", {}).get("strict") is (None if form["type"] == "json_object" else True)
    if standins.HOSTS[name].schema == "words":
        assert "additionalProperties" in body["messages"][0]["content"]
        assert "json" in body["messages"][0]["content"].lower()


@pytest.mark.parametrize("name", NAMES)
def test_a_refusal_is_paid_once(name):
    pool = Pool(respond(name, "refusal", GOOD))
    with pytest.raises(errors.RefusedError):
        ask(pool, name, standins.HOSTS[name].model)

    assert len(pool.bodies) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_cut_off_answer_gets_more_room_once(name):
    pool = Pool(respond(name, "truncated", GOOD))
    with pytest.raises(errors.TruncatedError):
        ask(pool, name, standins.HOSTS[name].model)
    limits = [body.get("max_completion_tokens") or body.get("max_tokens") for body in pool.bodies]

    room = ROOM_TO_THINK if Manners(HOSTS[name], standins.HOSTS[name].model).thinks else 0
    assert limits == [room + 400, room + 1600]


@pytest.mark.parametrize("name", NAMES)
def test_one_article_of_ten_that_a_filter_declines_fails_alone(name):
    pool = Pool(respond(name, "filtered", GOOD))

    async def run() -> list[Any]:
        one = client(pool, model=standins.HOSTS[name].model, host=HOSTS[name])
        return await asyncio.gather(
            *(one.ask(asked(f"{FLAGGED if n == 3 else 'Plain'} {n}"), Tally()) for n in range(10)),
            return_exceptions=True,
        )

    results = asyncio.run(run())
    assert [n for n, result in enumerate(results) if isinstance(result, errors.AnswerError)] == [3]
    assert sum(isinstance(result, Said) for result in results) == 9
    assert str(results[3])


@pytest.mark.parametrize("name", NAMES)
def test_a_rate_limit_is_waited_for(name):
    pool = Pool(respond(name, "limited", GOOD))
    answer, tally = ask(pool, name, standins.HOSTS[name].model)

    assert answer.level == "low"
    assert tally.requests == 2


@pytest.mark.parametrize("name", [name for name in NAMES if standins.HOSTS[name].thinker])
def test_a_model_that_thinks_is_told_not_to(name):
    pool = Pool(respond(name, "thinking", GOOD))
    answer, tally = ask(pool, name, standins.HOSTS[name].thinker)

    assert answer.words == "we saw smoke"
    assert tally.reasoning == 0
    assert tally.requests <= 2


def test_a_model_that_cannot_but_think_gets_room_and_its_thoughts_are_counted():
    pool = Pool(respond("openai", "thinking", GOOD))
    _, tally = ask(pool, "openai", "gpt-5-mini")
    (body,) = pool.bodies

    assert (body["reasoning_effort"], body["max_completion_tokens"]) == ("low", 400 + ROOM_TO_THINK)
    assert "temperature" not in body
    assert tally.reasoning == standins.THOUGHT


@pytest.mark.parametrize(
    ("name", "model", "steady"),
    [("openai", "gpt-6-luna", True), ("openai", "gpt-4.1", True), ("openai", "gpt-5-mini", False),
     ("openai", "gpt-5.3-chat-latest", False), ("openai", "o3", False), ("azure", "my-deployment", False)],
)  # fmt: skip
def test_temperature_goes_to_models_that_take_it(name, model, steady):
    pool = Pool([completion(GOOD)])
    ask(pool, name, model)

    assert ("temperature" in pool.bodies[0]) is steady


def test_an_effort_that_is_wished_for_is_sent():
    pool = Pool(respond("openai", "thinking", GOOD))
    ask(pool, "openai", "gpt-6-luna", effort="high")

    assert pool.bodies[0]["reasoning_effort"] == "high"
    assert pool.bodies[0]["max_completion_tokens"] == 400 + ROOM_TO_THINK


def test_an_effort_that_a_model_lacks_is_exchanged_for_the_least_it_has():
    pool = Pool(respond("openai", "thinking", GOOD))
    answer, tally = ask(pool, "openai", "gpt-5-mini", effort="none")

    assert answer.words == "we saw smoke"
    assert tally.requests == 2
    assert pool.bodies[1]["reasoning_effort"] == "minimal"


def test_neither_temperature_nor_seed_goes_to_a_host_that_is_not_known_to_take_them():
    for name, host in HOSTS.items():
        pool = Pool([completion(GOOD)])
        ask(pool, name, "some-model")
        assert {"temperature", "seed"} & set(pool.bodies[0]) == set(host.extra) - {"provider"}, name
    pool = Pool([completion(GOOD)])
    ask(pool)
    assert set(pool.bodies[0]) == {"model", "messages", "max_tokens", "response_format"}


REFUSALS = [
    (error(400, "Unsupported parameter: 'seed' is not supported.", param="seed"), "seed"),
    (error(400, "`temperature` is deprecated for this model."), "temperature"),
    (error(400, "x" * 500 + " Unrecognized request argument supplied: seed"), "seed"),
    ((422, {"detail": [{"type": "extra_forbidden", "loc": ["body", "seed"], "msg": "Extra inputs"}]}), "seed"),
    ((422, {"object": "error", "message": {"detail": [{"loc": ["body", "seed"], "msg": "no"}]}}), "seed"),
    ((400, [{"error": {"code": 400, "message": 'Unknown name "seed": Cannot find field.'}}]), "seed"),
    ((400, {"error": "unknown field 'temperature'"}), "temperature"),
    ((400, b"body.seed: extra fields not permitted"), "seed"),
]


@pytest.mark.parametrize(("refusal", "name"), REFUSALS)
def test_a_refused_parameter_is_learned_once_in_every_form_seen(refusal, name):
    pool = Pool(lambda body, _: refusal if name in body else completion(GOOD))

    async def run() -> None:
        one = client(pool, host=HOSTS["local"])
        for n in range(3):
            await one.ask(asked(str(n)), Tally())

    asyncio.run(run())
    assert [name in body for body in pool.bodies] == [True, False, False, False]


def test_what_many_requests_under_way_are_refused_for_is_learned_by_all_of_them():
    pool = Pool(
        lambda body, n: error(400, "Unsupported parameter: 'seed'") if n > 1 and "seed" in body else completion(GOOD)
    )

    async def run() -> list[Any]:
        one = client(pool, host=HOSTS["local"])
        await one.ask(asked("first"), Tally())
        return await asyncio.gather(*(one.ask(asked(str(n)), Tally()) for n in range(8)))

    assert len(asyncio.run(run())) == 8
    assert sum("seed" in body for body in pool.bodies) > 2


def test_a_limit_by_another_name_is_learned():
    pool = Pool(lambda body, _: standins.openai(body) or completion(GOOD))
    ask(pool)

    assert [("max_tokens" in b, "max_completion_tokens" in b) for b in pool.bodies] == [(True, False), (False, True)]


def test_a_schema_that_is_refused_for_one_question_does_not_switch_the_others():
    class Other(Answer):
        """Another."""

        words: str

    states = (400, [{"error": {"code": 400, "message": "The specified schema produces a constraint that has too many "
                               "states for serving."}}])  # fmt: skip

    def reply(body, _):
        form = body["response_format"]
        return states if form.get("json_schema", {}).get("name") == "Other" else completion(GOOD)

    pool = Pool(reply)

    async def run() -> None:
        one = client(pool, host=HOSTS["google"])
        await one.ask(asked("1"), Tally())
        with pytest.raises(errors.InvalidAnswerError):  # the stand-in answers it in the other's form
            await one.ask(Question("other", "Read.", "2", Other, 50), Tally())
        await one.ask(asked("3"), Tally())

    asyncio.run(run())
    kinds = [(b["messages"][1]["content"], b["response_format"]["type"]) for b in pool.bodies]
    assert kinds[0] == ("1", "json_schema")
    assert kinds[1:3] == [("2", "json_schema"), ("2", "json_object")]
    assert kinds[-1] == ("3", "json_schema")


def test_a_host_that_takes_neither_schema_nor_json_mode_is_asked_in_words():
    def reply(body, _):
        return error(400, "response_format is not supported") if "response_format" in body else completion(GOOD)

    pool = Pool(reply)
    assert ask(pool)[0].words == "we saw smoke"
    assert "JSON object of this schema" in pool.bodies[-1]["messages"][0]["content"]


def test_a_request_that_alone_is_refused_fails_alone_and_a_wrong_model_stops_at_once():
    odd = error(400, "Something about this request")
    pool = Pool(lambda body, _: odd if "odd" in body["messages"][1]["content"] else completion(GOOD))

    async def run() -> None:
        one = client(pool)
        await one.ask(asked("plain"), Tally())
        with pytest.raises(errors.RequestRefusedError):
            await one.ask(asked("odd"), Tally())
        await one.ask(asked("plain again"), Tally())

    asyncio.run(run())
    pool = Pool([error(404, "The model `m` does not exist", code="model_not_found")])

    async def stopped() -> None:
        one = client(pool)
        for n in range(3):
            with pytest.raises(errors.EndpointConfigError, match="does not exist"):
                await one.ask(asked(str(n)), Tally())

    asyncio.run(stopped())
    assert len(pool.bodies) == 1


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        (error(400, "This model's maximum context length is 8192 tokens. However, you requested 11000 tokens.", code=400),
         errors.TooLongError),
        (error(400, "'max_tokens' or 'max_completion_tokens' is too large: 2000. This model's maximum context length is "
               "4096 tokens"), errors.TooLongError),
        ((400, {"error": "The number of tokens to keep from the initial prompt is greater than the context length."}),
         errors.TooLongError),
        (error(400, "Could not finish the message because max_tokens or model output limit was reached."),
         errors.TruncatedError),
        (error(400, "Failed to validate JSON.", code="json_validate_failed"), errors.InvalidAnswerError),
        (completion("", choices=[{"index": 0, "message": {"role": "assistant", "content": ""}, "finish_reason": "error",
                                  "error": {"code": 502, "message": "Provider returned error"}}]),
         errors.UnavailableError),
        (completion(None, finish="length"), errors.TruncatedError),
    ],
)  # fmt: skip
def test_what_hosts_say_in_their_own_way_has_one_name(answer, wrong):
    with pytest.raises(wrong):
        ask(Pool([answer]))


@pytest.mark.parametrize("name", ["ollama", "lmstudio", "llamacpp", "vllm", ""])
def test_a_prompt_cut_off_without_a_word_is_no_answer_and_the_way_out_is_said(name):
    used = {"prompt_tokens": 4096, "completion_tokens": 20, "total_tokens": 4116}
    store = Kept()
    with pytest.raises(errors.TooLongError, match=r"read 4,096 of about \d+,\d+") as caught:
        ask(Pool([completion(GOOD, usage=used)]), name, question=asked("word " * 8000), store=store)

    assert caught.value.hint == (HOSTS[name] if name else ANY).context
    assert store.answers == {}


def test_no_room_left_for_the_answer_is_said_too():
    used = {"prompt_tokens": 4000, "completion_tokens": 96, "total_tokens": 4096}
    pool = Pool([completion(GOOD[:9], finish="length", usage=used)])
    with pytest.raises(errors.TooLongError, match="no room"):
        ask(pool, "ollama", question=asked("word " * 3000))
    assert len(pool.bodies) == 1


def test_a_prompt_that_was_read_whole_is_an_answer():
    used = {"prompt_tokens": 8100, "completion_tokens": 20, "total_tokens": 8120}
    assert ask(Pool([completion(GOOD, usage=used)]), "ollama", question=asked("word " * 8000))[0].level == "low"


def test_cached_written_and_thought_tokens_are_read_from_every_form_of_usage():
    used = {"prompt_tokens": 3000, "completion_tokens": 300, "total_tokens": 3300,
            "prompt_tokens_details": {"cached_tokens": 1000, "cache_write_tokens": 800},
            "completion_tokens_details": {"reasoning_tokens": 100}}  # fmt: skip
    _, tally = ask(Pool([completion(GOOD, usage=used, service_tier="flex")]))
    assert (tally.cached, tally.written, tally.reasoning, tally.flex) == (1000, 800, 100, True)
    used = {"prompt_tokens": 3000, "completion_tokens": 300, "total_tokens": 3300, "prompt_cache_hit_tokens": 64}
    assert ask(Pool([completion(GOOD, usage=used)]))[1].cached == 64


def test_the_flex_tier_goes_out_where_a_host_has_it():
    pool = Pool([completion(GOOD)])
    ask(pool, "openai", "gpt-6-luna", tier="flex")
    ask(pool, "mistral", "m", tier="flex")

    assert [body.get("service_tier") for body in pool.bodies] == ["flex", None]


def test_every_host_stands_in_the_table_of_the_documentation():
    text = (ROOT / "docs" / "hosts.md").read_text()
    for name in HOSTS:
        if name != "local":
            row = re.search(rf"^\| {name} \|.*$", text, re.MULTILINE)
            assert row, name
            assert row.group(0).count("|") == len(SCENES) + 2
    assert set(standins.HOSTS) == set(HOSTS) - {"local"}
