"""Who does it: the subject and the object around a trigger, as plain syntax shows them."""

from __future__ import annotations

import re

from summarizer.segments.phrases import noun_phrase, subject
from summarizer.segments.units import MASK
from summarizer.segments.wordlists import DAYS, MONTHS

_OBJECT_START = re.compile(
    r"\s(?:(?=(?:at least|up to|as many as|about|around|over)\s(?:\d|an?\b|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|half|dozens|scores|hundreds|thousands|\w+teen|\w+ty\b))|(?!(?:in|on|at|to|by|for|from|of|with|and|or|as|after|before|into|that|when|off|up|out|down|than|over|through|against|"
    r"under|about|back|away|it|but|because|while|during|near|since|until|last|early|late|again|together|alongside|within|"
    r"without|across|along|around|between|among|later|earlier|soon|there|here|where|who|which|if|how|whether|just|only|more than half|their way|his way|"
    r"her way|its way|outside|inside|above|behind|below|beneath|beside|towards?|onto|upon|ahead|along|amid|\w+ly|yesterday|today|tomorrow|next|this (?:week|month|year|morning)|"
    rf"{DAYS})\b))(?=\S)"
)


_OBJECT_END = re.compile(
    r"(?<!\bthe)(?<!\ba)(?<!\ban)(?<!\bits)(?<!\bhis)(?<!\bher)\s(?:over|for|from|into|among|against|under|to|near|between|across|amid|about|according|within|along|after|and\s(?:\w+(?:ed|ing)|ran|went|took|left|made|gave|got|fled|came|said|told|sold|won|lost|hit|put|set|cut|drove|fell|broke|sent|held|kept|began)|"
    r"inside|beside|around|before|then|\w+ing|so|of at least|in|than|worth|off|with|without|asleep|alive|who|which|that|"
    r"[a-z]{3,}ed(?=\s(?:for|by|in|on|at|to|from|after|last|with)\b)|and\s(?:yesterday|today|tomorrow|then|later|he|she|they|it))\b|(?<!\ball)(?<!\bthe)(?<!\ba)(?<!\ban)(?<!\bsome)(?<!other)(?<!about)(?<!least)\s\d|[-–—]\s"
)
# "The Treasury in February", "border police Monday night"
_TIME_TAIL = re.compile(
    rf"\s(?:(?:late |early )?(?:on |in |since )?(?:late |early |last )?(?<!Black )(?<!Bloody )(?<!Good )(?<!Ash )(?<!Palm )(?<!Cyber )(?<!Easter )(?:{DAYS})(?:\s(?:morning|afternoon|evening|night))?|"
    rf"(?:in|since|last|on|by)\s(?:late |early )?(?:{MONTHS})(?:\s\d{{1,2}})?(?:,?\s\d{{4}})?|(?:in|since)\s\d{{4}}|"
    r"(?:last|this)\s(?:week|month|year|night|weekend|morning|evening|afternoon)|yesterday|today|tomorrow|tonight|late|early)$"
)


