"""The command line: flags → settings → pipeline → output, messages on stderr, an exit code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from summarizer.console import Console, broken_pipe, fail
from summarizer.errors import SummarizerError
from summarizer.files import write_whole
from summarizer.redact import guarded_streams

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

Model = Annotated[
    str | None, typer.Option("--model", help="PROVIDER/NAME, local/NAME or local//path/to/file.gguf.", metavar="MODEL")
]
BaseUrl = Annotated[
    str | None, typer.Option("--base-url", help="Any OpenAI-compatible endpoint, ending in /v1.", metavar="URL")
]
KeyFile = Annotated[
    Path | None, typer.Option("--api-key-file", help="Read the key from this file instead of the environment.")
]
Reader = Annotated[
    str | None,
    typer.Option(
        "--reader", "--profile", help="whole: the article in one question. steps: a parser and small questions."
    ),
]
Effort = Annotated[
    str | None,
    typer.Option("--effort", help="How long a model that thinks may think: none, low, medium, high.", metavar="EFFORT"),
]
Tier = Annotated[
    str | None, typer.Option("--service-tier", help="flex: half the price, longer waiting.", metavar="TIER")
]
Timeout = Annotated[
    float | None, typer.Option("--timeout", help="Seconds one attempt at an endpoint may take in all.", min=1)
]
ArticleTimeout = Annotated[
    float | None,
    typer.Option(
        "--article-timeout", help="Seconds that reading, cutting or grounding one article may take (60).", min=0.1
    ),
]
ArticleMemory = Annotated[
    int | None,
    typer.Option("--article-memory", help="Megabytes that each of these may take (400; on Linux).", min=50),
]
Recordings = Annotated[
    Path | None, typer.Option("--recordings", help="Answer from recorded fixtures in this directory only.")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Neither read nor keep answers.")]
WithText = Annotated[
    bool, typer.Option("--with-text", help="Put the text that offsets refer to into each summary: article.text.")
]
Encoding = Annotated[str | None, typer.Option("--encoding", help="Decode with this instead of finding it out.")]


@app.command("article", help="Summarize articles: the command may be left out.")
def article_command(
    articles: Annotated[
        list[str],
        typer.Argument(
            help="Text, Markdown, HTML, PDF, Word files or feeds, or - for standard input.", metavar="ARTICLE…"
        ),
    ],
    form: Annotated[str | None, typer.Option("--format", help="text, json, jsonl, markdown or html.")] = None,
    out: Annotated[Path | None, typer.Option("-o", "--output", help="Write here; the suffix tells the format.")] = None,
    model: Model = None,
    base_url: BaseUrl = None,
    published: Annotated[
        str | None, typer.Option("--published", help="Publication date, for relative dates: YYYY-MM-DD.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Headline.")] = None,
    recordings: Recordings = None,
    reader: Reader = None,
    encoding: Encoding = None,
    api_key_file: KeyFile = None,
    effort: Effort = None,
    service_tier: Tier = None,
    timeout: Timeout = None,
    article_timeout: ArticleTimeout = None,
    article_memory: ArticleMemory = None,
    no_cache: NoCache = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Everything, in the article's order, instead of what matters most first.")
    ] = False,
    with_text: WithText = False,
    fetch: Annotated[bool, typer.Option("--fetch", help="Allow web addresses as articles; public hosts only.")] = False,
    show_settings: Annotated[
        bool, typer.Option("--show-settings", help="Print the settings in force, the key masked, and stop.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes on standard error.")] = False,
) -> None:
    """Summarize articles."""
    from summarizer import settings
    from summarizer.article import parse_date
    from summarizer.commands import article
    from summarizer.output import FORMATS, SUFFIXES

    day = parse_date(published)
    if published and day is None:
        raise typer.BadParameter(f"{published!r} is no date: write YYYY-MM-DD", param_hint="--published")
    chosen_form = form or (SUFFIXES.get(out.suffix.lower()) if out else None) or "text"
    if chosen_form not in FORMATS:
        raise typer.BadParameter(f"{chosen_form!r} is none of {', '.join(FORMATS)}", param_hint="--format")
    chosen = settings.load(
        model=model, base_url=base_url, reader=reader, api_key_file=api_key_file, timeout_s=timeout,
        effort=effort, service_tier=service_tier,
        article_timeout_s=article_timeout, article_memory_mb=article_memory, recordings=recordings,
    )  # fmt: skip
    if show_settings:
        for name, value in chosen.shown().items():
            typer.echo(f"{name:12} {value}")
        return
    wish = article.Wish(chosen_form, out, day, title, encoding, recordings, not no_cache, fetch, with_text, everything)
    raise typer.Exit(article.run(articles, chosen, Console(quiet=quiet), wish))


models_app = typer.Typer(help="List, fetch and check the embedded models.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(models_app, name="models")


@models_app.command("list", help="List the embedded models and whether they are on this machine.")
def models_list() -> None:
    """List the embedded models."""
    from summarizer.commands import models

    models.list_models()


@models_app.command("fetch", help="Fetch an embedded model; resumes where it stopped.")
def models_fetch(
    name: Annotated[str, typer.Argument(help="The model's name.")] = "qwen2.5-coder-1.5b-instruct",
) -> None:
    """Fetch a model."""
    from summarizer.commands import models

    models.fetch_model(name, Console())


@models_app.command("check", help="Compare a model's file with the publisher's SHA-256.")
def models_check(
    name: Annotated[str, typer.Argument(help="The model's name.")] = "qwen2.5-coder-1.5b-instruct",
) -> None:
    """Check a model."""
    from summarizer.commands import models

    raise typer.Exit(models.check_model(name))


@app.command("cache", help="Show where raw answers are kept, and how many; --clear deletes them.")
def cache_command(clear: Annotated[bool, typer.Option("--clear", help="Delete every kept answer.")] = False) -> None:
    """Show or clear the cache."""
    from summarizer.commands import cache

    cache.show(clear=clear)


@app.command("schema", help="Print the JSON Schema of a summary.")
def schema_command() -> None:
    """Print the schema."""
    import json

    from summarizer.summary import Summary

    typer.echo(json.dumps(Summary.model_json_schema(), indent=2))


@app.command(
    "batch",
    help="Summarize a directory of articles; run it again to resume.",
    epilog="Examples:  summarize batch articles/ -o out/   |   summarize batch articles/ -o out/ --dry-run   |   "
    "summarize batch articles/ -o out/ --model openai/gpt-6-luna --max-cost 5",
)
def batch_command(
    directory: Annotated[
        str,
        typer.Argument(help="Searched recursively for text, .jsonl, HTML, PDF, Word files and feeds.", metavar="DIR"),
    ],
    out: Annotated[str, typer.Option("-o", "--output", help="Directory for ledger and outputs.", metavar="OUT")],
    include: Annotated[
        list[str] | None, typer.Option("--include", help="Only files matching this pattern; may be repeated.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", help="No files matching this pattern; may be repeated.")
    ] = None,
    follow: Annotated[bool, typer.Option("--follow-links", help="Follow links that stay inside DIR.")] = False,
    model: Model = None,
    base_url: BaseUrl = None,
    reader: Reader = None,
    concurrency: Annotated[
        int | None, typer.Option("--concurrency", help="Most requests in flight (default 8).", min=1, max=4096)
    ] = None,
    rpm: Annotated[float | None, typer.Option("--rpm", help="Requests per minute.", min=0.1)] = None,
    tpm: Annotated[float | None, typer.Option("--tpm", help="Tokens per minute.", min=1)] = None,
    max_cost: Annotated[
        float | None, typer.Option("--max-cost", help="Spend at most this many US dollars.", min=0)
    ] = None,
    max_requests: Annotated[
        int | None, typer.Option("--max-requests", help="Send at most this many requests.", min=0)
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Count articles and tokens, say the expected and the worst cost; ask nothing."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Start a costly run without asking back.")] = False,
    workers: Annotated[
        int | None, typer.Option("--workers", help="Processes that read and judge (default: one a core).", min=1)
    ] = None,
    engine: Annotated[str, typer.Option("--engine", help="here, or ray: a cluster. Needs --store.")] = "here",
    address: Annotated[
        str | None, typer.Option("--address", help="The Ray cluster's address; without it one starts on this machine.")
    ] = None,
    store: Annotated[
        str | None, typer.Option("--store", help="postgresql://… that all machines of a cluster share.")
    ] = None,
    parts: Annotated[int, typer.Option("--parts", help="Partitions of a cluster's output.", min=1)] = 64,
    text_field: Annotated[
        str,
        typer.Option("--text-field", help="Where a JSON record keeps the article, as body_text or content.rendered."),
    ] = "text",
    title_field: Annotated[str, typer.Option("--title-field", help="Where it keeps the headline.")] = "title",
    date_field: Annotated[str, typer.Option("--date-field", help="Where it keeps the publication date.")] = "published",
    with_text: WithText = False,
    via: Annotated[
        str,
        typer.Option("--via", help="requests, or batch-api: half the price within a day."),
    ] = "requests",
    api_key_file: KeyFile = None,
    effort: Effort = None,
    service_tier: Tier = None,
    timeout: Timeout = None,
    article_timeout: ArticleTimeout = None,
    article_memory: ArticleMemory = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes on standard error.")] = False,
) -> None:
    """Run a batch."""
    from summarizer import settings
    from summarizer.commands import batch
    from summarizer.documents import Fields

    chosen = settings.load(
        model=model, base_url=base_url, reader=reader, api_key_file=api_key_file, timeout_s=timeout,
        effort=effort, service_tier=service_tier,
        concurrency=concurrency, rpm=rpm, tpm=tpm,
        article_timeout_s=article_timeout, article_memory_mb=article_memory,
    )  # fmt: skip
    if via not in ("requests", "batch-api"):
        raise typer.BadParameter(f"{via!r} is none of requests, batch-api", param_hint="--via")
    if engine not in ("here", "ray"):
        raise typer.BadParameter(f"{engine!r} is none of here, ray", param_hint="--engine")
    if engine == "ray":
        from summarizer.commands.batch_ray import run_on_ray

        code = run_on_ray(
            directory, out, chosen, Console(quiet=quiet), store=store or "", address=address or "",
            workers=workers or 2, parts=parts,
        )  # fmt: skip
        raise typer.Exit(code)
    plan = batch.Plan(
        Path(directory),
        Path(out),
        include or [],
        exclude or [],
        follow,
        workers or 0,
        max_cost,
        max_requests,
        dry_run,
        yes,
        via,
        Fields(text_field, title_field, date_field),
        with_text,
    )
    raise typer.Exit(batch.run(plan, chosen, Console(quiet=quiet)))


@app.command(
    "eval",
    help="Score hand labels against recordings, the parser alone (--model parser), or a live model (--live).",
    epilog="Examples:  summarize eval   |   summarize eval --model local/qwen2.5-coder-1.5b-instruct --model parser   "
    "|   summarize eval --min quotes.f1=0.9   |   summarize eval --gold my-labels/ --live",
)
def eval_command(
    gold: Annotated[Path, typer.Option("--gold", help="Folder of label files.")] = Path("evals/gold"),
    recordings: Annotated[Path, typer.Option("--recordings", help="Folder of recordings.")] = Path(
        "fixtures/recordings"
    ),
    live: Annotated[bool, typer.Option("--live", help="Ask a live model instead of recordings.")] = False,
    model: Annotated[
        list[str] | None, typer.Option("--model", help="Whom to score; several are compared.", metavar="MODEL")
    ] = None,
    base_url: BaseUrl = None,
    reader: Reader = None,
    split: Annotated[str, typer.Option("--split", help="dev, test or all.")] = "all",
    floors: Annotated[
        list[str] | None, typer.Option("--min", help="Fail below this, as quotes.f1=0.85; may be repeated.")
    ] = None,
    baseline: Annotated[Path | None, typer.Option("--baseline", help="Fail below the floors of this file.")] = None,
    update: Annotated[bool, typer.Option("--update-baseline", help="Accept this run as the baseline.")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="With --update-baseline: floors may fall.")] = False,
    form: Annotated[str, typer.Option("--report", help="table, json, markdown, junit or html.")] = "table",
    out: Annotated[Path | None, typer.Option("-o", "--output", help="Write the report here.")] = None,
    repeat: Annotated[int, typer.Option("--repeat", help="With --live: runs, to show the spread.", min=1)] = 1,
) -> None:
    """Score."""
    from summarizer.commands import evaluate
    from summarizer.score.report import FORMS

    if split not in ("dev", "test", "all"):
        raise typer.BadParameter(f"{split!r} is none of dev, test, all", param_hint="--split")
    if form not in FORMS:
        raise typer.BadParameter(f"{form!r} is none of {', '.join(FORMS)}", param_hint="--report")
    plan = evaluate.EvalPlan(
        gold, None if live else recordings, split, floors or [], baseline, update, lower, form, out, repeat
    )
    flags = {"base_url": base_url, "reader": reader}
    raise typer.Exit(evaluate.run(plan, model or [], flags, Console()))


@app.command(
    "report",
    help="Pages for people: one for every article, one for all of them; with what is in reviews/ beside them.",
    epilog="Examples:  summarize report out/   |   summarize report summaries.jsonl -o pages/",
)
def report_command(
    source: Annotated[
        Path, typer.Argument(help="The output of a batch, or a .json or .jsonl file.", metavar="SUMMARIES")
    ],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Directory for the pages (default: report/ beside the summaries)."),
    ] = None,
) -> None:
    """Write pages."""
    from summarizer.commands import report

    report.run(source, out, Console())


@app.command(
    "export",
    help="Summaries as files for other tools: tables, linked data, labelling tasks.",
    epilog="Examples:  summarize export out/ --to csv -o tables/   |   "
    "summarize export a.json --to annotations -o lod/   |   summarize export out/ --to parquet -o tables/",
)
def export_command(
    source: Annotated[
        Path, typer.Argument(help="The output of a batch, or a .json or .jsonl file.", metavar="SUMMARIES")
    ],
    to: Annotated[str, typer.Option("--to", help="csv, parquet, annotations, schema.org or label-studio.")],
    out: Annotated[Path, typer.Option("-o", "--output", help="Directory for the files.", metavar="DIR")],
    base: Annotated[
        str,
        typer.Option("--base", help="Web address below which the articles are found, for linked data.", metavar="URL"),
    ] = "",
    raw: Annotated[bool, typer.Option("--raw-csv", help="Leave cells that begin like a formula as they are.")] = False,
) -> None:
    """Export."""
    from summarizer.commands import export

    if to not in export.FORMS:
        raise typer.BadParameter(f"{to!r} is none of {', '.join(export.FORMS)}", param_hint="--to")
    export.run(source, to, out, Console(), base=base, raw=raw)


@app.command(
    "labels",
    help="Make label files for `summarize eval --gold DIR` of reviews saved in the pages, or of Label Studio.",
    epilog="Examples:  summarize labels out/reviews/ -o my-labels/   |   "
    "summarize export out/ --to label-studio -o ls/   (import ls/tasks.json there, "
    "set ls/label-studio.xml, correct, export as JSON)   |   summarize labels export.json -o my-labels/",
)
def labels_command(
    file: Annotated[Path, typer.Argument(help="Saved reviews or an export, as JSON; or a directory.", metavar="FILE")],
    out: Annotated[Path, typer.Option("-o", "--output", help="Directory for the label files.", metavar="DIR")],
    split: Annotated[str, typer.Option("--split", help="dev (for tuning) or test (for reporting).")] = "test",
) -> None:
    """Take labels."""
    from summarizer.commands import export

    if split not in ("dev", "test"):
        raise typer.BadParameter(f"{split!r} is none of dev, test", param_hint="--split")
    export.take_labels(file, out, split, Console())


@app.command(
    "doctor",
    help="What model would answer, can it be reached, where everything lies, and what to type next.",
    epilog="Examples:  summarize doctor   |   summarize doctor --model vllm/NAME --base-url http://HOST:8000/v1",
)
def doctor_command(model: Model = None, base_url: BaseUrl = None, api_key_file: KeyFile = None) -> None:
    """Look at everything."""
    from summarizer.commands import doctor

    raise typer.Exit(doctor.run({"model": model, "base_url": base_url, "api_key_file": api_key_file}))


@app.command("record", help="Record a live model's answers to articles as fixtures for --recordings and CI.")
def record_command(
    articles: Annotated[list[str], typer.Argument(help="Text or Markdown files.", metavar="ARTICLE…")],
    recordings: Annotated[Path, typer.Option("--recordings", help="Where fixtures are written.")] = Path(
        "fixtures/recordings"
    ),
    model: Model = None,
    base_url: BaseUrl = None,
    reader: Reader = None,
    api_key_file: KeyFile = None,
    effort: Effort = None,
    service_tier: Tier = None,
    timeout: Timeout = None,
) -> None:
    """Record fixtures."""
    from summarizer import settings
    from summarizer.commands import record

    chosen = settings.load(
        model=model,
        base_url=base_url,
        reader=reader,
        api_key_file=api_key_file,
        effort=effort,
        service_tier=service_tier,
        timeout_s=timeout,
    )
    record.run(articles, chosen, recordings, Console())


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code.

    Args:
        arguments: Instead of `sys.argv[1:]`.
    """
    from summarizer.settings import protect_environment

    protect_environment()
    with guarded_streams():
        raise SystemExit(_main(list(sys.argv[1:] if arguments is None else arguments)))


