"""Print a passage for a model: every sentence and quotation with its number, nothing that could forge one."""

from __future__ import annotations

import re

from summarizer.passage import Passage


def show(passage: Passage, first: int = 1, last: int | None = None) -> str:
    """Print sentences `first` to `last`.

    Args:
        passage: The article, cut.
        first: Number of the first sentence.
        last: Number of the last one; None for the end.

    Returns:
        One line a sentence, `[12] …`, a blank line between paragraphs, `{Q3}` before each quotation's opening mark.
    """
    last = len(passage.sentences) if last is None else last
    text = passage.article.text
    marks = {q.pieces[0].outer_start: f"{{Q{q.number}}}" for q in passage.quotations}
    lines: list[str] = []
    before: int | None = None
    for sentence in passage.sentences[first - 1 : last]:
        if before is not None and sentence.paragraph != before:
            lines.append("")
        before = sentence.paragraph
        parts: list[str] = []
        at = sentence.start
        for place in sorted(p for p in marks if sentence.start <= p < sentence.end):
            parts += [plain(text[at:place]), marks[place]]
            at = place
        parts.append(plain(text[at : sentence.end]))
        lines.append(f"[{sentence.number}] {''.join(parts)}")
    return "\n".join(lines)


def plain(words: str) -> str:
    """Break up in an article's words whatever looks like a number or mark of ours, or ends a chat message early."""
    words = re.sub(r"\s+", " ", words)
    words = re.sub(r"\[(?=\d)", "[ ", words)
    words = re.sub(r"\{(?=[Qq]\d)", "{ ", words)
    words = re.sub(r"<\|?/?(?:im_start|im_end|endoftext|system|user|assistant|s)\|?>", " ", words)
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", words)
