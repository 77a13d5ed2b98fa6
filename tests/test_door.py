"""The door to a model: every fault of an endpoint becomes one class of error, is retried or not, and is paid as said."""

from __future__ import annotations

import asyncio
import json
import math
import socket
import threading
import time
from contextlib import suppress
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onequestion import question

from summarizer import errors
from summarizer.cache import AnswerStore, NoStore
from summarizer.model.answers import UnreadableError, strict_object
from summarizer.model.asker import LiveAsker
from summarizer.model.gate import Gate, retry_after
from summarizer.model.hosts import ANY
from summarizer.model.wire import Endpoint
from summarizer.question import Tally

CHOICES = ["nobody", "Lena Ortiz", "Dan Reyes"]


def ask(
    base_url: str,
    store=None,
    *,
    deadline: float = 3.0,
    gate: Gate | None = None,
    words: str = "Who?",
    key: str = "sk-canary-123",
    host=ANY,
):
    async def run():
        async def connect() -> Endpoint:
            return Endpoint(base_url, "m", key, deadline, host)

        asker = LiveAsker("openai/m", "m", store or NoStore(), gate or Gate(4, max_wait_s=5, max_outage_s=2), connect)
        tally = Tally()
        try:
            return (await asker.ask(question(words), tally)), tally
        finally:
            await asker.close()

    return asyncio.run(run())


def test_a_good_answer_is_paid_once_and_counted(faults):
    endpoint = faults()
    answer, tally = ask(endpoint.base_url)

    assert answer.answer == "nobody"
    assert (tally.requests, endpoint.stats()["requests"]) == (1, 1)
    assert tally.input > 0
    assert tally.output > 0


@pytest.mark.parametrize(
    ("rule", "error", "code", "times"),
    [
        ({"do": "status", "status": 401}, errors.KeyRefusedError, 77, 1),
        ({"do": "status", "status": 403}, errors.KeyRefusedError, 77, 1),
        ({"do": "echo_key"}, errors.KeyRefusedError, 77, 1),
        ({"do": "status", "status": 404}, errors.EndpointConfigError, 78, 1),
        ({"do": "redirect", "location": "http://127.0.0.1:9/elsewhere"}, errors.EndpointConfigError, 78, 1),
        ({"do": "status", "status": 429, "code": "insufficient_quota"}, errors.QuotaError, 75, 1),
        ({"do": "status", "status": 429, "retry_after": 600}, errors.RateLimitedError, 75, 1),
        ({"do": "status", "status": 400, "code": "context_length_exceeded"}, errors.TooLongError, 65, 1),
        ({"do": "refusal"}, errors.RefusedError, 65, 1),
        ({"do": "content_filter"}, errors.RefusedError, 65, 1),
        ({"do": "length"}, errors.TruncatedError, 65, 2),
        ({"do": "truncated"}, errors.InvalidAnswerError, 65, 2),
        ({"do": "wrong_schema"}, errors.InvalidAnswerError, 65, 3),
        ({"do": "null_content"}, errors.InvalidAnswerError, 65, 2),
        ({"do": "status", "status": 503, "retry_after": 600}, errors.UnavailableError, 69, 1),
        ({"do": "status", "status": 429, "retry_after": 10**12}, errors.RateLimitedError, 75, 1),
        ({"do": "not_json"}, errors.ProtocolError, 76, 3),
        ({"do": "wrong_type"}, errors.ProtocolError, 76, 3),
        ({"do": "bad_utf8"}, errors.ProtocolError, 76, 3),
        ({"do": "empty_choices"}, errors.ProtocolError, 76, 3),
        ({"do": "huge", "mb": 20}, errors.OversizeError, 65, 1),
        ({"do": "gzip_bomb", "mb": 200}, errors.OversizeError, 65, 1),
    ],
)
def test_a_fault_that_stays_ends_in_its_own_error(faults, rule, error, code, times):
    endpoint = faults(rule)
    with pytest.raises(error) as caught:
        ask(endpoint.base_url, deadline=8)

    assert caught.value.exit_code == code
    assert endpoint.stats()["requests"] == times
    assert "canary" not in str(caught.value)
    assert "canary" not in caught.value.hint


