"""Paragraphs and sentences, with exact offsets, in any script."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.front import Place, hour
from summarizer.language import UNSEEN
from summarizer.passage.parts import Sentence

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer


_BLANK = re.compile(r"(?:\r\n|\r|\n|\u2028|\u2029)[ \t\u00a0]*(?:\r\n|\r|\n|\u2028|\u2029)\s*")
_LINE = re.compile(r"\r\n|\r|\n|\u2028|\u2029")
_ENDS = tuple('.!?…:"”’»)」』。！？؟।')
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
# A line that begins like this, or with a time of day, is a new paragraph even in hard-wrapped copy: a turn, a list.
_FRESH = re.compile(r"[ \t]*(?:[-–—―*•]\s|[^\W\d_][^:\n]{0,40}:\s|#{1,6}\s)")
_RULE = re.compile(r"[-–—―_*=~#•·]+(?:\s+[-–—―_*=~#•·]+)*")
_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
# After these a full stop ends nothing; nupunkt knows the rest.
_TITLES = re.compile(
    r"\b(?:Lt|Col|Cmdr|Cpl|Sgt|Gen|Maj|Capt|Adm|Gov|Sen|Rep|Rev|Hon|Pres|Prof|Dr|Mr|Mrs|Ms|St|Insp|Supt|No|Jan|Feb|"
    r"Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|vs|Vol|Fig|p|pp|R-[A-Z]|D-[A-Z])\.$|\b[A-Z]\.$"
)
_TAIL = 16
"""Characters before a full stop that `_TITLES` and `_SHORTENED` look at: no abbreviation is longer."""
_HIDDEN = re.compile(f"[{UNSEEN}]")
_RUN = re.compile(r"\S{1000}")
"""More signs in a row than any word has: nupunkt looks at the rest of a word anew for each mark in it."""
_WINDOW = 4000
"""Characters given to sentencex at once: its time grows with the square of a text full of opening marks."""


@lru_cache(maxsize=1)
def _tokenizer() -> PunktSentenceTokenizer:
    from nupunkt import load_default_model

    return load_default_model()


def paragraphs(text: str, start: int = 0) -> list[Place]:
    """Find the paragraphs: blocks between blank lines, and lines that end like sentences inside a block.

    Args:
        text: The article's text.
        start: Code point to begin at, after any front matter and headline.

    Returns:
        Offsets of each paragraph, white space around it and the marks of a Markdown heading left out; in order, never
        overlapping. A line of signs alone (`***`, `###`) is none.
    """
    found: list[Place] = []
    at = start
    for blank in [*_BLANK.finditer(text, start), None]:
        end = blank.start() if blank else len(text)
        found += _lines(text, at, end)
        at = blank.end() if blank else end
    return found


def _lines(text: str, start: int, end: int) -> list[Place]:
    """Split a block at its line breaks; wrapped text only where a line ends and the next begins something new."""
    breaks = [m.span() for m in _LINE.finditer(text, start, end)]
    if breaks:
        lines = _between(breaks, start, end)
        # Hard-wrapped copy has lines of nearly equal length that stop wherever the margin is.
        wrapped = max(last - first for first, last in lines[:-1]) <= 100 and any(
            not text[first:last].rstrip().endswith(_ENDS) and last - first > 40 for first, last in lines[:-1]
        )
        if wrapped:
            breaks = [
                (before, after)
                for (first, before), (_, after) in zip(lines, breaks, strict=False)
                if text[first:before].rstrip().endswith(_ENDS) and _begins_anew(text, after, end)
            ]
    lines = (trimmed for first, last in _between(breaks, start, end) if (trimmed := _trim(text, first, last)))
    return [_unmarked(text, *line) for line in lines if not _RULE.fullmatch(text, *line)]


def _begins_anew(text: str, start: int, end: int) -> bool:
    first = next((at for at in range(start, end) if text[at] not in " \t"), end)
    return hour(text, first) > 0 or _FRESH.match(text, start, end) is not None


def _unmarked(text: str, start: int, end: int) -> Place:
    """Leave out the marks of a heading."""
    if heading := _HEADING.match(text, start, end):
        start = heading.end()
        while end > start + 1 and text[end - 1] in "# \t":
            end -= 1
    return start, end


def is_heading(text: str, start: int) -> bool:
    """Tell whether a paragraph that starts there is a Markdown heading."""
    return text[max(0, start - 8) : start].rstrip(" \t").endswith("#")


def _trim(text: str, start: int, end: int) -> Place | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def sentences(text: str, spans: list[Place], language: str | None) -> list[Sentence]:
    """Cut paragraphs into sentences.

    Args:
        text: The article's text.
        spans: Paragraphs, as `paragraphs` gives them.
        language: ISO 639-1 code; English is cut by nupunkt, everything else by sentencex.

    Returns:
        The sentences in order; each lies inside one paragraph, and together they hold every character of it that is
        not white space.
    """
    found: list[Sentence] = []
    for paragraph, (start, end) in enumerate(spans):
        for first, last in _cut(text, start, end, language):
            found.append(Sentence(len(found) + 1, paragraph, first, last))
    return found


def _cut(text: str, start: int, end: int, language: str | None) -> list[Place]:
    block = text[start:end]
    english = language in ("en", None) and not _CJK.search(block) and bool(_LATIN.search(block))
    # What cannot be seen would hide a full stop; each sentence then reaches to the start of the next.
    kept = [at for at, char in enumerate(block) if char not in UNSEEN] if _HIDDEN.search(block) else None
    seen = "".join(block[at] for at in kept) if kept is not None else block
    if english:
        short = _RUN.sub(lambda run: f"{run[0][:-1]} ", seen)
        starts = [int(first) for first, _ in _tokenizer().span_tokenize(short)]
    else:
        starts = _by_rules(seen, "zh" if language in ("en", None) and _CJK.search(block) else language or "en")
    edges = [0, *(kept[at] if kept is not None else at for at in starts if 0 < at < len(seen)), len(block)]
    raw = list(pairwise(edges))
    merged: list[Place] = []
    for first, last in raw:
        trimmed = _trim(text, start + first, start + last)
        if trimmed is None:
            continue
        if merged and _belongs(text, merged[-1], trimmed, english=english):
            merged[-1] = (merged[-1][0], trimmed[1])
        else:
            merged.append(trimmed)
    if not english:
        return merged
    return [piece for span in merged for part in _at_words(text, *span) for piece in _at_quotations(text, *part)]


def _by_rules(block: str, language: str) -> list[int]:
    """Where sentencex cuts, window by window; the last place may be the block's end."""
    from sentencex import get_sentence_boundaries  # pyright: ignore[reportAttributeAccessIssue]

    # It panics on some white space of more than one byte; a plain space in its place keeps every offset.
    plain = "".join(" " if char.isspace() else char for char in block)
    found: list[int] = []
    at = 0
    while at < len(plain):
        stop = min(at + _WINDOW, len(plain))
        edges = [at + int(boundary["end_index"]) for boundary in get_sentence_boundaries(language, plain[at:stop])]
        if stop < len(plain):
            edges = edges[:-1]  # the last one ends with the window
        found += edges
        at = edges[-1] if edges and edges[-1] > at else stop
    return found