def object_after(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase right after a verb, or None where a preposition or an adverb follows."""
    dead = re.match(r"\s+dead(?=\s(?:an?|the|\d|[a-z]+\s[a-z]))", masked[start:end])
    start += dead.end() if dead else 0  # "shot dead a man"
    if not _OBJECT_START.match(masked, start, end):
        return None
    phrase = noun_phrase(masked, start, end)
    if phrase is None:
        return None
    cut = _OBJECT_END.search(masked, phrase[0] + 1, phrase[1])
    stop = cut.start() if cut else phrase[1]
    words = masked[phrase[0] : stop].rstrip()
    while tail := _TIME_TAIL.search(words) or re.search(r"\s(?:of|in|at|for|to|by|from|on|and|or)$", words):
        words = words[: tail.start()]
    if words == "dead":
        return None
    return (phrase[0], phrase[0] + len(words)) if re.search(r"[A-Za-z0-9]", words) else None


_VERBAL = re.compile(
    r"\s(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|did|does|do|be|been|being|to(?!\s[A-Z])|who|which|that|after|"
    r"before|by|when|while|because|if|not|never|also|then|later|said|says|told|went|came|got|made|became|becomes|took|began|left|ran|saw|"
    r"gave|held|kept|led|set|put|stood|sat|lay|fled|hit|won|lost|fell|rose|grew|broke|drove|flew|threw|wrote|brought|bought|"
    r"caught|found|felt|meant|met|beat|struck|shot|stole|swept|paid|sent|sold|spent|thought|wants?|plans?|hopes?|needs?|allows?|requires?|tries|tried|"
    r"[a-z]{3,}ed|[a-z]{3,}ly|[a-z]{3,}ing)(?=\s|$|,)"
)


_TAIL_PHRASE = re.compile(
    r"\s(?:in|at|on|from|after|with|for|near|during|under|outside|inside|since|who|which|and)$|[\s,–—-]+$"
)


# "In October last year two young men broke …": the subject begins after the time.
_TIME_LEAD = re.compile(
    r"\s*(?:In|On|By|Since|Late|Early|Last|Until)\s+(?:(?:late|early|mid)[- ])?(?:(?:"
    rf"{MONTHS}|{DAYS}|spring|summer|autumn|winter|week|month|year)\b\s*)?"
    r"(?:\d{1,2}\b(?!,\d)\s*)?(?:(?:last|this|next) (?:year|week|month)|\d{4}\b)?,?\s+(?=[A-Za-z])"
)
# "The port is expected to reopen": the subject stands before "is expected".
_DUE_TO = re.compile(
    r",?\s+(?:is|are|was|were|has been|have been|had been)\s+(?:also\s+|now\s+|not\s+)?(?:expected|due|set|likely|scheduled|planning|ready|"
    r"going|ordered|told|able|allowed|forced|asked|preparing|to)\s+(?:to\s+)?(?:be\s+|have\s+)?$"
)


# "He threatened to blockade the port": he is who would do it.
_SET_TO = re.compile(
    r"\s+(?:has\s|have\s|had\s)?(?:also\s|now\s|later\s)?(?:threaten|agree|promise|plan|want|intend|decide|vote|vow|hope|refuse|fail|manage|begin|began|start|"
    r"continue|help|pledge|offer|prepare|seek|sought|try|tried|aim|choose|chose)(?:d|ed|s|ned|ring)?\s+(?:not\s)?to\s+(?:be\s)?$"
)


# "a device that exploded": the pronoun stands for the words before it.
_ANTECEDENT = re.compile(
    r"(?<![\w’'-])(?P<np>(?-i:[A-Z])[\w’'.-]*(?:\s(?-i:[A-Z])[\w’'.-]*)+|(?:the|an?|his|her|its|their|some|several|many|most|two|three|four|five|six|seven|eight|nine|ten|\d+)\s"
    r"(?:(?!(?:the|an?|his|her|its|their|that|which|who|and|of|in|on|at|to|for|with|containing|carrying)\s)[\w’'-]+\s){0,3}[\w’'-]+),?\s(?:that|which|who)\s+"
    r"(?:(?:has|have|had|was|were|is|are|been|being|also|then|later|never|once|just|allegedly|reportedly)\s+)*$",
    re.IGNORECASE,
)
_TIME_FIRST = re.compile(r"(?:yesterday|today|tomorrow|tonight|meanwhile|now|then)\s+(?=\S)", re.IGNORECASE)
_NO_DOER = re.compile(
    r"\b(?:chance|opportunity|attempt|effort|decision|right|way|need|order|time|bid|calls?|demands?|requests?|pleas?|offers?|pressure)$"
)


_OPENS_CLAUSE = re.compile(
    r"\b(?:that|when|while|because|after|before|although|though|if|since|where|as)\s+(?=[\w’'-])"
)
_VERB_GROUP = re.compile(
    r"\s*(?:(?:has|have|had|was|were|is|are|been|being|will|would|could|may|might|should|also|then|later|not|never|\w+ly|to|be)\s+)*"
)


def _inner_subject(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """`noticed that deposits had shrunk`: the subject stands between the conjunction and the verb."""
    for opening in reversed(list(_OPENS_CLAUSE.finditer(masked, start, end))):
        phrase = noun_phrase(masked, opening.end(), end)
        if phrase and _VERB_GROUP.fullmatch(masked, phrase[1], end):
            words = masked[slice(*phrase)]
            return (
                phrase
                if len(words.split()) <= 8
                and not words[0].isdigit()
                and _names_somebody(words)
                and not _VERBAL.search(words)
                else None
            )
    return None


_NO_NOUN_YET = re.compile(r"(?:the|an?|his|her|its|their|two|three|some|\d+|more|most|all)", re.IGNORECASE)
# "The Dorn weaving mill"
_ATTRIBUTIVE_ING = re.compile(
    r"(?:The|An?|Its)\s[A-Z][\w’'-]+\s[a-z]+ing(?=\s(?!(?:the|an?|his|her|its|their|to|in|on|at|for|from|with)\b)[a-z])"
)


# "The driver fled and the car burned": the second verb has a subject of its own.
_OWN_SUBJECT = re.compile(
    r"\s(?:and|but|while)\s(?P<np>(?:(?:the|an?|his|her|its|their)\s[\w’'-]+|[A-Z][\w’'-]*)(?:\s(?!(?:is|are|was|were|has|have|had|[a-z]+ed|[a-z]+ing)\b)[\w’'-]+){0,2})$"
)


def agent(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """The subject of a verb: the noun phrase its clause begins with, cut before the clause's first verb.

    Args:
        masked: The text with quotations masked.
        start: Where the clause may begin.
        end: The first code point of the verb.

    Returns:
        Offsets, or None where no noun phrase stands there.
    """
    lead = masked[max(start, end - 14) : end]
    if re.search(
        r"\b(?:after|before|by|of|for|without|from|since|while|in|despite|about)\s+(?:having\s+|being\s+)?$", lead
    ) and masked[end : end + 20].split(" ", maxsplit=1)[0].endswith("ing"):
        return None
    clock = re.match(r"\s*\d{1,2}[:.]\d\d\s+", masked[start:end])
    start += clock.end() if clock else 0  # "13:05 A lorry driver has been hurt"
    lead_time = _TIME_LEAD.match(masked, start, end)
    start = lead_time.end() if lead_time else start
    antecedent = _ANTECEDENT.search(masked, start, end)
    if antecedent:
        return antecedent.span("np")
    inner = _inner_subject(masked, start, end)
    if inner:
        return inner
    due = _DUE_TO.search(masked, start, end) or _SET_TO.search(masked, start, end)
    found = subject(masked, start, due.start() if due else end)
    if found is None:
        return None
    words = masked[slice(*found)]
    verbal = _VERBAL.search(words)
    described = _ATTRIBUTIVE_ING.match(words)
    while verbal and (
        _NO_NOUN_YET.fullmatch(words[: verbal.start()].strip()) or (described and verbal.start() < described.end())
    ):
        verbal = _VERBAL.search(words, verbal.end() - 1)
    own = _OWN_SUBJECT.search(words, verbal.end()) if verbal else None
    if own:
        found, words = (found[0] + own.start("np"), found[1]), own["np"]
    elif verbal:
        words = words[: verbal.start()]
    while tail := _TAIL_PHRASE.search(words) or _TIME_TAIL.search(words):
        words = words[: tail.start()]
    first = _TIME_FIRST.match(words)
    begin, words = (found[0] + first.end(), words[first.end() :]) if first else (found[0], words)
    if re.match(r"(?:whose|which|what|just|only|shortly|soon|even)\b", words, re.IGNORECASE) or _NO_DOER.search(words):
        return None
    if not words or MASK in words or len(words.split()) > 14 or not _names_somebody(words):
        return None
    return begin, begin + len(words)


_FINITE = re.compile(
    r"\s(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|did|does|continues?|remains?|begins?|started|began|left|came|went|took|broke|fell|rose|caused|shocked|"
    r"turned|found|showed|[a-z]{3,}ed(?=\s(?:the|an?|his|her|its|their|at|in|on|before|after|until|for|up|out|off|down|over|\d+)\b))\b"
)


def has_verb(words: str) -> bool:
    """Tell whether words hold an auxiliary: then another clause has begun."""
    return bool(re.search(r"\s(?:is|are|was|were|has|have|had|will|would|could|may|might|said)\b", words))


def before_verb(masked: str, span: tuple[int, int]) -> tuple[int, int]:
    """Cut a noun phrase before the first verb in it: "the village began" is the village."""
    verbal = _FINITE.search(masked, span[0] + 1, span[1])
    return (span[0], verbal.start()) if verbal else span


def _names_somebody(words: str) -> bool:
    if re.match(r"(?:at least|up to|more than|as many as|fewer than)\s", words, re.IGNORECASE):
        return True
    first = words.split(maxsplit=1)[0]
    if re.match(
        r"(?:is|are|was|were|has|have|had|will|would|having|being|to|by|said|says|told|which|there|it’s|not|also|in|at|on|of|from|with|more than)$",
        first,
        re.IGNORECASE,
    ):
        return False
    return bool(
        first[0].isupper()
        or first[0].isdigit()
        or re.match(
            r"(?:the|an?|his|her|their|its|our|this|these|those|that|who|he|she|they|it|we|i|at|some|"
            r"many|several|most|all|both|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|scores|nearly|about|around|"
            r"one|another|other|no|any|every|each)$",
            first,
            re.IGNORECASE,
        )
        or words.rsplit(maxsplit=1)[-1].endswith("s")
        or (len(words.split()) <= 3 and not first.endswith("ed"))
    )
