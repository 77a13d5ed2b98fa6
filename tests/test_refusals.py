"""What one refusal teaches, and what was sent before it was known: no worker unlearns or learns more than was said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from test_manners import BODY, THINKER, learned, refusal

from summarizer.model.body import first_body
from summarizer.model.hosts import ANY, HOSTS, Host
from summarizer.model.manners import ROOM_TO_THINK, Manners
from summarizer.question import Choice, Question
from summarizer.reading import Reading

READ = Question("read", "Read.", "Smoke.", Reading, 100)
OTHER = first_body(Question("choose", "Choose.", "Smoke.", Choice, 100), "m")
SAMPLE = first_body(replace(READ, temperature=0.7), "m")
EXTRA = Host("any", extra={"seed": 1, "top_k": 5})


@pytest.mark.parametrize(
    ("host", "model", "steady", "sample"),
    [
        ("local", "m", 0, 0.7), ("openai", "gpt-4.1", 0, 0.7), ("azure", "gpt-4.1", 0, 0.7), ("openai", "gpt-5.2", 0, 0.7),
        ("openai", "o3", None, None), ("groq", "gpt-4", None, None), ("mistral", "m", None, None),
    ],
)  # fmt: skip
def test_another_sample_is_asked_for_where_a_temperature_is_taken(host: str, model: str, steady: Any, sample: Any):
    manners = Manners(HOSTS[host], model)

    assert manners.adapted(BODY).get("temperature") == steady
    assert manners.adapted(SAMPLE).get("temperature") == sample


def test_a_temperature_that_is_refused_is_sent_with_no_sample():
    manners = Manners(HOSTS["openai"], "gpt-4.1")
    assert learned(manners, "'temperature' is not supported")

    assert "temperature" not in manners.adapted(BODY)
    assert "temperature" not in manners.adapted(SAMPLE)


def test_a_schema_that_was_refused_meanwhile_is_stale_for_that_schema_alone():
    manners = Manners()
    before, other = manners.adapted(BODY), manners.adapted(OTHER)
    assert learned(manners, "invalid schema", sent=before)
    assert learned(manners, "invalid schema", sent=before)  # another request under way
    assert manners.adapted(OTHER)["response_format"] == OTHER["response_format"]
    assert learned(manners, "invalid schema", sent=other)

    for body in (BODY, OTHER):
        assert manners.adapted(body)["response_format"] == {"type": "json_object"}
    assert not learned(manners, "invalid schema")  # no schema was sent


def test_schemas_that_were_refused_meanwhile_cost_no_json_mode():
    manners = Manners()
    before = manners.adapted(BODY)
    for _ in range(3):
        assert learned(manners, "response_format is not supported", sent=before)

    assert manners.adapted(BODY)["response_format"] == {"type": "json_object"}


def test_one_schema_in_words_leaves_the_others_strict_until_all_are_refused():
    manners = Manners()
    assert learned(manners, "too many states")
    assert learned(manners, "response_format is not supported", sent=manners.adapted(OTHER))

    assert manners.adapted(OTHER)["response_format"] == {"type": "json_object"}


@pytest.mark.parametrize(
    ("said", "param", "form"),
    [
        ("no", "response_format", {"type": "json_object"}), ("no", "", None),
        ("the guided grammar is off", "", {"type": "json_object"}), ("the schema is odd", "seed", None),
    ],
)  # fmt: skip
def test_the_form_of_an_answer_is_given_up_where_it_is_named(said: str, param: str, form: Any):
    manners = Manners()
    taught = learned(manners, said, param)

    assert taught is (form is not None)
    assert manners.adapted(BODY)["response_format"] == (form or BODY["response_format"])


@pytest.mark.parametrize("mark", ["'", '"', "`"])
@pytest.mark.parametrize("offered", ["minimal", "low", "medium", "high"])
def test_an_effort_on_offer_is_taken_in_any_marks(mark: str, offered: str):
    manners = Manners(HOSTS["openai"], "gpt-5.2")
    assert learned(manners, f"reasoning_effort: use {mark}{offered.upper()}{mark}")

    assert manners.adapted(BODY)["reasoning_effort"] == offered


def test_an_effort_that_is_not_in_marks_is_none_on_offer():
    manners = Manners(HOSTS["openai"], "gpt-5.2")
    assert learned(manners, "reasoning_effort is low on our list")

    assert "reasoning_effort" not in manners.adapted(BODY)


def test_an_effort_that_was_exchanged_is_not_exchanged_again():
    manners = Manners(HOSTS["openai"], "gpt-5.2")
    before = manners.adapted(BODY)
    assert learned(manners, "'reasoning_effort' must be 'low' or 'high'")
    assert learned(manners, "'reasoning_effort' must be 'low' or 'high'", sent=before)  # another request under way
    assert manners.adapted(BODY)["reasoning_effort"] == "low"
    assert learned(manners, "'reasoning_effort' must be 'high'")

    sent = manners.adapted(BODY)
    assert "reasoning_effort" not in sent
    assert "temperature" not in sent


def test_the_effort_that_was_refused_is_not_on_offer():
    manners = Manners(HOSTS["openai"], "gpt-5.2", effort="high")
    assert learned(manners, "'reasoning_effort' does not take 'high'")

    assert "reasoning_effort" not in manners.adapted(BODY)


@pytest.mark.parametrize(
    ("param", "said", "left"),
    [
        ("seed", "no", {"top_k"}), ("body.top_k", "no", {"seed"}), ("top_k.0", "no", {"seed"}), ("", "no seed, please", {"top_k"}),
        ("", "'top_k' is not seed", {"seed"}), ("", r"{\"top_k\": 5} beside seed", {"seed"}), ("", "seeds, top_k5", {"seed", "top_k"}),
        ("model", "no", {"seed", "top_k"}), ("", "the model is busy", {"seed", "top_k"}), ("", "messages: too many", {"seed", "top_k"}),
        ("reasoning.effort", "seed", {"seed", "top_k"}),
    ],
)  # fmt: skip
def test_what_is_named_is_left_out_and_nothing_else(param: str, said: str, left: set[str]):
    manners = Manners(EXTRA)
    taught = learned(manners, said, param)

    assert taught is (left != {"seed", "top_k"})
    assert {"seed", "top_k"} & set(manners.adapted(BODY)) == left
    assert {"model", "messages", "max_tokens", "response_format"} <= set(manners.adapted(BODY))


def test_of_two_parameters_that_are_named_one_is_left_out_at_a_time():
    manners = Manners(EXTRA)
    assert learned(manners, "'seed' and 'top_k' are unknown")
    assert "top_k" in manners.adapted(BODY)
    assert learned(manners, "'seed' and 'top_k' are unknown")

    assert not {"seed", "top_k"} & set(manners.adapted(BODY))
    assert not learned(manners, "'seed' and 'top_k' are unknown")


@pytest.mark.parametrize(
    ("host", "model", "effort", "wish"),
    [
        (THINKER, "gpt-5", "", "low"), (THINKER, "gpt-5.2", "", "none"), (THINKER, "o3", "", "low"), (THINKER, "gpt-5-pro", "", "medium"),
        (THINKER, "gpt-5.2", "high", "high"), (THINKER, "m", "", None), (ANY, "gpt-5", "", None),
    ],
)  # fmt: skip
def test_the_least_thinking_is_wished_for(host: Host, model: str, effort: str, wish: Any):
    manners = Manners(host, model, effort=effort)

    assert manners.adapted(BODY).get("reasoning_effort") == wish


@pytest.mark.parametrize(("effort", "thinks"), [("", False), ("none", False), ("low", True)])
def test_a_model_that_thinks_gets_room_for_it(effort: str, thinks: bool):
    manners = Manners(THINKER, "gpt-5.2", effort=effort)

    assert manners.thinks is thinks
    assert manners.limit(BODY) == 100 + thinks * ROOM_TO_THINK


@pytest.mark.parametrize(
    ("schema", "form", "told"),
    [("strict", "json_schema", False), ("both", "json_schema", True), ("words", "json_object", True)],
)
def test_a_schema_is_given_as_the_host_takes_it(schema: Any, form: str, told: bool):
    sent = Manners(Host("any", schema=schema)).adapted(BODY)

    assert sent["response_format"]["type"] == form
    assert ("Answer with one JSON object of this schema:" in sent["messages"][0]["content"]) is told
    assert BODY["messages"][0]["content"] == "Read."


def test_what_is_no_refusal_of_the_request_teaches_nothing():
    manners = Manners(EXTRA)
    silent = refusal("", "seed")

    assert not manners.learns(silent, manners.adapted(BODY))
    assert "seed" in manners.adapted(BODY)


def test_a_schema_is_known_in_whatever_order_it_is_written():
    manners = Manners()
    assert learned(manners, "invalid schema")
    form = BODY["response_format"]
    turned = dict(reversed(form["json_schema"]["schema"].items()))
    body = BODY | {"response_format": form | {"json_schema": form["json_schema"] | {"schema": turned}}}

    assert list(turned) != sorted(turned)
    assert manners.adapted(body)["response_format"] == {"type": "json_object"}
