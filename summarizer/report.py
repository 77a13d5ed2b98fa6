"""One self-contained page for people: the article with its spans marked, cards beside it, and what was rejected."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from summarizer.printable import printable
from summarizer.summary import Claim, Event, Quote, Source, Span, Summary

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--soft:#5b5b5b;--line:#d5d5d5;
--q:#ffe08a;--c:#bfe0ff;--e:#d6f0c8}
@media(prefers-color-scheme:dark){:root{--ink:#eee;--paper:#16181b;--soft:#a9a9a9;--line:#3a3d42;--q:#6b5300;--c:#0f4a78;
--e:#2c5a1c}}
body{margin:0 auto;max-width:76rem;padding:1rem;font:1rem/1.6 Georgia,serif;color:var(--ink);background:var(--paper)}
main{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:2rem}
@media(max-width:48rem){main{display:block}}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
mark{color:inherit;background:none;border-bottom:3px solid transparent}
mark.q{background:var(--q)}mark.c{border-bottom-color:#3b82c4}mark.e{background-image:linear-gradient(var(--e),var(--e))}
mark.c:not(.q){background:var(--c)}
aside section{border-top:1px solid var(--line);padding:.4rem 0}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.05rem;margin:1rem 0 .3rem}
p{margin:.2rem 0}.soft{color:var(--soft);font-size:.9rem}
section:target,mark:target{outline:2px solid #c2410c}
a{color:inherit}
"""
_PAGE = """<!doctype html>
<html lang="{{ language }}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{{ digest }}'">
<title>{{ title }}</title>
<style>{{ style }}</style>
{% for article in articles %}<h1>{{ article.title }}</h1>
<p class="soft">{{ article.facts }}</p>
<main>
<div class="text">{% for piece in article.pieces %}{% if piece.marks %}<mark class="{{ piece.kinds }}"
{%- if piece.anchor %} id="{{ piece.anchor }}-words"{% endif %} title="{{ piece.label }}">{{ piece.text }}</mark>
{%- else %}{{ piece.text }}{% endif %}{% endfor %}</div>
<aside>{% for heading, cards in article.cards %}<h2>{{ heading }}</h2>{% for card in cards %}
<section id="{{ card.id }}"><p>{% if card.linked %}<a href="#{{ card.id }}-words">{{ card.words }}</a>
{%- else %}{{ card.words }}{% endif %}</p><p class="soft">{{ card.about }}</p></section>{% endfor %}{% endfor %}
</aside>
</main>
{% endfor %}</html>
"""


@dataclass(frozen=True)
class Piece:
    """Words of the article that the same things cover."""

    text: str
    """The words."""
    marks: tuple[str, ...]
    """Ids of what covers them."""
    anchor: str
    """The thing whose first words these are, or nothing."""
    label: str
    """What covers them, in words."""

    @property
    def kinds(self) -> str:
        """CSS classes: `q`, `c`, `e`."""
        return " ".join(sorted({mark.rsplit("-", 1)[-1][0] for mark in self.marks}))


@dataclass(frozen=True)
class Card:
    """One quote, claim, event or rejected answer."""

    id: str
    """Unique on the page."""
    words: str
    """What it says."""
    about: str
    """Who, when, where, how."""
    linked: bool = True
    """Whether words of the article are marked for it."""


def page(summaries: list[Summary], texts: list[str]) -> str:
    """Render articles with their summaries as one HTML page; nothing in it runs or is loaded from elsewhere.

    Args:
        summaries: The summaries.
        texts: Each article's text as decoded.

    Returns:
        The page.
    """
    from jinja2 import Environment

    articles = [
        {
            "title": _safe(summary.article.title or summary.article.path or "Article"),
            "facts": _facts(summary),
            "pieces": list(_pieces(f"a{number}", summary, text)),
            "cards": list(_cards(f"a{number}", summary)),
        }
        for number, (summary, text) in enumerate(zip(summaries, texts, strict=True), start=1)
    ]
    template = Environment(autoescape=True).from_string(_PAGE)
    from markupsafe import Markup

    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    language = summaries[0].article.language or "en"
    # The stylesheet is ours and constant; everything else is escaped.
    style = Markup(_STYLE)  # noqa: S704
    return template.render(articles=articles, title=articles[0]["title"], style=style, digest=digest, language=language)


