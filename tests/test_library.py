"""The package as a library: in an event loop, many articles at once, as an iterator, as a frame."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLES, ROOT

from summarizer import asummarize, asummarize_many, guard, pipeline, summarize, summarize_many
from summarizer.article import Article
from summarizer.errors import ArticleError, KeyRefusedError, RecordingMissingError, SettingsError, UnavailableError
from summarizer.model import client, gate

RECORDINGS = ROOT / "fixtures" / "recordings"
MODEL = "strong/2026-11"
PATHS = sorted(ARTICLES.glob("*.txt"))


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZE_API_KEY", "sk-canary-0123456789")


def replayed(path: Path) -> Any:
    return asummarize(path, model=MODEL, recordings=RECORDINGS)


def without_run(summary: Any) -> dict[str, Any]:
    return summary.model_dump(exclude={"run"})


def test_many_at_once_are_what_one_after_the_other_is():
    async def many() -> list[Any]:
        return await asyncio.gather(*map(replayed, PATHS))

    found = asyncio.run(many())
    alone = [summarize(path, model=MODEL, recordings=RECORDINGS) for path in PATHS]
    assert [without_run(s) for s in found] == [without_run(s) for s in alone]


def test_those_of_one_loop_share_who_answers_and_the_last_one_closes_it(faults, key, monkeypatch):
    endpoint = faults(latency={"fixed_s": 0.1})
    opened, closed = [], []
    original = pipeline.open_asker

    def watched(*args: Any, **more: Any) -> Any:
        asker = original(*args, **more)
        opened.append(asker)
        close = asker.close

        async def noted() -> None:
            closed.append(asker)
            await close()

        asker.close = noted  # type: ignore[method-assign]
        return asker

    monkeypatch.setattr(pipeline, "open_asker", watched)

    async def many() -> list[Any]:
        texts = [f"Mayor Lena Ortiz spoke in Lund on day {n}. “It was late,” Ortiz said." for n in range(12)]
        found = await asyncio.gather(*(asummarize(t, model="m", base_url=endpoint.base_url) for t in texts))
        assert pipeline._LOOPS[asyncio.get_running_loop()] == {}
        return found

    assert len(asyncio.run(many())) == 12
    assert len(opened) == len(closed) == 1
    assert 2 <= endpoint.stats()["peak_in_flight"] <= 8


def test_the_loop_goes_on_while_an_article_is_cut(monkeypatch):
    cut = pipeline.cut

    def slow(article: Article) -> Any:
        assert threading.current_thread() is not threading.main_thread()
        time.sleep(0.5)
        return cut(article)

    monkeypatch.setattr(pipeline, "cut", slow)
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.02)
            ticks += 1

    async def run() -> None:
        ticking = asyncio.create_task(tick())
        await replayed(PATHS[0])
        ticking.cancel()

    asyncio.run(run())
    assert ticks >= 10


def test_who_is_cancelled_leaves_nothing_behind(faults, key):
    endpoint = faults({"do": "hang"})

    async def run() -> None:
        before = set(asyncio.all_tasks())
        texts = [f"Mayor Lena Ortiz spoke in Lund on day {n}. “It was late,” Ortiz said." for n in range(3)]
        asking = [asyncio.create_task(asummarize(t, model="m", base_url=endpoint.base_url)) for t in texts]
        while not endpoint.stats()["requests"]:
            await asyncio.sleep(0.05)
        for task in asking:
            task.cancel()
        results = await asyncio.gather(*asking, return_exceptions=True)
        assert all(isinstance(r, asyncio.CancelledError) for r in results)
        await asyncio.sleep(0)
        assert set(asyncio.all_tasks()) == before
        assert pipeline._LOOPS[asyncio.get_running_loop()] == {}
        assert guard.aside.get() is False

    asyncio.run(run())
    assert [t.name for t in threading.enumerate() if t.name == "answers"] == []


def test_one_error_ends_what_was_asked_beside_it(faults, key):
    # A long article is read in pieces at once; a refused key of one of them is the end of all.
    paragraph = "Mayor Lena Ortiz spoke in Lund on Monday and said that the mill was sold to Dan Reyes.\n\n"
    endpoint = faults({"do": "status", "status": 401, "requests": [5, 5]}, {"do": "hang", "requests": [3, 99]})

    async def run() -> None:
        with pytest.raises(KeyRefusedError):
            await asummarize(paragraph * 600, model="m", base_url=endpoint.base_url)
        assert endpoint.stats()["requests"] >= 5
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(run())


def test_an_event_loop_that_runs_already_is_no_obstacle():
    async def cell() -> Any:
        return summarize(PATHS[0], model=MODEL, recordings=RECORDINGS)

    assert asyncio.run(cell()).status == "ok"


def test_what_is_wrong_is_said_as_it_is_elsewhere():
    async def run() -> None:
        with pytest.raises(SettingsError, match="no ISO date"):
            await asummarize("one two three four five", published="soonish", model=MODEL, recordings=RECORDINGS)
        with pytest.raises(ArticleError, match="too short"):
            await asummarize("one", model=MODEL, recordings=RECORDINGS)
        with pytest.raises(RecordingMissingError):
            await asummarize("One two three four five.", model=MODEL, recordings=RECORDINGS)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"recordings": "fixtures"}, "recordings as Path, not 'fixtures'"), ({"published": 20251009}, "published as date"),
        ({"reader": ["steps"]}, "reader as str"), ({"readings": True}, "readings as int, not True"),
        ({"readings": "2"}, "readings as int"), ({"min_certainty": True}, "min_certainty as float"),
        ({"min_certainty": "0.8"}, "min_certainty as float"), ({"model": 5}, "model as str"), ({"title": 5}, "title"),
    ],
)  # fmt: skip
def test_an_option_of_another_type_is_named(given: dict[str, Any], told: str):
    functions: list[Any] = [summarize, asummarize, *([] if "title" in given else [summarize_many, asummarize_many])]
    for function in functions:
        with pytest.raises(TypeError, match=told):
            asyncio.run(function(PATHS[0], **{"model": MODEL, "recordings": RECORDINGS} | given))


def test_whole_numbers_and_points_in_time_are_taken():
    noon = datetime(2025, 10, 9, 12, 0)
    path = PATHS[0]
    with pytest.raises(RecordingMissingError, match="passage"):  # the date is part of what is asked
        summarize(path, model=MODEL, recordings=RECORDINGS, min_certainty=0, published=noon)


def test_threads_give_the_limit_on_memory_back_in_whatever_order_they_end():
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)

    async def run() -> None:
        token = guard.aside.set(True)
        await asyncio.gather(*(guard.step("sleeping", time.sleep, 0.05 * n) for n in (3, 1, 2, 4)))
        guard.aside.reset(token)

    asyncio.run(run())
    first, second = guard._memory(100), guard._memory(1000)
    first.__enter__()
    second.__enter__()
    wide = resource.getrlimit(resource.RLIMIT_DATA)
    first.__exit__(None, None, None)
    assert resource.getrlimit(resource.RLIMIT_DATA) == wide != before
    second.__exit__(None, None, None)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    assert guard._memories == []


def test_the_name_of_a_file_given_as_text_is_known(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("ferry.txt").write_text(PATHS[0].read_text())

    with pytest.raises(ArticleError) as caught:
        summarize("ferry.txt", model=MODEL, recordings=RECORDINGS)
    assert caught.value.hint == 'a path? use Path("ferry.txt")'
    for words in ("other.txt", "nul\x00in", "x" * 300):
        with pytest.raises(ArticleError) as caught:
            summarize(words, model=MODEL, recordings=RECORDINGS)
        assert "Path(" not in caught.value.hint


def test_all_at_a_dead_endpoint_fail_alike_and_about_when_one_does(key, monkeypatch):
    """The breaker of the gate they share must not make them wait as long as a batch does."""
    monkeypatch.setattr(pipeline, "OUTAGE_S", 1.0)
    monkeypatch.setattr(gate, "PROBE_EVERY_S", 0.2)

    async def run() -> list[Any]:
        texts = [f"Mayor Lena Ortiz spoke in Lund on day {n}. “It was late,” Ortiz said." for n in range(12)]
        asking = (asummarize(t, model="m", base_url="http://127.0.0.1:9/v1") for t in texts)
        return await asyncio.wait_for(asyncio.gather(*asking, return_exceptions=True), 30)

    found = asyncio.run(run())
    assert {type(error) for error in found} == {UnavailableError}
    assert len({str(error) for error in found}) == 1
    assert "127.0.0.1:9 cannot be reached: " in str(found[0])


def test_what_keeps_one_call_from_an_endpoint_is_said(key, monkeypatch):
    monkeypatch.setattr(client, "MAX_RETRIES", 0)
    with pytest.raises(UnavailableError, match=r"refused|Connect call failed"):
        summarize("Mayor Lena Ortiz spoke in Lund.", model="m", base_url="http://127.0.0.1:9/v1", cache=False)


def test_a_first_reading_is_shown_where_the_second_one_is_refused(faults, key, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "evals" / "benchmarks"), str(ROOT)]))
    endpoint = faults({"do": "status", "status": 401, "requests": [2, 9]}, responder="answers:useful")
    how: Any = {"model": "m", "base_url": endpoint.base_url, "cache": False}
    twice = summarize(PATHS[0], readings=2, **how)
    rejected = [r for r in twice.rejected if r.kind == "request"]

    assert twice.status == "partial"
    assert twice.run.requests == 2
    assert [r.reason.split(": ")[0] for r in rejected] == ["no second reading"]
    assert "the key is refused (check SUMMARIZE_API_KEY)" in rejected[0].reason
    with pytest.raises(KeyRefusedError):
        summarize(PATHS[0], readings=2, **how)
