"""Where words may be cut: never inside a figure, never inside what a reader sees as one character."""

from __future__ import annotations

import re
import unicodedata

_POINTS = ".,\u066b\u066c．，"
"""What a figure goes on over wherever a digit stands on either side: 5,000 and 3.5."""
_GAPS = "’' \u00a0\u2007\u2009\u202f"
"""What parts groups of three alone: 5’000 and 5 000. A plain space is taken for it in doubt: half a figure is worse
than none."""
# One to three digits, and groups of exactly three behind each mark.
_MARK = re.compile(
    rf"(?<=\d)[{_POINTS}](?=\d)|(?:(?<=(?<!\d)\d)|(?<=(?<!\d)\d\d)|(?<=(?<!\d)\d\d\d))[{_GAPS}](?=\d{{3}}(?!\d))"
)
GROUPED = re.compile(rf"(?<!\d)\d{{1,3}}(?:(?:[{_POINTS}]\d{{2,3}})*[{_POINTS}]\d{{3}}|(?:[{_GAPS}]\d{{3}})+)(?!\d)")
"""A figure in groups, those of India (1,00,000) among them."""
_PREPENDED = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Signs that cannot be seen apart from the character behind them."""
_EXTENDING = "\u200c\u200d\u0e33\u0eb3\uff9e\uff9f"
"""What belongs to the character before it and is no mark by its category: joiners, vowels, voiced marks."""
_UNSEEN = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f]{0,64}")
"""What belongs to the character before it and changes no letter of it."""
_JOINER = "\u200d"
LONGEST = 64
"""Code points of a character: Unicode's stream-safe text has thirty marks at most, and what is longer is hostile."""


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether neither a figure nor a character goes on over either edge of words."""
    return not any(in_figure(text, edge) or in_character(text, edge) for edge in (start, end))


def in_figure(text: str, at: int) -> bool:
    """Tell whether a figure goes on from one side of a code point to the other: `5|,000`, `5 |000`, `๕|๐๐`, `五|百`."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if numeral(before) and numeral(after):
        return True
    return bool(
        (after in _POINTS + _GAPS and _MARK.match(text, at))
        or (before in _POINTS + _GAPS and _MARK.match(text, at - 1))
    )


def numeral(char: str) -> bool:
    """Tell whether a character is a digit, or a numeral of a script that writes figures in letters."""
    return char.isnumeric() and unicodedata.category(char) in ("Nd", "Nl", "Lo")


def in_character(text: str, at: int) -> bool:
    """Tell whether what a reader sees as one character goes on over a code point; by Unicode's grapheme clusters."""
    if not 0 < at < len(text) or (text[at] < "\u0300" and text[at - 1] < "\u0300"):
        return False
    before, after = text[at - 1], text[at]
    if before in "\r\n":
        return False
    if _extends(after) or before in _PREPENDED:
        return True
    if _is_flag(after) and _is_flag(before):
        flags = next((back for back in range(1, LONGEST) if not _is_flag(text[at - back - 1 : at - back])), 1)
        return flags % 2 == 1
    return before == _JOINER and unicodedata.category(after) == "So"


def _extends(char: str) -> bool:
    return (
        unicodedata.category(char)[0] == "M"
        or char in _EXTENDING
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def with_unseen(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in what belongs to the first and last character of words and cannot be seen."""
    while start and text[start - 1] in _PREPENDED:
        start -= 1
    unseen = _UNSEEN.match(text, end)
    return start, unseen.end() if unseen else end


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the whole of the first and the last character of words, up to `LONGEST` code points of each."""
    if not in_character(text, start) and not in_character(text, end):
        return start, end
    first = next((at for at in range(start, max(-1, start - LONGEST), -1) if not in_character(text, at)), start)
    last = next((at for at in range(end, end + LONGEST) if not in_character(text, at)), end)
    return first, last
