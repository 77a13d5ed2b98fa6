"""Frames without a reporting verb: `In his view, …`, and a quotation behind a colon."""

from __future__ import annotations

import re

from summarizer.segments.cues import Cue
from summarizer.segments.frame import Frame, stop_before
from summarizer.segments.units import MASK, Unit

_VIEW = re.compile(
    r"\s*(?P<cue>In)\s+(?:(?P<own>(?:his|her)\s(?:own\s)?(?:view|opinion))|"
    r"(?P<who>(?:the\s)?[\w.-]+(?:\s[\w.-]+){0,4}?)[’']s?\s+(?:view|opinion|eyes|judge?ment|estimate|account))\s*,\s+"
)


def view(masked: str, unit: Unit) -> Frame | None:
    """Read `In his view, …` and `In Roe's opinion, …`."""
    found = _VIEW.match(masked, unit.start, unit.end)
    if found is None:
        return None
    cue = Cue(found.start("cue"), found.end() - 2, "in the view of", "believed", False, False)
    mention = found.span("own" if found["own"] else "who")
    return Frame(cue, unit.index, mention, (found.end(), stop_before(masked, unit.end)), "before")


_COLON = re.compile(rf":\s*(?={MASK}{{12,}})")
_INTRODUCED = re.compile(
    r"\s*(?:\d\d[:.]\d\d\s+)?(?P<p>He|She)\b|"
    r"[^:]*?(?P<n>\b(?!The\s)[A-Z][\w’'-]+\s(?:(?:de|van|al|bin)\s)?[A-Z][\w’'-]+)\b"
)
COLON = "colon"
"""The lemma of a frame without a cue: `Its leader, Rosa Malik, is on the steps: “…”`."""


def colon(text: str, masked: str, unit: Unit) -> Frame | None:
    """Read a quotation that only a colon introduces: its speaker is whom the sentence is about."""
    found = _COLON.search(masked, unit.start, unit.end)
    if found is None or not re.search(r"[.!?…][”\"’»]?$", text[unit.start : unit.end].rstrip()):
        return None
    who = _INTRODUCED.match(masked, unit.start, found.start())
    if who is None:
        return None
    mention = who.span("p") if who["p"] else who.span("n")
    cue = Cue(found.start(), found.start() + 1, COLON, "asserted", False, False)
    return Frame(cue, unit.index, mention, (found.end(), stop_before(masked, unit.end)), "before")
