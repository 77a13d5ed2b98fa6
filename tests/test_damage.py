"""Damage to what a run keeps, answers, ledger and jobs: a right answer, a miss, or one clear line."""

from __future__ import annotations

import asyncio
import random
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest
from conftest import ARTICLES
from damaging import (
    ANSWERS,
    ARTICLE,
    TRIES,
    answers,
    circle,
    damaged,
    fifo,
    fill_answers,
    fill_ledger,
    found,
    is_one_clear_line,
    moved_away,
    nowhere,
    put,
    run_again,
    through,
)

from summarizer import cli
from summarizer.batch.ledger import Fate, Ledger, Lock
from summarizer.cache import AnswerStore, connect
from summarizer.errors import CacheError, OutputError


def test_damaged_answers_are_a_miss_or_one_clear_line(tmp_path):
    fill_answers(tmp_path / "answers.sqlite")
    stopped = through(tmp_path / "answers.sqlite", answers, "answers")

    assert TRIES // 10 < stopped < TRIES


def test_a_damaged_ledger_gives_the_right_outputs_and_what_it_says_to_type_helps(tmp_path):
    fill_ledger(tmp_path)
    through(tmp_path / "ledger.sqlite", run_again, "ledger", TRIES // 2)


def test_a_damaged_log_of_a_run_that_was_killed_loses_no_more_than_its_end(tmp_path):
    """Of the side file of a killed run SQLite takes what is whole; the rest is judged anew."""
    live = Ledger(tmp_path, "model rules")
    live.record([Fate(found(name), "ok", detail) for name, detail in ARTICLE.items()])
    main, log = (tmp_path / "ledger.sqlite").read_bytes(), (tmp_path / "ledger.sqlite-wal").read_bytes()
    live.close()
    assert len(log) > 10 * 4096
    (tmp_path / "killed").mkdir()
    path = tmp_path / "killed" / "ledger.sqlite"
    for seed in range(TRIES // 6):
        put(path, main)
        Path(f"{path}-wal").write_bytes(damaged(log, random.Random(f"log {seed}"))[1])
        run_again(path)


def test_what_sqlite_could_not_read_is_said_in_one_line(tmp_path):
    database = connect(tmp_path / "a.sqlite")

    is_one_clear_line(database.damaged("unrecognized token: \n  name TEXT,\r\n\u2028 size"))
    database.close()


def test_two_answers_that_change_places_are_no_answers(tmp_path):
    store = AnswerStore(tmp_path / "a.sqlite")
    keys = list(ANSWERS)[:2]

    async def fill() -> None:
        for key in keys:
            number = await store.begin(key)
            assert number is not None
            await store.finish(number, key, "ok", (1, 1), ANSWERS[key])

    asyncio.run(fill())
    database = connect(tmp_path / "a.sqlite")
    rows = [database.execute("SELECT raw, sha FROM answer WHERE key = ?", (key,)).fetchone() for key in keys]
    for key, row in zip(keys, reversed(rows), strict=True):
        database.execute("UPDATE answer SET raw = ?, sha = ? WHERE key = ?", (*row, key))
    database.close()

    assert [store.get(key) for key in keys] == [None, None]
    store.close()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE item SET detail = zeroblob(9) WHERE name = 'a/007.txt'", "'a/007.txt' first"),
        ("UPDATE item SET sum = '' WHERE name > 'a/030.txt'", "29 of its articles"),
        ("UPDATE item SET fate = 'good' WHERE name = 'a/007.txt'", ""),
        ("UPDATE item SET name = 'b.txt' WHERE name = 'a/007.txt'", "'b.txt' first"),
        ("UPDATE meta SET value = 'x' WHERE key = 'run'", "number of runs"),
        ("UPDATE item SET size = 'big', changed = NULL WHERE name = 'a/007.txt'", ""),
    ],
)
def test_a_row_that_is_not_what_was_put_in_is_made_anew(tmp_path, change, says):
    fill_ledger(tmp_path)
    database = connect(tmp_path / "other.sqlite")
    database.execute("ATTACH ? AS ledger", (str(tmp_path / "ledger.sqlite"),))
    database.execute(change)
    database.execute("UPDATE meta SET value = '' WHERE key = 'projected'")
    database.close()
    messages = []
    for _ in range(2):
        try:
            ledger = Ledger(tmp_path, "model rules")
            ledger.record([Fate(i, "ok", ARTICLE[i.name]) for i in ledger.sift([found(name) for name in ARTICLE])])
            ledger.counts()
            ledger.project(tmp_path)
            ledger.close()
        except CacheError as error:
            is_one_clear_line(error)
            messages.append(error.message)
            moved_away(error)

    assert (tmp_path / "summaries.jsonl").read_text().splitlines() == list(ARTICLE.values())
    assert says in " ".join(messages)


