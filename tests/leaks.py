"""An endpoint that gives the caller's key back in every way, and a search for it in every byte written."""

from __future__ import annotations

import base64
import codecs
import gzip
import http.server
import json
import re
import sqlite3
import threading
import unicodedata
import zlib
from pathlib import Path
from typing import Any

KEY = "-".join(("sk", "CANARY1234567890abcdefXYZ"))
ESCAPES = "\x1b]0;pwned\x07\x1b[2J\x9b31m\u202e\r\nX: y \x08\x7f rm"


def _error(message: str, status: int = 400, **more: Any) -> tuple[int, dict[str, str], bytes]:
    return status, {}, json.dumps({"error": {"message": message} | more}).encode()


def _answer(content: str | None, **more: Any) -> tuple[int, dict[str, str], bytes]:
    message = {"content": content} | more.pop("message", {})
    body = {
        "choices": [{"message": message, "finish_reason": more.pop("finish", "stop")}], "model": "m",
        "usage": {"prompt_tokens": 9000, "completion_tokens": 1},
    } | more  # fmt: skip
    return 200, {}, json.dumps(body).encode()


def _raw(sent: tuple[int, dict[str, str], bytes]) -> bytes:
    head = f"HTTP/1.1 {sent[0]} OK\r\ncontent-type: application/json\r\ncontent-length: {len(sent[2])}\r\n\r\n"
    return head.encode() + sent[2]


def _in_each_field(key: str) -> str:
    said = {"p": 1, "w": key, "c": key}
    words = {"s": 1, "a": key, "z": key}
    event = {
        "s": 1, "w": key, "m": [{"s": 1, "w": key}], "t": "other", "r": "actual", "by": [key], "to": [key], "at": key,
        "on": key, "d": key, "n": [{"k": "dead", "w": key, "v": 1, "x": "exactly"}], "src": 1,
    }  # fmt: skip
    return json.dumps({
        "g": [1], "p": [{"n": 1, "s": 1, "name": key, "k": "person", "as": key}], "q": [{"q": 1} | said],
        "u": [words | said], "c": [words | said | {"st": "asserted"}], "e": [event],
    })  # fmt: skip


def _wide(key: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) for c in key)


def _base64(key: str) -> str:
    return base64.b64encode(key.encode()).decode()


def _each(form: str, key: str, between: str = "") -> str:
    return between.join(form.format(byte) for byte in key.encode())


