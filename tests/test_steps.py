"""The steps reader: what a parse gives plainly, what is asked, and what is refused; every sentence is made up here."""

from __future__ import annotations

import asyncio
import zipfile
from datetime import date

import pytest

from summarizer import ground, times
from summarizer.article import Article
from summarizer.errors import InvalidAnswerError, LanguageError, ModelFileError
from summarizer.local import catalogue, parser
from summarizer.passage import cut
from summarizer.question import Tally
from summarizer.readers import steps

PUBLISHED = date(2025, 9, 3)  # a Wednesday


class Answers:
    """Says the same to every question; None refuses."""

    name = "made-up/model"

    def __init__(self, answer: str | None = None) -> None:
        self.answer = answer
        self.asked = []

    async def ask(self, question, tally):
        self.asked.append(question)
        if self.answer is None:
            raise InvalidAnswerError("no usable answer")
        return question.answer(answer=self.answer)


@pytest.fixture
def read(parser_at, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))

    def reading(text: str, asker: Answers | None = None, title: str = "A day in Velby"):
        passage = cut(Article.from_text(text, title=title, published=PUBLISHED))
        found = asyncio.run(steps.read(passage, asker or Answers(), Tally()))
        judged = ground.judge(passage, found.reading)
        assert [r for r in judged.rejected if r.kind in ("claim", "event")] == []
        return judged

    return reading


def said(judged) -> list[tuple[str, str]]:
    return [(q.speaker.name, " ".join(c.text for c in q.content)) for q in judged.quotes if q.speaker]


def claimed(judged) -> list[tuple[str, str, str]]:
    return [(c.claimant.name, c.text, c.stance) for c in judged.claims]


def told(judged) -> list[tuple[str, str, list[str], list[str], str]]:
    return [
        (e.type, e.trigger.text, [a.name for a in e.actors], [t.name for t in e.targets], e.realis)
        for e in judged.events
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“The quay is closed until the spring,” Mara Olsen said.", "Mara Olsen"),
        ("“The quay is closed until the spring,” said Mara Olsen, the harbour master.", "Mara Olsen"),
        ("“The quay is closed until the spring,” Mara Olsen, 51, said Tuesday.", "Mara Olsen"),
        ("The harbour master, Mara Olsen, was blunt: “The quay is closed until the spring.”", None),
        ("Mara Olsen runs the harbour. “The quay is closed until the spring,” she told reporters.", "Mara Olsen"),
        ("“The quay is closed until the spring,” a spokeswoman for the council said.", "council"),
    ],
)
def test_a_speaker_is_read_from_the_clause(read, text, who):
    assert said(read(text)) == ([(who, "The quay is closed until the spring")] if who else [])


def test_words_put_in_marks_are_nobodys(read):
    assert said(read("The ferry, which locals call “Old Smoke”, sank. It carried a boat named “Second Summer”.")) == []


def test_lines_of_an_interview_are_the_guests(read):
    judged = read(
        "Ilse Marten, 44, ran the ferry for ten years.\n\nQ: Did Ilse Marten know it leaked?\n\nA: No. It was old, that is all."
        "\n\nQ: Would you sail her again?\n\nA: Tomorrow, if they let me."
    )
    assert said(judged) == [
        ("Ilse Marten", "No. It was old, that is all."),
        ("Ilse Marten", "Tomorrow, if they let me."),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor, Jon Brask, said the bridge was safe.", ("Jon Brask", "the bridge was safe", "asserted")),
        ("The bridge was safe, according to Jon Brask.", ("Jon Brask", "The bridge was safe", "asserted")),
        ("Jon Brask denied that the bridge was closed.", ("Jon Brask", "the bridge was closed", "denied")),
        ("Jon Brask said prices would fall by June.", ("Jon Brask", "prices would fall by June", "predicted")),
        ("The airline, Nordair, said all its planes were safe.", ("Nordair", "all its planes were safe", "asserted")),
        (
            "Reports that soldiers had left the city were false, the ministry said.",
            ("ministry", "soldiers had left the city", "denied"),
        ),
    ],
)
def test_a_statement_has_its_claimant_and_stance(read, text, expected):
    assert claimed(read(text)) == [expected]


def test_one_statement_of_two_verbs_is_told_once_and_two_statements_twice(read):
    judged = read("Ms. Falk said she thought that the fund was empty and that the board had known of it.")
    assert [c[1] for c in claimed(judged)] == ["the fund was empty", "the board had known of it"]


