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
from summarizer.errors import SummarizerError
from summarizer.local.catalogue import CATALOGUE
from summarizer.local.fetch import is_present
from summarizer.printable import printable

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
    """What was looked at."""
    told: str
    """What was found."""
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
    yield from (_weights(chosen) if chosen.is_local else _endpoint(chosen))
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
    from openai import APIConnectionError, APIError, APIStatusError, OpenAI

    host = urlsplit(chosen.base_url).netloc
    client = OpenAI(base_url=chosen.base_url, api_key=chosen.api_key or "none", max_retries=0, timeout=10)
    try:
        known = [model.id for model in client.models.list().data]
    except APIStatusError as error:
        if error.status_code in (401, 403):
            yield Finding("bad", "endpoint", f"{host} refuses the key → export OPENAI_API_KEY=…, or --api-key-file", 77)
        else:
            yield Finding("note", "endpoint", f"{host} answers, but lists no models ({error.status_code})")
        return
    except APIConnectionError:
        yield Finding("bad", "endpoint", f"{host} cannot be reached → is the server running, is the address right?", 69)
        return
    except (APIError, ValueError, TypeError, AttributeError):
        yield Finding("bad", "endpoint", f"{host} does not speak the protocol → --base-url must end in /v1", 76)
        return
    finally:
        client.close()
    if known and chosen.model_name not in known:
        some = ", ".join(known[:5])
        yield Finding("bad", "endpoint", f"{host} has no {chosen.model_name!r}; it has {some} → --model", 78)
        return
    yield Finding("ok", "endpoint", f"{host} answers, {len(known)} models")


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
    while not path.exists():
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
