"""The network: answers cut at a size, several small connection pools instead of a large one.

Imported only when a model is asked: it brings the HTTP client with it.
"""

from __future__ import annotations

import ssl
import zlib
from collections.abc import AsyncIterator, Callable
from importlib.util import find_spec
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx2

from summarizer import tls
from summarizer.errors import OversizeError, ProtocolError, SettingsError
from summarizer.printable import printable
from summarizer.redact import protect

MAX_BODY = 8 * 2**20
"""Largest answer read, decompressed: no summary needs more."""
_POOL = 4


def _nothing() -> None:
    """Do nothing: a stream that is closed twice frees its place once."""


def proxy_for(base_url: str) -> str | None:
    """Give the proxy the environment names for an address, or None.

    `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY` name it, `NO_PROXY` makes exceptions. What runs on this machine is never
    asked for at a proxy: no proxy could reach it. A password of the proxy is written nowhere.

    Raises:
        SettingsError: What the environment names is no proxy, or none that can be gone through here.
    """
    where = urlsplit(base_url)
    host = where.hostname or ""
    if host == "localhost" or host.startswith("127.") or host == "::1" or proxy_bypass(where.netloc or host):
        return None
    proxies = getproxies()
    kind = where.scheme if proxies.get(where.scheme) else "all"
    return _usable(proxies[kind], f"{kind}_proxy".upper()) if proxies.get(kind) else None


def _usable(proxy: str, variable: str) -> str:
    try:
        parts = urlsplit(proxy)
        for password in (parts.password, unquote(parts.password or "")):
            protect(password)
        if not parts.hostname or parts.port == 0 or not httpx2.Proxy(proxy).url.host:
            raise ValueError("parts")
    except (ValueError, httpx2.InvalidURL):
        told = f"export {variable}=http://HOST:PORT, or unset it; {variable.lower()} is the same"
        raise SettingsError(f"{variable} names no proxy that can be gone through", hint=told) from None
    if parts.scheme.startswith("socks") and find_spec("socksio") is None:
        raise SettingsError(f"{variable} names a SOCKS proxy, which needs socksio", hint="pip install socksio")
    return proxy


def trusted() -> ssl.SSLContext:
    """Give whose certificates are trusted, as `tls.trusted` does."""
    return tls.trusted(httpx2.create_ssl_context)


class CappedTransport(httpx2.AsyncBaseTransport):
    """Cuts a body that grows past `MAX_BODY`, also one that only unpacks to more."""

    def __init__(self, connections: int, base_url: str = "") -> None:
        # A pool looks through all its connections at every request: several small pools cost less than a large one.
        shards = max(1, connections // _POOL)
        limits = httpx2.Limits(max_connections=-(-connections // shards), max_keepalive_connections=_POOL)
        # retries: a connection that went stale between two articles is opened again once.
        try:
            httpx2.URL(base_url)
        except httpx2.InvalidURL as error:  # a host name that cannot be one, in any script
            raise SettingsError(
                f"base URL {base_url!r} is no http address: {error}", hint="--base-url https://HOST/v1"
            ) from None
        certificates, proxy = trusted(), proxy_for(base_url)  # once: reading the certificates takes 20 ms
        self._pools = [
            httpx2.AsyncHTTPTransport(verify=certificates, limits=limits, retries=1, proxy=proxy) for _ in range(shards)
        ]
        self._busy = [0] * shards

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request; the answer is cut at `MAX_BODY` while it is read."""
        shard = self._busy.index(min(self._busy))
        self._busy[shard] += 1
        try:
            response = await self._pools[shard].handle_async_request(request)
        except BaseException:
            self._busy[shard] -= 1
            raise

        def freed() -> None:
            self._busy[shard] -= 1

        if not request.url.path.endswith("/chat/completions"):
            # Files of a batch endpoint hold many answers and go to the disk as they come.
            stream = _CappedStream(response.stream, freed, packed=False, most=None)
            return httpx2.Response(
                response.status_code, headers=response.headers.raw, stream=stream, extensions=response.extensions
            )
        encoding = response.headers.get("content-encoding", "").strip().lower() or "identity"
        if encoding not in ("identity", "gzip", "x-gzip", "deflate"):
            await response.aclose()
            freed()
            raise ProtocolError(f"the endpoint sent {printable(encoding)[:20]} where none was accepted")
        stream = _CappedStream(response.stream, freed, packed=encoding != "identity")
        headers = [(k, v) for k, v in response.headers.raw if k.lower() not in (b"content-encoding", b"content-length")]
        if encoding == "identity":
            headers = response.headers.raw
        return httpx2.Response(response.status_code, headers=headers, stream=stream, extensions=response.extensions)

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._pools:
            await pool.aclose()


class _CappedStream(httpx2.AsyncByteStream):
    def __init__(self, inner: Any, freed: Callable[[], None], *, packed: bool, most: int | None = MAX_BODY) -> None:
        self._freed, self._most = freed, most
        self._inner, self._unpack = inner, zlib.decompressobj(47) if packed else None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for chunk in self._inner:
            try:
                data = self._unpack.decompress(chunk, MAX_BODY + 1 - seen) if self._unpack else chunk
            except zlib.error:
                raise ProtocolError("the endpoint sent a packed answer that cannot be unpacked") from None
            seen += len(data)
            if self._most is not None and seen > self._most:
                raise OversizeError(f"the answer was larger than {MAX_BODY // 2**20} MiB")
            yield data

    async def aclose(self) -> None:
        try:
            await self._inner.aclose()
        finally:
            freed, self._freed = self._freed, _nothing
            freed()
