"""Everything that can be found in an article without a model, with exact offsets."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.article import Article
from summarizer.segments import clauses, cueless, layout
from summarizer.segments import units as cutting
from summarizer.segments.frame import Frame
from summarizer.segments.layout import Sentence
from summarizer.segments.names import Names, find_names
from summarizer.segments.quotations import Quotation, quotations
from summarizer.segments.sources import Resolved, near_names, sources
from summarizer.segments.speech import Speech, speeches
from summarizer.segments.times import TimeExpression, times
from summarizer.segments.units import Unit

__all__ = [
    "Frame", "Names", "Quotation", "Resolved", "Segments", "Sentence", "Speech", "TimeExpression", "Unit", "cut",
    "near_names",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Segments:
    """An article, cut."""

    article: Article
    """The article all offsets point into."""
    masked: str
    """The text with every quotation masked; same length."""
    paragraphs: list[tuple[int, int]]
    """Offsets, in order."""
    sentences: list[Sentence]
    """In order."""
    units: list[Unit]
    """Runs of sentences that a quotation holds together."""
    quotations: list[Quotation]
    """Every pair of marks, outermost."""
    names: Names
    """Names and the entities they mean."""
    frames: list[Frame]
    """Reporting cues with their source and content."""
    sources: dict[Frame, Resolved]
    """Who each frame's source is."""
    speeches: list[Speech]
    """Quotations grouped, with the speaker where syntax names one."""

    def times(self, start: int, end: int) -> list[TimeExpression]:
        """List the time expressions between two offsets."""
        return list(times(self.article.text, start, end, self.article.published))

    def unit_at(self, offset: int) -> Unit:
        """Give the unit that holds a code point, or the last one before it."""
        return cutting.unit_at(self.units, offset)


def cut(article: Article) -> Segments:
    """Cut an article into everything the questions are about.

    Args:
        article: The article; its text is never changed.

    Returns:
        Its segments. Every offset is a code point of `article.text`.
    """
    text = article.text
    blocks = layout.paragraphs(text, article.body_start)
    sentences = layout.sentences(text, blocks)
    quotes = quotations(text, blocks)
    masked = cutting.mask(text, quotes)
    units = cutting.units(text, [(s.start, s.end, s.paragraph) for s in sentences], quotes)
    names = find_names(text, [(s.start, s.end) for s in sentences])
    frames = [frame for unit in units for frame in clauses.frames(text, masked, unit)]
    for quote in quotes:
        silent = cueless.any_cue(text, masked, quote, units, frames) or cueless.spoken_next(
            text, masked, quote, units, frames, names
        )
        frames += [silent] if silent else []
    frames = clauses.denials(masked, sorted(frames, key=lambda frame: frame.cue.start), units)
    by_frame = sources(text, masked, frames, units, names)
    groups = speeches(text, masked, quotes, units, by_frame, frames)
    return Segments(article, masked, blocks, sentences, units, quotes, names, frames, by_frame, groups)
