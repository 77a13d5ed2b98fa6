"""What one reporting cue passes on, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.segments.cues import Cue


@dataclass(frozen=True, slots=True)
class Frame:
    """A reporting cue with what belongs to it."""

    cue: Cue
    """The reporting verb or phrase."""
    unit: int
    """Index of the unit (sentence run) it stands in."""
    mention: tuple[int, int] | None
    """Where the source is named, or None where the syntax does not show it."""
    content: tuple[int, int] | None
    """The words passed on, quotation marks and all; None where the syntax does not show them."""
    order: str
    """`before` (X said …), `after` (…, X said / said X), `according`."""


def stop_before(masked: str, end: int) -> int:
    """Step back over the marks and white space that end a sentence."""
    while end > 0 and masked[end - 1] in " .;:!?\n\u00a0":
        end -= 1
    return end
