"""Print a passage for a model: every sentence and quotation with its number, nothing that could forge one."""

from __future__ import annotations

from itertools import pairwise

from summarizer.passage.parts import Passage
from summarizer.passage.plain import plain

_PLACE = "\ufdd0"
"""Stands where a mark will be printed: Unicode keeps it for such use, so no article loses a letter to it."""

__all__ = ["plain", "show"]


def show(passage: Passage, first: int = 1, last: int | None = None) -> str:
    """Print sentences `first` to `last`.

    One line a sentence, `[12] …`, and a blank line between paragraphs. `{Q3}` stands before the opening mark of
    quotation 3, before the dash of a line of speech, before the label of a turn; once in the article. `{Q3…}` stands
    where it goes on: before each later piece, and at the start of each later sentence that begins inside it, so that
    a reader sees which quotation is open without looking back.

    Args:
        passage: The article, cut.
        first: Number of the first sentence.
        last: Number of the last one; None for the end.

    Returns:
        The lines. The article's own words pass through `plain`, so the numbers and marks in them are all ours.
    """
    last = len(passage.sentences) if last is None else last
    text = passage.article.text
    chosen = passage.sentences[first - 1 : last]
    marks = _marks(passage, first, last)
    lines: list[str] = []
    before: int | None = None
    for sentence in chosen:
        if before is not None and sentence.paragraph != before:
            lines.append("")
        before = sentence.paragraph
        here = marks.get(sentence.number, [])
        edges = [sentence.start, *(place for place, _ in here), sentence.end]
        parts = [text[at:to].replace(_PLACE, "") for at, to in pairwise(edges)]
        # One pass over the whole sentence: a bracket may stand before a mark of ours, and its number behind it.
        shown = plain(_PLACE.join(parts)).split(_PLACE)
        words = "".join(part for pair in zip(shown, [*(mark for _, mark in here), ""], strict=True) for part in pair)
        lines.append(f"[{sentence.number}] {words}")
    return "\n".join(lines)


def _marks(passage: Passage, first: int, last: int) -> dict[int, list[tuple[int, str]]]:
    """By sentence number, the code points before which a quotation's mark is printed, in order."""
    found: dict[int, list[tuple[int, str]]] = {}
    for quotation in passage.quotations:
        opens, goes_on = f"{{Q{quotation.number}}}", f"{{Q{quotation.number}…}}"
        for piece in quotation.pieces:
            number = passage.sentence_at(piece.outer_start).number
            found.setdefault(number, []).append((piece.outer_start, opens))
            opens = goes_on
            while (sentence := passage.sentence(number + 1)) and sentence.start < piece.end:
                number += 1
                found.setdefault(number, []).append((sentence.start, goes_on))
    # A piece of a turn may hold quotations of their own; what goes on is named before what opens.
    return {number: sorted(found[number], key=lambda mark: mark[0]) for number in found if first <= number <= last}
