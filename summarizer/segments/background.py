"""What is mentioned and not told: conditions, wishes, habits, descriptions, things the reader is taken to know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.segments.lexicon import VERBS
from summarizer.segments.triggers import BARE_VERB

if TYPE_CHECKING:
    from summarizer.segments.happenings import Draft

_CONDITION = re.compile(
    r"\b(?:if|unless|whether|in case|even though it|as though|as if|can|cannot|can[’']t|could not|couldn[’']t|able to|unable to)\s+(?:[\w’'-]+\s+){0,6}$",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:demand\w*|call(?:ed|s|ing)? for|want(?:ed|s)?|seeks?|sought|urg(?:ed|es|ing)|blam(?:ed|es|ing)|request\w*|pleas? for|oppos(?:ed|es|ing)|"
    r"reject(?:ed|s)|without|instead of|rather than|feared?|hop(?:ed|es|ing) for|in favou?r of|against|avoid\w*|prevent\w*|rul(?:e|es|ed|ing) out)\s+"
    r"(?:(?:the|an?|his|her|its|their|any|more|new|for|to)\s+){0,2}(?:\w+\s+(?:for|of|to)\s+(?:(?:the|an?)\s+)?)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|been|be|being|began|begun|starts?|started|stop(?:s|ped)?|keeps?|kept|after|by|of|for|without|while|admitted|"
    r"admits|denied|denies|accused of|considering|considers|suggested|continued|resumed|finished|planned on|and|or|since|when|before)"
    r"\s+(?:\w+ly\s+|not\s+|still\s+|also\s+|now\s+|already\s+|again\s+|\w+ed\s+and\s+)*$|[,–—]\s*(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"\b(?:an?|the|its|his|her|their|first|more|some|of|with|for)\s+(?:(?:newly|recently|badly|formerly|previously|widely)\s+)?$",
    re.IGNORECASE,
)
_WHO = re.compile(r"\b(?:who|which|that|whom|whose|where)\s+(?:(?!said|says)[\w’'-]+\s+){0,4}$")
_WOULD = re.compile(r"\b(?:would|could|should)\s+(?:[\w’'-]+\s+){0,3}$")
_HABIT = re.compile(r"\b(?:when|whenever|where|once)\s+(?:[\w’'-]+\s+){1,3}(?:is|are)\s+$|\bnot to (?:be\s+)?$")
_INFINITIVES = frozenset(verb for verbs in VERBS.values() for verb in verbs.split())
_UNCHANGED = frozenset("cut hit shut beat quit spread hurt put set cost burst".split())
_PURPOSE = re.compile(r"\bto\s+(?:be\s+)?(?:\w+ly\s+)?$")
_DID_SO = re.compile(
    r"\b(?:beg[aiu]n|begins|start(?:ed|s)?|continu\w+|went on|manag\w+|came|return\w+|forc\w+(?:\s\S+){0,6}|t(?:ook|akes?)(?:\s\S+){0,9}|caus\w+(?:\s\S+){0,7}|"
    r"led(?:\s\S+){0,6}|helped|ha[sd]|have|happened|refus\w+|fail\w+|chose|proceeded|combined|joined forces)\s+to\s+(?:be\s+)?(?:\w+ly\s+)?$"
)
_HELPING = re.compile(r"\b(?:is|are|was|were|be|been|being|has|have|had|got)\s+(?:\w+ly\s+|also\s+|since\s+|all\s+)*$")
# "over fears it would amount to an amnesty"
_WOULD_BE = re.compile(
    r"\b(?:would|could|might|may)\s+(?:\w+ly\s+)?(?:amount to|mean|be|lead to|cause|trigger|bring|end in|become)\s+(?:(?:an?|the|another|more|new)\s)?(?:[\w-]+\s)?$"
)
_AIM = re.compile(r"\b(?:goal|aim|idea|purpose|task|hope|dream|challenge|problem)\s(?:is|was|remains)\s+to\s+$")
_WANTED = re.compile(
    r"\b(?:want(?:s|ed|ing)?|wish(?:es|ed)?|like to see|prefer(?:s|red)?)\s+(?!by\b|in\b|for\b)(?:(?!was\b|were\b|is\b|are\b|been\b|has\b|had\b)[\w’'-]+\s){1,4}$"
)
_OF_PAPER = re.compile(
    r"\b(?:study|report|poll|survey|paper|figures|data|statement|letter|interview|book|article|review|results?|research)\s+$"
)
_GENERAL = re.compile(r"\b(?:does|do)(?:\snot|n[’']t)\s+(?:\w+\s)?$")
_LONG_AGO = re.compile(r"\s(?:in|by|since)\s(?:1\d{3}|200\d|201\d)\b")
# "charged with treason and murder": what somebody is charged with; "kidnappings are commonplace"
_ACCUSED_OF = re.compile(
    r"\b(?:charged with|charges? of|accused of|suspected of|suspicion of|convicted of|guilty of|crimes? of|counts? of|acquitted of|cleared of)\s+"
    r"(?:(?!(?:the|that|who|which|for|in|on|at|after)\b)[\w’'-]+,?\s+){0,8}$"
)
_COMMON = re.compile(
    r"\s+(?:and\s\w+\s)?(?:is|are)\s+(?:\w+ly\s)?(?:common|commonplace|rare|frequent|regular|rife|routine|a regular|part of|not uncommon|unknown)\b"
)
# "help the girls enter the country"
_HELPED = re.compile(
    r"\b(?:help(?:s|ed|ing)?|let|lets|letting|makes?|making|watch(?:ed|ing)?|see|saw|heard?)\s+(?:[\w’'-]+\s+){1,3}$"
)
_FINITE_LATER = re.compile(
    r"\s+(?:from|by|in|at|with|on|to|for|of|into)\s(?:(?!\b(?:and|but|which|who|that|when|after|while|as|because|where|if|before|since|so)\b)[^,;])*?\b(?:has|have|had|is|are|was|were|will|would)\b"
)
_PLUPERFECT = re.compile(r"\bhad\s+(?:\w+ly\s+|been\s+|never\s+|already\s+|not\s+|also\s+)*$")
_KNOWN = re.compile(
    r"\b(?:the|this|that|these|those|his|her|its|their|whose)\s+(?:(?!an?\s)[\w’'-]+\s+){0,2}$", re.IGNORECASE
)
# "the Boston Marathon bombing", "the April 15 attack": one of its own, told in passing.
_SPECIFIC = re.compile(r"\b(?:the|that|this)\s+(?:[\w’'-]+\s+){0,3}?[A-Z0-9][\w’',-]*\s+(?:[\w’',-]+\s+){0,3}$")
_DONE_WITH = re.compile(
    r"\b(?:accepted|handed in|tendered|offered|submitted|announced|filed|lodged|launched|opened|began|begun|started|staged|held|called|called off|suspended|"
    r"ended|signed|extended|lifted|declared|won|lost|postponed|cancelled|confirmed)\s+(?:the|his|her|its|their|a|an)\s+(?:[\w’'-]+\s+){0,3}$"
)
_HELD_BEFORE = re.compile(r"(?:\b(?:said|says|say|that|but|and|when)|[.!?;:,])\s*$|^\s*$", re.IGNORECASE)
_AFTER_A_NOUN = re.compile(
    r"\s*(?:[^\sA-Za-z]|$|(?:in|on|at|to|by|for|from|of|with|and|or|as|after|before|into|that|when|off|up|out|down|than|over|through|against|"
    r"under|about|between|among|during|since|until|near|because|while|but|which|who|where|is|are|was|were|will|would|has|have|had|"
    r"may|might|could|resumes?|resumed|failed|collapsed|should|this|last|next|yesterday|today|tomorrow|late|early|here|there|outside|inside|across|following|"
    r"[a-z]+ed|[a-z]+ly|began|begins|took|takes|left|broke|hit|cost|came|ends?|starts?|if|not|a|an|the)\b|\s[A-Z0-9])"
)


def mentioned_only(masked: str, draft: Draft) -> bool:
    """Tell whether a draft is background: nothing that the article tells as having happened, planned or denied.

    Args:
        masked: The article's text with quotations masked.
        draft: With its time, realis and frame.

    Returns:
        True where it is to be left out.
    """
    trigger, unit = draft.trigger, draft.unit
    passed_on = draft.frame.content if draft.frame else None
    begin = passed_on[0] if passed_on else unit.start  # "said that hackers had": the frame's "that" relates to nothing
    left, right = masked[begin : trigger.start], masked[trigger.end : unit.end]
    word = masked[trigger.start : trigger.end].lower()
    clause = re.split(r"[;:]|\bbut\b", left)[-1]
    if trigger.noun:
        if (
            re.search(r"\brul(?:e|es|ed|ing) out\b", clause)
            or _ACCUSED_OF.search(clause)
            or (word.endswith("s") and _COMMON.match(right))
        ):
            return True
        return bool(_WISH.search(clause[-60:]) or _WOULD_BE.search(clause)) or (
            trigger.weak and not _AFTER_A_NOUN.match(right)
        )
    return (
        _conditional(draft, clause, word)
        or _descriptive(draft, left, right, word)
        or (trigger.weak and _weakly_told(draft, clause, right, word))
    )


def _conditional(draft: Draft, clause: str, word: str) -> bool:
    """A verb that says what might be, is asked for, or is generally so."""
    return bool(
        _CONDITION.search(clause[-70:])
        or (draft.realis == "hypothetical" and _WOULD.search(clause))
        or _HABIT.search(clause)
        or _AIM.search(clause)  # "its goal is to sell less"
        or _WANTED.search(clause)  # "wanted the camp closed"
        or _GENERAL.search(clause)  # "the pill does not kill worms"
        or (_WHO.search(clause) and _PLUPERFECT.search(clause))
        or (draft.realis == "negated" and word in ("rule out", "ruled out"))
        # "asked the court to freeze the fund"
        or (
            draft.realis == "actual"
            and draft.type != "sport"
            and _PURPOSE.search(clause)
            and not _DID_SO.search(clause)
        )
    )


def _descriptive(draft: Draft, left: str, right: str, word: str) -> bool:
    """A verb form that only describes a noun."""
    clause = re.split(r"[;:]|\bbut\b", left)[-1]
    if word in _INFINITIVES and word not in _UNCHANGED and not BARE_VERB.search(clause):
        return True
    if draft.unit.index > 1 and word == f"{draft.trigger.lemma}s":
        return True  # news tells in the past tense: below the lead a form on -s is mostly a noun
    if word in ("published", "released", "issued", "conducted") and _OF_PAPER.search(left):
        return True  # "in a poll published on Tuesday"
    if left.endswith(", ") and _LONG_AGO.match(right):
        return True  # "the bridge, opened in 1998, carries"
    if " " in word:
        return False
    return (word.endswith("ing") and not _AUXILIARY.search(left[-40:])) or bool(
        _ATTRIBUTE.search(left[-24:]) and not re.match(r"\s*(?:[^\sA-Za-z]|by\b|in\b|at\b)", right)
    )


def _reduced(word: str, right: str) -> bool:
    """A participle behind its noun, the verb yet to come: "iodine released from the vats has been found"."""
    return word.endswith("ed") and bool(_FINITE_LATER.match(right))


def _weakly_told(draft: Draft, clause: str, right: str, word: str) -> bool:
    """A word that often means something else must carry its clause: no relative clause, purpose, denial or earlier past."""
    if _HELPED.search(clause) or (_reduced(word, right) and not _HELPING.search(clause)):
        return True
    near = re.split(r",|\band\b", clause)[-1]
    if (
        _WHO.search(near)
        or re.search(r"\b(?:we|I|you)\s+$", near)
        or (_PLUPERFECT.search(clause) and draft.time is None and draft.frame is None)
    ):
        return True
    if draft.realis == "negated" and (draft.frame is None or draft.frame.cue.stance != "denied"):
        return True
    return word == draft.trigger.lemma and bool(_PURPOSE.search(clause)) and draft.realis == "actual"


def taken_as_known(masked: str, draft: Draft) -> bool:
    """Tell whether a noun stands as something the reader knows: "led the investigation", where none was told before.

    Args:
        masked: The article's text with quotations masked.
        draft: Of a noun that no earlier draft tells.

    Returns:
        True where it is definite, follows a verb or a preposition, and stands below the article's first two sentences.
    """
    trigger, unit = draft.trigger, draft.unit
    if not trigger.noun or unit.index < 2 or draft.realis == "planned":
        return False
    left = masked[unit.start : trigger.start]
    if (
        draft.time
        and re.match(r"\s(?:in|on|of)\s", masked[trigger.end : draft.time.start + 3])
        and draft.time.start - trigger.end <= 6
    ):
        return False  # "we had the flood in 2023" tells it
    if _DONE_WITH.search(left) or _SPECIFIC.search(left) or draft.dead or draft.injured:
        return False
    known = _KNOWN.search(left)
    return bool(known) and not _HELD_BEFORE.search(left[: known.start()])
