"""Quotations and who utters them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer import pointers
from summarizer.ground.beside import FEWEST, Beside
from summarizer.ground.left import tie
from summarizer.ground.people import People, span
from summarizer.ground.strangers import label, mislabelled, speaker_flags, unlabelled
from summarizer.passage import Passage, Piece, Quotation, locate, within
from summarizer.reading import LooseQuote, QuoteRow, Reading
from summarizer.summary import Flag, Quote, Rejected, Span

MAX_ASIDE = 12
"""Words from a speaker to the cue, or back, that may be cut out of what they say."""
_STOPS = ".!?…。！？؟"


@dataclass(slots=True)
class Spoken:
    """A quotation with the number of who utters it: what claims and events are held against."""

    quote: Quote
    """The quote; its id is given when all are known."""
    person: int
    """Number in the sheet."""
    pieces: list[Piece]
    """Its words with their marks, in order."""
    cues: list[pointers.Place]
    """Where reporting verbs of its pieces stand."""
    parts: list[int]
    """Where among the rejected stands what it goes without."""

    def within(self, start: int, end: int) -> Sequence[Piece]:
        """Give the pieces that have words between two code points."""
        return within(self.pieces, start, end)


class Speech:
    """Quotes in the order of the text, found by place: a sheet asks for each of its rows."""

    def __init__(self, spoken: Iterable[Spoken] = ()) -> None:
        self._spoken: list[Spoken] = []
        self._reach: list[int] = []
        """The farthest end of the quotes up to each."""
        self.unattributed: list[Quotation] = []
        """Words in marks that no quote has, in order: titles, scare quotes, and what could not be grounded."""
        for one in spoken:
            self.append(one)

    def __iter__(self) -> Iterator[Spoken]:
        return iter(self._spoken)

    def append(self, spoken: Spoken) -> None:
        """Enter a quote that begins behind all others."""
        self._spoken.append(spoken)
        self._reach.append(max([spoken.pieces[-1].end, *self._reach[-1:]]))

    def goes_on(self, passage: Passage, person: int, start: int) -> bool:
        """Tell whether the quote before a code point is the same one's, and no paragraph lies between."""
        last = self._spoken[-1] if self._spoken else None
        if last is None or last.person != person:
            return False
        return passage.sentence_at(start).paragraph - passage.sentence_at(last.pieces[-1].end - 1).paragraph <= 1

    def around(self, start: int, end: int) -> list[Spoken]:
        """Give the quotes that begin before `end` and go on behind `start`, in order; both are code points."""
        at = bisect_left(self._spoken, end, key=lambda spoken: spoken.pieces[0].start)
        first = bisect_right(self._reach, start, hi=at)
        return [spoken for spoken in self._spoken[first:at] if spoken.pieces[-1].end > start]


def quotes(passage: Passage, reading: Reading, people: People, rejected: list[Rejected]) -> Speech:
    """Ground every quotation that somebody utters.

    Args:
        passage: The article, cut.
        reading: The sheet.
        people: Its people.
        rejected: What cannot be grounded is appended.

    Returns:
        The quotes in the order of the text, pieces that only their own cue keeps apart joined.
    """
    found = Speech()
    seen: set[int] = set()
    for row in sorted(reading.quotes, key=lambda r: r.quotation):
        if not 1 <= row.quotation <= len(passage.quotations):
            rejected.append(Rejected(kind="quote", reason=f"there is no quotation {row.quotation}", answer=row.words))
        elif row.quotation not in seen:
            seen.add(row.quotation)
            spoken = _spoken(passage, row, passage.quotations[row.quotation - 1], people, rejected, found)
            if spoken:
                found.append(spoken)
    unmarked: list[Spoken] = []
    for row in reading.loose:
        spoken = _loose(passage, row, people, rejected, found)
        if spoken and not any(_overlap(spoken, other) for other in unmarked):
            unmarked.append(spoken)
    for number in pointers.unanswered(passage, reading):
        quotation = passage.quotations[number - 1]
        words = passage.article.text[quotation.start : quotation.end]
        rejected.append(Rejected(kind="quote", reason="nobody was found who says these words", answer=words[:200]))
    spoken = Speech(_joined(passage, sorted([*found, *unmarked], key=lambda s: s.pieces[0].start)))
    for number, one in enumerate(spoken, start=1):
        one.quote = one.quote.model_copy(update={"id": f"q{number}"})
        tie(rejected, dict.fromkeys(one.parts, one.quote.id))
    marked = (quotation for quotation in passage.quotations if quotation.form == "marks")
    spoken.unattributed += [
        q for q in marked if not any(s.within(q.start, q.end) for s in spoken.around(q.start, q.end))
    ]
    return spoken


