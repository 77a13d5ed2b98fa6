"""The same person, body or group named in several articles, joined by its namings; what is doubtful stays apart."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from summarizer.summary import SourceKind

_Find = Callable[[int], int]
_Whole = dict[tuple[str, tuple[str, ...]], list[int]]


@dataclass(frozen=True, slots=True)
class Naming:
    """How one article names somebody or something."""

    article: int
    """Number of the article in the corpus."""
    name: str
    """The fullest name it gives."""
    kind: SourceKind
    others: frozenset[str] = frozenset()
    """Other words it uses: "CIA", "Dahl"."""


def _words(name: str) -> tuple[str, ...]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return tuple("".join(c if c.isalnum() else " " for c in plain).split())


def joined(namings: Iterable[Naming], near: Iterable[frozenset[int]] = ()) -> dict[tuple[int, str], str]:
    """Join namings of the same one.

    A full name is joined with the same name, with or without titles before it and initials in it; an initial and a
    surname with the one full name they fit; a surname alone with the one full name that another article on the same
    story gives; a short form of a body with the one body that an article calls so.

    Args:
        namings: Every naming of a corpus.
        near: Articles that tell one story, for surnames alone.

    Returns:
        For each article and name, the name it goes under: the commonest of its full forms.
    """
    known = list(namings)
    leader = list(range(len(known)))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    whole: _Whole = defaultdict(list)
    for at, naming in enumerate(known):
        if naming.kind != "anonymous":
            whole[_kin(naming.kind), _words(naming.name)].append(at)
    for (kind, words), same in whole.items():
        if kind == "person" and len(words) < 2:
            continue  # two articles' "Dahl" bear one name and may be two people
        for at in same[1:]:
            leader[find(at)] = find(same[0])
    _persons(whole, leader, find)
    _bodies(known, whole, leader, find)
    _surnames(known, near, leader, find)
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(len(known)):
        groups[find(at)].append(at)
    names: dict[tuple[int, str], str] = {}
    for group in groups.values():
        counts: dict[str, int] = defaultdict(int)
        for at in group:
            counts[known[at].name] += 1
        best = max(counts, key=lambda name: (len(_words(name)) > 1, counts[name], len(name)))
        names |= {(known[at].article, known[at].name): best for at in group}
    return names


def _kin(kind: SourceKind) -> str:
    return kind if kind in ("person", "document") else "body"


def _persons(whole: _Whole, leader: list[int], find: _Find) -> None:
    """Titles before a name, initials in it, an initial for the first name."""
    full: dict[tuple[str, ...], list[int]] = {}
    full |= {words: ats for (kind, words), ats in whole.items() if kind == "person" and len(words) > 1}
    bare: dict[tuple[str, ...], list[int]] = defaultdict(list)
    short: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for words, ats in full.items():
        if len(words[0]) > 1:
            bare[(words[0], *(w for w in words[1:-1] if len(w) > 1), words[-1])] += ats
            short[words[0][0], words[-1]].add(words[-2:])
    for ats in bare.values():
        for at in ats:
            leader[find(at)] = find(ats[0])
    for words, ats in full.items():
        for cut in range(1, len(words) - 1):
            if longer := full.get(words[cut:]):
                leader[find(ats[0])] = find(longer[0])
        fits = short[words[0], words[-1]] if len(words) == 2 and len(words[0]) == 1 else ()
        if len(fits) == 1 and (one := full.get(next(iter(fits)))):
            leader[find(ats[0])] = find(one[0])


def _bodies(known: list[Naming], whole: _Whole, leader: list[int], find: _Find) -> None:
    """A short form that exactly one body is called by."""
    called: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for at, naming in enumerate(known):
        if _kin(naming.kind) == "body":
            for other in naming.others:
                if other[:1].isupper() and _words(other) != _words(naming.name):
                    called[_words(other)].add(find(at))
    for words, leaders in called.items():
        ats = whole.get(("body", words), [])
        if ats and len({find(at) for at in leaders} - {find(ats[0])}) == 1:
            other = next(find(at) for at in leaders if find(at) != find(ats[0]))
            leader[find(ats[0])] = other


def _surnames(known: list[Naming], near: Iterable[frozenset[int]], leader: list[int], find: _Find) -> None:
    """A surname alone, beside one full name that ends with it in an article on the same story."""
    by_article: dict[int, list[int]] = defaultdict(list)
    for at, naming in enumerate(known):
        if naming.kind == "person":
            by_article[naming.article].append(at)
    for articles in near:
        here = [at for article in articles for at in by_article[article]]
        ends: dict[str, set[int]] = defaultdict(set)
        for at in here:
            if len(_words(known[at].name)) > 1:
                ends[_words(known[at].name)[-1]].add(find(at))
        for at in here:
            words = _words(known[at].name)
            fits = {find(other) for other in ends[words[0]]} if len(words) == 1 else set[int]()
            if len(fits) == 1:
                leader[at] = fits.pop()
