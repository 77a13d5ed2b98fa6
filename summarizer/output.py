"""A summary as text for a terminal, JSON, JSON Lines or Markdown. No decisions are made here."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.printable import markdown as inert
from summarizer.printable import printable
from summarizer.rank import Ranked, Ranking, Thing
from summarizer.summary import Claim, Event, Quote, Source, Span, Summary

if TYPE_CHECKING:
    from rich.console import Console

FORMATS = ("text", "json", "jsonl", "markdown", "html")
SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
"""Format by the suffix of an output file."""


SHOWN = 5
"""Things of a kind that the text for a terminal leads with."""


def render(
    summaries: list[Summary], form: str, *, texts: list[str], width: int = 80, colour: bool = False,
    everything: bool = False,
) -> str:  # fmt: skip
    """Write summaries in one of the formats.

    Args:
        summaries: One or more; JSON with several becomes an array.
        form: One of `FORMATS`.
        texts: Each article as decoded, for the page.
        width: Columns, for text.
        colour: Whether escape codes for colour may be used, for text.
        everything: For text: all of it, in the article's order, instead of what matters most first.

    Returns:
        The text, ending in a newline.
    """
    if form == "json":
        if len(summaries) == 1:
            return summaries[0].model_dump_json(indent=2) + "\n"
        return "[\n" + ",\n".join(s.model_dump_json(indent=2) for s in summaries) + "\n]\n"
    if form == "jsonl":
        return "".join(s.model_dump_json() + "\n" for s in summaries)
    if form == "markdown":
        return "\n".join(markdown(s) for s in summaries)
    if form == "html":
        from summarizer.pages.article import page

        return page(summaries, texts)
    return "\n".join(text(s, width=width, colour=colour, everything=everything) for s in summaries)


def plain(words: str) -> str:
    """Make words of an article or a model fit for one line of a terminal."""
    return printable(re.sub(r"\s+", " ", words)).strip()


def text(summary: Summary, *, width: int = 80, colour: bool = False, everything: bool = False) -> str:
    """Write a summary for a person at a terminal."""
    from rich.console import Console

    buffer = io.StringIO()
    console = Console(
        file=buffer, width=max(40, width), force_terminal=colour,
        color_system="standard" if colour else None, highlight=False,
        markup=False, emoji=False, soft_wrap=False,
    )  # fmt: skip
    _head(console, summary)
    ranking = Ranking(summary)
    _section(console, "Quotes", len(summary.quotes))
    for quote in _leading(console, summary.quotes, ranking.quotes(), everything):
        _item(console, quote.id, f"“{' … '.join(plain(s.text) for s in quote.content)}”", _by(quote))
    _section(console, "Claims", len(summary.claims))
    for claim in _leading(console, summary.claims, ranking.claims(), everything):
        _item(console, claim.id, plain(claim.text), _claimed(claim))
    _section(console, "Events", len(summary.events))
    for event in _leading(console, summary.events, ranking.events(), everything):
        _item(console, event.id, plain(event.description), *_told(event))
    _foot(console, summary)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _leading(
    console: Console, things: list[Thing], ranked: list[Ranked[Thing]], everything: bool
) -> Iterator[Thing]:  # fmt: skip
    """What matters most, then how much more there is; all of it where that is hardly more."""
    from rich.text import Text

    if everything:
        yield from things
        return
    shown = ranked if len(ranked) <= SHOWN + 1 else ranked[:SHOWN]
    yield from (item.thing for item in shown)
    if len(shown) < len(ranked):
        console.print(Text(f"      … {len(ranked) - len(shown)} more: --all", style="dim"))


def _head(console: Console, summary: Summary) -> None:
    from rich.text import Text

    article = summary.article
    name = article.title or article.path or "standard input"
    console.print(Text(plain(name), style="bold"))
    known = [
        *(flag.replace("_", " ") for flag in article.flags),
        article.published or "",
        f"{article.characters:,} characters",
        plain(article.path or ""),
    ]
    console.print(Text(" · ".join(part for part in known if part), style="dim"))


def _section(console: Console, title: str, count: int) -> None:
    from rich.text import Text

    console.print()
    console.print(Text(f"{title} ({count})", style="bold cyan"))


def _item(console: Console, number: str, words: str, *notes: str) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=4, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(number, style="dim"), Text(words))
    for note in notes:
        if note:
            grid.add_row("", Text(note, style="green"))
    console.print(Padding(grid, (0, 0, 0, 1)))


def _foot(console: Console, summary: Summary) -> None:
    from rich.text import Text

    run = summary.run
    if summary.rejected:
        _section(console, "Rejected", len(summary.rejected))
        for item in summary.rejected:
            _item(console, "✗", f"{item.kind}: {plain(item.reason)}", plain(item.answer)[:160])
    cost = "price not known" if run.cost_usd is None else f"${run.cost_usd:.4f}" if run.cost_usd else "free"
    line = (
        f"{summary.status} · {plain(run.model)} · {run.requests} requests, {run.from_cache} from cache · "
        f"{run.tokens.input:,} tokens read ({run.tokens.cached:,} cached), {run.tokens.output:,} written · "
        f"{cost} · {run.seconds:.1f} s"
    )
    console.print()
    console.print(Text(line, style="dim"))


def _who(source: Source | None) -> str:
    if source is None:
        return "speaker not named"
    said = source.mention.text if source.mention else ""
    also = f" (“{plain(said)}”)" if said and plain(said) != source.name and len(said) < 40 else ""
    return f"{plain(source.name)}{also}"


def _by(quote: Quote) -> str:
    cue = f", {plain(quote.cue.text)}" if quote.cue else ""
    partly = ", quoted in part" if quote.type == "mixed" else ""
    return f"— {_who(quote.speaker)}{cue}{partly}"


def _claimed(claim: Claim) -> str:
    quoted = f" · see {', '.join(claim.quote_ids)}" if claim.quote_ids else ""
    return f"— {_who(claim.claimant)}, {claim.stance}{quoted}"


def _told(event: Event) -> list[str]:
    who = [
        f"by {', '.join(plain(a.name) for a in event.actors)}" if event.actors else "",
        f"to {', '.join(plain(t.name) for t in event.targets)}" if event.targets else "",
    ]
    where = [f"at {plain(event.place.name)}" if event.place else "", _when(event)]
    told = [f"according to {plain(event.attributed_to.name)}" if event.attributed_to else ""]
    head = f"{event.type}, {event.realis}" if event.realis != "actual" else event.type
    first = " · ".join(part for part in [head, *who, *where, *_counts(event)] if part)
    return [first, *[part for part in told if part]]


def _when(event: Event) -> str:
    if event.time is None:
        return ""
    return (
        f"{plain(event.time.mention.text)} = {event.time.value}" if event.time.value else plain(event.time.mention.text)
    )


def _counts(event: Event) -> list[str]:
    found = []
    for name in ("dead", "injured"):
        count = getattr(event.casualties, name) if event.casualties else None
        if count:
            word = "" if count.qualifier == "exactly" else count.qualifier.replace("_", " ") + " "
            found.append(f"{word}{count.value} {name}")
    return found


def _escaped(words: str) -> str:
    return inert(plain(words))


def markdown(summary: Summary) -> str:
    """Write a summary as Markdown; nothing from the article can become markup, a link, an image or a mention."""
    article = summary.article
    lines = [f"# {_escaped(article.title or article.path or 'Summary')}", ""]
    if article.published:
        lines += [f"Published {article.published}.", ""]
    lines += ["## Quotes", ""]
    for quote in summary.quotes:
        lines += [
            f"- “{' … '.join(_escaped(s.text) for s in quote.content)}” {_escaped(_by(quote))} `{_at(quote.content)}`"
        ]
    lines += ["", "## Claims", ""]
    for claim in summary.claims:
        lines += [f"- {_escaped(claim.text)} {_escaped(_claimed(claim))} `{_at(claim.evidence)}`"]
    lines += ["", "## Events", ""]
    for event in summary.events:
        lines += [f"- {_escaped(event.description)} ({_escaped('; '.join(_told(event)))}) `{_at([event.trigger])}`"]
    if summary.rejected:
        lines += ["", "## Rejected", ""]
        lines += [
            f"- {item.kind}: {_escaped(item.reason)} (answer: {_escaped(item.answer)})" for item in summary.rejected
        ]
    lines += ["", f"*{_escaped(summary.run.model)}, {summary.status}*", ""]
    return "\n".join(lines)


def _at(spans: list[Span]) -> str:
    return ", ".join(f"{s.start}:{s.end}" for s in spans)
