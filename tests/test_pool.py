"""Small pools of connections: what they hand on, how much of it, and where each request goes."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from summarizer.errors import OversizeError
from summarizer.model.pool import MAX_BODY, CappedTransport, proxy_for

CHAT, FILE = "http://x/v1/chat/completions", "http://x/v1/files/f/content"


class Giving(httpx2.AsyncBaseTransport):
    """Answers every request alike."""

    def __init__(self, response: Callable[[], httpx2.Response]) -> None:
        self.response, self.closed = response, False

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return self.response()

    async def aclose(self) -> None:
        self.closed = True


def over(pool: CappedTransport, response: Callable[[], httpx2.Response], url: str) -> httpx2.Response:
    pool._pools = [Giving(response)]
    return asyncio.run(pool.handle_async_request(httpx2.Request("POST", url)))


@pytest.mark.parametrize("url", [CHAT, FILE])
@pytest.mark.parametrize("status", [200, 404])
def test_status_headers_and_what_else_is_known_are_handed_on(url: str, status: int):
    def response() -> httpx2.Response:
        return httpx2.Response(
            status, headers={"x-request-id": "7"}, content=b"words", extensions={"http_version": b"HTTP/1.1"}
        )

    pool = CappedTransport(1)
    found = over(pool, response, url)

    assert (found.status_code, found.headers["x-request-id"]) == (status, "7")
    assert found.extensions["http_version"] == b"HTTP/1.1"
    assert asyncio.run(found.aread()) == b"words"
    asyncio.run(found.aclose())
    assert pool._busy == [0]


def test_a_packed_answer_loses_the_headers_of_its_packing():
    packed = gzip.compress(b"words" * 100, mtime=0)

    def response() -> httpx2.Response:
        return httpx2.Response(
            200, headers={"Content-Encoding": "gzip", "Content-Length": str(len(packed)), "x-id": "7"},
            stream=httpx2.ByteStream(packed),
        )  # fmt: skip

    found = over(CappedTransport(1), response, CHAT)

    assert asyncio.run(found.aread()) == b"words" * 100
    assert dict(found.headers) == {"x-id": "7"}


@pytest.mark.parametrize("size", [MAX_BODY, MAX_BODY + 1])
@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_is_cut_at_its_size_unpacked_or_not(size: int, packed: bool):
    body = gzip.compress(b" " * size, 1) if packed else b" " * size

    def response() -> httpx2.Response:
        return httpx2.Response(
            200, headers={"content-encoding": "gzip"} if packed else {}, stream=httpx2.ByteStream(body)
        )

    found = over(CappedTransport(1), response, CHAT)
    if size > MAX_BODY:
        with pytest.raises(OversizeError, match="the answer was larger than 8 MiB"):
            asyncio.run(found.aread())
    else:
        assert len(asyncio.run(found.aread())) == size


def test_all_pools_are_closed():
    pool = CappedTransport(8)
    giving = [Giving(lambda: httpx2.Response(200)) for _ in pool._pools]
    pool._pools = giving
    asyncio.run(pool.aclose())

    assert [one.closed for one in giving] == [True, True]


@pytest.mark.parametrize(
    ("connections", "pools", "each"), [(1, 1, 1), (3, 1, 3), (4, 1, 4), (7, 1, 7), (8, 2, 4), (9, 2, 5), (32, 8, 4)]
)
def test_connections_are_shared_out_over_small_pools(connections: int, pools: int, each: int, monkeypatch):
    made: list[dict[str, Any]] = []
    monkeypatch.setattr(httpx2, "AsyncHTTPTransport", lambda **options: made.append(options))
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:1")
    CappedTransport(connections, "https://model.invalid/v1")

    assert len(made) == pools
    assert {one["limits"].max_connections for one in made} == {each}
    assert {one["limits"].max_keepalive_connections for one in made} == {4}
    assert {one["retries"] for one in made} == {1}
    assert {one["proxy"] for one in made} == {"http://proxy:1"}
    assert len({id(one["verify"]) for one in made}) == 1


@pytest.mark.parametrize(
    ("url", "at"),
    [
        ("http://model.invalid/v1", "http://one:1"), ("https://model.invalid/v1", "http://two:2"), ("ftp://model.invalid", "http://all:3"),
        ("http://localhost:8000/v1", None), ("http://127.0.0.1:8000/v1", None), ("http://127.9.9.9/v1", None), ("http://[::1]:8000/v1", None),
        ("http://open.invalid/v1", None), ("http://port.invalid:8000/v1", None), ("http://port.invalid:9000/v1", "http://one:1"),
        ("http://my127.invalid/v1", "http://one:1"),
    ],
)  # fmt: skip
def test_the_proxy_of_an_address_is_the_one_the_environment_names(url: str, at: str | None, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTP_PROXY", "http://one:1")
    monkeypatch.setenv("HTTPS_PROXY", "http://two:2")
    monkeypatch.setenv("ALL_PROXY", "http://all:3")
    monkeypatch.setenv("NO_PROXY", "open.invalid,port.invalid:8000")

    assert proxy_for(url) == at
