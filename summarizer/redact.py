"""The one filter for secrets: whatever this program writes, to a terminal or a file, passes here last.

A secret is known once `protect` was told of it. Found are the whole of it and every piece long enough to matter, in any
case, with signs, blanks or escapes between its letters, and as hex, base64, per cent or JSON escapes. Each piece
becomes `[key]`, and what stood between pieces stays, so that JSON stays JSON.
"""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

MARK = b"[key]"
"""What stands where a secret stood."""
MIN_SECRET = 7
"""Shorter words are placeholders (`none`, `ollama`): they are no secret."""
MIN_PIECE = 8
"""Letters and digits of a secret in a row that are taken out wherever they stand."""
_LOWER = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_NOISE = bytes(n for n in range(256) if not (n < 128 and chr(n).isalnum()))
_TOKEN = re.compile(  # begins with a class of signs: without that every byte is tried, twenty times slower
    rb"[\\%&](?:(?<=\\)\\*(?:u00([2-7][0-9a-fA-F])|x([2-7][0-9a-fA-F])|u[0-9a-fA-F]{4}|[nrtbf])"
    rb"|(?<=%)(?:25)*(?:([2-7][0-9a-fA-F])|[0189a-fA-F][0-9a-fA-F])"
    rb"|(?<=&)#(?:[xX]0*([2-7][0-9a-fA-F])|0*(\d{2,3}));)"
)
_INSIDE = re.compile(rb"[-_.+/=:~%]*")


@dataclass(frozen=True)
class _Form:
    """One way to write a secret: lower case, letters and digits only."""

    letters: bytes
    piece: int
    """Letters in a row that make a find."""

    def blocks(self) -> Iterator[tuple[bytes, int]]:
        """Short pieces, of which every long enough piece of the form holds one whole; and where each stands."""
        step = self.piece // 2
        size = self.piece - step + 1
        for at in range(0, max(1, len(self.letters) - size + 1), step):
            yield self.letters[at : at + size], at
        yield self.letters[-size:], len(self.letters) - size


_forms: list[_Form] = []
_plain: list[bytes] = []
_known: set[str] = set()


