"""Events as plain syntax tells them: what happened, to whom, when; and what is only mentioned."""

from __future__ import annotations

import re
import sys
from datetime import date

import pytest
from conftest import ROOT

from summarizer.article import Article
from summarizer.ground.evidence import mention_of, stance_of
from summarizer.score.gold import load
from summarizer.segments import Segments, cut
from summarizer.segments.cues import cues
from summarizer.segments.happenings import Draft, drafts
from summarizer.segments.lexicon import IRREGULAR, NOUNS, PHRASES, VERBS, WEAK
from summarizer.segments.triggers import triggers

LEAD = "Mayor Lena Ortiz spoke in Lund. It rained all day. The hall was full.\n\n"


def told(sentence: str, lead: str = LEAD) -> tuple[Segments, list[Draft]]:
    segments = cut(Article.from_text(lead + sentence, published=date(2025, 11, 5)))
    return segments, [d for d in drafts(segments) if d.trigger.start >= len(lead)]


def names(sentence: str) -> list[tuple[str, str]]:
    segments, found = told(sentence)
    return [(segments.article.text[d.trigger.start : d.trigger.end], d.type) for d in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "Brandt, who heads the accident investigation board, was there.",
        "The opposition demanded his resignation.",
        "The council called for a recount.",
        "Without a ban the herring would be gone.",
        "If elected, she would be the first woman in the post.",
        "The union would stay away unless the quota was cut.",
        "Under the law it can impose a levy.",
        "Aid is meant only for birds that are healthy when they are killed.",
        "Migrating geese brought it.",
        "It happened in a closed area.",
        "A shift leader who asked not to be named was there.",
        "Workers had learned of the closure from a ticker.",
        "Rehn, who led the investigation, was there.",
        "Critics called the rule absurd.",
        "A man on a ladder wrote down the scores.",
    ],
)
def test_what_is_only_mentioned_is_no_event(sentence):
    assert names(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "trigger", "kind"),
    [
        ("Two men broke into the mill on Friday.", "broke into", "attack"),
        ("The council voted to keep the library.", "voted to", "decision"),
        ("Nurses walked out at noon.", "walked out", "strike"),
        ("Two directors left the board.", "left the board", "appointment"),
        ("The firm reported a quarterly profit of 18 million.", "reported a quarterly profit", "result"),
        ("The plant would close its doors, the company said: it ceased production in May.", "ceased production", "closure"),
        ("Officials rejected a plan for 90 homes.", "rejected", "decision"),
        ("She ordered him to repay the money.", "ordered", "decision"),
        ("A device that exploded on Friday hurt nobody.", "exploded", "accident"),
        ("Then we had the flood in 2023, and it was cold.", "flood", "disaster"),
    ],
)  # fmt: skip
def test_what_is_told_is_an_event(sentence, trigger, kind):
    assert (trigger, kind) in names(sentence)


@pytest.mark.parametrize(
    ("sentence", "realis"),
    [
        ("The minister announced an audit of all airports.", "planned"),
        ("A parade will take place on Monday.", "planned"),
        ("Parliament must approve the treaty.", "planned"),
        ("Police did not arrest anybody.", "negated"),
        ("He threatened to blockade the port.", "hypothetical"),
        ("Police arrested two men.", "actual"),
    ],
)
def test_whether_it_happened(sentence, realis):
    assert [d.realis for d in told(sentence)[1]] == [realis]


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("Estmark and Norland signed an agreement.", ["Estmark", "Norland"]),
        ("He threatened to blockade the port.", ["Lena Ortiz"]),
        ("Parliament in Estmark must approve the treaty.", ["Parliament in Estmark"]),
        ("Bowyer, 44, is expected to resign.", ["Bowyer"]),
        ("The race was won by Tadesse Bekele.", ["Tadesse Bekele"]),
        ("A coastguard vessel collided with a trawler.", ["coastguard vessel"]),
        ("Ortiz said investigators had recovered the boat.", ["investigators"]),
    ],
)
def test_who_did_it(sentence, actors):
    lead = LEAD.replace("Mayor Lena", "Mayor Tom") if "He " in sentence else LEAD
    segments, found = told(sentence, lead)
    expected = [a.replace("Lena", "Tom") for a in actors] if "He " in sentence else actors

    assert [mention_of(segments, place).name for place in found[0].actors] == expected


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The council voted by 23 to 19 on Tuesday night to keep the library.", "2025-11-04"),
        ("Talks resume on Friday.", "2025-11-07"),
        ("In October last year two men broke into the mill.", "2024-10"),
        ("A memorial will be held at the Teatro Azul on September 12.", "2026-09-12"),
    ],
)
def test_when_it_happened(sentence, value):
    found = told(sentence)[1][0]
    assert found.time is not None
    assert found.time.value == value


def test_a_preposition_is_no_count_of_the_dead():
    assert told("Some 84,000 turkeys are being killed at two farms.")[1][0].dead is None
    assert told("A blast killed a man.")[1][0].dead is not None


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("The dairy has recalled 9,000 bottles of kefir.", "9,000 bottles of kefir"),
        ("Nordmilk, which employs 43 people, was bought by a rival.", "Nordmilk"),
    ],
)
def test_to_whom_or_what(sentence, target):
    segments, found = told(sentence)
    assert [segments.article.text[slice(*place)] for place in found[0].targets] == [target]


