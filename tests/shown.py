"""The commands that the docs show: found in their `sh` blocks, and run in a folder that holds everything they name.

`python tests/shown.py` writes the outputs that the tutorial shows anew.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer.main
from conftest import MODELS, ROOT
from inprocess import completion

from summarizer import cli, review
from summarizer.summary import Summary

PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "evals" / "README.md",
    ROOT / "evals" / "GUIDELINES.md",
    ROOT / "prompts" / "README.md",
]
FOREIGN = {
    ".ci/run": "runs this test",
    "python3": "makes an environment: .ci/run does",
    ".venv/bin/pip": "installs: .ci/run does",
    "pip": "installs: .ci/run does",
    "curl": "the network; what it gives comes from an article here",
    "vllm": "a model server that is not ours",
    "docker": "not on every machine",
    "export": "sets a key of the reader's own",
}
"""Programs that are not run, and why."""
PARSED = {
    "--engine ray": "a cluster of many machines and a database; tests/test_cluster.py runs one",
    "--via batch-api": "answers within a day; tests/test_half_price.py runs it against a stand-in",
    "--baseline evals/baseline.json": "minutes; the last line of test.sh runs it",
    "models fetch": "fetches a file; tests/test_local.py does against a stand-in",
    "models check": "wants a gigabyte; tests/test_local.py does with a small file",
    "cases.py --list": "tests/test_cases.py runs it",
    "rivals/ask.py": "a rival's package and hours; tests/test_rivals.py scores what was kept",
    "tables.py": "minutes; tests/test_gate.py compares the tables",
    "by_hand.py": "waits for answers by hand",
    "benchmarks/": "minutes to hours",
    "pictures.py": "draws over the pictures",
}
"""Parts of lines whose options are only held against the program, and why."""
GOLD = ("wire-depot-fire", "business-airline-merger")
"""Labels in the folder: one of each split."""


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    start: int
    """Where its first line begins in the page's text."""
    end: int
    """Where its last line ends."""
    form: str
    """`sh`, `text`, `yaml`, …"""
    body: str
    """What it holds."""