def _overlap(one: Spoken, other: Spoken) -> bool:
    return one.pieces[0].start < other.pieces[-1].end and other.pieces[0].start < one.pieces[-1].end


def _spoken(
    passage: Passage, row: QuoteRow | LooseQuote, quotation: Quotation, people: People, rejected: list[Rejected],
    known: Speech,
) -> Spoken | None:  # fmt: skip
    pieces, form = list(quotation.pieces), quotation.form
    words = " … ".join(passage.article.text[p.start : p.end] for p in pieces)[:200]

    def refused(reason: str, answer: str = words) -> None:
        rejected.append(Rejected(kind="quote", reason=reason, answer=answer))

    if row.person == 0:
        return refused(_nobodys(_type(passage, pieces, form), form))
    if row.person not in people.known:
        return refused("the speaker is not named in the article", f"{people.name(row.person)}: {words}")
    first, last = passage.sentence_at(pieces[0].start).number, passage.sentence_at(pieces[-1].end - 1).number
    # Without marks the words may hold what names their speaker: `I would sail, she said, and I will`.
    holes = [] if isinstance(row, LooseQuote) else pieces
    near = [first, last, last + 1, *range(first - 1, first - 4, -1)]
    mention = _mention(passage, row, near, people, pieces, holes)
    if mention and (reason := people.stranger(row.person, mention)):
        return refused(reason)
    cue = _cue(passage, row.cue, (first - 1, last + 1), pieces, holes)
    parts = [len(rejected)] if row.cue.strip() and cue is None else []
    if parts:
        rejected.append(Rejected(kind="cue", reason="stands nowhere beside the words", answer=f"{row.cue}: {words}"))
    if form == "marks" and not (mention or _near(passage, row.person, first, last, people, known)):
        return refused(f"nothing near the words names {people.name(row.person)}")
    if isinstance(row, LooseQuote) and not (mention and cue):
        return refused("no marks, and no words beside them that say who speaks")
    if isinstance(row, LooseQuote):
        pieces = [Piece(*p, *p) for p in without_aside(passage, (pieces[0].start, pieces[0].end), mention, cue)]
    beside = Beside(passage, people, pieces, row.person, mention, cue)
    if reason := mislabelled(passage, people, row.person, quotation) if form == "turn" else beside.stranger():
        return refused(reason)
    flags = _flags(beside, row, quotation, known)
    if mention:
        people.known[row.person].called(mention)
    quote = Quote(
        id="", type=_type(passage, pieces, form), content=[span(passage, (p.start, p.end)) for p in pieces],
        speaker=people.source(row.person, mention), cue=span(passage, cue) if cue else None,
        flags=flags,
    )  # fmt: skip
    return Spoken(quote, row.person, pieces, [cue] if cue else [], parts)


def _flags(beside: Beside, row: QuoteRow | LooseQuote, quotation: Quotation, known: Speech) -> list[Flag]:
    """Flag what speaks against the speaker of a quotation, and words without marks."""
    passage, cue, own = beside.passage, beside.cue, _doubts(beside, row, quotation.form, known)
    if quotation.form == "turn":
        own += unlabelled(passage, beside.people.known[row.person], quotation)
    # `Ann Lee told Radio Brun:` is no label: who stands before its verb says it.
    says = [] if cue and cue[0] < beside.pieces[0].start else label(passage, quotation)
    unmarked: list[Flag] = ["no_marks"] if isinstance(row, LooseQuote) else []
    return speaker_flags(beside, row.words, own, says) + unmarked


def _doubts(beside: Beside, row: QuoteRow | LooseQuote, form: str, known: Speech) -> list[Flag]:
    """Flag words that nothing beside them gives to their speaker."""
    passage, start, end = beside.passage, beside.pieces[0].start, beside.pieces[-1].end
    if form == "turn":
        return []
    paragraph = passage.sentence_at(start).paragraph
    is_near = beside.mention is not None and passage.sentence_at(beside.mention[0]).paragraph == paragraph
    if form == "dash" and not is_near:
        # `— I will, said Ann Lee.` may not set off who says it.
        said = locate.place(row.words, passage.article.text, start, end) if row.words.strip() else None
        inside = beside.people.known[beside.person].between(start, end) or said
        return [] if inside else ["named_elsewhere"]
    if form != "dash" and beside.words >= FEWEST:
        return beside.doubts()
    is_given = is_near or beside.cue is not None or known.goes_on(passage, beside.person, start)
    return [] if is_given else ["named_elsewhere"]


