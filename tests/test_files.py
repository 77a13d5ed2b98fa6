"""Files of one's own are for oneself only; what is no file keeps its rights."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from summarizer.files import PRIVATE, touch_private


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize("before", [0o644, 0o666, 0o640, None])
def test_a_file_is_made_for_this_user_only(tmp_path: Path, before: int | None):
    path = tmp_path / "cache.sqlite"
    if before is not None:
        path.write_bytes(b"kept")
        path.chmod(before)

    touch_private(path)

    assert mode(path) == PRIVATE
    assert path.read_bytes() == (b"" if before is None else b"kept")


def test_what_is_no_file_keeps_its_rights(tmp_path: Path):
    pipe = tmp_path / "pipe"  # as /dev/null is, which everybody needs
    os.mkfifo(pipe)
    pipe.chmod(0o666)

    touch_private(pipe)

    assert mode(pipe) == 0o666
