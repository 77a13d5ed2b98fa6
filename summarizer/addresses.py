"""Fetch a page by its address, where a user asked for that: public web hosts only, checked at every hop.

The name is resolved once, every address that came out is checked, and the connection goes to one of those very numbers:
a name that resolves to something else a moment later (DNS rebinding) gains nothing. Resolving, redirects, headers and
body together have `DEADLINE_S`: a server that sends a byte a second ends like one that sends none.
"""

from __future__ import annotations

import http.client
import ipaddress
import queue
import re
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import idna

from summarizer import tls
from summarizer.documents import MAX_DOCUMENT_BYTES
from summarizer.errors import AddressError, ArticleError, ArticleMissingError, SummarizerError
from summarizer.printable import printable
from summarizer.special_purpose import special_purpose

MAX_REDIRECTS = 5
"""Most redirects that are followed."""
MAX_ADDRESSES = 4
"""Most addresses of one host that are tried."""
TIMEOUT_S = 20.0
"""For a connection, and for each read."""
DEADLINE_S = 60.0
"""For all of a fetch: names, redirects, headers, body."""
MAX_LENGTH = 8192
"""Longest address taken for one, in characters."""
_PORTS = {"http": 80, "https": 443}
_ALLOWED_PORTS = (80, 443)
_BLOCK = 1 << 16
_BRACKETS = re.compile(r"(?:\[[^\[\]]*\]|[^\[\]:]*)(?::\d*)?")
"""A host and a port: nothing stands between a closing bracket and the port."""
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """An address taken apart, ready to be asked for."""

    scheme: str
    """`http` or `https`."""
    host: str
    """Name or number, in ASCII, without brackets."""
    port: int
    """From 1 to 65535."""
    path: str
    """Path and query, ASCII."""

    @property
    def netloc(self) -> str:
        """What the `Host` header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def is_address(word: str) -> bool:
    """Tell whether a command line word is an address and no file; of what kind is for `target` to say."""
    return bool(re.match(r"\s*(?:[a-z][a-z0-9+.-]*://|https?:[/\\])", word, re.IGNORECASE))


def target(url: str) -> Target:
    """Take an address apart.

    Args:
        url: As a user or a redirect gives it.

    Returns:
        Its parts.

    Raises:
        AddressError: It is malformed, or carries a name and password, which would be kept with the summary.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        if parts.username is not None or parts.password is not None:
            raise AddressError(
                f"{_shown(url)} carries a name or password, which would be kept with the summary",
                hint="leave it out, or save the page and give the file",
            )
        if re.search(r"[\s\x00-\x20\x7f\\]", url) or len(url) > MAX_LENGTH or not url.isprintable():
            raise ValueError("characters")
        if parts.scheme not in _PORTS or not host or "%" in host or port == 0 or not _BRACKETS.fullmatch(parts.netloc):
            raise ValueError("parts")
        host = str(ipaddress.IPv6Address(host)) if ":" in host else _ascii(host)
        path = quote(f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}", safe="%/:?#[]@!$&'()*+,;=~")
    except ValueError:
        raise AddressError(f"{_shown(url)} is no well-formed web address", hint="https://HOST/PATH") from None
    return Target(parts.scheme, host, port or _PORTS[parts.scheme], path)


def _ascii(host: str) -> str:
    """A host's name as the resolver and the certificate know it; ValueError where it is no name."""
    # As browsers do since 2008: `ß` is a letter of its own there, and leads to another host than `ss`.
    name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in name.removesuffix(".").split(".")):
        raise ValueError("host")
    return name


def fetch(url: str) -> bytes:
    """Fetch a page.

    Args:
        url: `http://` or `https://`; its host must be public.

    Returns:
        The body, as sent, at most `MAX_DOCUMENT_BYTES`.

    Raises:
        AddressError: It is malformed.
        ArticleMissingError: It cannot be reached, answers with an error, or takes longer than `DEADLINE_S`.
        ArticleError: It leads to a private address, redirects too often, or sends too much.
    """
    target(url)
    answer: queue.SimpleQueue[bytes | BaseException] = queue.SimpleQueue()
    ends = time.monotonic() + DEADLINE_S

    def work() -> None:
        try:
            answer.put(_follow(url, ends))
        except BaseException as error:  # noqa: BLE001 - handed to the caller, who waits for it
            answer.put(error)

    # A thread, because neither the resolver nor the reading of headers can be told when to give up; it is left behind.
    threading.Thread(target=work, name="fetch", daemon=True).start()
    try:
        found = answer.get(timeout=DEADLINE_S + 1)
    except queue.Empty:
        raise _too_slow(url) from None
    if isinstance(found, BaseException):
        raise found
    return found


