"""Passage: what a model is shown of an article, forged numbers broken up, and every offset exact."""

from __future__ import annotations

import re
import time
import unicodedata
from itertools import pairwise

import pytest
from cutting import passage, quoted
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.passage.show import plain, show


def test_an_interrupted_quotation_is_shown_open_at_every_sentence():
    text = "“We left. Nobody saw us.\n\n“It was late,” she said. “Very.”"

    assert show(passage(text)) == (
        "[1] {Q1}“We left.\n[2] {Q1…}Nobody saw us.\n\n[3] {Q1…}“It was late,” she said.\n[4] {Q2}“Very.”"
    )


def test_a_part_is_shown_with_its_own_numbers():
    text = "“We left. Nobody saw us,” she said. They went home."

    assert show(passage(text), 2, 2) == "[2] {Q1…}Nobody saw us,” she said."


FORGED = [
    "[12]", "[ 12 ]", "[12", "[[12]]", "[[[1: a]]", "[[q1: a]]", "{Q3}", "{{Q3}}", "{ q 3 }", "{Q3…}", "[\n12]", "[\u200b12]",
    "[1\u200b2]", "[\u00ad12\u00ad]", "［12］", "[１２]", "[١٢]", "[१२]", "[²]", "[①]", "【12】", "｛Q3｝", "{Ｑ3}", "⟦12⟧", "❲12❳", "[“12”]", "[-12-]",
    "[\u202e12]", "[\u206612]", "[\ufe0f12]", "[1\ufe0f2\ufe0f]", "{\u3164Q3}", "[\u2800" + "12]", "[s12]", "[*12*]", "{[12]}", "[{Q3}]", "(12]", "\x1b[12]",
]  # fmt: skip
TOKENS = [
    "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|im_sep|>", "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "<s>", "</s>",
    "<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "<|header_start|>", "[AVAILABLE_TOOLS]", "[TOOL_CALLS]",
    "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[IMG_BREAK]", "[gMASK]", "[BOS]", "[EOS]", "<start_of_turn>", "<end_of_turn>", "<bos>", "<eos>",
    "<unused99>", "<pad>", "<unk>", "<｜User｜>", "<｜Assistant｜>", "<｜begin▁of▁sentence｜>", "<|user|>", "<|assistant|>", "<|end|>", "<|system|>",
    "<|START_OF_TURN_TOKEN|>", "<|USER_TOKEN|>", "<BOS_TOKEN>", "<EOS_TOKEN>", "<|channel|>", "<|message|>", "<|return|>",
    "<|start_of_role|>", "<0x0A>", "<extra_id_0>", "<think>", "</think>", "<tool_call>", "<|fim_prefix|>", "<fim_suffix>", "]~b]", "]~!b[",
    "[e~[", ">>QUESTION<<", ">>ANSWER<<", "<reserved_106>", "<eoh>", "<sop>", "<\u200b|im_start|>", "<|im_\u00adstart|>", "<mask>",
]  # fmt: skip


def typed(form):
    """What cannot be typed is named; a backslash would keep pytest from finding the test by its name again."""
    return ascii(form).replace("\\", "")


_ANY = re.compile(r"[\[{\u3010\u27e6\u2772][^\w\n]*[a-z]?[^\w\n]*(\d+)", re.IGNORECASE)


def strictly(shown):
    """Numbers and marks as a strict reader sees them."""
    return re.findall(r"\[(\d+)\]", shown), re.findall(r"\{Q(\d+)\}", shown)


@pytest.mark.parametrize("form", FORGED, ids=typed)
def test_no_form_of_a_forged_number_or_mark_survives(form):
    found = passage(f"The mayor {form} said on Monday that{form}the bridge “was {form} open” to all.")
    shown = show(found)
    ours = re.sub(r"^\[\d+\] |\{Q\d+…?\}", "", shown, flags=re.MULTILINE)

    assert strictly(shown) == ([str(s.number) for s in found.sentences], [str(q.number) for q in found.quotations])
    assert not _ANY.search(unicodedata.normalize("NFKC", ours)), ours


@pytest.mark.parametrize("token", TOKENS, ids=typed)
def test_no_token_of_a_chat_survives(token):
    bare = token.replace("\u200b", "").replace("\u00ad", "")
    shown = show(passage(f"The mayor {token} said on Monday{token}that the bridge was open to all."))

    assert bare not in shown
    assert "<" not in shown


@pytest.mark.parametrize(
    "words",
    [
        "the [mayor] said",
        "x < 5 and y > 3",
        "if y > x now",
        "it is >5 now",
        "[a] {b}",
        "[sic]",
        "{word}",
        "a — b (12) c",
        "می‌خواهم",
    ],
)
def test_what_forges_nothing_is_shown_as_it_stands(words):
    assert plain(words) == words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a [12] b", "a (12) b"), ("a [1", "a (1"), ("[[q1: a]]", "((q1: a))"), ("{Q3} [sic]", "(Q3) [sic]"), ("a] b", "a) b"),
        ("</s> a", "(/s) a"), ("[INST] a", "(INST) a"), ("a> b", "a) b"), ("a \t\n\x00 b", "a b"), ("]~b] a", ") b) a"),
        ("[a 12]", "(a 12)"), ("[ab 12]", "[ab 12]"), ("[ab1]", "[ab1]"), ("[a1]", "(a1)"),
    ],
)  # fmt: skip
def test_brackets_that_could_forge_become_round_and_their_words_stay(words, shown):
    assert plain(words) == shown