SPELLINGS: dict[str, Any] = {
    "backwards": lambda k: k[::-1],
    "turned by 13": lambda k: codecs.encode(k, "rot13"),
    "base32": lambda k: base64.b32encode(f"id {k}".encode()).decode(),
    "base64, twice": lambda k: _base64(_base64(k)),
    "base64, upper case": lambda k: _base64(k.upper()),
    "base64, backwards": lambda k: _base64(k[::-1]),
    "base64 for addresses": lambda k: base64.urlsafe_b64encode(f"???>{k}".encode()).decode(),
    "base85": lambda k: base64.b85encode(f"no{k}".encode()).decode(),
    "Ascii85": lambda k: base64.a85encode(k.encode()).decode(),
    "hex, 0x": lambda k: _each("0x{:02x}", k, ", "),
    "hex, colons": lambda k: _each("{:02X}", k, ":"),
    "numbers": lambda k: _each("{}", k, " "),
    "bits": lambda k: _each("{:08b}", k, " "),
    "octal": lambda k: _each("\\{:03o}", k),
    "octal numbers": lambda k: _each("{:03o}", k, ","),
    "per cent, twice": lambda k: _each("%25{:02X}", k),
    "quoted-printable": lambda k: _each("={:02X}", k),
    "HTML": lambda k: _each("&#{};", k),
    "code points": lambda k: _each("U+{:04X}", k, " "),
    "escapes in braces": lambda k: _each("\\u{{{:x}}}", k),
    "long escapes": lambda k: _each("\\U{:08x}", k),
    "full width": _wide,
    "combining marks": "\u0301".join,
}
"""Ways to write a key that hide it from who looks for its letters alone."""
NOTHING = json.dumps({"g": [], "p": [], "q": [], "u": [], "c": [], "e": []})
"""A sheet without a row."""
MODES: dict[str, Any] = {
    "401": lambda k: _error(f"bad key {k}", 401, code="invalid_api_key"),
    "400 message": lambda k: _error(f"bad {k}"),
    "400 code": lambda k: _error("", code=k),
    "400 plain": lambda k: (400, {"content-type": "text/plain"}, f"bad key {k}".encode()),
    "400 cut": lambda k: (400, {"content-type": "text/plain"}, f"{'x' * 60}{k}".encode()),
    "400 upper": lambda k: _error(f"Key {k.upper()}"),
    "400 split": lambda k: _error(f"Key {k[:14]} {k[14:]}"),
    "400 spaced": lambda k: _error(f"Key {' '.join(k)}"),
    "400 hidden signs": lambda k: _error("Key " + "\u200b".join(k)),
    "400 base64": lambda k: _error(f"Key {base64.b64encode(k.encode()).decode()}"),
    "400 base64 inside": lambda k: _error(base64.b64encode(f"Bearer {k} ".encode()).decode()),
    "400 hex": lambda k: _error(f"Key {k.encode().hex()}"),
    "400 per cent": lambda k: _error("Key " + "".join(f"%{ord(c):02X}" for c in k)),
    "400 escapes": lambda k: _error("Key " + "".join(f"\\u{ord(c):04x}" for c in k)),
    "400 list": lambda k: (400, {}, json.dumps([k]).encode()),
    "400 string": lambda k: (400, {}, json.dumps({"error": k}).encode()),
    "422 detail": lambda k: (422, {}, json.dumps({"detail": f"key {k}"}).encode()),
    "402 code": lambda k: _error("x", 402, code=k),
    "302": lambda k: (302, {"location": f"http://127.0.0.1:9/?key={k}"}, b""),
    "200 error": lambda k: (200, {}, json.dumps({"error": {"message": f"bad key {k}", "code": 400}}).encode()),
    "200 no JSON": lambda k: (200, {}, k.encode()),
    "200 no JSON, cut": lambda k: (200, {}, f"{'y' * 25}{k}".encode()),
    "200 encoding": lambda k: (200, {"content-encoding": k}, b"x"),
    "200 no choices": lambda k: (200, {}, json.dumps({"choices": [], "x": k}).encode()),
    "200 model": lambda k: _answer(NOTHING, model=k),
    "200 content": lambda k: _answer(f"key {k}"),
    "200 halves": lambda k: _answer(json.dumps({"a": [k[:14], k[14:]]})),
    "200 answer": lambda k: _answer(_in_each_field(k)),
    "200 answer, hex": lambda k: _answer(_in_each_field(k.encode().hex())),
    "200 answer, spaced": lambda k: _answer(_in_each_field(" ".join(k))),
    "200 refusal": lambda k: _answer(None, message={"refusal": k}),
    "200 finish": lambda k: _answer("{}", finish=k),
    "400 header": lambda k: (400, {"x-request-id": k, "retry-after": k, "www-authenticate": k, "set-cookie": k}, b"{}"),
    "429 header": lambda k: (429, {"retry-after": "900", "x-request-id": k}, json.dumps({"error": {"message": "x"}}).encode()),
    "400 UTF-16": lambda k: (400, {"content-type": "text/plain"}, k.encode("utf-16")),
    "400 packed": lambda k: (400, {"content-encoding": "gzip"}, gzip.compress(f"no {k}".encode())),
    "400 packed, cut": lambda k: (400, {"content-encoding": "gzip"}, gzip.compress(f"no {k}".encode())[:-9]),
    "200 packing that is none": lambda k: (200, {"content-encoding": "gzip"}, k.encode()),
    "402 halves": lambda k: _error(k[:14], 402, code=k[14:]),
    "422 one by one": lambda k: (422, {}, json.dumps({"detail": list(k)}).encode()),
    "422 place": lambda k: (422, {}, json.dumps({"detail": [{"loc": ["body", k], "msg": k}]}).encode()),
    "307 user": lambda k: (307, {"location": f"http://{k}@host.example/"}, b""),
    "200 stream": lambda k: (200, {"content-type": "text/event-stream"}, "".join(
        f"data: {json.dumps({'choices': [{'delta': {'content': k[at : at + 9]}}]})}\n\n" for at in range(0, len(k), 9)
    ).encode()),
    "200 tool call": lambda k: _answer(None, finish="tool_calls", message={"tool_calls": [
        {"id": k, "type": "function", "function": {"name": k, "arguments": json.dumps({"a": k})}}]}),
    "200 odd tool call": lambda k: _answer(None, message={"tool_calls": k, "function_call": k}),
    "200 thoughts": lambda k: _answer(NOTHING, message={"reasoning_content": k, "annotations": [k]}),
    "200 usage": lambda k: _answer(NOTHING, usage={"prompt_tokens": k, k: 1}, service_tier=k, id=k),
    "200 names": lambda k: _answer(json.dumps({k: 1, "g": [k]})),
    "200 answer, numbers": lambda k: _answer(_in_each_field(_each("{}", k, ","))),
    "200 answer, list of numbers": lambda k: _answer(NOTHING.replace("[]", json.dumps(list(k.encode())), 1)),
    "200 trailing": lambda k: _raw(_answer(NOTHING)) + k.encode(),
    "200 two answers": lambda k: _raw(_answer(NOTHING)) + _raw(_answer(k)),
    "bad status": lambda k: f"HTTP/1.1 999 {k}\r\nx: y\r\n\r\n".encode(),
    "garbage": lambda k: f"{k}\r\n\r\n".encode(),
    "bad header": lambda k: f"HTTP/1.1 200 OK\r\n{k} \x00\r\n\r\n".encode(),
    "escape codes": lambda k: _error(ESCAPES),
    "escape codes, address": lambda k: (302, {"location": "http://x/\x1b]0;p\x07"}, b""),
    "escape codes, body": lambda k: (200, {}, b"\x1b]0;pwned\x07\x9b31m"),
    "escape codes, code": lambda k: _error("x", 402, code="\x1b]0;c\x07"),
    "escape codes, model": lambda k: _answer(NOTHING, model="\x1b]0;m\x07"),
    "escape codes, finish": lambda k: _answer("\x1b[31m", finish="\x1b]0;f\x07"),
}  # fmt: skip
MODES |= {f"400 {name}": lambda k, write=write: _error(f"Key {write(k)} so") for name, write in SPELLINGS.items()}
MODES |= {
    f"200 answer, {name}": lambda k, write=write: _answer(_in_each_field(write(k)), model=write(k))
    for name, write in SPELLINGS.items()
}
"""What the endpoint sends, by mode: status, headers and body, or bytes that are no HTTP; given the caller's key."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        key = (self.headers.get("authorization") or "").removeprefix("Bearer ")
        sent = MODES[self.server.mode](key)  # pyright: ignore[reportAttributeAccessIssue]
        if isinstance(sent, bytes):
            self.wfile.write(sent)
            self.close_connection = True
            return
        status, headers, body = sent
        self.send_response(status)
        for name, value in ({"content-type": "application/json"} | headers).items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: Any) -> None:
        pass


class LeakyEndpoint:
    """A running endpoint on loopback; `mode` says how it gives the key back."""

    def __init__(self) -> None:
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.base_url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def send(self, mode: str) -> None:
        self._server.mode = mode  # pyright: ignore[reportAttributeAccessIssue]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def written(folder: Path) -> dict[str, bytes]:
    """Every byte below a folder, by file; what the ledger keeps packed is unpacked as well."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for path in folder.rglob("ledger.sqlite"):
        with sqlite3.connect(path) as database:
            for number, (detail,) in enumerate(database.execute("SELECT detail FROM item")):
                found[f"{path.name} row {number}"] = zlib.decompress(detail)
        database.close()
    return found


def leaks(data: bytes, key: str = KEY) -> list[str]:
    """Pieces of a key, and of its encodings, that stand in some bytes, whatever is between their letters."""

    def bare(text: str) -> str:
        return re.sub(r"[^a-z0-9]", "", text.lower())

    text = data.decode("utf-8", "replace")
    unescaped = re.sub(r"\\+u([0-9a-f]{4})|%([0-9A-F]{2})", lambda m: chr(int(m[1] or m[2], 16)), text)
    views = {bare(view) for view in (text, unescaped, unicodedata.normalize("NFKC", unescaped))}
    raw = key.encode()
    forms = [(bare(key), 8), (raw.hex(), 16)]
    for before in range(3):
        packed = _base64(" " * before + key).rstrip("=")[before + 1 : -1]
        forms.append((bare(packed), 12))
    for write in SPELLINGS.values():
        # Half of what is written is more than chance, and less than what stands at either end.
        written = bare(unicodedata.normalize("NFKC", write(key)))
        forms.append((written, len(written) // 2 if write is not _wide else 8))
    return [
        form[at : at + size]
        for form, size in forms
        for at in range(len(form) - size + 1)
        if any(form[at : at + size] in view for view in views)
    ]
