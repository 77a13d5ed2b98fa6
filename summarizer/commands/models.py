"""`summarize models`: list, fetch and check the embedded models and the parser that reads with them."""

from __future__ import annotations

from pathlib import Path

import typer

from summarizer import settings
from summarizer.console import Console
from summarizer.errors import SettingsError
from summarizer.local.catalogue import CATALOGUE, DEFAULT, PARSER, Weights
from summarizer.local.fetch import check, fetch, is_present, model_path
from summarizer.local.parser import check_parser, fetch_parser, is_parser_present, parser_path


def list_models() -> None:
    """Print a line for each embedded model."""
    directory = settings.load(model=f"local/{DEFAULT}").models
    for weights in CATALOGUE.values():
        state = "here" if is_present(directory, weights) else "not fetched"
        default = ", the default" if weights.name == DEFAULT else ""
        typer.echo(f"local/{weights.name}  {weights.bytes / 1e6:,.0f} MB  {weights.licence}  {state}{default}")
    state = "here" if is_parser_present(directory) else "not fetched"
    typer.echo(f"parser/{PARSER.name}  {PARSER.bytes / 1e6:,.0f} MB  {PARSER.licence}  {state}, reads with the above")
    typer.echo(f"kept in {directory}")


def fetch_model(name: str, console: Console) -> None:
    """Fetch a model, and the parser where it is missing, and print where they lie."""
    directory = settings.load(model=f"local/{DEFAULT}").models

    def tell(what: str, done: int, total: int) -> None:
        console.progress(f"{name} {what}: {done / 1e6:,.0f} of {total / 1e6:,.0f} MB")

    paths = [] if _is_parser(name) else [fetch(directory, _known(name).name, tell)]
    paths.append(fetch_parser(directory, tell))
    console.clear()
    for path in paths:
        typer.echo(str(path))


def check_model(name: str) -> int:
    """Compare a model with the publisher's digest; 0 where it is the publisher's file."""
    if _is_parser(name):
        return _check_parser(settings.load(model=f"local/{DEFAULT}").models)
    weights = _known(name)
    path = model_path(settings.load(model=f"local/{DEFAULT}").models, weights)
    if not path.is_file():
        typer.echo(f"{name} is not fetched: summarize models fetch {name}", err=True)
        return 66
    if path.stat().st_size != weights.bytes or not check(path, weights):
        typer.echo(f"{name} is damaged: rm {path} && summarize models fetch {name}", err=True)
        return 65
    typer.echo(f"{name}: SHA-256 as published")
    return 0


def _check_parser(directory: Path) -> int:
    if not is_parser_present(directory):
        typer.echo(f"{PARSER.name} is not fetched: summarize models fetch parser", err=True)
        return 66
    if not check_parser(directory):
        again = f"rm -r {parser_path(directory)} && summarize models fetch parser"
        typer.echo(f"{PARSER.name} is damaged: {again}", err=True)
        return 65
    typer.echo(f"{PARSER.name}: SHA-256 of every file as published")
    return 0


def _is_parser(name: str) -> bool:
    return name.removeprefix("parser/") in ("parser", PARSER.name)


def _known(name: str) -> Weights:
    weights = CATALOGUE.get(name.removeprefix("local/"))
    if weights is None:
        raise SettingsError(f"embedded model {name!r} is not known", hint=f"one of {', '.join(CATALOGUE)}, parser")
    return weights
