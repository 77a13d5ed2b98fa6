"""Who does it to whom: the actors and targets around a trigger, as plain syntax shows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.segments.agents import agent, before_verb, has_verb, object_after
from summarizer.segments.phrases import noun_phrase

if TYPE_CHECKING:
    from summarizer.segments import Segments
    from summarizer.segments.happenings import Draft

_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:(?:\w+ly|not|also|then|later|first|both|all|each|never|now|today|yesterday|since|"
    r"again|still|once|twice|themselves|himself|herself)\s+)*$"
)
# "was arrested on Monday and charged with": the second verb is passive where no object follows.
_PASSIVE_TWO = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|also\s+|later\s+)*(?:\w+(?:ed|en|wn|ht|ung|ut|ld|id))\b[^;.]{0,40}?(?:,|\sand)\s+"
    r"(?:\w+ly\s+|also\s+|then\s+|later\s+)*$"
)
_MEANS = re.compile(
    r"(?:(?:the|an?|its|his|her|their)\s)?(?:\w+\s)?(?:helicopters?|boats?|planes?|trains?|bus(?:es)?|cars?|road|sea|air|mail|post|phone|telephone|e-?mail|"
    r"letter|video|hand|force|mistake|accident|ship|lorry|foot|name|law|decree|majority|votes?)$"
)
_SCORE = re.compile(r"\s+\d{1,3}\s?[-–]\s?\d{1,3}(?:,\s\d\s?[-–]\s?\d)*(?:\s(?:to|against)(?=\s))?")
_AFFECTED = frozenset("death injury accident disaster".split())


def fill_roles(segments: Segments, draft: Draft) -> None:
    """Find who a draft's trigger says did it, and to whom or what.

    Args:
        segments: The article, cut.
        draft: With its trigger, unit, type and frame; its actors and targets are filled in.
    """
    if draft.trigger.noun:
        _noun_roles(segments, draft)
    else:
        _verb_roles(segments, draft)


def _verb_roles(segments: Segments, draft: Draft) -> None:
    masked, trigger, unit = segments.masked, draft.trigger, draft.unit
    word, frame = masked[trigger.start : trigger.end].lower(), draft.frame
    before = agent(masked, _clause_start(segments, draft), trigger.start)
    told = frame.content if frame else None
    if before is None and frame and told and re.fullmatch(r"\s*to\s+", masked[told[0] : trigger.start]):
        before = frame.mention  # "He threatened to blockade the port"
    score = _SCORE.match(masked, trigger.end, unit.end)  # "lost 3-1 to Selby"
    behind = score.end() if score else trigger.end
    after = None if word.endswith(" to") or word[-1:].isdigit() else object_after(masked, behind, unit.end)
    if _is_passive(masked, draft, word, after):
        draft.targets = _both(segments, before) if before else []
        draft.actors = _by_whom(masked, trigger.end, unit.end)
    else:
        _did(segments, draft, word, before, after)
    draft.actors = [who for who in draft.actors if not _NO_ONE.match(masked, who[0])]
    draft.targets = [who for who in draft.targets if not _NO_ONE.match(masked, who[0])]
    named = _NAMED.match(masked, trigger.start, trigger.end)
    if named and not draft.targets:
        draft.targets = [named.span("who")]


_PARTICIPLE = ("ed", "en", "wn", "ot", "nt", "won", "ld", "it", "ut", "ft", "ck", "un", "et", "st")
_BY = re.compile(r"\s+(?:dead\s+)?(?:(?:on|last|in)\s\w+\s|yesterday\s|today\s)?by\b")


def _is_passive(masked: str, draft: Draft, word: str, after: tuple[int, int] | None) -> bool:
    trigger, unit = draft.trigger, draft.unit
    left, participle = masked[unit.start : trigger.start], word.endswith(_PARTICIPLE)
    if word.startswith(("was ", "were ", "been ", "be ")):
        return True
    helped = _PASSIVE.search(left) or (participle and after is None and _PASSIVE_TWO.search(left))
    if helped and not word.split(maxsplit=1)[0].endswith("ing"):
        return True
    if not participle or trigger.lemma in _INTRANSITIVE:  # "arrived by bicycle"
        return False
    headline = unit.index == 0 and after is None and not re.search(r"[.!?]$", masked[unit.start : unit.end])
    return headline or bool(_BY.match(masked, trigger.end))


def _by_whom(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """Who a passive says did it; a measure, a time or a means is nobody."""
    by = re.search(r"^(?:[^.;,]|,\d){0,60}?\bby\s+", masked[start:end])
    doer = object_after(masked, start + by.end() - 1, end) if by else None
    if doer is None or _MEASURE.match(masked, doer[0]) or _MEANS.fullmatch(masked[slice(*doer)]):
        return []
    return [doer]


_MEASURE = re.compile(
    r"(?:(?:about|around|nearly|almost|more than|at least|up to|over)\s)?(?:\d|an?\s(?:third|quarter|half|fifth|sixth|tenth|fraction))|"
    r"the\s(?:end|time)|\w+ing\b"
)


def _did(
    segments: Segments, draft: Draft, word: str, before: tuple[int, int] | None, after: tuple[int, int] | None
) -> None:
    """Fill the roles of an active verb from its subject and its object."""
    masked, trigger = segments.masked, draft.trigger
    whom = [before] if before else []
    if word in _UNDERGONE:
        draft.targets = whom
    elif trigger.lemma in _INTRANSITIVE and not (after and trigger.lemma in _EITHER):
        suffers = draft.type in _AFFECTED and trigger.lemma != "collide"
        draft.targets = whom if suffers else []
        draft.actors = _both(segments, before) if before and not suffers else []
        if trigger.lemma in ("collide", "clash"):
            draft.targets += _behind(masked, draft, r"\s+(?:head-on\s+)?with\s")
    elif draft.type in _AFFECTED and after is None and (" " in word or word.endswith(_PARTICIPLE)):
        draft.targets = whom  # "the ship ran aground", "eight men injured"
    else:
        draft.actors = _both(segments, before) if before else []
        draft.targets = [after] if after else []
    if word in ("opened fire", "open fire", "fired"):
        draft.targets = _behind(masked, draft, r"\s+(?:on|at)\s") or draft.targets


def _behind(masked: str, draft: Draft, link: str) -> list[tuple[int, int]]:
    """The noun phrase behind a preposition that follows the trigger."""
    found = re.match(link, masked[draft.trigger.end :])
    other = object_after(masked, draft.trigger.end + found.end() - 1, draft.unit.end) if found else None
    return [other] if other else []


_NO_ONE = re.compile(r"(?:no one|nobody|none|nothing)\b", re.IGNORECASE)
_NAMED = re.compile(r"(?:named|found) (?P<who>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)*)\b")


def _both(segments: Segments, doers: tuple[int, int]) -> list[tuple[int, int]]:
    """`Estmark and Norland signed`: two did it."""
    found = _TWO.fullmatch(segments.masked, *doers)
    if not found:
        return [doers]
    named = [found.span("one"), found.span("other")]
    while earlier := _LISTED.search(segments.masked, 0, named[0][0]):
        named.insert(0, earlier.span("one"))  # "Jan Roe, Piet Zand and Luis Kern"
    return named


_TWO = re.compile(r"(?P<one>[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*)\sand\s(?P<other>[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*)")
_LISTED = re.compile(r"(?<![\w’'.-])(?P<one>[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*),\s$")


_INTRANSITIVE = frozenset(
    "die perish drown crash collide derail capsize sink topple collapse erupt resign retire rise fall drop climb grow shrink "
    "slump surge decline jump plummet arrive flee march demonstrate rally riot clash explode go detonate travel migrate vote "
    "return protest plead testify appeal walk double".split()
)
_EITHER = frozenset("sink return explode detonate topple drown".split())
_UNDERGONE = frozenset(("went on trial", "goes on trial", "go on trial", "stood trial", "stand trial", "stands trial"))


def _clause_start(segments: Segments, draft: Draft) -> int:
    """Where the subject of a trigger may begin: after a reporting frame's "that", or a semicolon."""
    start = draft.unit.start
    if draft.frame and draft.frame.content:
        start = max(start, draft.frame.content[0])
    semicolon = segments.masked.rfind(";", start, draft.trigger.start)
    return semicolon + 1 if semicolon > 0 else start


