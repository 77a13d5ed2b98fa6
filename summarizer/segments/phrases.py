"""Noun phrases: the subject before a verb, and the phrase that starts at a word."""

from __future__ import annotations

import re

from summarizer.segments.units import MASK
from summarizer.segments.wordlists import GROUP_NOUNS, PRONOUNS

PREPOSITION = re.compile(
    r"^(?:in|on|at(?! least\b)|by|during|after|before|speaking|asked|addressing|writing|responding|citing|despite|with|without|"
    r"since|for|from|to|under|over(?! \d)|following|according|earlier|later|late|last|this|about(?! (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|half|a dozen|a hundred))|of|amid|near|when|while|"
    r"standing|reacting|commenting|contacted|reached|questioned|pressed|giving|talking)\b",
    re.IGNORECASE,
)
_ADVERB = r"(?!(?:family|ally|assembly|supply|rally|monopoly|anomaly|fly|bully|reply|elderly)\b)(?-i:[a-z]+ly)"
_AUX = (
    r"(?:has|have|had|also|always|often|long|already|just|ever|still|later|then|now|again|further|previously|recently|repeatedly|publicly|reportedly|once|"
    r"himself|herself|both|all|initially|originally|subsequently|would|will|been|being|was quoted as|were quoted as|is|are|was|"
    rf"were|{_ADVERB})"
)


_TAIL_AUX = re.compile(rf"(?:[\s,]+{_AUX})+$")


_LEAD = re.compile(
    r"^(?:[\s,;:—–)(\]-]|\b(?:but|and|yet|so|however|meanwhile|still|then|though|while|as|also|instead|earlier|later|"
    r"when|after|because|where|what|if|since|although|that|for his part|for her part|in turn|separately)\b)+",
    re.IGNORECASE,
)


_CLAUSE = re.compile(
    r"\b(?:but|while|because|although|though|whereas|when|after|before|as|if|since|until|which|that|where|what|and|or)\s",
    re.IGNORECASE,
)


_NP_END = re.compile(
    r",(?!\d{3})|\.(?!\d)|[;:!?\n(\[—–"
    + MASK
    + r"]|\s(?:in an?|in his|in her|in their|in the|in its|on|at|during|after|before|when|while|who|which|that|"
    r"as|adding|told|said|to reporters|by|via|through|(?:last|this)(?=\s(?:week|month|year|night|weekend|morning|afternoon|evening|season|spring|summer|autumn|winter|[A-Z]))|earlier|yesterday|today|late|from|because|if|has|had|have|is|was|are|were|"
    r"with|but|where|since|until|for the first|outside (?:the|an?|[A-Z])|following|amid|in(?=\s[A-Z]))\b"
)


_DETERMINER = re.compile(
    r"^(?:the|an?|his|her|their|its|one|two|three|several|some|many|most|another|other|both|our|local|this|that|no|few)\b",
    re.IGNORECASE,
)


