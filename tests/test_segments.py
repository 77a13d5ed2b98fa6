"""Segments: paragraphs, sentences and quotation spans on real news typography."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.segments import cut
from summarizer.segments.layout import paragraphs, sentences
from summarizer.segments.quotations import quotations


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said, "We won." He left.', ["We won."]),
        ("She said, “We won.” He left.", ["We won."]),
        ('“We heard one bang," she said.', ["We heard one bang"]),
        ("It’s the Browns’ house, and they’re out.", []),
        ("He said: “She told me ‘go away’ twice.”", ["She told me ‘go away’ twice."]),
        ("Er sagte: „Wir gehen.“ Dann ging er.", ["Wir gehen."]),
        ("Il a dit « nous partons » hier.", ["nous partons"]),
        ("彼は「行きます」と言った。", ["行きます"]),
        ("“One,” he said, “two.”", ["One", "two."]),
        ('The 5\'10" guard and the 12" pipe came.', []),
        ('He [the mayor] said "the [bridge] … is open" today.', ["the [bridge] … is open"]),
    ],
)
def test_quotation_marks_of_the_trade(text, expected):
    assert quoted(text) == expected


def test_a_quotation_runs_over_paragraphs_without_a_closing_mark():
    text = "“We left at noon.\n\n“Nobody saw us,” she said."
    spans = quotations(text, paragraphs(text))

    assert [text[q.start : q.end] for q in spans] == ["We left at noon.", "Nobody saw us"]


def test_an_odd_mark_does_not_swallow_the_rest():
    text = 'He said "we stay.\n\nThe mayor left. She said "no" and "yes".'

    assert quoted(text)[-2:] == ["no", "yes"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The U.S. sent Gen. Mark Milley on Jan. 3. He left.", 2),
        ("“Who goes there?” she asked. Nobody did.", 2),
        ("Prices rose 3.5 percent. Mr. Smith of Acme Inc. said so.", 2),
    ],
)
def test_abbreviations_end_no_sentence(text, count):
    assert len(sentences(text, paragraphs(text))) == count


news = st.lists(
    st.sampled_from(
        ["The mayor", "said", "“We", "won,”", '"', "’", "it’s", "Monday", "Mr.", "Gen. Ada Voss", "killed", "nine people",
         "at least", "\n\n", "\n", ".", ",", "—", "«", "»", "「", "」", "according to", "she", "told reporters", "that",
         "in Kano", "U.S.", "[sic]", "…", "'", "denied", "the report", "„", "“", "”", "\u2028", "\t", "🙂", "é"]
    ),
    min_size=6, max_size=60,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(news)
def test_every_segment_is_a_slice_and_nothing_raises(words):
    text = "One two three four five. " + " ".join(words)
    segments = cut(Article.from_text(text))

    for quote in segments.quotations:
        assert 0 <= quote.outer_start <= quote.start < quote.end <= quote.outer_end <= len(text)
    ends = [0]
    for sentence in segments.sentences:
        assert ends[-1] <= sentence.start < sentence.end <= len(text)
        ends.append(sentence.end)
    assert len(segments.masked) == len(text)
    covered = sum(len(text[s.start : s.end].split()) for s in segments.sentences)
    assert covered >= len(text.split()) * 0.5


@given(st.text(max_size=300))
def test_paragraphs_lose_no_word(text):
    inside = "".join(text[a:b] for a, b in paragraphs(text))

    assert "".join(inside.split()) == "".join(text.split())


def test_a_full_word_ends_a_sentence():
    text = "Mayor Lena Ortiz opened the hall. Tom Reyes left. They met in the park. Anna took the lead. Capt. Roe came."

    found = [text[s.start : s.end] for s in sentences(text, paragraphs(text))]

    assert found == [
        "Mayor Lena Ortiz opened the hall.", "Tom Reyes left.", "They met in the park.", "Anna took the lead.", "Capt. Roe came.",
    ]  # fmt: skip


def test_a_nickname_in_the_dateline_ends_nothing():
    article = Article.from_text(
        "PORT 'ARLEN TOWN AND BAY' (Wire) - The mayor said on Monday that the bridge was closed."
    )
    segments = cut(article)
    [speech] = segments.speeches
    assert speech.verdict == "scare"
    assert segments.unit_at(speech.pieces[0].start) is segments.units[0]
