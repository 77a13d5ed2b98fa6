"""From what a model points at to places in the article, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.front import Place
from summarizer.passage import Passage
from summarizer.passage.locate import locate
from summarizer.reading import ClaimRow, EventRow, LooseQuote, Reading

MAX_STATEMENT = 2
"""Sentences a statement may run on beyond the one it begins in."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that points at nothing."""

    kind: str
    """`quote`, `claim` or `event`."""
    row: LooseQuote | ClaimRow | EventRow
    reason: str


def statement(passage: Passage, row: ClaimRow | LooseQuote) -> Place | str:
    """Find a statement by its first and last words.

    Args:
        passage: The article, cut.
        row: Names the sentence it begins in, and its edges.

    Returns:
        Offsets of the whole statement, or the reason why it cannot be found.
    """
    sentence = passage.sentence(row.sentence)
    if sentence is None:
        return f"there is no sentence {row.sentence}"
    text = passage.article.text
    last = passage.sentence(min(row.sentence + MAX_STATEMENT, len(passage.sentences))) or sentence
    head = locate(row.first, text, sentence.start, last.end)
    if isinstance(head, str):
        return f"first words {row.first!r} are not in sentence {row.sentence}: {head}"
    if head[0] >= sentence.end:
        return f"first words {row.first!r} are not in sentence {row.sentence}"
    if not row.last.strip():
        return head
    at = head[0]
    while True:
        tail = locate(row.last, text, at, last.end)
        if isinstance(tail, str):
            return f"last words {row.last!r} do not follow {row.first!r}: {tail}"
        if tail[1] >= head[1]:
            return head[0], tail[1]
        at = tail[0] + 1


def word(passage: Passage, row: EventRow) -> Place | str:
    """Find the word that names an event in its sentence, or the reason why it is not there."""
    return within(passage, row.word, row.sentence)


def within(passage: Passage, words: str, number: int) -> Place | str:
    """Find words in one sentence, or the reason why they are not there."""
    sentence = passage.sentence(number)
    if sentence is None:
        return f"there is no sentence {number}"
    found = locate(words, passage.article.text, sentence.start, sentence.end)
    return found if not isinstance(found, str) else f"{words!r} is not in sentence {number}: {found}"


def anywhere(passage: Passage, words: str, near: list[int]) -> Place | None:
    """Find words in the sentences named first, in the order given; then the first place of all."""
    for number in near:
        found = within(passage, words, number)
        if not isinstance(found, str):
            return found
    found = locate(words, passage.article.text, passage.article.body_start)
    return None if isinstance(found, str) else found


def faults(passage: Passage, reading: Reading) -> list[Fault]:
    """List the rows that point at nothing."""
    rows = [("quote", r, statement(passage, r)) for r in reading.loose]
    rows += [("claim", r, statement(passage, r)) for r in reading.claims]
    rows += [("event", r, word(passage, r)) for r in reading.events]
    return [Fault(kind, row, place) for kind, row, place in rows if isinstance(place, str)]


def unanswered(passage: Passage, reading: Reading, first: int = 1, last: int | None = None) -> list[int]:
    """List the numbers of the quotations that begin in these sentences and have no row."""
    answered = {row.quotation for row in reading.quotes}
    start = passage.sentences[first - 1].start
    end = passage.sentences[(last or len(passage.sentences)) - 1].end
    return [q.number for q in passage.quotations if start <= q.start < end and q.number not in answered]
