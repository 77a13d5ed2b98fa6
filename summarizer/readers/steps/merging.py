"""One event, several words: a cause with its dead, and what is told again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.readers.steps import words, worth
from summarizer.readers.steps.tree import governed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from summarizer.readers.steps.names import Names
    from summarizer.readers.steps.roles import Event

_RETOLD = words.CAUSES | {"death", "injury", "arrest", "trial", "election", "agreement", "meeting", "rescue", "strike"}
"""Types whose events are told again in other words; the others only with the same word."""


def merged(found: list[Event], names: Names) -> list[Event]:
    """Join the words that name one event.

    Args:
        found: Every word that names an event, in order.
        names: The article's names.

    Returns:
        The events worth listing, each once, in the order they are first told; those only possible left out.
    """
    _to_causes(found)
    out: list[Event] = []
    for event in found:
        if event.part_of is not None:
            event.part_of.again.append(event.token)
            event.part_of.worth = max(event.part_of.worth, event.worth)
            continue
        same = _same(event, out, names)
        if same is not None:
            _join(same, event)
        elif not event.bare:
            out.append(event)
    return [
        e
        for e in out
        if e.realis != "hypothetical" and e.worth >= (worth.DENIED if e.realis == "negated" else worth.LISTED)
    ]


def _join(one: Event, other: Event) -> None:
    one.again.append(other.token)
    one.worth = max(one.worth, other.worth)
    one.actors, one.targets = one.actors or other.actors, one.targets or other.targets
    one.place, one.time = one.place or other.place, one.time or other.time
    one.dead, one.injured = one.dead or other.dead, one.injured or other.injured


def _to_causes(found: list[Event]) -> None:
    """`a strike … which killed three`, `the crash, killing seven`: the cause carries the dead and the hurt."""
    causes = {e.token: e for e in found if e.type in words.CAUSES}
    for event in found:
        if event.type not in ("death", "injury"):
            continue
        cause = _cause(event, causes)
        if cause is None:
            continue
        cause.place, cause.time = cause.place or event.place, cause.time or event.time
        event.place, event.time = cause.place, cause.time
        cause.dead, cause.injured = cause.dead or event.dead, cause.injured or event.injured
        if event.realis == cause.realis:
            event.part_of, cause.bare = cause, False
            if cause.token.pos_ != "VERB" or not cause.targets:
                cause.targets += event.targets


def _cause(event: Event, causes: dict[Token, Event]) -> Event | None:
    verb = event.token
    while verb.dep_ == "conj":
        verb = verb.head
    named = [*event.actors, verb.head, *governed(event.token, "in", "during")]
    return next((causes[x] for x in named if x in causes), None)


def _keys(tokens: Iterable[Token], names: Names) -> set[str]:
    out: set[str] = set()
    for token in tokens:
        meant = token.doc[names.means[token.i]] if token.i in names.means else token
        out.add(meant.lemma_.lower())
    return out


def _same(event: Event, before: list[Event], names: Names) -> Event | None:
    """Find the event a word tells again: same type and realis, nothing that contradicts, something shared."""
    targets, actors = _keys(event.targets, names), _keys(event.actors, names)
    if not (targets or actors or event.place or event.time or event.definite):
        return None  # it shares nothing with any
    for other in reversed(before):
        if other.type not in _RETOLD and other.token.lemma_ != event.token.lemma_:
            continue
        if other.type != event.type or other.realis != event.realis or _clash(event, other):
            continue
        told_here = (event.place is not None and other.place is not None) or (
            event.time is not None and other.time is not None
        )
        others, other_actors = _keys(other.targets, names), _keys(other.actors, names)
        if targets and others and not targets & others:
            continue
        if actors and other_actors and not actors & other_actors:
            continue
        lemmas = {t.lemma_.lower() for t in (other.token, *other.again)}
        again = (
            event.definite
            and event.token.lemma_.lower() in lemmas
            and other.type in words.CAUSES | {"meeting", "election", "trial"}
        )
        if targets & others or actors & other_actors or told_here or again:
            return other
    return None


def _clash(one: Event, other: Event) -> bool:
    """Tell whether two words cannot name one event: other places, other times, other tolls."""
    if one.dead and other.dead and one.dead.value != other.dead.value:
        return True
    if one.time and other.time:
        first, second = one.time.value or "", other.time.value or ""
        if not first.startswith(second) and not second.startswith(first):
            return True
    if one.place is None or other.place is None:
        return False
    return one.place.key not in other.place.key and other.place.key not in one.place.key
