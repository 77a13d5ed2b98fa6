"""A canary key, an endpoint that gives it back in every way: not one byte of it is written anywhere."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import shutil
import stat
import sys
from pathlib import Path

import pytest
from conftest import ARTICLES, ROOT
from hypothesis import given
from hypothesis import strategies as st
from leaks import KEY, MODES, LeakyEndpoint, leaks, written

from summarizer import cli, redact
from summarizer.errors import ProtocolError

ARTICLE = ARTICLES / "wire-depot-fire.txt"


@pytest.fixture(scope="module")
def endpoint():
    server = LeakyEndpoint()
    yield server
    server.close()


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Everything this program writes lands below this folder."""
    here = tmp_path / "all"
    (here / "in").mkdir(parents=True)
    shutil.copy(ARTICLE, here / "in")
    monkeypatch.setenv("SUMMARIZE_CACHE_DIR", str(here / "cache"))
    monkeypatch.setenv("TMPDIR", str(here))
    monkeypatch.setattr("tempfile.tempdir", str(here))
    monkeypatch.setenv("SUMMARIZE_API_KEY", KEY)
    monkeypatch.setattr("random.uniform", lambda low, high: low)
    return here


def typed(*words: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.run(list(words))
    return int(stop.value.code or 0)


def clean(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out, err = capfd.readouterr()
    for name, data in (written(place) | {"stdout": out.encode(), "stderr": err.encode()}).items():
        assert leaks(data) == [], name
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", err)


def test_the_search_finds_what_it_is_to_find():
    for mode, made in MODES.items():
        sent = made(KEY)
        data = sent if isinstance(sent, bytes) else sent[2] + json.dumps(sent[1]).encode()
        if not mode.startswith("escape") and "packed" not in mode:
            assert leaks(data), mode


@pytest.mark.parametrize("mode", MODES)
def test_a_single_article(mode, endpoint, place, capfd):
    endpoint.send(mode)
    code = typed(str(ARTICLE), "-o", str(place / "o.json"), "--base-url", endpoint.base_url, "--model", "m")

    assert code != 70
    clean(place, capfd)


@pytest.mark.parametrize("mode", ["400 message", "402 code", "200 answer", "200 halves", "200 model", "200 refusal"])
def test_a_batch(mode, endpoint, place, capfd):
    endpoint.send(mode)
    words = ["batch", str(place / "in"), "-o", str(place / "out"), "--base-url", endpoint.base_url, "--model", "m"]
    code = typed(*words, "--workers", "1")

    assert code != 70
    clean(place, capfd)


@pytest.mark.parametrize("mode", ["200 answer", "200 model", "200 content"])
def test_a_recording(mode, endpoint, place, capfd):
    endpoint.send(mode)
    typed("record", str(ARTICLE), "--recordings", str(place / "r"), "--base-url", endpoint.base_url, "--model", "m")

    clean(place, capfd)


def test_the_doctor(endpoint, place, capfd):
    endpoint.send("400 message")
    typed("doctor", "--base-url", endpoint.base_url, "--model", "m")
    endpoint.send("200 model")
    typed("doctor", "--base-url", endpoint.base_url, "--model", KEY)

    clean(place, capfd)


def test_our_own_bug_report(place, capfd, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError(f"{KEY} {KEY.upper()} {KEY.encode().hex()}")

    monkeypatch.setattr("summarizer.commands.article.run", broken)

    assert typed(str(ARTICLE), "--base-url", "http://127.0.0.1:9/v1", "--model", "m") == 70
    assert any(place.glob("summarize-*.log"))
    clean(place, capfd)


@pytest.mark.parametrize(
    "url",
    [
        f"http://{KEY}@host.example/v1", f"http://user:{KEY}@host.example/v1", f"https://host.example/v1?key={KEY}",
        f"https://host.example/v1?api-version={KEY}#x", f"https://host.example/{KEY}/v1", f"ftp://x:{KEY}@host.example",
        f"http://{KEY}@[::1/v1",
    ],
)  # fmt: skip
def test_a_key_in_the_address_is_refused_with_a_hint(url, place, capfd):
    assert typed(str(ARTICLE), "--base-url", url, "--model", "m") == 78
    err = capfd.readouterr().err

    assert leaks(err.encode()) == []
    hint = (
        "--base-url https://HOST/v1"
        if "[::1" in url
        else "leave it out; export OPENAI_API_KEY=…, or --api-key-file FILE"
    )
    assert err.endswith(f" — {hint}\n")


def test_what_is_written_is_for_this_user_only(endpoint, place, capfd):
    before = os.umask(0)
    try:
        endpoint.send("200 answer")
        url = ("--base-url", endpoint.base_url, "--model", "m")
        typed(str(ARTICLE), "-o", str(place / "o.json"), *url)
        typed("batch", str(place / "in"), "-o", str(place / "out"), "--workers", "1", *url)
        typed("record", str(ARTICLE), "--recordings", str(place / "r"), *url)
    finally:
        os.umask(before)
    modes = {
        str(path.relative_to(place)): stat.S_IMODE(path.stat().st_mode)
        for path in place.rglob("*")
        if path.is_file() and path.parent.name != "in" and path.name != ".lock"
    }

    assert {"o.json", "out/ledger.sqlite", "out/run.json", "cache/answers.sqlite"} <= set(modes)
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}


def test_the_side_files_of_a_database_are_for_this_user_only(tmp_path):
    from summarizer.cache import connect

    before = os.umask(0)
    try:
        database = connect(tmp_path / "a.sqlite")
        database.execute("INSERT INTO lease VALUES ('k', 'me', 1.0)")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
        database.close()
    finally:
        os.umask(before)

    assert modes == {"a.sqlite": 0o600, "a.sqlite-wal": 0o600, "a.sqlite-shm": 0o600}


SPOTS = [KEY, KEY.upper(), KEY[3:20], KEY[:14] + "\n" + KEY[14:], KEY.encode().hex(), " ".join(KEY), "".join(
    f"%{ord(c):02x}" for c in KEY)]  # fmt: skip


@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(SPOTS)), max_size=8))
def test_in_any_text_every_piece_is_found_and_the_rest_stays(parts):
    redact.protect(KEY)
    text = "|".join(parts)
    found = redact.redact(text)

    assert leaks(found.encode("utf-8", "surrogatepass")) == []
    if not leaks(text.encode("utf-8", "surrogatepass")):
        assert found == text


