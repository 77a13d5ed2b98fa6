"""How many small inputs that real use got wrong come out right now, by kind.

    python evals/cases.py                                    # evals/cases/, the embedded model or what is set up, live
    python evals/cases.py -- --recordings fixtures/recordings --model MODEL
    python evals/cases.py --dir TEXTS --expect EXPECTATIONS --list -- --model MODEL

Every `NAME.txt` is summarized by the command itself, with the words after `--`; `NAME.json` says what must be there and
what must not (`evals/expectations.py`). A whole kind counts, not the single sentence.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from expectations import Expectation, Outcome, faults, load
from pydantic import ValidationError

from summarizer.summary import Summary

HERE = Path(__file__).parent / "cases"


def outcome(wish: argparse.Namespace, name: str) -> Outcome:
    """Run the command on one input, or read what it once gave."""
    if wish.summaries:
        kept = wish.summaries / f"{name}.json"
        return Outcome(Summary.model_validate_json(kept.read_bytes()) if kept.is_file() else None)
    command = [sys.executable, "-m", "summarizer", str(wish.dir / f"{name}.txt"), "--format", "json", *wish.words]
    done = subprocess.run(command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    try:
        summary = Summary.model_validate_json(done.stdout)
    except ValidationError:
        summary = None
    return Outcome(summary, done.returncode, done.stderr)


def table(expected: dict[str, Expectation], wrong: dict[str, list[str]]) -> str:
    """Give how many of each kind are right, as Markdown."""
    every = Counter(each.kind for each in expected.values())
    right = Counter(each.kind for name, each in expected.items() if not wrong[name])
    lines = ["| kind | right | of |", "|---|---|---|"]
    lines += [f"| {kind} | {right[kind]} | {number} |" for kind, number in sorted(every.items())]
    return "\n".join([*lines, f"| all | {right.total()} | {every.total()} |"])


def main() -> int:
    """Run, print, and fail below `--min`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", type=Path, default=HERE, help="folder of NAME.txt")
    parser.add_argument("--expect", type=Path, help="folder of NAME.json; default: --dir")
    parser.add_argument("--summaries", type=Path, help="folder of NAME.json made before; nothing is run")
    parser.add_argument("--kind", help="only this kind")
    parser.add_argument("--list", action="store_true", help="what is wrong with each")
    parser.add_argument("--min", type=int, default=0, help="fail where fewer are right")
    parser.add_argument("--jobs", type=int, default=1, help="inputs at a time")
    parser.add_argument("words", nargs="*", help="for summarize, after --")
    wish = parser.parse_args()
    expected = load(wish.expect or wish.dir)
    expected = {name: each for name, each in expected.items() if wish.kind in (None, each.kind)}
    with ThreadPoolExecutor(wish.jobs) as pool:
        given = pool.map(lambda name: outcome(wish, name), expected)
        gave = dict(zip(expected, given, strict=True))
    wrong = {name: faults(expected[name], got) for name, got in gave.items()}
    print(table(expected, wrong))
    if wish.list:
        for name, found in wrong.items():
            if found:
                ended = [f"exit {gave[name].code}: {gave[name].told.strip()[-200:]}"] if gave[name].code else []
                print(f"\n{name} ({expected[name].kind})", *ended, *found, sep="\n  ")
    return 4 if sum(not found for found in wrong.values()) < wish.min else 0


if __name__ == "__main__":
    sys.exit(main())