@pytest.mark.parametrize(
    "text",
    [
        "Although no group claimed responsibility, the fire raised fears in the town.",
        "Gunmen fled after a raid that threatened to upset the peace of the valley.",
    ],
)
def test_what_is_no_statement_is_no_claim(read, text):
    assert claimed(read(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Police arrested two men in Velby on Monday.",
            ("arrest", "arrested", ["Police"], ["two men"], "actual"),
        ),
        ("Two men were arrested by police on Monday.", ("arrest", "arrested", ["police"], ["Two men"], "actual")),
        (
            "Soldiers shelled Velby on Monday, killing four people.",
            ("attack", "shelled", ["Soldiers"], ["Velby"], "actual"),
        ),
        ("The governor, Ada Holm, will resign on Friday.", ("appointment", "resign", ["Ada Holm"], [], "planned")),
        ("A bus hit a tow truck in Velby on Monday.", ("accident", "hit", [], ["a tow truck"], "actual")),
        ("Police did not arrest the mayor on Monday.", ("arrest", "arrest", ["Police"], ["mayor"], "negated")),
    ],
)
def test_an_event_has_the_roles_that_the_parse_gives_plainly(read, text, expected):
    (event,) = told(read(text))
    kind, word, actors, targets, realis = expected
    assert event[:2] == (kind, word)
    assert event[4] == realis
    assert set(event[2]) <= {*actors, "A bus"}
    assert set(actors) <= set(event[2])
    assert set(targets) <= set(event[3])


def test_a_toll_belongs_to_what_caused_it(read):
    (event,) = read(
        "An explosion at a mill in Velby killed three workers and injured more than 20 others on Monday."
    ).events
    assert event.type == "accident"
    assert event.casualties is not None
    assert event.casualties.dead is not None
    assert event.casualties.dead.value == 3
    assert event.casualties.injured is not None
    assert event.casualties.injured.value == 20
    assert event.casualties.injured.qualifier == "at_least"
    assert event.time is not None
    assert event.time.value == "2025-09-01"


def test_dead_animals_are_no_toll(read):
    assert [e.casualties for e in read("Vets killed 84,000 turkeys near Velby on Monday.").events] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Dora Pike fired a broadside at the court on Tuesday.",
        "Students were dying for water on Tuesday.",
        "Shares of Brundle crashed on Tuesday.",
        "The comedian killed in Velby on Tuesday.",
        "It is not true that the president fled the country on Tuesday, a spokesman said.",
        "The clinic contradicted claims that 40 people had died on Tuesday.",
        "Police often arrest drunk men in Velby.",
    ],
)
def test_figures_of_speech_rumours_and_habits_assert_no_violence(read, text):
    violent = ("attack", "death", "injury", "accident", "arrest", "movement")
    assert [e for e in told(read(text)) if e[0] in violent and e[4] == "actual"] == []


def test_who_reports_a_killing_did_not_do_it(read):
    judged = read("Erik Rode, a teacher, said that gunmen killed 12 villagers near Velby last week.")
    (event,) = judged.events
    assert [a.name for a in event.actors] == ["gunmen"]
    assert event.attributed_to is not None
    assert event.attributed_to.name == "Erik Rode"
    assert event.place is not None
    assert event.place.name == "Velby"
    assert event.time is not None
    assert event.time.value == "2025-W35"


OPEN = (
    "The storm sank the ferry Aurelia on Friday, and the harbour office closed the quay.\n\n"
    "She said the ferry would never sail again."
)


def test_the_model_is_asked_only_what_syntax_leaves_open_and_its_choice_counts(read):
    asker = Answers("harbour office")
    assert claimed(read(OPEN, asker)) == [("harbour office", "the ferry would never sail again", "predicted")]
    (question,) = asker.asked
    assert question.task == "speaker"
    assert "She said [[the ferry would never sail again]]." in question.user
    assert question.answer.options == ("nobody", "harbour office")
    assert claimed(read(OPEN, Answers("nobody"))) == []


def test_what_syntax_settles_is_not_asked(read):
    asker = Answers("nobody")
    judged = read(
        "Mara Olsen met Jon Brask. “It will never sail again,” Brask said. He said the quay was closed.", asker
    )
    assert (len(said(judged)), len(claimed(judged)), asker.asked) == (1, 1, [])