def _nobodys(kind: Literal["direct", "mixed"], form: str) -> str:
    """Say why words are nobody's: a row says only that they are."""
    if form == "turn":
        return "no speaker was found for this turn of the conversation, as for an interviewer's question"
    if kind == "direct":
        return "no speaker was found for these words"
    return "nobody's words: a title, a name or scare quotes"


def _near(passage: Passage, number: int, first: int, last: int, people: People, known: Speech) -> bool:
    """Tell whether a speaker is named, or speaks, in the paragraphs around words that name nobody themselves."""
    start, end = passage.reach(first, last, 2, 1)
    if people.known[number].between(start, end):
        return True
    return any(s.person == number for s in known.around(start - 1, end))


def _mention(
    passage: Passage, row: QuoteRow | LooseQuote, numbers: list[int], people: People, pieces: list[Piece],
    holes: list[Piece],
) -> pointers.Place | None:  # fmt: skip
    """Find what names a speaker, near the quotation and outside `holes`: the words given, else a name."""
    sentences = [s for number in numbers if (s := passage.sentence(number))]
    for sentence in sentences if row.words.strip() else ():
        if place := _beside(passage, row.words, (sentence.start, sentence.end), pieces, holes):
            return place
    known = people.known[row.person]
    for sentence in sentences:
        gaps = _gaps(sentence.start, sentence.end, holes)
        if places := [p for *gap, _ in gaps for p in known.between(*gap)]:
            return min(places, key=lambda place: _gap(place, pieces))
    return None


def _cue(
    passage: Passage, words: str, near: tuple[int, int], pieces: list[Piece], holes: list[Piece]
) -> pointers.Place | None:  # fmt: skip
    """Find a reporting verb in these sentences, nearest to a quotation and outside `holes`."""
    first, last = passage.sentence(near[0]), passage.sentence(near[1])
    start = first.start if first else passage.sentences[0].start
    end = last.end if last else passage.sentences[-1].end
    return _beside(passage, words, (start, end), pieces, holes) if words.strip() else None


def _beside(
    passage: Passage, words: str, place: pointers.Place, pieces: list[Piece], holes: list[Piece]
) -> pointers.Place | None:  # fmt: skip
    text = passage.article.text
    found = (f for *gap, last in _gaps(*place, holes) if (f := locate.place(words, text, *gap, last=last)))
    return min(found, key=lambda place: _gap(place, pieces), default=None)


def _gaps(start: int, end: int, pieces: list[Piece]) -> Iterator[tuple[int, int, bool]]:
    """Give what lies between two code points outside a quotation, to be searched from its start and from its end."""
    at = start
    for piece in pieces:
        if at < min(piece.start, end):
            if at > start:
                yield at, min(piece.start, end), False
            yield at, min(piece.start, end), True
        at = max(at, piece.end)
    if at < end:
        yield at, end, False


def _gap(place: pointers.Place, pieces: list[Piece]) -> int:
    """Give the code points between a place and the nearest edge of a quotation."""
    return min(min(abs(place[0] - p.outer_end), abs(p.outer_start - place[1])) for p in pieces)


def _type(passage: Passage, pieces: list[Piece], form: str) -> Literal["direct", "mixed"]:
    """Whole sentences of speech are direct; words inside the article's own sentence are mixed."""
    if form != "marks":
        return "direct"
    text, first, last = passage.article.text, pieces[0], pieces[-1]
    head = text[first.start]
    begins = not head.islower()
    ends = text[last.end - 1] in _STOPS or text[last.end : last.end + 1] in (",", "，", "。")
    lead = text[passage.sentence_at(first.outer_start).start : first.outer_start].strip()
    after = text[last.outer_end : last.outer_end + 1]
    whole = begins and (ends or after in (",", ".", "") or not lead)
    return "direct" if whole or (begins and lead.endswith((",", ":", "："))) else "mixed"


def _loose(passage: Passage, row: LooseQuote, people: People, rejected: list[Rejected], known: Speech) -> Spoken | None:
    place = pointers.statement(passage, row)
    if isinstance(place, str):
        rejected.append(Rejected(kind="quote", reason=place, answer=f"{row.first} … {row.last}"))
        return None
    if any(s.within(*place) for s in known.around(*place)):
        return None  # a numbered quotation holds these words already
    if marked := _marked(passage, *place):
        reason = f"quotation {marked} holds these words, and is given to nobody"
        rejected.append(Rejected(kind="quote", reason=reason, answer=f"{row.first} … {row.last}"))
        return None
    piece = Piece(place[0], place[1], place[0], place[1])
    return _spoken(passage, row, Quotation(0, (piece,), "marks"), people, rejected, known)


