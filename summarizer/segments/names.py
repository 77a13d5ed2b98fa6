"""Names of people, organisations and places, and which of them mean the same."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from summarizer.segments.wordlists import (
    GIVEN_FEMALE,
    GIVEN_MALE,
    NOT_NAMES,
    ORGANISATION_WORDS,
    PERSON_TITLES,
    PLACES,
    PRONOUNS,
    ROLE_WORDS,
    TITLES,
)

_CAP = r"[A-ZÀ-ÖØ-ÞĀ-Ž](?:[\w’'-]*\w)?(?:\.(?:com|org|net|co\.uk)\b)?"
_TITLE = r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Maj|Cmdr|Adm|Cpl|Sen|Rep|Gov|Rev|St|Supt|Insp|Hon)\."
_TOKEN = rf"(?:(?:[A-Z]\.)+|{_TITLE}|{_CAP})"
_LINK = r"(?:de|la|le|van|von|der|den|bin|bint|ibn|al|el|da|di|du|dos|della|of|of the|for|and|&|’s|'s|the)"
_NAME = re.compile(rf"{_TOKEN}(?:[ \u00a0](?:{_LINK}[ \u00a0])?{_TOKEN})*")
_SOFT_LINKS = re.compile(r"[ \u00a0](?:of the|of|for|and|&|the)[ \u00a0]")
_POSSESSIVE = re.compile(r"[’']s?$")
_DATELINE_REST = re.compile(r"(?:, [A-Z][\w. ]{1,30})?(?:,? \d{1,2})?(?:,? \d{4})?\s*(?:\(|[-—–])")
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z0-9]{1,7})\)")


@dataclass(slots=True)
class Name:
    """One place in the text where a name stands."""

    start: int
    """First code point, title left out."""
    end: int
    """Code point after the last."""
    text: str
    """The name as it stands here."""
    title: str
    """"Gen.", "Mayor", or empty."""
    entity: int = -1
    """Index of the entity it belongs to."""


@dataclass(slots=True)
class Entity:
    """Somebody or something, with every name the article gives it."""

    name: str
    """The fullest name."""
    kind: str
    """`person`, `organization`, `place` or `unknown`."""
    gender: str = ""
    """`m`, `f` or empty, where a title, a given name or a pronoun beside the name tells."""
    forms: set[str] = field(default_factory=set)
    """Every form that occurs."""
    roles: set[str] = field(default_factory=set)
    """Nouns the article gives with the name: `minister`, `coach`, `spokeswoman`."""


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of an article, and who they are."""

    mentions: list[Name]
    """In the order of the text."""
    entities: list[Entity]
    """In the order of their first mention."""

    def within(self, start: int, end: int) -> list[Name]:
        """List the names that lie between two offsets, in order."""
        return [name for name in self.mentions if name.start >= start and name.end <= end]

    def entity(self, name: Name) -> Entity:
        """Give the entity a name belongs to."""
        return self.entities[name.entity]

    def by_role(self, noun: str) -> Entity | None:
        """Give the one entity the article describes with `noun`; None where several or none are."""
        found = [entity for entity in self.entities if noun in entity.roles]
        return found[0] if len(found) == 1 else None


def find_names(text: str, units: list[tuple[int, int]]) -> Names:
    """Find the names of an article and group them by whom they mean.

    Args:
        text: The article's text.
        units: Offsets of its sentences; a word's capital says less at their beginning.

    Returns:
        All names with their entities.
    """
    lower = Counter(re.findall(r"\b[a-z]{2,}\b", text))
    mentions = [name for start, end in units for name in _in_sentence(text, start, end, lower)]
    entities: list[Entity] = []
    for name in sorted(mentions, key=lambda n: (-min(2, len(n.text.split())), n.start)):
        name.entity = _place(name, entities, text)
    order = {old: new for new, old in enumerate(dict.fromkeys(n.entity for n in mentions))}
    for name in mentions:
        name.entity = order[name.entity]
    names = Names(mentions, [entities[old] for old in order])
    for name in mentions:
        _describe(name, names, text)
    for entity in names.entities:
        _settle(entity, names, text)
    return names


