"""An endpoint on the loopback whose answers come from files: how a model is asked that no network reaches.

Every request is written to `NAME.N.prompt.txt` (messages, then the schema of the answer); whoever plays the model reads
that file alone and writes `NAME.N.answer.json`. A rival is run twice: once to write what it asks, once to be answered.
Token counts are characters / 4, and `system_fingerprint` says so.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

NOTHING = '{"extractions": []}'
"""Given where no answer lies yet, so that a rival that cuts its article asks about every piece; never kept."""


class Hand:
    """The endpoint; `base_url` is what a rival's client is given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.missing: list[str] = []
        """Requests without an answer since `next` was called."""
        self._name, self._asked = "", 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def base_url(self) -> str:
        """Where a client of OpenAI's asks."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def next(self, name: str) -> None:
        """Count the requests of another article from one."""
        self._name, self._asked, self.missing = name, 0, []

    def answer(self, body: dict[str, Any]) -> str:
        """Write what is asked and give what was answered.

        Raises:
            ValueError: The answer that lies there belongs to another prompt.
        """
        self._asked += 1
        words = asked(body)
        # A rival that asks about its pieces at once asks in any order: an answer belongs to the words that were asked.
        for prompt in sorted(self.folder.glob(f"{self._name}.*.prompt.txt")):
            kept = prompt.with_name(prompt.name.replace(".prompt.txt", ".answer.json"))
            if kept.is_file() and prompt.read_text("utf-8") == words:
                return kept.read_text("utf-8").strip()
        prompt = self.folder / f"{self._name}.{self._asked}.prompt.txt"
        if prompt.with_name(prompt.name.replace(".prompt.txt", ".answer.json")).is_file():
            raise ValueError(f"an answer beside {prompt} answers another prompt")
        prompt.write_text(words, "utf-8")
        self.missing.append(prompt.name)
        return NOTHING

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def asked(body: dict[str, Any]) -> str:
    """Give a request as whoever answers by hand reads it."""
    form = body.get("response_format") or {}
    schema = (form.get("json_schema") or {}).get("schema", form)
    words = "\n\n".join(f"### {message['role']}\n{message['content']}" for message in body["messages"])
    return f"{words}\n\n### schema of the answer\n{json.dumps(schema, ensure_ascii=False)}\n"


def _handler(hand: Hand) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None: ...

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            try:
                content = hand.answer(body)
            except ValueError as error:
                return self._send(409, {"error": {"message": str(error)}})
            tokens = {"prompt_tokens": len(asked(body)) // 4, "completion_tokens": len(content) // 4}
            return self._send(200, {
                "id": "by-hand", "object": "chat.completion", "created": 0, "model": body["model"],
                "system_fingerprint": "tokens-estimated", "usage": tokens | {"total_tokens": sum(tokens.values())},
                "choices": [
                    {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content, "refusal": None}}
                ],
            })  # fmt: skip

        def _send(self, status: int, content: dict[str, Any]) -> None:
            data = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    return Handler
