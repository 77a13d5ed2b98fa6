"""The parse of a passage: spaCy's small English pipeline over units of sentences, direct quotations as placeholders."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.front import dateline, hour
from summarizer.passage import Passage, Piece
from summarizer.readers.steps import words as lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

_STAND_IN = ("It", "works")
"""What the parser sees in place of a direct quotation: a clause of two words."""
_UNBROKEN = re.compile(r"\S{100}(?=\S)")
_LONGEST = 150
"""Words that are parsed as one sentence: walks over its tree go as deep as it is long, and take as many steps."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of sentences that a quotation holds together; parsed as one."""

    start: int
    """First code point, a dateline left out."""
    end: int
    """Code point after the last."""
    paragraph: int
    """Index of its paragraph."""


@dataclass
class Parse:
    """A parsed passage. Tokens are named by their index in `doc`."""

    passage: Passage
    """The article, cut."""
    pieces: list[tuple[int, Piece]]
    """What is quoted, each with the number of its quotation, in the order of the text; none inside another."""
    doc: Doc
    """The parse; one sentence of it is one unit, or a part of one that is very long."""
    units: list[Unit]
    """In order."""
    offsets: list[tuple[int, int]]
    """Code points of each token; a stand-in's last token holds the whole quotation."""
    unit_of: list[int]
    """Index of each token's unit."""
    stands_for: dict[int, int]
    """Quotation number of each token of a stand-in."""
    tokens_of: dict[int, list[int]]
    """Tokens of each quotation, by its number."""
    entity: dict[int, Span]
    """Named entity of each token that is part of one."""

    def text(self, start: int, end: int) -> str:
        """Give the article's words of tokens `start` to `end`, the last left out."""
        return self.passage.article.text[self.offsets[start][0] : self.offsets[end - 1][1]]

    def sentence(self, token: int) -> int:
        """Give the number of the sentence a token begins in."""
        return self.passage.sentence_at(self.offsets[token][0]).number

    def paragraph(self, token: int) -> int:
        """Give the index of a token's paragraph."""
        return self.units[self.unit_of[token]].paragraph

    def quoted(self, token: int) -> bool:
        """Tell whether a token lies between quotation marks."""
        return token in self.stands_for or _piece_at(self.pieces, self.offsets[token][0]) is not None

    def label(self, token: Token) -> str:
        """Give a token's entity label; "" where it is part of none."""
        span = self.entity.get(token.i)
        return span.label_ if span is not None else ""


@lru_cache(maxsize=2)
def load(folder: Path) -> Language:
    """Load the pipeline from its folder, once per process; no code of its package runs.

    Args:
        folder: As `local.parser.fetch` leaves it.

    Returns:
        The pipeline.
    """
    import spacy

    return spacy.load(folder)


def parse(passage: Passage, pipeline: Language) -> Parse:
    """Parse a passage.

    Args:
        passage: The article, cut.
        pipeline: spaCy's English pipeline.

    Returns:
        Its parse.
    """
    from spacy.tokens import Doc

    text = passage.article.text
    units = _units(passage)
    pieces = _outermost(passage)
    masked = {id(piece): _is_direct(text, piece) or q_form(passage, number) for number, piece in pieces}
    marks = {p.outer_start: "“" for _, p in pieces if p.start > p.outer_start}
    marks |= {p.end: "”" for _, p in pieces if p.outer_end > p.end}  # the parser knows one pair: „ and « are strangers
    words: list[str] = []
    starts: list[bool | int | None] = []
    offsets: list[tuple[int, int]] = []
    unit_of: list[int] = []
    stands_for: dict[int, int] = {}
    tokens_of: dict[int, list[int]] = {}
    done: set[int] = set()
    since = 0
    for index, unit in enumerate(units):
        first = True
        for token, start in _tokens(pipeline, text, unit):
            end = start + len(token.text)
            number, piece = _piece_at(pieces, start) or (0, None)
            if piece is not None and masked[id(piece)]:
                if id(piece) in done:
                    continue
                done.add(id(piece))
                new = [(_STAND_IN[0], start, start), (_STAND_IN[1], start, piece.end)]
                stands_for |= {len(words): number, len(words) + 1: number}
            elif token.is_space:
                continue
            else:
                new = [(marks.get(start, token.text), start, end)]
            for word, a, b in new:
                if number:
                    tokens_of.setdefault(number, []).append(len(words))
                words.append(word)
                offsets.append((a, b))
                unit_of.append(index)
                starts.append(first)
                since = 1 if first else since + 1
                first = since >= _LONGEST
    spaces = [after > end or n in stands_for for n, ((_, end), (after, _)) in enumerate(pairwise(offsets))]
    doc = Doc(pipeline.vocab, words=words, spaces=[*spaces, False], sent_starts=starts)
    for _, step in pipeline.pipeline:
        doc = step(doc)
    doc.set_ents(_unseen(doc), default="unmodified")
    entity = {t.i: e for e in doc.ents for t in e}
    return Parse(passage, pieces, doc, units, offsets, unit_of, stands_for, tokens_of, entity)


