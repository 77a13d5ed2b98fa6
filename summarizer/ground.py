"""Turn answers into spans that exist, name every difference, or reject with a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import get_args

from pydantic import ValidationError

from summarizer.questions import NOBODY, NOTHING, FoundClaim, FoundEvent, Sheet
from summarizer.segments import Frame, Segments, Speech
from summarizer.segments.clauses import MASK
from summarizer.segments.happenings import Draft, Number
from summarizer.segments.sources import Resolved, kind_of, resolve
from summarizer.segments.times import TimeExpression
from summarizer.summary import (
    Casualties,
    Claim,
    Count,
    Event,
    EventType,
    Mention,
    Quote,
    Rejected,
    Source,
    Span,
    Time,
)

_PRONOUNS = frozenset("he she they it i we who which him her them you".split())
_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."}
)
_OPINION = re.compile(
    r"\b(?:I think|I feel|I hope|I believe|I wish|we hope|thank|sorry|love|hate|wonderful|terrible)\b", re.IGNORECASE
)
_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dozens?|hundreds?|thousands?|millions?|half|third|double|twice|percent|per cent)\b"
)


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


def locate(words: str, text: str, start: int = 0, end: int | None = None) -> tuple[int, int] | str:
    """Find words in the article, letter by letter; typography and white space alone may differ.

    Args:
        words: What a model copied.
        text: The article.
        start: Code point to begin at.
        end: Code point to stop at.

    Returns:
        Offsets of the article's own words, or the reason why there are none: how the words differ.
    """
    end = len(text) if end is None else end
    words = words.strip().strip("\"“”'").strip()
    if not words:
        return "no words were given"
    at = text.find(words, start, end)
    if at >= 0:
        return at, at + len(words)
    pattern = r"\s+".join(_typographic(word) for word in words.split())
    loose = re.compile(pattern).search(text, start, end)
    if loose:
        return loose.start(), loose.end()
    if re.compile(pattern, re.IGNORECASE).search(text, start, end):
        return "differs from the article in upper and lower case"
    return _difference(words, text[start:end])


_CLASSES = {
    '"': '["“”„«»]', "“": '["“”„«»]', "”": '["“”„«»]', "'": "['‘’]", "‘": "['‘’]", "’": "['‘’]",
    "-": "[-–—]", "–": "[-–—]", "—": "[-–—]", "…": r"(?:…|\.\.\.)",
}  # fmt: skip


def _typographic(word: str) -> str:
    return "".join(_CLASSES.get(char) or re.escape(char) for char in word)


def _difference(words: str, text: str) -> str:
    asked = re.findall(r"\w+", words.lower())
    have = set(re.findall(r"\w+", text.lower()))
    missing = [word for word in asked if word not in have]
    if missing:
        return f"words not in the article: {', '.join(missing[:4])}"
    if "..." in words or "…" in words:
        return "words left out behind an ellipsis"
    return "the article has these words, but not in this order: some were dropped, added or moved"


def span(segments: Segments, start: int, end: int) -> Span:
    """Cut a span out of the article."""
    return Span(start=start, end=end, text=segments.article.text[start:end])


def judge(
    segments: Segments,
    drafts: list[Draft],
    claims: list[Frame],
    answers: dict[str, str],
    failed: dict[str, str],
    sheets: list[Sheet],
) -> Judged:
    """Judge all answers about one article.

    Args:
        segments: The article, cut.
        drafts: Its event drafts; `e3` is the third.
        claims: The frames that pass on claims; `c3` is the third.
        answers: The chosen answer of each question.
        failed: Why a question has none.
        sheets: What a strong model found besides.

    Returns:
        What could be grounded, and what was rejected.
    """
    judged = Judged()
    for number, speech in enumerate(segments.speeches, start=1):
        _quote(segments, judged, speech, answers.get(f"q{number}"), failed.get(f"q{number}"))
    for number, frame in enumerate(claims, start=1):
        _claim(segments, judged, frame, answers.get(f"c{number}"), failed.get(f"c{number}"))
    for sheet in sheets:
        _found_claims(segments, judged, sheet)
    _quoted_claims(segments, judged)
    for number, draft in enumerate(drafts, start=1):
        _event(segments, judged, draft, answers.get(f"e{number}"), failed.get(f"e{number}"))
    for sheet in sheets:
        _found_events(segments, judged, sheet, drafts)
    return _numbered(judged)


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


def _source(segments: Segments, resolved: Resolved | None) -> Source | None:
    if resolved is None or resolved.name.lower() in _PRONOUNS:
        return None
    mention = span(segments, *resolved.mention) if resolved.mention else None
    return Source(name=resolved.name, mention=mention, kind=resolved.kind)


def _quote(segments: Segments, judged: Judged, speech: Speech, answer: str | None, failure: str | None) -> None:
    text = segments.article.text
    words = " … ".join(text[p.start : p.end] for p in speech.pieces)
    if speech.verdict == "scare":
        return
    mention = speech.source.mention if speech.source and speech.frame else None
    speaker = (
        _source(segments, speech.source)
        if speech.verdict == "quote" and (speech.source is None or speech.source.sure)
        else None
    )
    if answer == NOBODY:
        if speech.verdict == "open":
            judged.rejected.append(
                Rejected(
                    kind="quote", reason="nobody's words: scare quotes, a title or a name", answer=f"{NOBODY}: {words}"
                )
            )
            return
        speaker = _source(segments, speech.source)
    elif answer is not None:
        first, last = speech.pieces[0], speech.pieces[-1]
        speaker = source_named(segments, answer, (first.start, last.end), mention)
        if speaker is None:
            judged.rejected.append(
                Rejected(kind="quote", reason="the chosen speaker is not named in the article", answer=answer)
            )
            return
    elif failure is not None:
        if speech.verdict == "open" and len(words.split()) < 4:
            return  # too little to show without a speaker; the failed request is listed
        speaker = None
    elif speech.verdict == "open":
        return
    frame = speech.frame
    judged.quotes.append(
        Quote(
            id="", type=_quote_type(segments, speech), content=[span(segments, p.start, p.end) for p in speech.pieces],
            speaker=speaker, cue=span(segments, frame.cue.start, frame.cue.end) if frame and speaker else None,
        )
    )  # fmt: skip


def _quote_type(segments: Segments, speech: Speech) -> str:
    text = segments.article.text
    first, last = speech.pieces[0], speech.pieces[-1]
    begins = text[first.start].isupper() or text[first.start] in "…[(0123456789$£€" or not text[first.start].isascii()
    ends = text[last.end - 1] in ".!?…。！？" or text[last.end : last.end + 1] in (",", "。") or not last.closed
    after = text[last.outer_end : last.outer_end + 1]
    lead = segments.masked[segments.unit_at(first.outer_start).start : first.outer_start].replace(MASK, "").strip()
    whole = begins and (ends or after in (",", ".", "") or not lead)
    return "direct" if whole or (begins and lead.endswith((",", ":"))) else "mixed"


def _claim(segments: Segments, judged: Judged, frame: Frame, answer: str | None, failure: str | None) -> None:
    if frame.content is None:
        return
    start, end = frame.content
    evidence = span(segments, start, end)
    if answer == NOBODY:
        judged.rejected.append(
            Rejected(
                kind="claim", reason="nobody in the article makes this statement", answer=f"{NOBODY}: {evidence.text}"
            )
        )
        return
    if answer is not None:
        claimant = source_named(segments, answer, frame.content, frame.mention)
    elif failure is not None:
        return
    else:
        claimant = _source(segments, segments.sources.get(frame))
    if claimant is None:
        judged.rejected.append(
            Rejected(kind="claim", reason="the article does not say who makes this statement", answer=evidence.text)
        )
        return
    quotes = [q.id for q in _with_ids(judged.quotes) if any(start <= s.start and s.end <= end for s in q.content)]
    judged.claims.append(
        Claim(
            id="", text=standalone(segments, start, end, claimant.name), evidence=[evidence], claimant=claimant,
            cue=span(segments, frame.cue.start, frame.cue.end), stance=frame.cue.stance, quote_ids=quotes,
        )
    )  # fmt: skip


def _with_ids(quotes: list[Quote]) -> list[Quote]:
    ordered = sorted(quotes, key=lambda q: q.content[0].start)
    return [q.model_copy(update={"id": f"q{n}"}) for n, q in enumerate(ordered, start=1)]


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


def _quoted_claims(segments: Segments, judged: Judged) -> None:
    """A check-worthy statement made in a direct quote is a claim as well."""
    for quote in _with_ids(judged.quotes):
        if quote.speaker is None or quote.type != "direct" or any(quote.id in c.quote_ids for c in judged.claims):
            continue
        for piece in quote.content:
            for sentence in _sentences_in(segments, piece):
                if _checkworthy(sentence.text):
                    judged.claims.append(
                        Claim(
                            id="", text=standalone(segments, sentence.start, sentence.end, quote.speaker.name), evidence=[sentence],
                            claimant=quote.speaker, cue=quote.cue, stance="asserted", quote_ids=[quote.id],
                        )
                    )  # fmt: skip


def _sentences_in(segments: Segments, piece: Span) -> list[Span]:
    found: list[Span] = []
    for sentence in segments.sentences:
        start, end = max(sentence.start, piece.start), min(sentence.end, piece.end)
        if end - start > 1:
            found.append(span(segments, start, end))
    return found


def _checkworthy(words: str) -> bool:
    """A figure in a statement of some length that is no question, thanks or feeling."""
    return (
        len(words.split()) >= 6
        and bool(_FIGURE.search(words))
        and not _OPINION.search(words)
        and not words.rstrip().endswith("?")
    )


def _mention(segments: Segments, place: tuple[int, int]) -> Mention:
    inside = segments.names.within(*place)
    words = segments.article.text[slice(*place)]
    if words.lower() in _PRONOUNS:
        near = [
            n
            for n in segments.names.mentions
            if n.end <= place[0] and segments.unit_at(n.start).paragraph == segments.unit_at(place[0]).paragraph
        ]
        meant = resolve(segments.article.text, place, segments.names, [], near)
        return Mention(name=meant.name if meant.sure else words, span=span(segments, *place))
    if inside and inside[-1].end == place[1]:
        return Mention(name=segments.names.entity(inside[-1]).name, span=span(segments, *place))
    name = re.sub(r"^(?:the|an?|its|his|her|their)\s+", "", words, flags=re.IGNORECASE)
    return Mention(name=re.sub(r"\s+", " ", name), span=span(segments, *place))


def _time(segments: Segments, time: TimeExpression | None) -> Time | None:
    if time is None:
        return None
    return Time(mention=span(segments, time.start, time.end), value=time.value, precision=time.precision)


def _count(segments: Segments, number: Number | None) -> Count | None:
    return (
        Count(value=number.value, qualifier=number.qualifier, span=span(segments, number.start, number.end))
        if number
        else None
    )


def _event(segments: Segments, judged: Judged, draft: Draft, answer: str | None, failure: str | None) -> None:
    trigger = span(segments, draft.trigger.start, draft.trigger.end)
    if answer == NOTHING:
        judged.rejected.append(
            Rejected(kind="event", reason="names no particular event", answer=f"{NOTHING}: {trigger.text}")
        )
        return
    if failure is not None or (draft.weak and answer is None):
        return
    kind: EventType = answer if answer in get_args(EventType) else draft.type  # pyright: ignore[reportAssignmentType]
    units = sorted({draft.unit.index: draft.unit, **{u.index: u for u in draft.more}}.items())
    dead, injured = _count(segments, draft.dead), _count(segments, draft.injured)
    judged.events.append(
        Event(
            id="", description=standalone(segments, draft.unit.start, draft.unit.end), type=kind, trigger=trigger,
            mentions=[span(segments, w.start, w.end) for w in sorted(draft.words, key=lambda w: w.start)],
            evidence=[span(segments, u.start, u.end) for _, u in units],
            actors=[_mention(segments, m) for m in draft.actors], targets=[_mention(segments, m) for m in draft.targets],
            place=_mention(segments, draft.place) if draft.place else None, time=_time(segments, draft.time),
            casualties=Casualties(dead=dead, injured=injured) if dead or injured else None, realis=draft.realis,
            attributed_to=_source(segments, segments.sources.get(draft.frame)) if draft.frame else None,
        )
    )  # fmt: skip


def _found_claims(segments: Segments, judged: Judged, sheet: Sheet) -> None:
    text = segments.article.text
    for item in sheet.more_claims:
        try:
            found = FoundClaim.model_validate(item)
        except ValidationError:
            judged.rejected.append(
                Rejected(kind="claim", reason="not of the shape that was asked for", answer=str(item)[:300])
            )
            continue
        words, who = (
            locate(found.words, text, segments.article.body_start),
            locate(found.claimant, text, segments.article.body_start),
        )
        reason = words if isinstance(words, str) else f"claimant: {who}" if isinstance(who, str) else ""
        if isinstance(words, str) or isinstance(who, str):
            judged.rejected.append(Rejected(kind="claim", reason=reason, answer=f"{found.claimant}: {found.words}"))
            continue
        if any(s.start < words[1] and words[0] < s.end for c in judged.claims for s in c.evidence):
            continue
        unit = segments.unit_at(words[0])
        nearby = locate(found.claimant, text, unit.start, unit.end)
        who = nearby if not isinstance(nearby, str) else who
        resolved = resolve(text, who, segments.names, [], [n for n in segments.names.mentions if n.end <= who[0]][-6:])
        claimant = _source(segments, resolved)
        if claimant is None:
            judged.rejected.append(
                Rejected(kind="claim", reason="the claimant is a pronoun that names nobody", answer=found.claimant)
            )
            continue
        judged.claims.append(
            Claim(id="", text=standalone(segments, *words, claimant.name), evidence=[span(segments, *words)], claimant=claimant,
                  cue=None, stance="asserted", quote_ids=[])
        )  # fmt: skip


def _found_events(segments: Segments, judged: Judged, sheet: Sheet, drafts: list[Draft]) -> None:
    text = segments.article.text
    for item in sheet.more_events:
        try:
            found = FoundEvent.model_validate(item)
        except ValidationError:
            judged.rejected.append(
                Rejected(kind="event", reason="not of the shape that was asked for", answer=str(item)[:300])
            )
            continue
        sentence = locate(found.sentence, text, segments.article.body_start)
        unit = segments.unit_at(sentence[0]) if not isinstance(sentence, str) else None
        word = locate(found.word, text, unit.start, unit.end) if unit else str(sentence)
        if unit is None or isinstance(word, str) or found.type not in get_args(EventType):
            reason = str(word) if isinstance(word, str) else f"no known type: {found.type}"
            judged.rejected.append(
                Rejected(kind="event", reason=reason, answer=f"{found.type}: {found.word} ({found.sentence})")
            )
            continue
        if any(d.trigger.start < word[1] and word[0] < d.trigger.end for d in drafts):
            continue
        roles: dict[str, list[Mention]] = {"actor": [], "target": []}
        for role, said in (("actor", found.actor), ("target", found.target)):
            place = locate(said, text, unit.start, unit.end) if said.strip() else ""
            if not isinstance(place, str):
                roles[role] = [_mention(segments, place)]
            elif place:
                judged.rejected.append(Rejected(kind="event", reason=f"{role} of {found.word!r}: {place}", answer=said))
        times = segments.times(unit.start, unit.end)
        judged.events.append(
            Event(
                id="", description=standalone(segments, unit.start, unit.end), type=found.type,  # pyright: ignore[reportArgumentType]
                trigger=span(segments, *word), mentions=[span(segments, *word)], evidence=[span(segments, unit.start, unit.end)], actors=roles["actor"],
                targets=roles["target"], place=None, time=_time(segments, times[0] if times else None), casualties=None,
                realis="actual", attributed_to=None,
            )
        )  # fmt: skip


def _numbered(judged: Judged) -> Judged:
    quotes = _with_ids(judged.quotes)
    claims = sorted(judged.claims, key=lambda c: c.evidence[0].start)
    events = sorted(judged.events, key=lambda e: e.trigger.start)
    return Judged(
        quotes,
        [c.model_copy(update={"id": f"c{n}"}) for n, c in enumerate(claims, start=1)],
        [e.model_copy(update={"id": f"e{n}"}) for n, e in enumerate(events, start=1)],
        judged.rejected,
    )
