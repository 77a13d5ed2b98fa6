"""Mutation tests of the core: `mutation.py` tries a sample of each room and writes its table into docs/mutation.md.

mutmut makes the mutants (its operators, its switches between them), pytest runs the tests. Each mutant is tried in a
fork of a process that has collected the tests and read nothing yet, by the tests that come through its function, the
fastest first, up to the first failure: a tenth of the time that `mutmut run` takes with a process of pytest for each.

`mutation.py --each 30 --seed 1 passage model` tries thirty mutants of each of two rooms and prints what no test
noticed; the table is written where all rooms are tried.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import importlib.abc
import importlib.machinery
import json
import math
import os
import pickle
import signal
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / "mutants"
"""Mutated sources, made once for each version of a module."""
PAGE = ROOT / "docs" / "mutation.md"
EXPLAINED = Path(__file__).parent / "survivors.toml"
"""Why some survivors are no fault: function, the line as the mutant has it, reason."""
ROOMS = ("passage", "reading", "ground", "readers", "steps", "model")
READING = ("reading", "pointers", "question")
"""Modules of the room `reading`: the sheet, what its pointers mean, and the question that asks for it."""
CONTROLS = 25
"""Tries of functions in which nothing is changed: a test that fails there would count for faults that it does not see."""
PATIENCE = (15.0, 8.0)
"""Seconds, and times the usual time besides, after which a test shows a mutant to be endless."""


@dataclass(frozen=True)
class Mutant:
    """One change that mutmut can make."""

    name: str
    """mutmut's name for it: `summarizer.passage.marks.x__match__mutmut_3`."""
    module: str
    """`passage.marks`."""

    @property
    def room(self) -> str:
        """The room it is counted in."""
        first, *rest = self.module.split(".")
        if rest[:1] == ["steps"]:
            return "steps"
        return "reading" if first in READING else first

    @property
    def key(self) -> str:
        """The name of its function, as mutmut has it."""
        return self.name.rpartition("__mutmut_")[0]

    @property
    def function(self) -> str:
        """`passage.marks._match`."""
        own = self.key.rpartition(".")[2]
        return f"{self.module}.{own[2:].replace('ǁ', '.') if own.startswith('xǁ') else own.removeprefix('x_')}"


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Gives the mutated source of modules in place of their own."""

    def __init__(self, modules: dict[str, Path]) -> None:
        self.modules = modules

    def find_spec(self, name: str, *_: Any) -> importlib.machinery.ModuleSpec | None:
        """Claim the modules that are mutated."""
        if name not in self.modules:
            return None
        path = self.modules[name]
        spec = importlib.machinery.ModuleSpec(name, self, origin=str(path), is_package=path.name == "__init__.py")
        spec.has_location = True
        if path.name == "__init__.py":
            spec.submodule_search_locations = [str(path.parent)]
        return spec

    def get_filename(self, name: str) -> str:
        """Give the file that holds the module unchanged."""
        return str(self.modules[name])

    def get_data(self, path: str) -> bytes:
        """Give the mutated source."""
        return _mutated(Path(path))[0].encode()


def _mutated(path: Path) -> tuple[str, list[str], dict[str, tuple[int, int]]]:
    """Give a module's source with all its mutants, their names, and the lines each stands on."""
    from mutmut.mutation.file_mutation import mutate_file_contents

    source = path.read_text("utf-8")
    place = KEPT / f"{hashlib.sha256(source.encode()).hexdigest()}.pickle"
    if not place.exists():
        made = mutate_file_contents(str(path.relative_to(ROOT)), source)
        lines = {name: (at.start, at.end) for name, at in made.line_span_by_function_name.items()}
        KEPT.mkdir(exist_ok=True)
        place.write_bytes(pickle.dumps((made.code, list(made.mutant_names), lines)))
    return pickle.loads(place.read_bytes())


def changed(path: Path, mutant: Mutant) -> tuple[str, str]:
    """Give the lines that differ: as the code has them, and as the mutant has them."""
    import difflib

    code, _, spans = _mutated(path)
    lines = code.splitlines()

    def body(name: str) -> list[str]:
        start, end = spans[name]
        return [line.strip().replace(name, "") for line in lines[start - 1 : end]]

    own = mutant.name.rpartition(".")[2]
    diff = list(difflib.ndiff(body(f"{own.rpartition('_')[0]}_orig"), body(own)))
    return tuple(" ".join(line[2:] for line in diff if line.startswith(sign)) for sign in "-+")  # type: ignore[return-value]


def in_child(work: Callable[[], Any]) -> Any:
    """Do work in a fork of this process, and give what it gives."""
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        os.close(read)
        with os.fdopen(write, "wb") as out:
            pickle.dump(work(), out)
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as sent:
        found = pickle.load(sent)
    os.waitpid(child, 0)
    return found


