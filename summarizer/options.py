"""The options of the command line that several commands share, or that would drown the command they belong to."""

from __future__ import annotations

import codecs
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import ValidationError


def _codec(value: str) -> str:
    try:
        codecs.lookup(value)
    except LookupError:
        raise typer.BadParameter(f"{value}: not known, try utf-8, cp1252, shift_jis") from None
    return value


def day(value: str | None) -> date | None:
    """Read the date of `--published`."""
    from summarizer.article import iso_date
    from summarizer.errors import SettingsError

    try:
        return iso_date(value)
    except SettingsError as error:
        raise typer.BadParameter(f"{error.message}: {error.hint}", param_hint="--published") from None


def told_of(error: Any) -> tuple[str, str]:
    """Say in our words what was typed wrong, and where help is.

    Args:
        error: Of whichever click typer brings along.

    Returns:
        The message, and the command that gives help.
    """
    if isinstance(error.__cause__, ValidationError):
        first = error.__cause__.errors()[0]
        if wish := _WISHES.get(first["type"]):
            error.message = f"{first['input']}: {wish.format(**first.get('ctx', {}))}"
        error.message = error.message.removeprefix("Value error, ").rstrip(".")
    path = getattr(getattr(error, "ctx", None), "command_path", "summarize")
    return error.format_message(), f"{path} --help"


_WISHES = {
    "float_parsing": "write a number",
    "int_parsing": "write a whole number",
    "int_from_float": "write a whole number",
    "greater_than_equal": "write {ge:g} or more",
    "less_than_equal": "write {le:g} or less",
}
"""What to write instead, by the name of what pydantic, which typer asks, finds wrong."""


Model = Annotated[
    str | None,
    typer.Option(
        "--model", help="PROVIDER/NAME, local/NAME, local//path/to/file.gguf, or parser: no model.", metavar="MODEL"
    ),
]
BaseUrl = Annotated[
    str | None, typer.Option("--base-url", help="Any OpenAI-compatible endpoint, ending in /v1.", metavar="URL")
]
KeyFile = Annotated[
    Path | None, typer.Option("--api-key-file", help="Read the key from this file instead of the environment.")
]
Reader = Annotated[
    Literal["whole", "steps", "auto"] | None,
    typer.Option(
        "--reader", help="whole: the article in one question. steps: a parser and small questions.", metavar="READER"
    ),
]
Effort = Annotated[
    str | None,
    typer.Option("--effort", help="How long a model that thinks may think: none, low, medium, high.", metavar="EFFORT"),
]
Tier = Annotated[
    str | None, typer.Option("--service-tier", help="flex: half the price, longer waiting.", metavar="TIER")
]
Readings = Annotated[
    int | None,
    typer.Option("--readings", help="2: ask everything twice, and say where both readings differ.", min=1, max=2),
]
MinCertainty = Annotated[
    float | None,
    typer.Option("--min-certainty", help="List what is less certain as rejected: 0 to 1, as 0.8.", min=0, max=1),
]
Timeout = Annotated[
    float | None,
    typer.Option("--timeout", help="Seconds one attempt at an endpoint may take in all.", min=1, metavar="S"),
]
ArticleTimeout = Annotated[
    float | None,
    typer.Option(
        "--article-timeout",
        help="Seconds that reading, cutting or grounding one article may take (60).",
        min=0.1,
        metavar="S",
    ),
]
ArticleMemory = Annotated[
    int | None,
    typer.Option(
        "--article-memory", help="Megabytes that each of these may take (400; on Linux).", min=50, metavar="MB"
    ),
]
Recordings = Annotated[
    Path | None, typer.Option("--recordings", help="Answer from recorded fixtures in this directory only.")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Neither read nor keep answers.")]
WithText = Annotated[
    bool, typer.Option("--with-text", help="Put the text that offsets refer to into each summary: article.text.")
]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", help="Decode with this instead of finding it out.", parser=_codec, metavar="ENCODING"),
]
Articles = Annotated[
    list[str],
    typer.Argument(help="Text, Markdown, HTML, PDF, Word files or feeds, or - for standard input.", metavar="ARTICLE…"),
]
Format = Annotated[
    Literal["text", "json", "jsonl", "markdown", "html"] | None,
    typer.Option("--format", help="text, json, jsonl, markdown or html.", metavar="FORMAT"),
]
Published = Annotated[str | None, typer.Option("--published", help="Publication date, for relative dates: YYYY-MM-DD.")]
Title = Annotated[str | None, typer.Option("--title", help="Headline.")]
Everything = Annotated[
    bool, typer.Option("--all", help="Everything, in the article's order, instead of what matters most first.")
]
Fetch = Annotated[bool, typer.Option("--fetch", help="Allow web addresses as articles; public hosts only.")]
ShowSettings = Annotated[
    bool, typer.Option("--show-settings", help="Print the settings in force, the key masked, and stop.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes on standard error.")]
