"""The numbers that words state, and whether a count of people is one of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from text_to_num import Token, find_numbers

from summarizer.ground.units import is_measured, scales
from summarizer.passage.locate import UNSPACED
from summarizer.passage.whole import GROUPED

MAX_FIGURE = 12
"""Digits of a number that can count people."""
MOST_EACH = 2
"""How many somebody can be whom no number counts: "the couple"."""
SPELT = frozenset({"en", "fr", "es", "pt", "de", "it", "nl", "da"})
"""Languages whose numerals are read where they are spelt out."""
_TOKEN = re.compile(r"\d+(?:[.,\u066b]\d+)?|[^\W\d_]+|\s+|.", re.DOTALL)
_HAN = re.compile("[〇零一二两兩三四五六七八九十百千万萬亿億兆廿卅]+")
_FIGURE_AND_HAN = re.compile(rf"\d+(?:\.\d+)?{_HAN.pattern}|{_HAN.pattern}")
_SCALES = {
    "dozen": 12, "dozens": 12, "tens": 10, "scores": 20, "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7,
}  # fmt: skip
"""English words that multiply, beside its numerals."""
_INFLECTED = ((re.compile(r"т[иы]сяч\w*"), 1000), (re.compile(r"м(?:иллион|ільйон)\w*"), 10**6))
"""Russian and Ukrainian words that multiply, in the cases that CLDR does not have."""
_GROUPS = {"trio": 3, "triplets": 3, "quartet": 4, "quadruplets": 4, "quintet": 5}
"""English words for so many at once."""
_ONE = frozenset({"eine", "einen", "einem", "einer"})
"""Forms of the German `ein`, of which only that is read as a numeral."""
_AGED = re.compile(r"[\s-]*(?:years?[\s-]+olds?\b|jährig|(?:ans|años|anni|anos|лет|år)\b|[岁歲歳])", re.IGNORECASE)
"""What stands behind a figure that is an age."""
_AGES = re.compile(r"\bage[ds]?:?\s(?:\d|,|and|or|\s){0,60}\Z")
"""What stands before one, and before those listed with it."""
_COMMAS = frozenset(",，、،")
_NOBODY = frozenset({"no", "nobody", "none", "nil"})
_SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6}
"""What stands right behind a figure for a thousand or a million of it: 2.5m."""
_MINUS = "-−–"
_SIGNS = "$€£¥%‰°"
"""Beside a figure: it counts no people."""
_OF = frozenset({"of", "out of", "von", "sur", "su", "de", "de cada", "em cada", "van de", "af", "из", "з", "із"})
"""Between two numbers: the second is the whole that the first is a part of."""
_BEHIND = 5
"""Tokens that are looked at for a unit, or between two numbers."""
_LONGEST_LIST = 20
"""Parts of a list that are added up."""


class _Word(Token):
    """A word, a figure, a sign or white space, as the library that reads numerals takes it."""

    def __init__(self, word: str) -> None:
        self.word = word

    def text(self) -> str:
        return self.word


@dataclass(slots=True)
class _Number:
    """A number that words state."""

    first: int
    """Index of its first token."""
    last: int
    """Index after its last."""
    least: Decimal
    """What it is."""
    most: Decimal
    """The same; more where the words name only its order, as "dozens" do."""
    lead: Decimal = Decimal(0)
    """What of it a number right before it multiplies: all of `million`, the hundred of `hundred and five`."""
    scale: Decimal = Decimal(0)
    """What it was multiplied by last, where nothing stands behind that: `3 million`."""
    is_amount: bool = False
    """Whether a sign says that it counts no people: $3."""

    @property
    def is_count(self) -> bool:
        """Whether it is a whole number, and a certain one."""
        return self.least == self.most == self.least.to_integral_value()


def number_stands(value: int, words: str, language: str | None = "en", *, before: str = "", after: str = "") -> bool:
    """Tell whether a number is one that the words given for it state, or the sum of such as stand in a list.

    A list is what "and" closes: "two guides, a cook and three soldiers" are six, those that no number counts one
    each. "Between 5 and 10", "3 of 9" are none: a number is added only where what it counts stands behind it. Outside
    English, whose "and" is not known, two words or a comma have to stand between. Ages are no numbers of people.
    Words that state no number allow two for each that they name in English, and any number elsewhere. What counts
    money, time or a measure, the whole of `3 of 3,000`, and half of `two hundred` count no people, also where the words
    given leave out what shows it.

    Args:
        value: The number given, of people.
        words: The words given for it.
        language: ISO 639-1 code; None where it is not known.
        before: The article's words before those given, in their sentence.
        after: The words behind them.

    Returns:
        Whether it stands.
    """
    language = language or "en"
    tokens, numbers, ages = _stated(words, language, before, after)
    if any(number.least <= value <= number.most for number in numbers):
        return True
    if language != "en":
        stated = [number for number in numbers if number.least != 1]  # `une dizaine`: one and an article are one word
        return value in _sums(_apart(tokens, numbers)) if stated else all(age.least != value for age in ages)
    if not numbers and any(token.word.lower() in _NOBODY for token in tokens):
        return value == 0
    parts = list(_parts(tokens, numbers, ages))
    return value in _sums(parts) if numbers else value <= MOST_EACH * sum(worth is not None for worth, _ in parts)


def _stated(words: str, language: str, before: str, after: str) -> tuple[list[_Word], list[_Number], list[_Number]]:
    """Give the tokens of words, and the numbers and ages that stand wholly among them, read with what is around."""
    lead, tokens, tail = ([_Word(m[0]) for m in _TOKEN.finditer(_in_figures(w))] for w in (before, words, after))
    first, last = len(lead), len(lead) + len(tokens)
    found: list[list[_Number]] = []
    for numbers in _numbers([*lead, *tokens, *tail], language):
        inside = [number for number in numbers if first <= number.first and number.last <= last]
        found.append([replace(n, first=n.first - first, last=n.last - first) for n in inside])
    return tokens, found[0], found[1]


def _in_figures(words: str) -> str:
    """Write groups together and the numerals of Chinese and Japanese in figures: `5 000` and `五千` as 5000."""
    words = re.sub(r"[\u2010\u2011]", "-", re.sub(r"\b[Nn]o[ -]one\b", "nobody", words))
    words = GROUPED.sub(lambda group: re.sub(r"\D", "", group[0]), words)
    return _FIGURE_AND_HAN.sub(lambda run: f" {_han(run[0])} ", words)


def _worth(numeral: str) -> int:
    return 2 if numeral in "两兩" else int(unicodedata.numeric(numeral))  # plain words to Unicode


def _han(run: str) -> str:
    figure = re.match(r"[\d.]*", run)
    lead = figure[0] if figure else ""
    if not lead and len(run) == 1 and _worth(run) >= 10:
        return run  # `数百人`: hundreds
    total = section = Decimal(0)
    digits = Decimal(lead or 0)
    for char in run[len(lead) :]:
        number = Decimal(_worth(char))
        if number < 10:
            digits = digits * 10 + number
        elif number < 10_000:
            section, digits = section + (digits or 1) * number, Decimal(0)
        else:
            total, section, digits = total + (section + digits or 1) * number, Decimal(0), Decimal(0)
    return f"{total + section + digits:f}"


def _numbers(tokens: list[_Word], language: str) -> tuple[list[_Number], list[_Number]]:
    """Find the numbers among words, in order, and apart from them the ages: `52-year-old`, `the driver, 52`."""
    spelt = find_numbers(tokens, language, 0.0) if language in SPELT else []
    plain = [
        _scale(tokens, found.start, found.end, Decimal(found.text), language)
        for found in spelt if not found.is_ordinal and len(found.text) <= MAX_FIGURE
    ]  # fmt: skip
    taken = {at for found in spelt for at in range(found.start, found.end)}
    plain += [n for at in range(len(tokens)) if at not in taken and (n := _figure_or_scale(tokens, at, language))]
    numbers: list[_Number] = []
    for number in sorted(plain, key=lambda number: number.first):
        product = _product(tokens, numbers[-1], number) if numbers else None
        numbers[-1:] = [product] if product else [*numbers[-1:], number]
    for at in range(len(numbers) - 1, 0, -1):
        if total := _total(tokens, numbers[at - 1], numbers[at], language):
            numbers[at - 1 : at + 1] = [total]
    numbers = [number for number in numbers if not number.is_amount]
    is_age = [_is_age(tokens, number) for number in numbers]
    wholes = {other.first for one, other in pairwise(numbers) if _is_whole(tokens, one, other)}
    whole = [
        number
        for number, age in zip(numbers, is_age, strict=True)
        if not age and number.least == number.least.to_integral_value() and number.first not in wholes
        and not _is_measured(tokens, number, language)
    ]  # fmt: skip
    return whole, [number for number, age in zip(numbers, is_age, strict=True) if age]


def _figure_or_scale(tokens: list[_Word], at: int, language: str) -> _Number | None:
    """Take a token that is a figure, a group of so many or what multiplies; None where it is none of these."""
    word, figure = tokens[at].word.casefold(), _before(tokens, at)
    if word[0].isdecimal():
        number = Decimal(re.sub(r"[,\u066b]", ".", word)) if len(word) <= MAX_FIGURE else None
        return _Number(at, at + 1, number, number, is_amount=_is_amount(tokens, at)) if number is not None else None
    if language == "en" and word in _GROUPS:
        return _Number(at, at + 1, Decimal(_GROUPS[word]), Decimal(_GROUPS[word]))
    if language == "en" and word in _SHORT and figure == at - 1:
        return _Number(at, at + 1, Decimal(_SHORT[word]), Decimal(_SHORT[word]), Decimal(_SHORT[word]))
    if language == "de" and word in _ONE:
        return _Number(at, at + 1, Decimal(1), Decimal(1))
    if word in _SCALES:
        return _scale(tokens, at, at + 1, Decimal(_SCALES[word]), language)
    words, short = scales(language)
    if scale := words.get(word) or next((value for form, value in _INFLECTED if form.fullmatch(word)), 0):
        return _Number(at, at + 1, Decimal(scale), Decimal("Infinity"), Decimal(scale))  # `тысячи`: how many is open
    if (scale := short.get(word)) and figure is not None:
        stop = at + 1 < len(tokens) and tokens[at + 1].word == "."
        return _Number(at, at + 1 + stop, Decimal(scale), Decimal(scale), Decimal(scale))
    return None


def _before(tokens: list[_Word], at: int) -> int | None:
    """Give the index of a figure that stands right before a token, or with one white space between; else None."""
    before = at - 2 if at and tokens[at - 1].word.isspace() else at - 1
    return before if before >= 0 and tokens[before].word[0].isdecimal() else None


def _is_measured(tokens: list[_Word], number: _Number, language: str) -> bool:
    return is_measured("".join(token.word for token in tokens[number.last : number.last + _BEHIND]), language)


def _is_whole(tokens: list[_Word], one: _Number, other: _Number) -> bool:
    """Tell whether a number is what another is a part of: `3 of 3,000`, `3 von 9`."""
    between = "".join(token.word for token in tokens[one.last : other.first][:_BEHIND])
    return between.strip().lower() in _OF


def _scale(tokens: list[_Word], first: int, last: int, value: Decimal, language: str) -> _Number:
    """Take `hundreds` and `several hundred` for any number of its order, and `half a dozen` for half of one."""
    word, power = tokens[first].word.lower(), Decimal(10) ** value.adjusted()
    is_one = last == first + 1 and (value in (12, 20) or value == power > 1)
    if language != "en":
        return _Number(first, last, value, value, _lead(tokens, first, last, value, language))
    if word in ("ten", "twelve", "twenty") or not (is_one or _lead(tokens, first, last, value, language)):
        return _Number(first, last, value, value)
    before = [token.word.lower() for token in tokens[max(0, first - 4) : first] if not token.word.isspace()]
    if before[-2:] in (["half", "a"], ["half", "an"]):
        return _Number(first, last, value / 2, value / 2)
    is_order = word.endswith("s") or (before != [] and before[-1].isalpha() and before[-1] not in ("a", "an"))
    most = value * 10 - 1 if is_order and (is_one or value == power) else value
    return _Number(first, last, value, most, value if is_one else power)


def _lead(tokens: list[_Word], first: int, last: int, value: Decimal, language: str) -> Decimal:
    """Give what of a spelt number one before it multiplies: the hundred of `hundred and five`; 0 where nothing."""
    power = Decimal(10) ** value.adjusted()
    if last > first + 1:
        alone = [Decimal(found.text) for found in find_numbers(tokens[first : first + 1], language, 0.0)]
        begins = len(alone) == 1 and alone[0] == Decimal(10) ** alone[0].adjusted() >= 100
        return power if begins and value < 2 * power else Decimal(0)
    return power if value == power >= 100 else Decimal(0)


def _product(tokens: list[_Word], one: _Number, other: _Number) -> _Number | None:
    """Multiply a number by the scale right behind it: `3 million`, `three dozen`, `tens of thousands`."""
    between = "".join(token.word for token in tokens[one.last : other.first]).strip().lower()
    orders = one.most > one.least and other.most > other.least
    if not other.lead or between != ("of" if orders else "") or (one.is_amount and other.most > other.least):
        return None  # `on 9/11 thousands died`
    rest = other.least - other.lead
    return _Number(
        one.first, other.last, one.least * other.lead + rest, one.most * other.lead + rest,
        scale=Decimal(0) if rest else other.lead, is_amount=one.is_amount,
    )  # fmt: skip


def _total(tokens: list[_Word], one: _Number, other: _Number, language: str) -> _Number | None:
    """Add what goes on behind a scale: `2 million 300 thousand`, but not `3 million 5 years ago`."""
    if one.scale <= other.most or other.is_amount or not tokens[other.first].word[0].isdecimal():
        return None
    if not "".join(token.word for token in tokens[one.last : other.first]).isspace():
        return None
    if not other.scale and (_is_age(tokens, other) or _is_measured(tokens, other, language)):
        return None
    return replace(one, last=other.last, least=one.least + other.least, most=one.most + other.most, scale=other.scale)


def _is_age(tokens: list[_Word], number: _Number) -> bool:
    after = [token.word for token in tokens[number.last : number.last + 3]]
    if len(after) == 3 and after[0] == after[2] == "-" and after[1].isalpha():
        return True
    if _in_brackets(tokens, number) or _AGED.match("".join(t.word for t in tokens[number.last : number.last + 5])):
        return True
    if tokens[number.first].word.isdecimal() and _is_aged(tokens, number):
        return True
    before = "".join(token.word for token in tokens[max(0, number.first - 2) : number.first]).strip()
    rest = "".join(token.word for token in tokens[number.last : number.last + 2]).strip()
    return before.endswith(",") and rest[:1] in ("", ",") and tokens[number.first].word.isdecimal()


def _is_aged(tokens: list[_Word], number: _Number) -> bool:
    """Tell whether a figure follows "aged", or such as do, and counts nothing itself: `aged 20, 24 and 31`."""
    before = _AGES.search("".join(token.word for token in tokens[max(0, number.first - 20) : number.first]))
    rest = "".join(token.word for token in tokens[number.last : number.last + 2]).strip()
    return bool(before) and (not re.search(r"\d", before[0]) or not re.match(r"(?!(?:and|or)\b)[^\W\d]", rest))


def _in_brackets(tokens: list[_Word], number: _Number) -> bool:
    """Tell whether a figure stands alone in brackets behind a name or a word for somebody: `Ada Moor (34)`."""
    before = [token.word for token in tokens[max(0, number.first - 4) : number.first] if not token.word.isspace()]
    after = "".join(token.word for token in tokens[number.last : number.last + 1])
    if before[-1:] != ["("] or after != ")" or not tokens[number.first].word.isdecimal():
        return False
    return before[-2:-1] != [] and before[-2].isalpha()


def _is_amount(tokens: list[_Word], at: int) -> bool:
    """Tell whether a figure is one of money, a share, a time of day or a date, or a decade: $5, 5%, 7:30, 9/11, 30s."""
    around = [tokens[n].word if 0 <= n < len(tokens) else "" for n in range(at - 2, at + 3)]
    if around[1] in _SIGNS and around[1]:
        return True
    rest = "".join(token.word for token in tokens[at + 1 : at + 3]).strip()
    if rest[:1] in _SIGNS and rest:
        return True
    if around[1] in _MINUS and around[1] and (not around[0] or around[0].isspace()):
        return True
    if around[3].lower() == "s" or (around[3] in ("'", "’") and around[4].lower() == "s"):
        return True
    return (around[1] in (":", "/") and around[0][:1].isdecimal()) or (
        around[3] in (":", "/") and around[4][:1].isdecimal()
    )


def _parts(tokens: list[_Word], numbers: list[_Number], ages: list[_Number]) -> Iterator[tuple[int | None, bool]]:
    """Cut words at commas and at "and": how many each part counts, None where that is not clear; if "and" leads it."""
    aged = {at for number in ages for at in range(number.first, number.last)}
    inside = {at: number for number in [*numbers, *ages] for at in range(number.first, number.last)}
    held: list[_Number] = []
    begun = behind = closes = False
    for at, token in [*enumerate(tokens), (len(tokens), _Word(","))]:
        word, number = token.word.lower(), inside.get(at)
        if number is not None:
            is_age = at in aged
            held += [number] if number.first == at and not is_age else []
            behind = behind and is_age
        elif word in (",", ";", "and", "&", "plus"):
            if begun:
                whole = len(held) == 1 and held[0].is_count and behind
                yield (1 if not held else int(held[0].least) if whole else None), closes
            elif held:
                yield None, closes
            closes = word not in (",", ";") or (closes and not begun and not held)
            held, begun, behind = [], False, False
        elif word[0].isalpha():
            begun, behind = True, True


def _apart(tokens: list[_Word], numbers: list[_Number]) -> Iterator[tuple[int | None, bool]]:
    """Give numbers with what each counts behind it: two words or a comma up to the next."""
    for number, after in zip(numbers, [*(n.first for n in numbers[1:]), len(tokens)], strict=True):
        words = [token.word for token in tokens[number.last : after] if not token.word.isspace()]
        # In a script without spaces each character is a word.
        named = sum(len(word) if UNSPACED.match(word) else 1 for word in words if word[0].isalpha())
        apart = named > 1 or (named == 1 and (not _COMMAS.isdisjoint(words) or after == len(tokens)))
        yield (int(number.least) if apart and number.is_count else None), True


def _sums(parts: Iterable[tuple[int | None, bool]]) -> set[int]:
    """Add up neighbouring parts of which "and" leads the last."""
    found: set[int] = set()
    running: list[int] = []
    for worth, closes in parts:
        running = [] if worth is None else [*(before + worth for before in running[1 - _LONGEST_LIST :]), worth]
        found.update(running[:-1] if closes else ())
    return found