@given(st.recursive(st.sampled_from(SPOTS) | st.text(max_size=5) | st.integers(), lambda x: st.lists(x, max_size=4)))
def test_json_stays_json_of_the_same_shape(value):
    def shape(thing):
        return [shape(part) for part in thing] if isinstance(thing, list) else type(thing)

    redact.protect(KEY)
    for ascii_ in (True, False):
        assert shape(json.loads(redact.redact(json.dumps(value, ensure_ascii=ascii_)))) == shape(value)


@pytest.mark.parametrize("word", ["none", "ollama", "not-needed", "lm-studio", "sk-no-key-required"])
def test_a_word_that_stands_for_no_key_takes_nothing_out_of_a_text(word):
    redact.protect(word)
    text = "None is not needed, said no key witness; a studio required it. Ollama."

    assert redact.redact(text) == text


def test_a_hexadecimal_key_leaves_digests_alone():
    redact.protect("0123456789abcdef0123456789abcdef")
    digest = "77" + "89abcdef01" + "5" * 52

    assert redact.redact(digest) == digest
    assert redact.redact("0123456789ABCDEF01") == "[key]"


def test_json_escapes_are_read_through():
    redact.protect(KEY)

    assert leaks(redact.redact("".join(f"\\u{ord(c):04x}" for c in KEY)).encode()) == []


def test_a_key_written_in_two_strokes_is_held_back_until_the_line_is_whole():
    redact.protect(KEY)
    sink = io.StringIO()
    stream = redact.Filtered(sink)
    stream.write(f"a {KEY[:9]}")
    stream.write(f"{KEY[9:]} b\n")
    stream.write("…")
    stream.flush()

    assert sink.getvalue() == "a [key] b\n…"


def test_a_text_stream_takes_no_bytes():
    """By this a library tells the two kinds apart."""
    with pytest.raises(TypeError):
        redact.Filtered(io.StringIO()).write(b"")


def test_streams_are_given_back():
    before = sys.stdout, sys.stderr
    typed("--version")

    assert (sys.stdout, sys.stderr) == before


def test_an_error_holds_no_key():
    redact.protect(KEY)
    error = ProtocolError(f"said {KEY}", hint=KEY)

    assert (str(error), error.message, error.hint) == ("said [key]", "said [key]", "[key]")


WRITERS = {"write_text", "write_bytes", "NamedTemporaryFile"}
ALLOWED = {
    "files.py": "is the door",
    "database.py": "is the door to SQLite",
    "local/fetch.py": "writes the publisher's weights",
    "local/parser.py": "writes the publisher's pipeline",
    "local/serve.py": "opens /dev/null",
    "redact.py": "opens /dev/null",
}


def test_nobody_writes_a_file_but_by_the_door():
    """One filter at the last write: a module that opens files for itself would have to remember it."""
    wrong = []
    for path in (ROOT / "summarizer").rglob("*.py"):
        if str(path.relative_to(ROOT / "summarizer")) in ALLOWED:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            owner = getattr(getattr(node.func, "value", None), "id", "")
            modes = [a.value for a in [*node.args, *(k.value for k in node.keywords)] if isinstance(a, ast.Constant)]
            opens = name == "open" and any(
                isinstance(m, str) and re.fullmatch("[rwxab+t]+", m) and set(m) & set("wxa+") for m in modes
            )
            if name in WRITERS or (opens and not (path.name == "ledger.py" and "a+" in modes)) or (
                name == "connect" and owner == "sqlite3"
            ):  # fmt: skip
                wrong.append(f"{path.name}:{node.lineno} {name}")
    assert wrong == []
