"""Whose each quotation is: small news-like texts with every position of a cue, all made up; nobody's words are silent."""

from __future__ import annotations

import pytest

SPEAKERS: list[tuple[str, list[tuple[str | None, str]]]] = [
    ("The judge to Ann Lee: “You will go to prison.”", [(None, "You will")]),
    ("Letter to Mayor Ann Lee: “You will be next to go.”", [(None, "You will")]),
    ("The verdict in the case of Ann Lee: “Guilty on all counts.”", [(None, "Guilty")]),
    ("Ann Lee found a note on her door: “You are next.”", [(None, "You are")]),
    ("Ann Lee condemned the slogan: “Foreigners must go.”", [(None, "Foreigners")]),
    ("Ann Lee denied writing the email: “Burn the papers tonight.”", [(None, "Burn")]),
    ("Ann Lee told reporters: “We will open the bridge.”", [("Ann Lee", "We will")]),
    ("Ann Lee said in a statement: “We will open the bridge.”", [("Ann Lee", "We will")]),
    ("The airline rejected the offer. “We are not for sale,” its chief, Lena Dahl, said.", [("Lena Dahl", "We are")]),
    (
        "Hartwell Foods rejected it. ‘The price is too low for us,’ its chief, Lena Dahl, said.",
        [("Lena Dahl", "The price")],
    ),
    ("LONDON, 3 March 2025 — “The bridge will open in May,” said Maria Stone.", [("Maria Stone", "The bridge")]),
    ("PARIS, March 3 (Meridian) - “The bridge will open in May,” Maria Stone said.", [("Maria Stone", "The bridge")]),
    ("VELBY — “The bridge will open in May.” Maria Stone, who built it, was in no doubt.", [(None, "The bridge")]),
    (
        "Tom Reed runs the shop. Mayor Ann Lee: “The street floods every spring and nobody acts.”",
        [("Ann Lee", "The street")],
    ),
    (
        "“We lost everything,” said Tom Reed.\n\nMayor Ann Lee: “The street floods every spring.”",
        [("Tom Reed", "We lost"), ("Ann Lee", "The street")],
    ),
    (
        "The boats could not leave the harbour on Monday because of the ice and the wind, and the town waited for help.\n\n„Das ist gut“, said Karl Braun.",
        [("Karl Braun", "Das ist")],
    ),
    (
        "The boats could not leave the harbour on Monday because of the ice and the wind, and the town waited for help.\n\n“Das Boot ist voll und niemand hilft”, said Karl Braun.",
        [("Karl Braun", "Das Boot")],
    ),
    (
        "The boats could not leave the harbour on Monday because of the ice and the wind, and the town waited for help.\n\n«Nous sommes prêts», said Luc Moreau, the mayor of Sorbiers.",
        [("Luc Moreau", "Nous")],
    ),
    ("“The lift failed twice last week,” Nora Brandt said.", [("Nora Brandt", "The lift")]),
    ("“The lift failed twice last week,” said Nora Brandt.", [("Nora Brandt", "The lift")]),
    ("Nora Brandt said: “The lift failed twice last week.”", [("Nora Brandt", "The lift")]),
    ("Nora Brandt said, “The lift failed twice last week.”", [("Nora Brandt", "The lift")]),
    ("“The lift,” Nora Brandt said, “failed twice last week.”", [("Nora Brandt", "The lift")]),
    ("“The lift failed,” Nora Brandt said on Monday. “It will fail again.”", [("Nora Brandt", "The lift")]),
    (
        "“The lift failed,” said Nora Brandt, who runs the hotel. “It will fail again,” she added.",
        [("Nora Brandt", "The lift")],
    ),
    ("According to Nora Brandt, “the lift failed twice last week”.", [("Nora Brandt", "the lift")]),
    ("As Nora Brandt put it: “The lift failed and nobody came.”", [(None, "The lift")]),
    ("In the words of Nora Brandt, “the lift was a coffin on a rope”.", [(None, "the lift")]),
    ("“The lift failed,” the hotel’s manager, Nora Brandt, told the inquiry.", [("Nora Brandt", "The lift")]),
    ("“The lift failed,” said the manager of the hotel, Nora Brandt.", [("Nora Brandt", "The lift")]),
    ("“The lift failed,” said hotel manager Nora Brandt.", [("Nora Brandt", "The lift")]),
    ("“The lift failed,” said Nora Brandt, manager of the Hotel Astra in Velby.", [("Nora Brandt", "The lift")]),
    (
        "The lawyer for Otto Falk, Nora Brandt, said: “My client is innocent of all of this.”",
        [("Nora Brandt", "My client")],
    ),
    ("Otto Falk’s lawyer, Nora Brandt, said: “My client is innocent of all of this.”", [("Nora Brandt", "My client")]),
    ("“My client is innocent,” Otto Falk’s lawyer said.", [("Otto Falk’s lawyer", "My client")]),
    ("“He never came home,” said the mother of Otto Falk.", [("mother of Otto Falk", "He never")]),
    ("“He never came home,” said Falk’s sister, Mina Lund.", [("Mina Lund", "He never")]),
    ("Otto Falk met Nora Brandt on Monday. “It was a short talk,” he said.", [("Otto Falk", "It was")]),
    ("Otto Falk met Nora Brandt on Monday. “It was a short talk,” she said.", [("Nora Brandt", "It was")]),
    (
        "Nora Brandt sued the bank. “It took my house,” she said. The bank denied it. “We kept to the law,” it said.",
        [("Nora Brandt", "It took"), ("bank", "We kept")],
    ),
    (
        "Karin Holm and Eva Lund left the party. “We had enough of it,” they said.",
        [("Karin Holm and Eva Lund", "We had")],
    ),
    ("Sam Doyle told Alex Frey to leave. “It is over,” he said.", [("Sam Doyle", "It is")]),
    (
        "“I saw the smoke first,” said Nora Brandt. “Then we ran,” said Otto Falk.",
        [("Nora Brandt", "I saw"), ("Otto Falk", "Then we")],
    ),
    ("Nora Brandt said the lift was safe. “It was not,” said Otto Falk.", [("Otto Falk", "It was not")]),
    ("“It was not safe,” Otto Falk told Nora Brandt.", [("Otto Falk", "It was")]),
    ("Otto Falk criticised Nora Brandt. “The lift failed under her watch,” he said.", [("Otto Falk", "The lift")]),
    ("Otto Falk blamed the council. “Nobody asked us,” a neighbour, Pia Rask, said.", [("Pia Rask", "Nobody")]),
    (
        "The council rejected the plan. “It would ruin the park,” said Pia Rask, one of its members.",
        [("Pia Rask", "It would")],
    ),
    ("Unions attacked the plan. “It would ruin us,” their leader, Pia Rask, said.", [("Pia Rask", "It would")]),
    ("The union rejected it. “An insult to every nurse,” was how its leader, Pia Rask, put it.", [(None, "An insult")]),
    ("Norrby Lines cancelled all crossings. “The ice is too thick,” a spokesman said.", [("Norrby Lines", "The ice")]),
    ("Norrby Lines cancelled all crossings. “The ice is too thick,” its captain said.", [("its captain", "The ice")]),
    ("Ann Lee: “The street floods every spring.”", [("Ann Lee", "The street")]),
    ("Nurse Pia Rask, 44: “Nobody told us about the fire.”", [("Nurse Pia Rask", "Nobody")]),
    ("Otto Falk, the owner: “Nobody told us about the fire.”", [("Otto Falk", "Nobody")]),
    ("The sign at the gate read: “Closed until further notice by order of the council.”", [(None, "Closed")]),
    ("Otto Falk was asked about the fire. His answer: “Nobody told us about it.”", [(None, "Nobody")]),
    ("Otto Falk had one message for Nora Brandt: “Come home and face the court.”", [(None, "Come home")]),
    ("A letter to Nora Brandt was short: “Leave the town by Friday or pay.”", [(None, "Leave")]),
    ("“The lift,” said Otto Falk, “was never checked. Not once.”", [("Otto Falk", "The lift")]),
    (
        "“The lift was never checked,” said Otto Falk. He paused. “Not once in ten years.”",
        [("Otto Falk", "The lift"), ("Otto Falk", "Not once")],
    ),
    (
        "“The lift was old,” said Otto Falk, sitting beside Nora Brandt. “We all knew it was.”",
        [("Otto Falk", "The lift")],
    ),
    ("“She told me ‘run now’ and I ran,” said Otto Falk.", [("Otto Falk", "She told")]),
    (
        "“My boss, Nora Brandt, said ‘stay at your desk’ when the alarm rang,” said Otto Falk.",
        [("Otto Falk", "My boss")],
    ),
    ("Otto Falk said Nora Brandt had told him to “keep the river moving”.", [("Nora Brandt", "keep the")]),
    ("Otto Falk called the plan “a waste of money and time”.", [("Otto Falk", "a waste")]),
    ("The plan, which Otto Falk called “a waste of money”, was dropped by Nora Brandt.", [("Otto Falk", "a waste")]),
    ("Nora Brandt said the plan that Otto Falk had called “a waste of money” would go on.", [("Otto Falk", "a waste")]),
    ("The so-called “Night Bridge” was closed by Nora Brandt, officials said.", [(None, "Night")]),
    ("Nora Brandt, nicknamed “the Broom”, said the street was clean.", [(None, "the Broom")]),
    ("“Nobody is safe here,” Otto Falk was quoted as saying by the Velby Post.", [("Otto Falk", "Nobody")]),
    ("The Velby Post quoted Otto Falk as saying: “Nobody is safe here any more.”", [("Otto Falk", "Nobody")]),
    ("“Nobody is safe here,” the Velby Post quoted Otto Falk as saying.", [("Otto Falk", "Nobody")]),
    ("“Nobody is safe here,” the judge was told by Otto Falk.", [("Otto Falk", "Nobody")]),
    ("“Nobody is safe here,” read a banner held by Otto Falk.", [(None, "Nobody")]),
    ("“Nobody is safe here,” Otto Falk heard a man shout.", [(None, "Nobody")]),
    ("“Go home,” a man shouted at Nora Brandt.", [("man", "Go home")]),
    ("“You lied to us,” Nora Brandt was told.", [(None, "You lied")]),
    ("Asked about Nora Brandt, Otto Falk said: “She did nothing wrong at all.”", [("Otto Falk", "She did")]),
    (
        "Asked by Nora Brandt whether he was sorry, Otto Falk said: “Not at all, not for a day.”",
        [("Otto Falk", "Not at")],
    ),
    ("Otto Falk shook his head. “The lift was never checked.”", [(None, "The lift")]),
    ("Otto Falk and Nora Brandt waited for the bus. “The lift was never checked.”", [(None, "The lift")]),
    ("Nora Brandt said the lift was safe.\n\n“It was never checked.” Otto Falk is angry.", [(None, "It was")]),
    ("“It was never checked.” That is how Otto Falk remembers the lift.", [(None, "It was")]),
    ("“We are ready.”\n\nWith these words Otto Falk opened the school on Monday.", [(None, "We are")]),
    ("The guests had a good time, as far as anyone could see. “Best party ever!”", [(None, "Best")]),
    ("Smiled Otto Falk: “It was never checked, not even on the first day.”", [(None, "It was")]),
    ("“It was never checked,” Otto Falk, wiping his hands, explained to Nora Brandt.", [(None, "It was")]),
    ("“It was never checked,” wrote Otto Falk in a letter to Nora Brandt.", [("Otto Falk", "It was")]),
    ("In a letter to Nora Brandt, Otto Falk wrote: “It was never checked by anybody.”", [("Otto Falk", "It was")]),
    ("“It was never checked,” says a report by Otto Falk’s office.", [("report", "It was")]),
    ("Speaking after the vote, Nora Brandt said: “We won because people were tired.”", [("Nora Brandt", "We won")]),
    ("After Otto Falk had left, Nora Brandt said: “We won because people were tired.”", [("Nora Brandt", "We won")]),
    ("“We won,” Nora Brandt said after Otto Falk had conceded. “People were tired.”", [("Nora Brandt", "We won")]),
    ("“We won,” said Nora Brandt after Otto Falk said he would go.", [("Nora Brandt", "We won")]),
    ("Velby’s police said the man was armed. “He fired twice,” said Chief Pia Rask.", [("Pia Rask", "He fired")]),
    ("“Prices will fall,” the minister, who had spoken to Otto Falk, said.", [("minister", "Prices")]),
    ("“Prices will fall,” the minister said, citing Otto Falk.", [("minister", "Prices")]),
    ("“Prices will fall,” Reuters quoted the minister as saying.", [("minister", "Prices")]),
    ("“Prices will fall” is what Otto Falk said a year ago.", [(None, "Prices")]),
    ("Neither Otto Falk nor Nora Brandt would say “sorry for what happened to the crew”.", [(None, "sorry")]),
    (
        "Falk: ‘No more cuts’\n\nVELBY (AP) — Otto Falk said on Monday there would be no more cuts. “The time for cuts is over,” he said.",
        [(None, "No more"), ("Otto Falk", "The time")],
    ),
    (
        "‘No more cuts,’ says Falk\n\nThe mayor, Otto Falk, spoke on Monday to a full hall in the town.",
        [(None, "No more")],
    ),
    (
        "“The river came at night,” said Otto Falk.\n\n“We had no boat,” said Nora Brandt.\n\n“We waited on the roof.”",
        [("Otto Falk", "The river"), ("Nora Brandt", "We had"), ("Nora Brandt", "We waited")],
    ),
    (
        "“The river came at night,” said Otto Falk. “We had no boat.\n\n“We waited on the roof.”",
        [("Otto Falk", "The river")],
    ),
    (
        "“The river came at night,” said Otto Falk.\n\nNora Brandt had no boat. “We waited on the roof,” she said.\n\n“It was cold.”",
        [("Otto Falk", "The river"), ("Nora Brandt", "We waited"), (None, "It was")],
    ),
]
"""A text, and each of its quotations by its first words with its speaker; None: nobody, since nothing plain tells."""


