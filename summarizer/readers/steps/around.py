"""Where, when, how many and whether: what stands around the word that names an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from summarizer import times
from summarizer.readers.steps import words
from summarizer.readers.steps.places import Places, inside
from summarizer.readers.steps.tree import governed, kids, objects
from summarizer.summary import Qualifier
from summarizer.times import TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Token

    from summarizer.readers.steps.names import Names
    from summarizer.readers.steps.parse import Parse

_WHEN = frozenset("on in at during by early earlier late later".split())
_LIMITS = {
    "at_least": ("at least", "more than", "over", "no fewer than", "no less than", "upwards of", "least"),
    "about": ("about", "around", "some", "nearly", "almost", "roughly", "approximately"),
    "up_to": ("up to", "as many as", "at most"),
}


@dataclass(frozen=True)
class Count:
    """A number of people. Token indices, `end` left out."""

    start: int
    """First token of the words that count."""
    end: int
    """Token after the last."""
    value: int
    """The number."""
    qualifier: Qualifier
    """How exact the words are."""


class Surroundings:
    """Time, place and counts of one parsed article."""

    def __init__(self, parse: Parse, names: Names, published: date | None) -> None:
        self.parse, self.names, self.published = parse, names, published
        self.times: dict[int, TimeExpression] = {}
        text = parse.passage.article.text
        starts = {start: i for i, (start, _) in enumerate(parse.offsets)}
        for unit in parse.units:
            for found in times.times(text, unit.start, unit.end, published):
                if text[found.start : found.end].lower().endswith("this year"):
                    continue  # "for the second time this year": hardly when
                for at in range(found.start, found.end):
                    if at in starts:
                        self.times[starts[at]] = found
        self.places = Places(parse, names, self.times)

    # ---- time

    def time(self, token: Token, doer: Token | None) -> TimeExpression | None:
        """Find when: at the word, below its objects, or at the verb it is joined to."""
        found = self._time_under(token) or self._time_below(token)
        if found is None and doer is not None and doer.lemma_.lower() not in words.NOUN_TYPE:
            found = self._time_under(doer)
        head = token
        while found is None and head.dep_ in ("xcomp", "conj"):
            if head.dep_ == "conj" and not self._leads(head.head):
                break
            head = head.head
            found = self._time_under(head)
        if found is None and token.dep_ == "advcl" and token.tag_ == "VBG":
            found = self._time_under(token.head)  # "flooded the town last week, killing 40"
        if found is None:
            below = [x for x in inside(token) if x.i > token.i and x.i in self.times]
            found = next((self.times[x.i] for x in below if x.head.lower_ in ("in", "on")), None)
        return found

    def _leads(self, verb: Token) -> bool:
        """Tell whether a time stands before a verb, and so holds for those joined to it."""
        before = [c for c in verb.children if c.i < verb.i]
        return any(c.i in self.times or any(o.i in self.times for o in objects(c)) for c in before)

    def _time_under(self, token: Token) -> TimeExpression | None:
        for c in token.children:
            if c.i in self.times and c.dep_ in ("npadvmod", "poss", "compound", "advmod", "nummod"):
                return self.times[c.i]
            if c.lower_ in _WHEN:
                if c.lower_ == "by" and not any(
                    a.tag_ == "TO" or a.lower_ in words.AUXILIARIES for a in kids(token, "aux")
                ):
                    continue  # "exceeded 10 percent by 2050": a limit, not when it happened
                for o in objects(c):
                    if o.i in self.times:
                        return self.times[o.i]
        return None

    def _time_below(self, token: Token) -> TimeExpression | None:
        """`at a station on Monday`; what stands below another event is when that happened."""
        below = (self._time_under(o) for o in governed(token) if o.lemma_.lower() not in words.NOUN_TYPE)
        return next((found for found in below if found is not None), None)

    # ---- counts

    def count(self, nouns: list[Token]) -> Count | None:
        """Give how many people nouns name together; None where one of them is not counted."""
        counted = [n for noun in nouns if (n := self._number(noun)) is not None]
        if not nouns or len(counted) < len(nouns):
            return None
        first = counted[0]
        end = max(counted[-1].end, nouns[-1].i + 1) if len(counted) > 1 else first.end  # what is added up says of what
        return Count(first.start, end, sum(n.value for n in counted), first.qualifier)

    def _number(self, noun: Token) -> Count | None:
        if noun.lemma_ in ("family", "group", "crew"):
            return self.count(governed(noun, "of"))
        if noun.lemma_ in words.GROUPING:
            return None  # "two dozens of people"
        for token in [*kids(noun, "nummod"), *([noun] if noun.pos_ == "NUM" else [])]:
            value = self._value(token)
            if (span := self._range(token)) is not None:
                return span
            if value is not None and not any(c.like_num for c in kids(token, "conj")):
                start = token.left_edge.i
                return Count(start, token.i + 1, value, self._limit(start, token.i + 1))
        if noun.head.lemma_ in ("kill", "die", "murder") and noun.lemma_ not in words.BODIES - words.PEOPLE:
            one = next((c for c in noun.children if c.lower_ in ("a", "an")), None)
            if one is not None:
                return Count(one.i, noun.i + 1, 1, "exactly")
        return None

    def _range(self, token: Token) -> Count | None:
        """`between 3 and 5`, `three to five`, `three or four`: at least the lower, in the words of both."""
        for low in (token.i, token.i - 2):
            window = token.doc[low : low + 3]
            if len(window) < 3 or window[1].lower_ not in ("to", "or", "and", "-"):
                continue
            first, second = self._value(window[0]), self._value(window[2])
            if first is None or second is None:
                continue
            between = token.doc[low - 1].lower_ == "between"
            if window[1].lower_ == "and" and not between:
                continue
            if first in words.TENS and second < 10:
                return Count(low, low + 3, first + second, self._limit(low, low + 3))  # "twenty-two"
            return Count(low - between, low + 3, min(first, second), "at_least")
        return None

    def _value(self, token: Token) -> int | None:
        low = token.lower_.replace(",", "")
        if low.isdecimal() and len(low) <= 12:  # a longer run of digits counts nobody
            return int(low)
        if low == "dozen":
            half = token.doc[token.i - 2].lower_ == "half"
            many = {"a": 6 if half else 12} | {w: 12 * n for w, n in words.NUMBERS.items()}
            return many.get(token.doc[token.i - 1].lower_)  # "several dozen": nobody knows
        return words.NUMBERS.get(low)

    def _limit(self, start: int, end: int) -> Qualifier:
        said = " ".join(t.lower_ for t in self.parse.doc[max(0, start - 1) : end])
        if "or more" in self.parse.doc[end : end + 3].text.lower():  # "20 people or more"
            return "at_least"
        for limit, phrases in _LIMITS.items():
            if any(f"{p} " in f"{said} " for p in phrases):
                return limit  # pyright: ignore[reportReturnType]
        return "exactly"
