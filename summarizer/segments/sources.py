"""Who a mention means: the canonical name, by the article's own names, roles and pronouns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from summarizer.segments.frame import Frame
from summarizer.segments.names import Entity, Name, Names
from summarizer.segments.phrases import noun_phrase
from summarizer.segments.units import MASK, Unit
from summarizer.segments.wordlists import DOCUMENT_NOUNS, GROUP_NOUNS, ORGANISATION_WORDS, PRONOUNS, ROLE_WORDS
from summarizer.summary import SourceKind

_STRIP = re.compile(r"^(?:the|an?|his|her|their|its|our|this|that|both|but|and)\s+", re.IGNORECASE)
_OF = re.compile(r"\s(?:of|for|from|at|in|with|on|to|who|which|that|familiar|close|involved|investigating)\s")
_MALE, _FEMALE = frozenset(("he", "him", "his")), frozenset(("she", "her"))


@dataclass(frozen=True, slots=True)
class Resolved:
    """A source with what is known of it."""

    name: str
    """Canonical name; the mention's own words where the article gives no name."""
    kind: SourceKind
    """What kind of source it is."""
    mention: tuple[int, int] | None
    """Where it stands."""
    sure: bool
    """False where syntax leaves it open and a model should be asked."""


def kind_of(entity: Entity) -> SourceKind:
    """Give the contract's kind of an entity."""
    if entity.kind in ("organization", "place"):
        return "organization"
    words = entity.name.lower().split()
    if any(word in DOCUMENT_NOUNS for word in words):
        return "document"
    return "person"


def _no_verb(text: str, mention: tuple[int, int]) -> tuple[int, int]:
    """Leave out what a verb took along: "he flew over the valley and", "Trevor Ashdown (61) had first"."""
    alone = re.match(r"(?:he|she|they|it)(?=\s)", text[slice(*mention)], re.IGNORECASE)
    if alone:
        return mention[0], mention[0] + alone.end()
    tail = _AND_VERB.search(text, mention[0] + 3, mention[1])
    return (mention[0], tail.start()) if tail else mention


_AND_VERB = re.compile(r"(?:\s\(\d{1,3}\))?\s(?:had|has|have|was|is|were|are|would|will|could|did)\b")


