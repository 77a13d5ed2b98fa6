"""Units: sentences, with quotations masked, that frames and events are read from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.segments.quotations import Quotation

MASK = "\ue000"
"""Stands for every character of a quotation while the words around it are read."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of sentences that a quotation holds together."""

    index: int
    """0-based."""
    paragraph: int
    """Index of its paragraph."""
    start: int
    """First code point."""
    end: int
    """Code point after the last."""
    entry: bool = False
    """True in an entry of a live blog: a paragraph that begins with a time of day. Its pronouns mean nobody before it."""


_STAMP = re.compile(r"\d{1,2}[:.]\d\d\s")
_DATELINE = re.compile(
    r"[A-Z][\w.’' -]{2,40}(?:, [A-Z][\w. ]{1,30}){0,2}(?:,? \d{1,2})?\s*(?:\([^)]{2,40}\)\s*[-—–]+\s*|[—–]\s*|\s-{1,2}\s)(?=[A-Z“\"])"
)


def units(text: str, sentence_spans: list[tuple[int, int, int]], quotes: list[Quotation]) -> list[Unit]:
    """Join sentences that a quotation spans, so that a cue and all it quotes stand in one unit.

    Args:
        text: The article's text.
        sentence_spans: (start, end, paragraph) of each sentence.
        quotes: The article's quotations.

    Returns:
        The units in order.
    """
    found: list[Unit] = []
    entries = {paragraph for start, _, paragraph in sentence_spans if _STAMP.match(text, start)}
    for start, end, paragraph in sentence_spans:
        inside = any(q.outer_start < start < q.outer_end for q in quotes)
        # `"I ran." he said` is one unit: the cue begins in lower case.
        goes_on = found and found[-1].paragraph == paragraph and text[start : start + 1].islower()
        if not found and (dateline := _DATELINE.match(text[start:end])):
            start += dateline.end()  # noqa: PLW2901 - "PORT ARLEN, March 14 (Wire) - " tells where from, not what
        if found and (inside or goes_on):
            last = found.pop()
            found.append(Unit(last.index, last.paragraph, last.start, max(end, last.end), last.entry))
        else:
            found.append(Unit(len(found), paragraph, start, end, paragraph in entries))
    return found


def unit_at(units: list[Unit], offset: int) -> Unit:
    """Give the unit that holds a code point, or the last one before it; the first for what stands in a dateline.

    Args:
        units: The article's units, at least one.
        offset: A code point.

    Returns:
        The unit.
    """
    return next((unit for unit in reversed(units) if unit.start <= offset), units[0])


def mask(text: str, quotes: list[Quotation]) -> str:
    """Give the text with every quotation, marks included, replaced character by character."""
    parts: list[str] = []
    at = 0
    for quote in quotes:
        parts += [text[at : quote.outer_start], MASK * (quote.outer_end - quote.outer_start)]
        at = quote.outer_end
    return "".join([*parts, text[at:]])