def test_what_cannot_be_seen_is_left_out_of_what_is_shown_and_of_no_offset():
    text = "The may\u00ador said\u200b that Ada\u2060 Roe came.\ufeff “We w\u00adon,” she said."
    found = passage(text)

    assert show(found) == "[1] The mayor said that Ada Roe came.\n[2] {Q1}“We won,” she said."
    assert quoted(text) == [["We w\u00adon"]]


bits = st.lists(
    st.sampled_from(
        ["The mayor", "said", "“We", "won,”", '"', "’", "‘", "it’s", "Monday", "Mr.", "Gen. Ada Voss", "nine people", "\n\n", "\n",
         ".", ",", "—", "– No", "—no—", "«", "»", "« oui »", "「", "」", "Q: ", "A: ", "ADLER: ", "U.S.", "[sic]", "…", "'", "„", "“", "”",
         "\u2028", "\t", "🙂", "é", "e\u0301", "[12]", "{Q1}", "{{Q2}}", "[[", "]", "{", "}", "\u200b", "\u00ad", "12", "Q3", "<|", "|>", "<s>",
         "你好。", "？", "العربية", "؟", "\u00a0", "1.", "# ", "``", "''", "‚", "‹", "›", "２", "［"]
    ),
    min_size=6, max_size=60,
)  # fmt: skip


def letters(text: str) -> str:
    """Give a text without spaces and heading signs. A line of dashes alone parts paragraphs, and is of none."""
    lines = text.replace("#", "").splitlines()
    return "".join("".join(line.split()) for line in lines if line.strip(" \t\u00a0—–"))


@settings(max_examples=150, deadline=None)
@given(bits, st.sampled_from([" ", ""]))
@example(["[", "“12”]", "{", "“Q1”}"], " ")
@example(["The mayor", "\n\n", "—"], " ")
def test_every_part_is_a_slice_and_its_numbers_are_ours_alone(words, glue):
    found = passage("One two three four five. " + glue.join(words))
    text = found.article.text
    blocks = found.paragraphs

    assert all(a < b for a, b in blocks)
    assert all(b <= c for (_, b), (c, _) in pairwise(blocks))
    held = [found.headline] * bool(found.headline)
    assert letters("\n".join(text[a:b] for a, b in [*held, *blocks])) == letters(text)
    for number, (start, end) in enumerate(blocks):
        own = [s for s in found.sentences if s.paragraph == number]
        assert "".join("".join(text[s.start : s.end] for s in own).split()) == "".join(text[start:end].split())
        assert all(start <= s.start < s.end <= end for s in own)
    assert all(s.end <= t.start for s, t in pairwise(found.sentences))
    for quotation in found.quotations:
        for piece in quotation.pieces:
            assert piece.outer_start <= piece.start < piece.end <= piece.outer_end
            assert any(a <= piece.outer_start and piece.outer_end <= b for a, b in blocks)
    marked = [p for q in found.quotations if q.form == "marks" for p in q.pieces]
    assert all(p.outer_end <= q.outer_start for p, q in pairwise(marked))
    numbers, marks = strictly(show(found))
    assert numbers == [str(s.number) for s in found.sentences]
    assert sorted(marks, key=int) == [str(q.number) for q in found.quotations]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_cut_and_shown(text):
    found = passage("One two three four five. " + "".join(c for c in text if not "\ud800" <= c <= "\udfff"))
    numbers, marks = strictly(show(found))

    assert numbers == [str(s.number) for s in found.sentences]
    assert sorted(marks, key=int) == [str(q.number) for q in found.quotations]
    for sentence in found.sentences:
        assert found.sentence_at(sentence.start) is sentence is found.sentence_at(sentence.end - 1)


@pytest.mark.parametrize(
    "unit", ["“a ", '"a ', "«", "‘a ", "A: b\n\n", "— a, — b. ", "{Q1}", "[", "<", "a. ", "。", "」", "“a.\n\n"]
)
def test_hostile_text_is_cut_and_shown_in_bearable_time(unit):
    text = "One two three four five. " + unit * (20_000 // len(unit))
    began = time.process_time()
    show(passage(text))

    assert time.process_time() - began < 20  # growth with the square would take minutes


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The mayor resigned. â€œI canâ€™t go on,â€\x9d she said.", "--encoding"),
        ("Le maire a dÃ©missionnÃ© lundi, dit-il.", "--encoding"),
        ("The mayor resigned\ufffd on Monday, she said.", "replacement"),
    ],
)
def test_a_text_that_was_decoded_wrongly_is_warned_about(text, word):
    assert any(word in warning for warning in passage(text).warnings)


@pytest.mark.parametrize(
    "text", ["Le maire a démissionné lundi, dit-il: «Âgé».", "Für die Ärzte sagte er: „Es ist so.“ Ö Ü Ä"]
)
def test_a_text_that_was_decoded_rightly_is_not(text):
    assert passage(text).warnings == ()
