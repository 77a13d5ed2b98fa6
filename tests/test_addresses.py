"""Addresses are fetched only when asked for, from public hosts only, at every hop, within a deadline."""

from __future__ import annotations

import http.server
import ipaddress
import random
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import addresses, cli
from summarizer.addresses import fetch, public_addresses, target
from summarizer.errors import AddressError, ArticleError, ArticleMissingError, SummarizerError
from summarizer.special_purpose import IPV4, IPV6, special_purpose

PUBLIC = "93.184.215.14"
REGISTRY = [
    line.split(",")
    for line in (Path(__file__).parent / "iana-special-registries.csv").read_text().splitlines()
    if not line.startswith("#")
]
PRIVATE = [
    "127.0.0.1", "10.0.0.7", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "::1", "fe80::1", "fd00::1", "::ffff:169.254.169.254", "2002:7f00:1::", "168.63.129.16",
]  # fmt: skip
LOOPBACK_INSIDE = [
    "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b:1::127.0.0.1",
    "2002:7f00:1::1", "2001:0:7f00:1::", "2001:0:5db8:d70e::80ff:fffe", "2606:4700::5efe:127.0.0.1",
    "2606:4700::200:5efe:127.0.0.1",
]  # fmt: skip


def some(block: str) -> list[str]:
    """First, last and twenty other addresses of a block."""
    network, dice = ipaddress.ip_network(block), random.Random(block)
    places = {0, network.num_addresses - 1, *(dice.randrange(network.num_addresses) for _ in range(20))}
    return [str(network[place]) for place in places]


@pytest.mark.parametrize(("block", "name"), [(block, name) for block, name, _ in REGISTRY if block != "64:ff9b::/96"])
def test_every_row_of_the_registries_is_refused(block, name):
    assert [a for a in some(block) if special_purpose(a) is None] == [], name


@pytest.mark.parametrize("block", [*IPV4, *IPV6])
def test_every_row_of_the_table_is_refused(block):
    assert all(special_purpose(address) for address in some(block))


@pytest.mark.parametrize(
    ("address", "purpose"),
    [
        ("::", "unspecified"), ("::1", "loopback"), ("::8.8.8.8", "IPv4-compatible"), ("::ffff:8.8.8.8", "IPv4-mapped"),
        ("::ffff:0:8.8.8.8", "IPv4-translated"), ("64:ff9b:1::8.8.8.8", "local NAT64"), ("100::1", "discard only"),
        ("100:0:0:1::1", "dummy prefix"), ("5f00::1", "segment routing"), ("fd00::1", "unique local"),
        ("fe80::1", "link-local"), ("fec0::1", "site-local"), ("ff02::1", "multicast"), ("2001:0:4136::", "Teredo"),
        ("2002:808:808::", "6to4"), ("168.63.129.16", "cloud metadata"), ("4000::1", "not given out"),
        ("64:ff9b:1::10.0.0.1", "private use, as local NAT64"),
    ],
)  # fmt: skip
def test_the_reason_says_what_the_range_is_for(address, purpose):
    assert purpose in (special_purpose(address) or "")


@pytest.mark.parametrize("address", LOOPBACK_INSIDE)
def test_an_ipv4_address_inside_an_ipv6_one_is_seen(address):
    assert "loopback" in (special_purpose(address) or "")


def test_a_nat64_address_is_as_public_as_the_host_behind_it():
    assert special_purpose(f"64:ff9b::{PUBLIC}") is None
    for block in IPV4:
        for address in some(block):
            assert special_purpose(f"64:ff9b::{address}"), address


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "8.8.8.8", "2606:4700:4700::1111", "2a00:1450:4001:80b::200e"])
def test_public_hosts_are_public(address):
    assert special_purpose(address) is None


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_what_python_takes_for_not_global_is_refused_too(address):
    known = address.version == 6 and address in ipaddress.IPv6Network("64:ff9b::/96")
    if not known and (not address.is_global or address.is_multicast or address.is_reserved):
        assert special_purpose(str(address))


@given(st.integers(0, 2**128 - 1).map(ipaddress.IPv6Address))
def test_outside_of_what_is_given_out_only_nat64_is_public(address):
    if address not in ipaddress.IPv6Network("2000::/3") and address not in ipaddress.IPv6Network("64:ff9b::/96"):
        assert special_purpose(str(address))


