"""Run a GGUF model in this process, as an OpenAI-compatible endpoint on loopback."""

from __future__ import annotations

import importlib
import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelFileError
from summarizer.model.hosts import HOSTS
from summarizer.model.wire import Endpoint

if TYPE_CHECKING:
    from collections.abc import Generator

CONTEXT_TOKENS = 8192
"""Room for one request; the longest window of the small profile needs some 900 tokens."""
_running: dict[str, tuple[Any, Endpoint]] = {}


def endpoint_for(path: Path, name: str) -> Endpoint:
    """Start the model, once per process, and give its endpoint.

    Args:
        path: A GGUF file.
        name: The model's name.

    Returns:
        An endpoint on 127.0.0.1 with a key of its own, so that no other user of the machine can use it.

    Raises:
        ModelFileError: The runtime is not installed, or the file is no model.
    """
    known = _running.get(str(path))
    if known:
        return known[1]
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise ModelFileError(f"{str(path)!r} is no GGUF model file", hint="give a .gguf file")
    try:
        xllamacpp: Any = importlib.import_module("xllamacpp")
    except ImportError:
        raise ModelFileError(
            "the embedded model needs the extra `local`",
            hint='pip install ".[local]", or set OPENAI_API_KEY, or name an endpoint: --base-url URL',
        ) from None
    key = secrets.token_urlsafe(18)
    params = _params(xllamacpp, path, key)
    try:
        with _quiet():
            server: Any = xllamacpp.Server(params)
    except Exception as error:  # noqa: BLE001 - the runtime raises bare RuntimeErrors
        raise ModelFileError(
            f"{str(path)!r} cannot be loaded: {error}", hint=f"check it: summarize models check {name}"
        ) from None
    endpoint = Endpoint(f"{server.listening_address}/v1", name, key, 600.0, HOSTS["local"])
    _running[str(path)] = (server, endpoint)
    return endpoint


def _params(xllamacpp: Any, path: Path, key: str) -> Any:
    params = xllamacpp.CommonParams()
    threads = max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    params.model.path = str(path)
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = (
        1  # one slot: its prefix is reused from question to question; more slots gain nothing on few cores
    )
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.warmup = False
    params.ui = False
    params.verbosity = 0
    return params


@contextmanager
def _quiet() -> Generator[None]:
    """Keep the runtime's own lines off the terminal while it loads."""
    saved = os.dup(2)
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(sink)
