"""Who is who: noun phrases, full names, and whom a pronoun means."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from summarizer.readers.steps import words
from summarizer.readers.steps.parse import has_age
from summarizer.readers.steps.tree import conjuncts, governed, kids
from summarizer.summary import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from summarizer.readers.steps.parse import Parse

_OFTEN = 3
"""How often a body is named that `the company` can mean."""
_INSIDE = ("prep", "pobj", "appos", "conj", "nmod")
_NOBODY = frozenset("i you we who that what one all this these those there it he she they him her them another".split())


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody or something, by the fullest words the article gives. Token indices, `end` left out."""

    start: int
    """First token."""
    end: int
    """Token after the last."""
    text: str
    """Its words in the article."""
    kind: SourceKind
    """What it is."""

    @property
    def key(self) -> str:
        """The same for two mentions of one name."""
        return " ".join(re.findall(r"\w+", self.text.lower()))


class Names:
    """The names of one parsed article."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.doc = parse, parse.doc
        self._fullest: dict[str, list[tuple[int, int]]] = {}
        """Who bears a family name, a given name or an abbreviation: the fullest words of each."""
        self.sex: dict[str, str] = {}
        self.means: dict[int, int] = {}
        """Head of the noun phrase that each pronoun means; `pronouns.resolve` fills it."""
        self._parts, self._introduced = cache(self._parts_of), cache(self._first_named)
        self._collect()
        self._bodies = self._collect_bodies()

    def _collect(self) -> None:
        """Remember the fullest form of each family name, given name and abbreviation."""
        for span in self.doc.ents:
            start, end = self._trim(span.start, span.end)
            if self._names_person(span[0].i, end):
                self._add_person(start, end)
            elif span.label_ == "ORG":
                initials = "".join(t.text[0] for t in self.doc[start:end] if t.text[0].isupper())
                self._fullest.setdefault(initials, [(start, end)])

    def _names_person(self, start: int, end: int) -> bool:
        """Tell whether an entity is a person, also where the recognizer took an unusual name for a place or a body."""
        label = self.doc[start].ent_type_
        if label == "PERSON":
            return True
        if label not in ("ORG", "GPE", "FAC", "PRODUCT"):
            return False
        first = self._trim(start, end)[0]
        given = self.doc[first].lower_ in words.GIVEN_FEMALE | words.GIVEN_MALE
        titled = self.doc[first - 1].lower_ in words.TITLES - {"the", "a", "an"}
        return end - first in (2, 3) and (given or titled or has_age(self.doc, end))

    def _add_person(self, start: int, end: int) -> None:
        given = self.doc[start].lower_
        sex = self._sex_by_title(start)
        if end - start > 1:
            for part in (self.doc[end - 1].text, self.doc[start].text):
                bearers = self._fullest.setdefault(part, [])
                if not any(self._are_one(other, (start, end)) for other in bearers):
                    bearers.append((start, end))
            sex = sex or ("f" if given in words.GIVEN_FEMALE else "m" if given in words.GIVEN_MALE else None)
        if sex is not None:
            self.sex.setdefault(self._text(start, end), sex)

    def _sex_by_title(self, start: int) -> str | None:
        """Tell by the word before a name: `Mrs Lind`, `spokesman Otto Falk`."""
        before = self.doc[start - 1].lower_
        return "f" if before in words.FEMALE else "m" if before in words.MALE else None

    def _are_one(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Tell whether two full names are one person's: `Ann Lee` and `Ann B. Lee` are, `Tom Lee` is another."""
        (first, short), (second, other_short) = self._parts(*one), self._parts(*other)
        return first <= second or second <= first or (short == other_short and min(map(len, first)) == 1)

    def _parts_of(self, start: int, end: int) -> tuple[set[str], set[str]]:
        """Give the words of a name, and their initials."""
        parts = {t.text.rstrip(".") for t in self.doc[start:end]}
        return parts, {w[0] for w in parts}

    def _bearer(self, start: int, end: int) -> tuple[int, int]:
        """Give the fullest words for a single name: its own, with its title, where two people bear it."""
        bearers = self._fullest.get(self.doc[start].text, [])
        sex = self._sex_by_title(start)
        meant = [b for b in bearers if sex is None or self.sex.get(self._text(*b), sex) == sex]
        meant = [b for b in meant if b[0] <= start] or meant
        if len(meant) > 1 and self._goes_by(self.doc[start].text, meant[0][1], meant[1][0]):
            meant = meant[:1]
        return meant[0] if len(meant) == 1 else (start - bool(bearers and sex), end)

    def _goes_by(self, word: str, after: int, before: int) -> bool:
        """Tell whether somebody was called by a single name before another with that name came in."""
        return any(t.text == word and t.dep_ != "compound" for t in self.doc[after:before])

    def _collect_bodies(self) -> list[Name]:
        """List the mentions of named bodies, in order, each by its trimmed words."""
        places = [self._trim(e.start, e.end) for e in self.doc.ents if e.label_ == "ORG"]
        return [
            Name(start, end, self._text(start, end), "organization")
            for start, end in places
            if self.doc[end - 1].text[0].isupper() and not self.is_person(self.doc[end - 1])
            if not self.parse.quoted(start)
        ]

    def _body_before(self, token: Token) -> Name | None:
        """The one body that `the company` can mean: alone in its paragraph or the article, or by far the most named."""
        before = [b for b in self._bodies if b.end <= token.i]
        here = [b for b in before if self.parse.paragraph(b.start) == self.parse.paragraph(token.i)]
        for near in (here, before):
            if near and len({b.key for b in near}) == 1 and not self._is_apart(token, near):
                return near[0]
        spoken = Counter(t.text for t in self.doc)
        ranked = Counter({b.text: spoken[self.doc[b.start].text] for b in self._bodies}).most_common(2)
        if not ranked or ranked[0][1] < _OFTEN or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
            return None
        return next((b for b in before if b.text == ranked[0][0]), None)

    def _is_apart(self, token: Token, body: list[Name]) -> bool:
        """Tell whether a noun cannot mean a body: `a bank` came in without a name, or one sentence tells of both."""
        sentences = {self.parse.sentence(b.start) for b in body}
        same = [t for t in self.doc[: token.i + 1] if t.lemma_ == token.lemma_]
        new = any(c.lower_ in ("a", "an") for t in same[:-1] for c in kids(t, "det"))
        return new or any(self.parse.sentence(t.i) in sentences for t in same)

    def _points_back(self, token: Token) -> bool:
        """`the company`, with nothing that says which."""
        beside = [c for c in token.children if c.dep_ != "det"]
        return token.tag_ == "NN" and not beside and any(c.lower_ == "the" for c in token.children)

    def _body_meant(self, token: Token) -> Name | None:
        """`the ministry`, where one ministry was named; `the company`, where one body can be meant."""
        if not self._points_back(token):
            return None
        called = {b.key: b for b in self._bodies if b.end <= token.i and token.lemma_.lower() in b.key.split()}
        if len(called) == 1:
            return next(iter(called.values()))
        at, named = self._introduced(token.lemma_)
        if named is not None and at < token.i:
            return self.name(named)  # "The airline, Nordwing, …": the airline
        return self._body_before(token) if token.lemma_.lower() in words.FIRMS else None

    def _first_named(self, lemma: str) -> tuple[int, Token | None]:
        """Give where a noun first stands beside a name, and that name."""
        beside = ((t.i, self._apposed(t)) for t in self.doc if t.lemma_ == lemma)
        return next(((at, named) for at, named in beside if named is not None), (0, None))

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Leave out articles, titles and the possessive around a name: `Fire Commissioner Mara Lind`."""
        while start < end - 1 and (self.doc[start].lower_ in words.TITLES or self.doc[start].is_punct):
            start += 1
        while end > start + 1 and (
            self.doc[end - 1].tag_ == "POS" or self.doc[end - 1].is_punct or self.doc[end - 1].like_num
        ):
            end -= 1
        return start, end

    def _text(self, start: int, end: int) -> str:
        return re.sub(r"\s+", " ", self.parse.text(start, end))

    def is_person(self, token: Token) -> bool:
        """Tell whether a token is part of a person's name."""
        span = self.parse.entity.get(token.i)
        if span is not None and self._names_person(span.start, span.end):
            return True
        return token.pos_ == "PROPN" and any(map(self._is_person_range, self._fullest.get(token.text, [])))

    def _is_person_range(self, place: tuple[int, int]) -> bool:
        span = self.parse.entity.get(place[0])
        return span is not None and self._names_person(span.start, span.end)

    def name(self, token: Token | None, *, whole: bool = False) -> Name | None:
        """Give the fullest name of what a noun or pronoun means.

        Args:
            token: Head of a noun phrase, or a pronoun.
            whole: Whether all that are joined are meant, not the first alone: "Ann Lee and Tom Weil said".

        Returns:
            The name; None for a pronoun that means nobody known.
        """
        if token is None:
            return None
        if token.i in self.means:
            meant = self.doc[self.means[token.i]]
            whole = token.lower_ in ("they", "them", "their")
            token = meant
        if whole and len(joined := conjuncts(token)) > 1:
            start, end = self.phrase(token)[0], self.phrase(joined[-1])[1]
            return Name(start, end, self._text(start, end), "group")
        if token.lower_ in _NOBODY and token.pos_ in ("PRON", "DET") and token.text != "WHO":
            return None
        if token.tag_ == "PRP$" or (token.pos_ == "PRON" and token.tag_ == "NN"):
            return None  # "its spokesman" where nothing tells whose; "anyone", "somebody"
        if self.is_person(token):
            return self._person(token)
        named = self._apposed(token)
        if named is not None:
            return self.name(named)
        if token.lemma_.lower() in words.MOUTHPIECES:
            return self._spoken_for(token)
        return self._body_meant(token) or self._by_phrase(token)

    def _spoken_for(self, token: Token) -> Name | None:
        """`a spokesman for the council`, `its spokeswoman`: the body, where the mouthpiece has no name."""
        bodies = governed(token, "for", "of") + [c for c in token.children if c.dep_ in ("poss", "compound")]
        named = self.name(bodies[0]) if bodies else None
        return named or (self._body_before(token) if not bodies else None) or self._by_phrase(token)

    def _by_phrase(self, token: Token) -> Name:
        start, end = self.strip(*self.phrase(token))
        if token.pos_ == "PROPN":
            start, end = self._trim(start, end)  # "Chief Pia Rask"
            start, end = next(iter(self._fullest.get(self._text(start, end), [])), (start, end))
        return Name(start, end, self._text(start, end), self.kind(token))

    def _person(self, token: Token) -> Name:
        span = self.parse.entity.get(token.i)
        start, end = self._trim(span.start, span.end) if span is not None else (token.i, token.i + 1)
        if end - start == 1:
            start, end = self._bearer(start, end)
        else:
            bearers = self._fullest.get(self.doc[end - 1].text, [])
            start, end = next((b for b in bearers if self._are_one(b, (start, end))), (start, end))
        return Name(start, end, self._text(start, end), "person")

    def _apposed(self, token: Token) -> Token | None:
        """`a spokesman, John Kirby`; `the head of the force, Qassem Soleimani`."""
        named = next((c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
        if named is not None and token.pos_ != "PROPN":
            return named  # "The airline, Nordwing": whatever the recognizer takes it for
        for c in token.subtree:
            if c.dep_ == "appos" and c.i > token.i and self.is_person(c):
                between = [x for x in c.ancestors if token.is_ancestor(x)]
                if all(x.dep_ in _INSIDE for x in between):
                    return c
        return None

    def phrase(self, token: Token) -> tuple[int, int]:
        """Give the tokens of a noun phrase without the clauses that hang on it."""
        left = token.left_edge.i
        for c in token.lefts:
            leading = c.dep_ in ("preconj", "punct", "advmod") and c.i == left
            if c.tag_ == "WP$" or (leading and c.lower_ not in ("about", "around")):
                left = c.right_edge.i + 1
        while left < token.i and self.doc[left].tag_ in ("WP", "WRB"):
            left += 1  # "what one volunteer called": one volunteer
        right = token.i + 1
        loose = self.doc[left].lower_ in ("a", "an", "the")
        for c in token.rights:
            if c.lower_ in ("of", "for") or (loose and c.lower_ in ("with", "at", "in", "from")):
                right = min(self._stop(c), c.i + 8)
        while right > token.i + 1 and (
            self.doc[right - 1].is_punct
            or self.doc[right - 1].tag_ == "POS"
            or self.doc[right - 1].pos_ in ("ADP", "DET", "CCONJ")
        ):
            right -= 1
        return left, right

    def _stop(self, prep: Token) -> int:
        """Give the token where a clause or an apposition begins in what a preposition governs."""
        ends = [d.left_edge.i for d in prep.subtree if d.dep_ in ("relcl", "acl", "appos")]
        return min(ends, default=prep.right_edge.i + 1)

    def strip(self, start: int, end: int) -> tuple[int, int]:
        """Leave out the article and the possessive."""
        while start < end - 1 and (self.doc[start].lower_ in ("the", "a", "an") or self.doc[start].is_quote):
            start += 1
        return start, end

    def can_speak(self, token: Token) -> bool:
        """Tell whether a noun is somebody or a body of people, by name, ending or kind."""
        lemma = token.lemma_.lower()
        return (
            self.is_person(token)
            or self.parse.label(token) in ("PERSON", "ORG", "GPE", "NORP")
            or token.pos_ in ("PRON", "NUM")
            or (token.pos_ == "PROPN" and not self.parse.label(token))
            or lemma in words.PEOPLE | words.CROWD | words.CAPTIVES | words.BODIES | words.DOCUMENTS
            or lemma.endswith(("er", "or", "ist", "ian", "ant", "ee", "man", "ic"))
        )

    def kind(self, token: Token) -> SourceKind:
        """Say what a noun stands for."""
        lemma, label = token.lemma_.lower(), self.parse.label(token)
        if lemma in words.DOCUMENTS:
            return "document"
        if label in ("ORG", "GPE", "LOC"):
            return "organization"
        unnamed = any(c.lemma_ in ("name", "identify") and kids(c, "neg") for c in token.subtree)
        if lemma == "source" or unnamed or any(c.lemma_ == "anonymity" for c in token.subtree):
            return "anonymous"
        if token.tag_ in ("NNS", "NNPS") or lemma in ("people", "family", "crew"):
            return "group"
        return "person" if lemma in words.PEOPLE else "organization"
