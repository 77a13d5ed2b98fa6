"""Recordings: the store in readable files, replayed by the same door; what is missing says what changed."""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from inprocess import Kept, Pool, completion
from onequestion import question

from summarizer import errors
from summarizer.model.asker import LiveAsker
from summarizer.model.body import completion_of, raw_of
from summarizer.model.gate import Gate
from summarizer.model.wire import Endpoint
from summarizer.question import Tally
from summarizer.recordings import Recorder, RecordingAsker

GOOD = completion('{"answer": "Lena Ortiz"}')
ASKED = question("Passage one. Who?", article="a1")


def record(folder: Path, replies: list, monkeypatch) -> Pool:
    pool = Pool(replies)
    monkeypatch.setattr("summarizer.model.pool.CappedTransport", lambda *_: pool)

    async def run() -> None:
        async def connect() -> Endpoint:
            return Endpoint("http://127.0.0.1:9/v1", "m", "sk-canary-123", 5.0)

        recorder = Recorder(LiveAsker("openai/m", "m", Kept(), Gate(1), connect))
        with contextlib.suppress(errors.AnswerError):
            await recorder.ask(ASKED, Tally())
        await recorder.save(folder, "one", "a1")

    asyncio.run(run())
    return pool


def replay(folder: Path, asked=ASKED, model: str = "openai/m"):
    tally = Tally()
    return asyncio.run(RecordingAsker(folder, model).ask(asked, tally)), tally


def test_what_was_recorded_is_answered_again(tmp_path, monkeypatch):
    record(tmp_path, [GOOD], monkeypatch)
    answer, tally = replay(tmp_path)

    assert answer.answer == "Lena Ortiz"
    assert (tally.requests, tally.from_cache, tally.input, tally.output, tally.cached) == (0, 1, 100, 50, 10)


def test_a_recording_reads_well_and_holds_neither_key_nor_address(tmp_path, monkeypatch):
    record(tmp_path, [GOOD], monkeypatch)
    text = (tmp_path / "openai-m" / "one.json").read_text()
    (entry,) = json.loads(text)["answers"]

    assert set(entry) == {"task", "key", "parts", "raw"}
    assert set(entry["raw"]) == {"content", "refusal", "finish", "usage", "model"}
    assert set(entry["parts"]) == {"model", "prompt", "passage", "schema", "parameters", "complaints"}
    assert "canary" not in text
    assert "127.0.0.1" not in text


@pytest.mark.parametrize(
    ("replies", "ending"),
    [
        ([completion("no"), GOOD], None),
        ([completion("no")], errors.InvalidAnswerError),
        ([completion(None, refusal="no")], errors.RefusedError),
        ([completion("{", finish="length")], errors.TruncatedError),
    ],
)
def test_corrections_refusals_and_useless_answers_are_recorded_too(tmp_path, monkeypatch, replies, ending):
    record(tmp_path, replies, monkeypatch)
    if ending is None:
        assert replay(tmp_path)[0].answer == "Lena Ortiz"
    else:
        with pytest.raises(ending):
            replay(tmp_path)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"user": "Passage two. Who?"}, "changed: passage"),
        ({"system": "You read."}, "changed: prompt"),
        ({"max_tokens": 64}, "changed: parameters"),
        ({"article": "a2"}, ""),
        ({"article": "a2", "user": "Other."}, "it is new, or its text changed"),
        ({"task": "read", "user": "Other."}, "nothing about this article was asked as 'read'"),
    ],
)
def test_a_missing_recording_says_what_changed_and_the_command_that_records_it(tmp_path, monkeypatch, changed, said):
    record(tmp_path, [GOOD], monkeypatch)
    asked = replace(ASKED, **changed)
    if not said:  # the article's id is no part of the key
        assert replay(tmp_path, asked)[0].answer == "Lena Ortiz"
        return
    with pytest.raises(errors.RecordingMissingError) as caught:
        replay(tmp_path, asked)

    assert said in caught.value.message
    assert caught.value.hint == f"summarize record ARTICLE… --recordings {tmp_path} --model openai/m"
    assert caught.value.exit_code == 66


def test_a_changed_correction_is_named(tmp_path, monkeypatch):
    record(tmp_path, [completion("no"), GOOD], monkeypatch)
    path = tmp_path / "openai-m" / "one.json"
    content = json.loads(path.read_text())
    content["answers"] = content["answers"][:1]
    path.write_text(json.dumps(content))
    with pytest.raises(errors.RecordingMissingError, match="changed: complaints"):
        replay(tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", '{"answers": [{}]}'])
def test_what_is_no_recording_is_named(tmp_path, text):
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(errors.RecordingMissingError, match="no recording"):
        replay(tmp_path)


def test_a_recording_of_another_format_is_refused(tmp_path, monkeypatch):
    record(tmp_path, [GOOD], monkeypatch)
    [path] = tmp_path.rglob("*.json")
    path.write_text(path.read_text().replace('"format": 2', '"format": 1'))
    with pytest.raises(errors.RecordingMissingError, match="of format 1; this version reads 2"):
        asyncio.run(RecordingAsker(tmp_path, "openai/m").ask(ASKED, Tally()))


def test_an_unknown_model_is_told_which_are_recorded(tmp_path, monkeypatch):
    record(tmp_path, [GOOD], monkeypatch)
    with pytest.raises(
        errors.RecordingMissingError, match=r"no answer of typo/x is recorded in .* but of openai/m"
    ) as error:
        asyncio.run(RecordingAsker(tmp_path, "typo/x").ask(ASKED, Tally()))
    assert error.value.hint == "--model openai/m"


def test_no_directory_is_named(tmp_path):
    with pytest.raises(errors.RecordingMissingError, match="no directory"):
        replay(tmp_path / "none")


def test_a_recording_names_no_folder_of_the_machine_it_was_made_on():
    told = completion_of(json.dumps(completion("{}", model="/srv/models/small-q4.gguf")).encode())

    assert told is not None
    assert raw_of(told)["model"] == "small-q4.gguf"
