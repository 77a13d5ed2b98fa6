"""A second reading asks the same once more, as another sample; several questions at once end together."""

from __future__ import annotations

import asyncio

import pytest
from sheets import event, passage, person, quote, sheet
from test_whole import TEXT, Scripted

from summarizer.question import Tally
from summarizer.readers.again import TEMPERATURE, Again, again
from summarizer.readers.outcome import EMPTY, together
from summarizer.readers.whole import questions, read

MOOR = person(1, "Ada Moor")


def test_the_same_is_asked_as_another_sample():
    (first,) = questions(passage(TEXT))
    second = again(first)

    assert first.temperature is None
    assert second.temperature == TEMPERATURE
    assert (second.task, second.messages, second.answer) == (first.task, first.messages, first.answer)


def test_a_second_reading_is_asked_of_the_same_model_and_counted():
    asker, tally = Scripted(sheet(MOOR, quote(1, 1))), Tally()
    second = Again(asker)
    found = asyncio.run(read(passage(TEXT), second, tally))

    assert second.name == "scripted/one"
    assert found.reading == sheet(MOOR, quote(1, 1))
    assert [(asked.task, asked.temperature) for asked in asker.asked] == [("read", TEMPERATURE)]
    assert tally.requests == 1


def test_what_points_nowhere_in_a_second_reading_is_not_asked_about():
    wrong = sheet(MOOR, quote(1, 1), event(1, "bought"))
    asker = Scripted(wrong)
    found = asyncio.run(read(passage(TEXT), Again(asker), Tally()))

    assert len(asker.asked) == 1
    assert found.reading == wrong
    assert found.failures == []


def test_questions_that_are_asked_at_once_answer_in_their_order():
    async def after(turns: int) -> int:
        for _ in range(turns):
            await asyncio.sleep(0)
        return turns

    async def asked() -> list[int]:
        return await together(after(3), after(1), after(2))

    assert asyncio.run(asked()) == [3, 1, 2]


def test_the_first_error_ends_the_other_questions_before_it_is_raised():
    ended: list[str] = []

    async def waiting(name: str) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)  # a request that is ended closes its connection first
            ended.append(name)

    async def failing() -> None:
        await asyncio.sleep(0)
        raise ValueError("no model")

    async def asked() -> None:
        with pytest.raises(ValueError, match="no model"):
            await together(waiting("one"), failing(), waiting("two"))
        assert ended == ["one", "two"]

    asyncio.run(asked())


def test_the_sheet_of_an_article_that_nobody_read_holds_no_row():
    assert sheet() == EMPTY
