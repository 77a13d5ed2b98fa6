"""Events at their edges: how much of a long sentence is shown, who tells one inside a quotation, which dates there are."""

from __future__ import annotations

import pytest
from sheets import count, event, judged, person, quote, told

from summarizer.ground.events import MAX_EVIDENCE

MOOR, WEIL = person(1, "Ada Moor"), person(2, "Tom Weil")


def left(text: str, *rows) -> list[tuple[str, str, str]]:
    return [(r.kind, r.reason, r.answer) for r in judged(text, *rows).rejected if r.kind != "quote"]


# ---- the words around an event


@pytest.mark.parametrize(("size", "whole"), [(2 * MAX_EVIDENCE - 1, True), (2 * MAX_EVIDENCE, True), (2 * MAX_EVIDENCE + 1, False)])  # fmt: skip
def test_a_sentence_is_shown_whole_up_to_a_size(size: int, whole: bool):
    text = ("A fire broke out " + "and it burned " * 100)[: size - 7] + " today."
    found = judged(text, event(1, "fire", "disaster")).events[0].evidence[0]

    assert len(text) == size
    assert (found.end - found.start == size) is whole
    assert len(found.text) >= MAX_EVIDENCE - 10


@pytest.mark.parametrize("shift", range(10))
def test_what_is_cut_on_both_sides_begins_and_ends_with_a_whole_word(shift: int):
    lead = "So it " + "w" * (shift + 1) + " abcdefghi" * 150 + " "
    text = f"{lead}fire{' abcdefghi' * 150}."
    found = judged(text, event(1, "fire", "disaster")).events[0].evidence[0]
    start, end = len(lead), len(lead) + 4

    assert start - MAX_EVIDENCE <= found.start <= start - MAX_EVIDENCE + 10
    assert end + MAX_EVIDENCE - 10 <= found.end <= end + MAX_EVIDENCE
    assert text[found.start - 1] == text[found.end] == " "
    assert found.text.strip() == found.text


