"""Tables as frames of pandas and Polars."""

from __future__ import annotations

import csv
import sys
from datetime import date
from typing import Any

import pytest
from conftest import ARTICLES, ROOT

from summarizer import Summary, frame, summarize
from summarizer.errors import SettingsError
from summarizer.exports import tables

BACKENDS: Any = ("pandas", "polars")
TABLES: Any = tuple(tables.COLUMNS)


@pytest.fixture(scope="module")
def summaries() -> list[Summary]:
    how: dict[str, Any] = {"model": "strong/2026-11", "recordings": ROOT / "fixtures" / "recordings"}
    return [summarize(path, **how) for path in sorted(ARTICLES.glob("*.txt"))]


def as_rows(found: Any) -> list[dict[str, Any]]:
    """The rows of either kind of frame, in values of Python."""
    import pandas as pd

    if not isinstance(found, pd.DataFrame):
        return found.to_dicts()
    rows = found.to_dict("records")
    for row in rows:
        for name, value in row.items():
            if not isinstance(value, list) and pd.isna(value):
                row[name] = None
            elif isinstance(value, pd.Timestamp):
                row[name] = value.date()
    return rows


@pytest.mark.parametrize("table", TABLES)
def test_both_say_what_the_csv_file_says(summaries, table, tmp_path):
    tables.write(summaries, tmp_path, "csv", raw=True)
    with (tmp_path / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        written = list(csv.DictReader(file))
    pandas, polars = (as_rows(frame(summaries, table, backend=backend)) for backend in BACKENDS)

    assert pandas == polars
    assert len(written) == len(polars) > 0
    for row, told in zip(written, polars, strict=True):
        cells = tables.flat({k: str(v) if isinstance(v, date) else v for k, v in told.items() if k != "day"})
        assert row == {name: "" if value is None else str(value) for name, value in cells.items()}


@pytest.mark.parametrize("table", TABLES)
def test_types_are_the_same_with_and_without_rows(summaries, table):
    pandas, none = frame(summaries, table), frame([], table)
    assert dict(pandas.dtypes) == dict(none.dtypes)
    assert {str(pandas.dtypes[n]) for n in ("start", "end")} == {"Int64"}
    assert str(pandas.dtypes["published"]) == "datetime64[s]"
    polars = frame(summaries, table, backend="polars")
    assert polars.schema == frame([], table, backend="polars").schema
    assert [str(polars.schema[n]) for n in ("published", "start", "spans")] == ["Date", "Int64", "List(List(Int64))"]


def test_a_day_is_a_date_and_a_month_is_none(summaries):
    events = frame(summaries, "events", backend="polars").to_dicts()
    days = [(e["date"], e["day"]) for e in events if e["precision"] == "day"]
    others = [e["day"] for e in events if e["precision"] not in (None, "day")]

    assert ("2025-03-13", date(2025, 3, 13)) in days
    assert all(day and day.isoformat() == text for text, day in days)
    assert others
    assert not any(others)


def test_one_summary_will_do_and_half_a_character_does_no_harm(summaries):
    first = summaries[-1]
    broken = first.quotes[0].model_copy(
        update={"cue": first.quotes[0].content[0].model_copy(update={"text": "\ud83d"})}
    )
    summary = first.model_copy(update={"quotes": [broken]})

    for backend in BACKENDS:
        assert as_rows(frame(summary, "quotes", backend=backend))[0]["cue"] == "\\ud83d"


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_library_that_is_missing_is_named_with_what_to_type(summaries, backend, monkeypatch):
    monkeypatch.setitem(sys.modules, backend, None)
    with pytest.raises(SettingsError, match=backend) as error:
        frame(summaries, "quotes", backend=backend)
    assert "[frames]" in error.value.hint


def test_a_table_or_backend_of_another_name_is_refused(summaries):
    wrong: Any = {"table": "quote"}, {"backend": "duckdb"}
    for more in wrong:
        with pytest.raises(SettingsError, match=next(iter(more.values()))) as error:
            frame(summaries, **more)
        assert "one of" in error.value.hint