def test_an_address_with_a_zone_is_not_public():
    assert special_purpose("2606:4700:4700::1111%eth0")


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
    names["news.example"] = [[PUBLIC, address]]
    with pytest.raises(ArticleError, match="not public"):
        public_addresses("news.example", 443)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "0177.0.0.1", "localhost"])
def test_other_spellings_of_loopback_lead_there_too(host):
    with pytest.raises(SummarizerError, match="not public"):
        fetch(f"http://{host}/")


MALFORMED = [
    "file:///etc/passwd", "ftp://news.example/a", "https://", "http://user:sesame@news.example/", "gopher://x",
    "http://sesame@news.example/", "http://news.example:99999/", "http:///x", "http://news.example:x/", "http://[::1/",
    "http://[::zz]/", "http://news..example/", "http://.example/", "http://ex ample/", "http://news.example/a b",
    "http://news.example\\@127.0.0.1/", "http://news.example/\r\nX: y", "http://news.example/\x00", "http://-a.example/",
    "http://a\u00a0b.example/", f"http://{'a' * 64}.example/", f"http://news.example/{'a' * 9000}", "http://:80/",
    "http://news.example:0/", "http://[fe80::1%25eth0]/", "http://\u202enews.example/", "http://\ud800.example/",
    "http://news.example:-1/", "http://?q", "http://#f", "http://%6c%6f/",
]  # fmt: skip


@pytest.mark.parametrize("url", MALFORMED)
def test_a_malformed_address_is_a_usage_error_in_one_line(url, capsys, monkeypatch):
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: pytest.fail("resolved"))
    with pytest.raises(SystemExit) as stop:
        cli.run(["--fetch", url, "--recordings", "fixtures/recordings"])
    out, err = capsys.readouterr()

    assert stop.value.code == 2
    assert out == ""
    assert len(err.splitlines()) == 1, "what happened, and what to type"
    assert "sesame" not in err


@given(st.text(max_size=60))
def test_whatever_follows_the_scheme_is_an_address_or_a_usage_error(rest):
    with suppress(AddressError):
        found = target(f"http://{rest}")
        assert found.path.isascii()
        assert found.host.isascii()


def test_a_name_in_another_script_is_asked_for_as_the_network_knows_it():
    found = target("https://bücher.example/ä?q=ö")

    assert (found.netloc, found.path) == ("xn--bcher-kva.example", "/%C3%A4?q=%C3%B6")


def test_no_other_port_is_fetched_from(names):
    names["news.example"] = [[PUBLIC]]
    with pytest.raises(ArticleError, match="port 22"):
        fetch("http://news.example:22/")


