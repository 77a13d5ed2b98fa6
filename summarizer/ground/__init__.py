"""Turn answers into spans that exist, name every difference, or reject with a reason."""

from __future__ import annotations

import re
from typing import Literal, get_args

from summarizer.ground.evidence import (
    Judged,
    count_of,
    known_source,
    mention_of,
    source_named,
    span,
    stance_of,
    standalone,
    time_of,
)
from summarizer.ground.sheet import found_claims, found_events
from summarizer.questions import NOBODY, NOTHING, Sheet
from summarizer.segments import Frame, Segments, Speech
from summarizer.segments.casualties import Number as Number
from summarizer.segments.cueless import COLON
from summarizer.segments.happenings import Draft
from summarizer.segments.sources import Resolved as Resolved
from summarizer.segments.sources import kind_of as kind_of
from summarizer.segments.sources import resolve as resolve
from summarizer.segments.times import TimeExpression as TimeExpression
from summarizer.segments.units import MASK
from summarizer.summary import (
    Casualties,
    Claim,
    Event,
    EventType,
    Quote,
    Rejected,
    Span,
)
from summarizer.summary import (
    Count as Count,
)
from summarizer.summary import (
    Mention as Mention,
)
from summarizer.summary import (
    Source as Source,
)
from summarizer.summary import (
    Time as Time,
)

_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."}
)
_OPINION = re.compile(
    r"\b(?:I think|I feel|I hope|I believe|I wish|we hope|thank|sorry|love|hate|wonderful|terrible)\b", re.IGNORECASE
)
_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|"
    r"dozens?|hundreds?|thousands?|millions?|half|third|double|twice|percent|per cent)\b"
)


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
        found_claims(segments, judged, sheet)
    _quoted_claims(segments, judged)
    for number, draft in enumerate(drafts, start=1):
        _event(segments, judged, draft, answers.get(f"e{number}"), failed.get(f"e{number}"))
    for sheet in sheets:
        found_events(segments, judged, sheet, drafts)
    return _numbered(judged)


def _quote(segments: Segments, judged: Judged, speech: Speech, answer: str | None, failure: str | None) -> None:
    text = segments.article.text
    words = " … ".join(text[p.start : p.end] for p in speech.pieces)
    if speech.verdict == "scare":
        return
    mention = speech.source.mention if speech.source and speech.frame else None
    speaker = (
        known_source(segments, speech.source)
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
        speaker = known_source(segments, speech.source)
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
            speaker=speaker, cue=span(segments, frame.cue.start, frame.cue.end)
            if frame and speaker and frame.cue.lemma != COLON
            else None,
        )
    )  # fmt: skip


def _quote_type(segments: Segments, speech: Speech) -> Literal["direct", "mixed"]:
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
    pieces = _around_the_cue(segments, frame, start, end)
    evidence = pieces[0]
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
        claimant = known_source(segments, segments.sources.get(frame))
    if claimant is None:
        judged.rejected.append(
            Rejected(kind="claim", reason="the article does not say who makes this statement", answer=evidence.text)
        )
        return
    quotes = [q.id for q in _with_ids(judged.quotes) if any(start <= s.start and s.end <= end for s in q.content)]
    judged.claims.append(
        Claim(
            id="", text=" ".join(standalone(segments, p.start, p.end, claimant.name) for p in pieces),
            evidence=pieces, claimant=claimant,
            cue=span(segments, frame.cue.start, frame.cue.end),
            stance=stance_of(frame.cue, " ".join(piece.text for piece in pieces)),
            quote_ids=quotes,
        )
    )  # fmt: skip


def _around_the_cue(segments: Segments, frame: Frame, start: int, end: int) -> list[Span]:
    """Cut source and cue out of a statement that they interrupt: `The road, Roe said, was icy`."""
    if frame.mention is None or not start < frame.mention[0] < frame.cue.start < end:
        return [span(segments, start, end)]
    text = segments.article.text
    before = len(text[start : frame.mention[0]].rstrip(" ,")) + start
    after = frame.cue.end + len(text[frame.cue.end : end]) - len(text[frame.cue.end : end].lstrip(" ,"))
    return [span(segments, *place) for place in ((start, before), (after, end)) if place[0] < place[1]]


def _with_ids(quotes: list[Quote]) -> list[Quote]:
    ordered = sorted(quotes, key=lambda q: q.content[0].start)
    return [q.model_copy(update={"id": f"q{n}"}) for n, q in enumerate(ordered, start=1)]


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
                            id="", text=standalone(segments, sentence.start, sentence.end, quote.speaker.name),
                            evidence=[sentence],
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
    dead, injured = count_of(segments, draft.dead), count_of(segments, draft.injured)
    teller = segments.sources.get(draft.frame) if draft.frame else None
    judged.events.append(
        Event(
            id="", description=standalone(segments, draft.unit.start, draft.unit.end), type=kind, trigger=trigger,
            mentions=[span(segments, w.start, w.end) for w in sorted(draft.words, key=lambda w: w.start)],
            evidence=[span(segments, u.start, u.end) for _, u in units],
            actors=[mention_of(segments, m, teller) for m in draft.actors],
            targets=[mention_of(segments, m) for m in draft.targets],
            place=mention_of(segments, draft.place) if draft.place else None, time=time_of(segments, draft.time),
            casualties=Casualties(dead=dead, injured=injured) if dead or injured else None, realis=draft.realis,
            attributed_to=known_source(segments, teller),
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
