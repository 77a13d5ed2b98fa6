"""What every grounded thing is made of: spans, sources, mentions, times, and words that stand alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from summarizer.segments import Segments, near_names
from summarizer.segments.casualties import Number
from summarizer.segments.cues import Cue
from summarizer.segments.sources import Resolved, kind_of, resolve
from summarizer.segments.times import TimeExpression
from summarizer.summary import (
    Claim,
    Count,
    Event,
    Mention,
    Quote,
    Rejected,
    Source,
    Span,
    Stance,
    Time,
)

_PRONOUNS = frozenset("he she they it i we who which him her them you".split())

# What somebody calls himself or itself in what he is reported to say.
_OWN = {"organization": ("it", "they"), "group": ("they", "it"), "person": ("he", "she")}


@dataclass(slots=True)
class Judged:
    """What an article's answers come to."""

    quotes: list[Quote] = field(default_factory=list)
    """Grounded quotes."""
    claims: list[Claim] = field(default_factory=list)
    """Grounded claims."""
    events: list[Event] = field(default_factory=list)
    """Grounded events."""
    rejected: list[Rejected] = field(default_factory=list)
    """The rest, with reasons."""


def span(segments: Segments, start: int, end: int) -> Span:
    """Cut a span out of the article."""
    return Span(start=start, end=end, text=segments.article.text[start:end])


def source_named(
    segments: Segments, name: str, near: tuple[int, int], mention: tuple[int, int] | None
) -> Source | None:
    """Give the source a chosen name means, with the mention nearest to the words it speaks.

    Args:
        segments: The article, cut.
        name: The choice.
        near: Offsets of the words spoken.
        mention: Where syntax sees the source named, if anywhere.

    Returns:
        The source; None where the article knows no such name.
    """
    names = segments.names
    entity = next((e for e in names.entities if e.name == name), None)
    known = [s for s in segments.sources.values() if s.name == name and s.mention]
    if entity:
        places = [n for n in names.mentions if names.entity(n) is entity]
        if mention is None or segments.article.text[slice(*mention)].lower() not in _PRONOUNS:
            inside = [n for n in places if mention and mention[0] <= n.start < mention[1]]
            paragraph = segments.unit_at(near[0]).paragraph
            close = inside or [n for n in places if segments.unit_at(n.start).paragraph == paragraph]
            best = min(close, key=lambda n: min(abs(n.start - near[1]), abs(n.end - near[0])), default=None)
            mention = mention if inside else (best.start, best.end) if best else None
        kind = kind_of(entity)
    elif known:
        best_known = min(known, key=lambda s: abs((s.mention or near)[0] - near[0]))
        mention, kind = mention or best_known.mention, best_known.kind
    else:
        return None
    return Source(name=name, mention=span(segments, *mention) if mention else None, kind=kind)


def known_source(segments: Segments, resolved: Resolved | None) -> Source | None:
    """Give a resolved source by the contract; None for a pronoun nobody stands behind."""
    if resolved is None or resolved.name.lower() in _PRONOUNS:
        return None
    mention = span(segments, *resolved.mention) if resolved.mention else None
    return Source(name=resolved.name, mention=mention, kind=resolved.kind)


def standalone(segments: Segments, start: int, end: int, speaker: str = "") -> str:
    """Make words understandable on their own: what a pronoun means is added in brackets.

    Args:
        segments: The article, cut.
        start: First code point.
        end: Code point after the last.
        speaker: Whom "I" and "we" mean; empty where nobody speaks.

    Returns:
        The article's words, white space made plain, with bracketed names.
    """
    words = re.sub(r"\s+", " ", segments.article.text[start:end]).strip(" ,")
    words = re.sub(r"^that\s+", "", words)
    first = re.match(r"(?:[“\"‘]\s*)?(I|[Ww]e|[Hh]e|[Ss]he)\b(?!\S)", words)
    if first and first.group(1).lower() in ("i", "we") and speaker:
        at = first.end()
        return f"{words[:at]} [{speaker}]{words[at:]}"
    if first and first.group(1).lower() in ("he", "she"):
        near = [
            n
            for n in segments.names.mentions
            if n.end <= start and segments.unit_at(n.start).paragraph == segments.unit_at(start).paragraph
        ]
        at = re.compile(rf"\b{first.group(1)}\b").search(segments.article.text, start, end)
        if at:
            meant = resolve(segments.article.text, (at.start(), at.end()), segments.names, [], near)
            if meant.sure and meant.name.lower() not in _PRONOUNS:
                return f"{words[: first.end()]} [{meant.name}]{words[first.end() :]}"
    return words


