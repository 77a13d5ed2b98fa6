"""Words that are not their nearest name's: each sentence once gave somebody what others said, or nobody did."""

from __future__ import annotations

import pytest

SAFE = "the bridge was safe"
QUOTED: list[tuple[str, list[tuple[str, str]]]] = [
    # The answer is not the asker's.
    ("Ann Lee asked Tom Weil. “Not at all, not for a day.”", []),
    ("Ann Lee asked Tom Weil whether he was sorry. “Not at all, not for a day.”", []),
    ("The mayor was asked by Ann Lee about the fire. “I was at home all night.”", []),
    ("“Is the bridge safe?” asked Ann Lee.\n\n“It is not, and it never was.”", [("Ann Lee", "Is the bridge safe?")]),
    # What somebody denies is not what he says.
    ("Tom Weil denied being “a thief”.", []),
    ("Tom Weil denied that he was “a thief and a liar”.", []),
    ("Tom Weil rejected claims that he was “a thief and a liar”.", []),
    ("Tom Weil denied calling her “a thief and a liar”.", []),
    ("Tom Weil disputed the finding that he was “a reckless man”.", []),
    ("Tom Weil dismissed as “a pack of lies” the report on the bridge.", [("Tom Weil", "a pack of lies")]),
    ("Ann Lee rejected the plan as “a waste of money”.", [("Ann Lee", "a waste of money")]),
    ("Ann Lee rejected the plan, calling it “a waste of money”.", [("Ann Lee", "a waste of money")]),
    # One last name, two people.
    ("Ann Lee, the mayor, and her husband, Tom Lee, left. “It is over for us,” Lee said.", [("Lee", "It is over for us")]),
    ("Ann Lee runs the shop. Mr Lee left. “It is over for us,” Mr Lee said.", [("Mr Lee", "It is over for us")]),
    ("Ann Lee and Tom Lee left. “It is over for us,” Mr Lee said.", [("Tom Lee", "It is over for us")]),
    # Said by somebody else, or not at all.
    ("Ann Lee praised Tom Weil for saying the bridge was “a death trap”.", []),
    ("Ann Lee left the room without saying whether the bridge was “a death trap”.", []),
    ("Ann Lee apologised for saying the bridge was “a trap”.", []),
    ("Ann Lee said nothing about the bridge being “a trap”.", []),
    ("“The bridge is a trap,” it was Tom Weil, not Ann Lee, who said.", []),
    ("It was Tom Weil, not Ann Lee, who called the bridge “a trap”.", []),
    ("Ann Lee said the bridge was “a gem” and Tom Weil that the road was “a trap”.", [("Ann Lee", "a gem"), ("Tom Weil", "a trap")]),
    # Words that somebody reads out, passes on or tells of.
    ("Ann Lee said her husband had a saying: “Never sell the boat.”", []),
    ("Ann Lee said her husband wrote: “I never sleep at night.”", [("her husband", "I never sleep at night.")]),
    ("Ann Lee said the plan was dead: “It is over for the town.”", [("Ann Lee", "It is over for the town.")]),
    ("Ann Lee read aloud from the letter: “We will come for you at night.”", []),
    ("Ann Lee read aloud: “We will come for you at night.”", []),
    ("Ann Lee quoted from the report: “The bridge was never checked.”", [("report", "The bridge was never checked.")]),
    ("Ann Lee retweeted Tom Weil: “The bridge was never checked.”", []),
    ("Ann Lee pointed to a line in the report: “The bridge was never checked.”", []),
    ("“You lied to the whole town.” – Ann Lee accuses Tom Weil", []),
    ("“You lied to the whole town.” – Ann Lee, mayor of Velby", [("Ann Lee", "You lied to the whole town.")]),
    # A quotation that nothing introduces.
    ("Ann Lee said the lift was safe.\n\n“It was never checked, not even once.”", []),
    ("“The river came,” said Ann Lee.\n\nThe town has two bridges. “We had no boat.”", [("Ann Lee", "The river came")]),
    (
        "“The river came,” said Ann Lee.\n\n“We had no boat and no light.”",
        [("Ann Lee", "The river came"), ("Ann Lee", "We had no boat and no light.")],
    ),
    ("“We waited on the roof all night.” Ann Lee said the river came fast.", []),
    (
        "The union says its members will vote. Its leader, Rosa Malik, stands on the steps: “It is better than before.”",
        [],
    ),
    # All who say it.
    ("“We will open the bridge,” said Ann Lee and Tom Weil.", [("Ann Lee and Tom Weil", "We will open the bridge")]),
    ("“We will open it,” said Ann Lee, a teacher and mother of two.", [("Ann Lee", "We will open it")]),
]  # fmt: skip
"""A text, and who is quoted with which words; nobody where the syntax does not tell."""
CLAIMED: list[tuple[str, list[tuple[str, str]]]] = [
    (f"Ann Lee runs the shop. Tom Lee owns the quay. Mr Lee said {SAFE}.", [("Tom Lee", SAFE)]),
    (f"Ann Lee runs the shop. Tom Lee owns the quay. Lee said {SAFE}.", [("Lee", SAFE)]),
    (f"Ann Lee runs the shop. Lee met Tom Lee. Lee said {SAFE}.", [("Ann Lee", SAFE)]),
    (f"Ann B. Lee runs the shop. Ann Lee left. Lee said {SAFE}.", [("Ann B. Lee", SAFE)]),
    (f"Ann Lee criticised Tom Weil for saying that {SAFE}.", []),
    (f"Ann Lee accused Tom Weil of saying that {SAFE}.", [("Ann Lee", f"Tom Weil of saying that {SAFE}")]),
    (f"Tom Weil, accused of saying {SAFE}, left the town.", []),
    (f"Ann Lee avoided saying that {SAFE}.", []),
    (f"Ann Lee stopped short of saying that {SAFE}.", []),
    (f"Ann Lee left without saying that {SAFE}.", []),
    (f"Instead of saying that {SAFE}, Ann Lee closed it.", []),
    (f"Ann Lee was dismissed for saying that {SAFE}.", []),
    (f"Ann Lee began by saying that {SAFE}.", [("Ann Lee", SAFE)]),
    (f"Ann Lee left, saying that {SAFE}.", [("Ann Lee", SAFE)]),
    (f"It was Tom Weil, not Ann Lee, who said {SAFE}.", []),
    (f"It was not Ann Lee who said {SAFE}.", []),
    (f"Not Ann Lee but Tom Weil said {SAFE}.", []),
    (f"It was Tom Weil who said {SAFE}.", [("Tom Weil", SAFE)]),
    (
        f"Ann Lee said that {SAFE} and Tom Weil that the road was closed.",
        [("Ann Lee", SAFE), ("Tom Weil", "the road was closed")],
    ),
    (
        f"Ann Lee told the court that {SAFE}, and Tom Weil the police that it was not.",
        [("Ann Lee", SAFE), ("Tom Weil", "it was not")],
    ),
    (
        "Ann Lee said that the bridge and Tom Weil were safe and that the road was closed.",
        [("Ann Lee", "the bridge and Tom Weil were safe"), ("Ann Lee", "the road was closed")],
    ),
    (f"According to Ann Lee, {SAFE}, and according to Tom Weil, it was not.", [("Ann Lee", SAFE), ("Tom Weil", "it was not")]),
    (f"Ann Lee, Tom Weil and Eva Lund said {SAFE}.", [("Ann Lee, Tom Weil and Eva Lund", SAFE)]),
]  # fmt: skip
"""A text, and whose claim it holds."""


