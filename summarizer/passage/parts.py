"""The parts an article is cut into."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from summarizer import notice
from summarizer.article import Article

_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, white space around it left out."""

    number: int
    """1-based, in the order of the text: what a model points at."""
    paragraph: int
    """Index of its paragraph, 0-based."""
    start: int
    """First code point."""
    end: int
    """Code point after the last."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between one pair of marks, or one stretch of speech without marks; always within one paragraph."""

    start: int
    """First code point of the words."""
    end: int
    """Code point after the last word; a comma before the closing mark left out."""
    outer_start: int
    """Code point of the opening mark, dash or label; `start` where there is none."""
    outer_end: int
    """Code point after the closing mark; `end` where there is none."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a reader sees as one quotation: one pair of marks, or pieces that run on over paragraphs."""

    number: int
    """1-based, in the order of the text: what a model points at."""
    pieces: tuple[Piece, ...]
    """At least one, in order."""
    form: Literal["marks", "dash", "turn"]
    """Quotation marks; a dash at the start of a line; a line of `Q:`, `A:` or `NAME:`."""

    @property
    def start(self) -> int:
        """First code point of its words."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Code point after its last word."""
        return self.pieces[-1].end

    def within(self, start: int, end: int) -> Sequence[Piece]:
        """Give the pieces that have words between two code points."""
        return within(self.pieces, start, end)


def within(pieces: Sequence[Piece], start: int, end: int) -> Sequence[Piece]:
    """Give those of some pieces, in order, that have words between two code points."""
    first = bisect_right(pieces, start, key=lambda piece: piece.end)
    return pieces[first : bisect_left(pieces, end, lo=first, key=lambda piece: piece.start)]


@dataclass(frozen=True)
class Passage:
    """An article, cut. Every offset is a code point of `article.text`."""

    article: Article
    """The article."""
    headline: tuple[int, int] | None
    """Offsets of the headline where it stands in the text as its first line; it gets no sentence number."""
    paragraphs: list[tuple[int, int]]
    """Offsets, in order; the headline is none of them."""
    sentences: list[Sentence]
    """In order; `sentences[n - 1].number == n`."""
    quotations: list[Quotation]
    """In order; `quotations[n - 1].number == n`."""
    warnings: tuple[str, ...] = ()
    """What a user should know: the text looks double-encoded, for one."""

    @cached_property
    def withdrawn(self) -> list[tuple[int, int]]:
        """What corrections in it take back: the paper's own words of before, at most one stretch a sentence."""
        text = self.article.text
        column = notice.is_column(self.article.title)
        corrects = {n for n, span in enumerate(self.paragraphs) if column or notice.is_notice(text[slice(*span)])}
        found = (notice.withdrawn(text, s.start, s.end) for s in self.sentences if s.paragraph in corrects)
        return [span for span in found if span]

    def is_withdrawn(self, offset: int) -> bool:
        """Tell whether a code point stands in what a correction takes back."""
        at = bisect_right(self.withdrawn, offset, key=lambda span: span[0]) - 1
        return at >= 0 and offset < self.withdrawn[at][1]

    def label(self, turn: Quotation) -> list[str]:
        """Give the words of the label before a turn, in lower case: `LEE:`."""
        piece = turn.pieces[0]
        return re.findall(r"\w+", self.article.text[piece.outer_start : piece.start].casefold())

    @cached_property
    def label_words(self) -> frozenset[str]:
        """The words of all labels before turns."""
        return frozenset(word for turn in self.quotations if turn.form == "turn" for word in self.label(turn))

    @cached_property
    def _marked(self) -> list[Piece]:
        """What stands in marks that close, in order."""
        pieces = (piece for quotation in self.quotations if quotation.form == "marks" for piece in quotation.pieces)
        return [piece for piece in pieces if piece.outer_start < piece.start and piece.end < piece.outer_end]

    def with_marks(self, start: int, end: int) -> tuple[int, int]:
        """Take in the mark right beside words whose partner stands among them: `“History” page`, `the page “History”`.

        Words are found without the marks around them, so a name that begins or ends with one would keep the other.
        """
        at = bisect_right(self._marked, start, key=lambda piece: piece.end)
        for piece in self._marked[at : at + 1]:
            if piece.start == start and piece.end < end:
                start = piece.outer_start
        at = bisect_left(self._marked, end, key=lambda piece: piece.start) - 1
        for piece in self._marked[max(at, 0) : at + 1]:
            inside = start < piece.start < end < piece.outer_end
            if inside and not _LETTER.search(self.article.text, end, piece.outer_end):
                end = piece.outer_end
        return start, end

    @cached_property
    def unmarked(self) -> list[tuple[int, int]]:
        """The stretches outside all quotation marks that hold a word, in order; code points."""
        text, at, found = self.article.text, 0, list[tuple[int, int]]()
        pieces = (piece for quotation in self.quotations if quotation.form == "marks" for piece in quotation.pieces)
        marked = sorted((piece.outer_start, piece.outer_end) for piece in pieces)
        for start, end in [*marked, (len(text), len(text))]:
            if at < start and _LETTER.search(text, at, start):
                found.append((at, start))
            at = max(at, end)
        return found

    def quotations_within(self, start: int, end: int) -> Iterator[Quotation]:
        """Give the quotations that begin before `end` and go on behind `start`, in order; both are code points."""
        for at in range(bisect_right(self.quotations, start, key=lambda q: q.end), len(self.quotations)):
            if self.quotations[at].start >= end:
                break
            yield self.quotations[at]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence(self, number: int) -> Sentence | None:
        """Give a sentence by its number, or None where there is none."""
        return self.sentences[number - 1] if 1 <= number <= len(self.sentences) else None

    def reach(self, first: int, last: int, before: int, after: int) -> tuple[int, int]:
        """Give the offsets of the paragraphs around sentences `first` to `last`, so many before and after them."""
        paragraph = self.sentences[first - 1].paragraph - before, self.sentences[last - 1].paragraph + after
        start = bisect_left(self.sentences, paragraph[0], key=lambda s: s.paragraph)
        end = bisect_right(self.sentences, paragraph[1], key=lambda s: s.paragraph)
        return self.sentences[start].start, self.sentences[end - 1].end

    def sentence_at(self, offset: int) -> Sentence:
        """Give the sentence that holds a code point, or the last one before it; the first for what lies before all."""
        return self.sentences[max(bisect_right(self._starts, offset) - 1, 0)]
