"""Side by side in one run: ours, LangExtract 1.7 and a naive instructor prompt, same model, endpoint and articles.

    python -m venv lx && lx/bin/pip install "langextract[openai]==1.7.1"
    python evals/rivals/compare.py --data ../shared/data --langextract lx/bin/python --output comparison.json

Ours runs with an empty cache; every system asks the same in-process server, article by article in turn, so that load on the
machine meets all alike. `--ours-only` leaves the rivals out; the rows "rules alone" ask no model.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import naive
import newsdata

from summarizer import ground
from summarizer.article import Article, parse_date
from summarizer.cache import NoStore
from summarizer.local.catalogue import DEFAULT
from summarizer.local.serve import endpoint_for
from summarizer.model.asker import LiveAsker
from summarizer.model.gate import Gate
from summarizer.model.wire import Wire
from summarizer.pipeline import reported_claims, summarize_article
from summarizer.questions import PROFILES
from summarizer.segments import cut
from summarizer.segments.happenings import drafts
from summarizer.settings import load

GUM = ("afghan", "clock", "hackers", "ie9", "taxes", "warming")
WIKIEVENTS = ("scenario_en_113", "road_ied_12", "32_VOA_EN_NW_2014.06.04.1929720")


def ours(item: dict[str, Any], endpoint: Any) -> dict[str, Any]:
    """Summarize with the embedded model, nothing cached."""

    async def connect() -> Wire:
        return Wire(endpoint)

    async def run() -> Any:
        asker = LiveAsker(f"local/{DEFAULT}", DEFAULT, NoStore(), Gate(1), connect)
        summary = await summarize_article(_article(item), asker, PROFILES["small"])
        await asker.close()
        return summary

    began = time.monotonic()
    summary = asyncio.run(run())
    return _flat(summary.quotes, summary.claims, summary.events) | {
        "seconds": time.monotonic() - began, "output": summary.run.tokens.output, "input": summary.run.tokens.input,
        "cached": summary.run.tokens.cached, "spans": sum(1 for _ in summary.spans()),
        "slices": sum(item["text"][s.start : s.end] == s.text for s in summary.spans()),
        "rejected": len(summary.rejected), "reasoned": sum(bool(r.reason) for r in summary.rejected),
    }  # fmt: skip


def rules(item: dict[str, Any], _: Any) -> dict[str, Any]:
    """The program without any model: what syntax leaves open stays open."""
    segments = cut(_article(item))
    began = time.monotonic()
    judged = ground.judge(segments, drafts(segments), reported_claims(segments), {}, {}, [])
    return _flat(judged.quotes, judged.claims, judged.events) | {
        "seconds": time.monotonic() - began,
        "output": 0,
        "input": 0,
    }


def _article(item: dict[str, Any]) -> Article:
    return Article.from_text(item["text"], published=parse_date(item.get("date")))


def _flat(quotes: Any, claims: Any, events: Any) -> dict[str, Any]:
    return {
        "quotes": [([(s.start, s.end) for s in q.content], q.speaker.name if q.speaker else None) for q in quotes],
        "claims": [([(s.start, s.end) for s in c.evidence], c.claimant.name) for c in claims],
        "events": [
            ((w.start, w.end), [m.name for m in [*e.actors, *e.targets, *([e.place] if e.place else [])]]
             + [m.span.text for m in [*e.actors, *e.targets]])
            for e in events for w in e.mentions
        ],
    }  # fmt: skip


def langextract(text: str, endpoint: Any, python: str) -> dict[str, Any]:
    """LangExtract in its own environment."""
    script = Path(__file__).with_name("langextract_run.py")
    done = subprocess.run(
        [python, str(script), endpoint.base_url, endpoint.api_key, DEFAULT], input=json.dumps({"text": text}),
        capture_output=True, text=True, timeout=1800, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"langextract failed: {done.stderr[-800:]}")
    return json.loads(done.stdout[done.stdout.index("{") :])


def _arguments(got: dict[str, Any]) -> dict[str, Any]:
    """Keep the names of who and where: other people's labels of real news have another list of types, and no dates."""
    events = [(span, [said.get(role, "") for role in ("actor", "target", "place")]) for span, said in got["events"]]
    return got | {"events": events}