def blocks(text: str) -> list[Block]:
    """Give every fenced block of a page."""
    found = re.finditer(r"^```(\w*)[^\n]*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [Block(m.start(2), m.end(2), m[1], m[2]) for m in found]


def lines(body: str) -> list[str]:
    """Give the lines of a block of commands, with continued lines joined."""
    return [line for line in re.sub(r"\\\n\s*", "", body).splitlines() if line.strip() and not line.startswith("#")]


def commands(line: str) -> list[list[str]]:
    """Give the commands of a line, without its comment: words behind `#` or in brackets."""
    reader = shlex.shlex(line, posix=True, punctuation_chars="();<>|&")
    reader.whitespace_split = True
    found: list[list[str]] = [[]]
    for word in reader:
        if word == "(":
            break
        if word in ("&&", "|", ";"):
            found.append([])
        else:
            found[-1].append(word)
    return [words for words in found if words]


def ours(words: list[str]) -> list[str] | None:
    """Give what stands behind `summarize`, or None where the command is another program's."""
    if Path(words[0]).name == "summarize":
        return words[1:]
    return words[3:] if words[1:3] == ["-m", "summarizer"] else None


def reason(words: list[str]) -> str:
    """Say why a command is not run; empty where it is."""
    joined = " ".join(words)
    return FOREIGN.get(words[0], "") or next((why for part, why in PARSED.items() if part in joined), "")


def unknown(words: list[str]) -> list[str]:
    """Give the options and commands behind `summarize` that the program does not know."""
    command: Any = typer.main.get_command(cli.app)
    known = {"--help", "--version", "-V", *(opt for p in command.params for opt in p.opts)}
    if words and words[0] in command.commands:
        command = command.commands[words[0]]
        words = words[1:]
        if hasattr(command, "commands"):
            if not words or words[0] not in command.commands:
                return words[:1] or ["(no command)"]
            command = command.commands[words[0]]
    else:
        command = command.commands["article"]
    known |= {opt for p in command.params for opt in (*p.opts, *p.secondary_opts)}
    return [word for word in words if re.match(r"--?[a-zA-Z]", word) and word.partition("=")[0] not in known]


class StandIn:
    """An endpoint that answers as the strong model was recorded, or with an empty sheet."""

    def __init__(self) -> None:
        answers = []
        for path in sorted((ROOT / "fixtures" / "recordings" / "strong-2026-11").glob("*.json")):
            kept = json.loads(path.read_text("utf-8"))
            article = next((p for p in ROOT.glob(f"*/**/articles/{path.stem}.txt")), None) or ROOT / "none"
            if article.is_file():
                told = max(re.split(r"[“”\"\n]", article.read_text("utf-8")), key=len)
                answers.append((_letters(told)[:60], kept["answers"][0]["raw"]["content"]))
        empty = json.dumps({"g": [1], "p": [], "q": [], "u": [], "c": [], "e": []})

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.give({"object": "list", "data": [{"id": "NAME", "object": "model"}]})

            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
                said = " ".join(_letters(message["content"] or "") for message in asked["messages"])
                told = next((answer for start, answer in answers if start in said), empty)
                self.give(completion(told, usage={"prompt_tokens": len(said) // 3, "completion_tokens": 900}))

            def give(self, content: Any) -> None:
                data = json.dumps(content).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _letters(text: str) -> str:
    """Give the letters alone: numbers and marks stand between an article's sentences when it is asked about."""
    return re.sub(r"[\W\d]+", "", text)


def run(words: list[str], given: str = "") -> tuple[int, str]:
    """Run one command in the working directory: ours in this process, others in their own.

    Args:
        words: The command.
        given: Its standard input.

    Returns:
        Exit code and everything it printed.
    """
    if (behind := ours(words)) is None:
        program = [sys.executable if words[0] == "python" else words[0], *words[1:]]
        done = subprocess.run(program, capture_output=True, text=True, check=False, input=given)
        return done.returncode, done.stdout + done.stderr
    printed = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given.encode()), "utf-8")
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                cli.run(list(behind))
            except SystemExit as stop:
                return int(stop.code or 0), printed.buffer.getvalue().decode()
    finally:
        sys.stdin = before
    return 0, printed.buffer.getvalue().decode()


def spread(words: list[str]) -> list[str]:
    """Put in the files that patterns stand for, as a shell does."""
    found: list[str] = []
    for number, word in enumerate(words):
        behind_option = number and words[number - 1].startswith("--")
        matches = sorted(map(str, Path().glob(word))) if "*" in word and not behind_option else []
        found += matches or [word]
    return found


def furnish(place: Path) -> None:
    """Make a checkout's look-alike in an empty folder: its articles, two labels, and answers to them."""
    shutil.copytree(ROOT / "fixtures" / "articles", place / "fixtures" / "articles")
    gold = place / "evals" / "gold"
    gold.mkdir(parents=True)
    (gold / "articles").mkdir()
    for name in GOLD:
        shutil.copy(ROOT / "evals" / "gold" / f"{name}.json", gold)
    shutil.copy(ROOT / "evals" / "gold" / "articles" / f"{GOLD[1]}.txt", gold / "articles")
    for folder in (ROOT / "fixtures" / "recordings").iterdir():
        (place / "fixtures" / "recordings" / folder.name).mkdir(parents=True)
        for name in {*GOLD, *(p.stem for p in (place / "fixtures" / "articles").iterdir())}:
            if (kept := folder / f"{name}.json").is_file():
                shutil.copy(kept, place / "fixtures" / "recordings" / folder.name)


def fill(place: Path, endpoint: str) -> None:
    """Add what a reader has after some work: files of every kind, a finished batch, a review, labels, recordings, …"""
    from test_documents import PAGE, STORY, docx, pdf
    from test_exports import as_labelled

    articles = place / "articles"
    articles.mkdir()
    for name in ("wire-depot-fire", "science-river-eels"):
        shutil.copy(place / "fixtures" / "articles" / f"{name}.txt", articles)
    shutil.copy(articles / "wire-depot-fire.txt", place / "article.txt")
    shutil.copy(articles / "science-river-eels.txt", place / "a.txt")
    (place / "story.html").write_text(PAGE, "utf-8")
    (place / "note.docx").write_bytes(docx())
    (place / "report.pdf").write_bytes(pdf(re.sub(r"[^\x00-\x7f]", "'", "\n".join(STORY)).split("\n")))
    story = "".join(f"<p>{part}</p>" for part in STORY)
    (place / "feed.rss").write_text(
        "<rss version='2.0'><channel><title>Arlen Post</title><item><title>Harbour stays closed</title>"
        f"<description><![CDATA[{story}]]></description></item></channel></rss>",
        "utf-8",
    )
    wanted = (
        ["summarize", "batch", "articles", "-o", "out", "--with-text", "-q"],
        ["summarize", "article.txt", "-o", "a.json", "-q"],
        ["summarize", "article.txt", "a.txt", "--with-text", "-o", "summaries.jsonl", "-q"],
        ["summarize", "export", "out", "--to", "label-studio", "-o", "ls"],
    )
    for words in wanted:
        assert run(words)[0] == 0, words
    tasks = json.loads((place / "ls" / "tasks.json").read_text("utf-8"))
    (place / "export.json").write_text(json.dumps([as_labelled(task) for task in tasks]), "utf-8")
    told = [Summary.model_validate_json(line) for line in (place / "out" / "summaries.jsonl").read_text().splitlines()]
    (place / "out" / "reviews").mkdir()
    (place / "out" / "reviews" / "ann.json").write_text(accepted(told).model_dump_json(indent=1), "utf-8")
    wanted = [
        ["summarize", "labels", "out/reviews", "-o", "my-labels"],
        ["summarize", "eval", "--gold", "my-labels", "--model", "parser", "--baseline", "baseline.json", "--update-baseline"],
        ["summarize", "record", "my-labels/articles/*.txt", "--recordings", "my-recordings", "--model", "openai/NAME",
         "--base-url", endpoint],
    ]  # fmt: skip
    for words in wanted:
        code, printed = run(spread(words))
        assert code == 0, printed


def accepted(summaries: list[Summary]) -> review.Review:
    """Give the review of somebody who found everything right."""
    at = "2026-02-03T10:00:00Z"
    articles = [
        review.Reviewed(
            article=s.article, model=s.run.model, reviewer="Ann Ort",
            items=[review.Decided(id=i.id, decision="accepted", at=at, item=i) for i in (*s.quotes, *s.claims, *s.events)],
        )
        for s in summaries
    ]  # fmt: skip
    return review.Review(saved=at, articles=articles)


def outputs(text: str) -> Iterator[tuple[Block, Block]]:
    """Give each block of commands with the block of text behind it, which is what they print."""
    found = blocks(text)
    for first, second in pairwise(found):
        if (first.form, second.form) == ("sh", "text") and not text[first.end + 3 : second.start - 7].strip("`\n"):
            yield first, second


def same(line: str) -> str:
    """Take out of a line what differs between two runs: seconds and folders."""
    return re.sub(r"\d+\.\d s\b", "N s", line).rstrip()


def ends(shown: str) -> tuple[list[str], list[str] | None]:
    """Give the lines before and after the line `…` of an output, which stands for lines left out; None where none are."""
    rows = shown.splitlines()
    return (rows[: rows.index("…")], rows[rows.index("…") + 1 :]) if "…" in rows else (rows, None)


def differs(shown: str, printed: str) -> str:
    """Say how an output differs from what a page shows of it; empty if it does not."""
    first, last = ends("\n".join(map(same, shown.splitlines())))
    real = [same(line) for line in printed.splitlines()]
    kept = real if last is None else [*real[: len(first)], *real[len(real) - len(last) :]]
    fits = kept == [*first, *(last or [])]
    return "" if fits else f"shown:\n{shown}\nprinted:\n{printed}"


def told(text: str) -> Iterator[tuple[Block, str]]:
    """Run the blocks of commands of a page one after the other in the working directory, and give what each prints.

    A block of Python that begins with `# NAME.py` is the file of this name, written before anything runs.
    """
    for block in blocks(text):
        if name := re.match(r"# (\w+\.py)\n", block.body):
            Path(name[1]).write_text(block.body, "utf-8")
    for block in (b for b in blocks(text) if b.form == "sh"):
        printed = ""
        for words in (words for line in lines(block.body) for words in commands(line)):
            assert not reason(words), words
            code, more = run(spread(words))
            assert code == 0, f"{words}: {more}"
            printed += more
        yield block, printed.replace("Matplotlib is building the font cache; this may take a moment.\n", "")


def renewed(text: str) -> str:
    """Give a page with the outputs of its commands as they are now, cut where they were cut."""
    shows = {first.body: second for first, second in outputs(text)}
    for block, printed in reversed(list(told(text))):
        if (second := shows.get(block.body)) and differs(second.body, printed):
            first, last = ends(second.body)
            rows = printed.splitlines()
            if last is not None:
                rows = [*rows[: len(first)], "…", *rows[len(rows) - len(last) :]]
            text = text[: second.start] + "\n".join(rows) + "\n" + text[second.end :]
    return text


def only_parser(models: Path, place: Path) -> Path:
    """Give a folder of models that holds the parser alone, as on a machine that has fetched no embedded model."""
    place.mkdir(exist_ok=True)
    for path in models.glob("en_core_web_sm*"):
        (place / path.name).symlink_to(path)
    return place


def main() -> None:
    """Write the outputs of the tutorial anew."""
    page = ROOT / "docs" / "tutorial.md"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SUMMARIZE_MODELS"] = str(only_parser(MODELS, Path(folder) / "models"))
        os.environ |= {"SUMMARIZE_OFFLINE": "1", "XDG_CACHE_HOME": f"{folder}/cache"}
        furnish(Path(folder) / "desk")
        os.chdir(Path(folder) / "desk")
        page.write_text(renewed(page.read_text("utf-8")), "utf-8")
        os.chdir(ROOT)


if __name__ == "__main__":
    main()
