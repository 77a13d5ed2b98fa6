"""What is asked again, after how long and how often, what an ending is called, and how the connections are set."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import httpx2
import openai
import pytest
from inprocess import Kept, Pool, client, completion, error
from pydantic import BaseModel, ValidationError

from summarizer import errors
from summarizer.model import client as asking
from summarizer.model import pool
from summarizer.model.client import MAX_REASKS, MAX_RETRIES, Client, Course, Verbatim, cause_of
from summarizer.model.transport import Asking
from summarizer.model.wire import Endpoint
from summarizer.question import Question, Tally
from summarizer.reading import Answer

AT = "http://x/v1/chat/completions"


class Named(Answer):
    """Who speaks."""

    name: str


QUESTION = Question("speaker", "Who?", "Ann: yes", Named, 50, "a")


def wrong() -> ValidationError:
    class Strict(BaseModel):
        name: int

    with pytest.raises(ValidationError) as caught:
        Strict.model_validate({"name": "we saw smoke"})
    return caught.value


def ours(kind: type[errors.SummarizerError], **known: Any) -> errors.SummarizerError:
    made = kind("no")
    for name, value in known.items():
        setattr(made, name, value)
    return made


def wrapped(inner: BaseException) -> Exception:
    outer, middle = RuntimeError("instructor"), ValueError("the SDK")
    outer.__cause__, middle.__cause__ = middle, inner
    return outer


def again(error: BaseException, gate: Any = None, most: int = 60) -> int:
    """How often in a row a question is asked again after this error."""
    course = Course(gate)
    return next((n for n in range(most) if not course._goes_on(error)), most)


@pytest.mark.parametrize(
    ("error", "times"),
    [
        (ours(errors.UnavailableError), MAX_RETRIES),
        (wrapped(ours(errors.UnavailableError)), MAX_RETRIES),
        (ours(errors.UnavailableError, has_begun=True), 1),
        (ours(errors.RateLimitedError), 60),
        (ours(errors.InvalidAnswerError), 2),
        (ours(errors.ProtocolError), 2),
        (ours(errors.OversizeError), 0),
        (ours(errors.KeyRefusedError), 0),
        (ours(errors.QuotaError), 0),
        (ours(errors.RefusedError), 0),
        (ours(errors.TooLongError), 0),
        (ours(errors.DiskError), 0),
        (RuntimeError("what is this"), 0),
        (wrong(), MAX_REASKS),
    ],
)
def test_what_is_asked_again_and_how_often(error, times):
    assert again(error) == times


def test_while_the_breaker_is_open_a_failure_is_not_counted_against_the_question():
    error = ours(errors.UnavailableError)
    assert again(error, SimpleNamespace(is_open=True)) == 60
    assert again(error, SimpleNamespace(is_open=False)) == MAX_RETRIES


def test_a_course_is_the_one_authority_on_asking_again():
    retrying = Course(None).retrying
    assert (retrying.wait.__name__, retrying.stop.__name__, retrying.reraise) == ("_wait", "_stop", True)  # pyright: ignore


def test_who_declined_is_not_asked_to_write_it_better():
    course = Course(None)
    course.declined = "the model refused to answer"
    assert not course._goes_on(wrong())


def test_a_question_ends_after_forty_tries_or_ten_minutes():
    course = Course(None)
    limited = ours(errors.RateLimitedError)

    def ends(seconds: float | None) -> bool:
        return course._stop(SimpleNamespace(seconds_since_start=seconds))

    for _ in range(40):
        course._goes_on(limited)
    assert (ends(None), ends(0.0), ends(600.0), ends(600.5)) == (False, False, False, True)
    course._goes_on(limited)
    assert ends(None)


def test_waits_double_up_to_a_minute_and_are_at_least_what_is_asked_for(monkeypatch):
    monkeypatch.setattr("random.uniform", lambda low, high: high - low)

    def waits(error: BaseException | None, retries: int = 0) -> float:
        course = Course(None)
        course._retries = retries
        return course._wait(SimpleNamespace(outcome=SimpleNamespace(exception=lambda: error)))

    down = ours(errors.UnavailableError)
    assert [waits(down, n) for n in range(9)] == [0.5, 1, 2, 4, 8, 16, 32, 60, 60]
    assert waits(wrapped(down), 1) == 1
    assert waits(ours(errors.UnavailableError, wait_s=7.0), 1) == 7
    assert waits(ours(errors.UnavailableError, wait_s=0.25), 1) == 1
    assert waits(ours(errors.RateLimitedError, wait_s=7.0), 1) == 0
    assert waits(wrong(), 3) == 0
    assert Course(None)._wait(SimpleNamespace(outcome=None)) == 0
    monkeypatch.setattr("random.uniform", lambda low, high: low)
    assert waits(down, 5) == 0


@pytest.mark.parametrize(
    ("refusal", "finish", "told"),
    [
        (None, "stop", ""),
        ("I will not", "stop", "the model refused to answer"),
        (None, "content_filter", "a content filter withheld the answer"),
        ("I will not", "content_filter", "the model refused to answer"),
    ],
)
def test_why_a_model_gave_no_answer_is_remembered(refusal, finish, told):
    course = Course(None)
    choice = SimpleNamespace(message=SimpleNamespace(refusal=refusal), finish_reason=finish)
    course.hooks.emit_completion_response(SimpleNamespace(choices=[choice]))
    assert course.declined == told


@pytest.mark.parametrize("odd", [SimpleNamespace(choices=[]), SimpleNamespace(), SimpleNamespace(choices=[None])])
def test_an_answer_that_says_nothing_of_itself_is_no_fault_of_the_hook(odd):
    course = Course(None)
    course._seen(odd)
    assert course.declined == ""


def test_the_error_of_ours_is_found_behind_those_of_others():
    mine, round_about = ours(errors.QuotaError), RuntimeError("a")
    round_about.__cause__ = round_about
    assert cause_of(wrapped(mine)) is mine
    assert cause_of(mine) is mine
    assert cause_of(None) is None
    assert cause_of(wrapped(KeyError("a"))) is None
    assert cause_of(round_about) is None


def named(error: Exception, declined: str = "", keys: tuple[str, ...] = ()) -> errors.SummarizerError:
    course, attempts = Course(None), Asking(Tally())
    course.declined = declined
    attempts.keys.extend(keys)
    return asking._named(error, course, attempts)


def test_what_ended_a_question_is_named_without_the_words_of_the_answer():
    mine = ours(errors.QuotaError)
    assert named(wrapped(mine), "a filter") is mine
    refused = named(RuntimeError("x"), "a content filter withheld the answer")
    assert (type(refused), refused.message) == (errors.RefusedError, "a content filter withheld the answer")

    outer = RuntimeError("all of the answer")
    outer.__cause__ = wrong()
    for invalid_one in (outer, wrong()):
        invalid = named(invalid_one, keys=("k1", "k2"))
        assert isinstance(invalid, errors.InvalidAnswerError)
        assert invalid.message == "Input should be a valid integer, unable to parse string as an integer"
        assert invalid.key == "k2"
    assert named(wrong()).key == ""

    request = httpx2.Request("POST", AT)
    lost = openai.APIConnectionError(request=request)
    lost.__cause__ = OSError("reset\x1b " + "y" * 200)
    gone = named(_behind(lost))
    assert isinstance(gone, errors.ProtocolError)
    assert gone.message.startswith("the connection failed: reset")
    assert "\x1b" not in gone.message
    assert len(gone.message) == len("the connection failed: ") + 120
    assert named(openai.APIConnectionError(request=request)).message == "the connection failed: Connection error."
    assert named(_behind(KeyError("we saw smoke"))).message == "the endpoint sent no valid answer: KeyError"


def _behind(inner: BaseException) -> Exception:
    outer = RuntimeError("instructor")
    outer.__cause__ = inner
    return outer


def test_the_sdk_asks_once_goes_nowhere_else_and_knows_the_deadline():
    one = Client(SimpleNamespace(), "m", Endpoint("http://127.0.0.1:9/v1", "m", "sk-1", 7.0))  # pyright: ignore
    inner = one.openai._client
    assert (str(one.openai.base_url), one.openai.api_key, one.openai.max_retries) == (
        "http://127.0.0.1:9/v1/", "sk-1", 0,
    )  # fmt: skip
    assert not inner.follow_redirects
    assert (inner.timeout.read, inner.timeout.write, inner.timeout.pool, inner.timeout.connect) == (7.0, 7.0, 7.0, 15.0)
    kept = Client(SimpleNamespace(), "m").openai  # pyright: ignore
    assert (kept.base_url.host, kept.api_key) == ("kept.invalid", "none")


def test_each_question_has_its_gate_and_its_temperature(monkeypatch):
    gates: list[Any] = []
    course = asking.Course
    monkeypatch.setattr(
        asking, "Course", lambda gate, *more, **named: gates.append(gate) or course(gate, *more, **named)
    )
    monkeypatch.setattr("random.uniform", lambda low, high: 0.0)
    gate: Any = SimpleNamespace(is_open=False)
    store = Kept()
    asyncio.run(client(Pool([completion('{"name": "Ann"}')]), store).ask(QUESTION, Tally(), gate))
    assert gates == [gate]
    with pytest.raises(errors.KeyRefusedError):
        asyncio.run(client(Pool([error(401)])).ask(QUESTION, Tally()))
    assert gates == [gate, None]
    again = replace(QUESTION, temperature=0.7)  # another sample is another answer
    asyncio.run(client(Pool([completion('{"name": "Bo"}')]), store).ask(again, Tally()))
    assert len(store.answers) == 2


def test_context_is_handed_on_and_never_rendered():
    assert not Verbatim({"article": "x"})
    assert Verbatim({"article": "x"})["article"] == "x"


def test_pools_share_out_the_connections_and_one_list_of_certificates(monkeypatch):
    made: list[dict[str, Any]] = []
    monkeypatch.setattr(pool.httpx2, "AsyncHTTPTransport", lambda **known: made.append(known) or known)
    monkeypatch.setattr(pool.httpx2, "create_ssl_context", object)
    monkeypatch.setattr(pool, "proxy_for", lambda address: f"by {address}")
    for wished, most in [(1, [1]), (4, [4]), (7, [7]), (12, [4, 4, 4]), (13, [5, 5, 5])]:
        made.clear()
        pool.CappedTransport(wished, "http://x")
        assert [m["limits"].max_connections for m in made] == most
        assert {m["limits"].max_keepalive_connections for m in made} == {4}
        assert {(m["retries"], m["proxy"]) for m in made} == {(1, "by http://x")}
        assert made[0]["verify"] is made[-1]["verify"] is not None
    made.clear()
    pool.CappedTransport(1)
    assert made[0]["proxy"] == "by "


class Chunks(httpx2.AsyncByteStream):
    def __init__(self, *chunks: bytes) -> None:
        self.chunks = chunks
        self.closed = 0

    async def __aiter__(self):
        for chunk in self.chunks:
            yield chunk

    async def aclose(self) -> None:
        self.closed += 1


def read(*chunks: bytes, at: str = AT, **headers: str) -> bytes:
    class Fixed(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request):
            fields = {k.replace("_", "-"): v for k, v in headers.items()}
            return httpx2.Response(
                200, headers=fields, stream=Chunks(*chunks), extensions={"http_version": b"HTTP/1.1"}
            )

    async def run() -> bytes:
        one = pool.CappedTransport(1)
        one._pools = [Fixed()]  # pyright: ignore
        response = await one.handle_async_request(httpx2.Request("GET", at))
        assert response.extensions["http_version"] == b"HTTP/1.1"
        for name, value in headers.items():
            if name.startswith("x_") or not at.endswith("/chat/completions"):
                assert response.headers[name.replace("_", "-")] == value
        unpacked = "content_encoding" in headers and at == AT
        assert ("content-length" in response.headers) is ("content_length" in headers and not unpacked)
        try:
            return b"".join([part async for part in response.stream])  # pyright: ignore
        finally:
            await response.aclose()
            assert one._busy == [0]

    return asyncio.run(run())


MOST = 2**10
TOO_MUCH = "the answer was larger than 0 MiB"


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(pool, "MAX_BODY", MOST)
    capped = pool._CappedStream
    monkeypatch.setattr(pool, "_CappedStream", lambda *a, **k: capped(*a, **({"most": MOST} | k)))


@pytest.mark.parametrize("pack", [None, gzip.compress, zlib.compress], ids=["plain", "gzip", "deflate"])
def test_an_answer_of_the_most_bytes_is_read_and_one_byte_more_is_not(small, pack):
    def sent(size: int) -> bytes:
        words = b"z" * size
        if pack is None:
            return read(words[:600], words[600:], x_id="7")
        packed = pack(words)
        return read(
            packed[:12],
            packed[12:],
            content_encoding="gzip" if pack is gzip.compress else "deflate",
            x_id="7",
            content_length=f"{len(packed)}",
        )

    assert sent(MOST) == b"z" * MOST
    for size in (MOST + 1, 3 * MOST):
        with pytest.raises(errors.OversizeError) as caught:
            sent(size)
        assert caught.value.message == TOO_MUCH


def test_the_most_bytes_are_eight_mebibytes(monkeypatch):
    assert pool.MAX_BODY == 8 * 2**20
    with pytest.raises(errors.OversizeError, match="larger than 8 MiB"):
        read(b"z" * (pool.MAX_BODY + 1))


def test_what_unpacks_to_very_much_is_never_unpacked_whole(small, monkeypatch):
    asked: list[int] = []
    unpack = zlib.decompressobj

    class Watched:
        def __init__(self, bits: int) -> None:
            self.inner = unpack(bits)

        def decompress(self, data: bytes, most: int) -> bytes:
            asked.append(most)
            return self.inner.decompress(data, most)

    monkeypatch.setattr(pool.zlib, "decompressobj", Watched)
    half = zlib.compressobj(0)
    first, rest = half.compress(b"z" * 400) + half.flush(zlib.Z_SYNC_FLUSH), half.compress(b"z" * 90) + half.flush()
    assert read(first, rest, content_encoding="deflate") == b"z" * 490
    assert asked == [MOST + 1, MOST + 1 - 400]


def test_files_are_read_whatever_their_size_and_as_they_come(small):
    assert len(read(b"z" * 900, b"z" * 900, at="http://x/v1/files/7/content", x_id="7")) == 1800


def test_a_packing_is_named_in_twenty_letters_and_its_case_is_nothing():
    with pytest.raises(errors.ProtocolError) as caught:
        read(b"x", content_encoding="Q" * 30)
    assert caught.value.message == f"the endpoint sent {'q' * 20} where none was accepted"


@pytest.mark.parametrize(
    ("address", "proxy"),
    [
        ("http://localhost:8080/v1", None),
        ("http://127.0.0.1/v1", None),
        ("http://127.9.9.9/v1", None),
        ("http://[::1]:8080/v1", None),
        ("http://models.invalid/v1", "http://plain.invalid"),
        ("https://models.invalid/v1", "http://any.invalid"),
        ("http://kept-out.invalid/v1", None),
        ("ftp://models.invalid/v1", "http://any.invalid"),
    ],
)
def test_what_runs_here_and_what_is_excepted_goes_by_no_proxy(monkeypatch, address, proxy):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("http_proxy", "http://plain.invalid")
    monkeypatch.setenv("all_proxy", "http://any.invalid")
    monkeypatch.setenv("no_proxy", "kept-out.invalid")
    assert pool.proxy_for(address) == proxy
