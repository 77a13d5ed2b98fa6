"""Which sentences tell the news: those at the top that hold what the headline names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.readers.steps.parse import Parse
    from summarizer.reading import EventRow

_FIRST_SENTENCES = 6
_MOST = 2


def gist(parse: Parse, events: list[EventRow]) -> list[int]:
    """Choose one or two sentences.

    Args:
        parse: The parsed article.
        events: Its events.

    Returns:
        Sentence numbers in order; empty only where there are no sentences.
    """
    # What a correction takes back is no news.
    taken_back = {parse.passage.sentence_at(start).number for start, _ in parse.passage.withdrawn}
    every = parse.passage.sentences
    sentences = [s for s in every if s.number not in taken_back] or every
    title = set(_lemmas(parse, parse.passage.article.title or ""))
    telling = {s for e in events for s in (e.sentence, *(t.sentence for t in e.more))}
    ranked: list[tuple[float, int]] = []
    for s in sentences[:_FIRST_SENTENCES]:
        words = {
            t.lemma_.lower()
            for t in parse.doc
            if s.start <= parse.offsets[t.i][0] < s.end and t.is_alpha and not t.is_stop
        }
        if len(words) < 4:
            continue
        ranked.append((len(words & title) + (1.0 if s.number in telling else 0.0) - 0.7 * len(ranked), s.number))
    if not ranked:
        return [s.number for s in sentences[:1]]
    best = sorted(ranked, reverse=True)
    chosen = [best[0][1]] + [n for score, n in best[1:_MOST] if score >= 1.0]
    return sorted(chosen)


def _lemmas(parse: Parse, title: str) -> list[str]:
    known = {t.lower_: t.lemma_.lower() for t in parse.doc if t.is_alpha}
    return [known.get(w.lower(), w.lower()) for w in title.replace("’", "'").replace("'s", " ").split()]
