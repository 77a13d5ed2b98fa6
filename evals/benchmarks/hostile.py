"""How long does adversarial text take? Families of it at growing sizes: cutting, showing, grounding a full sheet.

`python evals/benchmarks/hostile.py` prints the table (five minutes); `--sizes 5 20` and `--only NAME` print less of it;
`--parser` times the small reader instead, where the parser alone takes 0.1 to 0.2 ms a word or sign.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from families import FAMILIES, news

from summarizer import settings
from summarizer.article import Article
from summarizer.errors import ArticleError, LanguageError
from summarizer.ground import judge
from summarizer.passage import Passage, cut
from summarizer.passage.show import show
from summarizer.provider import open_asker
from summarizer.question import Tally
from summarizer.readers import steps
from summarizer.reading import ClaimRow, CountRow, EventRow, Person, QuoteRow, Reading, Telling

APART = 120
"""Code points from one claim and event to the next in the sheet; the longest answer has room for fewer."""
SIZES_KB = (5, 20, 100, 300)
"""What the table shows."""
WORDS_OF_NEWS = 300_000
"""What is cut, shown and grounded besides, as plain news."""
STEPS = ("read", "cut", "show", "ground", "parser")


@dataclass(frozen=True, slots=True)
class Row:
    """What one text took, in seconds of processor time for each of `STEPS`."""

    read: float = 0.0
    """Article, date, headline, language, warnings."""
    cut: float = 0.0
    """Paragraphs, sentences, quotations."""
    show: float = 0.0
    """The numbered text for a model."""
    ground: float = 0.0
    """The sheet of `sheet`."""
    parser: float = 0.0
    """The sheet of the small reader, no model asked; in place of all others."""

    @property
    def total(self) -> float:
        """All steps."""
        return self.read + self.cut + self.show + self.ground + self.parser


def sheet(passage: Passage) -> Reading:
    """Fill in more than an answer has room for: a claim and an event every `APART`, for every quotation a row."""
    text = passage.article.text
    people, claims, events = [], [], []
    after = 0
    for sentence in passage.sentences:
        if sentence.start < after:
            continue
        after = sentence.start + APART
        words = text[sentence.start : min(sentence.end, sentence.start + 400)].split()
        tail = text[max(sentence.start, sentence.end - 400) : sentence.end].split()
        if not words:
            continue
        who = len(claims) // 20 + 1
        if who > len(people):
            people.append(Person(number=who, sentence=sentence.number, name=words[0], kind="person", role=words[-1]))
        claims.append(
            ClaimRow(
                sentence=sentence.number,
                first=" ".join(words[:3]),
                last=" ".join(tail[-3:]),
                person=who,
                words=words[0],
                cue=words[-1],
                stance="denied" if who % 2 else "asserted",
            )
        )
        events.append(
            EventRow(
                sentence=sentence.number,
                more=[Telling(sentence=max(1, sentence.number - 7), word=words[-1])],
                word=tail[-1],
                type="attack",
                realis="actual",
                actors=[words[0]],
                targets=[words[-1], tail[-1]],
                place=words[len(words) // 2],
                time=tail[len(tail) // 2],
                date="2025-03-17",
                counts=[CountRow(what="dead", words=" ".join(words[:4]), value=7, qualifier="exactly")],
                source=who,
            )
        )
    quotes = [
        QuoteRow(quotation=q.number, person=min(q.number, len(people)), words=people[0].name if people else "", cue="")
        for q in passage.quotations
    ]
    return Reading(gist=[1, 2, 3], people=people, quotes=quotes, loose=[], claims=claims, events=events)


def measure(text: str) -> Row:
    """Take a text through all steps of ours; one that is refused takes no time in the steps it does not reach."""
    began = time.process_time()
    try:
        article = Article.from_text(text)
        _ = article.flags, article.language
    except ArticleError:
        return Row(time.process_time() - began)
    read = time.process_time()
    passage = cut(article)
    cutting = time.process_time()
    show(passage)
    shown = time.process_time()
    filled = sheet(passage)
    filling = time.process_time()
    judge(passage, filled)
    return Row(read - began, cutting - read, shown - cutting, time.process_time() - filling)


def measure_parser(text: str) -> Row:
    """Read a text with the parser alone; one that is refused takes no time."""
    asker = open_asker(settings.load(model="parser"), use_cache=False)
    try:
        passage = cut(Article.from_text(text))
        began = time.process_time()
        asyncio.run(steps.read(passage, asker, Tally()))
    except (ArticleError, LanguageError):
        return Row()
    return Row(parser=time.process_time() - began)


def exponent(small: float, large: float, ratio: float) -> float:
    """Give the power of the size that the time grows with; 1 is linear."""
    return math.log(max(large, 1e-4) / max(small, 1e-4), ratio)


def table(
    sizes: tuple[int, ...], names: list[str], measure: Callable[[str], Row] = measure
) -> list[tuple[str, list[Row], float]]:
    """Measure families at sizes in kB; a row holds the power that the last two sizes differ by."""
    measure(FAMILIES["news"](2000))  # what is loaded once is not the first family's
    found = []
    for name in names:
        rows = [measure(FAMILIES[name](size * 1000)) for size in sizes]
        power = exponent(rows[-2].total, rows[-1].total, sizes[-1] / sizes[-2]) if len(sizes) > 1 else math.nan
        found.append((name, rows, power))
    return found


def main() -> None:
    """Print the table, the slowest families first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES_KB), metavar="KB")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--top", type=int, default=15, help="rows to print; 0 prints all")
    parser.add_argument("--no-news", action="store_true", help="without the 300,000 words of news")
    parser.add_argument("--parser", action="store_true", help="time the small reader")
    asked = parser.parse_args()
    sizes = tuple(asked.sizes)
    timed = measure_parser if asked.parser else measure
    found = table(sizes, [name for name in FAMILIES if not asked.only or name in asked.only], timed)
    found.sort(key=lambda row: -row[1][-1].total)
    print(f"| {len(found)} families, seconds | {' | '.join(f'{kb} kB' for kb in sizes)} | grows with n to the |")
    print("|---|" + "---|" * (len(sizes) + 1))
    for name, rows, power in found[: asked.top or None]:
        slowest = max(STEPS, key=lambda step: getattr(rows[-1], step))
        print(f"| {name} ({slowest}) | {' | '.join(f'{row.total:.2f}' for row in rows)} | {power:.2f} |")
    worst = [max(rows[at].total for _, rows, _ in found) for at in range(len(sizes))]
    power = max((power for _, rows, power in found if rows[-1].total > 0.2), default=math.nan)
    print(f"| worst of all | {' | '.join(f'{value:.2f}' for value in worst)} | {power:.2f} |")
    if asked.no_news:
        return
    text = news(WORDS_OF_NEWS * 6)
    text = text[: text.rfind(" ", 0, 2 * 2**20)]
    half, whole = text[: len(text) // 2], text
    for part in (half, whole):
        row = timed(part)
        each = ", ".join(f"{step} {getattr(row, step):.1f}" for step in STEPS)
        print(f"\n{len(part.split()):,} words of plain news: {row.total:.1f} s ({each})")


if __name__ == "__main__":
    main()