@pytest.mark.parametrize(
    "rule",
    [
        {"do": "status", "status": 429, "retry_after": 1}, {"do": "status", "status": 429, "retry_after_date": 1},
        {"do": "status", "status": 429, "retry_after_ms": 200}, {"do": "status", "status": 500},
        {"do": "status", "status": 502, "html": True}, {"do": "status", "status": 503}, {"do": "status", "status": 529},
        {"do": "reset"}, {"do": "reset", "at": 0}, {"do": "cut"}, {"do": "error_200"}, {"do": "not_json"},
        {"do": "empty_choices"}, {"do": "truncated"}, {"do": "wrong_schema"}, {"do": "null_content"},
    ],
)  # fmt: skip
def test_a_fault_that_passes_costs_an_attempt_and_nothing_else(faults, rule):
    endpoint = faults(rule | {"requests": [1, 1]})
    answer, tally = ask(endpoint.base_url, deadline=8)

    assert answer.answer == "nobody"
    assert tally.requests == endpoint.stats()["requests"] == 2


@pytest.mark.parametrize("rule", [{"do": "fenced"}, {"do": "no_usage"}, {"do": "wrong_model"}])
def test_an_odd_answer_is_still_one_paid_answer(faults, rule):
    endpoint = faults(rule)
    answer, tally = ask(endpoint.base_url)

    assert answer.answer == "nobody"
    assert tally.requests == 1
    assert tally.output > 0


@pytest.mark.parametrize(
    "rule", [{"do": "hang"}, {"do": "hang_body"}, {"do": "drip", "bytes_per_s": 40}, {"do": "infinite"}]
)
def test_no_answer_can_outlast_the_deadline(faults, rule):
    endpoint = faults(rule | {"times": 1})
    began = time.monotonic()
    answer, _ = ask(endpoint.base_url, deadline=1.0)

    assert answer.answer == "nobody"
    assert time.monotonic() - began < 300  # without a deadline: an hour


@pytest.mark.parametrize("rule", [{"do": "hang_body"}, {"do": "infinite"}, {"do": "cut"}])
def test_an_answer_that_has_begun_is_paid_for_twice_at_most(faults, rule, monkeypatch):
    monkeypatch.setattr("random.uniform", lambda low, high: low)
    endpoint = faults(rule)
    with pytest.raises(errors.UnavailableError):
        ask(endpoint.base_url, deadline=0.5)

    assert endpoint.stats()["requests"] == 2


def test_a_redirect_never_carries_the_article(faults):
    other = faults()
    endpoint = faults({"do": "redirect", "location": other.base_url + "/chat/completions"})
    with pytest.raises(errors.EndpointConfigError, match="redirect"):
        ask(endpoint.base_url)

    assert other.stats()["requests"] == 0


def test_nobody_at_home_is_unavailable(monkeypatch):
    monkeypatch.setattr("random.uniform", lambda low, high: low)
    with pytest.raises(errors.UnavailableError) as caught:
        ask("http://127.0.0.1:9/v1", gate=Gate(1, max_outage_s=0))

    assert caught.value.exit_code == 69


def test_plain_http_behind_https_is_a_tls_error_and_not_retried():
    seen = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    seen.append(1)
                    connection.recv(1000)
                    connection.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\n")
                    connection.close()

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(errors.TlsError):
            ask(f"https://127.0.0.1:{server.getsockname()[1]}/v1")
        server.shutdown(socket.SHUT_RDWR)

    assert len(seen) <= 2


def test_a_host_without_strict_schemas_is_asked_in_json_mode(faults):
    strict = {
        "do": "status",
        "status": 400,
        "message": "response_format json_schema is not supported",
        "match": "json_schema",
    }
    endpoint = faults(strict, content='{"answer": "Lena Ortiz"}')
    answer, tally = ask(endpoint.base_url)

    assert answer.answer in CHOICES
    assert tally.requests == 2


def test_an_unknown_parameter_is_left_out(faults):
    endpoint = faults({"do": "status", "status": 400, "message": "Unsupported parameter: 'seed'", "match": '"seed"'})

    assert ask(endpoint.base_url)[0].answer == "nobody"


