"""An article's words as a model may see them: nothing unseen, no number or mark of ours, no token of a chat."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    # Unicode's default ignorables, the fillers that print as nothing, and what steers the direction of writing.
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
# Persian and the scripts of India spell with joiners; anywhere else they only hide.
_JOINED = "\u0600-\u0dff\u1000-\u17ff"
_JOINER = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINED}])")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SPACE = re.compile(r"\s+")
_SHAPES = {
    "[": "[［⁅【〔〖〘〚⟦⟬❲", "]": "]］⁆】〕〗〙〛⟧⟭❳",
    "{": "{｛❴⦃﹛", "}": "}｝❵⦄﹜",
    "<": "<＜〈⟨﹤❮❰", ">": ">＞〉⟩﹥❯❱",
}  # fmt: skip
_KIND = {shape: bracket for bracket, shapes in _SHAPES.items() for shape in shapes}
_CLOSES = {"]": "[", "}": "{", ">": "<"}
_BRACKET = re.compile(f"[{re.escape(''.join(_KIND))}]")
_COMMAND = re.compile(r"\s*/?\s*[a-z]{0,2}[A-Z_]{3,}[A-Z_ ]*\d*\s*[\]］]")
_TAG = re.compile(r"\s*[^\s\d=<>]|\d+x|[<>]")
# Marks some models' chats are made of without brackets that hold anything: `]~b]`, `>>ANSWER<<`.
_TILDE = re.compile(r"(?<=[\[\]])~|~(?=[\[\]])|(?<=~)!(?=[a-z]?\[)")


def plain(words: str) -> str:
    """Break up in an article's words whatever looks like a number or mark of ours, or ends a chat message early.

    Brackets that hold something like a number (`[12]`, `{Q3`, `[[[ q1:`, in digits and brackets of any script) or a
    tag (`<|im_start|>`, `[INST]`, `<<SYS>>`, `</s>`) become round ones; the words between stay. White space becomes
    one space; soft hyphens, zero-width and control characters are left out. `locate` forgives all of this.

    Args:
        words: A slice of an article.

    Returns:
        The words on one line.
    """
    words = _JOINER.sub("", _UNSEEN.sub("", _CONTROL.sub(" ", words)))
    words = _SPACE.sub(" ", words)
    if not _BRACKET.search(words):
        return words
    words = _TILDE.sub(" ", words)
    follows = _following(words)
    parts: list[str] = []
    opened: dict[str, list[bool]] = {"[": [], "{": [], "<": []}
    at = 0
    for match in _BRACKET.finditer(words):
        place, char = match.start(), match.group()
        kind = _KIND[char]
        if kind in opened:
            forged = _forged(words, place, kind, follows.get(place, ""))
            opened[kind].append(forged)
            shown = "(" if forged else char
        else:
            waiting = opened[_CLOSES[kind]]
            forged = waiting.pop() if waiting else _stray(words, place, kind)
            shown = ")" if forged else char
        parts += [words[at:place], shown]
        at = place + 1
    return "".join(parts) + words[at:]


def _stray(words: str, place: int, kind: str) -> bool:
    """Whether a closing bracket that nothing opened is shown round: any but a sign such as `x > 5`."""
    around = words[max(place - 1, 0) : place] + words[place + 1 : place + 2]
    return kind != ">" or any(not char.isspace() and not char.isdigit() for char in around)


def _following(words: str) -> dict[int, str]:
    """For each bracket, the next two letters or digits behind it, whatever stands between; one pass from the end."""
    found: dict[int, str] = {}
    first = second = ""
    for place in range(len(words) - 1, -1, -1):
        char = words[place]
        if char.isalnum():
            first, second = char, first
        elif char in _KIND:
            found[place] = first + second
    return found


def _forged(words: str, place: int, kind: str, following: str) -> bool:
    number = following[:1].isnumeric() or following[1:].isnumeric()
    if number and kind != "<":
        return True
    if kind == "[":
        return _COMMAND.match(words, place + 1, place + 64) is not None
    if kind == "<":
        return _TAG.match(words, place + 1) is not None
    return False
