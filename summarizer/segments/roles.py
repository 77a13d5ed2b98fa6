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
    left = masked[unit.start : trigger.start]
    word = masked[trigger.start : trigger.end].lower()
    frame = draft.frame
    before = agent(masked, _clause_start(segments, draft), trigger.start)
    if (
        before is None
        and frame
        and frame.content
        and re.fullmatch(r"\s*to\s+", masked[frame.content[0] : trigger.start])
    ):
        before = frame.mention  # "He threatened to blockade the port"
    score = _SCORE.match(masked, trigger.end, unit.end)  # "lost 3-1 to Selby"
    behind = score.end() if score else trigger.end
    after = None if word.endswith(" to") or word[-1:].isdigit() else object_after(masked, behind, unit.end)
    participle = word.endswith(("ed", "en", "wn", "ot", "nt", "won", "ld", "it", "ut", "ft", "ck", "un", "et", "st"))
    headline = (
        unit.index == 0 and participle and after is None and not re.search(r"[.!?]$", masked[unit.start : unit.end])
    )
    helped = (
        bool(_PASSIVE.search(left) or (participle and after is None and _PASSIVE_TWO.search(left)))
        and not word.split()[0].endswith("ing")
    ) or word.startswith(("was ", "were ", "been ", "be "))
    passive = (
        helped
        or (
            participle
            and draft.trigger.lemma not in _INTRANSITIVE  # "arrived by bicycle"
            and (
                bool(
                    re.match(
                        r"\s+(?:dead\s+)?(?:(?:on|last|in)\s\w+\s|yesterday\s|today\s)?by\b", masked[trigger.end :]
                    )
                )
                or headline
            )
        )
    )
    if passive:
        by = re.search(r"^(?:[^.;,]|,\d){0,60}?\bby\s+", masked[trigger.end : unit.end])
        doer = object_after(masked, trigger.end + by.end() - 1, unit.end) if by else None
        draft.targets = _both(segments, before) if before else []
        draft.actors = (
            [doer]
            if doer
            and not re.match(
                r"(?:(?:about|around|nearly|almost|more than|at least|up to|over)\s)?(?:\d|an?\s(?:third|quarter|half|fifth|sixth|tenth|fraction))|the\s(?:end|time)|\w+ing\b",
                masked[slice(*doer)],
            )
            and not _MEANS.fullmatch(masked[slice(*doer)])
            else []
        )
    elif word in _UNDERGONE:
        draft.targets = [before] if before else []
    elif draft.trigger.lemma in _INTRANSITIVE and not (after and draft.trigger.lemma in _EITHER):
        suffers = draft.type in _AFFECTED and draft.trigger.lemma != "collide"
        draft.targets = [before] if before and suffers else []
        draft.actors = _both(segments, before) if before and not suffers else []
        against = re.match(r"\s+(?:head-on\s+)?with\s", masked[trigger.end :])
        against = against if trigger.lemma in ("collide", "clash") else None
        other = object_after(masked, trigger.end + against.end() - 1, unit.end) if against else None
        draft.targets += [other] if other else []
    elif draft.type in _AFFECTED and after is None and (" " in word or participle):
        draft.targets = [before] if before else []  # "the ship ran aground", "eight men injured"
    else:
        draft.actors = _both(segments, before) if before else []
        draft.targets = [after] if after else []
    aimed = (
        re.match(r"\s+(?:on|at)\s", masked[trigger.end :]) if word in ("opened fire", "open fire", "fired") else None
    )
    if aimed and (aim := object_after(masked, trigger.end + aimed.end() - 1, unit.end)):
        draft.targets = [aim]
    draft.actors = [who for who in draft.actors if not _NO_ONE.match(masked, who[0])]
    draft.targets = [who for who in draft.targets if not _NO_ONE.match(masked, who[0])]
    named = _NAMED.match(masked, trigger.start, trigger.end)
    if named and not draft.targets:
        draft.targets = [named.span("who")]


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
