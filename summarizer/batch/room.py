"""Whether this machine has room for a run: free disk, open files."""

from __future__ import annotations

import resource
import shutil
from pathlib import Path

from summarizer.errors import DiskError

LEAST_FREE = 50 * 10**6
"""Bytes below which nothing is started."""
SPARE_FILES = 64
"""Open files kept for databases, workers and the terminal."""


def disk(out: Path) -> str:
    """Refuse a disk that is as good as full.

    Args:
        out: The output directory.

    Returns:
        A warning where the disk is nearly full; nothing otherwise.

    Raises:
        DiskError: Less than `LEAST_FREE` is free.
    """
    free = shutil.disk_usage(out).free
    if free < LEAST_FREE:
        raise DiskError(
            f"{str(out)!r} has {free // 10**6} MB free, and a run needs at least {LEAST_FREE // 10**6}",
            hint="free some space, or choose another directory: -o OUT",
        )
    return (
        f"{str(out)!r} has only {free // 10**6} MB free; a summary takes about 4 kB" if free < 10 * LEAST_FREE else ""
    )


def connections(wanted: int) -> int:
    """Give how many connections the limit on open files allows; raises the soft limit where it may.

    Args:
        wanted: `--concurrency`.

    Returns:
        `wanted`, or less.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    need = wanted + SPARE_FILES
    if soft != resource.RLIM_INFINITY and soft < need:
        soft = need if hard == resource.RLIM_INFINITY else min(need, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return wanted if soft == resource.RLIM_INFINITY else max(1, min(wanted, soft - SPARE_FILES))
