"""Who says it, as plain syntax tells; every name canonical within the article."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from conftest import ROOT, FirstChoice

from summarizer import ground
from summarizer.article import Article, read_article
from summarizer.pipeline import reported_claims, summarize_article
from summarizer.questions import PROFILES
from summarizer.segments import cut
from summarizer.segments.times import times

LEAD = "Finance Minister Ada Voss opened the session in Lund on Monday. Tomas Renn, who leads the dockers’ union, sat opposite. "


def speakers(text: str) -> list[tuple[str, str | None]]:
    segments = cut(Article.from_text(text))
    return [
        (text[s.pieces[0].start : s.pieces[-1].end], s.source.name if s.source else None)
        for s in segments.speeches
        if s.verdict == "quote"
    ]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“We will not wait for the court,” Voss said.", "Ada Voss"),
        ("“We will not wait for the court,” said Ms. Voss.", "Ada Voss"),
        ("Renn told reporters: “We will not wait for the court.”", "Tomas Renn"),
        ("According to Renn, “we will not wait for the court.”", "Tomas Renn"),
        ("“We will not wait,” Renn said, “for the court or for anybody.”", "Tomas Renn"),
        ("“We will not wait for the court,” the minister said.", "Ada Voss"),
        ("“We will not wait for the court,” the union said.", "union"),
    ],
)
def test_a_speaker_is_resolved_to_the_fullest_name(sentence, speaker):
    found = speakers(LEAD + sentence)

    assert len(found) == 1
    assert speaker in (found[0][1] or "")


@pytest.mark.parametrize(
    "sentence", ["The road is known as “the golden mile” to drivers.", "Her novel “The Long Dusk” sold well."]
)
def test_scare_quotes_and_titles_are_no_plain_quotes(sentence):
    assert speakers(LEAD + sentence) == []


@pytest.mark.parametrize(
    ("sentence", "claimant", "words"),
    [
        ("Voss said the budget would be balanced by 2027.", "Ada Voss", "the budget would be balanced by 2027"),
        ("Renn denied that the strike had been called off.", "Tomas Renn", "the strike had been called off"),
        (
            "The port lost 40 million crowns in May, according to Renn.",
            "Tomas Renn",
            "The port lost 40 million crowns in May",
        ),
    ],
)
def test_reported_speech_is_a_claim_of_its_source(sentence, claimant, words):
    text = LEAD + sentence
    segments = cut(Article.from_text(text))
    frames = reported_claims(segments)

    assert [text[slice(*f.content)] for f in frames if f.content] == [words]
    assert segments.sources[frames[0]].name.endswith(claimant.split()[-1])


@pytest.mark.parametrize(
    ("words", "value", "precision"),
    [
        ("He left on Monday.", "2025-03-10", "day"),
        ("He left yesterday.", "2025-03-13", "day"),
        ("He left on Jan. 3, 2024.", "2024-01-03", "day"),
        ("He left in November 2023.", "2023-11", "month"),
        ("He left two weeks ago.", "2025-W09", "week"),
        ("He left last year.", "2024", "year"),
        ("He left in 2019.", "2019", "year"),
    ],
)
def test_a_time_is_resolved_against_the_publication(words, value, precision):
    found = list(times(words, 0, len(words), date(2025, 3, 14)))

    assert [(t.value, t.precision) for t in found] == [(value, precision)]


@pytest.mark.parametrize("words", ["He left on Monday.", "He left yesterday.", "He left last year."])
def test_a_relative_time_without_an_anchor_is_null_rather_than_a_guess(words):
    assert [t.value for t in times(words, 0, len(words), None)] == [None]


def test_the_coast_guard_is_not_its_captain():
    article = read_article(ROOT / "fixtures" / "stories" / "ferry-arlen-post.txt")
    segments = cut(article)
    found = [segments.sources[frame] for frame in segments.sources if frame.content]

    assert ("coast guard", "organization") in {(source.name, source.kind) for source in found}
    assert ("quote", "Mira Dahl") in {(s.verdict, s.source.name if s.source else "") for s in segments.speeches}


@pytest.mark.parametrize(
    ("sentence", "claimant"),
    [
        ("The World Health Organisation (WHO) has an office in Lund. WHO say the fever is spreading.", "World Health Organisation"),
        ("According to the Lund team’s coach, Mateo Roe, the goal should have counted.", "Mateo Roe"),
        ("17:55 The dockers’ union says its members will vote on Monday.", "dockers’ union"),
        ("On Monday, prison officials went to the station, where they said two men had escaped.", "prison officials"),
    ],
)  # fmt: skip
def test_bodies_coaches_and_groups_are_told_apart(sentence, claimant):
    segments = cut(Article.from_text(f"Lund Ambassador Hedy Falk was there.\n\n{sentence}"))
    assert claimant in {source.name for source in segments.sources.values()}


def test_they_in_the_first_sentence_of_all_are_the_group_it_begins_with():
    segments = cut(Article.from_text("Prison officials went to the station, where they said two men had escaped."))
    assert [source.name for source in segments.sources.values()] == ["Prison officials"]


def test_what_is_planned_has_no_date_in_the_past():
    text = "The Osterby plant, which opened in 1978 and builds bicycles, will shut by the end of March."
    article = Article.from_text(text, published=date(2025, 7, 31))
    summary = asyncio.run(summarize_article(article, FirstChoice(), PROFILES["small"]))
    planned = [event.time.value if event.time else None for event in summary.events if event.realis == "planned"]

    assert planned
    assert "1978" not in planned


def test_the_town_of_the_dateline_is_no_company():
    text = (
        "LUND, Nov. 3 - Two cyclists were hurt on Sunday when a tram left the rails in Lund, the transport company said.\n\n"
        "“It went straight on,” said Ida Berg. The company denied that the driver had been speeding."
    )
    segments = cut(Article.from_text(text))
    assert {source.name for source in segments.sources.values()} == {"transport company", "Ida Berg", "company"}


def claims(sentence: str) -> list[tuple[str, list[str]]]:
    segments = cut(Article.from_text(LEAD + sentence))
    judged = ground.judge(segments, [], reported_claims(segments), {}, {}, [])
    return [(c.claimant.name, [s.text for s in c.evidence]) for c in judged.claims if c.evidence[0].start >= len(LEAD)]


@pytest.mark.parametrize(
    ("sentence", "claimant", "evidence"),
    [
        ("The road, Renn said, was icy.", "Tomas Renn", ["The road", "was icy"]),
        ("In Renn’s view, the road was safe.", "Tomas Renn", ["the road was safe"]),
        ("Renn put the damage at 3 million.", "Tomas Renn", ["the damage at 3 million"]),
        ("All on board were unhurt, the airline, Nordwing, said.", "Nordwing", ["All on board were unhurt"]),
        ("In keeping with her wishes, the family said, there will be no music.", "family", ["there will be no music"]),
        ("The mayor, Boyan Radev, expressed his regret and said that the bridge was new.", "Boyan Radev", ["the bridge was new"]),
        ("Voss warned that salt was scarce and said prices would rise.", "Ada Voss", ["salt was scarce", "prices would rise"]),
        ("According to its spokeswoman, Ria Stone, buyers get their money back.", "Ria Stone", ["buyers get their money back"]),
        ("The Voss dairy said that it was sorry.", "Voss dairy", ["it was sorry"]),
        ("The government wants the lamps on again, it said.", "government", ["The government wants the lamps on again"]),
    ],
)  # fmt: skip
def test_whose_statement_it_is_wherever_the_cue_stands(sentence, claimant, evidence):
    found = claims(sentence)
    assert {who for who, _ in found} == {claimant}
    assert [piece for _, pieces in found for piece in pieces] == evidence


@pytest.mark.parametrize(
    "sentence",
    [
        "The council rejected a plan for 90 homes.",
        "The commission rejected the call for a recount.",
        "She warned against early conclusions.",
        "Police are hunting a man believed to be armed.",
    ],
)
def test_what_passes_no_statement_on_is_no_claim(sentence):
    assert claims(sentence) == []


def test_a_colon_introduces_whom_the_sentence_is_about():
    assert (
        speakers(LEAD + "The leader, Rosa Malik, is on the steps: “It is better than before.”")[-1][1] == "Rosa Malik"
    )


def test_whom_a_quotation_names_is_not_who_speaks_it():
    assert (
        speakers(LEAD + "Voss praised the town. “I told Dan Smith to go, and he went,” she said.")[-1][1] == "Ada Voss"
    )


def test_the_speaker_of_the_sentence_before_goes_on():
    assert (
        speakers(LEAD + "The law allows it only once, Renn said. “We count ballots, not wishes.”")[-1][1]
        == "Tomas Renn"
    )
