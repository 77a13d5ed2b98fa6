"""What an endpoint's answer means: each status and body has one error, one line and one way out."""

from __future__ import annotations

import asyncio
import itertools
import json
import ssl
from typing import Any

import pytest

from summarizer import errors
from summarizer.errors import ModelError
from summarizer.model.hosts import ANY, HOSTS
from summarizer.model.wire import Endpoint, answer_error, connection_error, error_in, guarded

KEY = "sk-canary-456"


def endpoint(**more: Any) -> Endpoint:
    return Endpoint("https://user:pw@api.example.org:8443/v1", "m-1", KEY, **more)


def answered(status: int, body: Any, headers: dict[str, str] | None = None, **more: Any) -> ModelError | None:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return answer_error(status, headers or {}, content, endpoint(**more))


def said(message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"message": message} | more}


def error(status: int, body: Any, headers: dict[str, str] | None = None, **more: Any) -> ModelError:
    found = answered(status, body, headers, **more)
    assert found is not None
    return found


GOOD = {"choices": [{"message": {"content": "hm"}}]}


def test_a_completion_is_no_error():
    assert answered(200, GOOD) is None
    assert answered(200, b"\xef\xbb\xbf" + json.dumps(GOOD).encode()) is None


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (b"<html>\n gone </html>" + b"x" * 100, "api.example.org:8443 answered 200 with no JSON: <html>"),
        (b"\xff\xfe", "api.example.org:8443 answered 200 with no JSON:"),
        ([], "the endpoint answered JSON that is no object"), ("hm", "the endpoint answered JSON that is no object"),
        ({}, "the endpoint answered with no choices"), ({"choices": {}}, "the endpoint answered with no choices"),
        ({"choices": []}, "the endpoint answered with no choices"), ({"choices": [1]}, "the endpoint answered with no choices"),
        ({"choices": [1], "error": ""}, "the endpoint answered with no choices"),
        ({"error": {}}, "the endpoint answered with no choices"), ({"error": ["hm"]}, "the endpoint answered with no choices"),
        (b" \n ", "api.example.org:8443 answered 200 with no JSON: nothing"),
    ],
)  # fmt: skip
def test_a_good_status_without_an_answer_is_a_fault_of_the_protocol(body: Any, line: str):
    found = error(200, body)

    assert type(found) is errors.ProtocolError
    assert found.message.startswith(line)
    assert len(found.message) < 120


@pytest.mark.parametrize(
    ("body", "wrong", "words"),
    [
        (said("slow down", code=429), errors.RateLimitedError, "answered 429: slow down"),
        (said("hm", code="overloaded"), errors.UnavailableError, "answered 500: hm"),
        ({"error": "hm"}, errors.UnavailableError, "answered 500: hm"),
        ({"choices": [1], "error": "hm"}, errors.UnavailableError, "answered 500: hm"),
        (said("slow down", code="429"), errors.RateLimitedError, "answered 429: slow down"),
        (said("hm", code=True), errors.UnavailableError, "answered 500: hm"),
        (said("hm", code=0), errors.UnavailableError, "answered 500: hm"),
        (said("hm", code=-404), errors.UnavailableError, "answered 500: hm"),
        (said("hm", code=200), errors.UnavailableError, "answered 500: hm"),
        (said("hm", code=302), errors.UnavailableError, "answered 500: hm"),
        (said("hm", code=10**300), errors.UnavailableError, "answered 500: hm"),
        (GOOD | said("no such model", code=404), errors.EndpointConfigError, "answered 404: no such model"),
        ({"choices": [{"error": {"message": "upstream broke", "code": 502}}]}, errors.UnavailableError, "answered 502: up"),
    ],
)  # fmt: skip
def test_an_error_inside_a_good_status_counts_as_what_it_says(body: Any, wrong: type, words: str):
    found = error(200, body)

    assert type(found) is wrong
    assert words in found.message


def test_a_word_of_warning_beside_an_answer_is_no_error():
    assert answered(200, GOOD | said("this model is old", code=0)) is None
    assert answered(200, GOOD | {"error": "this model is old"}) is None


