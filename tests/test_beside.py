"""The checks that lies fall to keep silent over the truth of the same stories, in every language of them."""

from __future__ import annotations

import pytest
from lies_of_events import DENIALS, DENIED, SHOP, THREE, WAR, WHO
from lies_of_speech import (
    ARABIC,
    ARBAA,
    BRIDGE,
    CHETVERO,
    CHINESE,
    DASHES,
    FOUR,
    FRENCH,
    GERMAN,
    LONG,
    MILL,
    MILLERS,
    NESTED,
    QUATRE,
    RUSSIAN,
    SI,
    TURNS,
    VIER,
)  # fmt: skip
from lying import Lie, Row, ground, happens, outcome, quotes, says
from sheets import claim, count, event, judged, person, quote, reasons

from summarizer.ground.units import is_measured, measures

TWO = "Ann Lee; Tom Weil"


def _truths(text: str, people: str, part: str, *rows: Row) -> list[Lie]:
    return [Lie(f"{part} {number} of {people}", text, people, (row,), part, "") for number, row in enumerate(rows)]


TRUTHS = [
    *_truths(BRIDGE, FOUR, "quote", quotes("We will", "Jane Roe", cue="said"), quotes("I stole", "Piet Varga", cue="said"), quotes("I stole", "Piet Varga", "a contractor", "said")),
    *_truths(BRIDGE, FOUR, "claim", says("the steel was weak", "Anna Holt", "", "denied", "denied")),
    *_truths(MILL, MILLERS, "claim",
        says("the mill was old", "Jane Roe", "", "said"), says("the dam would hold until June", "Tom Weil", "", "said"), says("the steel was weak", "Ada Moor", "She", "told"),
        says("the owner paid bribes", "Carl Berg", "", "According to"), says("the council had sold the land", "Jane Roe", "", "told")),
    *_truths(NESTED, TWO, "quote", quotes("Varga told", "Ann Lee", cue="said"), quotes("He wrote", "Ann Lee", cue="said")),
    *_truths(LONG, TWO, "quote", quotes("We had", "Ann Lee", cue="said"), quotes("We lost", "Ann Lee", cue="said"), quotes("No comment", "Tom Weil")),
    *_truths(TURNS, TWO, "quote", quotes("Who took", "Ann Lee"), quotes("I never", "Tom Weil")),
    *_truths(DASHES, TWO, "quote", quotes("I took", "Ann Lee"), quotes("When was", "Tom Weil"), quotes("In May", "Ann Lee", "she")),
    *_truths(FRENCH, QUATRE, "quote", quotes("J’ai volé", "Pierre Varga", "", "a avoué"), quotes("Nous le", "Jeanne Roux", "", "a déclaré")),
    *_truths(FRENCH, QUATRE, "claim", says("l’acier était faible", "Anne Holt", "", "a nié", "denied"), says("le maire avait menti", "Jeanne Roux", "", "a dit")),
    *_truths(GERMAN, VIER, "quote", quotes("Ich habe", "Piet Varga", "", "sagte"), quotes("Wir bauen", "Jana Roth", "", "sagte")),
    *_truths(GERMAN, VIER, "claim", says("der Stahl schwach war", "Anna Holt", "", "bestritt", "denied"), says("die Mühle verkauft sei", "Jana Roth", "", "sagte")),
    *_truths(CHINESE, SI, "quote", quotes("钱是我偷的", "李伟", "", "说"), quotes("我们会", "苏梅", "", "说")),
    *_truths(CHINESE, SI, "claim", says("钢材有问题", "王芳", "", "否认", "denied"), says("磨坊已经卖掉了", "苏梅", "", "告诉")),
    *_truths(RUSSIAN, CHETVERO, "quote", quotes("Я украл", "Пётр Варга", "", "признался"), quotes("Мы его", "Жанна Рогова", "", "сказала")),
    *_truths(RUSSIAN, CHETVERO, "claim", says("сталь была слабой", "Анна Гольц", "", "отрицает", "denied"), says("мельница продана", "Жанна Рогова", "Жанны Роговой", "По словам")),
    *_truths(ARABIC, ARBAA, "quote", quotes("أنا سرقت", "كريم فارس", "", "وقال"), quotes("سنعيد", "ليلى حداد", "", "وقالت")),
    *_truths(ARABIC, ARBAA, "claim", says("الفولاذ كان ضعيفا", "هدى سالم", "", "ونفت", "denied"), says("المطحنة بيعت", "ليلى حداد", "", "وقالت")),
    *_truths(DENIED, THREE, "claim",
        says("The dam will break if the rain goes on", "Jane Roe", "", "said", "predicted"), says("If the pumps stop, the mill will be lost", "Tom Weil", "", "said", "predicted"),
        says("the bridge was safe", "Anna Holt", "", "said")),
    *_truths(SHOP, "", "dead", happens("bomb", "attack", dead=("seven people", 7)), happens("fire in Brun", "disaster", dead=("40 people", 40)), happens("stayed", "other", dead=("3 of 3,000 workers", 3))),
    *_truths(SHOP, "", "injured", happens("bomb", "attack", injured=("12", 12))),
    *_truths(WAR, "Ada Moor; Carl Berg", "event",
        happens("attacked", "attack", by=["Rebels"], at="Brun", on="Monday", date="2025-09-01"), happens("enter Lisk", "attack", "negated", by=["The army"]),
        happens("arrest", "arrest", "hypothetical"), happens("sell", "transaction", "planned"), happens("sold in June", "transaction", source="Carl Berg")),
    *_truths(WHO, "Jane Roe/person/the mayor; Tom Weil", "role"), *_truths(WHO, "Tom Weil/person/contractor; Jane Roe", "role"),
    Lie("a mayor", WHO, "Jane Roe/person/the mayor; Tom Weil", (), "role", ""), Lie("a contractor", WHO, "Tom Weil/person/contractor; Jane Roe", (), "role", ""),
]  # fmt: skip


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.id)
def test_nothing_is_said_against_the_truth(truth: Lie):
    assert outcome(truth) == ("shown", "")


