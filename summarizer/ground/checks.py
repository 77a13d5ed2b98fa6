"""Checks of one thing against another: each flags, none rewrites. Flags are explained in docs/output.md."""

from __future__ import annotations

import re
from datetime import date

from summarizer.passage import Passage
from summarizer.summary import Claim, Event, Flag, Person, Span
from summarizer.times import resolve

FAR_BACK_YEARS = 60
"""Violence dated further back than this is hardly the news."""
_NO = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|nor|without|cannot|den(?:y|ied|ies|ying)|false|untrue)\b|n[’']t\b",
    re.IGNORECASE,
)
_VIOLENT = ("attack", "death", "injury")
_ACCUSING = ("trial", "charge", "arrest")


def checked_events(
    passage: Passage, events: list[Event], claims: list[Claim], people: list[Person],
) -> list[Event]:  # fmt: skip
    """Flag events that something else in the article speaks against.

    Args:
        passage: The article, cut.
        events: As grounded.
        claims: As grounded.
        people: The who-is-who.

    Returns:
        The same events, flagged.
    """
    bodies = {p.name for p in people if p.kind in ("organization", "document")}
    out: list[Event] = []
    for event in events:
        flags: list[Flag] = list(event.flags)
        if passage.article.language in ("en", None):  # whose words for time and for no these checks know
            flags += _date(passage, event)
            flags += _negation(passage, event, claims)
        if event.type == "attack" and event.realis == "actual" and _accused(event, events):
            flags.append("accused_as_actor")
        if event.type == "arrest" and any(t.name in bodies for t in event.targets):
            flags.append("organization_arrested")
        if event.type in _VIOLENT and _far_back(event, passage.article.published):
            flags.append("long_ago")
        if event.realis == "actual" and _withdrawn(passage, event.trigger):
            flags.append("corrected")
        out.append(event.model_copy(update={"flags": flags}) if flags else event)
    return out


def checked_claims(passage: Passage, claims: list[Claim]) -> list[Claim]:
    """Flag a claimant who is made to assert and to deny the same words, and what a correction takes back."""
    out: list[Claim] = []
    rivals: dict[tuple[str, bool], list[Claim]] = {}
    for claim in claims:
        rivals.setdefault((claim.claimant.name, claim.stance == "denied"), []).append(claim)
    for claim in claims:
        against = any(_share(claim, other) for other in rivals.get((claim.claimant.name, claim.stance != "denied"), ()))
        flags: list[Flag] = list(claim.flags)
        if against:
            flags.append("contradicts_itself")
        if _withdrawn(passage, claim.evidence[0]):
            flags.append("corrected")
        out.append(claim.model_copy(update={"flags": flags}) if flags else claim)
    return out


def _withdrawn(passage: Passage, words: Span) -> bool:
    return any(start <= words.start < end for start, end in passage.withdrawn)


def _share(one: Claim, other: Claim) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)


def _date(passage: Passage, event: Event) -> list[Flag]:
    """Hold the model's date against the one that its time words come to, counted from the day of publication."""
    if event.time is None:
        return []
    words, published = event.time.mention.text, passage.article.published
    computed = {resolve(words, published, ahead=ahead)[0] for ahead in {False, event.realis != "actual"}}
    return ["date_disagrees"] if all(_disagree(event.time.value, value) for value in computed) else []


def _disagree(given: str | None, computed: str | None) -> bool:
    """Two dates disagree where neither is a coarser form of the other."""
    if not given or not computed or given == computed:
        return False
    if "W" in given or "W" in computed:
        return _week(given) != _week(computed)
    return not (given.startswith(computed) or computed.startswith(given))


def _week(value: str) -> str:
    try:
        year, week, _ = date.fromisoformat(value).isocalendar()
    except ValueError:
        return value
    return f"{year:04d}-W{week:02d}"


def _negation(passage: Passage, event: Event, claims: list[Claim]) -> list[Flag]:
    """Hold realis against the words of negation right before the word that names the event, and in its sentence."""
    text, at = passage.article.text, event.trigger.start
    sentence = passage.sentence_at(at)
    if event.realis == "actual":
        clause = re.split(
            r"[,;:()—–]|\b(?:and|but|that|who|which|after|before|when|while|because)\b", text[sentence.start : at]
        )[-1]
        return ["negation_dropped"] if _NO.search(" ".join(clause.split()[-5:])) else []
    if event.realis == "negated":
        around = " ".join(span.text for span in event.evidence)
        denied = any(c.stance == "denied" and any(e.start <= at < e.end for e in c.evidence) for c in claims)
        off = event.type == "decision" or denied or _NO.search(around)
        return [] if off else ["negation_not_in_words"]
    return []


def _accused(event: Event, events: list[Event]) -> bool:
    """The doer of an attack is whom the same sentence only tries, charges or arrests."""
    actors = {a.name for a in event.actors}
    return any(
        other.type in _ACCUSING and actors & {t.name for t in other.targets}
        and any(a.start == b.start for a in event.evidence for b in other.evidence)
        for other in events
    )  # fmt: skip


def _far_back(event: Event, published: date | None) -> bool:
    value = event.time.value if event.time else None
    return bool(published and value and published.year - int(value[:4]) > FAR_BACK_YEARS)
