"""Who stands beside words that are given to somebody: in their sentence, outside what is said and outside all marks.

Nothing here knows a language: only places of names, of reporting words, of marks and of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.front import Place
from summarizer.ground.people import NOTING, Known, People
from summarizer.passage import Passage, Piece
from summarizer.passage.locate import UNSPACED
from summarizer.summary import Flag

WINDOW = 300
"""Code points before and behind what is said that are looked at; most sentences end sooner."""
MOST_NAMES = 40
"""Names that are looked at on either side: a page of names is no sentence."""
TITLE = 40
"""Code points of a title between reporting words and a name."""
FEWEST = 2
"""Words outside what is said that could name somebody."""
SUBJECT_FIRST = ("en", "fr", "zh", None)
"""Languages that put nobody between a verb and a statement behind it but who is told; German and Spanish do."""
_WORD = re.compile(rf"{UNSPACED.pattern}|[^\W\d_]+")
_STOPPED = re.compile(r"[.,;:!?，。；：、،؛]")
_WHOSE = re.compile(r"[’'](?:s\b|(?!\w))")


@dataclass(frozen=True, slots=True)
class Given:
    """Words that a row gives to somebody, and what it points at for it."""

    pieces: list[Piece]
    """The words with their marks, in order."""
    person: int
    """Number in the sheet."""
    mention: Place | None
    """What names the one given."""
    cue: Place | None
    """The reporting words."""


def stranger_beside(passage: Passage, people: People, given: Given) -> str | None:
    """Say who else stands where the speaker does, while the sentence has no word for the one given; else None.

    Only a person of the sheet right beside the reporting words counts: `Ann Lee said that …`, `“…”, said Ann Lee`,
    `“…”, Ann Lee said`. What stands between the words said and the reporting words is the speaker, or holds them.

    Args:
        passage: The article, cut.
        people: Its people.
        given: What is said, and whose it is said to be.

    Returns:
        The reason to refuse it.
    """
    cue, known = given.cue, people.known[given.person]
    if cue is None or _named(passage, known, given):
        return None
    text = passage.article.text
    before, *inner, after = _gaps(passage, given.pieces)
    for gap in (before, *inner, after):
        if not gap[0] <= cue[0] < gap[1]:
            continue
        lead, tail = text[gap[0] : cue[0]], text[cue[1] : gap[1]]
        for place, other in _others(passage, people, given, gap):
            if other.kind != "person":
                continue  # `The paper cited one that read “…”`
            ends = place[1] <= cue[0] and not text[place[1] : cue[0]].strip()
            first = gap is before or (_is_title(text[gap[0] : place[0]].lstrip(' ,，”"»」')))
            inverted = gap is not before and cue[1] <= place[0] and not re.search(r"\w", lead)
            if (ends and first) or (inverted and _is_title(tail[: place[0] - cue[1]])):
                return f"{other.name} stands beside the reporting words, and nothing there names {known.name}"
    return None


def doubts(passage: Passage, people: People, given: Given, *, refers_back: bool = False) -> list[Flag]:
    """Flag words whose own sentence does not bear out whose they are.

    Args:
        passage: The article, cut.
        people: Its people.
        given: What is said, and whose it is said to be.
        refers_back: Whether it may be said elsewhere whose they are: `Lee blamed the steel. Weil denied it.`

    Returns:
        `named_elsewhere` where none of the words beside it stands for the one given, `named_otherwise` where another
        person of the sheet stands where the speaker does.
    """
    if not _named(passage, people.known[given.person], given):
        return [] if refers_back and _told_elsewhere(passage, given) else ["named_elsewhere"]
    before, *inner, after = _gaps(passage, given.pieces)
    if people.known[given.person].kind == "person" and _is_told(passage, given, before):
        return ["named_otherwise"]
    for gap in (before, *inner, after):
        names = [place for place, other in _others(passage, people, given, gap) if other.kind == "person"]
        if _outranked(passage, given, gap, names, is_before=gap is before):
            return ["named_otherwise"]
    return []


def counted(words: str) -> int:
    """Count words; in scripts without spaces each character is one."""
    return len(_WORD.findall(words))


def words_beside(passage: Passage, given: Given) -> int:
    """Count the words of a sentence outside what is said and outside all marks."""
    text = passage.article.text
    gaps = (part for gap in _gaps(passage, given.pieces) for part in _unquoted(passage, gap))
    return sum(counted(text[slice(*part)]) for part in gaps)


def others_beside(passage: Passage, people: People, given: Given) -> bool:
    """Tell whether another person of the sheet is named beside what is said."""
    return any(
        other.kind == "person"
        for gap in _gaps(passage, given.pieces)
        for _, other in _others(passage, people, given, gap)
    )


def _is_told(passage: Passage, given: Given, gap: Place) -> bool:
    """Tell whether words right before the reporting words leave the one given to be told: `She told Weil that …`."""
    mention, cue, text = given.mention, given.cue, passage.article.text
    if passage.article.language not in SUBJECT_FIRST or mention is None or cue is None:
        return False
    if not (gap[0] <= cue[0] and cue[1] <= mention[0] and mention[1] <= gap[1]):
        return False
    return re.search(r"\w\s*\Z", text[gap[0] : cue[0]]) is not None and _is_title(text[cue[1] : mention[0]])


def _outranked(passage: Passage, given: Given, gap: Place, names: list[Place], *, is_before: bool) -> bool:
    """Tell whether another's name stands where a speaker's does, and the one given where one told or seen does.

    `Lee told Weil that …` and `“…”, Lee told Weil` are not Weil's; nor is `“…”, said Lee, whom Weil met`.
    """
    mention, cue, text = given.mention, given.cue, passage.article.text
    if mention is None or not gap[0] <= mention[0] < gap[1]:
        return False
    if cue is None or not gap[0] <= cue[0] < gap[1]:
        return cue is None and bool(names)
    names = [name for name in names if not _WHOSE.match(text, name[1])]
    if cue[1] <= mention[0] and any(name[1] <= cue[0] for name in names):
        # Before a quotation more than one clause may stand; the nearest name before the verb is its subject's.
        return True
    if not is_before and any(name[1] <= min(cue[0], mention[0]) for name in names):
        return True
    return any(
        cue[1] <= name[0] and name[1] <= mention[0]
        and _is_title(text[cue[1] : name[0]])
        and (_STOPPED.match(text, name[1]) is not None or not re.search(r"\w", text[name[1] : mention[0]]))
        for name in names
    )  # fmt: skip


def _named(passage: Passage, known: Known, given: Given) -> bool:
    """Tell whether the sentence of what is said names the one given: by name, by words of it, or as the row says."""
    first, last = given.pieces[0].outer_start, given.pieces[-1].outer_end
    start, end = passage.sentence_at(first).start, passage.sentence_at(max(first, last - 1)).end
    if given.mention and start <= given.mention[0] < end:
        return True
    own = {word for word in f"{known.name} {known.row.role}".casefold().split() if len(word) >= NOTING}
    for gap in _gaps(passage, given.pieces):
        for part in _unquoted(passage, gap):
            words = passage.article.text[slice(*part)].casefold()
            if known.between(*part) or not own.isdisjoint(_WORD.findall(words)):
                return True
    return False


def _told_elsewhere(passage: Passage, given: Given) -> bool:
    """Tell whether name and reporting words stand together in one other sentence."""
    if given.mention is None or given.cue is None:
        return False
    return passage.sentence_at(given.mention[0]).number == passage.sentence_at(given.cue[0]).number


def _gaps(passage: Passage, pieces: list[Piece]) -> list[Place]:
    """Give what stands before, between and behind pieces in their sentences, `WINDOW` code points of each at most."""
    first, last = pieces[0].outer_start, pieces[-1].outer_end
    start, end = passage.sentence_at(first).start, passage.sentence_at(max(first, last - 1)).end
    gaps = [(max(start, first - WINDOW), first)]
    for one, other in zip(pieces[:MOST_NAMES], pieces[1 : MOST_NAMES + 1], strict=False):
        gaps.append((one.outer_end, min(other.outer_start, one.outer_end + WINDOW)))
    return [*gaps, (last, max(last, min(end, last + WINDOW)))]


def _unquoted(passage: Passage, gap: Place) -> Iterator[Place]:
    """Give the parts of a stretch that stand in nobody's marks."""
    at = gap[0]
    for quotation in passage.quotations_within(*gap):
        for piece in quotation.within(*gap) if quotation.form == "marks" else ():
            if at < piece.outer_start:
                yield at, piece.outer_start
            at = max(at, piece.outer_end)
    if at < gap[1]:
        yield at, gap[1]


def _others(passage: Passage, people: People, given: Given, gap: Place) -> Iterator[tuple[Place, Known]]:
    """Give the names of others in a stretch, those that share words with what names the one given left out."""
    for part in _unquoted(passage, gap):
        for place, other in people.standing(*part, most=MOST_NAMES):
            overlaps = given.mention and place[0] < given.mention[1] and given.mention[0] < place[1]
            if other.name != people.known[given.person].name and not overlaps:
                yield place, other


def _is_title(words: str) -> bool:
    return len(words) <= TITLE and not _STOPPED.search(words)
