"""Who is who: the people of a sheet as names and places of the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from functools import cached_property

from summarizer import pointers
from summarizer.passage import Passage
from summarizer.passage.locate import every
from summarizer.passage.whole import widened
from summarizer.reading import Person as Row
from summarizer.reading import Reading
from summarizer.summary import Flag, Mention, Person, Rejected, Source, SourceKind, Span
from summarizer.times import DAYS

REACH = 3
"""Paragraphs before words such as "she" in which somebody should be named, or meant by such words themselves."""
NOTING = 4
"""Letters of a word that two namings share by more than chance: `of` and `the` are shorter."""
CAPITAL_NOUNS = ("de", "lb")
"""Languages that write every noun with a capital."""
WEEKDAYS = frozenset(DAYS.split("|"))
"""What American papers put right behind a name: `Moor Monday said`."""
LONGEST_NAME = 80
"""Code points beside words in which a name that holds them begins and ends."""
MOST_BESIDE = 40
"""Names looked at around words: a page of names is no sentence."""
MOST_MENTIONS = 200
"""Places of a name that the who-is-who lists, the first ones; checks look at all of them."""

_Seen = dict[tuple[str, str], list[pointers.Place]]
"""Where a name and the last part of it stand."""


def span(passage: Passage, place: pointers.Place) -> Span:
    """Cut a span out of the article; what the cutter ends inside a character goes on to its end."""
    start, end = widened(passage.article.text, *place)
    return Span(start=start, end=end, text=passage.article.text[start:end])


def flat(words: str) -> str:
    """Give words on one line, soft hyphens and zero-width characters left out."""
    return re.sub(r"\s+", " ", re.sub(r"[\u00ad\u200b-\u200d\u2060\ufeff]", "", words)).strip()


def last_name(name: str) -> str:
    """Give the part of a name that stands for the whole: no "Jr." and no "III"."""
    parts = [part for part in name.split() if not re.fullmatch(r"[^\W\d_]{1,3}\.|[IVX]+", part)]
    return parts[-1].rstrip(",") if parts else name


class Known:
    """One of the sheet's people whose name stands in the article."""

    def __init__(self, passage: Passage, row: Row, at: pointers.Place, seen: _Seen) -> None:
        self.row = row
        self.name = flat(passage.article.text[slice(*at)])
        """As the article spells it."""
        self.last = last_name(self.name)
        """What a person may be called by alone."""
        self.kind: SourceKind = row.kind
        self._passage, self._seen = passage, seen
        self.shares_last = False
        """Whether the last part of the name is somebody else's too, and so names nobody by itself."""
        self.named: list[pointers.Place] = [at]
        """Where rows say that words name them, pronouns and roles too; in order."""

    @cached_property
    def places(self) -> list[pointers.Place]:
        """Where the full name or, for a person, the last part of it stands, in order."""
        last = self.last if self.kind == "person" and not self.shares_last else self.name
        if (self.name, last) not in self._seen:
            text, start = self._passage.article.text, self._passage.article.body_start
            whole = [self._passage.with_marks(*place) for place in every(self.name, text, start)]
            found = set(whole)
            for place in every(last, text, start) if last != self.name else ():
                around = bisect_left(whole, (place[0] + 1, 0)) - 1
                if (around < 0 or place[0] >= whole[around][1]) and not self.goes_on(place):
                    found.add(place)
            self._seen[self.name, last] = sorted(found)
        return self._seen[self.name, last]

    def goes_on(self, place: pointers.Place) -> bool:
        """Tell whether the last part of a name is the first of a longer one: `Moor` of `Moor Mill`."""
        article = self._passage.article
        if article.language in CAPITAL_NOUNS or article.text[slice(*place)] == self.name:
            return False
        following = re.match(r" ([^\W\d_]+)", article.text[place[1] : place[1] + LONGEST_NAME])
        return following is not None and following[1][0].isupper() and following[1] not in WEEKDAYS

    def stands(self, start: int, end: int) -> bool:
        """Tell whether a name of theirs, or words a row was right to give for them, begin between two code points."""
        named = bisect_left(self.named, (start, 0))
        return bool(self.between(start, end)) or (named < len(self.named) and self.named[named][0] < end)

    def between(self, start: int, end: int) -> list[pointers.Place]:
        """Give the first and the last place of a name of theirs that begins between two code points; or none."""
        first, after = self.first(start), self.first(end)
        return [self.places[first], self.places[after - 1]] if first < after else []

    @cached_property
    def noted(self) -> frozenset[str]:
        """The words of name and role that are long enough to be theirs by more than chance, in lower case."""
        words = f"{self.name} {self.row.role}".casefold().split()
        return frozenset(word for word in words if len(word) >= NOTING)

    def first(self, offset: int) -> int:
        """Give the index of the first of `places` from a code point on."""
        return bisect_left(self.places, (offset, 0))

    def called(self, place: pointers.Place) -> None:
        """Remember a place that names them."""
        at = bisect_left(self.named, place)
        if self.named[at : at + 1] != [place]:
            self.named.insert(at, place)


