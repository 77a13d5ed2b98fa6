"""The command line: flags → settings → pipeline → output, messages on stderr, an exit code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from summarizer import options
from summarizer.console import Console, broken_pipe, crash, fail
from summarizer.errors import DISK_TROUBLE, SummarizerError
from summarizer.local.catalogue import DEFAULT
from summarizer.model.hosts import HOSTS
from summarizer.redact import guarded_streams, protect

app = typer.Typer(
    name="summarize",
    help="Events, claims and quoted statements from news articles, each pinned to the exact words of the article.",
    epilog="Examples:  summarize article.txt   |   summarize *.txt --format jsonl -o out.jsonl   |   "
    "curl … | summarize - --published 2024-01-05   |   summarize article.txt --model openai/gpt-6-luna",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_COMMANDS = frozenset(
    ("article", "models", "cache", "schema", "record", "batch", "eval", "report", "export", "labels", "doctor")
)
_OF_ALL = frozenset(("--help", "-h", "--install-completion", "--show-completion"))
UsageErrors: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
"""Of whichever click typer brings along."""


@app.command("article")
def article_command(
    articles: options.Articles,
    form: options.Format = None,
    out: Annotated[Path | None, typer.Option("-o", "--output", help="Write here; the suffix tells the format.")] = None,
    model: options.Model = None,
    base_url: options.BaseUrl = None,
    published: options.Published = None,
    title: options.Title = None,
    recordings: options.Recordings = None,
    reader: options.Reader = None,
    encoding: options.Encoding = None,
    api_key_file: options.KeyFile = None,
    effort: options.Effort = None,
    service_tier: options.Tier = None,
    readings: options.Readings = None,
    min_certainty: options.MinCertainty = None,
    timeout_s: options.Timeout = None,
    article_timeout_s: options.ArticleTimeout = None,
    article_memory_mb: options.ArticleMemory = None,
    no_cache: options.NoCache = False,
    everything: options.Everything = False,
    with_text: options.WithText = False,
    fetch: options.Fetch = False,
    show_settings: options.ShowSettings = False,
    quiet: options.Quiet = False,
) -> None:
    """Summarize articles: the command may be left out."""
    from summarizer.commands import article
    from summarizer.output import SUFFIXES
    from summarizer.settings import load

    suffix = out.suffix.lower() if out else ""
    if suffix and not form and suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise typer.BadParameter(f"{suffix!r} tells no format: {known} do, or name one with --format", param_hint="-o")
    chosen = load(
        model=model, base_url=base_url, recordings=recordings, reader=reader, api_key_file=api_key_file, effort=effort,
        service_tier=service_tier, readings=readings, min_certainty=min_certainty, timeout_s=timeout_s,
        article_timeout_s=article_timeout_s, article_memory_mb=article_memory_mb,
    )  # fmt: skip
    if show_settings:
        for name, value in chosen.shown().items():
            typer.echo(f"{name:12} {value}")
        return
    wish = article.Wish(
        form or SUFFIXES.get(suffix) or "text", out, options.day(published), title, encoding, recordings, not no_cache,
        fetch, with_text, everything,
    )  # fmt: skip
    raise typer.Exit(article.run(articles, chosen, Console(quiet=quiet), wish))


models_app = typer.Typer(help="List, fetch and check the embedded models.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(models_app, name="models")


@models_app.command("list")
def models_list() -> None:
    """List the embedded models and whether they are on this machine."""
    from summarizer.commands import models

    models.list_models()


@models_app.command("fetch")
def models_fetch(name: options.Embedded = DEFAULT) -> None:
    """Fetch an embedded model; resumes where it stopped."""
    from summarizer.commands import models

    models.fetch_model(name, Console())


@models_app.command("check")
def models_check(name: options.Embedded = DEFAULT) -> None:
    """Compare a model's file with the publisher's SHA-256."""
    from summarizer.commands import models

    raise typer.Exit(models.check_model(name))


@app.command("cache")
def cache_command(clear: Annotated[bool, typer.Option("--clear", help="Delete every kept answer.")] = False) -> None:
    """Show where raw answers are kept, and how many; --clear deletes them."""
    from summarizer.commands import cache

    cache.show(clear=clear)


@app.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of a summary."""
    import json

    from summarizer.summary import Summary

    typer.echo(json.dumps(Summary.model_json_schema(), indent=2))


