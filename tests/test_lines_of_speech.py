"""Lines behind a dash and turns of a conversation at their edges: labels, asides, credits and what ends them."""

from __future__ import annotations

import pytest
from cutting import passage


def spoken(text: str) -> list[tuple[str, list[str]]]:
    return [(q.form, [text[p.start : p.end] for p in q.pieces]) for q in passage(text).quotations if q.form != "marks"]


def dash(*lines: list[str]) -> list[tuple[str, list[str]]]:
    return [("dash", line) for line in lines]


def turns(*lines: str) -> list[tuple[str, list[str]]]:
    return [("turn", [line]) for line in lines]


DASHES = {
    "a stop ends it": ("— We left it there.\n\nThey came home at noon.", dash(["We left it there."])),
    "a mark of any kind ends it": ("— We left it!\n\n— You did?\n\n— So it goes…\n\n— As she said:\n\nNobody came.", dash(["We left it!"], ["You did?"], ["So it goes…"], ["As she said:"])),
    "no stop, no speech": ("— We left it there\n\nThey came home at noon.", []),
    "a closing mark ends it": ("— We left the “Herald”\n\nThey came home (or not) at noon.", dash(["We left the “Herald”"])),
    "marks of its own": ("— “We left it there.”\n\nThey came home at noon.", []),
    "two dashes are none": ("—— We left it there.\n\nThey came home at noon.", []),
    "a rule of dashes": ("— — —\n\nThey came home at noon.", []),
    "the last line alone is a credit": ("They came home at noon.\n\n— We left it there.", []),
    "the only line is speech": ("— We left it there at noon.", dash(["We left it there at noon."])),
    "two last lines are speech": ("They came.\n\n— We left it there.\n\n— You did?", dash(["We left it there."], ["You did?"])),
    "an aside in lower case": ("— We left, — said the man. — It was late.\n\nThey came.", dash(["We left", "It was late."])),
    "an aside in upper case is speech": ("— We left. — The man said so. — It was late.\n\nThey came.", dash(["We left. — The man said so. — It was late."])),
    "an aside that ends the line": ("— We left, — said the man.\n\nThey came home at noon.", dash(["We left"])),
    "an aside without spaces": ("—We left —said the man—. It was late.\n\nThey came.", dash(["We left", "It was late."])),
    "two asides": ("— We left, — said he, — and late, — he said, — so late.\n\nThey came.", dash(["We left", "and late", "so late."])),
    "signs alone are no piece": ("— We left, — said he. — …\n\nThey came home at noon.", dash(["We left"])),
    "a dash between words stays": ("– We left the north–south line.\n\nThey came.", dash(["We left the north–south line."])),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DASHES.values(), ids=DASHES)
def test_lines_behind_a_dash(text: str, expected: list[tuple[str, list[str]]]):
    assert spoken(text) == expected


