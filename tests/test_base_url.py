"""Addresses of models: IPv6 in brackets, and what is no address at all; named before anything is sent."""

from __future__ import annotations

import http.server
import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from summarizer import addresses, settings
from summarizer.errors import SettingsError
from summarizer.model.pool import CappedTransport

ANSWER = json.dumps(
    {
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": '{"answer": "nobody"}'}, "finish_reason": "stop"}
        ]
    }
)


class Six(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET6


@pytest.fixture
def six() -> Iterator[tuple[int, list[str]]]:
    """A server at the loopback address of IPv6: its port, and what it was asked as."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.do_GET()

        def do_GET(self) -> None:
            seen.append(f"{self.headers['host']} {self.path}")
            self.send_response(200)
            self.send_header("content-length", str(len(ANSWER)))
            self.end_headers()
            self.wfile.write(ANSWER.encode())

        def log_message(self, *_: Any) -> None: ...

    try:
        server = Six(("::1", 0), Handler)
    except OSError:
        pytest.skip("no IPv6 here")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, seen
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("host", ["[::1]", "[0:0:0:0:0:0:0:1]"])
def test_a_model_is_asked_at_an_address_of_ipv6(six: tuple[int, list[str]], host: str):
    import asyncio

    from onequestion import question

    from summarizer.cache import NoStore
    from summarizer.model.asker import LiveAsker
    from summarizer.model.gate import Gate
    from summarizer.provider import endpoint_of
    from summarizer.question import Tally

    port, seen = six
    chosen = settings.load(model="m", base_url=f"http://{host}:{port}/v1")

    async def ask() -> str:
        async def connect() -> Any:
            return endpoint_of(chosen)

        asker = LiveAsker("openai/m", "m", NoStore(), Gate(1), connect)
        try:
            return (await asker.ask(question(), Tally())).answer
        finally:
            await asker.close()

    assert asyncio.run(ask()) == "nobody"
    assert [line.rpartition(" ")[2] for line in seen] == ["/v1/chat/completions"]


def test_a_page_whose_host_has_ipv6_alone_is_fetched(six: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch):
    port, seen = six
    only = [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port, 0, 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: only)
    monkeypatch.setattr(addresses, "special_purpose", lambda _: None)
    monkeypatch.setattr(addresses, "_ALLOWED_PORTS", (port,))

    assert addresses.fetch(f"http://news.example:{port}/story") == ANSWER.encode()
    assert seen == [f"news.example:{port} /story"]


@pytest.mark.parametrize(
    "url",
    [
        "http://[::1:9/v1", "http://::1:9/v1", "http://[::1]9/v1", "http://[::1]:99999/v1", "http://[:::1]:9/v1", "http://[127.0.0.1]:9/v1",
        "http://[v1.a]:9/v1", "http://[]:9/v1", "http://x[::1]:9/v1", "http://[::1]x:9/v1", "[::1]:9/v1", "http://[::g]/v1", "http://[[::1]]/v1",
        "http://host name:9/v1", "http://127.0.0.1:9 /v1", "http://127.0.0.1:9/v1\n", "http://127.0.0.1:9\t/v1", "http://a\x01.example/v1",
        "http://\u202e127.0.0.1/v1", "http://127.0.0.1/v\udcff1", f"http://{'a' * 70_000}/v1", "http://127.0.0.1:-1/v1", "http://127.0.0.1:٣/v1",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_one_short_line(url: str):
    with pytest.raises(SettingsError, match="is no http address") as caught:
        settings.load(model="m", base_url=url)

    assert len(caught.value.message) < 300
    assert caught.value.hint == "--base-url https://HOST/v1"


@pytest.mark.parametrize("url", ["http://[fe80::1%eth0]:9/v1", "http://[fe80::1%25eth0]:9/v1", "https://[::1%251]/v1"])
def test_a_zone_is_no_part_of_an_address(url: str):
    with pytest.raises(SettingsError, match="names a zone, which no HTTP address has") as caught:
        settings.load(model="m", base_url=url)

    assert caught.value.hint == "name the host instead"


@pytest.mark.parametrize(
    "url", ["http://[::1]/v1", "http://[::1]:9/v1", "http://[::ffff:127.0.0.1]:9/v1", "http://[2001:DB8::1]/v1"]
)
def test_addresses_of_ipv6_are_taken_as_they_are(url: str):
    assert settings.load(model="m", base_url=url).base_url == url


@pytest.mark.parametrize("host", ["ü" * 80 + ".invalid", "a\u200d.invalid", "☃.invalid"])
def test_a_name_that_no_network_knows_in_its_script_is_named(host: str):
    with pytest.raises(SettingsError, match="is no http address: "):
        CappedTransport(1, f"https://{host}/v1")
