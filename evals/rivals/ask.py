"""Ask a rival about articles: the embedded model, or a model that answers by hand. Keep what it says.

    python evals/rivals/ask.py naive --embedded                        # 36 test articles, answers/naive/
    python evals/rivals/ask.py langextract --hand FOLDER               # twice: writes the prompts, then keeps the answers
    python evals/rivals/ask.py naive --hand FOLDER --rows NEWS.jsonl --summaries OUT

With `--hand`, whoever plays the model reads FOLDER/NAME.N.prompt.txt alone and writes FOLDER/NAME.N.answer.json; the
answers are kept under `answers/<rival>-strong/`. `--rows` asks about other news, a JSON object a line with `id`, `text` and
perhaps `name`, `published`, and writes summaries (the JSON contract) into OUT instead; nothing of it is kept here.
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
import kept
import langextract_rival
import naive
from hand import Hand

from summarizer.article import Article, parse_date
from summarizer.score.gold import load

STRONG = "strong-2026-11"
"""The model that answered by hand; no named product, see evals/README.md."""
RIVALS: dict[str, Callable[[Article, str, str, str], dict[str, Any]]] = {
    "naive": naive.ask,
    "langextract": langextract_rival.ask,
}


def articles(wish: argparse.Namespace) -> dict[str, Article]:
    """Give the articles by name."""
    if not wish.rows:
        return {case.name: case.article for case in load(Path(__file__).parent.parent / "gold", wish.split)}
    rows = [json.loads(line) for line in wish.rows.read_text("utf-8").splitlines()]
    return {
        row.get("name") or row["id"].rsplit("_", 1)[-1]: Article.from_text(
            row["text"], published=parse_date(row.get("published") or row.get("date"))
        )
        for row in rows
    }


def by_hand(wish: argparse.Namespace, every: dict[str, Article]) -> int:
    """Write what has no answer yet; keep what has."""
    waiting = 0
    with Hand(wish.hand) as hand:
        for name, article in every.items():
            hand.next(name)
            got = RIVALS[wish.rival](article, hand.base_url, "by-hand", STRONG)
            waiting += len(hand.missing)
            if not hand.missing:
                keep(wish, name, article, got, f"{wish.rival}-strong", STRONG)
    print(f"{waiting} prompts in {wish.hand} wait for an answer" if waiting else "every prompt was answered")
    return 1 if waiting else 0


def embedded(wish: argparse.Namespace, every: dict[str, Article]) -> int:
    """Ask the embedded model what has no kept answer: a minute and a half to two an article on two cores."""
    from summarizer.local.catalogue import DEFAULT
    from summarizer.local.serve import endpoint_for
    from summarizer.settings import load as settings

    endpoint = endpoint_for(settings(model=f"local/{DEFAULT}").models / f"{DEFAULT}-q4_k_m.gguf", DEFAULT)
    for name, article in every.items():
        path = kept.ANSWERS / wish.rival / f"{name}.json"
        if not wish.summaries and path.is_file() and json.loads(path.read_text("utf-8"))["article"] == article.id:
            continue
        got = RIVALS[wish.rival](article, endpoint.base_url, endpoint.api_key, DEFAULT)
        keep(wish, name, article, got, wish.rival, DEFAULT)
    return 0


def keep(wish: argparse.Namespace, name: str, article: Article, got: dict[str, Any], folder: str, model: str) -> None:
    """Write an answer where it belongs."""
    answer = {"article": article.id, "model": model, "date": time.strftime("%Y-%m-%d"), **got.pop("usage"), **got}
    print(f"{name}: {answer['requests']} requests, {answer['output']} tokens {got.get('error', '')}", file=sys.stderr)
    path = (wish.summaries or kept.ANSWERS / folder) / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    if wish.summaries:
        path.write_text(kept.summary(article, answer, folder).model_dump_json(indent=1) + "\n", "utf-8")
    else:
        path.write_text(json.dumps(answer, indent=1, ensure_ascii=False) + "\n", "utf-8")


def main() -> int:
    """Ask one rival."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rival", choices=RIVALS)
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--hand", type=Path, help="folder of prompts and answers")
    who.add_argument("--embedded", action="store_true", help="the embedded model")
    parser.add_argument("--split", default="test", help="dev, test or all")
    parser.add_argument("--rows", type=Path, help="other news than the labelled set")
    parser.add_argument("--summaries", type=Path, help="write summaries here")
    wish = parser.parse_args()
    if bool(wish.rows) != bool(wish.summaries):
        parser.error("--rows and --summaries go together")
    every = articles(wish)
    return by_hand(wish, every) if wish.hand else embedded(wish, every)


if __name__ == "__main__":
    sys.exit(main())