Directory = Annotated[
    str, typer.Argument(help="Searched recursively for text, .jsonl, HTML, PDF, Word files and feeds.", metavar="DIR")
]
Include = Annotated[
    list[str] | None, typer.Option("--include", help="Only files matching this pattern; may be repeated.")
]
Exclude = Annotated[
    list[str] | None, typer.Option("--exclude", help="No files matching this pattern; may be repeated.")
]
FollowLinks = Annotated[bool, typer.Option("--follow-links", help="Follow links that stay inside DIR.")]
Concurrency = Annotated[
    int | None, typer.Option("--concurrency", help="Most requests in flight (default 8).", min=1, max=4096)
]
RequestsPerMinute = Annotated[float | None, typer.Option("--rpm", help="Requests per minute.", min=0.1)]
TokensPerMinute = Annotated[float | None, typer.Option("--tpm", help="Tokens per minute.", min=1)]
MaxCost = Annotated[float | None, typer.Option("--max-cost", help="Spend at most this many US dollars.", min=0)]
MaxRequests = Annotated[int | None, typer.Option("--max-requests", help="Send at most this many requests.", min=0)]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Count articles and tokens, say the expected and the worst cost; ask nothing.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Start a costly run without asking back.")]
Workers = Annotated[
    int | None, typer.Option("--workers", help="Processes that read and judge (default: one a core).", min=1)
]
Engine = Annotated[
    Literal["here", "ray"], typer.Option("--engine", help="here, or ray: a cluster. Needs --store.", metavar="ENGINE")
]
Address = Annotated[
    str | None, typer.Option("--address", help="The Ray cluster's address; without it one starts on this machine.")
]
Store = Annotated[str | None, typer.Option("--store", help="postgresql://… that all machines of a cluster share.")]
Parts = Annotated[int, typer.Option("--parts", help="Partitions of a cluster's output.", min=1)]
TextField = Annotated[
    str, typer.Option("--text-field", help="Where a JSON record keeps the article, as body_text or content.rendered.")
]
TitleField = Annotated[str, typer.Option("--title-field", help="Where it keeps the headline.")]
DateField = Annotated[str, typer.Option("--date-field", help="Where it keeps the publication date.")]
Via = Annotated[
    Literal["requests", "batch-api"],
    typer.Option("--via", help="requests, or batch-api: half the price within a day.", metavar="VIA"),
]
Summaries = Annotated[
    Path, typer.Argument(help="The output of a batch, or a .json or .jsonl file.", metavar="SUMMARIES")
]
Embedded = Annotated[str, typer.Argument(help="The model's name.")]
Recorded = Annotated[Path, typer.Option("--recordings", help="Folder of recordings.")]
Models = Annotated[
    list[str] | None, typer.Option("--model", help="Whom to score; several are compared.", metavar="MODEL")
]
Split = Annotated[Literal["dev", "test", "all"], typer.Option("--split", help="dev, test or all.", metavar="SPLIT")]
OwnSplit = Annotated[
    Literal["dev", "test"], typer.Option("--split", help="dev (for tuning) or test (for reporting).", metavar="SPLIT")
]
Report = Annotated[
    Literal["table", "json", "markdown", "junit", "html"],
    typer.Option("--report", help="table, json, markdown, junit or html.", metavar="FORM"),
]
To = Annotated[
    Literal["csv", "parquet", "annotations", "schema.org", "label-studio"],
    typer.Option("--to", help="csv, parquet, annotations, schema.org or label-studio.", metavar="TO"),
]
Floors = Annotated[list[str] | None, typer.Option("--min", help="Fail below this, as quotes.f1=0.85; may be repeated.")]
Pages = Annotated[
    Path | None, typer.Option("-o", "--output", help="Directory for the pages (default: report/ beside the summaries).")
]
Base = Annotated[
    str, typer.Option("--base", help="Web address below which the articles are found, for linked data.", metavar="URL")
]
