"""Speech without quotation marks: a dash at the start of a line, and the turns of a transcript."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from summarizer.front import Place, hour
from summarizer.passage.layout import is_heading
from summarizer.passage.parts import Piece

_DASH = re.compile(r"[—–―]\s*(?=[^\s—–―\-])")
_OPENERS = '“„‟"«»‘「『'
_MARK = re.compile(f"[{_OPENERS}]")
_ENDS = (".", "!", "?", "…", "。", "؟", "！", "？", ":", "।")
# `, — сказав Гарко. —` and ` —dijo Juan—.`: narration inside a line of speech stands between two dashes.
_ASIDE = re.compile(r"(?<=[,.!?…])\s+[—–―]\s(?=(?P<spaced>\w))|(?<=[\w,.!?…])\s+[—–―](?=(?P<tight>\w))")
_BACK = re.compile(r"(?:(?<=[,.;:!?…])\s+[—–―]\s+|(?<=\w)[—–―][,.;:!?…]*\s+)(?=\S)")
_LABEL = re.compile(
    r"(?:\*\*|__)?(?P<name>[^\W\d_](?:[^\W_]|[ .’'&-]){0,39}?)(?:\*\*|__)?\s?(?:[:：](?:\*\*|__)\s*|:\s+|：\s*)(?=\S)"
)
_FEWEST = 2
"""Labelled lines that make a transcript."""


@dataclass(slots=True)
class Spoken:
    """One stretch of speech without marks."""

    form: Literal["dash", "turn"]
    """What sets it off."""
    first: int
    """Index of its first paragraph."""
    last: int
    """Index of its last paragraph."""
    pieces: list[Piece] = field(default_factory=list)
    """Its words."""


def spoken(text: str, paragraphs: list[Place]) -> list[Spoken]:
    """Find speech without marks.

    Args:
        text: The article.
        paragraphs: Offsets of its paragraphs.

    Returns:
        Stretches in order, never sharing a paragraph.
    """
    turns = _turns(text, paragraphs)
    taken = {number for turn in turns for number in range(turn.first, turn.last + 1)}
    return sorted([*turns, *_dashes(text, paragraphs, taken)], key=lambda stretch: stretch.first)


def _dashes(text: str, paragraphs: list[Place], taken: set[int]) -> list[Spoken]:
    found: list[Spoken] = []
    for number, (start, end) in enumerate(paragraphs):
        opener = _DASH.match(text, start, end)
        if opener is None or number in taken or text[opener.end()] in _OPENERS:
            continue
        if text[end - 1] not in _ENDS and text[end - 1] not in '”»")':
            continue
        found.append(Spoken("dash", number, number, _between_asides(text, start, opener.end(), end)))
    # One dash before the last line is a credit: `— Reporting by Jane Roe.`
    if len(found) == 1 and found[0].first == len(paragraphs) - 1 and len(paragraphs) > 1:
        return []
    return [stretch for stretch in found if stretch.pieces]


def _between_asides(text: str, outer: int, start: int, end: int) -> list[Piece]:
    """Leave out the narration that dashes set off inside a line of speech."""
    pieces: list[Piece] = []
    at = start
    while aside := _aside(text, at, end):
        pieces += _piece(text, outer, at, aside[0])
        if aside[1] >= end:
            return pieces
        outer, at = aside[2], aside[1]
    return pieces + _piece(text, outer, at, end)


def _aside(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """The next narration: its start, the code point at which speech goes on, and the dash before that."""
    for match in _ASIDE.finditer(text, start, end):
        if not (match["spaced"] or match["tight"]).islower():
            continue
        back = _BACK.search(text, match.end(), end)
        if back is None:
            return match.start(), end, end
        dash = next(at for at in range(back.start(), back.end()) if text[at] in "—–―")
        return match.start(), back.end(), dash
    return None


def _piece(text: str, outer: int, start: int, end: int) -> list[Piece]:
    last = end
    while last > start and (text[last - 1].isspace() or text[last - 1] == ","):
        last -= 1
    return [Piece(start, last, min(outer, start), last)] if any(c.isalnum() for c in text[start:last]) else []


def _turns(text: str, paragraphs: list[Place]) -> list[Spoken]:
    labels = [_LABEL.match(text, start, end) for start, end in paragraphs]
    counted: dict[str, int] = {}
    for label in labels:
        if label:
            counted[label["name"]] = counted.get(label["name"], 0) + 1
    # Capitals and single letters are how transcripts label; another label counts when it comes back.
    names = {name for name, count in counted.items() if (name.upper() == name != name.lower()) or count >= _FEWEST}
    names = {name for name in names if _names_someone(name)}
    if len(names) < _FEWEST:
        return []
    opens = [number for number, label in enumerate(labels) if label and label["name"] in names]
    found: list[Spoken] = []
    for number, following in zip(opens, [*opens[1:], None], strict=True):
        label = labels[number]
        last = following - 1 if following is not None else number
        turn = Spoken("turn", number, number)
        for paragraph in range(number, last + 1):
            start, end = paragraphs[paragraph]
            if paragraph > number and (_begins_anew(text, start) or _MARK.search(text, start, end)):
                break  # a heading or a stage direction is nobody's; who quotes is more often the reporter again
            first = label.end() if paragraph == number and label else start
            if (
                text[start] in "*_"
                and text[end - 2 : end] == text[start] * 2
                and text.count(text[start] * 2, first, end) % 2
            ):
                end -= 2  # `**Q: What went wrong?**`
            turn.pieces += _piece(text, start, first, end)
            turn.last = paragraph
        if turn.pieces:
            found.append(turn)
    return found


def _begins_anew(text: str, start: int) -> bool:
    """Whether a paragraph is set off from what is said before it: a stage direction, a heading, a live blog's entry."""
    return text[start] in "[(*_" or is_heading(text, start) or hour(text, start) > 0


def _names_someone(name: str) -> bool:
    """Whether a label is shaped like a name: words that all begin in capitals where a script has them."""
    words = name.split()
    return len(words) <= 4 and all(not word[0].islower() for word in words)
