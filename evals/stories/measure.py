"""How well tellings of the same event are put together, measured on stories labelled by hand.

    python evals/stories/measure.py [--split test] [--list]

`articles.json` holds short articles with their events; a key names the event, `after` the event it follows from. Every
pair of events of two articles is labelled by that: same, follow-up or different. The 54 articles of the eval set are
mixed in: none of them tells what another tells, so that every join among them is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

from summarizer.score import gold
from summarizer.stories import stories
from summarizer.summary import ArticleRecord, Casualties, Count, Event, Mention, Run, Span, Summary, Time
from summarizer.tellings import Told, tellings

HERE = Path(__file__).parent
PRECISIONS = {4: "year", 7: "month", 8: "week", 10: "day"}


def span(text: str, words: str) -> Span:
    """The first place of these words."""
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def event(number: int, told: dict[str, Any], text: str) -> Event:
    """Give a label the shape of an event as the program reads it."""
    trigger, time, date = span(text, told["word"]), told.get("on"), told.get("date")
    sentence = next(m for m in re.finditer(r".+?(?:[.!?](?=\s|$)\s*|$)", text) if m.end() > trigger.start)
    words = sentence.group().strip()
    counts = {
        kind: Count(value=told[kind][2], qualifier=told[kind][1], span=span(text, told[kind][0]))
        for kind in ("dead", "injured") if kind in told
    }  # fmt: skip

    def mentions(key: str) -> list[Mention]:
        return [Mention(name=name, span=span(text, name)) for name in told.get(key, [])]

    place = Mention(name=told["at"], span=span(text, told["at"])) if told.get("at") else None
    precision: Any = PRECISIONS[len(date)] if date else "unknown"
    return Event(
        id=f"e{number}", description=words, type=told["type"], trigger=trigger, mentions=[trigger],
        evidence=[span(text, words)], actors=mentions("by"), targets=mentions("to"), place=place,
        time=Time(mention=span(text, time), value=date, precision=precision) if time else None,
        casualties=Casualties(**counts) if counts else None, realis=told.get("realis", "actual"), attributed_to=None,
    )  # fmt: skip


def summary(article: dict[str, Any]) -> Summary:
    """Give a labelled article the shape of a summary."""
    text = article["text"]
    record = ArticleRecord(
        id=sha256(text.encode()).hexdigest(), path=None, title=None, published=article["published"],
        language=article.get("language", "en"), characters=len(text),
    )  # fmt: skip
    events = [event(n, told, text) for n, told in enumerate(article["events"], start=1)]
    return Summary(
        article=record,
        status="ok",
        quotes=[],
        claims=[],
        events=events,
        rejected=[],
        run=Run(model="labels", prompts=""),
    )


def labelled(split: str) -> tuple[list[Told], dict[tuple[int, str], tuple[str, str]]]:
    """Read the stories.

    Returns:
        All tellings, and the key and the key it follows from of each, by article and event id.
    """
    told: list[Told] = []
    keys: dict[tuple[int, str], tuple[str, str]] = {}
    chosen = [a for a in json.loads((HERE / "articles.json").read_text("utf-8")) if split in ("all", a["split"])]
    for number, article in enumerate(chosen):
        told += tellings(number, summary(article))
        for n, e in enumerate(article["events"], start=1):
            keys[number, f"e{n}"] = (e["key"], e.get("after", ""))
    return told, keys


def distractors(first: int) -> list[Told]:
    """Tellings of the eval set, each article for itself."""
    found: list[Told] = []
    for number, case in enumerate(gold.load(HERE.parent / "gold"), start=first):
        labels = case.gold
        made = Summary(
            article=labels.article, status="ok", quotes=labels.quotes, claims=labels.claims, events=labels.events,
            rejected=[], run=Run(model="labels", prompts=""),
        )  # fmt: skip
        found += tellings(number, made)
    return found


def relation(one: tuple[str, str], other: tuple[str, str]) -> str:
    """Say how two labelled events are related."""
    if one[0] == other[0]:
        return "same"
    if one[1] == other[0] or other[1] == one[0] or (one[1] and one[1] == other[1]):
        return "follow-up"
    return "different"


def measure(split: str) -> tuple[Counter[str], Counter[str], list[str]]:
    """Put the stories together and compare.

    Returns:
        Pairs by relation, joined pairs by relation (`eval set` where one is of the eval set), and what went wrong.
    """
    told, keys = labelled(split)
    pairs: Counter[str] = Counter()
    for a, b in combinations(keys, 2):
        if a[0] != b[0]:
            pairs[relation(keys[a], keys[b])] += 1
    words = {(t.article, t.id): f"{t.type}: {t.words[:90]}" for t in told}
    joined: Counter[str] = Counter()
    wrong: list[str] = []
    together: set[tuple[Any, Any]] = set()
    for story in stories(told + distractors(len({t.article for t in told}))):
        for x, y in combinations(sorted((t.article, t.id) for t in story.told), 2):
            if x[0] == y[0]:
                continue
            together.add((x, y))
            how = relation(keys[x], keys[y]) if x in keys and y in keys else "eval set"
            joined[how] += 1
            if how != "same":
                wrong.append(f"joined, but {how}: {words.get(x, x)} | {words.get(y, y)}")
    for a, b in combinations(sorted(keys), 2):
        if a[0] != b[0] and relation(keys[a], keys[b]) == "same" and (a, b) not in together:
            wrong.append(f"not joined: {words[a]} | {words[b]}")
    return pairs, joined, wrong


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", default="all", choices=("dev", "test", "all"))
    parser.add_argument("--list", action="store_true", help="every pair that went wrong")
    wish = parser.parse_args()
    pairs, joined, wrong = measure(wish.split)
    sys.stdout.write(f"| pairs of events ({wish.split}) | all | put together |\n|---|---|---|\n")
    for how in ("same", "follow-up", "different"):
        sys.stdout.write(f"| {how} | {pairs[how]} | {joined[how]} |\n")
    sys.stdout.write(f"| with an article of the eval set | | {joined['eval set']} |\n\n")
    precision, recall = joined["same"] / max(1, joined.total()), joined["same"] / max(1, pairs["same"])
    sys.stdout.write(f"precision {precision:.2f} (aim 0.95), recall {recall:.2f} (aim 0.80)\n")
    if wish.list:
        sys.stdout.write("\n".join(wrong) + "\n")


if __name__ == "__main__":
    main()
