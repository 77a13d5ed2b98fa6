"""The answer sheet: its form on the wire, and what becomes of rows that are not of it."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError
from sheets import claim, event, person, sheet

from summarizer.reading import Reading

GOOD = json.loads(
    sheet(person(1, "Ada"), claim(1, "a b c", "", 1), event(1, "sold"), gist=[1]).model_dump_json(by_alias=True)
)


def with_row(part: str, row: dict) -> str:
    return json.dumps(GOOD | {part: [*GOOD[part], row]})


def test_the_wire_uses_short_keys():
    assert list(GOOD) == ["g", "p", "q", "u", "c", "e"]
    assert set(GOOD["e"][0]) == {"s", "m", "w", "t", "r", "by", "to", "at", "on", "d", "n", "src"}


def test_every_field_is_described_and_required():
    schema = Reading.model_json_schema()
    for part in [schema, *schema["$defs"].values()]:
        assert part["additionalProperties"] is False
        assert set(part["required"]) == set(part["properties"])
        for name, field in part["properties"].items():
            assert field.get("description"), name
            assert "default" not in field


@pytest.mark.parametrize(
    ("part", "row", "fault"),
    [
        ("e", GOOD["e"][0] | {"t": "kaboom"}, "events: t"),
        ("e", {k: v for k, v in GOOD["e"][0].items() if k != "w"}, "events: w"),
        ("p", GOOD["p"][0] | {"more": 1}, "people: more"),
        ("e", GOOD["e"][0] | {"n": [{"k": "dead", "w": "two", "v": "two", "x": "exactly"}]}, "events: n.0.v: "),
        ("c", GOOD["c"][0] | {"s": "first"}, "claims: s"),
    ],
)  # fmt: skip
def test_a_row_of_another_form_costs_itself_only(part: str, row: dict, fault: str):
    context: dict = {}
    found = Reading.model_validate_json(with_row(part, row), context=context)

    assert json.loads(found.model_dump_json(by_alias=True)) == GOOD
    assert context["unreadable"][0].startswith(fault)


def test_good_rows_around_a_bad_one_all_stay():
    good, bad, context = GOOD["e"][0], GOOD["e"][0] | {"t": "kaboom"}, {}
    found = Reading.model_validate_json(
        json.dumps(GOOD | {"e": [good, bad, good, bad, good | {"s": 2}]}), context=context
    )

    assert [row.sentence for row in found.events] == [1, 1, 2]
    assert len(context["unreadable"]) == 2
    assert all(len(fault) == len("events: ") + 160 for fault in context["unreadable"])


def test_more_bad_rows_than_good_ones_refuse_the_sheet():
    bad = GOOD["e"][0] | {"t": "kaboom"}

    assert Reading.model_validate_json(json.dumps(GOOD | {"e": [GOOD["e"][0], bad]}), context={}).events
    with pytest.raises(ValidationError, match="Value error, t: Input should be 'attack'"):
        Reading.model_validate_json(json.dumps(GOOD | {"e": [GOOD["e"][0], bad, bad]}), context={})


def test_without_a_context_every_row_has_to_be_right():
    with pytest.raises(ValidationError, match="Input should be 'attack'"):
        Reading.model_validate_json(with_row("e", GOOD["e"][0] | {"t": "kaboom"}))


def test_a_sheet_that_points_outside_the_article_is_refused():
    far = sheet(person(1, "Ada", 90), event(91, "sold"), event(1, "sold")).model_dump_json(by_alias=True)

    with pytest.raises(ValidationError, match=r"the last one is \[12\]"):
        Reading.model_validate_json(far, context={"sentences": 12})
    assert Reading.model_validate_json(far, context={"sentences": 91})


def test_a_sheet_that_is_refused_names_the_first_fault():
    bad, worse = GOOD["e"][0] | {"t": "kaboom"}, GOOD["e"][0] | {"r": "maybe"}
    for rows, said in (([bad], "t: Input should be 'attack'"), ([worse, bad], "r: Input should be 'actual'")):
        with pytest.raises(ValidationError, match=f"Value error, {said}"):
            Reading.model_validate_json(json.dumps(GOOD | {"e": rows}), context={})


@pytest.mark.parametrize("rows", [None, "none", {"s": 1}, 7])
def test_what_is_no_list_of_rows_is_refused(rows):
    with pytest.raises(ValidationError, match="a valid array"):
        Reading.model_validate_json(json.dumps(GOOD | {"e": rows}), context={})


def test_what_could_not_be_read_is_noted_beside_what_was_noted_before():
    context: dict = {"unreadable": ["people: earlier"]}
    Reading.model_validate_json(with_row("c", GOOD["c"][0] | {"st": "sure"}), context=context)
    Reading.model_validate_json(json.dumps(GOOD), context=context)

    assert [fault.split(" Input")[0] for fault in context["unreadable"]] == ["people: earlier", "claims: st:"]


def test_no_schema_pays_for_titles():
    schema = Reading.model_json_schema()

    assert [part for part in [schema, *schema["$defs"].values()] if "title" in part] == []
    fields = [field for part in [schema, *schema["$defs"].values()] for field in part["properties"].values()]
    assert len(fields) > 30
    assert [field for field in fields if "title" in field] == []


@pytest.mark.parametrize(
    ("sentences", "stands"), [([1, 2, 12], True), ([1, 2, 13, 0], True), ([1, -1, 13], False), ([0], False), ([], True)]
)
def test_half_of_the_rows_may_point_outside_the_article(sentences: list[int], stands: bool):
    rows = [person(1, "Ada", n) for n in sentences[:1]]
    rows += [claim(n, "a b c", "", 1) for n in sentences[1:2]] + [event(n, "sold") for n in sentences[2:]]
    text = sheet(*rows).model_dump_json(by_alias=True)

    for context in (None, {}):
        assert len(Reading.model_validate_json(text, context=context).people) == len(sentences[:1])
    if stands:
        assert len(Reading.model_validate_json(text, context={"sentences": 12}).people) == len(sentences[:1])
    else:
        with pytest.raises(ValidationError, match=r"not there; the last one is \[12\]"):
            Reading.model_validate_json(text, context={"sentences": 12})
