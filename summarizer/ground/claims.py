"""Statements the article passes on, and whose they are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from summarizer import pointers
from summarizer.ground.people import People, span
from summarizer.ground.quotes import Speech, in_quotation, names_inside, words_of
from summarizer.passage import Passage
from summarizer.passage.locate import locate
from summarizer.reading import ClaimRow, Reading
from summarizer.summary import Claim, Rejected, Source, Span

MAX_WORDS = 120
"""A longer statement is no statement but a passage."""


def claims(passage: Passage, reading: Reading, people: People, spoken: Speech, rejected: list[Rejected]) -> list[Claim]:
    """Ground every statement that is somebody's.

    Args:
        passage: The article, cut.
        reading: The sheet.
        people: Its people.
        spoken: The quotes: nobody else's words may be put into a claimant's mouth.
        rejected: What cannot be grounded is appended.

    Returns:
        The claims in the order of the text, each once.
    """
    found: dict[tuple[int, int, str], Claim] = {}
    for row in reading.claims:
        claim = _claim(passage, row, people, spoken)
        if isinstance(claim, str):
            rejected.append(Rejected(kind="claim", reason=claim, answer=f"{row.first} … {row.last}".strip(" …")))
        else:
            found.setdefault((claim.evidence[0].start, claim.evidence[-1].end, claim.claimant.name), claim)
    return sorted(found.values(), key=lambda claim: claim.evidence[0].start)


def _claim(passage: Passage, row: ClaimRow, people: People, spoken: Speech) -> Claim | str:
    place = pointers.statement(passage, row)
    if isinstance(place, str):
        return place
    if len(passage.article.text[slice(*place)].split()) > MAX_WORDS:
        return f"more than {MAX_WORDS} words: a passage, not a statement"
    if row.person not in people.known:
        name = people.unnamed.get(row.person, f"number {row.person}")
        return f"the claimant is not named in the article: {name}"
    first, last = row.sentence, passage.sentence_at(place[1] - 1).number
    near = [*range(first, last + 1), first - 1, last + 1]
    claimant = people.source(row.person, row.words, near)
    if claimant is None or not (claimant.mention or _connected(passage, row, people, spoken, last)):
        return f"nothing near the statement names {people.known[row.person].name}"
    quote = in_quotation(spoken, *place)
    if quote and quote.person != row.person and not names_inside(quote, people, row.person):
        speaker = quote.quote.speaker.name if quote.quote.speaker else "somebody else"
        return f"the words stand in a quotation of {speaker}, not of {claimant.name}"
    if other := _swallowed(spoken, place, row.person):
        return f"the statement holds a quotation of {other}, not of {claimant.name}"
    cue = _cue(passage, row, place, claimant, near)
    evidence = _around(passage, place, claimant, cue)
    beside = spoken.around(evidence[0].start, evidence[-1].end)
    inside = [s.quote.id for s in beside if any(_holds(evidence, c) for c in s.quote.content)]
    return Claim(
        id="", text=words_of(evidence), evidence=evidence, claimant=claimant, cue=cue, stance=row.stance,
        quote_ids=inside,
    )  # fmt: skip


def _connected(passage: Passage, row: ClaimRow, people: People, spoken: Speech, last: int) -> bool:
    """Tell whether the article connects a claimant with a statement: by words beside it, a quotation, or its paragraph.

    A statement that goes on ("The valve had been tested in May.") may name nobody itself; its paragraph or the one
    before then does.
    """
    here = passage.sentences[row.sentence - 1].paragraph
    all_, there = passage.sentences, passage.sentences[last - 1].paragraph
    start = all_[bisect_left(all_, here - 1, key=lambda s: s.paragraph)].start
    end = all_[bisect_right(all_, there, key=lambda s: s.paragraph) - 1].end
    if any(start <= place[0] < end for place in people.known[row.person].places):
        return True
    return any(s.person == row.person and start <= s.pieces[0].start for s in spoken.around(start, end))


def _swallowed(spoken: Speech, place: pointers.Place, person: int) -> str | None:
    """Name whose speech a statement of somebody else holds; single quoted words inside it may be another's."""
    for quote in spoken.around(*place):
        inside = all(place[0] <= p.start and p.end <= place[1] for p in quote.pieces)
        if inside and quote.person != person and quote.quote.type == "direct" and quote.quote.speaker:
            return quote.quote.speaker.name
    return None


def _cue(passage: Passage, row: ClaimRow, place: pointers.Place, claimant: Source, near: list[int]) -> Span | None:
    """Find the reporting words: nearest to the claimant's mention, else to the statement's edges."""
    if not row.cue.strip():
        return None
    anchors = [claimant.mention.start, claimant.mention.end] if claimant.mention else list(place)
    sentences = [s for n in near if (s := passage.sentence(n))]
    start, end = min(s.start for s in sentences), max(s.end for s in sentences)
    best: pointers.Place | None = None
    while not isinstance(found := locate(row.cue, passage.article.text, start, end), str):
        if best is None or _gap(found, anchors) < _gap(best, anchors):
            best = found
        start = found[1]
    return span(passage, best) if best else None


def _gap(place: pointers.Place, anchors: list[int]) -> int:
    return min(abs(edge - anchor) for edge in place for anchor in anchors)


def _around(passage: Passage, place: pointers.Place, claimant: Source, cue: Span | None) -> list[Span]:
    """Cut claimant and cue out of a statement that they interrupt: `The road, Roe said, was icy`."""
    start, end = place
    middle = [s for s in (claimant.mention, cue) if s and start < s.start and s.end < end]
    if cue is None or cue not in middle:
        return [span(passage, place)]
    first, last = min(s.start for s in middle), max(s.end for s in middle)
    text = passage.article.text
    if not (text[start:first].rstrip().endswith(",") and text[last:end].lstrip().startswith(",")):
        return [span(passage, place)]
    before = start + len(text[start:first].rstrip(" ,\n\t"))
    after = last + len(text[last:end]) - len(text[last:end].lstrip(" ,\n\t"))
    return [span(passage, p) for p in ((start, before), (after, end)) if p[0] < p[1]]


def _holds(evidence: list[Span], content: Span) -> bool:
    return any(part.start <= content.start and content.end <= part.end for part in evidence)
