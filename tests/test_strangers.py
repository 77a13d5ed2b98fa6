"""Words given for a person that hold the name of somebody whom the sheet does not list."""

from __future__ import annotations

import pytest
from sheets import claim, judged, loose, person, quote, reasons

TOM = person(1, "Tom Weil", role="prime minister")
LEAD = "Tom Weil, the prime minister, came to Brun. "
QUOTED = [
    ("“We lost it,” said Ann Lee.", "", "said", True), ("“We lost it,” Ann Lee said.", "", "said", True), ("“We lost it,” said Ann Lee.", "Ann Lee", "said", True),
    ("Ann Lee: “We lost it.”", "", "", True), ("“We lost it,” reporter Ann Lee said.", "reporter Ann Lee", "said", True),
    ("“We lost it,” said Tom Weil.", "", "said", False), ("“We lost it,” he told Radio Brun.", "he", "told", False), ("“We lost it,” he told Radio Brun.", "", "told", False),
    ("“We lost it,” the Prime Minister said.", "the Prime Minister", "said", False), ("“We lost it,” Weil told Radio Brun.", "", "told", False),
    ("“We lost it,” the Weil Family said.", "", "said", False), ("“We lost it,” said Brun’s Mayor.", "Brun’s Mayor", "said", False),
    ("Weil told Radio Brun: “We lost it.”", "", "told", False), ("He told Radio Brun: “We lost it.”", "", "told", False),
    ("Ann Lee told Radio Brun: “We lost it.”", "", "told", True),
    ("Weil: “We lost it.”", "", "", False), ("“We lost it,” said Lee.", "", "said", False), ("“We lost it,” said the man.", "the man", "said", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "cue", "flagged"), QUOTED)
def test_a_quotation_that_another_name_stands_beside_is_flagged(text: str, words: str, cue: str, flagged: bool):
    found = judged(f"{LEAD}{text} It rained.", TOM, quote(1, 1, words, cue))

    assert ("named_otherwise" in found.quotes[0].flags) is flagged


@pytest.mark.parametrize(
    ("text", "words", "flagged"),
    [
        ("The mill was old, Ann Lee said.", "", True), ("The mill was old, Ann Lee said.", "Ann Lee", True), ("The mill was old, he said.", "he", False),
        ("The mill was old, Weil said.", "", False), ("Weil, of Radio Brun, said the mill was old.", "", False), ("The Lee Report said the mill was old.", "", True),
    ],
)  # fmt: skip
def test_a_claim_that_another_name_stands_beside_is_flagged(text: str, words: str, flagged: bool):
    found = judged(f"{LEAD}{text} It rained.", TOM, claim(2, "mill was", "old", 1, words))

    assert ("named_otherwise" in found.claims[0].flags) is flagged


def test_the_turns_of_another_are_flagged():
    text = "Tom Weil met Ann Lee in Brun.\n\nAnn Lee: We lost it.\n\nTom Weil: I know.\n\nAnn Lee: All of it.\n\nTom Weil: Yes."
    found = judged(text, person(1, "Tom Weil"), *(quote(number, 1) for number in range(1, 5)))

    assert [q.flags for q in found.quotes] == [["named_otherwise"], [], ["named_otherwise"], []]


def test_words_without_marks_that_another_says_are_flagged():
    found = judged(
        f"{LEAD}I would sail, Ann Lee said, and I will.", TOM, loose(2, "I would", "I will", 1, "Ann Lee", "said")
    )

    assert found.quotes[0].flags == ["named_otherwise", "no_marks"]


def test_a_body_is_called_by_other_names():
    text = "Norrby Lines runs the ferry. “We lost it,” said Brun Ferries."

    assert (
        judged(text, person(1, "Norrby Lines", kind="organization"), quote(1, 1, "Brun Ferries", "said"))
        .quotes[0]
        .flags
        == []
    )