def resolve(text: str, mention: tuple[int, int], names: Names, before: list[Resolved], near: list[Name]) -> Resolved:
    """Say whom a mention means.

    Args:
        text: The article's text.
        mention: Offsets of the words that name the source.
        names: The article's names.
        before: Sources resolved so far, the nearest last.
        near: Names in the sentences before, the nearest last.

    Returns:
        The source; `sure` is False for a pronoun with more than one person it could mean.
    """
    mention = _no_verb(text, mention)
    words = text[slice(*mention)]
    lower = words.lower().strip()
    own = re.fullmatch(r"(his|her)\s(?:own\s)?(?:words|account|view|opinion)", lower)
    if own:
        return _pronoun("he" if own[1] == "his" else "she", mention, names, before, near)
    if lower in PRONOUNS and not (len(lower) > 1 and words.strip().isupper()):  # "WHO" is a body
        if lower == "they" and (group := _subject(text, mention, _GROUP) or _plural_before(text, mention)):
            return Resolved(text[slice(*group)], "group", mention, sure=True)
        if lower == "it" and (body := _subject(text, mention, _BODY)) and body[0] > text.rfind(".", 0, mention[0]):
            return Resolved(text[slice(*body)], "organization", mention, sure=True)
        return _pronoun(lower, mention, names, before, near)
    if re.fullmatch(r"the\s\d+-year-old", lower):
        meant = _pronoun("who", mention, names, before, near)
        return meant if meant.name != "who" else replace(meant, name=_STRIP.sub("", words))
    issued = _ISSUED.match(text, mention[0])
    body = noun_phrase(text, issued.end(), min(len(text), issued.end() + 80)) if issued else None
    if body:  # "a statement from the bank"
        return replace(resolve(text, body, names, before, near), mention=mention)
    inside = names.within(*mention)
    cut = _OF.search(words)
    head_end = mention[0] + cut.start() if cut else mention[1]
    heads = [name for name in inside if name.start < head_end]
    # "PC World's analysis" and "Roe's lawyer" are not PC World and not Roe.
    heads = [name for name in heads if not re.match(r"[’']s?\b", text[name.end : name.end + 2])]
    people = [
        name for name in heads if names.entity(name).kind == "person" and _is_named(text, name, names.entity(name))
    ]
    if not people and inside and inside[-1].end == mention[1] and names.entity(inside[-1]).kind == "person":
        # "Minister of Education Jane Roe": the name at the end, not behind a "for".
        lead = text[mention[0] : inside[-1].start - len(inside[-1].title)].rstrip()
        if not re.search(r"\b(?:for|to|with|by|and)$", lead) and (inside[-1].title or not lead.endswith(" of")):
            people = [inside[-1]]
    if people:
        entity = names.entity(people[0])
        return Resolved(entity.name, kind_of(entity), mention, sure=True)
    head_words = re.findall(r"[\w’'-]+(?:\.\w+)?", text[mention[0] : head_end].lower())
    last = head_words[-1] if head_words else ""
    if heads and last in heads[-1].text.lower().split()[-1:]:
        entity = names.entity(heads[-1])
        return Resolved(entity.name, kind_of(entity), mention, sure=True)
    apposed = re.match(r",\s+", text[mention[1] :])
    beside = apposed and next(
        (
            n
            for n in names.mentions
            if n.start - len(n.title) <= mention[1] + apposed.end() + 1
            and n.start >= mention[1]
            and re.match(r"\s*[,.;]|\s(?:of|from|at)\s", text[n.end :])
        ),
        None,
    )
    if beside:
        entity = names.entity(beside)  # "the depot's operator, Corvane Logistics,"
        return Resolved(entity.name, kind_of(entity), mention, sure=True)
    company = _company(lower, last, mention, names)
    return company or _nominal(words, lower, last, mention, names, heads)


# "figures it published", "a report published in November"
_BY_WHOM = re.compile(
    r"\s(?:it|he|she|they|we)\s(?:had\s|has\s|have\s)?[a-z]+(?:ed|wn|id|nt)?$|"
    r"(?<=report|.study|survey|igures|.paper|letter|tement)\s(?:published|released|issued|conducted)\b.*$"
)
_ISSUED = re.compile(
    r"(?:an?|the|its|their)\s(?:[\w-]+\s)?(?:statement|press release|letter|memo|e-?mail)\s(?:from|by)\s(?=\S)",
    re.IGNORECASE,
)
_GROUP = re.compile(
    rf"(?:(?:[A-Z][\w.-]*|[a-z]+)\s){{0,3}}(?:{'|'.join(sorted(noun for noun in GROUP_NOUNS if noun.endswith('s')))})\b"
)


_BODY = re.compile(
    rf"(?:[a-z’']+\s){{0,2}}(?:{'|'.join(sorted(word for word in ORGANISATION_WORDS if word.isalpha() and not word.endswith('s')))})\b"
)


def _subject(text: str, mention: tuple[int, int], words: re.Pattern[str]) -> tuple[int, int] | None:
    """Find the group that a sentence begins with, which its "they" or "it" means: "Officials went to the station, where they …"."""
    before = text[: mention[0]]
    start = max((before.rindex(mark) + len(mark) for mark in (". ", "\n", "” ") if mark in before), default=0)
    lead = re.match(
        r"\s*(?:(?:On|In|At|After|Before|Since|By)\s[^,]{1,40},\s+)?(?:[Tt]he\s+)?", text[start : mention[0]]
    )
    found = words.match(text, start + (lead.end() if lead else 0), mention[0])
    return found.span() if found else None


_PLURAL = re.compile(
    r"(?:(?:But|And|Yet)\s)?(?:The|Some|Many|Most|All|Other|Several|Both|Two|Three)\s(?P<who>(?:[a-z]+\s){0,2}?(?:[a-z]{3,}[^s\W]s|people|police|men|women|children))\b"
)


