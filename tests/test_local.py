"""The embedded model's file: only the publisher's bytes ever become a model."""

from __future__ import annotations

import hashlib
import http.server
import threading
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from conftest import ARTICLES

from summarizer import cli
from summarizer.errors import DiskError, ModelFileError
from summarizer.local import fetch as fetching
from summarizer.local.catalogue import CATALOGUE, DEFAULT
from summarizer.provider import who_reads
from summarizer.settings import load as load_settings

BODY = b"GGUF" + bytes(range(256)) * 400


class Hub(http.server.BaseHTTPRequestHandler):
    body = BODY
    asked: ClassVar[list[str]] = []

    def do_GET(self):
        start = int((self.headers.get("Range") or "bytes=0-").split("=")[1].split("-")[0])
        Hub.asked.append(self.headers.get("Range") or "")
        self.send_response(206 if start else 200)
        self.end_headers()
        self.wfile.write(self.body[start:])

    def log_message(self, *args):
        pass


@pytest.fixture
def hub(monkeypatch):
    """A hub on loopback that gives a small file as the model."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    weights = replace(
        CATALOGUE[DEFAULT], bytes=len(BODY), sha256=hashlib.sha256(BODY).hexdigest(),
        hub=f"http://127.0.0.1:{server.server_port}/m.gguf",
    )  # fmt: skip
    monkeypatch.setitem(fetching.CATALOGUE, DEFAULT, weights)
    monkeypatch.setattr(
        fetching, "_from_index", lambda *a: (_ for _ in ()).throw(fetching.NotThere("no index in tests"))
    )
    monkeypatch.delenv("SUMMARIZE_OFFLINE")
    monkeypatch.setattr(Hub, "body", BODY)
    Hub.asked.clear()
    yield weights
    server.shutdown()
    server.server_close()


def quiet(what: str, done: int, total: int) -> None:
    pass


def test_a_model_is_fetched_once(hub, tmp_path: Path):
    path = fetching.fetch(tmp_path, DEFAULT, quiet)

    assert path.read_bytes() == BODY
    assert fetching.fetch(tmp_path, DEFAULT, quiet) == path
    assert len(Hub.asked) == 1


def test_a_broken_download_is_resumed(hub, tmp_path: Path):
    partial = fetching.model_path(tmp_path, hub).with_suffix(".part")
    partial.write_bytes(BODY[:5000])
    path = fetching.fetch(tmp_path, DEFAULT, quiet)

    assert path.read_bytes() == BODY
    assert Hub.asked == ["bytes=5000-"]


@pytest.mark.parametrize("body", [BODY[:-1] + b"x", BODY + b"more", b"<html>not found</html>"])
def test_what_is_not_the_publishers_file_never_becomes_a_model(hub, tmp_path: Path, monkeypatch, body):
    monkeypatch.setattr(Hub, "body", body)
    with pytest.raises(ModelFileError):
        fetching.fetch(tmp_path, DEFAULT, quiet)

    assert not fetching.model_path(tmp_path, hub).exists()


def test_a_place_without_room_is_refused_before_the_download(hub, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(fetching.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 10})())
    with pytest.raises(DiskError, match="MB free"):
        fetching.fetch(tmp_path, DEFAULT, quiet)
    assert Hub.asked == []


def test_offline_says_so(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_OFFLINE", "1")
    with pytest.raises(ModelFileError, match="OFFLINE"):
        fetching.fetch(tmp_path, DEFAULT, quiet)


def test_the_catalogue_pins_every_byte():
    for weights in CATALOGUE.values():
        assert len(weights.sha256) == 64
        assert all(len(digest) == 64 for digest in weights.parts)
        assert weights.bytes > 4 * 10**8


@pytest.mark.parametrize(
    ("model", "reader", "told"),
    [
        (None, None, "reading with a parser; local/qwen2.5-coder-1.5b-instruct is asked where it cannot tell"),
        ("parser", None, "reading with a parser alone"),
        (None, "whole", "asking local/qwen2.5-coder-1.5b-instruct"),
        ("vllm/m", None, "asking vllm/m at host:8000"),
    ],
)
def test_who_reads_is_told_alike_everywhere(model, reader, told):
    chosen = load_settings(
        model=model or "local/qwen2.5-coder-1.5b-instruct", reader=reader,
        base_url="http://host:8000/v1" if model == "vllm/m" else None,
    )  # fmt: skip

    assert who_reads(chosen).startswith(f"{told} (")


def test_a_model_is_fetched_when_it_is_first_asked_and_that_is_said_in_one_line(
    parser_at, monkeypatch, capfd, tmp_path
):
    """An article about which the parser has no question costs no gigabyte."""
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    fetched = []

    def fetch(directory: Path, name: str, progress: fetching.Progress) -> Path:
        fetched.append(name)
        for done in (0, 500_000_000, 1_100_000_000):
            progress("from the hub", done, 1_100_000_000)
        raise ModelFileError("no more of it in a test")

    monkeypatch.setattr(fetching, "fetch", fetch)
    for name, asked in (("wire-depot-fire", 0), ("interview-night-librarian", 1)):
        with pytest.raises(SystemExit) as stop:
            cli.run([str(ARTICLES / f"{name}.txt"), "-o", str(tmp_path / "a.json")])
        said = capfd.readouterr().err.splitlines()
        assert len(fetched) == asked
        assert int(stop.value.code or 0) == (69 if asked else 0)
        told = [line for line in said if "fetching" in line]
        line = f"fetching {DEFAULT}, 1,100 MB, once: it is asked for the first time; without it: --model parser"
        assert told == asked * [f"summarize: {line}"]