def test_a_word_that_is_written_small_elsewhere_names_nobody():
    text = "Tom Weil is a chief engineer. “We lost it,” the Chief Engineer said."
    row = [person(1, "Tom Weil"), quote(1, 1, "the Chief Engineer", "said")]

    assert judged(text, *row).quotes[0].flags == []
    assert judged(text.replace("a chief", "an"), *row).quotes[0].flags == []
    assert judged(text.replace("a chief engineer", "alive"), *row).quotes[0].flags == ["named_otherwise"]


def test_a_body_stands_for_no_person():
    text = "Tom Weil owns Norrby Lines. “We lost it,” said Norrby Lines. The ferry was safe, Norrby Lines said."
    rows = [person(1, "Tom Weil"), person(2, "Norrby Lines", kind="organization")]
    found = judged(
        text, *rows, quote(1, 1, "Norrby Lines", "said"), claim(3, "The ferry was", "safe", 1, "Norrby Lines")
    )

    assert found.quotes == found.claims == []
    assert reasons(found) == ["'Norrby Lines' names Norrby Lines, not Tom Weil"] * 2


@pytest.mark.parametrize("whose", ["President Ann Lee’s", "President Ann Lees’", "President Ann Lee's"])
def test_whose_somebody_is_names_nobody_else(whose: str):
    text = f"{whose} aide Carl Berg said: “No comment.” {whose} friend Bo Roe told Lena Ort: “Never.”"
    found = judged(
        text, person(1, "Carl Berg"), person(2, "Lena Ort", 2), quote(1, 1, "aide Carl Berg", "said"), quote(2, 2),
    )  # fmt: skip

    assert [q.flags for q in found.quotes] == [[], ["named_otherwise"]]


BESIDE = [
    ("Ann Lee{} told all: “We lost it.”", " of the mill" * 5, False), ("Ann Lee{}: “We lost it.”", " of the mill" * 5, True), ("Ann Lee{}: “We lost it.”", " of the mill" * 7, False), ("Ann Lee{} said “We lost it.”", "", True),
    ("“We lost it”{} said Ann Lee.", ",", True), ("“We lost it” {} said Ann Lee.", ", ", True), ("“We lost it,” said{} Ann Lee.", " that", False), ("“We lost it,” said Ann{} Lee.", " van", False),
    ("So{} Ann Lee said: “We lost it.”", " once more", True), ("Ann{} Lee said: “We lost it.”", ", and", False), ("It was so. Ann Lee{}. He said: “We lost it.”", "", False), ("“We lost it,” said{}. Ann Lee left.", " he", False),
    ("«We lost it» said Ann Lee{}.", "", True), ("Ann Lee’s{} said: “We lost it.”", "", False), ("Ann Lee{} said: “We lost it.”", ",", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "between", "flagged"), BESIDE)
def test_a_name_right_beside_the_cue_or_before_a_colon_is_looked_at(text: str, between: str, flagged: bool):
    cue = "told" if "told" in text else "said" if "said" in text else ""
    found = judged(f"{LEAD}{text.format(between)} It rained.", TOM, quote(1, 1, "", cue))

    assert ("named_otherwise" in found.quotes[0].flags) is flagged


@pytest.mark.parametrize(
    ("words", "flagged"),
    [
        ("Ann Lee", True), ("Lee", True), ("Ann Weil", False), ("Tom Lee", False), ("Prime Lee", False), ("the Ann Lee", True), ("Ann, Lee", False), ("Ann: Lee", False), ("(Ann Lee)", True), ("“Ann Lee”", True),
        ("Ann Lee, Bo Roe", True), ("Ann and Lee", False), ("ANN LEE", True), ("Mayor Ann", True), ("ANN WEIL", False),
    ],
)  # fmt: skip
def test_a_name_none_of_whose_words_is_one_s_own_is_another_s(words: str, flagged: bool):
    found = judged(
        f"{LEAD}The mill was old, so it went, {words} said. It rained.", TOM, claim(2, "mill was", "old", 1, words)
    )

    assert ("named_otherwise" in found.claims[0].flags) is flagged
