"""The command line as a process: streams that are closed or full, readers that leave, signals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import REPLAY, ROOT, WIRE


def test_standard_input_is_an_article():
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", "-", *REPLAY, "--format", "json"],
        input=Path(WIRE).read_bytes(), capture_output=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["article"]["path"] is None


@pytest.mark.parametrize(
    ("closed", "code"), [(">&-", 0), ("2>&-", 0), (">&- 2>&-", 0), ("<&-", 0), ("2>/dev/full", 0), ("2> >(true)", 0)]
)
def test_a_stream_that_the_caller_has_closed_is_no_error(closed, code, tmp_path):
    """And nothing that is opened later takes its place: a database there would be written over."""
    command = f"{sys.executable} -m summarizer {WIRE} {' '.join(REPLAY)} -o {tmp_path / 'o.json'} {closed}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, text=True)

    assert (done.returncode, done.stderr, done.stdout) == (code, "", "")
    assert json.loads((tmp_path / "o.json").read_text())["status"] == "ok"


def test_closed_standard_input_is_an_empty_article():
    command = f"{sys.executable} -m summarizer - {' '.join(REPLAY)} <&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, text=True)

    assert done.returncode == 65
    assert len(done.stderr.splitlines()) == 1
    assert "internal" not in done.stderr


@pytest.mark.parametrize("words", ["schema", "doctor", "models list"])
def test_any_command_whose_reader_leaves_ends_quietly(words, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODEL", "parser")
    command = f"set -o pipefail; {sys.executable} -m summarizer {words} | (exec <&-; sleep 0)"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, text=True)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_leaves_early_is_no_error():
    reads, writes = os.pipe()
    os.close(reads)
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", str(WIRE), *REPLAY, "--format", "json"], stdout=writes,
        stderr=subprocess.PIPE, check=False, text=True,
    )  # fmt: skip
    os.close(writes)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_is_named_and_the_old_output_stays(tmp_path: Path):
    out = tmp_path / "s.json"
    out.write_text("old")
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));"
        f"from summarizer import cli; cli.run({[WIRE, *REPLAY, '-o', str(out)]!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 74, done.stderr
    assert out.read_text() == "old"
    assert "Traceback" not in done.stderr


def test_kill_9_leaves_whole_lines_of_what_was_done(faults, tmp_path: Path, monkeypatch):
    """The first articles are done and written while the last one is still asked about."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "evals" / "benchmarks"), str(ROOT)]))
    endpoint = faults({"do": "ok", "requests": [4, 99], "delay_s": 60}, responder="answers:useful")
    names = []
    for number in range(4):
        names.append(tmp_path / f"{number}.txt")
        names[-1].write_text(
            f"Fire {number} killed two men in Osterby on Monday. “We stay,” Lena Ortiz told reporters.\n" * 40
        )
    out = tmp_path / "all.jsonl"
    command = [sys.executable, "-m", "summarizer", *map(str, names), "-o", str(out), "--model", "m", "--no-cache"]
    process = subprocess.Popen([*command, "--base-url", endpoint.base_url, "-q"])
    until = time.monotonic() + 60
    while time.monotonic() < until and endpoint.stats()["requests"] < 4:
        time.sleep(0.05)
    process.kill()
    process.wait(10)

    written = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [Path(each["article"]["path"]).name for each in written] == ["0.txt", "1.txt", "2.txt"]
    assert out.read_bytes().endswith(b"\n")


def test_what_a_signal_cuts_off_is_no_error_of_its_own(typed, monkeypatch):
    from summarizer import stopping

    assert typed("no-such-file.txt")[0] == 66
    monkeypatch.setitem(stopping._state, "code", 143)

    assert typed("no-such-file.txt") == (143, "", "")
