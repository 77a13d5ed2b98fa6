"""Remake the quality table of README.md and evals/README.md from recordings, offline, in seconds.

    python evals/tables.py [--check]

`--check` changes nothing and fails where a table is out of date; the tests call it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent / "rivals"))
import kept

from summarizer.errors import RecordingMissingError
from summarizer.score.counts import Tally, figure
from summarizer.score.gold import Case, load
from summarizer.score.measure import score
from summarizer.summary import Span, Summary

ROOT = Path(__file__).resolve().parent.parent
RECORDINGS = ROOT / "fixtures" / "recordings"
STRONG = "strong/2026-11"
"""The strong model's name; no product, see evals/README.md."""
MODELS = {
    "strong, whole reader": (STRONG, "strong-2026-11"),
    "embedded 1.5B, steps": ("local/qwen2.5-coder-1.5b-instruct", "qwen2.5-coder-1.5b-instruct"),
    "embedded 0.5B, steps": ("local/qwen2.5-coder-0.5b-instruct", "qwen2.5-coder-0.5b-instruct"),
    "parser alone": ("parser", ""),
}
"""Column, model, folder of its recordings."""
RIVALS = {
    "naive prompt, strong": "naive-strong",
    "LangExtract, strong": "langextract-strong",
    "naive prompt, 1.5B": "naive",
    "LangExtract, 1.5B": "langextract",
}
"""Column, folder of its answers."""
ROWS = (
    "quotes.found", "quotes.speaker", "quotes.cue", "claims.found", "claims.claimant", "claims.stance", "events.found",
    "events.type", "events.realis", "events.actor", "events.target", "events.place", "events.date", "events.dead",
    "events.injured", "quotes.shown", "claims.shown", "events.shown", "grounded",
)  # fmt: skip
ROLES = ("events.actor", "events.target", "events.place", "events.date", "events.dead", "events.injured")
"""Rows that give their precision too."""
SHARES = ("quotes.shown", "claims.shown", "events.shown", "grounded")
"""Rows that are a share of what is shown and no F1: they have no number of labels."""
ASKED = {
    "quotes.cue": ("quotes", "cue"), "claims.stance": ("claims", "stance"), "events.realis": ("events", "realis"),
    "events.dead": ("events", "dead"), "events.injured": ("events", "injured"),
}  # fmt: skip
"""Rows that not every rival was asked for: the key its answers then hold."""
SHORT = (
    ("strong, whole reader", "naive prompt, strong", "LangExtract, strong", "embedded 1.5B, steps",
     "naive prompt, 1.5B"),
    ("quotes.speaker", "claims.claimant", "events.found", "events.type", "events.actor", "events.target",
     "events.place", "events.date", "quotes.shown", "claims.shown", "events.shown", "grounded"),
)  # fmt: skip
"""Columns and rows of the table in the README."""
BLOCK = re.compile(r"(<!-- quality: python evals/tables.py -->\n).*?(<!-- /quality -->)", re.DOTALL)


