"""Find words in the article, letter by letter, in time that grows with their length alone."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain

from summarizer.passage.whole import in_figure, is_whole, with_unseen

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
_PARTS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
_SPARE = 20
"""Words compared one by one, as a multiple of the text's, before its runs are numbered: no honest sheet comes near."""
_TRIES = 64
"""Places inside a figure such as 5,000 that are passed over before all places of the words are looked at, once."""


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


class _Runs:
    """Runs of one length, each with a number: two of the same number are the same words."""

    def __init__(self, runs: Iterable[Hashable]) -> None:
        self._number_of: dict[Hashable, int] = {}
        self.numbers = array("L", (self._number_of.setdefault(run, len(self._number_of)) for run in runs))
        """Of the run that begins at each word."""
        self._places = [array("L") for _ in self._number_of]
        for at, number in enumerate(self.numbers):
            self._places[number].append(at)

    def number(self, run: Hashable) -> int:
        """Give the number of a run; -1 where it stands nowhere."""
        return self._number_of.get(run, -1)

    def places(self, number: int) -> Sequence[int]:
        """Give the words at which a run begins, in order."""
        return self._places[number] if number >= 0 else ()


class _Index:
    """Words in order, found by the rarest of those looked for; by their runs once there were too many near misses."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self._where: dict[str, list[int]] = {}
        for number, word in enumerate(words):
            self._where.setdefault(word, []).append(number)
        self._spare = _SPARE * len(words)
        """Words that may still be compared one by one."""
        self._runs: list[_Runs] = []
        """Of 1, 2, 4, 8, … words."""
        self._kept: dict[tuple[str, ...], Sequence[int]] = {}

    def holds(self, word: str, first: int, last: int) -> bool:
        """Tell whether a word stands from `first` on and before `last`."""
        where = self._where.get(word, [])
        return bisect_left(where, first) < bisect_left(where, last)

    def find(self, wanted: list[str], first: int, last: int, *, backwards: bool = False) -> Iterator[int]:
        """Yield where these words stand one after the other, from word `first` on and before word `last`."""
        if len(wanted) > 1 and self._spare >= 0:
            for at in self._likely(wanted, first, last, backwards=backwards):
                if self.words[at : at + len(wanted)] == wanted:
                    yield at
                first, last = (first, at + len(wanted) - 1) if backwards else (at + 1, last)
                self._spare -= len(wanted)
                if self._spare < 0:
                    break
            else:
                return
        places = self._all(wanted)
        here = range(bisect_left(places, first), bisect_right(places, last - len(wanted)))
        yield from (places[number] for number in (reversed(here) if backwards else here))

    def _likely(self, wanted: list[str], first: int, last: int, *, backwards: bool) -> Iterator[int]:
        """Give the places at which the rarest of the words stands where it should."""
        rarest, where, best = 0, list[int](), range(len(self.words) + 1)
        for number, word in enumerate(wanted):
            those = self._where.get(word, [])
            here = range(bisect_left(those, first + number), bisect_right(those, last - len(wanted) + number))
            if len(here) < len(best):
                rarest, where, best = number, those, here
        return (where[place] - rarest for place in (reversed(best) if backwards else best))

    def _all(self, wanted: list[str]) -> Sequence[int]:
        """Give all places of words, in order.

        Two runs of a power of two cover them, and the rarer one says where to look. What is found is kept: words of
        one length have no more places together than the text has words, and a sheet of n words has at most the root
        of 2n lengths.
        """
        if len(wanted) == 1:
            return self._where.get(wanted[0], [])
        key = tuple(wanted)
        if key not in self._kept:
            self._kept[key] = array("L", self._covered(wanted))
        return self._kept[key]

    def _covered(self, wanted: list[str]) -> Iterator[int]:
        level = len(wanted).bit_length() - 1
        while len(self._runs) <= level:
            numbers = self._runs[-1].numbers if self._runs else None
            half = 2 ** (len(self._runs) - 1) if self._runs else 0
            self._runs.append(_Runs(self.words if numbers is None else zip(numbers, numbers[half:], strict=False)))
        numbers = [self._runs[0].number(word) for word in wanted]
        for up in range(level):
            numbers = [self._runs[up + 1].number(pair) for pair in zip(numbers, numbers[2**up :], strict=False)]
        runs, head, tail, shift = self._runs[level], numbers[0], numbers[-1], len(wanted) - 2**level
        heads, tails = runs.places(head), runs.places(tail)
        if len(heads) <= len(tails):
            return (at for at in heads if at + shift < len(runs.numbers) and runs.numbers[at + shift] == tail)
        return (at - shift for at in tails if at >= shift and runs.numbers[at - shift] == head)


class _Searched:
    """A text that is searched: its words, and the code points that gave each."""

    def __init__(self, text: str) -> None:
        self.text = text
        words: list[str] = []
        same: dict[str, str] = {}  # a word that is repeated is kept once: a page of many entries has a million
        self.starts, self.ends = array("L"), array("L")
        grown: list[str] = []  # what the last word is made of: one character, or 300,000 marks on one letter
        is_open = False
        for part in _PARTS.finditer(text):
            form = part[0] if part[0].isascii() and part[0].isalnum() else _FORMS[ord(part[0][0])]
            if not form:
                continue
            if is_open and " " not in form:
                grown.append(form)
                self.ends[-1] = part.end()
                continue
            for word in form.split():
                if grown:
                    whole = "".join(grown)
                    words.append(same.setdefault(whole, whole))
                grown = [word]
                self.starts.append(part.start())
                self.ends.append(part.end())
            is_open = " " not in form
        if grown:
            words.append("".join(grown))
        self.index = _Index(words)
        self._whole: dict[tuple[str, ...], Sequence[int]] = {}

    @cached_property
    def folded(self) -> _Index:
        """The same words without upper case."""
        forms = {word: word.casefold() for word in set(self.index.words)}
        return _Index([forms[word] for word in self.index.words])

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Give the words that lie wholly between two code points: the number of the first, and after the last."""
        return bisect_left(self.starts, start), bisect_right(self.ends, end)

    def place(self, at: int, length: int) -> tuple[int, int]:
        """Give the code points of so many words."""
        return with_unseen(self.text, self.starts[at], self.ends[at + length - 1])

    def find(self, wanted: list[str], first: int, last: int, *, backwards: bool = False) -> Iterator[tuple[int, int]]:
        """Yield the places of words between two of the text's, those that cut a figure or a character left out."""
        passed = 0
        for at in self.index.find(wanted, first, last, backwards=backwards):
            place = self.place(at, len(wanted))
            if is_whole(self.text, *place):
                yield place
            else:
                passed += 1
            first, last = (first, at + len(wanted) - 1) if backwards else (at + 1, last)
            if passed == _TRIES:
                break
        else:
            return
        places = self._all(wanted)
        here = range(bisect_left(places, first), bisect_right(places, last - len(wanted)))
        yield from (self.place(places[number], len(wanted)) for number in (reversed(here) if backwards else here))

    def _all(self, wanted: list[str]) -> Sequence[int]:
        key = tuple(wanted)
        if key not in self._whole:
            found = self.index.find(wanted, 0, len(self.index.words))
            whole = (at for at in found if is_whole(self.text, *self.place(at, len(wanted))))
            self._whole[key] = array("L", whole)
        return self._whole[key]

    def cut(self, wanted: list[str], first: int, last: int) -> str | None:
        """Say what goes on over the edges of words between two of the text's; None where they stand nowhere."""
        at = next(self.index.find(wanted, first, last), None)
        if at is None:
            return None
        figure = any(in_figure(self.text, edge) for edge in self.place(at, len(wanted)))
        return f"the words stand only inside a longer {'figure' if figure else 'character'}"


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
    if found := _place(words, there, within, last):
        return found
    cut = (there.cut(wanted, *within) for wanted in _spellings(words))
    return next(filter(None, cut), None) or _difference(_skeleton(_OURS.sub(" ", words)), there, *within)


def place(words: str, text: str, start: int, end: int, *, last: bool = False) -> tuple[int, int] | None:
    """Find words as `locate` does, and say nothing about how they differ: a search in many places costs less."""
    there = _searched(text)
    return _place(words, there, there.between(start, end), last)


def _place(words: str, there: _Searched, within: tuple[int, int], last: bool) -> tuple[int, int] | None:
    found = (there.find(wanted, *within, backwards=last) for wanted in _spellings(words))
    return next(chain.from_iterable(found), None)


def every(words: str, text: str, start: int = 0) -> list[tuple[int, int]]:
    """Give all places of words from `start` on, as `locate` finds one; overlapping ones too."""
    there, wanted = _searched(text), _skeleton(words)
    return list(there.find(wanted, *there.between(start, len(text)))) if wanted else []


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
