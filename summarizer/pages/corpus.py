"""The corpus page: who said what, when what happened, which articles tell the same, and where sources disagree.

Summaries stream through; only what the page shows is held. The page's data is compact JSON that its script turns into
text nodes, fifty at a time, so that thousands of articles stay usable.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from summarizer.pages.frame import data_island, render, safe
from summarizer.pages.plots import pictures
from summarizer.rank import ordered
from summarizer.review import Reviewed
from summarizer.stories import Said, Story, Told, disputes, saying, stories, telling
from summarizer.summary import Source, Summary


@dataclass
class Corpus:
    """What a corpus page shows, gathered one summary at a time."""

    articles: list[list[Any]] = field(default_factory=list[list[Any]])
    """`[title, published, source, address]`."""
    names: dict[str, int] = field(default_factory=dict[str, int])
    """Speakers and claimants, by name as the articles give it, to their number."""
    quotes: list[list[Any]] = field(default_factory=list[list[Any]])
    """`[words, speaker, article, id, cue]`; speaker -1 where nobody is named."""
    claims: list[list[Any]] = field(default_factory=list[list[Any]])
    """`[words, claimant, article, id, stance]`."""
    events: list[list[Any]] = field(default_factory=list[list[Any]])
    """`[words, type, date, precision, place, article, id, realis]`."""
    rejected: int = 0
    """Answers that could not be grounded."""
    _told: list[Told] = field(default_factory=list[Told])
    _said: list[Said] = field(default_factory=list[Said])
    _days: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    _heard: Counter[str] = field(default_factory=Counter[str])

    def add(self, summary: Summary, address: str, reviewed: Reviewed | None = None) -> None:
        """Take in one summary.

        Args:
            summary: The summary.
            address: Relative address of the article's page; empty where there is none.
        """
        number, record = len(self.articles), summary.article
        title = safe(record.title or record.path or "untitled")
        self.articles.append([title, record.published or "", safe(record.source or ""), address])
        for quote in ordered(summary.quotes, summary.gist):
            words = " … ".join(span.text for span in quote.content)
            cue = safe(quote.cue.text) if quote.cue else ""
            self.quotes.append([safe(words), self._name(quote.speaker), number, quote.id, cue])
            if quote.speaker and quote.speaker.kind != "anonymous":
                self._heard[safe(quote.speaker.name)] += 1
        for claim in ordered(summary.claims, summary.gist):
            self.claims.append([safe(claim.text), self._name(claim.claimant), number, claim.id, claim.stance])
            self._said.append(saying(number, claim))
        for event in ordered(summary.events, summary.gist):
            time = event.time
            value, precision = (time.value or "", time.precision) if time else ("", "")
            place = safe(event.place.name) if event.place else ""
            words = safe(event.description)
            self.events.append([words, event.type, value, precision, place, number, event.id, event.realis])
            self._told.append(telling(number, event, record.published))
            if precision == "day" and event.realis == "actual":
                self._days[value[:10], event.type] += 1
        self.rejected += len(summary.rejected)

    def _name(self, source: Source | None) -> int:
        return -1 if source is None else self.names.setdefault(safe(source.name), len(self.names))

    def page(self, *, title: str) -> str:
        """Render the page.

        Args:
            title: What the corpus is called.

        Returns:
            One self-contained page.
        """
        found = stories(self._told)
        apart = disputes(self._said)
        agreement = Counter({"numbers agree, or only one gives any": 0, "sources disagree": 0})
        for story in found:
            if story.articles > 1:
                agreement["sources disagree" if story.differs else "numbers agree, or only one gives any"] += 1
        data = {
            "articles": self.articles, "names": list(self.names), "quotes": self.quotes, "claims": self.claims,
            "events": self.events, "stories": [_story(story) for story in found],
            "disputes": [[_claim(denial), _claim(claim)] for denial, claim in apart],
        }  # fmt: skip
        facts = [
            f"{len(self.articles):,} articles", f"{len(self.quotes):,} quotations", f"{len(self.claims):,} claims",
            f"{len(self.events):,} events", f"{len(self.names):,} voices", f"{self.rejected:,} answers rejected",
        ]  # fmt: skip
        return render(
            "corpus.html", style="common.css corpus.css", script="corpus.js", title=safe(title),
            facts=" · ".join(facts), pictures=pictures(self._days, self._heard, agreement), data=data_island(data),
        )  # fmt: skip


def _story(story: Story) -> list[Any]:
    told = [[safe(t.words), t.article, t.id, t.day, safe(t.teller), t.realis] for t in story.told]
    return [told, story.articles, [safe(difference) for difference in story.differs]]


def _claim(said: Said) -> list[Any]:
    return [safe(said.words), safe(said.who), said.article, said.id, said.stance]
