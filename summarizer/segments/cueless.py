"""Frames without a reporting verb: `In his view, …`, a quotation behind a colon, one behind a sentence about its speaker."""

from __future__ import annotations

import re

from summarizer.segments.agents import agent
from summarizer.segments.cues import Cue
from summarizer.segments.frame import Frame, stop_before
from summarizer.segments.names import Names
from summarizer.segments.quotations import Quotation
from summarizer.segments.units import MASK, Unit, unit_at
from summarizer.segments.wordlists import ROLE_WORDS

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


_TO_HIM = re.compile(
    r"\s*(?P<cue>To|For)\s+(?P<who>(?:the\s)?[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,3}),?\s+(?:it|this|that|they|the\s\w+)\s+(?:is|was|are|were|remains?)\b"
)


def to_him(masked: str, unit: Unit) -> Frame | None:
    """Read `To Roe it was “a bad joke”`."""
    found = _TO_HIM.match(masked, unit.start, unit.end)
    if found is None or MASK not in masked[found.end() : unit.end]:
        return None
    cue = Cue(found.start("cue"), found.end("cue"), "in the view of", "believed", False, False)
    return Frame(cue, unit.index, found.span("who"), (found.end(), stop_before(masked, unit.end)), "before")


_COLON = re.compile(rf":\s*(?={MASK}{{12,}})")
_INTRODUCED = re.compile(
    r"\s*(?:\d\d[:.]\d\d\s+)?(?P<p>He|She)\b|"
    r"[^:]*?(?P<n>\b(?!The\s)[A-Z][\w’'-]+\s(?:(?:de|van|al|bin)\s)?[A-Z][\w’'-]+)\b|"
    r"(?!(?:The|A|An|It|They|We|This|That|There|His|Her|Its|Their|But|And|In|On|At|As|For|To|One|Some|Most|No|Not)\b)(?P<s>[A-Z][\w’'-]+)(?=,\s(?:\d|who\b|whose\b)|\s(?:is|was|has|had)\b)"
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
    mention = who.span("p" if who["p"] else "n" if who["n"] else "s")
    cue = Cue(found.start(), found.start() + 1, COLON, "asserted", False, False)
    return Frame(cue, unit.index, mention, (found.end(), stop_before(masked, unit.end)), "before")


_VERB = re.compile(
    r"\b(?:is|was|has|had|are|were|have|does|did|took|made|gave|came|went|put|shook|laughed|saw|heard|lost|won|held|stood|sat|kept|got|"
    r"knows|knew|thinks|thought|feels|felt|says|runs|ran|lives|wants|hopes|looks|remembers|sees|takes|disagrees|agrees|"
    r"[a-z]{2,}ed|[a-z]{3,}s)\b"
)
_LEFT_TO = re.compile(r"It (?:was left|fell) to (?P<who>[^.]+?) to\b")
_SOMEBODY = re.compile(
    r"(?:He|She|(?:One|Another|An?)\s(?:[\w’'-]+\s){0,3}?(?:man|woman|boy|girl|neighbou?r|resident|mother|father|officer|driver|nurse|teacher|student|passenger|visitor|customer|fan|pupil|soldier|farmer))\b"
)


_AFTER_IT = re.compile(
    r"\s+(?:(?P<cue>[a-z]{3,}(?:ed|s))\s+(?P<who>(?:the\s[a-z]+(?:\s[a-z]+)?|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*))|"
    r"(?P<first>(?:[Tt]he\s[a-z]+|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*|he|she))\s+(?P<then>[a-z]{3,}(?:ed|s)))"
    r"(?=[,.;]|\s(?:in|on|at|to|who|and|as|with|from|after|before|when|while|later|again|finally)\b|\s*$)"
)


def any_cue(text: str, masked: str, quote: Quotation, units: list[Unit], frames: list[Frame]) -> Frame | None:
    """Read `“It did not fly,” corrected Moser`: what stands where a cue stands is one, whatever the verb.

    Args:
        text: The article's text.
        masked: The same with quotations masked.
        quote: A quotation.
        units: The units.
        frames: The frames read so far.

    Returns:
        The frame, or None where the quotation ends its sentence, or another frame names its speaker.
    """
    unit = unit_at(units, quote.outer_start)
    if any(frame.unit == unit.index and frame.mention for frame in frames) or text[quote.outer_end - 2] not in ",!?":
        return None
    found = _AFTER_IT.match(masked, quote.outer_end, unit.end)
    if found is None:
        return None
    verb, who = ("cue", "who") if found["cue"] else ("then", "first")
    cue = Cue(found.start(verb), found.end(verb), found[verb], "asserted", True, False)
    return Frame(cue, unit.index, found.span(who), (quote.outer_start, quote.outer_end), "after")


def spoken_next(
    text: str, masked: str, quote: Quotation, units: list[Unit], frames: list[Frame], names: Names
) -> Frame | None:
    """Read `Roe shook her head. “Not here.”`: a quotation of its own behind a sentence about a person is that person's.

    Args:
        text: The article's text.
        masked: The same with quotations masked.
        quote: A quotation.
        units: The units.
        frames: The frames read so far.
        names: The article's names.

    Returns:
        A frame of the sentence before, or None where another cue stands there or beside the quotation, the sentence is
        about nobody, or the quotation is no sentence of its own.
    """
    unit = unit_at(units, quote.outer_start)
    if (
        unit.index == 0
        or masked[unit.start : quote.outer_start].strip()
        or masked[quote.outer_end : unit.end].strip(' .,”"\n')
    ):
        return None
    last = units[unit.index - 1]
    words = text[quote.start : quote.end]
    if (
        last.paragraph != unit.paragraph
        or MASK in masked[last.start : last.end]
        or not (words[:1].isupper() and re.search(r"[.!?…]$", words))
        or any(frame.unit in (unit.index, last.index) and frame.mention for frame in frames)
    ):
        return None
    mention = _about(masked, last, names)
    if mention is None:
        return None
    stop = stop_before(masked, last.end)
    cue = Cue(stop, stop + 1, COLON, "asserted", False, False)
    return Frame(cue, last.index, mention, (quote.outer_start, quote.outer_end), "before")


def _about(masked: str, unit: Unit, names: Names) -> tuple[int, int] | None:
    """The person whom a sentence is about, as its subject names them."""
    left = _LEFT_TO.match(masked, unit.start, unit.end)
    if left:
        return left.span("who")
    for verb in _VERB.finditer(masked, unit.start, unit.end):
        who = agent(masked, unit.start, verb.start())
        if who is None:
            continue
        people = [n for n in names.within(*who) if names.entity(n).kind == "person"]
        words = masked[slice(*who)]
        beside = [
            n for n in names.mentions if 2 <= n.start - len(n.title) - who[1] <= 3 and names.entity(n).kind == "person"
        ]
        if not people and beside and masked[who[1]] == ",":
            return beside[0].start, beside[0].end  # "One of her stokers, Arvo Kask, remembers"
        role = words.split()[-1].lower() in ROLE_WORDS
        if people or role or _SOMEBODY.match(words):
            return who
        if not verb.group().endswith("s"):
            return None  # what ends in s may be a plural, "stokers", and the verb come later
    return None
