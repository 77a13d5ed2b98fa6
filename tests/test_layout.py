"""What an article is cut into: paragraphs, sentences, headline; its date and language."""

from __future__ import annotations

import pytest
from cutting import passage, sentences

from summarizer.article import Article
from summarizer.front import hour
from summarizer.passage import layout
from summarizer.passage.layout import paragraphs
from summarizer.passage.show import show

SENTENCES = {
    "abbreviations": ("The U.S. sent Gen. Mark Milley on Jan. 3. He left.", 2),
    "question inside marks": ("“Who goes there?” she asked. Nobody did.", 2),
    "figures": ("Prices rose 3.5 percent. Mr. Smith of Acme Inc. said so.", 2),
    "full words": ("Mayor Ortiz opened the hall. Tom Reyes left. They met in the park. Anna took the lead. Capt. Roe came.", 5),
    "quotation after a stop": ("The heat was low. “Cook it well,” she said.", 2),
    "dateline": ("PORT ARLEN, March 14 (Wire) - A depot burned on Thursday. Nobody died.", 2),
    "German": ("Am 3. Mai kam Dr. Weber nach St. Gallen. Dann ging er wieder nach Hause.", 2),
    "French": ("La mine est fermée depuis le 1er mai. « Le sol a tremblé ! », a-t-il dit.", 2),
    "Spanish": ("El Sr. López vino ayer a la ciudad. ¿Quién es? Nadie lo sabe.", 3),
    "Ukrainian": ("Він пішов додому пізно. «Чому?» — запитала вона. Він не відповів.", 3),
    "Chinese": ("竖井坍塌造成三人死亡。矿井将关闭！为什么？", 3),
    "Japanese": ("彼は「行きます。」と言った。それから行った。", 2),
    "Arabic": ("هل ذهب الرجل إلى المدينة؟ نعم ذهب أمس. ثم عاد.", 3),
    "Hindi": ("वह कल शहर गया था। वह आज वापस आया।", 2),
}  # fmt: skip


@pytest.mark.parametrize(("text", "count"), SENTENCES.values(), ids=SENTENCES)
def test_sentences_of_any_script(text, count):
    assert len(sentences(text)) == count, sentences(text)


BLOCKS = {
    "blank lines": ("One two.\n\nThree four.\n \nFive.", 3),
    "hard-wrapped copy": ("The mayor opened the hall of the town on Monday and then\nshe left it for good. Nobody was\nthere.", 1),
    "hard-wrapped copy, a line that ends a sentence": ("The mayor opened the hall of the town on Monday and then\nshe left it for good, and that was all that there was to it.\nNobody was there, and nobody would have been there anyhow, at\nall.", 1),
    "lines of a page": ("The mayor opened the hall.\nShe left it.", 2),
    "lines with white space at their ends": ("The mayor opened the hall of the town on Monday. \nShe left it.", 2),
    "live blog": ("14:05\nThe fire spread.\n\n14:20\nIt was put out.", 4),
    "turns in wrapped copy": ("Q: The mayor opened the hall of the town on Monday and then she\nleft it?\nA: The mayor opened the hall of the town on Monday and then she\nleft.", 2),
    "caption": ("The hall on Monday. (Photo: Roe)\nThe mayor opened the hall.", 2),
    "correction": ("The mayor left.\n\nCorrection: an earlier version named another mayor.", 2),
    "line separators": ("One two.\u2028\u2028Three four.", 2),
}  # fmt: skip


@pytest.mark.parametrize(("text", "count"), BLOCKS.values(), ids=BLOCKS)
def test_paragraphs_stay_apart(text, count):
    assert len(paragraphs(text)) == count


HEADLINES = {
    "first line": ("Clinic in Varnholt warns of shortage\n\nVARNHOLT — The clinic is short of staff, it said.", "Clinic in Varnholt warns of shortage"),
    "Markdown": ("# A bridge opens\n\nThe bridge opened on Monday, the mayor said.", "A bridge opens"),
    "Markdown, closed": ("## A bridge opens ##\nThe bridge opened on Monday, the mayor said.", "A bridge opens"),
    "question": ("Is the bridge safe?\n\nThe bridge opened on Monday, the mayor said.", "Is the bridge safe?"),
    "quotation": ("“We are not safe here at all”\n\nThe bridge opened on Monday, the mayor said.", "“We are not safe here at all”"),
    "Chinese": ("矿井坍塌三人死亡\n\n据运营商称，周二竖井坍塌，造成三名矿工死亡。", "矿井坍塌三人死亡"),
    "a live blog's page": ("Flood in Osterby: what we know\n\n17:20\n\nBridge closed\n\nPolice closed it.", "Flood in Osterby: what we know"),
    "a line above it": ("FOR IMMEDIATE RELEASE\n\nSteel firm opens a furnace in Osterby\n\nThe firm opened it on Monday.", "Steel firm opens a furnace in Osterby"),
    "in capitals": ("MAYOR OF OSTERBY QUITS\n\nThe mayor of Osterby left the hall on Monday, she said.", "MAYOR OF OSTERBY QUITS"),
    "of an entry": ("## 17:20 Bridge closed\n\nPolice closed the bridge on Monday, they said.", None),
    "one of several": ("## Bridge closed\n\nPolice closed the bridge.\n\n## Two hurt\n\nTwo men were hurt.", None),
    "a sentence": ("The bridge opened on Monday.\n\nThe mayor said it was safe.", None),
    "no blank line": ("The bridge opened\nThe mayor said it was safe.", None),
    "a label": ("Editor’s note:\n\nThe mayor said the bridge was safe.", None),
    "a date": ("March 14, 2025\n\nThe mayor said the bridge was safe.", None),
    "a dateline": ("PORT ARLEN, March 14 (Wire) - The bridge opened\n\nThe mayor said the bridge was safe.", None),
    "a quotation that runs on": ("“We opened the bridge\n\n“We were safe,” the mayor said.", None),
    "a byline": ("By Jane Roe and Tom Voss\n\nThe mayor said the bridge was safe.", None),
    "a time": ("14:05 Bridge opens now\n\nThe mayor said the bridge was safe.", None),
    "a transcript": ("ROE: Is the bridge safe?\n\nVOSS: The mayor said the bridge was safe.", None),
    "a list": ("- The bridge opened\n\nThe mayor said the bridge was safe.", None),
    "the whole text": ("The bridge opened on Monday and was safe", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), HEADLINES.values(), ids=HEADLINES)