def test_two_injuries_of_two_people_are_two_events():
    found = told("Lewis Hart broke his ankle on Friday.\n\nTwo stewards were treated for burns.")[1]
    assert [d.type for d in found] == ["injury", "injury"]


def test_who_is_hurt_in_a_live_blog_is_named_without_the_clock():
    segments, found = told("13:05 A lorry driver has been hurt at Gate 4.")
    assert [segments.article.text[slice(*place)] for place in found[0].targets] == ["A lorry driver"]


def test_a_theatre_is_a_place():
    segments, found = told("A memorial will be held at the Teatro Azul on September 12.")
    assert found[0].place is not None
    assert segments.article.text[slice(*found[0].place)] == "Teatro Azul"


@pytest.mark.parametrize(
    ("cue", "evidence", "stance"),
    [
        ("said", "it would close the plant", "promised"),
        ("said", "three librarians would lose their jobs", "predicted"),
        ("warned", "the slope could follow", "predicted"),
        ("warned", "the slope was unsafe", "asserted"),
        ("threatened", "to blockade the port", "promised"),
        ("denied", "the plant would close", "denied"),
        ("said", "the plant was old", "asserted"),
    ],
)
def test_how_the_claimant_stands_to_it(cue, evidence, stance):
    [found] = cues(f"Ortiz {cue} that", 0, len(cue) + 11)
    assert stance_of(found, evidence) == stance


def test_every_word_of_the_lexicon_is_found_and_every_weak_word_is_known():
    known = {word for table in (VERBS, NOUNS) for words in table.values() for word in words.split()}
    phrases = " ".join(pattern for pattern, _ in PHRASES)
    lost = [word for word in IRREGULAR if word not in known]

    assert len(known) > 400
    assert set(lost) <= {"bury", "plan"}
    found = {
        t.lemma for word in ("arrested", "stole", "walked out", "blackout") for t in triggers(f"They {word} it", 0, 30)
    }
    assert found == {"arrest", "steal", "walked out", "blackout"}
    assert all(word in known or word in phrases for word in WEAK if word in ("hit", "leave", "seize", "trapped"))


def test_plain_newsroom_sentences():
    sys.path.insert(0, str(ROOT / "evals" / "probes"))
    import check

    missed, mistyped = check.events()
    assert len(check.lines("told")) > 400
    assert len(missed) <= 15, missed
    assert len(mistyped) <= 45, mistyped
    assert len(check.false_events()) <= 4
    assert len(check.wrong_speakers()) <= 29
    assert len(check.wrong_claims()) <= 12
    assert len(check.quoted_for_nothing()) <= 5


def test_who_what_where_and_when_in_plain_sentences():
    sys.path.insert(0, str(ROOT / "evals" / "probes"))
    import check

    wrong, right, asked = check.wrong_roles()
    assert asked["actor"] > 150
    assert {role: right[role] / asked[role] >= 0.9 for role in asked} == dict.fromkeys(asked, True), wrong


def test_no_probe_repeats_an_eval_article():
    """What is tuned on must not carry a test article's words: no run of eight, no quotation."""

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[n : n + 8]) for n in range(len(words) - 7)}

    articles = [case.article.text for case in load(ROOT / "evals" / "gold")]
    known = set().union(*(runs(text) for text in articles))
    for path in (ROOT / "evals" / "probes").glob("*.txt"):
        for line in path.read_text("utf-8").splitlines():
            assert not runs(line) & known, (path.name, line)
            quoted = [words for words in re.findall(r"“([^”]+)”", line) if len(words.split()) > 1]
            assert not [words for words in quoted if any(words in text for text in articles)], (path.name, line)


@pytest.mark.parametrize(
    ("sentence", "dead", "hurt"),
    [
        ("A bomb killed three people at the market.", 3, None),
        ("Four gunmen killed nine guests.", 9, None),
        ("A woman of 79 died in a crash.", 1, None),
        ("A man aged 40 was stabbed to death.", 1, None),
        ("The ferry sank, leaving at least 31 ships waiting at anchor.", None, None),
        ("The blast left nine dead and wounded 12 others.", 9, 12),
        ("At least nine people, among them two children, died when a bus overturned.", 9, None),
    ],
)
def test_who_kills_is_not_counted_among_the_dead(sentence, dead, hurt):
    _, found = told(sentence)
    counts = [(d.dead and d.dead.value, d.injured and d.injured.value) for d in found]

    assert (dead, hurt) in counts
    assert all(count in ((dead, hurt), (None, None)) for count in counts)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The core will be cut up in Bremen from April.", ["cut"]),
        ("The minister and her son are to travel to Geneva.", ["travel"]),
        ("The competition was held in Lund this week.", ["was held"]),
        ("The regatta took place in Lund.", ["took place"]),
        ("Her goal is to sell less than a tenth.", []),
        ("We will continue to work together.", []),
    ],
)
def test_plain_verbs_tell_what_will_be_and_what_was_held(sentence, words):
    segments, found = told(sentence)

    assert [segments.article.text[d.trigger.start : d.trigger.end] for d in found] == words


def test_different_people_did_different_things():
    segments, found = told("Lisk beat Orme 2-1, Belfort beat Arden 3-0 and Tarn lost 1-2 to Selby.")

    assert [[segments.article.text[slice(*who)] for who in d.actors] for d in found] == [
        ["Lisk"],
        ["Belfort"],
        ["Tarn"],
    ]
