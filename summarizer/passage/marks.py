"""Pairs of quotation marks on real news typography, in time that grows with the text alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from summarizer.language import UNSEEN, UNSPACED

_TOKEN = re.compile(r"``|''|[“”„‟\"«»‹›「」『』]")
_NATURE = {"“": "open", "„": "open", "‟": "open", "``": "open", "”": "close"}
_CLOSERS = {
    "“": "”\"“", "”": "”\"", "„": "“”\"", "‟": "”\"", '"': '"”“', "«": "»", "»": "«»", "‹": "›", "›": "‹›",
    "「": "」", "『": "』", "``": "\"''”", "''": "''",
}  # fmt: skip
_LEADS = set("([{—–-/…:;,（：，")
_TRAILS = set(".,;:!?)]}…-–—/。，、；：！？）")
_HEBREW = re.compile(r"[\u05d0-\u05ea]")


@dataclass(frozen=True, slots=True)
class Pair:
    """Outermost marks and what lies between them."""

    opener: int
    """Code point of the opening mark."""
    start: int
    """Code point after it."""
    close: int
    """Code point of the closing mark; the end of the paragraph where none closes."""
    after: int
    """Code point after the closing mark; `close` where none closes."""
    mark: str
    """The opening mark."""

    @property
    def closed(self) -> bool:
        """Whether a mark closes it."""
        return self.after > self.close


@dataclass(slots=True)
class _Token:
    mark: str
    at: int
    opens: bool | None
    """True or False where white space decides, None where the mark's own nature does."""
    leads: bool
    """Whether words could begin behind it."""
    partner: int | None = None
    """Index of the token that closes it."""


def pairs(text: str, start: int, end: int) -> tuple[list[Pair], int | None]:
    """Pair the double marks of one paragraph; marks inside a quotation belong to it.

    What stands around a mark decides before its shape does: `yes,“ For` closes, ` ”No` opens.

    Args:
        text: The article.
        start: First code point of the paragraph.
        end: Code point after its last.

    Returns:
        The outermost pairs in order, those that nothing closes among them, and the place of a first closing mark
        that no opening one stands before, or None.
    """
    tokens = _tokens(text, start, end)
    stray = _match(tokens, text)
    found: list[Pair] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.partner is None:
            if token.opens is True and token.leads:
                found.append(Pair(token.at, token.at + len(token.mark), end, end, token.mark))
            index += 1
            continue
        closer = tokens[token.partner]
        found.append(Pair(token.at, token.at + len(token.mark), closer.at, closer.at + len(closer.mark), token.mark))
        index = token.partner + 1
    return found, stray


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    found: list[_Token] = []
    straight = text.count('"', start, end)
    for match in _TOKEN.finditer(text, start, end):
        mark, at = match.group(), match.start()
        before, after = _neighbour(text, at - 1, start - 1, -1), _neighbour(text, match.end(), end, 1)
        if mark == '"' and before.isdigit() and straight % 2 and not after.isalnum():
            continue  # 12" is inches
        opens: bool | None = None
        if mark not in "«»‹›「」『』":
            if before.isspace() != after.isspace():
                opens = before.isspace()
            elif (before in _LEADS) != (after in _TRAILS):
                opens = before in _LEADS
        if mark == '"' and _HEBREW.match(before) and _HEBREW.match(after):
            continue  # an abbreviation
        leads = not after.isspace() and (mark != '"' or not before.isalnum() or bool(UNSPACED.match(before)))
        # French puts a space inside its marks, and takes a quotation up with `» ` in each new paragraph.
        leads = leads or mark == "«" or (mark == "»" and at == start)
        found.append(_Token(mark, at, opens, leads))
    return found


def _neighbour(text: str, at: int, stop: int, step: int) -> str:
    """The nearest character one would see; a space at the paragraph's edge. Looks at eight places at most."""
    for place in range(at, at + 8 * step, step):
        if place == stop:
            return " "
        if text[place] not in UNSEEN:
            return text[place]
    return " "


def _match(tokens: list[_Token], text: str) -> int | None:
    """Pair the tokens with a stack; every token is pushed and popped once."""
    stack: list[int] = []
    waiting: dict[str, int] = {}
    stray: int | None = None
    straight = sum(token.mark == '"' for token in tokens)
    seen = 0
    for index, token in enumerate(tokens):
        seen += token.mark == '"'
        closable = any(waiting.get(mark) for mark, closers in _CLOSERS.items() if _closes(token.mark, closers))
        if closable and not _nests(tokens, index, stack, straight - seen):
            while stack:
                opener = tokens[stack[-1]]
                waiting[opener.mark] -= 1
                place = stack.pop()
                if _closes(token.mark, _CLOSERS[opener.mark]):
                    tokens[place].partner = index
                    break
            token.opens = False
        elif _begins(token, text):
            token.opens = True
            stack.append(index)
            waiting[token.mark] = waiting.get(token.mark, 0) + 1
        else:
            token.opens = False
            stray = token.at if index == 0 else stray
    return stray


