"""Who is who: by which words somebody is meant, whose words others are, and who is named too far off."""

from __future__ import annotations

import pytest
from sheets import claim, event, judged, person, quote, reasons

from summarizer.ground.people import MOST_MENTIONS, REACH

MOOR, WEIL = person(1, "Ada Moor"), person(2, "Tom Weil")
LINES = person(3, "Norrby Lines", kind="organization")


def named(text: str, *rows) -> list[tuple[str, list[str]]]:
    """Names with the words that stand for them."""
    return [(p.name, [m.text for m in p.mentions]) for p in judged(text, *rows).people]


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Ada Moor", ["Ada Moor", "Moor"]), ("Ada Moor Jr.", ["Ada Moor Jr.", "Moor"]), ("Ada Moor III", ["Ada Moor III", "Moor"]), ("Ada Moor, Jr.", ["Ada Moor, Jr.", "Moor"]),
        ("Ada J. Moor", ["Ada J. Moor", "Moor"]), ("Moor", ["Moor", "Moor"]), ("J.", ["J."]), ("IV", ["IV"]), ("Ada", ["Ada"]),
    ],
)  # fmt: skip
def test_somebody_is_called_by_the_last_part_of_the_name(name: str, called: list[str]):
    assert named(f"Then {name} left the hall. Later Moor came back.", person(1, name)) == [(name, called)]


@pytest.mark.parametrize("kind", ["organization", "document", "group"])
def test_what_is_no_person_is_called_by_the_whole_name(kind: str):
    assert named("The Norrby Lines left. The Lines came.", person(1, "Norrby Lines", kind=kind)) == [
        ("Norrby Lines", ["Norrby Lines"])
    ]


def test_a_last_name_that_two_share_names_neither():
    text = "Ada Moor and Bo Moor left. Moor came back. “No,” said Moor. Moor said it rained."
    rows = [MOOR, person(2, "Bo Moor")]

    assert named(text, *rows) == [("Ada Moor", ["Ada Moor"]), ("Bo Moor", ["Bo Moor"])]
    assert judged(text, *rows, event(2, "came", actors=["Moor"])).events[0].actors[0].name == "Moor"
    assert named(text, MOOR, person(2, "Ada Moor")) == [("Ada Moor", ["Ada Moor"] + ["Moor"] * 4)] * 2


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ada Moor", "Ada Moor"), ("Moor", "Ada Moor"), ("Minister Ada Moor", "Ada Moor"), ("the Ada Moor", "Ada Moor"), ("The Ada Moor", "Ada Moor"),
        ("friends of Ada Moor", "friends of Ada Moor"), ("Ada", "Ada"), ("the minister Ada Moor", "the minister Ada Moor"), ("Minister Moor", "Minister Moor"),
        ("new Minister Ada Moor", "new Minister Ada Moor"), ("Moor of Brun", "Moor of Brun"), ("7 Ada Moor", "Ada Moor"),
    ],
)  # fmt: skip
def test_who_acts_is_named_in_full_where_the_words_are_a_form_of_the_name(words: str, name: str):
    text = f"Ada Moor owns it. So {words} left the hall."

    assert judged(text, MOOR, event(2, "left", actors=[words])).events[0].actors[0].name == name


@pytest.mark.parametrize(("words", "name"), [("Norrby Lines", "Norrby Lines"), ("Lines", "Lines"), ("The Norrby Lines", "Norrby Lines")])  # fmt: skip
def test_a_body_is_named_by_the_whole_of_its_name(words: str, name: str):
    text = f"Norrby Lines runs it. So {words} left."

    assert judged(text, LINES, event(2, "left", actors=[words])).events[0].actors[0].name == name


def test_whoever_acts_under_a_name_is_mentioned_there():
    text = "Ada Moor owns it. So Minister Ada Moor left."
    found = judged(text, MOOR, event(2, "left", actors=["Minister Ada Moor"]))

    assert [m.text for m in found.people[0].mentions] == ["Ada Moor", "Minister Ada Moor"]


# ---- whose words are given for somebody


@pytest.mark.parametrize(
    ("number", "words", "reason"),
    [
        (1, "Tom Weil", "'Tom Weil' names Tom Weil, not Ada Moor"), (1, "Weil", "'Weil' names Tom Weil, not Ada Moor"), (1, "Mr Weil", "'Mr Weil' names Tom Weil, not Ada Moor"),
        (1, "Weil’s", "'Weil’s' names Tom Weil, not Ada Moor"), (1, "Weil's", "\"Weil's\" names Tom Weil, not Ada Moor"), (1, "Norrby Lines", "'Norrby Lines' names Norrby Lines, not Ada Moor"),
        (3, "Tom Weil", "'Tom Weil' names Tom Weil, not Norrby Lines"), (3, "Weil", "'Weil' names Tom Weil, not Norrby Lines"), (3, "the Sea Board", None), (4, "Norrby Lines", None),
        (1, "the boss", None), (1, "Ms Moor", None), (1, "Ada Moor", None), (1, "the Sea Board", "'the Sea Board' names Sea Board, not Ada Moor"), (1, "the Lines", None),
    ],
)  # fmt: skip
def test_words_that_name_another_are_refused(number: int, words: str, reason: str | None):
    text = f"Ada Moor, Tom Weil, Norrby Lines and the Sea Board met. The road was icy, {words} said."
    rows = [MOOR, WEIL, LINES, person(4, "Sea Board", kind="organization")]
    found = judged(text, *rows, claim(2, "The road", "was icy", number, words))

    assert [r.reason for r in found.rejected if r.kind == "claim"] == [reason] * (reason is not None)
    assert len(found.claims) == (reason is None)


