"""Pointers: where a statement, a word or a name stands that a row points at, or why it stands nowhere."""

from __future__ import annotations

import pytest
from sheets import claim, event, loose, passage, person, quote, sheet

from summarizer.pointers import anywhere, faults, statement, unanswered, within, word
from summarizer.reading import ClaimRow

TEXT = "Ada Moor sold the mill. Tom Weil bought it. The price was low. The mill was old. Nobody wept."
WHERE = passage(TEXT)


def words(row: ClaimRow, text: str = TEXT) -> str:
    """The words a statement comes to, or the reason in brackets."""
    found = statement(passage(text), row)
    return f"({found})" if isinstance(found, str) else text[slice(*found)]


def test_a_statement_reaches_from_its_first_words_to_its_last():
    assert words(claim(1, "sold the mill", "", 1)) == "sold the mill"
    assert words(claim(1, "sold the mill", "  ", 1)) == "sold the mill"
    assert words(claim(1, "Moor sold", "the mill", 1)) == "Moor sold the mill"


def test_a_statement_may_run_on_for_two_sentences_and_no_further():
    assert words(claim(1, "sold the", "was low", 1)) == "sold the mill. Tom Weil bought it. The price was low"
    assert words(claim(1, "sold the", "was old", 1)).startswith("(last words 'was old' do not follow 'sold the': ")
    assert words(claim(3, "The price", "Nobody wept", 1)).endswith("Nobody wept")
    assert words(claim(5, "Nobody", "wept", 1)) == "Nobody wept"
    three = TEXT[TEXT.index("sold") : TEXT.index(" The mill")]
    assert words(claim(1, three, "", 1)) == three
    assert "are not in sentence 1" in words(claim(1, f"{three} The mill", "", 1))


def test_a_statement_begins_in_its_own_sentence():
    assert words(claim(1, "Tom Weil", "bought it", 1)) == "(first words 'Tom Weil' are not in sentence 1)"
    assert words(claim(2, "Ada Moor", "sold", 1)).startswith("(first words 'Ada Moor' are not in sentence 2: words not")
    assert words(claim(2, "Tom Weil", "sold the mill", 1)).startswith("(last words 'sold the mill' do not follow")
    assert words(claim(1, "sold the mill.", "", 1)) == "sold the mill."
    assert "not in sentence 1" in words(claim(1, "农场很新", "", 1), "磨坊很旧。农场很新。没有人哭。")


@pytest.mark.parametrize("number", [-1, 0, 6])
def test_a_sentence_that_is_not_there_is_named(number: int):
    assert words(claim(number, "Ada", "", 1)) == f"(there is no sentence {number})"
    assert within(WHERE, "Ada", number) == f"there is no sentence {number}"


def test_last_words_that_stand_inside_the_first_ones_are_looked_for_further_on():
    text = "The old mill and the new mill burned. They said so."

    assert words(claim(1, "The old mill and", "mill", 1), text) == "The old mill and the new mill"
    assert words(claim(1, "The old mill", "old mill", 1), text) == "The old mill"
    assert words(claim(1, "The old mill", "The old", 1), text).startswith("(last words 'The old' do not follow")
    assert words(claim(1, "磨坊很很很", "很很", 1), "磨坊很很很旧。没有人哭。") == "磨坊很很很"


def test_a_word_is_found_in_its_own_sentence_only():
    assert word(WHERE, event(2, "bought")) == (TEXT.index("bought"), TEXT.index("bought") + 6)
    assert str(word(WHERE, event(1, "bought"))).startswith("'bought' is not in sentence 1: words not in the article")
    assert within(WHERE, "mill", 4) == (TEXT.rindex("mill"), TEXT.rindex("mill") + 4)


def test_words_are_taken_from_the_sentences_named_first_and_then_from_the_first_place_of_all():
    text = "# Mill sold\n\nThe mill was old. The mill was low. Nobody saw it. The mill burned."
    where = passage(text)
    places = [at for at in range(len(text)) if text.startswith("mill", at)]

    assert anywhere(where, "mill", [3, 4, 2]) == (places[2], places[2] + 4)
    assert anywhere(where, "mill", [2, 4]) == (places[1], places[1] + 4)
    assert anywhere(where, "mill", [3, 99]) == (places[0], places[0] + 4)
    assert anywhere(where, "farm", [1, 2]) is None


def test_what_stands_before_the_article_itself_is_never_pointed_at():
    where = passage("---\nauthor: Jane Roe\n---\nThe mill burned on Monday, and nobody was hurt.")

    assert anywhere(where, "mill", []) is not None
    assert anywhere(where, "Jane Roe", []) is None


def test_every_row_that_points_nowhere_is_listed_by_its_kind():
    good = [loose(1, "Ada", "", 1), claim(2, "Tom", "", 1), event(3, "price")]
    bad = [loose(1, "Eve", "", 1), claim(2, "Eve", "", 1), event(3, "Eve")]
    found = faults(WHERE, sheet(person(1, "Ada Moor"), *good, *bad))

    assert [(fault.kind, fault.row) for fault in found] == list(zip(["quote", "claim", "event"], bad, strict=True))
    assert all("Eve" in fault.reason for fault in found)


def test_quotations_without_a_row_are_listed_for_the_sentences_they_begin_in():
    text = "“One,” said Ada. “Two,” said Tom. “Three,” said Eve. Nobody wept."
    where = passage(text)
    given = sheet(quote(2, 1))

    assert unanswered(where, given) == [1, 3]
    assert unanswered(where, given, 1, 2) == [1]
    assert unanswered(where, given, 2, 3) == [3]
    assert unanswered(where, given, 2) == [3]
    assert unanswered(where, sheet(), 2, 2) == [2]
    assert unanswered(where, sheet(), 4, 4) == []
