"""What signals are worth, and how well they order items: weights, the area under the curve, the report."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from conftest import GOLD, REPLAY, ROOT

from summarizer.certainty import chance, learned
from summarizer.score.risk import area, risk


def every_weights() -> list[tuple[str, dict[str, float]]]:
    return [
        (f"{reader} {readings} {kind}", weights)
        for reader, both in learned()["weights"].items()
        for readings, kinds in both.items()
        for kind, weights in kinds.items()
    ]


def test_no_doubt_makes_an_item_surer_and_a_flag_always_less_sure():
    found = every_weights()

    assert len(found) == 9
    for name, weights in found:
        doubts = {signal: w for signal, w in weights.items() if signal == "flagged" or signal.startswith("differs")}
        assert all(w <= 0 for w in doubts.values()), name
        for has in ([], ["person", "asserted"], ["other", "targets"]):
            assert chance(weights, [*has, "flagged"]) < chance(weights, has), name
            assert 0 <= chance(weights, [*has, *doubts]) <= chance(weights, has) < 1, name


def test_a_difference_lowers_what_two_readings_of_an_event_come_to():
    weights = learned()["weights"]["whole"]["twice"]["events"]
    for field in ("item", "type", "realis", "actors", "targets", "place", "time"):
        assert chance(weights, [f"differs {field}"]) < chance(weights, []), field


def test_weights_and_their_table_are_what_the_recordings_give(parser_at, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    command = [sys.executable, "evals/certainty.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout.strip()) == (0, "up to date"), done.stderr


def test_the_area_under_the_curve_knows_a_good_order_from_a_bad_one():
    good = [(0.9, True), (0.8, True), (0.4, False), (0.2, False)]
    bad = [(1 - sure, right) for sure, right in good]
    none = [(0.5, right) for _, right in good]

    assert area(good) == pytest.approx((0 + 0 + 1 / 3 + 1 / 2) / 4)
    assert area(none) == pytest.approx(0.5)
    assert area(good) < area(none) < area(bad)
    found = risk([good, good], samples=20)
    assert (found.surest[50], found.surest[100], found.above[0.8]) == (1.0, 0.5, (0.5, 1.0))
    assert found.brier == pytest.approx((0.01 + 0.04 + 0.16 + 0.04) / 4)
    assert found.ece == pytest.approx((0.3 + 0.4 + 0.2) / 4)


def test_the_eval_report_holds_the_curves(typed, tmp_path):
    words = ("eval", "--gold", str(GOLD), *REPLAY, "--split", "dev")
    for form in ("table", "markdown", "json", "html"):
        code, _, _ = typed(*words, "--readings", "2", "--report", form, "-o", str(tmp_path / form))
        assert code == 0
    told = json.loads((tmp_path / "json").read_text())["certainty"]

    assert set(told) == {"quotes", "claims", "events"}
    assert told["events"]["surest"]["50"] > told["events"]["surest"]["100"]
    assert (tmp_path / "html").read_text().count("<polyline") == 3
    assert "| certainty | AURC |" in (tmp_path / "markdown").read_text()
    assert "surest 50 %" in (tmp_path / "table").read_text()
