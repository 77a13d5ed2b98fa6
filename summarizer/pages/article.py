"""The article page: the article with its quotes, claims and events marked, cards beside it, and what was rejected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from summarizer.article import body_start
from summarizer.pages.frame import render, safe
from summarizer.rank import FIRST, Ranked, Ranking
from summarizer.summary import Claim, Event, Quote, Source, Span, Summary


@dataclass(frozen=True)
class Piece:
    """Words of the article that the same things cover."""

    text: str
    """The words."""
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
        """CSS classes: `q`, `c`, `e`."""
        return " ".join(sorted({mark.rpartition("-")[2][0] for mark in self.marks}))


@dataclass(frozen=True)
class Tag:
    """A word or two about a thing."""

    text: str
    """The words."""
    strong: bool = False
    """Whether nobody should miss them: a denial, a plan."""


@dataclass(frozen=True)
class Card:
    """One quote, claim, event or rejected answer."""

    id: str
    """Unique on the page."""
    words: str
    """What it says."""
    lead: str = ""
    """Who, in bold."""
    tags: tuple[Tag, ...] = ()
    """Type, stance, time, …"""
    about: str = ""
    """The rest."""
    who: str = ""
    """Speaker or claimant, for the filter."""
    at: int = 0
    """Where it stands in the article."""
    word: str = ""
    """Id of its first marked words; empty where nothing is marked."""
    copy: str = ""
    """What the copy button copies."""
    why: str = ""
    """Why it leads."""
    later: bool = False
    """Shown only on demand."""
    more: int = 0
    """On the last card: how many are shown only on demand."""


def page(summaries: list[Summary], texts: list[str], *, back: str = "") -> str:
    """Render articles with their summaries as one page that loads nothing and works offline.

    Args:
        summaries: The summaries.
        texts: Each article's text as decoded.
        back: Relative address of a page that lists this one.

    Returns:
        The page.
    """
    articles: list[dict[str, Any]] = []
    for number, (summary, text) in enumerate(zip(summaries, texts, strict=True), start=1):
        prefix = f"a{number}"
        pieces = list(_pieces(prefix, summary, text))
        anchors = {name: piece.anchors[0] for piece in pieces for name in piece.anchors}
        articles.append({
            "title": safe(summary.article.title or summary.article.path or "Article"),
            "facts": _facts(summary), "pieces": pieces, "cards": list(_cards(prefix, summary, anchors)),
        })  # fmt: skip
    named = {_who(s) for summary in summaries for s in _voices(summary)}
    return render(
        "article.html", style="common.css article.css", script="article.js", articles=articles, back=back,
        title=articles[0]["title"], language=summaries[0].article.language or "en", speakers=sorted(named - {""}),
        foot="Every marked word is a slice of the article. A claim is what somebody says, never a verdict on its "
        "truth. What a model answered and the article does not bear out is listed under Rejected.",
    )  # fmt: skip


def _facts(summary: Summary) -> str:
    kinds = {"quotes": summary.quotes, "claims": summary.claims, "events": summary.events, "rejected": summary.rejected}
    counts = [f"{len(found)} {kind}" for kind, found in kinds.items()]
    article = summary.article
    flags = [flag.replace("_", " ") for flag in article.flags]
    parts = [*flags, article.source or "", article.published or "", *counts, summary.run.model, summary.status]
    return safe(" · ".join(part for part in parts if part))


def _voices(summary: Summary) -> Iterator[Source | None]:
    yield from (quote.speaker for quote in summary.quotes)
    yield from (claim.claimant for claim in summary.claims)


def _who(source: Source | None) -> str:
    return safe(source.name) if source else ""


def _things(summary: Summary) -> Iterator[tuple[str, list[Span], str]]:
    for quote in summary.quotes:
        yield quote.id, quote.content, f"quote: {_who(quote.speaker) or 'nobody named'}"
    for claim in summary.claims:
        yield claim.id, claim.evidence, f"claim: {_who(claim.claimant)}, {claim.stance}"
    for event in summary.events:
        yield event.id, [event.trigger], f"event: {event.type}, {event.realis}"


def _pieces(prefix: str, summary: Summary, text: str) -> Iterator[Piece]:
    """Cut the text wherever a span begins or ends; spans may overlap."""
    starts: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    labels: dict[str, str] = {}
    first: dict[str, int] = {}
    for name, spans, label in _things(summary):
        labels[name] = label
        first[name] = spans[0].start
        for span in spans:
            starts.setdefault(span.start, []).append(name)
            ends.setdefault(span.end, []).append(name)
    open_now: list[str] = []
    body = body_start(text)
    for at, until in pairwise(sorted({0, body, len(text), *starts, *ends})):
        for name in ends.get(at, []):
            open_now.remove(name)
        open_now += starts.get(at, [])
        anchors = tuple(f"{prefix}-{name}" for name in dict.fromkeys(open_now) if first.get(name) == at)
        label = safe("; ".join(f"{name} {labels[name]}" for name in dict.fromkeys(open_now)))
        marks = tuple(f"{prefix}-{name}" for name in dict.fromkeys(open_now))
        yield Piece(safe(text[at:until]), marks, anchors, label, until <= body)


def _cards(prefix: str, summary: Summary, anchors: dict[str, str]) -> Iterator[tuple[str, str, list[Card]]]:
    ranking = Ranking(summary)

    def placed(found: list[tuple[Card, Ranked[Any]]]) -> list[Card]:
        cards: list[Card] = []
        more = max(0, len(found) - FIRST) if len(found) > FIRST + 1 else 0
        for number, (card, ranked) in enumerate(found):
            name = f"{prefix}-{card.id}"
            leads = more and number < FIRST
            cards.append(replace(
                card, id=name, word=f"w-{anchors[name]}" if name in anchors else "", more=more,
                later=bool(more) and number >= FIRST, why=", ".join(ranked.why) if leads else "",
            ))  # fmt: skip
        return cards

    title = summary.article.title or summary.article.path or ""
    yield "Quotes", "q", placed([(_quote(r.thing, summary, title), r) for r in ranking.quotes()])
    yield "Claims", "c", placed([(_claim(r.thing), r) for r in ranking.claims()])
    yield "Events", "e", placed([(_event(r.thing), r) for r in ranking.events()])
    yield "Rejected", "r", [
        Card(f"{prefix}-r{n}", safe(item.answer) or "(nothing)", "", (Tag(safe(item.kind)),), safe(item.reason), at=n)
        for n, item in enumerate(summary.rejected, start=1)
    ]  # fmt: skip


def _quote(quote: Quote, summary: Summary, title: str) -> Card:
    words = safe(" … ".join(span.text for span in quote.content))
    speaker = _who(quote.speaker)
    said = quote.speaker.mention.text if quote.speaker and quote.speaker.mention else ""
    about = f"the article calls them “{safe(said)}”" if said and safe(said) != speaker else ""
    tags = [
        quote.id,
        *([safe(quote.cue.text)] if quote.cue else []),
        *(["quoted in part"] if quote.type == "mixed" else []),
    ]
    day = f", {summary.article.published}" if summary.article.published else ""
    where = safe(f" ({title}{day})") if title else ""
    return Card(
        quote.id, f"“{words}”", speaker or "nobody named", tuple(Tag(tag) for tag in tags), about, speaker,
        quote.content[0].start, copy=f"“{words}” — {speaker or 'speaker not named'}{where}",
    )  # fmt: skip


def _claim(claim: Claim) -> Card:
    tags = [Tag(claim.id), Tag(claim.stance, claim.stance in ("denied", "alleged"))]
    tags += [Tag(safe(claim.cue.text))] if claim.cue else []
    tags += [Tag(f"see {', '.join(claim.quote_ids)}")] if claim.quote_ids else []
    who = _who(claim.claimant)
    return Card(claim.id, safe(claim.text), who, tuple(tags), who=who, at=claim.evidence[0].start)


def _event(event: Event) -> Card:
    tags = [Tag(event.id), Tag(event.type)]
    tags += [Tag(event.realis, strong=True)] if event.realis != "actual" else []
    parts: list[str] = []
    parts += [f"who: {', '.join(m.name for m in event.actors)}"] if event.actors else []
    parts += [f"whom: {', '.join(m.name for m in event.targets)}"] if event.targets else []
    parts += [f"where: {event.place.name}"] if event.place else []
    if event.time:
        known = f" = {event.time.value}" if event.time.value else ""
        parts += [f"when: {event.time.mention.text}{known}"]
    for kind in ("dead", "injured"):
        count = getattr(event.casualties, kind, None)
        if count:
            parts += [f"{count.qualifier.replace('_', ' ')} {count.value} {kind}".replace("exactly ", "")]
    parts += [f"told by {event.attributed_to.name}"] if event.attributed_to else []
    return Card(
        event.id, safe(event.description), tags=tuple(tags), about=safe(" · ".join(parts)), at=event.trigger.start,
        who=_who(event.attributed_to),
    )  # fmt: skip
