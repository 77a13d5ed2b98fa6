"""What is certain enough: `--min-certainty` for one article, batches, pages and exports."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLES, GOLD, RECORDINGS, REPLAY
from inprocess import Kept, Pool
from sheets import event, sheet
from test_expect import StandIn
from twice import CLAIM, FIRST, PEOPLE, QUOTE, SALE, TEXT, read_twice

from summarizer import read_output, summarize
from summarizer.batch import work
from summarizer.batch.find import Found
from summarizer.certainty import at_least
from summarizer.commands import batch
from summarizer.console import Console
from summarizer.model.body import question_key
from summarizer.question import How
from summarizer.rank import doubted
from summarizer.readers.again import TEMPERATURE
from summarizer.settings import load as load_settings
from summarizer.summary import Summary


def test_what_is_less_certain_is_listed_as_rejected_and_nothing_is_lost():
    summary, _ = read_twice(FIRST, FIRST)
    quoted = summary.quotes[0].model_copy(update={"certainty": 0.4})
    stated = summary.claims[0].model_copy(update={"certainty": 0.9, "quote_ids": ["q1"]})
    event_ = summary.events[0].model_copy(update={"certainty": None})
    summary = summary.model_copy(update={"quotes": [quoted], "claims": [stated], "events": [event_]})
    kept = at_least(summary, 0.8)

    assert (kept.quotes, [c.id for c in kept.claims], kept.events) == ([], ["c1"], [])
    assert kept.claims[0].quote_ids == []
    assert [(r.kind, r.reason) for r in kept.rejected] == [
        ("quote", "certainty 0.40: below --min-certainty 0.8"),
        ("event", "certainty not known: below --min-certainty 0.8"),
    ]
    assert [r.answer for r in kept.rejected] == ["It was late", event_.description]
    assert [r.item_id for r in kept.rejected] == ["q1", event_.id]
    assert at_least(summary, 0.0) is summary
    assert at_least(summary, 0.8, ["q1"]).quotes == [quoted]


def test_the_command_shows_what_is_certain_enough(typed, tmp_path):
    path = ARTICLES / "wire-depot-fire.txt"
    asked = (*REPLAY, "--format", "json", "--readings", "2")
    _, out, _ = typed(str(path), *asked)
    every = Summary.model_validate_json(out)
    code, out, _ = typed(str(path), *asked, "--min-certainty", "0.8")
    sure = Summary.model_validate_json(out)
    items = [*every.quotes, *every.claims, *every.events]
    low = [item.id for item in items if (item.certainty or 0) < 0.8]

    assert code == 0
    assert 0 < len(low) < len(items)
    assert [i for i in items if i.id not in low] == [*sure.quotes, *sure.claims, *sure.events]
    assert len(sure.rejected) == len(every.rejected) + len(low)
    assert all(
        re.fullmatch(r"certainty 0\.\d\d: below --min-certainty 0\.8", r.reason) for r in sure.rejected[-len(low) :]
    )

    (tmp_path / "all.json").write_text(every.model_dump_json())
    typed("export", str(tmp_path / "all.json"), "--to", "csv", "-o", str(tmp_path), "--min-certainty", "0.8")
    assert len((tmp_path / "events.csv").read_text().splitlines()) == 1 + len(sure.events)
    typed("report", str(tmp_path / "all.json"), "-o", str(tmp_path / "r"), "--min-certainty", "0.8")
    (page,) = (tmp_path / "r" / "articles").glob("*.html")
    assert page.read_text().count("below --min-certainty 0.8") >= len(low)
    assert typed(str(path), *REPLAY, "--min-certainty", "80")[0] == 2


@pytest.fixture
def two(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in ("data-rents-rise", "police-tunnel-heist"):
        shutil.copy(GOLD / "articles" / f"{name}.txt", tmp_path / "in")
    return tmp_path / "in"


def ran(articles: Path, out: Path, monkeypatch: Any, **more: Any) -> tuple[dict[str, Any], list[Summary], Pool]:
    pool = Pool(StandIn("mistral/mistral-small-latest"))
    monkeypatch.setattr("summarizer.model.pool.CappedTransport", lambda *_: pool)
    monkeypatch.setenv("MISTRAL_API_KEY", "sk-canary-0123456789")
    wishes = {name: more.pop(name) for name in ("readings", "min_certainty") if name in more}
    settings = load_settings(model="mistral/mistral-small-latest", concurrency=1, **wishes)
    plan = batch.Plan(articles, out, workers=1, yes=True, **more)
    assert batch.run(plan, settings, Console(quiet=True)) == 0
    if plan.dry_run:
        return {}, [], pool
    lines = (out / "summaries.jsonl").read_text().splitlines()
    return json.loads((out / "run.json").read_text()), [Summary.model_validate_json(line) for line in lines], pool


def test_a_batch_reads_twice_and_keeps_to_the_threshold(two, tmp_path, monkeypatch):
    _, once, pool = ran(two, tmp_path / "out", monkeypatch)
    report, twice, more = ran(two, tmp_path / "out", monkeypatch, readings=2)
    _, sure, none = ran(two, tmp_path / "out", monkeypatch, readings=2, min_certainty=0.8)

    assert (len(pool.bodies), len(more.bodies), len(none.bodies)) == (2, 2, 0)  # the first readings are kept
    assert (report["readings"], [s.run.readings for s in twice]) == (2, [2, 2])
    assert [s.run.requests for s in once + twice] == [1, 1, 2, 2]
    assert all(s.status == "ok" for s in twice)
    below = [e for s in twice for e in (*s.quotes, *s.claims, *s.events) if (e.certainty or 0) < 0.8]
    assert below
    assert sum("below" in r.reason for s in sure for r in s.rejected) == len(below)
    assert all((e.certainty or 0) >= 0.8 for s in sure for e in (*s.quotes, *s.claims, *s.events))


def test_a_dry_run_counts_two_readings(two, tmp_path, monkeypatch, capsys):
    told = []
    for readings in (1, 2):
        ran(two, tmp_path / str(readings), monkeypatch, dry_run=True, readings=readings)
        told.append(capsys.readouterr().out)

    assert [re.search(r"requests +(\d+)", said)[1] for said in told] == ["2", "4"]
    written = [int(re.search(r"tokens, expected .* ([\d,]+) written", said)[1].replace(",", "")) for said in told]
    assert written[1] == 2 * written[0]


def test_a_dry_run_counts_later_pieces_of_both_readings(tmp_path, monkeypatch, capsys):
    (tmp_path / "in").mkdir()
    paragraph = "The council met on Tuesday and agreed to repair the bridge over the river before the winter. " * 4
    (tmp_path / "in" / "long.txt").write_text("\n\n".join(f"Part {n}. {paragraph}" for n in range(90)))
    ran(tmp_path / "in", tmp_path / "out", monkeypatch, dry_run=True, readings=2)

    assert re.search(r"requests +6$", capsys.readouterr().out, re.MULTILINE)


def test_both_readings_are_asked_in_one_round_of_a_batch_endpoint(two):
    found = Found("a.txt", str(two / "data-rents-rise.txt"), 1, 1)
    outcome = work.look(found, "openai/m", How("whole", 2), Kept(), {})

    assert [question.temperature for question in outcome.open] == [None, TEMPERATURE]
    assert len({question_key(question, "m") for question in outcome.open}) == 2
    assert work.made_by("openai/m", How("whole", 2)) != work.made_by("openai/m", How("whole"))
    assert work.made_by("openai/m", How("whole", 2, 0.8)) != work.made_by("openai/m", How("whole", 2))


def test_the_queue_holds_what_is_flagged_or_more_likely_wrong_than_right():
    item = read_twice(FIRST, FIRST)[0].events[0]

    assert doubted(item) is None
    assert doubted(item.model_copy(update={"certainty": 0.4})) == 0.4
    assert doubted(item.model_copy(update={"flags": ["long_ago"]})) == item.certainty
    assert doubted(item.model_copy(update={"certainty": None})) is None
    assert doubted(item.model_copy(update={"certainty": None, "flags": ["long_ago"]})) == 0.5


def test_a_page_shows_how_sure_it_is_and_what_differs():
    from summarizer.output import render

    summary, _ = read_twice(FIRST, sheet(*PEOPLE, QUOTE, CLAIM, event(3, "sold", "decision", **SALE)))
    page = render([summary], "html", texts=[TEXT])

    assert f">{summary.events[0].certainty:.2f}</span>" in page
    assert "a second reading differs: type" in page
    assert "a second reading differs: type" in render([summary], "text", texts=[TEXT], width=200)


def test_what_is_configured_holds_for_pages_and_exports_too(typed, tmp_path, monkeypatch):
    """A setting of the configuration file is the default of every command that has the flag."""
    every = summarize(ARTICLES / "wire-depot-fire.txt", model="strong/2026-11", recordings=Path(RECORDINGS))
    sure = [e for e in every.events if (e.certainty or 0) >= 0.8]
    assert 0 < len(sure) < len(every.events)
    (tmp_path / "all.json").write_text(every.model_dump_json())
    config = tmp_path / "config.toml"
    monkeypatch.setenv("SUMMARIZE_CONFIG", str(config))

    def exported(*more: str) -> int:
        words = ("export", str(tmp_path / "all.json"), "--to", "csv", "-o", str(tmp_path), *more)
        assert typed(*words)[0] == 0
        return len((tmp_path / "events.csv").read_text().splitlines()) - 1

    config.write_text('min_certainty = 0.8\nmodel = "nobody/knows"\n')
    assert exported() == len(sure)
    assert exported("--min-certainty", "0") == len(every.events)
    assert typed("report", str(tmp_path / "all.json"), "-o", str(tmp_path / "r"))[0] == 0
    (page,) = (tmp_path / "r" / "articles").glob("*.html")
    assert "below --min-certainty 0.8" in page.read_text()
    assert len(next(iter(read_output(tmp_path / "all.json"))).events) == len(every.events)
    assert len(next(iter(read_output(tmp_path / "all.json", min_certainty=0.8))).events) == len(sure)
    for wrong in ('"high"', "80"):
        config.write_text(f"min_certainty = {wrong}\n")
        code, _, err = typed("export", str(tmp_path / "all.json"), "--to", "csv", "-o", str(tmp_path))
        assert (code, "which it cannot be" in err) == (78, True)