def _plural_before(text: str, mention: tuple[int, int]) -> tuple[int, int] | None:
    """The plural that one of the two sentences before is about: "The opponents have their saints. …, they chant"."""
    start = text.rfind("\n\n", 0, mention[0]) + 2
    begun = [start, *(start + m.end() for m in re.finditer(r"[.!?][”\"]?\s+", text[start : mention[0]]))]
    for at in reversed(begun[-4:]):
        found = _PLURAL.match(text, at, mention[0])
        if found:
            return found.span("who")
    return None


def _is_named(text: str, name: Name, entity: Entity) -> bool:
    """Tell whether words name somebody: "the Afghan team's coach" is not Afghan Ambassador Mohib."""
    described = re.match(r"\s+[a-z]", text[name.end : name.end + 2]) is not None
    if described and re.search(r"\b[Tt]he\s$", text[max(0, name.start - 5) : name.start]):
        return False  # "the Hollin dairy", "the Ortiz family"
    return not described or bool(name.title) or name.text.split()[-1] == entity.name.split()[-1]


_FIRMS = frozenset(
    "company firm group retailer manufacturer operator maker carmaker airline bank publisher developer chain lender startup start-up".split()
)


_BODIES = re.compile(r"\b(?:coast|national|home|border|civil|revolutionary|presidential)\sguards?$")


def _company(lower: str, last: str, mention: tuple[int, int], names: Names) -> Resolved | None:
    """Resolve "the company": the organisation named last."""
    if last not in _FIRMS or not re.match(r"(?:the|its)\b", lower) or len(lower.split()) > 3:
        return None
    found = [
        names.entity(n).name for n in names.mentions if n.end <= mention[0] and names.entity(n).kind == "organization"
    ]
    if not found:
        return None
    told = [names.entity(n).name for n in names.mentions if n.end <= mention[0]]
    # A company story is about one company: the one named most, not the one named last.
    most = max(dict.fromkeys(found), key=told.count)
    return Resolved(most, "organization", mention, sure=len(set(found)) == 1 or told.count(most) > 2)


def _nominal(words: str, lower: str, last: str, mention: tuple[int, int], names: Names, heads: list[Name]) -> Resolved:
    if _BODIES.search(lower):  # its captain is one of its members, not who it is
        name = _STRIP.sub("", words).strip(" ,") or words
        return Resolved(name, "organization", mention, sure=True)
    entity = names.by_role(last) if last in ROLE_WORDS and re.match(r"(?:the|his|her|their|its)\b", lower) else None
    if entity:
        return Resolved(entity.name, kind_of(entity), mention, sure=True)
    if re.match(r"the\b", lower) and last in (
        "agency",
        "company",
        "ministry",
        "party",
        "group",
        "council",
        "court",
        "bank",
        "club",
        "university",
        "union",
        "newspaper",
        "paper",
        "firm",
        "department",
    ):
        known = [e for e in names.entities if e.kind == "organization" and last in e.name.lower().split()]
        if len(known) == 1:
            return Resolved(known[0].name, "organization", mention, sure=True)
    short = _BY_WHOM.sub("", words)
    last = short.split()[-1].lower() if short != words else last
    name = _STRIP.sub("", short).strip(" ,") or words
    definite = re.match(r"(?:the|his|her|their|its)\b", lower) is not None
    open_role = definite and last in ROLE_WORDS and any(e.kind == "person" for e in names.entities) and not heads
    return Resolved(name, _nominal_kind(lower, last), mention, sure=not open_role)


def _nominal_kind(lower: str, last: str) -> SourceKind:
    if last in DOCUMENT_NOUNS:
        return "document"
    if re.search(r"anonym|unnamed|condition of|familiar with|sources?\b", lower):
        return "anonymous"
    if last in ORGANISATION_WORDS:
        return "organization"
    if last in GROUP_NOUNS or (last.endswith("s") and last[:-1] in ROLE_WORDS):
        return "group"
    if last in ROLE_WORDS and not re.match(r"an?\b|one\b", lower):
        return "person"
    return "anonymous" if re.match(r"an?\b|one\b", lower) else "group"