def test_the_second_ask_reads_the_store_and_sends_nothing(faults, tmp_path: Path):
    endpoint = faults()
    for expected in (1, 0):
        _, tally = ask(endpoint.base_url, AnswerStore(tmp_path / "a.sqlite"))
        assert (tally.requests, tally.from_cache) == (expected, 1 - expected)

    assert endpoint.stats()["requests"] == 1


def test_a_refusal_is_paid_once_in_a_life(faults, tmp_path: Path):
    endpoint = faults({"do": "refusal"})
    for _ in range(3):
        with pytest.raises(errors.RefusedError):
            ask(endpoint.base_url, AnswerStore(tmp_path / "a.sqlite"))

    assert endpoint.stats()["requests"] == 1


def test_a_failure_of_the_endpoint_is_never_kept(faults, tmp_path: Path):
    endpoint = faults({"do": "status", "status": 404, "times": 1})
    with pytest.raises(errors.EndpointConfigError):
        ask(endpoint.base_url, AnswerStore(tmp_path / "a.sqlite"))

    assert ask(endpoint.base_url, AnswerStore(tmp_path / "a.sqlite"))[0].answer == "nobody"


def test_the_key_is_nowhere_on_disk(faults, tmp_path: Path):
    endpoint = faults({"do": "echo_key"})
    with pytest.raises(errors.KeyRefusedError):
        ask(endpoint.base_url, AnswerStore(tmp_path / "store" / "a.sqlite"))

    for path in (tmp_path / "store").iterdir():
        assert b"canary" not in path.read_bytes()


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        ({"retry-after": "2"}, "", 2.0),
        ({"retry-after-ms": "300"}, "", 0.3),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:10 GMT", "date": "Wed, 21 Oct 2015 07:28:00 GMT"}, "", 10.0),
        ({"x-ratelimit-reset-requests": "6m0s"}, "", 360.0),
        ({}, "Please try again in 1.5s.", 1.5),
        ({"retry-after": "-4"}, "", None),
        ({"retry-after": "nan"}, "", None),
        ({"retry-after": "soon"}, "", None),
        ({}, "", None),
    ],
)
def test_what_an_endpoint_asks_to_wait_is_read(headers, body, expected):
    assert retry_after(headers, body) == expected


figures = st.one_of(
    st.text(max_size=40), st.integers().map(str), st.floats().map(str), st.datetimes().map(format_datetime)
)


@given(figures, figures)
def test_any_header_gives_seconds_or_nothing(value, body):
    seconds = retry_after({"retry-after": value, "date": body}, body)

    assert seconds is None or 0 <= seconds < math.inf


@pytest.mark.parametrize(
    "content",
    [
        '{"a":1,"a":2}',
        '{"a":NaN}',
        "[1]",
        "",
        "{",
        '{"a":' * 3000,
        "no json",
    ],
)
def test_what_json_forbids_is_refused(content):
    with pytest.raises(UnreadableError):
        strict_object(content)


@pytest.mark.parametrize("digits", ["1e999", "9" * 19, "9" * 5000])
def test_a_number_that_counts_nothing_stays_text(digits):
    assert strict_object(f'{{"a":{digits},"b":{"9" * 18}}}') == {"a": digits, "b": int("9" * 18)}


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)


chatter = st.text(alphabet="ab:. `\n", max_size=20)


@given(st.dictionaries(st.text(max_size=9), values, max_size=3), chatter, chatter)
def test_any_object_is_read_as_it_was_written_whatever_stands_around_it(value, before, behind):
    assert strict_object(before + json.dumps(value) + behind) == value


@given(st.text(max_size=200).filter(lambda content: "{" not in content))
def test_any_other_content_is_our_error(content):
    with pytest.raises(UnreadableError):
        strict_object(content)


def test_useless_answers_are_asked_once_more_by_the_next_run(faults, tmp_path: Path):
    endpoint = faults({"do": "wrong_schema", "requests": [1, 3]})
    with pytest.raises(errors.InvalidAnswerError):
        ask(endpoint.base_url, AnswerStore(tmp_path / "a.sqlite"))
    answer, tally = ask(endpoint.base_url, AnswerStore(tmp_path / "a.sqlite"))

    assert answer.answer == "nobody"
    assert (tally.requests, endpoint.stats()["requests"]) == (1, 4)
