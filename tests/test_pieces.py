"""Pieces of a long article and rows that are asked for once more: which sentences, which rows, and how many."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sheets import claim, event, loose, passage, person, quote, sheet
from test_whole import Scripted, long_text

from summarizer import prompt
from summarizer.article import Article
from summarizer.passage import cut
from summarizer.passage.show import show
from summarizer.question import Tally
from summarizer.readers.whole import PIECE_BYTES, pieces, questions, read

MOOR = person(1, "Ada Moor")


def line(size: int, word: str = "rain") -> str:
    """A sentence of so many letters."""
    return (f"Brun saw {word} and {word} " * (size // 10))[: size - 6] + "n mud."


def cut_at(text: str) -> list[tuple[int, int]]:
    return [(piece.first, piece.last) for piece in pieces(passage(text))]


SIZE = 400
FULL = PIECE_BYTES // SIZE


@pytest.mark.parametrize(
    ("sizes", "cut"),
    [
        ([SIZE] * FULL, [(1, FULL)]), ([SIZE] * (FULL + 1), [(1, FULL), (FULL + 1, FULL + 1)]), ([SIZE] * (FULL - 1) + [SIZE + 1], [(1, FULL - 1), (FULL, FULL)]),
        ([SIZE] * (2 * FULL + 1), [(1, FULL), (FULL + 1, 2 * FULL), (2 * FULL + 1, 2 * FULL + 1)]), ([SIZE], [(1, 1)]),
    ],
)  # fmt: skip
def test_a_piece_holds_as_many_paragraphs_as_fit(sizes: list[int], cut: list[tuple[int, int]]):
    text = "\n\n".join(line(size) for size in sizes)

    assert [s.end - s.start for s in passage(text).sentences] == sizes
    assert cut_at(text) == cut


def test_what_fits_is_counted_in_bytes():
    text = "\n\n".join([line(SIZE, "räin")] * FULL)
    size = len(line(SIZE, "räin").encode())

    assert size > SIZE
    assert cut_at(text)[0] == (1, PIECE_BYTES // size)


def test_a_block_without_paragraphs_is_cut_at_twice_the_size():
    assert cut_at(" ".join([line(SIZE)] * 2 * FULL)) == [(1, 2 * FULL)]
    assert cut_at(" ".join([line(SIZE)] * (2 * FULL + 1))) == [(1, 2 * FULL), (2 * FULL + 1, 2 * FULL + 1)]
    assert cut_at(" ".join([line(SIZE)] * (2 * FULL - 1) + [line(SIZE + 1)]))[0] == (1, 2 * FULL - 1)


def test_a_sentence_that_is_too_long_for_any_piece_is_one():
    long = line(2 * PIECE_BYTES + 99)
    assert cut_at(f"{long}\n\n{line(SIZE)}\n\n{long}") == [(1, 1), (2, 2), (3, 3)]


@pytest.mark.parametrize(("behind", "first"), [("“Rain,” said Roe.", FULL + 1), ("said Roe.", FULL + 2)])
def test_a_piece_begins_behind_a_quotation_that_runs_over_its_edge(behind: str, first: int):
    opens = "“" if behind.startswith("said") else ""
    closes = "”, " if opens else " "
    lines = [line(SIZE)] * (FULL - 1) + [opens + line(SIZE - len(opens.encode()))]
    text = "\n\n".join([*lines, f"{opens}Brun saw mud{closes}{behind}", line(SIZE)])

    assert cut_at(text)[1][0] == first


def run(text: str, *answers: Any) -> tuple[Any, Scripted]:
    asker = Scripted(*answers)
    return asyncio.run(read(passage(text), asker, Tally())), asker


def test_every_part_shows_its_own_sentences_alone():
    where = passage(long_text(60))
    parts = pieces(where)
    asked = questions(where)

    assert len(parts) == len(asked) == 3
    for part, question in zip(parts, asked, strict=True):
        assert question.user.endswith(f"The part:\n\n{show(where, part.first, part.last)}")
        size = where.sentences[part.last - 1].end - where.sentences[part.first - 1].start
        assert question.max_tokens == 1000 + size * 2 // 3


def test_a_part_shows_the_two_sentences_before_it():
    where = passage("\n\n".join([line(SIZE)] * (FULL + 1)))
    asked = questions(where)

    assert f"never to point at:\n{show(where, FULL - 1, FULL)}\n" in asked[1].user
    one = passage("\n\n".join([line(2 * PIECE_BYTES), line(SIZE)]))
    assert f"never to point at:\n{show(one, 1, 1)}\n" in questions(one)[1].user


def test_the_second_of_two_quotations_is_asked_about_where_it_stands():
    text = (
        "“We lost it all,” said Ada Moor. "
        + " ".join(f"Sentence {n} was dull." for n in range(2, 9))
        + " “It rained,” Moor said."
    )
    where = passage(text)
    _, asker = run(text, sheet(MOOR, quote(1, 1)), sheet())

    assert "quotation 2: it has no row in q" in asker.asked[1].user
    assert "quotation 1" not in asker.asked[1].user
    shown = [n for n in range(1, len(where.sentences) + 1) if show(where, n, n) in asker.asked[1].user]
    assert shown == [7, 8, 9]


TEXT = "Ada Moor sold the mill in Brun. “It was old,” she said. Then it rained, and the farm was lost. “Oh,” she said."
QUOTED = [quote(1, 1), quote(2, 1)]


def test_rows_of_each_kind_are_given_again_in_the_place_of_their_own():
    wrong = [loose(1, "no such", "words", 1), claim(1, "not there", "", 1), event(1, "bought"), event(3, "rained")]
    again = [loose(3, "the farm", "lost", 1), claim(3, "the farm", "lost", 1), event(1, "sold"), event(3, "lost")]
    found, asker = run(TEXT, sheet(MOOR, *QUOTED, *wrong), sheet(*again))

    assert found.reading == sheet(MOOR, *QUOTED, again[0], again[1], event(3, "rained"), event(1, "sold"))
    assert asker.asked[1].max_tokens == 300 + 3 * 150
    told = asker.asked[1].user.splitlines()
    assert [line.split(" ", 1)[0] for line in told if line.startswith(("quote ", "claim ", "event "))] == [
        "quote",
        "claim",
        "event",
    ]
    assert (
        asker.asked[1].system == prompt.fill("mend", "system") != asker.asked[0].system == prompt.fill("read", "system")
    )
    assert found.is_empty is False


def test_what_is_wrong_again_takes_no_row_s_place():
    wrong = [event(1, "bought"), event(1, "lent"), event(3, "rained")]
    again = [event(1, "purchased"), event(1, "sold")]
    found, _ = run(TEXT, sheet(MOOR, *QUOTED, *wrong), sheet(*again))

    assert [e.word for e in found.reading.events] == ["rained", "sold", "lent"]


def test_quotations_that_had_a_row_keep_it():
    found, _ = run(TEXT, sheet(MOOR, quote(1, 1)), sheet(quote(1, 0), quote(2, 1), quote(3, 1), person(2, "Brun")))

    assert found.reading.quotes == [quote(1, 1), quote(2, 1)]
    assert found.reading.people == [MOOR]


@pytest.mark.parametrize("rows", [QUOTED, [*QUOTED, event(1, "sold"), claim(1, "the mill", "", 1)]])
def test_a_sheet_that_points_right_is_asked_about_once(rows: list[Any]):
    found, asker = run(TEXT, sheet(MOOR, *rows))

    assert [asked.task for asked in asker.asked] == ["read"]
    assert (found.reading, found.failures, found.unreadable, found.is_empty) == (sheet(MOOR, *rows), [], [], False)


@pytest.mark.parametrize(("path", "named"), [(None, "the article"), ("a b.txt", "'a b.txt'")])
def test_what_takes_too_long_is_named_by_its_article(path: str | None, named: str, monkeypatch: pytest.MonkeyPatch):
    steps: list[str] = []

    async def step(doing: str, work: Any, *of: Any) -> Any:
        steps.append(doing)
        return work(*of)

    monkeypatch.setattr("summarizer.guard.step", step)
    where = cut(Article.from_text("\n\n".join([line(SIZE)] * (FULL + 1)), path=path))
    found = asyncio.run(read(where, Scripted(sheet(MOOR), sheet()), Tally()))

    assert steps == [f"merging the parts of {named}"]
    assert found.reading == sheet(MOOR)
