"""What every test shares: a home of its own, no network but loopback, and a hostile endpoint on demand."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
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
GOLD = ROOT / "evals" / "gold"
RECORDINGS = str(ROOT / "fixtures" / "recordings")
WIRE = str(ARTICLES / "wire-depot-fire.txt")
REPLAY = ["--recordings", RECORDINGS, "--model", "strong/2026-11"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
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
def typed(capfd):
    """Run the command line; give exit code, standard output, standard error."""
    from summarizer import cli

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            cli.run(list(words))
        out, err = capfd.readouterr()
        return int(stop.value.code or 0), out, err

    return run


@pytest.fixture
def batched(typed, parser_at, tmp_path, monkeypatch) -> Path:
    """Two articles in `news`, read into `out` without a model."""
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    monkeypatch.setenv("SUMMARIZE_CACHE_DIR", str(tmp_path / "cache"))
    news = tmp_path / "news"
    news.mkdir()
    for name in ("wire-depot-fire.txt", "sport-cup-final.txt"):
        (news / name).write_text((ARTICLES / name).read_text())
    code, _, err = typed("batch", str(news), "-o", str(tmp_path / "out"), "--model", "parser", "--workers", "1")
    assert code == 0, err
    return tmp_path


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits without jitter: none."""
    monkeypatch.setattr("random.uniform", lambda low, high: 0.0)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield running
        running.close()


@pytest.fixture
def view(browser, tmp_path) -> Iterator[Any]:
    """Opens a page; fails where it logs an error, throws, or asks the network for anything."""
    trouble: list[str] = []
    contexts = []

    def show(page: str | Path, **kind: Any) -> Any:
        if isinstance(page, str):
            path = tmp_path / "page.html"
            path.write_text(page, "utf-8", errors="backslashreplace")
        else:
            path = page
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **kind)
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: trouble.append(str(error)))
        tab.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        tab.on("request", lambda r: trouble.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
        tab.on("dialog", lambda dialog: trouble.append(dialog.message))
        tab.goto(path.as_uri())
        return tab

    yield show
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """The depot and three articles about one ferry, as a report."""
    from made import depot as depot_made
    from made import ferry

    from summarizer.commands import report
    from summarizer.console import Console

    place = tmp_path_factory.mktemp("corpus")
    made = [*ferry(), depot_made()]
    (place / "ferry.jsonl").write_text("".join(s.with_text(text).model_dump_json() + "\n" for s, text in made))
    report.run(place / "ferry.jsonl", place / "pages", Console(quiet=True))
    return place / "pages"


@pytest.fixture(scope="module")
def depot() -> tuple[Any, str]:
    """A summary made by hand, with a trace of every kind of item, and its article."""
    from made import depot as made

    return made()


@pytest.fixture
def asking(faults, one_question, monkeypatch) -> Any:
    """Start an endpoint; give it and the arguments that ask it."""
    monkeypatch.setenv("SUMMARIZE_API_KEY", "sk-canary-0123456789")

    def start(*rules: dict[str, Any], **more: Any) -> tuple[Any, dict[str, Any]]:
        endpoint = faults(*rules, **more)
        return endpoint, {"model": "m", "base_url": endpoint.base_url, "workers": 1}

    return start


def children() -> set[int]:
    mine = Path(f"/proc/{os.getpid()}/task")
    return {int(pid) for task in mine.iterdir() for pid in (task / "children").read_text().split()}


@pytest.fixture
def nothing_left():
    """No thread, no process and no signal handler outlives a batch, however it ended."""
    before, handlers = children(), [signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    yield
    left: Any = None
    for _ in range(40):
        left = children() - before, [t.name for t in threading.enumerate() if t.name.startswith(("batch", "answers"))]
        if not any(left):
            break
        time.sleep(0.05)
    assert left == (set(), [])
    assert [signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == handlers


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
