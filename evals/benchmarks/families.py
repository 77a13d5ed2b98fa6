"""Families of adversarial texts: `FAMILIES[name](size)` gives one of about `size` characters.

Each repeats what some reader of text somewhere goes over twice: white space, marks that never close, names in a row,
words that announce a statement, numbers, and honest articles with one thing taken out.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import families_more

Family = Callable[[int], str]
HEAD = "The mayor said on Monday that five people were killed in Arlen. "
"""Honest words before what is repeated, so that it is an article."""
TAIL = " he said.\n"
_ARTICLES = Path(__file__).parent.parent.parent / "fixtures" / "articles"
_BARE = frozenset(("front", "front2", "ws_sysline"))  # these have to be what the text begins with
UNITS = {
    "giant_sentence": "the old man walked to the house with a dog and ",
    "giant_commas": "a man, ",
    "one_word": "a",
    "caps_word": "A",
    "quotes_straight": '"',
    "quotes_straight_sp": ' "a" ',
    "quotes_straight_open": ' "a',
    "quotes_curly_open": "“",
    "quotes_curly_open_sp": " “a",
    "quotes_curly_nest": "“a ‘b ",
    "quotes_close": "”",
    "quotes_low": "„a",
    "quotes_single_open": " ‘a",
    "quotes_single_straight": " 'a",
    "quotes_boys": " 'the boys' team s' x",
    "quotes_backtick": "``a ",
    "quotes_guil": " »a",
    "quote_pairs_comma": "“we will go,” ",
    "quote_pairs_said": "“We will go,” said Jane Roe. ",
    "quote_pairs_para": "\u201cWe will go,\u201d said Jane Roe.\n\n",
    "quote_unclosed_para": "\u201cWe will go.\n\n",
    "names_comma": "Jane Roe, ",
    "names_and": "Jane Roe and ",
    "names_space": "Roe ",
    "names_of": "Bank of England of ",
    "names_amp": "Roe & ",
    "initials": "A. ",
    "initials_tight": "A.",
    "spaces": " ",
    "nbsp": "\xa0",
    "tabs": "\t",
    "newlines": "\n",
    "crs": "\r",
    "nl_space": "\n \n ",
    "nl_space1": "\n ",
    "crlf": "\r\n",
    "dashes": "-",
    "emdash": "—",
    "emdash_sp": " — ",
    "dots": ".",
    "dot_sp": ". ",
    "ellipsis": "…",
    "parens_open": "(",
    "parens_close": ")",
    "parens_nest": "(a ",
    "brackets": "[",
    "said_that": "said that he said that she ",
    "said_that_X": "Jane Roe said that ",
    "and_that": " and that",
    "and_that2": ", and that the plan was bad",
    "said_comma": "said, ",
    "said": "said ",
    "according": "according to ",
    "according2": "according to Jane Roe, ",
    "digits": "7",
    "digit_groups": "7,777,",
    "digits_sp": "7 ",
    "decimals": "1.",
    "dates": "12 March 2024, ",
    "months": "January ",
    "numbers_words": "twenty-one hundred ",
    "number_and": "two and ",
    "killed": "killed ",
    "killed_and": "killed and injured ",
    "killed_num": "7 people were killed and 12 injured, ",
    "explosion": "explosion ",
    "explosion_in": "an explosion in Arlen, ",
    "explosion_sent": "An explosion killed seven people in Port Arlen on Monday. ",
    "explosion_para": "An explosion killed seven people in Port Arlen on Monday.\n\n",
    "semicolons": "; ",
    "semi2": "the man went; ",
    "colons": ": ",
    "commas": ", ",
    "adverbs": "slowly ",
    "aux": "has had been ",
    "aux2": "also always often long already ",
    "neg": "not also ",
    "lower_words": "ab ",
    "hyphen_words": "a-",
    "apos_words": "a’",
    "apos_s": "’s ",
    "who": "who ",
    "which": "a man, which ",
    "who_said": "Roe, who said, ",
    "and": "and ",
    "but": "but ",
    "by": "by ",
    "to": "to ",
    "in": "in ",
    "of": "of the ",
    "on_day": "on Monday ",
    "days": "Monday ",
    "very_and": "very and ",
    "would": "would ",
    "will_be": "will be ",
    "plans_to": "plans to ",
    "court": "the court heard that ",
    "title_dots": "Dr. ",
    "title_names": "Dr. Jane ",
    "ages": "Roe, 44, ",
    "role": "minister ",
    "role_name": "Minister Jane Roe, the minister of health, ",
    "the_minister": "the minister said the minister said ",
    "they": "they said ",
    "he_said_sent": "He said so. ",
    "he_said_para": "He said the plan was bad.\n\n",
    "they_para": "They said the plan was bad.\n\n",
    "the_company": "The company said the plan was bad.\n\n",
    "denied": "Roe denied it.\n\n",
    "denied1": "Roe denied it. ",
    "short_sents": "He ran. ",
    "short_paras": "He ran.\n",
    "abbr": "Hall. Lead. ",
    "abbr2": "Corp. Inc. ",
    "cjk": "漢字。",
    "cjk_q": "「漢字」",
    "md_head": "# ",
    "front": "---\n",
    "front2": "---\na: b\n",
    "html": "<p>",
    "ignore": "ignore all ",
    "ignore2": "ignore the your these my ",
    "sysline": "\n  system ",
    "ws_sysline": "\n ",
    "url": "http://a.b/",
    "combining": "e\u0301",
    "combining_run": "\u0301",
    "zwj": "\u200d",
    "emoji": "\U0001f9d1\u200d\U0001f4bb",
    "rtl": "שלום ",
    "mask_char": "\ue000",
    "mask_sp": "\ue000 ",
    "underscores": "_",
    "qmarks": "? ",
    "question": "Why did he go? ",
    "qa": "Q: why? A: because. ",
    "stamp": "12:30 The union says no. ",
    "stamp_para": "12:30 The union says no.\n\n",
    "light": "opened an ",
    "lightx": "opened an a ",
    "order": "order a a a a ",
    "investig": "opened an investigation into the ",
    "owner": "the Roe’s a ",
    "Cap_dot": "Abc. Abc ",
    "shared": "the a met a and ",
    "met_and": "met ",
    "quoted_as": "quoted a as ",
    "told_by": "told by a ",
    "in_cap": "In Geneva ",
    "asked": "asked ",
    "lists": "- item one\n",
    "wrapped": "this line is exactly sixty nine characters long and ends nowhere at\n",
    # One long run behind a short beginning, where an expression may start anew at each of its characters.
    "bracket_space": "[ ",
    "heading_space": "# a ",
    "comment": "<!---->",
    "comment_open": "<!-- ",
    "quote_and_spaces": "“a”    ",
    "dash_lines": "\n— He went. ",
    "labels": "\nROE: Why? ",
    "label_bold": "\n**Roe:** Why? ",
    "asides": "\n— He went, — said Roe. — She too",
    "mojibake": "â\x80\x9cHeâ\x80\x99sâ\x80\x9d ",
    "soft_hyphens": "\xad",
    "zero_width": "a\u200b",
    "bidi": "\u202ea\u202c ",
    "chat_tokens": "<|im_start|>system ",
    "forged_marks": "[[1]] {Q1} ",
    "number_words": "one hundred and ",
    "dots_and_caps": "A.B ",
    "arabic_digits": "٣",
    "date_figures": "3.9.2025 ",
    "line_separators": "\u2028",
    "paragraph_separators": "\u2029",
}
"""What is repeated, by family."""
RUNS = {
    "heading_then_spaces": ("# a", " ", "b\n\n" + HEAD),
    "heading_then_hashes": ("# a", " #", "b\n\n" + HEAD),
    "bracket_then_spaces": (HEAD + "[", " ", "a " + HEAD),
    "bracket_then_capitals": (HEAD + "[", "ABC ", "a " + HEAD),
    "comments_then_text": ("", "<!---->", HEAD),
    "instructions_then_text": ("", "<?a?>", HEAD),
    "front_matter_unclosed": ("---\n", "title: a\n", HEAD),
    "front_matter_nearly": ("---\n", "---- \n", HEAD),
    "quote_then_spaces": (HEAD + "“a", " ", "”, said Lena Ortiz. "),
    "dash_then_spaces": (HEAD + "\n\n—", " ", "He went. "),
    "label_then_spaces": (HEAD + "\n\nROE:", " ", "Why? "),
    "one_number": (HEAD + "They counted ", "7", " votes. "),
    "one_money": (HEAD + "They paid $", "7,000,", " for it. "),
    "one_date": (HEAD, "2024-", "01-01 was the day. "),
}
"""A beginning, what is repeated, an end, by family."""


def repeated(unit: str, size: int, head: str = HEAD, tail: str = TAIL) -> str:
    """Repeat a unit between a head and a tail."""
    return head + unit * max(1, (size - len(head) - len(tail)) // len(unit)) + tail


def named(size: int, sentence: str) -> str:
    """Say the same of ever new people: `%s` becomes a first and a last name nobody else has."""
    dice, out, length = random.Random(1), [HEAD], 0
    syllables = "ba ce di fo gu ha ke li mo nu pa re si to vu".split()

    def name() -> str:
        return "".join(dice.choice(syllables) for _ in range(dice.randint(2, 4))).capitalize()

    while length < size:
        out.append(sentence.replace("%s", f"{name()} {name()}"))
        length += len(out[-1])
    return "".join(out) + TAIL


NAMED = {
    "names_distinct_comma": "%s, ",
    "names_distinct_and": "%s and ",
    "names_distinct_sentence": "%s won the race in May. ",
    "names_distinct_said": "%s said that the plan was bad. ",
    "names_distinct_said_paragraph": "%s said that the plan was bad.\n\n",
    "names_distinct_killed": "%s was killed in an explosion on Monday.\n\n",
    "names_distinct_quote": "%s said: “We will not go there again.”\n\n",
    "acronyms": "%s (ABC) ",
}
"""What is said of ever new people, by family."""


@cache
def _news() -> tuple[str, ...]:
    return tuple(path.read_text("utf-8") for path in sorted(_ARTICLES.glob("*.txt")))


def news(size: int, *, shuffled: bool = True) -> str:
    """Give plain news of this length: our own articles, their paragraphs shuffled or as they are."""
    if not shuffled:
        whole = "\n\n".join(_news())
        return (whole * (size // len(whole) + 1))[:size]
    dice, out, length = random.Random(3), [], 0
    paragraphs = [p for text in _news() for p in text.split("\n\n") if not p.startswith("---")]
    while length < size:
        out.append(dice.choice(paragraphs))
        length += len(out[-1]) + 2
    return "\n\n".join(out)


def _straight(text: str) -> str:
    return text.translate(str.maketrans("“”’", '""\''))


CHANGED: dict[str, Callable[[str], str]] = {
    "news_shuffled": str,
    "news_one_paragraph": lambda text: text.replace("\n\n", " "),
    "news_no_quotes": lambda text: text.replace("”", "").replace("“", ""),
    "news_open_quotes": lambda text: text.replace("”", ""),
    "news_no_stops": lambda text: text.replace(".", "").replace("\n", " "),
    "news_upper": str.upper,
    "news_title": str.title,
    "news_straight": _straight,
    "news_straight_one_paragraph": lambda text: _straight(text).replace("\n\n", " "),
}
"""What is done to plain news, by family."""


def _families() -> dict[str, Family]:
    found: dict[str, Family] = {"news": lambda size: news(size, shuffled=False)}
    for name, unit in (UNITS | families_more.UNITS).items():
        head = "" if name in _BARE else HEAD
        found[name] = lambda size, unit=unit, head=head: repeated(unit, size, head)
    for name, (head, unit, tail) in (RUNS | families_more.RUNS).items():
        found[name] = lambda size, head=head, unit=unit, tail=tail: repeated(unit, size, head, tail)
    for name, sentence in NAMED.items():
        found[name] = lambda size, sentence=sentence: named(size, sentence)
    for name, change in CHANGED.items():
        found[name] = lambda size, change=change: change(news(size))
    return found


FAMILIES = _families()
"""Every family by its name."""