def test_a_ledger_of_the_version_before_is_made_anew_without_a_question(tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "ledger.sqlite") as old:
        old.executescript(
            "CREATE TABLE item (name TEXT PRIMARY KEY, size INTEGER, changed INTEGER, made_by TEXT, fate TEXT, "
            "detail BLOB, seen INTEGER) WITHOUT ROWID;"
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID; PRAGMA user_version = 1;"
        )
        old.execute("INSERT INTO item VALUES ('a/001.txt', 1, 1, 'model rules', 'ok', ?, 1)", (zlib.compress(b"{}"),))
    old.close()

    assert Ledger(tmp_path, "model rules").sift([found("a/001.txt")]) == [found("a/001.txt")]


@pytest.mark.parametrize("what", ["cache", "ledger", "jobs"])
def test_the_command_line_says_it_in_one_line_and_what_it_says_to_type_helps(
    what, tmp_path, faults, monkeypatch, capfd
):
    (tmp_path / "in").mkdir()
    shutil.copy(ARTICLES / "wire-depot-fire.txt", tmp_path / "in")
    monkeypatch.setenv("SUMMARIZE_CACHE_DIR", str(tmp_path / "the cache"))
    url = faults().base_url
    words = ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--base-url", url, "--model", "m"]
    words += ["--workers", "1"]

    def run(*more: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as stop:
            cli.run([*words, *more])
        return int(stop.value.code or 0), capfd.readouterr().err

    first = run()
    files = {"cache": "the cache/answers.sqlite", "ledger": "out/ledger.sqlite", "jobs": "out/jobs.sqlite"}
    file = tmp_path / files[what]
    put(file, b"no database" * 999)
    code, err = run(*(["--via", "batch-api"] if what == "jobs" else []), *(["--with-text"] if what == "cache" else []))

    assert code == 70
    assert [line for line in err.splitlines() if "is damaged" in line and "mv " in line]
    assert "is damaged" in err
    assert "kept" in err
    assert "internal" not in err
    assert "Traceback" not in err
    subprocess.run(err[err.index("mv ") :].strip(), shell=True, check=True)
    assert file.with_name(f"{file.name}.damaged").exists()
    if what != "jobs":
        assert run()[0] == first[0]


@pytest.mark.parametrize("odd", [Path.mkdir, fifo, nowhere, circle])
@pytest.mark.parametrize("file", ["answers.sqlite", "ledger.sqlite", ".lock"])
def test_what_is_no_file_in_the_place_of_one_is_one_clear_line(odd, file, tmp_path):
    odd(tmp_path / file)
    openers = {"answers.sqlite": AnswerStore, "ledger.sqlite": lambda path: Ledger(path.parent, "m")}
    with pytest.raises(OutputError) as caught:
        openers.get(file, lambda path: Lock(path.parent))(tmp_path / file)

    assert len(caught.value.message.splitlines()) == 1
    assert str(tmp_path) in caught.value.message
    assert "None" not in caught.value.message
    assert caught.value.hint


def test_a_lock_empties_no_file_that_it_is_a_link_to(tmp_path):
    (tmp_path / "letters.txt").write_text("dear Ann")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".lock").symlink_to(tmp_path / "letters.txt")
    with pytest.raises(OutputError):
        Lock(tmp_path / "out")

    assert (tmp_path / "letters.txt").read_text() == "dear Ann"
