"""An answer sheet as lines of text, so that a test can hold a reader to all of it."""

from __future__ import annotations

from summarizer.reading import CountRow, EventRow, Reading


def rows(reading: Reading) -> list[str]:
    """One line for each row, what is empty left out."""
    name = {0: "nobody"} | {p.number: p.name for p in reading.people}
    out = [f"{p.kind} {p.name!r}, {p.role!r}, sentence {p.sentence}" for p in reading.people]
    out += [f"quote {q.quotation}: {name[q.person]}, {q.words!r} {q.cue!r}" for q in reading.quotes]
    for c in reading.claims:
        where = f"{c.first} … {c.last}" if c.last else c.first
        out.append(f"claim {c.sentence}: {name[c.person]}, {c.words!r} {c.cue!r}, {c.stance}: {where!r}")
    return out + [_event(e, name) for e in reading.events]


def _event(e: EventRow, name: dict[int, str]) -> str:
    found = [f"{e.word} {e.sentence}", e.type, "" if e.realis == "actual" else e.realis]
    found += [f"by {' + '.join(e.actors)}" if e.actors else "", f"to {' + '.join(e.targets)}" if e.targets else ""]
    found += [f"at {e.place}" if e.place else "", f"on {e.time} = {e.date}" if e.time else "", *map(_count, e.counts)]
    found += [f"from {name[e.source]}" if e.source else "", *(f"again {t.word} {t.sentence}" for t in e.more)]
    return "event " + ", ".join(part for part in found if part)


def _count(c: CountRow) -> str:
    return f"{c.what} {c.words!r} = {c.value} {c.qualifier}"