def _pronoun(lower: str, mention: tuple[int, int], names: Names, before: list[Resolved], near: list[Name]) -> Resolved:
    wanted = "m" if lower in _MALE else "f" if lower in _FEMALE else ""
    if lower in ("he", "she", "him", "her", "who", "i"):
        fitting = [names.entity(name) for name in near if not wanted or names.entity(name).gender in ("", wanted)]
        people = [e for e in fitting if e.kind == "person"] or [e for e in fitting if e.kind == "unknown"]
        distinct = list(dict.fromkeys(e.name for e in people))
        spoken = [s for s in before[-2:] if s.kind == "person" and _fits(s.name, names, wanted)]
        # The subject of the sentence before comes first in it; a speaker who has just spoken is the likeliest of all.
        best = distinct[0] if distinct else spoken[-1].name if spoken else ""
        sure = len(distinct) == 1 or bool(spoken and best == spoken[-1].name)
        if best and sure:
            entity = next((e for e in names.entities if e.name == best), None)
            if entity and not entity.gender and entity.kind == "person":
                entity.gender = wanted
        return Resolved(best or lower, "person", mention, sure=bool(best) and sure)
    groups = [s for s in before[-3:] if s.kind in ("organization", "group", "document")]
    newer = [n for n in near if groups and groups[-1].mention and n.start > groups[-1].mention[1]]
    bodies = [names.entity(n) for n in newer if names.entity(n).kind in ("organization", "unknown")]
    if groups and bodies and lower == "it":
        return Resolved(bodies[-1].name, "organization", mention, sure=len({e.name for e in bodies}) == 1)
    if groups:
        return Resolved(groups[-1].name, groups[-1].kind, mention, sure=True)
    found = [names.entity(name) for name in near if names.entity(name).kind == "organization"]
    if found and lower in ("it", "they"):
        return Resolved(found[-1].name, "organization", mention, sure=len({e.name for e in found}) == 1)
    return Resolved(lower, "group", mention, sure=False)


def _fits(name: str, names: Names, wanted: str) -> bool:
    entity = next((e for e in names.entities if e.name == name), None)
    return entity is None or entity.gender in ("", wanted)


def _reach(unit: Unit) -> int:
    """The first paragraph whose people a pronoun of this one may mean."""
    return unit.paragraph if unit.entry else unit.paragraph - 1


def near_names(names: Names, units: list[Unit], at: int, unit: Unit) -> list[Name]:
    """List the names before `at` in this paragraph and, outside a live blog, the one before; the nearest last."""
    first = next((u.start for u in units if u.paragraph >= _reach(unit)), unit.start)
    return [name for name in names.mentions if first <= name.start < at]


def _people_before(names: Names, units: list[Unit], at: int, unit: Unit, masked: str) -> list[Name]:
    wanted = "m" if masked[at : at + 2].lower() == "he" else "f" if masked[at : at + 3].lower() == "she" else ""
    for number in range(unit.index, -1, -1):
        here = units[number]
        if here.paragraph < _reach(unit):
            break
        # “I told Smith to go,” he said: whom a quotation names is not who speaks it.
        found = [
            n
            for n in names.mentions
            if here.start <= n.start < min(here.end, at) and MASK not in masked[n.start : n.end]
        ]
        found = [
            n
            for n in found
            if names.entity(n).kind == "person" and names.entity(n).gender in ("", wanted or names.entity(n).gender)
        ]
        if found:
            return found
    return near_names(names, units, at, unit)


def _interviewee(text: str, units: list[Unit], names: Names) -> str:
    """In an interview of questions and answers, "I" is the person the introduction names first."""
    answers = [unit for unit in units if re.match(r"A(?:nswer)?:\s", text[unit.start : unit.start + 9])]
    if len(answers) < 2:
        return ""
    people = [names.entity(n) for n in names.mentions if n.start < answers[0].start]
    return next((e.name for e in people if e.kind in ("person", "unknown") and len(e.name.split()) > 1), "")


_GOES_ON = frozenset(("add", "continue", "go on", "went on", "repeat"))


