"""Many articles from Python: one outcome each, in time, and once."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLES, ROOT

from summarizer import Article, asummarize, asummarize_many, read_article, read_output, summarize, summarize_many
from summarizer.errors import (
    ArticleError,
    ArticleMissingError,
    SettingsError,
)

RECORDINGS = ROOT / "fixtures" / "recordings"
REPLAY: dict[str, Any] = {"model": "strong/2026-11", "recordings": RECORDINGS, "workers": 1}
pytestmark = pytest.mark.usefixtures("nothing_left")
TEXT = "Mayor Lena Ortiz spoke in Lund on day {}. “It was late,” Ortiz said."


def test_the_name_of_a_file_given_as_a_text_is_an_error_and_no_article():
    name = str(ARTICLES / "wire-depot-fire.txt")
    (outcome,) = summarize_many([name], model="parser", workers=1)

    assert isinstance(outcome.error, ArticleError)
    assert outcome.error.message == "the text is the name of a file"
    assert outcome.error.hint == f'a path? use Path("{name}")'


def test_articles_files_and_texts_each_give_one_outcome():
    path = ARTICLES / "wire-depot-fire.txt"
    article = replace(read_article(path), path=None)
    items = [path, article, path.read_text(), "too short", Path("gone.txt")]
    found = {o.name: o for o in summarize_many(items, **REPLAY)}

    assert len(found) == 5
    by_item = {o.article: o for o in found.values()}
    whole = [by_item[i].result() for i in items[:3]]
    assert {s.status for s in whole} == {"ok"}
    assert [s.article.path for s in whole] == [str(path), None, None]
    assert whole[0].quotes == whole[1].quotes == whole[2].quotes
    with pytest.raises(ArticleError, match="too short"):
        by_item["too short"].result()
    assert isinstance(found["gone.txt"].error, ArticleMissingError)


def test_a_directory_gives_what_the_command_writes_and_the_command_goes_on_from_it(tmp_path):
    out = tmp_path / "out"
    found = list(summarize_many(ARTICLES, out=out, **REPLAY))
    written = (out / "summaries.jsonl").read_bytes()

    assert sorted(o.name for o in found) == sorted(p.name for p in ARTICLES.glob("*.txt"))
    assert {o.article for o in found} == set(ARTICLES.glob("*.txt"))
    assert list(read_output(out)) == [o.result() for o in sorted(found, key=lambda o: o.name)]
    assert read_output(out).text(found[0].result().article) == found[0].article.read_text()
    assert json.loads((out / "run.json").read_text())["finished"] == 6
    again = list(summarize_many(ARTICLES, out=out, **REPLAY))
    assert {o.name: o.summary for o in again} == {o.name: o.summary for o in found}
    assert json.loads((out / "run.json").read_text())["finished_before"] == 6
    assert (out / "summaries.jsonl").read_bytes() == written


def test_the_command_and_the_iterator_share_a_ledger(asking, tmp_path):
    endpoint, how = asking()
    articles = tmp_path / "articles"
    articles.mkdir()
    for n in range(8):
        (articles / f"{n}.txt").write_text(TEXT.format(n))
    out = tmp_path / "out"
    stream = summarize_many(articles, out=out, **how)
    first = [next(stream) for _ in range(3)]
    stream.close()
    command = [sys.executable, "-m", "summarizer", "batch", str(articles), "-o", str(out), "--model", "m"]
    done = subprocess.run(
        [*command, "--base-url", endpoint.base_url], check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert json.loads((out / "run.json").read_text())["finished_before"] >= 3
    known = {o.name: o for o in summarize_many(articles, out=out, **how)}
    assert len(known) == 8
    assert all(known[o.name].summary == o.summary for o in first)
    assert endpoint.stats()["billed_again"] == 0


def test_a_damaged_row_is_made_anew(tmp_path):
    import sqlite3

    out = tmp_path / "out"
    first = {o.name: o.summary for o in summarize_many(ARTICLES, out=out, **REPLAY)}
    with sqlite3.connect(out / "ledger.sqlite") as db:
        db.execute("UPDATE item SET detail = x'00' WHERE name = 'wire-depot-fire.txt'")
    db.close()

    assert {o.name: o.summary for o in summarize_many(ARTICLES, out=out, **REPLAY)} == first
    assert len(list(read_output(out))) == 6


def test_an_article_that_changed_is_read_again(asking, tmp_path):
    endpoint, how = asking()
    article = Article.from_text(TEXT.format(1), path="a")
    for given, requests in ((article, 1), (article, 1), (Article.from_text(TEXT.format(2), path="a"), 2)):
        assert [o.name for o in summarize_many([given], out=tmp_path / "out", **how)] == ["a"]
        assert endpoint.stats()["requests"] == requests


def test_outcomes_come_before_the_last_article_is_even_named(asking):
    _, how = asking()
    went_on = threading.Event()

    def source():
        yield TEXT.format(0)
        assert went_on.wait(30), "nothing came before the second article was drawn"
        yield TEXT.format(1)

    stream = summarize_many(source(), **how)
    assert next(stream).result().status == "ok"
    went_on.set()
    assert len(list(stream)) == 1


def test_a_slow_consumer_holds_the_batch_back(asking):
    endpoint, how = asking()
    drawn = 0

    def source():
        nonlocal drawn
        for n in range(400):
            drawn += 1
            yield TEXT.format(n)

    stream = summarize_many(source(), **how)
    next(stream)
    time.sleep(2)
    asked = endpoint.stats()["requests"]
    time.sleep(1)
    # Eight requests and four articles for the worker are under way; one outcome is queued, one in hand.
    assert endpoint.stats()["requests"] == asked <= 20
    assert drawn <= 2 * 64
    stream.close()


def test_articles_asked_in_vain_get_a_second_chance_and_come_last(asking):
    _endpoint, how = asking({"do": "null_content", "match": "day 3", "times": 99})
    names = list(summarize_many([TEXT.format(n) for n in range(6)], **how))

    assert [o.error is None for o in names] == [True] * 5 + [False]
    assert "day 3" in names[-1].article


def test_what_is_no_article_is_named(asking):
    _, how = asking()
    for item, name in ((None, "None"), (3, "3")):
        with pytest.raises(TypeError, match=f"^{name} is no article: a batch takes Articles, Paths and texts$"):
            list(summarize_many([TEXT.format(0), item], **how))  # type: ignore[list-item]
        with pytest.raises(TypeError, match=f"^{name} is no article"):
            summarize(item)  # type: ignore[arg-type]


def test_an_article_given_twice_is_paid_written_and_counted_once(asking, tmp_path):
    endpoint, how = asking(latency={"fixed_s": 0.1})
    items = [TEXT.format(0), TEXT.format(1), TEXT.format(0), TEXT.format(0)]
    for _ in range(2):
        found = [o.result() for o in summarize_many(items, out=tmp_path / "out", **how)]
        told = json.loads((tmp_path / "out" / "run.json").read_text())

        assert len(found) == 4
        assert (told["found"], told["finished"], told["not_started"], told["complete"]) == (2, 2, 0, True)
        assert sorted((s.run.requests, s.run.from_cache) for s in found) == [(0, 1), (0, 1), (1, 0), (1, 0)]
        assert sorted(s.run.tokens.input > 0 for s in found) == [False, False, True, True]
        assert len(list(read_output(tmp_path / "out"))) == 2
    assert endpoint.stats()["requests"] == 2


def test_articles_of_one_path_are_told_apart(asking, tmp_path):
    endpoint, how = asking()
    items = [Article.from_text(TEXT.format(n), path="a") for n in (1, 2, 1, 2)]
    for _ in range(2):
        found = list(summarize_many(items, out=tmp_path / "out", **how))

        assert len({o.name for o in found}) == 2
        assert {o.name for o in found} > {"a"}
        assert all(o.result().article.id == o.article.id for o in found)
        assert json.loads((tmp_path / "out" / "run.json").read_text())["complete"]
    assert endpoint.stats()["requests"] == 2


def test_a_name_is_fit_to_be_printed(asking, tmp_path):
    _, how = asking()
    path = tmp_path / "a\x1b[2Jb.txt"
    path.write_text(TEXT.format(1))
    items = [path, Article.from_text(TEXT.format(2), path="c\x07d")]

    assert sorted(o.name for o in summarize_many(items, **how)) == [f"{tmp_path}/a\\x1b[2Jb.txt", "c\\x07d"]


def test_the_four_functions_take_the_same_options(parser_at, monkeypatch):
    """What is wished of one article may be wished of many; what is no option is none anywhere."""
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    path = ARTICLES / "wire-depot-fire.txt"
    wishes: dict[str, Any] = {"reader": "steps", "readings": 1, "min_certainty": 0.9, "published": "2020-01-02"}
    wishes |= {"model": "parser", "base_url": None, "recordings": None}

    async def async_ones() -> list[Any]:
        many = [o.result() async for o in asummarize_many([path], workers=1, **wishes)]
        return [await asummarize(path, **wishes), *many]

    found = [summarize(path, **wishes), *(o.result() for o in summarize_many([path], workers=1, **wishes))]
    found += asyncio.run(async_ones())
    plain = summarize(path, model="parser")

    assert len({s.model_dump_json(exclude={"run", "article"}) for s in found}) == 1
    assert {s.article.published for s in found} == {"2020-01-02"}
    assert plain.article.published == "2025-03-14"
    low = [item for item in (*plain.quotes, *plain.claims, *plain.events) if (item.certainty or 0) < 0.9]
    assert low
    assert len(found[0].rejected) == len(plain.rejected) + len(low)
    for function, given in ((summarize, path), (asummarize, path), (summarize_many, [path]), (asummarize_many, [path])):
        with pytest.raises(TypeError, match=r"unexpected keyword argument 'reading'"):
            asyncio.run(function(given, reading=2))  # type: ignore[call-arg]
    with pytest.raises(SettingsError, match="--reader"):
        list(summarize_many([path], reader="fast", model="strong/2026-11", recordings=RECORDINGS))
    with pytest.raises(SettingsError, match=r"'9\.10\.2025' is no ISO date"):
        list(summarize_many([path], published="9.10.2025", **REPLAY))


def test_a_date_given_for_all_is_part_of_what_made_a_batch(asking, tmp_path):
    _, how = asking()
    dated = Article.from_text(TEXT.format(1), published=date(2019, 1, 1))
    for day, found in (("2020-01-02", "2020-01-02"), (date(2021, 1, 2), "2021-01-02"), (None, "2019-01-01")):
        made = list(summarize_many([dated], out=tmp_path / "out", published=day, **how))
        assert [o.result().article.published for o in made] == [found]
        assert [s.article.published for s in read_output(tmp_path / "out")] == [found]
