"""The one filter for secrets: whatever this program writes, to a terminal or a file, passes here last.

A secret is known once `protect` was told of it. Found are the whole of it and every piece long enough to matter, in any
case, with signs, blanks or escapes between its letters, backwards, and in the encodings of `_written`. Each piece
becomes `[key]`, or `0` where it is a number, and what stood between pieces stays, so that JSON stays JSON.
"""

from __future__ import annotations

import base64
import codecs
import os
import re
import sys
import unicodedata
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from struct import iter_unpack
from typing import Any

MARK = b"[key]"
"""What stands where a secret stood."""
MIN_SECRET = 7
"""Shorter words are placeholders (`none`, `ollama`): they are no secret."""
MIN_PIECE = 8
"""Letters and digits of a secret in a row that are taken out wherever they stand."""
_GRAM = 4
_STEP = MIN_PIECE - _GRAM + 1
"""Every piece of `MIN_PIECE` letters holds a whole gram that begins at a multiple of this."""
_LOWER = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_NOISE = bytes(n for n in range(256) if not (n < 128 and chr(n).isalnum()))
_TOKEN = re.compile(  # begins with a class of signs: without that every byte is tried, twenty times slower
    rb"[\\%&\xe2\xef\xf0](?:"
    rb"(?<=\\)\\*(?:u([0-9a-fA-F]{4})|x([2-7][0-9a-fA-F])|u\{0*([2-7][0-9a-fA-F])\}|U0{6}([2-7][0-9a-fA-F])"
    rb"|([01][0-7]{2})|[nrtbf])"
    rb"|(?<=%)(?:25)*(?:([2-7][0-9a-fA-F])|[0189a-fA-F][0-9a-fA-F])"
    rb"|(?<=&)#(?:[xX]0*([2-7][0-9a-fA-F])|0*(\d{2,3}));"
    rb"|((?<=\xe2)[\x92\x93][\x80-\xbf]|(?<=\xef)[\xbc\xbd][\x80-\xbf]|(?<=\xf0)\x9d[\x90-\x9f][\x80-\xbf]))"
)
_BASES = {5: 8, 8: 10, 9: 0}
"""How the groups of `_TOKEN` write a number: by base; 0: a letter in another dress, as UTF-8."""
_INSIDE = re.compile(rb"[-_.+/=:~%]*")


@dataclass(frozen=True)
class _Form:
    """One way to write a secret: lower case, letters and digits only."""

    letters: bytes
    piece: int
    """Letters in a row that make a find."""


_forms: dict[bytes, list[tuple[_Form, int]]] = {}
"""Every gram of every form, with where it stands there."""
_grams: set[tuple[bytes]] = set()
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
    if len(secret) < 12 or not (any(c.isdigit() for c in secret) or len(secret) >= 20):
        return  # `not-needed` and the like: only the word itself, or every second sentence would suffer
    for form in _written(raw):
        for place in range(len(form.letters) - _GRAM + 1):
            _forms.setdefault(form.letters[place : place + _GRAM], []).append((form, place))
    _grams.update((gram,) for gram in _forms)


def _written(raw: bytes) -> Iterator[_Form]:
    """Give the ways to write a secret: as it is, backwards, in numbers, and as the usual encodings write it."""
    letters = _letters(raw)
    # Azure's keys are hexadecimal like our own digests: a short piece of one stands in many a digest by chance.
    piece = 12 if not letters.strip(b"0123456789abcdef") else MIN_PIECE
    turned = codecs.encode(letters.decode(), "rot13").encode()
    yield from (_Form(text, min(piece, len(text))) for text in (letters, letters[::-1], turned))
    for spell, size in (
        ("{:02x}", 16),
        ("{:d}", 20),
        ("{:03o}", 24),
        ("{:08b}", 64),
        ("0x{:02x}", 32),
        ("u{:04x}", 40),
    ):
        yield _Form("".join(spell.format(byte) for byte in raw).encode(), size)
    text = base64.b64encode(raw)
    for packed in (raw, raw.upper(), raw.lower(), raw[::-1], text):
        yield from _packed(packed, base64.b64encode, 3, 4, 12)
    yield from _packed(raw, base64.b32encode, 5, 8, 12)
    for encode in (base64.b85encode, base64.a85encode):
        yield from _packed(raw, encode, 4, 5, 12)


