"""`summarize models`: list, fetch and check the embedded models and the parser that reads with them."""

from __future__ import annotations

import typer

from summarizer import settings
from summarizer.console import Console
from summarizer.errors import SettingsError
from summarizer.local.catalogue import CATALOGUE, DEFAULT, PARSER, Weights
from summarizer.local.fetch import check, fetch, is_present, model_path
from summarizer.local.parser import check_parser, fetch_parser, is_parser_present, parser_path


def list_models() -> None:
    """Print a line for each embedded model."""
    directory = settings.models_dir()
    for weights in CATALOGUE.values():
        state = "here" if is_present(directory, weights) else "not fetched"
        default = ", the default" if weights.name == DEFAULT else ""
        typer.echo(f"local/{weights.name}  {weights.bytes / 1e6:,.0f} MB  {weights.licence}  {state}{default}")
    state = "here" if is_parser_present(directory) else "not fetched"
    typer.echo(f"parser/{PARSER.name}  {PARSER.bytes / 1e6:,.0f} MB  {PARSER.licence}  {state}, reads with the above")
    typer.echo(f"kept in {directory}")


def fetch_model(name: str, console: Console) -> None:
    """Fetch a model, and the parser where it is missing, and print where they lie."""
    directory = settings.models_dir()

    def tell(what: str, done: int, total: int) -> None:
        console.progress(f"{name} {what}: {done / 1e6:,.0f} of {total / 1e6:,.0f} MB")

    paths = [] if _is_parser(name) else [fetch(directory, _known(name).name, tell)]
    paths.append(fetch_parser(directory, tell))
    console.clear()
    for path in paths:
        typer.echo(str(path))


def check_model(name: str) -> int:
    """Compare a model, or the parser, with the publisher's digests; 0 where every file is the publisher's."""
    directory = settings.models_dir()
    if _is_parser(name):
        name, path = PARSER.name, parser_path(directory)
        is_there = is_parser_present(directory)
        is_whole = is_there and check_parser(directory)
    else:
        weights = _known(name)
        path = model_path(directory, weights)
        is_there = path.is_file()
        is_whole = is_present(directory, weights) and check(path, weights)
    if not is_there:
        typer.echo(f"{name} is not fetched: summarize models fetch {name}", err=True)
        return 66
    if not is_whole:
        typer.echo(f"{name} is damaged: rm -r {path} && summarize models fetch {name}", err=True)
        return 65
    typer.echo(f"{name}: SHA-256 as published")
    return 0


def _is_parser(name: str) -> bool:
    return name.removeprefix("parser/") in ("parser", PARSER.name)


def _known(name: str) -> Weights:
    weights = CATALOGUE.get(name.removeprefix("local/"))
    if weights is None:
        raise SettingsError(f"embedded model {name!r} is not known", hint=f"one of {', '.join(CATALOGUE)}, parser")
    return weights
