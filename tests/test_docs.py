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
from conftest import ROOT

LINES = [
    pytest.param(page, line, id=f"{page.relative_to(ROOT)}: {line[:60]}")
    for page in shown.PAGES
    if page.name != "tutorial.md"
    for block in shown.blocks(page.read_text("utf-8"))
    if block.form == "sh"
    for line in shown.lines(block.body)
]


@pytest.fixture(scope="module")
def endpoint():
    server = shown.StandIn()
    yield server.url
    server.close()


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory, parser_at: Path) -> Path:
    """A folder with everything that the docs name."""
    place = tmp_path_factory.mktemp("docs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMARIZE_MODELS", str(parser_at))
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.chdir(place)
        shown.furnish(place)
        shown.fill(place)
    return place


@pytest.fixture
def desk(furnished: Path, tmp_path: Path, parser_at: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, as working directory."""
    place = tmp_path / "desk"
    shutil.copytree(furnished, place)
    monkeypatch.chdir(place)
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    return place


@pytest.mark.parametrize(("page", "line"), LINES)
def test_a_command_of_the_docs_runs(page: Path, line: str, desk: Path, endpoint: str, monkeypatch):
    given = (desk / "article.txt").read_text("utf-8")
    for words in shown.commands(line):
        behind = shown.ours(words)
        assert shown.unknown(behind or []) == [], words
        if shown.reason(words):
            for script in (word for word in words if word.endswith(".py")):
                assert (ROOT / script).is_file(), script
            continue
        assert behind is not None or words[0] in ("python", "ls", "head", "cat", "cp"), f"who runs {words[0]}?"
        if any(word.startswith("openai/") for word in words):
            monkeypatch.setenv("OPENAI_API_KEY", "sk-of-nobody")
            monkeypatch.setenv("OPENAI_BASE_URL", endpoint)
        real = [re.sub(r"http://(HOST:8000|balancer)/v1", endpoint, word) for word in shown.spread(words)]
        code, printed = shown.run(real, given)
        assert code in ((0, 4) if "--min" in words else (0,)), printed


def test_what_the_tutorial_shows_is_what_is_printed(tmp_path: Path, parser_at: Path, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    monkeypatch.chdir(tmp_path)
    shown.furnish(tmp_path)
    text = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
    told = {first.body: second.body for first, second in shown.outputs(text)}
    assert len(told) >= 4
    wrong = []
    for block in (b for b in shown.blocks(text) if b.form == "sh"):
        printed = ""
        for words in (words for line in shown.lines(block.body) for words in shown.commands(line)):
            assert not shown.reason(words), words
            code, more = shown.run(shown.spread(words))
            assert code == 0, more
            printed += more
        if block.body in told and (wrongly := shown.differs(told[block.body], printed)):
            wrong.append(wrongly)
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
        loaded = re.findall(r"<(?:script|img|iframe)[^>]+src=\"?(https?:)?//|<link[^>]+href=\"?https?://[^>]*stylesheet", text)
        assert loaded == [], path.name
        assert not re.findall(r"url\(\s*[\"']?(?:https?:)?//", text), path.name


def test_markdown_reads_the_same_on_the_site(site: Path):
    """What a code host reads as a table or a list, the site's reader may take for words of the paragraph before."""
    for path in site.rglob("*.html"):
        words = re.sub(r"<pre.*?</pre>|<code.*?</code>|<script.*?</script>", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"\|\s*-{3}|^\s*(?:<p>)?\|.*\|$|^- \S|^```", words, re.MULTILINE), path.relative_to(site)
