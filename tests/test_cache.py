"""The store: committed before it is looked at, safe with many processes and kill -9, never a lie."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import signal
import sqlite3
import time
from collections import Counter
from pathlib import Path

import pytest

from summarizer.cache import AnswerStore, connect
from summarizer.errors import CacheError, OutputError, SummarizerError

RAW = b'{"choices":[{"finish_reason":"stop","message":{"content":"Lena Ortiz \\u00e9"}}]}'


async def keep(store: AnswerStore, key: str, raw: bytes) -> None:
    number = await store.begin(key)
    assert number is not None
    await store.finish(number, key, "ok", (1, 1), raw)


def test_an_answer_comes_back_from_a_fresh_process(tmp_path: Path):
    store = AnswerStore(tmp_path / "a.sqlite")
    asyncio.run(keep(store, "k", RAW))
    store.close()

    again = AnswerStore(tmp_path / "a.sqlite")
    assert again.get("k") == RAW
    assert again.get("other") is None
    again.close()


def test_file_and_folder_are_for_this_user_only(tmp_path: Path):
    store = AnswerStore(tmp_path / "new" / "a.sqlite")
    store.close()

    assert (tmp_path / "new").stat().st_mode & 0o77 == 0
    assert (tmp_path / "new" / "a.sqlite").stat().st_mode & 0o77 == 0


def test_a_flipped_bit_is_a_miss_and_never_another_answer(tmp_path: Path):
    path = tmp_path / "a.sqlite"
    store = AnswerStore(path)
    asyncio.run(keep(store, "k", RAW))
    store.close()
    whole = path.read_bytes()
    dice, met = random.Random(1), Counter[str]()
    for _ in range(300):
        damaged = bytearray(whole)
        at = dice.randrange(len(damaged))
        damaged[at] ^= 1 << dice.randrange(8)
        path.write_bytes(damaged)
        for left in ("-wal", "-shm"):
            Path(f"{path}{left}").unlink(missing_ok=True)
        try:
            again = AnswerStore(path)
        except SummarizerError:
            met["refused"] += 1
            continue
        try:
            raw = again.get("k")
            assert raw is None or raw == RAW
            met["lost" if raw is None else "kept"] += 1
        except CacheError:
            met["unreadable"] += 1
        finally:
            again.close()
    # Most bits stand where nothing is kept; a store that refused everything would give no wrong answer either.
    assert met["kept"] > 150, met
    assert met["refused"] + met["lost"] + met["unreadable"] > 0, met


def test_a_damaged_row_is_asked_again(tmp_path: Path):
    path = tmp_path / "a.sqlite"
    store = AnswerStore(path)
    asyncio.run(keep(store, "k", RAW))
    sqlite3.connect(path).execute("UPDATE answer SET raw = '{}'").connection.commit()

    assert store.get("k") is None
    asyncio.run(keep(store, "k", RAW))
    assert store.get("k") == RAW
    store.close()


def test_what_is_no_database_is_named(tmp_path: Path):
    (tmp_path / "a.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(CacheError, match="damaged"):
        connect(tmp_path / "a.sqlite")


def test_a_newer_version_is_left_alone(tmp_path: Path):
    sqlite3.connect(tmp_path / "a.sqlite").execute("PRAGMA user_version=99").connection.commit()
    with pytest.raises(CacheError, match="newer"):
        connect(tmp_path / "a.sqlite")


def test_a_folder_that_cannot_be_made_is_an_output_error(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        connect(tmp_path / "file" / "a.sqlite")


def _worker(path: str, barrier, paid) -> None:
    async def run() -> None:
        barrier.wait()
        store = AnswerStore(Path(path))
        keys = [f"k{n}" for n in range(40)]
        random.Random(os.getpid()).shuffle(keys)
        for key in keys:
            while store.get(key) is None:
                number = await store.begin(key)
                if number is None:
                    await asyncio.sleep(0.005)
                    continue
                with paid.get_lock():
                    paid.value += 1
                await store.finish(number, key, "ok", (1, 1), key.encode())
            assert store.get(key) == key.encode()
        store.close()

    asyncio.run(run())


def test_sixteen_processes_on_a_fresh_file_pay_each_question_once(tmp_path: Path):
    context = multiprocessing.get_context("fork")
    barrier, paid = context.Barrier(16), context.Value("i", 0)
    workers = [context.Process(target=_worker, args=(str(tmp_path / "a.sqlite"), barrier, paid)) for _ in range(16)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)

    assert [w.exitcode for w in workers] == [0] * 16
    assert paid.value == 40


def _victim(path: str, pipe) -> None:
    async def run() -> None:
        store = AnswerStore(Path(path))
        for n in range(10_000):
            await keep(store, f"k{n}", str(n).encode())
            pipe.send(n)

    asyncio.run(run())


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path):
    context = multiprocessing.get_context("fork")
    for round_ in range(5):
        path = tmp_path / f"{round_}.sqlite"
        ours, theirs = context.Pipe(duplex=False)
        victim = context.Process(target=_victim, args=(str(path), theirs))
        victim.start()
        theirs.close()
        time.sleep(0.15 + 0.1 * round_)
        os.kill(victim.pid or 0, signal.SIGKILL)
        victim.join()
        acknowledged = -1
        try:
            while ours.poll():
                acknowledged = ours.recv()
        except EOFError:
            pass
        store = AnswerStore(path)
        for n in range(acknowledged + 1):
            raw = store.get(f"k{n}")
            assert raw == str(n).encode()
        # The dead process's lease stops nobody.
        asyncio.run(keep(store, f"k{acknowledged + 5000}", RAW))
        store.close()


def test_values_are_the_bodies_as_they_came(tmp_path: Path):
    store = AnswerStore(tmp_path / "a.sqlite")
    asyncio.run(keep(store, "k", RAW))
    store.close()
    row = sqlite3.connect(tmp_path / "a.sqlite").execute("SELECT raw FROM answer").fetchone()[0]

    assert row.encode() == RAW


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="locks are listed on Linux alone")
def test_a_second_connection_leaves_the_locks_of_the_first(tmp_path: Path):
    first = connect(tmp_path / "a.sqlite")
    first.execute("SELECT * FROM sqlite_master").fetchall()

    def held() -> list[str]:
        inode = (tmp_path / "a.sqlite-shm").stat().st_ino
        lines = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
        return [f[3] for f in lines if f[5].endswith(f":{inode}") and f[4] == str(os.getpid())]

    before = held()
    second = connect(tmp_path / "a.sqlite")

    assert before
    assert held() == before
    second.close()
    first.close()
