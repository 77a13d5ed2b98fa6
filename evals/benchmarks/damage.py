"""Damage the state of a run thousands of times; print what came of it. The loops are those of `tests/damaging.py`.

python evals/benchmarks/damage.py [TRIES]
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import damaging as damage  # noqa: E402

from summarizer.errors import SummarizerError  # noqa: E402


def tried(path: Path, use: Callable[[Path], None], name: str, tries: int) -> None:
    whole, stopped, wrong, began = path.read_bytes(), 0, [], time.monotonic()
    for seed in range(tries):
        how, data = damage.damaged(whole, random.Random(f"benchmark {name} {seed}"))
        damage.put(path, data)
        try:
            use(path)
        except SummarizerError as error:
            stopped += 1
            damage.is_one_clear_line(error)
        except BaseException as error:  # noqa: BLE001 - counted
            wrong.append(f"{how}: {type(error).__name__}: {error}")
    seconds = time.monotonic() - began
    print(
        f"| {name} | {tries:,} | {tries - stopped - len(wrong):,} | {stopped:,} | {len(wrong)} | {seconds:.0f} |",
        flush=True,
    )
    for line in wrong[:20]:
        print(f"  {line}")


def main() -> None:
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    print(
        "| file | tries | right or missed | one clear line | wrong or internal error | s |\n|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as folder:
        damage.fill_answers(Path(folder) / "answers.sqlite")
        tried(Path(folder) / "answers.sqlite", damage.answers, "answers.sqlite", tries)
        damage.fill_ledger(Path(folder))
        tried(Path(folder) / "ledger.sqlite", damage.run_again, "ledger.sqlite (until the outputs are right)", tries)


if __name__ == "__main__":
    main()