class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.seen.append((self.headers["Host"], self.path))
        to = {
            "/moved": "/story", "/inside": "http://metadata.internal/latest", "/loop": "/loop",
            "/nowhere": "http://[::1", "/umlaut": "/bücher–a".encode().decode("latin-1"), "/login": "http://user:sesame@news.example/",
        }.get(self.path)  # fmt: skip
        if self.path == "/drip-head":
            with suppress(OSError):
                for _ in range(100):
                    self.wfile.write(b"H")
                    time.sleep(0.1)
            return
        self.send_response(302 if to else 200 if self.path != "/gone" else 404)
        if to:
            self.send_header("Location", to)
        body = b"" if to else b"x" * 30_000_000 if self.path == "/huge" else b"<html>A story</html>"
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):
            if self.path == "/drip":
                for byte in body * 10:
                    self.wfile.write(bytes([byte]))
                    time.sleep(0.1)
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site(monkeypatch):
    """A real web server on loopback, which the guard is told to take for a public one."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.seen = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    guard = addresses.public_addresses
    server.found = ["127.0.0.1"]

    def stand_in(host, port):
        return server.found if host == "news.example" else guard(host, port)

    port = server.server_address[1]
    monkeypatch.setattr(addresses, "public_addresses", stand_in)
    monkeypatch.setitem(addresses._PORTS, "http", port)
    monkeypatch.setattr(addresses, "_ALLOWED_PORTS", (port,))
    yield server
    server.shutdown()
    server.server_close()


def test_a_page_is_fetched_through_redirects_under_its_own_name(site):
    assert fetch("http://news.example/moved") == b"<html>A story</html>"
    assert site.seen == [("news.example", "/moved"), ("news.example", "/story")]


def test_the_connection_goes_to_the_number_that_was_checked(site, monkeypatch):
    """DNS rebinding: after the check no name is resolved any more."""
    resolve = socket.getaddrinfo
    asked = []

    def watched(host, *more, **named):
        asked.append(host)
        return resolve(host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", watched)
    fetch("http://news.example/story")

    assert set(asked) == {"127.0.0.1"}


def test_where_the_first_address_does_not_answer_the_next_one_is_asked(site):
    site.found = ["::1", "127.0.0.1"]  # nobody listens on the first

    assert fetch("http://news.example/story") == b"<html>A story</html>"


def test_a_redirect_inside_is_refused(site, names):
    names["metadata.internal"] = [["169.254.169.254"]]
    with pytest.raises(ArticleError, match="not public"):
        fetch("http://news.example/inside")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("loop", "redirects more"), ("huge", "MiB"), ("gone", "answers 404"), ("nowhere", "no plain web address"),
        ("login", "no plain web address"),
    ],
)  # fmt: skip
def test_endless_huge_missing_and_malformed_pages_end_in_one_line(site, path, says):
    with pytest.raises((ArticleError, ArticleMissingError), match=says) as caught:
        fetch(f"http://news.example/{path}")
    assert "sesame" not in caught.value.message


@pytest.mark.parametrize("path", ["drip", "drip-head"])
def test_a_page_that_drips_ends_at_the_deadline(site, monkeypatch, path):
    monkeypatch.setattr(addresses, "DEADLINE_S", 0.5)
    began = time.monotonic()
    with pytest.raises(ArticleMissingError, match="did not arrive"):
        fetch(f"http://news.example/{path}")
    assert time.monotonic() - began < 3


def test_a_resolver_that_hangs_ends_at_the_deadline(monkeypatch):
    monkeypatch.setattr(addresses, "DEADLINE_S", 0.3)
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: time.sleep(5))
    began = time.monotonic()
    with pytest.raises(ArticleMissingError, match="did not arrive"):
        fetch("http://news.example/")
    assert time.monotonic() - began < 3


def test_nothing_is_fetched_unasked(capsys, monkeypatch):
    monkeypatch.setattr(addresses, "fetch", lambda _: pytest.fail("fetched"))
    with pytest.raises(SystemExit) as stop:
        cli.run(["https://news.example/story", "--recordings", "fixtures/recordings"])
    assert stop.value.code == 65
    assert "--fetch" in capsys.readouterr().err


@pytest.mark.parametrize(
    "url", ["http://[::1].example/", "http://[::1]x/", "http://x[::1]/", "http:/127.0.0.1/", "http:\\\\127.0.0.1/", " http://a.example/"]
)  # fmt: skip
def test_what_stands_beside_brackets_or_misses_slashes_is_no_address(url):
    assert addresses.is_address(url)
    with pytest.raises(AddressError):
        target(url)


@pytest.mark.parametrize("word", ["http:", "http.txt", "a.txt", "./http://a", "notes: http://a.example"])
def test_a_file_is_no_address(word):
    assert not addresses.is_address(word)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("faß.example", "xn--fa-hia.example"), ("ﬁsh.example", "fish.example"), ("BÜCHER.example", "xn--bcher-kva.example"),
        ("127。0．0｡1", "127.0.0.1"), ("１２７.0.0.1", "127.0.0.1"), ("①②⑦.0.0.1", "127.0.0.1"),
        ("ⓛocalhost", "localhost"), ("пример.example", "xn--e1afmkfd.example"),
    ],
)  # fmt: skip
def test_a_name_in_any_spelling_is_the_one_that_a_browser_would_ask_for(name, asked):
    assert target(f"http://{name}/").host == asked


def test_a_redirect_in_letters_of_another_script_is_followed(site):
    assert fetch("http://news.example/umlaut") == b"<html>A story</html>"
    assert site.seen[-1] == ("news.example", "/b%C3%BCcher%E2%80%93a")
