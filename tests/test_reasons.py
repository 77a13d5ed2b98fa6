"""Why an endpoint cannot be reached: of a chain of errors, what the system or a library that carries requests says."""

from __future__ import annotations

import ssl
from itertools import pairwise

import pytest

from summarizer.errors import EndpointConfigError, ModelError, OversizeError, TlsError, UnavailableError
from summarizer.model.wire import Endpoint, answer_error, connection_error

WHERE = Endpoint("http://user@model.invalid:8000/v1", "m", "key-of-nobody")


def of(module: str, words: str = "") -> Exception:
    """An error of a library's own."""
    return type("OddError", (Exception,), {"__module__": module})(words)


def chained(*links: BaseException, handled: bool = False) -> BaseException:
    """Each the cause of the one before it, or handled when that one came."""
    for link, under in pairwise(links):
        if handled:
            link.__context__ = under
        else:
            link.__cause__ = under
    return links[0]


def reason(*links: BaseException, handled: bool = False) -> str:
    found = connection_error(chained(*links, handled=handled), WHERE)
    assert isinstance(found, UnavailableError)
    assert found.hint == "check the network and --base-url, then run the same command again"
    return found.message.removeprefix("model.invalid:8000 cannot be reached: ")


@pytest.mark.parametrize("module", ["httpx", "httpx2._exceptions", "httpcore", "httpcore.x", "anyio", "h11._util", "openai", "summarizer.model"])  # fmt: skip
@pytest.mark.parametrize("handled", [False, True])
def test_who_carries_requests_says_why(module: str, handled: bool):
    assert reason(of("openai", "Connection error."), of(module, "no route"), handled=handled) == "no route"


def test_the_innermost_reason_that_says_anything_is_given():
    assert reason(of("openai", "outer"), of("httpx", "inner"), OSError("")) == "inner"
    assert reason(of("openai", "outer"), of("httpx", "inner"), OSError(111, "refused")) == "[Errno 111] refused"
    assert reason(of("openai"), of("httpx")) == "no connection"
    assert len(reason(of("openai", "x" * 300))) == 120


def test_what_a_program_of_its_own_was_handling_is_no_reason():
    assert reason(of("openai", "outer"), of("theirs", "a password")) == "outer"
    assert reason(of("theirs", "outer")) == "outer"  # the error itself always counts
    assert reason(of("openai", "outer"), OSError("gone"), of("httpx", "theirs"), handled=True) == "gone"


def test_an_error_that_is_its_own_cause_ends():
    one, other = of("openai", "one"), of("httpx", "other")
    one.__cause__, other.__cause__ = other, one

    assert reason(one) == "other"


def test_an_error_of_ours_on_the_way_is_the_reason():
    ours = OversizeError("too much")

    assert connection_error(chained(of("openai"), of("httpx"), ours), WHERE) is ours
    assert isinstance(ours, ModelError)


@pytest.mark.parametrize("inner", [ssl.SSLError("bad"), of("httpx", "[SSL: OLD] bad"), of("httpx", "CERTIFICATE bad")])
def test_a_connection_that_cannot_be_trusted_is_named(inner: Exception):
    found = connection_error(chained(of("openai", "outer"), inner), WHERE)

    assert isinstance(found, TlsError)
    assert found.message.startswith("model.invalid:8000: the TLS connection failed: ")
    assert "bad" in found.message
    assert found.hint == "check the certificate and the URL"


@pytest.mark.parametrize(("words", "address"), [("Request URL has an unsupported protocol 'ftp'", True), ("UNSUPPORTED PROTOCOL", True), ("unsupported", False), ("protocol", False)])  # fmt: skip
def test_what_is_no_address_is_named(words: str, address: bool):
    found = connection_error(chained(of("openai", "outer"), of("httpx", words)), WHERE)

    assert isinstance(found, EndpointConfigError) is address
    if address:
        assert found.message == f"{WHERE.base_url!r} is no HTTP address"
        assert found.hint == "--base-url http://HOST:PORT/v1"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"\xff\xfe no \xff\n\n such   model", "\ufffd\ufffd no \ufffd such model"), (b"<html>\xff</html>", "an HTML page"), ("é".encode() * 5000, "é" * 80), (b"x" + "é".encode() * 5000, "x" + "é" * 79),
        (b'{"error": {"message": "no such model"}}', "no such model"), (b'{"error": "gone"}', "gone"), (b'{"message": ""}', '{"message": ""}'),
    ],
)  # fmt: skip
def test_what_an_endpoint_says_in_any_bytes_is_shown_on_one_line(body: bytes, said: str):
    found = answer_error(503, {}, body, WHERE)

    assert isinstance(found, UnavailableError)
    assert found.message == f"model.invalid:8000 answered 503: {said}"
