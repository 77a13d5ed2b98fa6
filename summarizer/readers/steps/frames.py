"""Reporting frames: who says what, as the parse gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from summarizer.readers.steps import words
from summarizer.readers.steps.pronouns import resolve
from summarizer.readers.steps.tree import governed, is_passive, is_verb, kids, relative, subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from summarizer.readers.steps.names import Name, Names
    from summarizer.readers.steps.parse import Parse

_CLAUSES = ("ccomp", "parataxis")
_TELLING = ("say", "tell", "add", "write", "note", "report", "explain", "announce")


@dataclass
class Frame:
    """A reporting verb with its source and what it reports."""

    cue: Token
    """The reporting verb, or `according`."""
    source: Token | None
    """Head of the words that name who reports; None where the parse gives nobody."""
    content: set[int]
    """Tokens of what is reported."""
    kind: Literal["clause", "object", "call", "according"]
    """A clause, or nothing found; a noun or infinitive; a name given to something; `according to`."""
    name: Name | None = None
    """Who that is, by the fullest name."""


def frames(parse: Parse, names: Names) -> list[Frame]:
    """Find every reporting frame of an article; resolves pronouns on the way.

    Args:
        parse: The parsed article.
        names: Its names; `names.means` is filled.

    Returns:
        The frames in the order of their cues.
    """
    found = [frame for token in parse.doc for frame in _frame(parse, names, token)]
    resolve(names, {f.source.i for f in found if f.source is not None and f.kind != "call"})
    for frame in found:
        if frame.source is not None and not _is_ruled_out(frame.source):
            frame.name = names.name(frame.source, whole=True)
    return found


def _is_ruled_out(source: Token) -> bool:
    """`It was Tom Weil, not Ann Lee, who said so`, `neither of them said so`."""
    first = source.left_edge
    before = [first, first.nbor(-1)] if first.i > 0 else [first]
    return any(t.lower_ in ("not", "no", "neither", "nor") for t in before)


def _frame(parse: Parse, names: Names, token: Token) -> Iterator[Frame]:
    if token.i in parse.stands_for:
        return
    if token.lower_ == "according":
        yield from _according(token)
        return
    lemma = token.lemma_.lower()
    clauses = [c for c in token.children if c.dep_ in _CLAUSES]
    quoted = [c for c in token.children if c.i in parse.stands_for]
    clauses = [c for c in clauses if not any(x.text == ";" for x in parse.doc[c.i : token.i])]
    clauses = [c for c in clauses if not _of_next(parse, token, c)]
    if len(clauses) > 1:  # "Olsen said this and, Lund said, that": Lund did not say what Olsen said
        clauses = [c for c in clauses if c.i > token.i or c.lemma_.lower() not in words.SAY]
    if _is_of_mind(token, clauses):
        who = subject(token.head)
        if who is not None and relative(who).lower_ not in ("it", "there"):
            yield Frame(token, relative(who), {x.i for c in clauses for x in c.subtree}, "clause")
        return
    verb = is_verb(token) or token.tag_.startswith("VB")
    carries = bool(quoted) or any(c.i in parse.stands_for for c in clauses)
    if carries and lemma not in words.SAY and any(c.i not in parse.stands_for for c in kids(token, "dobj")):
        return  # "retweeted Tom Weil: “…”"
    if not verb or token.dep_ in ("amod", "compound") or (lemma not in words.SAY and not carries):
        return
    who = source(parse, names, token)
    content: set[int] = set()
    for c in clauses + quoted:
        inside = {x.i for x in c.subtree} - _of_others(c)
        if who is not None and who.i in inside:
            named = who.head if who.dep_ == who.head.dep_ == "appos" else who
            inside -= {x.i for x in named.subtree}
        content |= inside - {token.i}
    kind: Literal["clause", "object", "call"] = "clause"
    other = _gapped(token)
    if other is not None:
        yield Frame(token, other, {i for i in content if i > other.i}, "clause")
        content = {i for i in content if i < other.left_edge.i}
    if not content and lemma not in words.BELIEF:
        content, kind = _objects(token, lemma)
    content = content or _around(parse, token, who, lemma)
    yield Frame(token, who, content, kind)


def _is_of_mind(token: Token, clauses: list[Token]) -> bool:
    """`is confident that …`: an adjective whose clause somebody thinks; that of `so late that …` came of it."""
    return (
        token.pos_ == "ADJ"
        and token.dep_ in ("acomp", "conj")
        and bool(clauses)
        and not any(c.lower_ in ("so", "too", "enough") for c in token.children)
    )


def _gapped(cue: Token) -> Token | None:
    """`Ann Lee said A, and Tom Weil that B`: Tom Weil, a noun that the parse can only join to a verb."""
    for x in cue.doc[cue.i + 1 : cue.right_edge.i + 1]:
        if x.dep_ in ("conj", "dep") and x.pos_ in ("NOUN", "PROPN") and is_verb(x.head):
            rest = cue.doc[x.i + 1 : cue.right_edge.i + 1]
            that = next((t for t in rest if t.dep_ == "mark" or is_verb(t)), None)
            if x.left_edge.nbor(-1).dep_ == "cc" and that is not None and that.lower_ == "that":
                return x
    return None


def _of_next(parse: Parse, cue: Token, clause: Token) -> bool:
    """`He denies having said so. A recording has him saying, “…”`: the next sentence is no part of what he denies."""
    first = clause.left_edge.i
    return first > cue.i and not parse.quoted(first) and parse.doc[first - 1].text in (".", "!", "?")


def _of_others(clause: Token) -> set[int]:
    """`Falk said A and Brandt said B`: what Brandt said is no part of what Falk said."""
    joined = [c for c in kids(clause, "conj") if c.lemma_.lower() in words.SAY - words.BELIEF and kids(c, "nsubj")]
    return {x.i for c in joined for x in c.subtree}


def _according(token: Token) -> Iterator[Frame]:
    to = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if to is None or to.lower_ != "to":
        return
    who = next((c for c in [*to.children, *token.children] if c.dep_ == "pobj"), None)
    if who is None:
        return
    who, head = owner(who), token.head
    joined = [c for c in kids(head, "conj") if any(x.lower_ == "according" for x in c.subtree)]  # somebody else's
    content = {x.i for x in head.subtree} - {x.i for c in (token, *joined) for x in c.subtree}
    if len(content) > 2:
        yield Frame(token, who, content, "according")


def _objects(token: Token, lemma: str) -> tuple[set[int], Literal["object", "call", "clause"]]:
    """What a verb reports without a clause: `denied the charge`, `promised to pay`, `called it a plaster`."""
    if lemma in words.NAMING:
        heads = [c for c in token.children if c.dep_ in ("oprd", "ccomp", "xcomp", "prep")]
        return {x.i for c in heads for x in c.subtree}, "call"
    heads = [c for c in token.children if c.dep_ == "xcomp" and lemma in words.ACT]
    if lemma in words.OBJECT:
        heads += [c for c in token.children if c.dep_ == "dobj" and c.pos_ not in ("PRON", "DET")]
    if lemma in ("accuse", "blame"):
        of = [c for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "for")]
        heads = [c for c in token.children if c.dep_ == "dobj"] + of if of else heads
    return {x.i for c in heads for x in c.subtree}, "object"


def _around(parse: Parse, token: Token, who: Token | None, lemma: str) -> set[int]:
    """What is reported by a cue that hangs on its own statement: `as Rell said`, `the bank, she said, …`."""
    head, here = token.head, {x.i for x in token.subtree}
    if head == token:
        return set()
    if token.dep_ in ("advcl", "parataxis", "ccomp") and any(c.lower_ == "as" for c in token.children):
        return {x.i for x in head.subtree} - here
    left = token.left_edge.i
    set_off = any(parse.doc[i].is_punct for i in range(max(0, left - 1), left + 1))
    if lemma in _TELLING and token.dep_ in ("parataxis", "acl") and set_off:
        return {x.i for x in head.subtree} - here
    if who is not None and lemma in _TELLING and token.dep_ in ("ccomp", "conj", "parataxis"):
        # "X, officials said, the agency reported"
        before = [c for c in head.children if c.dep_ == "ccomp" and c.i < who.left_edge.i and c != token]
        return {x.i for x in before[-1].subtree} - here if before else set()
    return set()


def source(parse: Parse, names: Names, verb: Token) -> Token | None:
    """Give the head of the words that name who says what a verb reports; None where the parse names nobody."""
    found, lemma = subject(verb), verb.lemma_.lower()
    if lemma in ("quote", "cite") and (
        quoted := [c for c in kids(verb, "dobj") if c.i not in parse.stands_for] or governed(verb, "from")
    ):
        return quoted[0]
    if is_passive(verb):
        agents = [p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"]
        if agents:
            return agents[0]
        if lemma not in ("quote", "cite", "hear", "know"):
            return None
    found = None if found is not None and found.i in parse.stands_for else found
    if found is None:  # inverted: "said Rell"
        after = [c for c in verb.rights if c.dep_ in ("dobj", "dative", "attr", "npadvmod", "appos")]
        after = after[1:] if lemma == "tell" else after  # "told the court the student Mila Petrova"
        people = [c for c in after if (n := names.name(c)) is not None and n.kind == "person"]
        found = people[-1] if people and lemma in words.SAY else None
    if found is None and lemma in words.SAY and verb.tag_ in ("VBD", "VBZ"):
        found = _beside(parse, verb, lemma)
    if found is not None and verb.dep_ == "conj" and not names.can_speak(relative(found)):
        # "warned that eels were scarce and said …": who warned says it.
        above = [source(parse, names, x) for x in verb.ancestors if x.pos_ == "VERB" and x.lemma_.lower() in words.SAY]
        found = next((x for x in above if x is not None), found)
    if (
        found is None
        or (parse.quoted(found.i) and not parse.quoted(verb.i))
        or found.lower_ == "there"
        or found.dep_ == "expl"
    ):
        return None
    return relative(found)


def owner(token: Token) -> Token:
    """`his words`: he; any other noun itself."""
    holder = next((c for c in token.children if c.dep_ == "poss"), None)
    return holder if holder is not None and token.lemma_.lower() in words.MOUTH else token


def _beside(parse: Parse, verb: Token, lemma: str) -> Token | None:
    """A name right before or after the verb, where the parse gives no subject."""
    at = verb.i - 1
    while at > 0 and (parse.doc[at].text in ",–—-)" or parse.doc[at].like_num):
        at -= 1
    before, after = parse.entity.get(at), parse.entity.get(verb.i + 1)
    for span in (before, after if lemma in ("say", "add", "laugh") else None):
        if span is not None and span.label_ in ("PERSON", "ORG", "GPE"):
            return span.root
    return None