def test_what_the_model_cannot_answer_is_told_and_costs_nothing_else(parser_at, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    found = asyncio.run(steps.read(cut(Article.from_text(OPEN, published=PUBLISHED)), Answers(None), Tally()))
    assert found.failures == ["claim in sentence 2: no usable answer"]
    assert found.reading.claims == []
    assert found.reading.events != []
    assert not found.is_empty


def test_another_language_is_refused_in_one_line(parser_at, monkeypatch):
    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    text = "Trois mineurs ont été tués mardi dans l'effondrement d'un puits, a annoncé l'exploitant de la mine."
    with pytest.raises(LanguageError) as caught:
        asyncio.run(steps.read(cut(Article.from_text(text)), Answers(), Tally()))
    assert "'fr'" in caught.value.message
    assert caught.value.exit_code == 65
    assert "--model" in caught.value.hint


def test_the_gist_is_the_sentence_that_holds_the_headline(read):
    text = (
        "It rained again over the islands this week, as it so often does.\n\nThe Velby council voted on Tuesday to close "
        "the ferry pier.\n\nNobody spoke against it."
    )
    assert read(text, title="Velby council votes to close ferry pier").gist[0].text.startswith("The Velby council")


@pytest.mark.parametrize(
    ("words", "ahead", "value"),
    [
        ("Monday", False, "2025-09-01"),
        ("on Monday", True, "2025-09-08"),
        ("yesterday", False, "2025-09-02"),
        ("last week", False, "2025-W35"),
        ("3 March 2024", False, "2024-03-03"),
        ("in June", True, "2026-06"),
        ("two weeks ago", False, "2025-W34"),
        ("some day", False, None),
    ],
)
def test_time_words_come_to_a_date(words, ahead, value):
    assert times.resolve(words, PUBLISHED, ahead=ahead)[0] == value


def test_a_pipeline_is_taken_file_by_file_and_nothing_else_of_the_wheel(tmp_path, monkeypatch):
    files = {"config.cfg": "a", "ner/model": "b"}
    monkeypatch.setattr(parser, "PARSER", _made_up(tmp_path, files))
    monkeypatch.setattr(
        parser, "download", lambda address, path, progress: path.write_bytes((tmp_path / "w.whl").read_bytes())
    )
    monkeypatch.delenv("SUMMARIZE_OFFLINE")
    folder = parser.fetch_parser(tmp_path / "models", lambda *_: None)
    assert sorted(p.name for p in folder.rglob("*") if p.is_file()) == ["config.cfg", "meta.json", "model"]
    assert parser.check_parser(tmp_path / "models")
    (folder / "ner" / "model").write_text("c")
    assert not parser.check_parser(tmp_path / "models")


def test_a_changed_file_never_becomes_a_pipeline(tmp_path, monkeypatch):
    made = _made_up(tmp_path, {"config.cfg": "a"})
    changed = type(made)(**{**made.__dict__, "files": {"config.cfg": "0" * 64}})
    monkeypatch.setattr(parser, "PARSER", changed)
    monkeypatch.setattr(
        parser, "download", lambda address, path, progress: path.write_bytes((tmp_path / "w.whl").read_bytes())
    )
    monkeypatch.delenv("SUMMARIZE_OFFLINE")
    with pytest.raises(ModelFileError, match="not the publisher's file"):
        parser.fetch_parser(tmp_path / "models", lambda *_: None)
    assert not parser.is_parser_present(tmp_path / "models")


def _made_up(folder, files: dict[str, str]) -> catalogue.Pipeline:
    import hashlib

    with zipfile.ZipFile(folder / "w.whl", "w") as wheel:
        wheel.writestr("made/__init__.py", "raise SystemExit('code of the package ran')")
        for name, body in files.items():
            wheel.writestr(f"made/made-1.0/{name}", body)
    digest = hashlib.sha256((folder / "w.whl").read_bytes()).hexdigest()
    return catalogue.Pipeline(
        name="made-1.0", bytes=10, hub="https://nowhere.invalid/w.whl", sha256=digest, package="made==1.0",
        package_sha256=digest, files={name: hashlib.sha256(body.encode()).hexdigest() for name, body in files.items()},
    )  # fmt: skip


def test_one_article_in_another_language_does_not_stop_the_others(parser_at, monkeypatch, tmp_path, capfd):
    from summarizer import cli

    monkeypatch.setenv("SUMMARIZE_MODELS", str(parser_at))
    german = tmp_path / "de.txt"
    german.write_text(
        "Bei einem Brand in Bergheim sind am Montag zwei Menschen verletzt worden, teilte die Feuerwehr mit."
    )
    english = tmp_path / "en.txt"
    english.write_text(
        "The mayor, Ada Moor, closed the port in Brun on Monday. “Nobody will sail,” she said. It rained."
    )
    with pytest.raises(SystemExit) as stop:
        cli.run([str(german), str(english), "--format", "jsonl", "-o", str(tmp_path / "o.jsonl")])

    assert stop.value.code == 3
    assert "Nobody will sail" in (tmp_path / "o.jsonl").read_text()
    assert "'de'" in capfd.readouterr().err


def test_what_somebody_denies_is_not_told_as_having_happened(read):
    found = read(
        "The operator, Norr Lines, denied that the Astrid had sailed with a broken pump. Ada Moor closed the port on Monday."
    )

    assert {(e.trigger.text, e.realis) for e in found.events} >= {("sailed", "negated")}
