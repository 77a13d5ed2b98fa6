"""Ask LangExtract 1.7 and a naive instructor prompt about the labelled set, with the same embedded model; keep what they say.

    python -m venv lx && lx/bin/pip install "langextract[openai]==1.7.1"
    python evals/rivals/own_set.py --langextract lx/bin/python

Two to three minutes an article on two cores. Answers lie in `evals/rivals/answers/<system>/<article>.json`; only what is
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

from summarizer.local.catalogue import DEFAULT
from summarizer.local.serve import endpoint_for
from summarizer.score.gold import Case, load
from summarizer.segments import cut
from summarizer.settings import load as settings
from summarizer.summary import (
    ArticleRecord,
    Claim,
    Event,
    EventType,
    Mention,
    Quote,
    Run,
    Source,
    Span,
    Summary,
    Time,
    Tokens,
)

HERE = Path(__file__).parent
ANSWERS = HERE / "answers"
SYSTEMS = {"naive instructor prompt": "naive", "LangExtract 1.7": "langextract"}
"""Name in the table, folder of its answers."""


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
    for case in load(HERE.parent / "gold", args.split):
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


def summary(case: Case, system: str) -> Summary:
    """Give a rival's kept answer as a summary, so that the same scorer reads it.

    Args:
        case: Article and labels.
        system: `naive` or `langextract`.

    Returns:
        What it found. Words that the article does not hold have a span outside it; what no rival was asked for (cue,
        stance, realis) holds a plain value and is not to be scored.

    Raises:
        FileNotFoundError: The article was never asked about.
    """
    got = json.loads((ANSWERS / system / f"{case.name}.json").read_text("utf-8"))
    if got["article"] != case.article.id:
        raise ValueError(f"{case.name} changed since {system} was asked")
    text, sentences = case.article.text, cut(case.article).sentences
    types = EventType.__args__

    def span(place: list[int]) -> Span:
        start, end = place
        return Span(start=start, end=end, text=text[start:end] if start >= 0 else "")

    def around(place: list[int]) -> Span:
        held = next((s for s in sentences if s.start <= place[0] < s.end), None)
        return span([held.start, held.end]) if held else span(place)

    def named(name: str | None, at: Span) -> list[Mention]:
        return [Mention(name=name.strip(), span=at)] if name and name.strip() else []

    def source(name: str | None) -> Source | None:
        return Source(name=name.strip(), mention=None, kind="person") if name and name.strip() else None

    nobody = Source(name="nobody", mention=None, kind="anonymous")
    events: list[Event] = []
    for number, (place, said) in enumerate(got["events"], start=1):
        at = span(place)
        date = (said.get("date") or "").strip()
        where = named(said.get("place"), at)
        events.append(
            Event(
                id=f"e{number}", description="", type=said["type"] if said.get("type") in types else "other", trigger=at,
                mentions=[at], evidence=[around(place)], actors=named(said.get("actor"), at),
                targets=named(said.get("target"), at), place=where[0] if where else None,
                time=Time(mention=at, value=date, precision="unknown") if date else None, casualties=None,
                realis="actual", attributed_to=None,
            )
        )  # fmt: skip
    return Summary(
        article=ArticleRecord(
            id=case.article.id, path=None, title=None, published=None, language=None, characters=len(text)
        ),
        status="ok",
        quotes=[
            Quote(id=f"q{n}", type="direct", content=[span(s) for s in spans], speaker=source(who), cue=None)
            for n, (spans, who) in enumerate(got["quotes"], start=1)
        ],
        claims=[
            Claim(
                id=f"c{n}", text="", evidence=[span(s) for s in spans], claimant=source(who) or nobody, cue=None,
                stance="asserted", quote_ids=[],
            )
            for n, (spans, who) in enumerate(got["claims"], start=1)
        ],
        events=events, rejected=[], run=Run(model=system, prompts="", tokens=Tokens(output=got["output"])),
    )  # fmt: skip


if __name__ == "__main__":
    main()