def subject(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase in front of a cue."""
    region = masked[start:end].rstrip(" \u00a0\n")
    tail = _TAIL_AUX.search(region)
    if tail:
        closed = tail.group()[0] == "," and _described(region[: tail.start()])
        region = region[: tail.start() + closed]
    region = region.rstrip(" \u00a0\n")
    blocked = region.rfind(MASK)
    base = start
    if blocked >= 0:
        base, region = start + blocked + 1, region[blocked + 1 :]
    later = max(region.rfind("; "), -1)
    if later >= 0:  # another clause: "The fine was not paid; an official, since promoted, had"
        base, region = base + later + 2, region[later + 2 :]
    if region.endswith((",", ")", "—", "–")):
        return _before_apposition(masked, base, base + len(region))
    if region.endswith(" one that"):  # "carried one that said"
        return base + len(region) - len("one that"), base + len(region) - len(" that")
    if region.endswith(" that"):  # "has a sign on her desk that says"
        things = list(_THING.finditer(region))
        return (base + things[-1].start(), base + things[-1].end()) if things else None
    pieces = re.split(r",(?!\d{3})|[;:]|\s[—–-]\s", region)
    last = pieces[-1]
    if len(pieces) > 1 and re.match(r"\s*(?:which|who|whose)\s+\w+\s+\w", last):
        # "Hollin, which employs 43 people, was bought": the name stands before the aside.
        return _before_apposition(masked, base, base + len(region) - len(last))
    if len(pieces) > 1 and re.fullmatch(r"\s*\d{1,3}\s*", last):
        return _before_apposition(masked, base, base + len(region) - len(last))  # "Bowyer, 44, is"
    if len(pieces) > 2 and _SECOND_VERB.match(last):
        # "The mayor, Boyan Radev, expressed his regret and said": the subject stands before the apposition.
        return _before_apposition(masked, base, base + len(region) - len(last))
    offset = base + len(region) - len(last)
    if re.match(r"\s*(?:who|which)$", last) and len(pieces) > 1:
        # "Roe, who said": the relative pronoun means the words before it.
        end = offset - 1
        before = max(
            (
                m.end()
                for m in re.finditer(r"[,;:]|\b(?:with|to|by|for|from|of|and|against|beside)\s", masked[base:end])
            ),
            default=0,
        )
        return _trim_subject(masked, base + before, end)
    return _trim_subject(masked, offset, base + len(region))


_THING = re.compile(
    r"\b(?:an?|one|the)\s(?:[\w’'-]+\s)?[\w’'-]+(?=\s(?:on|in|at|of|above|over|outside|from|to|for|that)\b)"
)
_NAME = re.compile(r"\s*(?:[A-Z][\w’'.-]*\s?(?:(?:of|the|de|van|al)\s)?){1,5}$")


def _described(region: str) -> bool:
    """`Noon, a boy from Selby, Ohio, was`: the subject stands first; `the director, Luis Prado, was`: it stands last."""
    pieces = re.split(r"[,;:]|\s[—–-]\s", region)
    if len(pieces) < 2 or re.search(r"\sand\s[^,]*$", pieces[-1]):
        return False
    if not _NAME.match(pieces[-1]):
        return True
    if " of " in pieces[0]:
        return False
    return bool(_NAME.match(pieces[0])) and (len(pieces) == 2 or bool(re.match(r"\s*(?:an?|the|\d+)\b", pieces[1])))


# "The mayor expressed his regret and said": the subject ends before the first of the two verbs.
_SHARED_SUBJECT = re.compile(
    r"([^,]{2,80}?),?\s(?:\w{3,}ed|cut|made|took|gave|came|went|won|lost|set|put|led|left|held|fell|rose|met|ran|brought|sold|bought|flew|wept|drove|threw|stood|sat|began|broke|caught|drew|fought|found|grew|heard|kept|knew|lay|rode|sang|saw|shook|"
    r"slept|swam|tore|wore|woke|ate|drank|hung|hid|dug|swore|taught|thought|"
    r"paid|spoke|wrote|sent|has|have|had|was|were|is|are)\s.*\s(?:and|but)$",
    re.DOTALL,
)


_SECOND_VERB = re.compile(
    r"\s*(?:\w+ly\s+)?(?:[a-z]{2,}ed|has|had|was|is|took|made|gave|spoke|met|came|went)\s.*\s(?:and|but)$", re.DOTALL
)


_VERB_FIRST = re.compile(r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do)\s")


def _trim_subject(masked: str, start: int, end: int) -> tuple[int, int] | None:
    companion = re.match(r"\s*(?:with|as)\s+(?=[A-Za-z]+(?: \w+){0,3}$)", masked[start:end])
    start += companion.end() if companion else 0  # "…, with one poster writing"
    lead = _LEAD.match(masked[start:end])
    start += lead.end() if lead else 0
    for clause in reversed(list(_CLAUSE.finditer(masked, start, end))):
        word = clause.group().strip().lower()
        if word in ("and", "or"):
            left, right = masked[start : clause.start()].strip(), masked[clause.end() : end].strip()
            if not right or (_noun_like(left) and len(left.split()) <= 6):
                continue
        rest = masked[clause.end() : end].strip()
        if _noun_like(rest):
            start = clause.end()
            break
    asking = re.match(r"\s*(?:[a-z]+ing)\s+(?=(?:the|an?|his|her|its|their)\s|[A-Z])", masked[start:end])
    start += asking.end() if asking else 0  # "causing the site to close"
    phrase = masked[start:end].strip()
    if not phrase or _VERB_FIRST.match(phrase):
        return None  # "… is to be sold to whoever promises"
    start = masked.index(phrase, start)
    clock = _clock(masked, start, phrase)
    start, phrase = start + clock, phrase[clock:]
    if PREPOSITION.match(phrase):
        # "In Geneva the minister": take what follows the place or date.
        starts = re.finditer(
            r"\s(?=(?:the|an?|his|her|their|its|he|she|they|it|officials|police)\s|(?:he|she|they|it)$)", phrase
        )
        # "During the quarter the group": what follows the preposition itself is no subject.
        later = next((m for m in starts if m.start() > len(phrase.split()[0])), None)
        if not later:
            names = re.search(r"\s([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)$", phrase)
            if not names:
                return None
            return start + names.start(1), start + len(phrase)
        return start + later.end(), start + len(phrase)
    shared = _SHARED_SUBJECT.match(phrase)
    if shared:
        return start, start + shared.end(1)
    verb = re.search(r"\s(?:and|who|which|whose)\s", phrase)
    if verb and not _noun_like(phrase[verb.end() :]):
        return start, start + verb.start()
    long_tail = _NP_END.search(phrase)
    if len(phrase.split()) > 12 and long_tail and long_tail.start() > 0:
        return start, start + long_tail.start()
    return start, start + len(phrase)


def _clock(masked: str, start: int, phrase: str) -> int:
    """How much of a phrase is the time a live blog puts before it: "17:55 The union says"."""
    minutes = re.match(r"\d\d\s+(?=[A-Z])", phrase) if masked[max(0, start - 1)] in ":." else None
    return minutes.end() if minutes else 0


def _noun_like(words: str) -> bool:
    words = words.strip()
    if not words:
        return False
    first = words.split()[0]
    return bool(
        first[0].isupper()
        or _DETERMINER.match(words)
        or first.lower() in PRONOUNS
        or words.split()[-1].lower() in GROUP_NOUNS
        or first.lower() in GROUP_NOUNS
    )


_LATE_SOURCE = re.compile(
    r"[,\u2026?!]\s+(?P<lead>(?:the|its|his|her|their|an?)\s[^,]{2,60}),\s+(?P<name>[A-Z][\w’'.-]*(?:\s(?:(?:of|the|de|van|al)\s)?[A-Z][\w’'.-]*){0,4}),\s*$"
)


def _before_apposition(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """`Jane Roe, the mayor of X, said`: the name stands before the inserted phrase."""
    late = _LATE_SOURCE.search(masked, start, end)
    if late and len(masked[start : late.start()].split()) >= 4:
        return late.span("name")  # "All on board were unhurt, the airline, Nordwing, said"
    region = masked[start:end].rstrip(" ,)—–")
    pieces = [(m.start(), m.group()) for m in re.finditer(r"[^,;:(—–]+", region)]
    for offset, piece in pieces:
        if PREPOSITION.match(piece.strip()):
            continue
        words = _LEAD.sub("", piece.strip())
        if _noun_like(words) and not PREPOSITION.match(words):
            at = start + offset + piece.rstrip().rindex(words)
            return _trim_subject(masked, at, at + len(words))
    return None


# "two people familiar with the raids"
_INSIDER = re.compile(
    r"(?:[\w’'-]+\s){1,4}(?:familiar with|close to|briefed on|with (?:direct\s)?knowledge of|involved in)\s(?:the|an?|his|her|its|their)\s[\w’'-]+"
)


def noun_phrase(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that begins after `start`."""
    while start < end and masked[start] in " \u00a0\n,":
        start += 1
    cut = _NP_END.search(masked, start + 1, end)
    stop = cut.start() if cut else end
    # "Dr. Lee" and "J. Smith": the full stop of a title ends nothing.
    while (
        cut
        and cut.group() == "."
        and re.search(
            r"(?:\b(?:Dr|Mr|Mrs|Ms|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Prof|Rev|St|Maj|Adm|Cmdr|Jr|Sr)|\b[A-Z])$",
            masked[start : cut.start()],
        )
    ):
        cut = _NP_END.search(masked, cut.end() + 1, end)
        stop = cut.start() if cut else end
    insider = _INSIDER.match(masked, start, end)
    stop = insider.end() if insider and insider.end() > stop else stop
    phrase = masked[start:stop].rstrip()
    if not phrase or MASK in phrase or not re.search(r"\w", phrase):
        return None
    return start, start + len(phrase)
