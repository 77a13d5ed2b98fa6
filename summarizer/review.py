"""What people decided about a summary in its page: which items are right, corrected, added or wrong.

The page saves it as a file; `summarize labels` makes label files of it, `summarize report` shows it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.certainty import at_least, kind_of
from summarizer.errors import SummarizerError
from summarizer.files import read_whole
from summarizer.rank import Item, told, words_of
from summarizer.summary import ArticleRecord, Claim, Event, Quote, Rejected, Summary, spans_in
from summarizer.wording import day, plain

FORM = "summarizer-review"
Decision = Literal["accepted", "corrected", "added", "rejected", "open"]


class ReviewError(SummarizerError):
    """A file of decisions that cannot be used."""

    exit_code = 65


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Decided(_Form):
    """What somebody decided about one item."""

    id: str
    """The item's id in the summary; one of its own where it was added."""
    decision: Decision
    """Open: nobody has looked."""
    at: str = ""
    """When, ISO 8601; empty where it is open."""
    before: Quote | Claim | Event | None = None
    """The item as the program gave it, where it was corrected."""
    item: Quote | Claim | Event
    """The item, corrected where it was."""


class Reviewed(_Form):
    """The decisions about one article."""

    article: ArticleRecord
    """Which article, with its text."""
    model: str
    """Who read it."""
    reviewer: str
    items: list[Decided]
    """One for every item of the summary, and for every one that was added."""

    @property
    def told(self) -> str:
        """What was decided, by whom and when, in one line."""
        counts = Counter(d.decision for d in self.items if d.decision != "open")
        last = max((d.at for d in self.items if d.at), default="")
        amounts = ", ".join(f"{count} {name}" for name, count in counts.most_common())
        left = len(self.items) - sum(counts.values())
        return f"Reviewed by {plain(self.reviewer)}, {day(last)}: {amounts}{f', {left} not looked at' if left else ''}"


class Review(_Form):
    """A file that the page saved."""

    form: Literal["summarizer-review"] = FORM
    version: Literal[1] = 1
    saved: str
    """When, ISO 8601."""
    articles: list[Reviewed] = Field(min_length=1)


def is_review(data: object) -> bool:
    """Tell whether parsed JSON says that it is a review."""
    return isinstance(data, dict) and data.get("form") == FORM  # pyright: ignore[reportUnknownMemberType]


def read_review(path: Path) -> Review:
    """Read a file that the page saved, and prove what it says of its articles.

    Raises:
        ReviewError: It is none, is about another text than its articles', or holds words that are not in one.
    """
    try:
        review = Review.model_validate_json(read_whole(path))
    except OSError as error:
        raise ReviewError(f"{str(path)!r} cannot be read: {error.strerror}", hint="move it away") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])[:80]
        why = ": ".join(filter(None, (where, first["msg"])))
        raise ReviewError(f"{str(path)!r} is no review: {why}", hint="save it again in the page") from None
    for reviewed in review.articles:
        if fault := next(_faults(reviewed), ""):
            raise ReviewError(f"{str(path)!r}: {fault}", hint="save it again in the page")
    return review


def _faults(reviewed: Reviewed) -> Iterator[str]:
    """Say what a review of one article says that cannot be so."""
    text = reviewed.article.text or ""
    if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != reviewed.article.id:
        yield f"the text of {reviewed.article.id[:12]!r} is another one than its id tells"
    seen: set[str] = set()
    for decided in reviewed.items:
        name, item = decided.id[:60], decided.item
        if decided.id in seen:
            yield f"{name!r} is decided about twice"
        seen.add(decided.id)
        if item.id != decided.id:
            yield f"{name!r} is about {item.id[:60]!r}"
        if item.certainty is not None and not 0 <= item.certainty <= 1:
            yield f"{name!r} has no certainty between 0 and 1"
        if not words_of(item):
            yield f"{name!r} stands nowhere in the article"
        for span in spans_in(item):
            if text[span.start : span.end] != span.text or not span.text:
                yield f"{name} holds {span.text[:60]!r}, not what the article says there"


def read_reviews(folder: Path) -> dict[str, Reviewed]:
    """Read all reviews of a folder.

    Returns:
        The newest decisions by article id; empty where there is no folder.

    Raises:
        ReviewError: A file is no review.
    """
    reviews = [read_review(path) for path in sorted(folder.glob("*.json"))] if folder.is_dir() else []
    found: dict[str, Reviewed] = {}
    for review in sorted(reviews, key=lambda review: review.saved):
        found |= {reviewed.article.id: reviewed for reviewed in review.articles}
    return found


def labels(reviewed: Reviewed) -> tuple[list[Quote], list[Claim], list[Event], list[str]]:
    """Make labels of decisions.

    Returns:
        Quotes, claims and events that were accepted, corrected or added, in the order of the text with ids of their
        own, and the ids of those nobody looked at: optional, neither rewarded nor punished. What was rejected is none.
    """
    kept = [d for d in reviewed.items if d.decision != "rejected"]
    ids: dict[str, str] = {}
    made: dict[str, list[Any]] = {"quotes": [], "claims": [], "events": []}
    optional: list[str] = []
    for decided in sorted(kept, key=lambda d: _start(d.item)):
        kind = kind_of(decided.item)
        name = f"{kind[0]}{len(made[kind]) + 1}"
        ids[decided.id] = name
        made[kind].append(decided.item.model_copy(update={"id": name, "flags": [], "differs": [], "certainty": None}))
        if decided.decision == "open":
            optional.append(name)
    claims = [c.model_copy(update={"quote_ids": [ids[q] for q in c.quote_ids if q in ids]}) for c in made["claims"]]
    return made["quotes"], claims, made["events"], optional


def _start(item: Item) -> int:
    return words_of(item)[0].start


def applied(summary: Summary, reviewed: Reviewed) -> Summary:
    """Give a summary as somebody corrected it; what they rejected stands under `rejected`, with who and when.

    No claim names a quotation that is gone.
    """
    kept: dict[str, list[Any]] = {"quotes": [], "claims": [], "events": []}
    wrong: list[Rejected] = []
    for decided in reviewed.items:
        kind = kind_of(decided.item)
        if decided.decision == "rejected":
            reason = f"rejected by {reviewed.reviewer}, {day(decided.at)}"
            wrong.append(Rejected(kind=kind[:-1], reason=reason, answer=told(decided.item), item_id=decided.id))
        else:
            kept[kind].append(decided.item)
    quoted = {quote.id for quote in kept["quotes"]}
    claims = [c.model_copy(update={"quote_ids": [q for q in c.quote_ids if q in quoted]}) for c in kept["claims"]]
    return summary.model_copy(update={
        "quotes": sorted(kept["quotes"], key=_start), "claims": sorted(claims, key=_start),
        "events": sorted(kept["events"], key=_start), "rejected": [*summary.rejected, *wrong],
    })  # fmt: skip


def decided_on(summary: Summary, reviewed: Reviewed | None, floor: float) -> Summary:
    """Give a summary as it is to be shown: as somebody corrected it, without what is less certain than wished.

    Args:
        summary: As a model's reading came to.
        reviewed: What was decided; of another model's reading it says nothing about these items.
        floor: Least certainty, 0 to 1, of what nobody has decided about.

    Returns:
        The summary; what is left out stands under `rejected`.
    """
    if reviewed is None or reviewed.model != summary.run.model:
        return at_least(summary, floor)
    decided = [d.id for d in reviewed.items if d.decision != "open"]
    return at_least(applied(summary, reviewed), floor, decided)