@app.command(
    "batch",
    epilog="Examples:  summarize batch articles/ -o out/   |   summarize batch articles/ -o out/ --dry-run   |   "
    "summarize batch articles/ -o out/ --model openai/gpt-6-luna --max-cost 5",
)
def batch_command(
    directory: options.Directory,
    out: Annotated[str, typer.Option("-o", "--output", help="Directory for ledger and outputs.", metavar="OUT")],
    include: options.Include = None,
    exclude: options.Exclude = None,
    follow: options.FollowLinks = False,
    model: options.Model = None,
    base_url: options.BaseUrl = None,
    reader: options.Reader = None,
    concurrency: options.Concurrency = None,
    rpm: options.RequestsPerMinute = None,
    tpm: options.TokensPerMinute = None,
    max_cost: options.MaxCost = None,
    max_requests: options.MaxRequests = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    workers: options.Workers = None,
    engine: options.Engine = "here",
    address: options.Address = None,
    store: options.Store = None,
    parts: options.Parts = 64,
    text_field: options.TextField = "text",
    title_field: options.TitleField = "title",
    date_field: options.DateField = "published",
    with_text: options.WithText = False,
    via: options.Via = "requests",
    api_key_file: options.KeyFile = None,
    effort: options.Effort = None,
    service_tier: options.Tier = None,
    readings: options.Readings = None,
    min_certainty: options.MinCertainty = None,
    timeout_s: options.Timeout = None,
    article_timeout_s: options.ArticleTimeout = None,
    article_memory_mb: options.ArticleMemory = None,
    quiet: options.Quiet = False,
) -> None:
    """Summarize a directory of articles; run it again to resume."""
    from summarizer.commands import batch
    from summarizer.documents import Fields
    from summarizer.settings import load

    chosen = load(
        model=model, base_url=base_url, reader=reader, concurrency=concurrency, rpm=rpm, tpm=tpm,
        api_key_file=api_key_file, effort=effort, service_tier=service_tier, readings=readings,
        min_certainty=min_certainty, timeout_s=timeout_s, article_timeout_s=article_timeout_s,
        article_memory_mb=article_memory_mb,
    )  # fmt: skip
    if engine == "ray":
        from summarizer.commands.batch_ray import run_on_ray

        where = {"store": store or "", "address": address or ""}
        raise typer.Exit(run_on_ray(directory, out, chosen, Console(quiet=quiet), workers or 2, parts, **where))
    plan = batch.Plan(
        Path(directory), Path(out), include or [], exclude or [], follow, workers or 0, max_cost, max_requests,
        dry_run, yes, via, Fields(text_field, title_field, date_field), with_text,
    )  # fmt: skip
    raise typer.Exit(batch.run(plan, chosen, Console(quiet=quiet)))


@app.command(
    "eval",
    epilog="Examples:  summarize eval   |   summarize eval --model local/qwen2.5-coder-1.5b-instruct --model parser   "
    "|   summarize eval --min quotes.f1=0.9   |   summarize eval --gold my-labels/ --live",
)
def eval_command(
    gold: Annotated[Path, typer.Option("--gold", help="Folder of label files.")] = Path("evals/gold"),
    recordings: options.Recorded = Path("fixtures/recordings"),
    live: Annotated[bool, typer.Option("--live", help="Ask a live model instead of recordings.")] = False,
    model: options.Models = None,
    base_url: options.BaseUrl = None,
    reader: options.Reader = None,
    split: options.Split = "all",
    floors: options.Floors = None,
    baseline: Annotated[Path | None, typer.Option("--baseline", help="Fail below the floors of this file.")] = None,
    update: Annotated[bool, typer.Option("--update-baseline", help="Accept this run as the baseline.")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="With --update-baseline: floors may fall.")] = False,
    form: options.Report = "table",
    out: Annotated[Path | None, typer.Option("-o", "--output", help="Write the report here.")] = None,
    repeat: Annotated[int, typer.Option("--repeat", help="With --live: runs, to show the spread.", min=1)] = 1,
    readings: options.Readings = None,
) -> None:
    """Score hand labels against recordings, the parser alone (--model parser), or a live model (--live)."""
    from summarizer.commands import evaluate

    plan = evaluate.EvalPlan(
        gold, None if live else recordings, split, floors or [], baseline, update, lower, form, out, repeat
    )
    flags = {"base_url": base_url, "reader": reader, "readings": readings}
    raise typer.Exit(evaluate.run(plan, model or [], flags, Console()))


@app.command("report", epilog="Examples:  summarize report out/   |   summarize report summaries.jsonl -o pages/")
def report_command(
    source: options.Summaries, out: options.Pages = None, min_certainty: options.MinCertainty = None
) -> None:
    """Pages for people: one for every article, one for all of them; with what is in reviews/ beside them."""
    from summarizer.commands import report

    report.run(source, out, Console(), min_certainty=min_certainty)


@app.command(
    "export",
    epilog="Examples:  summarize export out/ --to csv -o tables/   |   "
    "summarize export a.json --to annotations -o lod/   |   summarize export out/ --to parquet -o tables/",
)
def export_command(
    source: options.Summaries,
    to: options.To,
    out: Annotated[Path, typer.Option("-o", "--output", help="Directory for the files.", metavar="DIR")],
    base: options.Base = "",
    raw: Annotated[bool, typer.Option("--raw-csv", help="Leave cells that begin like a formula as they are.")] = False,
    min_certainty: options.MinCertainty = None,
) -> None:
    """Summaries as files for other tools: tables, linked data, labelling tasks; as corrected in reviews/ beside."""
    from summarizer.commands import export

    export.run(source, to, out, Console(), base=base, raw=raw, min_certainty=min_certainty)