@pytest.mark.parametrize(("before", "start"), [(MAX_EVIDENCE, 0), (MAX_EVIDENCE + 10, 10)])
def test_the_start_of_a_sentence_is_shown_where_it_is_near(before: int, start: int):
    lead = ("Abcdefghi " * (before // 10)).capitalize()
    found = judged(f"{lead}fire{' abcdefghi' * 150}.", event(1, "fire", "disaster")).events[0].evidence[0]

    assert found.start in (start, start + 10)
    assert (found.start == 0) is (start == 0)


@pytest.mark.parametrize(("behind", "whole"), [(MAX_EVIDENCE, True), (MAX_EVIDENCE + 1, False)])
def test_the_end_of_a_sentence_is_shown_where_it_is_near(behind: int, whole: bool):
    tail = (" abcdefghi" * 100)[: behind - 7] + " today."
    text = f"So it was, {'abcdefghi ' * 150}fire{tail}"
    found = judged(text, event(1, "fire", "disaster")).events[0].evidence[0]

    assert (found.end == len(text)) is whole
    assert text[found.end - 1] != " "


def test_where_no_space_is_the_cut_is_made_all_the_same():
    text = "竖井" + "很" * 1000 + "起火" + "大" * 1000 + "。"
    found = judged(text, event(1, "起火", "disaster")).events[0].evidence[0]

    assert (found.start, found.end) == (1002 - MAX_EVIDENCE, 1004 + MAX_EVIDENCE)


# ---- tellings and roles


def test_events_and_their_tellings_stand_in_the_order_of_the_text():
    text = "A fire broke out in Brun. The mill was sold. The blaze was put out."
    found = judged(text, event(2, "sold", "transaction"), event(3, "blaze", "disaster", more=[told(1, "fire")])).events

    assert [e.trigger.text for e in found] == ["sold", "blaze"]
    assert [m.text for m in found[1].mentions] == ["fire", "blaze"]
    assert [e.text for e in found[1].evidence] == ["A fire broke out in Brun.", "The blaze was put out."]
    assert found[1].description == "The blaze was put out."


def test_a_telling_of_the_same_sentence_is_shown_once_and_looked_through_once():
    text = "The fire, a big fire, broke out in Brun."
    found = judged(text, event(1, "fire", "disaster", more=[told(1, "big fire")])).events[0]

    assert [m.text for m in found.mentions] == ["fire", "big fire"]
    assert len(found.evidence) == 1


def test_a_telling_that_stands_nowhere_says_why():
    text = "A fire broke out in Brun. It was put out."

    assert left(text, event(1, "fire", "disaster", more=[told(2, "blaze"), told(9, "fire")])) == [
        ("telling", "'blaze' is not in sentence 2: words not in the article: blaze", "disaster: fire: blaze"),
        ("telling", "there is no sentence 9", "disaster: fire: fire"),
    ]


def test_who_is_given_twice_is_named_once():
    text = "Ada Moor and Tom Weil sold the mill to Ada Moor of Brun."
    found = judged(text, MOOR, event(1, "sold", "transaction", actors=["Ada Moor", "Ada Moor", "Tom Weil", "Ada"]))

    assert [m.name for m in found.events[0].actors] == ["Ada Moor", "Tom Weil"]


def test_what_stands_nowhere_leaves_what_comes_behind_it():
    text = "Ada Moor and Tom Weil sold the mill in Brun."
    row = event(1, "sold", "transaction", actors=["Bo Roe", "Tom Weil"], targets=["a farm", "the mill"])
    found = judged(text, row).events[0]

    assert [m.name for m in (*found.actors, *found.targets)] == ["Tom Weil", "the mill"]
    assert left(text, row) == [
        ("actor", "stands nowhere in the article", "transaction: sold: Bo Roe"),
        ("target", "stands nowhere in the article", "transaction: sold: a farm"),
    ]


def test_a_place_is_named_on_one_line_with_both_of_its_marks():
    text = "The mill was sold in the “Old  Hall” of Brun on Monday."
    row = event(1, "sold", "transaction", place="the Old Hall")
    found = judged(text, row).events[0].place

    assert (found.name, found.span.text) == ("the “Old Hall”", "the “Old  Hall”")
    assert judged(text, row.model_copy(update={"place": " "})).events[0].place is None
    assert left(text, row.model_copy(update={"place": " "})) == []


# ---- dates


@pytest.mark.parametrize(
    ("given", "value", "precision"),
    [
        ("2025-08-28", "2025-08-28", "day"), (" 2025-08-28 ", "2025-08-28", "day"), ("2024-02-29", "2024-02-29", "day"), ("2025-02-29", None, "unknown"),
        ("2025-W35", "2025-W35", "week"), ("2020-W53", "2020-W53", "week"), ("2025-W53", None, "unknown"), ("2025-W00", None, "unknown"),
        ("2025-08", "2025-08", "month"), ("2025-12", "2025-12", "month"), ("2025-00", None, "unknown"), ("2025", "2025", "year"),
        ("0001", "0001", "year"), ("0000", None, "unknown"), ("2025-8-28", None, "unknown"), ("28.8.2025", None, "unknown"), ("٢٠٢٥", None, "unknown"),
        ("", None, "unknown"), ("2025-08-28T10:00", None, "unknown"), ("2025-04-31", None, "unknown"),
    ],
)  # fmt: skip
def test_a_date_is_a_day_a_week_a_month_or_a_year_that_there_is(given: str, value: str | None, precision: str):
    text = "The mill in Brun was sold once, the mayor said."
    row = event(1, "sold", "transaction", time="once", date=given)
    found = judged(text, row, published=None).events[0].time

    assert (found.mention.text, found.value, found.precision) == ("once", value, precision)
    said = [("time", "is no date", f"transaction: sold: {given}")]
    assert left(text, row) == said * (value is None and given != "")


def test_a_date_without_words_for_it_is_none():
    text = "The mill in Brun was sold once, the mayor said."

    assert judged(text, event(1, "sold", time=" ", date="2025")).events[0].time is None
    assert left(text, event(1, "sold", time=" ", date="2025")) == []
    assert left(text, event(1, "sold", time="twice", date="2025")) == [
        ("time", "stands nowhere in the article", "other: sold: twice")
    ]


# ---- counts


def test_counts_say_what_is_wrong_with_them():
    text = "The crash killed 21 people in Brun, and nobody was hurt."
    rows = [count("dead", "9 divers", 9), count("dead", "21 people", 12), count("dead", "21 people", -21), count("dead", "21 people", 21),
            count("dead", "21 people", 21, "about"), count("injured", "nobody", 0)]  # fmt: skip
    row = event(1, "crash", "accident", counts=rows)
    found = judged(text, row).events[0]

    assert (found.casualties.dead.value, found.casualties.dead.qualifier) == (21, "exactly")
    assert (found.casualties.injured.value, found.casualties.injured.span.text) == (0, "nobody")
    assert found.flags == ["number_not_in_words"]
    differs = "these words do not come to this number"
    assert left(text, row) == [
        ("count", "stands nowhere in the article", "accident: crash: 9 dead, '9 divers'"),
        ("count", differs, "accident: crash: 12 dead, '21 people'"),
        ("count", differs, "accident: crash: -21 dead, '21 people'"),
        ("count", "a second count of the same", "accident: crash: 21 dead, '21 people'"),
    ]


def test_the_hurt_alone_may_be_counted():
    found = judged(
        "The crash hurt 21 people.", event(1, "crash", "accident", counts=[count("injured", "21 people", 21)])
    )

    assert found.events[0].casualties.dead is None
    assert found.events[0].casualties.injured.value == 21
    assert judged("The crash hurt 21 people.", event(1, "crash", "accident")).events[0].casualties is None


def test_counts_are_looked_for_where_the_event_is_told():
    text = "Two men sat. A crash shook Brun. The crash killed two men."
    rows = [count("dead", "two men", 2)]
    found = judged(text, event(2, "crash", "accident", counts=rows, more=[told(3, "crash")])).events[0]

    assert found.casualties.dead.span.start == text.index("two men.")


# ---- who tells it

TEXT = "“Tom Weil says that the mill was sold,” said Ada Moor. “It burned,” said Tom Weil. They spoke of a “sold” mill."
QUOTED = [MOOR, WEIL, quote(1, 1, "Ada Moor", "said"), quote(2, 2, "Tom Weil", "said")]


@pytest.mark.parametrize(
    ("row", "teller", "behind"),
    [
        pytest.param(event(1, "sold"), "Ada Moor", "said ", id="nobody named: the speaker"),
        pytest.param(event(1, "sold", source=1), "Ada Moor", "said ", id="the speaker"),
        pytest.param(event(1, "sold", source=2), "Tom Weil", "“", id="one whom the speaker names"),
        pytest.param(event(2, "burned", source=2), "Tom Weil", "said ", id="another speaker"),
        pytest.param(event(3, "spoke"), None, None, id="the article itself"),
        pytest.param(event(3, "spoke", source=1), "Ada Moor", None, id="one not named there"),
        pytest.param(event(3, "spoke", source=1, more=[told(1, "says")]), "Ada Moor", "said ", id="named in a telling"),
    ],
)  # fmt: skip
def test_who_tells_an_event_is_who_speaks_or_who_is_named(row, teller: str | None, behind: str | None):
    (found,) = judged(TEXT, *QUOTED, row).events

    assert (found.attributed_to and found.attributed_to.name) == teller
    if behind:
        assert TEXT[: found.attributed_to.mention.start].endswith(behind)
    elif teller:
        assert found.attributed_to.mention is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (event(2, "burned", source=1), "told in a quotation of Tom Weil, not by Ada Moor"),
        (event(3, "sold", source=1), "told in quotation 3, which is given to nobody, not by Ada Moor"),
        (event(3, "spoke", source=3), "who tells it is not named in the article: number 3"),
    ],
)
def test_an_event_that_another_tells_is_refused(row, reason: str):
    found = judged(TEXT, *QUOTED, row)

    assert found.events == []
    assert reason in [r.reason for r in found.rejected if r.kind == "event"]
    assert [r.answer for r in found.rejected if r.kind == "event"] == [f"other: {row.word}"]


def test_an_event_in_words_of_nobody_stands_for_the_article():
    assert judged(TEXT, *QUOTED, event(3, "sold")).events[0].attributed_to is None


def test_words_of_nobody_may_name_who_tells_it():
    text = "Ada Moor left. A banner read “Ada Moor says the mill was sold” in red."

    assert judged(text, MOOR, event(2, "sold", source=1)).events[0].attributed_to.name == "Ada Moor"
    assert judged(text.replace("“Ada Moor", "“Bo Roe"), MOOR, event(2, "sold", source=1)).events == []
