"""A table as a frame of pandas or Polars: dates are dates, offsets integers, lists lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, overload

from summarizer.errors import SettingsError
from summarizer.exports.tables import COLUMNS, LISTS, clean, rows
from summarizer.summary import Summary

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Summaries = Summary | Iterable[Summary]
Table = Literal["quotes", "claims", "events", "people"]


@overload
def frame(
    summaries: Summary | Iterable[Summary], table: Table = ..., backend: Literal["pandas"] = ...
) -> pd.DataFrame: ...
@overload
def frame(summaries: Summary | Iterable[Summary], table: Table, backend: Literal["polars"]) -> pl.DataFrame: ...
@overload
def frame(
    summaries: Summary | Iterable[Summary], table: Table = ..., *, backend: Literal["polars"]
) -> pl.DataFrame: ...
def frame(summaries: Summary | Iterable[Summary], table: Table = "quotes", backend: str = "pandas") -> Any:
    """Make a frame of one kind of item, a row for each.

    Args:
        summaries: One summary, or any number: a list, what `read_output` gives.
        table: `quotes`, `claims`, `events` or `people`.
        backend: `pandas` or `polars`.

    Returns:
        The columns of `summarize export`, an event's `day` besides. `start` and `end` are code points, 0-based and
        end-exclusive (pandas: `Int64`); `published` and `day` are dates (pandas: `datetime64[s]`); `flags`,
        `quote_ids`, `actors`, `targets` and the like are lists, `spans` a list of `[start, end]`; all else is text.
        What is not known is null, also where a frame has no rows.

    Raises:
        SettingsError: The table or the backend is not known, or the library is not installed.
    """
    if table not in COLUMNS or backend not in ("pandas", "polars"):
        wrong, known = (table, [*COLUMNS]) if table not in COLUMNS else (backend, ["pandas", "polars"])
        raise SettingsError(f"{wrong!r} is no frame that can be made", hint=f"one of {', '.join(known)}")
    kinds: dict[str, Any] = {name: _kind(name, kind) for name, kind in COLUMNS[table].items()}
    if table == "events":
        kinds["day"] = date
    found = [row for summary in ([summaries] if isinstance(summaries, Summary) else summaries)
             for kind, row in rows(summary) if kind == table]  # fmt: skip
    for row in found:
        row["published"] = _day(row["published"])
        if table == "events":
            row["day"] = _day(row["date"]) if row["precision"] == "day" else None
    try:
        return (_pandas if backend == "pandas" else _polars)(found, kinds)
    except ImportError:
        raise SettingsError(f"a frame of {backend} needs {backend}", hint='pip install ".[frames]"') from None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _kind(name: str, kind: type) -> Any:
    if name in LISTS:
        return list
    return {"spans": tuple, "published": date}.get(name, kind)


def _pandas(found: list[dict[str, Any]], kinds: dict[str, Any]) -> Any:
    import pandas as pd

    types = {str: "string", int: "Int64", float: "Float64", date: "datetime64[s]"}
    made = {name: [clean(row[name]) for row in found] for name in kinds}
    return pd.DataFrame({
        name: pd.Series(values, dtype=types.get(kinds[name], "object")) for name, values in made.items()
    })  # fmt: skip


def _polars(found: list[dict[str, Any]], kinds: dict[str, Any]) -> Any:
    import polars as pl

    types: dict[Any, Any] = {
        str: pl.String, int: pl.Int64, float: pl.Float64, date: pl.Date, list: pl.List(pl.String),
        tuple: pl.List(pl.List(pl.Int64)),
    }  # fmt: skip
    made = {name: [clean(row[name]) for row in found] for name in kinds}
    return pl.DataFrame(made, schema={name: types[kind] for name, kind in kinds.items()})
