"""`summarize doctor`: what would answer, can it be reached, where everything lies, and what to type next."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import typer

from summarizer import settings
from summarizer.errors import SummarizerError, TlsError
from summarizer.local.catalogue import CATALOGUE
from summarizer.local.fetch import is_present
from summarizer.model.price import context_of, per_token
from summarizer.printable import printable
from summarizer.provider import endpoint_of

_EXTRAS = {
    "local": ("the embedded model", ("xllamacpp",)),
    "documents": ("HTML, PDF, Word, feeds, --fetch", ("trafilatura", "pypdf", "docx", "feedparser", "urllib3")),
    "pages": ("pictures in reports", ("matplotlib",)),
    "ray": ("a cluster; Parquet tables", ("ray", "psycopg", "pyarrow")),
}
_MARKS = {"ok": "ok  ", "note": "note", "bad": "BAD "}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    state: str
    """`ok`, `note` (works, but know this) or `bad`."""
    what: str
    told: str
    code: int = 0
    """Exit code, where it is bad."""


def run(flags: dict[str, Any]) -> int:
    """Look at everything and print a line for each.

    Returns:
        0 where the next `summarize ARTICLE` can be expected to work, else the code that it would exit with.
    """
    worst = 0
    for finding in findings(flags):
        typer.echo(f"{_MARKS[finding.state]} {finding.what:14} {printable(finding.told)}")
        worst = worst or finding.code
    return worst


def findings(flags: dict[str, Any]) -> Iterator[Finding]:
    """Look at versions, model, endpoint, cache and extras, in this order."""
    names = ("grounded-summarizer", "openai", "instructor", "pydantic")
    versions = ", ".join(f"{name} {_version(name)}" for name in names)
    yield Finding("ok", "versions", f"{versions}, Python {platform.python_version()} on {sys.platform}")
    config = settings.config_path()
    yield Finding("ok", "configuration", f"{config}{'' if config.is_file() else ' (none: defaults)'}")
    try:
        chosen = settings.load(**flags)
    except SummarizerError as error:
        yield Finding("bad", "model", f"{error.message} → {error.hint}", error.exit_code)
        return
    yield Finding("ok", "model", f"{chosen.model} ({chosen.why})")
    if chosen.is_local:
        yield from _weights(chosen)
    else:
        yield from _endpoint(chosen)
        yield from _asking(chosen)
    yield from _cache(chosen.cache)
    for extra, (gives, packages) in _EXTRAS.items():
        missing = [name for name in packages if find_spec(name) is None]
        told = f'not installed: {gives} → pip install ".[{extra}]"' if missing else gives
        yield Finding("note" if missing else "ok", f"extra {extra}", told)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _weights(chosen: settings.Settings) -> Iterator[Finding]:
    if chosen.is_parser:
        yield Finding("ok", "embedded model", "none: what the parser cannot tell stays open")
        return
    if find_spec("xllamacpp") is None:
        yield Finding("bad", "embedded model", 'xllamacpp is not installed → pip install ".[local]"', 69)
        return
    weights = CATALOGUE.get(chosen.model_name)
    if weights is None:
        yield Finding("ok", "embedded model", chosen.model.partition("/")[2])
    elif is_present(chosen.models, weights):
        yield Finding("ok", "embedded model", f"{chosen.models / weights.file}, {weights.bytes / 1e6:,.0f} MB")
    else:
        room = shutil.disk_usage(_existing(chosen.models)).free
        fits = room > 2 * weights.bytes
        told = f"not here yet: {weights.bytes / 1e6:,.0f} MB will be fetched once into {chosen.models}"
        step = "" if fits else f"; only {room / 1e6:,.0f} MB are free there → SUMMARIZE_MODELS=/another/disk"
        yield Finding("note" if fits else "bad", "embedded model", told + step, 0 if fits else 74)


def _endpoint(chosen: settings.Settings) -> Iterator[Finding]:
    import httpx2

    from summarizer.model.pool import proxy_for, trusted
    from summarizer.model.wire import connection_error

    try:
        host, proxy, certificates = urlsplit(chosen.base_url).netloc, proxy_for(chosen.base_url), trusted()
    except SummarizerError as error:
        yield Finding("bad", "endpoint", f"{error.message} → {error.hint}", error.exit_code)
        return
    from openai import APIConnectionError, APIError, APIStatusError, OpenAI

    through = f" through {urlsplit(proxy).netloc.rpartition('@')[2]}" if proxy else ""
    client = OpenAI(
        base_url=chosen.base_url, api_key=chosen.api_key or "none", max_retries=0,
        http_client=httpx2.Client(proxy=proxy, trust_env=False, verify=certificates, timeout=10),
    )  # fmt: skip
    tried = f"GET {chosen.base_url}/models{through}"
    try:
        known = [model.id for model in client.models.list().data]
    except APIStatusError as error:
        if error.status_code in (401, 403):
            variable = (endpoint_of(chosen).host.keys or ("SUMMARIZE_API_KEY",))[0]
            yield Finding(
                "bad", "endpoint", f"{host} refuses the key ({tried}) → export {variable}=…, or --api-key-file", 77
            )
        else:
            yield Finding("note", "endpoint", f"{host} answers, but lists no models ({tried}: {error.status_code})")
        return
    except APIConnectionError as error:
        told = f"{host} cannot be reached ({tried}) → is the server running, is the address right?"
        if isinstance(broken := connection_error(error, endpoint_of(chosen)), TlsError):
            told = f"{broken.message} ({tried}) → {broken.hint}"
        yield Finding("bad", "endpoint", told, 69)
        return
    except (APIError, ValueError, TypeError, AttributeError):
        yield Finding(
            "bad", "endpoint", f"{host} does not speak the protocol ({tried}) → --base-url must end in /v1", 76
        )
        return
    finally:
        client.close()
    # Google lists its models as `models/NAME`, and takes both.
    if known and not {chosen.model_name, f"models/{chosen.model_name}"} & set(known):
        some = ", ".join(known[:5])
        yield Finding("bad", "endpoint", f"{host} has no {chosen.model_name!r}; it has {some} → --model", 78)
        return
    yield Finding("ok", "endpoint", f"{host} answers{through}, {len(known)} models")


def _asking(chosen: settings.Settings) -> Iterator[Finding]:
    """Say how the model would be asked, what that costs, and how much it reads."""
    endpoint = endpoint_of(chosen)
    body = {"model": chosen.model_name, "messages": [{"content": ""}], "max_tokens": 1000,
            "response_format": {"type": "json_schema", "json_schema": {"schema": {}}}}  # fmt: skip
    sent = endpoint.manners().adapted(body)
    kind = sent.pop("response_format", {}).get("type")
    form = {"json_schema": "a strict schema", "json_object": "JSON mode"}.get(kind, "words")
    form += " and the schema in words" if endpoint.host.schema != "strict" else ""
    wishes = ", ".join(f"{name} {value}" for name, value in sent.items() if name not in ("model", "messages"))
    yield Finding("ok", "sent", f"as to {endpoint.host.name}: {form}, {wishes}")
    prices, context = per_token(chosen.model), context_of(chosen.model)
    if prices is None:
        yield Finding("note", "price", f"of {chosen.model} is not known, so --max-cost cannot be kept → --max-requests")
    elif any(prices):
        read, written, again = (price * 1e6 for price in prices[:3])
        told = f"${read:,.2f} a million tokens read (${again:,.2f} from its cache), ${written:,.2f} written"
        yield Finding("ok", "price", told)
    else:
        yield Finding("ok", "price", "free")
    if context:
        yield Finding("ok", "context", f"{context:,} tokens")
    elif endpoint.host.context:
        yield Finding("note", "context", f"whatever the server was started with → {endpoint.host.context}")


def _cache(path: Path) -> Iterator[Finding]:
    place = _existing(path)
    if not os.access(place, os.W_OK):
        yield Finding("bad", "kept answers", f"{place} is not writable → SUMMARIZE_CACHE_DIR=/another/place", 73)
        return
    size = f"{path.stat().st_size / 1e6:,.1f} MB" if path.exists() else "none yet"
    free = shutil.disk_usage(place).free
    told = f"{path}, {size}, {free / 1e9:,.1f} GB free"
    kind = _file_system(place)
    if kind.startswith(("nfs", "cifs", "smb", "fuse.sshfs")):
        step = f"; {kind}: locks are not to be trusted there → SUMMARIZE_CACHE_DIR=/a/local/disk"
        yield Finding("note", "kept answers", told + step)
    else:
        yield Finding("ok", "kept answers", told)


def _existing(path: Path) -> Path:
    while not os.path.exists(path):  # noqa: PTH110 - False where it may not be seen
        path = path.parent
    return path


def _file_system(path: Path) -> str:
    """The kind of file system a path lies on; empty where that cannot be told."""
    try:
        lines = Path("/proc/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    mounts = [line.split() for line in lines]
    real = path.resolve()
    fits = [(mount[1], mount[2]) for mount in mounts if len(mount) > 2 and real.is_relative_to(mount[1])]
    return max(fits, default=("", ""), key=lambda mount: len(mount[0]))[1]
