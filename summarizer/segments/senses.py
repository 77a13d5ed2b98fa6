"""What the words beside a trigger settle: "won the cup" is sport, "won the contract" is business, "in order" is nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.summary import EventType


@dataclass(frozen=True, slots=True)
class Sense:
    """One rule: for these lemmas, when the words before and after fit."""

    lemmas: frozenset[str]
    """Triggers it is about."""
    before: re.Pattern[str] | None
    """Searched in the words before the trigger, in its sentence."""
    after: re.Pattern[str] | None
    """Matched against the words after it."""
    type: EventType | None
    """The type that is meant; None where no event is."""


def _sense(lemmas: str, type_: EventType | None, *, before: str = "", after: str = "") -> Sense:
    return Sense(
        frozenset(lemmas.split()), re.compile(before, re.IGNORECASE) if before else None,
        re.compile(after, re.IGNORECASE) if after else None, type_,
    )  # fmt: skip


_ASKED = r"\s+(?:an?|the|its|their|his|her)\s+(?:[a-z]+\s)?"
_SENSES = (
    _sense("decline refuse", None, after=r"\s+to\s+(?:comment|say|answer|give|be named|discuss)"),
    _sense("order", None, before=r"\b(?:in|out of)\s+$"),
    _sense("order", "decision", after=r"\s+(?:him|her|them|[A-Z]\w+|the \w+)\s+to\b"),
    _sense("sign draw trial move final recovery beat return march rise", None, before=r"\b(?:no|any|some)\s+$"),
    # Light verbs: the noun after them names the event.
    _sense(
        "open launch hold host introduce order begin start", None,
        after=rf"{_ASKED}(?:investigation|inquiry|probe|strike|vote|hearing|talks|campaign|search|trial|summit|attack)\b",
    ),
    _sense("reach sign", "agreement", after=r"\s+(?:an?|the|new)\s+(?:[a-z]+\s)?(?:deal|agreement|accord|treaty|truce|contract)"),
    _sense("win beat defeat draw score lose qualify", "sport",
           after=r"[^.]{0,40}\b(?:[Cc]ups?|marathon|race|match|title|medal|[Ff]inal|league|championship|game|tournament|\d+-\d+|in \d+:\d\d|in two hours)\b"),
    _sense("win", "sport", before=r"\b(?:race|match|marathon|cup|final|stage|title)\s+(?:was|were)\s+$"),
    _sense("win", "award", after=r"[^.]{0,30}\b(?:prize|award|medal|Oscar|Nobel)\b"),
    _sense("win", "transaction", after=r"[^.]{0,40}\b(?:contract|order|tender|deal)\b"),
    _sense("vote", "election", before=r"\b(?:ballots?|polls?|electorate|voters?)\b[^.]*$"),
    _sense("vote", "election", after=r"[^.]{0,30}\b(?:election|referendum|president|candidate)\b"),
    _sense("vote ballot", "decision"),
    _sense("fine", "decision", before=r"\b(?:inspectorate|regulator|authority|agency|commission|watchdog|ministry)\s+$"),
    _sense("detect identify find", "outbreak", before=r"\b(?:flu|virus|disease|measles|cholera|infections?|cases?)\s+(?:was|were|had been|has been|is)\s+$"),
    _sense("treat", "injury", after=r"\s+for\b"),
    _sense("attack", None, after=r"\s+the\s+(?:[a-z]+\s)?(?:record|problem|question|budget|summit)\b"),
    _sense("lift", None, after=r"\s+the\s+(?:cup|trophy|title)\b"),
    _sense("cross", None, after=r"\s+the\s+(?:line|stage|floor|road|street)\b"),
    _sense("meet", None, before=r"\bwe\s+$"),
    _sense("meet", None, after=r"\s+(?:me|us|a corner|the deadline|demand|the target|expectations|costs)\b"),
    _sense("arrive", None, before=r"\b(?:letters?|signals?|news|time|moment|leaders|engine|message|answer|bill)\s+(?:had\s+|has\s+|should\s+|will\s+|would\s+)?$"),
    _sense("release", "other", after=r"\s+(?:\d|some\s|thousands|young|a new|the report|figures|data)"),
    _sense("release", "announcement", after=r"\s+(?:a |the |its |their )?(?:[a-z]+\s)?(?:report|figures|data|statement|video|names?|results)\b"),
    _sense("recover", "result", before=r"\b(?:sales|prices|shares|profits?|economy|demand)\s+(?:would|will|may|could|had|have)\s+$"),
    _sense("recover", "discovery", after=r"\s+(?:the|an?|two|three|\d+|some|from|drugs|weapons)\b"),
    _sense("return", None, before=r"\b(?:inflation|growth|prices|rate|life|sales)\b[^.]{0,20}$"),
    _sense("migrate move travel", None, before=r"\b(?:no|may|be|not)\s+(?:be\s+)?$"),
    _sense("damage", None, before=r"\b(?:the|much|some|little)\s+$", after=r"\s+(?:would|will|to)\b"),
    _sense("fall close", None, after=r"\s+(?:asleep|in love|ill|short|silent|apart|behind|to be)\b"),
    _sense("cut increase rise fall drop", None, before=r"\b(?:more|further|another|small)\s+$"),
)  # fmt: skip
_FIGURE = re.compile(r"\d|\b(?:percent|per cent|half|third|quarter|doubl|tripl|record|lowest|highest)\b", re.IGNORECASE)
_CHANGES = frozenset("rise fall drop climb grow shrink slump increase decrease decline jump double slide surge".split())


def sense(lemma: str, before: str, after: str) -> tuple[bool, EventType | None]:
    """Say what the neighbours of a trigger settle.

    Args:
        lemma: The trigger's infinitive or singular.
        before: The words before it in its sentence.
        after: The words after it, some 60 code points.

    Returns:
        Whether anything is settled, and the type that is meant; None where it names no event.
    """
    for rule in _SENSES:
        if (
            lemma in rule.lemmas
            and (rule.before is None or rule.before.search(before))
            and (rule.after is None or rule.after.match(after))
        ):
            return True, rule.type
    if lemma in _CHANGES and not _FIGURE.search(after) and not _FIGURE.search(before[-40:]):
        return True, None  # a change without a figure is a remark
    return False, None