@app.command(
    "labels",
    epilog="Examples:  summarize labels out/reviews/ -o my-labels/   |   "
    "summarize export out/ --to label-studio -o ls/   (import ls/tasks.json there, "
    "set ls/label-studio.xml, correct, export as JSON)   |   summarize labels export.json -o my-labels/",
)
def labels_command(
    file: Annotated[Path, typer.Argument(help="Saved reviews or an export, as JSON; or a directory.", metavar="FILE")],
    out: Annotated[Path, typer.Option("-o", "--output", help="Directory for the label files.", metavar="DIR")],
    split: options.OwnSplit = "test",
) -> None:
    """Make label files for `summarize eval --gold DIR` of reviews saved in the pages, or of Label Studio."""
    from summarizer.commands import export

    export.take_labels(file, out, split, Console())


@app.command(
    "doctor",
    epilog="Examples:  summarize doctor   |   summarize doctor --model vllm/NAME --base-url http://HOST:8000/v1",
)
def doctor_command(
    model: options.Model = None, base_url: options.BaseUrl = None, api_key_file: options.KeyFile = None
) -> None:
    """What model would answer, can it be reached, where everything lies, and what to type next."""
    from summarizer.commands import doctor

    raise typer.Exit(doctor.run({"model": model, "base_url": base_url, "api_key_file": api_key_file}))


@app.command("record")
def record_command(
    articles: Annotated[list[str], typer.Argument(help="Text or Markdown files.", metavar="ARTICLE…")],
    recordings: options.Recorded = Path("fixtures/recordings"),
    model: options.Model = None,
    base_url: options.BaseUrl = None,
    reader: options.Reader = None,
    api_key_file: options.KeyFile = None,
    effort: options.Effort = None,
    service_tier: options.Tier = None,
    readings: options.Readings = None,
    timeout_s: options.Timeout = None,
) -> None:
    """Record a live model's answers to articles as fixtures for --recordings and CI."""
    from summarizer.commands import record
    from summarizer.settings import load

    chosen = load(
        model=model, base_url=base_url, reader=reader, api_key_file=api_key_file, effort=effort,
        service_tier=service_tier, readings=readings, timeout_s=timeout_s,
    )  # fmt: skip
    record.run(articles, chosen, recordings, Console())


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code.

    Args:
        arguments: Instead of `sys.argv[1:]`.
    """
    # No key of the environment is ever written, whichever is used.
    for variable in ("SUMMARIZE_API_KEY", *(name for host in HOSTS.values() for name in host.keys)):
        protect(os.environ.get(variable))
    with guarded_streams():
        raise SystemExit(_main(list(sys.argv[1:] if arguments is None else arguments)))


def _main(words: list[str]) -> int:
    if words and words[0] in ("--version", "-V"):
        from importlib.metadata import version

        typer.echo(f"summarize {version('grounded-summarizer')}")
        return 0
    words = words or ["--help"]
    if words == ["models"]:
        words.append("--help")  # without a command of its own it would be a usage error, squeezed into one line
    # `summarize article.txt` is the main command: its name may be left out.
    if words[0] not in _COMMANDS and words[0] not in _OF_ALL:
        if meant := _mistyped(words[0]):
            return fail(f"{words[0]!r} is neither a file nor a command", f"did you mean summarize {meant}?", 2)
        words.insert(0, "article")
    return _run(words)


def _mistyped(word: str) -> str:
    """Give the command that a word is like, where it is no file and does not look like one."""
    if not word.isalpha() or len(word) > 20 or Path(word).exists():
        return ""
    import difflib

    return next(iter(difflib.get_close_matches(word, _COMMANDS, 1)), "")


def _run(words: list[str]) -> int:
    try:
        result: Any = app(args=words, standalone_mode=False, prog_name="summarize")
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except SummarizerError as error:
        return fail(error.message, error.hint, error.exit_code)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        return fail("stopped", "", 130)
    except BrokenPipeError:
        return broken_pipe()
    except SystemExit as stop:
        if stop.code != 1:  # the command line library's own for a pipe that nobody reads
            raise
        return broken_pipe()
    except UsageErrors as error:
        return fail(*options.told_of(error), 2)
    except MemoryError:
        return fail("out of memory", "summarize fewer articles at once", 70)
    except Exception as error:  # noqa: BLE001 - the last resort: one line, the traceback in a file
        if isinstance(error, OSError) and error.errno in DISK_TROUBLE:
            return fail(f"cannot write: {error.strerror}", "free some space and run the same command again", 74)
        return crash(error)
