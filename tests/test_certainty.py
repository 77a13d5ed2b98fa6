"""The second reading: its key, its vote, and where two readings differ."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from typing import Any

import pytest
from conftest import GOLD, ROOT
from inprocess import Kept
from sheets import claim, count, event, judged, quote, sheet
from test_pipeline import Answering
from twice import CLAIM, FIRST, PEOPLE, QUOTE, SALE, TEXT, read_twice

from summarizer import Article
from summarizer.certainty import chance, differing, learned, signals
from summarizer.errors import NotKeptError, RecordingMissingError, SettingsError
from summarizer.model.body import question_key
from summarizer.model.client import Client
from summarizer.model.hosts import HOSTS
from summarizer.model.manners import Manners
from summarizer.model.transport import KeptTransport
from summarizer.passage import cut
from summarizer.pipeline import summarize_article
from summarizer.provider import how_of
from summarizer.question import Tally
from summarizer.readers import whole
from summarizer.readers.again import TEMPERATURE, again
from summarizer.recordings import RecordingAsker
from summarizer.score.gold import load
from summarizer.settings import load as load_settings

RECORDINGS = ROOT / "fixtures" / "recordings"
STRONG = "strong/2026-11"


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
