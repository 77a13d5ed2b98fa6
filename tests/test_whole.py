"""The whole reader: one question an article, pieces for long ones, and one more question about what points nowhere."""

from __future__ import annotations

import asyncio
import itertools
import re
from typing import Any

import pytest
from sheets import claim, event, passage, person, quote, sheet

from summarizer.errors import InvalidAnswerError, RefusedError, TruncatedError
from summarizer.passage import Passage
from summarizer.question import Tally
from summarizer.readers.merge import merged, same_name
from summarizer.readers.whole import PIECE_BYTES, pieces, read
from summarizer.reading import Reading

TEXT = "Ada Moor sold the mill in Brun on Monday. “It was old,” she said. Police said that nobody was hurt."
MOOR = person(1, "Ada Moor")


class Scripted:
    """Gives the answers it was made with, one after the other, and keeps the questions."""

    name = "scripted/one"

    def __init__(self, *answers: Any) -> None:
        self.answers, self.asked = list(answers), []

    async def ask(self, question: Any, tally: Tally) -> Any:
        self.asked.append(question)
        tally.requests += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def run(text: str | Passage, *answers: Any):
    asker = Scripted(*answers)
    where = passage(text) if isinstance(text, str) else text
    return asyncio.run(read(where, asker, Tally())), asker


def test_one_question_holds_headline_date_and_article_and_ends_with_it():
    good = sheet(MOOR, quote(1, 1, "she", "said"), event(1, "sold", "transaction"))
    found, asker = run(TEXT, good)

    assert found.reading == good
    assert len(asker.asked) == 1
    question = asker.asked[0]
    assert question.answer is Reading
    assert re.search(r"Headline: .*\nPublished: 2025-09-03\n\n\[1\] Ada Moor", question.user)
    assert question.user.rstrip().endswith("nobody was hurt.")
    assert TEXT[:20] not in question.system


def test_the_fixed_part_is_the_same_for_every_article():
    one = run(TEXT, sheet(MOOR, quote(1, 1)))[1].asked[0]
    other = run("Tom Weil bought a farm in Norland on Friday.", sheet())[1].asked[0]

    assert one.system == other.system
    assert len(one.system) > 1024 * 4  # providers cache a prefix of more than 1,024 tokens


def test_rows_that_point_nowhere_and_quotations_without_a_row_are_asked_once_more():
    wrong = sheet(MOOR, event(1, "bought", "transaction"), claim(3, "nobody was", "hurt", 1))
    again = sheet(quote(1, 1, "she", "said"), event(1, "sold", "transaction"))
    found, asker = run(TEXT, wrong, again)

    assert [q.task for q in asker.asked] == ["read", "mend"]
    assert "'bought' is not in sentence 1" in asker.asked[1].user
    assert "quotation 1: it has no row" in asker.asked[1].user
    assert [e.word for e in found.reading.events] == ["sold"]
    assert [q.quotation for q in found.reading.quotes] == [1]
    assert [c.first for c in found.reading.claims] == ["nobody was"]


def test_what_stays_wrong_stays_for_ground_to_reject():
    wrong = sheet(MOOR, quote(1, 1), event(1, "bought", "transaction"))
    found, _ = run(TEXT, wrong, sheet(event(1, "purchased", "transaction")))

    assert [e.word for e in found.reading.events] == ["bought"]


def test_a_second_question_that_fails_keeps_the_first_answer():
    wrong = sheet(MOOR, quote(1, 1), event(1, "bought"), event(1, "sold"))
    found, _ = run(TEXT, wrong, RefusedError("the model refused"))

    assert [e.word for e in found.reading.events] == ["bought", "sold"]
    assert "the model refused" in found.failures[0]


def test_rows_given_again_never_add_more_than_failed():
    wrong = sheet(MOOR, quote(1, 1), event(1, "bought"))
    again = sheet(event(1, "sold"), event(3, "hurt"), event(3, "said"))

    assert [e.word for e in run(TEXT, wrong, again)[0].reading.events] == ["sold"]


@pytest.mark.parametrize("error", [RefusedError("refused"), InvalidAnswerError("no JSON"), TruncatedError("cut off")])
def test_an_article_without_an_answer_is_empty_with_the_reason(error: Exception):
    found, _ = run(TEXT, error)

    assert found.is_empty
    assert found.failures
    assert found.reading.events == []


