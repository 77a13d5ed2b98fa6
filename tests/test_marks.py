"""Which marks pair: double ones by what stands around them, single ones sorted from apostrophes."""

from __future__ import annotations

import pytest

from summarizer.passage.marks import Pair, pairs, singles

DOUBLE = [
    ('He said "yes" and "no" today.', ['"yes"', '"no"'], None),
    ("“a “b” c” d", ["“a “b” c”"], None),
    ('a "b', ['"b …'], None),
    ('"b', ['"b …'], None),
    ("a” b “c”", ["“c”"], 1),
    ("“a", ["“a …"], None),
    ("“ a", [], None),
    ("a “b” c “d", ["“b”", "“d …"], None),
    ("„a“ b ”c”", ["„a“", "”c”"], None),
    ("«a» b »c«", ["«a»", "»c«"], None),
    ("»a» b", ["»a»"], None),
    ("x»a» b", [], 1),
    (".»a» b", [], 1),
    ('"a "b" c"', ['"a "b" c"'], None),
    ('"a "b "c" d" e" f', ['"a "b "c" d" e"'], None),
    ('"a "b "c" d" e', ['"a "', '"c"'], None),
    (
        "“a\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b” b",
        ["“a\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b”"],
        None,
    ),
    ("“a \u200b\u200b\u200b\u200b\u200b\u200b\u200b” b", ["“a \u200b\u200b\u200b\u200b\u200b\u200b\u200b”"], None),
    ("a \u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b”b” c", ["”b”"], None),
    ("``a'' b", ["``a''"], None),
    ("''a'' b", ["''a''"], None),
    ('12" x', [], None),
    ('12" x "a"', ['"a"'], None),
    ('a "b" c"d', ['"b"'], None),
    ("「a『b』c」d", ["「a『b』c」"], None),
    ("」a", [], 0),
    ("a“", [], 1),
    ("“a”“b”", ["“a”", "“b”"], None),
    ('("a")', ['"a"'], None),
    ('a:"b"', ['"b"'], None),
    ('"a"—"b"', ['"a"', '"b"'], None),
    ('"a",“b” c', ['"a"', "“b”"], None),
    ("“a „b“ c” d", ["“a „b“ c”"], None),
    ('"a „b“ c" d', ['"a „b“ c"'], None),
    ("“a «b» c” d", ["“a «b» c”"], None),
    ('“a "b" c” d', ['“a "b" c”'], None),
    ('"a “b” c" d', ['"a “b” c"'], None),
    ("“x.“ y", ["“x.“"], None),
    ("“a” b”", ["“a”"], None),
    ('the"a', [], 3),
    ('a "b "c" d', ['"b "c" d …', '"c"'], None),
]
"""A paragraph, its pairs with their marks, `…` where none closes, and where a closing mark stands that nothing opens."""


def written(text: str, found: list[Pair]) -> list[str]:
    for pair in found:
        assert text[pair.opener : pair.start] == pair.mark
        assert pair.closed or pair.close == len(text)
    return [text[p.opener : p.after] + ("" if p.closed else " …") for p in found]


@pytest.mark.parametrize(("text", "expected", "stray"), DOUBLE)
def test_double_marks_pair_by_what_stands_around_them(text, expected, stray):
    found, at = pairs(text, 0, len(text))
    assert (written(text, found), at) == (expected, stray)


@pytest.mark.parametrize(("text", "expected", "stray"), DOUBLE)
def test_a_paragraph_is_read_by_itself(text, expected, stray):
    found, at = pairs(f"” “{text}“ ”", 3, 3 + len(text))
    assert [(p.opener - 3, p.after - 3) for p in found] == [(p.opener, p.after) for p in pairs(text, 0, len(text))[0]]
    assert at == (None if stray is None else stray + 3)


SINGLE = [
    ("‘a bc’ d", False, ["‘a bc’"]),
    ("'a bc' d", False, ["'a bc'"]),
    ("the boys' team 'abc' d", False, ["'abc'"]),
    ("‘the boys’ team,’ he", False, ["‘the boys’ team,’"]),
    ("'tis abc' d", False, []),
    ("'90s abc' d", False, []),
    ("‘ab’", False, ["‘ab’"]),
    ("‘a’ b", False, []),
    ("(‘abc’) d", False, ["‘abc’"]),
    ("x‘abc’ d", False, []),
    ("‘abc’d", False, []),
    ("‘abc", True, ["‘abc …"]),
    ("x, ‘abc", True, ["‘abc …"]),
    ("x: ‘abc", True, ["‘abc …"]),
    ("x ‘abc", True, []),
    ("‘abc.’ d", True, ["‘abc.’"]),
    ("‚abc‘ d", False, ["‚abc‘"]),
    ("‚abc’ d", False, ["‚abc’"]),
    ("’abc’ d", False, []),
    ("‘£5 abc’ d", False, ["‘£5 abc’"]),
    ("‘“abc” d’ e", False, ["‘“abc” d’"]),
    ("say ‘abc’, ‘def’.", False, ["‘abc’", "‘def’"]),
]
"""A paragraph, whether the next one begins with a mark, and its pairs."""


@pytest.mark.parametrize(("text", "runs_on", "expected"), SINGLE)
def test_single_marks_pair_and_apostrophes_do_not(text, runs_on, expected):
    assert written(text, singles(text, 0, len(text), [], runs_on=runs_on)) == expected
    beside = singles(f"‘a {text}’ b", 3, 3 + len(text), [], runs_on=runs_on)
    assert [p.opener - 3 for p in beside] == [p.opener for p in singles(text, 0, len(text), [], runs_on=runs_on)]


def test_beside_double_marks_only_single_ones_behind_a_stop_pair():
    text = "“Yes,” he said. ‘No one came’ then. ‘No one came,’ they said of ‘it.’ “The ‘old’ mill.”"
    double = pairs(text, 0, len(text))[0]
    assert written(text, double) == ["“Yes,”", "“The ‘old’ mill.”"]
    assert written(text, singles(text, 0, len(text), double)) == ["‘No one came,’", "‘it.’"]
    assert written(text, singles(text, 0, len(text), [])) == ["‘No one came’", "‘No one came,’", "‘it.’", "‘old’"]
