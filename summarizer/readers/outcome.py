"""What a reader makes of an article, and how it tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from summarizer.reading import Reading

Progress = Callable[[str, int, int], None]
"""Called with the kind of question, how many are answered, and how many there are."""


@dataclass(frozen=True)
class Read:
    """What a reader made of an article."""

    reading: Reading
    """The sheet; empty where nothing was read."""
    failures: list[str] = field(default_factory=list)
    """Why a question got no usable answer, each in one line; empty where all did."""
    unreadable: list[str] = field(default_factory=list)
    """Rows that were not of the sheet's form, each with its fault."""
    is_empty: bool = False
    """True where not one question got a usable answer."""
