"""Mutation tests of the core with mutmut: `mutation.py` tries a sample and writes its table into docs/mutation.md.

`mutation.py --each 30 --seed 1 passage model` tries 30 mutants of each of two rooms; what was tried before
with the same code stays. `mutation.py --table` only writes the table again; `mutation.py --survivors` prints what no
test noticed. The rooms, the tests and the limits stand in `pyproject.toml` under `tool.mutmut`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / "mutants"
PAGE = ROOT / "docs" / "mutation.md"
EXPLAINED = Path(__file__).parent / "survivors.toml"
"""Why some survivors are no fault: function, the line as the mutant has it, reason."""
ROOMS = ("passage", "reading", "ground", "readers", "model")
READING = ("reading", "pointers", "question")
"""Modules of the room `reading`: the sheet, what its pointers mean, and the question that asks for it."""
KILLED = {1, 3, 24, -24}
"""mutmut's exit codes of a mutant that a test noticed: failed, or ran on without end."""
ENDLESS = {24, -24}


@dataclass(frozen=True)
class Mutant:
    """One change that mutmut can make."""

    name: str
    """mutmut's name for it."""
    module: str
    """`passage.marks`."""
    code: int | None
    """Exit code of the tests under it; None where it was not tried."""

    @property
    def room(self) -> str:
        """The room it is counted in."""
        first = self.module.split(".")[0]
        return "reading" if first in READING else first


def mutants() -> list[Mutant]:
    """Everything that mutmut made, with what is known of it."""
    found: list[Mutant] = []
    for path in sorted((KEPT / "summarizer").rglob("*.meta")):
        module = ".".join(path.relative_to(KEPT / "summarizer").with_suffix("").with_suffix("").parts)
        known = json.loads(path.read_text())["exit_code_by_key"]
        found += [Mutant(name, module, code) for name, code in known.items()]
    return found


def sample(known: list[Mutant], each: int, seed: int) -> list[Mutant]:
    """Draw the same mutants of a room for the same seed, whatever else changes."""

    def drawn_at(mutant: Mutant) -> bytes:
        return hashlib.sha256(f"{seed} {mutant.name}".encode()).digest()

    drawn: list[Mutant] = []
    for room in ROOMS:
        drawn += sorted((m for m in known if m.room == room), key=drawn_at)[:each]
    return drawn


def mutmut(names: list[str], workers: int) -> None:
    """Try mutants."""
    command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", str(workers)]
    KEPT.mkdir(exist_ok=True)
    for at in range(0, len(names), 1000):
        subprocess.run([*command, *names[at : at + 1000]], cwd=ROOT, check=True, stdout=(KEPT / "run.log").open("a"))


def changed_line(name: str) -> tuple[str, str]:
    """The lines that differ: as the code has them, and as the mutant has them."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    lines = get_diff_for_mutant(name).splitlines()
    old = [line[1:].strip() for line in lines if line.startswith("-") and not line.startswith("---")]
    new = [line[1:].strip() for line in lines if line.startswith("+") and not line.startswith("+++")]
    return " ".join(old), " ".join(new)


def function(name: str) -> str:
    """`summarizer.passage.marks.x__match__mutmut_3` to `passage.marks._match`."""
    module, _, rest = name.removeprefix("summarizer.").rpartition(".")
    own = rest.rpartition("__mutmut_")[0]
    own = own.removeprefix("x_") if not own.startswith("xǁ") else own[2:].replace("ǁ", ".")
    return f"{module}.{own}"


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a rate."""
    z, rate = 1.96, right / of
    middle = (rate + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(rate * (1 - rate) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(middle - half, 0), min(middle + half, 1)


def explained() -> dict[tuple[str, str], str]:
    """Reasons by function and mutated line."""
    rows = tomllib.loads(EXPLAINED.read_text("utf-8"))["survivor"] if EXPLAINED.exists() else []
    return {(row["in"], row["line"]): row["why"] for row in rows}


def table(tried: list[Mutant], known: list[Mutant]) -> str:
    """Rows of rooms, then rows of modules, then the reasons."""
    reasons = explained()
    why: dict[str, str | None] = {
        m.name: reasons.get((function(m.name), changed_line(m.name)[1])) for m in tried if m.code not in KILLED
    }
    made = Counter(m.module for m in known) + Counter(m.room + "/" for m in known)

    def row(label: str, own: list[Mutant], of: int) -> str:
        killed = sum(m.code in KILLED for m in own)
        told = sum(bool(why.get(m.name)) for m in own)
        low, high = wilson(killed, len(own))
        rate = f"{killed / len(own):.1%} | {low:.0%} to {high:.0%}"
        return f"| {label} | {of:,} | {len(own):,} | {killed:,} | {len(own) - killed:,} | {told} | {rate} |"

    head = "| {} | mutants | tried | killed | survived | of these explained | killed of tried | 95 % |"
    rule = "|---|---|---|---|---|---|---|---|"
    lines = [head.format("room"), rule]
    for room in ROOMS:
        own = [m for m in tried if m.room == room]
        lines += [row(f"`{room}`", own, made[room + "/"])] if own else []
    lines += [row("**all**", tried, len(known)), "", head.format("module"), rule]
    for module in sorted({m.module for m in tried}):
        lines.append(row(f"`{module}`", [m for m in tried if m.module == module], made[module]))
    counted = Counter(reason for reason in why.values() if reason)
    lines += ["", "| why a survivor is no fault | mutants |", "|---|---|"]
    lines += [f"| {reason} | {count} |" for reason, count in counted.most_common()]
    open_ = Counter(function(name) for name, reason in why.items() if not reason)
    lines += ["", "Survivors that no reason is given for, by function: " + (", ".join(
        f"`{name}` {count}" for name, count in sorted(open_.items())
    ) or "none") + "."]  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="*", choices=[[], *ROOMS], default=[])
    parser.add_argument("--each", type=int, default=100, help="mutants of a room")
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--again", action="store_true", help="try survivors of the sample again")
    parser.add_argument("--table", action="store_true", help="try nothing")
    parser.add_argument("--survivors", action="store_true", help="print them; try nothing")
    options = parser.parse_args()
    os.nice(max(15 - os.nice(0), 0))  # others work on this machine
    rooms = options.rooms or list(ROOMS)

    still = options.table or options.survivors
    if not still:
        mutmut(
            ["summarizer.question.x__again__mutmut_1"], options.workers
        )  # makes the mutants, and learns which test runs what
    drawn = [m for m in sample(mutants(), options.each, options.seed) if m.room in rooms]
    if not still:
        open_ = [m.name for m in drawn if m.code is None or (options.again and m.code not in KILLED)]
        mutmut(open_, options.workers)
    names = {m.name for m in drawn}
    known = [m for m in mutants() if m.room in rooms]
    tried = [m for m in known if m.name in names and m.code is not None]
    if options.survivors:
        reasons = explained()
        for mutant in tried:
            if mutant.code in KILLED:
                continue
            old, new = changed_line(mutant.name)
            if (function(mutant.name), new) not in reasons:
                print(
                    f"{function(mutant.name)}  ({mutant.name.rpartition('_')[2]}, exit {mutant.code})\n  - {old}\n  + {new}"
                )
        return
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition("<!-- table -->\n")
    after = rest.partition("<!-- end -->")[2]
    PAGE.write_text(f"{before}<!-- table -->\n{table(tried, known)}\n<!-- end -->{after}", "utf-8")


if __name__ == "__main__":
    main()
