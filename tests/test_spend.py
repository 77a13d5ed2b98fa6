"""What a batch may spend: requests, money, a yes before a costly run."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest
from conftest import ROOT

from summarizer.batch.spend import SpendLimit
from summarizer.errors import BudgetError, SettingsError
from summarizer.model.body import Usage

sys.path.insert(0, str(ROOT / "evals" / "benchmarks"))
import articles as writing
from batches import finish, lines, start

pytestmark = pytest.mark.usefixtures("one_question")


def test_requests_are_limited_and_the_rest_is_for_next_time(faults, some, tmp_path):
    endpoint = faults()
    code, _, err = finish(start(some, tmp_path / "out", endpoint.base_url, tmp_path / "c", "--max-requests", "25"))

    assert code == 75
    assert "--max-requests 25" in err
    assert endpoint.stats()["requests"] == 25
    assert len(lines(tmp_path / "out" / "summaries.jsonl")) == 25


def test_a_dry_run_asks_nothing_and_says_what_it_would_cost(faults, some, tmp_path):
    endpoint = faults()
    code, out, _ = finish(start(some, tmp_path / "out", endpoint.base_url, tmp_path / "c", "--dry-run"))

    assert code == 0
    assert "articles            60" in out
    assert "requests            60" in out
    assert "worst case" in out
    assert endpoint.stats()["requests"] == 0


def test_a_costly_run_needs_a_yes_where_nobody_can_be_asked(faults, tmp_path):
    writing.write(tmp_path / "articles", 2000)
    command = [
        sys.executable,
        "-m",
        "summarizer",
        "batch",
        str(tmp_path / "articles"),
        "-o",
        str(tmp_path / "out"),
        "--model",
        "openai/gpt-4o",
    ]
    environment = {**os.environ, "OPENAI_API_KEY": "sk-canary-0123456789", "OPENAI_BASE_URL": faults().base_url}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )

    assert done.returncode == 78
    assert "--yes" in done.stderr
    assert "$" in done.stderr


def test_money_is_never_overspent(faults, tmp_path):
    writing.write(tmp_path / "articles", 60)
    for seed in range(2):
        endpoint = faults(
            {"do": "no_usage", "p": 0.1},
            {"do": "status", "status": 500, "p": 0.1},
            {"do": "reset", "p": 0.05},
            seed=seed,
        )
        command = [sys.executable, "-m", "summarizer", "batch", str(tmp_path / "articles"), "-o", str(tmp_path / f"out{seed}"),
                   "--model", "openai/gpt-4o-mini", "--max-cost", "0.002", "--concurrency", "16"]  # fmt: skip
        environment = {
            **os.environ,
            "OPENAI_API_KEY": "k",
            "OPENAI_BASE_URL": endpoint.base_url,
            "SUMMARIZE_CACHE_DIR": str(tmp_path / f"c{seed}"),
        }
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        spent = sum(
            (r.get("prompt_tokens") or 0) * 0.15e-6 + (r.get("completion_tokens") or 0) * 0.6e-6
            for r in endpoint.lines()
            if r.get("billed")
        )

        assert done.returncode == 75, done.stderr
        assert 0 < spent <= 0.002


def test_an_unknown_price_cannot_be_limited():
    with pytest.raises(SettingsError, match="not known"):
        SpendLimit("openai/no-such-model-at-all", max_cost=1)


def test_a_reservation_waits_for_those_under_way_before_it_says_no():

    async def run() -> None:
        limit = SpendLimit("local/m", max_requests=2)
        first = await limit.reserve(1, 1)
        await limit.reserve(1, 1)
        waiting = asyncio.create_task(limit.reserve(1, 1))
        await asyncio.sleep(0.01)
        assert not waiting.done()
        await limit.settle(first, Usage(0, 0), sent=False)
        await waiting
        limit._under_way = 0
        with pytest.raises(BudgetError):
            await limit.reserve(1, 1)

    asyncio.run(run())
