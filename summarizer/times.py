"""English time expressions, and the date each one names when the publication date is known. Null rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from summarizer.summary import Precision

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
"""Month names, as alternatives of a pattern."""
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
"""Weekday names, as alternatives of a pattern."""
_DAYS, _MONTHS = [str(d).lower() for d in DAYS.split("|")], [str(m).lower() for m in MONTHS.split("|")]
_NUMERALS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS = {w: n for n, w in enumerate(_NUMERALS)} | {"a": 1, "an": 1, "few": -1, "several": -1, "couple": -1}

_MONTH = (
    rf"(?:{MONTHS}|"
    r"Jan\.|Feb\.|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
)
_DAY = rf"(?:{DAYS})"
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|several)"
_PART = r"(?: (?:morning|afternoon|evening|night))"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b"),
    ("mdy", rf"\b(?:{_DAY},? )?(?P<m1>{_MONTH}) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:, (?P<y1>\d{{4}}))?\b"),
    ("dmy", rf"\b(?:{_DAY},? )?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m2>{_MONTH})(?:,? (?P<y2>\d{{4}}))?(?!\w)"),
    ("my", rf"\b(?P<m3>{_MONTH})(?: of)? (?P<y3>\d{{4}})\b"),
    ("rel", rf"\b(?:[Ii]n |[Ss]ince )?(?P<m5>{_MONTH}) (?P<r5>last|this|next) year\b"),
    ("weekday", rf"\b(?P<lead>[Ll]ast |[Nn]ext |[Tt]his |[Ll]ate |[Ee]arly |[Oo]n )?(?P<wd>{_DAY}){_PART}?\b"),
    ("near", rf"\b(?P<near>(?:[Ll]ate |[Ee]arly )?(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Ll]ast night){_PART}?|[Tt]his (?:morning|afternoon|evening))\b"),
    ("ago", rf"\b(?P<n>(?i:{_COUNT}|a few|a couple of)) (?P<unit>day|week|month|year)s? (?P<dir>ago|earlier|later)\b"),
    ("unit", r"\b(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|[Ee]arlier this|[Ll]ater this) (?P<u>week|month|year|weekend|summer|winter|spring|autumn|fall)\b"),
    ("month", rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ll]ast|[Nn]ext|[Ee]arly|[Ll]ate|mid-|[Tt]his|from|to|(?:end|start|beginning|middle) of) ?(?P<m4>{_MONTH})(?! \d)"),
    ("year", r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Dd]uring|[Bb]efore|[Aa]fter|of) (?P<y5>(?:19|20)\d{2})\b(?!-)"),
)  # fmt: skip
_TIME = re.compile("|".join(f"(?P<{name}_>{pattern})" for name, pattern in _PATTERNS))
_LEADS = re.compile(r"^(?:in|since|until|by|from|to|during|before|after|of|on)\b\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when."""

    start: int
    """First code point."""
    end: int
    """Code point after the last."""
    value: str | None
    """ISO 8601 or EDTF; None where the words do not settle it."""
    precision: Precision
    """How exact the value is; `unknown` with a null value."""


def times(text: str, start: int, end: int, published: date | None) -> Iterator[TimeExpression]:
    """Find the time expressions between two offsets.

    Args:
        text: The article's text.
        start: First code point to look at.
        end: Code point to stop at.
        published: The anchor of relative expressions; None makes them null.

    Yields:
        Each expression, in order.
    """
    for match in _TIME.finditer(text, start, end):
        kind = (match.lastgroup or "").rstrip("_")
        kind = next(name for name, _ in _PATTERNS if match.group(f"{name}_")) if kind else kind
        lead = _LEADS.match(match.group())
        first = match.start() + (lead.end() if lead else 0)
        value, precision = _resolve(kind, match, published)
        yield TimeExpression(first, match.end(), value, precision if value else "unknown")


def later(time: TimeExpression, text: str, published: date) -> TimeExpression:
    """Move a day or month that was named without its year to the next one: what is planned lies ahead.

    Args:
        time: As `times` resolved it.
        text: The article's text.
        published: Publication date.

    Returns:
        The same, or the expression a year later, a weekday a week later.
    """
    value = time.value
    if (
        not value
        or not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", value)
        or re.search(r"\d{4}|last|ago", text[time.start : time.end])
    ):
        return time
    if value >= published.isoformat()[: len(value)]:
        return time
    if re.search(_DAY, text[time.start : time.end]) and not re.search(_MONTH, text[time.start : time.end]):
        day = date.fromisoformat(value)
        return replace(time, value=(day + timedelta(days=7)).isoformat()) if date.max - day >= timedelta(7) else time
    return replace(time, value=f"{int(value[:4]) + 1}{value[4:]}") if value < "9999" else time


def earlier(time: TimeExpression, text: str, published: date) -> TimeExpression:
    """Move a weekday that was taken for the next one back: what happened "by Sunday" happened by the last one.

    Args:
        time: As `times` resolved it.
        text: The article's text.
        published: Publication date.

    Returns:
        The same, or the expression a week earlier.
    """
    words = text[time.start : time.end]
    if (
        not time.value
        or time.precision != "day"
        or re.search(rf"{_MONTH}|[Nn]ext|\d", words)
        or not re.search(_DAY, words)
    ):
        return time
    day = date.fromisoformat(time.value)
    return replace(time, value=(day - timedelta(days=7)).isoformat()) if day > published else time


def _resolve(kind: str, m: re.Match[str], published: date | None) -> tuple[str | None, Precision]:
    try:
        return _RULES[kind](m, published)
    except (ValueError, OverflowError):  # 31 February; the day before the first of all
        return None, "unknown"


def _month(name: str) -> int:
    return next(n for n, full in enumerate(_MONTHS, start=1) if full.startswith(name.rstrip(".").lower()[:3]))


