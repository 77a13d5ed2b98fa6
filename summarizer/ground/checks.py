"""Checks of one thing against another: each flags, none rewrites. Flags are explained in docs/output.md."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from itertools import accumulate

from summarizer.ground.senses import sense_flags, words_of
from summarizer.passage import Passage
from summarizer.summary import Claim, Event, Flag, Person, Span
from summarizer.times import resolve

FAR_BACK_YEARS = 60
"""Violence dated further back than this is hardly the news."""
_DENIED = re.compile(r"\bden(?:y|ied|ies|ying)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,;:()—–，；：、،؛]|\b(?:and|but|that|who|which|after|before|when|while|because)\b"  # conjunctions of English
)
_LAST_WORDS = 5
"""Words before an event's own in which a negation bears on it; two characters stand for one in Chinese."""
_LAST_VERBS = 3
"""Words before an event's own that hold a verb such as "may"."""
_BEFORE = 120
"""Code points before an event's word that hold the five words looked at."""
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
    accused: dict[int, set[str]] = {}
    for event in events:
        for told in event.evidence if event.type in _ACCUSING else ():
            accused.setdefault(told.start, set()).update(target.name for target in event.targets)
    denied = _Held([e for claim in claims if claim.stance == "denied" for e in claim.evidence])
    out: list[Event] = []
    for event in events:
        flags: list[Flag] = list(event.flags)
        if passage.article.language in ("en", None):  # whose words for time this check knows
            flags += _date(passage, event)
        flags += _negation(passage, event, denied)
        if event.type == "attack" and event.realis == "actual" and _accused(event, accused):
            flags.append("accused_as_actor")
        if event.type == "arrest" and any(t.name in bodies for t in event.targets):
            flags.append("organization_arrested")
        if event.type in _VIOLENT and _far_back(event, passage.article.published):
            flags.append("long_ago")
        if event.realis == "actual" and passage.is_withdrawn(event.trigger.start):
            flags.append("corrected")
        out.append(event.model_copy(update={"flags": flags}) if flags else event)
    return out


def checked_claims(passage: Passage, claims: list[Claim]) -> list[Claim]:
    """Flag a claimant who is made to assert and to deny the same words, and what a correction takes back."""
    said: dict[tuple[str, bool], list[Span]] = {}
    for claim in claims:
        said.setdefault((claim.claimant.name, claim.stance == "denied"), []).extend(claim.evidence)
    held = {key: _Held(spans) for key, spans in said.items()}
    out: list[Claim] = []
    for claim in claims:
        other = held.get((claim.claimant.name, claim.stance != "denied"))
        flags: list[Flag] = list(claim.flags)
        if other is not None and any(other.shares(part) for part in claim.evidence):
            flags.append("contradicts_itself")
        flags += sense_flags(passage, claim)
        if passage.is_withdrawn(claim.evidence[0].start):
            flags.append("corrected")
        out.append(claim.model_copy(update={"flags": flags}) if flags else claim)
    return out


class _Held:
    """Words of one stance, to be asked whether others share some of them."""

    def __init__(self, spans: list[Span]) -> None:
        places = sorted((span.start, span.end) for span in spans)
        self._starts = [start for start, _ in places]
        self._reach = list(accumulate((end for _, end in places), max))
        """The farthest end of the words up to each."""

    def shares(self, span: Span) -> bool:
        """Tell whether a span has words of these."""
        at = bisect_left(self._starts, span.end)
        return at > 0 and self._reach[at - 1] > span.start


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


def _negation(passage: Passage, event: Event, denied: _Held) -> list[Flag]:
    """Hold realis against the words right before the one that names the event, and against those of its sentence."""
    text, at, words = passage.article.text, event.trigger.start, words_of(passage)
    if words is None:
        return []
    if event.realis == "actual":
        start = max(passage.sentence_at(at).start, at - _BEFORE)
        clause = _CLAUSE.split(text[start:at])[-1]
        last = clause.split()
        is_spaced = len(last) > 1 or not clause.strip()
        close = " ".join(last[-_LAST_WORDS:]) if is_spaced else clause[-2 * _LAST_WORDS :]
        verbs = " ".join(last[-_LAST_VERBS:]) if is_spaced else clause[-2 * _LAST_VERBS :]
        flags: list[Flag] = ["negation_dropped"] if words.no.search(close) or _DENIED.search(close) else []
        return [
            *flags,
            *(["condition_dropped"] if words.possible.search(verbs) or words.condition.search(verbs) else []),
        ]
    if event.realis == "negated":
        around = " ".join(span.text for span in event.evidence)
        no = words.no.search(around) or words.denies.search(around)
        off = event.type == "decision" or denied.shares(event.trigger) or no
        return [] if off else ["negation_not_in_words"]
    return []


def _accused(event: Event, accused: dict[int, set[str]]) -> bool:
    """The doer of an attack is whom the same sentence only tries, charges or arrests."""
    return any(actor.name in accused.get(told.start, ()) for told in event.evidence for actor in event.actors)


def _far_back(event: Event, published: date | None) -> bool:
    value = event.time.value if event.time else None
    return bool(published and value and published.year - int(value[:4]) > FAR_BACK_YEARS)
