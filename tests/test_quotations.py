"""Quotations of any convention: marks, lines of speech behind a dash, and turns of a transcript."""

from __future__ import annotations

import pytest
from cutting import passage, quoted

MARKS = {
    "straight": ('She said, "We won." He left at noon.', [["We won."]]),
    "curly": ("She said, “We won.” He left at noon.", [["We won."]]),
    "curly closed straight": ('“We heard one bang," she said on Monday.', [["We heard one bang"]]),
    "apostrophes": ("It’s the Browns’ house, and they’re out.", []),
    "single inside double": ("He said: “She told me ‘go away’ twice.”", [["She told me ‘go away’ twice."]]),
    "double inside single": ("‘He told me “go away” twice,’ she said to us.", [["He told me “go away” twice"]]),
    "same marks inside": ('He told us "he said "go away" and left" today.', [['he said "go away" and left']]),
    "British": ("‘Nobody came to the boys’ party,’ he said. It’s over.", [["Nobody came to the boys’ party"]]),
    "British straight beside double": ("'Nobody came,' he told the \"Herald\" there.", [["Nobody came"], ["Herald"]]),
    "apostrophe inside British": ("‘We don’t know yet,’ he said to them.", [["We don’t know yet"]]),
    "stop inside the inner mark": ("He said: “She told me ‘go away now.’ She did.”", [["She told me ‘go away now.’ She did."]]),
    "inches, an even number in all": ('"The 12" pipe is broken," he said.\n\nThe 14" pipe came.', [['The 12" pipe is broken']]),
    "curly inside curly": ("He told us “he said “go away” and left” today.", [["he said “go away” and left"]]),
    "low inside low": ("Er sagte: „Er rief „geh weg“ und ging“ heute.", [["Er rief „geh weg“ und ging"]]),
    "a closing mark that nothing opens": ("Er sagte» dann ging er nach Hause.", []),
    "runs on, British straight": ("'We left at noon for good.\n\n'Nobody saw us,' she said.", [["We left at noon for good.", "Nobody saw us"]]),
    "elisions": ("He was there in the '90s and 'tis said the dogs' home closed.", []),
    "German": ("Er sagte: „Wir gehen.“ Dann ging er fort.", [["Wir gehen."]]),
    "German low single": ("‚Wir gehen‘, sagte er zu ihnen allen.", [["Wir gehen"]]),
    "German low single inside": ("Er sagte „Er nannte mich ‚dumm‘ gestern“.", [["Er nannte mich ‚dumm‘ gestern"]]),
    "German books": ("»Wir gehen«, sagte er zu ihnen allen.", [["Wir gehen"]]),
    "Swiss": ("Sie sagte: «Wir gehen.» Dann gingen alle.", [["Wir gehen."]]),
    "French": ("Il a dit « nous partons » hier soir.", [["nous partons"]]),
    "French, no-break": ("Il a dit «\u00a0nous partons\u00a0» hier soir.", [["nous partons"]]),
    "Polish": ("Powiedział: „Idziemy do domu”. Potem wyszedł.", [["Idziemy do domu"]]),
    "Swedish": ("”Vi går nu”, sade han till dem alla.", [["Vi går nu"]]),
    "Finnish": ("»Vi går», sade han till dem alla nu.", [["Vi går"]]),
    "Japanese": ("彼は「『はい』と言った」と話した。それから彼は行った。", [["『はい』と言った"]]),
    "Chinese": ("工头哈克说：“我们没有听到任何警告。”矿井将关闭。", [["我们没有听到任何警告。"]]),
    "Ukrainian": ("«Ми не чули жодного попередження», — сказав бригадир.", [["Ми не чули жодного попередження"]]),
    "TeX": ("``We go now,'' he said to them all.", [["We go now"]]),
    "inches": ('The 5\'10" guard and the 12" pipe came.', []),
    "inches inside": ('"The 12" pipe is broken," he said to us.', [['The 12" pipe is broken']]),
    "brackets inside": ('He said "the [bridge] … is open" today.', [["the [bridge] … is open"]]),
    "bracket behind the opening mark": ('"[We] will go," said the man to us.', [["[We] will go"]]),
    "bracket behind the closing mark": ("The man told us “it is ok”[1] today.", [["it is ok"]]),
    "opens where it should close": ("“yes,“ for example, he said to them.", [["yes"]]),
    "closes where it should open": ("He said ”we stay” and ”we go” to them.", [["we stay"], ["we go"]]),
    "closes where it should open, inside": ("“Is it ”safe” here?” he asked them.", [["Is it ”safe” here?"]]),
    "mixed conventions": ("He: “We go”; she: „No“; they: “Yes” today.", [["We go"], ["No"], ["Yes"]]),
    "between dashes": ('He said—"we go"—and left. "—no," she said.', [["we go"], ["—no"]]),
    "interrupted by its cue": ("“One,” he said, “two.” That was all.", [["One"], ["two."]]),
    "cue without marks": ("“It is bad, he said, and it will be worse.” He left.", [["It is bad, he said, and it will be worse."]]),
    "runs on": ("“We left at noon.\n\n“Nobody saw us,” she said.", [["We left at noon.", "Nobody saw us"]]),
    "runs on thrice": ("He said: “A one.\n\n“B two.\n\n“C three,” and left.", [["A one.", "B two.", "C three"]]),
    "runs on straight": ('"We left at noon.\n\n"Nobody saw us," she said.', [["We left at noon.", "Nobody saw us"]]),
    "runs on without a mark": ("“We left at noon.\n\nNobody saw us,” she said.", [["We left at noon.", "Nobody saw us"]]),
    "runs on in French": ("« Nous partons.\n\n» Il est tard », dit-il à tous.", [["Nous partons.", "Il est tard"]]),
    "runs on, British": ("‘We left at noon for the boys’ sake.\n\n‘Nobody saw us,’ she said.", [["We left at noon for the boys’ sake.", "Nobody saw us"]]),
    "straight in Chinese": ('工头哈克说"我们没有听到任何警告"然后他离开了这里。', [["我们没有听到任何警告"]]),
    "Hebrew abbreviation": ('"צה"ל תקף אתמול בלילה," אמר הדובר לכתבים.', [['צה"ל תקף אתמול בלילה']]),
    "runs on in German, without a mark": ("Er: „Wir gehen jetzt.\n\nEs ist spät“, sagte er.", [["Wir gehen jetzt.", "Es ist spät"]]),
    "never closed": ("He said “we stay. The mayor left. They went.", [["we stay."]]),
    "never closed, others after": ("He said “we stay. She said “no” and “yes”.", [["we stay."], ["no"], ["yes"]]),
    "never closed, next paragraph": ('He said "we stay.\n\nThe mayor said "no" and "yes".', [["we stay."], ["no"], ["yes"]]),
    "nothing between": ('He said "" and “ ” to all of them.', []),
    "soft hyphen before the mark": ("He said \u200b“we go”\u200b to all of them.", [["we go"]]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MARKS.values(), ids=MARKS)
def test_quotation_marks_of_every_convention(text, expected):
    assert quoted(text) == expected


SPEECH = {
    "Ukrainian dash": (
        "— Ми не чули, — сказав Гарко. — Це не випадок.\n\nВін пішов додому.\n\n— Так! — вигукнув він.",
        [("dash", ["Ми не чули", "Це не випадок."]), ("dash", ["Так!"])],
    ),
    "Spanish dash": (
        "—No vamos a la mina —dijo Juan—. Es tarde ya.\n\n—Sí, es tarde.",
        [("dash", ["No vamos a la mina", "Es tarde ya."]), ("dash", ["Sí, es tarde."])],
    ),
    "French dash": ("– Nous partons, dit-il à ses amis.\n\nIl sort.", [("dash", ["Nous partons, dit-il à ses amis."])]),
    "a credit is no speech": ("The mayor left the hall at noon.\n\n— Reporting by Jane Roe.", []),
    "marks behind the dash": ("— «Ми йдемо додому», — сказав він.\n\nВін пішов.", [("marks", ["Ми йдемо додому"])]),
    "questions and answers": (
        "Q: Did you know it?\n\nA: No. I did not.\n\nI asked.\n\nQ: When?\n\nA: On Monday.\n\nThe mayor left the hall.",
        [("turn", ["Did you know it?"]), ("turn", ["No. I did not.", "I asked."]), ("turn", ["When?"]), ("turn", ["On Monday."])],
    ),
    "names": (
        "ADLER: Will you run?\nLINDQVIST: Never. I have had enough.\nADLER: Why?\n",
        [("turn", ["Will you run?"]), ("turn", ["Never. I have had enough."]), ("turn", ["Why?"])],
    ),
    "bold names": (
        "**Ada Roe:** Will you run?\n\n**Tom Voss:** Never again.\n\n**Ada Roe:** Why?\n\n**Tom Voss:** Because.",
        [("turn", ["Will you run?"]), ("turn", ["Never again."]), ("turn", ["Why?"]), ("turn", ["Because."])],
    ),
    "Chinese turns": (
        "问：你好吗今天？\n\n答：我很好。\n\n问：真的吗今天？\n\n答：是的。",
        [("turn", ["你好吗今天？"]), ("turn", ["我很好。"]), ("turn", ["真的吗今天？"]), ("turn", ["是的。"])],
    ),
    "marks inside a turn are somebody's own": (
        "Q: Who was it?\n\nA: The mayor told me, “Get it done,” and I did.",
        [("turn", ["Who was it?"]), ("turn", ["The mayor told me, “Get it done,” and I did."]), ("marks", ["Get it done"])],
    ),
    "the reporter between turns": (
        "Q: Who was it?\n\nA: The mayor.\n\nHe denied it. “Not me,” he said.\n\nQ: Why?\n\nA: Money.",
        [("turn", ["Who was it?"]), ("turn", ["The mayor."]), ("marks", ["Not me"]), ("turn", ["Why?"]), ("turn", ["Money."])],
    ),
    "labels that are no turns": ("Note: the hall is closed.\n\nWarning: it will rain on Monday.\n\nThey left.", []),
    "times are no turns": ("14:05: The fire spread to the hall.\n\n14:20: It was put out by noon.", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPEECH.values(), ids=SPEECH)
def test_speech_without_marks(text, expected):
    found = [(q.form, [text[p.start : p.end] for p in q.pieces]) for q in passage(text).quotations]

    assert found == expected


def test_a_label_or_dash_is_no_part_of_the_words_but_of_the_piece():
    text = "Q: Did you know it?\n\nA: No, I did not."
    first, second = (q.pieces[0] for q in passage(text).quotations)

    assert text[first.outer_start : first.outer_end] == "Q: Did you know it?"
    assert text[second.outer_start : second.end] == "A: No, I did not."


def test_a_piece_reaches_over_its_marks():
    text = "She said: “We left at noon.\n\nNobody saw us,” she said. «Oui.» It was late."
    pieces = [piece for q in passage(text).quotations for piece in q.pieces]

    assert [text[p.outer_start : p.outer_end] for p in pieces] == ["“We left at noon.", "Nobody saw us,”", "«Oui.»"]
