"""What the docs of the library show runs as it stands: every example, the notebook, the types."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT

NOTEBOOK = ROOT / "examples" / "who-said-what.ipynb"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder like a checkout, that may be written to."""
    place = tmp_path / "checkout"
    place.mkdir()
    (place / "fixtures").symlink_to(ROOT / "fixtures")
    return place


def python(words: list[str], place: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", *words]
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False, timeout=300)


def test_every_example_of_the_docs_runs_and_says_something(checkout):
    blocks = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "library.md").read_text("utf-8"), re.DOTALL | re.M)
    assert len(blocks) >= 6
    (checkout / "page.py").write_text(
        "".join(f"{block}\nprint('--- {n}')\n" for n, block in enumerate(blocks)), "utf-8"
    )
    done = python(["page.py"], checkout)

    assert done.returncode == 0, done.stderr
    assert "Tobias Hale ['We have not given up hope" in done.stdout
    assert "the article is too short" in done.stdout
    assert f"--- {len(blocks) - 1}" in done.stdout
    assert done.stderr == ""


def test_the_notebook_runs_and_is_kept_without_its_outputs(monkeypatch, home):
    from nbclient import NotebookClient

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    home.mkdir()
    book = nbformat.read(NOTEBOOK, 4)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    NotebookClient(
        book, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOK.parent)}}
    ).execute()
    shown = json.dumps([cell.outputs for cell in code], ensure_ascii=False)

    assert "Tobias Hale: We have not given up hope" in shown
    assert "image/png" in code[-1].outputs[-1].data
    assert "wire-depot-fire.txt" in shown


def test_the_api_is_typed_for_who_uses_it(tmp_path):
    script = """
from __future__ import annotations

from pathlib import Path

from summarizer import Article, Collection, Outcome, Summary, asummarize, asummarize_many, frame, read_output
from summarizer import summarize, summarize_many


async def several(paths: list[Path]) -> list[Summary]:
    found = [await asummarize(path, model="openai/gpt-5-mini") for path in paths]
    async for outcome in asummarize_many(paths, out=Path("out"), max_cost=5.0):
        found.append(outcome.result())
    return found


def name(outcome: Outcome) -> str | None:
    return outcome.summary.article.title if outcome.summary else str(outcome.error)


names = [name(outcome) for outcome in summarize_many(Article.from_text(text) for text in ["one", "two"])]
summary: Summary = summarize("text", published="2025-03-14")
made: Collection = read_output("out")
reveal_type(frame(made, "claims").columns)
reveal_type(frame([summary], "events", backend="polars").height)
speakers: list[str] = [quote.speaker.name for quote in summary.quotes if quote.speaker]
frame(summary, "quote")
"""
    (tmp_path / "uses.py").write_text(script, "utf-8")
    settings = {"typeCheckingMode": "strict", "extraPaths": [str(ROOT)], "pythonVersion": "3.11"}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [
        sys.executable,
        "-m",
        "basedpyright",
        "--pythonpath",
        sys.executable,
        "--outputjson",
        "-p",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    told = [(d["severity"], d["message"]) for d in json.loads(done.stdout)["generalDiagnostics"]]

    errors = [message for severity, message in told if severity == "error"]
    assert len(errors) == 1, errors
    assert "Literal['quote']" in errors[0]
    revealed = [message for severity, message in told if severity == "information"]
    assert len(revealed) == 2
    assert 'is "int"' in revealed[1]
