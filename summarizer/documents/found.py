"""What a library finds in a document, and what all kinds of documents share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

PARAGRAPH = "\n\n"
"""Between paragraphs of extracted text."""
INSTALL = 'pip install ".[documents]"'
"""What to type where a library is missing."""


@dataclass(frozen=True)
class Found:
    """What a library found in a document."""

    text: str
    title: str | None = None
    published: date | None = None
    source: str | None = None


def line(value: Any) -> str | None:
    """One line of what a document says of itself, or None."""
    words = re.sub(r"\s+", " ", str(value)).strip() if value else ""
    return words[:300] or None
