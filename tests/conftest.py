"""What every test shares: a home of its own, no network but loopback, and a hostile endpoint on demand."""

from __future__ import annotations

import json
import os
import runpy
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# How long an example takes says something of the machine, not of the code.
settings.register_profile("plain", deadline=None)
settings.load_profile("plain")

from summarizer import redact

ROOT = Path(__file__).parent.parent

if "MUTANT_UNDER_TEST" in os.environ:
    # Mutation tests fork a process for each mutant: what nearly all of them would load is loaded once, before.
    import openai.resources  # noqa: F401

    from summarizer.article import Article
    from summarizer.passage import cut

    _passage = cut(
        Article.from_text("Nothing was sold in Brun on Sunday, the owner of the mill said. Nobody asked why.")
    )
ARTICLES = ROOT / "fixtures" / "articles"
SERVER = Path(__file__).parent / "faultserver" / "faultserver.py"


MODELS = Path(os.environ.get("SUMMARIZE_MODELS") or Path.home() / ".cache" / "grounded-summarizer" / "models")


@pytest.fixture(scope="session")
def parser_at() -> Path:
    """The folder of models with the small reader's parser in it; a test that parses never skips."""
    from summarizer.local.parser import fetch_parser

    fetch_parser(MODELS, lambda *_: None)
    return MODELS


if "MUTANT_UNDER_TEST" in os.environ:
    from summarizer.local.parser import fetch_parser
    from summarizer.readers.steps.parse import load, parse

    pipeline = load(fetch_parser(MODELS, lambda *_: None))
    parse(_passage, pipeline)


@pytest.fixture
def judged_by_parser(parser_at: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """Read a text of 3 September 2025 with the parser alone, and judge what it finds."""
    import asyncio
    from datetime import date

    from inprocess import nobody

    from summarizer import ground
    from summarizer.article import Article
    from summarizer.passage import cut
    from summarizer.question import Tally
    from summarizer.readers import steps

    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))

    def reading(text: str) -> Any:
        passage = cut(Article.from_text(text, title="A day in Velby", published=date(2025, 9, 3)))
        return ground.judge(passage, asyncio.run(steps.read(passage, nobody(), Tally())).reading)

    return reading


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Nothing of the developer's own machine reaches a test."""
    for name in list(os.environ):
        if name.startswith(("OPENAI", "SUMMARIZE", "AZURE", "OPENROUTER")):
            monkeypatch.delenv(name)
    place = tmp_path / "home"
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("XDG_CACHE_HOME", str(place / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place / "config"))
    monkeypatch.setenv("SUMMARIZE_OFFLINE", "1")
    yield place
    redact.forget()


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the network fails."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached for {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


class Endpoint:
    """A running fault server."""

    def __init__(self, base_url: str, log: Path) -> None:
        self.base_url = base_url
        self.log = log

    def stats(self) -> dict[str, Any]:
        with urllib.request.urlopen(self.base_url.removesuffix("/v1") + "/stats") as answer:
            return json.load(answer)

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@pytest.fixture
def faults(tmp_path: Path) -> Iterator[Callable[..., Endpoint]]:
    """Start a hostile endpoint: `faults({"do": "status", "status": 500})` or `faults(scenario="bad_day")`."""
    running: list[subprocess.Popen[str]] = []

    def start(*rules: dict[str, Any], scenario: str = "", responder: str = "", **more: Any) -> Endpoint:
        number = len(running)
        if scenario:
            path = SERVER.parent / "scenarios" / f"{scenario}.json"
        else:
            path = tmp_path / f"scenario{number}.json"
            path.write_text(json.dumps({"seed": 1, "rules": list(rules)} | more))
        log = tmp_path / f"requests{number}.jsonl"
        command = [sys.executable, str(SERVER), "--port", "0", "--scenario", str(path), "--log", str(log)]
        command += ["--responder", responder] if responder else []
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=SERVER.parent)
        running.append(process)
        assert process.stdout
        return Endpoint(json.loads(process.stdout.readline())["base_url"], log)

    yield start
    for process in running:
        process.terminate()
        process.wait(10)
        if process.stdout:
            process.stdout.close()


@pytest.fixture
def some(tmp_path: Path) -> Path:
    """A folder of sixty written articles."""
    write = runpy.run_path(str(ROOT / "evals" / "benchmarks" / "articles.py"))["write"]
    write(tmp_path / "articles", 60)
    return tmp_path / "articles"


@pytest.fixture
def one_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that a test starts read an article by one small question, whatever the readers of the day do."""
    places = [str(Path(__file__).parent / "onequestion" / "site"), str(ROOT)]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(places))


class FirstChoice:
    """Answers every question with the first choice, "none of these": the least helpful honest model."""

    name = "recorded/first-choice"

    async def ask(self, request: Any, tally: Any) -> Any:
        from summarizer.questions import Choice, Sheet

        if request.task == "article":
            return Sheet(**{q.id: q.choices[0] for q in request.questions})
        return Choice(answer=request.questions[0].choices[0])
