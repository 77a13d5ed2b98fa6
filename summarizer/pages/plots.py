"""Pictures of a corpus, drawn by matplotlib, as SVG that a page can carry inside."""

from __future__ import annotations

import base64
import io
import warnings
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from summarizer.printable import printable

_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#999999")
_HATCHES = ("", "//", "..", "xx", "--", "\\\\", "")


@dataclass(frozen=True)
class Picture:
    """One plot."""

    title: str
    data: str
    """A `data:` address of the SVG."""
    told: str
    """The same in words, for those who do not see it."""


def pictures(days: Counter[tuple[str, str]], speakers: Counter[str], agreement: Counter[str]) -> list[Picture]:
    """Draw a timeline of events, who is quoted most, and how far articles agree.

    Args:
        days: Events by `(ISO day, type)`.
        speakers: Quotations by speaker.
        agreement: Events told by several articles, by whether they agree.

    Returns:
        The pictures that have anything to show; none where matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        return []
    # Names are foreign text: a dollar sign in one must not start a formula, and its letters are the browser's to draw.
    style: Any = {"svg.fonttype": "none", "svg.hashsalt": "0", "text.parse_math": False, "font.size": 9}
    with mpl.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")
        return [
            *_timeline(Figure(figsize=(8, 2.6), layout="constrained"), days),
            *_bars(
                Figure(figsize=(8, 0.6 + 0.22 * min(15, len(speakers))), layout="constrained"),
                speakers,
                "Who is quoted most",
            ),
            *_bars(Figure(figsize=(8, 1.1), layout="constrained"), agreement, "Events told by several articles"),
        ]


def _timeline(figure: Any, days: Counter[tuple[str, str]]) -> list[Picture]:
    known = {(day, kind): count for (day, kind), count in days.items() if _day(day)}
    if not known:
        return []
    first, last = (min(day for day, _ in known), max(day for day, _ in known))
    width = (date.fromisoformat(last) - date.fromisoformat(first)).days
    cut = 10 if width <= 92 else 7  # by day, else by month
    kinds = [kind for kind, _ in _sum(known, 1).most_common(6)]
    bins = sorted({day[:cut] for day, _ in known})
    axes = figure.add_subplot()
    bottom = [0] * len(bins)
    for number, kind in enumerate([*kinds, "all others"]):
        fits = {kind} if kind in kinds else {k for _, k in known} - set(kinds)
        heights = [sum(c for (d, k), c in known.items() if d[:cut] == day and k in fits) for day in bins]
        if any(heights):
            axes.bar(range(len(bins)), heights, bottom=bottom, label=kind, color=_COLOURS[number],
                     hatch=_HATCHES[number], edgecolor="white", linewidth=0.4)  # fmt: skip
        bottom = [b + h for b, h in zip(bottom, heights, strict=True)]
    step = max(1, len(bins) // 12)
    axes.set_xlim(-0.6, max(len(bins), 6) - 0.4)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.set_xticks(range(0, len(bins), step), bins[::step], rotation=30, ha="right")
    axes.legend(ncols=4, frameon=False, fontsize=8)
    title = f"Events by {'day' if cut == 10 else 'month'}"
    most = _sum({(day[:cut], kind): 0 for day, kind in known}, 0)
    for (day, _), count in known.items():
        most[day[:cut]] += count
    told = ", ".join(f"{day}: {count}" for day, count in sorted(most.most_common(5)))
    return [_picture(figure, axes, title, f"Most events: {told}")]


def _sum(known: dict[tuple[str, str], int], at: int) -> Counter[str]:
    total: Counter[str] = Counter()
    for key, count in known.items():
        total[key[at]] += count
    return total


def _bars(figure: Any, counts: Counter[str], title: str) -> list[Picture]:
    top = [(printable(name), count) for name, count in counts.most_common(15) if count]
    if not top:
        return []
    axes = figure.add_subplot()
    names = [name if len(name) <= 40 else name[:39] + "…" for name, _ in top]
    bars = axes.barh(range(len(top)), [count for _, count in top], color=_COLOURS[0], height=0.6)
    axes.bar_label(bars, padding=2, fontsize=8)
    axes.set_yticks(range(len(top)), names)
    axes.set_ylim(len(top) - 0.4, -0.6)
    axes.xaxis.set_visible(False)  # every bar bears its number
    axes.spines["bottom"].set_visible(False)
    return [_picture(figure, axes, title, ", ".join(f"{name}: {count}" for name, count in top))]


def _picture(figure: Any, axes: Any, title: str, told: str) -> Picture:
    axes.spines[["top", "right"]].set_visible(False)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return Picture(title, "data:image/svg+xml;base64," + base64.b64encode(buffer.getvalue()).decode(), told)


def _day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
