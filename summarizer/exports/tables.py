"""One table per kind, with stable columns: CSV for spreadsheets, Parquet for notebooks."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from summarizer.files import create
from summarizer.people import Entry, who_is_who
from summarizer.rank import Item, rests_on, told
from summarizer.redact import redact
from summarizer.summary import Claim, Event, Mention, Quote, Source, Span, Summary

ARTICLE = {"article_id": str, "article": str, "title": str, "published": str, "source": str}
"""Columns that every table begins with."""
COLUMNS: dict[str, dict[str, type]] = {
    "quotes": ARTICLE | {
        "id": str, "type": str, "text": str, "start": int, "end": int, "spans": str, "speaker": str,
        "speaker_kind": str, "speaker_mention": str, "cue": str, "flags": str, "gist": int,
        "differs": str, "certainty": float,
    },
    "claims": ARTICLE | {
        "id": str, "text": str, "evidence": str, "start": int, "end": int, "spans": str, "claimant": str,
        "claimant_kind": str, "claimant_mention": str, "cue": str, "stance": str, "quote_ids": str,
        "flags": str, "gist": int,
        "differs": str, "certainty": float,
    },
    "events": ARTICLE | {
        "id": str, "type": str, "description": str, "trigger": str, "start": int, "end": int, "spans": str,
        "actors": str, "targets": str, "place": str, "time": str, "date": str, "precision": str,
        "dead": int, "dead_qualifier": str,
        "injured": int, "injured_qualifier": str, "realis": str, "attributed_to": str, "flags": str, "gist": int,
        "differs": str, "certainty": float,
    },
    "people": ARTICLE | {
        "name": str, "kind": str, "role": str, "start": int, "end": int, "spans": str, "quotes": str, "claims": str,
        "did": str, "met": str,
    },
}  # fmt: skip
"""Columns by table; `start` and `end` span all of it, `spans` lists every part as JSON: `[[start, end], …]`."""
LISTS = {
    "actors": "; ", "targets": "; ", "flags": " ", "differs": " ", "quote_ids": " ", "quotes": " ", "claims": " ",
    "did": " ", "met": " ",
}  # fmt: skip
"""Columns whose rows hold lists of texts, and what stands between these in a file."""
_BLANK = frozenset(("Cf", "Cc", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"))
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and a braille cell that show nothing."""
_SIGNS = frozenset("=+-@\u02d6\u02d7\u2043\u2212\u2795\u2796\ua78a\u30a0\u06d4\u16ed\u2cba\ua4ff\U0001029b")
"""What a formula begins with, and what looks like it without being a form of it to Unicode."""
# Where lists are parted by semicolons, as in much of Europe, a program that opens the file cuts at those and at line
# ends, whatever stands in quotation marks: a formula may begin there.
_CUT = re.compile(r"([\s\";]++)('*+)")
_ROWS = 5000


def rows(summary: Summary) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the rows of one summary.

    Yields:
        The table's name, and a value for each of its columns: lists in `LISTS` and `spans`, else None where there is
        none. `flat` makes cells of them.
    """
    article = summary.article
    head = {
        "article_id": article.id, "article": article.path, "title": article.title, "published": article.published,
        "source": article.source,
    }  # fmt: skip
    for quote in summary.quotes:
        yield "quotes", head | _quote(quote) | _looked_at(quote, summary)
    for claim in summary.claims:
        yield "claims", head | _claim(claim) | _looked_at(claim, summary)
    for event in summary.events:
        yield "events", head | _event(event) | _looked_at(event, summary)
    for entry in who_is_who(summary):
        yield "people", head | _person(entry)


def _looked_at(item: Item, summary: Summary) -> dict[str, Any]:
    """What the checks say, how sure the item is, and the number of the gist sentence it rests on."""
    return {
        "flags": list(item.flags), "gist": rests_on(item, summary.gist), "differs": list(item.differs),
        "certainty": item.certainty,
    }  # fmt: skip


def _person(entry: Entry) -> dict[str, Any]:
    person = entry.person
    told = {"quotes": entry.quotes, "claims": entry.claims, "did": entry.did, "met": entry.met}
    return {"name": person.name, "kind": person.kind, "role": person.role and person.role.text,
            **(_place(person.mentions) if person.mentions else {"start": None, "end": None, "spans": []}),
            **{name: [item.id for item in items] for name, items in told.items()}}  # fmt: skip


def _quote(quote: Quote) -> dict[str, Any]:
    speaker = quote.speaker
    return {"id": quote.id, "type": quote.type, "text": told(quote), **_place(quote.content),
            "speaker": speaker and speaker.name, "speaker_kind": speaker and speaker.kind,
            "speaker_mention": _mention(speaker), "cue": quote.cue and quote.cue.text}  # fmt: skip


def _claim(claim: Claim) -> dict[str, Any]:
    claimant = claim.claimant
    return {"id": claim.id, "text": claim.text, "evidence": told(claim), **_place(claim.evidence),
            "claimant": claimant.name, "claimant_kind": claimant.kind, "claimant_mention": _mention(claimant),
            "cue": claim.cue and claim.cue.text, "stance": claim.stance,
            "quote_ids": claim.quote_ids}  # fmt: skip


def _event(event: Event) -> dict[str, Any]:
    dead = event.casualties and event.casualties.dead
    injured = event.casualties and event.casualties.injured
    return {"id": event.id, "type": event.type, "description": event.description, "trigger": event.trigger.text,
            **_place([event.trigger]), "actors": _names(event.actors), "targets": _names(event.targets),
            "place": event.place and event.place.name, "time": event.time and event.time.mention.text,
            "date": event.time and event.time.value, "precision": event.time and event.time.precision,
            "dead": dead and dead.value, "dead_qualifier": dead and dead.qualifier,
            "injured": injured and injured.value, "injured_qualifier": injured and injured.qualifier,
            "realis": event.realis, "attributed_to": event.attributed_to and event.attributed_to.name}  # fmt: skip


def _place(spans: list[Span]) -> dict[str, Any]:
    return {"start": spans[0].start, "end": spans[-1].end, "spans": [[s.start, s.end] for s in spans]}


def _mention(source: Source | None) -> str | None:
    return source.mention.text if source and source.mention else None


def _names(mentions: list[Mention]) -> list[str]:
    return [mention.name for mention in mentions]


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Give the cells of a row, without lists: what a file holds."""
    joined = {name: between.join(row[name]) or None for name, between in LISTS.items() if name in row}
    return row | joined | {"spans": json.dumps(row["spans"]) if row["spans"] else None}


