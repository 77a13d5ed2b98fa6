"""A summary as text for a terminal, JSON, JSON Lines or Markdown. No decisions are made here."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TypeVar

from summarizer.people import Entry, who_is_who
from summarizer.printable import markdown as inert
from summarizer.rank import FIRST, Said, by_voice, ordered, voice_of, words_of
from summarizer.summary import Claim, Event, Quote, Span, Summary
from summarizer.wording import called, flagged, happening, headline, noticed, plain, quoted, roles, shortened

if TYPE_CHECKING:
    from rich.console import Console

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


Thing = TypeVar("Thing")


def render(
    summaries: list[Summary], form: str, *, texts: list[str], width: int = 80, colour: bool = False,
    everything: bool = False,
) -> str:  # fmt: skip
    """Write summaries in one of the formats.

    Args:
        summaries: One or more; JSON with several becomes an array.
        form: `text`, `json`, `jsonl`, `markdown` or `html`.
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


def text(summary: Summary, *, width: int = 80, colour: bool = False, everything: bool = False) -> str:
    """Write a summary for a person at a terminal: the news, what happened, who said what, who is who."""
    from rich.console import Console

    buffer = io.StringIO()
    console = Console(
        file=buffer, width=max(40, width), force_terminal=colour,
        color_system="standard" if colour else None, highlight=False,
        markup=False, emoji=False, soft_wrap=False,
    )  # fmt: skip
    _head(console, summary)
    # With `everything` the order is the text's: no sentence leads.
    gist = [] if everything else summary.gist
    shown = 10**6 if everything else FIRST
    _section(console, "Events", len(summary.events))
    for event in _first(ordered(summary.events, gist), shown):
        _item(console, event.id, happening(event), " · ".join([*_told(event), *_sure(event)]), *_warned(event))
    _more(console, len(summary.events), shown)
    said: list[Said] = [*summary.quotes, *summary.claims]
    _section(console, "Who said what", len(said))
    leading = _first(ordered(said, gist), 2 * shown)
    _voices(console, leading if everything else by_voice(leading, gist))
    _more(console, len(said), 2 * shown)
    people = who_is_who(summary)
    if people:
        _section(console, "Who is who", len(people))
        for entry in _first(people, shown):
            _item(console, "", _entry(entry))
        _more(console, len(people), shown)
    _foot(console, summary)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _first(things: list[Thing], shown: int) -> list[Thing]:
    """The first of them; all where that is hardly more."""
    return things if len(things) <= shown + 1 else things[:shown]


def _more(console: Console, count: int, shown: int) -> None:
    if count > shown + 1:
        _dim(console, f"      … {count - shown} more: --all")


def _voices(console: Console, said: list[Said]) -> None:
    """What each one is quoted with and claims, under the name."""
    from rich.text import Text

    before: str | None = None
    for item in said:
        voice = voice_of(item)
        name = plain(voice.name) if voice else "speaker not named"
        if name != before:
            console.print(Text(f" {shortened(name, console.width - 2)}", style="green"))
            before = name
        words = quoted(item) if isinstance(item, Quote) else plain(item.text)
        _item(console, item.id, words, " · ".join([*filter(None, [_how(item)]), *_sure(item)]), *_warned(item))


def _dim(console: Console, words: str) -> None:
    from rich.text import Text

    console.print(Text(words, style="dim"))


def _head(console: Console, summary: Summary) -> None:
    from rich.text import Text

    article = summary.article
    console.print(Text(headline(summary), style="bold"))
    known = [
        *noticed(summary),
        plain(article.source or ""),
        article.published or "",
        f"{article.characters:,} characters",
        plain(article.path or ""),
    ]
    _dim(console, " · ".join(part for part in known if part))
    for sentence in summary.gist:
        console.print()
        console.print(Text(plain(sentence.text)))


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
            grid.add_row("", Text(note, style="yellow" if note.startswith(_FLAGGED) else "dim"))
    console.print(Padding(grid, (0, 0, 0, 1)))