def _iso(m: re.Match[str], published: date | None) -> tuple[str | None, Precision]:  # noqa: ARG001
    return date.fromisoformat(m["iso"]).isoformat(), "day"


def _full(m: re.Match[str], published: date | None) -> tuple[str | None, Precision]:
    month, day, year = (m["m1"], m["d1"], m["y1"]) if m["mdy_"] else (m["m2"], m["d2"], m["y2"])
    if year:
        return date(int(year), _month(month), int(day)).isoformat(), "day"
    return _nearest(published, _month(month), int(day)), "day"


def _nearest(published: date | None, month: int, day: int) -> str | None:
    """A day without a year is the last such day, unless it lies at most a month ahead."""
    if published is None:
        return None
    for year in (published.year + 1, published.year, published.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= published + timedelta(days=31):
            return found.isoformat()
    return None


def _month_year(m: re.Match[str], published: date | None) -> tuple[str | None, Precision]:  # noqa: ARG001
    return f"{int(m['y3']):04d}-{_month(m['m3']):02d}", "month"


def _month_of(m: re.Match[str], published: date | None) -> tuple[str | None, Precision]:
    if published is None:
        return None, "unknown"
    return f"{published.year + {'last': -1, 'this': 0, 'next': 1}[m['r5']]:04d}-{_month(m['m5']):02d}", "month"


def _weekday(m: re.Match[str], published: date | None) -> tuple[str | None, Precision]:
    if published is None:
        return None, "unknown"
    lead, ahead = (m["lead"] or "").strip().lower(), _DAYS.index(m["wd"].lower())
    before = re.split(r"[.!?]\s", m.string[max(0, m.start() - 70) : m.start()].lower())[-1]
    back = (published.weekday() - ahead) % 7
    if lead == "last" and back == 0:
        back = 7
    coming = lead == "next" or re.search(
        r"\b(?:will|due|scheduled|coming|expected to|set to|is to|are to|plans? to|planned|going to)\b[^.]*$|\b(?:until|by)\s+$",
        before,
    )
    found = published + timedelta(days=(7 - back) if coming else -back)
    return found.isoformat(), "day"


def _near(m: re.Match[str], published: date | None) -> tuple[str | None, Precision]:
    if published is None:
        return None, "unknown"
    words = m["near"].lower()
    shift = -1 if "yesterday" in words or "last night" in words else 1 if "tomorrow" in words else 0
    return (published + timedelta(days=shift)).isoformat(), "day"


def _ago(m: re.Match[str], published: date | None) -> tuple[str | None, Precision]:
    number = int(m["n"]) if m["n"].isdecimal() else _NUMBERS.get(m["n"].split()[-1].lower(), -1)
    if published is None or m["dir"] != "ago" or number < 0:
        return None, "unknown"
    if m["unit"] in ("day", "week"):
        found = published - timedelta(days=number * (7 if m["unit"] == "week" else 1))
        return (found.isoformat(), "day") if m["unit"] == "day" else (_week(found), "week")
    if m["unit"] == "month":
        months = published.year * 12 + published.month - 1 - number
        return f"{months // 12:04d}-{months % 12 + 1:02d}", "month"
    return f"{published.year - number:04d}", "year"


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


def _unit(m: re.Match[str], published: date | None) -> tuple[str | None, Precision]:
    if published is None:
        return None, "unknown"
    shift = {"last": -1, "next": 1}.get(m["rel"].lower(), 0)
    unit = m["u"]
    if unit in ("week", "weekend"):
        found = published + timedelta(days=7 * shift)
        if unit == "weekend":
            return None, "unknown"
        return _week(found), "week"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + shift
        return f"{months // 12:04d}-{months % 12 + 1:02d}", "month"
    if unit == "year":
        return f"{published.year + shift:04d}", "year"
    if shift == 0 and unit != "winter":
        return f"{published.year:04d}-{_SEASONS[unit]}", "unknown"
    return None, "unknown"


def _bare_month(m: re.Match[str], published: date | None) -> tuple[str | None, Precision]:
    if published is None:
        return None, "unknown"
    month, words = _month(m["m4"]), m.group().lower()
    before = m.string[max(0, m.start() - 40) : m.start()].lower()
    year = published.year
    if words.startswith("next") or re.search(
        r"\b(?:will|would|due|planned|plans|expected)\b[^.]*$|\b(?:until|by) ?\w+\.?$", before + words
    ):
        year += month < published.month
    elif words.startswith("last") or month > published.month:
        year -= month >= published.month
    return f"{year:04d}-{month:02d}", "month"


def _year(m: re.Match[str], published: date | None) -> tuple[str | None, Precision]:  # noqa: ARG001
    return m["y5"], "year"


_RULES = {
    "iso": _iso, "mdy": _full, "dmy": _full, "my": _month_year, "rel": _month_of, "weekday": _weekday, "near": _near, "ago": _ago,
    "unit": _unit, "month": _bare_month, "year": _year,
}  # fmt: skip


def resolve(words: str, published: date | None, *, ahead: bool = False) -> tuple[str | None, Precision]:
    """Give the date that time words come to.

    Args:
        words: The words of the article, a preposition before them included or not.
        published: The anchor of relative words; None makes them null.
        ahead: Whether what they date still lies ahead of the publication.

    Returns:
        ISO 8601 or EDTF and how exact it is; None and `unknown` where the words do not settle it.
    """
    # A month or a year alone is a time only behind a preposition.
    text = words if _TIME.search(words) else f"in {words}"
    found = next(times(text, 0, len(text), published), None)
    if found is None or published is None:
        return (found.value, found.precision) if found else (None, "unknown")
    moved = later(found, text, published) if ahead else earlier(found, text, published)
    return moved.value, moved.precision