def passes(item: pytest.Item) -> bool:
    """Run one test, its fixtures included."""
    return all(report.passed or report.skipped for report in runtestprotocol(item, log=False, nextitem=None))


class Parses:
    """A pipeline's steps as one that parses nothing twice: what is mutated only reads what the parser gives."""

    def __init__(self, pipeline: Any) -> None:
        self.kept: dict[tuple[str, ...], Any] = {}
        self._vocab = pipeline.vocab
        self._steps = [step for _, step in pipeline.pipeline]
        pipeline.component("remembered", func=self)
        for name in pipeline.pipe_names:
            pipeline.remove_pipe(name)
        pipeline.add_pipe("remembered")

    def __call__(self, doc: Any) -> Any:
        """Parse, or give the same parse again."""
        words = tuple(f"{t.text}{t.whitespace_}{bool(t.is_sent_start)}" for t in doc)
        if words not in self.kept:
            parsed = doc
            for step in self._steps:
                parsed = step(parsed)
            self.kept[words] = parsed
        return self.kept[words]

    def sent(self) -> dict[tuple[str, ...], bytes]:
        """Give what was parsed as bytes, for another process."""
        return {words: doc.to_bytes(exclude=["tensor"]) for words, doc in self.kept.items()}

    def take(self, sent: dict[tuple[str, ...], bytes]) -> None:
        """Take what another process parsed."""
        from spacy.tokens import Doc

        self.kept = {words: Doc(self._vocab).from_bytes(data) for words, data in sent.items()}


