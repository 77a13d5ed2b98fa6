"""The gate: floors that a change may not fall below, and what is new against the last accepted run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import SettingsError, SummarizerError
from summarizer.files import read_whole, write_whole
from summarizer.score.counts import Figure, Item
from summarizer.score.measure import MEASURES

BELOW = 4
"""Exit code of a run below a floor."""


class FloorError(SummarizerError):
    """A floor was typed wrong."""

    exit_code = 2


@dataclass(frozen=True)
class Verdict:
    """What the gate says."""

    below: list[str]
    """One line for each measure below its floor."""
    newly_failing: list[Item]
    """Right in the baseline, not now."""
    newly_passing: list[Item]
    """Not right in the baseline, right now."""


_SHORT = tuple(f"{name.removesuffix('.found')}.f1" for name in MEASURES if name.endswith(".found"))


def floors(wishes: list[str]) -> dict[str, float]:
    """Read `--min quotes.f1=0.85`; `KIND.f1` means `KIND.found`.

    Raises:
        FloorError: A measure is not known, or its floor is no number.
    """
    found: dict[str, float] = {}
    for wish in wishes:
        name, _, value = wish.partition("=")
        name = name.removesuffix(".f1") + ".found" if name.endswith(".f1") else name
        try:
            found[name] = float(value)
        except ValueError:
            raise FloorError(f"--min {wish!r} has no number", hint="--min quotes.f1=0.85") from None
        if name not in MEASURES:
            raise FloorError(f"--min {wish!r} names no measure", hint=", ".join((*_SHORT, *MEASURES)))
    return found


def read_baseline(path: Path) -> dict[str, Any]:
    """Read a committed baseline: `tolerance`, and under `models` the accepted run of each.

    Returns:
        The baseline; empty where there is no file.

    Raises:
        SettingsError: The file is no baseline.
    """
    try:
        baseline = json.loads(read_whole(path))
        dict(baseline["models"])
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise SettingsError(f"{str(path)!r} is no baseline: {error}", hint="--update-baseline makes one") from None
    return baseline


def accepted(baseline: dict[str, Any], model: str) -> dict[str, Any]:
    """Give the accepted run of one model with the tolerance; empty where none was accepted."""
    run = baseline.get("models", {}).get(model)
    return {"tolerance": baseline.get("tolerance", 0.0), **run} if run else {}


def judge(figures: dict[str, Figure], items: list[Item], wanted: dict[str, float], baseline: dict[str, Any]) -> Verdict:
    """Compare a run with its floors and its baseline.

    Args:
        figures: By measure.
        items: Every label and false find of the run.
        wanted: Floors named on the command line.
        baseline: The accepted run of this model, or nothing.

    Returns:
        What is below, and what is new.
    """
    tolerance = float(baseline.get("tolerance", 0.0))
    limits = {name: floor - tolerance for name, floor in baseline.get("floors", {}).items()} | wanted
    below = [
        f"{name} is {figures[name].f1:.3f}, below {limit:.3f}"
        for name, limit in limits.items()
        if name in figures and figures[name].f1 < limit - 1e-9
    ]
    right = set(baseline.get("right", []))
    if not right:
        return Verdict(below, [], [])
    labelled = [item for item in items if item.outcome != "false"]
    failing = [item for item in labelled if item.outcome != "hit" and item.key in right]
    passing = [item for item in labelled if item.outcome == "hit" and item.key not in right]
    return Verdict(below, failing, passing)


def write_baseline(
    path: Path, model: str, figures: dict[str, Figure], items: list[Item], about: dict[str, Any], *, lower: bool
) -> None:
    """Accept a run as the baseline of its model; the other models' stay as they are.

    Args:
        path: The file.
        model: Who answered.
        figures: By measure; their F1 become the floors.
        items: Every label and false find.
        about: Split, date.
        lower: Whether a floor may fall.

    Raises:
        SettingsError: A floor would fall and nobody said that it may.
    """
    baseline = read_baseline(path)
    tolerance = float(baseline.get("tolerance", 0.005))
    old = accepted(baseline, model).get("floors", {})
    new = {name: round(figure.f1, 4) for name, figure in figures.items()}
    fallen = [f"{name} {old[name]} → {value}" for name, value in new.items() if value < old.get(name, 0) - tolerance]
    if fallen and not lower:
        raise SettingsError(
            f"the baseline of {model} would fall: {', '.join(fallen)}",
            hint="add --lower to accept that, and say why in the commit",
        )
    run = about | {"floors": new, "right": sorted(item.key for item in items if item.outcome == "hit")}
    content = {"tolerance": tolerance, "models": {**baseline.get("models", {}), model: run}}
    write_whole(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n", private=False)
