"""Start the hostile endpoint and batches against it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
FAULTS = ROOT / "tests" / "faultserver"


class Server:
    """A fault server for the length of a `with` block."""

    def __init__(self, scenario: dict[str, Any] | str | None = None, responder: str = "") -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.log = Path(self._folder.name, "log.jsonl")
        path = Path(self._folder.name, "scenario.json")
        if isinstance(scenario, str):
            path = FAULTS / "scenarios" / f"{scenario}.json"
        else:
            path.write_text(json.dumps(scenario or {}))
        self._command = [
            sys.executable, str(FAULTS / "faultserver.py"), "--port", "0", "--scenario", str(path), "--log", str(self.log)
        ]  # fmt: skip
        self._command += ["--responder", responder] if responder else []

    def __enter__(self) -> Server:
        self._process = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=FAULTS,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        )  # fmt: skip
        assert self._process.stdout
        self.url = json.loads(self._process.stdout.readline())["base_url"]
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()
        self._folder.cleanup()

    def stats(self) -> dict[str, Any]:
        """What it counted so far."""
        with urllib.request.urlopen(self.url.removesuffix("/v1") + "/stats") as answer:
            return json.load(answer)


def batch(articles: Path, out: Path, url: str, cache: Path, *more: str, wait: bool = True) -> subprocess.Popen[str]:
    """Start `summarize batch` in a process group of its own."""
    command = [
        sys.executable, "-m", "summarizer", "batch", str(articles), "-o", str(out), "--base-url", url, "--model", "m",
        "--quiet", *more,
    ]  # fmt: skip
    environment = {**os.environ, "SUMMARIZE_CACHE_DIR": str(cache), "SUMMARIZE_API_KEY": "k"}
    process = subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    if wait:
        process.output = process.communicate()  # type: ignore[attr-defined]
    return process


def without_run(path: Path) -> list[str]:
    """The summaries of a file, without the part that tells how they were made."""
    lines = []
    for line in path.read_text("utf-8").splitlines():
        summary = json.loads(line)
        del summary["run"]
        lines.append(json.dumps(summary, sort_keys=True))
    return lines
