"""Remake the quality table of README.md and evals/README.md from recordings, offline, in seconds.

    python evals/tables.py [--check]

`--check` changes nothing and fails where a table is out of date; the tests call it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent / "rivals"))
import kept

from summarizer.score.gold import load
from summarizer.score.measure import Tally, figure, score
from summarizer.summary import Summary

ROOT = Path(__file__).resolve().parent.parent
MODELS = {
    "embedded 1.5B": "local/qwen2.5-coder-1.5b-instruct",
    "embedded 0.5B": "local/qwen2.5-coder-0.5b-instruct",
    "rules, no model": "rules",
}
ROWS = (
    "quotes.found", "quotes.speaker", "quotes.cue", "claims.found", "claims.claimant", "claims.stance", "events.found",
    "events.type", "events.actor", "events.place", "events.date", "events.casualties", "events.realis", "grounded",
)  # fmt: skip
NOT_ASKED = ("quotes.cue", "claims.stance", "events.casualties", "events.realis")
"""What the rivals' prompts do not ask for."""
BLOCK = re.compile(r"(<!-- quality: python evals/tables.py -->\n).*?(<!-- /quality -->)", re.DOTALL)


def scored(model: str) -> dict[str, Any]:
    """Score one model on the test split."""
    command = ["summarize", "eval", "--split", "test", "--model", model, "--report", "json"]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def rival(system: str) -> dict[str, Any]:
    """Score what a rival said about the test split, by the same measures."""
    cases = load(ROOT / "evals" / "gold", "test")
    found = [kept.summary(case, system) for case in cases]
    tallies = [score(case, summary) for case, summary in zip(cases, found, strict=True)]
    grounded = [words_given(case.article.text, summary) for case, summary in zip(cases, found, strict=True)]
    figures = {row: asdict(figure(tallies, row)) for row in ROWS if row not in NOT_ASKED}
    figures["grounded"] = asdict(figure(grounded, "grounded"))
    tokens = sum(summary.run.tokens.output for summary in found) / len(found)
    return {"figures": figures, "usage": {"output_tokens": tokens, "requests": None}}


def words_given(text: str, summary: Summary) -> Tally:
    """Count the quotations, statements and trigger words that are a slice of the article, of all that a rival gave."""
    spans = [s for q in summary.quotes for s in q.content] + [s for c in summary.claims for s in c.evidence]
    spans += [event.trigger for event in summary.events]
    tally = Tally()
    slices = sum(bool(s.text) and text[s.start : s.end] == s.text for s in spans)
    tally.add("grounded", tp=slices, predicted=len(spans), gold=len(spans))
    return tally


def table() -> str:
    """Give the table as Markdown."""
    runs = {name: scored(model) for name, model in MODELS.items()}
    runs |= {name: rival(folder) for name, folder in kept.SYSTEMS.items()}
    first = next(iter(runs.values()))["figures"]
    lines = ["| F1 (95 % interval) | labels | " + " | ".join(runs) + " |", "|---|---|" + "---|" * len(runs)]
    for row in ROWS:
        cells = []
        for number, run in enumerate(runs.values()):
            f = run["figures"].get(row)
            if f is None:
                cells.append("not asked")
                continue
            mark = "**" if number == 0 else ""
            cells.append(f"{mark}{f['f1']:.2f}{mark} ({f['low']:.2f} to {f['high']:.2f})")
        lines.append(f"| {row} | {first[row]['gold']} | " + " | ".join(cells) + " |")
    for label, key in (("generated tokens an article", "output_tokens"), ("questions an article", "requests")):
        lines.append(f"| {label} | | " + " | ".join(_usage(run, key) for run in runs.values()) + " |")
    return "\n".join(lines) + "\n"


def _usage(run: dict[str, Any], key: str) -> str:
    value = run["usage"][key]
    if value is None:
        return ""
    return f"{value:.0f}" if key == "output_tokens" else f"{value:.1f}"


def main() -> int:
    """Rewrite both files, or tell whether they are up to date."""
    made, stale = table(), []
    for name in ("README.md", "evals/README.md"):
        path = ROOT / name
        old = path.read_text("utf-8")
        new = BLOCK.sub(lambda match: match[1] + made + match[2], old)
        if new != old:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(new, "utf-8")
    print("out of date: " + ", ".join(stale) if stale else "up to date")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
