"""Reporting cues: the verbs and phrases with which news passes on what somebody said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.summary import Stance

_STANCES: dict[Stance, str] = {
    "denied": "deny reject dispute dismiss rebut refute disavow",
    "alleged": "allege accuse blame claim contend",
    "confirmed": "confirm acknowledge admit concede verify",
    "promised": "promise vow pledge guarantee",
    "predicted": "predict forecast expect project anticipate",
    "believed": "believe think suspect hope fear doubt worry feel assume",
    "asserted": (
        "say tell announce add argue insist warn note report state declare explain write estimate threaten urge "
        "reply respond recall suggest stress emphasise emphasize maintain assert testify complain comment remark "
        "observe tweet joke reveal disclose indicate conclude agree demand propose repeat continue answer caution "
        "rule find show point mention describe reason boast quip shout cry plead ask learn decide call read "
        "advise notify inform hint lament exclaim whisper mutter counter interject muse recount clarify "
        "request order protest praise criticise criticize condemn retort snap scoff marvel swear assure remember reckon "
        "regret underline text post laugh smile grin shrug chuckle hail slam denounce deride mock apologise apologize thank congratulate"
    ),
}
_IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "write": "writes wrote written writing",
    "think": "thinks thought thinking", "find": "finds found finding", "show": "shows showed shown showing",
    "read": "reads reading", "feel": "feels felt feeling", "deny": "denies denied denying",
    "reply": "replies replied replying", "cry": "cries cried crying", "testify": "testifies testified testifying",
    "verify": "verifies verified verifying", "clarify": "clarifies clarified clarifying",
    "notify": "notifies notified notifying", "worry": "worries worried worrying",
    "admit": "admits admitted admitting", "rebut": "rebuts rebutted rebutting", "quip": "quips quipped quipping",
    "slam": "slams slammed slamming", "grin": "grins grinned grinning", "shrug": "shrugs shrugged shrugging",
    "foresee": "foresees foresaw foreseen foreseeing", "refute": "refutes refuted refuting",
}  # fmt: skip
# These report only with "that" or a quotation after them: otherwise they mean something else.
_NEEDS_THAT = frozenset(
    "find show point rule learn decide call read describe agree expect project continue mention hint indicate reveal "
    "report note observe estimate recall ask order request reason counter protest praise criticise criticize condemn "
    "repeat answer blame feel doubt fear hope think demand urge propose reject dispute dismiss accuse threaten conclude "
    "disclose comment respond stress advise inform notify anticipate emphasise emphasize explain assume plead remember regret underline swear marvel assure text post laugh smile grin shrug chuckle "
    "hail slam denounce deride mock apologise apologize thank congratulate".split()
)
# "accused", "urged", "threatened" … need no "that": what follows is the content in another shape.
_TAKES_OBJECT = frozenset(
    "blame deny reject dispute dismiss accuse threaten urge demand propose promise vow pledge expect".split()
)
_PHRASES: tuple[tuple[str, Stance], ...] = (
    (r"[Aa]ccording to", "asserted"),
    (r"[Ii]n the words of", "asserted"),
    (r"[Ii]n (?:his|her|their|its) words", "asserted"),
    (r"(?:spoke|speaks|spoken) of", "asserted"),
    (r"went on", "asserted"),
    (r"(?:(?<=[Cc]ourt )|(?<=jury )|(?<=inquest )|(?<=tribunal ))heard(?= that)", "asserted"),
    (r"pointed out", "asserted"),
    (r"(?:is|are|was|were) (?:confident|convinced|certain|sure|concerned|worried|hopeful)(?= that)", "believed"),
    (r"made (?:it )?clear(?= that)", "asserted"),
    (r"puts?(?= (?:the|its|his|her|their|it) (?:[\w’'-]+\s){0,6}at\s)", "asserted"),
    (r"estimate[sd]?(?= (?:the|its|his|her|their) (?:[\w’'-]+\s){1,6}at\s)", "asserted"),
    (r"put it", "asserted"),
    (r"signalled|signaled|rejoined|chimed in|spelled out|laid out", "asserted"),
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One reporting cue."""

    start: int
    """First code point, auxiliaries left out."""
    end: int
    """Code point after the last."""
    lemma: str
    """`say`, `according to`, …"""
    stance: Stance
    """How this cue puts what is said."""
    needs_that: bool
    """True where the verb reports only with "that" or a quotation beside it."""
    takes_object: bool
    """True where what is said follows as an object or an infinitive: "denied taking the money"."""


