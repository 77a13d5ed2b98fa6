"""What goes wrong around a batch: signals, endpoints, disks, wishes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from conftest import ARTICLES, ROOT

from summarizer.batch.ledger import Ledger, Lock
from summarizer.errors import BusyError

sys.path.insert(0, str(ROOT / "evals" / "benchmarks"))
import articles as writing
from batches import finish, lines, report, start

pytestmark = pytest.mark.usefixtures("one_question")


def test_two_runs_on_one_output_say_who_holds_it(tmp_path):
    lock = Lock(tmp_path / "out")
    with pytest.raises(BusyError, match=f"process {os.getpid()}") as error:
        Lock(tmp_path / "out")
    assert error.value.exit_code == 75
    lock.close()
    Lock(tmp_path / "out").close()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_says_what_is_kept_and_how_to_go_on(faults, tmp_path, number, code):
    writing.write(tmp_path / "articles", 120)
    endpoint = faults(latency={"fixed_s": 0.3})
    process = start(tmp_path / "articles", tmp_path / "out", endpoint.base_url, tmp_path / "c")
    while endpoint.stats()["requests"] < 20:
        time.sleep(0.05)
    began = time.monotonic()
    process.send_signal(number)
    got, _, err = finish(process)

    assert got == code
    assert time.monotonic() - began < 8
    assert "kept" in err
    assert "same command again" in err
    kept = len(lines(tmp_path / "out" / "summaries.jsonl"))
    assert kept >= 16
    code, _, _ = finish(start(tmp_path / "articles", tmp_path / "out", endpoint.base_url, tmp_path / "c"))
    assert code == 0
    assert endpoint.stats()["billed"] <= 120 + 16


@pytest.mark.parametrize(
    ("rule", "code", "most"),
    [
        ({"do": "status", "status": 401}, 77, 1),
        ({"do": "status", "status": 404}, 78, 1),
        ({"do": "status", "status": 429, "code": "insufficient_quota"}, 75, 1),
        ({"do": "status", "status": 429, "retry_after": 900}, 75, 1),
    ],
)
def test_an_endpoint_that_is_wrong_for_all_stops_the_run(faults, some, tmp_path, rule, code, most):
    endpoint = faults(rule)
    got, _, err = finish(start(some, tmp_path / "out", endpoint.base_url, tmp_path / "c"))

    assert got == code
    assert endpoint.stats()["requests"] <= most
    assert "kept" in err


def test_an_endpoint_that_never_answers_right_is_blamed_early(faults, some, tmp_path):
    endpoint = faults({"do": "wrong_schema"})
    code, _, err = finish(start(some, tmp_path / "out", endpoint.base_url, tmp_path / "c"))

    assert code == 76
    assert "no usable answer" in err


def test_one_poisoned_article_does_not_stop_the_others(faults, some, tmp_path):
    endpoint = faults({"do": "refusal", "match": "Report 13 from"})
    (some / "p.txt").write_text(writing.article(13).replace("The case is", "Report 13 from here: the case is"))
    code, _, _ = finish(start(some, tmp_path / "out", endpoint.base_url, tmp_path / "c"))

    assert code == 3
    assert [f["path"] for f in lines(tmp_path / "out" / "failures.jsonl")] == ["p.txt"]
    assert report(tmp_path / "out")["finished"] == 60


def test_a_full_disk_is_named_and_nothing_is_torn(faults, some, tmp_path):
    endpoint = faults()
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000));"
        f"from summarizer import cli; cli.run(['batch', {str(some)!r}, '-o', {str(tmp_path / 'out')!r}, '--base-url', {endpoint.base_url!r}, '--model', 'm'])"
    )
    environment = {**os.environ, "SUMMARIZE_CACHE_DIR": str(tmp_path / "c"), "SUMMARIZE_API_KEY": "k"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)

    assert done.returncode == 74, done.stderr
    assert "Traceback" not in done.stderr
    code, _, err = finish(start(some, tmp_path / "out", endpoint.base_url, tmp_path / "c"))
    assert code == 0, err
    assert len(lines(tmp_path / "out" / "summaries.jsonl")) == 60


def test_a_ledger_that_fails_after_the_last_article_is_a_full_disk(faults, some, tmp_path, monkeypatch):
    from summarizer import cli
    from summarizer.errors import DiskError

    def failing(self, out):
        raise DiskError("the disk is full")

    monkeypatch.setattr(Ledger, "project", failing)
    monkeypatch.setenv("SUMMARIZE_CACHE_DIR", str(tmp_path / "c"))
    monkeypatch.setenv("SUMMARIZE_API_KEY", "k")
    with pytest.raises(SystemExit) as ended:
        cli.run(["batch", str(some), "-o", str(tmp_path / "out"), "--base-url", faults().base_url, "--model", "m"])
    assert ended.value.code == 74


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["/no/such/dir", "-o", "OUT"], 66),
        ([str(ARTICLES), "-o", str(ARTICLES)], 73),
        ([str(ARTICLES), "-o", "/proc/nowhere"], 73),
    ],
)
def test_a_bad_wish_is_named_before_anything_is_paid(words, code, tmp_path):
    words = [str(tmp_path / "out") if w == "OUT" else w for w in words]
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", "batch", *words], capture_output=True, text=True, check=False
    )

    assert done.returncode == code, done.stderr
    assert len(done.stderr.splitlines()) <= 2


def test_a_full_disk_is_refused_before_anything_is_asked(faults, some, tmp_path, monkeypatch):
    from summarizer.batch import room
    from summarizer.errors import DiskError

    monkeypatch.setattr(room.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 10_000_000})())
    with pytest.raises(DiskError, match="10 MB free"):
        room.disk(tmp_path)
    monkeypatch.setattr(room.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 200_000_000})())
    assert "200 MB" in room.disk(tmp_path)


def test_few_open_files_mean_fewer_connections(faults, some, tmp_path):
    endpoint = faults()
    command = f"ulimit -Sn 128; ulimit -Hn 128; {sys.executable} -m summarizer batch {some} -o {tmp_path / 'out'} --base-url {endpoint.base_url} --model m --concurrency 500"
    environment = {**os.environ, "SUMMARIZE_CACHE_DIR": str(tmp_path / "c"), "SUMMARIZE_API_KEY": "k"}
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "allows 64 connections" in done.stderr
    assert len(lines(tmp_path / "out" / "summaries.jsonl")) == 60


def test_kills_while_the_number_of_readings_changes_lose_nothing(faults, tmp_path, monkeypatch):
    """Begun with one reading, killed, gone on with two, killed, finished: the bytes of an undisturbed run with two."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "evals" / "benchmarks"), str(ROOT)]))
    writing.write(tmp_path / "articles", 60)
    clean, killed = (faults(latency={"fixed_s": 0.1}, responder="answers:useful") for _ in range(2))
    twice = ("--readings", "2")
    assert finish(start(tmp_path / "articles", tmp_path / "whole", clean.base_url, tmp_path / "c0", *twice))[0] == 0
    for more in ((), twice):
        before = killed.stats()["billed"]
        process = start(tmp_path / "articles", tmp_path / "out", killed.base_url, tmp_path / "c", *more)
        while killed.stats()["billed"] < before + 30 and process.poll() is None:
            time.sleep(0.01)
        assert process.poll() is None
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    code, _, err = finish(start(tmp_path / "articles", tmp_path / "out", killed.base_url, tmp_path / "c", *twice))

    assert code == 0, err
    for name in ("summaries.jsonl", "failures.jsonl"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    in_flight = 2 * 16  # at either kill: what --concurrency of `start` lets be asked at once
    assert killed.stats()["billed"] <= clean.stats()["billed"] + in_flight
    assert {s["run"]["readings"] for s in lines(tmp_path / "out" / "summaries.jsonl")} == {2}
