"""What goes over the wire and comes back: bodies, what they used, what it cost, and the JSON a model wrote."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from summarizer.model.answers import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    UnreadableError,
    strict_object,
    text_of,
    validated,
)
from summarizer.model.body import (
    BYTES_PER_TOKEN,
    Completion,
    Usage,
    body_of,
    completion_of,
    count,
    count_kept,
    first_body,
    key_of,
    needed,
    raw_of,
)
from summarizer.model.price import Prices, context_of, cost_usd, per_token, price_of
from summarizer.question import Question, Tally
from summarizer.reading import Reading


def body(**more: Any) -> bytes:
    """A completion's body."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "hm"}}
    return json.dumps({"choices": [choice | more.pop("choice", {})], "model": "m-1"} | more).encode()


def test_a_completion_is_read():
    found = completion_of(
        b"\xef\xbb\xbf" + body(usage={"prompt_tokens": 7, "completion_tokens": 3}, service_tier="flex")
    )

    assert found == Completion("hm", None, "stop", "m-1", Usage(7, 3), "flex")
    assert not found.declined
    assert not found.cut_off


def test_what_is_not_said_is_not_made_up():
    found = completion_of(json.dumps({"choices": [{"message": {}}]}).encode())

    assert found == Completion(None, None, None, None, None, "")


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"<html>", b"[]", b"{}", b"null", b'{"choices": []}', b'{"choices": null}', b'{"choices": [null]}',
     b'{"choices": ["a"]}', b"[" * 100_000, b'{"choices": [{}]}', b'{"choices": [{"message": null}]}',
     b'{"choices": [{"message": "a"}]}', b'{"choices": [{"message": ["a"]}]}', b'{"choices": [{"text": "a"}]}'],
)  # fmt: skip
def test_what_is_no_completion_is_none(content: bytes):
    assert completion_of(content) is None


def test_declined_and_cut_off_are_told_apart():
    refused = completion_of(body(choice={"message": {"refusal": "I cannot"}}))
    filtered = completion_of(body(choice={"finish_reason": "content_filter"}))
    cut = completion_of(body(choice={"finish_reason": "length"}))

    assert refused
    assert filtered
    assert cut
    assert (refused.refusal, refused.declined, refused.cut_off) == ("I cannot", True, False)
    assert (filtered.declined, filtered.cut_off) == (True, False)
    assert (cut.declined, cut.cut_off) == (False, True)


@pytest.mark.parametrize("finish", ["length", "LENGTH", "max_tokens", "MAX_TOKENS", "max_output_tokens"])
def test_a_limit_that_ended_an_answer_is_known_by_any_of_its_names(finish: str):
    found = completion_of(body(choice={"finish_reason": finish}))

    assert found
    assert found.cut_off


@pytest.mark.parametrize("content", [5, True, {"a": 1}, 1.5])
def test_content_that_is_no_text_is_none(content: object):
    found = completion_of(body(choice={"message": {"content": content}}))

    assert found
    assert found.content is None


TOLD = {"prompt_tokens": 100, "completion_tokens": 50}


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        pytest.param(TOLD, Usage(100, 50), id="plain"),
        pytest.param(
            TOLD | {"prompt_tokens_details": {"cached_tokens": 10, "cache_write_tokens": 4},
                    "completion_tokens_details": {"reasoning_tokens": 20}},
            Usage(100, 50, 10, 20, 4), id="in details",
        ),
        pytest.param(
            TOLD | {"prompt_cache_hit_tokens": 11, "reasoning_tokens": 21, "cache_creation_input_tokens": 5},
            Usage(100, 50, 11, 21, 5), id="beside",
        ),
        pytest.param(TOLD | {"prompt_tokens_details": None, "completion_tokens_details": []}, Usage(100, 50), id="no details"),
        pytest.param(TOLD | {"prompt_tokens": 0}, Usage(0, 50), id="none"),
        pytest.param(TOLD | {"prompt_tokens": 10**8 - 1}, Usage(10**8 - 1, 50), id="many"),
        pytest.param(TOLD | {"prompt_tokens": 10**8}, None, id="more than there are"),
        pytest.param(TOLD | {"prompt_tokens": -1}, None, id="negative"),
        pytest.param(TOLD | {"completion_tokens": True}, None, id="a truth value"),
        pytest.param(TOLD | {"completion_tokens": "50"}, None, id="words"),
        pytest.param({"prompt_tokens": 100}, None, id="half"),
        pytest.param([100, 50], None, id="a list"),
        pytest.param(None, None, id="nothing"),
    ],
)  # fmt: skip
def test_what_an_answer_used_is_read_in_every_form_seen(usage: Any, expected: Usage | None):
    found = completion_of(body(usage=usage))

    assert found
    assert found.usage == expected


