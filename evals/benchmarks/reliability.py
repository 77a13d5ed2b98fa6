"""Attack the program, LangExtract and a plain instructor loop, and print what survived: docs/reliability.md.

`python evals/benchmarks/reliability.py` puts the table into docs/reliability.md again (half an hour), `--only stops
endpoints …` some of its rows; it needs `pip install "langextract[openai]==1.7.1"` for that column. A cell that says "not
tried" was not tried: what a tool does not do (fetch, export, keep) is said to be so.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import articles
import bombs
import hostile
from families import FAMILIES
from harness import ROOT, Server

USEFUL = "answers:useful"
HEAD = "| attack | tried | ours | instructor loop | LangExtract 1.7.1 |\n|---|---|---|---|---|\n"
"""Of the table in the document."""
DAMAGES = 1500
"""Times that each kind of state is damaged."""
CAP_S = 45.0
"""Seconds after which an attack counts as won by the attacker."""
TOOLS = ("ours", "instructor", "langextract")
STORY = "The mayor said on Monday that five people were killed in Arlen, and that the harbour stays closed.\n" * 3
ARTICLES, AFTER = 24, 8
"""How many articles a run that is stopped has, and after how many answers it is."""
ENDPOINT: dict[str, dict[str, Any]] = {
    "none, all is well": {"do": "ok"},
    "an answer that never ends": {"do": "infinite"},
    "a refusal": {"do": "refusal"},
    "an answer cut off": {"do": "truncated"},
    "an answer that drips, 40 bytes a second": {"do": "drip", "bytes_per_s": 40},
    "an answer that hangs after its headers": {"do": "hang_body"},
    "a redirect to another host": {"do": "redirect", "location": "http://127.0.0.1:9/v1/chat/completions"},
}
NO = "not tried"
TESTS: dict[str, tuple[str, str, str, str]] = {
    "a key given back by an endpoint or put into an address, in every byte written": ("tests/test_leaks.py", "", NO, NO),
    "special-purpose and malformed addresses given to `--fetch`, one by one against the IANA registries": (
        "tests/test_addresses.py", "", "fetches nothing", "fetches nothing"),
    "formulas behind invisible and look-alike signs in CSV": ("tests/test_exports.py", "formula", "writes none", "writes none"),
    "links, mentions and markup in Markdown and the terminal": ("tests/test_printable.py", "", "writes none", "writes none"),
    "words of one speaker put into another's mouth, names and numbers that the words do not hold": (
        "tests/test_ground.py tests/test_ground_quotes.py tests/test_ground_claims.py tests/test_ground_names.py "
        "tests/test_ground_events.py tests/test_lies.py tests/test_beside.py", "", NO, NO),
    "forged numbers, chat turns, the worst answers": ("tests/test_pipeline.py", "worst or obedient or forge", NO, NO),
    "digit runs, dates at both ends of the calendar": ("tests/test_hostile.py", "digits or calendar", NO, NO),
    "certificates, handshakes and proxies without trust, to a model and for `--fetch`": ("tests/test_tls.py", "", NO, NO),
    "addresses of models: IPv6, brackets, zones, what is no address": ("tests/test_base_url.py", "", NO, NO),
    "settings, reviews and labels: pipes, devices, a gigabyte, forged ids, nesting, names": (
        "tests/test_hostile_files.py", "", "has none", "has none"),
    "files and folders that nobody may read": ("tests/test_others_files.py", "", NO, NO),
    "a 429 that names no pause": ("tests/test_unnamed_limits.py", "", NO, NO),
}  # fmt: skip
"""What tests attack: their files, the expression that picks from them, and what the others do there."""


@dataclass(frozen=True, slots=True)
class End:
    """How a command ended."""

    code: int | None
    """Its exit code; None where it had to be killed after `CAP_S`."""
    seconds: float
    """Wall clock."""
    megabytes: float
    """Most memory it or a child of it had resident."""
    said: str
    """Standard error."""

    def __str__(self) -> str:
        how = "still running" if self.code is None else "traceback" if "Traceback" in self.said else f"exit {self.code}"
        return f"{how}, {self.seconds:.0f} s, {self.megabytes:.0f} MB"


def command(tool: str, url: str, out: Path, files: list[Path]) -> list[str]:
    """Give the command by which a tool works through files."""
    if tool == "ours":
        words = [
            "-m",
            "summarizer",
            *map(str, files),
            "--base-url",
            url,
            "--model",
            "m",
            "--timeout",
            "5",
            "--no-cache",
        ]
        return [sys.executable, *words, "-o", f"{out}.jsonl"]
    return [sys.executable, str(ROOT / "evals" / "benchmarks" / "loops.py"), tool, url, str(out), *map(str, files)]


def ended(words: list[str], home: Path, cap_s: float = CAP_S) -> End:
    """Run a command to its end, or to the cap."""
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        process = subprocess.Popen(
            words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=said, env=_environment(home), start_new_session=True
        )
        code = None
        while time.monotonic() - began < cap_s:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                break
            time.sleep(0.05)
        else:
            os.killpg(process.pid, signal.SIGKILL)
            _, _, usage = os.wait4(process.pid, 0)
        process.returncode = code
        seconds = time.monotonic() - began
        said.seek(0)
        return End(code, seconds, usage.ru_maxrss / 1000, said.read().decode("utf-8", "replace"))


def _environment(home: Path) -> dict[str, str]:
    return {
        **os.environ, "HOME": str(home), "SUMMARIZE_CACHE_DIR": str(home / "cache"), "PYTHONPATH": str(ROOT),
        "SUMMARIZE_API_KEY": "sk-canary-0123456789", "SUMMARIZE_CONFIG": str(home / "none"),
    }  # fmt: skip


def documents(home: Path) -> str:
    """Documents of the attacker, read by the command line with its own limits."""
    ends = []
    for number, make in enumerate(bombs.DOCUMENTS.values()):
        path = home / f"bomb{number}"
        path.write_bytes(make())
        code = (
            "import resource, sys\nfrom summarizer.documents import read_document\n"
            "from summarizer.errors import ArticleError\n"
            "try: read_document(sys.argv[1])\n"
            "except ArticleError as error: sys.exit(65 if '\\n' not in str(error) else 70)\n"
            "finally: print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000, file=sys.stderr)"
        )
        end = ended([sys.executable, "-c", code, str(path)], home, CAP_S + 30)
        ends.append((end.code, end.seconds, int((end.said.split() or ["0"])[-1])))
        path.unlink()
    fine = sum(code in (0, 65) for code, _, _ in ends)
    return (
        f"| documents: bombs, loops, nesting, 300,000 attributes, 120,000 entries | {len(ends)} | **{fine} of {len(ends)}**: "
        f"read, or refused in one line; slowest {max(e[1] for e in ends):.0f} s (limit 60), most memory "
        f"{max(e[2] for e in ends)} MB (limit 400 on top of the interpreter) | reads plain text only | reads plain text only |"
    )


def texts(home: Path) -> str:
    """Adversarial texts of 20 kB: our processor time for all steps; LangExtract's for aligning one fixed answer."""
    rows = sorted(hostile.table((20,), list(FAMILIES)), key=lambda row: -row[1][0].total)
    worst, slow = rows[0][1][0].total, sum(row[0].total > 2 for _, row, _ in rows)
    tried = [name for name, _, _ in rows[:6]]
    ends = []
    for name in tried:
        (home / "text").write_text(FAMILIES[name](20_000))
        ends.append(ended([*command("align", "", Path(), [])[:2], "align", str(home / "text")], home))
    fine = sum(end.code == 0 for end in ends)
    return (
        f"| adversarial texts, 20 kB | {len(rows)} | **{len(rows) - slow} of {len(rows)}** under 2 s of processor time, worst "
        f"{worst:.2f} s ({rows[0][0]}) | looks at no text | of our {len(ends)} slowest {fine} aligned without an error, "
        f"longest {max(end.seconds for end in ends):.0f} s |"
    )


