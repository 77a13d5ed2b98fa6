"""Certainty: the second reading and its key, where two readings differ, what signals are worth, and the threshold."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLES, ROOT
from inprocess import Kept, Pool
from sheets import claim, count, event, judged, person, quote, sheet
from test_expect import StandIn
from test_pipeline import Answering

from summarizer import Article, cli, read_output, summarize
from summarizer.batch import work
from summarizer.batch.find import Found
from summarizer.certainty import at_least, chance, differing, learned, signals
from summarizer.commands import batch
from summarizer.console import Console
from summarizer.errors import NotKeptError, RecordingMissingError, SettingsError
from summarizer.model.body import question_key
from summarizer.model.client import Client
from summarizer.model.hosts import HOSTS
from summarizer.model.manners import Manners
from summarizer.model.transport import KeptTransport
from summarizer.passage import cut
from summarizer.pipeline import summarize_article
from summarizer.provider import how_of
from summarizer.question import How, Tally
from summarizer.rank import doubted
from summarizer.readers import whole
from summarizer.readers.again import TEMPERATURE, again
from summarizer.recordings import RecordingAsker
from summarizer.score.gold import load
from summarizer.score.risk import area, risk
from summarizer.settings import load as load_settings
from summarizer.summary import Summary

RECORDINGS = ROOT / "fixtures" / "recordings"
GOLD = ROOT / "evals" / "gold"
STRONG = "strong/2026-11"
TEXT = (
    "Mayor Lena Ortiz spoke in Lund on Monday. “It was late,” Ortiz said. Dan Reyes sold the mill in Ystad for "
    "9 million on Friday, killing 4 jobs. Ortiz denied that the town had known. The union Unda said it would strike."
)
PEOPLE = [person(1, "Lena Ortiz", role="Mayor"), person(2, "Dan Reyes", 3), person(3, "Unda", 5, "organization")]
SALE: dict[str, Any] = {
    "actors": ["Dan Reyes"], "targets": ["the mill"], "place": "Ystad", "time": "Friday", "date": "2024-05-10",
}  # fmt: skip
QUOTE, CLAIM = quote(1, 1, "", "said"), claim(4, "the town had", "had known", 1, cue="denied", stance="denied")
FIRST = sheet(*PEOPLE, QUOTE, CLAIM, event(3, "sold", "transaction", **SALE), gist=[3])


def read_twice(*sheets: Any, text: str = TEXT) -> tuple[Summary, Answering]:
    asker = Answering(*sheets)
    article = Article.from_text(text, published=date(2024, 5, 10))
    return asyncio.run(summarize_article(article, asker, "whole", readings=2)), asker


# ---- the key


def test_the_first_reading_keeps_its_key_and_the_second_has_its_own():
    name = "wire-depot-fire"
    case = next(case for case in load(GOLD) if case.name == name)
    (question,) = whole.questions(cut(case.article))
    entries = json.loads((RECORDINGS / "strong-2026-11" / f"{name}.json").read_text())["answers"]

    assert [entry["key"] for entry in entries] == [
        question_key(question, "2026-11"), question_key(again(question), "2026-11"),
    ]  # fmt: skip
    assert entries[0]["raw"]["content"] != entries[1]["raw"]["content"]
    assert entries[0]["parts"].items() - entries[1]["parts"].items() == {
        ("parameters", entries[0]["parts"]["parameters"])
    }


def test_what_goes_out_has_the_key_of_its_question():
    (question,) = whole.questions(cut(Article.from_text(TEXT)))
    missing: dict[str, Any] = {}

    async def ask() -> None:
        transport = KeptTransport(Kept())
        asking = Client(transport, "m")
        for asked in (question, again(question)):
            with pytest.raises(NotKeptError):
                await asking.ask(asked, Tally())
        missing.update(transport.missing)
        await asking.close()

    asyncio.run(ask())

    assert list(missing) == [question_key(question, "m"), question_key(again(question), "m")]
    assert [body.get("temperature") for body in missing.values()] == [None, TEMPERATURE]


@pytest.mark.parametrize(
    ("host", "model", "sent"),
    [("openai", "gpt-4.1", (0, 0.7)), ("local", "x", (0, 0.7)), ("mistral", "m", (None, None)), ("openai", "o3", (None, None))],
)  # fmt: skip
def test_a_second_reading_is_warmer_where_the_host_takes_a_temperature(host, model, sent):
    (question,) = whole.questions(cut(Article.from_text(TEXT)))
    manners = Manners(HOSTS[host], model)
    transport: dict[str, Any] = {"response_format": {"json_schema": {"schema": {}}}, "messages": [], "max_tokens": 9}

    assert question.temperature is None
    assert manners.adapted(transport).get("temperature") == sent[0]
    assert manners.adapted(transport | {"temperature": 0.7}).get("temperature") == sent[1]


def test_a_second_reading_that_is_not_recorded_names_the_command_that_records_it():
    article = Article.from_text((ROOT / "evals" / "cases" / "speakers-through.txt").read_text())
    asker = RecordingAsker(RECORDINGS, STRONG)
    assert asyncio.run(summarize_article(article, asker, "whole")).status == "ok"
    with pytest.raises(RecordingMissingError, match="changed: parameters") as caught:
        asyncio.run(summarize_article(article, asker, "whole", readings=2))

    assert caught.value.hint.endswith("--readings 2")


# ---- the second reading


def test_the_first_reading_is_shown_and_the_second_only_votes():
    other = sheet(
        *PEOPLE, quote(1, 2), claim(5, "it would strike", "", 3), event(3, "sold", "decision", **SALE), gist=[1]
    )
    alone = asyncio.run(
        summarize_article(Article.from_text(TEXT, published=date(2024, 5, 10)), Answering(FIRST), "whole")
    )
    summary, asker = read_twice(FIRST, other)
    plain = summary.model_dump(exclude={"run"})
    for kind in ("quotes", "claims", "events"):
        for item in plain[kind]:
            item.pop("certainty")
            assert item.pop("flags") == ["second_reading"]
            assert item.pop("differs")
    shown = alone.model_dump(exclude={"run"})
    for kind in ("quotes", "claims", "events"):
        for item in shown[kind]:
            item.pop("certainty")
            item.pop("flags", None)

    assert plain == shown
    assert [i.differs for i in (*summary.quotes, *summary.claims, *summary.events)] == [["speaker"], ["item"], ["type"]]
    assert (len(asker.pool.bodies), summary.run.readings, summary.run.requests) == (2, 2, 2)
    assert "readings" not in alone.run.model_dump()


def test_readings_that_agree_leave_no_flag_and_differing_ones_are_less_sure():
    agreed, _ = read_twice(FIRST, FIRST)
    doubted_, _ = read_twice(FIRST, sheet(*PEOPLE, QUOTE, CLAIM, event(3, "sold", "decision", **SALE)))

    assert all(not i.flags and not i.differs for i in (*agreed.quotes, *agreed.claims, *agreed.events))
    assert '"differs"' not in agreed.model_dump_json()
    assert 0 < (doubted_.events[0].certainty or 0) < (agreed.events[0].certainty or 0) < 1


def test_what_does_not_resolve_in_a_second_reading_is_not_asked_about_again():
    wrong = sheet(*PEOPLE, QUOTE, claim(4, "words that are", "not there", 1))
    summary, asker = read_twice(FIRST, wrong)

    assert len(asker.pool.bodies) == 2
    assert summary.status == "ok"
    assert summary.claims[0].differs == summary.events[0].differs == ["item"]


def test_a_second_reading_of_no_use_is_no_vote_and_is_said():
    summary, _ = read_twice(FIRST, "I cannot help with that.")
    once = learned()["weights"]["whole"]["once"]["events"]

    assert summary.status == "partial"
    assert "no second reading" in summary.rejected[0].reason
    assert not summary.events[0].differs
    assert summary.events[0].certainty == chance(once, signals(summary.events[0]))


def test_every_piece_of_a_long_article_is_read_twice():
    long = "\n\n".join(
        f"Part {n}. " + "The council met on Tuesday and agreed to mend the old bridge. " * 12 for n in range(30)
    )
    pieces = len(whole.pieces(cut(Article.from_text(long))))
    summary, asker = read_twice(*[sheet()] * 2 * pieces, text=long)

    assert pieces > 1
    assert len(asker.pool.bodies) == 2 * pieces
    assert len({json.dumps(body["messages"]) for body in asker.pool.bodies}) == pieces
    assert summary.run.requests == 2 * pieces


def test_the_steps_reader_refuses_a_second_reading():
    with pytest.raises(SettingsError, match="reads the same each time"):
        how_of(load_settings(model="local/qwen2.5-coder-1.5b-instruct", readings=2))
    with pytest.raises(SettingsError, match="--readings cannot be 3"):
        load_settings(model="local/qwen2.5-coder-1.5b-instruct", readings=3)
    with pytest.raises(SettingsError, match="--min-certainty cannot be 80"):
        load_settings(model="local/qwen2.5-coder-1.5b-instruct", min_certainty=80)


# ---- where two readings differ


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({}, []),
        ({"actors": ["Lena Ortiz"]}, ["actors"]),
        ({"actors": []}, ["actors"]),
        ({"targets": ["9 million"]}, ["targets"]),
        ({"place": ""}, ["place"]),
        ({"date": "2024-05-03"}, ["time"]),
        ({"counts": [count("dead", "4", 4)]}, []),
        ({"targets": ["the mill", "jobs"]}, []),
    ],
)
def test_fields_of_an_event_that_a_second_reading_does_not_bear_out(changes, differs):
    one = judged(TEXT, *PEOPLE, event(3, "sold", "transaction", **SALE), published="2024-05-10")
    other = judged(TEXT, *PEOPLE, event(3, "sold", "transaction", **(SALE | changes)), published="2024-05-10")

    assert differing(one.events[0], other) == differs


def test_kind_realis_and_toll_of_an_event():
    one = judged(TEXT, *PEOPLE, event(3, "sold", "transaction", counts=[count("dead", "4", 4)]))
    other = judged(TEXT, *PEOPLE, event(3, "sold", "decision", "planned"))

    assert differing(one.events[0], other) == ["type", "realis", "casualties"]
    assert differing(one.events[0], judged(TEXT, *PEOPLE, event(3, "killing", "death"))) == ["item"]


def test_claims_of_one_sentence_are_held_against_the_one_most_like_them():
    mine = judged(TEXT, *PEOPLE, CLAIM).claims[0]
    both = judged(TEXT, *PEOPLE, claim(4, "the town had", "had known", 3), CLAIM)

    assert differing(mine, both) == []
    assert differing(mine, judged(TEXT, *PEOPLE, claim(4, "the town had", "had known", 3))) == ["claimant", "stance"]
    assert differing(mine, judged(TEXT, *PEOPLE, claim(5, "it would strike", "", 3))) == ["item"]


# ---- what signals are worth


def every_weights() -> list[tuple[str, dict[str, float]]]:
    return [
        (f"{reader} {readings} {kind}", weights)
        for reader, both in learned()["weights"].items()
        for readings, kinds in both.items()
        for kind, weights in kinds.items()
    ]


def test_no_doubt_makes_an_item_surer_and_a_flag_always_less_sure():
    found = every_weights()

    assert len(found) == 9
    for name, weights in found:
        doubts = {signal: w for signal, w in weights.items() if signal == "flagged" or signal.startswith("differs")}
        assert all(w <= 0 for w in doubts.values()), name
        for has in ([], ["person", "asserted"], ["other", "targets"]):
            assert chance(weights, [*has, "flagged"]) < chance(weights, has), name
            assert 0 <= chance(weights, [*has, *doubts]) <= chance(weights, has) < 1, name


def test_a_difference_lowers_what_two_readings_of_an_event_come_to():
    weights = learned()["weights"]["whole"]["twice"]["events"]
    for field in ("item", "type", "realis", "actors", "targets", "place", "time"):
        assert chance(weights, [f"differs {field}"]) < chance(weights, []), field


def test_weights_and_their_table_are_what_the_recordings_give(parser_at, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    command = [sys.executable, "evals/certainty.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout.strip()) == (0, "up to date"), done.stderr


# ---- the threshold


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


def typed(capsys, *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        cli.run(list(words))
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


def test_the_command_shows_what_is_certain_enough(capsys, tmp_path):
    path = ARTICLES / "wire-depot-fire.txt"
    asked = ("--model", STRONG, "--recordings", str(RECORDINGS), "--format", "json", "--readings", "2")
    _, out, _ = typed(capsys, str(path), *asked)
    every = Summary.model_validate_json(out)
    code, out, _ = typed(capsys, str(path), *asked, "--min-certainty", "0.8")
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
    typed(capsys, "export", str(tmp_path / "all.json"), "--to", "csv", "-o", str(tmp_path), "--min-certainty", "0.8")
    assert len((tmp_path / "events.csv").read_text().splitlines()) == 1 + len(sure.events)
    typed(capsys, "report", str(tmp_path / "all.json"), "-o", str(tmp_path / "r"), "--min-certainty", "0.8")
    (page,) = (tmp_path / "r" / "articles").glob("*.html")
    assert page.read_text().count("below --min-certainty 0.8") >= len(low)
    assert typed(capsys, str(path), "--model", STRONG, "--recordings", str(RECORDINGS), "--min-certainty", "80")[0] == 2


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


# ---- the report


def test_the_area_under_the_curve_knows_a_good_order_from_a_bad_one():
    good = [(0.9, True), (0.8, True), (0.4, False), (0.2, False)]
    bad = [(1 - sure, right) for sure, right in good]
    none = [(0.5, right) for _, right in good]

    assert area(good) == pytest.approx((0 + 0 + 1 / 3 + 1 / 2) / 4)
    assert area(none) == pytest.approx(0.5)
    assert area(good) < area(none) < area(bad)
    found = risk([good, good], samples=20)
    assert (found.surest[50], found.surest[100], found.above[0.8]) == (1.0, 0.5, (0.5, 1.0))
    assert found.brier == pytest.approx((0.01 + 0.04 + 0.16 + 0.04) / 4)
    assert found.ece == pytest.approx((0.3 + 0.4 + 0.2) / 4)


def test_the_eval_report_holds_the_curves(capsys, tmp_path):
    words = ("eval", "--gold", str(GOLD), "--recordings", str(RECORDINGS), "--split", "dev", "--model", STRONG)
    for form in ("table", "markdown", "json", "html"):
        code, _, _ = typed(capsys, *words, "--readings", "2", "--report", form, "-o", str(tmp_path / form))
        assert code == 0
    told = json.loads((tmp_path / "json").read_text())["certainty"]

    assert set(told) == {"quotes", "claims", "events"}
    assert told["events"]["surest"]["50"] > told["events"]["surest"]["100"]
    assert (tmp_path / "html").read_text().count("<polyline") == 3
    assert "| certainty | AURC |" in (tmp_path / "markdown").read_text()
    assert "surest 50 %" in (tmp_path / "table").read_text()


# ---- for people


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


def test_what_is_configured_holds_for_pages_and_exports_too(capsys, tmp_path, monkeypatch):
    """A setting of the configuration file is the default of every command that has the flag."""
    every = summarize(ARTICLES / "wire-depot-fire.txt", model=STRONG, recordings=RECORDINGS)
    sure = [e for e in every.events if (e.certainty or 0) >= 0.8]
    assert 0 < len(sure) < len(every.events)
    (tmp_path / "all.json").write_text(every.model_dump_json())
    config = tmp_path / "config.toml"
    monkeypatch.setenv("SUMMARIZE_CONFIG", str(config))

    def exported(*more: str) -> int:
        words = ("export", str(tmp_path / "all.json"), "--to", "csv", "-o", str(tmp_path), *more)
        assert typed(capsys, *words)[0] == 0
        return len((tmp_path / "events.csv").read_text().splitlines()) - 1

    config.write_text('min_certainty = 0.8\nmodel = "nobody/knows"\n')
    assert exported() == len(sure)
    assert exported("--min-certainty", "0") == len(every.events)
    assert typed(capsys, "report", str(tmp_path / "all.json"), "-o", str(tmp_path / "r"))[0] == 0
    (page,) = (tmp_path / "r" / "articles").glob("*.html")
    assert "below --min-certainty 0.8" in page.read_text()
    assert len(next(iter(read_output(tmp_path / "all.json"))).events) == len(every.events)
    assert len(next(iter(read_output(tmp_path / "all.json", min_certainty=0.8))).events) == len(sure)
    for wrong in ('"high"', "80"):
        config.write_text(f"min_certainty = {wrong}\n")
        code, _, err = typed(capsys, "export", str(tmp_path / "all.json"), "--to", "csv", "-o", str(tmp_path))
        assert (code, "which it cannot be" in err) == (78, True)