class Loop:
    """A plugin of pytest that tries mutants where the tests would be run."""

    def __init__(self, drawn: list[Mutant], workers: int) -> None:
        self.drawn, self.workers = drawn, workers
        self.verdicts: dict[str, str] = {}
        """`killed`, `endless` or `survived`, by name; of a control, which changes nothing, too."""
        self._items: list[pytest.Item] = []
        self._seconds: list[float] = []
        self._running: dict[int, Mutant] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learn which tests come through which function; then try."""
        from conftest import pipeline  # type: ignore[import-not-found]

        self._items, self._parses = session.items, Parses(pipeline)
        hits, self._seconds, parses = in_child(self._learned)
        self._parses.take(parses)
        gc.freeze()  # a collection in a fork would copy every page of them
        began = time.monotonic()
        for number, mutant in enumerate(self.drawn):
            tests = sorted(hits.get(mutant.key, ()), key=lambda n: self._seconds[n])
            while len(self._running) >= self.workers:
                self._wait()
            self._try(mutant, tests)
            if number % 25 == 24:
                rate = (number + 1) / (time.monotonic() - began)
                print(f"{number + 1} of {len(self.drawn)}, {rate:.1f} a second", file=sys.stderr, flush=True)
        while self._running:
            self._wait()
        return True

    def _learned(self) -> tuple[dict[str, set[int]], list[float], dict[tuple[str, ...], bytes]]:
        import mutmut.mutation.trampoline as switch

        hits: dict[str, set[int]] = defaultdict(set)
        seconds: list[float] = []
        switch.record_trampoline_hit = lambda name, **_: hits[name].add(len(seconds))
        switch.set_mutant_under_test("stats")
        for number, item in enumerate(self._items):
            began = time.monotonic()
            if not passes(item):
                for names in hits.values():
                    names.discard(number)
                print(f"left out, since it fails without a mutant: {item.nodeid}", file=sys.stderr)
            seconds.append(time.monotonic() - began)
        return dict(hits), seconds, self._parses.sent()

    def _try(self, mutant: Mutant, tests: list[int]) -> None:
        import mutmut.mutation.trampoline as switch

        if child := os.fork():
            self._running[child] = mutant
            return
        os.setsid()
        switch.get_mutant_under_test = lambda: mutant.name  # its own looks into the environment at every call
        for n in tests:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)  # it ends the process, whatever that is at
            signal.setitimer(signal.ITIMER_REAL, PATIENCE[0] + PATIENCE[1] * self._seconds[n])
            if not passes(self._items[n]):
                os._exit(1)
        os._exit(0)

    def _wait(self) -> None:
        child, status = os.wait()
        how = "killed" if status else "survived"
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
            how = "endless"
        self.verdicts[self._running.pop(child).name] = how


def sample(known: list[Mutant], each: int, seed: int) -> list[Mutant]:
    """Draw the same mutants of a room for the same seed, whatever else changes."""

    def drawn_at(mutant: Mutant) -> bytes:
        return hashlib.sha256(f"{seed} {mutant.name}".encode()).digest()

    drawn: list[Mutant] = []
    for room in ROOMS:
        drawn += sorted((m for m in known if m.room == room), key=drawn_at)[:each]
    return drawn


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a rate."""
    z, rate = 1.96, right / of
    middle = (rate + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(rate * (1 - rate) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(middle - half, 0), min(middle + half, 1)


def table(verdicts: dict[str, str], drawn: list[Mutant], known: list[Mutant], why: dict[str, str | None]) -> str:
    """Rows of rooms, rows of modules, the reasons, and what has none."""
    made = Counter(m.module for m in known) + Counter(m.room + "/" for m in known)

    def row(label: str, own: list[Mutant], of: int) -> str:
        lived = [m for m in own if m.name in why]
        endless = sum(verdicts[m.name] == "endless" for m in own)
        told = sum(bool(why[m.name]) for m in lived)
        low, high = wilson(len(own) - len(lived), len(own))
        rate = f"{1 - len(lived) / len(own):.1%} | {low:.0%} to {high:.0%}"
        return (
            f"| {label} | {of:,} | {len(own)} | {len(own) - len(lived)} | {endless} | {len(lived)} | {told} | {rate} |"
        )

    head = (
        "| {} | mutants | tried | killed | of these endless | survived | of these explained | killed of tried | 95 % |"
    )
    rule = "|---|---|---|---|---|---|---|---|---|"
    lines = [head.format("room"), rule]
    for room in ROOMS:
        own = [m for m in drawn if m.room == room]
        lines += [row(f"`{room}`", own, made[room + "/"])] if own else []
    lines += [row("**all**", drawn, len(known)), "", head.format("module"), rule]
    for module in sorted({m.module for m in drawn}):
        lines.append(row(f"`{module}`", [m for m in drawn if m.module == module], made[module]))
    lines += ["", "| why a survivor is no fault | mutants |", "|---|---|"]
    lines += [f"| {reason} | {count} |" for reason, count in Counter(r for r in why.values() if r).most_common()]
    by_name = {m.name: m for m in drawn}
    bare = Counter(by_name[name].function for name, reason in why.items() if not reason)
    said = ", ".join(f"`{name}` {count}" for name, count in sorted(bare.items())) or "none"
    lines += ["", f"Survivors that no reason is given for, by function: {said}."]
    return "\n".join(lines)


def main() -> None:
    """Parse the command line, try, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", help=" ".join(ROOMS))
    parser.add_argument("--each", type=int, default=120, help="mutants of a room")
    parser.add_argument("--seed", type=int, default=902)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    rooms, began = options.rooms or list(ROOMS), time.monotonic()

    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ["MUTANT_UNDER_TEST"] = "none"
    config = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
    paths = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted((ROOT / "summarizer").rglob("*.py"))
        if any(fnmatch(str(path.relative_to(ROOT)), pattern) for pattern in config["only_mutate"])
        and not any(fnmatch(str(path.relative_to(ROOT)), pattern) for pattern in config["do_not_mutate"])
    }
    known = [
        Mutant(f"{module}.{name}", module.removeprefix("summarizer."))
        for module, path in paths.items()
        for name in _mutated(path)[1]
    ]
    known = [m for m in known if m.room in rooms]
    drawn = sample(known, options.each, options.seed)
    sys.meta_path.insert(0, Mutated({name: paths[name] for name in {f"summarizer.{m.module}" for m in drawn}}))
    controls = [
        replace(mutant, name=f"{mutant.key}__mutmut_none") for mutant in drawn[:: max(len(drawn) // CONTROLS, 1)]
    ]
    loop = Loop([*drawn, *controls], options.workers)
    pytest.main([*config["pytest_add_cli_args"], *config["pytest_add_cli_args_test_selection"], "-q"], plugins=[loop])

    if noticed := [control.name for control in controls if loop.verdicts[control.name] != "survived"]:
        raise SystemExit(f"tests fail where nothing is changed: {', '.join(noticed)}")
    rows = tomllib.loads(EXPLAINED.read_text("utf-8")).get("survivor", []) if EXPLAINED.exists() else []
    reasons = {(row["in"], row["line"]): row["why"] for row in rows}
    why: dict[str, str | None] = {}
    for mutant in drawn:
        if loop.verdicts[mutant.name] == "survived":
            old, new = changed(paths[f"summarizer.{mutant.module}"], mutant)
            why[mutant.name] = reasons.get((mutant.function, new))
            if not why[mutant.name]:
                print(f"{mutant.function} {mutant.name.rpartition('_')[2]}\n  - {old}\n  + {new}")
    made = (
        f"Measured on {date.today()} with seed {options.seed}, {options.each} faults of each room, in "
        f"{(time.monotonic() - began) / 60:.0f} minutes; {CONTROLS} or more tries that change nothing passed.\n\n"
        f"{table(loop.verdicts, drawn, known, why)}"
    )
    print(made)
    (KEPT / "last.json").write_text(json.dumps(loop.verdicts, indent=0))
    if rooms == list(ROOMS):
        before, _, rest = PAGE.read_text("utf-8").partition("<!-- table -->\n")
        PAGE.write_text(f"{before}<!-- table -->\n{made}\n<!-- end -->{rest.partition('<!-- end -->')[2]}", "utf-8")


if __name__ == "__main__":
    main()
