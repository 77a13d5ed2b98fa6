"""The provider's batch endpoint, against a stand-in that expires, fails and shuffles."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "evals" / "benchmarks"))
import articles as writing

pytestmark = pytest.mark.usefixtures("one_question")

SERVER = Path(__file__).parent / "faultserver" / "batchserver.py"
ARTICLES = 20


@pytest.fixture
def provider():
    running: list[subprocess.Popen[str]] = []

    def start(**settings) -> str:
        process = subprocess.Popen(
            [sys.executable, str(SERVER), json.dumps(settings)], stdout=subprocess.PIPE, text=True, cwd=SERVER.parent
        )
        running.append(process)
        assert process.stdout
        return json.loads(process.stdout.readline())["base_url"]

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()


def stats(url: str) -> dict:
    with urllib.request.urlopen(url.removesuffix("/v1") + "/stats") as answer:
        return json.load(answer)


def start(tmp_path: Path, url: str, *more: str, model: str = "m") -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "summarizer", "batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--base-url", url,
               "--model", model, "--via", "batch-api", *more]  # fmt: skip
    environment = {
        **os.environ,
        "SUMMARIZE_CACHE_DIR": str(tmp_path / "c"),
        "SUMMARIZE_API_KEY": "k",
        "SUMMARIZE_POLL_S": "0.2",
    }
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    return process.returncode, err


def summaries(tmp_path: Path) -> list[dict]:
    return [json.loads(line) for line in (tmp_path / "out" / "summaries.jsonl").read_text().splitlines()]


@pytest.fixture
def some(tmp_path: Path) -> Path:
    writing.write(tmp_path / "in", ARTICLES)
    return tmp_path


@pytest.mark.parametrize("settings", [{}, {"refuse_upload": 2}, {"expire_first": 0.5, "fail": 0.2}])
def test_every_article_is_summarized_and_no_answer_paid_twice(provider, some, settings):
    url = provider(**settings)
    code, err = finish(start(some, url))

    assert code == 0, err
    assert len(summaries(some)) == ARTICLES
    told = stats(url)
    assert (told["answered"], told["paid_twice"]) == (ARTICLES, 0)
    assert all(s["status"] == "ok" for s in summaries(some))


def test_a_file_of_answers_is_written_nowhere_else_and_what_was_not_asked_is_not_kept(provider, some):
    from summarizer.cache import connect

    url = provider(odd=True)
    code, err = finish(start(some, url))

    assert code == 0, err
    assert len(summaries(some)) == ARTICLES
    assert stats(url)["paid_twice"] == 0
    assert [path.name for path in some.rglob("*answers*")] == ["answers.sqlite"]
    database = connect(some / "c" / "answers.sqlite")
    keys = {key for (key,) in database.execute("SELECT key FROM answer")}
    database.close()
    assert len(keys) == ARTICLES
    assert "f" * 64 not in keys


@pytest.mark.parametrize("after", ["uploads", "jobs", "answered"])
def test_a_killed_run_finds_its_job_again(provider, some, after):
    url = provider(polls=3)
    process = start(some, url)
    while not stats(url)[after] and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    code, err = finish(start(some, url))

    assert code == 0, err
    assert len(summaries(some)) == ARTICLES
    told = stats(url)
    assert (told["jobs"], told["paid_twice"]) == (1, 0)


def test_a_job_whose_id_was_never_noted_is_found_by_its_label(provider, some):
    import sqlite3

    url = provider(polls=3)
    process = start(some, url)
    while not stats(url)["jobs"]:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    # As if the kill had come between the provider's answer and our note of it.
    database = sqlite3.connect(some / "out" / "jobs.sqlite")
    database.execute("UPDATE job SET batch = NULL, state = 'uploaded', sum = ''")
    database.commit()
    database.close()
    code, err = finish(start(some, url))

    assert code == 0, err
    assert stats(url)["jobs"] == 1


def test_answers_serve_live_runs_too(provider, some, faults):
    finish(start(some, provider()))
    endpoint = faults()
    command = [
        sys.executable, "-m", "summarizer", "batch", str(some / "in"), "-o", str(some / "live"),
        "--base-url", endpoint.base_url, "--model", "m", "--workers", "1",
    ]  # fmt: skip
    environment = {**os.environ, "SUMMARIZE_CACHE_DIR": str(some / "c"), "SUMMARIZE_API_KEY": "k"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert endpoint.stats()["requests"] == 0


def test_requests_are_limited_here_too(provider, some):
    url = provider()
    code, err = finish(start(some, url, "--max-requests", "8"))

    assert code == 75
    assert "--max-requests" in err
    assert stats(url)["answered"] == 8
    assert len(summaries(some)) == 8


def test_the_embedded_model_has_no_batch_endpoint(some):
    command = [
        sys.executable, "-m", "summarizer", "batch", str(some / "in"), "-o", str(some / "out"), "--via", "batch-api",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 78


def test_a_parameter_that_every_line_is_refused_for_is_left_out_and_nothing_fails(provider, some):
    url = provider(refuse="max_tokens")
    code, err = finish(start(some, url))

    assert code == 0, err
    told = stats(url)
    assert (told["refused"], told["answered"], told["paid_twice"], told["jobs"]) == (ARTICLES, ARTICLES, 0, 2)


def test_a_line_that_a_filter_declines_is_one_failure_with_its_reason(provider, some):
    (some / "in" / "flagged.txt").write_text(writing.article(77).replace("The case is", "FLAGGED: the case is"))
    url = provider(flag="FLAGGED")
    code, err = finish(start(some, url))

    assert code == 3, err
    assert len(summaries(some)) == ARTICLES
    (failure,) = [json.loads(line) for line in (some / "out" / "failures.jsonl").read_text().splitlines()]
    assert failure["path"] == "flagged.txt"
    assert "flagged" in failure["reason"]


def test_mistral_s_form_of_jobs(provider, some):
    url = provider(form="mistral", expire_first=0.5, fail=0.2)
    code, err = finish(start(some, url, model="mistral/m"))

    assert code == 0, err
    assert len(summaries(some)) == ARTICLES
    told = stats(url)
    assert (told["answered"], told["paid_twice"]) == (ARTICLES, 0)


def test_a_host_without_a_batch_endpoint_is_named(some):
    code, err = finish(start(some, "http://127.0.0.1:9/v1", model="deepseek/m"))

    assert code == 78
    assert "deepseek has no batch endpoint" in err
