"""Encrypted connections that cannot be trusted, or never come about: one line, soon, and nothing is sent."""

from __future__ import annotations

import os
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from summarizer import addresses, cli, tls
from summarizer.errors import ArticleMissingError, SettingsError
from summarizer.model.pool import proxy_for

KEY = "sk-canary-0123456789"
NOW = datetime.now(UTC)
RAW = {
    "cut": b"",
    "half a hello": b"\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03",
    "no TLS": b"HTTP/1.1 400 Bad Request\r\n\r\n",
    "noise": bytes(200),
    "an alert": b"\x15\x03\x03\x00\x02\x02\x28",
    "TLS 1.0": b"\x15\x03\x01\x00\x02\x02\x46",
}
"""What a server says to the client's hello before it hangs up."""


class Server:
    """Answers a TLS hello with one of its certificates or with some bytes; notes every request it gets to read."""

    def __init__(self, how: str, authority: trustme.CA) -> None:
        self.how, self.seen, self.hellos = how, [], 0
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if how not in RAW:
            name = "other.example" if how == "another name" else "127.0.0.1"
            ends = NOW - timedelta(days=1) if how == "expired" else NOW + timedelta(days=9)
            begins = NOW + timedelta(days=5) if how == "not yet valid" else NOW - timedelta(days=9)
            signed = trustme.CA() if how == "unknown" else authority
            signed.issue_cert(
                name, "localhost" if name[0] == "1" else name, not_before=begins, not_after=ends
            ).configure_cert(self._context)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(peer,), daemon=True).start()

    def _one(self, peer: socket.socket) -> None:
        self.hellos += 1
        try:
            if self.how in RAW:
                self.seen.append(peer.recv(5)[:4]) if self.how == "cut" else peer.recv(9000)
                peer.sendall(RAW[self.how])
                if self.how == "cut":
                    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                time.sleep(0.1)
            else:
                inner = self._context.wrap_socket(peer, server_side=True)
                self.seen.append(inner.recv(9000))
        except OSError:
            pass
        finally:
            peer.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def serve(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Server]]:
    running: list[Server] = []
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SUMMARIZE_API_KEY", KEY)

    def start(how: str) -> Server:
        running.append(Server(how, authority))
        return running[-1]

    yield start
    for server in running:
        server.close()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("The mayor said on Monday that the harbour stays closed for another week.\n")
    return path


def asked(article: Path, url: str, capfd: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """Ask an endpoint about an article; give the exit code and the lines on standard error but the first."""
    with pytest.raises(SystemExit) as stop:
        cli.run([str(article), "--no-cache", "--base-url", url, "--model", "m", "--timeout", "5"])
    out, said = capfd.readouterr()
    assert not out
    assert KEY not in said
    return int(str(stop.value.code)), said.splitlines()[1:]


@pytest.mark.parametrize(
    ("how", "why", "hint"),
    [
        ("unknown", "unable to get local issuer certificate", "export SSL_CERT_FILE="),
        ("expired", "certificate has expired", "it has to be renewed there"),
        ("not yet valid", "certificate is not yet valid", "set this machine's clock"),
        ("another name", "certificate is not valid for '127.0.0.1'", "--base-url https://HOST/v1"),
        ("half a hello", "EOF", "check the certificate and the URL"),
        ("no TLS", "wrong version number", "--base-url http://127.0.0.1:"),
        ("noise", "wrong version number", "if it speaks without TLS: --base-url http://127.0.0.1:"),
        ("an alert", "handshake failure", "check the certificate and the URL"),
        ("TLS 1.0", "protocol version", "it has to speak TLS 1.2 or newer"),
    ],
)
def test_an_endpoint_without_trust_is_sent_nothing_and_named(serve, article, capfd, how, why, hint):
    server, began = serve(how), time.monotonic()
    code, lines = asked(article, f"https://127.0.0.1:{server.port}/v1", capfd)

    assert (code, len(lines)) == (69, 1)
    assert f"127.0.0.1:{server.port}: the TLS connection failed: " in lines[0]
    assert why in lines[0]
    assert hint in lines[0].partition(" — ")[2]
    assert "_ssl.c" not in lines[0]
    assert server.seen == []
    assert server.hellos == 2  # a stale connection is opened once more; the question itself is not asked again
    assert time.monotonic() - began < 30


def test_a_handshake_that_is_cut_is_an_outage(serve, article, capfd, monkeypatch):
    monkeypatch.setattr("random.uniform", lambda low, high: 0.0)
    server = serve("cut")
    code, lines = asked(article, f"https://127.0.0.1:{server.port}/v1", capfd)

    assert (code, len(lines)) == (69, 1)
    assert "cannot be reached" in lines[0]
    assert set(server.seen) == {b"\x16\x03\x01\x02"}  # hellos, and no request


def test_an_endpoint_that_wants_tls_and_hangs_up_is_told_by_its_address(serve, article, capfd, monkeypatch):
    monkeypatch.setattr("random.uniform", lambda low, high: 0.0)
    server = serve("valid")
    code, lines = asked(article, f"http://127.0.0.1:{server.port}/v1", capfd)

    assert (code, len(lines)) == (69, 1)
    assert f"if it wants TLS: --base-url https://127.0.0.1:{server.port}/v1; else" in lines[0]


def test_an_endpoint_that_is_trusted_is_asked(serve, article, capfd, monkeypatch):
    monkeypatch.setattr("random.uniform", lambda low, high: 0.0)
    server = serve("valid")
    asked(article, f"https://127.0.0.1:{server.port}/v1", capfd)

    assert server.seen[0].startswith(b"POST /v1/chat/completions")


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("unknown", "unable to get local issuer certificate"), ("expired", "certificate has expired"), ("another name", "doesn't match"),
        ("no TLS", "wrong version number"), ("TLS 1.0", "protocol version"), ("an alert", "handshake failure"),
        ("half a hello", "EOF"), ("cut", "the connection broke off"),
    ],
)  # fmt: skip
def test_a_page_without_trust_is_not_fetched(serve, monkeypatch, how, why):
    server = serve(how)
    monkeypatch.setattr(addresses, "public_addresses", lambda *_: ["127.0.0.1"])
    monkeypatch.setattr(addresses, "_ALLOWED_PORTS", (server.port,))
    with pytest.raises(ArticleMissingError, match=r"cannot be fetched: .*" + why) as caught:
        addresses.fetch(f"https://localhost:{server.port}/story")

    assert caught.value.hint == "save the page and give the file"
    assert "_ssl.c" not in caught.value.message
    assert [line for line in server.seen if line.startswith(b"GET")] == []


