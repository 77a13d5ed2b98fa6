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


def claimed(text: str) -> list[tuple[str, str]]:
    segments = cut(Article.from_text(text))
    return [
        (segments.sources[f].name, segments.article.text[slice(*f.content or (0, 0))])
        for f in reported_claims(segments)
    ]


@pytest.mark.parametrize(
    ("text", "claimant", "statement"),
    [
        # A comma behind the statement made the statement its source, and the mayor the statement.
        ("The mayor of Lund, Petra Lind, said the town would buy the mill, a brick hall.", "Petra Lind", "the town would buy the mill"),
        ("Julio Prats is the governor. He flew over the valley and promised that no house would be lost.", "Julio Prats", "no house"),
        ("Daniel Osei came by bus. He had always maintained that the files were open to all.", "Daniel Osei", "the files were open"),
        ("The fine was not paid; an official, since promoted, had declared that it was lost.", "official", "it was lost"),
        ("Lena Sabo told the broadcaster TV3 that documents had been seized.", "Lena Sabo", "documents had been seized"),
        ("It rained.\n\nA lorry driver broke a fence in Lund; he told officers he had been asleep.", "lorry driver", "he had been asleep"),
    ],
)  # fmt: skip
def test_a_source_is_no_more_than_its_name(text, claimant, statement):
    assert [(name, statement in words) for name, words in claimed(text)] == [(claimant, True)]


def test_who_denies_it_denies_what_was_said_before():
    text = "Frank Oller accused the family of taking money out of the firm. A spokeswoman denied this and left."

    (_, accusation), (denier, denied) = claimed(text)

    assert denier == "spokeswoman"
    assert denied == accusation == "the family of taking money out of the firm"


def test_he_added_is_who_spoke_last():
    text = "Ralph Imrie was called. He said that Edwin Sharples had whistled. “Verdi, and rather well,” he added."

    assert speakers(text) == [("Verdi, and rather well", "Ralph Imrie")]


def test_an_entry_of_a_live_blog_speaks_of_nobody_before_it():
    text = "17:05 “It is a hole with a ribbon,” says Mats Orre.\n\n15:20 A member of the Reform Party threw a loaf. He says it was rye."

    assert claimed(text)[-1] == ("member of the Reform Party", "it was rye")


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Renn shook his head. “Not here, not ever.”", "Tomas Renn"),
        ("It was left to the union leader, Renn, to sum up. “We lost a day.”", "Tomas Renn"),
        ("Renn, 51, has a simple rule: “Never run.”", "Tomas Renn"),
        ("Renn was told by Voss that he was “late as usual, and loud”.", "Ada Voss"),
        ("Renn quoted Voss as saying: “You were late.”", "Ada Voss"),
    ],
)
def test_a_quotation_without_a_cue_of_its_own(sentence, speaker):
    assert speakers(LEAD + sentence)[-1][1] == speaker


def test_today_and_tomorrow_are_whole_words():
    text = "She will come tomorrow. He came today."

    assert [text[t.start : t.end] for t in times(text, 0, len(text), date(2025, 11, 5))] == ["tomorrow", "today"]


@pytest.mark.parametrize(
    "sentence",
    [
        "“It did not fly,” corrected Voss, who drives a bus.",
        "“It did not fly,” Voss corrected.",
        "“It did not fly?” guessed Voss.",
    ],
)
def test_what_stands_where_a_cue_stands_is_one(sentence):
    assert speakers(f"{LEAD}\n\n“It flew,” said Renn. {sentence}")[-1][1] == "Ada Voss"


def test_a_sign_is_nobody():
    assert speakers(LEAD + "“We are late,” said Renn. A boy carried one that said “Fix it, I am bored”.") == [
        ("We are late", "Tomas Renn")
    ]


def test_a_report_is_a_report_wherever_it_was_published():
    segments = cut(Article.from_text("The firm was fined twice, according to a report published in November."))

    assert [(s.name, s.kind) for s in segments.sources.values()] == [("report", "document")]
