"""Files and folders that belong to somebody else, or lie on a full or read-only disk: one line each, none passed over."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

AS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"] if os.geteuid() == 0 else []
"""Rights bind the superuser only without these privileges."""
pytestmark = pytest.mark.skipif(bool(AS) and not shutil.which("setpriv"), reason="no setpriv here")
STORY = "The mayor said on Monday that the harbour stays closed for another week, and thanked everybody.\n"


def run(place: Path, *words: str, **environment: str) -> tuple[int, list[str]]:
    """Run a command as somebody whom rights bind; give its code and its lines on standard error."""
    ended = subprocess.run(
        [*AS, sys.executable, "-m", "summarizer", *words], cwd=place, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip
    return ended.returncode, ended.stderr.splitlines()


@pytest.fixture
def tree(tmp_path: Path, parser_at: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with one article that may be read, and four things that may not."""
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    place = tmp_path / "tree"
    for name in ("closed", "listed"):
        (place / name).mkdir(parents=True)
        (place / name / "a.txt").write_text(STORY)
    for name in ("a.txt", "secret.txt"):
        (place / name).write_text(STORY)
    (place / "many.jsonl").write_text(json.dumps({"text": STORY}) + "\n")
    shut = {"closed": 0o000, "listed": 0o644, "secret.txt": 0o000, "many.jsonl": 0o000}
    for name, mode in shut.items():
        (place / name).chmod(mode)
    yield place
    for name in shut:
        (place / name).chmod(0o700)


def test_what_a_batch_may_not_read_is_told_and_not_passed_over(tree: Path, tmp_path: Path):
    code, lines = run(tmp_path, "batch", "tree", "-o", "out", "--model", "parser", "-q")
    failures = [json.loads(line) for line in (tmp_path / "out" / "failures.jsonl").read_text().splitlines()]

    assert code == 3
    assert len(lines) == 1
    assert sorted(failure["path"] for failure in failures) == ["closed", "listed/a.txt", "many.jsonl", "secret.txt"]
    assert all("cannot be read: Permission denied" in failure["reason"] for failure in failures)
    assert len((tmp_path / "out" / "summaries.jsonl").read_text().splitlines()) == 1


def test_what_may_be_read_the_next_time_is_read_then(tree: Path, tmp_path: Path):
    run(tmp_path, "batch", "tree", "-o", "out", "--model", "parser", "-q")
    for name in ("closed", "listed", "secret.txt", "many.jsonl"):
        (tree / name).chmod(0o700)
    code, lines = run(tmp_path, "batch", "tree", "-o", "out", "--model", "parser", "-q")

    assert (code, lines) == (0, [])
    assert len((tmp_path / "out" / "summaries.jsonl").read_text().splitlines()) == 5


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder that nobody may enter."""
    (tmp_path / "closed").mkdir(mode=0o000)
    yield tmp_path / "closed"
    (tmp_path / "closed").chmod(0o700)


@pytest.mark.parametrize(
    ("words", "variable", "code", "told"),
    [
        (["a.txt", "--model", "m", "--base-url", "http://127.0.0.1:9/v1", "-q"], "SUMMARIZE_CACHE_DIR", 73, "cannot be created"),
        (["cache"], "SUMMARIZE_CACHE_DIR", 73, "cannot be created"),
        (["cache", "--clear"], "SUMMARIZE_CACHE_DIR", 73, "cannot be created"),
        (["a.txt", "--model", "local/qwen2.5-coder-0.5b-instruct", "-q"], "SUMMARIZE_MODELS", 73, "export SUMMARIZE_MODELS=DIRECTORY"),
        (["a.txt", "--model", "parser"], "SUMMARIZE_CONFIG", 78, "cannot be read: Permission denied — correct it"),
        (["closed/inside/a.txt", "--model", "parser"], "NOTHING", 66, "cannot be read: Permission denied"),
        (["batch", "closed", "-o", "out", "--model", "parser", "-q"], "NOTHING", 3, "1 article has no summary"),
    ],
)  # fmt: skip
def test_a_folder_that_nobody_may_enter_is_named_in_one_line(words, variable, code, told, closed: Path, tmp_path: Path):
    (tmp_path / "a.txt").write_text(STORY)
    environment = {"SUMMARIZE_OFFLINE": ""} if variable == "SUMMARIZE_MODELS" else {}
    closed.chmod(0o500 if environment else 0o000)  # to be entered, and not to be written to
    found, lines = run(tmp_path, *words, **{variable: str(closed / "inside")}, **environment)

    assert found == code
    [line] = lines
    assert told in line
    assert "internal" not in line


def test_doctor_names_a_place_that_nobody_may_enter(closed: Path, tmp_path: Path):
    ended = subprocess.run(
        [*AS, sys.executable, "-m", "summarizer", "doctor", "--model", "m", "--base-url", "http://127.0.0.1:9/v1"],
        capture_output=True, text=True, check=False, timeout=60, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SUMMARIZE_CACHE_DIR": str(closed / "inside")},
    )  # fmt: skip

    assert "BAD  kept answers" in ended.stdout
    assert "SUMMARIZE_CACHE_DIR=/another/place" in ended.stdout
