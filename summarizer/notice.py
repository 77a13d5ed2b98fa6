"""Corrections: what a paper says that it had said before, and takes back. Known by how English papers word them."""

from __future__ import annotations

import re

from summarizer.front import Place

# A time of day may stand before it, in a live blog.
_LABEL = re.compile(
    r"[\W\d_]*(?:corrections?|clarifications?|amendments?|errat(?:um|a)|editor[’']s note)"
    r"(?:\s+(?:and|&)\s+(?:corrections?|clarifications?))?\s*(?:[.:(–—-]|\Z)",
    re.IGNORECASE,
)
_TEXT = r"(?:article|story|report|version|piece|post|column|headline|caption|graphic|page)s?"
_OWN = re.compile(
    rf"\b(?:(?:an?|the) (?:earlier|previous|original|first) version of (?:this|the|our) {_TEXT}"
    rf"|this {_TEXT} (?:has been|have been|was|were) (?:amended|corrected|updated|changed|edited))\b",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    rf"{_OWN.pattern}|\b(?:we|(?:this|our) {_TEXT})\b[^.;“”\"]{{0,60}}"
    r"\b(?:wrongly|incorrectly|mistakenly|erroneously|in error)\b",
    re.IGNORECASE,
)
# Up to the verb: whose words they were. Behind it: what is taken back.
_SAID = re.compile(
    rf"\b(?:we|{_TEXT})\b[^.;“”\"]{{0,80}}?\b"
    r"(?:said|reported|wrote|stated|gave|named|described|identified|claimed|suggested|told readers)\b"
    r"(?: at \d{1,2}[:.]\d{2})?",
    re.IGNORECASE,
)
_TURN = re.compile(r"[;]|,? (?:but|when in fact|whereas|rather than|instead of|in fact)\b", re.IGNORECASE)
_MARK = re.compile(r"[“„«\"]")


def is_column(title: str | None) -> bool:
    """Tell whether a title heads a column of corrections."""
    return bool(title and _LABEL.match(title))


def is_notice(paragraph: str) -> bool:
    """Tell whether a paragraph is a correction: by its label, or by how it speaks of the text it stands in."""
    own = _TAKES_BACK.search(paragraph)
    # "We have been mistakenly blamed" inside marks is somebody's answer, not the paper's own word.
    is_own = own is not None and not _MARK.search(paragraph, 0, own.start())
    return is_own or _LABEL.match(paragraph) is not None


def withdrawn(text: str, start: int, end: int) -> Place | None:
    """Find what a sentence of a correction takes back.

    Args:
        text: The article.
        start: First code point of the sentence.
        end: Code point after its last.

    Returns:
        Offsets of the words that the paper had said, or that tell of the change; None where it takes nothing back.
    """
    if about := _OWN.search(text, start, end):
        said = _SAID.search(text, about.start(), end)
        return (said.end(), _until(text, said.end(), end)) if said else about.span()
    said = _SAID.search(text, start, end)
    return (said.end(), _until(text, said.end(), end)) if said else None


def _until(text: str, start: int, end: int) -> int:
    turn = _TURN.search(text, start, end)
    return turn.start() if turn else end