# The tokenizer was made of legal text and takes "hall." and "lead." for abbreviations.
_WORD_ENDS = re.compile(
    r"(?:(?<=[a-z]{3}[.!?])\s+(?=[A-Z]))|(?:(?<=\b[A-Z][a-z]{2}[.!?])|(?<=\s[ap]\.m\.))\s+(?=[A-Z][\w’'-]*\s[a-z])"
)
_SHORTENED = re.compile(
    r"\b(?:approx|dept|govt|prof|capt|gov|gen|col|rev|hon|ave|blvd|bros|corp|inc|ltd|est|fig|vol|nos|eds|resp|insp|supt|sept|assn|univ|"
    r"messrs|minn|mass|calif|penn|tenn|wash|conn|ariz|okla|colo|fla|tex|maj|sgt|cpl|cmdr|adm|sen|rep|pres|jan|feb|mar|apr|jun|jul|aug|oct|nov|dec|cos|intl|natl|mrs|ark|ill|ind|wis|kan|ont|que|eng|esq|pvt|lts)\.$",
    re.IGNORECASE,
)


def _at_words(text: str, start: int, end: int) -> list[Place]:
    """Cut behind a full word that the tokenizer took for an abbreviation."""
    edges = [m.span() for m in _WORD_ENDS.finditer(text, start, end)]
    return _between([edge for edge in edges if not _SHORTENED.search(_tail(text, start, edge[0]))], start, end)


_QUOTATION_NEXT = re.compile(r"(?<=[a-z0-9%)]{2}[.!?])\s+(?=[“\"„«][A-Z])")


def _at_quotations(text: str, start: int, end: int) -> list[Place]:
    """`… was low. “Cook it well,” she said`: a sentence ends where a quotation begins after a full stop."""
    edges = [m.span() for m in _QUOTATION_NEXT.finditer(text, start, end)]
    return _between([edge for edge in edges if not _TITLES.search(_tail(text, start, edge[0]))], start, end)


def _between(gaps: list[Place], start: int, end: int) -> list[Place]:
    """What lies between the gaps."""
    return list(zip([start, *(after for _, after in gaps)], [*(before for before, _ in gaps), end], strict=True))


def _tail(text: str, start: int, end: int) -> str:
    return text[max(start, end - _TAIL) : end]


_GOES_ON = re.compile(r"[,;)\]}»”’،、，；）]|[-–—]\s*(?=\S)(?P<next>\w)|[\u3041-\u309f]")


def _belongs(text: str, before: Place, after: Place, *, english: bool) -> bool:
    """Tell whether a break was none: after an abbreviation, or before a cue that goes on in lower case."""
    first = text[after[0]]
    if first.islower():
        return True
    if on := _GOES_ON.match(text, after[0], after[1]):
        if on["next"]:
            return on["next"].islower()
        # In Japanese a particle after a closing bracket carries the sentence on.
        return not ("\u3041" <= first <= "\u309f") or text[before[1] - 1] in "」』”）"
    return english and bool(_TITLES.search(_tail(text, *before))) and not first.isdigit()
