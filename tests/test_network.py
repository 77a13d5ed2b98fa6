"""The network: proxies, certificates, pools, packed answers, and which headers go out."""

from __future__ import annotations

import asyncio
import gzip
import json
import ssl
import subprocess
import threading
import zlib
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from inprocess import Kept, Pool, client, completion, error
from onequestion import question

from summarizer import errors
from summarizer.model.asker import LiveAsker
from summarizer.model.gate import Gate
from summarizer.model.hosts import HOSTS
from summarizer.model.pool import MAX_BODY, CappedTransport, proxy_for
from summarizer.model.wire import Endpoint
from summarizer.question import Tally

pytestmark = pytest.mark.usefixtures("at_once")
ANSWER = json.dumps(completion('{"answer": "nobody"}')).encode()


class Server:
    """Answers every request with one completion, and notes its first line; a proxy, where it is asked as one."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        seen = self.seen = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                seen.append(f"{self.command} {self.path}")
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(200)
                self.send_header("Content-Length", str(len(ANSWER)))
                self.end_headers()
                self.wfile.write(ANSWER)

            def do_CONNECT(self) -> None:
                seen.append(f"{self.command} {self.path}")
                self.send_error(502)

            def log_message(self, *args: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def server(monkeypatch) -> Iterator[Server]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    running = Server()
    yield running
    running.close()


def ask(base_url: str) -> Any:
    async def run() -> Any:
        async def connect() -> Endpoint:
            return Endpoint(base_url, "m", "k", 5.0)

        asker = LiveAsker("openai/m", "m", Kept(), Gate(1, max_outage_s=0), connect)
        try:
            return await asker.ask(question(), Tally())
        finally:
            await asker.close()

    return asyncio.run(run())


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_a_proxy_is_gone_through(server, monkeypatch, variable):
    monkeypatch.setenv(variable, f"http://127.0.0.1:{server.port}")

    assert ask("http://model.invalid/v1").answer == "nobody"
    assert server.seen == ["POST http://model.invalid/v1/chat/completions"]


def test_an_encrypted_endpoint_is_reached_by_a_tunnel(server, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.port}")
    with pytest.raises(errors.UnavailableError, match=r"model\.invalid cannot be reached: 502"):
        ask("https://model.invalid/v1")

    assert set(server.seen) == {"CONNECT model.invalid:443"}


def test_no_proxy_makes_an_exception(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{server.port}")
    monkeypatch.setenv("NO_PROXY", "model.invalid")
    with pytest.raises(errors.UnavailableError):
        ask("http://model.invalid/v1")

    assert server.seen == []


def test_what_runs_on_this_machine_is_never_asked_for_at_a_proxy(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    assert ask(f"http://127.0.0.1:{server.port}/v1").answer == "nobody"
    assert server.seen == ["POST /v1/chat/completions"]
    assert proxy_for("http://localhost:1/v1") is None
    assert proxy_for("http://model.invalid/v1") == "http://127.0.0.1:9"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    path = tmp_path / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
               "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(tmp_path / "key"), "-out", str(path)]  # fmt: skip
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no openssl here")
    return path


def test_a_certificate_of_one_s_own_is_trusted_by_its_file_and_no_other(certificate, monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.parent / "key")
    running = Server(context)
    url = f"https://127.0.0.1:{running.port}/v1"
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with pytest.raises(errors.TlsError):
        ask(url)
    assert running.seen == []
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    assert ask(url).answer == "nobody"
    running.close()


def test_a_file_of_a_batch_endpoint_may_be_larger_than_any_answer(monkeypatch):
    import httpx2

    class Large(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request):
            return httpx2.Response(200, content=b" " * (MAX_BODY + 9))

    async def size(path: str) -> int:
        pool = CappedTransport(1)
        pool._pools = [Large()]
        response = await pool.handle_async_request(httpx2.Request("GET", f"http://x/v1/{path}"))
        return len(await response.aread())

    assert asyncio.run(size("files/f/content")) == MAX_BODY + 9
    with pytest.raises(errors.OversizeError):
        asyncio.run(size("chat/completions"))


def test_only_the_headers_that_are_needed_go_out():
    pool = Pool([completion('{"answer": "nobody"}')])
    asyncio.run(client(pool).ask(question(), Tally()))
    (sent,) = pool.requests

    assert sent.headers["authorization"] == "Bearer sk-canary-123"
    assert sent.headers["accept-encoding"] == "identity"
    assert sent.headers["content-type"] == "application/json"
    assert not [name for name in sent.headers if name.startswith("x-stainless")]
    assert (sent.method, str(sent.url)) == ("POST", "http://127.0.0.1:9/v1/chat/completions")


def test_a_key_that_is_refused_is_sent_once():
    pool = Pool([error(401)])

    async def run() -> None:
        one = client(pool)
        for number in range(3):
            with pytest.raises(errors.KeyRefusedError):
                await one.ask(question(f"{number}"), Tally())

    asyncio.run(run())
    assert len(pool.bodies) == 1


def test_requests_are_spread_over_small_pools_and_their_places_freed():
    import httpx2

    class Counting(httpx2.AsyncBaseTransport):
        def __init__(self) -> None:
            self.calls = 0

        async def handle_async_request(self, request):
            self.calls += 1
            if request.url.path.endswith("down/chat/completions"):
                raise httpx2.ConnectError("down")
            return httpx2.Response(200, content=b"{}")

    async def run() -> None:
        pool = CappedTransport(12)
        assert len(pool._pools) == 3
        pool._pools = [Counting() for _ in pool._pools]
        going = [
            await pool.handle_async_request(httpx2.Request("POST", "http://x/v1/chat/completions")) for _ in range(5)
        ]
        assert [one.calls for one in pool._pools] == [2, 2, 1]
        assert pool._busy == [2, 2, 1]
        for response in going:
            await response.aclose()
            await response.aclose()
        assert pool._busy == [0, 0, 0]
        with pytest.raises(httpx2.ConnectError):
            await pool.handle_async_request(httpx2.Request("POST", "http://x/down/chat/completions"))
        assert pool._busy == [0, 0, 0]
        assert len(CappedTransport(1)._pools) == 1

    asyncio.run(run())


@pytest.mark.parametrize(("host", "told"), [("ollama", False), ("openai", True)])
def test_hosts_that_never_cut_a_prompt_off_are_believed(host, told):
    little = {"prompt_tokens": 50, "completion_tokens": 20, "total_tokens": 70}
    long = question("word " * 2000)
    answer = completion('{"answer": "nobody"}', usage=little)

    async def run() -> bool:
        with suppress(errors.TooLongError):
            await client(Pool([answer]), host=HOSTS[host]).ask(long, Tally())
            return True
        return False

    assert asyncio.run(run()) is told


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("identity", b"words"),
        ("", b"words"),
        ("GZIP", gzip.compress(b"words", mtime=0)),
        ("deflate", zlib.compress(b"words")),
    ],
)
def test_an_answer_is_unpacked_and_keeps_what_else_is_said_of_it(encoding, packed):
    import httpx2

    class Fixed(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request):
            headers = {"retry-after": "7"} | ({"content-encoding": encoding} if encoding else {})
            return httpx2.Response(429, headers=headers, stream=httpx2.ByteStream(packed))

    async def run() -> Any:
        pool = CappedTransport(1)
        pool._pools = [Fixed()]
        response = await pool.handle_async_request(httpx2.Request("POST", "http://x/v1/chat/completions"))
        return response.status_code, response.headers["retry-after"], await response.aread()

    assert asyncio.run(run()) == (429, "7", b"words")


def test_a_packing_that_was_not_accepted_is_refused():
    import httpx2

    class Odd(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request):
            return httpx2.Response(200, headers={"content-encoding": "br"}, stream=httpx2.ByteStream(b"x"))

    async def run() -> None:
        pool = CappedTransport(1)
        pool._pools = [Odd()]
        with pytest.raises(errors.ProtocolError, match="the endpoint sent br where none was accepted"):
            await pool.handle_async_request(httpx2.Request("POST", "http://x/v1/chat/completions"))
        assert pool._busy == [0]

    asyncio.run(run())
