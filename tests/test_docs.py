"""The docs: every command that they show runs, what the tutorial shows is what is printed, and the site builds strictly."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import shown
import yaml
from conftest import ROOT

LINES: dict[str, Path] = {}
"""Every command line of the docs but the tutorial's, which run together, and the first page that shows it."""
for _page in (page for page in shown.PAGES if page.name != "tutorial.md"):
    for _block in (block for block in shown.blocks(_page.read_text("utf-8")) if block.form == "sh"):
        for _line in shown.lines(_block.body):
            LINES.setdefault(" ".join(_line.partition(" # ")[0].split()), _page)


@pytest.fixture(scope="module")
def endpoint():
    server = shown.StandIn()
    yield server.url
    server.close()


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory, parser_at: Path, endpoint: str) -> Path:
    """A folder with everything that the docs name."""
    place = tmp_path_factory.mktemp("docs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMARIZE_MODELS", str(shown.only_parser(parser_at, tmp_path_factory.mktemp("models"))))
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("SUMMARIZE_OFFLINE", "1")
        patch.chdir(place)
        shown.furnish(place)
        shown.fill(place, endpoint)
    return place


@pytest.fixture
def bare(parser_at: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with the parser and no embedded model."""
    monkeypatch.setenv("SUMMARIZE_MODELS", str(shown.only_parser(parser_at, tmp_path / "models")))


@pytest.fixture
def desk(furnished: Path, tmp_path: Path, bare: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, as working directory."""
    place = tmp_path / "desk"
    shutil.copytree(furnished, place)
    monkeypatch.chdir(place)
    return place


@pytest.mark.parametrize("line", LINES, ids=[f"{page.relative_to(ROOT)}: {line[:70]}" for line, page in LINES.items()])
def test_a_command_of_the_docs_runs(line: str, desk: Path, endpoint: str, monkeypatch):
    given = (desk / "article.txt").read_text("utf-8")
    for words in shown.commands(line):
        behind = shown.ours(words)
        assert shown.unknown(behind or []) == [], words
        if shown.reason(words):
            for script in (word for word in words if word.endswith(".py")):
                assert (ROOT / script).is_file(), script
            continue
        assert behind is not None or words[0] in ("python", "ls", "head", "cat", "cp"), f"who runs {words[0]}?"
        replayed = "eval" in words and "--live" not in words  # needs no key, and gets none
        if any(word.startswith("openai/") for word in words) and not replayed:
            monkeypatch.setenv("OPENAI_API_KEY", "sk-of-nobody")
            monkeypatch.setenv("OPENAI_BASE_URL", endpoint)
        if words[1:] == ["doctor"]:  # whose embedded model is not installed where the suite runs
            monkeypatch.setenv("SUMMARIZE_MODEL", "parser")
        real = [re.sub(r"http://(HOST:8000|balancer)/v1", endpoint, word) for word in shown.spread(words)]
        code, printed = shown.run(real, given)
        assert code == (4 if "--min" in words and "is below" in printed else 0), printed


def test_what_the_tutorial_shows_is_what_is_printed(tmp_path: Path, bare: None, monkeypatch):
    place = tmp_path / "desk"
    shown.furnish(place)
    monkeypatch.chdir(place)
    text = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
    shows = {first.body: second.body for first, second in shown.outputs(text)}
    assert len(shows) >= 4
    wrong = [w for block, printed in shown.told(text) if (w := shown.differs(shows.get(block.body, printed), printed))]
    assert not wrong, "python tests/shown.py\n" + "\n".join(wrong)


@pytest.mark.parametrize("page", shown.PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_named_in_passing_have_their_options(page: Path):
    text = page.read_text("utf-8")
    for block in reversed(shown.blocks(text)):
        text = text[: block.start] + text[block.end :]
    for command in re.findall(r"`(summarize [^`]+)`", text):
        for words in shown.commands(" ".join(command.split())):
            assert shown.unknown(shown.ours(words) or []) == [], command


def test_an_option_that_does_not_exist_is_found():
    assert shown.unknown(["batch", "articles/", "--no-such-thing"]) == ["--no-such-thing"]
    assert shown.unknown(["models", "paint"]) == ["paint"]
    assert shown.unknown(["article.txt", "--min", "3"]) == ["--min"]
    assert shown.unknown(["article.txt", "-o", "page.html"]) == []


WORKFLOWS = [*(ROOT / ".github" / "workflows").glob("*.yml"), ROOT / "docs" / "gate.md"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_are_valid_and_what_they_run_exists(path: Path, tmp_path: Path):
    text = path.read_text("utf-8")
    made = [block.body for block in shown.blocks(text) if block.form == "yaml"] if path.suffix == ".md" else [text]
    assert made
    for number, body in enumerate(made):
        (tmp_path / f"{number}.yml").write_text(body, "utf-8")
        command = [
            "-m",
            "check_jsonschema",
            "--builtin-schema",
            "vendor.github-workflows",
            str(tmp_path / f"{number}.yml"),
        ]
        done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        for job in yaml.safe_load(body)["jobs"].values():
            for line in (step["run"] for step in job["steps"] if "run" in step):
                for words in shown.commands(line):
                    assert shown.unknown(shown.ours(words) or []) == [], line


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly and without a network."""
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr, done.stderr
    return out


def test_the_site_is_built_whole(site: Path):
    pages = {str(path.relative_to(site).parent) for path in site.rglob("index.html")}
    for name in ("tutorial", "gate", "design", "reference", "api", "output", "evals", "prompts", "CHANGELOG"):
        assert name in pages
    api = (site / "api" / "index.html").read_text("utf-8")
    import summarizer

    for name in summarizer.__all__:
        assert f'id="summarizer.{name}"' in api, name


def test_the_site_loads_nothing_from_elsewhere(site: Path):
    for path in [*site.rglob("*.html"), *site.rglob("*.css")]:
        text = path.read_text("utf-8")
        loaded = re.findall(
            r"<(?:script|img|iframe)[^>]+src=\"?(https?:)?//|<link[^>]+href=\"?https?://[^>]*stylesheet", text
        )
        assert loaded == [], path.name
        assert not re.findall(r"url\(\s*[\"']?(?:https?:)?//", text), path.name


def test_markdown_reads_the_same_on_the_site(site: Path):
    """What a code host reads as a table or a list, the site's reader may take for words of the paragraph before."""
    for path in site.rglob("*.html"):
        words = re.sub(
            r"<pre.*?</pre>|<code.*?</code>|<script.*?</script>", "", path.read_text("utf-8"), flags=re.DOTALL
        )
        assert not re.search(r"\|\s*-{3}|^\s*(?:<p>)?\|.*\|$|^- \S|^```", words, re.MULTILINE), path.relative_to(site)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["eval"], 66, "come with the source"),
        (["eval", "--gold", "my-labels", "--model", "parser", "--baseline", "none.json"], 66, "no baseline"),
        (["eval", "--gold", "my-labels"], 66, "--live asks a model"),
        (["eval", "--gold", "my-labels", "--model", "parser"], 0, "quotes.speaker"),
    ],
)
def test_eval_says_what_it_needs(desk: Path, words: list[str], code: int, told: str):
    shutil.rmtree("evals")
    shutil.rmtree("fixtures")
    result, printed = shown.run(["summarize", *words])
    assert (result, told in printed) == (code, True), printed


def test_nothing_says_to_install_a_name_that_no_index_has():
    folder = ROOT / "summarizer"
    shown_there = [p for p in folder.rglob("*") if p.suffix in (".py", ".html", ".js") and "readers" not in p.parts]
    for path in [*shown.PAGES, *shown_there]:
        assert "grounded-summarizer[" not in path.read_text("utf-8"), path.name
