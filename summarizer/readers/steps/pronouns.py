"""Whom a pronoun means: by distance, role, sex and number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.readers.steps import words
from summarizer.readers.steps.tree import SUBJECTS, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from summarizer.readers.steps.names import Names

Mention = tuple[int, str, str | None, float]
"""Token, kind, sex where known, and weight."""
_MASCULINE, _FEMININE = ("he", "him", "his"), ("she", "her")
_PLURAL, _NEUTER = ("they", "them", "their"), ("it", "its")
_FURTHEST_UNITS = 5
"""How far back a pronoun looks for its name."""


def resolve(names: Names, speakers: set[int]) -> None:
    """Find what each pronoun means, by distance, role, sex and number.

    Args:
        names: The article's names; `means` is filled.
        speakers: Tokens that are sources of a statement: speech turns more often between them.
    """
    seen: list[Mention] = []
    for token in names.doc:
        if token.i in names.parse.stands_for:
            continue
        low = token.lower_
        if token.tag_ in ("PRP", "PRP$") and low in (*_MASCULINE, *_FEMININE, *_PLURAL, *_NEUTER):
            found = _best(names, token, seen, speakers)
            if found is None:
                continue
            names.means[token.i] = found
            if low in _MASCULINE or low in _FEMININE:
                sex = "m" if low in _MASCULINE else "f"
                name = names.name(names.doc[found])
                if name is not None:
                    names.sex.setdefault(name.text, sex)
                seen.append((token.i, "person", sex, 1.5 + (0.6 if token.dep_ in SUBJECTS else 0.0)))
        elif token.pos_ in ("PROPN", "NOUN") and token.dep_ != "compound":
            seen += _mention(names, token, speakers)
    for at in list(names.means):
        while names.means[at] in names.means and names.means[names.means[at]] != names.means[at]:
            names.means[at] = names.means[names.means[at]]  # a pronoun that means a pronoun


def _mention(names: Names, token: Token, speakers: set[int]) -> list[Mention]:
    role = token.head.dep_ if token.dep_ == "appos" and names.is_person(token) else token.dep_
    weight = (
        2.0 if role in ("nsubj", "nsubjpass") else 1.0 if role in ("dobj", "pobj", "appos", "attr", "conj") else 0.6
    )
    weight += 0.7 if token.i in speakers else 0.0
    lemma = token.lemma_.lower()
    if names.is_person(token):
        several = [(token.i, "group", None, weight)] if any(c.dep_ == "conj" for c in token.children) else []
        name = names.name(token)
        return [*several, (token.i, "person", names.sex.get(name.text) if name else None, weight)]
    if names.parse.label(token) in ("ORG", "GPE") or (token.tag_ == "NNP" and not names.parse.label(token)):
        return [(token.i, "thing", None, weight)]
    if token.tag_ in ("NNS", "NNPS"):
        return [(token.i, "group", None, weight * 0.9)]
    if token.tag_ == "NN" and lemma in words.PEOPLE:
        return [
            (token.i, "person", "f" if lemma in words.FEMALE else "m" if lemma in words.MALE else None, weight * 0.8)
        ]
    if token.tag_ == "NN" and token.i in speakers:
        return [(token.i, "thing", None, weight)]
    return []


def _best(names: Names, token: Token, seen: list[Mention], speakers: set[int]) -> int | None:
    low, unit = token.lower_, names.parse.unit_of[token.i]
    beside = [c for c in token.head.children if c.dep_ in ("dobj", "nsubj", "dative") and c.pos_ != "PRON"]
    others = {n.key for c in beside if (n := names.name(c)) is not None}
    sex = "f" if low in _FEMININE else "m" if low in _MASCULINE else None
    want = ("person",) if sex else ("group", "thing") if low in _PLURAL else ("thing",)
    ranked: list[tuple[float, int]] = []
    for at, kind, known, weight in reversed(seen):
        back = unit - names.parse.unit_of[at]
        if back > _FURTHEST_UNITS:
            break
        if kind not in want or (sex and known and known != sex):
            continue
        if token.dep_ in ("dobj", "dative") and (doer := subject(token.head)) is not None and doer.i == at:
            continue  # "lured a woman to her home and killed her": not the one who killed
        if others and (named := names.name(names.doc[at])) is not None and named.key in others:
            continue  # "He described Lund as …": not Lund
        if low in _PLURAL and kind == "thing" and names.parse.label(names.doc[at]) == "GPE":
            continue  # a town is no "they"
        if kind == "group" and token.i in speakers and not names.can_speak(names.doc[at]):
            continue
        aside = back == 0 and token.i in speakers and names.doc[at].dep_ not in SUBJECTS
        ranked.append((weight - back * 1.1 - (0.7 if aside else 0.0), at))
    return max(ranked, key=lambda r: r[0])[1] if ranked else None
