"""Addresses are fetched only when asked for, from public hosts only, at every hop."""

from __future__ import annotations

import http.server
import socket
import threading
from contextlib import suppress

import pytest

from summarizer import addresses, cli
from summarizer.addresses import fetch, public_address
from summarizer.errors import ArticleError, ArticleMissingError

PRIVATE = [
    "127.0.0.1", "10.0.0.7", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "::1", "fe80::1", "fd00::1", "::ffff:169.254.169.254", "2002:7f00:1::",
]  # fmt: skip


@pytest.fixture
def names(monkeypatch):
    """A stand-in for the resolver: name → addresses, in the order they are asked for."""
    known: dict[str, list[list[str]]] = {}

    def resolve(host, port, *_, **__):
        answers = known.get(host, [[host]])
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", resolve)
    return known


@pytest.mark.parametrize("address", PRIVATE)
def test_no_name_leads_to_a_private_address(names, address):
    names["news.example"] = [["93.184.215.14", address]]
    with pytest.raises(ArticleError, match="not public"):
        public_address("news.example", 443)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://news.example/a", "https://", "http://user:secret@news.example/", "gopher://x",
        "http://news.example:22/", "http://news.example:99999/", "http:///x",
    ],
)  # fmt: skip
def test_only_plain_web_addresses_are_fetched(names, url):
    names["news.example"] = [["93.184.215.14"]]
    with pytest.raises(ArticleError):
        fetch(url)


class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.seen.append((self.headers["Host"], self.path))
        to = {"/moved": "/story", "/inside": "http://metadata.internal/latest", "/loop": "/loop"}.get(self.path)
        self.send_response(302 if to else 200 if self.path != "/gone" else 404)
        if to:
            self.send_header("Location", to)
        body = b"" if to else b"x" * 30_000_000 if self.path == "/huge" else b"<html>A story</html>"
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site(monkeypatch):
    """A real web server on loopback, which the guard is told to take for a public one."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.seen = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    guard = addresses.public_address

    def stand_in(host, port):
        return "127.0.0.1" if host == "news.example" else guard(host, port)

    monkeypatch.setattr(addresses, "public_address", stand_in)
    monkeypatch.setitem(addresses._PORTS, "http", server.server_address[1])
    monkeypatch.setattr(addresses, "_ALLOWED_PORTS", (server.server_address[1],))
    yield server
    server.shutdown()
    server.server_close()


def test_a_page_is_fetched_through_redirects_under_its_own_name(site):
    assert fetch("http://news.example/moved") == b"<html>A story</html>"
    assert site.seen == [("news.example", "/moved"), ("news.example", "/story")]


def test_a_redirect_inside_is_refused(site, names):
    names["metadata.internal"] = [["169.254.169.254"]]
    with pytest.raises(ArticleError, match="not public"):
        fetch("http://news.example/inside")


@pytest.mark.parametrize(("path", "says"), [("loop", "redirects more"), ("huge", "MiB"), ("gone", "answers 404")])
def test_endless_huge_and_missing_pages_end_in_one_line(site, path, says):
    with pytest.raises((ArticleError, ArticleMissingError), match=says):
        fetch(f"http://news.example/{path}")


def test_nothing_is_fetched_unasked(capsys, monkeypatch):
    monkeypatch.setattr(addresses, "fetch", lambda _: pytest.fail("fetched"))
    with pytest.raises(SystemExit) as stop:
        cli.run(["https://news.example/story", "--recordings", "fixtures/recordings"])
    assert stop.value.code == 65
    assert "--fetch" in capsys.readouterr().err