def _safe(text: str) -> str:
    """Show direction overrides and control codes instead of obeying them."""
    return printable(text)


def _facts(summary: Summary) -> str:
    kinds = {"quotes": summary.quotes, "claims": summary.claims, "events": summary.events, "rejected": summary.rejected}
    counts = [f"{len(found)} {kind}" for kind, found in kinds.items()]
    parts = [summary.article.published or "", *counts, summary.run.model, summary.status]
    return _safe(" · ".join(part for part in parts if part))


def _who(source: Source | None) -> str:
    return source.name if source else "nobody named"


def _things(summary: Summary) -> Iterator[tuple[str, list[Span], str]]:
    for quote in summary.quotes:
        yield quote.id, quote.content, f"quote: {_who(quote.speaker)}"
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
    cuts = sorted({0, len(text), *starts, *ends})
    for at, until in pairwise(cuts):
        for name in ends.get(at, []):
            open_now.remove(name)
        open_now += starts.get(at, [])
        anchors = [name for name in open_now if first.get(name) == at]
        # One element has one id: things that begin at the same word share it through the first of them.
        anchor = f"{prefix}-{anchors[0]}" if anchors else ""
        yield Piece(
            _safe(text[at:until]), tuple(open_now), anchor, _safe("; ".join(f"{n} {labels[n]}" for n in open_now))
        )


def _cards(prefix: str, summary: Summary) -> Iterator[tuple[str, list[Card]]]:
    taken: set[int] = set()

    def linked(start: int) -> bool:
        fresh = start not in taken
        taken.add(start)
        return fresh

    yield (
        "Quotes",
        [
            Card(f"{prefix}-{q.id}", _joined(q.content), _safe(_about_quote(q)), linked(q.content[0].start))
            for q in summary.quotes
        ],
    )
    yield (
        "Claims",
        [
            Card(f"{prefix}-{c.id}", _safe(c.text), _safe(_about_claim(c)), linked(c.evidence[0].start))
            for c in summary.claims
        ],
    )
    yield (
        "Events",
        [
            Card(f"{prefix}-{e.id}", _safe(e.description), _safe(_about_event(e)), linked(e.trigger.start))
            for e in summary.events
        ],
    )
    if summary.rejected:
        yield (
            "Rejected",
            [
                Card(
                    f"{prefix}-r{n}", _safe(f"{r.kind}: {r.reason}"), _safe(f"the model said: {r.answer}"), linked=False
                )
                for n, r in enumerate(summary.rejected, start=1)
            ],
        )


def _joined(spans: list[Span]) -> str:
    return _safe(" … ".join(span.text for span in spans))


def _about_quote(quote: Quote) -> str:
    cue = f" · {quote.cue.text}" if quote.cue else ""
    return f"{quote.id} · {_who(quote.speaker)}{cue} · {quote.type}"


def _about_claim(claim: Claim) -> str:
    cue = f" · {claim.cue.text}" if claim.cue else ""
    return f"{claim.id} · {_who(claim.claimant)}{cue} · {claim.stance}"


def _about_event(event: Event) -> str:
    parts = [event.id, event.type, event.realis]
    parts += [f"who: {', '.join(m.name for m in event.actors)}"] if event.actors else []
    parts += [f"whom: {', '.join(m.name for m in event.targets)}"] if event.targets else []
    parts += [f"where: {event.place.name}"] if event.place else []
    parts += [f"when: {event.time.value or event.time.mention.text}"] if event.time else []
    parts += [f"told by {event.attributed_to.name}"] if event.attributed_to else []
    return " · ".join(parts)
