"""Ways to damage what a run keeps, and what may come of it: a right answer, a miss, or one clear line."""

from __future__ import annotations

import asyncio
import os
import random
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

from summarizer.batch.find import Found
from summarizer.batch.ledger import Fate, Ledger
from summarizer.cache import AnswerStore
from summarizer.errors import CacheError, SummarizerError

TRIES = 300
"""In a test; `evals/benchmarks/damage.py` tries thousands."""
ANSWERS = {f"{n:064x}": f'{{"n": {n}}}{"x" * (n * 97 % 9000)}'.encode() for n in range(60)}
ARTICLE = {
    f"a/{n:03}.txt": f'{{"article": {n}, "quotes": ["{"".join(random.Random(n).choices("abcdefgh ", k=n * 53 % 7000))}"]}}'
    for n in range(60)
}


def damaged(whole: bytes, dice: random.Random) -> tuple[str, bytes]:
    """Damage a file in one of the ways that disks and people have."""
    data, at = bytearray(whole), dice.randrange(len(whole))
    page = dice.randrange(len(whole) // 4096 or 1) * 4096
    kind = dice.choice(
        ["bit", "bit in the first page", "bits", "zeros", "noise", "page", "cut", "cut in a page", "longer"]
    )
    if kind == "bit":
        data[at] ^= 1 << dice.randrange(8)
    elif kind == "bit in the first page":
        data[dice.randrange(min(200, len(data)))] ^= 1 << dice.randrange(8)
    elif kind == "bits":
        for _ in range(30):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    elif kind == "zeros":
        data[page : page + 4096] = bytes(len(data[page : page + 4096]))
    elif kind == "noise":
        data[page : page + 4096] = dice.randbytes(len(data[page : page + 4096]))
    elif kind == "page":
        other = dice.randrange(len(whole) // 4096 or 1) * 4096
        data[page : page + 4096] = whole[other : other + 4096]
    elif kind == "longer":
        data += dice.randbytes(dice.randrange(1, 9000))
    else:
        data = data[: at if kind == "cut in a page" else page]
    return f"{kind} at {at} or page {page}", bytes(data)


def put(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    for side in ("-wal", "-shm"):
        Path(f"{path}{side}").unlink(missing_ok=True)


def is_one_clear_line(error: SummarizerError) -> None:
    assert len(error.message.splitlines()) == 1
    assert isinstance(error, CacheError), repr(error)
    # A flipped version number cannot be told from a newer version.
    newer = "was written by a newer version, or is damaged" in error.message
    assert newer or "kept" in error.message
    # Rows that were dropped are made anew by the same command; any other damage needs the file out of the way.
    dropped = "of its articles" in error.message
    assert ("mv " in error.hint) is not dropped
    assert "the same command again" in error.hint


def answers(path: Path) -> None:
    store = AnswerStore(path)
    try:
        for key, raw in ANSWERS.items():
            assert store.get(key) in (None, raw)
        again = next(iter(ANSWERS))

        async def ask() -> None:
            number = await store.begin(again)
            if number is not None:
                await store.finish(number, again, "ok", (1, 1), ANSWERS[again])
            await store.begin("f" * 64)

        asyncio.run(asyncio.wait_for(ask(), 20))
        assert store.get(again) in (None, ANSWERS[again])
    finally:
        store.close()


def fill_answers(path: Path) -> None:
    store = AnswerStore(path)

    async def fill() -> None:
        for key, raw in ANSWERS.items():
            number = await store.begin(key)
            assert number is not None
            await store.finish(number, key, "ok", (1, 1), raw)

    asyncio.run(fill())
    store.close()


def through(path: Path, use: Callable[[Path], None], name: str, tries: int = TRIES) -> int:
    """Use a file damaged in many ways; count how often that ended in an error."""
    whole, stopped = path.read_bytes(), 0
    for seed in range(tries):
        how, data = damaged(whole, random.Random(f"{name} {seed}"))
        put(path, data)
        try:
            use(path)
        except SummarizerError as error:
            stopped += 1
            is_one_clear_line(error)
        except BaseException as error:
            error.add_note(f"{name} {seed}: {how}")
            raise
    return stopped


def found(name: str) -> Found:
    return Found(name, name, 1, 1)


def fill_ledger(folder: Path) -> None:
    ledger = Ledger(folder, "model rules")
    ledger.record([Fate(found(name), "ok", detail) for name, detail in ARTICLE.items()])
    ledger.project(folder)
    ledger.close()


def run_again(path: Path) -> None:
    """What the same command does, typed until it works: sift, judge what is left, write the outputs, the right ones."""
    outputs = path.parent / "summaries.jsonl"
    for name in ("summaries.jsonl", "failures.jsonl"):
        (path.parent / name).unlink(missing_ok=True)
    for _ in range(3):
        ledger = None
        try:
            ledger = Ledger(path.parent, "model rules")
            todo = ledger.sift([found(name) for name in ARTICLE])
            ledger.record([Fate(item, "ok", ARTICLE[item.name]) for item in todo])
            ledger.counts()
            ledger.stale()
            ledger.project(path.parent)
        except SummarizerError as error:
            is_one_clear_line(error)
            assert not outputs.exists(), "a damaged ledger wrote outputs"
            moved_away(error)
        else:
            assert outputs.read_text().splitlines() == list(ARTICLE.values())
            return
        finally:
            if ledger:
                ledger.close()
    raise AssertionError("what the line says to type does not help")


def moved_away(error: SummarizerError) -> None:
    """Do what the line says."""
    if "mv " in error.hint:
        command = shlex.split(error.hint[error.hint.index("mv ") :])
        shutil.move(command[1], command[2])


def fifo(path: Path) -> None:
    os.mkfifo(path)


def nowhere(path: Path) -> None:
    path.symlink_to("/nowhere/at/all")


def circle(path: Path) -> None:
    path.symlink_to(path)
