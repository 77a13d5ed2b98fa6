"""`summarize cache`: where raw answers are kept."""

from __future__ import annotations

import os

import typer

from summarizer import settings
from summarizer.cache import connect


def show(*, clear: bool) -> None:
    """Print the file of raw answers and how many it holds; or empty it."""
    path = settings.cache_dir() / "answers.sqlite"
    if os.access(path.parent, os.X_OK) and not path.exists():
        typer.echo(f"{path}: no answers yet")
        return
    connection = connect(path)
    count = connection.execute("SELECT count(*) FROM answer").fetchone()[0]
    if clear:
        connection.execute("DELETE FROM answer")
        connection.execute("DELETE FROM attempt")
        connection.execute("VACUUM")
        typer.echo(f"{path}: {count} answers deleted")
    else:
        typer.echo(f"{path}: {count} answers, {path.stat().st_size / 1e6:.1f} MB")
    connection.close()
