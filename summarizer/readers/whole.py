"""The whole reader: the article in one question, the answer a filled sheet.

Long articles are read in pieces between paragraphs: the first piece first, for the people it names, then the others
at once. Rows that point at nothing and quotations without a row are asked once more, in one small question.
"""

from __future__ import annotations

from dataclasses import dataclass

from summarizer import guard, pointers, prompt
from summarizer.errors import AnswerError, InvalidAnswerError, TruncatedError
from summarizer.passage import Passage
from summarizer.passage.show import plain, show
from summarizer.question import Asker, Question, Tally
from summarizer.readers.merge import merged
from summarizer.readers.outcome import EMPTY, Progress, Read, said, together
from summarizer.reading import Person, Reading

PIECE_BYTES = 12_000
"""Most UTF-8 bytes of one piece: some 2,000 English words, 60 to 90 sentences, 3,000 to 6,000 tokens of answer."""
ANSWER_TOKENS = (218, 0.655)
"""Generated tokens of a reading: so many, and so many for each UTF-8 byte of the article from its first sentence on.

Least squares over 44 of the 54 labelled articles (1,440 to 2,440 bytes) and their answers in
`fixtures/recordings/strong-2026-11`, counted with the tokenizer o200k_base: 1,356 tokens in the mean, residuals of 186
(one standard deviation). For the other ten, which the test of `--dry-run` uses, the sum is 2 % too high. The counts
that these recordings hold are characters / 4, and 30 % too low: dense JSON has 2.8 characters to the token.
"""
_TOO_SMALL = "the model does not read the article but counts through it: too small for whole articles"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of sentences that one question is about."""

    first: int
    """Number of its first sentence."""
    last: int
    """Number of its last sentence."""


async def read(passage: Passage, asker: Asker, tally: Tally, progress: Progress | None = None) -> Read:
    """Read an article whole; see `readers.read`."""
    parts = pieces(passage)
    done = 0
    known: list[Person] = []

    async def one(number: int) -> Read:
        nonlocal done
        try:
            found = await _piece(passage, parts, number, known, asker, tally)
        except AnswerError as error:
            found = Read(EMPTY, [said(error)], is_empty=True)
        done += 1
        if progress:
            progress("read", done, len(parts))
        return found

    if progress:
        progress("read", 0, len(parts))
    first = await one(0)
    known = first.reading.people
    found = [first, *await together(*(one(number) for number in range(1, len(parts))))]
    usable = [f.reading for f in found if not f.is_empty]
    name = repr(passage.article.path) if passage.article.path else "the article"
    if len(usable) == 1 == len(parts):
        reading = usable[0]
    else:
        reading = await guard.step(f"merging the parts of {name}", merged, usable)
    return Read(
        reading, [line for f in found for line in f.failures], [line for f in found for line in f.unreadable],
        is_empty=not usable,
    )  # fmt: skip


def pieces(passage: Passage) -> list[Piece]:
    """Cut an article into pieces between paragraphs, never inside a quotation.

    Returns:
        At least one piece for an article with sentences; together they hold every sentence, in order.
    """
    text = passage.article.text
    found: list[Piece] = []
    start = size = 0
    inside = {
        number
        for q in passage.quotations
        for number in range(passage.sentence_at(q.start).number + 1, passage.sentence_at(q.end - 1).number + 1)
    }
    for sentence in passage.sentences:
        here = len(text[sentence.start : sentence.end].encode("utf-8", "surrogatepass"))
        begins = sentence.number == 1 or passage.sentences[sentence.number - 2].paragraph != sentence.paragraph
        full = size + here > PIECE_BYTES and begins and sentence.number not in inside
        # A block without paragraphs still has to fit: twice the size ends a piece at any sentence.
        if start and (full or size + here > 2 * PIECE_BYTES):
            found.append(Piece(start, sentence.number - 1))
            start = size = 0
        start, size = start or sentence.number, size + here
    if start:
        found.append(Piece(start, len(passage.sentences)))
    return found


async def _piece(
    passage: Passage, parts: list[Piece], number: int, known: list[Person], asker: Asker, tally: Tally
) -> Read:
    piece = parts[number]
    question = _question(passage, parts, number, known)
    try:
        reading = await asker.ask(question, tally)
    except TruncatedError:
        raise TruncatedError(
            "the answer ran on past the limit: the model may be too small for whole articles",
            hint="--reader steps, or a larger model",
        ) from None
    faults = pointers.faults(passage, reading)
    if _counts(reading) and len(faults) > 2:
        raise InvalidAnswerError(_TOO_SMALL, hint="--reader steps, or a larger model")
    missing = pointers.unanswered(passage, reading, piece.first, piece.last)
    failures: list[str] = []
    unreadable: list[str] = list(question.context.get("unreadable", []))
    if faults or missing:
        try:
            second = _mend(passage, reading, faults, missing)
            reading = _mended(passage, reading, await asker.ask(second, tally), faults, missing)
            unreadable += second.context.get("unreadable", [])
        except AnswerError as error:
            failures.append(f"asked once more about {len(faults) + len(missing)} rows: {said(error)}")
    return Read(reading, failures, unreadable)


def _question(passage: Passage, parts: list[Piece], number: int, known: list[Person]) -> Question[Reading]:
    article, piece = passage.article, parts[number]
    size = len(article.text[passage.sentences[piece.first - 1].start : passage.sentences[piece.last - 1].end].encode())
    body = show(passage, piece.first, piece.last)
    if len(parts) > 1:
        people = "; ".join(f"{p.name} ({p.role or p.kind})" for p in known)
        body = prompt.fill(
            "read", "piece", number=str(number + 1), count=str(len(parts)), first=str(piece.first),
            last=str(piece.last), people=plain(people) or "nobody yet",
            before=show(passage, max(1, piece.first - 2), piece.first - 1) if number else "(nothing)", article=body,
        )  # fmt: skip
    user = prompt.fill(
        "read", "user", headline=plain(article.title or "(none)"),
        published=article.published.isoformat() if article.published else "(unknown)", article=body,
    )  # fmt: skip
    context = {"sentences": len(passage.sentences), "quotations": len(passage.quotations)}
    besides, per_byte = ANSWER_TOKENS
    return Question(
        "read", prompt.fill("read", "system"), user, Reading, 1_000 + size * 2 // 3, article.id, context,
        besides + int(per_byte * size),
    )  # fmt: skip


def questions(passage: Passage) -> list[Question[Reading]]:
    """Give what will be asked about every piece, as long as nobody is known: what an estimate counts."""
    parts = pieces(passage)
    return [_question(passage, parts, number, []) for number in range(len(parts))]


def _mend(passage: Passage, reading: Reading, faults: list[pointers.Fault], missing: list[int]) -> Question[Reading]:
    numbers = {f.row.sentence for f in faults} | {
        passage.sentence_at(passage.quotations[q - 1].start).number for q in missing
    }
    near = sorted({n for s in numbers for n in range(s - 2, s + 3) if 1 <= n <= len(passage.sentences)})
    lines = [f"{f.kind} {f.row.model_dump_json(by_alias=True)}: {f.reason}" for f in faults]
    lines += [f"quotation {q}: it has no row in q" for q in missing]
    user = prompt.fill(
        "mend", "user",
        people=plain("; ".join(f"{p.number} {p.name}" for p in reading.people)) or "nobody",
        article="\n".join(show(passage, n, n) for n in near), faults="\n".join(plain(line) for line in lines),
    )  # fmt: skip
    limit = 300 + 150 * len(lines)
    return Question("mend", prompt.fill("mend", "system"), user, Reading, limit, passage.article.id)


def _mended(
    passage: Passage, reading: Reading, again: Reading, faults: list[pointers.Fault], missing: list[int]
) -> Reading:
    """Put rows given once more in the place of those that pointed at nothing, which stay for `ground` to reject."""
    wrong = [f.row for f in pointers.faults(passage, again)]
    new = {kind: [r for r in getattr(again, kind) if r not in wrong] for kind in ("loose", "claims", "events")}
    bad = [f.row for f in faults]
    kept: dict[str, object] = {}
    for kind, rows in new.items():
        old = getattr(reading, kind)
        failed = [r for r in old if r in bad]
        # As many of the failed rows go as came back right; who stays is rejected with its difference.
        kept[kind] = [r for r in old if r not in bad] + rows[: len(failed)] + failed[len(rows) :]
    quotes = reading.quotes + [r for r in again.quotes if r.quotation in missing]
    return reading.model_copy(update=kept | {"quotes": quotes})


def _counts(reading: Reading) -> bool:
    """Tell whether a sheet was counted through instead of read: person 2 in sentence 1, person 3 in sentence 2."""
    steps = [b.sentence - a.sentence for a, b in zip(reading.people, reading.people[1:], strict=False)]
    return len(steps) >= 7 and sum(step == 1 for step in steps) > 0.9 * len(steps)
