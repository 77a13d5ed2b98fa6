"""Event triggers: the words that name what happened, with the type of event each one suggests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.segments.cues import inflect
from summarizer.segments.lexicon import IRREGULAR, NOUNS, PHRASES, VERBS, WEAK
from summarizer.segments.senses import sense
from summarizer.summary import EventType

_BACKGROUND_BEFORE = re.compile(
    r"\b(?:such|any|every|each|no|possible|potential|future|previous|past|annual|history of|risk of|threat of|fear of|"
    r"fears of|victims? of|survivors? of|anniversary of|wake of|most|many|recent)\s+$",
    re.IGNORECASE,
)
_COMPOUND_AFTER = re.compile(
    r"^\s(?:station|service|services|chief|squad|department|brigade|engine|insurance|rate|rates|toll|row|certificate|"
    r"force|team|season|camp|campaign|plan|plans|group|fund|victims?|survivors?|scene|suspects?|unit|manager|officer|"
    r"alarm|safety|hazard|defences|defenses|barrier|barriers|warning|insurance|crews?|fighters?|centre|center|house|"
    r"bomber|bombers|note|board|commission|committee|hours|rules|penalty|list|book|price|prices|tax|line|risk|zone|law|laws|"
    r"homes?|park|hall|garden|stadium|warrants?|movement|movements|centers|centres|scheme|policy)\b"
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may name an event."""

    start: int
    """First code point."""
    end: int
    """Code point after the last."""
    lemma: str
    """Its infinitive or singular."""
    type: EventType
    """The type it suggests."""
    noun: bool
    """True for a noun."""
    weak: bool
    """True where the word often means something else."""


def _table() -> dict[str, tuple[str, EventType, bool]]:
    table: dict[str, tuple[str, EventType, bool]] = {}
    for kind, verbs in VERBS.items():
        for verb in verbs.split():
            known = IRREGULAR.get(verb, "").split()
            for form in [verb, *known] if known else inflect(verb):
                table.setdefault(form, (verb, kind, False))
    for kind, nouns in NOUNS.items():
        for noun in nouns.split():
            plural = (
                f"{noun[:-1]}ies"
                if noun.endswith("y") and noun[-2] not in "aeiou"
                else f"{noun}es"
                if noun.endswith(("s", "sh", "ch", "x"))
                else f"{noun}s"
            )
            for form in (noun, plural):
                table.setdefault(form, (noun, kind, True))
    return table


_TABLE = _table()


_COURT = re.compile(
    r"\b(?:courts?|judge|jury|jurors?|prosecut\w+|defendants?|accused|charged|guilty|tribunal|barrister|lawyers?)\b"
)


def usual_type(word: str) -> EventType | None:
    """The type a verb form names most often; None where the lexicon does not know it as a verb."""
    known = _TABLE.get(word)
    return known[1] if known and not known[2] else None


_THINGS = frozenset("rule rules sales votes ballots voting findings names conferences".split())
_BOTH = frozenset(
    form for nouns in NOUNS.values() for noun in nouns.split() for form in (noun, f"{noun}s")
) & frozenset(form for verbs in VERBS.values() for verb in verbs.split() for form in inflect(verb))
_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)*")
# The boundary stands outside the alternatives: most offsets are inside a word and need no look at any of them.
_PHRASE = re.compile(r"\b(?=\w)(?:" + "|".join(f"(?P<p{n}>{p})" for n, (p, _) in enumerate(PHRASES)) + r")\b")
# "rule" without "to", "will" or a subject in the plural before it is the noun.
BARE_VERB = re.compile(
    r"\b(?:to|will|would|shall|should|must|may|might|can|could|not|n[’']t|and|or|did|does|do|they|we|\w*[^\Ws]s|people|police|men|women|let|help|helped)"
    r"\s+(?:\w+ly\s+|also\s+|then\s+|now\s+|be\s+)?$"
)
"""What stands before an infinitive or a present tense; anything else before such a form makes it the noun."""
_NOUN_BEFORE = re.compile(
    r"\b(?:the|an?|his|her|their|its|this|that|these|those|of|in|after|during|by|from|for|into|since|[a-z]+(?:al|ous|ed|ic|ing|ly|ive|ary)|car|"
    r"suicide|bomb|mass|air|drone|fatal|deadly|major|new|second|first|two|three|several|more|fresh|joint|police|court|murder|labou?r)\s+$",
    re.IGNORECASE,
)


