"""Numbered quotations: marks, lines behind a dash and turns, with what runs on over paragraphs joined."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

from summarizer.front import Place
from summarizer.passage.marks import Pair, pairs, singles
from summarizer.passage.parts import Piece, Quotation, Sentence
from summarizer.passage.speech import Spoken, spoken


@dataclass(slots=True)
class _Open:
    """A quotation that may still go on in the next paragraph."""

    form: Literal["marks", "dash", "turn"]
    pieces: list[Piece] = field(default_factory=list)


def quotations(text: str, paragraphs: list[Place], sentences: list[Sentence]) -> list[Quotation]:
    """Find and number every quotation.

    A quotation is one pair of marks, outermost; with an opening mark repeated at the start of each paragraph, or with
    none, it goes on until a mark closes it and stays one. `“A,” he said. “B.”` is two. Speaker and cue that stand
    between the marks (`“It is bad, he said, and worse.”`) stay inside: only a reader can tell them from what is said.
    An opening mark that nothing closes and no paragraph takes up holds no more than its sentence, so that no
    narration is ever given as speech.
    Marks inside marks belong to the outer pair; marks inside a dash line or a turn are quotations of their own.

    Args:
        text: The article.
        paragraphs: Offsets of its paragraphs.
        sentences: Its sentences.

    Returns:
        Quotations in the order in which they begin, each piece inside one paragraph and never empty. None overlap,
        but that one in marks may lie wholly inside a dash line or a turn.
    """
    ends = [sentence.end for sentence in sentences]
    stretches = {stretch.first: stretch for stretch in spoken(text, paragraphs)}
    taken = {number for stretch in stretches.values() for number in range(stretch.first, stretch.last + 1)}
    read = [None if number in taken else pairs(text, *span) for number, span in enumerate(paragraphs)]
    found: list[_Open] = []
    running: tuple[_Open, str] | None = None
    for number, (start, end) in enumerate(paragraphs):
        if number in stretches:
            stretch = _Open(stretches[number].form, stretches[number].pieces)
            found += [stretch, *_within(text, paragraphs, stretches[number])]
        marks = read[number]
        if marks is None:
            continue
        doubles, stray = marks
        if running and stray is not None:
            _add(running[0], text, Pair(start, start, stray, stray + 1, ""))
        following = read[number + 1] if number + 1 < len(read) else None
        goes_on = _takes_up(text, paragraphs[number + 1][0], following) if following else None
        continued, running = running, None
        done = start
        opens_next = text[paragraphs[number + 1][0]] if following else ""
        for pair in _with_singles(text, start, end, doubles, runs_on=opens_next in ("‘", "'")):
            if pair.opener < done:
                continue
            whole, open_ = _bounded(pair, doubles, ends, goes_on=opens_next if pair.mark in "‘'" else goes_on)
            quotation = (
                continued[0]
                if continued and pair.opener == start and _takes(pair.mark, continued[1])
                else _Open("marks")
            )
            done = whole.after
            if _add(quotation, text, whole) and (not found or found[-1] is not quotation):
                found.append(quotation)
            if open_ and quotation.pieces:
                running = quotation, pair.mark
    ordered = sorted((q for q in found if q.pieces), key=lambda q: q.pieces[0].outer_start)
    return [Quotation(n, tuple(q.pieces), q.form) for n, q in enumerate(ordered, start=1)]


def _within(text: str, paragraphs: list[Place], stretch: Spoken) -> list[_Open]:
    """Marks inside speech without marks: mostly somebody else's words, so quotations of their own."""
    found: list[_Open] = []
    edges = [edge for piece in stretch.pieces for edge in (piece.start, piece.end)]
    for number in range(stretch.first, stretch.last + 1):
        for pair in pairs(text, *paragraphs[number])[0]:
            quotation = _Open("marks")
            whole = bisect_right(edges, pair.opener) == bisect_right(edges, pair.after - 1)
            if pair.closed and whole and _add(quotation, text, pair):
                found.append(quotation)
    return found


def _takes_up(text: str, start: int, marks: tuple[list[Pair], int | None]) -> str | None:
    """How a paragraph takes up a quotation left open before it: its leading mark, `stray`, or None."""
    doubles, stray = marks
    if stray is not None:
        return "stray"
    return text[start] if doubles and doubles[0].opener == start else None


def _takes(mark: str, running: str) -> bool:
    return mark == running or mark + running == "»«"


def _with_singles(text: str, start: int, end: int, doubles: list[Pair], *, runs_on: bool) -> list[Pair]:
    outer = singles(text, start, end, doubles, runs_on=runs_on)
    if not outer:
        return doubles
    starts = [pair.opener for pair in outer]
    kept = [
        double
        for double in doubles
        if (place := bisect_right(starts, double.opener) - 1) < 0 or outer[place].after <= double.opener
    ]
    return sorted([*kept, *outer], key=lambda pair: pair.opener)


def _bounded(pair: Pair, doubles: list[Pair], ends: list[int], *, goes_on: str | None) -> tuple[Pair, bool]:
    """Bound a pair that nothing closes: by the paragraph where the next one takes it up, else by its sentence."""
    if pair.closed:
        return pair, False
    later = [other for other in doubles[-1:] if other.opener > pair.opener and other.mark == pair.mark]
    if goes_on and not later and (goes_on == "stray" or _takes(goes_on, pair.mark)):
        return pair, True
    stop = min(ends[min(bisect_right(ends, pair.start), len(ends) - 1)], pair.close)
    return Pair(pair.opener, pair.start, stop, stop, pair.mark), False


def _add(quotation: _Open, text: str, pair: Pair) -> bool:
    """Add the words of a pair as a piece, white space and a last comma left out; tell whether there are any."""
    start, end = pair.start, pair.close
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",，"):
        end -= 1
    if start >= end or (quotation.pieces and quotation.pieces[-1].outer_end > pair.opener):
        return False
    quotation.pieces.append(Piece(start, end, pair.opener, pair.after))
    return True
