"""Who stands beside words that are given to somebody: in their sentence, outside what is said and outside all marks.

Nothing here knows what words mean: only places of names, of reporting words, of marks and of sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from summarizer.front import Place
from summarizer.ground.people import Known, People
from summarizer.passage import Passage, Piece
from summarizer.passage.locate import UNSPACED
from summarizer.summary import Flag

WINDOW = 300
"""Code points before and behind what is said that are looked at; most sentences end sooner."""
MOST_NAMES = 40
"""Names, and pieces of what is said, that are looked at: a page of names is no sentence."""
TITLE = 40
"""Code points of a title between reporting words and a name."""
FEWEST = 2
"""Words outside what is said that could name somebody."""
SUBJECT_FIRST = ("en", "fr", "zh", None)
"""Languages that put nobody between a verb and a statement behind it but who is told; German and Spanish do."""
_WORD = re.compile(rf"{UNSPACED.pattern}|[^\W\d_]+")
_STOPPED = re.compile(r"[.,;:!?，。；：、،؛]")
_WHOSE = re.compile(r"[’'](?:s\b|(?!\w))")


def counted(words: str) -> int:
    """Count words; in scripts without spaces each character is one."""
    return len(_WORD.findall(words))


@dataclass(frozen=True)
class Beside:
    """What stands beside words that a row gives to somebody."""

    passage: Passage
    """The article, cut."""
    people: People
    """Those of the sheet."""
    pieces: list[Piece]
    """The words with their marks, in order."""
    person: int
    """Number of the one given."""
    mention: Place | None
    """What names the one given."""
    cue: Place | None
    """The reporting words."""

    def stranger(self) -> str | None:
        """Say who else stands where the speaker does, while the sentence has no word for the one given; else None.

        Only a person of the sheet right beside the reporting words counts: `Ann Lee said that …`, `“…”, said Ann Lee`,
        `“…”, Ann Lee said`. What stands between the words said and the reporting words is the speaker, or holds them.

        Returns:
            The reason to refuse it.
        """
        cue, text = self.cue, self.passage.article.text
        gap = self._gap_of(cue)
        if cue is None or gap is None or self.is_named:
            return None
        is_before = gap == self._gaps[0]
        for place, other in self._others(gap):
            leads = is_before or _is_title(text[gap[0] : place[0]].lstrip(' ,，”"»」'))
            right_before = place[1] <= cue[0] and not text[place[1] : cue[0]].strip() and leads
            inverted = not is_before and cue[1] <= place[0] and not re.search(r"\w", text[gap[0] : cue[0]])
            if right_before or (inverted and _is_title(text[cue[1] : place[0]])):
                return f"{other.name} stands beside the reporting words, and nothing there names {self._known.name}"
        return None

    def doubts(self, *, refers_back: bool = False) -> list[Flag]:
        """Flag words whose own sentence does not bear out whose they are.

        Args:
            refers_back: Whether another sentence may say whose they are: `Lee blamed the steel. Weil denied it.`

        Returns:
            `named_elsewhere` where none of the words beside it stands for the one given, `named_otherwise` where
            another person of the sheet stands where the speaker does.
        """
        if not self.is_named:
            return [] if refers_back and self._is_told_elsewhere() else ["named_elsewhere"]
        told = self._known.kind == "person" and self._is_told()
        return ["named_otherwise"] if told or self._is_outranked() else []

    @cached_property
    def words(self) -> int:
        """How many words stand in the sentence outside what is said and outside all marks."""
        return sum(counted(self.passage.article.text[slice(*part)]) for gap in self._gaps for part in self._parts(gap))

    @cached_property
    def is_named(self) -> bool:
        """Whether the sentence names the one given: by name, by words of it, or as the row says."""
        start, end = self._sentences
        if self.mention and start <= self.mention[0] < end:
            return True
        known = self._known
        for part in (part for gap in self._gaps for part in self._parts(gap)):
            words = self.passage.article.text[slice(*part)].casefold()
            if known.between(*part) or not known.noted.isdisjoint(_WORD.findall(words)):
                return True
        return False

    @property
    def _known(self) -> Known:
        return self.people.known[self.person]

    @cached_property
    def _sentences(self) -> Place:
        """Where the first of the sentences begins that hold what is said, and where the last ends."""
        first, last = self.pieces[0].outer_start, self.pieces[-1].outer_end
        return self.passage.sentence_at(first).start, self.passage.sentence_at(max(first, last - 1)).end

    @cached_property
    def _gaps(self) -> list[Place]:
        """What stands before, between and behind the pieces in their sentences, `WINDOW` code points of each."""
        start, end = self._sentences
        first, last = self.pieces[0].outer_start, self.pieces[-1].outer_end
        gaps = [(max(start, first - WINDOW), first)]
        for one, other in zip(self.pieces[:MOST_NAMES], self.pieces[1 : MOST_NAMES + 1], strict=False):
            gaps.append((one.outer_end, min(other.outer_start, one.outer_end + WINDOW)))
        return [*gaps, (last, max(last, min(end, last + WINDOW)))]

    def _parts(self, gap: Place) -> Iterator[Place]:
        """Give the parts of a stretch that stand in nobody's marks, those without a word left out."""
        stretches = self.passage.unmarked
        for at in range(bisect_right(stretches, gap[0], key=lambda stretch: stretch[1]), len(stretches)):
            start, end = stretches[at]
            if start >= gap[1]:
                break
            yield max(start, gap[0]), min(end, gap[1])

    def _others(self, gap: Place) -> Iterator[tuple[Place, Known]]:
        """Give the names of other people in a stretch; what names the one given may hold one of them."""
        for part in self._parts(gap):
            for place, other in self.people.standing(*part, most=MOST_NAMES):
                overlaps = self.mention and place[0] < self.mention[1] and self.mention[0] < place[1]
                if other.kind == "person" and other.name != self._known.name and not overlaps:
                    yield place, other

    def _gap_of(self, place: Place | None) -> Place | None:
        return next((gap for gap in self._gaps if place and gap[0] <= place[0] < gap[1]), None)

    def _is_told_elsewhere(self) -> bool:
        """Tell whether name and reporting words stand together in one other sentence."""
        if self.mention is None or self.cue is None:
            return False
        return self.passage.sentence_at(self.mention[0]).number == self.passage.sentence_at(self.cue[0]).number

    def _is_told(self) -> bool:
        """Tell whether words before the reporting words leave the one given to be told: `She told Weil that …`."""
        mention, cue, text, gap = self.mention, self.cue, self.passage.article.text, self._gaps[0]
        if self.passage.article.language not in SUBJECT_FIRST or mention is None or cue is None:
            return False
        if not (gap[0] <= cue[0] and cue[1] <= mention[0] and mention[1] <= gap[1]):
            return False
        return re.search(r"\w\s*\Z", text[gap[0] : cue[0]]) is not None and _is_title(text[cue[1] : mention[0]])

    def _is_outranked(self) -> bool:
        """Tell whether another's name stands where a speaker's does, and the one given where one told or seen does.

        `Lee told Weil that …` and `“…”, Lee told Weil` are not Weil's; nor is `“…”, said Lee, whom Weil met`.
        """
        mention, cue, text, gap = self.mention, self.cue, self.passage.article.text, self._gap_of(self.mention)
        if mention is None or gap is None:
            return False
        if cue is None or gap != self._gap_of(cue):
            return cue is None and any(True for _ in self._others(gap))
        names = [place for place, _ in self._others(gap) if not _WHOSE.match(text, place[1])]
        if cue[1] <= mention[0] and any(name[1] <= cue[0] for name in names):
            return True
        if gap != self._gaps[0] and any(name[1] <= min(cue[0], mention[0]) for name in names):
            return True
        between = (name for name in names if cue[1] <= name[0] and name[1] <= mention[0])
        return any(
            _is_title(text[cue[1] : name[0]])
            and (_STOPPED.match(text, name[1]) is not None or not re.search(r"\w", text[name[1] : mention[0]]))
            for name in between
        )


def _is_title(words: str) -> bool:
    return len(words) <= TITLE and not _STOPPED.search(words)