def protect(secret: str | None) -> None:
    """Keep a secret out of everything that is written from now on.

    Args:
        secret: A key or password; what is too short to be one is passed over.
    """
    if not secret or len(secret) < MIN_SECRET or secret in _known:
        return
    _known.add(secret)
    raw = secret.encode("utf-8", "surrogatepass")
    _plain.append(raw)
    letters = _letters(raw)
    if len(secret) < 12 or not (any(c.isdigit() for c in secret) or len(secret) >= 20):
        return  # `not-needed` and the like: only the word itself, or every second sentence would suffer
    # Azure's keys are hexadecimal like our own digests: a short piece of one stands in many a digest by chance.
    piece = 12 if not letters.strip(b"0123456789abcdef") else MIN_PIECE
    _forms.append(_Form(letters, min(piece, len(letters))))
    _forms.append(_Form(raw.hex().encode(), 2 * MIN_PIECE))
    for before in range(3):
        packed = base64.b64encode(b"\0" * before + raw).rstrip(b"=")
        whole = packed[-(-before * 8 // 6) : len(packed) if (before + len(raw)) % 3 == 0 else -1]
        _forms.append(_Form(_letters(whole), 12))


def forget() -> None:
    """Forget every secret: for tests."""
    _forms.clear()
    _plain.clear()
    _known.clear()


def redact(text: str) -> str:
    """Give a text without secrets; the very same text where it holds none."""
    if not _known:
        return text
    data = text.encode("utf-8", "surrogatepass")
    found = redact_bytes(data)
    return text if found is data else found.decode("utf-8", "surrogatepass")


def redact_bytes(data: bytes) -> bytes:
    """Give UTF-8 bytes without secrets; the very same object where they hold none."""
    for secret in _plain:
        if secret in data:
            data = data.replace(secret, MARK)
    if not _forms:
        return data
    data = _without_pieces(data, decode=False)
    return _without_pieces(data, decode=True) if _TOKEN.search(data) else data


def _letters(data: bytes) -> bytes:
    return data.translate(_LOWER, _NOISE)


def _token(match: re.Match[bytes]) -> bytes:
    if match.lastindex is None:
        return b""
    number = int(match[match.lastindex], 10 if match.lastindex == 5 else 16)
    return bytes([number]) if 32 <= number < 127 else b""


def _without_pieces(data: bytes, *, decode: bool) -> bytes:
    letters = _letters(_TOKEN.sub(_token, data) if decode else data)
    found = [place for form in _forms for place in _places(letters, form)]
    if not found:
        return data
    spans = _spans(data, decode=decode)
    covered = sorted({n for start, end in found for n in range(start, end)})
    pieces: list[list[int]] = []
    for start, end in (spans[n] for n in covered):
        if pieces and _INSIDE.fullmatch(data, pieces[-1][1], start):
            pieces[-1][1] = end
        else:
            pieces.append([start, end])
    out, at = bytearray(), 0
    for start, end in pieces:
        out += data[at:start] + MARK
        at = end
    return bytes(out + data[at:])


def _places(letters: bytes, form: _Form) -> Iterator[tuple[int, int]]:
    """Where pieces of a form stand among letters."""
    for block, place in form.blocks():
        at = letters.find(block)
        while at >= 0:
            start, end = at, at + len(block)
            while start and place - (at - start) and letters[start - 1] == form.letters[place - (at - start) - 1]:
                start -= 1
            while end < len(letters) and place + end - at < len(form.letters) and (
                letters[end] == form.letters[place + end - at]
            ):  # fmt: skip
                end += 1
            if end - start >= form.piece and not letters[start:end].isdigit():
                yield start, end
            at = letters.find(block, at + 1)


def _spans(data: bytes, *, decode: bool) -> list[tuple[int, int]]:
    """For every letter that `_letters` keeps, the bytes it was written with."""
    spans: list[tuple[int, int]] = []
    at = 0
    for match in _TOKEN.finditer(data) if decode else ():
        spans += ((n, n + 1) for n in range(at, match.start()) if data[n] not in _NOISE)
        spans += [match.span()] if _letters(_token(match)) else []
        at = match.end()
    spans += ((n, n + 1) for n in range(at, len(data)) if data[n] not in _NOISE)
    return spans


class Filtered:
    """A text stream, or a binary one, that holds back the unfinished line and writes no secret."""

    def __init__(self, stream: Any, *, binary: bool = False) -> None:
        self._stream = stream
        self._kind: type[str | bytes] = bytes if binary else str
        self._held: Any = None
        self._below: Filtered | None = None

    def __getattr__(self, name: str) -> Any:
        """Everything else is the stream's own."""
        return getattr(self._stream, name)

    @property
    def buffer(self) -> Filtered:
        """The binary stream below."""
        if self._below is None:
            self._below = Filtered(self._stream.buffer, binary=True)
        return self._below

    def write(self, data: Any) -> int:
        """Write text or bytes; what follows the last line end waits for its rest, or for `flush`."""
        if not isinstance(data, self._kind):
            if self._kind is str or isinstance(data, str):
                raise TypeError(f"this stream takes {self._kind.__name__}, not {type(data).__name__}")
            data = bytes(data)
        held: Any = data if self._held is None else self._held + data
        whole, end, rest = held.rpartition("\n" if isinstance(held, str) else b"\n")
        self._held = rest or None
        if end:
            self._pass(whole + end)
        return len(data)

    def _pass(self, data: Any) -> None:
        self._stream.write(redact(data) if isinstance(data, str) else redact_bytes(data))

    def flush(self) -> None:
        """Write what is held back."""
        held, self._held = self._held, None
        if held is not None:
            self._pass(held)
        self._stream.flush()
        if self._below is not None:
            self._below.flush()

    def close(self) -> None:
        """Write what is held back and close the stream."""
        if not self._stream.closed:
            self.flush()
        self._stream.close()

    def __enter__(self) -> Filtered:
        """Close at the end of a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()


@contextmanager
def guarded_streams() -> Generator[None]:
    """Let nothing onto standard output and standard error but by the filter."""
    saved = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Filtered(saved[0]), Filtered(saved[1])  # pyright: ignore[reportAttributeAccessIssue]
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):  # nobody reads any more
                stream.flush()
        sys.stdout, sys.stderr = saved
