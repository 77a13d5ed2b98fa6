"""What comes first: what rests on the sentences that tell the news, in their order; then the order of the text.

The model names those sentences (`Summary.gist`); nothing is weighed here. `evals/agreement.py` scores the order against
a choice made by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from summarizer.summary import Claim, Event, Quote, Source, Span

Item = Quote | Claim | Event
Thing = TypeVar("Thing", Quote, Claim, Event, Item)
FIRST = 5
"""Things of a kind that lead; the rest is offered."""


def words_of(item: Item) -> list[Span]:
    """Give the words an item is quoted by: content, evidence or trigger."""
    if isinstance(item, Quote):
        return item.content
    return item.evidence if isinstance(item, Claim) else [item.trigger]


def voice_of(item: Item) -> Source | None:
    """Give who says it: speaker, claimant, or who tells the event."""
    if isinstance(item, Quote):
        return item.speaker
    return item.claimant if isinstance(item, Claim) else item.attributed_to


def ordered(things: Iterable[Thing], gist: list[Span]) -> list[Thing]:
    """Order things of an article: what rests on a gist sentence leads, in the order of the gist.

    Args:
        things: Quotes, claims or events.
        gist: The sentences that tell the news; empty leaves the order of the text.

    Returns:
        All of them.
    """

    def place(thing: Thing) -> tuple[int, int]:
        spans = [*words_of(thing), *thing.mentions] if isinstance(thing, Event) else words_of(thing)
        rests = (n for n, told in enumerate(gist) if any(s.start < told.end and told.start < s.end for s in spans))
        return next(rests, len(gist)), spans[0].start

    return sorted(things, key=place)


def by_voice(things: Iterable[Thing], gist: list[Span]) -> list[Thing]:
    """Order things as `ordered` does, and let all of one voice follow its first."""
    voices: dict[str, list[Thing]] = {}
    for thing in ordered(things, gist):
        voice = voice_of(thing)
        voices.setdefault(voice.name if voice else "", []).append(thing)
    return [thing for group in voices.values() for thing in group]


def certainty(item: Item) -> float:
    """Say how sure the program is of an item, 0 to 1: for now, whether a check has something to say."""
    return 1.0 / (1 + len(item.flags))