def triggers(masked: str, start: int, end: int) -> Iterator[Trigger]:
    """Find the words between two offsets that may name an event; quotations are not looked into.

    Args:
        masked: The article's text with quotations masked.
        start: First code point.
        end: Code point to stop at.

    Yields:
        Each trigger, in order.
    """
    phrases = list(_PHRASE.finditer(masked, start, end))
    found = [
        Trigger(m.start(), m.end(), m.group().lower(), PHRASES[int((m.lastgroup or "p0")[1:])][1], False, False)
        for m in phrases
    ]
    for match in _WORD.finditer(masked, start, end):
        if any(p.start() <= match.start() < p.end() for p in phrases):
            continue
        trigger = _trigger(masked, match, start)
        if trigger:
            found.append(trigger)
    yield from sorted(found, key=lambda t: t.start)


def _trigger(masked: str, match: re.Match[str], start: int) -> Trigger | None:
    word = match.group()
    if word[0].isupper() and (match.start() != start or re.match(r"\s[A-Z]", masked[match.end() :])):
        return None  # a name: "Fire Commissioner Hale"
    known = _TABLE.get(word.lower())
    if known is None or word.lower() in _THINGS:
        return None
    lemma, kind, noun = known
    before, after = masked[max(start, match.start() - 30) : match.start()], masked[match.end() : match.end() + 16]
    bare = word.lower() == lemma and match.start() > start and not BARE_VERB.search(before)
    named = word.endswith("ing") and re.search(r"\b[A-Z][\w’'.-]*\s+$", before)  # "the Boston Marathon bombing"
    gerund = word.endswith("ing") and re.match(r"\s+of\b", after) and re.search(r"\b[Tt]he\s+(?:\w+\s+)?$", before)
    noun = (
        noun or bool(gerund) or (word.lower() in _BOTH and (bare or bool(named) or bool(_NOUN_BEFORE.search(before))))
    )
    if (
        noun
        and lemma in ("charge", "allegation", "claim")
        and re.search(r"\b(?:denied|denies|denying|rejected)\s+(?:\w+\s+){0,2}$", before)
    ):
        return None
    if noun and re.search(
        r"\b(?:such as|including|(?:probability|possibility|likelihood|chance|danger) of)\s[^.;]*$",
        masked[start : match.start()],
    ):
        return None  # "events such as floods and droughts" tells of none
    if noun and (_COMPOUND_AFTER.match(after) or _BACKGROUND_BEFORE.search(before)):
        return None
    if (
        lemma in ("open", "close", "free", "double", "complete", "find", "lower", "sanction")
        and word.lower() == lemma
        and not re.search(r"\b(?:to|will|would|must|may|might|could|should|not)\s+(?:\w+ly\s+)?$", before)
    ):
        return None  # the adjective is far more common
    if lemma == "close" and re.match(r"\s(?:at \d|up|down|off|higher|lower)\b", after):
        return None  # shares close at a price
    if not noun and re.search(r"\bto\s+$", before) and word.lower() == lemma and kind in ("result", "movement"):
        return None
    settled, meant = sense(lemma, masked[start : match.start()], masked[match.end() : match.end() + 60])
    if settled and meant is None:
        return None
    if lemma == "trial" and not _COURT.search(masked):
        meant = "investigation"  # of a pill
    # A sense that the neighbours name needs no model.
    weak = lemma in WEAK and not settled
    return Trigger(match.start(), match.end(), lemma, meant or kind, noun, weak)
