"""What syntax leaves open about speakers and claimants, asked of a small model: one choice a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer import prompt
from summarizer.passage.show import plain
from summarizer.question import Choice, Question, choice_of

if TYPE_CHECKING:
    from summarizer.readers.steps.names import Name, Names
    from summarizer.readers.steps.parse import Parse
    from summarizer.readers.steps.speech import Spoken, Statement

NOBODY = "nobody"
"""Always on the list."""
MOST_CHOICES = 8
"""Names on a list, the nearest first."""
_BEFORE, _AFTER = 4, 1
"""Sentences of the passage before and after the marked words."""


def speaker_question(
    parse: Parse, names: Names, start: int, end: int
) -> tuple[Question[Choice], dict[str, Name]] | None:
    """Ask whose words a stretch of the article is.

    Args:
        parse: The parsed article.
        names: Its names.
        start: First code point, an opening mark included.
        end: Code point after the last.

    Returns:
        The question, and the name of each choice; None where nobody near could be chosen.
    """
    passage, text = parse.passage, parse.passage.article.text
    here, last = passage.sentence_at(start).number, passage.sentence_at(end - 1).number
    first = max(1, here - _BEFORE)
    window = passage.sentences[first - 1].start, passage.sentences[min(len(passage.sentences), last + _AFTER) - 1].end
    choices = candidates(parse, names, window, (start, end))
    if not choices:
        return None
    shown = f"{plain(text[window[0] : start])}[[{plain(text[start:end])}]]{plain(text[end : window[1]])}"
    options = (NOBODY, *choices)
    user = prompt.fill("speaker", "user", passage=shown.replace("[[ ", "[["), choices=" | ".join(options))
    question = Question(
        "speaker", prompt.fill("speaker", "system"), user, choice_of(options), 60, passage.article.id
    )  # fmt: skip
    return question, choices


def candidates(parse: Parse, names: Names, window: tuple[int, int], marked: tuple[int, int]) -> dict[str, Name]:
    """List who could speak in a window of code points, in the order of the text, the marked words left out."""
    from summarizer.readers.steps.frames import can_speak

    found: dict[str, tuple[int, Name]] = {}
    for token in parse.doc:
        at = parse.offsets[token.i][0]
        if not window[0] <= at < window[1] or marked[0] <= at < marked[1] or parse.quoted(token.i):
            continue
        if (
            token.pos_ not in ("NOUN", "PROPN")
            or token.dep_ in ("compound", "amod", "nmod")
            or token.i in parse.stands_for
        ):
            continue
        if not can_speak(parse, names, token) or (
            token.pos_ == "NOUN" and token.dep_ not in ("nsubj", "agent", "pobj", "appos")
        ):
            continue
        name = names.name(token)
        if name is not None and len(name.text) < 80:
            found[name.key] = (abs(at - marked[0]), name)
    nearest = sorted(found.values(), key=lambda f: f[0])[:MOST_CHOICES]
    return {name.text: name for _, name in sorted(nearest, key=lambda f: f[1].start)}


def is_open(spoken: Spoken, names: Names) -> bool:
    """Tell whether syntax leaves open who utters a quotation."""
    if spoken.how in ("before", "paragraph", "none"):
        return spoken.direct
    return spoken.how == "pronoun" and _in_doubt(
        spoken.frame.source.i if spoken.frame and spoken.frame.source else -1, names
    )


def is_claimant_open(statement: Statement, names: Names) -> bool:
    """Tell whether it is open whom the pronoun that makes a statement means."""
    source = statement.frame.source
    return source is not None and source.tag_ in ("PRP", "PRP$") and _in_doubt(source.i, names)


def _in_doubt(token: int, names: Names) -> bool:
    meant = names.means.get(token)
    return meant is None or meant.rival is not None
