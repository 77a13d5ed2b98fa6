"""A limit around all work on an article that takes processor time: seconds and memory, and what to say past them.

`run` and `Worker` do the work in a child process, for what foreign libraries parse: the child is killed when its time
is up, whatever it is doing, and dies with its parent, however that ends. `call` does it right here under an alarm, for
code of ours on text, where a child would cost more than the work; inside a child it only does it. `step` is `call` for
coroutines: right here too, or in a thread where an event loop that others use must not wait (`aside`).

The child is a fresh interpreter in a session of its own, not one of `multiprocessing`: Ctrl-C on the terminal never
reaches it, and a program that uses this package needs no `if __name__ == "__main__":`.
"""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar

from summarizer.errors import ArticleLimitError, SummarizerError, WorkerDiedError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

P = ParamSpec("P")
R = TypeVar("R")

START_S = 60.0
"""Seconds that a child may take to come up and to import what it needs: never the article's fault."""
_CHILD = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[3]); "
    "from summarizer.guard import serve; serve(int(sys.argv[1]), int(sys.argv[2]))"
)
_state = {"inside": False}
_memories: list[tuple[int, int]] = []
"""The limits on memory from before each piece of work that is under way: the process has one limit for all threads."""
_counting = threading.Lock()
aside: ContextVar[bool] = ContextVar("aside", default=False)
"""Whether `step` leaves the event loop's thread."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the work on one article may take."""

    seconds: float = 60.0
    """Wall-clock time of each step: reading the document, cutting, grounding."""
    memory_mb: int = 400
    """Memory of each step in megabytes, on top of what the program itself takes; kept on Linux only."""


limits: ContextVar[Limits] = ContextVar("limits", default=Limits())  # noqa: B039 - frozen
"""The limits in force, a context variable; the command line sets them, and a program that uses this package may."""


class _LateError(BaseException):
    """Time is up; no `except Exception` of a library may take it for its own."""


def call(what: str, function: Callable[P, R], *args: P.args, **more: P.kwargs) -> R:
    """Call a function of ours right here, and stop it at the limits in force.

    An alarm stops it in the main thread, also inside a regular expression; elsewhere it is stopped between two steps
    of Python. Inside a child of this module its parent watches, and nothing else is done.

    Args:
        what: What it does to which article, for the message.
        function: The function.
        args: Its arguments.
        more: Its named arguments.

    Returns:
        What it returns.

    Raises:
        ArticleLimitError: It took longer, or more memory.
    """
    if _state["inside"]:
        return function(*args, **more)
    allowed = limits.get()
    main = threading.current_thread() is threading.main_thread() and signal.getitimer(signal.ITIMER_REAL)[0] == 0
    watch = _alarm if main else _interruption
    try:
        with _memory(allowed.memory_mb), watch(allowed.seconds):
            return function(*args, **more)
    except _LateError:
        raise _late(what, allowed) from None
    except MemoryError:
        raise _too_big(what, allowed) from None


async def step(what: str, function: Callable[P, R], *args: P.args, **more: P.kwargs) -> R:
    """Call a function of ours for a coroutine: as `call` does, in a thread where `aside` is set."""
    if aside.get():
        return await asyncio.to_thread(call, what, function, *args, **more)
    return call(what, function, *args, **more)


@contextmanager
def _alarm(seconds: float) -> Generator[None]:
    def ring(*signal_and_frame: object) -> NoReturn:
        del signal_and_frame
        raise _LateError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.2)  # and again, should somebody have swallowed the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _interruption(seconds: float) -> Generator[None]:
    import ctypes

    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    thread = ctypes.c_ulong(threading.get_ident())
    lock, over = threading.Lock(), False

    def ring() -> None:
        with lock:
            if not over:
                raise_in(thread, ctypes.py_object(_LateError))

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over = True
        timer.cancel()
        raise_in(thread, None)