_OWN_WILL = re.compile(
    r"(?:that\s)?(?:it|he|she|they|we|I|(?:his|her|their|its)\s(?:[a-z]+\s){1,2})\s?(?:also\s)?(?:will|would)\s"
    r"(?!be\s(?:a|an|the|too|much|more|less)\b)",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:will|would)\b(?![^.;]*\bif\b.{0,12}$)")
_MAY = re.compile(r"\b(?:will|would|could|may|might)\b")


def stance_of(cue: Cue, evidence: str) -> Stance:
    """Say how a claimant stands to a statement: as the cue puts it, and where that is plain "said", as its tense does.

    Args:
        cue: The reporting verb or phrase.
        evidence: The statement.

    Returns:
        Promised where somebody says what he himself will do, predicted where he says what else will happen.
    """
    if cue.lemma == "threaten":
        return "promised"
    head = evidence[:90]
    if cue.stance == "believed" or cue.lemma in ("warn", "estimate", "caution"):
        return "predicted" if cue.lemma in ("think", "warn", "estimate") and _MAY.search(head) else cue.stance
    if cue.stance != "asserted":
        return cue.stance
    if _OWN_WILL.match(evidence):
        return "promised"
    return "predicted" if _WILL.search(head) or re.search(r"\b(?:is|are) expected\b", head) else "asserted"


def mention_of(segments: Segments, place: tuple[int, int], teller: Resolved | None = None) -> Mention:
    """Name whom or what words stand for; the canonical name where the article gives one.

    Args:
        segments: The article, cut.
        place: Offsets of the words.
        teller: Who passes the sentence on: "the league said it would investigate".

    Returns:
        The words and the name.
    """
    inside = segments.names.within(*place)
    words = segments.article.text[slice(*place)]
    if teller and words.lower() in _OWN.get(teller.kind, ()):
        return Mention(name=teller.name, span=span(segments, *place))
    if words.lower() in _PRONOUNS:
        here = segments.unit_at(place[0])
        near = [n for n in near_names(segments.names, segments.units, place[0], here) if n.end <= place[0]]
        close = [n for n in near if segments.unit_at(n.start).paragraph == here.paragraph]
        someone = any(segments.names.entity(n).kind == "person" for n in close) or words.lower() in ("it", "they")
        meant = resolve(segments.article.text, place, segments.names, [], close if someone else near)
        return Mention(name=meant.name if meant.sure else words, span=span(segments, *place))
    if inside and inside[-1].end == place[1]:
        entity = segments.names.entity(inside[-1])
        lead = segments.article.text[place[0] : inside[-1].start]
        joined = re.search(r"[A-Z]\w+\sand\s$", lead)  # "the Health and Safety Executive"
        if not joined and (
            entity.kind == "person" or not re.search(r"\b(?:of|in|at|from|for|near)\s+(?:the\s+)?(?:[a-z]+\s+)?$", lead)
        ):
            return Mention(name=entity.name, span=span(segments, *place))
    described = inside and re.match(r"\s[a-z]", segments.article.text[inside[0].end : inside[0].end + 2])
    if re.match(r"(?:the|its)\s", words, re.IGNORECASE) and not described:
        near = [n for n in segments.names.mentions if n.end <= place[0]]
        meant = resolve(segments.article.text, place, segments.names, [], near[-8:])
        if meant.sure and any(e.name == meant.name for e in segments.names.entities):
            return Mention(name=meant.name, span=span(segments, *place))  # "the company", "the minister"
    name = re.sub(r"^(?:the|an?|its|his|her|their)\s+", "", words, flags=re.IGNORECASE)
    return Mention(name=re.sub(r"\s+", " ", name), span=span(segments, *place))


def time_of(segments: Segments, time: TimeExpression | None) -> Time | None:
    """Give a time expression by the contract."""
    if time is None:
        return None
    return Time(mention=span(segments, time.start, time.end), value=time.value, precision=time.precision)


def count_of(segments: Segments, number: Number | None) -> Count | None:
    """Give a count of people by the contract."""
    return (
        Count(value=number.value, qualifier=number.qualifier, span=span(segments, number.start, number.end))
        if number
        else None
    )
