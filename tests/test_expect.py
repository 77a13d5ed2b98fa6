"""`--dry-run` against what the run then costs: a strong model's recorded answers, with tokens counted by a tokenizer."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import hosts as standins
import pytest
from conftest import ROOT
from inprocess import Pool, completion

from summarizer.batch.expect import Estimate
from summarizer.batch.spend import SpendLimit
from summarizer.commands import batch
from summarizer.console import Console
from summarizer.model.hosts import HOSTS
from summarizer.model.manners import Manners
from summarizer.model.price import per_token
from summarizer.question import Question
from summarizer.reading import Reading
from summarizer.recordings import parts
from summarizer.settings import load

RECORDED = ROOT / "fixtures" / "recordings" / "strong-2026-11"
SYSTEM, SCHEMA, TEMPLATE = 2_872, 1_866, 12
"""Tokens of the whole reader's first message, of its schema as JSON, and of what a chat template adds."""
TOKENS = {
    "aviation-runway-incident": (454, 1221),
    "conflict-harven-shelling": (492, 1371),
    "council-parking-charges": (470, 1374),
    "data-rents-rise": (476, 1193),
    "education-exam-leak": (508, 1421),
    "health-vaccine-trial": (494, 1557),
    "obituary-bridge-engineer": (496, 1110),
    "police-tunnel-heist": (439, 1263),
    "science-comet-dust": (504, 1032),
    "sport-tennis-walkover": (507, 1352),
}
"""Every fifth labelled article: tokens of its second message and of the recorded answer, by the tokenizer o200k_base.
Neither ratio that `--dry-run` uses for answers was fitted on these ten."""
MODELS = {
    "openai/gpt-6-luna": "writes", "anthropic/claude-opus-5-5": "", "google/gemini-2.5-flash": "reads",
    "mistral/mistral-small-latest": "", "deepseek/deepseek-v4-flash": "reads", "xai/grok-4.3": "reads",
}  # fmt: skip
"""What each host documents of its prompt cache where nothing is asked for: it serves a prefix that it has read before;
it keeps each prompt up to its end and charges for that; nothing."""


class StandIn:
    """Answers like the strong model, refuses like a host, and counts like both."""

    def __init__(self, model: str) -> None:
        self.host = standins.HOSTS[model.partition("/")[0]]
        self.caches = MODELS[model]
        self.answers: dict[str, tuple[str, str]] = {}
        for name in TOKENS:
            for entry in json.loads((RECORDED / f"{name}.json").read_text("utf-8"))["answers"]:
                self.answers.setdefault(entry["parts"]["passage"], (name, entry["raw"]["content"]))
        self.asked = 0

    def __call__(self, body: dict[str, Any], number: int) -> Any:
        refused = self.host.checks(body)
        if refused is not None:
            return refused
        schema = {"response_format": {"json_schema": {"schema": {}}}, "max_tokens": 0}
        name, content = self.answers[parts(body | schema)["passage"]]
        user, answer = TOKENS[name]
        read = SYSTEM + SCHEMA + user + TEMPLATE
        cached = (SYSTEM + SCHEMA) // 128 * 128 if self.caches == "reads" and self.asked else 0
        self.asked += 1
        used: dict[str, Any] = {"prompt_tokens": read, "completion_tokens": answer, "total_tokens": read + answer}
        if "deepseek" in body["model"]:
            used["prompt_cache_hit_tokens"] = cached
        else:
            used["prompt_tokens_details"] = {
                "cached_tokens": cached, "cache_write_tokens": read if self.caches == "writes" else 0,
            }  # fmt: skip
        return completion(content, usage=used)