def _tokens(pipeline: Language, text: str, unit: Unit) -> Iterator[tuple[Token, int]]:
    """Give a unit's tokens, each with its first code point; the tokenizer is slow at long runs, which are cut."""
    cuts = [unit.start, *(m.end() for m in _UNBROKEN.finditer(text, unit.start, unit.end)), unit.end]
    for start, end in pairwise(cuts):
        for token in pipeline.tokenizer(text[start:end]):
            yield token, start + token.idx


def _outermost(passage: Passage) -> list[tuple[int, Piece]]:
    """List what is quoted without what is quoted inside it: marks within a line of speech."""
    found: list[tuple[int, Piece]] = []
    for quoted in sorted(((q.number, piece) for q in passage.quotations for piece in q.pieces), key=_start):
        if not found or quoted[1].start >= found[-1][1].end:
            found.append(quoted)
    return found


def _start(quoted: tuple[int, Piece]) -> int:
    return quoted[1].start


def _piece_at(pieces: list[tuple[int, Piece]], at: int) -> tuple[int, Piece] | None:
    """Give what is quoted at a code point, with its number."""
    before = bisect(pieces, at, key=_start)
    return pieces[before - 1] if before and at < pieces[before - 1][1].end else None


def _unseen(doc: Doc) -> list[Span]:
    """Find people the recognizer does not see: names it never met, with a given name first or an age behind."""
    from spacy.tokens import Span

    found: list[Span] = []
    start = 0
    while start < len(doc):
        end = start
        while end < len(doc) and doc[end].pos_ == "PROPN" and not doc[end].ent_type_:
            end += 1
        given = doc[start].lower_ in lists.GIVEN_FEMALE | lists.GIVEN_MALE
        if end - start > 1 and (given or has_age(doc, end)):
            found.append(Span(doc, start, end, label="PERSON"))
        start = end + 1
    return found


def has_age(doc: Doc, end: int) -> bool:
    """Tell whether an age stands behind a name that ends before a token: `Mara Lind, 34`."""
    return re.fullmatch(r", \d\d", doc[end : end + 2].text) is not None


def q_form(passage: Passage, number: int) -> bool:
    """Tell whether a quotation carries no marks: its label or dash already says that all of it is speech."""
    return passage.quotations[number - 1].form != "marks"


def _units(passage: Passage) -> list[Unit]:
    """Join sentences that a quotation spans, so that a cue and all it quotes stand in one unit."""
    text, found = passage.article.text, list[Unit]()
    pieces = [piece for q in passage.quotations for piece in q.pieces]
    for sentence in passage.sentences:
        start = sentence.start
        inside = any(p.outer_start < start < p.outer_end for p in pieces)
        # `"I ran." he said` is one unit: the cue begins in lower case.
        goes_on = found and found[-1].paragraph == sentence.paragraph and text[start].islower()
        if sentence.number <= 2:
            start += dateline(text[start : sentence.end])
        start = hour(text, start) or start
        if found and (inside or goes_on) and found[-1].paragraph == sentence.paragraph:
            last = found.pop()
            found.append(Unit(last.start, max(sentence.end, last.end), last.paragraph))
        else:
            found.append(Unit(start, sentence.end, sentence.paragraph))
    return found


def _is_direct(text: str, piece: Piece) -> bool:
    """Tell whether a quotation is whole speech; quoted words of the article's own sentence are parsed as they are."""
    body, before = text[piece.start : piece.end], text[: piece.outer_start].rstrip()
    if piece.outer_end <= piece.end or re.search(r"[.!?…]\s+\S", body):
        return True
    if before.endswith("that") or body[0].islower():
        return False
    comma = "," in (text[piece.end : piece.end + 1], text[piece.outer_end : piece.outer_end + 1])
    if comma and not before[-1:].isalnum():
        return True  # it opens its sentence, and a comma stands between it and its cue
    whole = body[-1] in ".!?…—" or text[piece.end : piece.end + 1] == ","
    return (whole and (len(body.split()) > 3 or body[-1] in "!?")) or before[-1:] in (",", ":")
