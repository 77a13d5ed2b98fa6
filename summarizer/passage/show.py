"""Print a passage for a model: every sentence and quotation with its number, nothing that could forge one."""

from __future__ import annotations

from summarizer.passage.parts import Passage, Sentence
from summarizer.passage.plain import plain

__all__ = ["plain", "show"]


def show(passage: Passage, first: int = 1, last: int | None = None) -> str:
    """Print sentences `first` to `last`.

    One line a sentence, `[12] …`, and a blank line between paragraphs. `{Q3}` stands before the opening mark of
    quotation 3, before the dash of a line of speech, before the label of a turn; once in the article. `{Q3…}` stands
    where it goes on: before each later piece, and at the start of each later sentence that begins inside it, so that
    a reader sees which quotation is open without looking back.

    Args:
        passage: The article, cut.
        first: Number of the first sentence.
        last: Number of the last one; None for the end.

    Returns:
        The lines. The article's own words pass through `plain`, so the numbers and marks in them are all ours.
    """
    last = len(passage.sentences) if last is None else last
    text = passage.article.text
    chosen = passage.sentences[first - 1 : last]
    marks = _marks(passage, chosen)
    lines: list[str] = []
    before: int | None = None
    for sentence in chosen:
        if before is not None and sentence.paragraph != before:
            lines.append("")
        before = sentence.paragraph
        parts: list[str] = []
        at = sentence.start
        for place, mark in marks.get(sentence.number, []):
            parts += [plain(text[at:place]), mark]
            at = place
        parts.append(plain(text[at : sentence.end]))
        lines.append(f"[{sentence.number}] {''.join(parts)}")
    return "\n".join(lines)


def _marks(passage: Passage, chosen: list[Sentence]) -> dict[int, list[tuple[int, str]]]:
    """By sentence number, the code points before which a quotation's mark is printed, in order."""
    pieces = [
        (piece, f"{{Q{quotation.number}{'…' if index else ''}}}", f"{{Q{quotation.number}…}}")
        for quotation in passage.quotations
        for index, piece in enumerate(quotation.pieces)
    ]
    found: dict[int, list[tuple[int, str]]] = {}
    at = 0
    for sentence in chosen:
        while at < len(pieces) and pieces[at][0].outer_end <= sentence.start:
            at += 1
        here: list[tuple[int, str]] = []
        for piece, opens, goes_on in pieces[at:]:
            if piece.outer_start >= sentence.end:
                break
            if piece.outer_start >= sentence.start:
                here.append((piece.outer_start, opens))
            elif piece.end > sentence.start:
                here.append((sentence.start, goes_on))
        found[sentence.number] = here
    return found
