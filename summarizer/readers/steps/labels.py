"""Names set off from a quotation by layout: before a colon, or behind a dash."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from summarizer.readers.steps.tree import is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

    from summarizer.passage import Quotation
    from summarizer.readers.steps.names import Name, Names
    from summarizer.readers.steps.parse import Parse

_SIGNATURE = re.compile(r"\s*[-–—]+\s*(?P<name>[A-Z][^\n.]{2,60})(?=\n|$)")


def label(parse: Parse, first: int) -> list[Token]:
    """Give what stands before a colon and a quotation, where no verb stands beside it."""
    start, colon = bisect_left(parse.unit_of, parse.unit_of[first]), first - 1
    while colon > start and parse.doc[colon].is_quote:
        colon -= 1
    before = [t for t in parse.doc[start : colon + 1] if not t.is_quote] if parse.doc[colon].text == ":" else []
    return [] if any(map(is_verb, before)) else before


def labelled(names: Names, words: list[Token]) -> Name | None:
    """`Mayor Ann Lee: “…”`, `Ann Lee, 44, the mayor: “…”`; `Letter to Ann Lee: “…”` is somebody else's."""
    person = next((t for t in words if names.is_person(t)), None)
    whose = person is not None and any(t.dep_ in ("pobj", "poss") for t in (person, person.head))
    return None if whose else names.name(person)


def signed(parse: Parse, names: Names, quotation: Quotation) -> Name | None:
    """`“…” – Mara Lind` at the end of a paragraph."""
    text, end = parse.passage.article.text, quotation.pieces[-1].outer_end
    match = _SIGNATURE.match(text, end)
    if match is None:
        return None
    name = [t for t in parse.doc if match.start("name") <= parse.offsets[t.i][0] < match.end("name")]
    # "“…” – Ann Lee accuses Tom Weil"
    return None if any(map(is_verb, name)) else names.name(name[0])
