"""Happenings told by plain verbs: what the article itself says will happen, and what was held or took place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.segments.agents import agent
from summarizer.segments.triggers import Trigger, usual_type
from summarizer.summary import EventType

if TYPE_CHECKING:
    from summarizer.segments import Segments
    from summarizer.segments.units import Unit

_FUTURE = re.compile(
    r"\b(?:will|is to|are to|(?:is|are) (?:due|set|scheduled|planned) to)\s+(?:(?:\w+ly|also|then|first|now|again|both|all)\s+)*"
    r"(?:(?:be|begin|start)\s+)?(?:\w+ly\s+)?(?P<verb>[a-z]{3,})\b"
)
# States, and verbs that say nothing of what will happen.
_NO_EVENT = frozenset(
    "able allow always apply ask be become been believe better come contain continue cost cover decrease depend "
    "enough ensure feel find get give glad good happy has hate have help include just keep know last let like "
    "likely little live look love make matter mean more most mostly need never not only probably prove ready remain "
    "report require say see seem show soon sorry stand stay still take tell the there think try use want work".split()
)
_NOBODY = re.compile(
    r"(?:I|we|you|there|that|this|these|those|who|which|what|nobody|nothing|no one|some|many|most|everyone|everybody|people)\b|"
    r"(?:.*\s)?(?:goal|aim|idea|purpose|task|job|plan|point|question|hope|dream|trick|answer|problem|challenge)$",
    re.IGNORECASE,
)
_DEPENDENT = re.compile(
    r"\b(?:who|which|that|where|when|if|unless|until|while|because|what|whether|as|so)\b[^,]*$", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"(?:,[^,.;]{3,60},)?,?\s*(?:(?:on|in|at|by)\s[^,]{3,30}\s|also\s|then\s|today\s|tomorrow\s|now\s|both\s|all\s)?"
)


def _type(verb: str) -> EventType:
    kind = usual_type(verb)
    return "other" if kind in (None, "result") else kind  # "he will climb the tower" is no figure


_HELD = re.compile(r"\b(?:t(?:ook|akes?|aken) place|(?:is|are|was|were|be|been) (?:being )?held)\b")
_GATHERING = re.compile(
    r"\b(?:(?P<sport>match|game|race|final|tournament|championships?|cup|derby|regatta|marathon)|(?P<election>elections?|referendum|vote|ballot|poll)|"
    r"competition|festival|expo|fair|conference|summit|ceremony|service|funeral|vigil|concert|exhibition|hearing|talks|meeting|"
    r"session|congress|parade|rally|celebrations?|auction|exams?|debate|workshop|show|premiere|contest|event|carnival|convention|"
    r"forum|wedding|dinner|gala|drill|exercises?|inquest|dance|party)\b(?:\s(?:of|for|in|at|on)\s.*)?$",
    re.IGNORECASE,
)  # fmt: skip


def held(segments: Segments, unit: Unit) -> Iterator[Trigger]:
    """Find "was held" and "took place" after the name of a gathering that is no trigger itself.

    Args:
        segments: The article, cut.
        unit: A sentence in which no other event is told.

    Yields:
        A trigger each.
    """
    masked = segments.masked
    for match in _HELD.finditer(masked, unit.start, unit.end):
        what = agent(masked, unit.start, match.start())
        gathering = _GATHERING.search(masked[slice(*what)]) if what else None
        if gathering is None and not (
            what and match.group().endswith("place") and masked[what[0] : what[1]][:1].isupper()
        ):
            continue
        kind: EventType = "meeting"
        if gathering and gathering.lastgroup:
            kind = "sport" if gathering["sport"] else "election"
        yield Trigger(match.start(), match.end(), match.group(), kind, noun=False, weak=False)


def foretold(segments: Segments, unit: Unit) -> Iterator[Trigger]:
    """Find the verbs of a sentence that an article foretells in its own voice.

    Args:
        segments: The article, cut.
        unit: A sentence without a reporting frame; the caller leaves out those that tell a plan already.

    Yields:
        A trigger each, of the type its verb usually has, `other` where the lexicon does not know it.
    """
    masked = segments.masked
    for match in _FUTURE.finditer(masked, unit.start, unit.end):
        verb = match["verb"]
        doer = agent(masked, unit.start, match.start())
        if (
            verb in _NO_EVENT
            or doer is None
            or _NOBODY.match(masked[slice(*doer)])
            or not _BETWEEN.fullmatch(masked, doer[1], match.start())
            or _DEPENDENT.search(masked, unit.start, match.start())
        ):
            continue
        yield Trigger(match.start("verb"), match.end("verb"), verb, _type(verb), noun=False, weak=False)
