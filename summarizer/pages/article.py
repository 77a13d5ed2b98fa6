"""The article page: the news, what happened, who said what, who is who, and the whole text beside it with its marks.

With a script of the page's own, each item can be accepted, corrected or rejected, and the result saved to a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, get_args

from summarizer.front import matter
from summarizer.pages.cards import marked, people, sections, timeline
from summarizer.pages.frame import data_island, render
from summarizer.people import who_is_who
from summarizer.printable import printable as safe
from summarizer.rank import doubted
from summarizer.review import Reviewed
from summarizer.summary import EventType, Qualifier, Realis, SourceKind, Stance, Summary
from summarizer.wording import day, headline, noticed, plain, undated


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the article that the same things cover."""

    text: str
    at: int
    """First code point."""
    marks: tuple[str, ...]
    """Ids of the cards of what covers them."""
    anchors: tuple[str, ...]
    """Those whose first words these are."""
    label: str
    """What covers them, in words."""
    front: bool = False
    """Whether they are front matter, before the article itself."""

    @property
    def kinds(self) -> str:
        """CSS classes: `g`, `q`, `c`, `e`."""
        return " ".join(sorted({mark.rpartition("-")[2][0] for mark in self.marks}))


def page(
    summaries: list[Summary], texts: list[str], *, back: str = "", reviews: list[Reviewed | None] | None = None
) -> str:  # fmt: skip
    """Render articles with their summaries as one page that loads nothing and works offline.

    Args:
        summaries: The summaries.
        texts: Each article's text as decoded.
        back: Relative address of a page that lists this one.
        reviews: What people decided about each; None where nobody has looked.

    Returns:
        The page.
    """
    known = reviews or [None] * len(summaries)
    articles = [
        _article(f"a{number}", *found)
        for number, found in enumerate(zip(summaries, texts, known, strict=True), start=1)
    ]
    named = sorted(
        {
            name
            for article in articles
            for section in article["sections"]
            for card in section.cards
            for name in card.who
            if name
        }
    )
    choices = {"kind": SourceKind, "stance": Stance, "realis": Realis, "type": EventType, "qualifier": Qualifier}
    data = {
        "articles": [_data(summary, text) for summary, text in zip(summaries, texts, strict=True)],
        "choices": {name: get_args(values) for name, values in choices.items()},
    }
    return render(
        "article.html", style="common.css article.css review.css", script="article.js review.js", articles=articles,
        back=back, title=articles[0]["title"], language=summaries[0].article.language or "en", voices=named,
        data=data_island(data),
    )  # fmt: skip


def _article(prefix: str, summary: Summary, text: str, reviewed: Reviewed | None) -> dict[str, Any]:
    pieces = list(_pieces(prefix, summary, text))
    article = summary.article
    first_line = text[matter(text).start :].strip().split("\n", 1)[0]
    return {
        "prefix": prefix, "title": headline(summary, first_line), "published": article.published or "",
        "day": day(article.published or ""), "source": plain(article.source or ""),
        "warnings": noticed(summary),
        "gist": [(f"{prefix}-g{n}", undated(span.text)) for n, span in enumerate(summary.gist, start=1)],
        "timeline": timeline(prefix, summary), "sections": list(sections(prefix, summary)),
        "people": people(prefix, summary), "pieces": pieces, "facts": _facts(summary),
        "words": {name: f"w-{piece.anchors[0]}" for piece in pieces for name in piece.anchors},
        "rated": any(item.certainty is not None for item in (*summary.quotes, *summary.claims, *summary.events)),
        "reviewed": reviewed.told if reviewed else "",
        "decided": {f"{prefix}-{d.id}": d.decision for d in reviewed.items} if reviewed else {},
    }  # fmt: skip


def _data(summary: Summary, text: str) -> dict[str, Any]:
    """What the review needs: the summary as JSON, the text, and how sure the program is of each item."""
    items = (*summary.quotes, *summary.claims, *summary.events)
    people = [person.model_dump(mode="json") for person in (entry.person for entry in who_is_who(summary))]
    return {
        "summary": summary.model_dump(mode="json") | {"people": people}, "text": text,
        "certainty": {item.id: item.certainty if item.certainty is not None else doubted(item) or 1 for item in items},
    }  # fmt: skip


def _facts(summary: Summary) -> str:
    kinds = {"events": summary.events, "quotations": summary.quotes, "claims": summary.claims}
    counts = [f"{len(found)} {kind}" for kind, found in kinds.items()]
    doubts = sum(bool(item.flags) for item in (*summary.events, *summary.quotes, *summary.claims))
    counts += [f"{doubts} to check"] if doubts else []
    counts += [f"{len(summary.rejected)} rejected"] if summary.rejected else []
    status = "" if summary.status == "ok" else summary.status
    return " · ".join(part for part in [*counts, f"read by {plain(summary.run.model)}", status] if part)


def _pieces(prefix: str, summary: Summary, text: str) -> Iterator[Piece]:
    """Cut the text wherever a span begins or ends; spans may overlap."""
    starts: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    labels: dict[str, str] = {}
    first: dict[str, int] = {}
    for name, spans, label in marked(summary):
        labels[name] = label
        first[name] = spans[0][0]
        for start, end in spans:
            starts.setdefault(start, []).append(name)
            ends.setdefault(end, []).append(name)
    open_now: list[str] = []
    body = matter(text).start
    for at, until in pairwise(sorted({0, body, len(text), *starts, *ends})):
        for name in ends.get(at, []):
            open_now.remove(name)
        open_now += starts.get(at, [])
        covering = list(dict.fromkeys(reversed(open_now)))  # what begins last, an event's word, is what a click means
        anchors = tuple(f"{prefix}-{name}" for name in covering if first.get(name) == at)
        label = safe("; ".join(labels[name] for name in covering if name[0] != "g"))
        yield Piece(
            safe(text[at:until]), at, tuple(f"{prefix}-{name}" for name in covering), anchors, label, until <= body
        )
