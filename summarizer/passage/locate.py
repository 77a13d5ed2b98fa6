"""Find words in the article, letter by letter."""

from __future__ import annotations

import re


def locate(words: str, text: str, start: int = 0, end: int | None = None) -> tuple[int, int] | str:
    """Find words in the article, letter by letter; typography and white space alone may differ.

    Args:
        words: What a model copied.
        text: The article.
        start: Code point to begin at.
        end: Code point to stop at.

    Returns:
        Offsets of the article's own words, or the reason why there are none: how the words differ.
    """
    end = len(text) if end is None else end
    words = words.strip().strip("\"“”'").strip()
    if not words:
        return "no words were given"
    at = text.find(words, start, end)
    if at >= 0:
        return at, at + len(words)
    pattern = r"\s+".join(_typographic(word) for word in words.split())
    loose = re.compile(pattern).search(text, start, end)
    if loose:
        return loose.start(), loose.end()
    if re.compile(pattern, re.IGNORECASE).search(text, start, end):
        return "differs from the article in upper and lower case"
    return _difference(words, text[start:end])


_CLASSES = {
    '"': '["“”„«»]', "“": '["“”„«»]', "”": '["“”„«»]', "'": "['‘’]", "‘": "['‘’]", "’": "['‘’]",
    "-": "[-–—]", "–": "[-–—]", "—": "[-–—]", "…": r"(?:…|\.\.\.)",
}  # fmt: skip


def _typographic(word: str) -> str:
    return "".join(_CLASSES.get(char) or re.escape(char) for char in word)


def _difference(words: str, text: str) -> str:
    asked = re.findall(r"\w+", words.lower())
    have = set(re.findall(r"\w+", text.lower()))
    missing = [word for word in asked if word not in have]
    if missing:
        return f"words not in the article: {', '.join(missing[:4])}"
    if "..." in words or "…" in words:
        return "words left out behind an ellipsis"
    return "the article has these words, but not in this order: some were dropped, added or moved"
