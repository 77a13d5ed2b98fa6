"""Start a batch as a process of its own, and read what it left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

sys.path.insert(0, str(ROOT / "evals" / "benchmarks"))


def start(directory: Path, out: Path, url: str, cache: Path, *more: str) -> subprocess.Popen[str]:
    command = [
        sys.executable, "-m", "summarizer", "batch", str(directory), "-o", str(out), "--base-url", url, "--model", "m",
        "--concurrency", "16", "--workers", "1", *more,
    ]  # fmt: skip
    environment = {**os.environ, "SUMMARIZE_CACHE_DIR": str(cache), "SUMMARIZE_API_KEY": "sk-canary-0123456789"}
    return subprocess.Popen(
        command, env=environment, start_new_session=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=240)
    assert "Traceback" not in err
    assert "canary" not in err
    return process.returncode, out, err


def report(out: Path) -> dict:
    return json.loads((out / "run.json").read_text())


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]