@pytest.mark.parametrize("status", [201, 202, 203, 206])
def test_an_answer_is_an_answer_at_any_status_of_success(status: int):
    assert answered(status, GOOD) is None
    assert error(status, b"").message == f"api.example.org:8443 answered {status} with no JSON: nothing"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"error": {"message": "a"}}, {"message": "a"}), ([{"error": {"message": "a"}}], {"message": "a"}),
        ({"error": "a"}, {"message": "a"}), ({"error": "error", "message": "a"}, {"error": "error", "message": "a"}),
        ({"error": "", "message": "a"}, {"error": "", "message": "a"}), ({"error": 5}, {"error": 5}),
        ({"message": "a"}, {"message": "a"}), ([], {}), ("a", {}), (None, {}), ([5], {}),
    ],
)  # fmt: skip
def test_an_error_is_found_wherever_a_host_keeps_it(body: Any, expected: dict):
    assert error_in(body) == expected


@pytest.mark.parametrize(
    ("status", "retryable"),
    [
        (408, True),
        (409, True),
        (498, True),
        (500, True),
        (502, True),
        (503, True),
        (529, True),
        (418, False),
        (410, False),
    ],
)
def test_what_may_pass_is_asked_again(status: int, retryable: bool):
    found = error(status, said("later"))

    assert type(found) is errors.UnavailableError
    assert found.retryable is retryable
    assert found.message == f"api.example.org:8443 answered {status}: later"
    assert found.hint


def test_a_pause_that_is_asked_for_is_kept_with_the_error():
    waiting, at_once = error(503, said("later"), {"retry-after": "7"}), error(503, said("later"))

    assert isinstance(waiting, errors.UnavailableError)
    assert isinstance(at_once, errors.UnavailableError)
    assert waiting.wait_s == 7.0
    assert not at_once.wait_s
    limited = error(429, said("Please try again in 3s"))
    assert isinstance(limited, errors.RateLimitedError)
    assert limited.wait_s == 3.0
    assert limited.message == "api.example.org:8443 answered 429: Please try again in 3s"


@pytest.mark.parametrize("status", [400, 404, 405, 413, 415, 422])
def test_a_request_that_is_wrong_names_model_and_fault(status: int):
    found = error(status, said("no such thing", param="seed", code="bad"))

    assert isinstance(found, errors.EndpointConfigError)
    assert found.message == f"api.example.org:8443 answered {status}: no such thing (model 'm-1')"
    assert (found.param, found.status) == ("seed", status)
    assert "no such thing" in found.said
    assert "--model" in found.hint


@pytest.mark.parametrize(
    ("body", "line", "param"),
    [
        (b"", "bad request", ""), ({"code": "odd"}, '{"code": "odd"}', ""), (said("", code="odd"), "", ""),
        (b"<html><body>Nginx", "an HTML page", ""), (b"plain\n  words " + b"x" * 200, "plain words x", ""),
        ({"detail": [{"loc": ["body", "seed"], "msg": "Extra inputs"}]}, "Extra inputs: seed", "seed"),
        ({"detail": [{"loc": ["body", "seed"]}]}, "refused: seed", "seed"),
        ({"message": {"detail": [{"loc": ["body", "top_p"], "msg": "no"}]}}, "no: top_p", "top_p"),
        ({"detail": [{"loc": [], "msg": "no"}]}, '{"detail":', ""), ({"detail": ["no"]}, '{"detail":', ""),
        ({"detail": []}, '{"detail":', ""), ({"detail": "Not Found"}, '{"detail": "Not Found"}', ""),
        (said("odd", param="a.b", detail=[{"loc": ["c"], "msg": "no"}]), "no: a.b", "a.b"),
    ],
)  # fmt: skip
def test_what_a_host_blames_is_read_in_every_form_seen(body: Any, line: str, param: str):
    found = error(422, body)

    assert isinstance(found, errors.EndpointConfigError)
    assert found.message.startswith(f"api.example.org:8443 answered 422: {line}")
    assert found.param == param