TURNS = {
    "capitals label": ("ROE: Who came?\n\nVOSS: Nobody did.", turns("Who came?", "Nobody did.")),
    "letters label": ("Q: Who came?\n\nA: Nobody did.", turns("Who came?", "Nobody did.")),
    "one label is a note": ("NOTE: Nobody came.\n\nThe hall was shut.", []),
    "one label twice is a list": ("ROE: Who came?\n\nROE: Nobody did.", []),
    "names once are no labels": ("Ada Roe: Who came?\n\nTom Voss: Nobody did.", []),
    "names that come back": ("Ada Roe: Who?\n\nTom Voss: Nobody.\n\nAda Roe: Why?\n\nTom Voss: Rain.", turns("Who?", "Nobody.", "Why?", "Rain.")),
    "what begins small names nobody": ("the mayor: Who?\n\nthe miller: Nobody.\n\nthe mayor: Why?\n\nthe miller: Rain.", []),
    "four words name somebody": ("Ada J. B. Roe: Who?\n\nQ: No.\n\nAda J. B. Roe: Why?\n\nQ: Rain.", turns("Who?", "No.", "Why?", "Rain.")),
    "five words do not": ("Ada J. B. C. Roe: Who?\n\nQ: No.\n\nAda J. B. C. Roe: Why?\n\nQ: Rain.", []),
    "a colon without a space": ("ROE:Who came?\n\nVOSS:Nobody did.\n\nThey left.", []),
    "a wide colon without a space": ("ROE：Who came?\n\nVOSS：Nobody did.", turns("Who came?", "Nobody did.")),
    "a label alone": ("ROE:\n\nVOSS:\n\nThey left the hall at noon.", []),
    "what goes on between is the turn's": ("Q: Who?\n\nA: Nobody.\n\nIt rained.\n\nQ: Why?\n\nA: Rain.", [*turns("Who?"), ("turn", ["Nobody.", "It rained."]), *turns("Why?", "Rain.")]),
    "behind the last label the reporter goes on": ("Q: Who?\n\nA: Nobody.\n\nIt rained all day.", turns("Who?", "Nobody.")),
    "a heading ends a turn": ("Q: Who?\n\nA: Nobody.\n\n## Rain\n\nIt rained.\n\nQ: Why?\n\nA: Rain.", turns("Who?", "Nobody.", "Why?", "Rain.")),
    "a stage direction ends a turn": ("Q: Who?\n\nA: Nobody.\n\n[Laughter]\n\nIt rained.\n\nQ: Why?\n\nA: Rain.", turns("Who?", "Nobody.", "Why?", "Rain.")),
    "a time ends a turn": ("Q: Who?\n\nA: Nobody.\n\n14:05 It rained.\n\nQ: Why?\n\nA: Rain.", turns("Who?", "Nobody.", "Why?", "Rain.")),
    "who quotes is the reporter": ("Q: Who?\n\nA: Nobody.\n\nHe said “no” to it.\n\nQ: Why?\n\nA: Rain.", turns("Who?", "Nobody.", "Why?", "Rain.")),
    "a sign before a heading's": ("Q: What do you write?\n\nA: I write C#\n\nIt is fun.\n\nQ: Why?\n\nA: Rain.", [*turns("What do you write?"), ("turn", ["I write C#", "It is fun."]), *turns("Why?", "Rain.")]),
    "a whole line in bold": ("**Q: Who came?**\n\nA: Nobody.\n\n**Q: Why?**\n\nA: Rain.", turns("Who came?", "Nobody.", "Why?", "Rain.")),
    "a label in bold": ("**ROE:** Who **came**?\n\n__VOSS__: Nobody.", turns("Who **came**?", "Nobody.")),
    "bold at its end": ("ROE: Who **came**\n\nVOSS: Nobody did.", turns("Who **came**", "Nobody did.")),
    "a label of signs": ("14:05: Rain.\n\n14:10: Snow.\n\n14:05: Rain.\n\n14:10: Snow.", []),
    "a dash in a turn is the turn's": ("Q: Who?\n\nA: Nobody.\n\n— Rain, I said.\n\nQ: Why?\n\nA: Rain.", [*turns("Who?"), ("turn", ["Nobody.", "— Rain, I said."]), *turns("Why?", "Rain.")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TURNS.values(), ids=TURNS)
def test_turns_of_a_conversation(text: str, expected: list[tuple[str, list[str]]]):
    assert spoken(text) == expected


def test_a_piece_reaches_back_to_its_dash_or_label():
    text = "— We left, — said he, — and late.\n\nThey came.\n\nQ: Who?\n\nA:  Nobody ,"
    pieces = [text[p.outer_start : p.outer_end] for q in passage(text).quotations for p in q.pieces]

    assert pieces == ["— We left", "— and late.", "Q: Who?", "A:  Nobody"]


def test_lines_and_turns_stand_in_the_order_of_the_text():
    text = "— We left it.\n\nThey came.\n\nQ: Who?\n\nA: Nobody.\n\nSo it was.\n\n— You did?\n\nThey left."

    assert spoken(text) == [("dash", ["We left it."]), *turns("Who?", "Nobody."), ("dash", ["You did?"])]