def main() -> None:
    """Run, print a table, write every prediction's counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with gum_news_dev.jsonl and wikievents_dev.jsonl"
    )
    parser.add_argument("--langextract", help="python of an environment with langextract")
    parser.add_argument("--output", type=Path, default=Path("comparison.json"))
    parser.add_argument("--all", action="store_true", help="every article instead of the nine")
    parser.add_argument("--ours-only", action="store_true")
    args = parser.parse_args()
    items = [i for i in newsdata.load(args.data / "gum_news_dev.jsonl") if args.all or i["id"].split("_")[-1] in GUM]
    items += [
        i for i in newsdata.load(args.data / "wikievents_dev.jsonl") if args.all or i["id"].split("/")[-1] in WIKIEVENTS
    ]
    endpoint = endpoint_for(load(model=f"local/{DEFAULT}").models / f"{DEFAULT}-q4_k_m.gguf", DEFAULT)
    systems: dict[str, Any] = {"ours, rules alone": rules, "ours": ours}
    if not args.ours_only:
        systems["naive instructor prompt"] = lambda i, e: _arguments(
            naive.run(i["text"], e.base_url, e.api_key, DEFAULT)
        )
        if args.langextract:
            systems["LangExtract 1.7"] = lambda i, e: _arguments(langextract(i["text"], e, args.langextract))
    totals: dict[str, Counter[str]] = {name: Counter() for name in systems}
    for number, item in enumerate(items, start=1):
        for name, system in systems.items():
            got = system(item, endpoint)
            total = totals[name]
            for kind in ("output", "input", "seconds", "cached", "spans", "slices", "rejected", "reasoned"):
                total[kind] += got.get(kind, 0)
            total["errors"] += "error" in got
            if "quotes" in item["labelled"]:
                total.update({f"quotes_{k}": v for k, v in newsdata.score_quotes(item, got["quotes"]).items()})
                total.update({f"claims_{k}": v for k, v in newsdata.score_claims(item, got["claims"]).items()})
            else:
                total.update({f"events_{k}": v for k, v in newsdata.score_events(item, got["events"]).items()})
            print(
                f"{number}/{len(items)} {item['id']} {name}: {got['seconds']:.0f} s, {got['output']} tokens {got.get('error', '')}",
                file=sys.stderr,
            )
        args.output.write_text(json.dumps(totals, indent=1))
    print(table(totals))


def table(totals: dict[str, Counter[str]]) -> str:
    """Write the comparison as Markdown."""
    lines = [
        "| system | quotes found F1 | right speaker F1 | claims found F1 | right claimant F1 | events recall | event arguments | generated tokens | seconds |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, c in totals.items():
        quotes, claims = c["quotes_found"] + c["quotes_surplus"], c["claims_found"] + c["claims_surplus"]
        cells = [
            f"{newsdata.f1(c['quotes_found'], quotes, c['quotes_gold']):.2f} ({c['quotes_found']}/{c['quotes_gold']})",
            f"{newsdata.f1(c['quotes_right'], c['quotes_named'], c['quotes_gold']):.2f} ({c['quotes_right']})",
            f"{newsdata.f1(c['claims_found'], claims, c['claims_gold']):.2f} ({c['claims_found']}/{c['claims_gold']})",
            f"{newsdata.f1(c['claims_right'], claims, c['claims_gold']):.2f} ({c['claims_right']})",
            f"{c['events_found'] / max(1, c['events_gold']):.2f} ({c['events_found']}/{c['events_gold']}, {c['events_predicted']} predicted)",
            f"{c['events_arguments_found']}/{c['events_arguments']}", f"{c['output']:,}", f"{c['seconds']:.0f}",
        ]  # fmt: skip
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
