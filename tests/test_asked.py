"""What the whole reader asks, to the letter, and what it says of how far it is and of what went wrong."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sheets import claim, event, passage, person, quote, sheet
from test_whole import PARAGRAPH, TEXT, Scripted, long_text

from summarizer import readers
from summarizer.article import Article
from summarizer.errors import RefusedError, TruncatedError
from summarizer.passage import cut
from summarizer.passage.show import plain, show
from summarizer.question import Tally
from summarizer.readers.whole import ANSWER_TOKENS, PIECE_BYTES, pieces, questions, read

MOOR = person(1, "Ada Moor")


def run(where: Any, *answers: Any, progress: Any = None) -> tuple[Any, Scripted]:
    asker = Scripted(*answers)
    return asyncio.run(read(where, asker, Tally(), progress)), asker


def test_a_question_leaves_room_for_the_answer_and_names_its_article():
    where = passage("# Mühle verkauft\n\n" + TEXT)
    (asked,) = questions(where)
    size = len(TEXT.encode())

    assert asked.max_tokens == 1000 + size * 2 // 3
    assert asked.likely == ANSWER_TOKENS[0] + int(ANSWER_TOKENS[1] * size)
    assert asked.article == where.article.id
    assert asked.context == {"sentences": 3, "quotations": 1}
    assert asked.task == "read"
    assert asked.user == f"Headline: Mühle verkauft\nPublished: 2025-09-03\n\n{show(where)}"


def test_what_is_not_known_is_said_to_be_so():
    (asked,) = questions(cut(Article.from_text("Ada Moor sold the mill in Brun on Monday, she said.")))

    assert asked.user.startswith("Headline: (none)\nPublished: (unknown)\n")


def test_a_part_names_its_place_its_neighbours_and_who_is_known():
    where = passage(long_text(40))
    parts = pieces(where)
    people = [person(1, "Ada Moor", role="owner"), person(2, "Brun Mills", kind="organization")]
    found, asker = run(where, sheet(*people), *(sheet() for _ in parts[1:]))
    first, second = asker.asked[0].user, asker.asked[1].user
    begins = parts[1].first

    assert f"part 1 of {len(parts)} of a long article, sentences 1 to {parts[0].last};" in first
    assert "with the same name: nobody yet\n" in first
    assert "never to point at:\n(nothing)\n" in first
    assert f"part 2 of {len(parts)} of a long article, sentences {begins} to {parts[1].last};" in second
    assert "with the same name: Ada Moor (owner); Brun Mills (organization)\n" in second
    assert f"never to point at:\n{show(where, begins - 2, begins - 1)}\n" in second
    assert second.endswith(f"The part:\n\n{show(where, begins, parts[1].last)}")
    assert found.reading.people == people


def test_how_far_it_is_is_told():
    where, told = passage(long_text(40)), []
    parts = pieces(where)
    run(where, sheet(), RefusedError("no"), *(sheet() for _ in parts[2:]), progress=lambda *of: told.append(of))

    assert told == [("read", done, len(parts)) for done in range(len(parts) + 1)]


def test_what_is_asked_once_more_shows_the_rows_their_faults_and_the_sentences_around():
    text = " ".join(f"Sentence {n} names Ada Moor." for n in range(1, 12))
    where = passage(text)
    row = event(6, "bought", "transaction")
    _, asker = run(where, sheet(MOOR, row, claim(40, "a b", "", 1)), sheet())
    again = asker.asked[1]

    assert (again.task, again.max_tokens, again.article) == ("mend", 300 + 2 * 150, where.article.id)
    assert "\n".join(show(where, n, n) for n in range(4, 9)) in again.user
    assert "[3]" not in again.user
    assert "[9]" not in again.user
    assert again.user.startswith("People: 1 Ada Moor\n")
    # What an article's letters could forge is broken up on the way, in rows as well.
    assert plain(f"event {row.model_dump_json(by_alias=True)}: 'bought' is not in sentence 6: ") in again.user
    assert "there is no sentence 40" in again.user


def test_a_quotation_without_a_row_is_shown_with_what_stands_around_it():
    where = passage(
        " ".join(f"Sentence {n} was dull." for n in range(1, 6)) + " “We lost it all,” said Ada Moor. It rained."
    )
    _, asker = run(where, sheet(), sheet(MOOR))

    assert asker.asked[1].user.startswith("People: nobody\n")
    assert "\n".join(show(where, n, n) for n in (4, 5, 6, 7)) in asker.asked[1].user
    assert "[3]" not in asker.asked[1].user
    assert asker.asked[1].max_tokens == 450


def test_a_part_is_not_asked_about_the_quotations_of_another():
    where = passage(long_text(40) + "\n\n“We lost it all,” said Ada Moor.")
    parts = pieces(where)
    last = sheet(person(1, "Ada Moor", parts[-1].first), quote(1, 1))
    _, asker = run(where, *(sheet() for _ in parts[1:]), last)

    assert [asked.task for asked in asker.asked] == ["read"] * len(parts)


def test_rows_that_could_not_be_read_are_listed_from_every_question():
    class Losing(Scripted):
        async def ask(self, question: Any, tally: Tally) -> Any:
            question.context["unreadable"] = [f"events: {len(self.asked)}"]
            return await super().ask(question, tally)

    asker = Losing(sheet(MOOR, quote(1, 1), event(1, "bought")), sheet())
    found = asyncio.run(read(passage(TEXT), asker, Tally()))

    assert found.unreadable == ["events: 0", "events: 1"]
    assert found.failures == []
    assert found.is_empty is False


def test_a_second_question_that_fails_says_how_many_rows_it_was_about():
    found, _ = run(
        passage(TEXT), sheet(MOOR, event(1, "bought")), RefusedError("the model refused", hint="try another")
    )

    assert found.failures == ["asked once more about 2 rows: the model refused (try another)"]


def test_an_answer_that_ran_on_names_the_ways_out():
    found, _ = run(passage(TEXT), TruncatedError("cut off"))

    assert found.failures == [
        "the answer ran on past the limit: the model may be too small for whole articles "
        "(--reader steps, or a larger model)"
    ]


@pytest.mark.parametrize(
    ("people", "wrong", "empty"),
    [
        pytest.param(range(1, 9), 3, True, id="eight people in a row, three faults"),
        pytest.param(range(1, 9), 2, False, id="two faults may happen"),
        pytest.param(range(1, 8), 3, False, id="seven people may stand in a row"),
        pytest.param([1, 2, 3, 4, 5, 6, 7, 9], 3, False, id="with a sentence left out between"),
        pytest.param([*range(1, 12), 11], 3, True, id="one in eleven does not save it"),
    ],
)
def test_a_sheet_that_is_counted_through_is_told_from_one_that_is_read(people: Any, wrong: int, empty: bool):
    where = passage(" ".join(f"Ada Moor sold mill number {n} in Brun on Monday." for n in range(12)))
    rows = [person(n, f"Person {n}", sentence) for n, sentence in enumerate(people, start=1)]
    found, _ = run(where, sheet(*rows, *(event(1 + n, "attack") for n in range(wrong))), sheet())

    assert found.is_empty is empty


def test_a_part_never_begins_inside_a_quotation_where_it_can_be_helped():
    first = "Ada Moor said: “" + "\n\n".join(f"“Line {n}. " + PARAGRAPH * 6 for n in range(24)) + "”"
    where = passage(first.replace("“Line 0", "Line 0") + "\n\n" + long_text(30))
    (start, *_, end) = [where.sentence_at(at).number for at in (where.quotations[0].start, where.quotations[0].end - 1)]
    begins = [part.first for part in pieces(where)]

    assert len(where.quotations[0].pieces) == 24
    inside = [n for n in begins if start < n <= end]
    # Twice the size of a part ends it all the same.
    assert len(inside) == (where.quotations[0].end - where.quotations[0].start) // (2 * PIECE_BYTES)


def test_both_readers_stand_behind_one_door():
    async def one(reader: Any) -> Any:
        return await readers.read(passage(TEXT), Scripted(sheet(MOOR, quote(1, 1))), Tally(), reader, lambda *_: None)

    assert asyncio.run(one("whole")).reading == sheet(MOOR, quote(1, 1))


def test_the_door_hands_everything_on(monkeypatch: pytest.MonkeyPatch):
    from summarizer.readers import steps, whole

    async def seen(*of: Any) -> Any:
        return of

    where, asker, tally = passage(TEXT), Scripted(), Tally()
    for module, name in ((whole, "whole"), (steps, "steps")):
        monkeypatch.setattr(module, "read", seen)
        assert asyncio.run(readers.read(where, asker, tally, name, print)) == (where, asker, tally, print)
