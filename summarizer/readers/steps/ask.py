"""What syntax leaves open about claimants, asked of a small model: one choice a question.

Quotations are not asked about: of 35 whose speaker only the neighbourhood tells the 1.5B had 21 right, the parser's
rule has 30; of six for which nothing tells, it had none right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer import prompt
from summarizer.passage.show import plain
from summarizer.question import Choice, Question, choice_of
from summarizer.readers.steps import words
from summarizer.readers.steps.tree import SUBJECTS

if TYPE_CHECKING:
    from summarizer.readers.steps.names import Name, Names
    from summarizer.readers.steps.parse import Parse

NOBODY = "nobody"
"""Always on the list."""
MOST_CHOICES = 8
"""Names on a list, the nearest first."""
_BEFORE, _AFTER = 4, 1
"""Sentences of the passage before and after the marked words."""


def source_question(
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
    user = prompt.fill("speaker", "user", passage=shown, choices=" | ".join(options))
    system = prompt.fill("speaker", "system")
    return Question("speaker", system, user, choice_of(options), 60, passage.article.id), choices


def candidates(parse: Parse, names: Names, window: tuple[int, int], marked: tuple[int, int]) -> dict[str, Name]:
    """List who could speak in a window of code points, in the order of the text, the marked words left out."""
    found: dict[str, tuple[int, Name]] = {}
    for token in parse.doc:
        at = parse.offsets[token.i][0]
        outside = not window[0] <= at < window[1] or marked[0] <= at < marked[1] or parse.quoted(token.i)
        if outside or token.dep_ in ("compound", "amod", "nmod", "poss"):
            continue
        known = names.is_person(token) or parse.label(token) == "ORG"
        lemma, leads = token.lemma_.lower(), token.dep_ in (*SUBJECTS, "appos")
        if known or (leads and lemma in words.PEOPLE | words.BODIES | words.CROWD | words.MOUTHPIECES):
            name = names.name(token)
            if name is not None:
                found[name.key] = (abs(at - marked[0]), name)
    nearest = sorted(found.values(), key=lambda f: f[0])[:MOST_CHOICES]
    return {name.text: name for _, name in sorted(nearest, key=lambda f: f[1].start)}
