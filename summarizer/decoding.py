"""Bytes to text: what a file is in where nothing says so, and a refusal where that cannot be told safely."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from contextlib import suppress
from unicodedata import category

from summarizer.errors import ArticleError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks and what they stand before; UTF-8's first."""
FEWEST, SAMPLE = 20, 20_000
"""Characters that tell UTF-16 without a mark by what they are, and as many as are looked at."""
SURE = 0.97
"""Share of the characters that have to be of one script; the rest are names, figures and emoji."""
MOST_UNBROKEN = 100
"""Characters for each white space, stop or comma; Thai has few."""
_NO_TEXT = ("Cc", "Cn", "Co", "Cs")
"""Categories of controls, of code points that are nothing, and of halves."""
_EASTERN = ("gb2312", "big5", "shift_jis", "euc_kr")
"""Charsets with a few thousand characters in use each, where Unicode has some ninety thousand."""


def decode(data: bytes, shown: str, encoding: str | None) -> tuple[str, str | None]:
    """Decode a file.

    Args:
        data: Its bytes.
        shown: Its name, for messages.
        encoding: What it is in; None to find out.

    Returns:
        The text, and what to warn of where its encoding was inferred.

    Raises:
        ArticleError: It is not text in that encoding, or of one that cannot be told safely.
    """
    if encoding:
        try:
            return data.decode(encoding), None
        except LookupError:
            raise ArticleError(f"--encoding {encoding!r} is not known", hint="try utf-8, cp1252, shift_jis") from None
        except UnicodeError:
            raise ArticleError(
                f"{shown} is not {encoding} text", hint="leave --encoding out, or name another"
            ) from None
    for bom, codec in BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(codec), None
            except UnicodeDecodeError:
                raise ArticleError(f"{shown} begins as {codec} and is not", hint="use --encoding NAME") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    if text is not None and "\x00" not in text:
        return _seven_bits(data, shown) or (text, None)
    if (found := wide(data)) is not None:
        return found[0], f"{shown} has no byte-order mark; read as {found[1]}"
    if text is not None:
        return text, None
    return _single_byte(data, shown)


def _seven_bits(data: bytes, shown: str) -> tuple[str, str] | None:
    """Japanese in seven bits is ASCII to look at, with an escape before and behind each run of it."""
    if b"\x1b$" not in data or b"\x1b(" not in data:
        return None
    try:
        return data.decode("iso2022_jp"), f"{shown} is read as ISO-2022-JP"
    except UnicodeDecodeError:
        return None


def wide(data: bytes) -> tuple[str, str] | None:
    """Decode UTF-16 or UTF-32 without a byte-order mark.

    Latin letters show as NUL bytes in a regular pattern; other scripts in UTF-16 by what they come to, `_is_written`.

    Args:
        data: A file's bytes.

    Returns:
        The text and its encoding; None where it is neither, or either byte order gives a text.
    """
    for width, codecs_at in ((4, {0: "utf-32-le", 3: "utf-32-be"}), (2, {0: "utf-16-le", 1: "utf-16-be"})):
        if len(data) % width:
            continue
        for place, codec in codecs_at.items():
            others = [data[at::width] for at in range(width) if at != place]
            if sum(part.count(0) for part in others) > 0.8 * sum(map(len, others)) and 0 not in data[place::width]:
                try:
                    return data.decode(codec), codec
                except UnicodeDecodeError:
                    continue
    found: list[tuple[str, str]] = []
    for codec in ("utf-16-le", "utf-16-be"):
        with suppress(UnicodeDecodeError):
            found.append((data.decode(codec), codec))
    found = [(text, codec) for text, codec in found if _is_written(text)]
    return found[0] if len(found) == 1 else None


def _is_written(text: str) -> bool:
    """Tell whether code units are a text of one script that is not Latin, as bytes of anything else never are.

    Nearly all are letters of one block of 256 with spaces and marks, or characters that the charset of one country in
    East Asia has: of all code units those are an eighth. No control character but white space is in it.
    """
    sample = text[:SAMPLE]
    if len(sample) < FEWEST or any(category(char) in _NO_TEXT and char not in "\t\n\f\r" for char in sample):
        return False
    if sum(map(sample.count, " \n。、，")) * MOST_UNBROKEN < len(sample):
        return False
    blocks = Counter(ord(char) >> 8 for char in sample)
    shared = blocks[0] + blocks[0x20]
    block = max((count for number, count in blocks.items() if number not in (0, 0x20)), default=0)
    if block > len(sample) / 2 and block + shared >= SURE * len(sample):
        return True
    eastern = sum(count for number, count in blocks.items() if 0x30 <= number < 0xD8)
    known = (len(sample.encode(charset, "ignore").decode(charset)) for charset in _EASTERN)
    return eastern > len(sample) / 2 and max(known) >= SURE * len(sample)


def _single_byte(data: bytes, shown: str) -> tuple[str, str]:
    """Windows-1252 where the high bytes look like Western punctuation and letters; refuse to guess otherwise."""
    high = [byte for byte in data if byte >= 0x80]
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = None
    plausible = text is not None and len(high) < len(data) * 0.12 and not re.search(r"[\x80-\xff]{4}", text)
    if text is None or not plausible:
        raise ArticleError(
            f"{shown} is not UTF-8, and its encoding cannot be told safely",
            hint="name it: --encoding shift_jis, cp1251, …",
        )
    return text, f"{shown} is not UTF-8; read as Windows-1252 (say --encoding NAME if that is wrong)"
