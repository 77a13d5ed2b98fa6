"""Event triggers: the words that name what happened, with the type of event each one suggests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.segments.cues import inflect
from summarizer.segments.senses import sense
from summarizer.summary import EventType

_VERBS: dict[EventType, str] = {
    "attack": "attack bomb shell ambush shoot stab detonate explode raid storm assault besiege torch assassinate strike fire hijack abduct kidnap loot rob burgle vandalise vandalize blow invade",
    "death": "kill die murder drown execute perish slay",
    "injury": "injure wound hurt hospitalise hospitalize maim",
    "accident": "crash collide derail capsize sink overturn topple plunge collapse",
    "disaster": "flood erupt devastate destroy damage burn submerge engulf inundate flatten wreck ravage",
    "rescue": "rescue free",
    "arrest": "arrest detain capture jail imprison apprehend release extradite seize",
    "charge": "charge indict sue prosecute",
    "trial": "convict sentence acquit plead testify overturn uphold rule fine appeal",
    "investigation": "investigate probe search",
    "protest": "protest march demonstrate rally riot clash occupy boycott",
    "election": "elect vote win re-elect concede",
    "appointment": "appoint resign hire sack nominate retire dismiss fire oust promote succeed quit",
    "decision": "approve ban pass adopt raise cut suspend impose lift veto repeal abolish scrap introduce extend order halve freeze postpone delay cancel grant revoke allocate restrict",
    "agreement": "sign agree settle ratify reconcile",
    "meeting": "meet visit host convene",
    "threat": "threaten",
    "announcement": "announce unveil launch apologise apologize withdraw",
    "deployment": "deploy",
    "movement": "evacuate arrive flee cross travel return migrate relocate move",
    "transaction": "buy sell acquire merge purchase donate",
    "result": "rise fall drop climb grow shrink slump surge increase decrease decline jump double plummet slide tumble soar",
    "closure": "close shut demolish",
    "opening": "open reopen inaugurate",
    "discovery": "recover discover detect identify uncover",
    "outbreak": "infect diagnose sicken",
    "sport": "beat defeat score equalise equalize qualify draw thrash",
    "award": "award honour honor",
}  # fmt: skip
_IRREGULAR = {
    "shoot": "shoots shot shooting", "strike": "strikes struck striking", "blow": "blew blown blowing", "steal": "steals stole stolen",
    "slay": "slew slain slaying", "hurt": "hurts hurt hurting", "sink": "sinks sank sunk sinking", "die": "dies died dying",
    "hit": "hits hit hitting", "free": "freed freeing", "win": "wins won winning", "quit": "quits quit quitting",
    "cut": "cuts cut cutting", "meet": "meets met meeting", "flee": "flees fled fleeing", "leave": "leaves left leaving",
    "buy": "buys bought buying", "sell": "sells sold selling", "lend": "lends lent lending", "rise": "rises rose risen rising",
    "fall": "falls fell fallen falling", "drop": "drops dropped dropping", "grow": "grows grew grown growing",
    "shrink": "shrinks shrank shrunk shrinking", "slump": "slumps slumped slumping", "lose": "loses lost losing",
    "shut": "shuts shut shutting", "build": "builds built building", "find": "finds found finding", "beat": "beats beat beaten beating",
    "draw": "draws drew drawn drawing", "slide": "slides slid sliding", "ban": "bans banned banning", "stab": "stabs stabbed stabbing", "rob": "robs robbed robbing",
    "plead": "pleads pleaded pled pleading", "overturn": "overturns overturned overturning", "withdraw": "withdraws withdrew withdrawn withdrawing",
    "bomb": "bombs bombed bombing", "topple": "topples toppled toppling", "spread": "spreads spread spreading",
    "kidnap": "kidnaps kidnapped kidnapping", "burn": "burns burned burnt burning", "scrap": "scraps scrapped scrapping",
    "hijack": "hijacks hijacked hijacking", "fire": "fires fired firing", "freeze": "freezes froze frozen freezing",
    "bury": "buries buried burying", "ratify": "ratifies ratified ratifying", "identify": "identifies identified identifying",
    "re-elect": "re-elects re-elected re-electing", "host": "hosts hosted hosting",
}  # fmt: skip
_NOUNS: dict[EventType, str] = {
    "attack": "attack bombing shooting stabbing ambush airstrike air-strike strike shelling raid assault blast explosion gunfire assassination massacre hijacking abduction kidnapping robbery burglary arson siege hostage-taking slaughter invasion offensive",
    "death": "death killing murder fatality homicide drowning execution slaying suicide",
    "injury": "injury wound",
    "accident": "crash collision derailment accident capsizing collapse spill",
    "disaster": "earthquake quake flood flooding wildfire blaze hurricane cyclone typhoon storm tornado landslide mudslide eruption avalanche drought tsunami fire heatwave",
    "rescue": "rescue",
    "arrest": "arrest detention imprisonment extradition",
    "charge": "charge indictment lawsuit prosecution",
    "trial": "trial verdict conviction sentence acquittal ruling hearing inquest appeal",
    "investigation": "investigation inquiry probe search",
    "protest": "protest demonstration march rally riot clash unrest sit-in boycott",
    "strike": "walkout stoppage",
    "election": "election referendum by-election vote ballot",
    "appointment": "appointment resignation nomination retirement dismissal",
    "decision": "ban decision increase cut sanction",
    "agreement": "agreement deal ceasefire truce treaty accord settlement merger",
    "meeting": "meeting summit visit parade memorial",
    "threat": "threat ultimatum",
    "announcement": "announcement launch",
    "deployment": "deployment",
    "movement": "evacuation arrival departure exodus",
    "transaction": "acquisition takeover donation",
    "result": "rise fall drop decline",
    "closure": "closure shutdown demolition",
    "opening": "opening inauguration",
    "discovery": "discovery",
    "outbreak": "outbreak epidemic",
    "sport": "victory defeat win draw final",
    "award": "award prize",
}  # fmt: skip
_PHRASES: tuple[tuple[str, EventType], ...] = (
    (r"went off|gone off|blew up|blown up|opened fire|set fire|set off|took hostage|broke into|caught fire", "attack"),
    (r"(?:was|were|been|be|left|found) dead|passed away|lost (?:his|her|their) li(?:fe|ves)|dead", "death"),
    (r"taken to hospital|treated (?:for|in hospital)", "injury"),
    (r"ran aground|came off the (?:road|tracks|rails)|caught fire", "accident"),
    (r"walked out|went on strike|on strike|downed tools|(?:begin|began|start|started|call|called) a strike", "strike"),
    (r"stepp(?:ed|ing) down|took over as|t(?:ook|ake|akes|aking) over|sworn in|took office|laid off", "appointment"),
    (r"rul(?:ed|es) (?:that|against|in favou?r)|found guilty|pleaded (?:not )?guilty|cleared of", "trial"),
    (r"class action", "trial"),
    (
        r"(?:broke|breaks|broken|fractured) (?:his|her|their|a|an|both) (?:ankle|leg|arm|wrist|nose|jaw|collarbone|hip|ribs?)s?",
        "injury",
    ),
    (r"(?:broke|broken|smashed) (?:a|the|two|several) windows?", "attack"),
    (r"t(?:ook|aken) the lead", "sport"),
    (
        r"left the (?:board|party|club|company|cabinet|government|team)|(?:lost|lose) (?:his|her|their) (?:jobs?|seats?)",
        "appointment",
    ),
    (r"sat down (?:on|in front of)|sit-in", "protest"),
    (r"tear gas", "other"),
    (r"burst its banks", "disaster"),
    (r"turn(?:ed|s|ing)? (?:the (?:prize|award|offer)|it) down", "award"),
    (r"(?:left|leave|leaving|fled) (?:their|his|her) homes?", "movement"),
    (r"called off|ruled out|set aside|turned down", "decision"),
    (r"tested positive", "outbreak"),
)
# These happen in the news as often as not in another sense: a model decides, or a sign beside them must.
WEAK = frozenset(
    "charge free recover save order sign meet visit find observe develop open close leave move return cut raise lift pass rise "
    "fall drop grow gain lose draw receive search cross win vote fire strike release complete launch storm hurt promote move "
    "introduce extend publish propose build decline climb increase decrease spread threaten declare march march leave buy sell "
    "examine fire hit identify lend invest final win loss profit vote order growth decision wound death fire sale conference "
    "talks search hearing prize award finding charge sentence cut increase rise fall drop host concede agree settle detect "
    "adopt reject delay grant restrict allocate travel arrive invent sequence double jump borrow donate honour honor "
    "succeed retire quit beat score qualify ballot election appeal march rally strike threat accident injury conviction".split()
)
_BACKGROUND_BEFORE = re.compile(
    r"\b(?:such|any|every|each|no|possible|potential|future|previous|past|annual|history of|risk of|threat of|fear of|"
    r"fears of|victims? of|survivors? of|anniversary of|wake of|most|many|recent)\s+$",
    re.IGNORECASE,
)
_COMPOUND_AFTER = re.compile(
    r"^\s(?:station|service|services|chief|squad|department|brigade|engine|insurance|rate|rates|toll|row|certificate|"
    r"force|team|season|camp|campaign|plan|plans|group|fund|victims?|survivors?|scene|suspects?|unit|manager|officer|"
    r"alarm|safety|hazard|defences|defenses|barrier|barriers|warning|insurance|crews?|fighters?|centre|center|house|"
    r"penalty|list|book|price|prices|tax|line|risk|zone|law|laws)\b"
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
    for kind, verbs in _VERBS.items():
        for verb in verbs.split():
            known = _IRREGULAR.get(verb, "").split()
            for form in [verb, *known] if known else inflect(verb):
                table.setdefault(form, (verb, kind, False))
    for kind, nouns in _NOUNS.items():
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
_BOTH = frozenset(
    form for nouns in _NOUNS.values() for noun in nouns.split() for form in (noun, f"{noun}s")
) & frozenset(form for verbs in _VERBS.values() for verb in verbs.split() for form in inflect(verb))
_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)*")
_PHRASE = re.compile("|".join(f"(?P<p{n}>\\b(?:{pattern})\\b)" for n, (pattern, _) in enumerate(_PHRASES)))
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
        Trigger(m.start(), m.end(), m.group().lower(), _PHRASES[int((m.lastgroup or "p0")[1:])][1], False, False)
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
    if known is None:
        return None
    lemma, kind, noun = known
    before, after = masked[max(start, match.start() - 30) : match.start()], masked[match.end() : match.end() + 16]
    noun = noun or (word.lower() in _BOTH and bool(_NOUN_BEFORE.search(before)))
    if (
        noun
        and lemma in ("charge", "allegation", "claim")
        and re.search(r"\b(?:denied|denies|denying|rejected)\s+(?:\w+\s+){0,2}$", before)
    ):
        return None
    if noun and (_COMPOUND_AFTER.match(after) or _BACKGROUND_BEFORE.search(before)):
        return None
    if lemma in ("open", "close", "free", "double", "complete", "hurt") and word.lower() == lemma:
        return None  # the adjective is far more common
    if lemma == "close" and re.match(r"\s(?:at|up|down|in|off)\b", after):
        return None  # shares close at a price
    if not noun and re.search(r"\bto\s+$", before) and word.lower() == lemma and kind in ("result", "movement"):
        return None
    settled, meant = sense(lemma, masked[start : match.start()], masked[match.end() : match.end() + 60])
    if settled and meant is None:
        return None
    # A sense that the neighbours name needs no model.
    weak = lemma in WEAK and not settled
    return Trigger(match.start(), match.end(), lemma, meant or kind, noun, weak)