def endpoint(home: Path, name: str, rule: dict[str, Any]) -> str:
    """One article, one endpoint that does the same to every request."""
    (home / "a.txt").write_text(STORY)
    cells = {}
    for tool in TOOLS:
        with Server({"seed": 1, "rules": [rule]}, USEFUL) as server:
            end = ended(command(tool, server.url, home / f"out-{tool}", [home / "a.txt"]), home)
            cells[tool] = f"{end}, {server.stats()['billed']} paid"
    return f"| endpoint: {name} | 1 | {cells['ours']} | {cells['instructor']} | {cells['langextract']} |"


def killed(home: Path, number: int, label: str) -> str:
    """Stop a run of `ARTICLES` after some answers: what is left of them, and of the processes."""
    articles.write(home / "in", ARTICLES)
    files = sorted((home / "in").rglob("*.txt"))
    cells = {}
    for tool in TOOLS:
        with Server({"seed": 1, "latency": {"fixed_s": 0.2}}, USEFUL) as server:
            out = home / f"killed-{tool}-{number}" / "out"  # each with a cache of its own
            out.parent.mkdir()
            words = command(tool, server.url, out, files)
            if tool == "ours":
                words = [sys.executable, "-m", "summarizer", "batch", str(home / "in"), "-o", str(out), "--model", "m"]
                words += ["--base-url", server.url]
            process = subprocess.Popen(
                words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_environment(out.parent)
            )
            began = time.monotonic()
            while server.stats()["billed"] < AFTER and process.poll() is None and time.monotonic() - began < 2 * CAP_S:
                time.sleep(0.05)
            if process.poll() is not None:
                said = process.communicate()[1].decode("utf-8", "replace").strip().splitlines()
                cells[tool] = f"ended by itself: {(said or [''])[-1][:60]}"
                continue
            below = _children(process.pid)
            began = time.monotonic()
            process.send_signal(number)
            said = process.communicate()[1].decode("utf-8", "replace")
            took = time.monotonic() - began
            time.sleep(1)
            left = sum(_alive(pid) for pid in below)
            how = "traceback, " if "Traceback" in said else ""
            paid = server.stats()["billed"]
            again = ended(words, out.parent, 3 * CAP_S)
            twice = server.stats()["billed_again"]
            repaid = f"{twice} paid twice" if again.code == 0 else f"did not go on ({again})"
            cells[tool] = f"{how}gone in {took:.1f} s, {left} processes left, {paid} paid; run again: {repaid}"
    return f"| {label} after {AFTER} answers of {ARTICLES} | 1 | {cells['ours']} | {cells['instructor']} | {cells['langextract']} |"


