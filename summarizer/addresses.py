"""Fetch a page by its address, where a user asked for that: public web hosts only, checked at every hop.

The name is resolved once, the address that came out is checked, and the connection goes to that very address: a name
that resolves to something else a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urljoin, urlsplit

from summarizer.documents import MAX_DOCUMENT_BYTES
from summarizer.errors import ArticleError, ArticleMissingError
from summarizer.printable import printable

MAX_REDIRECTS = 5
"""Most redirects that are followed."""
TIMEOUT_S = 20.0
"""For the connection, and for each read."""
_PORTS = {"http": 80, "https": 443}
_ALLOWED_PORTS = (80, 443)


def is_address(word: str) -> bool:
    """Tell whether a command line word is a web address."""
    return word.lower().startswith(("http://", "https://"))


def fetch(url: str) -> bytes:
    """Fetch a page.

    Args:
        url: `http://` or `https://`; its host must be public.

    Returns:
        The body, as sent, at most `MAX_DOCUMENT_BYTES`.

    Raises:
        ArticleMissingError: It cannot be reached, or answers with an error.
        ArticleError: It leads to a private address, redirects too often, or sends too much.
    """
    first = url
    for _ in range(MAX_REDIRECTS + 1):
        status, location, body = _get(url)
        if location is None:
            if status != 200:
                raise ArticleMissingError(f"{_shown(first)} answers {status}", hint="open it in a browser and save it")
            return body
        url = urljoin(url, location)
    raise ArticleError(f"{_shown(first)} redirects more than {MAX_REDIRECTS} times", hint="give the final address")


def public_address(host: str, port: int) -> str:
    """Resolve a host to an address that anybody on the internet could reach.

    Raises:
        ArticleMissingError: The name does not resolve.
        ArticleError: One of its addresses is private, loopback, link-local, multicast or reserved.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ArticleMissingError(f"{_shown(host)} cannot be found", hint="check the address") from None
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        ip = ipaddress.ip_address(address.partition("%")[0])
        inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
        if not ip.is_global or not inner.is_global or ip.is_multicast:
            raise ArticleError(
                f"{_shown(host)} leads to {address}, which is not public", hint="save the page and give the file"
            )
    return addresses[0]


def _get(url: str) -> tuple[int, str | None, bytes]:
    """Send one request; give status, where it redirects to, and the body."""
    try:
        import urllib3
    except ImportError:
        raise ArticleError("fetching needs urllib3", hint='pip install ".[documents]"') from None

    parts = urlsplit(url)
    try:
        host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        host, port = "", 0
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        raise ArticleError(f"{_shown(url)} is no plain http or https address", hint="https://HOST/PATH")
    if port not in _ALLOWED_PORTS:
        raise ArticleError(f"{_shown(url)} names port {port}", hint="only 80 and 443 are fetched from")
    address = public_address(host, port)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    timeout = urllib3.Timeout(connect=TIMEOUT_S, read=TIMEOUT_S)
    pool = (
        urllib3.HTTPSConnectionPool(address, port, timeout=timeout, server_hostname=host, assert_hostname=host)
        if parts.scheme == "https"
        else urllib3.HTTPConnectionPool(address, port, timeout=timeout)
    )
    with pool:
        try:
            answer = pool.request(
                "GET", path, headers={"Host": parts.netloc, "User-Agent": "grounded-summarizer"},
                redirect=False, retries=False, preload_content=False,
            )  # fmt: skip
            location = answer.headers.get("location") if answer.status in (301, 302, 303, 307, 308) else None
            body = b"" if location else answer.read(MAX_DOCUMENT_BYTES + 1, decode_content=True)
            answer.close()
        except urllib3.exceptions.HTTPError as error:
            raise ArticleMissingError(
                f"{_shown(url)} cannot be fetched: {type(error).__name__}", hint="save the page and give the file"
            ) from None
    if len(body) > MAX_DOCUMENT_BYTES:
        raise ArticleError(f"{_shown(url)} sends more than {MAX_DOCUMENT_BYTES // 2**20} MiB")
    return answer.status, location, body


def _shown(url: str) -> str:
    return repr(printable(url)[:200])
