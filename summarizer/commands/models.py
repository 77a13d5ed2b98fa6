"""`summarize models`: list, fetch and check the embedded models."""

from __future__ import annotations

import typer

from summarizer import settings
from summarizer.console import Console
from summarizer.errors import SettingsError
from summarizer.local.catalogue import CATALOGUE, DEFAULT, Weights
from summarizer.local.fetch import check, fetch, is_present, model_path


def list_models() -> None:
    """Print a line for each embedded model."""
    directory = settings.load(model=f"local/{DEFAULT}").models
    for weights in CATALOGUE.values():
        state = "here" if is_present(directory, weights) else "not fetched"
        default = ", the default" if weights.name == DEFAULT else ""
        typer.echo(f"local/{weights.name}  {weights.bytes / 1e6:,.0f} MB  {weights.licence}  {state}{default}")
    typer.echo(f"kept in {directory}")


def fetch_model(name: str, console: Console) -> None:
    """Fetch a model and print where it lies."""
    weights = _known(name)
    directory = settings.load(model=f"local/{DEFAULT}").models
    path = fetch(
        directory,
        weights.name,
        lambda what, done, total: console.progress(f"{name} {what}: {done / 1e6:,.0f} of {total / 1e6:,.0f} MB"),
    )
    console.clear()
    typer.echo(str(path))


def check_model(name: str) -> int:
    """Compare a model with the publisher's digest; 0 where it is the publisher's file."""
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


def _known(name: str) -> Weights:
    weights = CATALOGUE.get(name.removeprefix("local/"))
    if weights is None:
        raise SettingsError(f"embedded model {name!r} is not known", hint=f"one of {', '.join(CATALOGUE)}")
    return weights
