"""What a verb names with its subjects and objects: the type of event, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.readers.steps import words
from summarizer.readers.steps.tree import completion, governed, is_passive, kids, objects
from summarizer.summary import EventType

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from summarizer.readers.steps.roles import Roles


@dataclass(frozen=True)
class _Use:
    """A verb with what decides its sense."""

    roles: Roles
    verb: Token
    lemma: str
    things: list[Token]
    """Its objects."""
    heads: set[str]
    """Their lemmas."""
    doers: list[Token]
    """Its subjects."""


def sense_of(roles: Roles, verb: Token) -> EventType | None:
    """Say what a verb names with these subjects and objects; None for nothing known."""
    lemma, things = verb.lemma_.lower(), kids(verb, "dobj")
    use = _Use(roles, verb, lemma, things, {c.lemma_.lower() for c in things}, roles.nouns(roles.subject(verb)))
    if (whole := completion(verb)) is not None:
        return words.PHRASAL[lemma, whole.lemma_.lower()]  # pyright: ignore[reportReturnType]
    if words.VERB_TYPE.get(lemma) == "result":
        return _change(use)
    if lemma in _DECIDED:
        return _DECIDED[lemma](use)
    return words.VERB_TYPE.get(lemma)  # pyright: ignore[reportReturnType]


def _change(use: _Use) -> EventType | None:
    """A figure rises or falls; a tree that falls is no result."""
    if use.lemma == "lose" and (
        "final" in use.heads
        or any(use.roles.parse.label(o) in ("GPE", "ORG", "PERSON") for o in governed(use.verb, "to"))
    ):
        return "sport"
    after = [x for c in use.verb.children if c.i > use.verb.i for x in c.subtree if x.i not in use.roles.around.times]
    figure = any(x.like_num for x in after)
    return "result" if figure or {x.lemma_.lower() for x in use.doers} & words.QUANTITIES else None


def _office(use: _Use) -> EventType | None:
    """Somebody leaves or takes an office; anything else that is dismissed or fired is none."""
    who = use.doers if not use.things else [x for o in use.things for x in use.roles.nouns(o)]
    return "appointment" if any(map(use.roles.human, who)) else None


def _shooting(use: _Use) -> EventType | None:
    if use.lemma == "fire" and not use.things and not is_passive(use.verb):
        return "attack" if _aimed_at(use.verb) else None
    if use.heads & words.SHOTS:
        return "attack"
    return "announcement" if use.lemma == "launch" else _office(use)


def _prize(use: _Use) -> EventType | None:
    below = {x.lemma_.lower() for c in use.things for x in c.subtree}
    if below & words.TROPHIES:
        return "award"
    if use.lemma == "win":
        return "election" if below & words.COUNTED_IN else "sport"
    return "sport" if use.lemma == "score" else None


def _blow(use: _Use) -> EventType | None:
    agents = [x for c in kids(use.verb, "agent") for o in objects(c) for x in use.roles.nouns(o)]
    hitting = {x.lemma_.lower() for x in (agents if is_passive(use.verb) else use.doers)}
    return "accident" if hitting & words.VEHICLES else "attack"


def _striking(use: _Use) -> EventType | None:
    """Workers strike, and hit nobody; anything else that strikes deals a blow."""
    if any(words.NOUN_TYPE.get(head) == "agreement" for head in use.heads):
        return "agreement"  # "struck a deal"
    aimed = use.things or is_passive(use.verb)
    return _blow(use) if aimed else noun_sense(use.verb)


def _aimed_at(word: Token) -> bool:
    """Tell whether a strike or a shot is on something, not on a day."""
    return any(x.ent_type_ != "DATE" for x in governed(word, "at", "on", "against", "into"))


def noun_sense(noun: Token) -> EventType | None:
    """Say what a noun names; a strike is an attack only where something tells of arms or of whom it hit.

    Args:
        noun: The noun; or the verb `strike` without an object.

    Returns:
        The type; None for nothing known.
    """
    kind: EventType | None = words.NOUN_TYPE.get(noun.lemma_.lower())  # pyright: ignore[reportAssignmentType]
    if completion(noun.head) == noun:
        return None
    if noun.lemma_.lower() != "strike":
        return kind
    beside = {c.lemma_.lower() for c in noun.children}
    if "air" in beside or noun.head.lemma_.lower() in words.DEADLY:
        return "attack"
    if (beside | {x.lemma_.lower() for x in governed(noun, "by")}) & words.LABOUR:
        return "strike"  # "the strike by nurses", in an article of war too
    near, told = ({t.lemma_.lower() for t in where} for where in (noun.sent, noun.doc))
    for here in (near, told):
        arms, labour = len(here & words.ARMS), len(here & words.LABOUR)
        if arms != labour and (arms or here is told):  # "The strike hit a bus": if not of war, the article is
            return "attack" if arms > labour else "strike"
    return "attack" if _aimed_at(noun) else None


def _calling_back(use: _Use) -> EventType | None:
    """A firm or a state calls back; a person, a book or a visit only reminds."""
    body = any(use.roles.acts(x) and not use.roles.human(x) for x in use.doers)
    return "decision" if body or is_passive(use.verb) else None


def _leaving(use: _Use) -> EventType | None:
    office = use.heads & words.POSTS or any(use.roles.parse.label(c) == "ORG" for c in use.things)
    return "appointment" if office else "movement"


_DECIDED: dict[str, Callable[[_Use], EventType | None]] = {
    "hold": lambda use: "meeting" if any(c.pos_ != "PRON" for c in kids(use.verb, "nsubjpass")) else None,
    "leave": _leaving,
    "launch": _shooting,
    "fire": _shooting,
    "crash": lambda use: "result" if {x.lemma_.lower() for x in use.doers} & words.QUANTITIES else "accident",
    "claim": lambda use: "death" if "life" in use.heads else None,
    "recall": _calling_back,
    "question": lambda use: "investigation" if any(map(use.roles.human, use.things)) or is_passive(use.verb) else None,
    "collapse": lambda use: "injury" if any(map(use.roles.acts, use.doers)) else "accident",
    **dict.fromkeys(("dismiss", "sack", "hire", "retire", "replace"), _office),
    **dict.fromkeys(("win", "receive", "score", "offer", "give", "get"), _prize),
    "strike": _striking,
    **dict.fromkeys(("hit", "ram"), _blow),
}
"""Verbs whose sense hangs on what stands beside them."""


def is_light(verb: Token, things: list[Token]) -> bool:
    """Tell whether another word names the event: `carried out an attack`, `began issuing`."""
    lemma = verb.lemma_.lower()
    if lemma in ("begin", "start", "stop") and kids(verb, "xcomp"):
        return True
    if lemma not in words.LIGHT and lemma not in words.HAPPEN:
        return False
    return any(
        o.lemma_.lower() in words.NOUN_TYPE or any(x.lemma_ in words.NOUN_TYPE for x in governed(o, "of"))
        for o in [*things, *kids(verb, "nsubj", "nsubjpass")]
    )


def is_other_sense(roles: Roles, verb: Token, doer: Token | None, things: list[Token]) -> bool:
    """Tell whether a verb is used in a sense that is no event of its type."""
    lemma = verb.lemma_.lower()
    doing = doer.lemma_.lower() if doer is not None else ""
    heads = {doing, *(o.lemma_.lower() for o in things)}
    people = [*roles.nouns(doer), *(y for o in things for y in roles.nouns(o))]
    if heads & words.IDLE and lemma in words.VERB_TYPE:
        return True
    if lemma in ("decline", "threaten", "refuse") and kids(verb, "xcomp"):
        return True
    if lemma == "deny":
        return not is_passive(verb)
    if lemma == "lift":
        return not heads & words.RESTRICTIONS
    if lemma == "meet":
        return bool(things) and not any(map(roles.acts, people[1:]))
    if lemma in ("seize", "capture", "save"):
        return not any(map(roles.human, people))
    if lemma in ("target", "hit", "strike") and not is_passive(verb):
        return doing in words.NOUN_TYPE
    if lemma == "die" and governed(verb, "for"):
        return True  # "dying for water"
    if lemma in ("kill", "injure") and not things and not is_passive(verb) and not kids(verb, "conj"):
        return True
    if lemma in ("kill", "die", "attack", "shoot"):
        return not any(roles.acts(x) or roles.body(x) or x.tag_ == "NNS" for x in people)
    return False