def _main(words: list[str]) -> int:
    if words and words[0] in ("--version", "-V"):
        from importlib.metadata import version

        typer.echo(f"summarize {version('grounded-summarizer')}")
        return 0
    # `summarize article.txt` is the main command: its name may be left out.
    if words and words[0] not in _COMMANDS and words[0] not in _OF_ALL:
        words.insert(0, "article")
    return _run(words)


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
    except UsageErrors as error:
        return fail(error.format_message(), "summarize --help", 2)
    except MemoryError:
        return fail("out of memory", "summarize fewer articles at once", 70)
    except OSError as error:
        if error.errno in (28, 122, 27, 5):
            return fail(f"cannot write: {error.strerror}", "free some space and run the same command again", 74)
        return _bug(error)
    except Exception as error:  # noqa: BLE001 - the last resort: one line, the traceback in a file
        return _bug(error)


def _usage_errors() -> tuple[type[Exception], ...]:
    found: list[type[Exception]] = []
    for module in ("click.exceptions", "typer._click.exceptions"):
        try:
            found.append(__import__(module, fromlist=["UsageError"]).ClickException)
        except ImportError:
            continue
    return tuple(found)


UsageErrors: Any = _usage_errors()


def _bug(error: BaseException) -> int:
    if os.environ.get("SUMMARIZE_DEBUG"):
        raise error
    import tempfile
    import traceback

    handle, name = tempfile.mkstemp(prefix="summarize-", suffix=".log")
    os.close(handle)
    write_whole(Path(name), "".join(traceback.format_exception(error)))
    return fail(f"internal error: {type(error).__name__}", f"please report it with {name}", 70)


if __name__ == "__main__":
    run()