def _going_on(frame: Frame, found: dict[Frame, Resolved], units: list[Unit]) -> Resolved | None:
    """Who spoke last in the paragraph, for a cue that goes on: "…, he added"."""
    here = [
        s
        for f, s in found.items()
        if units[f.unit].paragraph == units[frame.unit].paragraph and f.unit >= frame.unit - 2
    ]
    last = here[-1] if here and frame.cue.lemma in _GOES_ON else None
    return last if last and last.kind == "person" else None


_SOMEBODY = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Mm]y|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur)\s(?:(?!(?:an?|after|before|of|for|as|when|while)\s)[\w’'-]+\s){0,3}?(?:man|woman|boy|girl|member|resident|driver|passenger|nurse|teacher|student|officer|"
    r"neighbou?r|visitor|customer|fan|pupil|soldier|farmer|worker|volunteer|witness|protester|demonstrator|shopkeeper|tenant|"
    r"mother|father|wife|husband|son|daughter|brother|sister|grandmother|grandfather|aunt|uncle|friend|colleague|cleaner|waiter|waitress|guard|tourist|"
    r"hiker|caller|reader|cook|barber|baker|butcher|plumber|gardener|doctor|clerk|cashier|caretaker|trader|fisherman|shepherd|sailor|nun|priest|"
    r"pensioner|survivor|victim|engineer|lawyer|judge|pilot|captain|councillor|candidate|rider|climber|swimmer)"
    r"(?:\s(?:of|from|in)\s(?:the\s)?[A-Z][\w-]*(?:\s[A-Z][\w-]*)*)?\b"
)


_WOMAN = re.compile(r"\b(?:woman|girl|mother|wife|daughter|sister|grandmother|aunt|waitress|nun)\b")
_MAN = re.compile(r"\b(?:man|boy|father|husband|son|brother|grandfather|uncle|priest|fisherman)\b")


def _somebody(text: str, frame: Frame, units: list[Unit], names: Names) -> Resolved | None:
    """Somebody without a name, told of in the same paragraph and nobody else: "A driver broke through; he said …"."""
    unit = units[frame.unit]
    if frame.mention is None:
        return None
    start = next(u.start for u in units if u.paragraph == unit.paragraph)
    told = _SOMEBODY.search(text, start, frame.mention[0])
    people = [n for n in names.mentions if start <= n.start < frame.mention[0] and names.entity(n).kind == "person"]
    last = units[frame.unit - 1] if frame.unit else unit
    if told is None or people or not (unit.entry or told.start() in (start, unit.start) or told.start() >= last.start):
        return None  # nobody, somebody with a name, or only in passing
    other = _WOMAN if text[slice(*frame.mention)].lower() == "he" else _MAN
    if other.search(told.group()):
        return None
    return Resolved(_STRIP.sub("", told.group()), "anonymous", frame.mention, sure=True)


def sources(text: str, masked: str, all_frames: list[Frame], units: list[Unit], names: Names) -> dict[Frame, Resolved]:
    """Resolve the source of every frame that names one, in the order of the text."""
    found: dict[Frame, Resolved] = {}
    interviewee = _interviewee(text, units, names)
    for frame in all_frames:
        if frame.mention is None:
            continue
        unit = units[frame.unit]
        near = near_names(names, units, frame.mention[0], unit)
        recent = [s for f, s in found.items() if units[f.unit].paragraph >= _reach(unit)]
        if interviewee and text[slice(*frame.mention)].strip() in ("I", "we", "We"):
            found[frame] = Resolved(interviewee, "person", frame.mention, sure=True)
            continue
        words = text[slice(*frame.mention)].lower().strip()
        if words in ("he", "she") and (last := _going_on(frame, found, units)):
            found[frame] = replace(last, mention=frame.mention)
            continue
        if words in ("he", "she") and (somebody := _somebody(text, frame, units, names)):
            found[frame] = somebody
            continue
        if words in ("he", "she", "who") or re.fullmatch(r"the\s\d+-year-old", words):
            near = _people_before(names, units, frame.mention[0], unit, masked)
        source = resolve(text, frame.mention, names, recent, near)
        found[frame] = source
    return found