def test_a_page_that_waits_is_given_up(serve, monkeypatch):
    waits = socket.create_server(("127.0.0.1", 0))
    port = waits.getsockname()[1]
    monkeypatch.setattr(addresses, "public_addresses", lambda *_: ["127.0.0.1"])
    monkeypatch.setattr(addresses, "_ALLOWED_PORTS", (port,))
    monkeypatch.setattr(addresses, "TIMEOUT_S", 0.3)
    with pytest.raises(ArticleMissingError, match="nothing came for too long"):
        addresses.fetch(f"http://localhost:{port}/story")
    waits.close()


@pytest.mark.parametrize("kind", ["missing", "text", "empty", "folder", "pipe", "device"])
def test_certificates_that_cannot_be_used_are_named_before_anything_is_sent(
    serve, article, capfd, monkeypatch, tmp_path, kind
):
    named = Path("/dev/zero") if kind == "device" else tmp_path / kind
    if kind in ("text", "empty"):
        named.write_text("no certificate" * (kind == "text"))
    elif kind == "folder":
        named.mkdir()
    elif kind == "pipe":
        os.mkfifo(named)
    monkeypatch.setenv("SSL_CERT_FILE", str(named))
    code, lines = asked(article, "https://127.0.0.1:9/v1", capfd)

    assert (code, len(lines)) == (78, 1)
    assert lines[0].startswith(f"summarize: SSL_CERT_FILE {str(named)!r} ")
    assert "PEM" in lines[0]


def test_a_key_log_that_cannot_be_written_is_named(monkeypatch, tmp_path):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path))
    with pytest.raises(SettingsError, match=r"SSLKEYLOGFILE .* cannot be used: Is a directory"):
        tls.trusted(ssl.create_default_context)


def test_a_page_is_not_fetched_with_certificates_that_would_be_waited_for(monkeypatch, tmp_path):

    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "pipe"))
    monkeypatch.setattr(addresses, "public_addresses", lambda *_: ["127.0.0.1"])
    with pytest.raises(SettingsError, match="is no file"):
        addresses.fetch("https://localhost/story")


@pytest.mark.parametrize(
    "proxy", ["garbage", "ftp://127.0.0.1:9", "http://[::1", "http://127.0.0.1:99999", "://", "http://", "http://:9"]
)
def test_a_proxy_that_is_none_is_named_before_anything_is_sent(article, capfd, monkeypatch, proxy):
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    code, lines = asked(article, "https://model.invalid/v1", capfd)

    assert code == 78
    assert lines == [
        "summarize: HTTPS_PROXY names no proxy that can be gone through — "
        "export HTTPS_PROXY=http://HOST:PORT, or unset it; https_proxy is the same"
    ]


def test_a_proxy_that_needs_more_than_is_installed_is_named(monkeypatch):
    monkeypatch.setattr("summarizer.model.pool.find_spec", lambda name: None)
    monkeypatch.setenv("ALL_PROXY", "socks5://proxy.invalid:1080")
    with pytest.raises(SettingsError, match="ALL_PROXY names a SOCKS proxy, which needs socksio"):
        proxy_for("https://model.invalid/v1")


def test_the_password_of_a_proxy_is_shown_nowhere(monkeypatch):
    from summarizer.redact import redact

    monkeypatch.setenv("HTTPS_PROXY", "http://user:pass%2Fword-1234567890@proxy.invalid:3128")

    assert proxy_for("https://model.invalid/v1") == "http://user:pass%2Fword-1234567890@proxy.invalid:3128"
    assert "pass" not in redact("407 for user:pass%2Fword-1234567890 and pass/word-1234567890")


def test_doctor_says_what_keeps_tls_from_coming_about(serve, capfd, monkeypatch, tmp_path):
    server = serve("expired")
    with pytest.raises(SystemExit) as stop:
        cli.run(["doctor", "--model", "m", "--base-url", f"https://127.0.0.1:{server.port}/v1"])
    said = capfd.readouterr().out
    assert stop.value.code == 69
    assert "the TLS connection failed: certificate has expired" in said
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path))
    with pytest.raises(SystemExit) as stop:
        cli.run(["doctor", "--model", "m", "--base-url", f"https://127.0.0.1:{server.port}/v1"])
    assert stop.value.code == 78
    assert "is no file → name a file of certificates" in capfd.readouterr().out


def test_a_reason_is_one_short_line():
    assert tls.reason(OSError("a\nb \x1b[31m" + "c" * 300)) == "a b \\x1b[31m" + "c" * 148
