"""Values of an event's fields, and whether two of them mean the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from summarizer.score.pairing import same_name
from summarizer.summary import Event, Mention

_SMALL = frozenset(
    "the a an of in on at to for by with and or s his her their its from near which who that was were is are been"
    .split()
)  # fmt: skip


def same_role(one: str, other: str) -> bool:
    """Tell whether two descriptions mean one doer or sufferer.

    The same name, or most of one's words: half of the shorter one's and a quarter of the longer one's, small words left
    out. Roles are often no names ("hundreds of teachers", "the teachers and their pupils").
    """
    if same_name(one, other):
        return True
    first, second = _words(one), _words(other)
    common = len(first & second)
    return (
        bool(common) and common >= 0.5 * min(len(first), len(second)) and common >= 0.25 * max(len(first), len(second))
    )


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "").replace("'", ""))
    return set(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))) - _SMALL


def _names(mentions: Sequence[Mention]) -> list[str]:
    return [mention.name for mention in mentions]


def _count(kind: str) -> Callable[[Event], list[str]]:
    def values(event: Event) -> list[str]:
        count = getattr(event.casualties, kind) if event.casualties else None
        return [str(count.value)] if count else []

    return values


FIELDS: dict[str, Callable[[Event], list[str]]] = {
    "actor": lambda event: _names(event.actors),
    "target": lambda event: _names(event.targets),
    "place": lambda event: [event.place.name] if event.place else [],
    "date": lambda event: [event.time.value] if event.time and event.time.value else [],
    "dead": _count("dead"),
    "injured": _count("injured"),
}
"""Values of a field; an empty list where there is none."""
_ALIKE: dict[str, Callable[[str, str], bool]] = {"actor": same_role, "target": same_role, "place": same_name}


def right(field: str, expected: list[str], got: list[str]) -> int:
    """Count the values of a field that are labelled, each label used once.

    Args:
        field: A key of `FIELDS`: roles mean the same, places have the same name, dates and counts are equal.
        expected: Labelled values.
        got: Values found.
    """
    alike, left, hits = _ALIKE.get(field, str.__eq__), list(got), 0
    for value in expected:
        hit = next((each for each in left if alike(each, value)), None)
        if hit is not None:
            left.remove(hit)
            hits += 1
    return hits
