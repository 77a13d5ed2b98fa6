"""Linked data: W3C Web Annotations, which Hypothes.is and others show, and schema.org Quotation and Claim."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote as percent

from summarizer.rank import told
from summarizer.summary import Event, Source, Span, Summary

AROUND = 32
"""Characters before and after a span in a TextQuoteSelector: what Hypothes.is uses."""
_TYPES = {"person": "Person", "organization": "Organization", "group": "Organization"}


def article_address(summary: Summary, base: str) -> str:
    """Name an article: its web address, or one below `base`, or a name made of its digest."""
    path = summary.article.path or ""
    if path.startswith(("http://", "https://")):
        return path
    if base and path:
        return base.rstrip("/") + "/" + percent(path)
    return f"urn:sha256:{summary.article.id}"


def annotation_page(summary: Summary, text: str | None, base: str = "") -> dict[str, Any]:
    """Give a summary as a page of Web Annotations.

    Args:
        summary: The summary.
        text: The article's text; None leaves the words around each span out.
        base: Address below which the article's path is found.

    Returns:
        An `AnnotationPage`; a `TextPositionSelector` and a `TextQuoteSelector` for every span.
    """
    source = article_address(summary, base)
    items: list[dict[str, Any]] = []

    def add(name: str, motivation: str, kind: str, spans: list[Span], bodies: list[tuple[str, str]]) -> None:
        found = [{"type": "TextualBody", "purpose": "tagging", "value": kind}]
        found += [{"type": "TextualBody", "purpose": purpose, "value": value} for purpose, value in bodies if value]
        targets = [_target(source, span, text) for span in spans]
        items.append({
            "id": f"urn:sha256:{summary.article.id}#{name}", "type": "Annotation", "motivation": motivation,
            "body": found, "target": targets if len(targets) > 1 else targets[0],
        })  # fmt: skip

    for quote in summary.quotes:
        speaker = quote.speaker.name if quote.speaker else ""
        add(quote.id, "identifying", "quote", quote.content, [("identifying", speaker)])
    for claim in summary.claims:
        bodies = [("identifying", claim.claimant.name), ("classifying", claim.stance), ("describing", claim.text)]
        add(claim.id, "identifying", "claim", claim.evidence, bodies)
    for event in summary.events:
        bodies = [("classifying", event.type), ("describing", _told(event))]
        add(event.id, "classifying", "event", [event.trigger], bodies)
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": f"urn:sha256:{summary.article.id}#annotations",
        "type": "AnnotationPage", "items": items,
    }  # fmt: skip


def _target(source: str, span: Span, text: str | None) -> dict[str, Any]:
    exact: dict[str, Any] = {"type": "TextQuoteSelector", "exact": span.text}
    if text is not None:
        exact["prefix"] = text[max(0, span.start - AROUND) : span.start]
        exact["suffix"] = text[span.end : span.end + AROUND]
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"source": source, "selector": [position, exact]}


def _told(event: Event) -> str:
    parts = [event.description, event.realis if event.realis != "actual" else ""]
    parts += [f"who: {', '.join(m.name for m in event.actors)}" if event.actors else ""]
    parts += [f"where: {event.place.name}" if event.place else ""]
    parts += [f"when: {event.time.value or event.time.mention.text}" if event.time else ""]
    return " · ".join(part for part in parts if part)


def schema_org(summary: Summary, base: str = "") -> dict[str, Any]:
    """Give a summary as schema.org data: a NewsArticle, its Quotations and Claims.

    Args:
        summary: The summary.
        base: Address below which the article's path is found.

    Returns:
        A JSON-LD graph. A Claim's `appearance` is the article: who claims is told, never whether it is true.
    """
    address = article_address(summary, base)
    article = {
        "@type": "NewsArticle", "@id": address, "headline": summary.article.title,
        "datePublished": summary.article.published,
        "publisher": summary.article.source and {"@type": "Organization", "name": summary.article.source},
    }  # fmt: skip
    graph: list[dict[str, Any]] = [_known(article)]
    for quote in summary.quotes:
        graph.append(_known({  # noqa: PERF401 - a record this size reads badly in a comprehension
            "@type": "Quotation", "@id": f"{address}#{quote.id}", "isPartOf": {"@id": address},
            "text": told(quote),
            "spokenByCharacter": quote.speaker and _agent(quote.speaker),
        }))  # fmt: skip
    for claim in summary.claims:
        graph.append(_known({  # noqa: PERF401
            "@type": "Claim", "@id": f"{address}#{claim.id}", "text": claim.text, "author": _agent(claim.claimant),
            "appearance": {"@id": address}, "creativeWorkStatus": claim.stance,
        }))  # fmt: skip
    return {"@context": {"@vocab": "https://schema.org/"}, "@graph": graph}


def _agent(source: Source) -> dict[str, str]:
    kind = _TYPES.get(source.kind)
    if kind is None:  # a document says something, or somebody who is not named
        return {"@type": "CreativeWork" if source.kind == "document" else "Person", "name": source.name}
    return {"@type": kind, "name": source.name}


def _known(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None}
