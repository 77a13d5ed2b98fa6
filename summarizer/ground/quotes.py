"""Quotations and who utters them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal

from summarizer import pointers
from summarizer.ground.people import People, span
from summarizer.passage import Passage, Piece, Quotation
from summarizer.passage.locate import locate
from summarizer.reading import LooseQuote, QuoteRow, Reading
from summarizer.summary import Quote, Rejected, Span

_STOPS = ".!?…。！？؟"


@dataclass(slots=True)
class Spoken:
    """A quotation with the number of who utters it: what claims and events are held against."""

    quote: Quote
    """The quote; its id is given later."""
    person: int
    """Number in the sheet."""
    pieces: list[Piece]
    """Its words with their marks, in order."""
    cue: pointers.Place | None
    """Where its reporting verb stands."""


class Speech(list[Spoken]):
    """Quotes in the order of the text, found by place: a sheet asks for each of its rows."""

    @cached_property
    def _reach(self) -> list[int]:
        """The farthest end of the quotes up to each."""
        return list(accumulate((spoken.pieces[-1].end for spoken in self), max))

    def around(self, start: int, end: int) -> list[Spoken]:
        """Give the quotes that begin before `end` and go on behind `start`, in order; both are code points."""
        at = bisect_left(self, end, key=lambda spoken: spoken.pieces[0].start)
        first = bisect_right(self._reach, start, hi=at)
        return [spoken for spoken in self[first:at] if spoken.pieces[-1].end > start]


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
    found: list[Spoken] = []
    seen: set[int] = set()
    for row in sorted(reading.quotes, key=lambda r: r.quotation):
        if not 1 <= row.quotation <= len(passage.quotations):
            rejected.append(Rejected(kind="quote", reason=f"there is no quotation {row.quotation}", answer=row.words))
        elif row.quotation not in seen:
            seen.add(row.quotation)
            quotation = passage.quotations[row.quotation - 1]
            spoken = _spoken(passage, row, quotation, people, rejected, found)
            found += [spoken] if spoken else []
    for row in reading.loose:
        found += _loose(passage, row, people, rejected, found)
    for number in pointers.unanswered(passage, reading):
        quotation = passage.quotations[number - 1]
        words = passage.article.text[quotation.start : quotation.end]
        rejected.append(
            Rejected(kind="quote", reason="the model did not say whose words these are", answer=words[:200])
        )
    return Speech(_joined(passage, sorted(found, key=lambda s: s.pieces[0].start)))


def _spoken(
    passage: Passage, row: QuoteRow | LooseQuote, quotation: Quotation, people: People, rejected: list[Rejected],
    known: list[Spoken],
) -> Spoken | None:  # fmt: skip
    pieces, form = list(quotation.pieces), quotation.form
    words = " … ".join(passage.article.text[p.start : p.end] for p in pieces)[:200]
    if row.person == 0:
        rejected.append(Rejected(kind="quote", reason="nobody's words: a title, a name or scare quotes", answer=words))
        return None
    first, last = passage.sentence_at(pieces[0].start).number, passage.sentence_at(pieces[-1].end - 1).number
    near = [first, last, last + 1, *range(first - 1, first - 4, -1)]
    speaker = people.source(row.person, row.words, near)
    if speaker is None:
        name = people.unnamed.get(row.person, f"number {row.person}")
        rejected.append(
            Rejected(kind="quote", reason="the speaker is not named in the article", answer=f"{name}: {words}")
        )
        return None
    if form == "marks" and not (speaker.mention or _near(passage, row.person, first, last, people, known)):
        reason = f"nothing near the words names {speaker.name}"
        rejected.append(Rejected(kind="quote", reason=reason, answer=words))
        return None
    cue = _cue(passage, row.cue, near[:4], pieces) if row.cue.strip() else None
    quote = Quote(
        id="", type=_type(passage, pieces, form), content=[span(passage, (p.start, p.end)) for p in pieces],
        speaker=speaker, cue=span(passage, cue) if cue else None,
    )  # fmt: skip
    return Spoken(quote, row.person, pieces, cue)


def _near(passage: Passage, number: int, first: int, last: int, people: People, known: list[Spoken]) -> bool:
    """Tell whether a speaker is named, or speaks, in the paragraphs around words that name nobody themselves."""
    here, there = passage.sentences[first - 1].paragraph - 2, passage.sentences[last - 1].paragraph + 1
    close = [s for s in passage.sentences if here <= s.paragraph <= there]
    start, end = close[0].start, close[-1].end
    if any(start <= place[0] < end for place in people.known[number].places):
        return True
    return any(s.person == number and start <= s.pieces[-1].end and s.pieces[0].start < end for s in known)


def _cue(passage: Passage, words: str, near: list[int], pieces: list[Piece]) -> pointers.Place | None:
    """Find a reporting verb beside a quotation, nearest to it and outside it."""
    text = passage.article.text
    sentences = [s for n in near if (s := passage.sentence(n))]
    start, end = min(s.start for s in sentences), max(s.end for s in sentences)
    best: pointers.Place | None = None
    at = start
    while not isinstance(found := locate(words, text, at, end), str):
        if not any(p.start <= found[0] < p.end for p in pieces):
            gap = min(min(abs(found[0] - p.outer_end), abs(p.outer_start - found[1])) for p in pieces)
            if best is None or gap < min(min(abs(best[0] - p.outer_end), abs(p.outer_start - best[1])) for p in pieces):
                best = found
        at = found[1]
    return best


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


def _loose(
    passage: Passage, row: LooseQuote, people: People, rejected: list[Rejected], known: list[Spoken]
) -> list[Spoken]:
    place = pointers.statement(passage, row)
    if isinstance(place, str):
        rejected.append(Rejected(kind="quote", reason=place, answer=f"{row.first} … {row.last}"))
        return []
    if any(p.start < place[1] and place[0] < p.end for s in known for p in s.pieces):
        return []  # a numbered quotation holds these words already
    piece = Piece(place[0], place[1], place[0], place[1])
    spoken = _spoken(passage, row, Quotation(0, (piece,), "marks"), people, rejected, known)
    return [spoken] if spoken else []


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
            out[-1] = Spoken(quote, last.person, last.pieces + spoken.pieces, last.cue or spoken.cue)
        else:
            out.append(spoken)
    return out


def _interrupted(passage: Passage, one: Spoken, other: Spoken) -> bool:
    text = passage.article.text
    gap = one.pieces[-1].outer_end, other.pieces[0].outer_start
    words = text[slice(*gap)]
    paragraph = passage.sentence_at(gap[0]).paragraph == passage.sentence_at(other.pieces[0].start).paragraph
    cue = next((c for c in (one.cue, other.cue) if c and gap[0] <= c[0] < gap[1]), None)
    # The reporter's own sentence in between ends one quote: the gap may hold one stop, at its end.
    first = passage.sentence_at(gap[0]).number
    inner = words.strip().rstrip(_STOPS + ",:;，： ")
    over = passage.sentence_at(gap[0] + words.find(inner) + len(inner) - 1).number if inner else first
    return paragraph and cue is not None and over == first


def in_quotation(found: Speech, start: int, end: int) -> Spoken | None:
    """Give the innermost quote that holds more than half of these code points, or None."""
    holding = [
        spoken
        for spoken in found.around(start, end)
        if 2 * sum(max(0, min(end, p.end) - max(start, p.start)) for p in spoken.pieces) > end - start
    ]
    return min(holding, key=lambda spoken: sum(p.end - p.start for p in spoken.pieces), default=None)


def names_inside(spoken: Spoken, people: People, number: int) -> bool:
    """Tell whether a quotation names somebody: then its speaker may pass that one's words on."""
    known = people.known.get(number)
    places = known.places if known else []
    return any(p.start <= start and end <= p.end for start, end in places for p in spoken.pieces)


def words_of(content: list[Span]) -> str:
    """Give the words of several spans on one line."""
    return " … ".join(" ".join(part.text.split()) for part in content)
