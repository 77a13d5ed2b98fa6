"""Standard error: one-line messages and a progress line; nothing of ours but results goes to standard output."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from summarizer import stopping
from summarizer.files import write_whole
from summarizer.printable import printable

_NO_PLACE = (errno.ENAMETOOLONG, errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENOTDIR, errno.EROFS)
"""Numbers of the system errors that a path is to blame for."""


def say(message: str) -> None:
    """Print one line on standard error."""
    sys.stderr.write(f"summarize: {printable(message)}\n")
    sys.stderr.flush()


def told(message: str, hint: str = "") -> str:
    """Give what happened and, behind a dash, what to type next, on one line."""
    return " ".join((f"{message} — {hint}" if hint else message).splitlines())


def fail(message: str, hint: str, code: int) -> int:
    """Print an error in one line and give the exit code.

    Once a signal stops the program, what was cut off for it is no error: only what has the signal's own code is said.
    """
    if stopping.code() in (0, code):
        say(told(message, hint))
    return stopping.code() or code


def broken_pipe() -> int:
    """End quietly when the reader of standard output is gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def crash(error: BaseException) -> int:
    """Say that the program itself failed: one line, with the traceback in a file; give the exit code.

    A path that the system refuses, for its length or the rights on the way to it, is no failure of the program.

    Raises:
        BaseException: The error itself, where SUMMARIZE_DEBUG asks for it.
    """
    if code := stopping.code():
        return code
    if isinstance(error, OSError) and error.errno in _NO_PLACE and error.filename is not None:
        return fail(f"{os.fsdecode(error.filename)!r} cannot be used: {error.strerror}", "check the path", 66)
    if os.environ.get("SUMMARIZE_DEBUG"):
        raise error
    import tempfile
    import traceback

    handle, name = tempfile.mkstemp(prefix="summarize-", suffix=".log")
    os.close(handle)
    write_whole(Path(name), "".join(traceback.format_exception(error)))
    return fail(f"internal error: {type(error).__name__}", f"please report it with {name}", 70)


class Console:
    """Notes and progress on standard error."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        """True prints nothing but errors."""
        self._live = not quiet and sys.stderr.isatty()
        self._shown = self._printed = 0.0

    def note(self, message: str) -> None:
        """Print a line, unless quiet."""
        if not self.quiet:
            self.clear()
            say(message)

    def progress(self, message: str) -> None:
        """Show how far it is: a line that rewrites itself on a terminal, a plain line every minute elsewhere."""
        now = time.monotonic()
        if self._live:
            if now - self._shown > 0.1 or message.endswith("done"):
                columns = max(20, shutil.get_terminal_size().columns - 1)
                sys.stderr.write(f"\r\x1b[K{printable(message)[:columns]}")
                sys.stderr.flush()
                self._shown = now
        elif not self.quiet and now - self._printed > 60:
            if self._printed:
                say(message)
            self._printed = now

    def fetching(self, name: str) -> Callable[[str, int, int], None]:
        """Give what is told how far the fetching of an embedded model is: a line when it begins, then its progress."""
        from summarizer.settings import PARSER

        begun = False

        def told(what: str, done: int, total: int) -> None:
            nonlocal begun
            if total and not begun:
                begun = True
                without = "" if name == PARSER else "; without it: --model parser"
                self.note(f"fetching {name}, {total / 1e6:,.0f} MB, once: it is asked for the first time{without}")
            share = f": {done / 1e6:,.0f} of {total / 1e6:,.0f} MB" if total else ""
            self.progress(f"model {name} {what}{share}")

        return told

    def clear(self) -> None:
        """Take the progress line away."""
        if self._live and self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = 0.0