def _packed(raw: bytes, encode: Any, taken: int, given: int, piece: int) -> Iterator[_Form]:
    """Give what an encoding of `taken` bytes in `given` signs makes of a secret, wherever in a text it begins."""
    for before in range(taken):
        packed = encode(b"\0" * before + raw).rstrip(b"=")
        # The signs at either end hold bits of what stands beside it too.
        first, over = -(-before * given // taken), (before + len(raw)) % taken
        if given == 5:  # each of its signs depends on the whole group
            first, over = given * (before > 0), 0 if not over else over + 1
        elif over:
            over = 1
        yield _Form(_letters(packed[first : len(packed) - over]), piece)


def forget() -> None:
    """Forget every secret: for tests."""
    _forms.clear()
    _grams.clear()
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
    base = _BASES.get(match.lastindex, 16)
    sign = chr(int(match[match.lastindex], base)) if base else match[0].decode("utf-8", "replace")
    plain = unicodedata.normalize("NFKC", sign) if ord(sign) > 127 else sign
    return plain.encode() if len(plain) == 1 and " " <= plain <= "~" else b""


def _without_pieces(data: bytes, *, decode: bool) -> bytes:
    letters = _letters(_TOKEN.sub(_token, data) if decode else data)
    found = list(_places(letters))
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
        out += data[at:start] + (MARK if data[start:end].lower().islower() else b"0")
        at = end
    return bytes(out + data[at:])


def _places(letters: bytes) -> Iterator[tuple[int, int]]:
    """Where pieces of any form stand among letters."""
    sampled = letters + bytes(-len(letters) % _STEP)
    for (gram,) in _grams.intersection(iter_unpack(f"{_GRAM}s{_STEP - _GRAM}x", sampled)):
        at = letters.find(gram)
        while at >= 0:
            for form, place in _forms[gram]:
                start, end = _around(letters, at, form.letters, place)
                # Numbers alone are a piece of what is written in numbers only: else every date would be one.
                if end - start >= form.piece and (form.letters.isdigit() or not letters[start:end].isdigit()):
                    yield start, end
            at = letters.find(gram, at + 1)


def _around(letters: bytes, at: int, form: bytes, place: int) -> tuple[int, int]:
    """Give how far letters around a gram are those of a form."""
    start, end, shift = at, at + _GRAM, place - at
    while start and start + shift and letters[start - 1] == form[start + shift - 1]:
        start -= 1
    while end < len(letters) and end + shift < len(form) and letters[end] == form[end + shift]:
        end += 1
    return start, end


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

    def __init__(self, stream: Any, *, binary: bool = False, heard: bool = True) -> None:
        """Filter a stream.

        Args:
            stream: Where what is left goes.
            binary: Whether it takes bytes.
            heard: False where work goes on without whoever reads it: messages, not results.
        """
        self._stream, self._heard = stream, heard
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
        with suppress(*() if self._heard else (OSError,)):
            self._stream.write(redact(data) if isinstance(data, str) else redact_bytes(data))

    def flush(self) -> None:
        """Write what is held back."""
        held, self._held = self._held, None
        if held is not None:
            self._pass(held)
        with suppress(*() if self._heard else (OSError,)):
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


def _open_standard_streams() -> None:
    """Open what the caller has closed (`>&-`) on nothing: else a database would be opened there, and written over."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - stays open


@contextmanager
def guarded_streams() -> Generator[None]:
    """Let nothing onto standard output and standard error but by the filter; open what of the three is closed."""
    _open_standard_streams()
    saved = sys.stdout, sys.stderr
    sys.stdout = Filtered(saved[0])  # pyright: ignore[reportAttributeAccessIssue]
    sys.stderr = Filtered(saved[1], heard=False)  # pyright: ignore[reportAttributeAccessIssue]
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):  # nobody reads any more
                stream.flush()
        sys.stdout, sys.stderr = saved