def test_a_model_that_counts_instead_of_reading_is_told_to_be_too_small():
    text = " ".join(f"Ada Moor sold mill number {n} in Brun on Monday." for n in range(12))
    people = [person(n, f"Person {n}", n) for n in range(1, 12)]
    found, _ = run(text, sheet(*people, *(event(n, "attack") for n in range(1, 12))))

    assert found.is_empty
    assert "too small" in found.failures[0]


PARAGRAPH = "Ada Moor sold the mill in Brun on Monday, and Tom Weil bought the farm beside it for a low price. "


def long_text(paragraphs: int) -> str:
    return "\n\n".join(f"Part {n}. " + PARAGRAPH * 6 for n in range(paragraphs))


def test_long_articles_are_read_in_pieces_between_paragraphs():
    where = passage(long_text(60))
    found = pieces(where)

    assert len(found) >= 3
    assert [found[0].first, found[-1].last] == [1, len(where.sentences)]
    for one, other in itertools.pairwise(found):
        assert other.first == one.last + 1
        assert where.sentences[one.last - 1].paragraph != where.sentences[other.first - 1].paragraph
    sizes = [where.sentences[p.last - 1].end - where.sentences[p.first - 1].start for p in found]
    assert max(sizes) < 1.2 * PIECE_BYTES


def test_a_block_without_paragraphs_is_cut_all_the_same():
    where = passage(PARAGRAPH * 500)

    assert (
        max(where.sentences[p.last - 1].end - where.sentences[p.first - 1].start for p in pieces(where))
        < 2.2 * PIECE_BYTES
    )


def test_pieces_carry_the_people_of_the_first_and_are_merged():
    where = passage(long_text(40))
    parts = pieces(where)
    first = sheet(person(1, "Ada Moor", 2), event(2, "sold", "transaction", actors=["Ada Moor"]), gist=[2])
    rest = [
        sheet(
            person(1, "Tom Weil", p.first + 1), person(2, "Moor", p.first + 1),
            event(p.first + 1, "sold", "transaction", actors=["Moor"], source=2),
        )
        for p in parts[1:]
    ]  # fmt: skip
    found, asker = run(where, first, *rest)

    assert len(asker.asked) == len(parts)
    assert "Ada Moor (person)" in asker.asked[1].user
    assert f"[{parts[1].first}]" in asker.asked[1].user
    assert [p.name for p in found.reading.people] == ["Ada Moor", "Tom Weil"]
    assert len(found.reading.events) == 1
    assert found.reading.events[0].source == 0
    assert found.reading.gist == [2]


def test_one_piece_without_an_answer_costs_that_piece_only():
    where = passage(long_text(40))
    answers = [sheet(person(1, "Ada Moor", 2)), *(RefusedError("refused") for _ in pieces(where)[1:])]
    found, _ = run(where, *answers)

    assert not found.is_empty
    assert len(found.failures) == len(pieces(where)) - 1


def test_merging_renumbers_people_in_every_row():
    one = sheet(person(1, "Ada Moor"), quote(1, 1), claim(1, "a", "", 1))
    other = sheet(
        person(1, "Tom Weil"), person(2, "Ada Moor"), quote(2, 2), claim(2, "b", "", 1), event(2, "x", source=1)
    )
    found = merged([one, other])

    assert [q.person for q in found.quotes] == [1, 1]
    assert [c.person for c in found.claims] == [1, 2]
    assert found.events[0].source == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Moor", "Moor", True), ("Ada Moor", "Ada", False), ("Ada Moor", "Tom Moor", False), ("Port Arlen", "Port", False),
        ("the coastguard", "coastguard", True), ("Ada Moor", "Ada M. Moor", True), ("東京", "東京", True), ("«»", "«»", True), ("«»", "“”", False),
    ],
)  # fmt: skip
def test_names_mean_the_same_where_one_holds_the_other(one: str, other: str, same: bool):
    assert same_name(one, other) is same


def test_events_of_one_type_and_day_without_anything_shared_stay_apart():
    one = sheet(event(1, "crash", "accident", date="2025-01-01", targets=["a bus"]))
    other = sheet(event(2, "collision", "accident", date="2025-01-01", targets=["a tram"]))

    assert len(merged([one, other]).events) == 2
