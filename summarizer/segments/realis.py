"""Whether an event happened, is planned, denied or only possible."""

from __future__ import annotations

import re
from datetime import date

from summarizer.segments.times import TimeExpression
from summarizer.segments.triggers import Trigger
from summarizer.summary import Realis

_NEGATED = re.compile(
    r"\b(?:not|never|no|n[’']t|[Nn]obody|[Nn]o one|[Nn]one of (?:\w+\s){0,2}\w+|without|failed to|refused to|declined to|denied|denies|neither|nor)\s+(?:\w+\s+){0,3}$"
)
_PLANNED = re.compile(
    r"\b(?:will|won[’']t|shall|must|(?:is|are|was|were)(?=\sto\s)|plans?|planned|planning|intends?|due|scheduled|set|expected|about|aims?|vowed|pledged|"
    r"promised|agreed|hopes?|ready|preparing|prepares?|going|wants?|proposes?|proposed)\s+(?:\w+\s+){0,3}?(?:to\s+)?(?:be\s+|have\s+)?(?:\w+ly\s+)?$"
)
_POSSIBLE = re.compile(
    r"\b(?:would|could|might|may|if|should|can|unless|whether|threatened to|risk|possible|potential|allegedly|feared)\s+(?:\w+\s+){0,3}$"
)
_FUTURE_NOUN = re.compile(
    r"\b(?:next|planned|scheduled|upcoming|forthcoming|coming|proposed)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_WILL_BE = re.compile(
    r"\s*(?:(?:(?!\b(?:and|but)\b)[^.,;]){0,40}?\s)?(?:will|would|is to|are to|is due|are due|is expected|are expected|is planned|are planned|is scheduled|"
    r"are scheduled|(?:is|are|was|were) (?:set|scheduled|due) (?:for|on|to)|(?:begins?|starts?|opens?|resumes?)(?=\s(?:[^.,;]*\s)?(?:on|in|at|next|tomorrow)\b))\b"
)
_PROMISES = re.compile(
    r"\b(?:announced|promised|pledged|ordered|call(?:ed|s)(?=\s(?:an?|for|fresh|new|early|snap)\s)|scheduled|plans?|planned|expected (?:the|an?)|preparing|considering|due for|will \w+|agreed to)\s+"
    r"(?:for\s+)?(?:(?:an?|the|new|another|full|independent|fresh)\s+){0,3}(?:\w+\s+)?$"
)


def realis_of(left: str, right: str, trigger: Trigger, time: TimeExpression | None, published: date | None) -> Realis:
    """Say whether an event happened, is planned, denied or only possible, by the words around its trigger.

    Args:
        left: Its sentence up to the trigger.
        right: Its sentence from there on.
        trigger: The word that names it.
        time: When it is said to happen.
        published: When the article appeared.

    Returns:
        The realis; `actual` where nothing says otherwise.
    """
    tail = left[-70:]
    clause = re.split(r"[,;:]|\b(?:but|and|after|because|when|that)\b", tail)[-1]
    if trigger.noun:
        if re.search(r"\bno\s+(?:\w+\s+)?$", clause):
            return "negated"
        if re.match(r"\s+(?:is|are|was|were)\s(?:\w+ly\s)?(?:likely|possible|feared)\b", right):
            return "hypothetical"
        future = (
            time is not None
            and time.value is not None
            and published is not None
            and time.value[:10] > published.isoformat()[: len(time.value)]
        )
        if (
            _FUTURE_NOUN.search(clause)
            or _PROMISES.search(left)
            or _WILL_BE.match(right)
            or (future and re.search(r"\bwill\b", left))
        ):
            return "planned"
        return "actual"
    if trigger.lemma in ("go to the polls", "goes to the polls"):
        return "planned"
    if _NEGATED.search(clause):
        return "negated"
    if re.search(r"\bnext\s+$", left):
        return "planned"  # "the bank next meets on June 19"
    if _PLANNED.search(clause):
        return "planned"
    if _POSSIBLE.search(clause):
        return "hypothetical"
    return "actual"