class People:
    """The people of one sheet, by number."""

    def __init__(self, passage: Passage, reading: Reading) -> None:
        self._passage = passage
        self.known: dict[int, Known] = {}
        self.unnamed: dict[int, str] = {}
        """Numbers whose name stands nowhere in the article, with the name given."""
        seen: _Seen = {}  # people of one name, and a sheet may hold many, stand in the same places
        twice = {n for n, rows in Counter(row.number for row in reading.people).items() if rows > 1}
        for row in reading.people:
            if row.number in twice:  # whom a pointer at it means cannot be told
                self.unnamed[row.number] = f"two people of number {row.number}"
                continue
            at = pointers.anywhere(passage, row.name, [row.sentence])
            if at is None or not flat(row.name):
                self.unnamed[row.number] = row.name
            else:
                self.known[row.number] = Known(passage, row, passage.with_marks(*at), seen)
        last = Counter(known.last for known in {k.name: k for k in self.known.values()}.values())
        # A sheet may hold one name a thousand times: the first of a name and kind stands for the others.
        self._by_last: dict[str, dict[tuple[str, SourceKind], Known]] = defaultdict(dict)
        for known in self.known.values():
            known.shares_last = last[known.last] > 1
            for end in {known.last, known.name.split()[-1]}:
                self._by_last[end].setdefault((known.name, known.kind), known)

    @cached_property
    def _standing(self) -> list[tuple[pointers.Place, Known]]:
        """Where each different name stands, in order."""
        different = {known.name: known for known in self.known.values()}.values()
        return sorted(
            ((place, known) for known in different for place in known.places), key=lambda standing: standing[0]
        )

    @cached_property
    def _standing_from(self) -> list[int]:
        return [place[0] for place, _ in self._standing]

    def standing(self, start: int, end: int, *, most: int) -> list[tuple[pointers.Place, Known]]:
        """Give the names that begin between two code points, in order, with whose they are; the first `most`."""
        first = bisect_left(self._standing_from, start)
        found = self._standing[first : first + most]
        return [(place, known) for place, known in found if place[1] <= end]

    def name(self, number: int) -> str:
        """Give the name of a number, also where the article does not know it."""
        known = self.known.get(number)
        return known.name if known else self.unnamed.get(number, f"number {number}")

    def source(self, number: int, at: pointers.Place | None) -> Source:
        """Give one of the known as the source of words, named at a place or by the context alone."""
        known = self.known[number]
        mention = span(self._passage, self._passage.with_marks(*at)) if at else None
        return Source(name=known.name, mention=mention, kind=known.kind)

    def stranger(self, number: int, place: pointers.Place) -> str | None:
        """Say whose name the words given for a person are, where they are another person's; None where not."""
        place = self._passage.with_marks(*place)
        known, words = self.known[number], flat(self._passage.article.text[slice(*place)])
        # `Mr Weil`, `engineer Tom Weil`, `Weil’s`: who is named stands last.
        bare = re.sub(r"[’']s?$", "", words)
        last = (bare.split() or [""])[-1]
        ends = [k for k in self._ending(last) if k.kind == "person" and last == k.last and not k.shares_last]
        # A body may be called by the name of another entry: "the company". A person is no body.
        kinds = ("person", "organization") if known.kind == "person" else ("person",)
        alike = (known.name, known.kind)
        meant = (
            [k for k in self.meant(bare) if (k.name, k.kind) == alike or k.kind in kinds] + ends + self._part_of(place)
        )
        if not meant or known.name in {k.name for k in meant} or last in known.name.split():
            return None
        return f"{words!r} names {meant[0].name}, not {known.name}"

    def _part_of(self, place: pointers.Place) -> list[Known]:
        """Give the people whose name has words at a place, and goes on beside them: `Ada` of `Ada Moor`."""
        near = self.standing(place[0] - LONGEST_NAME, place[1] + LONGEST_NAME, most=MOST_BESIDE)
        return [k for at, k in near if k.kind == "person" and at[0] <= place[0] and place[1] <= at[1]]

    def otherwise(self, number: int, place: pointers.Place | None) -> list[Flag]:
        """Flag words for somebody that are the office of another person of the sheet, or another body's whole name."""
        if place is None:
            return []
        known, words = self.known[number], flat(self._passage.article.text[slice(*place)]).casefold()
        own = f"{known.name} {known.row.role}".casefold()
        offices = self._offices.get(words.split()[-1], ()) if words else ()
        for other in offices:
            role = other.row.role.casefold()
            if other.name != known.name and role not in own and (words == role or words.endswith(" " + role)):
                return ["named_otherwise"]
        if known.kind == "person" or " " not in words or set(words.split()) & set(own.split()):
            return []
        named = {k.name for k in self.meant(flat(self._passage.article.text[slice(*place)]))}
        return ["named_otherwise"] if named and known.name not in named else []

    @cached_property
    def _offices(self) -> dict[str, list[Known]]:
        """Those whose row gives an office, by the last word of it."""
        found: dict[str, list[Known]] = defaultdict(list)
        for known in {(k.name, k.row.role): k for k in self.known.values() if k.row.role.strip()}.values():
            found[known.row.role.casefold().split()[-1]].append(known)
        return found

    def given(self, words: str, place: pointers.Place | None) -> list[str]:
        """Give the article's words for somebody where a row gave any, on one line."""
        return [flat(self._passage.article.text[slice(*place)])] if words.strip() and place else []

    def far_off(self, number: int, place: pointers.Place | None) -> list[Flag]:
        """Flag words such as "she" or "the firm" with nobody of the name in the paragraphs before or the one after.

        Words of the name or of the role are enough, wherever they stand.
        """
        known = self.known[number]
        if place is None:
            return []
        words = flat(self._passage.article.text[slice(*place)]).casefold().split()
        here = self._passage.sentence_at(place[0]).number
        near = known.stands(*self._passage.reach(here, here, REACH, 1))
        return [] if near or not known.noted.isdisjoint(words) else ["named_far_off"]

    def named_in(self, number: int, sentences: list[int]) -> pointers.Place | None:
        """Give the first place that names one of the known in these sentences, best first; None where none does."""
        found = [s for n in sentences if (s := self._passage.sentence(n))]
        places = (places for s in found if (places := self.known[number].between(s.start, s.end)))
        return next(places, [None])[0]

    def meant(self, words: str) -> list[Known]:
        """Give those whose name words are."""
        return [known for known in self._ending((words.split() or [""])[-1]) if _is_form(words, known)]

    def _ending(self, last: str) -> list[Known]:
        return [*self._by_last.get(last, {}).values()]

    def of_last(self, word: str) -> list[Known]:
        """Give those whose name ends with a word, in lower case."""
        return self._by_folded.get(word, [])

    @cached_property
    def _by_folded(self) -> dict[str, list[Known]]:
        found: dict[str, list[Known]] = defaultdict(list)
        for last, known in self._by_last.items():
            found[last.casefold()] += known.values()
        return found

    def called(self, place: pointers.Place) -> Mention:
        """Name what words of the article stand for: the fullest name where they are one of the people's."""
        place = self._passage.with_marks(*place)
        words = flat(self._passage.article.text[slice(*place)])
        meant = self.meant(words)
        if len({k.name for k in meant}) == 1 and not meant[0].goes_on(place):
            meant[0].called(place)
            return Mention(name=meant[0].name, span=span(self._passage, place))
        return Mention(name=words, span=span(self._passage, place))

    def who_is_who(self, rejected: list[Rejected]) -> list[Person]:
        """List everybody whose name stands in the article, in the order of the text; roles not found are rejected."""
        found: list[Person] = []
        for known in self.known.values():
            role = known.row.role.strip()
            at = pointers.within(self._passage, role, known.row.sentence) if role else ""
            if role and not isinstance(at, str):
                at = self._no_office(known, at) or at
            if role and isinstance(at, str):
                rejected.append(Rejected(kind="role", reason=at, answer=f"{known.name}: {role}"))
            places = sorted({*known.places[:MOST_MENTIONS], *known.named})
            found.append(
                Person(
                    name=known.name, kind=known.kind, role=None if isinstance(at, str) else span(self._passage, at),
                    mentions=[span(self._passage, p) for p in _outermost(places)],
                )
            )  # fmt: skip
        return sorted(found, key=lambda person: person.mentions[0].start)

    def _no_office(self, known: Known, at: pointers.Place) -> str | None:
        """Say that words are no office of somebody: a name, or what stands beside another's name and not theirs.

        Beside is `contractor Piet Varga` and `Jane Roe, the mayor,`.
        """
        near = self.standing(at[0] - LONGEST_NAME, at[1] + LONGEST_NAME, most=MOST_BESIDE)
        covering = [k for place, k in near if k.kind == "person" and place[0] <= at[0] and at[1] <= place[1]]
        if any(is_proper(k.name) for k in covering):
            return "is a name, and no office"
        beside = [k for place, k in near if k.kind == "person" and self._is_beside(place, at)]
        if not beside or known.name in {k.name for k in beside}:
            return None
        return f"stands beside {beside[0].name}, not {known.name}"

    def _is_beside(self, name: pointers.Place, office: pointers.Place) -> bool:
        text = self._passage.article.text
        if office[1] <= name[0]:
            return not text[office[1] : name[0]].strip()
        between, after = text[name[1] : office[0]], text[office[1] : office[1] + 1]
        return re.fullmatch(r"\s*[,，(]\s*(?:\w+\s+)?", between) is not None and after in (",", ".", ";", ")", "，", "")


def is_proper(name: str) -> bool:
    """Tell whether no word of a name begins small: `Ada Moor`, not `Countess of Arle`, not `a neighbour`."""
    return not any(word[0].islower() for word in name.split())


def _is_form(words: str, known: Known) -> bool:
    """Tell whether words are a person's name or its last part, or hold the whole name behind a title.

    "Minister Ada Moor" is Ada Moor; "supporters of Ada Moor" are not: all that stands before is capitalised.
    """
    if words == known.name:
        return True
    if words.endswith(" " + known.name):
        before = words[: -len(known.name)].split()
        return all(not word[0].islower() for word in before) or before in (["the"], ["The"])
    return known.kind == "person" and words == known.last


def _outermost(places: list[pointers.Place]) -> list[pointers.Place]:
    found: list[pointers.Place] = []
    for place in sorted(places, key=lambda p: (p[0], -p[1])):
        if not found or place[1] > found[-1][1]:
            found.append(place)
    return found
