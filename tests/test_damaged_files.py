"""Damage to files that a run reads: reports, summaries, keys, recordings, labels, the baseline."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from damaging import (
    circle,
    fifo,
    nowhere,
)

from summarizer import settings
from summarizer.collection import Collection, NotSummariesError
from summarizer.errors import RecordingMissingError, SettingsError
from summarizer.files import write_whole
from summarizer.recordings import Recordings
from summarizer.score.gate import read_baseline
from summarizer.score.gold import GoldError, load

ODD_JSON = ["", "[]", "5", "null", '"x"', "{}", "[{}]", "[" * 100_000, '{"directory": 5}', '{"directory": {}, "text_field": []}',
            '{"directory": "/", "text_field": null, "listed": "x"}', "9" * 5000]  # fmt: skip


@pytest.mark.parametrize("content", ODD_JSON, ids=range(len(ODD_JSON)))
def test_a_damaged_report_of_a_run_costs_no_summary(content, tmp_path):
    (tmp_path / "summaries.jsonl").write_text("")
    (tmp_path / "run.json").write_text(content)

    assert list(Collection.at(tmp_path)) == []


@pytest.mark.parametrize("content", [b"[", b"[" * 100_000, b"[5]", b"[{}]", b"[\xff]", b"\x00", b"{}", b"5"])
def test_a_damaged_file_of_summaries_is_one_clear_line(content, tmp_path):
    (tmp_path / "summaries.jsonl").write_bytes(content)
    with pytest.raises(NotSummariesError) as caught:
        list(Collection.at(tmp_path))

    assert len(caught.value.message.splitlines()) == 1
    assert str(tmp_path) in caught.value.message


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe", b"k" * 9000, b"key one\nkey two", b"a\0b"])
def test_a_damaged_key_file_is_one_clear_line(content, tmp_path):
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        settings.load(model="m", base_url="http://127.0.0.1:9/v1", api_key_file=tmp_path / "key")

    assert "key" in caught.value.message
    assert len(caught.value.message.splitlines()) == 1
    assert caught.value.hint
    assert "key one" not in caught.value.message


def recorded(**changes: object) -> str:
    raw = {"content": "{}", "refusal": None, "finish": "stop", "model": "m", "usage": None}
    answer = {"task": "read", "key": "k", "parts": {}, "raw": raw} | changes
    return json.dumps({"format": 2, "model": "m", "article": {"name": "a", "id": "i"}, "answers": [answer]})


ODD_RECORDINGS = [
    "", "[]", "5", "null", "[" * 100_000, '{"a":' * 3000 + "1" + "}" * 3000, "{}", '{"format": 2}', "9" * 5000,
    '{"format": 2, "answers": [5]}', '{"format": 2, "answers": [[]]}',
    recorded(raw=5), recorded(raw=None), recorded(raw="x"), recorded(raw=[]), recorded(raw={"usage": 5}),
    recorded(raw={"usage": {"input": "x"}}), recorded(raw={"usage": {"input": None}}), recorded(key=[]),
    recorded(task=5), recorded(parts=None), recorded(parts="x"), recorded(parts=[]),
]  # fmt: skip


@pytest.mark.parametrize("content", ODD_RECORDINGS, ids=range(len(ODD_RECORDINGS)))
def test_a_damaged_recording_is_one_clear_line(content, tmp_path):
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(RecordingMissingError) as caught:
        _ = Recordings(tmp_path, "m").entries

    assert len(caught.value.message.splitlines()) == 1
    assert "a.json" in caught.value.message
    assert "summarize record" in caught.value.hint


def test_what_is_no_file_among_recordings_is_passed_over(tmp_path):
    (tmp_path / "a.json").write_text(recorded())
    os.mkfifo(tmp_path / "b.json")
    (tmp_path / "c.json").symlink_to("/dev/zero")
    (tmp_path / "d.json").mkdir()

    assert list(Recordings(tmp_path, "m").entries) == ["k"]


@pytest.mark.parametrize("content", ["", "[]", "5", "[" * 100_000, "{}", '{"schema_version": []}', "9" * 5000])
def test_a_damaged_label_file_is_one_clear_line_without_what_it_holds(content, tmp_path):
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(GoldError) as caught:
        load(tmp_path)

    assert len(caught.value.message.splitlines()) == 1
    assert "a.json" in caught.value.message
    assert "pydantic" not in caught.value.message
    assert "input" not in caught.value.message.replace("Input should be", "")
    assert caught.value.hint


@pytest.mark.parametrize("odd", [Path.mkdir, fifo, nowhere, circle])
def test_what_is_no_file_among_labels_is_said_and_not_left_out(odd, tmp_path):
    odd(tmp_path / "a.json")
    with pytest.raises(GoldError, match=r"a\.json"):
        load(tmp_path)


def test_an_output_that_is_a_link_to_itself_is_replaced(tmp_path):
    circle(tmp_path / "a.json")
    write_whole(tmp_path / "a.json", "words")

    assert (tmp_path / "a.json").read_text() == "words"


@pytest.mark.parametrize("content", ["", "[]", "5", "null", "[" * 100_000, "{}", '{"models": 5}', "9" * 5000])
def test_a_damaged_baseline_is_one_clear_line(content, tmp_path):
    (tmp_path / "b.json").write_text(content)
    with pytest.raises(SettingsError) as caught:
        read_baseline(tmp_path / "b.json")

    assert len(caught.value.message.splitlines()) == 1
    assert "--update-baseline" in caught.value.hint
