"""Who is who: noun phrases, full names, and whom a pronoun means."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.readers.steps import words
from summarizer.summary import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from summarizer.readers.steps.parse import Parse

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_INSIDE = ("prep", "pobj", "appos", "conj", "nmod")
_MASCULINE, _FEMININE = ("he", "him", "his"), ("she", "her", "hers")
_PLURAL = ("they", "them", "their")
_NEUTER = ("it", "its")
_NOBODY = frozenset(
    "i you we who that which what one all this these those there it he she they him her them another others".split()
)
_FURTHEST_UNITS = 5
"""How far back a pronoun looks for its name."""


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
        return re.sub(r"\W+", " ", self.text).strip().lower()


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What a pronoun stands for, and how sure that is."""

    token: int
    """Head of the noun phrase it means."""
    rival: int | None
    """Head of the next best one, of another name; None where there is none near in weight."""


class Names:
    """The names of one parsed article."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.doc = parse, parse.doc
        self._fullest: dict[str, tuple[int, int]] = {}
        self.sex: dict[str, str] = {}
        self._offices: dict[str, tuple[int, int]] = {}
        self.means: dict[int, Antecedent] = {}
        self._collect()
        self._collect_offices()
        self._body = self._main_body()

    # ---- full names

    def _collect(self) -> None:
        """Remember the fullest form of each family name, given name and abbreviation."""
        for span in self.doc.ents:
            if any(t.i in self.parse.stands_for for t in span):
                continue
            start, end = self._trim(span.start, span.end)
            if self._names_person(span[0].i, end):
                self._add_person(start, end)
            elif span.label_ == "ORG":
                capitals = [t.text for t in self.doc[start:end] if t.text[0].isupper()]
                if len(capitals) > 2:
                    self._fullest.setdefault("".join(w[0] for w in capitals), (start, end))

    def _names_person(self, start: int, end: int) -> bool:
        """Tell whether an entity is a person, also where the recognizer took an unusual name for a place or a body."""
        label = self.doc[start].ent_type_
        if label == "PERSON":
            return True
        if label not in ("ORG", "GPE", "FAC", "NORP", "PRODUCT", "WORK_OF_ART"):
            return False
        first, after = self._trim(start, end)[0], self.doc[end : end + 3].text
        given = self.doc[first].lower_ in words.GIVEN_FEMALE | words.GIVEN_MALE
        titled = first > 0 and self.doc[first - 1].lower_ in words.TITLES - {"the", "a", "an"}
        return end - first in (2, 3) and (given or titled or bool(re.match(r", \d{2}\b", after))) and label != "NORP"

    def _add_person(self, start: int, end: int) -> None:
        if end - start < 2:
            return
        for part in (self.doc[end - 1].text, self.doc[start].text):
            known = self._fullest.get(part)
            if known is None or known[1] - known[0] < end - start <= 3:
                self._fullest[part] = (start, end)
        before = self.doc[start - 1].lower_ if start else ""
        given = self.doc[start].lower_
        key = self._text(start, end)
        if before in words.FEMALE or given in words.GIVEN_FEMALE:
            self.sex.setdefault(key, "f")
        elif before in words.MALE or given in words.GIVEN_MALE:
            self.sex.setdefault(key, "m")

    def _collect_offices(self) -> None:
        """`Defense Secretary Lloyd Austin`, `Kirby, the coordinator`: the noun means the person later."""
        for token in self.doc:
            span = self.parse.entity.get(token.i)
            if span is None or token != span.root or not self.is_person(token):
                continue
            near = [c for c in token.children if c.dep_ in ("compound", "appos")]
            near += [token.head] if token.dep_ == "appos" else []
            for noun in near:
                if noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() in words.PEOPLE:
                    self._offices.setdefault(noun.lemma_.lower(), (token.i, token.i))

    def _main_body(self) -> Name | None:
        """The one body the article is about: named three times or more, and more often than any other."""
        named = Counter(self._text(*self._trim(e.start, e.end)) for e in self.doc.ents if e.label_ == "ORG")
        ranked = named.most_common(2)
        if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
            return None
        first = next(
            e for e in self.doc.ents if e.label_ == "ORG" and self._text(*self._trim(e.start, e.end)) == ranked[0][0]
        )
        start, end = self._trim(first.start, first.end)
        return Name(start, end, self._text(start, end), "organization")

    def _points_back(self, token: Token) -> bool:
        """`the company`, with nothing that says which."""
        beside = [c for c in token.children if c.dep_ not in ("det", "punct")]
        the = any(c.lower_ == "the" for c in token.children)
        return the and token.tag_ == "NN" and not beside and self._body is not None and self._body.start < token.i

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Leave out articles, titles and the possessive around a name: `Fire Commissioner Mara Lind`."""
        offices = [i for i in range(start, end) if self.doc[i].lower_ in words.TITLES]
        if (
            offices
            and end - offices[-1] - 1 in (2, 3)
            and all(t.pos_ == "PROPN" for t in self.doc[offices[-1] + 1 : end])
        ):
            start = offices[-1] + 1
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
        return (
            token.pos_ == "PROPN" and token.text in self._fullest and self._is_person_range(self._fullest[token.text])
        )

    def _is_person_range(self, place: tuple[int, int]) -> bool:
        span = self.parse.entity.get(place[0])
        return span is not None and self._names_person(span.start, span.end)

    # ---- names of tokens

    def name(self, token: Token | None, *, follow: bool = True) -> Name | None:
        """Give the fullest name of what a noun or pronoun means.

        Args:
            token: Head of a noun phrase, or a pronoun.
            follow: Whether a pronoun is followed to its noun.

        Returns:
            The name; None for a pronoun that means nobody known.
        """
        if token is None:
            return None
        if follow and token.i in self.means:
            token = self.doc[self.means[token.i].token]
        if token.lower_ in _NOBODY and token.pos_ in ("PRON", "DET", "SCONJ") and token.text != "WHO":
            return None
        if self.is_person(token):
            return self._person(token)
        named = self._apposed(token) or self._holder(token)
        if named is not None:
            return self._person(named) if self.is_person(named) else self.name(named, follow=False)
        if token.lemma_.lower() in words.BODIES and self._body is not None and self._points_back(token):
            return self._body
        start, end = self.phrase(token)
        start, end = self._strip(start, end)
        full = self._fullest.get(self._text(start, end)) if token.pos_ == "PROPN" else None
        if full:
            start, end = full
        return Name(start, end, self._text(start, end), self.kind(token))

    def _person(self, token: Token) -> Name:
        span = self.parse.entity.get(token.i)
        start, end = self._trim(span.start, span.end) if span is not None else (token.i, token.i + 1)
        if end - start == 1:
            start, end = self._fullest.get(self.doc[start].text, (start, end))
        else:
            known = self._fullest.get(self.doc[end - 1].text)
            if known and self.doc[known[0]].text == self.doc[start].text:
                start, end = known
        return Name(start, end, self._text(start, end), "person")

    def _apposed(self, token: Token) -> Token | None:
        """`a spokesman, John Kirby`; `the head of the force, Qassem Soleimani`."""
        if token.pos_ not in ("NOUN", "PROPN", "NUM"):
            return None
        named = next((c for c in token.children if c.dep_ == "appos" and c.i > token.i and c.pos_ == "PROPN"), None)
        if named is not None and token.pos_ != "PROPN":
            return named  # "The airline, Nordwing": whatever the recognizer takes it for
        for c in token.subtree:
            listed = c.dep_ == "conj" and token.lemma_ in words.PEOPLE and self.doc[c.left_edge.i - 1].text == ","
            if (c.dep_ == "appos" or listed) and c.i > token.i and self.is_person(c):
                between = [x for x in c.ancestors if token.is_ancestor(x)]
                if all(x.dep_ in _INSIDE for x in between):
                    return c
        return None

    def _holder(self, token: Token) -> Token | None:
        """`the coordinator`, where one person was called that before."""
        if token.tag_ != "NN" or not any(c.lower_ in ("the", "that", "this") for c in token.children):
            return None
        known = self._offices.get(token.lemma_.lower())
        if known is None or known[0] >= token.i or any(c.dep_ in ("prep", "compound", "amod") for c in token.children):
            return None
        return self.doc[known[1]]

    def phrase(self, token: Token) -> tuple[int, int]:
        """Give the tokens of a noun phrase without the clauses that hang on it."""
        left = token.left_edge.i
        for c in token.lefts:
            leading = c.dep_ in ("cc", "preconj", "punct", "advmod", "mark") and c.i == left
            if c.tag_ == "WP$" or (leading and c.lower_ not in ("about", "around", "nearly", "over")):
                left = c.right_edge.i + 1
        right = token.i + 1
        loose = self.doc[left].lower_ in ("a", "an", "the")
        for c in token.rights:
            if c.i > right + 1:
                break
            inner = c.lower_ in ("of", "for") or (loose and c.lower_ in ("with", "at", "in", "from"))
            if c.dep_ == "case" or (c.dep_ == "prep" and inner):
                right = max(right, min(self._stop(c), c.i + 8))
            elif c.dep_ == "prep":
                break
        while right > token.i + 1 and (
            self.doc[right - 1].is_punct or self.doc[right - 1].pos_ in ("ADP", "DET", "CCONJ")
        ):
            right -= 1
        return min(left, token.i), right

    def _stop(self, prep: Token) -> int:
        for d in prep.subtree:
            if (
                d.dep_ in ("relcl", "acl", "appos")
                or d.lower_ in (",", "who", "that", "which")
                or d.i in self.parse.stands_for
            ):
                return d.i
        return prep.right_edge.i + 1

    def _strip(self, start: int, end: int) -> tuple[int, int]:
        """Leave out the article and the possessive."""
        while start < end - 1 and (
            self.doc[start].lower_ in ("the", "a", "an") or self.doc[start].is_punct or self.doc[start].is_quote
        ):
            start += 1
        while end > start + 1 and (self.doc[end - 1].tag_ == "POS" or self.doc[end - 1].is_punct):
            end -= 1
        return start, end

    def kind(self, token: Token) -> SourceKind:
        """Say what a noun stands for."""
        lemma, label = token.lemma_.lower(), self.parse.label(token)
        if self.is_person(token):
            return "person"
        if lemma in words.DOCUMENTS:
            return "document"
        if label in ("ORG", "GPE", "FAC", "LOC"):
            return "organization"
        if lemma == "source" or any(c.lemma_ == "anonymity" for c in token.subtree):
            return "anonymous"
        if token.tag_ in ("NNS", "NNPS") or lemma in ("people", "family", "crew"):
            return "group"
        return "person" if lemma in words.PEOPLE else "organization"

    # ---- pronouns

    def resolve(self, speakers: set[int]) -> None:
        """Find what each pronoun means, by distance, role, sex and number.

        Args:
            speakers: Tokens that are sources of a statement: speech turns more often between them.
        """
        seen: list[tuple[int, str, str | None, float]] = []
        for token in self.doc:
            if token.i in self.parse.stands_for:
                continue
            low = token.lower_
            if token.tag_ in ("PRP", "PRP$") and low in (*_MASCULINE, *_FEMININE, *_PLURAL, *_NEUTER):
                found = self._best(token, seen, speakers)
                if found is None:
                    continue
                self.means[token.i] = found
                if low in _MASCULINE or low in _FEMININE:
                    sex = "m" if low in _MASCULINE else "f"
                    name = self.name(self.doc[found.token])
                    if name is not None:
                        self.sex.setdefault(name.text, sex)
                    seen.append((token.i, "person", sex, 1.5 + (0.6 if token.dep_ in SUBJECTS else 0.0)))
            elif token.pos_ in ("PROPN", "NOUN") and token.dep_ not in ("compound", "amod", "nmod"):
                seen += self._mention(token, speakers)
        for at, found in list(self.means.items()):
            token = found.token
            while token in self.means and self.means[token].token != token:
                token = self.means[token].token
            self.means[at] = Antecedent(token, found.rival)

    def _mention(self, token: Token, speakers: set[int]) -> list[tuple[int, str, str | None, float]]:
        role = token.head.dep_ if token.dep_ == "appos" and self.is_person(token) else token.dep_
        weight = (
            2.0
            if role in ("nsubj", "nsubjpass")
            else 1.0
            if role in ("dobj", "pobj", "appos", "attr", "conj", "agent")
            else 0.6
        )
        weight += 0.7 if token.i in speakers else 0.0
        lemma = token.lemma_.lower()
        if self.is_person(token):
            several = [(token.i, "group", None, weight)] if any(c.dep_ == "conj" for c in token.children) else []
            name = self.name(token)
            return [*several, (token.i, "person", self.sex.get(name.text) if name else None, weight)]
        if self.parse.label(token) in ("ORG", "GPE"):
            return [(token.i, "thing", None, weight)]
        if token.tag_ in ("NNS", "NNPS"):
            return [(token.i, "group", None, weight * 0.9)]
        if token.tag_ == "NN" and lemma in words.PEOPLE:
            return [
                (
                    token.i,
                    "person",
                    "f" if lemma in words.FEMALE else "m" if lemma in words.MALE else None,
                    weight * 0.8,
                )
            ]
        if token.tag_ == "NN" and token.i in speakers:
            return [(token.i, "thing", None, weight)]
        return []

    def _crowd(self, token: Token) -> bool:
        """Tell whether a plural stands for people: only they speak."""
        lemma = token.lemma_.lower()
        people = words.PEOPLE | words.CROWD | words.CAPTIVES | words.BODIES
        return (
            lemma in people
            or self.is_person(token)
            or lemma.endswith(("er", "or", "ist", "ian", "ant", "ee", "man", "ic"))
        )

    def _best(
        self, token: Token, seen: list[tuple[int, str, str | None, float]], speakers: set[int]
    ) -> Antecedent | None:
        low, unit = token.lower_, self.parse.unit_of[token.i]
        beside = [
            c for c in token.head.children if c.dep_ in ("dobj", "nsubj", "dative") and c != token and c.pos_ != "PRON"
        ]
        others = {
            n.key for c in beside if token.dep_ in (*SUBJECTS, "dobj", "dative") and (n := self.name(c)) is not None
        }
        sex = "f" if low in _FEMININE else "m" if low in _MASCULINE else None
        want = ("person",) if sex else ("group", "thing") if low in _PLURAL else ("thing",)
        ranked: list[tuple[float, int]] = []
        for at, kind, known, weight in reversed(seen):
            back = unit - self.parse.unit_of[at]
            if back > _FURTHEST_UNITS:
                break
            if kind not in want or (sex and known and known != sex):
                continue
            here = back == 0
            if here and token.dep_ in ("dobj", "dative") and (doer := subject(token.head)) is not None and doer.i == at:
                continue  # "lured a woman to her home and killed her": not the one who killed
            leads = self.doc[at].dep_ in SUBJECTS
            if here and token.head == self.doc[at].head and (token.dep_ in SUBJECTS or leads):
                continue  # "The police arrested them": not the police
            if others and (named := self.name(self.doc[at])) is not None and named.key in others:
                continue  # "He described Lund as …": not Lund
            if kind == "group" and token.i in speakers and not self._crowd(self.doc[at]):
                continue
            score = weight - back * 1.1 + (0.8 if here and leads else 0.0)
            score -= 0.7 if here and token.i in speakers and not leads else 0.0
            ranked.append((score, at))
        if not ranked:
            return None
        best = max(ranked, key=lambda r: r[0])
        mine = self.name(self.doc[best[1]])
        rivals = [
            r
            for r in ranked
            if best[0] - r[0] < 1.0 and mine is not None and (o := self.name(self.doc[r[1]])) and o.key != mine.key
        ]
        return Antecedent(best[1], max(rivals)[1] if rivals else None)


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Give who does what a verb says, across conjunctions, participles and infinitives."""
    for c in verb.children:
        if c.dep_ in SUBJECTS:
            return c
    head = verb.head
    if depth > 4 or head == verb:
        return None
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return subject(head, depth + 1)
    if verb.dep_ == "xcomp":
        return _controller(verb, head, depth)
    if verb.dep_ == "advcl" and verb.tag_ in ("VBG", "VBN"):
        # "launched strikes, officials said, targeting …": not the officials.
        reporting = (
            head.lemma_ in ("say", "report", "add", "tell") and verb.lemma_ not in words.SAY and verb.tag_ == "VBG"
        )
        before = [c for c in head.children if c.dep_ == "ccomp" and c.i < head.i] if reporting else []
        return subject(before[-1] if before else head, depth + 1)
    if verb.dep_ == "acl":
        return head
    if verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        return subject(head.head, depth + 1)
    return None


def _controller(verb: Token, head: Token, depth: int) -> Token | None:
    if verb.tag_ == "VBG" or head.lemma_ in ("begin", "start", "continue", "stop"):
        return subject(head, depth + 1)
    thing = next((c for c in head.children if c.dep_ == "dobj"), None)
    if thing is not None and head.lemma_ not in ("promise", "use", "take"):
        return thing
    return subject(head, depth + 1)


def relative(token: Token) -> Token:
    """Give the noun that `who`, `which` or `that` stands for; any other token itself."""
    if token.tag_ not in ("WDT", "WP", "WP$") and not (token.lower_ == "that" and token.pos_ == "PRON"):
        return token
    verb = token.head
    while verb.head != verb and (
        verb.dep_ in ("conj", "xcomp", "auxpass", "ccomp") or (token.tag_ == "WP$" and verb.dep_ != "relcl")
    ):
        verb = verb.head
    if verb.dep_ != "relcl":
        return token
    head = verb.head
    human = head.ent_type_ in ("PERSON", "ORG", "NORP", "GPE") or head.tag_ in ("NNS", "NNPS", "PRP", "DT", "NNP")
    if token.lower_ == "who" and not human and head.lemma_.lower() not in words.PEOPLE:
        return token
    return head


def conjuncts(token: Token) -> list[Token]:
    """Give a noun and those joined to it, at most four."""
    out = [token]
    for c in token.children:
        if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
            out += conjuncts(c)
    return out[:4]
