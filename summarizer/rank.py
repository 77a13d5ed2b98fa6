"""What comes first: what rests on the sentences that tell the news, in their order; then the order of the text.

The model names those sentences (`Summary.gist`); nothing is weighed here. `evals/agreement.py` scores the order against
a choice made by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from summarizer.summary import Claim, Event, Quote, Source, Span

Item = Quote | Claim | Event
Said = Quote | Claim
Thing = TypeVar("Thing", Quote, Claim, Event, Said)
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


def rests_on(item: Item, gist: list[Span]) -> int | None:
    """Give the number, from 1, of the first gist sentence an item rests on."""
    spans = [*words_of(item), *item.mentions] if isinstance(item, Event) else words_of(item)
    rests = (n for n, told in enumerate(gist, 1) if any(s.start < told.end and told.start < s.end for s in spans))
    return next(rests, None)


def ordered(things: Iterable[Thing], gist: list[Span]) -> list[Thing]:
    """Order things of an article: what rests on a gist sentence leads, in the order of the gist.

    Args:
        things: Quotes, claims or events.
        gist: The sentences that tell the news; empty leaves the order of the text.

    Returns:
        All of them.
    """
    return sorted(things, key=lambda thing: (rests_on(thing, gist) or len(gist) + 1, words_of(thing)[0].start))


def by_voice(things: Iterable[Thing], gist: list[Span]) -> list[Thing]:
    """Order things as `ordered` does, and let all of one voice follow its first."""
    voices: dict[str, list[Thing]] = {}
    for thing in ordered(things, gist):
        voice = voice_of(thing)
        voices.setdefault(voice.name if voice else "", []).append(thing)
    return [thing for group in voices.values() for thing in group]


def told(item: Item) -> str:
    """Give the words an item says."""
    return item.description if isinstance(item, Event) else " … ".join(span.text for span in words_of(item))


DOUBTED = 0.5
"""What is less certain than this is more likely wrong than right somewhere, and is worth a look without a flag too."""


def certainty(item: Item) -> float:
    """Say how sure an item is, 0 to 1; summaries that say nothing of certainty go by the number of its flags."""
    return 1 / (1 + len(item.flags)) if item.certainty is None else item.certainty


def doubted(item: Item) -> float | None:
    """Say how sure an item that a person should look at is, 0 to 1; None where nothing speaks against it."""
    sure = certainty(item)
    return sure if item.flags or sure < DOUBTED else None