def _marked(passage: Passage, start: int, end: int) -> int | None:
    """Give the number of a quotation that has words between two code points."""
    return next((q.number for q in passage.quotations_within(start, end) if q.within(start, end)), None)


def _joined(passage: Passage, found: list[Spoken]) -> list[Spoken]:
    """Join what only a cue of its own interrupts: `“A,” she said. “B.”`."""
    out: list[Spoken] = []
    for spoken in found:
        last = out[-1] if out else None
        if last and last.person == spoken.person and _interrupted(passage, last, spoken):
            quote = last.quote.model_copy(
                update={
                    "content": last.quote.content + spoken.quote.content,
                    "cue": last.quote.cue or spoken.quote.cue,
                    "type": "direct" if "direct" in (last.quote.type, spoken.quote.type) else "mixed",
                }
            )
            pieces, cues, parts = last.pieces + spoken.pieces, last.cues + spoken.cues, last.parts + spoken.parts
            out[-1] = Spoken(quote, last.person, pieces, cues, parts)
        else:
            out.append(spoken)
    return out


def _interrupted(passage: Passage, one: Spoken, other: Spoken) -> bool:
    text = passage.article.text
    gap = one.pieces[-1].outer_end, other.pieces[0].outer_start
    words = text[slice(*gap)]
    paragraph = passage.sentence_at(gap[0]).paragraph == passage.sentence_at(other.pieces[0].start).paragraph
    is_said = any(gap[0] <= cue[0] < gap[1] for cue in one.cues + other.cues)
    # The reporter's own sentence in between ends one quote: the gap may hold one stop, at its end.
    first = passage.sentence_at(gap[0]).number
    inner = words.strip().rstrip(_STOPS + ",:;，： ")
    over = passage.sentence_at(gap[0] + words.find(inner) + len(inner) - 1).number if inner else first
    # `“A,” said Lind, who kept her “buy” rating`: what goes on with speech stands behind a stop or a comma.
    goes_on = bool(words.strip()) and not words.rstrip()[-1].isalnum()
    return paragraph and is_said and over == first and goes_on


def without_aside(
    passage: Passage, place: pointers.Place, mention: pointers.Place | None, cue: pointers.Place | None
) -> list[pointers.Place]:  # fmt: skip
    """Cut who says it, and that they say it, out of words that they interrupt: `The road, Roe said, was icy`."""
    start, end = place
    middle = [s for s in (mention, cue) if s and start < s[0] and s[1] < end]
    if cue is None or cue not in middle:
        return [place]
    first, last = min(middle)[0], max(p[1] for p in middle)
    text = passage.article.text
    aside = text[start:first].rstrip().endswith(",") and text[last:end].lstrip().startswith(",")
    if not aside or len(text[first:last].split()) > MAX_ASIDE:
        return [place]
    before = start + len(text[start:first].rstrip(" ,\n\t"))
    after = last + len(text[last:end]) - len(text[last:end].lstrip(" ,\n\t"))
    return [p for p in ((start, before), (after, end)) if p[0] < p[1]]


def in_quotation(found: Speech, start: int, end: int) -> Spoken | None:
    """Give the innermost quote that holds more than half of these code points, or None."""
    holding = [
        spoken
        for spoken in found.around(start, end)
        if 2 * sum(min(end, p.end) - max(start, p.start) for p in spoken.within(start, end)) > end - start
    ]
    return min(holding, key=lambda spoken: spoken.pieces[-1].end - spoken.pieces[0].start, default=None)


def in_unattributed(found: Speech, start: int, end: int, people: People, number: int) -> int | None:
    """Give the number of a quotation of nobody that holds more than half of these words and names not this person."""
    first = bisect_right(found.unattributed, start, key=lambda quotation: quotation.end)
    last = bisect_left(found.unattributed, end, lo=first, key=lambda quotation: quotation.start)
    for quotation in found.unattributed[first:last]:
        held = sum(min(end, p.end) - max(start, p.start) for p in quotation.within(start, end))
        if 2 * held > end - start and not names_inside(quotation.pieces, people, number):
            return quotation.number
    return None


def names_inside(pieces: Iterable[Piece], people: People, number: int) -> bool:
    """Tell whether a quotation names somebody: then its speaker may pass that one's words on."""
    known = people.known.get(number)
    return known is not None and any(known.between(piece.start, piece.end) for piece in pieces)


def words_of(content: list[Span]) -> str:
    """Give the words of several spans on one line."""
    return " … ".join(" ".join(part.text.split()) for part in content)