@contextmanager
def _memory(megabytes: int) -> Generator[None]:
    with _counting:
        if (before := _hold(megabytes)) is not None:
            _memories.append(before)
    try:
        yield
    finally:
        with _counting:
            # Threads end in any order: the last one gives back what there was before the first.
            if before is not None and len(_memories) == 1:
                resource.setrlimit(resource.RLIMIT_DATA, _memories.pop())
            elif before is not None:
                _memories.pop()


def _hold(megabytes: int) -> tuple[int, int] | None:
    """Let the process take so much more memory than it has; give the limits from before, or None where none is kept."""
    try:
        # Private writable memory: what RLIMIT_DATA counts on Linux. Its sixth number, in pages.
        now = int(Path("/proc/self/statm").read_bytes().split()[5]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted, outer = now + megabytes * 10**6, soft
    if _memories:  # what is in force is ours, and others under way were promised it
        wanted, outer = max(wanted, soft), _memories[0][0]
    caps = [wanted, *(limit for limit in (outer, hard) if limit != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_DATA, (min(caps), hard))
    return soft, hard


def _late(what: str, allowed: Limits) -> ArticleLimitError:
    return ArticleLimitError(
        f"{what} took longer than {allowed.seconds:g} s and was stopped",
        hint=f"look at what it holds; --article-timeout {allowed.seconds * 4:g} gives it more time",
    )


def _too_big(what: str, allowed: Limits) -> ArticleLimitError:
    return ArticleLimitError(
        f"{what} took more than {allowed.memory_mb} MB of memory and was stopped",
        hint=f"look at what it holds; --article-memory {allowed.memory_mb * 4} gives it more",
    )


class Worker:
    """A child process that calls functions of ours one after the other; it starts with the first call."""

    def __init__(self, allowed: Limits | None = None, start: Callable[..., None] | None = None, *args: Any) -> None:
        self._allowed = allowed or limits.get()
        self._start = (start, args) if start else None
        self._process: subprocess.Popen[bytes] | None = None
        self._link: Connection | None = None
        self._one = threading.Lock()
        self._closed = False

    def call(self, what: str, function: Callable[P, R], *args: P.args, **more: P.kwargs) -> R:
        """Call a function in the child, and kill the child at the limits; the next call starts another one.

        Args:
            what: What it does to which article, for the message.
            function: A function that can be imported by its name.
            args: Its arguments; they and what it returns can be pickled.
            more: Its named arguments.

        Returns:
            What it returns.

        Raises:
            ArticleLimitError: It took longer, or more memory.
            WorkerDiedError: The child died.
            Exception: What the function itself raised.
        """
        with self._one:
            try:
                if self._process is None:
                    self._spawn()
                    if self._start:
                        self._ask("starting a worker", self._start[0], self._start[1], {}, START_S)
                return self._ask(what, function, args, more, self._allowed.seconds)
            except (EOFError, BrokenPipeError, ConnectionError):
                raise self._died(what) from None
            except BaseException as error:
                # What the function raised leaves the child as good as it was; Ctrl-C does not.
                if not isinstance(error, Exception):
                    self._end()
                raise

    def _ask(self, what: str, function: Any, args: Any, more: Any, seconds: float) -> Any:
        link = self._link
        assert link is not None  # noqa: S101 - made by `_spawn`
        link.send_bytes(pickle.dumps((function, args, more, seconds, self._allowed.memory_mb)))
        # The first message says that everything is imported, the second one is the answer.
        if not link.poll(START_S):
            self._end()
            raise WorkerDiedError(f"{what} could not be begun: no worker came up within {START_S:g} s")
        link.recv_bytes()
        if not link.poll(seconds):
            self._end()
            raise _late(what, self._allowed)
        fine, value = pickle.loads(link.recv_bytes())  # noqa: S301 - written by our own child
        if fine:
            return value
        if isinstance(value, MemoryError):
            self._end()
            raise _too_big(what, self._allowed)
        raise value

    def _spawn(self) -> None:
        import socket
        from multiprocessing.connection import Connection

        if self._closed:
            raise WorkerDiedError("stopped")
        ours, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            command = [sys.executable, "-P", "-c", _CHILD, str(number), str(os.getpid()), json.dumps(sys.path)]
            quiet = None if os.environ.get("SUMMARIZE_DEBUG") else subprocess.DEVNULL
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                command, pass_fds=[number], start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=quiet,
            )  # fmt: skip
        self._link = Connection(ours.detach())
        if self._closed:  # in the meantime, from another thread
            self.kill()

    def _died(self, what: str) -> WorkerDiedError:
        code = self._process.wait() if self._process else 0
        self._end()
        how = signal.Signals(-code).name if code < 0 else f"exit {code}"
        return WorkerDiedError(
            f"{what} ended its worker process ({how})",
            hint="out of memory, perhaps: look at what it holds, or save it as plain text",
        )

    def _end(self) -> None:
        self.kill()
        if self._process is not None:
            self._process.wait()
            self._process = None
        if self._link is not None:
            self._link.close()
            self._link = None

    def kill(self) -> None:
        """Kill the child, from any thread; a call under way then raises."""
        process = self._process
        if process is not None:
            with suppress(OSError):
                process.kill()

    def close(self) -> None:
        """Kill the child and start no other."""
        self._closed = True
        self.kill()
        with self._one:
            self._end()


def run(what: str, function: Callable[P, R], *args: P.args, **more: P.kwargs) -> R:
    """Call a function in a child of its own, and kill that at the limits in force; see `Worker.call`."""
    if _state["inside"]:
        return function(*args, **more)
    worker = Worker()
    try:
        return worker.call(what, function, *args, **more)
    finally:
        worker.close()


def serve(descriptor: int, parent: int) -> NoReturn:
    """Be the child: call what comes in, until nothing more can come.

    Args:
        descriptor: One end of a socket.
        parent: The process to die with.
    """
    from multiprocessing.connection import Connection

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    _die_with(parent)
    _state["inside"] = True
    link = Connection(descriptor)
    while True:
        try:
            data = link.recv_bytes()
            link.send_bytes(_reply(data, link))
            del data
        except (EOFError, OSError):
            os._exit(0)


def _reply(data: bytes, link: Connection) -> bytes:
    begun = False
    try:
        function, args, more, seconds, megabytes = pickle.loads(data)  # noqa: S301 - written by our own parent
        used = resource.getrusage(resource.RUSAGE_SELF)
        # Where nothing else ends a child whose parent is gone, this does; several threads may add up.
        spent, hard = int(used.ru_utime + used.ru_stime), resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (spent + 4 * int(seconds) + 10, hard))
        begun = True
        link.send_bytes(b"")
        with _memory(megabytes):
            value = function(*args, **more)
        return pickle.dumps((True, value))
    except MemoryError:
        error: Exception = MemoryError()
    except (Exception, RecursionError) as raised:  # noqa: BLE001 - the parent decides
        error = raised
    if not begun:
        link.send_bytes(b"")
    error.__traceback__ = error.__cause__ = error.__context__ = None
    if isinstance(error, (SummarizerError, MemoryError)):
        return pickle.dumps((False, error))
    # Foreign exceptions may not survive pickling, nor be known to the parent.
    return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}"[:300])))


def _die_with(parent: int) -> None:
    with suppress(OSError, AttributeError, ImportError):
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG, on Linux
    if os.getppid() != parent:  # it went before we could say so
        os._exit(0)
    if sys.platform != "linux":

        def look(*signal_and_frame: object) -> None:
            del signal_and_frame
            if os.getppid() != parent:
                os._exit(0)

        signal.signal(signal.SIGALRM, look)
        signal.setitimer(signal.ITIMER_REAL, 1, 1)
