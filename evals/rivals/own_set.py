"""Ask LangExtract 1.7 and a naive instructor prompt about the labelled set, with the same embedded model; keep what they say.

    python -m venv lx && lx/bin/pip install "langextract[openai]==1.7.1"
    python evals/rivals/own_set.py --langextract lx/bin/python

A minute and a half to two minutes an article on two cores. Answers lie in `evals/rivals/answers/<system>/<article>.json`; only what is
missing is asked. `evals/tables.py` scores them with the program's own measures, offline.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import naive
from compare import langextract
from kept import ANSWERS

from summarizer.local.catalogue import DEFAULT
from summarizer.local.serve import endpoint_for
from summarizer.score.gold import load
from summarizer.settings import load as settings


def main() -> None:
    """Ask what has no answer yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--langextract", required=True, help="python of an environment with langextract")
    parser.add_argument("--split", default="test", help="dev, test or all")
    args = parser.parse_args()
    endpoint = endpoint_for(settings(model=f"local/{DEFAULT}").models / f"{DEFAULT}-q4_k_m.gguf", DEFAULT)
    ask: dict[str, Callable[[str], dict[str, Any]]] = {
        "naive": lambda text: naive.run(text, endpoint.base_url, endpoint.api_key, DEFAULT),
        "langextract": lambda text: langextract(text, endpoint, args.langextract),
    }
    for case in load(Path(__file__).parent.parent / "gold", args.split):
        for system, answer in ask.items():
            path = ANSWERS / system / f"{case.name}.json"
            if path.is_file() and json.loads(path.read_text("utf-8"))["article"] == case.article.id:
                continue
            dated = f"{case.article.published}. " if case.article.published else ""
            got = _shifted(answer(dated + case.article.text), len(dated))
            path.parent.mkdir(parents=True, exist_ok=True)
            kept = {"article": case.article.id, "model": DEFAULT, "date": time.strftime("%Y-%m-%d"), **got}
            path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
            print(f"{case.name} {system}: {got['seconds']:.0f} s, {got['output']} tokens", file=sys.stderr)


def _shifted(got: dict[str, Any], by: int) -> dict[str, Any]:
    """Count offsets from the article's first code point again: the date was set before it."""

    def shift(span: tuple[int, int]) -> list[int]:
        return [span[0] - by, span[1] - by] if span[0] >= by else [-2, -1]

    return got | {
        "quotes": [[[shift(s) for s in spans], who] for spans, who in got["quotes"]],
        "claims": [[[shift(s) for s in spans], who] for spans, who in got["claims"]],
        "events": [[shift(span), said] for span, said in got["events"]],
        "seconds": round(got["seconds"], 1),
    }


if __name__ == "__main__":
    main()
