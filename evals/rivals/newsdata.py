"""Score predictions against other people's labels of real news (GUM Wikinews, WikiEvents), outside this repository.

Rules, as published with the data: found = one-to-one, overlap at least half of the longer span (quotes) or of the gold
span (claims); a prediction that holds a whole gold piece finds it too; right name = same family name, or one name's words
contained in the other's, any accepted form; a bare pronoun is never right. Quotes nobody attributed and non-core claims
are neither rewarded nor punished. Shares no code with the program's own grounding.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

PRONOUNS = {"he", "she", "they", "it", "i", "we", "who"}


def load(path: Path) -> list[dict[str, Any]]:
    """Read one JSONL file of labelled articles."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Count the code points two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def same_name(predicted: str | None, forms: list[str | None]) -> bool:
    """Tell whether a predicted name is one of the accepted forms."""
    if not predicted or predicted.lower() in PRONOUNS:
        return False
    words = predicted.lower().replace("’", "'").split()
    for form in forms:
        if form:
            gold = form.lower().replace("’", "'").split()
            if words[-1] == gold[-1] or set(words) <= set(gold) or set(gold) <= set(words):
                return True
    return False


def forms(item: dict[str, Any], who: str) -> list[str | None]:
    """List the accepted names of a gold speaker or claimer."""
    said = None if item.get(f"{who}_is_pronoun") else item.get(who)
    return [item.get(f"{who}_resolved"), said]


def score_quotes(article: dict[str, Any], predicted: list[tuple[list[tuple[int, int]], str | None]]) -> Counter[str]:
    """Count gold, found, right and surplus quotes of one article."""
    gold = [q for q in article["gold"]["quotes"] if q.get("speaker") and q.get("core")]
    neutral = [(q["start"], q["end"]) for q in article["gold"]["quotes"] if q not in gold]
    neutral += [tuple(span) for span in article["unattributed_quotes"]]
    pieces = [(span, name) for spans, name in predicted for span in spans]
    used: set[int] = set()
    count: Counter[str] = Counter(gold=len(gold))
    for quote in gold:
        span = (quote["start"], quote["end"])
        best = None
        for number, (piece, _) in enumerate(pieces):
            shared = overlap(piece, span)
            whole = shared >= 0.9 * (span[1] - span[0])
            if (number not in used and shared >= 0.5 * max(piece[1] - piece[0], span[1] - span[0])) or whole:
                best = number
        if best is not None:
            used.add(best)
            count["found"] += 1
            count["right"] += same_name(pieces[best][1], forms(quote, "speaker"))
    for number, (piece, name) in enumerate(pieces):
        free = number not in used and not any(overlap(piece, n) > 0.4 * (piece[1] - piece[0]) for n in neutral)
        touched = any(overlap(piece, (q["start"], q["end"])) for q in gold)
        count["surplus"] += free and not touched
        count["named"] += bool(name) and (number in used or (free and not touched))
    return count


def score_claims(article: dict[str, Any], predicted: list[tuple[list[tuple[int, int]], str | None]]) -> Counter[str]:
    """Count gold, found, right and surplus claims of one article; claims inside direct quotes are neutral."""
    gold = [c for c in article["gold"]["claims"] if c["core"]]
    neutral = [tuple(s) for c in article["gold"]["claims"] if not c["core"] for s in c["spans"]]
    quotes = [(q["start"], q["end"]) for q in article["gold"]["quotes"]] + [
        tuple(s) for s in article["unattributed_quotes"]
    ]
    used: set[int] = set()
    count: Counter[str] = Counter(gold=len(gold))
    for claim in gold:
        length = sum(end - start for start, end in claim["spans"])
        shares = [
            (sum(overlap(s, tuple(g)) for s in spans for g in claim["spans"]), number)
            for number, (spans, _) in enumerate(predicted)
            if number not in used
        ]
        share, best = max(shares, default=(0, -1))
        if share >= 0.5 * length:
            used.add(best)
            count["found"] += 1
            count["right"] += same_name(predicted[best][1], forms(claim, "claimer"))
    for number, (spans, _) in enumerate(predicted):
        quoted = any(overlap(s, q) > 0.5 * (s[1] - s[0]) for s in spans for q in quotes)
        touched = any(overlap(s, n) for s in spans for n in neutral)
        count["surplus"] += number not in used and not quoted and not touched
    return count


def score_events(article: dict[str, Any], predicted: list[tuple[tuple[int, int], list[str]]]) -> Counter[str]:
    """Count gold event mentions found by their trigger, and their named arguments; read recall, not precision."""
    gold = [e for e in article["gold"]["events"] if not e.get("speech_event")]
    count: Counter[str] = Counter(gold=len(gold), predicted=len(predicted))
    used: set[int] = set()
    for event in gold:
        span = (event["start"], event["end"])
        # One event may be told by several mentions: a prediction that lists a sentence as evidence counts once for each.
        best = next((n for n, (trigger, _) in enumerate(predicted) if n not in used and overlap(trigger, span)), None)
        count["arguments"] += len(event["args"])
        if best is None:
            continue
        used.add(best)
        count["found"] += 1
        said = " ".join(predicted[best][1]).lower()
        for argument in event["args"]:
            count["arguments_found"] += any(n and n.lower() in said for n in (argument["text"], argument.get("name")))
    return count


def f1(hits: int, predicted: int, gold: int) -> float:
    """Give the F1 of counts; 0 where there is nothing."""
    return 2 * hits / (predicted + gold) if predicted + gold else 0.0