@pytest.mark.parametrize("language", DENIALS)
def test_what_stands_under_a_condition_may_be_shown_with_it(language: str):
    text, people = DENIALS[language]
    whole = {
        "fr": "Si la pluie continue, la digue cédera", "de": "Wenn der Regen anhält, wird der Damm brechen", "zh": "如果雨不停，大坝就会垮",
        "ru": "если дождь не прекратится, плотина рухнет", "ar": "إذا استمر المطر فسينهار السد",
    }[language]  # fmt: skip
    cue = {"fr": "a dit", "de": "sagte", "zh": "说", "ru": "сказал", "ar": "وقال"}[language]
    row = says(whole, people.split("; ")[2], "", cue, "predicted")

    assert outcome(Lie("", text, people, (row,), "claim", "")) == ("shown", "")


MET = "Tom Weil met Jane Roe in Brun. "


@pytest.mark.parametrize(
    ("said", "words", "cue", "flags"),
    [
        pytest.param("“I will pay,” said Roe’s lawyer, Tom Weil.", "", "said", [], id="somebody's lawyer"),
        pytest.param("“I will pay,” Roe’s lawyer Tom Weil said.", "", "said", [], id="somebody's lawyer before the verb"),
        pytest.param("“I will pay,” said Roe lawyer Tom Weil.", "", "said", [], id="a lawyer of a name"),
        pytest.param("“I will pay,” said Jane Roe, whom Tom Weil met.", "", "said", ["named_otherwise"], id="whom he met"),
        pytest.param("“I will pay,” Jane Roe told Tom Weil.", "", "told", ["named_otherwise"], id="whom she told"),
        pytest.param("Jane Roe told Tom Weil: “I will pay.”", "", "told", ["named_otherwise"], id="whom she told before"),
        pytest.param("Tom Weil told Jane Roe: “I will pay.”", "", "told", [], id="who told her"),
        pytest.param("Tom Weil, whom Jane Roe met, said: “I will pay.”", "", "said", [], id="whom she had met"),
        pytest.param("“I will pay,” he told Jane Roe.", "he", "told", [], id="a pronoun"),
        pytest.param("“I will pay,” he told Jane Roe.", "", "told", ["named_elsewhere"], id="a pronoun that is not pointed at"),
        pytest.param("Tom Weil shook his head. “I will pay.”", "", "", [], id="a gesture before it"),
        pytest.param("Jane Roe, Tom Weil: “I will pay.”", "", "", ["named_otherwise"], id="two names and no verb"),
    ],
)  # fmt: skip
def test_who_stands_where_a_speaker_does(said: str, words: str, cue: str, flags: list[str]):
    found = judged(MET + said, person(1, "Tom Weil"), person(2, "Jane Roe"), quote(1, 1, words, cue))

    assert [q.flags for q in found.quotes] == [flags]


