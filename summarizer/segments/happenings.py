"""Event drafts: a trigger with the actors, targets, place, time, casualties and realis that plain syntax shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.segments.agents import object_after
from summarizer.segments.background import mentioned_only, taken_as_known
from summarizer.segments.casualties import Number, hurt, killed
from summarizer.segments.places import place_of
from summarizer.segments.plain import foretold, held
from summarizer.segments.realis import realis_of
from summarizer.segments.roles import fill_roles
from summarizer.segments.times import TimeExpression, ahead, behind
from summarizer.segments.triggers import Trigger, triggers
from summarizer.segments.units import MASK, Unit
from summarizer.summary import EventType, Realis

if TYPE_CHECKING:
    from summarizer.segments import Segments
    from summarizer.segments.frame import Frame

_HARM: set[EventType] = {"death", "injury"}
_CAUSES = frozenset("attack accident disaster rescue outbreak protest".split())
_HARMFUL = frozenset("attack accident disaster outbreak".split())


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
        _share_times(segments, here)
        for draft in _one_per_happening(segments, here):
            same = next((d for d in reversed(found) if _same(segments, d, draft)), None)
            if same:
                _absorb(same, draft)
            elif not taken_as_known(segments.masked, draft):
                found.append(draft)
        found += _plainly_told(segments, unit, here)
        for draft in passing:  # no news of its own, but a word for an event already told
            known = next((d for d in reversed(found) if _same(segments, d, draft)), None)
            if known:
                known.words += draft.words
    return sorted(found, key=lambda d: d.trigger.start)


def _share_times(segments: Segments, here: list[Draft]) -> None:
    """`lost 11 million and must sell in January`: what is planned has the date, what happened has none."""
    for draft in here:
        time = draft.time
        if time and draft.realis == "actual" and _distance(segments.masked, time, draft.trigger) >= _CLAUSE:
            owners = [d for d in here if d.realis == "planned" and d.time and d.time.start == time.start]
            if any(_distance(segments.masked, time, owner.trigger) < _CLAUSE for owner in owners):
                draft.time = None


def _plainly_told(segments: Segments, unit: Unit, known: list[Draft]) -> list[Draft]:
    """What a sentence says will happen, or was held, where no trigger of the lexicon tells it."""
    if any(frame.unit == unit.index for frame in segments.frames):
        return []
    if not known and (gatherings := list(held(segments, unit))):
        return [_draft(segments, unit, trigger) for trigger in gatherings]
    if any(draft.realis == "planned" for draft in known):
        return []
    return [
        _draft(segments, unit, trigger, planned=True) for trigger in foretold(segments, unit)
        if all(trigger.end <= d.trigger.start or d.trigger.end <= trigger.start for d in known)
    ]  # fmt: skip


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
    "concede": re.compile(r"\s*(?:[.,;]|$|defeat|the (?:election|race|match))"),
    "dismiss": re.compile(
        r"\s+(?:[\w’'-]+\s){0,3}?(?:chief|head|coach|manager|director|editor|minister|conductor|captain|staff|workers|employees|teachers?|"
        r"ambassador|chair\w*|president|adviser|aide|executive|trainer|judges?|officers?|officials?)\b"
    ),
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


def _draft(segments: Segments, unit: Unit, trigger: Trigger, *, planned: bool = False) -> Draft:
    masked = segments.masked
    frame = _frame_around(segments, unit, trigger)
    draft = Draft(trigger, trigger.type, unit, words=[trigger], weak=trigger.weak, frame=frame)
    blown = trigger.lemma == "blew up" and object_after(masked, trigger.end, unit.end)
    if trigger.lemma in _EXPLODES and not blown and not _BOMBS.search(segments.article.text):
        draft.type = "accident"
    left = masked[unit.start : trigger.start]
    fill_roles(segments, draft)
    draft.place = place_of(segments, draft)
    draft.time = _time(segments, draft)
    window = segments.article.text[unit.start : unit.end]
    if draft.type in _CAUSES | _HARM:
        draft.dead, draft.injured = killed(window, unit.start), hurt(window, unit.start)
    draft.realis = realis_of(left, masked[trigger.end : unit.end], trigger, draft.time, segments.article.published)
    draft.realis = "planned" if planned and draft.realis != "negated" else draft.realis
    stance = draft.frame.cue.stance if draft.frame else None
    if stance == "denied" and draft.realis == "actual":
        draft.realis = "negated"
    elif not trigger.noun and stance in ("promised", "predicted") and draft.realis in ("actual", "hypothetical"):
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
            draft.time = _time(segments, draft, not_before=today)
    elif draft.realis == "actual" and draft.time and segments.article.published:
        due = re.search(
            r"\b(?:planned|scheduled|set|due|called|payable|effective|starting|valid) (?:for|on|from|until|by) $",
            masked[: draft.time.start][-20:],
        )
        draft.time = (ahead if due else behind)(draft.time, segments.article.text, segments.article.published)
    return draft


def _frame_around(segments: Segments, unit: Unit, trigger: Trigger) -> Frame | None:
    return next(
        (
            frame for frame in segments.frames
            if frame.unit == unit.index and frame.content and frame.mention and frame.content[0] <= trigger.start < frame.content[1]
        ),
        None,
    )  # fmt: skip


def _time(segments: Segments, draft: Draft, not_before: str = "") -> TimeExpression | None:
    """The time nearest to a trigger in its sentence; with `not_before`, an ISO date, none that is known to be earlier."""
    trigger, unit = draft.trigger, draft.unit
    # "said on Tuesday that hackers had attacked": Tuesday is when it was said.
    told = draft.frame.content if draft.frame and draft.frame.content else (unit.start, unit.end)
    found = [
        t for t in segments.times(*told)
        if MASK not in segments.masked[t.start : t.end] and not segments.masked.endswith(" time ", 0, t.start)
        and not _FIRST_SINCE.search(segments.masked, unit.start, t.start)
        and not (draft.type == "arrest" and segments.masked.endswith("until ", 0, t.start))
    ]  # fmt: skip
    fitting = (t for t in found if not _earlier(t, not_before) and not _of_old(segments, t, trigger))
    return min(fitting, key=lambda t: _distance(segments.masked, t, trigger), default=None)


# "the first strike since 1999" was not in 1999.
_FIRST_SINCE = re.compile(r"\b(?:first|lowest|highest|worst|biggest|largest|most|best)\b[^,;]{0,40}\ssince\s$")


def _of_old(segments: Segments, time: TimeExpression, trigger: Trigger) -> bool:
    """A year long past in another clause: "returned a mask that was looted in 1904"."""
    published = segments.article.published
    between = segments.masked[trigger.end : time.start]
    return bool(
        published
        and time.value
        and time.value[:4].isdigit()
        and int(time.value[:4]) < published.year - 1
        and re.search(r"\b(?:who|which|that|where|born|built|founded|opened)\b", between)
    )


_EDGE = re.compile(r",|;|\s[–—]\s|\b(?:and|but|while|after|before|when|who|which|that|because|until|where)\b")


_CLAUSE = 1000
"""What a clause between a time and a trigger counts, in code points."""


def _distance(masked: str, time: TimeExpression, trigger: Trigger) -> int:
    """How far a time stands from a trigger: the clauses between them first, then the code points."""
    first, last = sorted([(time.start, time.end), (trigger.start, trigger.end)])
    return _CLAUSE * len(_EDGE.findall(masked, first[1], last[0])) + abs(time.start - trigger.start)


def _earlier(time: TimeExpression, day: str) -> bool:
    value = (time.value or "")[:10]
    return value[:4].isdigit() and value < day[: len(value)]


def _one_per_happening(segments: Segments, here: list[Draft]) -> list[Draft]:
    """Deaths and injuries in one sentence with their cause are its casualties, not events of their own."""
    causes = [d for d in here if d.type in _CAUSES and not d.weak]
    kept: list[Draft] = []
    for draft in here:
        if draft.type in _HARM and causes:
            cause = causes[0]
            cause.dead, cause.injured = cause.dead or draft.dead, cause.injured or draft.injured
            cause.targets = cause.targets or [t for t in draft.targets if not t[0] <= cause.trigger.start < t[1]]
            cause.words += draft.words
            continue
        ender = next((d for d in kept if draft.trigger.noun and d.trigger.lemma in _ENDS and _within(draft, d)), None)
        if ender:
            ender.words += draft.words  # "called off its boycott": one happening
            continue
        twin = next((d for d in kept if d.type == draft.type or {d.type, draft.type} == _HARM), None)
        if (
            twin
            and not _others(segments, twin, draft)
            and not _apart(segments, twin, draft)
            and (
                draft.weak
                or draft.trigger.noun
                or twin.trigger.noun
                or draft.type in _HARM
                or twin.trigger.lemma == draft.trigger.lemma
            )
        ):
            known = twin.trigger.noun and taken_as_known(segments.masked, twin)
            if twin.trigger.noun and not draft.trigger.noun and (known or not draft.weak):
                draft.place, draft.time = draft.place or twin.place, draft.time or twin.time
                draft.actors, draft.targets = draft.actors or twin.actors, draft.targets or twin.targets
                draft.words += twin.words
                kept[kept.index(twin)] = draft
            else:
                twin.words += draft.words
            continue
        kept.append(draft)
    return kept


_ENDS = frozenset("cancel suspend postpone abandon end scrap".split()) | {"called off", "call off", "calls off"}


def _within(draft: Draft, other: Draft) -> bool:
    """Tell whether a trigger stands in the words right behind another: its object."""
    return 0 < draft.trigger.start - other.trigger.end <= 30


def _apart(segments: Segments, one: Draft, other: Draft) -> bool:
    """Tell whether two verbs of a kind are about different things: "work was halted, and the lane was closed"."""
    things = [{segments.masked[slice(*m)].lower() for m in draft.targets} for draft in (one, other)]
    return (
        not one.trigger.noun and not other.trigger.noun and one.type not in _HARM and all(things)
        and not (things[0] & things[1]) and not any(re.match(r"(?:it|they|them|him|her|this|that)$", w) for w in things[0] | things[1])
    )  # fmt: skip


def _others(segments: Segments, one: Draft, other: Draft) -> bool:
    """Tell whether two of a kind were done by different people: "Lisk beat Orme, Arden beat Tarn"."""
    names = [
        {text for m in draft.actors or draft.targets if (text := segments.masked[slice(*m)])[:1].isupper()}
        for draft in (one, other)
    ]
    pronouns = re.compile(r"(?:He|She|They|It|The|This|That|These|Those|His|Her|Their|Its|Both|A|An|Two|Three)\b")
    return (
        one.trigger.lemma == other.trigger.lemma
        and not one.trigger.noun
        and all(names)
        and not (names[0] & names[1])
        and not any(pronouns.match(text) for text in names[0] | names[1])
        and not any(a.split()[-1] == b.split()[-1] for a in names[0] for b in names[1])
    )


def _same(segments: Segments, known: Draft, draft: Draft) -> bool:
    """Tell whether a later sentence speaks of a known event again."""
    if draft.type != known.type and not (draft.type in _HARM and known.type in _HARMFUL):
        return False
    if known.time and draft.time and known.time.value and draft.time.value and known.time.value != draft.time.value:
        return False
    if known.realis != draft.realis or _others(segments, known, draft):
        return False
    before = segments.masked[max(draft.unit.start, draft.trigger.start - 40) : draft.trigger.start]
    definite = draft.trigger.noun and re.search(
        r"(?:\b(?:the|this|that|its|his|her|their)|\w+day[’']s)\s+(?:\w+\s+){0,2}$", before, re.IGNORECASE
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
