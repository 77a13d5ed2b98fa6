"""Find words in the article, letter by letter, in time that grows with their length alone."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache

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
# What a figure goes on with on its other side: 5,000 and 5’000.
_FIGURE = re.compile(r"\d(?:[.,]\d|[’'\u00a0\u202f]\d{3}(?!\d))")
_RUNS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
_INSIDE = (-1, -1)
"""Words that stand only inside a longer figure."""
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


def _skeleton(words: str) -> list[str]:
    return words.translate(_FORMS).split()


class _Index:
    """Words in order, found by the rarest of those looked for."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self._where: dict[str, list[int]] = {}
        for number, word in enumerate(words):
            self._where.setdefault(word, []).append(number)

    def holds(self, word: str, first: int, last: int) -> bool:
        """Tell whether a word stands from `first` on and before `last`."""
        where = self._where.get(word, [])
        return bisect_left(where, first) < bisect_left(where, last)

    def find(self, wanted: list[str], first: int, last: int, *, backwards: bool = False) -> Iterator[int]:
        """Yield where these words stand one after the other, from word `first` on and before word `last`."""
        rarest, best = 0, range(len(self.words) + 1)
        for number, word in enumerate(wanted):
            where = self._where.get(word, [])
            here = range(
                bisect_left(where, first + number), bisect_right(where, last - len(wanted) + number)
            )  # fmt: skip
            if len(here) < len(best):
                rarest, best = number, here
        where = self._where.get(wanted[rarest], [])
        for place in reversed(best) if backwards else best:
            at = where[place] - rarest
            if self.words[at : at + len(wanted)] == wanted:
                yield at


class _Searched:
    """A text that is searched: its words, and the code points that gave each."""

    def __init__(self, text: str) -> None:
        self.text = text
        words: list[str] = []
        self.starts, self.ends = array("L"), array("L")
        is_open = False
        for run in _RUNS.finditer(text):
            form = run[0] if run[0].isascii() and run[0].isalnum() else _FORMS[ord(run[0][0])]
            if not form:
                continue
            if is_open and " " not in form:
                words[-1] += form
                self.ends[-1] = run.end()
                continue
            for word in form.split():
                words.append(word)
                self.starts.append(run.start())
                self.ends.append(run.end())
            is_open = " " not in form
        self.index = _Index(words)

    @cached_property
    def folded(self) -> _Index:
        """The same words without upper case."""
        return _Index([word.casefold() for word in self.index.words])

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Give the words that lie wholly between two code points: the number of the first, and after the last."""
        return bisect_left(self.starts, start), bisect_right(self.ends, end)

    def is_figure(self, start: int, end: int) -> bool:
        """Tell whether a figure goes on over either edge."""
        return bool((start > 1 and _FIGURE.match(self.text, start - 2)) or _FIGURE.match(self.text, end - 1))


_searched = lru_cache(maxsize=16)(_Searched)


def locate(
    words: str, text: str, start: int = 0, end: int | None = None, *, last: bool = False
) -> tuple[int, int] | str:  # fmt: skip
    """Find words in the article, letter by letter; whole words only.

    White space, the typography of marks and dashes, soft hyphens and zero-width characters may differ, and the
    numbers and marks of `show` may stand in the words; letters, figures and all other signs may not. In scripts that
    put no space between words any run of characters is found.

    Args:
        words: What a model copied.
        text: The article.
        start: Code point to begin at.
        end: Code point to stop at.
        last: The last place instead of the first.

    Returns:
        Offsets of the article's own words, or the reason why there are none: how the words differ.
    """
    there = _searched(text)
    within = there.between(start, len(text) if end is None else end)
    found = _place(words, there, within, last)
    if found is None:
        return _difference(_skeleton(_OURS.sub(" ", words)), there, *within)
    return "the words stand only inside a longer figure" if found is _INSIDE else found


def place(words: str, text: str, start: int, end: int, *, last: bool = False) -> tuple[int, int] | None:
    """Find words as `locate` does, and say nothing about how they differ: a search in many places costs less."""
    there = _searched(text)
    found = _place(words, there, there.between(start, end), last)
    return None if found is _INSIDE else found


def _place(words: str, there: _Searched, within: tuple[int, int], last: bool) -> tuple[int, int] | None:
    is_figure = False
    for wanted in _spellings(words) if within[0] < within[1] else ():
        for _, at in zip(range(_TRIES), there.index.find(wanted, *within, backwards=last), strict=False):
            found = there.starts[at], there.ends[at + len(wanted) - 1]
            if not there.is_figure(*found):
                return found
            is_figure = True
    return _INSIDE if is_figure else None


def every(words: str, text: str, start: int = 0, *, most: int = 200) -> list[tuple[int, int]]:
    """Give the first places of words from `start` on, as `locate` finds one; overlapping ones too, at most `most`."""
    there, wanted = _searched(text), _skeleton(words)
    found: list[tuple[int, int]] = []
    for at in there.index.find(wanted, *there.between(start, len(text))) if wanted else ():
        place = there.starts[at], there.ends[at + len(wanted) - 1]
        found += [] if there.is_figure(*place) else [place]
        if len(found) == most:
            break
    return found


@lru_cache(maxsize=256)
def _spellings(words: str) -> list[list[str]]:
    """Give words as copied, without the marks of `show`, and with the dashes that an article in plain ASCII doubles."""
    forms = [_skeleton(words), *([_skeleton(_OURS.sub(" ", words))] if _OURS.search(words) else [])]
    doubled = [[part for word in form for part in ("--" if word == "-" else [word])] for form in forms if "-" in form]
    return [form for form in forms + doubled if form]


def _difference(form: list[str], there: _Searched, first: int, last: int) -> str:
    folded = [word.casefold() for word in form]
    if not form:
        return "no words were given"
    if next(there.folded.find(folded, first, last), None) is not None:
        return "differs from the article in upper and lower case"
    missing = [
        word
        for word, low in zip(form, folded, strict=True)
        if not there.folded.holds(low, first, last) and any(char.isalnum() for char in word)
    ]
    if missing:
        return f"words not in the article: {', '.join(word[:40] for word in missing[:4])}"
    if [".", "."] in (form[at : at + 2] for at in range(len(form))):
        return "words left out behind an ellipsis"
    return "the article has these words, but not in this order: some were dropped, added or moved"