def test_a_verb_before_its_subject_tells_nobody_in_german():
    text = "Die Mühle ist alt und schön. Am Montag sagte Tom Weil, das Haus sei neu und der Garten groß."
    row = claim(2, "das Haus sei", "Garten groß", 1, "", "sagte")

    assert judged(text, person(1, "Tom Weil", 2), row).claims[0].flags == []


@pytest.mark.parametrize(
    ("stance", "flags"),
    [("denied", []), ("confirmed", ["negation_dropped"]), ("asserted", ["named_elsewhere", "negation_dropped"])],
)
def test_a_denial_may_be_told_in_the_next_sentence(stance: str, flags: list[str]):
    text = "Critics say that the steel was weak. Tom Weil disputed it."
    row = claim(1, "the steel", "weak", 1, "", "disputed", stance)

    assert [c.flags for c in judged(text, person(1, "Tom Weil", 2), row).claims] == [flags]


def test_another_body_beside_the_verb_is_no_stranger():
    text = "Brun Radio cited a letter that read: “It is over.” The letter was short."
    rows = [person(1, "Brun Radio", kind="organization"), person(2, "a letter", kind="document")]

    assert judged(text, *rows, quote(1, 2, "", "cited")).quotes[0].flags == []


@pytest.mark.parametrize(
    ("words", "language", "measured"),
    [
        (" million euros", "en", False), (" euros a year", "en", True), (" kilometres away", "en", True), ("% of them", "en", False), (" people", "en", False),
        (" d’euros", "fr", True), (" de euros", "es", True), (" Tage", "de", True), ("欧元", "zh", True), ("名工人", "zh", False), ("克罗地亚人", "zh", False),
        (" рублей", "ru", True), (" человек", "ru", False), (" دولار", "ar", True), (" euros", "xx", False), ("", "en", False),
    ],
)  # fmt: skip
def test_money_and_measures_are_known_by_cldr(words: str, language: str, measured: bool):
    assert is_measured(words, language) is measured


def test_a_currency_is_not_its_country():
    assert measures("en").isdisjoint({"us", "swiss", "british", "people", "soldiers"})


@pytest.mark.parametrize("far", [1, 2])
def test_a_count_stands_next_to_its_event_or_not_at_all(far: int):
    text = "A bomb went off in Brun. " + "It rained. " * (far - 1) + "The mayor spoke of 12 dead."
    found = judged(text, event(1, "bomb", "attack", counts=[count("dead", "12 dead", 12)])).events[0]

    assert (found.casualties is not None) is (far == 1)


def test_a_bare_year_counts_nobody_in_any_language():
    text = "Un incendie a détruit le moulin de Brun en 2012, selon les pompiers de la ville voisine."
    row = event(1, "incendie", "disaster", counts=[count("dead", "2012", 2012)])

    assert judged(text, row).events[0].casualties is None


def test_a_name_inside_a_longer_one_is_somebody_elses():
    text = "Ada Moor sat. The Moor Mill was sold. Moor Monday said so."
    rows = [event(2, "sold", "transaction", targets=["Moor"]), event(3, "said", actors=["Moor"])]
    found = judged(text, person(1, "Ada Moor"), *rows)

    assert [found.events[0].targets[0].name, found.events[1].actors[0].name] == ["Moor", "Ada Moor"]
    assert [m.text for m in found.people[0].mentions] == ["Ada Moor", "Moor"]


def test_a_place_may_bear_the_name_of_a_title():
    text = "The Countess of Arle died in Arle on Monday. A fire burned at Weil, where Tom Weil lives."
    rows = [person(1, "Countess of Arle"), person(2, "Tom Weil", 2)]
    found = judged(text, *rows, event(1, "died", "death", place="Arle"), event(2, "fire", "disaster", place="Weil"))

    assert [e.place and e.place.name for e in found.events] == ["Arle", None]
    assert "names Tom Weil" in reasons(found)


def test_every_truth_is_grounded():
    assert all(not ground(truth).rejected or truth.part in ("quote", "claim", "event", "role") for truth in TRUTHS)
