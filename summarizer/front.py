"""What stands before an article's first sentence: front matter, headline, date line, dateline."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import yaml

from summarizer.errors import SettingsError

Place = tuple[int, int]
"""Words of a text by position: first code point, code point after the last."""

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"[^\W\d_][\w .-]{0,39}:(?:\s|\Z)")
_LONGEST_MATTER = 20_000
"""Characters of the longest front matter that is parsed: no article says so much of itself."""
_MOST_LISTS = 500
"""Opening brackets in it: PyYAML looks at all that are open for every further sign."""
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
# Under a headline: `Harbour Courier, 9 October 2025`, `By Ann Lee | 2025-10-09`.
_CREDIT = re.compile(
    rf"[^\W\d_][^\n.!?;:]{{0,60}}?(?:,|\s[|·–—-])\s*(?P<date>{_WRITTEN}|\d{{4}}-\d{{2}}-\d{{2}})\s*", re.IGNORECASE
)
_HEADING = re.compile(r"#{1,6}[ \t]+")
_LINE = re.compile(r"[^\r\n\u2028\u2029]*")
_GAP = re.compile(r"[ \t]*(?:\r\n|\r|\n|\u2029)[ \t\u00a0]*(?:\r\n|\r|\n|\u2029)\s*|[ \t]*\u2029\s*")
_STEP = re.compile(r"[ \t]*(?:\r\n|\r|\n|\u2028)(?=[^\s])")
_LONGEST = 160
"""Characters of the longest first line taken for a headline: no headline fills two lines of print."""
_LONGEST_FIELD, _MOST_PARTS = 1_000, 50
"""Code points, and items of a list, that a field of front matter may have: a title enters every request."""
_STOPS = tuple(".:;,。：；،")
_CLOSING = "\"'”’»›“‘)]」』 "
_DASH = re.compile(r" [-–—]{1,2} |[–—]")
_DATELINE_LENGTH = 80
"""Code points within which a dateline's dash stands."""
# `VARNHOLT — …`, `Paris (AFP) - …`: the start of a wire story and so of its first sentence.
_PLACE = re.compile(r"(?P<town>[^\W\d_]+)[^.!?]{0,60}?\s[-–—]{1,2}\s")
_HOUR = re.compile(
    r"(?:[01]?\d|2[0-4])(?P<mark>[:.])[0-5]\d(?:(?P<half>\s?[ap]\.?m\b)|\b(?![.,]\d)(?=[ \t\u00a0]{0,3}(?P<next>\S?)))",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:By|Von|Par|Por|Di|Av)(?:,? (?:and|und|et|y|e|och|[A-Z][\w.’'-]*))+")
_LABEL = re.compile(r"(?:\*\*|__)?[^\W\d_][\w .’'&-]{0,39}?(?:\*\*|__)?[:：]")


@dataclass(frozen=True)
class Matter:
    """The block of fields between two lines of `---` before an article."""

    start: int = 0
    """Code point at which the article itself begins."""
    fields: dict[str, str] = field(default_factory=dict)
    """By lower-case name, each on one line; a list with commas between."""
    warning: str = ""
    """What a user should know about how it was read."""


@lru_cache(maxsize=4)
def matter(text: str) -> Matter:
    """Read the front matter, written in YAML; line by line where it is not quite YAML.

    Args:
        text: The article.

    Returns:
        The front matter; an empty one where there is none.
    """
    front = _FRONT.match(text)
    if front is None:
        return Matter()
    block, warning = front[1], ""
    try:
        if len(block) > _LONGEST_MATTER or block.count("[") + block.count("{") > _MOST_LISTS:
            raise yaml.YAMLError
        # Makes strings, lists and mappings and nothing else: a title `No` stays a word, a date what was written.
        found: Any = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        first = next((line for line in block.splitlines() if line.strip()), "")
        if not _FIELD.match(first):
            return Matter()  # the lines are rules between paragraphs
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2}: {getattr(error, 'problem', '')})" if mark else ""
        warning = f"the front matter is not valid YAML{where}: it is read line by line; put such words in quotes"
        found = _by_line(block)
    if found and not isinstance(found, dict):
        return Matter()
    fields = {str(key).strip().lower(): words for key, value in (found or {}).items() if (words := _words(value))}
    return Matter(front.end(), fields, warning)


def _words(value: Any) -> str:
    """Give a field on one line: so much of it as any headline has, however often an alias repeats it."""
    parts = (value if isinstance(value, list) else [value])[:_MOST_PARTS]
    plain = (" ".join(part[:_LONGEST_FIELD].split()) for part in parts if isinstance(part, str))
    return ", ".join(words for words in plain if words)[:_LONGEST_FIELD].encode("utf-8", "replace").decode()


def _by_line(block: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in block.splitlines())
    return {key: _unquoted(value.strip()) for key, colon, value in pairs if colon}


def _unquoted(value: str) -> str:
    """Take YAML's quotation marks off: only a pair, so that a title may begin or end with one of its own."""
    if len(value) > 1 and value[0] == value[-1] in "\"'":
        value = value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
    return value


def dateline(words: str) -> int:
    """Give the length of `LONDON, 3 March 2025 — ` or `Paris (AP) - ` before the first words; 0 without one."""
    dash = _DASH.search(words, 0, _DATELINE_LENGTH)
    if dash is None or not re.match(r"\s*[A-Z“\"‘„«]", words[dash.end() :]):
        return 0
    before = words[: dash.start()]
    parts = re.findall(r"[\w.’'/-]+", before)
    small = [part for part in parts if part[0].islower()]
    plain = not re.search(r"[“”\"„«:;?!]", before)
    named = bool(parts) and parts[0][0].isupper() and not parts[-1][0].islower()
    return dash.end() if plain and named and len(small) < 2 and all(len(part) <= 3 for part in small) else 0


def hour(text: str, start: int = 0) -> int:
    """Find a time of day, as an entry of a live blog begins with: `14:05 …`, `5.20pm`, `14.05 A lorry …`.

    Behind a full stop, with a word in lower case or a sign of money next, figures are an amount: `10.50 euros`.

    Args:
        text: The article, or a line of it.
        start: Code point at which it should stand.

    Returns:
        Code point after it; 0 where none stands there.
    """
    found = _HOUR.match(text, start)
    if found is None or (found["mark"] == "." and not found["half"] and _is_amount(found["next"])):
        return 0
    return found.end()


def _is_amount(char: str) -> bool:
    return char.islower() or char == "%" or (char != "" and unicodedata.category(char) == "Sc")


def headline(text: str, start: int, title: str | None) -> tuple[int, int] | None:
    """Find the headline that stands in the text as its first line.

    It is one when it equals the title, is a Markdown heading, or is a short line without a final stop, set off from
    a longer text by a blank line; one line of who wrote it and when (`Harbour Courier, 9 October 2025`) may stand
    directly under it. A dateline, a date, a label (`NAME:`), the start of a quotation or a heading of the
    same rank as later ones, such as that of a live blog's entry, is none. A line of capitals above a headline
    (`FOR IMMEDIATE RELEASE`) belongs to neither.

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
        again = re.compile(rf"^{heading[0].strip()}[ \t]", re.MULTILINE).search(text, end)
        if hour(text, heading.end()) or (again and len(heading[0].strip()) > 1):
            return None
        while end > heading.end() and text[end - 1] in "# \t":
            end -= 1
        return (heading.end(), end) if end > heading.end() else None
    words = text[start:end]
    if title and _letters(words) == _letters(title) != "":
        return start, end
    below = line.end() if line else end
    if _credit(text, below):
        return (start, end) if _reads_as_headline(words) and not _LABEL.match(words) else None
    gap = _GAP.match(text, below)
    if gap is None or gap.end() >= len(text) or not _reads_as_headline(words):
        return None
    after = _LINE.match(text, gap.end())
    following = after.group().rstrip() if after else ""
    if _LABEL.match(words) and _LABEL.match(following):
        return None  # the turns of a transcript
    if (
        words.isupper()
        and len(words) < len(following)
        and not following.isupper()
        and (lower := headline(text, gap.end(), title))
    ):
        return lower
    # Verse and lists have short lines throughout; a headline stands over something longer or over a sentence.
    sentence = following.rstrip(_CLOSING).endswith((".", "!", "?", "。", "؟", "।", "…"))
    dated = parse_date(following.strip()) is not None or hour(following) > 0
    return (start, end) if sentence or dated or len(following) > len(words) else None


def _credit(text: str, end: int) -> bool:
    """Tell whether the line after the one that ends here says who wrote it or when, and a blank line follows it."""
    step = _STEP.match(text, end)
    second = _LINE.match(text, step.end()) if step else None
    gap = _GAP.match(text, second.end()) if second else None
    if second is None or gap is None or gap.end() >= len(text):
        return False
    words = second.group().strip()
    return bool(_CREDIT.fullmatch(words) or _BYLINE.fullmatch(words) or parse_date(words))


def over_byline(text: str, start: int) -> str | None:
    """Give a first line that reads as a headline and has who wrote it, or when, directly under it, without blank lines.

    It is what a summary is called by. The text under it is numbered with it: what a model reads stays as it is.

    Args:
        text: The article.
        start: Code point at which the body begins.

    Returns:
        The line; None where there is none.
    """
    lines = text[start:].lstrip().splitlines()[:2]
    first, second = (line.strip() for line in [*lines, "", ""][:2])
    credited = _CREDIT.fullmatch(second) or _BYLINE.fullmatch(second) or parse_date(second)
    return first if credited and _reads_as_headline(first) and not _LABEL.match(first) else None


def _reads_as_headline(words: str) -> bool:
    if not 4 <= len(words) <= _LONGEST or words.rstrip(_CLOSING).endswith(_STOPS) or parse_date(words):
        return False
    if words.upper() != words.lower() and " " not in words:
        return False  # one word in a script that has capitals is a label
    if words[0] in "-–—*•>" or words[0].islower() or hour(words) or _BYLINE.fullmatch(words):
        return False
    if words.count("“") > words.count("”") or words.count('"') % 2 or words.count("«") != words.count("»"):
        return False
    place = _PLACE.match(words)
    return not (place and place["town"].isupper() and len(place["town"]) > 2)


def _letters(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())


def published(text: str, start: int, stated: str | None) -> date | None:
    """Find the publication date: as stated, on a line near the top, under the headline, or whole in a dateline.

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
    for line in lines[1:2]:
        credit = _CREDIT.fullmatch(line)
        if credit and (found := parse_date(credit["date"])):
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


def iso_date(value: date | str | None) -> date | None:
    """Read a date that a user types: `2024-01-05`, also with a time behind it. Nothing is guessed.

    Raises:
        SettingsError: It is written another way, and might mean another day.
    """
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        return (value if isinstance(value, datetime) else datetime.fromisoformat(value.strip())).date()
    except ValueError:
        raise SettingsError(f"{value!r} is no ISO date", hint="write YYYY-MM-DD, as 2024-01-05") from None
