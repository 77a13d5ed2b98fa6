"""Events: the word that names each, who did it to whom, where, when and how many were hurt."""

from __future__ import annotations

from summarizer import pointers
from summarizer.ground.beside import counted
from summarizer.ground.left import Left, tie
from summarizer.ground.people import REACH, People, flat, span
from summarizer.ground.quotes import Speech, in_quotation, in_unattributed, names_inside
from summarizer.ground.scene import Scene
from summarizer.passage import Passage
from summarizer.reading import EventRow, Reading
from summarizer.summary import Event, Flag, Rejected

MAX_TERM = 3
"""Words in marks that may be a term or a title, which the article itself can use."""
MAX_EVIDENCE = 600
"""Code points on either side of an event's word that its evidence holds, where its sentence goes on for longer."""


def events(passage: Passage, reading: Reading, people: People, spoken: Speech, rejected: list[Rejected]) -> list[Event]:
    """Ground every event.

    Args:
        passage: The article, cut.
        reading: The sheet.
        people: Its people.
        spoken: The quotes: an event told inside one is told by its speaker.
        rejected: What cannot be grounded is appended.

    Returns:
        The events in the order of their words, each trigger once.
    """
    found: dict[tuple[int, str], Event] = {}
    parts: dict[int, tuple[int, str]] = {}
    for row in reading.events:
        left = Left(f"{row.type}: {row.word}", [])
        event = _event(passage, row, people, spoken, left)
        if isinstance(event, str):
            rejected.append(Rejected(kind="event", reason=event, answer=left.event))
        elif found.setdefault(key := (event.trigger.start, event.type), event) is event:
            parts |= dict.fromkeys(range(len(rejected), len(rejected) + len(left.rejected)), key)
            rejected += left.rejected
    ids = {key: f"e{number}" for number, key in enumerate(sorted(found, key=lambda key: key[0]), start=1)}
    tie(rejected, {at: ids[key] for at, key in parts.items()})
    return [found[key].model_copy(update={"id": item_id}) for key, item_id in ids.items()]


def _event(passage: Passage, row: EventRow, people: People, spoken: Speech, left: Left) -> Event | str:
    at = pointers.word(passage, row)
    if isinstance(at, str):
        return at
    if row.source and row.source not in people.known:
        return f"who tells it is not named in the article: {people.name(row.source)}"
    told = _told(passage, row, left)
    words = {at, *told.values()}
    near = [row.sentence, *(number for number in told if number != row.sentence)]
    quote = in_quotation(spoken, *at)
    inside = quote is not None and names_inside(quote.pieces, people, row.source)
    if quote and row.source not in (0, quote.person) and not inside and quote.quote.speaker:
        return f"told in a quotation of {quote.quote.speaker.name}, not by {people.name(row.source)}"
    if marked := in_unattributed(spoken, *at, people, row.source):
        if row.source:
            return f"told in quotation {marked}, which is given to nobody, not by {people.name(row.source)}"
        if _is_speech(passage, marked):
            return f"told in quotation {marked}, which is given to nobody, not by the article itself"
    teller = people.source(row.source, people.named_in(row.source, near)) if row.source else None
    flags: list[Flag] = []
    if row.source and not quote and not _is_near(passage, row.source, near, people, spoken):
        flags.append("named_far_off")
    scene = Scene(passage, people, near, words, left, flags)
    place, time = scene.place_and_time(row)
    return Event(
        id="", description=flat(passage.article.text[slice(*_around(passage, at))]), type=row.type,
        trigger=span(passage, at), mentions=[span(passage, p) for p in sorted(words)],
        evidence=[span(passage, p) for p in sorted({_around(passage, word) for word in words})],
        actors=scene.mentions(row.actors, "actor", time), targets=scene.mentions(row.targets, "target", time),
        place=place, time=time, casualties=scene.casualties(row.counts, place, time), realis=row.realis,
        attributed_to=quote.quote.speaker if quote and not inside else teller, flags=list(dict.fromkeys(flags)),
    )  # fmt: skip


def _told(passage: Passage, row: EventRow, left: Left) -> dict[int, pointers.Place]:
    """Give the words of other sentences that tell an event, by sentence."""
    found: dict[int, pointers.Place] = {}
    for telling in row.more:
        at = pointers.within(passage, telling.word, telling.sentence)
        if isinstance(at, str):
            left.out("telling", telling.word, at)
        else:
            found[telling.sentence] = at
    return found


def _around(passage: Passage, word: pointers.Place) -> pointers.Place:
    """Give the sentence that tells an event; of one longer than anybody reads, the words around the event's own."""
    sentence = passage.sentence_at(word[0])
    start, end = sentence.start, sentence.end
    if end - start <= 2 * MAX_EVIDENCE:
        return start, end
    text = passage.article.text
    if word[0] - start > MAX_EVIDENCE:
        start = word[0] - MAX_EVIDENCE
        start = next((at + 1 for at in range(start, word[0]) if text[at].isspace()), start)
    if end - word[1] > MAX_EVIDENCE:
        end = word[1] + MAX_EVIDENCE
        end = next((at for at in range(end, word[1], -1) if text[at].isspace()), end)
    return start, end


def _is_speech(passage: Passage, number: int) -> bool:
    """Tell whether a quotation holds more than a term, a title or a scare quote does."""
    quotation = passage.quotations[number - 1]
    return counted(passage.article.text[quotation.start : quotation.end]) > MAX_TERM


def _is_near(passage: Passage, number: int, near: list[int], people: People, spoken: Speech) -> bool:
    """Tell whether who tells an event is named, or speaks, in the paragraphs around a sentence that tells it."""
    for sentence in near:
        start, end = passage.reach(sentence, sentence, REACH, 1)
        known = people.known[number]
        if known.stands(start, end) or any(s.person == number for s in spoken.around(start, end)):
            return True
    return False
