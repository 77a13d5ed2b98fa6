"""Counts of the killed and the hurt, with their qualifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.summary import Qualifier

_QUALIFIERS: dict[str, Qualifier] = {
    "at least": "at_least", "more than": "at_least", "over": "at_least", "about": "about", "around": "about",
    "some": "about", "nearly": "about", "almost": "about", "approximately": "about", "an estimated": "about",
    "up to": "up_to", "as many as": "up_to", "fewer than": "up_to",
}  # fmt: skip


_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "a": 1, "an": 1, "no": 0, "dozen": 12}  # fmt: skip
_NUMBER = (
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d+|" + "|".join(k for k in _NUMBERS if k not in ("a", "an", "no", "zero")) + r"|an?)\b"
)
_QUALIFIER = r"(?P<q>at least|more than|over|about|around|some|nearly|almost|approximately|up to|as many as|fewer than|an estimated)?\s*"
_PEOPLE = (
    r"(?:\s(?:other|more|local|young|elderly|unarmed|armed|Palestinian|Israeli|Afghan|foreign|off-duty|[a-z]+))?"
    r"(?:\s(?:people|persons|men|women|children|civilians|soldiers|officers|passengers|others|workers|students|"
    r"residents|policemen|police|protesters|demonstrators|villagers|miners|migrants|tourists|pupils|troops|guards|"
    r"fighters|militants|rebels|hostages|boys|girls|man|woman|child|boy|girl|person|driver|pilot|crew|fishermen|"
    r"firefighters|teenagers|patients|victims|worshippers|shoppers|employees|members|bystanders|farmers|fans|"
    r"crew members|police officers|sailors|homes))?(?:\s(?:aged|of)\s\d+|,\s[^,.;]{2,60},)?"
)
_BEFORE_VERB = r"(?:\s(?:were|was|are|is|have been|had been|have|had|others|of them|also|reportedly|believed|confirmed|left|being|feared|found|[a-z]+ly|shot|stabbed|beaten|burned|trampled)){0,4}\s"
# "Four gunmen killed nine": what kills is not counted among the killed.
_NO_OBJECT = (
    r"(?!\s+(?:at least|more than|over \d|about|around \d|some|nearly|almost|up to|as many as|several|dozens|scores|hundreds|an?|the|his|her|"
    r"its|their|\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?-i:[A-Z]))\b)"
)
_DEAD = (
    rf"{_QUALIFIER}{_NUMBER}{_PEOPLE}{_BEFORE_VERB}(?:dead|died|drowned|perished|(?:killed|murdered|(?:shot|stabbed|beaten|burned|trampled) to death|shot dead){_NO_OBJECT})\b",
    rf"\b(?:killed|killing|kills|kill|shot dead|claimed the lives of|took the lives of|murdered)\s{_QUALIFIER}{_NUMBER}{_PEOPLE}(?P<after>\s(?:dead|killed))?",
    rf"\b(?:leaving|left)\s{_QUALIFIER}{_NUMBER}{_PEOPLE}\s(?:dead|killed)\b",
    rf"\b(?:death toll|toll|deaths)\b[^.,;]{{0,40}}?\b(?:to|at|of|was|reached|stood at)\s{_QUALIFIER}{_NUMBER}",
    rf"{_QUALIFIER}{_NUMBER}\s(?:deaths|fatalities|dead|lives)\b",
    rf"{_QUALIFIER}{_NUMBER}\s(?:people|residents|men|women|children|workers|members|soldiers|students|passengers|patients|pupils)\s(?:of|from|at|in)\s"
    r"(?:[\w’'-]+\s){1,6}?(?:died|drowned|were killed|have died|had died)\b",
)
_HURT = (
    rf"{_QUALIFIER}{_NUMBER}{_PEOPLE}{_BEFORE_VERB}(?:(?:injured|wounded|hurt){_NO_OBJECT}|hospitali[sz]ed|treated|taken to hospital)\b",
    rf"\b(?:injured|injuring|wounded|wounding|hurt|hurting|injures|wounds)\s{_QUALIFIER}{_NUMBER}{_PEOPLE}",
    rf"{_QUALIFIER}{_NUMBER}\s(?:injuries|wounded|injured)\b",
    rf"\b(?:left|leaving)\s{_QUALIFIER}{_NUMBER}{_PEOPLE}\s(?:in hospital|injured|wounded|hurt)\b",
)
_NOT_PEOPLE = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:animals|birds|turkeys|chickens|hens|ducks|geese|poultry|cattle|cows|sheep|goats|pigs|horses|dogs|cats|"
    r"deer|seals|whales|dolphins|fish|eels|bees|trees|jobs)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:man|woman|child|boy|girl|person|driver|pilot|soldier|officer|policeman|policewoman|passenger|worker|student|"
    r"resident|protester|demonstrator|villager|miner|migrant|tourist|pupil|guard|fighter|militant|rebel|fisherman|firefighter|"
    r"teenager|patient|victim|civilian|cyclist|pedestrian|motorist|motorcyclist|nurse|doctor|journalist|farmer|climber|"
    r"bystander|sailor|farmworker|baby|toddler|year-old|general|judge|teacher|steward|barman|shopkeeper|hiker|skier|swimmer)\b",
    re.IGNORECASE,
)
_DEAD_RE = [re.compile(p, re.IGNORECASE) for p in _DEAD]
_HURT_RE = [re.compile(p, re.IGNORECASE) for p in _HURT]


@dataclass(frozen=True, slots=True)
class Number:
    """A count of people with how it is qualified."""

    start: int
    """First code point of the words that give it."""
    end: int
    """Code point after the last."""
    value: int
    """The number."""
    qualifier: Qualifier
    """"at least", "about", …"""


def _count(window: str, offset: int, patterns: list[re.Pattern[str]]) -> Number | None:
    for pattern in patterns:
        for match in pattern.finditer(window):
            word = match["n"].lower()
            value = _NUMBERS.get(word) if word in _NUMBERS else int(word.replace(",", ""))
            # "killing 3 and injuring 5": a year or a percentage is no count of people.
            if (
                value is None
                or (1900 <= value <= 2100 and "," not in word)
                or window[match.end("n") : match.end("n") + 1] == "%"
                or _NOT_PEOPLE.match(window, match.end("n"))
                or window[: match.start("n")]
                .lower()
                .endswith(("no ", "aged ", "man of ", "boy of ", "girl of ", "child of ", "age of "))
                or (word in ("a", "an") and not _PERSON.search(match.group()))
            ):
                continue
            qualifier: Qualifier = _QUALIFIERS.get((match["q"] or "").lower(), "exactly")
            start = match.start("q") if match["q"] else match.start("n")
            return Number(offset + start, offset + match.end("n"), value, qualifier)
    return None


def killed(sentence: str, offset: int) -> Number | None:
    """Count the killed a sentence reports.

    Args:
        sentence: Its words.
        offset: Where it begins in the article, in code points.

    Returns:
        The first count of people, or None.
    """
    return _count(sentence, offset, _DEAD_RE)


def hurt(sentence: str, offset: int) -> Number | None:
    """Count the hurt a sentence reports; as `killed`."""
    return _count(sentence, offset, _HURT_RE)
