"""As shown: a thing counts only when everything it shows is right, as somebody who prints it would judge.

What is left out is not shown and cannot be wrong; a quotation or claim without anybody behind it is of no use and
counts as wrong. Where the two labellings of the set gave an event another type or a claim another stance, either is
accepted.
"""

from __future__ import annotations

from summarizer.score.fields import FIELDS, right
from summarizer.score.gold import Gold
from summarizer.score.pairing import overlap, same_name
from summarizer.summary import Claim, Event, Quote

WORDS = 0.8
"""Share of the longer one that must be common for the words of a quotation to be shown right."""
STATEMENT = 0.5
"""The same for a statement in other words, whose ends are a matter of taste."""


def quote(labels: Gold, gold: Quote, found: Quote) -> str:
    """Tell what is wrong with a quotation as shown; nothing where all is right.

    An optional label without a speaker (the questions of an interview) does not say that there is none.
    """
    if overlap(gold.content, found.content) < WORDS:
        return "words"
    if gold.speaker is None and gold.id in labels.optional:
        return ""
    if gold.speaker is None or found.speaker is None:
        return "" if gold.speaker is found.speaker else "speaker"
    return "" if same_name(gold.speaker.name, found.speaker.name) else "speaker"


def claim(labels: Gold, gold: Claim, found: Claim) -> str:
    """Tell what is wrong with a claim as shown; nothing where all is right.

    A plain "asserted" says less than any other stance but "denied", and is not wrong for it.
    """
    if overlap(gold.evidence, found.evidence) < STATEMENT:
        return "words"
    if not same_name(gold.claimant.name, found.claimant.name):
        return "claimant"
    accepted = {gold.stance, *labels.accepted.get(gold.id, [])}
    says_less = found.stance == "asserted" and gold.stance != "denied"
    return "" if found.stance in accepted or says_less else "stance"


def event(labels: Gold, gold: Event, found: Event) -> str:
    """Name the first field of an event that is wrong as shown; nothing where all is right.

    A value where the label has none is wrong; not so for an optional label, whose fields nobody filled in fully.
    """
    if found.type not in {gold.type, *labels.accepted.get(gold.id, [])}:
        return "type"
    if found.realis != gold.realis:
        return "realis"
    for field, values in FIELDS.items():
        expected, got = values(gold), values(found)
        if not expected and gold.id in labels.optional:
            continue
        if right(field, expected, got) < len(got):
            return field
    return ""
