"""Quotation marks on real news typography: what lies between them, and which pieces are one quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "‟": "”"}
_CURLY_CLOSERS = '”"'
_BOUND = set("\t\n\r \u00a0\u2009\u202f([{—–-/…:;,")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What lies between one pair of quotation marks, outermost marks only."""

    start: int
    """First code point after the opening mark."""
    end: int
    """Code point of the closing mark, a comma before it left out."""
    outer_start: int
    """Code point of the opening mark."""
    outer_end: int
    """Code point after the closing mark, or the end of the paragraph where none closes."""
    paragraph: int
    """Index of its paragraph."""
    closed: bool
    """False where the paragraph ends first, as in a quotation that runs on."""
    single: bool = False
    """True for single marks ('…'), as British papers print them."""


def quotations(text: str, paragraphs: list[tuple[int, int]]) -> list[Quotation]:
    """Find every quotation.

    Curly and straight marks, a curly opener closed by a straight mark, «», „“ and 「」, an odd number of marks and
    quotations that run over paragraphs are all read; marks inside a quotation belong to it.

    Args:
        text: The article's text.
        paragraphs: Offsets of its paragraphs.

    Returns:
        The quotations in order, never overlapping, each inside one paragraph and never empty.
    """
    found: list[Quotation] = []
    for number, (start, end) in enumerate(paragraphs):
        resumed = _resumed(text, start, end, number, found[-1] if found else None)
        if resumed:
            found.append(resumed)
            start = resumed.outer_end  # noqa: PLW2901
        double = _double(text, start, end, number)
        found += double or ([] if resumed else _single(text, start, end, number))
    return found


def _resumed(text: str, start: int, end: int, number: int, last: Quotation | None) -> Quotation | None:
    """A paragraph that goes on with an unclosed quotation without a new opening mark, and closes it."""
    if last is None or last.closed or last.paragraph != number - 1:
        return None
    first = next((at for at in range(start, end) if text[at] in '“”"«»'), None)
    if first is None or first == start or text[first] not in _CURLY_CLOSERS or _opens(text, first, start, end):
        return None
    return Quotation(start, first, start, first + 1, number, True) if first > start else None


def _double(text: str, start: int, end: int, number: int) -> list[Quotation]:
    found: list[Quotation] = []
    at = start
    while at < end:
        if not _opens(text, at, start, end):
            at += 1
            continue
        close = _closing(text, at, end)
        if close is None:
            close = _recover(text, at, end)
            piece = _quotation(text, at, close, close, number, closed=False)
            at = close
        else:
            after = close + (2 if text.startswith("''", close) else 1)
            piece = _quotation(text, at, close, after, number, closed=True)
            at = after
        if piece:
            found.append(piece)
    return found


def _mark(text: str, at: int) -> str:
    return text[at : at + 2] if text[at : at + 2] in ("``", "''") else text[at]


def _opens(text: str, at: int, start: int, end: int) -> bool:
    mark = _mark(text, at)
    if mark in _OPEN or mark == "``":
        return True
    if mark in ("»", '"', "''"):
        before = text[at - 1] if at > start else " "
        after = text[at + len(mark)] if at + len(mark) < end else " "
        if after.isspace():
            return False
        # A figure before the mark is an inch or second sign, not an opener.
        return before in _BOUND or before in "“‘'" or (not before.isalnum() and before not in ".,!?")
    return False


def _closing(text: str, at: int, end: int) -> int | None:
    """Find the mark that closes the one at `at`: the nearest that can, nested pairs skipped."""
    mark = _mark(text, at)
    place = at + len(mark)
    depth = 0
    while place < end:
        char = text[place]
        if mark == "“" and char == "“":
            if text[place - 1] in _BOUND or text[place - 1] in "‘'":
                depth += 1
            else:  # an opener used as a closer, as careless copy does
                return place
        elif mark in "“„‟" and (char in _OPEN[mark] or char == '"') and char != "":
            if char == '"' and _opens(text, place, at + 1, end) and '"' in text[place + 1 : end]:
                depth += 1
            elif depth == 0:
                return place
            else:
                depth -= 1
        elif (
            (mark in "«「『" and char in _OPEN[mark])
            or (mark == "»" and char == "«")
            or (mark == '"' and char in _CURLY_CLOSERS and not _reopens(text, place, at, end))
            or (mark in ("``", "''") and text.startswith("''", place))
            or (mark == "``" and char == '"')
        ):
            return place
        place += 1
    return None


def _reopens(text: str, place: int, at: int, end: int) -> bool:
    """A straight mark between a space and a word opens a nested quotation, if two more marks follow to close both."""
    return (
        text[place] == '"'
        and text[place - 1] == " "
        and place + 1 < end
        and text[place + 1].isalnum()
        and text.count('"', place + 1, end) >= 2
        and text.count('"', at, end) % 2 == 0
        and place - at > 1
    )


def _recover(text: str, at: int, end: int) -> int:
    """Where an unclosed quotation ends: before a cue that plainly follows it, else at the paragraph's end."""
    cue = re.compile(r",\s+(?:(?:he|she|they)\s+(?:said|says|added)|said\s+[A-Z])").search(text, at, end)
    return cue.start() if cue else end


def _quotation(text: str, opener: int, close: int, after: int, number: int, *, closed: bool) -> Quotation | None:
    start, end = opener + len(_mark(text, opener)), close
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    if start >= end:
        return None
    return Quotation(start, end, opener, after, number, closed)


_SINGLE = re.compile(
    r"(?:(?<=[\s(\[—–:,])|^)(?P<open>[‘'])(?=[A-Za-z0-9“\"\[…£$€])(?P<body>(?:[^‘\n]|‘[^‘’\n]*’)*?[^\s‘])[’'](?=[\s.,;:!?)\]—–]|$)"
)
_CONTRACTION = re.compile(r"^(?:tis|twas|em|til|n|cause|bout|\d0s)\b", re.IGNORECASE)


def _single(text: str, start: int, end: int, number: int) -> list[Quotation]:
    """Single marks count only where a paragraph has no double ones; apostrophes are sorted out."""
    found: list[Quotation] = []
    block = text[start:end]
    at = 0
    while match := _SINGLE.search(block, at):
        first, last = match.start("body"), match.end("body")
        # "the boys' team" closes nothing while a better closer, after punctuation, follows in the paragraph.
        while block[last - 1] == "s" and block[last + 1 : last + 2] == " ":
            later = re.compile(r"[.,!?][’'](?=\s|$)").search(block, last + 1)
            if not later or re.search(r"\s[‘']\w", block[last + 1 : later.start()]):
                break
            last = later.start() + 1
        at = last + 1
        body = block[first:last]
        if _CONTRACTION.match(body) or len(body) < 2:
            at = match.start() + 1
            continue
        stop = start + last
        while text[stop - 1] in ", ":
            stop -= 1
        found.append(Quotation(start + first, stop, start + first - 1, start + last + 1, number, True, single=True))
    return found
