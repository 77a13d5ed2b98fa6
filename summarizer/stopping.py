"""What Ctrl-C, TERM and HUP do to the command line: a line at once, an end within two seconds, whatever is under way.

The first signal says what is kept and unwinds, so that what was received is written; a timer ends the process where
that takes too long. The second signal ends it at once: everything that was recorded is on disk already.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress

CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
"""Exit code of each signal."""
PATIENCE_S = 1.0
"""Seconds that requests under way, which are paid for, are waited for."""
LATEST_S = 1.7
"""Seconds after which the process ends whatever it is doing."""
_KEPT = "stopping; every answer that was received is kept, run the same command again to go on (again: at once)"
_state = {"code": 0}


def code() -> int:
    """Give the exit code of the signal that stops this process; 0 where none did."""
    return _state["code"]


def begin(number: int, line: str) -> None:
    """Begin to stop: say so, and end this process in `LATEST_S` at the latest; the second time at once.

    Args:
        number: The signal.
        line: What is said, without the program's name; printable.
    """
    if _state["code"]:
        os._exit(_state["code"])
    _state["code"] = CODES[signal.Signals(number)]
    # From here on nothing but what is said on purpose reaches the terminal: no library's word on what was cut off.
    if logging := sys.modules.get("logging"):
        logging.disable(logging.CRITICAL)
    with suppress(OSError):  # straight to the terminal: the signal may have come in the middle of another line
        clear = "\r\x1b[K" if os.isatty(2) else ""
        os.write(2, f"{clear}summarize: {line}\n".encode("utf-8", "backslashreplace"))
    timer = threading.Timer(LATEST_S, os._exit, (_state["code"],))
    timer.daemon = True
    timer.start()


def install() -> None:
    """Take the signals; what the caller of this process wants ignored (`nohup`) stays ignored."""
    for number in CODES:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def finish() -> None:
    """End the process here where a signal has stopped it, without waiting for threads."""
    if _state["code"]:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        os._exit(_state["code"])


def _stop(number: int, frame: object) -> None:
    del frame
    begin(number, _KEPT)
    # Not KeyboardInterrupt: the command line library would print an empty line for it.
    raise SystemExit(_state["code"])
