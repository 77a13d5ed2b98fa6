"""Where something happened: the narrowest place its own words name, else what its sentence, paragraph or lead names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.front import dateline
from summarizer.readers.steps import words
from summarizer.readers.steps.tree import governed, kids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from spacy.tokens import Token

    from summarizer.readers.steps.names import Names
    from summarizer.readers.steps.parse import Parse
    from summarizer.readers.steps.roles import Event

_AT = frozenset(
    "in on at near outside inside off around across along throughout above below beneath north south east west".split()
)
_BY = ("at", "near", "outside", "inside", "above", "below")
"""What stands behind these is a place, if it has a name."""
_TOWARDS = ("to", "into")
_BROAD = ("GPE", "LOC")
_TOWN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
_SCENES = (
    "accident attack disaster death injury arrest rescue protest strike sport outbreak closure opening discovery "
    "meeting election"
).split()
"""Types of what happens at one place; what is decided, said, bought or reported has none of its own."""
_CLAUSES = ("relcl", "ccomp", "advcl", "acl")


@dataclass(frozen=True, slots=True)
class Place:
    """A named place."""

    at: int
    """Token that heads it; -1 for that of the dateline."""
    words: str
    """Its words in the article."""
    narrow: bool
    """A building or a spot, no town, region or country."""

    @property
    def key(self) -> str:
        """The same for two mentions of one place."""
        return " ".join(re.findall(r"\w+", self.words.lower()))


class Places:
    """The places of one parsed article."""

    def __init__(self, parse: Parse, names: Names, times: Collection[int]) -> None:
        self.parse, self.names, self._times = parse, names, times
        self._stood = {t.i: place for t in parse.doc if (place := self._located(t, _AT)) is not None}
        """Places that something is said to be at, by their head."""

    def is_place(self, token: Token) -> bool:
        """Tell whether a noun is a place."""
        label = self.parse.label(token)
        if token.i in self._times:
            return False
        under = token.head.lower_ if token.dep_ == "pobj" else ""
        if token.pos_ == "PROPN" and label in ("", "PERSON") and not kids(token, "det"):
            return under in ("in", "near")  # a town that no list knows
        if token.pos_ == "NOUN" and label in ("", "ORG") and under in _BY:
            # "above the Orrin dam"
            return any(c.pos_ == "PROPN" for c in kids(token, "compound", "nmod"))
        if label and label != "ORG":
            return label in ("GPE", "LOC", "FAC")
        return token.lemma_.lower() in words.PLACES

    def named(self, token: Token) -> Place | None:
        """Give the named place a noun is; None where it is none, or has no name."""
        if not self.is_place(token):
            return None
        inner = [o for o in governed(token, "of") if o.pos_ == "PROPN"] if token.pos_ == "NOUN" else []
        return self._place(inner[0] if inner else token)  # "the town of Sarn"

    def _place(self, token: Token) -> Place | None:
        span = self.parse.entity.get(token.i)
        narrow = self.parse.label(token) == "FAC" or token.lemma_.lower() in words.PLACES
        if span is not None and span.label_ in ("GPE", "LOC"):
            start, end = span.start, span.end
        else:
            start, end = self.names.phrase(token)
            owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
            first = owner.right_edge.i + 1 if owner is not None else start
            if token.pos_ != "PROPN":
                end = token.i + 1  # "Brenning airport", not "factory in Porto Alvo"
            # "the Port of Rothmere in Hollund": the port.
            end = next((t.i for t in token.doc[token.i + 1 : end] if t.pos_ == "ADP" and t.lower_ != "of"), end)
            if not any(t.pos_ == "PROPN" for t in token.doc[first:end]):
                return None
        start, end = self.names.strip(start, end)
        return Place(token.i, " ".join(self.parse.text(start, end).split()), narrow)

    def _located(self, token: Token, preps: Collection[str]) -> Place | None:
        """Give the named place a noun is, where one of some prepositions says that something is there."""
        prep = token.head
        if prep.lower_ == "of" and prep.head.dep_ == "advmod":
            prep = prep.head  # "north of Velby"
        # On a bridge, but not on a team or a day.
        spot = prep.lower_ != "on" or token.lemma_.lower() in words.PLACES or self.parse.label(token) in ("FAC", "LOC")
        if prep.lower_ not in preps or not spot or self.parse.quoted(token.i):
            return None
        return self.named(token)

    def own(self, token: Token, others: Iterable[Token], *, movement: bool) -> Place | None:
        """Find the place that an event's words name: of those at the word or at who takes part, the narrowest."""
        found = {x.i: place for top in (token, *others) for x in inside(top) if (place := self._stood.get(x.i))}
        if movement:
            found |= {x.i: p for x in inside(token) if (p := self._located(x, _TOWARDS))}
        ranked = sorted(found.values(), key=lambda p: (not p.narrow, _depth(self.parse.doc[p.at], token)))
        return ranked[0] if ranked else None

    def carry(self, events: list[Event], lead: int) -> None:
        """Give events that name no place, and that have a scene, the place of what is told beside them.

        Args:
            events: Those that are listed, in order; `place` is filled.
            lead: Index of the paragraph that tells the news.
        """
        own = {e.place.at: e.place for e in events if e.place is not None}
        sure = {i: p for i, p in self._stood.items() if p.narrow or self.parse.label(self.parse.doc[i]) in _BROAD}
        known = [place for _, place in sorted((sure | own).items())]
        for event in events:
            if event.place is None and event.type in _SCENES and event.realis == "actual" and not _apart(event.token):
                event.place = self._beside(event.token, known, lead)

    def _beside(self, word: Token, known: list[Place], lead: int) -> Place | None:
        """The place in a word's sentence, in its paragraph before it, a building of the lead, or the dateline's town.

        An article whose lead names none moves from building to building: there it is the last one.
        """
        sentence, paragraph = self.parse.sentence(word.i), self.parse.paragraph(word.i)
        here = [p for p in known if self.parse.sentence(p.at) == sentence]
        if here:
            return min(here, key=lambda p: (not p.narrow, abs(p.at - word.i)))
        before = [p for p in known if p.at < word.i]
        near = [p for p in before if self.parse.paragraph(p.at) == paragraph]
        first = [p for p in known if p.narrow and self.parse.paragraph(p.at) == lead]
        last = [p for p in before if p.narrow]
        return next(iter([*near[-1:], *first[:1], *self._dateline(), *last[-1:]]), None)

    def _dateline(self) -> list[Place]:
        for sentence in self.parse.passage.sentences[:2]:
            said = self.parse.passage.article.text[sentence.start : sentence.end]
            town = _TOWN.match(said[: dateline(said)])
            if town is not None:
                return [Place(-1, town[0], narrow=False)]
        return []


def _apart(word: Token) -> bool:
    """`A bus crashed in Velby, and a train derailed`: a verb with a subject of its own is somewhere else."""
    return word.dep_ == "conj" and bool(kids(word, "nsubj", "nsubjpass"))


def inside(token: Token) -> list[Token]:
    """Give a word and what hangs on it, other clauses left out."""
    out = [token]
    for c in token.children:
        if c.dep_ not in _CLAUSES and not (c.dep_ == "conj" and c.pos_ in ("VERB", "AUX")):
            out += inside(c)
    return out


def _depth(low: Token, high: Token) -> int:
    above = [low, *low.ancestors]
    return above.index(high) if high in above else len(above)