def test_a_headline_in_the_text_is_known_and_gets_no_number(text, words):
    found = passage(text)

    assert (found.headline and text[slice(*found.headline)]) == words
    assert found.article.title == words
    if words:
        assert found.sentences[0].start >= found.headline[1]
        assert words not in show(found)


def test_a_first_line_that_equals_the_title_is_the_headline():
    text = "---\ntitle: 'The mayor’s bridge opens.'\n---\nThe mayor's bridge opens.\nIt opened on Monday, she said."
    found = passage(text)

    assert found.headline is not None
    assert text[slice(*found.headline)] == "The mayor's bridge opens."
    assert found.article.title == "The mayor’s bridge opens."
    assert show(found) == "[1] It opened on Monday, she said."


LANGUAGES = {
    "en": "The mayor said on Monday that the bridge was closed.",
    "de": "Die Bürgermeisterin sagte am Montag, die Brücke sei gesperrt.",
    "fr": "La maire a déclaré lundi que le pont était fermé.",
    "es": "La alcaldesa dijo el lunes que el puente estaba cerrado.",
    "uk": "Мер повідомив у понеділок, що міст закрито.",
    "ru": "Мэр сообщил в понедельник, что мост закрыт.",
    "ar": "قال رئيس البلدية يوم الاثنين إن الجسر مغلق.",
    "zh": "市长周一表示，这座桥已经关闭，任何人不得通行。",
    "ja": "市長は月曜日、この橋は閉鎖されたと述べた。",
    None: "12 34 56 78 ok yes 9",
}


@pytest.mark.parametrize(("code", "text"), LANGUAGES.items(), ids=str)
def test_the_language_is_detected(code, text):
    assert Article.from_text(text).language == code


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("PORT ARLEN, March 14, 2025 (Wire) - The bridge opened, the mayor said.", "2025-03-14"),
        ("PORT ARLEN (Wire, 14 March 2025) — The bridge opened, the mayor said.", "2025-03-14"),
        ("A bridge opens\n\n14 March 2025\n\nThe bridge opened, the mayor said.", "2025-03-14"),
        ("Die Brücke ist offen\n\n14.3.2025\n\nDie Brücke wurde eröffnet, sagte sie.", "2025-03-14"),
        ("PORT ARLEN, March 14 (Wire) - The bridge opened, the mayor said.", None),
        ("The bridge opened on March 14, 2025, the mayor said.", None),
    ],
)
def test_the_date_comes_from_a_line_of_its_own_or_a_whole_dateline(text, published):
    found = Article.from_text(text).published

    assert (found and found.isoformat()) == published


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("14:05 A lorry was hit", 5), ("5.20pm", 6), ("5.20 p.m. A lorry", 8), ("14.05 A lorry was hit", 5), ("14.05 Uhr", 5), ("14:05 the fire spread", 5),
        ("14.05\nthe fire spread", 5), ("14:05", 5), ("14.05 – A lorry", 5), ("00:00", 5), ("24:00", 5),
        ("10.50 euros", 0), ("10.50 €", 0), ("10.50%", 0), ("12.30,5", 0), ("3.14.15", 0), ("14:051", 0), ("25:10", 0), ("10.75 Euro", 0), ("a 14:05", 0), ("", 0),
    ],
)  # fmt: skip
def test_a_time_of_day_is_no_amount(text: str, end: int):
    assert hour(text) == end
    assert hour(f"it {text}", 3) == (end and end + 3)


def test_an_amount_at_the_start_of_a_line_begins_no_paragraph():
    wrapped = "The council in Brun sold the old mill and the road beside it, and\nit was paid for so much that few did come.\n"

    assert len(paragraphs(f"{wrapped}10.50 euros a head was too much, they said.")) == 1
    assert len(paragraphs(f"{wrapped}10:50 Few came, and they left.")) == 2


def test_a_headline_may_begin_with_an_amount():
    below = "\n\nThe council in Brun put up what it takes for a seat in the hall, and few came to it."

    assert passage("10.50 euros for a seat in the hall" + below).headline is not None
    assert passage("10.50 Council in Brun sells the mill" + below).headline is None


def test_no_word_without_end_reaches_the_tokenizer(monkeypatch):
    """It goes over the rest of a word anew at each mark in it: `!![![![…` took minutes."""
    given = []
    real = layout._tokenizer()

    class Watched:
        def span_tokenize(self, text):
            given.append(text)
            return real.span_tokenize(text)

    monkeypatch.setattr(layout, "_tokenizer", Watched)
    text = f"The mayor left on Monday. She said {'![' * 3000} and nothing else. Nobody came."
    cut = sentences(text)

    assert max(len(word) for word in given[0].split()) < 1000
    assert len(given[0]) == len(text)
    assert (cut[0], cut[-1]) == ("The mayor left on Monday.", "Nobody came.")
    assert "".join("".join(cut).split()) == "".join(text.split())
