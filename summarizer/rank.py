"""What matters first: an order of quotes, claims and events that is computed from the article and says why.

The weights were chosen on the dev articles; `evals/agreement.py` scores the order against a choice made by hand.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from summarizer.summary import Claim, Event, Quote, Source, Span, Summary

Thing = TypeVar("Thing", Quote, Claim, Event)
FIRST = 3
"""Things of a kind that lead; the rest is offered."""
_GRAVE = frozenset(
    "attack death injury accident disaster arrest charge trial outbreak election result agreement decision".split()
)
_NAMED = ("person", "organization")
_EMPTY = frozenset(
    "the a an of in on at to for and or but with by from as after before over under into that this is was were are "
    "be been has have had its his her their it he she they who which will would could can not no new says said".split()
)


@dataclass(frozen=True)
class Ranked(Generic[Thing]):
    """One thing with its weight."""

    thing: Thing
    """A quote, claim or event."""
    weight: float
    """Higher matters more; comparable within one kind of one article."""
    why: tuple[str, ...]
    """What gave it weight, in words."""


class Ranking:
    """The order of one summary."""

    def __init__(self, summary: Summary) -> None:
        self._summary = summary
        self._length = max(1, summary.article.characters)
        self._headline = content_words(summary.article.title or "")
        voices = [_name(q.speaker) for q in summary.quotes] + [_name(c.claimant) for c in summary.claims]
        self._voices = Counter(voice for voice in voices if voice)

    def quotes(self) -> list[Ranked[Quote]]:
        """Quotes, what matters most first."""
        return _ordered(self._summary.quotes, self._quote, lambda quote: quote.content[0])

    def claims(self) -> list[Ranked[Claim]]:
        """Claims, what matters most first."""
        return _ordered(self._summary.claims, self._claim, lambda claim: claim.evidence[0])

    def events(self) -> list[Ranked[Event]]:
        """Events, what matters most first."""
        return _ordered(self._summary.events, self._event, lambda event: event.trigger)

    def _quote(self, quote: Quote) -> dict[str, float]:
        words = sum(len(span.text.split()) for span in quote.content)
        parts = self._common(quote.content, " ".join(span.text for span in quote.content))
        parts |= self._voice(quote.speaker)
        parts["a whole statement"] = 1.2 if quote.type == "direct" and words >= 8 else 0.0
        parts["a number"] = 0.0
        parts["a few words only"] = -0.6 if words < 4 else 0.0
        return parts

    def _claim(self, claim: Claim) -> dict[str, float]:
        parts = self._common(claim.evidence, claim.text) | self._voice(claim.claimant)
        parts[f"{claim.stance}"] = 0.5 if claim.stance in ("denied", "alleged", "confirmed") else 0.0
        parts["in a quotation too"] = -0.3 if claim.quote_ids else 0.0
        return parts

    def _event(self, event: Event) -> dict[str, float]:
        parts = self._common([event.trigger], event.description)
        dead = event.casualties.dead.value if event.casualties and event.casualties.dead else 0
        injured = event.casualties.injured.value if event.casualties and event.casualties.injured else 0
        if dead or injured:
            parts[f"{dead} dead" if dead else f"{injured} injured"] = 1.0 + 0.3 * math.log10(1 + dead + injured / 5)
        parts["early in the article"] *= 2  # events are told in the order of their weight more than statements are
        parts[event.type] = 0.25 if event.type in _GRAVE else -0.15 if event.type == "other" else 0.0
        parts["told more than once"] = 0.4 * math.log2(max(1, len(event.mentions)))
        parts[event.realis] = -0.2 if event.realis != "actual" else 0.0
        parts["says who and when"] = 0.4 * (bool(event.actors) + bool(event.time))
        return parts

    def _common(self, spans: list[Span], words: str) -> dict[str, float]:
        said = content_words(words)
        shared = len(said & self._headline)
        headline = min(1.0, shared / min(4, len(self._headline))) if self._headline else 0.0
        position = 1 - spans[0].start / self._length
        return {
            "in the headline": 1.6 * headline,
            "early in the article": 1.5 * max(0.0, position) ** 2,
            "a number": 0.3 if re.search(r"\d", words) else 0.0,
        }

    def _voice(self, source: Source | None) -> dict[str, float]:
        name = _name(source)
        heard = self._voices[name] if name else 0
        named = source is not None and source.kind in _NAMED
        return {"heard often": 0.35 * math.log2(max(1, heard)), "by name": 0.5 if named else 0.0}


def _ordered(
    things: Iterable[Thing], weigh: Callable[[Thing], dict[str, float]], span: Callable[[Thing], Span]
) -> list[Ranked[Thing]]:
    found: list[Ranked[Thing]] = []
    for thing in things:
        parts = weigh(thing)
        strongest = sorted((part for part in parts.items() if part[1] >= 0.25), key=lambda part: -part[1])
        found.append(Ranked(thing, round(sum(parts.values()), 3), tuple(name for name, _ in strongest[:3])))
    return sorted(found, key=lambda ranked: (-ranked.weight, span(ranked.thing).start))


def content_words(words: str) -> set[str]:
    """Give the stems of the words that carry meaning, lower case."""
    return {_stem(word) for word in re.findall(r"[^\W_]{2,}", words.lower()) if word not in _EMPTY}


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s)$", "", word) if len(word) > 4 else word


def _name(source: Source | None) -> str:
    return source.name if source and source.kind != "anonymous" else ""