def scored(model: str, folder: str) -> dict[str, Any] | None:
    """Score one model on the test split; None where it is not recorded, or not for the prompts of today."""
    if folder and not (RECORDINGS / folder).is_dir():
        return None
    command = [sys.executable, "-m", "summarizer", "eval", "--split", "test", "--model", model, "--report", "json"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode == RecordingMissingError.exit_code:
        return None
    done.check_returncode()
    return json.loads(done.stdout)


@cache
def test_cases() -> list[Case]:
    """Load the test split once."""
    return load(ROOT / "evals" / "gold", "test")


def rival(folder: str) -> dict[str, Any] | None:
    """Score what a rival said about the test split, by the same measures; None where an answer is missing."""
    cases = test_cases()
    try:
        answers = [kept.read(case.article, folder, case.name) for case in cases]
    except FileNotFoundError:
        return None
    found = [kept.summary(case.article, got, folder) for case, got in zip(cases, answers, strict=True)]
    tallies = [score(case, summary) for case, summary in zip(cases, found, strict=True)]
    grounded = [words_given(case.article.text, summary) for case, summary in zip(cases, found, strict=True)]
    asked = [row for row in ROWS if row not in ASKED or any(_holds(got, *ASKED[row]) for got in answers)]
    figures = {row: asdict(figure(tallies, row)) for row in asked}
    figures["grounded"] = asdict(figure(grounded, "grounded"))
    requests = [got.get("requests") for got in answers]
    return {
        "figures": figures,
        "usage": {
            "output_tokens": sum(got["output"] for got in answers) / len(answers),
            "requests": None if None in requests else sum(requests) / len(requests),
        },
    }


def _holds(got: dict[str, Any], kind: str, key: str) -> bool:
    return any(key in row for row in got.get(kind, []))


def words_given(text: str, summary: Summary) -> Tally:
    """Count the words that are a slice of the article, of all that a rival copied: quotations, statements, names."""
    spans = [span for quote in summary.quotes for span in quote.content]
    spans += [span for claim in summary.claims for span in claim.evidence]
    sources = [quote.speaker for quote in summary.quotes] + [claim.claimant for claim in summary.claims]
    spans += [source.mention for source in sources if source and source.mention]
    for event in summary.events:
        roles = [*event.actors, *event.targets, *([event.place] if event.place else [])]
        spans += [event.trigger, *(mention.span for mention in roles)]
    tally = Tally()
    tally.add("grounded", tp=sum(_is_slice(text, span) for span in spans), predicted=len(spans), gold=len(spans))
    return tally


def _is_slice(text: str, span: Span) -> bool:
    return bool(span.text) and text[span.start : span.end] == span.text


def runs() -> dict[str, dict[str, Any] | None]:
    """Score every column."""
    found = {name: scored(*model) for name, model in MODELS.items()}
    return found | {name: rival(folder) for name, folder in RIVALS.items()}


def table(columns: dict[str, dict[str, Any] | None], rows: Sequence[str]) -> str:
    """Give a table of these columns and rows as Markdown."""
    labels = next(run for run in columns.values() if run)["figures"]
    lines = ["| F1 (95 % interval) | labels | " + " | ".join(columns) + " |", "|---|---|" + "---|" * len(columns)]
    for row in rows:
        number = "" if row in SHARES else str(labels[row]["gold"])
        lines.append(f"| {row} | {number} | " + " | ".join(_cell(run, row) for run in columns.values()) + " |")
    for label, key in (("generated tokens an article", "output_tokens"), ("requests an article", "requests")):
        lines.append(f"| {label} | | " + " | ".join(_usage(run, key) for run in columns.values()) + " |")
    return "\n".join(lines) + "\n"


def _cell(run: dict[str, Any] | None, row: str) -> str:
    if run is None:
        return "not recorded"
    f = run["figures"].get(row)
    if f is None:
        return "not asked"
    precision = f", P {f['precision']:.2f}" if row in ROLES else ""
    return f"**{f['f1']:.2f}** ({f['low']:.2f}–{f['high']:.2f}){precision}"


def _usage(run: dict[str, Any] | None, key: str) -> str:
    value = run["usage"][key] if run else None
    if value is None:
        return ""
    return f"{value:.0f}" if key == "output_tokens" else f"{value:.1f}"


def renew(texts: dict[Path, str]) -> int:
    """Write files anew, or with `--check` tell whether they are up to date.

    Args:
        texts: Files of the checkout, and what should be in them.

    Returns:
        Exit code: 1 where `--check` finds one out of date.
    """
    stale = [path for path, text in texts.items() if not path.is_file() or path.read_text("utf-8") != text]
    print("out of date: " + ", ".join(str(path.relative_to(ROOT)) for path in stale) if stale else "up to date")
    if "--check" in sys.argv:
        return 1 if stale else 0
    for path in stale:
        path.write_text(texts[path], "utf-8")
    return 0


def main() -> int:
    """Rewrite both files, or tell whether they are up to date."""
    every = runs()
    made = {
        ROOT / "README.md": table({name: every[name] for name in SHORT[0]}, SHORT[1]),
        ROOT / "evals" / "README.md": table(every, ROWS),
    }
    return renew(
        {
            path: BLOCK.sub(lambda match, rows=rows: match[1] + rows + match[2], path.read_text("utf-8"))
            for path, rows in made.items()
        }
    )


if __name__ == "__main__":
    sys.exit(main())