def _children(pid: int) -> list[int]:
    found = {pid}
    for _ in range(3):
        for place in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            found |= {int(place.name)} if parent in found else set()
    return sorted(found - {pid})


def _alive(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def tested(home: Path, label: str) -> str:
    """Run the tests of an attack, and count them."""
    files, picked, loop, extract = TESTS[label]
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files.split(), "-k", picked]
    report = home / "report.xml"
    subprocess.run([*words, f"--junit-xml={report}"], cwd=ROOT, capture_output=True, check=False)
    suite = ElementTree.parse(report).getroot()[0]
    tried = int(suite.get("tests", 0)) - int(suite.get("skipped", 0))
    lost = sum(int(suite.get(name, 0)) for name in ("errors", "failures"))
    return f"| {label} (`{files}`) | {tried} | **{tried - lost}** | {loop} | {extract} |"


def damages(_: Path) -> str:
    """Damage kept answers and ledgers."""
    words = [sys.executable, str(ROOT / "evals" / "benchmarks" / "damage.py"), str(DAMAGES)]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in said.splitlines()[2:] if line[:1] == "|"]
    return "\n".join(
        f"| {name} damaged: bits, cuts, overwritten pages (`evals/benchmarks/damage.py`) | {tried} | {right} right or asked "
        f"again, {stopped} one clear line, **{wrong} wrong** | keeps none | keeps none |"
        for name, tried, right, stopped, wrong, _ in rows
    )


def rows(home: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """Give what makes each row, with the name of its kind."""
    for number, label in ((signal.SIGINT, "Ctrl-C"), (signal.SIGTERM, "TERM"), (signal.SIGKILL, "kill -9")):
        yield "stops", partial(killed, home, number, label)
    for name, rule in ENDPOINT.items():
        yield "endpoints", partial(endpoint, home, name, rule)
    yield "documents", partial(documents, home)
    yield "texts", partial(texts, home)
    yield "damage", partial(damages, home)
    for label in TESTS:
        yield "tests", partial(tested, home, label)


def main() -> None:
    """Make the rows again and put them into the document, in the place of those of the same attack."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", nargs="+", default=[], choices=["stops", "endpoints", "documents", "texts", "damage", "tests"]
    )
    chosen = parser.parse_args().only
    document = ROOT / "docs" / "reliability.md"
    head, rest = document.read_text(encoding="utf-8").split(HEAD, 1)
    old, tail = rest.split("\n\n", 1)
    lines = {line.split(" | ")[0]: line for line in old.splitlines() if line.startswith("| ")}
    with tempfile.TemporaryDirectory() as folder:
        for kind, make in rows(Path(folder)):
            for line in make().splitlines() if not chosen or kind in chosen else ():
                print(line, flush=True)
                lines[line.split(" | ")[0]] = line
                table = "\n".join(lines.values())
                document.write_text(f"{head}{HEAD}{table}\n\n{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
