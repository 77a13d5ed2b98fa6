"""Sheets that lie in the article's own words: rows that name their sentence by its words, and what comes of the lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sheets import claim, count, event, loose, passage, person, quote, sheet, told

from summarizer.ground import Judged, judge
from summarizer.passage import Passage

Row = Callable[[Passage, dict[str, int]], Any]


@dataclass(frozen=True)
class Lie:
    """One row that puts on the page what the article does not say."""

    id: str
    text: str
    people: str
    """`Ada Moor; the coastguard/organization`, those that the sheet lists."""
    rows: tuple[Row, ...]
    """The last one is the lie."""
    part: str
    """What is false: an item (`quote`, `claim`, `event`), a part of an event or a person, `gist`."""
    why: str
    """What is said against it: its flags, or words of the reason why it is refused; empty where it gets through."""


def at(where: Passage, words: str) -> int:
    """Give the number of the sentence that words begin in."""
    return where.sentence_at(where.article.text.index(words)).number


def says(words: str, who: str, w: str = "", cue: str = "", st: str = "asserted") -> Row:
    """Give a row of a claim by all of its words."""
    tokens = words.split()
    return lambda where, number: claim(
        at(where, words), " ".join(tokens[:3]), " ".join(tokens[-3:]), number.get(who, 99), w, cue, st
    )


def quotes(words: str, who: str, w: str = "", cue: str = "") -> Row:
    """Give the row of the innermost quotation that holds words."""

    def row(where: Passage, number: dict[str, int]) -> Any:
        start = where.article.text.index(words)
        held = [q for q in where.quotations if q.start <= start < q.end]
        return quote(held[-1].number, number.get(who, 0), w, cue)

    return row


def unmarked(words: str, who: str, w: str = "", cue: str = "") -> Row:
    """Give a row of speech without marks by all of its words."""
    tokens = words.split()
    return lambda where, number: loose(
        at(where, words), " ".join(tokens[:3]), " ".join(tokens[-3:]), number.get(who, 99), w, cue
    )


def happens(words: str, kind: str = "other", realis: str = "actual", **more: Any) -> Row:
    """Give the row of an event by words that begin with the one that names it.

    `by`, `to`, `at`, `on` and `date` are as on the sheet; `dead` and `injured` give words and number, `tells` other words
    that name it, `source` a name.
    """

    def row(where: Passage, number: dict[str, int]) -> Any:
        names = {"by": "actors", "to": "targets", "at": "place", "on": "time", "date": "date"}
        given: dict[str, Any] = {names[key]: value for key, value in more.items() if key in names}
        given["counts"] = [count(what, *more[what]) for what in ("dead", "injured") if what in more]
        given["more"] = [told(at(where, w), w.split()[0]) for w in more.get("tells", ())]
        given["source"] = number.get(more.get("source", ""), 0)
        return event(at(where, words), more.get("word") or words.split()[0], kind, realis, **given)

    return row


def listed(names: str, where: Passage) -> tuple[list[Any], dict[str, int]]:
    """Give the people of a sheet, and the number of each by name."""
    rows, number = [], {}
    for entry in filter(None, (part.strip() for part in names.split(";"))):
        name, kind, role = [*entry.split("/"), "", ""][:3]
        number[name] = len(rows) + 1
        rows.append(person(number[name], name, at(where, name), kind or "person", role))
    return rows, number


def ground(lie: Lie) -> Judged:
    """Ground the sheet of a lie."""
    where = passage(lie.text)
    people, number = listed(lie.people, where)
    rows = [row(where, number) for row in lie.rows]
    return judge(where, sheet(*people, *[row for row in rows if not isinstance(row, int)],
                              gist=[row for row in rows if isinstance(row, int)]))  # fmt: skip


def outcome(lie: Lie) -> tuple[str, str]:
    """Say what came of a lie: `rejected`, `flagged`, or `shown` without a word; and what is said against it."""
    where = passage(lie.text)
    number = listed(lie.people, where)[1]
    row = lie.rows[-1](where, number) if lie.part != "role" else None
    found = ground(lie)
    reasons = "; ".join(rejected.reason for rejected in found.rejected)
    if lie.part in ("gist", "role"):
        shown = found.gist if lie.part == "gist" else [p for p in found.people if p.role]
        return ("shown", "") if shown else ("rejected", reasons)
    who = {n: name for name, n in number.items()}
    if lie.part == "quote":
        items = [q for q in found.quotes if q.speaker and q.speaker.name == who[row.person] and _holds(where, row, q)]
    elif lie.part == "claim":
        items = [c for c in found.claims if c.claimant.name == who[row.person] and row.first.split()[0] in c.text]
    else:
        items = [e for e in found.events if e.trigger.text == row.word]
        items = items if lie.part == "event" else [e for e in items if _part(e, lie.part)]
    if not items:
        return "rejected", reasons
    return ("flagged", " ".join(items[0].flags)) if items[0].flags else ("shown", "")


def _holds(where: Passage, row: Any, said: Any) -> bool:
    if not hasattr(row, "quotation"):
        return row.first.split()[0] in said.content[0].text
    quotation = where.quotations[row.quotation - 1]
    return any(quotation.start <= span.start < quotation.end for span in said.content)


def _part(found: Any, name: str) -> Any:
    if name in ("dead", "injured"):
        return found.casualties and getattr(found.casualties, name)
    return getattr(found, name)
