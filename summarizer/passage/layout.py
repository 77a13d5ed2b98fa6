"""Paragraphs and sentences, with exact offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

_BLANK = re.compile(r"(?:\r\n|\r|\n)[ \t\u00a0]*(?:\r\n|\r|\n)\s*")
_LINE = re.compile(r"\r\n|\r|\n|\u2028|\u2029")
_ENDS = tuple('.!?…:"”’»)」')
# After these a full stop ends nothing; nupunkt knows the rest.
_TITLES = re.compile(
    r"\b(?:Lt|Col|Cmdr|Cpl|Sgt|Gen|Maj|Capt|Adm|Gov|Sen|Rep|Rev|Hon|Pres|Prof|Dr|Mr|Mrs|Ms|St|Insp|Supt|No|Jan|Feb|"
    r"Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|vs|Vol|Fig|p|pp|R-[A-Z]|D-[A-Z])\.$|\b[A-Z]\.$"
)
_STOPPED = re.compile(r"[.!?。！？…]+[\"”’»)」』]*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, white space around it left out."""

    index: int
    """0-based, in the order of the text."""
    paragraph: int
    """Index of its paragraph."""
    start: int
    """First code point."""
    end: int
    """Code point after the last."""


@lru_cache(maxsize=1)
def _tokenizer() -> PunktSentenceTokenizer:
    from nupunkt import load_default_model

    return load_default_model()


def paragraphs(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Find the paragraphs: blocks between blank lines, and lines that end like sentences inside a block.

    Args:
        text: The article's text.
        start: Code point to begin at, after any front matter.

    Returns:
        Offsets of each paragraph, white space around it left out; in order, never overlapping.
    """
    found: list[tuple[int, int]] = []
    at = start
    for blank in [*_BLANK.finditer(text, start), None]:
        end = blank.start() if blank else len(text)
        found += _lines(text, at, end)
        at = blank.end() if blank else end
    return found


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split a block at its line breaks, unless its lines are wrapped text."""
    breaks = [(m.start(), m.end()) for m in _LINE.finditer(text, start, end)]
    if breaks:
        edges = [start, *(after for _, after in breaks)]
        lengths = [before - edge for edge, (before, _) in zip(edges, breaks, strict=False)]
        # Hard-wrapped copy has lines of nearly equal length that stop wherever the margin is.
        wrapped = max(lengths) <= 100 and any(
            not text[edge:before].rstrip().endswith(_ENDS) and before - edge > 40
            for edge, (before, _) in zip(edges, breaks, strict=False)
        )
        if wrapped:
            breaks = []
    pieces: list[tuple[int, int]] = []
    at = start
    for before, after in [*breaks, (end, end)]:
        trimmed = _trim(text, at, before)
        if trimmed:
            pieces.append(trimmed)
        at = after
    return pieces


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def sentences(text: str, spans: list[tuple[int, int]]) -> list[Sentence]:
    """Cut paragraphs into sentences.

    Args:
        text: The article's text.
        spans: Paragraphs, as `paragraphs` gives them.

    Returns:
        The sentences in order; each lies inside one paragraph, and together they hold every character of it that is
        not white space.
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(spans):
        for first, last in _cut(text, start, end):
            found.append(Sentence(len(found), number, first, last))
    return found


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    block = text[start:end]
    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", block):
        edges = [m.end() for m in _STOPPED.finditer(block)]
        raw = list(zip([0, *edges], [*edges, len(block)], strict=True))
    else:
        raw = [(int(a), int(b)) for a, b in _tokenizer().span_tokenize(block)]
    merged: list[tuple[int, int]] = []
    for first, last in raw:
        trimmed = _trim(text, start + first, start + last)
        if trimmed is None:
            continue
        if merged and _belongs(text, merged[-1], trimmed):
            merged[-1] = (merged[-1][0], trimmed[1])
        else:
            merged.append(trimmed)
    return [piece for span in merged for part in _at_words(text, *span) for piece in _at_quotations(text, *part)]


# The tokenizer was made of legal text and takes "hall." and "lead." for abbreviations.
_WORD_ENDS = re.compile(
    r"(?:(?<=[a-z]{3}[.!?])\s+(?=[A-Z]))|(?:(?<=\b[A-Z][a-z]{2}[.!?])|(?<=\s[ap]\.m\.))\s+(?=[A-Z][\w’'-]*\s[a-z])"
)
_SHORTENED = re.compile(
    r"\b(?:approx|dept|govt|prof|capt|gov|gen|col|rev|hon|ave|blvd|bros|corp|inc|ltd|est|fig|vol|nos|eds|resp|insp|supt|sept|assn|univ|"
    r"messrs|minn|mass|calif|penn|tenn|wash|conn|ariz|okla|colo|fla|tex|maj|sgt|cpl|cmdr|adm|sen|rep|pres|jan|feb|mar|apr|jun|jul|aug|oct|nov|dec|cos|intl|natl|mrs|ark|ill|ind|wis|kan|ont|que|eng|esq|pvt|lts)\.$",
    re.IGNORECASE,
)


def _at_words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut behind a full word that the tokenizer took for an abbreviation."""
    edges = [m.span() for m in _WORD_ENDS.finditer(text, start, end) if not _SHORTENED.search(text[start : m.start()])]
    return list(zip([start, *(b for _, b in edges)], [*(a for a, _ in edges), end], strict=True))


_QUOTATION_NEXT = re.compile(r"(?<=[a-z0-9%)]{2}[.!?])\s+(?=[“\"„«][A-Z])")


def _at_quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """`… was low. “Cook it well,” she said`: a sentence ends where a quotation begins after a full stop."""
    edges = [
        m.span() for m in _QUOTATION_NEXT.finditer(text, start, end) if not _TITLES.search(text[start : m.start()])
    ]
    return list(zip([start, *(b for _, b in edges)], [*(a for a, _ in edges), end], strict=True))


def _belongs(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Tell whether a break was none: after an abbreviation, or before a cue that goes on in lower case."""
    head, tail = text[after[0] : after[0] + 1], text[before[0] : before[1]]
    if head.islower() or head in ",;)":
        return True
    return bool(_TITLES.search(tail)) and not head.isdigit()
