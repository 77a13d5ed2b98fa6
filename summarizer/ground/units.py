"""What stands behind a figure: money, time or a measure, and what multiplies it; from Unicode's CLDR, by `babel`."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from summarizer.passage.locate import UNSPACED

if TYPE_CHECKING:
    from babel import Locale

FORMS = (1, 2, 5)
"""Numbers whose plural forms differ in some language."""
FEWEST_LETTERS, MOST_LETTERS = 2, 12
"""Of a measure in a script without spaces; one letter alone begins many words."""
SPELLINGS = {"en": ("en", "en_GB"), "pt": ("pt", "pt_PT"), "zh": ("zh", "zh_Hant")}
"""Locales of languages that are spelt in more ways than one."""
_LINK = re.compile(r"\s*(?:d[’']|d[eiu]\b)?\s*", re.IGNORECASE)
"""What may stand between a number and its unit: `5 millions d’euros`."""
_COMPACT = re.compile(r"\W*(0+)(?:\s([^\W\d_]{2,})|([^\W\d_]))\W*")
"""A figure's places and the one word behind them, as CLDR writes `3 thousand`: `0 thousand`, `0 Mio'.'`, `0만`."""
MOST_PEOPLE = 10**9
"""The greatest scale that can count people: what is left out above it is mostly something else, as `5 Bio-Bauern`."""


def is_measured(after: str, language: str) -> bool:
    """Tell whether the words right behind a number are a currency or a measure.

    Args:
        after: What follows the number.
        language: ISO 639-1 code.

    Returns:
        Whether they are; False for a language CLDR does not have.
    """
    names = measures(language)
    rest = _LINK.sub("", after, count=1).casefold()
    if rest[:1] and UNSPACED.match(rest):
        return any(rest[:length] in names for length in range(FEWEST_LETTERS, MOST_LETTERS))
    word = re.match(r"[^\W\d_]+", rest)
    return word is not None and word[0] in names


@cache
def measures(language: str) -> frozenset[str]:
    """Give the words for money and measures of a language, in lower case, in the forms that follow a number."""
    from babel import Locale, UnknownLocaleError

    try:
        locales = [Locale.parse(name) for name in SPELLINGS.get(language, (language,))]
    except (UnknownLocaleError, ValueError):
        return frozenset()
    units = (name for locale in locales for unit in locale.unit_display_names for name in _units(str(unit), locale))
    return frozenset(units) | frozenset(name for locale in locales for name in _currencies(locale))


@cache
def scales(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Give what multiplies a figure right before it, in lower case, with its value.

    Args:
        language: ISO 639-1 code.

    Returns:
        Words (`Tausend`, `тысяч`), and apart from them what stands for such a word behind a figure only (`Mio`, `тыс`);
        both empty for a language CLDR does not have.
    """
    from babel import Locale, UnknownLocaleError

    found: dict[str, dict[str, int]] = {"long": {}, "short": {}}
    try:
        locales = [Locale.parse(name) for name in SPELLINGS.get(language, (language,))]
    except (UnknownLocaleError, ValueError):
        return found["long"], found["short"]
    for style, words in found.items():
        forms = [form for locale in locales for form in locale.compact_decimal_formats.get(style, {}).values()]
        for power, pattern in (one for form in forms for one in form.items()):
            parts = _COMPACT.fullmatch(str(pattern.pattern))
            scale = int(power) // 10 ** (len(parts[1]) - 1) if parts else 0
            if parts and scale <= MOST_PEOPLE and (parts[2] or parts[3].lower() == parts[3].upper()):
                words[(parts[2] or parts[3]).casefold()] = scale
    return found["long"], found["short"]


def _units(unit: str, locale: Locale) -> set[str]:
    """Give the forms of one unit that are one word."""
    from babel.units import UnknownUnitError, format_unit

    found: set[str] = set()
    for number in FORMS:
        try:
            words = format_unit(number, unit, locale=locale).casefold()
        except UnknownUnitError:
            return set()
        word = re.fullmatch(rf"\s*{number}[\s-]*([^\W\d_]+)", words)
        found |= {word[1]} if word else set()
    return found


def _currencies(locale: Locale) -> set[str]:
    """Give the head of the name of each currency in use: `dollars` of `US dollars`, `francs` of `francs suisses`.

    Where heads stand, first or last, is where the same words come back most.
    """
    from babel.core import get_global
    from babel.numbers import get_currency_name, get_territory_currencies

    codes = sorted(
        {code for territory in get_global("territory_currencies") for code in get_territory_currencies(territory)}
    )
    names = {get_currency_name(code, number, locale=locale) for code in codes for number in FORMS}
    names = {name.casefold() for name in names.difference(codes)}
    if any(UNSPACED.match(name) for name in names):
        return {name for name in names if len(name) < MOST_LETTERS}
    words = [name.split() for name in names]
    first, last = Counter(name[0] for name in words), Counter(name[-1] for name in words)
    place = 0 if max(first.values()) > max(last.values()) else -1
    return {name[place] for name in words}