def _foot(console: Console, summary: Summary) -> None:
    run = summary.run
    if summary.rejected:
        _section(console, "Rejected", len(summary.rejected))
        for item in summary.rejected:
            _item(console, "✗", f"{plain(item.kind)}: {plain(item.reason)}", plain(item.answer)[:160])
    cost = "price not known" if run.cost_usd is None else f"${run.cost_usd:.4f}" if run.cost_usd else "free"
    thought = f" ({run.tokens.reasoning:,} of them thinking)" if run.tokens.reasoning else ""
    console.print()
    _dim(
        console,
        f"{summary.status} · {plain(run.model)} · {run.requests} requests, {run.from_cache} from cache · "
        f"{run.tokens.input:,} tokens read ({run.tokens.cached:,} cached), {run.tokens.output:,} written{thought} · "
        f"{cost} · {run.seconds:.1f} s",
    )


_FLAGGED = "check: "


def _warned(item: Quote | Claim | Event) -> list[str]:
    return [_FLAGGED + words for words in flagged(item)]


def _sure(item: Quote | Claim | Event) -> list[str]:
    """How sure the program is, in a terminal: the last and least of what stands below an item."""
    return [] if item.certainty is None else [f"sure: {item.certainty:.2f}"]


def _how(item: Said) -> str:
    """The cue, the words that name the speaker there, and what a reader must not miss."""
    cue = plain(item.cue.text) if item.cue else ""
    parts = [cue, f"as “{called(voice_of(item))}”" if called(voice_of(item)) else ""]
    if isinstance(item, Quote):
        parts += ["quoted in part" if item.type == "mixed" else ""]
    else:
        stance = "" if cue and item.stance in ("asserted", cue) else item.stance
        parts = [stance, *parts, f"see {', '.join(item.quote_ids)}" if item.quote_ids else ""]
    return " · ".join(part for part in parts if part)


def _told(event: Event) -> list[str]:
    kind = f"{event.type}, {event.realis}" if event.realis != "actual" else event.type
    return [kind, *(f"{name.lower()}: {words}" for name, words in roles(event))]


def _entry(entry: Entry) -> str:
    person = entry.person
    role = plain(person.role.text) if person.role else person.kind if person.kind != "person" else ""
    told = [*entry.quotes, *entry.claims, *entry.did, *entry.met]
    return f"{plain(person.name)}{f', {role}' if role else ''} · {' '.join(item.id for item in told)}"


def _escaped(words: str) -> str:
    return inert(plain(words))


def markdown(summary: Summary) -> str:
    """Write a summary as Markdown; nothing from the article can become markup, a link, an image or a mention."""
    article = summary.article
    lines = [f"# {_escaped(headline(summary))}", ""]
    if article.published:
        lines += [f"Published {article.published}.", ""]
    for notice in noticed(summary):
        lines += [f"Note: {_escaped(notice)}.", ""]
    for sentence in summary.gist:
        lines += [f"**{_escaped(sentence.text)}** `{_at([sentence])}`", ""]
    lines += ["## Events", ""]
    for event in ordered(summary.events, summary.gist):
        told = _escaped("; ".join([*_told(event), *_warned(event)]))
        lines += [f"- {_escaped(happening(event))} ({told}) `{_at([event.trigger])}`"]
    lines += ["", "## Who said what"]
    before: str | None = None
    said: list[Said] = [*summary.quotes, *summary.claims]
    for item in by_voice(said, summary.gist):
        voice = voice_of(item)
        name = voice.name if voice else "Speaker not named"
        if name != before:
            lines += ["", f"### {_escaped(name)}", ""]
            before = name
        words = quoted(item) if isinstance(item, Quote) else item.text
        how = " · ".join(part for part in [_how(item), *_warned(item)] if part)
        lines += [f"- {_escaped(words)}{f' ({_escaped(how)})' if how else ''} `{_at(words_of(item))}`"]
    if people := who_is_who(summary):
        lines += ["", "## Who is who", "", *(f"- {_escaped(_entry(entry))}" for entry in people)]
    if summary.rejected:
        lines += ["", "## Rejected", ""]
        lines += [
            f"- {_escaped(item.kind)}: {_escaped(item.reason)} (answer: {_escaped(item.answer)})"
            for item in summary.rejected
        ]
    lines += ["", f"*{_escaped(summary.run.model)}, {summary.status}*", ""]
    return "\n".join(lines)


def _at(spans: list[Span]) -> str:
    return ", ".join(f"{s.start}:{s.end}" for s in spans)