@pytest.mark.parametrize(("text", "quoted"), QUOTED, ids=[text[:60] for text, _ in QUOTED])
def test_nobody_is_quoted_with_what_the_syntax_does_not_give_him(judged_by_parser, text, quoted):
    assert [(q.speaker.name, q.content[0].text) for q in judged_by_parser(text).quotes if q.speaker] == quoted


@pytest.mark.parametrize(("text", "claimed"), CLAIMED, ids=[text[:60] for text, _ in CLAIMED])
def test_a_claim_is_whose_clause_it_is(judged_by_parser, text, claimed):
    assert [(c.claimant.name, c.text) for c in judged_by_parser(text).claims] == claimed


@pytest.mark.parametrize(
    "text",
    ["Ann Lee recalled the night of the fire on Monday.", "The visit recalled the summit in Velby in 1990.", "Ann Lee questioned the plan on Monday."],
)  # fmt: skip
def test_a_memory_or_a_doubt_is_no_deed(judged_by_parser, text):
    assert judged_by_parser(text).events == []
    assert [e.type for e in judged_by_parser("Police questioned two men on Monday.").events] == ["investigation"]


def test_the_town_of_a_name_is_that_name(judged_by_parser):
    (event,) = judged_by_parser("Police arrested two men in the town of Sarn on Monday.").events
    assert event.place.name == "Sarn"
    assert [t.name for t in event.targets] == ["two men"]