@pytest.mark.parametrize("usage", [None, Usage(100, 50, 10, 20)])
@pytest.mark.parametrize(("content", "refusal"), [("hm", None), (None, "I cannot"), ("\ud800é", None)])
def test_a_recording_gives_the_completion_back(content: Any, refusal: str | None, usage: Usage | None):
    said = Completion(content, refusal, "length", "m-1", usage)

    assert completion_of(body_of(raw_of(said))) == said


def test_a_recording_says_what_it_holds_in_plain_words():
    raw = raw_of(Completion("hm", None, "stop", "/srv/models/m-1.gguf", Usage(100, 50, 10, 20)))

    assert raw == {
        "content": "hm", "refusal": None, "finish": "stop", "model": "m-1.gguf",
        "usage": {"input": 100, "output": 50, "cached": 10, "reasoning": 20},
    }  # fmt: skip
    assert raw_of(Completion("hm", None, "stop", "org/m-1", None))["model"] == "org/m-1"
    assert raw_of(Completion("hm", None, "stop", None, None))["model"] is None
    assert raw_of(Completion("hm", None, "stop", None, None))["usage"] is None


def test_a_recording_without_details_is_a_whole_answer():
    kept = json.loads(body_of({"content": "hm", "usage": {"input": 3}}))

    assert kept["choices"] == [
        {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "hm", "refusal": None}}
    ]
    assert kept["usage"] == {
        "prompt_tokens": 3, "completion_tokens": 0, "total_tokens": 3, "prompt_tokens_details": {"cached_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0},
    }  # fmt: skip
    assert (kept["model"], kept["object"], kept["created"]) == ("", "chat.completion", 0)
    assert json.loads(body_of({"usage": {"input": 3, "output": 4}}))["usage"]["total_tokens"] == 7


def test_what_answers_used_adds_up():
    tally = Tally()
    count(Completion("", None, "stop", None, Usage(100, 50, 10, 20, 4), "flex"), tally)
    count(Completion("", None, "stop", None, Usage(1, 2, 3, 4, 5)), tally)
    count(Completion("", None, "stop", None, None), tally)

    assert tally == Tally(input=101, output=52, cached=13, reasoning=24, written=9, flex=True)


def test_a_kept_answer_counts_its_tokens_only_where_it_is_judged_again():
    kept = Completion("", None, "stop", None, Usage(100, 50))
    fresh, again = Tally(), Tally()
    count_kept(kept, fresh, again=False)
    for answer in (kept, None, Completion("", None, "stop", None, None)):
        count_kept(answer, again, again=True)

    assert fresh == Tally(from_cache=1)
    assert again == Tally(from_cache=3, input=100, output=50)


def test_the_tokens_of_a_prompt_are_estimated_from_its_bytes_and_schema():
    def messages(*contents: str | None) -> dict[str, Any]:
        return {"messages": [{"role": "user", "content": content} for content in contents]}

    assert needed(messages("a" * 340, None, "a" * 34)) == 110 + 64
    assert needed(messages("д" * 340)) == 200 + 64
    assert needed(messages("\ud800" * 34)) == 10 + 64
    schema = {"type": "object", "title": "x" * 100}
    asked = messages("a" * 340) | {"response_format": {"json_schema": {"schema": schema}}}
    assert needed(asked) == int((340 + len(json.dumps(schema))) / BYTES_PER_TOKEN) + 64
    assert needed(messages("a" * 340) | {"response_format": {"type": "json_object"}}) == 100 + 64


def test_a_key_hangs_on_model_messages_limit_name_and_schema_alone():
    sent = first_body(Question("read", "s", "u", Reading, 9), "m")
    form = sent["response_format"]["json_schema"]
    others = [
        sent | {"model": "n"}, sent | {"messages": sent["messages"][:1]}, sent | {"max_tokens": 10},
        sent | {"response_format": {"json_schema": form | {"name": "Other"}}},
        sent | {"response_format": {"json_schema": form | {"schema": {}}}}, sent | {"response_format": None},
    ]  # fmt: skip
    keys = {key_of(one) for one in [sent, *others]}

    assert len(keys) == 7
    assert all(len(key) == 64 for key in keys)
    assert key_of(dict(reversed(sent.items()))) == key_of(sent)
    assert sent["response_format"]["type"] == "json_schema"
    assert form["strict"] is True


def test_keys_stay_what_recordings_and_caches_are_kept_under():
    schema = {"type": "object", "title": "ä"}
    body = {
        "model": "m", "messages": [{"role": "user", "content": "é"}], "max_tokens": 5,
        "response_format": {"type": "json_schema", "json_schema": {"name": "Read", "schema": schema}},
    }  # fmt: skip
    told = '{"max_tokens": 5, "messages": [{"content": "é", "role": "user"}], "model": "m", "name": "Read", "schema": '
    told += '{"title": "ä", "type": "object"}}'

    assert key_of(body) == hashlib.sha256(told.encode()).hexdigest()


def test_letters_no_encoding_knows_have_a_key():
    assert key_of({"messages": "\ud800"}) != key_of({"messages": "\ud801"})


# The JSON a model wrote


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": "}{\\"}"} and {', {"a": '}{"}'}),
        ('{"a": "\\\\"}', {"a": "\\"}),
        ('{"a": [1, {"b": 2}]}', {"a": [1, {"b": 2}]}),
        ('Sure: {"a": 1} {"a": 2}', {"a": 1}),
        ('<think>{"a": 0}</think>{"a": 1}', {"a": 1}),
        ('\n <THINK>\n{"a": 0}\n</THINK>{"a": 1}', {"a": 1}),
        ('[reasoning]{"a": 0}[/reasoning] {"a": 1}', {"a": 1}),
        ('{"a": 0} </Thought> {"a": 1}', {"a": 0}),
        ('hm {"a": 0} </Thought> {"a": 1}', {"a": 1}),
        ('```json\n{"a": "</think>"}\n```', {"a": "</think>"}),
        ('\ufeff\r\n\t {"a": "</think>"}', {"a": "</think>"}),
        ('{"a": 123456789012345678}', {"a": 123456789012345678}),
        ('{"a": -1.5e3}', {"a": -1500.0}),
        ('{"a": [1234567890123456789, 1e999, -1e999]}', {"a": ["1234567890123456789", "1e999", "-1e999"]}),
        ("{" * 0 + '{"a": ' * (MAX_DEPTH - 1) + "{}" + "}" * (MAX_DEPTH - 1), None),
    ],
)
def test_the_first_whole_object_is_the_answer(text: str, expected: Any):
    found = strict_object(text)

    assert found == expected if expected is not None else isinstance(found, dict)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": ' * MAX_DEPTH + "{}" + "}" * MAX_DEPTH, "the JSON was nested too deep"),
        ('{"a": -Infinity}', "the answer was not valid JSON"),
        ('{"a": {"b": 1, "b": 1}}', "the answer was not valid JSON"), ('{"a": 1]', "the answer was not valid JSON"),
        ('{"a": "}', "the JSON object was not closed"), ('{"a": "\\"}', "the JSON object was not closed"),
        ("a", "the answer held no JSON object"), ("<think>{}</think>", "the answer held no JSON object"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_answer_is_said(text: str, reason: str):
    with pytest.raises(UnreadableError) as caught:
        strict_object(text)

    assert str(caught.value) == reason


def test_the_text_of_an_answer_is_found_in_every_form():
    parts = [{"type": "text", "text": "a"}, {"type": "output_text", "text": "b"}, {"type": "image", "text": "c"}, "d",
             {"type": "text"}]  # fmt: skip

    assert text_of(parts) == "ab"
    assert text_of(b"a\xff") == "a\ufffd"
    assert text_of(bytearray(b"a")) == "a"
    assert text_of("a" * MAX_CHARACTERS) == "a" * MAX_CHARACTERS


@pytest.mark.parametrize("written", [None, "", " \n", [], [{"type": "image", "text": "c"}], 5, {"a": 1}])
def test_an_empty_answer_is_told_what_to_do(written: Any):
    with pytest.raises(UnreadableError) as caught:
        text_of(written)

    assert str(caught.value) == "the answer was empty; answer with the JSON object"


def test_an_answer_far_too_long_is_told_what_to_do():
    with pytest.raises(UnreadableError) as caught:
        text_of("a" * (MAX_CHARACTERS + 1))

    assert str(caught.value) == "the answer was far too long; answer with the JSON object only"


class Seven(BaseModel):
    """Seven numbers."""

    a: int
    b: int
    c: int
    d: int
    e: int
    f: int
    g: int


def told(written: str) -> list[str]:
    """The lines a model is sent back."""
    with pytest.raises(ValidationError) as caught:
        validated(Seven, written, None)
    return caught.value.errors()[0]["msg"].split("\n")


def test_a_complaint_names_five_faults_and_counts_the_rest():
    lines = told("{}")

    assert lines[:5] == [f"{name}: Field required" for name in "abcde"]
    assert lines[5:] == ["and 2 more"]
    assert told('{"a": 1, "b": 1, "f": 1, "g": 1}') == [f"{name}: Field required" for name in "cde"]
    assert told('{"a": 1, "b": 1}') == [f"{name}: Field required" for name in "cdefg"]
    assert told("no") == ["the answer held no JSON object"]


def test_figures_in_quotes_are_no_figures():
    assert told('{"a": "1", "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1}')[0].startswith("a: Input should be")


# What it cost


def test_tokens_have_their_own_prices():
    prices = Prices(input=1.0, output=10.0, cached=0.1, written=2.0)

    assert price_of(Usage(100, 5), prices) == pytest.approx(150.0)
    assert price_of(Usage(100, 5, cached=40, written=10), prices) == pytest.approx(50 + 4 + 20 + 50)
    assert price_of(Usage(50, 0, cached=40, written=10), prices) == pytest.approx(4 + 20)
    # Some gateways leave what came from a cache out of what was read.
    assert price_of(Usage(30, 0, cached=40), prices) == pytest.approx(30 + 4)


def test_a_cost_is_known_or_none():
    used = Tally(input=1_000_000, output=1_000_000)
    listed = per_token("openai/gpt-4.1")

    assert listed
    assert 0 < listed.cached < listed.input < listed.output
    assert cost_usd("openai/gpt-4.1", used) == pytest.approx(1e6 * (listed.input + listed.output))
    used.flex = True
    assert cost_usd("openai/gpt-4.1", used) == pytest.approx(0.5e6 * (listed.input + listed.output))
    assert cost_usd("openai/nobody-knows", used) is None
    assert cost_usd("openai/nobody-knows", Tally()) == 0.0
    assert cost_usd("openai/nobody-knows", Tally(output=1)) is None
    assert cost_usd("openai/nobody-knows", Tally(input=1)) is None


@pytest.mark.parametrize("model", ["recorded/any", "ollama/any", "local/any", "vllm/any"])
def test_what_runs_at_home_costs_nothing(model: str):
    assert per_token(model) == Prices(0.0, 0.0, 0.0, 0.0)
    assert cost_usd(model, Tally(input=5, output=5)) == 0.0


def test_a_host_that_the_price_list_calls_otherwise_is_found():
    assert per_token("xai/grok-3-mini") == per_token("x-ai/grok-3-mini") is not None
    assert per_token("nobody/any") is None


def test_how_much_a_model_reads_is_known_or_none():
    assert (context_of("openai/gpt-4.1") or 0) > 100_000
    assert context_of("openai/nobody-knows") is None
    assert context_of("nobody/any") is None
    assert context_of("xai/grok-3-mini") == context_of("x-ai/grok-3-mini")


@pytest.mark.parametrize("written", ['"a\\ud800b"', '"a\\udfffb"', '"a\ud800b"'])
def test_half_a_sign_is_a_sign_that_stands_nowhere_and_no_fault_of_the_answer(written: str):
    class Words(BaseModel):
        words: str

    assert validated(Words, f'{{"words": {written}}}', None).words == "a?b"
    assert validated(Words, '{"words": "\\ud83d\\ude00"}', None).words == "\U0001f600"
