"""The corpus page: what several articles tell, where sources disagree, who said what, when what happened.

Summaries stream through; only what the page shows is held. The page's data is compact JSON that its script turns into
text nodes, fifty at a time, so that thousands of articles stay usable. What the front page shows stands before the
script, everything else behind it: the front page is there while the rest is still being read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from summarizer.namesakes import Naming, joined
from summarizer.pages.frame import data_island, render
from summarizer.pages.plots import pictures
from summarizer.printable import printable as safe
from summarizer.rank import certainty, doubted, ordered
from summarizer.review import Reviewed
from summarizer.stories import Said, Story, disputes, saying, stories
from summarizer.summary import Claim, Event, Quote, Source, Summary
from summarizer.tellings import Told, tellings
from summarizer.wording import flagged, happening, headline, undated

TOLD, DENIED, LATEST, TELLINGS = 8, 5, 8, 12
"""Stories, disputes and articles of the front page, and how many tellings of a story are shown: `TELLINGS` of
corpus.js is the same."""


@dataclass
class Corpus:
    """What a corpus page shows, gathered one summary at a time."""

    articles: list[list[Any]] = field(default_factory=list[list[Any]])
    """`[title, published, source, address, what was reviewed]`."""
    voices: dict[tuple[int, str], int] = field(default_factory=dict[tuple[int, str], int])
    """Speakers and claimants, by article and name there, to their number."""
    quotes: list[list[Any]] = field(default_factory=list[list[Any]])
    """`[words, speaker, article, id, cue]`; speaker -1 where nobody is named."""
    claims: list[list[Any]] = field(default_factory=list[list[Any]])
    """`[words, claimant, article, id, stance]`."""
    events: list[list[Any]] = field(default_factory=list[list[Any]])
    """`[words, type, date, precision, place, article, id, realis]`."""
    queue: list[list[Any]] = field(default_factory=list[list[Any]])
    """`[certainty, kind, number in its list, why]` of each item; `why` is empty where nothing speaks against it."""
    rejected: int = 0
    """Answers that could not be grounded."""
    _news: list[str] = field(default_factory=list[str])
    _namings: list[Naming] = field(default_factory=list[Naming])
    _told: list[Told] = field(default_factory=list[Told])
    _said: list[Said] = field(default_factory=list[Said])
    _days: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])

    def add(self, summary: Summary, address: str, reviewed: Reviewed | None = None) -> None:
        """Take in one summary.

        Args:
            summary: The summary.
            address: Relative address of the article's page; empty where there is none.
            reviewed: What people decided about it.
        """
        number, record = len(self.articles), summary.article
        told = safe(reviewed.told) if reviewed else ""
        self.articles.append([headline(summary), record.published or "", safe(record.source or ""), address, told])
        self._news.append(safe(undated(summary.gist[0].text)) if summary.gist else "")
        others = {p.name: frozenset(m.text for m in p.mentions) for p in summary.people}
        voices = [*(q.speaker for q in summary.quotes), *(c.claimant for c in summary.claims)]
        for voice in {v.name: v for v in voices if v}.values():
            self._namings.append(Naming(number, voice.name, voice.kind, others.get(voice.name, frozenset())))
        for quote in ordered(summary.quotes, summary.gist):
            self._enqueue("quotes", quote)
            cue = safe(quote.cue.text) if quote.cue else ""
            words = " … ".join(span.text for span in quote.content)
            self.quotes.append([safe(words), self._voice(number, quote.speaker), number, quote.id, cue])
        for claim in ordered(summary.claims, summary.gist):
            self._enqueue("claims", claim)
            self.claims.append([safe(claim.text), self._voice(number, claim.claimant), number, claim.id, claim.stance])
            self._said.append(saying(number, claim))
        for event in ordered(summary.events, summary.gist):
            self._enqueue("events", event)
            self._event(number, event)
        self._told += tellings(number, summary)
        self.rejected += len(summary.rejected)

    def _event(self, number: int, event: Event) -> None:
        value, precision = (event.time.value or "", event.time.precision) if event.time else ("", "")
        place = safe(event.place.name) if event.place else ""
        words = safe(happening(event))
        self.events.append([words, event.type, value, precision, place, number, event.id, event.realis])
        if precision == "day" and event.realis == "actual":
            self._days[value[:10], event.type] += 1

    def _voice(self, article: int, source: Source | None) -> int:
        return -1 if source is None else self.voices.setdefault((article, source.name), len(self.voices))

    def _enqueue(self, kind: str, item: Quote | Claim | Event) -> None:
        doubt = doubted(item)
        why = "" if doubt is None else "; ".join(flagged(item)) or f"certainty {doubt:.2f}"
        self.queue.append([round(certainty(item), 3), kind, len(getattr(self, kind)), why])

    def page(self, *, title: str) -> str:
        """Render the page.

        Args:
            title: What the corpus is called.

        Returns:
            One self-contained page.
        """
        found = stories(self._told)
        near = [frozenset(told.article for told in story.told) for story in found if story.articles > 1]
        names, number_of = self._joined(near)
        agreement = Counter({"numbers agree, or only one gives any": 0, "sources disagree": 0})
        for story in found:
            if story.articles > 1:
                agreement["sources disagree" if story.differs else "numbers agree, or only one gives any"] += 1
        heard = Counter(names[number_of[quote[1]]] for quote in self.quotes if quote[1] >= 0)
        told = [_story(story) for story in found]
        # Words alone would let a denial in one article meet what another says of something else.
        denied = [
            [_claim(denial), _claim(claim)]
            for denial, claim in disputes(self._said)
            if denial.article == claim.article or any({denial.article, claim.article} <= one for one in near)
        ]
        data = {
            "articles": self.articles, "names": names,
            "quotes": [[words, number_of[who], *rest] for words, who, *rest in self.quotes],
            "claims": [[words, number_of[who], *rest] for words, who, *rest in self.claims],
            "events": self.events, "stories": told, "disputes": denied,
            "queue": sorted(self.queue, key=lambda entry: entry[0]),
        }  # fmt: skip
        facts = [
            f"{len(self.articles):,} articles", f"{len(self.quotes):,} quotations", f"{len(self.claims):,} claims",
            f"{len(self.events):,} events", f"{len(names):,} voices",
            f"{self.rejected:,} answer{'' if self.rejected == 1 else 's'} rejected",
        ]  # fmt: skip
        return render(
            "corpus.html", style="common.css corpus.css", script="corpus.js", title=safe(title),
            facts=" · ".join(facts), pictures=pictures(self._days, heard, agreement),
            front=data_island(self._front(told[:TOLD], denied[:DENIED])),
            data={name: data_island(values, packed=True) for name, values in data.items()},
        )  # fmt: skip

    def _front(self, told: list[list[Any]], denied: list[list[Any]]) -> dict[str, Any]:
        """Give what the front page shows, with the articles it names, by their numbers."""
        told = [[tellings[:TELLINGS], articles, differs, len(tellings)] for tellings, articles, differs in told]
        numbers = sorted(range(len(self.articles)), key=lambda number: self.articles[number][1], reverse=True)[:LATEST]
        named = {*numbers, *(telling[1] for story in told for telling in story[0])}
        named |= {claim[2] for pair in denied for claim in pair}
        return {
            "stories": told, "disputes": denied, "latest": [[number, self._news[number]] for number in numbers],
            "articles": {number: self.articles[number] for number in sorted(named)},
        }  # fmt: skip

    def _joined(self, near: list[frozenset[int]]) -> tuple[list[str], dict[int, int]]:
        """Join voices across articles.

        Returns:
            Their names, and for each number given so far its number among them; -1 stays.
        """
        under = joined(self._namings, near)
        numbers: dict[str, int] = {}
        number_of = {-1: -1}
        for key, number in self.voices.items():
            number_of[number] = numbers.setdefault(safe(under[key]), len(numbers))
        return list(numbers), number_of


def _story(story: Story) -> list[Any]:
    told = [[safe(undated(t.words)), t.article, t.id, t.day, safe(t.teller), t.realis, t.type] for t in story.told]
    return [told, story.articles, [safe(difference) for difference in story.differs]]


def _claim(said: Said) -> list[Any]:
    return [safe(said.words), safe(said.who), said.article, said.id, said.stance]
