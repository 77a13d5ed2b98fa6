"""The one door to the disk: whole files or none, without secrets, for this user only."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from summarizer.redact import Filtered

PRIVATE = 0o600
"""Mode of files with articles' words or models' answers; one that is there already keeps its own."""

MOST = 64 * 2**20
"""Bytes of the largest file of labels, decisions or recordings that is read."""


def read_whole(path: Path, most: int = MOST) -> bytes:
    """Read a file that holds settings, labels, decisions or recordings: a regular one, of a size that such a file has.

    Args:
        path: The file; `/dev/null` stands for an empty one.
        most: Bytes beyond which it is none.

    Returns:
        Its bytes.

    Raises:
        OSError: It is not there, not readable, a pipe, a device or a folder, or too large; `strerror` says which.
    """
    # Non-blocking, so that a pipe that nobody writes to is not waited for.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0))
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode) and about.st_rdev != Path(os.devnull).stat().st_rdev:
            raise OSError(errno.EINVAL, "it is no file", str(path))
        if about.st_size > most:
            raise OSError(errno.EINVAL, f"it is larger than {most // 2**10:,} KiB", str(path))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(most) or b""
    finally:
        os.close(descriptor)


def create(path: Path, *, private: bool = True) -> Filtered:
    """Open a file for writing bytes, empty.

    Args:
        path: The file.
        private: For this user only, where it is new; else as the umask says.

    Returns:
        A binary stream without secrets; close it.

    Raises:
        OSError: It cannot be opened.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0)
    return Filtered(os.fdopen(os.open(path, flags, PRIVATE if private else 0o666), "wb"), binary=True)


def write_lines(path: Path, lines: Iterable[bytes], *, private: bool = True) -> None:
    """Write a file through a temporary one beside it: old content or new, never a mix; on disk when this returns.

    Args:
        path: The file; a link is followed, a device or pipe is written to and not replaced.
        lines: Its content, in order; no secret may be split between two of them within a line.
        private: For this user only, where it is new; else as the umask says.

    Raises:
        OSError: The disk is full or failing; the old content is intact.
    """
    if path.exists() and not path.is_file():
        with create(path) as file:
            for line in lines:
                file.write(line)
        return
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with create(temporary, private=private) as file:
            for line in lines:
                file.write(line)
            if target.exists():
                os.fchmod(file.fileno(), target.stat().st_mode & 0o777)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    directory = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def write_whole(path: Path, data: bytes | str, *, private: bool = True) -> None:
    """Write a file whole, as `write_lines` does; text as UTF-8."""
    content = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    write_lines(path, [content], private=private)


def touch_private(path: Path) -> None:
    """Make an empty file for this user only where there is none, and take others' rights off one of ours.

    One that is there is not opened: closing it would cancel the locks this process holds on it, SQLite's among them
    ("How To Corrupt An SQLite Database File", 2.2).

    Raises:
        OSError: It cannot be made, or cannot be read and written.
    """
    if not os.access(path, os.R_OK | os.W_OK):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), PRIVATE))
    about = path.stat()  # a device such as /dev/null is everybody's
    if stat.S_ISREG(about.st_mode) and about.st_uid == os.getuid() and about.st_mode & 0o077:
        path.chmod(PRIVATE)
