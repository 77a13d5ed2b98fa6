"""Record a model that no network reaches: its requests go into files, its answers come from files.

    python evals/by_hand.py FOLDER ARTICLE…        # or --gold, or --cases; a second reading: --readings 2

Writes what is asked and not answered yet: `system.txt`, the message that all first questions share, and
`NAME.prompt.txt`; a second question about an article is `NAME.2.prompt.txt`, with its own system message on top.
Whoever plays the model reads these files alone and writes the bare JSON object into `NAME.answer.json`. Run again, it
sends every answer through the one door, like any endpoint's, and keeps it under `fixtures/recordings/`. Token counts
are characters / 4. With `--readings 2` what is recorded is not asked again, and `NAME.prompt.txt` is the second
reading: the same message, for somebody who has seen no other answer.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from summarizer.article import Article, read_article
from summarizer.cache import AnswerStore
from summarizer.errors import SummarizerError
from summarizer.model.asker import LiveAsker
from summarizer.model.body import body_of
from summarizer.model.gate import Gate
from summarizer.model.wire import Endpoint
from summarizer.pipeline import summarize_article
from summarizer.recordings import Recorder, Recordings
from summarizer.score.gold import load

ROOT = Path(__file__).resolve().parent.parent
MODEL = "strong/2026-11"


class Hand(BaseHTTPRequestHandler):
    """Answers from the folder; a question that has no answer yet is written down and declined."""

    protocol_version = "HTTP/1.1"
    folder: Path
    name: str
    asked: int

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        """Answer one request."""
        system, user = json.loads(self.rfile.read(int(self.headers["content-length"])))["messages"][:2]
        Hand.asked += 1
        first = Hand.asked == 1
        stem = Hand.name if first else f"{Hand.name}.{Hand.asked}"
        prompt, answer = Hand.folder / f"{stem}.prompt.txt", Hand.folder / f"{stem}.answer.json"
        words = user["content"] if first else f"{system['content']}\n\n{user['content']}"
        asked = {prompt: words} | ({Hand.folder / "system.txt": system["content"]} if first else {})
        reason = _not_answered(asked, answer)
        known = not reason
        content = answer.read_text("utf-8").strip() if known else None
        message = {"role": "assistant", "content": content, "refusal": reason or None}
        usage = {
            "prompt_tokens": (len(system["content"]) + len(user["content"])) // 4,
            "completion_tokens": len(content or "") // 4,
        }
        self._send(
            {
                "id": "by-hand", "object": "chat.completion", "created": 0, "model": MODEL.partition("/")[2],
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                "usage": usage | {"total_tokens": sum(usage.values())},
            }
        )  # fmt: skip

    def _send(self, body: dict[str, Any]) -> None:
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _not_answered(asked: dict[Path, str], answer: Path) -> str:
    """Say why there is no answer, and write down what is asked where that takes nothing from an answer given before."""
    changed = [path for path, text in asked.items() if path.is_file() and path.read_text("utf-8") != text]
    # An answer is somebody's work: it is never deleted, and never taken for one to another prompt.
    shared = any(path.name == "system.txt" for path in changed) and any(answer.parent.glob("*.answer.json"))
    if changed and (answer.is_file() or shared):
        names = " and ".join(path.name for path in changed)
        return f"the answers in {answer.parent} answer another {names}: use another folder, or move them away"
    if answer.is_file():
        return ""
    for path, text in asked.items():
        path.write_text(text, "utf-8")
    return "not answered yet"


def articles(wish: argparse.Namespace) -> dict[str, Article]:
    """List what is asked about, by name."""
    found = {path.stem: read_article(path, published=wish.published) for path in wish.articles}
    if wish.gold:
        found |= {case.name: case.article for case in load(ROOT / "evals" / "gold", wish.split)}
    if wish.cases:
        found |= {path.stem: read_article(path) for path in sorted(wish.cases.glob("*.txt"))}
    return found


async def remember(store: AnswerStore, out: Path) -> None:
    """Keep what is recorded already, so that only what is missing is asked."""
    for key, (_, entry) in Recordings(out, MODEL).entries.items():
        number = await store.begin(key)
        if number is not None:
            await store.finish(number, key, "recorded", (0, 0), body_of(entry["raw"]))


async def record(
    found: dict[str, Article], url: str, store: AnswerStore, out: Path, readings: int
) -> tuple[int, int]:  # fmt: skip
    """Ask about every article; give how many are recorded and how many wait."""
    done = 0
    if readings > 1:
        await remember(store, out)

    async def connect() -> Endpoint:
        return Endpoint(url, MODEL.partition("/")[2], "none", 60.0)

    for name, article in found.items():
        Hand.name, Hand.asked = name, 0
        asker = Recorder(LiveAsker(MODEL, MODEL.partition("/")[2], store, Gate(1), connect))
        try:
            summary = await summarize_article(article, asker, "whole", readings=readings)
        except SummarizerError as error:
            print(f"{name}: {error}", file=sys.stderr)
            continue
        reasons = [r.reason for r in summary.rejected if r.kind == "request"]
        if reasons:
            print(f"{name}: {reasons[0]}", file=sys.stderr)
            continue
        done += 1
        await asker.save(out, name, article.id)
    return done, len(found) - done


def main() -> int:
    """Write what is asked, record what is answered."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("articles", type=Path, nargs="*")
    parser.add_argument("--gold", action="store_true", help="the labelled set")
    parser.add_argument("--split", default="all")
    parser.add_argument("--cases", type=Path, nargs="?", const=ROOT / "evals" / "cases", help="a folder of NAME.txt")
    parser.add_argument("--published", type=date.fromisoformat)
    parser.add_argument("--recordings", type=Path, default=ROOT / "fixtures" / "recordings")
    parser.add_argument("--readings", type=int, choices=(1, 2), default=1)
    wish = parser.parse_args()
    wish.folder.mkdir(parents=True, exist_ok=True)
    Hand.folder = wish.folder
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hand)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/v1"
    with tempfile.TemporaryDirectory() as place:
        store = AnswerStore(Path(place) / "answers.sqlite")
        done, waiting = asyncio.run(record(articles(wish), url, store, wish.recordings, wish.readings))
        store.close()
    print(f"{done} recorded, {waiting} wait for an answer in {wish.folder}")
    return 0 if not waiting else 1


if __name__ == "__main__":
    sys.exit(main())