@pytest.mark.parametrize(("text", "whose"), SPEAKERS, ids=[text[:50] for text, _ in SPEAKERS])
def test_a_quotation_is_given_to_who_says_it_or_to_nobody(judged_by_parser, text, whose):
    said = [(q.speaker.name, q.content[0].text) for q in judged_by_parser(text).quotes if q.speaker]
    expected = [(who, start) for who, start in whose if who]
    assert [who for who, _ in said] == [who for who, _ in expected]
    assert all(words.startswith(start) for (_, words), (_, start) in zip(said, expected, strict=True))


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        (
            "Olsen said the bridge was safe and that the road was closed and, Lund said, that the tunnel was open.",
            [("Olsen", "the bridge was safe"), ("Olsen", "the road was closed"), ("Lund", "the tunnel was open")],
        ),
        (
            "Norrby Lines sank two ships. The company said it was sorry. Norrby Lines said it was sad.",
            [("Norrby Lines", "it was sorry"), ("Norrby Lines", "it was sad")],
        ),
        ("The airline, Nordwing, cut jobs. The airline said on Tuesday it was well.", [("Nordwing", "on Tuesday it was well")]),
        ("Velby City Council met. The council said the talks were good.", [("Velby City Council", "the talks were good")]),
        ("A bank in Velby failed. Norrby Lines owns it. The bank said it was sorry.", [("bank", "it was sorry")]),
        (
            "Reuters reported on Monday that the airline was broke. The airline said it was fine.",
            [("Reuters", "the airline was broke"), ("airline", "it was fine")],
        ),
        ("Karin Holm and Eva Lund left. They said they were tired.", [("Karin Holm and Eva Lund", "they were tired")]),
        ("The plan failed, as far as anyone could see that it was one.", []),
    ],
)  # fmt: skip
def test_a_claim_has_its_own_words_and_one_name_for_one_body(judged_by_parser, text, claimed):
    assert [(c.claimant.name, c.text) for c in judged_by_parser(text).claims] == claimed


