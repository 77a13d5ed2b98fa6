"""Names set off from a quotation by layout: before a colon, or behind a dash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from summarizer.passage import Quotation
    from summarizer.readers.steps.names import Name, Names
    from summarizer.readers.steps.parse import Parse

_SIGNATURE = re.compile(r"\s*[-–—]+\s*(?P<name>[A-Z][^\n.]{2,60})(?=\n|$)")


def label(parse: Parse, first: int) -> list[Token]:
    """Give what stands before a colon and a quotation, where no verb stands beside it."""
    start = first
    while start and parse.unit_of[start - 1] == parse.unit_of[first]:
        start -= 1
    before = [t for t in parse.doc[start:first] if not t.is_quote]
    return [] if not before or before[-1].text != ":" or any(t.pos_ in ("VERB", "AUX") for t in before) else before


def labelled(names: Names, words: list[Token]) -> Name | None:
    """`Mayor Ann Lee: “…”`, `Ann Lee, 44, the mayor: “…”`; `Letter to Ann Lee: “…”` is somebody else's."""
    person = next((t for t in words if names.is_person(t)), None)
    if person is None or any(t.pos_ == "ADP" and t.lower_ != "of" for t in words[: words.index(person)]):
        return None
    above = [person, *person.ancestors]
    return None if any(t.dep_ in ("pobj", "poss") and t in words for t in above[:2]) else names.name(person)


def signed(parse: Parse, names: Names, quotation: Quotation) -> Name | None:
    """`“…” – Mara Lind` at the end of a paragraph."""
    text, end = parse.passage.article.text, quotation.pieces[-1].outer_end
    match = _SIGNATURE.match(text, end)
    if match is None:
        return None
    name = [t for t in parse.doc if match.start("name") <= parse.offsets[t.i][0] < match.end("name")]
    if not name or any(t.pos_ in ("VERB", "AUX") for t in name):
        return None  # "“…” – Ann Lee accuses Tom Weil"
    return names.name(name[0])
