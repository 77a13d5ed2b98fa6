"""Where an article is cut and what is shown of it: titles, headings, wrapped lines, and many quotations at one place."""

from __future__ import annotations

import pytest
from cutting import passage, quoted, sentences

from summarizer.passage.layout import is_heading, paragraphs
from summarizer.passage.show import show


@pytest.mark.parametrize("title", ["Lt.", "Cmdr.", "Gen.", "Mrs.", "J.", "(R-N.", "(D-C."])
def test_a_name_goes_on_behind_its_title(title: str):
    assert sentences(f"The town met {title} Roe at noon. He left.") == [
        f"The town met {title} Roe at noon.",
        "He left.",
    ]


@pytest.mark.parametrize("title", ["Lt.", "Cmdr."])
def test_a_figure_behind_a_title_begins_a_sentence(title: str):
    assert sentences(f"The town met the {title} 12 men left.") == [f"The town met the {title}", "12 men left."]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("He left for good. , she said. Then he came.", ["He left for good. , she said.", "Then he came."]),
        ("He was well. – said she. He left.", ["He was well. – said she.", "He left."]),
        ("He was well. – She left. He left.", ["He was well.", "– She left.", "He left."]),
        ("彼は「行く。」と言った。それから「来る。」の後に行った。", ["彼は「行く。」と言った。", "それから「来る。」の後に行った。"]),
        ("彼は行った。それから来た。", ["彼は行った。", "それから来た。"]),
        ("Wir gingen am Montag zu Fuß. Dr. Weber kam auch.", ["Wir gingen am Montag zu Fuß.", "Dr. Weber kam auch."]),
        ("She lost her wallet. Then he left. They met at 5 p.m. Nobody spoke. It was at 5 p.m. Monday.",
         ["She lost her wallet.", "Then he left.", "They met at 5 p.m.", "Nobody spoke.", "It was at 5 p.m. Monday."]),
        ("They hid\u200b. The\u200b town slept. It rained.", ["They hid\u200b.", "The\u200b town slept.", "It rained."]),
        ("It was low. “Cook it,” she said. He is Mr. “Bo” Roe.", ["It was low.", "“Cook it,” she said.", "He is Mr. “Bo” Roe."]),
        ("Prices rose 5%. “Much,” she said. It fell (a bit). “Good,” he said.", ["Prices rose 5%.", "“Much,” she said.", "It fell (a bit).", "“Good,” he said."]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(text: str, cut: list[str]):
    assert sentences(text) == cut


def cut_into(text: str) -> list[str]:
    return [text[slice(*span)] for span in paragraphs(text)]


WIDE = "The mayor of Brun opened the new hall of the town on Monday and"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("# One\n\n## Two ##\n\n### Three #\t#\nFour", ["One", "Two", "Three", "Four"]),
        ("#One\n\n####### Two\n\n# #\n\n***\n\n- - -\n\n=====", ["#One", "####### Two"]),
        ("# C", ["C"]),
        (" \n\n  One \r\n\r\n\tTwo\r\rThree\u2029\u2029Four\n\n ", ["One", "Two", "Three", "Four"]),
        ("One\rTwo\r\nThree", ["One", "Two", "Three"]),
        (f"{WIDE}\nthen left.", [f"{WIDE}\nthen left."]),
        (f"{WIDE}\nthen left it.\n- Two men came to see it.", [f"{WIDE}\nthen left it.", "- Two men came to see it."]),
        (f"{WIDE}\nthen left it.\n * Two men came.", [f"{WIDE}\nthen left it.", "* Two men came."]),
        (f"{WIDE}\nthen left it.\n-Two men came.", [f"{WIDE}\nthen left it.\n-Two men came."]),
        (f"{WIDE}\nthen left it.\nRoe: I saw it.", [f"{WIDE}\nthen left it.", "Roe: I saw it."]),
        (f"{WIDE}\nthen left it.\n14:05 Two men came.", [f"{WIDE}\nthen left it.", "14:05 Two men came."]),
        (f"{WIDE}\nthen left it.\n# Two men came", [f"{WIDE}\nthen left it.", "Two men came"]),
        (f"{WIDE}\nof\n- Two men came.", [f"{WIDE}\nof\n- Two men came."]),
        (f"{WIDE[:40]}\nthen left.", [WIDE[:40].strip(), "then left."]),
        (f"{WIDE[:41]}x\nthen left.", [f"{WIDE[:41]}x\nthen left."]),
        (f"{WIDE} {WIDE[:35]}x\nthen left.", [f"{WIDE} {WIDE[:35]}x\nthen left."]),
        (f"{WIDE} {WIDE[:35]}xyz\nthen left.", [f"{WIDE} {WIDE[:35]}xyz", "then left."]),
        (f"He left.\n{WIDE}", ["He left.", WIDE]),
        (f"{WIDE} left:\nRoe came.", [f"{WIDE} left:", "Roe came."]),
        (f"{WIDE} left. \nRoe came.", [f"{WIDE} left.", "Roe came."]),
    ],
)  # fmt: skip
def test_paragraphs_end_where_a_reader_ends_them(text: str, blocks: list[str]):
    assert cut_into(text) == blocks