def test_a_long_message_is_one_short_printable_line():
    found = error(400, said("a\nb\x1b[31m" + "x" * 500))

    assert "\n" not in found.message
    assert "\x1b" not in found.message
    assert len(found.message) < 240


def test_a_redirect_is_named_and_not_followed():
    found = error(307, b"", {"location": "https://else.example.org/v1"})

    assert isinstance(found, errors.EndpointConfigError)
    assert found.message == "api.example.org:8443 redirects to https://else.example.org/v1, which is not followed"
    assert "--base-url" in found.hint
    assert error(301, b"").message == "api.example.org:8443 redirects to elsewhere, which is not followed"
    assert "redirects" in error(399, b"").message
    assert "redirects" in error(300, b"").message


TOO_LONG = ["context_length_exceeded", "Maximum Context Length", "exceeds the available context", "Input is too long"]


@pytest.mark.parametrize("words", TOO_LONG)
@pytest.mark.parametrize("status", [400, 413, 422, 500])
def test_a_passage_too_long_is_the_article_s_fault(status: int, words: str):
    found = error(status, said(words))

    assert type(found) is errors.TooLongError
    assert found.message == f"api.example.org:8443 answered {status}: the passage does not fit the model's context"
    assert found.hint == ANY.context
    assert error(status, said(words), host=HOSTS["ollama"]).hint == HOSTS["ollama"].context
    assert error(status, said(words), host=HOSTS["openai"]).hint == "use a model with a larger context"


@pytest.mark.parametrize(
    ("status", "body", "wrong"),
    [
        (400, said("no", code="content_filter"), errors.RefusedError), (400, said("no", type="invalid_prompt"), errors.RefusedError),
        (403, said("the input was flagged"), errors.RefusedError), (500, said("PROHIBITED_CONTENT"), errors.RefusedError),
        (400, said("Failed to generate JSON"), errors.InvalidAnswerError),
        (400, said("Could not finish the message because max_tokens was reached"), errors.TruncatedError),
        (403, said("no"), errors.KeyRefusedError), (401, said("the input was flagged"), errors.KeyRefusedError),
        (402, said("pay"), errors.QuotaError), (429, said("no", code="insufficient_quota"), errors.QuotaError),
        (429, said("You exceeded your current quota, please check your plan"), errors.QuotaError),
        (429, said("no"), errors.RateLimitedError), (404, said("the input was flagged"), errors.EndpointConfigError),
    ],
)  # fmt: skip
def test_whose_fault_it_is_decides_what_happens_next(status: int, body: Any, wrong: type):
    assert type(error(status, body)) is wrong


def test_a_refused_key_names_the_variable_that_held_it():
    assert error(401, said("no")).hint == "check SUMMARIZE_API_KEY"
    assert error(401, said("no"), host=HOSTS["google"]).hint == "check GEMINI_API_KEY or SUMMARIZE_API_KEY"
    assert error(401, said("no")).message == "api.example.org:8443 answered 401: the key is refused"


def test_no_quota_says_why_and_what_to_do():
    found = error(402, b"{}")

    assert found.message == "api.example.org:8443 answered 402 payment required: no quota is left"
    assert error(429, said("no", code="insufficient_quota")).message.endswith(
        "429 insufficient_quota: no quota is left"
    )
    assert "top up" in found.hint


def test_the_key_is_in_no_error():
    found = error(400, said(f"bad key {KEY}", param="x"))

    assert isinstance(found, errors.EndpointConfigError)
    assert "canary" not in found.message + found.said


def wrapped(*chain: Exception) -> Exception:
    """Errors, each the cause of the one before it."""
    for outer, inner in itertools.pairwise(chain):
        outer.__cause__ = inner
    return chain[0]


