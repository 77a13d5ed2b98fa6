"""What is shipped beside the package: wheel, container, Action, hook. None of it needs a registry of images here."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ARTICLES, ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOK: dict[str, Any] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
DOCS = (ROOT / "docs" / "library.md").read_text("utf-8")
TOOLS = Path(sys.executable).parent
WHERE = "import importlib.util; print(importlib.util.find_spec('summarizer').origin)"


def ran(words: list[str], place: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}", **variables}
    return subprocess.run(words, cwd=place, env=environment, capture_output=True, text=True, check=False, timeout=300)


def instructions(name: str) -> list[str]:
    """The instructions of one name, lines that go on joined."""
    return re.findall(rf"^{name} (.*)$", DOCKERFILE.replace("\\\n", " "), re.MULTILINE)


@pytest.mark.parametrize(
    "command",
    [
        ["hadolint", "Dockerfile"],
        ["check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"],
        ["check-jsonschema", "--builtin-schema", "vendor.github-workflows", ".github/workflows/ci.yml"],
        ["pre-commit", "validate-manifest", ".pre-commit-hooks.yaml"],
    ],
    ids=lambda words: words[0] + words[-1],
)
def test_those_who_check_such_files_have_nothing_to_say(command):
    done = ran(command)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_image_s_first_stage_installs_a_program_that_runs(tmp_path):
    source, target = tmp_path / "src", tmp_path / "installed"
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    for line in instructions("COPY"):
        *names, place = line.split()
        if names[0].startswith("--from"):
            assert [*names[1:], place] == ["/opt/summarizer", "/opt/summarizer"]
            continue
        for name in names:
            assert f"!{name}" in ignored
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, tmp_path / place.strip("/"), ignore=shutil.ignore_patterns("__pycache__"))
            else:
                source.mkdir(exist_ok=True)
                shutil.copy(ROOT / name, source)
    extras = dict(line.split("=") for line in instructions("ARG"))
    build = instructions("RUN")[0].replace("/opt/summarizer", str(target)).replace("/src[", f"{source}[")
    # Its libraries, and what builds it, are those of this environment: nothing is fetched.
    libraries = sysconfig.get_path("purelib")
    ours = {"PYTHONPATH": libraries, "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
    done = ran(["sh", "-euc", build], tmp_path, **ours, **extras)
    assert done.returncode == 0, done.stderr

    (package,) = target.glob("lib/python*/site-packages/summarizer")
    assert (package / "py.typed").is_file()
    entry = json.loads(instructions("ENTRYPOINT")[0])
    replay = ["--model", "strong/2026-11", "--recordings", str(ROOT / "fixtures" / "recordings"), "--format", "json"]
    article = str(ARTICLES / "wire-depot-fire.txt")
    program = str(target / "bin" / entry[0])
    helped = ran([program, *json.loads(instructions("CMD")[0])], tmp_path, PYTHONPATH=libraries)
    assert "Usage: summarize" in helped.stdout, helped.stderr
    done = ran([program, article, *replay], tmp_path, PYTHONPATH=libraries)
    assert json.loads(done.stdout)["status"] == "ok", done.stderr
    where = ran([str(target / "bin" / "python"), "-c", WHERE], tmp_path)
    assert Path(where.stdout.strip()).parent == package


def test_the_image_runs_as_nobody_of_weight_and_names_extras_that_exist():
    assert instructions("USER") == ["10001"]
    assert "--uid 10001" in instructions("RUN")[1]
    named = [*re.findall(r"EXTRAS=([\w,]+)", DOCKERFILE + DOCS), *re.findall(r"\.\[([\w,]+)\]", DOCS)]
    assert len(named) >= 3
    assert {extra for names in named for extra in names.split(",")} <= set(EXTRAS)
    assert "has not been built" in DOCS


@pytest.fixture
def action(tmp_path: Path) -> Any:
    """Run the Action's script as a runner would, with some inputs."""
    gold = tmp_path / "evals" / "gold"
    (gold / "articles").mkdir(parents=True)
    for name in ("aviation-runway-incident", "business-airline-merger"):
        shutil.copy(ROOT / "evals" / "gold" / f"{name}.json", gold)
        shutil.copy(ROOT / "evals" / "gold" / "articles" / f"{name}.txt", gold / "articles")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "summarize"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m summarizer "$@"\n')
    program.chmod(0o755)
    (step,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "eval"]

    def run(**inputs: str) -> tuple[int, str, str]:
        given = {name: about["default"] for name, about in ACTION["inputs"].items()} | {"gold": str(gold)} | inputs
        variables = {
            variable: given[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)[1]]  # type: ignore[index]
            for variable, value in step["env"].items()
        }
        script = tmp_path / "step.sh"
        script.write_text(step["run"])
        files = {name: str(tmp_path / name.lower()) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            Path(file).write_text("")
        path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
        more = {"RUNNER_TEMP": str(tmp_path), "PYTHONPATH": str(ROOT), "PATH": path}
        done = ran(["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)], **variables, **files, **more)
        assert f"report={tmp_path}/eval.md" in Path(files["GITHUB_OUTPUT"]).read_text()
        return done.returncode, Path(files["GITHUB_STEP_SUMMARY"]).read_text(), done.stdout + done.stderr

    return run


@pytest.mark.parametrize(
    ("extras", "typed"),
    [("", "pip install .\n"), ("documents", "pip install .[documents]\n"),
     ("documents,local", "pip install .[documents,local]\nsummarize models fetch parser\n")],
)  # fmt: skip
def test_the_action_installs_what_the_small_reader_needs_where_it_is_wished(tmp_path, extras, typed):
    (step,) = [step for step in ACTION["runs"]["steps"] if step.get("name") == "Install"]
    for name, words in (("python", "pip install $5"), ("summarize", "summarize $*")):
        (tmp_path / name).write_text(f'#!/bin/sh\necho "{words}" >> "{tmp_path}/log"\n')
        (tmp_path / name).chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = ran(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
               PACKAGE=".", EXTRAS=extras, PATH=path)  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "log").read_text() == typed
    assert {"spacy", "xllamacpp"} <= {re.split("[<>=]", need)[0] for need in EXTRAS["local"]}


RECORDED = {"recordings": str(ROOT / "fixtures" / "recordings"), "model": "strong/2026-11"}


def test_the_action_writes_its_report_and_passes_above_the_floors(action):
    code, summary, said = action(**RECORDED, min="quotes.f1=0.5\n\nclaims.f1=0.5\n")

    assert code == 0, said
    assert "| quotes" in summary


def test_the_action_fails_below_a_floor_and_still_reports(action):
    code, summary, said = action(**RECORDED, min="claims.f1=1.01")

    assert code == 4, said
    assert "::error title=Evals::" in said
    assert "| quotes" in summary


def test_an_input_of_the_action_is_never_run(action, tmp_path):
    trap = f'x"; touch {tmp_path}/trap; $(touch {tmp_path}/trap) `touch {tmp_path}/trap`'
    code, _, said = action(**RECORDED | {"model": trap}, baseline=trap, min=trap)

    assert code == 2, said
    assert not (tmp_path / "trap").exists()


def test_the_action_s_inputs_are_declared_and_told():
    text = (ROOT / "action.yml").read_text("utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])
    told = set(re.findall(r"^\| `([\w-]+)` \|", DOCS.partition("## In CI")[2], re.MULTILINE))
    assert told == set(ACTION["inputs"])
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_the_hook_looks_at_what_changes_the_figures():
    pattern = re.compile(HOOK["files"])
    matching = [
        "prompts/read/v1/system.txt", "evals/gold/wire-depot-fire.json", "evals/baseline.json",
        "fixtures/recordings/strong-2026-11/wire-depot-fire.json",
    ]  # fmt: skip
    for name in matching:
        assert (ROOT / name).is_file(), name
        assert pattern.search(name)
    assert not pattern.search("README.md")
    assert ran([*HOOK["entry"].split(), "--help"]).returncode == 0
