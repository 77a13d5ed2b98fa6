"""`summarize doctor` finds what is wrong before a run does, and the shell completes commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer import cli
from summarizer.local.catalogue import CATALOGUE, DEFAULT


@pytest.fixture(autouse=True)
def clean(monkeypatch, tmp_path):
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARIZE_MODEL", "SUMMARIZE_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SUMMARIZE_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("SUMMARIZE_CONFIG", str(tmp_path / "config.toml"))


def doctor(capsys, *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stop:
        cli.run(["doctor", *words])
    return int(stop.value.code or 0), capsys.readouterr().out


@pytest.fixture
def local(monkeypatch):
    """Where the embedded model's runtime is installed, or seems to be."""
    from summarizer.commands import doctor as room

    known = room.find_spec
    monkeypatch.setattr(room, "find_spec", lambda name: object() if name == "xllamacpp" else known(name))


def test_a_model_that_is_not_here_yet_is_no_fault(capsys, local):
    code, out = doctor(capsys)
    assert code == 0
    assert f"local/{DEFAULT} (no key is set" in out
    assert "1,117 MB will be fetched once into" in out


def test_a_model_that_is_here_is_named_with_its_place(capsys, local, monkeypatch, tmp_path):
    weights = CATALOGUE[DEFAULT]
    with (tmp_path / weights.file).open("wb") as file:
        file.truncate(weights.bytes)
    monkeypatch.setenv("SUMMARIZE_MODELS", str(tmp_path))
    code, out = doctor(capsys)
    assert code == 0
    assert "will be fetched" not in out


def test_without_the_runtime_the_next_command_is_said(capsys, monkeypatch):
    from summarizer.commands import doctor as room

    monkeypatch.setattr(room, "find_spec", lambda _: None)
    code, out = doctor(capsys)
    assert code == 69
    assert 'pip install ".[local]"' in out


def test_an_endpoint_that_answers_is_fine(capsys, faults):
    endpoint = faults(models=["m", "other"])
    code, out = doctor(capsys, "--base-url", endpoint.base_url, "--model", "m")
    assert code == 0, out
    assert "answers, 2 models" in out
    assert "a strict schema, max_tokens 1000" in out


@pytest.mark.parametrize(
    ("model", "says"),
    [
        (
            "openai/gpt-6-luna",
            ["reasoning_effort none, temperature 0, max_completion_tokens", "$0.10 a million", "1,050,000"],
        ),
        ("deepseek/deepseek-chat", ["JSON mode and the schema in words", "thinking {'type': 'disabled'}"]),
        ("ollama/llama3.3", ["free", "OLLAMA_CONTEXT_LENGTH", "GET http://127.0.0.1:9/v1/models"]),
        ("mistral/no-such-model-at-all", ["is not known, so --max-cost cannot be kept"]),
    ],
)
def test_what_will_be_sent_what_it_costs_and_how_much_is_read_is_told(capsys, monkeypatch, model, says):
    monkeypatch.setenv("SUMMARIZE_API_KEY", "k")
    if model.startswith("ollama"):
        words = ("--base-url", "http://127.0.0.1:9/v1")
    else:
        monkeypatch.setattr("summarizer.commands.doctor._endpoint", lambda _: iter(()))
        words = ()
    _, out = doctor(capsys, "--model", model, *words)

    assert all(words in out for words in says), out


def test_a_model_the_endpoint_does_not_know_is_told_with_what_it_has(capsys, faults):
    endpoint = faults(models=["other"])
    code, out = doctor(capsys, "--base-url", endpoint.base_url, "--model", "m")
    assert code == 78
    assert "has no 'm'; it has other" in out


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--base-url", "http://127.0.0.1:9/v1", "--model", "m"), 69, "cannot be reached"),
        (("--model", "nobody/x"), 78, "names no known provider"),
        (("--model", "openai/gpt-4.1-mini"), 78, "OPENAI_API_KEY is not set"),
    ],
)
def test_what_would_stop_a_run_is_found_with_its_exit_code(capsys, words, code, says):
    got, out = doctor(capsys, *words)
    assert (got, says in out, "→" in out) == (code, True, True)


def test_the_key_is_never_printed(capsys, faults, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-0123456789")
    _, out = doctor(capsys, "--base-url", faults(models=["m"]).base_url, "--model", "m")
    assert "canary" not in out


def test_a_shared_disk_is_warned_of(capsys, local, monkeypatch):
    from summarizer.commands import doctor as room

    monkeypatch.setattr(room, "_file_system", lambda _: "nfs4")
    code, out = doctor(capsys)
    assert code == 0
    assert "locks are not to be trusted" in out


def test_the_kind_of_file_system_is_told_by_its_mount():
    from summarizer.commands.doctor import _file_system

    assert _file_system(Path("/proc/self")) == "proc"


@pytest.mark.parametrize(("typed", "given"), [("summarize ba", "batch"), ("summarize export --t", "--to")])
def test_the_shell_completes_commands_and_options(typed, given):
    words = typed.split()
    done = subprocess.run(
        [sys.executable, "-c", "from summarizer.cli import run; run()"], capture_output=True, text=True, check=False,
        env=os.environ | {"_SUMMARIZE_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1)},
    )  # fmt: skip
    assert given in done.stdout.split()