@pytest.mark.parametrize(
    ("found", "wrong", "line"),
    [
        (wrapped(ValueError("a"), OSError("b"), errors.QuotaError("no quota")), errors.QuotaError, "no quota"),
        (wrapped(ValueError("a"), ssl.SSLError(1, "odd")), errors.TlsError, "api.example.org:8443: the TLS connection failed: "),
        (ValueError("CERTIFICATE_VERIFY_FAILED"), errors.TlsError, "api.example.org:8443: the TLS connection failed: CERT"),
        (ValueError("[SSL: WRONG]"), errors.TlsError, "api.example.org:8443: the TLS connection failed: [SSL: WRONG]"),
        (ValueError("Unsupported Protocol 'ftp'"), errors.EndpointConfigError, "'https://user"),
        (ValueError("unsupported form"), errors.UnavailableError, "api.example.org:8443 cannot be reached: unsupported form"),
        (wrapped(ValueError("a"), OSError("b")), errors.UnavailableError, "api.example.org:8443 cannot be reached: b"),
        (wrapped(ValueError("a"), OSError()), errors.UnavailableError, "api.example.org:8443 cannot be reached: a"),
        (OSError(), errors.UnavailableError, "api.example.org:8443 cannot be reached: no connection"),
    ],
)  # fmt: skip
def test_what_lies_at_the_bottom_of_a_failed_connection_is_named(found: Exception, wrong: type, line: str):
    named = connection_error(found, endpoint())

    assert type(named) is wrong
    assert named.message.startswith(line)
    assert wrong is errors.QuotaError or named.hint


def test_a_chain_of_causes_that_bites_its_tail_ends():
    one, other = OSError("a"), OSError("b")
    one.__cause__, other.__cause__ = other, one

    assert connection_error(one, endpoint()).message.endswith("cannot be reached: b")


def test_calls_besides_questions_have_the_same_errors():
    import httpx2
    import openai

    request = httpx2.Request("POST", "https://api.example.org/v1/files")

    async def failing(problem: Exception) -> None:
        raise problem

    async def slow() -> None:
        await asyncio.sleep(5)

    def named(work: Any, deadline_s: float = 5.0) -> ModelError:
        with pytest.raises(ModelError) as caught:
            asyncio.run(guarded(work, endpoint(), deadline_s))
        return caught.value

    def status(code: int, body: dict) -> Exception:
        return openai.APIStatusError("no", response=httpx2.Response(code, json=body, request=request), body=None)

    async def good() -> str:
        return "done"

    assert asyncio.run(guarded(good(), endpoint(), 5)) == "done"
    assert named(slow(), 0.01).message == "no whole answer within 0 s"
    assert type(named(failing(status(401, said("no"))))) is errors.KeyRefusedError
    assert named(failing(status(200, GOOD))).message == "api.example.org:8443 answered 200"
    assert type(named(failing(openai.APIConnectionError(request=request)))) is errors.UnavailableError
    assert named(failing(ValueError("odd"))).message == "the endpoint sent no valid answer: odd"


@pytest.mark.parametrize(
    ("handled", "reason"),
    [
        (RuntimeError("no running event loop"), "failed"),
        # One of the system's cannot be told from the connection's own, where that has no cause of its own.
        (FileNotFoundError("news.txt"), "news.txt"),
    ],
    ids=repr,
)
def test_what_a_program_was_handling_is_no_reason(handled: Exception, reason: str):
    """An error that a program has caught hangs behind the connection's own as its context."""
    import httpx2

    refused = ConnectionRefusedError(111, "refused")
    refused.__context__ = handled
    found = wrapped(httpx2.ConnectError("failed"), refused)
    assert connection_error(found, endpoint()).message.endswith("cannot be reached: [Errno 111] refused")
    found.__cause__, found.__context__ = None, handled
    assert connection_error(found, endpoint()).message.endswith(f"cannot be reached: {reason}")


def test_a_refused_key_names_each_variable_once():
    for host in [*HOSTS.values(), ANY]:
        variables = error(401, said("no"), host=host).hint.removeprefix("check ").split(" or ")
        assert variables[-1] == "SUMMARIZE_API_KEY"
        assert len(set(variables)) == len(variables)
