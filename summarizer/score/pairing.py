"""Pair what was found with what was labelled: one to one, with the greatest total overlap."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.summary import Span

_TITLES = re.compile(
    r"^(?:the|a|an|mr|mrs|ms|dr|prof|professor|sir|president|minister|mayor|judge|prosecutor|governor|inspector|"
    r"detective|chief|captain|councillor|finance|prime|deputy|superintendent|his|her|its|their)\.?\s+",
    re.IGNORECASE,
)


def best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pair rows with columns so that the sum of weights is greatest (the Hungarian method).

    Args:
        weights: One row for each label, one column for each thing found; zero or less means no pair.

    Returns:
        Pairs of row and column with a positive weight.
    """
    rows, columns = len(weights), len(weights[0]) if weights else 0
    if not rows or not columns:
        return []
    size = max(rows, columns)
    cost = [[-max(0.0, weights[r][c]) if r < rows and c < columns else 0.0 for c in range(size)] for r in range(size)]
    # Potentials and shortest augmenting paths; arrays start at 1.
    u, v, match, way = [0.0] * (size + 1), [0.0] * (size + 1), [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        match[0], column = row, 0
        least, used = [float("inf")] * (size + 1), [False] * (size + 1)
        while True:
            used[column] = True
            here, delta, nearest = match[column], float("inf"), 0
            for other in range(1, size + 1):
                if used[other]:
                    continue
                slack = cost[here - 1][other - 1] - u[here] - v[other]
                if slack < least[other]:
                    least[other], way[other] = slack, column
                if least[other] < delta:
                    delta, nearest = least[other], other
            for other in range(size + 1):
                if used[other]:
                    u[match[other]] += delta
                    v[other] -= delta
                else:
                    least[other] -= delta
            column = nearest
            if match[column] == 0:
                break
        while column:
            match[column] = match[way[column]]
            column = way[column]
    pairs = [(match[c] - 1, c - 1) for c in range(1, size + 1)]
    return sorted((r, c) for r, c in pairs if r < rows and c < columns and weights[r][c] > 0)


def covered(spans: Sequence[Span]) -> set[int]:
    """Give the letters and digits that spans cover, by position; marks and blanks decide nothing."""
    # Letter by letter: what is no slice of the article must lower the score and not stop the scorer.
    return {at for span in spans for at, letter in enumerate(span.text, start=span.start) if letter.isalnum()}


def overlap(gold: Sequence[Span], found: Sequence[Span]) -> float:
    """Give the share of the longer of two span lists that both cover; 1 means the same words."""
    one, other = covered(gold), covered(found)
    return len(one & other) / max(len(one), len(other), 1)


def same_name(one: str, other: str) -> bool:
    """Tell whether two names mean one person or body within an article.

    The words of one, titles left out, are among the words of the other, and the last words agree or one is contained.
    """
    first, second = _words(one), _words(other)
    if not first or not second:
        return one.strip().lower() == other.strip().lower()
    return first[-1] == second[-1] or set(first) <= set(second) or set(second) <= set(first)


def _words(name: str) -> list[str]:
    name = name.strip().replace("’", "'")
    while (shorter := _TITLES.sub("", name)) != name and shorter:
        name = shorter
    return re.findall(r"[\w'-]+", name.lower())
