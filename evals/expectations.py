"""Small inputs that real use got wrong, each with what a careful reader expects, as conditions a program can check."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from summarizer.rank import told
from summarizer.score.gold import GoldError
from summarizer.summary import Casualties, Claim, Event, Quote, Summary

Words = str | None
"""A regular expression, case ignored, that must occur; None: there must be nothing."""


class _Wish(BaseModel):
    model_config = ConfigDict(extra="forbid")

    def asked(self) -> dict[str, Any]:
        """Give what is asked; what is not named may be anything."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class QuoteWish(_Wish):
    """A quotation to be found."""

    words: Words = None
    """In its words."""
    speaker: Words = None


class ClaimWish(_Wish):
    """A claim to be found."""

    words: Words = None
    """In its evidence."""
    claimant: Words = None
    stance: list[str] | None = None
    """One of these."""
    flags: list[str] | None = None
    """These flags, and no others."""


class EventWish(_Wish):
    """An event to be found."""

    words: Words = None
    """In the sentences that tell it."""
    trigger: Words = None
    """In the word that names it."""
    type: list[str] | None = None
    """One of these."""
    realis: list[str] | None = None
    """One of these."""
    actor: Words = None
    """In the name of one who did it."""
    target: Words = None
    """In the name of one it was done to."""
    place: Words = None
    date: Words = None
    dead: int | None = None
    injured: int | None = None
    told_by: Words = None
    """In the name of the source it rests on."""


class Condition(_Wish):
    """One condition; exactly one of the first seven."""

    quote: QuoteWish | None = None
    claim: ClaimWish | None = None
    event: EventWish | None = None
    title: Words = None
    """In the headline."""
    told: Words = None
    """In what is said on standard error: a warning or a refusal."""
    exit: int | None = None
    any: list[list[Condition]] | None = None
    """One of these lists holds wholly."""
    count: int | None = None
    """With a quotation, claim or event: exactly so many."""

    @model_validator(mode="after")
    def _one(self) -> Condition:
        if len(self.model_fields_set - {"count"}) != 1:
            raise ValueError("a condition says one thing")
        return self


class Expectation(BaseModel):
    """What a careful reader expects of one input."""

    model_config = ConfigDict(extra="forbid")

    kind: str
    """The kind of fault it was made from."""
    must: list[Condition] = Field(default_factory=list)
    """All of these hold."""
    must_not: list[Condition] = Field(default_factory=list)
    """None of these holds."""


@dataclass(frozen=True)
class Outcome:
    """What a run gave."""

    summary: Summary | None
    """None where there is none."""
    code: int = 0
    told: str = ""
    """Standard error."""


def load(folder: Path) -> dict[str, Expectation]:
    """Read the expectations of a folder by name.

    Raises:
        GoldError: A file holds none.
    """
    found: dict[str, Expectation] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            found[path.stem] = Expectation.model_validate(json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, ValidationError) as error:
            raise GoldError(f"{str(path)!r} holds no expectation: {str(error)[:300]}") from None
    if not found:
        raise GoldError(f"{str(folder)!r} holds no expectations")
    return found


def faults(expectation: Expectation, outcome: Outcome) -> list[str]:
    """Tell what a run gave wrong; nothing where it is as expected."""
    wrong = [f"missing: {_written(wish)}" for wish in expectation.must if not holds(wish, outcome)]
    return wrong + [f"false: {_written(wish)}" for wish in expectation.must_not if holds(wish, outcome)]


def _written(wish: Condition) -> str:
    return json.dumps(wish.model_dump(exclude_unset=True), ensure_ascii=False)


def holds(wish: Condition, outcome: Outcome) -> bool:
    """Tell whether a condition holds."""
    summary = outcome.summary
    if wish.any is not None:
        return any(all(holds(each, outcome) for each in every) for every in wish.any)
    if wish.exit is not None:
        return outcome.code == wish.exit
    if "told" in wish.model_fields_set:
        return _said(wish.told, [outcome.told] if outcome.told.strip() else [])
    if summary is None:
        return False
    if "title" in wish.model_fields_set:
        return _said(wish.title, [summary.article.title] if summary.article.title else [])
    if wish.quote:
        found = sum(_quote(wish.quote.asked(), each) for each in summary.quotes)
    elif wish.claim:
        found = sum(_claim(wish.claim.asked(), each) for each in summary.claims)
    else:
        found = sum(_event((wish.event or EventWish()).asked(), each) for each in summary.events)
    return found > 0 if wish.count is None else found == wish.count


def _said(pattern: Words, words: Iterable[str]) -> bool:
    every = list(words)
    if pattern is None:
        return not every
    return any(re.search(pattern, each, re.IGNORECASE) for each in every)


def _all(asked: dict[str, Any], texts: dict[str, list[str]], values: dict[str, Any]) -> bool:
    """Tell whether everything asked is so: patterns in texts, values equal or among those named."""
    for name, wish in asked.items():
        if name in texts:
            if not _said(wish, texts[name]):
                return False
        elif values[name] not in (wish if isinstance(wish, list) else [wish]):
            return False
    return True


def _quote(asked: dict[str, Any], quote: Quote) -> bool:
    return _all(asked, {"words": [told(quote)], "speaker": [quote.speaker.name] if quote.speaker else []}, {})


def _claim(asked: dict[str, Any], claim: Claim) -> bool:
    flagged = "flags" not in asked or asked["flags"] == claim.flags
    asked = {name: wish for name, wish in asked.items() if name != "flags"}
    texts = {"words": [told(claim)], "claimant": [claim.claimant.name]}
    return flagged and _all(asked, texts, {"stance": claim.stance})


def _event(asked: dict[str, Any], event: Event) -> bool:
    casualties = event.casualties or Casualties()
    texts = {
        "words": [" … ".join(span.text for span in event.evidence)], "trigger": [event.trigger.text],
        "actor": [each.name for each in event.actors], "target": [each.name for each in event.targets],
        "place": [event.place.name] if event.place else [],
        "date": [event.time.value] if event.time and event.time.value else [],
        "told_by": [event.attributed_to.name] if event.attributed_to else [],
    }  # fmt: skip
    values = {
        "type": event.type, "realis": event.realis,
        "dead": casualties.dead.value if casualties.dead else None,
        "injured": casualties.injured.value if casualties.injured else None,
    }  # fmt: skip
    return _all(asked, texts, values)