def _closes(mark: str, closers: str) -> bool:
    return mark in closers if len(mark) == 1 else mark == "''" and "''" in closers


def _nests(tokens: list[_Token], index: int, stack: list[int], left: int) -> bool:
    """Whether a mark that could close the open one opens another inside it."""
    token, opener = tokens[index], tokens[stack[-1]]
    if token.opens is not True or not token.leads:
        return False
    if token.mark in "“„":
        return True
    following = tokens[min(index + 1, len(tokens) - 1)]
    closes_next = following is not token and following.opens is False
    if token.mark == '"':
        # With an even number of marks left to close with, both close; else the open one was never closed.
        return left >= 1 and (left % 2 == 0 or opener.mark != '"' or closes_next)
    return closes_next and following.mark in _CLOSERS[token.mark]


def _begins(token: _Token, text: str) -> bool:
    """Whether a mark that closes nothing opens a quotation."""
    nature = _NATURE.get(token.mark)
    if token.mark in "「『«‹":
        return True
    if token.mark in "」』":
        return False
    if token.mark in "»›":
        before = text[token.at - 1] if token.at else " "
        return token.leads and not before.isalnum() and before not in ".,!?"
    if token.opens is not None:
        return token.opens
    return nature == "open" or (nature is None and token.leads)


_SINGLE = re.compile(r"[‘’'‚]")
# Elisions at the start of a word: their mark opens nothing.
_ELISION = re.compile(r"(?:tis|twas|em|til|n|cause|bout|\d0s)\b", re.IGNORECASE)
_BEFORE_OPENER = set('([{—–-/:,：，“"«…')
_BEHIND_OPENER = set('“"«„[…£$€¿¡#@')
_STOPS = ".,!?…"


def singles(text: str, start: int, end: int, doubles: list[Pair], *, runs_on: bool = False) -> list[Pair]:
    """Pair the single marks of one paragraph, as British papers print them; apostrophes are sorted out.

    Args:
        text: The article.
        start: First code point of the paragraph.
        end: Code point after its last.
        doubles: Its pairs of double marks, as `pairs` gives them; single marks inside them are theirs.
        runs_on: Whether the next paragraph begins with a single mark, so that this one's last may stay open.

    Returns:
        Pairs in order, outermost only. Where the paragraph has double marks too, only those whose words end in
        punctuation, as speech does: the others are apostrophes more often than not.
    """
    openers: list[int] = []
    closers: list[int] = []
    within = iter([*doubles, None])
    double = next(within)
    for match in _SINGLE.finditer(text, start, end):
        at = match.start()
        while double is not None and double.after <= at:
            double = next(within)
        if double is not None and double.opener < at:
            continue
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        leads = (before.isspace() or before in _BEFORE_OPENER) and (after.isalnum() or after in _BEHIND_OPENER)
        trails = not before.isspace() and (after.isspace() or after in _TRAILS or after in '”"»')
        if leads and match.group() != "’":
            openers += [] if _ELISION.match(text, at + 1) else [at]
        elif trails and match.group() != "‚":
            closers.append(at)
    strong = [at for at in closers if text[at - 1] in _STOPS]
    found: list[Pair] = []
    done = start
    for opener in openers:
        if opener < done:
            continue
        close = _single_close(text, opener, openers, closers, strong)
        if (
            runs_on
            and text[max(start, opener - 2) : opener] in ("", ": ", ", ")
            and not (strong and strong[-1] > opener)
        ):
            found.append(Pair(opener, opener + 1, end, end, text[opener]))
            break
        if close is None or close - opener < 3 or (doubles and text[close - 1] not in _STOPS):
            continue
        found.append(Pair(opener, opener + 1, close, close + 1, text[opener]))
        done = close + 1
    return found


def _single_close(text: str, opener: int, openers: list[int], closers: list[int], strong: list[int]) -> int | None:
    place = bisect_right(closers, opener)
    if place == len(closers):
        return None
    close = closers[place]
    if text[close - 1] not in "sSxz" or text[close + 1 : close + 2] != " ":
        return close
    # "the boys' team" closes nothing while a better closer, after punctuation, comes before the next opener.
    better = bisect_right(strong, close)
    if better == len(strong):
        return close
    following = bisect_right(openers, close)
    return close if following < len(openers) and openers[following] < strong[better] else strong[better]