@pytest.mark.parametrize(("words", "refused"), [("Weil", True), ("Mr Weil", False), ("Mr Tom Weil", True)])
def test_a_last_name_that_two_share_is_behind_a_title_nobody_s(words: str, refused: bool):
    text = f"Ada Moor, Bo Weil and Tom Weil met. “No,” said {words}."
    found = judged(text, MOOR, WEIL, person(3, "Bo Weil"), quote(1, 1, words, "said"))

    assert (found.quotes == []) is refused


# ---- who is named too far off


@pytest.mark.parametrize(
    ("words", "role", "flagged"),
    [
        ("the boss", "", True), ("the boss", "boss", False), ("the dean", "dean", False), ("the DJ", "DJ", True), ("the spy", "spy", True), ("Ms Moor", "", False), ("the MOOR", "", False),
        ("the old owner", "owner of a mill", False), ("the man of it", "man of the mill", True),
    ],
)  # fmt: skip
def test_words_of_the_name_or_the_role_are_enough_wherever_they_stand(words: str, role: str, flagged: bool):
    text = f"Ada Moor, {role or 'a judge'}, left." + "\n\nIt rained." * (REACH + 1) + f"\n\nIt was icy, {words} said."
    row = person(1, "Ada Moor", role=role)
    found = judged(text, row, claim(REACH + 3, "It was", "icy", 1, words))

    assert [c.flags for c in found.claims] == [["named_far_off"] * flagged]


@pytest.mark.parametrize(
    ("before", "behind", "flagged"),
    [(REACH - 1, None, False), (REACH, None, True), (None, 0, False), (None, 1, True)],
)
def test_who_is_named_in_the_paragraphs_around_is_near(before: int | None, behind: int | None, flagged: bool):
    far = "Ada Moor left.\n\n" + "It rained.\n\n" * 9
    lead = "" if before is None else "Ada Moor sat.\n\n" + "It rained.\n\n" * before
    tail = "" if behind is None else "\n\nIt rained." * behind + "\n\nAda Moor ran."
    text = f"{far}{lead}It was icy, the boss said.{tail}"
    sentence = 11 + (0 if before is None else before + 1)
    found = judged(text, MOOR, claim(sentence, "It was", "icy", 1, "the boss"))

    assert [c.flags for c in found.claims] == [["named_far_off"] * flagged]


# ---- the list of people


def test_people_stand_in_the_order_of_their_first_mention_with_their_roles():
    text = "Tom Weil, an engineer, met Ada Moor, the mayor of Brun. Weil left."
    rows = [
        person(1, "Ada Moor", 1, role="mayor of Brun"),
        person(2, "Tom Weil", 1, role="plumber"),
        person(3, "Bo Roe"),
    ]
    found = judged(text, *rows)

    assert [(p.name, p.role and p.role.text) for p in found.people] == [
        ("Tom Weil", None),
        ("Ada Moor", "mayor of Brun"),
    ]
    assert [(r.kind, r.reason, r.answer) for r in found.rejected] == [
        ("role", "'plumber' is not in sentence 1: words not in the article: plumber", "Tom Weil: plumber")
    ]


def test_a_name_that_stands_often_is_listed_up_to_a_number():
    text = "Ada Moor left. " + "Moor came. " * (MOST_MENTIONS + 9)

    assert len(named(text, MOOR)[0][1]) == MOST_MENTIONS


def test_the_longest_of_words_that_name_one_is_kept():
    text = "“It rained,” said the mayor Ada Moor. Then Moor left."
    found = judged(text, MOOR, quote(1, 1, "the mayor Ada Moor", "said"))

    assert [m.text for m in found.people[0].mentions] == ["the mayor Ada Moor", "Moor"]


def test_names_on_two_lines_and_with_unseen_signs_are_given_on_one():
    text = "It rained when Ada\u00ad  Moor left. Then Moor came."

    assert named(text, MOOR) == [("Ada Moor", ["Ada\u00ad  Moor", "Moor"])]


@pytest.mark.parametrize("name", ["", " ", "\u200b", "Bo Roe", "“”"])
def test_whom_the_article_does_not_name_is_nobody(name: str):
    found = judged("“It rained,” said Ada Moor on Monday.", person(1, name), quote(1, 1, "", "said"))

    assert found.people == found.quotes == []
    assert reasons(found) == ["the speaker is not named in the article"]
    assert found.rejected[0].answer == f"{name}: It rained"