def _in_sentence(text: str, start: int, end: int, lower: Counter[str]) -> list[Name]:
    found: list[Name] = []
    for match in _NAME.finditer(text, start, end):
        first, last = match.start(), match.end()
        for piece_start, piece_end in _pieces(text, first, last):
            name = _name(text, piece_start, piece_end, start, lower)
            if name:
                found.append(name)
    return found


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut "Smith and Jones" in two, keep "Ministry of Health" and "Bank of England" whole."""
    pieces: list[tuple[int, int]] = []
    at = start
    for link in _SOFT_LINKS.finditer(text, start, end):
        head = text[at : link.start()].split()
        word = link.group().strip()
        organisation = bool(head) and head[-1].lower() in ORGANISATION_WORDS
        if word in ("of", "of the", "for") and organisation:
            continue
        if word in ("and", "&") and organisation and "of " in text[at : link.start()] and word == "&":
            continue
        if word == "&":
            continue
        pieces.append((at, link.start()))
        at = link.end()
    pieces.append((at, end))
    return pieces


def _name(text: str, start: int, end: int, unit_start: int, lower: Counter[str]) -> Name | None:
    possessive = _POSSESSIVE.search(text[start:end])
    if possessive:
        end -= len(possessive.group())
    if text[start:end].endswith(".") and "." not in text[start : end - 1]:
        end -= 1
    tokens = [(m.start() + start, m.end() + start) for m in re.finditer(r"[^\s\u00a0]+", text[start:end])]
    opening = start == unit_start or text[start - 1] in "“\"‘'«" or text[max(0, start - 2) : start] in (". ", ": ")
    while tokens:
        word = text[slice(*tokens[0])]
        bare = _POSSESSIVE.sub("", word)
        acronym = len(bare) > 2 and bare.isupper() and bare.lower() in PRONOUNS  # "WHO say"
        common = (bare.lower() in NOT_NAMES and not acronym) or (
            opening and len(tokens) == 1 and lower[bare.lower()] > 0 and bare.lower() not in GIVEN_MALE | GIVEN_FEMALE
        )
        if not common:
            break
        tokens.pop(0)
        opening = False
    title_tokens: list[tuple[int, int]] = []
    words = [text[slice(*token)].rstrip(".,").lower() for token in tokens]
    # "U.S. President Jane Roe", "Afghan Ambassador Roe": all up to the title is the title.
    inner = max((at for at, word in enumerate(words[:-1]) if word in PERSON_TITLES), default=-1)
    if inner > 0 and words[inner + 1] not in ORGANISATION_WORDS:
        title_tokens, tokens = tokens[: inner + 1], tokens[inner + 1 :]
    while len(tokens) > 1 and (
        (head := text[slice(*tokens[0])].rstrip(".").lower()) in TITLES or (len(tokens) > 2 and head in ROLE_WORDS)
    ):
        title_tokens.append(tokens.pop(0))  # "Geologist Maria Keller", at the beginning of a sentence
    while tokens and text[slice(*tokens[-1])].lower() in NOT_NAMES and not text[slice(*tokens[-1])].isupper():
        tokens.pop()
    if not tokens:
        return None
    first, last = tokens[0][0], tokens[-1][1]
    body = text[first:last]
    if len(body) < 2 or (body.rstrip(".").lower() in TITLES and not title_tokens):
        return None
    return Name(first, last, body, text[title_tokens[0][0] : title_tokens[-1][1]] if title_tokens else "")


def _place(name: Name, entities: list[Entity], text: str) -> int:
    """Find the entity a name belongs to, or make one."""
    words = name.text.split()
    for number, entity in enumerate(entities):
        if name.text in entity.forms:
            return _join(number, entity, name)
    for number, entity in enumerate(entities):
        full = entity.name.split()
        if len(words) == 1 and len(full) > 1 and not (entity.kind == "organization" and name.title):
            initials = "".join(word[0] for word in full if word[0].isupper())
            family = words[0] == full[-1] and not _is_organisation(full)
            if family or (words[0] == initials and len(initials) > 1) or (words[0] == full[0] and len(full) == 2):
                return _join(number, entity, name)
        if len(words) > 1 and len(full) > 1 and words[-1] == full[-1] and not _is_organisation(full):
            initial = words[0].rstrip(".") == full[0][0] or full[0].rstrip(".") == words[0][0]
            if initial or set(words) <= set(full) or set(full) <= set(words):
                return _join(number, entity, name)
    acronym = _ACRONYM.match(text[name.end :].lstrip()[:12])
    in_dateline = (
        name.text.isupper() and _DATELINE_REST.match(text, name.end) and text[: name.start].rstrip(" ")[-1:] in "\n"
    )
    entity = Entity(name.text, "place" if in_dateline else _kind(name), forms={name.text})
    if acronym and len(words) > 1:
        entity.forms.add(acronym.group(1))
    entities.append(entity)
    return len(entities) - 1


def _join(number: int, entity: Entity, name: Name) -> int:
    entity.forms.add(name.text)
    if name.title and entity.kind == "unknown":
        entity.kind = "person"
    return number


def _is_organisation(words: list[str]) -> bool:
    return any(word.lower().rstrip(".,") in ORGANISATION_WORDS for word in words)


def _kind(name: Name) -> str:
    words = name.text.split()
    if name.title:
        return "person"
    if (
        name.text.lower() in PLACES
        or name.text.lower() in _PLACE_PHRASES
        or (len(words) > 1 and words[-1].lower() in _PLACE_TAILS)
    ):
        return "place"
    if _is_organisation(words) or (len(words) == 1 and words[0].isupper() and len(words[0]) > 1):
        return "organization"
    if words[0].lower() in GIVEN_MALE or words[0].lower() in GIVEN_FEMALE:
        return "person"
    return "unknown"


_PLACE_TAILS = frozenset(
    "river lake bay island islands street road avenue square valley mountains mountain province district county city "
    "harbour harbor port airport beach coast region state territory park bridge hotel hospital palace cathedral church university stadium arena museum theatre tower castle prison hill hills peninsula sea ocean".split()
)
_PLACE_PHRASES = frozenset(
    ("united states", "united kingdom", "new york", "new zealand", "south africa", "south korea", "north korea", "saudi arabia",
     "sri lanka", "hong kong", "los angeles", "san francisco", "great britain", "northern ireland", "costa rica",
     "el salvador", "papua new guinea", "united arab emirates", "ivory coast", "south sudan", "middle east")
)  # fmt: skip
_APPOSITION = re.compile(
    r"\s*,\s*(?:\d{1,3}\s*,\s*)?(?P<words>(?:(?:an?|the|its|his|her|their|who is|who was)\s+)?[^,.;:“”\"]{3,90})[,.;]"
)
_LINKS = frozenset(
    "in at near of from by with to for on and or against outside inside off around across over into under".split()
)
_BEFORE = re.compile(r"((?:[a-z][\w’'-]*[ \u00a0]){1,4})$")


def _describe(name: Name, names: Names, text: str) -> None:
    """Note the roles that stand beside a name."""
    entity = names.entity(name)
    role_words = re.findall(r"[a-z]+", name.title.lower())
    # Words left of a title belong to it: "Education Minister", "Police Chief".
    before = _BEFORE.search(
        text[max(0, name.start - 60 - len(name.title)) : name.start - len(name.title)].rstrip(" ") + " "
    )
    if before:
        near = before.group(1).split()[-3:]
        linked = max((n for n, word in enumerate(near, start=1) if word in _LINKS), default=0)
        if near[-1] in ROLE_WORDS:
            role_words += near[
                linked:
            ]  # neither "a judge in Marne" nor "the president visited Marne" says who Marne is
    after = _APPOSITION.match(text[name.end : name.end + 110])
    if after:
        words = re.findall(r"[A-Za-z’'-]+", after["words"])
        article = bool(words) and words[0].lower() in ("a", "an", "the", "its", "his", "her", "their", "who")
        if article or any(word.lower() in ROLE_WORDS for word in words[:4]):
            role_words += [word.lower() for word in words]
    found = {word for word in role_words if word in ROLE_WORDS}
    if found and entity.kind != "organization":
        entity.roles |= found
        if entity.kind in ("unknown", "place"):
            entity.kind = "person"


_FIRM_BEFORE = re.compile(
    r"(?:[Ss]hares in|[Oo]wned by|employees of|subsidiary of|merger with|\b(?:group|firm|company|maker|operator|retailer|"
    r"broadcaster|newspaper|union|club|team|charity|party|agency|network|rival))\s+$"
)
_FIRM_AFTER = re.compile(
    r"^[’']s\s+(?:\w+\s)?(?:shares|factory|plant|board|sales|profit|headquarters|website|staff|products|spokes\w+|network|customers|"
    r"chief executive|fleet|crew|management|operator|members)\b|^\s+(?:shares|plc|employs|declined to comment|reported an?|is owned|was founded)\b"
)


def _settle(entity: Entity, names: Names, text: str) -> None:
    """Decide kind and gender from everything seen."""
    mentions = [name for name in names.mentions if names.entity(name) is entity]
    longest = max((form for form in entity.forms), key=lambda form: (len(form.split()), len(form)))
    entity.name = longest
    firm = any(
        _FIRM_BEFORE.search(text[max(0, n.start - 20) : n.start]) or _FIRM_AFTER.match(text[n.end : n.end + 40])
        for n in mentions
    )
    if (
        firm
        and not entity.roles
        and not any(n.title for n in mentions)
        and longest.split()[0].lower() not in GIVEN_MALE | GIVEN_FEMALE
    ):
        entity.kind = "organization"
    if entity.kind == "unknown":
        located = sum(
            bool(
                re.search(
                    r"\b(?:in|near|at|from|across|outside|into|to|of|on|off|around)\s+(?:the\s+)?$",
                    text[max(0, n.start - 12) : n.start],
                )
            )
            for n in mentions
        )
        if len(longest.split()) >= 2 and located < len(mentions) and not longest.startswith(("St. ", "St ", "Saint ")):
            entity.kind = "person"
        elif located > len(mentions) / 2:
            entity.kind = "place"
    titles = " ".join(name.title.lower() for name in mentions)
    first = longest.split()[0].lower()
    if re.search(r"\b(?:mrs|ms|miss|lady|dame|queen|sister|madam)\b", titles) or first in GIVEN_FEMALE - GIVEN_MALE:
        entity.gender = "f"
    elif re.search(r"\b(?:mr|sir|lord|king|father|brother)\b", titles) or first in GIVEN_MALE - GIVEN_FEMALE:
        entity.gender = "m"
    elif entity.roles & {"spokeswoman", "actress", "mother", "widow", "wife", "daughter", "sister", "chairwoman"}:
        entity.gender = "f"
    elif entity.roles & {"spokesman", "actor", "father", "husband", "son", "brother", "chairman"}:
        entity.gender = "m"
    if entity.gender and entity.kind == "unknown":
        entity.kind = "person"