@pytest.mark.parametrize(
    "text",
    [
        "Otto Falk might say that the ship was old.",
        "Otto Falk should say that the ship was old.",
        "Did Otto Falk say that the ship was old?",
        "Had Otto Falk said that the ship was old, it would not have sailed.",
        "Otto Falk did not say that the ship was old.",
        "Otto Falk refused to say that the ship was old.",
        "Otto Falk wants Nora Brandt to say that the ship was old.",
        "Otto Falk asked Nora Brandt to confirm that the ship was old.",
        "Nobody said the ship was old.",
        "The man who Otto Falk said had stolen the ship left.",
    ],
)
def test_what_nobody_is_told_to_have_said_is_no_claim(judged_by_parser, text):
    assert judged_by_parser(text).claims == []


def test_a_claim_ends_where_another_speaks(judged_by_parser):
    judged = judged_by_parser(
        "Otto Falk said the strike would go on, and Nora Brandt of the employers said it was illegal."
    )
    assert [(c.claimant.name, c.text) for c in judged.claims] == [
        ("Otto Falk", "the strike would go on"),
        ("Nora Brandt", "it was illegal"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Lind recalled that the ship was late.",
        "The council observed that the quay was full.",
        "The bank found that the bridge was safe.",
    ],
)
def test_a_verb_that_reports_a_clause_names_no_deed(judged_by_parser, text):
    assert judged_by_parser(text).events == []
    assert [e.type for e in judged_by_parser("The firm recalled 300 cars on Monday.").events] == ["decision"]


@pytest.mark.parametrize(
    ("text", "words", "value", "qualifier"),
    [
        ("Between 3 and 5 people were killed in Velby on Monday.", "Between 3 and 5", 3, "at_least"),
        ("Police killed three to five men in Velby on Monday.", "three to five", 3, "at_least"),
        ("Three or four people were killed in Velby on Monday.", "Three or four", 3, "at_least"),
        ("A blast killed 3-5 people in Velby on Monday.", "3-5", 3, "at_least"),
        ("Two or more people were killed in Velby on Monday.", "Two", 2, "at_least"),
        ("Two men and three women were killed in Velby on Monday.", "Two men and three women", 5, "exactly"),
    ],
)
def test_a_range_is_no_exact_toll(judged_by_parser, text, words, value, qualifier):
    dead = judged_by_parser(text).events[0].casualties.dead
    assert (dead.span.text, dead.value, dead.qualifier) == (words, value, qualifier)
