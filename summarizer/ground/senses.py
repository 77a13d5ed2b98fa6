"""Words that turn a sense round, left out of what is shown: negations, denials, conditions.

The closed classes of eight languages, and the few verbs of denying: they read nothing, they say where a reader should
look again. Where a language is not listed nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.passage import Passage
from summarizer.summary import Claim, Flag

BEFORE = 300
"""Code points of a sentence that are looked at on either side of a statement."""
CLOSE = 6
"""Words right before a statement in which a negation bears on it; two characters stand for one in Chinese."""
BESIDE_CUE = 2
"""Words right before reporting words in which a negation bears on them: `did not say`."""
_CLAUSE = re.compile(r"[,;:()—–，；：、،؛]")
_LINK = re.compile(r"[,，،]\s*[^\W\d_]{1,5}\s*\Z")
"""A comma and a word such as `dass` or `что`, which belong to the verb before them."""


@dataclass(frozen=True, slots=True)
class Words:
    """What negates, denies and puts under a condition in one language."""

    no: re.Pattern[str]
    """Negations."""
    denies: re.Pattern[str]
    """Verbs of denying."""
    condition: re.Pattern[str]
    """Conjunctions of a condition, and of what is not settled."""
    possible: re.Pattern[str]
    """Verbs of what may be or is to be."""


def _words(no: str, denies: str, condition: str, possible: str, *, edge: str = r"\b") -> Words:
    return Words(*(re.compile(f"{edge}(?:{one}){edge}", re.IGNORECASE) for one in (no, denies, condition, possible)))


LANGUAGES: dict[str, Words] = {
    "en": _words(
        r"not|never|no|nobody|none|neither|nor|without|cannot|false|untrue|\w+n[’']t",
        r"den(?:y|ied|ies|ying)|disput(?:e[sd]?|ing)|refut(?:e[sd]?|ing)|reject(?:s|ed|ing)?|dismiss(?:es|ed|"
        r"ing)?|rul(?:e[sd]?|ing) out",
        r"if|unless|whether|provided", r"may|might|could|would|should|must|can|will|shall",
    ),
    "fr": _words(
        r"ne|n[’'](?=\w)|pas|jamais|aucune?|sans|faux|ni",
        r"ni(?:e|ent|er|ait|é)|démen(?:t|ti|tent|tait)|réfut\w+|contest(?:e|ent|é|ait)|rejet\w+",
        r"si|s[’']ils?|à moins", r"pourrai\w+|devrai\w+|peu(?:t|vent)|pourra|doit|doivent",
    ),
    "de": _words(
        r"nicht|kein\w*|nie|niemals|niemand|ohne|weder|unwahr|falsch",
        r"bestreite\w*|bestritt\w*|leugn\w+|dementier\w+|verneint\w*|zurückgewiesen",
        r"wenn|falls|ob|sofern", r"könnten?|dürften?|würden?|sollen|soll",
    ),
    "es": _words(
        r"no|nunca|jamás|sin|nadie|ningun\w*|tampoco|ni|falso",
        r"nieg\w+|neg(?:ó|aron|aba|ado)|desm(?:int|ient)\w+|desmentido|rechaz\w+",
        r"si|a menos", r"podrían?|puede|pueden|debe|deben|podrán?",
    ),
    "ru": _words(
        r"не|нет|ни|никто|никогда|без|неправда", r"отрица\w+|опроверг\w*|отверг\w*|отвергает",
        r"если|ли", r"может|могут|мог(?:ла|ли)? бы|должны?|должна|будет|будут",
    ),
    "uk": _words(
        r"не|ні|ніхто|ніколи|без|неправда", r"запереч\w+|спростув\w+|спростовує|відкину\w+|відкидає",
        r"якщо|чи", r"може|можуть|міг би|могла б|повинн\w+|буде|будуть",
    ),
    "zh": _words(
        "没有?|不是|并非|并不|从未|尚未|未曾|沒有?", "否认|否認|驳斥|駁斥",
        "如果|假如|若是|除非|是否|倘若", "可能|或许|或將|或将|将会", edge="",
    ),
    "ar": _words(
        "لا|لم|لن|ليس|ليست|غير|بلا|دون", "[وف]?(?:نفى|نفت|نفوا|ينفي|تنفي|أنكر|أنكرت|ينكر|تنكر|نافيا|نافية)",
        "إذا|لو|ما لم|[وف]?إن لم|ما إذا", "ربما|سوف|يمكن",
    ),
}  # fmt: skip


def words_of(passage: Passage) -> Words | None:
    """Give the words of an article's language; those of English where it is not known."""
    return LANGUAGES.get(passage.article.language or "en")


def sense_flags(passage: Passage, claim: Claim) -> list[Flag]:
    """Flag a statement beside words that turn its sense round, and a denial that nothing denies."""
    words, text = words_of(passage), passage.article.text
    if words is None:
        return []
    start, end = claim.evidence[0].start, claim.evidence[-1].end
    first, last = passage.sentence_at(start), passage.sentence_at(end - 1)
    lead = text[max(first.start, start - BEFORE) : start]
    tail = text[end : min(last.end, end + BEFORE)].lstrip(' ,，،”"»」)')
    said = claim.cue.text if claim.cue else ""
    flags: list[Flag] = []
    if claim.stance == "denied":
        told = passage.sentence_at(claim.cue.start) if claim.cue else first
        around = f"{text[max(told.start, start - 2 * BEFORE) : told.end]} {lead} {claim.text} {tail}"[: 8 * BEFORE]
        if not words.no.search(around) and not words.denies.search(around):
            flags.append("negation_not_in_words")
    else:
        led = claim.cue is not None and start - len(lead) <= claim.cue.start and claim.cue.end <= start
        close = _leading(lead, claim.cue.start - start) if led and claim.cue else close_before(lead)
        if any(pattern.search(f"{close} {said}") for pattern in (words.no, words.denies)):
            flags.append("negation_dropped")
    if words.condition.search(lead) or words.condition.match(tail):
        flags.append("condition_dropped")
    return flags


def _leading(lead: str, cue: int) -> str:
    """Give what leads to a statement from its reporting words on, `cue` code points before it, and two words more."""
    before = _CLAUSE.split(lead[:cue])[-1]
    close = " ".join(before.split()[-BESIDE_CUE:]) if " " in before.strip() else before[-2 * BESIDE_CUE :]
    return f"{close} {lead[cue:]}"


def close_before(lead: str) -> str:
    """Give the last words before a statement that stand in one clause with it, or with the verb that leads to it."""
    clause = _CLAUSE.split(_LINK.sub("", lead))[-1]
    words = clause.split()
    return " ".join(words[-CLOSE:]) if len(words) > 1 else clause[-2 * CLOSE :]
