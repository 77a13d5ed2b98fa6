"""Statements the article passes on, and whose they are."""

from __future__ import annotations

from summarizer import pointers
from summarizer.ground.beside import Beside
from summarizer.ground.left import tie
from summarizer.ground.people import People, span
from summarizer.ground.quotes import Speech, in_quotation, in_unattributed, names_inside, without_aside, words_of
from summarizer.ground.strangers import speaker_flags
from summarizer.passage import Passage, Piece, locate
from summarizer.reading import ClaimRow, Reading
from summarizer.summary import Claim, Flag, Rejected

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
    parts: dict[int, tuple[int, int, str]] = {}
    for row in reading.claims:
        first = len(rejected)
        claim = _claim(passage, row, people, spoken, rejected)
        if isinstance(claim, str):
            rejected.append(Rejected(kind="claim", reason=claim, answer=_answer(row)))
        else:
            key = claim.evidence[0].start, claim.evidence[-1].end, claim.claimant.name
            if found.setdefault(key, claim) is claim:
                parts |= dict.fromkeys(range(first, len(rejected)), key)
    ids = {key: f"c{number}" for number, key in enumerate(sorted(found, key=lambda key: key[0]), start=1)}
    tie(rejected, {at: ids[key] for at, key in parts.items()})
    return [found[key].model_copy(update={"id": item_id}) for key, item_id in ids.items()]


def _answer(row: ClaimRow) -> str:
    return f"{row.first} … {row.last}".strip(" …")


def _claim(
    passage: Passage, row: ClaimRow, people: People, spoken: Speech, rejected: list[Rejected]
) -> Claim | str:  # fmt: skip
    place = pointers.statement(passage, row)
    if isinstance(place, str):
        return place
    place = _with_marks(passage, place)
    if len(passage.article.text[slice(*place)].split()) > MAX_WORDS:
        return f"more than {MAX_WORDS} words: a passage, not a statement"
    if row.person not in people.known:
        return f"the claimant is not named in the article: {people.name(row.person)}"
    last = passage.sentence_at(place[1] - 1).number
    near = [*range(row.sentence, last + 1), row.sentence - 1, last + 1]
    mention = _mention(passage, row, near, people)
    if mention and (reason := people.stranger(row.person, mention)):
        return reason
    if not mention and not _connected(passage, row, people, spoken, last):
        return f"nothing near the statement names {people.name(row.person)}"
    if reason := _anothers(passage, place, row.person, people, spoken, mention):
        return reason
    cue = _cue(passage, row, place, mention, near)
    evidence = [span(passage, p) for p in without_aside(passage, place, mention, cue)]
    pieces = [Piece(part.start, part.end, part.start, part.end) for part in evidence]
    beside = Beside(passage, people, pieces, row.person, mention, cue)
    if reason := beside.stranger():
        return reason
    if row.cue.strip() and cue is None:
        rejected.append(
            Rejected(kind="cue", reason="stands nowhere beside the words", answer=f"{row.cue}: {_answer(row)}")
        )
    own: list[Flag] = [] if cue else ["no_cue"]
    flags = speaker_flags(beside, row.words, beside.doubts(refers_back=row.stance in ("denied", "confirmed")) + own)
    if mention:
        people.known[row.person].called(mention)
    inside = [
        s.quote.id for part in evidence for s in spoken.around(part.start, part.end) if s.within(part.start, part.end)
    ]
    return Claim(
        id="", text=words_of(evidence), evidence=evidence, claimant=people.source(row.person, mention),
        cue=span(passage, cue) if cue else None, stance=row.stance, quote_ids=list(dict.fromkeys(inside)),
        flags=flags,
    )  # fmt: skip


def _anothers(
    passage: Passage, place: pointers.Place, person: int, people: People, spoken: Speech, mention: pointers.Place | None
) -> str | None:  # fmt: skip
    """Say whose quotation holds a statement's words where it is not the claimant's; None where there is none."""
    name, quote = people.name(person), in_quotation(spoken, *place)
    if quote and quote.person != person and not names_inside(quote.pieces, people, person):
        speaker = quote.quote.speaker.name if quote.quote.speaker else "somebody else"
        return f"the words stand in a quotation of {speaker}, not of {name}"
    if marked := in_unattributed(spoken, *place, people, person):
        return f"quotation {marked} holds these words, and is given to nobody"
    if other := _swallowed(passage, spoken, place, person, mention):
        return f"the statement holds a quotation of {other}, not of {name}"
    return None


def _with_marks(passage: Passage, place: pointers.Place) -> pointers.Place:
    """Take in the second of a pair of marks where the first stands in a statement: words are found without marks."""
    start, end = place
    for quotation in passage.quotations_within(start, end):
        for piece in quotation.within(start, end):
            if start <= piece.outer_start and piece.end <= end < piece.outer_end:
                end = piece.outer_end
            elif piece.outer_start < start <= piece.start and piece.outer_end <= end:
                start = piece.outer_start
    return start, end


def _mention(passage: Passage, row: ClaimRow, near: list[int], people: People) -> pointers.Place | None:
    """Find what names a claimant in these sentences, best first: the words given, else a name of theirs."""
    for number in near if row.words.strip() else ():
        if not isinstance(found := pointers.within(passage, row.words, number), str):
            return found
    return people.named_in(row.person, near)


def _connected(passage: Passage, row: ClaimRow, people: People, spoken: Speech, last: int) -> bool:
    """Tell whether a claimant is named, or speaks, in a statement's paragraph or the one before.

    A statement that goes on ("The valve had been tested in May.") may name nobody itself.
    """
    start, end = passage.reach(row.sentence, last, 1, 0)
    if people.known[row.person].between(start, end):
        return True
    return any(s.person == row.person and s.within(start, end) for s in spoken.around(start, end))


def _swallowed(
    passage: Passage, spoken: Speech, place: pointers.Place, person: int, mention: pointers.Place | None
) -> str | None:  # fmt: skip
    """Name whose speech a statement of somebody else has words of; single quoted words may be another's.

    One sentence may report a report: `residents said the notice read “Closed”` says itself whose the words are.
    """
    sentence = passage.sentence_at(place[0])
    reports = mention is not None and sentence.start <= mention[0] < place[0] and place[1] <= sentence.end
    for quote in spoken.around(*place):
        within = quote.within(*place)
        holds = bool(within) and not (within[0].start <= place[0] and place[1] <= within[-1].end)
        speaker = quote.quote.speaker
        if not holds or quote.person == person or quote.quote.type != "direct" or speaker is None:
            continue
        named = speaker.mention
        if not (reports and named and place[0] <= named.start and named.end <= within[0].start):
            return speaker.name
    return None


def _cue(
    passage: Passage, row: ClaimRow, place: pointers.Place, mention: pointers.Place | None, near: list[int]
) -> pointers.Place | None:  # fmt: skip
    """Find the reporting words: nearest to the claimant's mention, else to the statement's edges."""
    if not row.cue.strip():
        return None
    anchors = mention or place
    sentences = [s for n in near if (s := passage.sentence(n))]
    start, end = min(s.start for s in sentences), max(s.end for s in sentences)
    edges = [(anchor, end, False) for anchor in anchors] + [(start, anchor, True) for anchor in anchors]
    text = passage.article.text
    found = (f for a, z, last in edges if (f := locate.place(row.cue, text, a, z, last=last)))
    return min(found, key=lambda f: (_gap(f, anchors), f), default=None)


def _gap(place: pointers.Place, anchors: pointers.Place) -> int:
    return min(abs(edge - anchor) for edge in place for anchor in anchors)
