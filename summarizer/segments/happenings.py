"""Event drafts: a trigger with the actors, targets, place, time, casualties and realis that plain syntax shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.segments.agents import agent, object_after
from summarizer.segments.background import mentioned_only, taken_as_known
from summarizer.segments.casualties import Number, hurt, killed
from summarizer.segments.clauses import MASK, noun_phrase
from summarizer.segments.names import Name
from summarizer.segments.realis import realis_of
from summarizer.segments.times import TimeExpression, ahead
from summarizer.segments.triggers import Trigger, triggers
from summarizer.summary import EventType, Realis

if TYPE_CHECKING:
    from summarizer.segments import Segments
    from summarizer.segments.frame import Frame
from summarizer.segments.units import Unit

_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w+ly\s+|not\s+|also\s+|then\s+|later\s+|first\s+|both\s+|never\s+)*$"
)
_AFFECTED = frozenset("death injury accident disaster".split())
_HARM: set[EventType] = {"death", "injury"}
_CAUSES = frozenset("attack accident disaster rescue outbreak protest".split())
_HARMFUL = frozenset("attack accident disaster outbreak".split())
_PLACE_LEAD = re.compile(
    r"\b(?:in|at|near|outside|inside|off|around|across|throughout|on|from)\s+(?:the\s+)?(?:[a-z’'-]+\s+){0,5}?(?:of\s+)?$"
)
_AT_THE = re.compile(r"\b(?:at|outside|inside|near|off)\s+(?:the\s+)?$")
_GENERIC_PLACE = re.compile(
    r"\b(?:in|at|near|outside|inside|on)\s+(?P<np>(?:the|a|an|its|his|her|their)\s(?:[a-z’'-]+\s){0,3}?"
    r"(?:village|town|city|capital|port|school|hospital|market|station|airport|factory|church|mosque|court|stadium|prison|"
    r"square|bridge|harbour|harbor|mine|hotel|park|street|motorway|highway|road|region|province|district|valley|border|"
    r"island|coast|reservoir|laboratory|museum|theatre|hall|depot|warehouse|plant|mill|quarry|campus|embassy|barracks))\b"
)


@dataclass(slots=True)
class Draft:
    """An event as syntax shows it, before a model is asked."""

    trigger: Trigger
    """The word that names it."""
    type: EventType
    """The type the trigger suggests."""
    unit: Unit
    """The sentence that tells it."""
    actors: list[tuple[int, int]] = field(default_factory=list)
    """Offsets of who did it."""
    targets: list[tuple[int, int]] = field(default_factory=list)
    """Offsets of to whom or what."""
    place: tuple[int, int] | None = None
    """Offsets of where."""
    time: TimeExpression | None = None
    """When."""
    dead: Number | None = None
    """Killed."""
    injured: Number | None = None
    """Hurt."""
    realis: Realis = "actual"
    """Whether it happened."""
    frame: Frame | None = None
    """The frame that passes it on, where the article does not tell it in its own voice."""
    more: list[Unit] = field(default_factory=list)
    """Further sentences that tell the same event."""
    words: list[Trigger] = field(default_factory=list)
    """Every trigger that names it, its own one first."""
    weak: bool = False
    """True where the trigger often means something else and nothing beside it settles that."""


def drafts(segments: Segments) -> list[Draft]:
    """Draft the events of an article, one per happening.

    Args:
        segments: The article, cut.

    Returns:
        The drafts in the order of the text, several sentences about one event merged.
    """
    found: list[Draft] = []
    for unit in segments.units:
        here: list[Draft] = []
        passing: list[Draft] = []
        for trigger in triggers(segments.masked, unit.start, unit.end):
            if not _reports(segments, trigger):
                draft = _draft(segments, unit, trigger)
                (passing if mentioned_only(segments.masked, draft) else here).append(draft)
        for draft in _one_per_happening(here):
            same = next((d for d in reversed(found) if _same(segments, d, draft)), None)
            if same:
                _absorb(same, draft)
            elif not taken_as_known(segments.masked, draft):
                found.append(draft)
        for draft in passing:  # no news of its own, but a word for an event already told
            known = next((d for d in reversed(found) if _same(segments, d, draft)), None)
            if known:
                known.words += draft.words
    return found


_BOMBS = re.compile(
    r"\b(?:bomb|militant|suicide|terror|gunm[ae]n|insurgent|rebel|missile|air ?strike|shell(?:ing|ed)|drone|grenade|explosive device|jihad)",
    re.IGNORECASE,
)
_EXPLODES = frozenset("explosion blast explode detonate".split()) | {"went off", "blew up", "gone off", "blown up"}


# Words that report and also do: an order given, a plan rejected.
_PERFORMS = {
    "order": re.compile(r"\s+(?:[\w’'-]+\s+){1,5}?(?:to|be)\b"),
    "announce": re.compile(r"\s+(?:an?|its|their|his|her|new|two|three|\d+)\s(?!(?:\w+\s)?(?:was|were|would|will|had|has|is|are)\b)"),
    "declare": re.compile(r"\s+(?:an?|war|victory|independence|bankruptcy|martial|\w+ days?)\s"),
    "propose": re.compile(r"\s+(?:[\w’'-]+\s+){0,3}?(?:to|\w+ing)\b|\s+(?:an?|new|the)\b"),
    "reject": re.compile(
        r"\s+(?:an?|the|its|their|his|her|\w+’s)\s+(?:[\w-]+\s+){0,3}?(?:plans?|proposals?|bids?|amendments?|motions?|offers?|applications?|"
        r"appeals?|bill|deal|petitions?|requests?|budget|treaty|prize|award|law)\b"
    ),
}  # fmt: skip


_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had)\s+(?:been\s+|being\s+|also\s+)*$")


def _reports(segments: Segments, trigger: Trigger) -> bool:
    """Tell whether a trigger is a reporting cue and no more, or stands inside the name of a source."""
    performs = _PERFORMS.get(trigger.lemma)
    if performs and performs.match(segments.masked, trigger.end):
        return False
    return any(
        (frame.cue.start <= trigger.start < frame.cue.end and trigger.end <= frame.cue.end)
        or (
            frame.mention is not None
            and frame.mention[0] <= trigger.start < frame.mention[1]
            and not _FINITE.search(segments.masked[frame.mention[0] : trigger.start])
        )
        for frame in segments.frames
    )


def _draft(segments: Segments, unit: Unit, trigger: Trigger) -> Draft:
    masked = segments.masked
    frame = _frame_around(segments, unit, trigger)
    draft = Draft(trigger, trigger.type, unit, words=[trigger], weak=trigger.weak, frame=frame)
    blown = trigger.lemma == "blew up" and object_after(masked, trigger.end, unit.end)
    if trigger.lemma in _EXPLODES and not blown and not _BOMBS.search(segments.article.text):
        draft.type = "accident"
    left = masked[unit.start : trigger.start]
    if trigger.noun:
        _noun_roles(segments, unit, draft)
    else:
        _verb_roles(segments, unit, draft, left)
    draft.place = _place(segments, unit, draft)
    draft.time = _time(segments, unit, trigger)
    window = segments.article.text[unit.start : unit.end]
    if draft.type in _CAUSES | _HARM:
        draft.dead, draft.injured = killed(window, unit.start), hurt(window, unit.start)
    draft.realis = realis_of(left, masked[trigger.end : unit.end], trigger, draft.time, segments.article.published)
    stance = draft.frame.cue.stance if draft.frame else None
    if stance == "denied" and draft.realis == "actual":
        draft.realis = "negated"
    elif stance in ("promised", "predicted") and draft.realis in ("actual", "hypothetical"):
        draft.realis = "planned"
    elif (
        draft.frame
        and draft.realis == "hypothetical"
        and re.search(r"\bwould\s+(?:\w+ly\s+)?(?:be\s+)?$", left[-24:])
        and not re.search(r"\bif\b", left)
    ):
        draft.realis = "planned"  # "said inspectors would examine" is "inspectors will examine", passed on
    if draft.realis == "planned" and draft.time and segments.article.published:
        draft.time = ahead(draft.time, segments.article.text, segments.article.published)
        today = segments.article.published.isoformat()
        if _earlier(draft.time, today):
            # What is planned lies ahead: "the plant, which opened in 1978, will shut by the end of March" has no 1978.
            draft.time = _time(segments, unit, trigger, not_before=today)
    return draft


def _frame_around(segments: Segments, unit: Unit, trigger: Trigger) -> Frame | None:
    return next(
        (
            frame for frame in segments.frames
            if frame.unit == unit.index and frame.content and frame.mention and frame.content[0] <= trigger.start < frame.content[1]
        ),
        None,
    )  # fmt: skip


def _verb_roles(segments: Segments, unit: Unit, draft: Draft, left: str) -> None:
    masked, trigger = segments.masked, draft.trigger
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
    after = object_after(masked, trigger.end, unit.end)
    participle = word.endswith(("ed", "en", "wn", "ot", "nt", "won", "ld", "it", "ut", "ft", "ck", "un", "et", "st"))
    headline = (
        unit.index == 0 and participle and after is None and not re.search(r"[.!?]$", masked[unit.start : unit.end])
    )
    helped = bool(_PASSIVE.search(left)) and not word.split()[0].endswith("ing")
    passive = helped or (participle and (bool(re.match(r"\s+by\b", masked[trigger.end :])) or headline))
    if passive:
        by = re.search(r"^[^.;,]{0,60}?\bby\s+", masked[trigger.end : unit.end])
        doer = object_after(masked, trigger.end + by.end() - 1, unit.end) if by else None
        draft.targets = [before] if before else []
        draft.actors = (
            [doer]
            if doer and not re.match(r"\d|an?\s(?:third|quarter)|the\s(?:end|time)|\w+ing\b", masked[slice(*doer)])
            else []
        )
    elif draft.trigger.lemma in _INTRANSITIVE:
        suffers = draft.type in _AFFECTED and draft.trigger.lemma != "collide"
        draft.targets = [before] if before and suffers else []
        draft.actors = _both(segments, before) if before and not suffers else []
    else:
        draft.actors = _both(segments, before) if before else []
        draft.targets = [after] if after else []


def _both(segments: Segments, doers: tuple[int, int]) -> list[tuple[int, int]]:
    """`Estmark and Norland signed`: two did it."""
    found = re.fullmatch(
        r"(?P<one>[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*)\sand\s(?P<other>[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*)",
        segments.masked[slice(*doers)],
    )
    if not found:
        return [doers]
    return [(doers[0] + found.start(name), doers[0] + found.end(name)) for name in ("one", "other")]


_INTRANSITIVE = frozenset(
    "die perish drown crash collide derail capsize sink topple collapse erupt resign retire rise fall drop climb grow shrink "
    "slump surge decline jump plummet arrive flee march demonstrate rally riot clash explode go detonate travel migrate vote "
    "return protest plead testify appeal walk double".split()
)


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


def _noun_roles(segments: Segments, unit: Unit, draft: Draft) -> None:
    masked, trigger = segments.masked, draft.trigger
    owner = re.search(
        r"(?P<np>(?:the\s)?[A-Z][\w.-]*(?:\s[A-Z][\w.-]*)*)[’'](?:s)?\s+(?:\w+\s+){0,2}$",
        masked[unit.start : trigger.start],
    )
    light = _LIGHT_VERB.search(masked, unit.start, trigger.start)
    if owner:
        draft.actors = [(unit.start + owner.start("np"), unit.start + owner.end("np"))]
    elif light and (doer := agent(masked, _clause_start(segments, draft), light.start("verb"))):
        draft.actors = [doer]
    for role, pattern in ((draft.targets, r"^\s+(?:on|against|of)\s+"), (draft.actors, r"^[^.,;]{0,50}?\s+by\s+")):
        link = re.search(pattern, masked[trigger.end : unit.end])
        phrase = noun_phrase(masked, trigger.end + link.end(), unit.end) if link else None
        if phrase and not re.search(r"^\d|day\b|\b\d{4}\b", masked[slice(*phrase)]):
            role.append(phrase)


def _place(segments: Segments, unit: Unit, draft: Draft) -> tuple[int, int] | None:
    names = segments.names
    candidates = [
        name for name in names.within(unit.start, unit.end)
        if (names.entity(name).kind in ("place", "unknown") or _AT_THE.search(segments.masked[max(unit.start, name.start - 12) : name.start]))
        and _PLACE_LEAD.search(segments.masked[max(unit.start, name.start - 60) : name.start])
        and MASK not in segments.masked[name.start : name.end]
    ]  # fmt: skip
    after = [name for name in candidates if name.start > draft.trigger.start]
    best: list[Name] = after or candidates
    if best:
        first = best[0]
        return first.start, first.end
    generic = _GENERIC_PLACE.search(segments.masked, unit.start, unit.end)
    return (generic.start("np"), generic.end("np")) if generic else None


def _time(segments: Segments, unit: Unit, trigger: Trigger, not_before: str = "") -> TimeExpression | None:
    """The time nearest to a trigger in its sentence; with `not_before`, an ISO date, none that is known to be earlier."""
    found = [t for t in segments.times(unit.start, unit.end) if MASK not in segments.masked[t.start : t.end]]
    fitting = (t for t in found if not _earlier(t, not_before))
    return min(fitting, key=lambda t: abs(t.start - trigger.start), default=None)


def _earlier(time: TimeExpression, day: str) -> bool:
    value = (time.value or "")[:10]
    return value[:4].isdigit() and value < day[: len(value)]


def _one_per_happening(here: list[Draft]) -> list[Draft]:
    """Deaths and injuries in one sentence with their cause are its casualties, not events of their own."""
    causes = [d for d in here if d.type in _CAUSES and not d.weak]
    kept: list[Draft] = []
    for draft in here:
        if draft.type in _HARM and causes:
            cause = causes[0]
            cause.dead, cause.injured = cause.dead or draft.dead, cause.injured or draft.injured
            cause.targets = cause.targets or draft.targets
            cause.words += draft.words
            continue
        twin = next((d for d in kept if d.type == draft.type or {d.type, draft.type} == _HARM), None)
        if twin and (
            draft.weak
            or draft.trigger.noun
            or twin.trigger.noun
            or draft.type in _HARM
            or twin.trigger.lemma == draft.trigger.lemma
        ):
            if twin.trigger.noun and not draft.trigger.noun and not draft.weak:
                draft.place, draft.time = draft.place or twin.place, draft.time or twin.time
                draft.actors, draft.targets = draft.actors or twin.actors, draft.targets or twin.targets
                draft.words += twin.words
                kept[kept.index(twin)] = draft
            else:
                twin.words += draft.words
            continue
        kept.append(draft)
    return kept


def _same(segments: Segments, known: Draft, draft: Draft) -> bool:
    """Tell whether a later sentence speaks of a known event again."""
    if draft.type != known.type and not (draft.type in _HARM and known.type in _HARMFUL):
        return False
    if known.time and draft.time and known.time.value and draft.time.value and known.time.value != draft.time.value:
        return False
    if known.realis != draft.realis:
        return False
    before = segments.masked[max(draft.unit.start, draft.trigger.start - 40) : draft.trigger.start]
    definite = draft.trigger.noun and re.search(
        r"\b(?:the|this|that|its|his|her|their)\s+(?:\w+\s+){0,2}$", before, re.IGNORECASE
    )
    if definite:
        return True
    if draft.type in _HARM and known.type in _HARMFUL:
        return draft.unit.paragraph - known.unit.paragraph <= 3 and draft.time is None
    text = segments.article.text
    shared = {text[slice(*m)].lower() for m in known.actors + known.targets} & {
        text[slice(*m)].lower() for m in draft.actors + draft.targets
    }
    return bool(shared) and draft.trigger.lemma == known.trigger.lemma


def _absorb(known: Draft, draft: Draft) -> None:
    if draft.unit.index != known.unit.index and draft.unit not in known.more:
        known.more.append(draft.unit)
    known.words += draft.words
    known.actors, known.targets = known.actors or draft.actors, known.targets or draft.targets
    known.place, known.time = known.place or draft.place, known.time or draft.time
    known.dead, known.injured = known.dead or draft.dead, known.injured or draft.injured
    known.weak = known.weak and draft.weak
