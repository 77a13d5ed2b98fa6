"""Reporting frames: who says what, as the parse gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from summarizer.readers.steps import words
from summarizer.readers.steps.pronouns import resolve
from summarizer.readers.steps.tree import governed, is_passive, is_verb, kids, objects, relative, subject

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
    return any(t.lower_ in ("not", "no", "neither") for t in source.doc[: source.left_edge.i + 1][-2:])


def _frame(parse: Parse, names: Names, token: Token) -> Iterator[Frame]:
    if token.i in parse.stands_for:
        return
    if token.lower_ == "according":
        yield from _according(token)
        return
    lemma = token.lemma_.lower()
    quoted = [c for c in token.children if c.i in parse.stands_for]
    clauses = [c for c in kids(token, *_CLAUSES) if not any(x.text == ";" for x in parse.doc[c.i : token.i])]
    # "He denies having said so. A recording has him saying, “…”": the next sentence is no part of what he denies.
    clauses = [c for c in clauses if not parse.doc[token.i : c.left_edge.i].text.endswith(".")]
    if len(clauses) > 1:  # "Olsen said this and, Lund said, that": Lund did not say what Olsen said
        clauses = [c for c in clauses if c.i > token.i or c.lemma_.lower() not in words.SAY]
    if _is_of_mind(token, clauses):
        yield Frame(token, source(parse, names, token.head), {x.i for c in clauses for x in c.subtree}, "clause")
        return
    # "retweeted Tom Weil: “…”" reports nothing.
    reports = lemma in words.SAY or (quoted and all(c.i in parse.stands_for for c in kids(token, "dobj")))
    if not reports or not is_verb(token) or token.dep_ in ("amod", "compound"):
        return
    who = source(parse, names, token)
    # "Falk said A and Brandt said B": what Brandt said is no part of what Falk said.
    joined = [x for c in clauses for x in kids(c, "conj") if kids(x, "nsubj")]
    others = [x for x in joined if x.lemma_.lower() in words.SAY - words.BELIEF]
    content = {x.i for c in clauses + quoted for x in c.subtree} - {x.i for c in others for x in c.subtree} - {token.i}
    if who is not None and who.i in content:
        content -= {x.i for x in who.subtree}
    kind: Literal["clause", "object", "call"] = "clause"
    other = _gapped(token)
    if other is not None:
        yield Frame(token, other, {i for i in content if i > other.i}, "clause")
        content = {i for i in content if i < other.left_edge.i}
    if not content:
        content, kind = _objects(token, lemma)
    yield Frame(token, who, content or _around(parse, token, lemma), kind)


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
            that = next((t for t in rest if t.dep_ == "mark" or is_verb(t)), x)
            if x.left_edge.nbor(-1).dep_ == "cc" and that.lower_ == "that":
                return x
    return None


def _according(token: Token) -> Iterator[Frame]:
    head = token.head
    joined = [c for c in kids(head, "conj") if any(x.lower_ == "according" for x in c.subtree)]  # somebody else's
    content = {x.i for x in head.subtree} - {x.i for c in (token, *joined) for x in c.subtree}
    for who in objects(token)[:1]:
        yield Frame(token, owner(who), content, "according")


def _objects(token: Token, lemma: str) -> tuple[set[int], Literal["object", "call"]]:
    """What a verb reports without a clause: `denied the charge`, `promised to pay`, `called it a plaster`."""
    if lemma in words.NAMING:
        return {x.i for c in kids(token, "oprd", "xcomp", "prep") for x in c.subtree}, "call"
    heads = kids(token, "xcomp") if lemma in words.ACT else []
    if lemma in words.OBJECT:
        heads += kids(token, "dobj")
    if lemma in ("accuse", "blame"):
        heads += [c for c in kids(token, "prep") if c.lower_ in ("of", "for")]
    return {x.i for c in heads for x in c.subtree}, "object"


def _around(parse: Parse, token: Token, lemma: str) -> set[int]:
    """What is reported by a cue that hangs on its own statement: `as Rell said`, `the bank, she said, …`."""
    left = token.left_edge.i
    set_off = any(t.is_punct for t in parse.doc[: left + 1][-2:])
    told = lemma in _TELLING and token.dep_ in ("parataxis", "acl") and set_off
    if told or token.left_edge.lower_ == "as":
        return {x.i for x in token.head.subtree} - {x.i for x in token.subtree}
    return set()


def source(parse: Parse, names: Names, verb: Token) -> Token | None:
    """Give the head of the words that name who says what a verb reports; None where the parse names nobody."""
    found, lemma = subject(verb), verb.lemma_.lower()
    if lemma in ("quote", "cite") and (quoted := kids(verb, "dobj") or governed(verb, "from")):
        return quoted[0]
    if is_passive(verb):
        agents = [o for c in kids(verb, "agent") for o in objects(c)]
        if agents or lemma != "quote":
            return agents[0] if agents else None
    if found is None or found.i in parse.stands_for:  # inverted: "said Rell"
        after = [c for c in verb.rights if c.dep_ in ("dobj", "npadvmod")]
        after = after[1:] if lemma == "tell" else after  # "told the court the student Mila Petrova"
        people = [c for c in after if (n := names.name(c)) is not None and n.kind == "person"]
        found = people[-1] if people else None
    if found is None and verb.tag_ in ("VBD", "VBZ"):
        found = _beside(parse, names, verb)
    if found is not None and verb.dep_ == "conj" and not names.can_speak(relative(found)):
        # "warned that eels were scarce and said …": who warned says it.
        above = (x for x in verb.ancestors if x.lemma_.lower() in words.SAY)
        found = next((source(parse, names, x) for x in above), None) or found
    return None if found is None else relative(found)


def owner(token: Token) -> Token:
    """`his words`: he; any other noun itself."""
    holders = kids(token, "poss") if token.lemma_.lower() in words.MOUTH else []
    return holders[0] if holders else token


def _beside(parse: Parse, names: Names, verb: Token) -> Token | None:
    """A name right before or after the verb, where the parse gives no subject."""
    back = (parse.doc[i] for i in range(verb.i - 1, -1, -1))
    before = next((t.i for t in back if t.text not in ",–—-)" and not t.like_num), -1)
    for at in (before, verb.i + 1):
        span = parse.entity.get(at)
        if span is not None and names.can_speak(span.root):
            return span.root
    return None