def _follow(url: str, ends: float) -> bytes:
    first = url
    for _ in range(MAX_REDIRECTS + 1):
        status, location, body = _get(url, ends)
        if location is None:
            if status != 200:
                raise ArticleMissingError(f"{_shown(first)} answers {status}", hint="open it in a browser and save it")
            return body
        try:
            url = urljoin(url, location)
            target(url)
        except (ValueError, AddressError):
            raise ArticleError(
                f"{_shown(first)} redirects to {_shown(location)}, which is no plain web address",
                hint="give the final address",
            ) from None
    raise ArticleError(f"{_shown(first)} redirects more than {MAX_REDIRECTS} times", hint="give the final address")


def public_addresses(host: str, port: int) -> list[str]:
    """Resolve a host to addresses that anybody on the internet could reach.

    Args:
        host: Name or number.
        port: TCP port.

    Returns:
        Its addresses as numbers, in the resolver's order, at least one.

    Raises:
        ArticleMissingError: The name does not resolve.
        ArticleError: One of its addresses is special-purpose: private, loopback, documentation, a tunnel to one, ….
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        found = []
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses:
        raise ArticleMissingError(f"{_shown(host)} cannot be found", hint="check the address")
    for address in addresses:
        if purpose := special_purpose(address):
            raise ArticleError(
                f"{_shown(host)} leads to {address}, which is not public ({purpose})",
                hint="save the page and give the file",
            )
    return addresses


def _get(url: str, ends: float) -> tuple[int, str | None, bytes]:
    """Send one request; give status, where it redirects to, and the body."""
    try:
        import urllib3
    except ImportError:
        raise ArticleError("fetching needs urllib3", hint='pip install ".[documents]"') from None

    wanted = target(url)
    if wanted.port not in _ALLOWED_PORTS:
        raise ArticleError(f"{_shown(url)} names port {wanted.port}", hint="only 80 and 443 are fetched from")
    failed: SummarizerError | None = None
    for address in public_addresses(wanted.host, wanted.port)[:MAX_ADDRESSES]:
        try:
            return _ask(url, wanted, address, ends)
        except urllib3.exceptions.ConnectTimeoutError:  # NewConnectionError is one
            failed = ArticleMissingError(f"{_shown(url)} cannot be reached", hint="check the address and the network")
        except (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            failed = ArticleMissingError(
                f"{_shown(url)} cannot be fetched: {_why(error)}", hint="save the page and give the file"
            )
            break
    raise failed or AssertionError("unreachable")


def _ask(url: str, wanted: Target, address: str, ends: float) -> tuple[int, str | None, bytes]:
    """Ask one address, under the host's name; the connection goes to the number, so that nothing is resolved again."""
    import urllib3

    left = ends - time.monotonic()
    if left <= 0:
        raise _too_slow(url)
    timeout = urllib3.Timeout(connect=min(TIMEOUT_S, left), read=min(TIMEOUT_S, left))
    pool = (
        urllib3.HTTPSConnectionPool(
            address,
            wanted.port,
            timeout=timeout,
            server_hostname=wanted.host,
            assert_hostname=wanted.host,
            ssl_context=tls.trusted(ssl.create_default_context),
        )
        if wanted.scheme == "https"
        else urllib3.HTTPConnectionPool(address, wanted.port, timeout=timeout)
    )
    with pool:
        answer = pool.request(
            "GET", wanted.path, headers={"Host": wanted.netloc, "User-Agent": "grounded-summarizer"},
            redirect=False, retries=False, preload_content=False,
        )  # fmt: skip
        location = _location(answer.headers) if answer.status in (301, 302, 303, 307, 308) else None
        body = b"" if location else _body(answer, url, ends)
        answer.close()
    return answer.status, location, body


def _why(error: Exception) -> str:
    """Say in a few words why a page did not come."""
    inner = error.args[0] if error.args else None
    if type(error).__name__ == "SSLError" and isinstance(inner, Exception):
        return tls.reason(inner)
    known = {"ReadTimeoutError": "nothing came for too long", "ProtocolError": "the connection broke off"}
    return known.get(type(error).__name__, type(error).__name__)


def _location(headers: Any) -> str | None:
    """Where an answer redirects to: servers send UTF-8, and headers are read byte by byte."""
    said: str | None = headers.get("location")
    try:
        return said and said.encode("latin-1").decode()
    except UnicodeError:
        return said


def _body(answer: Any, url: str, ends: float) -> bytes:
    """Read a body, unpacked, block by block: at most so many bytes, at most so long."""
    body = bytearray()
    while block := answer.read(_BLOCK, decode_content=True):
        body += block
        if len(body) > MAX_DOCUMENT_BYTES:
            raise ArticleError(f"{_shown(url)} sends more than {MAX_DOCUMENT_BYTES // 2**20} MiB")
        if time.monotonic() > ends:
            raise _too_slow(url)
    return bytes(body)


def _too_slow(url: str) -> ArticleMissingError:
    return ArticleMissingError(
        f"{_shown(url)} did not arrive within {DEADLINE_S:.0f} s", hint="save the page and give the file"
    )


def _shown(url: str) -> str:
    """An address as it may be printed: without name and password."""
    return repr(printable(re.sub(r"(?<=//)[^/?#]*@", "", url))[:200])
