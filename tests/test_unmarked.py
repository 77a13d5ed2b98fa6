"""UTF-16 without a byte-order mark: read in any script, and taken for nothing else."""

from __future__ import annotations

import random
import struct
import sys
import zlib
from pathlib import Path

import pytest
from conftest import ROOT
from test_documents import PAGE, docx, pdf

from summarizer.article import decode_article
from summarizer.decoding import FEWEST, wide
from summarizer.documents import decode_document
from summarizer.errors import ArticleError

WORDS = {
    "Russian": "Мэр Бруна Анна Моор заявила в понедельник, что мельница закроется 5 мая. «Денег нет», — сказала она.",
    "Greek": "Ο δήμαρχος είπε τη Δευτέρα ότι το λιμάνι θα μείνει κλειστό έως την Παρασκευή.",
    "Arabic": "قال رئيس البلدية يوم الاثنين إن الميناء سيبقى مغلقا حتى يوم الجمعة بعد الحريق.",
    "Persian": "شهردار روز دوشنبه گفت که بندر تا جمعه بسته می‌ماند و پنج نفر زخمی شدند.",
    "Hebrew": "ראש העיר אמר ביום שני כי הנמל יישאר סגור עד יום שישי אחרי השריפה.",
    "Hindi": "महापौर ने सोमवार को कहा कि बंदरगाह शुक्रवार तक बंद रहेगा।",
    "Thai": "นายกเทศมนตรีกล่าวเมื่อวันจันทร์ว่า ท่าเรือจะปิดจนถึงวันศุกร์",
    "Chinese": "镇长苏梅星期一表示，磨坊将于五月关闭。“没有钱了，”她对记者说。",
    "Chinese of Taiwan": "鎮長蘇梅星期一表示，磨坊將於五月關閉。「沒有錢了，」她對記者說。",
    "Japanese": "市長は月曜日に、港は金曜日まで閉鎖されると述べた。「お金がない」と語った。",
    "Korean": "시장은 월요일에 항구가 금요일까지 폐쇄된다고 말했다. 다섯 명이 다쳤다.",
}
LEGACY = [
    ("Russian", "cp1251"), ("Russian", "cp866"), ("Greek", "cp1253"), ("Arabic", "cp1256"), ("Hebrew", "cp1255"), ("Thai", "cp874"), ("Chinese", "gb18030"),
    ("Chinese of Taiwan", "big5"), ("Japanese", "shift_jis"), ("Japanese", "euc_jp"), ("Korean", "euc_kr"), ("Russian", "utf-8"), ("Chinese", "utf-8"),
]  # fmt: skip


def image() -> bytes:
    rows = b"".join(b"\0" + bytes((x * y) % 256 for x in range(300)) for y in range(100))
    head = struct.pack(">IIBBBBB", 300, 100, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"IHDR" + head + b"IDAT" + zlib.compress(rows) + b"IEND" + rows


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", WORDS)
def test_a_text_of_any_script_is_read_without_a_mark_and_that_is_said(name: str, codec: str):
    article = decode_article(WORDS[name].encode(codec), name="a.txt")

    assert article.text == WORDS[name]
    assert article.warnings[0] == f"'a.txt' has no byte-order mark; read as {codec}"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_page_without_a_mark_is_a_page(codec: str):
    words = "<p>" + WORDS["Chinese"] + "</p>"
    page = f"<html><body><article>{words * 9}</article></body></html>"

    (article,) = decode_document(page.encode(codec), name="a.html")
    assert WORDS["Chinese"] in article.text


@pytest.mark.parametrize(("name", "charset"), LEGACY)
def test_a_text_of_another_charset_is_no_utf_16(name: str, charset: str):
    data = (WORDS[name] * 5).encode(charset, "ignore")

    assert [wide(part) for part in (data, data[1:], data + b"\n")] == [None] * 3


BINARY = {
    "PDF": lambda: pdf(["The harbour stays closed."] * 8, pages=2), "Word": docx, "image": image, "packed": lambda: zlib.compress(PAGE.encode() * 9),
    "program": lambda: Path(sys.executable).read_bytes()[:400_000], "noise": lambda: random.Random(1).randbytes(100_000),
    "small numbers": lambda: struct.pack("<2000H", *(n % 900 for n in range(2000))),
    "sound": lambda: struct.pack("<2000h", *(int(9000 * ((n % 90) / 45 - 1)) for n in range(2000))),
    "one number": lambda: b"\x00\x4e" * 500, "floats": lambda: struct.pack("<900d", *(n / 7 for n in range(900))),
    "code": lambda: compile(Path(__file__).read_text(), "x", "exec").co_code,
}  # fmt: skip


@pytest.mark.parametrize("kind", BINARY)
def test_a_binary_file_is_no_utf_16_wherever_it_is_cut(kind: str):
    data = BINARY[kind]()
    for size in (2 * FEWEST, 200, 2000, len(data)):
        for start in range(0, len(data) - size + 1, max(size, len(data) // 200)):
            for part in (data[start : start + size], data[start + 1 : start + 1 + size]):
                taken = wide(part[: len(part) // 4 * 4])
                # Figures that each begin with NUL pass for Latin letters; their control bytes are refused then.
                assert taken is None or max(taken[0]) < "\u0100", (start, size)


def test_a_short_text_is_refused_and_the_encoding_asked_for():
    with pytest.raises(ArticleError, match="cannot be told safely"):
        decode_article(WORDS["Chinese"][: FEWEST - 1].encode("utf-16-le"), name="a.txt")


@pytest.mark.parametrize("name", ["arabic", "chinese", "ukrainian"])
def test_articles_of_the_cases_are_read_without_a_mark(name: str):
    text = (ROOT / "evals" / "cases" / f"languages-{name}.txt").read_text("utf-8")

    assert [wide(text.encode(codec)) for codec in ("utf-16-le", "utf-16-be")] == [
        (text, "utf-16-le"),
        (text, "utf-16-be"),
    ]
