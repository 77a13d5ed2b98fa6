"""Walking a dependency tree: children by role, what a preposition governs, who does what a verb says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.readers.steps import words
from summarizer.summary import Realis

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_NOBODY = ("nobody", "none", "nothing", "neither")
_SAID_BY = ("by", "as", "after", "before", "in", "whilst")
"""Prepositions whose verb was done: `ended by saying`, `whilst promising`."""


def kids(token: Token, *roles: str) -> list[Token]:
    """Give the children of a token in given roles."""
    return [c for c in token.children if c.dep_ in roles]


def is_verb(token: Token) -> bool:
    """Tell whether a word is a verb, an auxiliary too."""
    return token.pos_ in ("VERB", "AUX")


def objects(prep: Token) -> list[Token]:
    """Give what a preposition governs, through a second preposition too."""
    return kids(prep, "pobj", "pcomp") + [o for c in kids(prep, "prep") for o in objects(c)]


def governed(token: Token, *preps: str) -> list[Token]:
    """Give what the prepositions below a token govern; all of them where none is named."""
    return [o for c in kids(token, "prep", "agent") if not preps or c.lower_ in preps for o in objects(c)]


def completion(verb: Token) -> Token | None:
    """Give the particle or object that makes one expression with a verb: `step down`, `open fire`."""
    beside = (c for c in kids(verb, "prt", "advmod", "dobj", "oprd") if not kids(c, "det"))
    return next((c for c in beside if (verb.lemma_.lower(), c.lemma_.lower()) in words.PHRASAL), None)


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive, a participle behind a noun too."""
    if kids(verb, "auxpass"):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ in ("acl", "advcl") and not kids(verb, "aux"):
        return True
    return verb.dep_ == "conj" and not kids(verb, "nsubj", "aux", "dobj") and is_passive(verb.head)


def subject(verb: Token) -> Token | None:
    """Give who does what a verb says, across conjunctions, participles and infinitives."""
    for c in kids(verb, *SUBJECTS):
        return c
    head = verb.head
    if verb.dep_ == "conj" and is_verb(head):
        return subject(head)
    if verb.dep_ == "xcomp":
        return _controller(verb, head)
    if verb.dep_ == "advcl" and verb.tag_ in ("VBG", "VBN"):
        # "launched strikes, officials said, targeting …": not the officials.
        reporting = head.lemma_ in words.SAY and verb.lemma_ not in words.SAY
        before = [c for c in kids(head, "ccomp") if c.i < head.i] if reporting else []
        return subject(before[-1] if before else head)
    if verb.dep_ == "acl":
        return head
    if verb.dep_ == "pcomp" and is_verb(head.head):
        # "quoted Falk as saying": Falk.
        things = kids(head.head, "dobj") if head.lower_ == "as" else []
        return things[0] if things else subject(head.head)
    return None


def _controller(verb: Token, head: Token) -> Token | None:
    things = kids(head, "dobj") if verb.tag_ != "VBG" and head.lemma_ not in ("promise", "use") else []
    return things[0] if things else subject(head)


def relative(token: Token) -> Token:
    """Give the noun that `who`, `which` or `that` stands for; any other token itself."""
    if token.tag_ not in ("WDT", "WP"):
        return token
    verb = token.head
    while verb.dep_ == "ccomp":
        verb = verb.head
    return verb.head if verb.dep_ == "relcl" else token


def conjuncts(token: Token) -> list[Token]:
    """Give a noun and those joined to it."""
    return [token, *(x for c in kids(token, "conj") for x in conjuncts(c))]


def realis(token: Token, roles: list[Token]) -> Realis:
    """Say whether what a word names happened, by the negations, auxiliaries and verbs it hangs on."""
    nobody = any(x.lower_ in _NOBODY for x in roles)
    if nobody or _is_denied(token) or any(c.lower_ == "no" for x in (*roles, token) for c in kids(x, "det")):
        return "negated"
    for above in token.ancestors:
        if above.lemma_.lower() in words.RUMOUR and not kids(above, "nsubj", "nsubjpass"):
            return "negated" if above.dep_ == "nsubj" and is_untrue(above.head) else "hypothetical"
        if above.lemma_ == "be" and is_untrue(above) and token.i > above.i:
            return "negated"
    verb = token
    while (found := _by_verb(verb)) is None and (
        verb.dep_ in ("xcomp", "conj", "pcomp") and is_verb(verb.head) and not kids(verb, "nsubj")
    ):
        if _is_denied(verb.head) and verb.dep_ != "conj":
            return "negated"
        verb = verb.head
    if found is not None:
        return found
    if verb.dep_ == "ccomp" and _is_open(verb.head):
        return "hypothetical"  # "if Lind says that the contract was signed"
    beside = {c.lower_ for c in token.children} if token.pos_ == "NOUN" else set[str]()
    if beside & {"planned", "scheduled", "upcoming", "proposed", "coming"}:
        return "planned"
    return "hypothetical" if beside & {"possible", "potential", "threatened", "feared", "attempted"} else "actual"


def _is_denied(word: Token) -> bool:
    """`not`, also where the parse does not know it by its curled mark: `won’t`."""
    return any(c.dep_ == "neg" or c.lower_ == "n’t" for c in word.children)


def _is_open(verb: Token) -> bool:
    """`if …`, `unless …`, `whether …`."""
    return any(c.lower_ in ("if", "unless", "whether") for c in kids(verb, "mark"))


def _by_verb(verb: Token) -> Realis | None:
    """What one verb says by its own auxiliaries, subject and mark; None where it leaves that to the verb above it."""
    aux = kids(verb, "aux")
    spoken = next((words.AUXILIARIES[c.lower_] for c in aux if c.lower_ in words.AUXILIARIES), None)
    if spoken is not None:
        return spoken  # pyright: ignore[reportReturnType]
    if any(c.lower_ in _NOBODY for c in kids(verb, *SUBJECTS)):
        return "negated"
    if _is_open(verb):
        return "hypothetical"
    if not any(c.tag_ == "TO" for c in aux):
        return None
    head = verb.head
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and head.lemma_ not in words.REAL:
        return "planned" if head.lemma_ in words.PLANS else "hypothetical"
    due = (head.lemma_ == "be" and verb.dep_ == "xcomp") or verb.dep_ in ("relcl", "acl")
    return "planned" if due or head.lemma_ == "go" else None


def is_said(cue: Token) -> bool:
    """Tell whether a cue's words were uttered by its subject: not asked for, refused, possible, or only a question."""
    verb = cue
    while verb.dep_ == "conj" and not kids(verb, "nsubj"):
        verb = verb.head
    if verb.tag_ == "VBG" and not kids(verb, "nsubj"):
        over = verb.head
        # "accused him of saying", "left without saying", "avoided saying": not said, or said by somebody else.
        if verb.dep_ == "pcomp" and over.lower_ not in _SAID_BY:
            return False
        if verb.dep_ == "xcomp" and over.lemma_ not in words.REAL:
            return False
    turned = any(a.i < s.i for a in kids(cue, "aux") for s in kids(cue, "nsubj"))  # "Did he say", "Had he said"
    return not turned and realis(cue, kids(cue, "dobj")) == "actual"  # "said nothing about …"


def is_untrue(verb: Token) -> bool:
    """`were false`, `is not true`."""
    said = {c.lemma_.lower() for c in kids(verb, "acomp", "attr")}
    return bool(said & words.UNTRUE) or ("true" in said and bool(kids(verb, "neg")))
