"""What stands before an article's first sentence: front matter, headline, date line, dateline."""

from __future__ import annotations

import re
from datetime import date

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WRITTEN = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    r"(?:(?P<m>[a-z]{3,9})\.?\s+(?P<d>\d{1,2})|(?P<d2>\d{1,2})\s+(?P<m2>[a-z]{3,9})\.?),?\s+(?P<y>\d{4})"
)
_WRITTEN_DATE = re.compile(_WRITTEN, re.IGNORECASE)
# `3.9.2025` is day, month, year wherever full stops are used; `3/9/2025` is not, so it is no date here.
_FIGURES = re.compile(
    r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})|(?P<y2>\d{4})年(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
)
_DATELINE = re.compile(rf"[^\W\d_][^\n]{{0,60}}?[,(]\s*(?P<date>{_WRITTEN})\b[^\n]{{0,40}}?[-–—:]\s", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}[ \t]+")
_LINE = re.compile(r"[^\r\n\u2028\u2029]*")
_GAP = re.compile(r"[ \t]*(?:\r\n|\r|\n|\u2029)[ \t\u00a0]*(?:\r\n|\r|\n|\u2029)\s*|[ \t]*\u2029\s*")
_LONGEST = 160
"""Characters of the longest first line taken for a headline: no headline fills two lines of print."""
_STOPS = tuple(".:;,。：；،")
_CLOSING = "\"'”’»›“‘)]」』 "
# `VARNHOLT — …`, `Paris (AFP) - …`: the start of a wire story and so of its first sentence.
_PLACE = re.compile(r"(?P<town>[^\W\d_]+)[^.!?]{0,60}?\s[-–—]{1,2}\s")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}\b")
_BYLINE = re.compile(r"(?:By|Von|Par|Por|Di|Av)(?:,? (?:and|und|et|y|e|och|[A-Z][\w.’'-]*))+")
_LABEL = re.compile(r"(?:\*\*|__)?[^\W\d_][\w .’'&-]{0,39}?(?:\*\*|__)?[:：]")


def body_start(text: str) -> int:
    """Give the code point at which an article itself begins, after any front matter."""
    front = _FRONT.match(text)
    return front.end() if front else 0


def fields(text: str) -> dict[str, str]:
    """Give the front matter's fields by lower-case name; none where there is no front matter."""
    front = _FRONT.match(text)
    pairs = (line.partition(":") for line in front.group(1).splitlines()) if front else ()
    return {key.strip().lower(): _unquoted(value.strip()) for key, colon, value in pairs if colon and value.strip()}


def _unquoted(value: str) -> str:
    """Take YAML's quotation marks off: only a pair, so that a title may begin or end with one of its own."""
    if len(value) > 1 and value[0] == value[-1] in "\"'":
        value = value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
    return value


def headline(text: str, start: int, title: str | None) -> tuple[int, int] | None:
    """Find the headline that stands in the text as its first line.

    It is one when it equals the title, is a Markdown heading, or is a short line without a final stop, set off from
    a longer text by a blank line. A dateline, a date, a label (`NAME:`) or the start of a quotation is none.

    Args:
        text: The article.
        start: Code point at which the body begins.
        title: The title, where it is known from elsewhere.

    Returns:
        Offsets of its words, without the heading's `#`; None where the text begins with its first sentence.
    """
    while start < len(text) and text[start].isspace():
        start += 1
    line = _LINE.match(text, start)
    end = line.end() if line else start
    while end > start and text[end - 1].isspace():
        end -= 1
    if heading := _HEADING.match(text, start, end):
        while end > heading.end() and text[end - 1] in "# \t":
            end -= 1
        return (heading.end(), end) if end > heading.end() else None
    words = text[start:end]
    if title and _letters(words) == _letters(title) != "":
        return start, end
    gap = _GAP.match(text, line.end() if line else end)
    if gap is None or gap.end() >= len(text) or not _reads_as_headline(words):
        return None
    after = _LINE.match(text, gap.end())
    following = after.group().rstrip() if after else ""
    if _LABEL.match(words) and _LABEL.match(following):
        return None  # the turns of a transcript
    # Verse and lists have short lines throughout; a headline stands over something longer or over a sentence.
    sentence = following.rstrip(_CLOSING).endswith((".", "!", "?", "。", "؟", "।", "…"))
    dated = parse_date(following.strip()) is not None
    return (start, end) if sentence or dated or len(following) > len(words) else None


def _reads_as_headline(words: str) -> bool:
    if not 4 <= len(words) <= _LONGEST or words.rstrip(_CLOSING).endswith(_STOPS) or parse_date(words):
        return False
    if words.upper() != words.lower() and " " not in words:
        return False  # one word in a script that has capitals is a label
    if words[0] in "-–—*•>" or words[0].islower() or _CLOCK.match(words) or _BYLINE.fullmatch(words):
        return False
    if words.count("“") > words.count("”") or words.count('"') % 2 or words.count("«") != words.count("»"):
        return False
    place = _PLACE.match(words)
    return not (place and place["town"].isupper() and len(place["town"]) > 2)


def _letters(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())


def published(text: str, start: int, stated: str | None) -> date | None:
    """Find the publication date: as stated, on a line of its own near the top, or whole in a dateline.

    Args:
        text: The article.
        start: Code point at which the body begins.
        stated: What the front matter says, where it says something.

    Returns:
        The date, or None.
    """
    if found := parse_date(stated):
        return found
    lines = [line.strip() for line in text[start : start + 600].splitlines() if line.strip()][:4]
    for line in lines:
        if len(line) < 40 and (found := parse_date(line)):
            return found
    for line in lines:
        dateline = _DATELINE.match(line)
        if dateline and (found := parse_date(dateline["date"])):
            return found
    return None


def parse_date(value: str | None) -> date | None:
    """Read a calendar date: `2024-01-05`, `2024-01-05T10:00Z`, `Jan. 5, 2024`, `5 January 2024`, `5.1.2024`.

    Args:
        value: What a user or a front matter wrote; None gives None.

    Returns:
        The date, or None where the words are no unambiguous date.
    """
    if not value:
        return None
    value = value.strip()
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", value)
    written = _WRITTEN_DATE.fullmatch(value)
    figures = _FIGURES.fullmatch(value)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if figures:
            return date(*(int(figures[key] or figures[f"{key}2"]) for key in "ymd"))
        if written:
            month = _MONTHS.get((written["m"] or written["m2"]).lower())
            return date(int(written["y"]), month, int(written["d"] or written["d2"])) if month else None
    except ValueError:
        return None
    return None