@pytest.fixture
def ten(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in TOKENS:
        shutil.copy(next(ROOT.glob(f"evals/gold/articles/{name}.txt")), tmp_path / "in")
    return tmp_path / "in"


def ran(model: str, articles: Path, out: Path, monkeypatch: Any, **more: Any) -> tuple[int, dict[str, Any], Pool]:
    """Run a batch in this process: its exit code, its report, and what went out."""
    pool = Pool(StandIn(model))
    monkeypatch.setattr("summarizer.model.pool.CappedTransport", lambda *_: pool)
    monkeypatch.setenv(HOSTS[model.partition("/")[0]].keys[0], "sk-canary-0123456789")
    settings = load(model=model, concurrency=1)
    plan = batch.Plan(articles, out, workers=1, yes=True, **more)
    code = batch.run(plan, settings, Console(quiet=True))
    report = {} if plan.dry_run else json.loads((out / "run.json").read_text())
    return code, report, pool


def dollars(line: str, said: str) -> float:
    found = re.search(rf"^{line} +\$([\d.,]+)", said, re.MULTILINE)
    assert found, said
    return float(found[1].replace(",", ""))


@pytest.mark.parametrize("model", MODELS)
def test_a_dry_run_tells_within_ten_percent_what_the_run_costs(model, ten, tmp_path, monkeypatch, capsys):
    ran(model, ten, tmp_path / "dry", monkeypatch, dry_run=True)
    said = capsys.readouterr().out
    expected, worst = dollars("cost, expected", said), dollars("cost, worst case", said)
    code, report, pool = ran(model, ten, tmp_path / "out", monkeypatch, max_cost=100.0)

    assert (code, report["finished"], len(pool.bodies)) == (0, 10, 10)
    assert expected == pytest.approx(report["cost_usd"], rel=0.1)
    assert report["cost_usd"] <= worst
    # What `--max-cost` counts is the bill, not the bill without the host's cache.
    assert report["reserved_cost_usd"] == pytest.approx(report["cost_usd"], rel=0.001)


@pytest.mark.parametrize("model", MODELS)
def test_max_cost_is_never_passed(model, ten, tmp_path, monkeypatch):
    """The bill of a run that its limit ends stays below it, whatever writing to a cache costs."""
    _, whole, _ = ran(model, ten, tmp_path / "whole", monkeypatch)
    monkeypatch.setenv("SUMMARIZE_CACHE_DIR", str(tmp_path / "fresh"))
    limit = whole["cost_usd"] / 2
    code, report, pool = ran(model, ten, tmp_path / "out", monkeypatch, max_cost=limit)

    assert code == 75
    assert 0 < len(pool.bodies) < 10
    assert report["cost_usd"] <= limit


def test_what_a_request_may_cost_at_most_counts_writing_to_a_cache_and_the_schema_in_words():
    limit = SpendLimit("anthropic/claude-opus-5-5")
    prices = per_token("anthropic/claude-opus-5-5")
    assert prices is not None
    assert prices.written > prices.input
    assert limit.price(1_000, 0) == pytest.approx(1_000 * prices.written)

    asked = Question("read", "Read.", "x" * 3_400, Reading, 100)
    for name in ("anthropic", "openai"):
        estimate = Estimate(f"{name}/m", "m", Manners(HOSTS[name], "m"))
        estimate.add(asked)
        # Both ways of giving a schema where both are used: a host may count either.
        assert estimate.most.input > 1_000 + SCHEMA * (2 if name == "anthropic" else 1)


def test_later_pieces_of_a_long_article_are_expected_too(tmp_path, monkeypatch, capsys):
    (tmp_path / "in").mkdir()
    paragraph = "The council met on Tuesday and agreed to repair the bridge over the river before the winter. " * 4
    (tmp_path / "in" / "long.txt").write_text("\n\n".join(f"Part {n}. {paragraph}" for n in range(90)))
    ran("mistral/mistral-small-latest", tmp_path / "in", tmp_path / "out", monkeypatch, dry_run=True)

    assert re.search(r"requests +3$", capsys.readouterr().out, re.MULTILINE)


def test_a_model_that_thinks_is_said_to_and_a_batch_endpoint_takes_half():
    asked = Question("read", "Read.", "x", Reading, 100, likely=40)
    thinks = Estimate("openai/gpt-5-mini", "gpt-5-mini", Manners(HOSTS["openai"], "gpt-5-mini"))
    usual, half = (
        Estimate("openai/gpt-4.1", "gpt-4.1", Manners(HOSTS["openai"], "gpt-4.1"), batch=batch)
        for batch in (False, True)
    )
    for estimate in (thinks, usual, half):
        estimate.add(asked)

    assert "and what it thinks" in thinks.lines()[3]
    assert "thinks" not in usual.lines()[3]
    assert usual.cost == pytest.approx(2 * (half.cost or 0))
    assert usual.most_cost == pytest.approx(2 * (half.most_cost or 0))
    assert usual.likely.output == 40


def test_an_unknown_price_is_said_not_guessed():
    estimate = Estimate("openai/no-such-model", "no-such-model", Manners(HOSTS["openai"], "no-such-model"))
    estimate.add(Question("read", "Read.", "x", Reading, 100))

    assert [line.split()[2:4] for line in estimate.lines()[3:4]] == [["not", "known"]]
    assert "not known" in estimate.lines()[4]


@pytest.mark.parametrize(("model", "second"), [("gpt-6-luna", "written"), ("gpt-4.1", "cached")])
def test_a_host_that_charges_for_writing_finds_no_prefix_again(model, second):
    estimate = Estimate(f"openai/{model}", model, Manners(HOSTS["openai"], model))
    for user in ("one", "two"):
        estimate.add(Question("read", "Read. " * 1_000, user, Reading, 100, likely=40))
    likely = estimate.likely

    assert (likely.written, likely.cached > 0) == ((likely.input, False) if second == "written" else (0, True))
    assert likely.cached < likely.input / 2
