"""Find words in the article, letter by letter, in time that grows with their length alone."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate

_OURS = re.compile(r"\[\d{1,6}\]\s?|\{Q\d{1,6}…?\}")
_QUOTES = "\"'`´“”„‟‘’‚‛«»‹›「」『』＂＇′″"
_DASHES = "-‐‑‒–—―−﹘﹣－"
# `show` prints round brackets for those that could forge a number.
_BRACKETS = {
    **dict.fromkeys("([{<［｛＜⁅【〔〖〘〚⟦⟬❲❴⦃﹛〈⟨﹤❮❰", " ( "),
    **dict.fromkeys(")]}>］｝＞⁆】〕〗〙〛⟧⟭❳❵⦄﹜〉⟩﹥❯❱", " ) "),
}
_UNSEEN = "\u034f\u061c\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u3130-\u318f\u31f0-\u9fff\uf900-\ufaff\uff66-\uff9f]|[\U00020000-\U0003ffff]"
)
"""A character of a script that puts no space between words: it stands for itself."""
_FIGURE = re.compile(r"\d[.,]\d")
_CHUNK = 2048
_TRIES = 64
"""Places looked at that turn out to lie inside a figure such as 5,000."""


class _Forms(dict[int, str]):
    """What each character becomes: letters and digits themselves, all else apart from words or away."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isspace() or char in _QUOTES:
            form = " "
        elif char in _DASHES:
            form = " - "
        elif char in _BRACKETS:
            form = _BRACKETS[char]
        elif char in _UNSEEN or unicodedata.category(char) in ("Cf", "Cc") or 0xFE00 <= code <= 0xFE0F:
            form = ""
        elif char == "…":
            form = " . . . "
        elif char.isalnum() or unicodedata.category(char).startswith("M"):
            spelt = unicodedata.normalize("NFKD" if 0xFB00 <= code <= 0xFB06 else "NFD", char)
            form = f" {char} " if UNSPACED.match(char) else spelt
        else:
            form = f" {char} "
        self[code] = form
        return form


_FORMS = _Forms()


def _skeleton(words: str) -> str:
    return f" {' '.join(words.translate(_FORMS).split())} "


class _Searched:
    """A text that is searched, with what each search of it needs made once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.skeleton = _skeleton(text)

    @cached_property
    def folded(self) -> str:
        """The skeleton without upper case."""
        return self.skeleton.casefold()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of `folded`."""
        return frozenset(self.folded.split())

    @cached_property
    def _spent(self) -> list[int]:
        """Characters of the skeleton, white space not counted, that the chunks up to each end gave."""
        chunks = range(0, len(self.text), _CHUNK)
        forms = (self.text[at : at + _CHUNK].translate(_FORMS) for at in chunks)
        return list(accumulate(len(form) - form.count(" ") for form in forms))

    def source(self, number: int) -> int:
        """Give the code point that gave a character of the skeleton, white space not counted."""
        chunk = bisect_right(self._spent, number)
        running = self._spent[chunk - 1] if chunk else 0
        for place in range(chunk * _CHUNK, min((chunk + 1) * _CHUNK, len(self.text))):
            form = _FORMS[ord(self.text[place])]
            running += len(form) - form.count(" ")
            if running > number:
                return place
        raise AssertionError("unreachable: every character of a skeleton has a source")


_searched = lru_cache(maxsize=16)(_Searched)


def locate(words: str, text: str, start: int = 0, end: int | None = None) -> tuple[int, int] | str:
    """Find words in the article, letter by letter; whole words only.

    White space, the typography of marks and dashes, soft hyphens and zero-width characters may differ, and the
    numbers and marks of `show` may stand in the words; letters, figures and all other signs may not. In scripts that
    put no space between words any run of characters is found.

    Args:
        words: What a model copied.
        text: The article.
        start: Code point to begin at.
        end: Code point to stop at.

    Returns:
        Offsets of the article's own words, or the reason why there are none: how the words differ.
    """
    text_ = text if start == 0 and end in (None, len(text)) else text[start:end]
    there = _searched(text_)
    wanted = [_skeleton(words), _skeleton(_OURS.sub(" ", words))]
    wanted += [form.replace(" - ", " - - ") for form in wanted if " - " in form]
    for form in dict.fromkeys(wanted):
        if form.strip() and (place := _place(form, there)) is not None:
            return start + place[0], start + place[1]
    return _difference(_skeleton(_OURS.sub(" ", words)), there)


def _place(form: str, there: _Searched) -> tuple[int, int] | None:
    """Where a skeleton stands in the text, a longer figure around it left out."""
    at = -1
    for _ in range(_TRIES):
        at = there.skeleton.find(form, at + 1)
        if at < 0:
            return None
        first = at + 1 - there.skeleton.count(" ", 0, at + 1)
        place = there.source(first), there.source(first + len(form) - form.count(" ") - 1) + 1
        around = there.text[max(place[0] - 2, 0) : place[0] + 1], there.text[place[1] - 1 : place[1] + 2]
        if not any(_FIGURE.fullmatch(edge) for edge in around):
            return place
    return None


def _difference(form: str, there: _Searched) -> str:
    if not form.strip():
        return "no words were given"
    if form in there.skeleton:
        return "the words stand only inside a longer figure"
    if form.casefold() in there.folded:
        return "differs from the article in upper and lower case"
    missing = [
        word for word in form.split() if word.casefold() not in there.words and any(char.isalnum() for char in word)
    ]
    if missing:
        return f"words not in the article: {', '.join(word[:40] for word in missing[:4])}"
    if " . . . " in form:
        return "words left out behind an ellipsis"
    return "the article has these words, but not in this order: some were dropped, added or moved"
