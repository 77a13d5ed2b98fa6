"""How a batch from Python ends before its time: errors, money, breaking off, cancelling, closing."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from contextlib import aclosing
from typing import Any

import pytest
from conftest import ARTICLES, ROOT
from test_stream import REPLAY, TEXT

from summarizer import asummarize_many, read_output, summarize_many
from summarizer.batch.ledger import Ledger
from summarizer.errors import (
    BudgetError,
    BusyError,
    KeyRefusedError,
    OutputError,
    RecordingMissingError,
    SettingsError,
)

pytestmark = pytest.mark.usefixtures("nothing_left")


def test_what_is_wrong_for_all_is_raised_and_what_is_done_is_kept(asking, tmp_path):
    _endpoint, how = asking({"do": "status", "status": 401, "requests": [1, 1]})
    with pytest.raises(KeyRefusedError):
        list(summarize_many([TEXT.format(n) for n in range(6)], out=tmp_path / "out", **how))

    assert len(list(summarize_many([TEXT.format(n) for n in range(6)], out=tmp_path / "out", **how))) == 6


def test_money_is_limited(asking, monkeypatch):
    _, how = asking()
    with pytest.raises(SettingsError, match="price"):
        list(summarize_many([TEXT.format(1)], max_cost=1.0, **how))
    how["model"] = "openai/gpt-5-mini"
    with pytest.raises(BudgetError):
        list(summarize_many([TEXT.format(1)], max_cost=0.000001, **how))


def test_breaking_off_keeps_what_came(asking, tmp_path):
    _endpoint, how = asking(latency={"fixed_s": 0.1})
    texts = [TEXT.format(n) for n in range(30)]
    for _outcome in summarize_many(texts, out=tmp_path / "out", **how):
        break
    counted = json.loads((tmp_path / "out" / "run.json").read_text())
    assert 1 <= counted["finished"] < 30
    assert not counted["complete"]
    assert len(list(read_output(tmp_path / "out"))) == counted["finished"]
    assert len(list(summarize_many(texts, out=tmp_path / "out", **how))) == 30


def test_an_error_of_the_source_reaches_the_consumer(asking):
    _, how = asking()

    def source():
        yield TEXT.format(0)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(summarize_many(source(), **how))


def test_the_async_form_gives_the_same_and_cancelling_it_leaves_nothing(asking):
    _, how = asking({"do": "hang", "match": "day 7"})

    async def run() -> None:
        before = asyncio.all_tasks()
        found = [o async for o in asummarize_many([TEXT.format(n) for n in range(3)], **how)]
        assert sorted(str(o.article) for o in found) == [TEXT.format(n) for n in range(3)]

        async with aclosing(asummarize_many([TEXT.format(n) for n in range(9)], **how)) as outcomes:
            async for _outcome in outcomes:
                await asyncio.sleep(2)  # others are done by now, and wait for their turn
                break
        assert asyncio.all_tasks() == before

        async def consume() -> None:
            async for _outcome in asummarize_many([TEXT.format(7)], **how):
                pass

        task = asyncio.create_task(consume())
        await asyncio.sleep(2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == before

    asyncio.run(run())


def test_a_program_may_end_with_a_batch_it_never_finished(asking):
    _, how = asking({"do": "hang", "match": "day 7"})
    code = (
        "import sys; from summarizer import summarize_many; how = eval(sys.argv[1]);"
        f"s = summarize_many([{TEXT.format(1)!r}, *[{TEXT!r}.format(7)]], **how); print(next(s).name)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, repr(how)], check=False, capture_output=True, text=True, timeout=120, cwd=ROOT
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_what_cannot_begin_is_said_at_once(tmp_path):
    cases: list[tuple[Any, dict[str, Any], type[Exception]]] = [
        ("news", REPLAY, SettingsError),
        (ARTICLES, REPLAY | {"out": ARTICLES}, OutputError),
        (ARTICLES, REPLAY | {"recordings": tmp_path / "none"}, RecordingMissingError),
        ([TEXT.format(1)], REPLAY, RecordingMissingError),
    ]
    wrong: list[dict[str, Any]] = [
        {"out": "out"},
        {"workers": -1},
        {"workers": 1.5},
        {"max_cost": -1},
        {"max_cost": "1"},
    ]
    for more in wrong:
        with pytest.raises(TypeError, match=f"`{next(iter(more))}` is a"):
            summarize_many(ARTICLES, **REPLAY | more)
    for articles, how, error in cases:
        with pytest.raises(error) as said:
            list(summarize_many(articles, **how))
        assert said.value.hint
    assert not (tmp_path / "none").exists()
    (tmp_path / "out").mkdir()
    stream = summarize_many(ARTICLES, out=tmp_path / "out", **REPLAY)
    next(stream)
    with pytest.raises(BusyError):
        list(summarize_many(ARTICLES, out=tmp_path / "out", **REPLAY))
    stream.close()
    Ledger(tmp_path / "out", "x").close()


def test_closing_does_not_wait_for_a_source_that_waits(asking):
    _, how = asking()
    never = threading.Event()

    def source():
        yield TEXT.format(0)
        never.wait(60)

    stream = summarize_many(source(), **how)
    assert next(stream).result().status == "ok"
    began = time.monotonic()
    stream.close()
    assert time.monotonic() - began < 5
    never.set()


def test_what_stops_a_batch_is_raised_while_its_source_waits(asking):
    _, how = asking({"do": "status", "status": 401})
    never = threading.Event()

    def source():
        yield TEXT.format(0)
        never.wait(60)

    began = time.monotonic()
    with pytest.raises(KeyRefusedError):
        list(summarize_many(source(), **how))
    assert time.monotonic() - began < 20
    never.set()