# "opened an investigation": the verb says who, the noun says what.
_LIGHT_VERB = re.compile(
    r"\b(?P<verb>(?:opened|opens|launched|launches|began|begun|started|held|hold|called|ordered|announced|signed|sign|reached|made|paid|"
    r"led|leads|staged|demanded|preparing|prepare|promised|planned))\s+(?:for\s+)?(?:an?|the|its|their|his|her)\s+(?:[\w-]+\s+){0,2}$"
)


def _noun_roles(segments: Segments, draft: Draft) -> None:
    masked, trigger, unit = segments.masked, draft.trigger, draft.unit
    owner = re.search(
        r"(?P<np>(?:the\s)?(?!(?:\w+day|Today|Yesterday|Tomorrow|January|February|March|April|June|July|August|September|October|November|December)[’'])[A-Z][\w.-]*(?:\s[A-Z][\w.-]*)*|[Tt]he\s[a-z]+)[’'](?:s)?\s+(?:\w+\s+){0,2}$",
        masked[unit.start : trigger.start],
    )
    light = _LIGHT_VERB.search(masked, unit.start, trigger.start)
    if owner:
        draft.actors = [(unit.start + owner.start("np"), unit.start + owner.end("np"))]
    elif light and (doer := agent(masked, _clause_start(segments, draft), light.start("verb"))):
        draft.actors = [doer]
    for role, pattern in ((draft.targets, r"^\s+(?:on|against|of)\s+"), (draft.actors, r"^[^.,;]{0,50}?\s+by\s+")):
        link = re.search(pattern, masked[trigger.end : unit.end])
        if link and has_verb(link.group()):
            continue  # "Her death was confirmed by the gallery"
        phrase = noun_phrase(masked, trigger.end + link.end(), unit.end) if link else None
        if phrase and not re.search(r"^\d|day\b|\b\d{4}\b", masked[slice(*phrase)]):
            begin, end = before_verb(masked, phrase)
            beyond = re.search(r"\s(?:under|beneath|over|near|outside|behind|between|among)\s", masked[begin:end])
            role.append((begin, begin + beyond.start() if beyond else end))
