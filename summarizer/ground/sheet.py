"""Ground the claims and events of a whole-article answer."""

from __future__ import annotations

from typing import get_args

from pydantic import ValidationError

from summarizer.ground.evidence import Judged, known_source, mention_of, span, standalone, time_of
from summarizer.ground.locate import locate
from summarizer.questions import FoundClaim, FoundEvent, Sheet
from summarizer.segments import Segments
from summarizer.segments.happenings import Draft
from summarizer.segments.sources import resolve
from summarizer.summary import (
    Claim,
    Event,
    EventType,
    Mention,
    Rejected,
)


def found_claims(segments: Segments, judged: Judged, sheet: Sheet) -> None:
    """Ground the claims a whole-article answer adds; what is not in the article is rejected."""
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
        claimant = known_source(segments, resolved)
        if claimant is None:
            judged.rejected.append(
                Rejected(kind="claim", reason="the claimant is a pronoun that names nobody", answer=found.claimant)
            )
            continue
        judged.claims.append(
            Claim(id="", text=standalone(segments, *words, claimant.name), evidence=[span(segments, *words)],
                claimant=claimant,
                  cue=None, stance="asserted", quote_ids=[])
        )  # fmt: skip


def found_events(segments: Segments, judged: Judged, sheet: Sheet, drafts: list[Draft]) -> None:
    """Ground the events a whole-article answer adds; what is not in the article is rejected."""
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
                roles[role] = [mention_of(segments, place)]
            elif place:
                judged.rejected.append(Rejected(kind="event", reason=f"{role} of {found.word!r}: {place}", answer=said))
        times = segments.times(unit.start, unit.end)
        judged.events.append(
            Event(
                id="", description=standalone(segments, unit.start, unit.end), type=found.type,  # pyright: ignore[reportArgumentType]
                trigger=span(segments, *word), mentions=[span(segments, *word)],
                evidence=[span(segments, unit.start, unit.end)], actors=roles["actor"],
                targets=roles["target"], place=None, time=time_of(segments, times[0] if times else None),
                casualties=None,
                realis="actual", attributed_to=None,
            )
        )  # fmt: skip