def inflect(verb: str) -> list[str]:
    """List the forms of a verb, the regular ones by rule.

    Args:
        verb: The infinitive.

    Returns:
        Infinitive, third person, past, participle and gerund, without repetition.
    """
    if verb in _IRREGULAR:
        return [verb, *_IRREGULAR[verb].split()]
    stem = verb[:-1] if verb.endswith("e") else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"
    doubled = [f"{verb}led", f"{verb}ling"] if re.search(r"[aeiou]l$", verb) else []  # "cancelled" beside "canceled"
    return [verb, third, f"{stem}ed", f"{stem}ing", *doubled]


def _table() -> dict[str, tuple[str, Stance]]:
    return {
        form: (verb, stance) for stance, verbs in _STANCES.items() for verb in verbs.split() for form in inflect(verb)
    }


_FORMS = _table()
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_PHRASE = re.compile("|".join(f"(?P<p{n}>\\b(?:{pattern})\\b)" for n, (pattern, _) in enumerate(_PHRASES)))
# A noun with a verb's face: "the report", "a claim", "his comments", "in answer", "police report".
_NOUN_BEFORE = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ur|[Mm]y|[Yy]our|[Tt]his|[Tt]hat|[Nn]o|[Aa]ny|[Ss]ome|[Ee]very|of|in|for|on|by|"
    r"from|with|under|into|two|three|four|five|six|several|many|\d+|latest|new|first|public|official|annual|\w+['’]s?|\w+al|\w+ous|joint)\s+)$"
)
_NOUN_FORMS = frozenset(
    "report reports claim claims comment comments state states order orders demand demands request requests call "
    "calls estimate estimates project projects promise promises pledge pledges fear fears hope hopes doubt doubts "
    "answer answers point points protest protests praise note notes counter show shows find finds finding findings "
    "reason reasons suspect suspects ruling rulings saying feeling feelings warning warnings reading worry worries "
    "rule rules urge cry cries thought read reads joke jokes response forecast forecasts dispute disputes threat "
    "threats reject rejects remark remarks complaint hint hints text texts regret regrets post posts vow vows accused continuing following".split()
)


def cues(text: str, start: int, end: int) -> Iterator[Cue]:
    """Find the reporting cues between two offsets.

    Args:
        text: The article's text.
        start: First code point to look at.
        end: Code point to stop at.

    Yields:
        Each cue, in order.
    """
    phrases = list(_PHRASE.finditer(text, start, end))
    for match in phrases:
        pattern, stance = _PHRASES[int((match.lastgroup or "p0")[1:])]
        lemma = "according to" if "ccording" in pattern or "words of" in pattern else match.group().lower()
        yield Cue(match.start(), match.end(), lemma, stance, False, False)
    for match in _WORD.finditer(text, start, end):
        known = _FORMS.get(match.group()) or _FORMS.get(match.group().lower() if match.start() == start else "")
        if not known or any(p.start() <= match.start() < p.end() for p in phrases):
            continue
        word, before = match.group().lower(), text[max(start, match.start() - 30) : match.start()]
        if before.endswith(("so-", "So-")):
            continue  # "the so-called night mayor"
        if word in _NOUN_FORMS and (not before.strip() or _NOUN_BEFORE.search(before)):
            continue
        if (
            word in _NOUN_FORMS
            and word == _FORMS[word][0]
            and re.search(r"\b(?:the|its|their|his|her|an?)\s+[a-z-]+[^s\s]\s+$", before)
        ):
            continue  # "its profit forecast"
        if word == "state" and re.match(r"\s(?:of|and|or|has|is|was|in)\b|[’'-]", text[match.end() : match.end() + 5]):
            continue  # "the neighbouring state of Saint Aubin"
        if word in ("warning", "warnings", "saying") and re.search(r"\b(?:an?|the|its|no)\s+[a-z-]+\s+$", before):
            continue  # "a profit warning"
        if word.endswith("ing") and re.search(r"\b(?:of|for|by|without|about|from|in|at)\s+$", before):
            continue
        verb, stance = known
        yield Cue(match.start(), match.end(), verb, stance, verb in _NEEDS_THAT, verb in _TAKES_OBJECT)