def test_paragraphs_begin_behind_what_was_read_before():
    text = "Title\n\nOne.\n\nTwo."

    assert [text[slice(*span)] for span in paragraphs(text, 7)] == ["One.", "Two."]
    assert [text[slice(*span)] for span in paragraphs(text, 9)] == ["e.", "Two."]


@pytest.mark.parametrize(
    ("before", "heading"),
    [("# ", True), ("###### ", True), ("#\t", True), ("#   ", True), ("", False), ("Brun\n\n", False), ("# Brun\n\n", False), ("C#\n\n", False)],
)  # fmt: skip
def test_a_heading_is_what_its_signs_stand_right_before(before: str, heading: bool):
    assert is_heading(f"{before}Bridge closed", len(before)) is heading


# ---- what is shown


def test_marks_stand_in_the_order_of_their_places():
    text = " ".join(f"“Word {n},” said Roe." for n in range(1, 9)) + " “Nine,” “ten” and “eleven” he said."

    assert show(passage(text)).splitlines()[-1] == "[9] {Q9}“Nine,” {Q10}“ten” and {Q11}“eleven” he said."


def test_what_goes_on_is_marked_before_what_opens():
    text = "Q: Who came?\n\nA: The mayor did. “Not me,” she said.\n\nQ: And then?\n\nA: She left."

    assert show(passage(text)) == (
        "[1] {Q1}Q: Who came?\n\n[2] {Q2}A: The mayor did.\n[3] {Q2…}{Q3}“Not me,” she said.\n\n[4] {Q4}Q: And then?\n\n[5] {Q5}A: She left."
    )


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (1, 1, "[1] {Q1}“We left."), (2, 3, "[2] {Q1…}Nobody saw us.\n\n[3] {Q1…}“It was late,” she said."), (3, None, "[3] {Q1…}“It was late,” she said.\n[4] They slept."),
        (4, 4, "[4] They slept."),
    ],
)  # fmt: skip
def test_a_part_keeps_the_marks_of_what_goes_on_in_it(first: int, last: int | None, shown: str):
    text = "“We left. Nobody saw us.\n\n“It was late,” she said. They slept."

    assert show(passage(text), first, last) == shown


def test_what_stands_for_a_mark_of_ours_cannot_be_written():
    assert show(passage("He \ufdd0said “so\ufdd0 it” was.")) == "[1] He said {Q1}“so it” was."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Il a dit hier soir «", []), ("He left the hall for good. “", []), ("Il a dit hier soir «non", [["non"]]), ("He said “no, she left. He came. They “met.", [["no, she left."], ["met."]]),
        ("He said “we stay and “go” now. She said “no” to all.", [["we stay and “go” now."], ["no"]]),
        ("He said “no,,  ” to all of it.", [["no"]]), ("He said “ , ” to all of it.", []), ("“We left\n\n“ ” he said to all.", [["We left"]]),
    ],
)  # fmt: skip
def test_a_mark_at_an_edge_opens_nothing_or_its_sentence(text: str, words: list[list[str]]):
    assert quoted(text) == words