def disarmed(cell: Any) -> Any:
    """Keep a spreadsheet from taking a text for a formula.

    Args:
        cell: A value of a table.

    Returns:
        A text that begins like a formula, or with an apostrophe, with one apostrophe before it, and with one before
        what would begin like a formula behind a semicolon, a tab or a line end; else the same.
    """
    if not isinstance(cell, str):
        return cell
    inside = _CUT.sub(lambda cut: f"{cut[1]}'{cut[2]}" if _cuts_before_a_formula(cut) else cut[0], cell)
    return f"'{inside}" if _begins_like_a_formula(inside) else inside


def armed(cell: str) -> str:
    """Undo `disarmed`."""
    inside = cell[1:] if cell.startswith("'") and _begins_like_a_formula(cell[1:]) else cell
    return _CUT.sub(lambda cut: f"{cut[1]}{cut[2][1:]}" if _cuts_before_a_formula(cut) else cut[0], inside)


def _cuts_before_a_formula(cut: re.Match[str]) -> bool:
    following = unicodedata.normalize("NFKC", cut.string[cut.end() : cut.end() + 1])[:1]
    return following != "" and following in "=+-@" and any(char in cut[1] for char in ";\t\r\n")


def _begins_like_a_formula(cell: str) -> bool:
    """Tell whether the first sign of a cell that shows is one of a formula: programs trim and fold."""
    if cell.startswith(("'", "\t", "\r", "\n", "\0")):
        return True
    first = next((c for c in cell if c not in _FILLERS and unicodedata.category(c) not in _BLANK), "")
    if not first:
        return False
    return first in _SIGNS or unicodedata.category(first) == "Pd" or unicodedata.normalize("NFKC", first)[0] in _SIGNS


class _Csv:
    def __init__(self, path: Path, columns: dict[str, type], *, raw: bool) -> None:
        below: Any = create(path, private=False)
        self._file = io.TextIOWrapper(below, encoding="utf-8", newline="", errors="backslashreplace")
        self._writer = csv.writer(self._file, quoting=csv.QUOTE_NONNUMERIC)
        self._columns, self._raw = list(columns), raw
        self._writer.writerow(self._columns)

    def write(self, row: dict[str, Any]) -> None:
        cells = ["" if row[name] is None else row[name] for name in self._columns]
        self._writer.writerow(cells if self._raw else [disarmed(cell) for cell in cells])

    def close(self) -> None:
        self._file.close()


class _Parquet:
    def __init__(self, path: Path, columns: dict[str, type]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        kinds = {str: pa.string(), int: pa.int64(), float: pa.float64()}
        self._schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
        self._file: Any = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def write(self, row: dict[str, Any]) -> None:
        self._rows.append({name: clean(value) for name, value in row.items()})
        if len(self._rows) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        self._file.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []

    def close(self) -> None:
        self._flush()
        self._file.close()


def clean(value: Any) -> Any:
    """Tables in memory hold UTF-8: half a character is shown instead, and secrets are taken out before."""
    if isinstance(value, list):
        return [clean(part) for part in value]
    return redact(value.encode("utf-8", "backslashreplace").decode()) if isinstance(value, str) else value


def write(summaries: Iterable[Summary], folder: Path, form: str, *, raw: bool = False) -> dict[str, int]:
    """Write `quotes`, `claims`, `events` and `people` as tables, each whole when this returns.

    Args:
        summaries: Read one at a time.
        folder: Where the four files go.
        form: `csv` or `parquet`.
        raw: Leave cells of a CSV file as they are, formulas too.

    Returns:
        Rows by table.

    Raises:
        ImportError: pyarrow is not installed.
        OSError: The disk is full or failing.
    """
    counts = dict.fromkeys(COLUMNS, 0)
    temporary = {name: folder / f".{name}.{form}.tmp" for name in COLUMNS}
    with ExitStack() as stack:
        writers: dict[str, _Csv | _Parquet] = {}
        for name, columns in COLUMNS.items():
            place = temporary[name]
            writers[name] = _Csv(place, columns, raw=raw) if form == "csv" else _Parquet(place, columns)
            stack.callback(writers[name].close)
        for summary in summaries:
            for name, row in rows(summary):
                writers[name].write(flat(row))
                counts[name] += 1
    for name, place in temporary.items():
        place.replace(folder / f"{name}.{form}")
    return counts
