"""Grounding: what a model answers is located letter by letter, or rejected with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import ground
from summarizer.article import Article
from summarizer.ground.locate import locate
from summarizer.pipeline import reported_claims
from summarizer.questions import Sheet
from summarizer.segments import cut
from summarizer.segments.happenings import drafts

TEXT = (
    "Mayor Lena Ortiz said on Monday that 12 people were not hurt in the fire at the mill. "
    "“We’ll rebuild the mill by May,” she told residents of Oakford. "
    "Police chief Dan Reyes arrested two men on Tuesday."
)


def judged(**more):
    segments = cut(Article.from_text(TEXT))
    return ground.judge(segments, drafts(segments), reported_claims(segments), {}, {}, [Sheet(**more)])


@pytest.mark.parametrize(
    "words",
    [
        "12 people were not hurt",
        "“We'll rebuild the mill by May,”",
        "we’ll rebuild".replace("we", "We"),
        "the  fire at\nthe mill",
    ],
)
def test_words_are_found_whatever_their_typography(words):
    found = locate(words, TEXT)

    assert isinstance(found, tuple)
    assert TEXT[found[0] : found[1]].split()[0].strip("“") == words.replace("'", "’").split()[0].strip("“")


@pytest.mark.parametrize(
    "words",
    [
        "21 people were not hurt",
        "12 people were hurt",
        "12 people were badly hurt",
        "Lena Ortez",
        "We’ll rebuild the mill by June",
        "",
    ],
)
def test_a_changed_word_is_no_match(words):
    assert isinstance(locate(words, TEXT), str)


@given(st.integers(0, len(TEXT)), st.integers(1, 60))
def test_every_slice_is_found_as_itself(start, length):
    words = TEXT[start : start + length]
    found = locate(words, TEXT)
    if words.strip():
        assert (
            isinstance(found, str)
            or TEXT[found[0] : found[1]].strip(" “”\n").split() == words.strip(" “”\n").split()
            or len(words.split()) < 3
        )


@given(st.text(max_size=80))
def test_any_answer_gives_a_place_or_a_reason(words):
    found = locate(words, TEXT)
    assert isinstance(found, str) or 0 <= found[0] < found[1] <= len(TEXT)


def test_a_claim_with_a_changed_number_is_rejected_with_its_reason():
    result = judged(more_claims=[{"words": "21 people were not hurt in the fire", "claimant": "Lena Ortiz"}])

    assert all("21" not in claim.text for claim in result.claims)
    assert [(r.kind, bool(r.reason)) for r in result.rejected] == [("claim", True)]


def test_a_dropped_negation_is_rejected():
    result = judged(more_claims=[{"words": "12 people were hurt in the fire", "claimant": "Lena Ortiz"}])

    assert len(result.rejected) == 1


def test_a_claimant_who_is_not_in_the_article_is_rejected():
    result = judged(more_claims=[{"words": "12 people were not hurt in the fire", "claimant": "John Kirby"}])

    assert len(result.rejected) == 1
    assert all(claim.claimant.name != "John Kirby" for claim in result.claims)


def test_an_event_of_no_known_type_or_word_is_rejected():
    event = {
        "word": "arrested",
        "sentence": "Police chief Dan Reyes arrested",
        "type": "party",
        "actor": "",
        "target": "",
    }
    result = judged(more_events=[event, event | {"word": "exploded", "type": "attack"}, "no object"])

    assert len(result.rejected) == 3
    assert all(r.reason for r in result.rejected)


def test_rules_alone_ground_quote_claim_and_event():
    result = judged()

    assert [(q.content[0].text, q.speaker.name) for q in result.quotes] == [
        ("We’ll rebuild the mill by May", "Lena Ortiz")
    ]
    assert "12 people were not hurt in the fire at the mill" in [c.evidence[0].text for c in result.claims]
    arrest = next(e for e in result.events if e.type == "arrest")
    assert [m.name for m in arrest.actors] == ["Dan Reyes"]


def test_a_claim_in_a_quotation_names_its_quote_and_its_pronoun():
    text = TEXT.replace("We’ll rebuild the mill by May", "It employed 40 people in 2019")
    segments = cut(Article.from_text(text))
    result = ground.judge(segments, drafts(segments), reported_claims(segments), {}, {}, [])
    claim = next(c for c in result.claims if c.quote_ids)

    assert claim.quote_ids == ["q1"]
    assert claim.claimant.name == "Lena Ortiz"
