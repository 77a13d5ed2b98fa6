"""What is learned from an endpoint's refusals: each once, by all workers, and never more than was said."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.errors import EndpointConfigError, UnavailableError
from summarizer.model.body import first_body
from summarizer.model.hosts import ANY, HOSTS, Host, efforts, host_at, is_steady
from summarizer.model.manners import ROOM_TO_THINK, Manners
from summarizer.question import Question
from summarizer.reading import Reading

BODY = first_body(Question("read", "Read.", "Smoke.", Reading, 100), "m")


def refusal(said: str, param: str = "") -> EndpointConfigError:
    error = EndpointConfigError("refused")
    error.said, error.param, error.status = said, param, 400
    return error


def learned(manners: Manners, said: str, param: str = "", sent: dict[str, Any] | None = None) -> bool:
    return manners.learns(refusal(said, param), sent or manners.adapted(BODY))


def test_a_plain_endpoint_gets_what_all_of_them_take():
    assert Manners().adapted(BODY) == {
        "model": "m", "messages": BODY["messages"], "max_tokens": 100, "response_format": BODY["response_format"],
    }  # fmt: skip


def test_strict_schema_then_json_mode_then_words_alone():
    manners = Manners()
    assert learned(manners, "response_format is not supported")
    sent = manners.adapted(BODY)
    assert sent["response_format"] == {"type": "json_object"}
    system, user = sent["messages"]
    assert system["content"].startswith("Read.\n\nAnswer with one JSON object of this schema:\n{")
    assert system["role"] == "system"
    assert user == BODY["messages"][1]

    assert learned(manners, "response_format is not supported")
    assert "response_format" not in manners.adapted(BODY)
    assert not learned(manners, "response_format is not supported")


@pytest.mark.parametrize(
    "said",
    ["JSON_SCHEMA is not supported", "structured output is off", "guided decoding failed", "grammar error",
     "no endpoints found that can handle the requested parameters"],
)  # fmt: skip
def test_schemas_are_refused_in_many_words(said: str):
    manners = Manners(HOSTS["openrouter"])
    assert "provider" in manners.adapted(BODY)
    assert learned(manners, said)
    sent = manners.adapted(BODY)

    assert sent["response_format"] == {"type": "json_object"}
    assert "provider" not in sent


@pytest.mark.parametrize(
    "said", ["invalid schema", "It has too many states", "too many enum values", "the schema is too deep"]
)
def test_one_schema_is_refused_alone(said: str):
    manners = Manners()
    other = first_body(
        Question("read", "Read.", "Smoke.", type("Other", (Reading,), {"__doc__": "Another."}), 100), "m"
    )
    assert learned(manners, said)

    assert manners.adapted(BODY)["response_format"] == {"type": "json_object"}
    assert manners.adapted(other)["response_format"] == other["response_format"]
    assert "Answer with one JSON object" not in manners.adapted(other)["messages"][0]["content"]


@pytest.mark.parametrize(
    ("said", "param"),
    [
        ("unsupported parameter: 'seed'", ""), ("unknown `seed`", ""), ("body.seed: extra", ""), ("no", "seed"), ("no", "seed.x"),
        ("no", "body.seed"), ('{"msg": "\\\\"seed\\\\""}', ""), ("SEED is not taken", ""),
    ],
)  # fmt: skip
def test_a_parameter_is_left_out_once_it_is_refused(said: str, param: str):
    manners = Manners(HOSTS["local"])
    sent = manners.adapted(BODY)
    assert sent["seed"] == 1
    assert learned(manners, said, param)

    assert "seed" not in manners.adapted(BODY)
    assert manners.adapted(BODY)["temperature"] == 0
    assert learned(manners, said, param, sent)  # another request under way was sent before that was learned
    assert not learned(manners, said, param)


def test_of_two_names_the_quoted_one_is_meant():
    manners = Manners(HOSTS["local"])
    assert learned(manners, "'temperature' goes badly with seed")

    assert "seed" in manners.adapted(BODY)
    assert "temperature" not in manners.adapted(BODY)


def test_what_names_nothing_that_was_sent_teaches_nothing():
    manners = Manners(HOSTS["local"])

    assert not learned(manners, "the model does not exist")
    assert not learned(manners, "")
    assert not learned(manners, "seeds are out")
    assert not manners.learns(UnavailableError("seed"), manners.adapted(BODY))
    assert "seed" in manners.adapted(BODY)


def test_a_limit_goes_by_its_other_name_where_the_first_is_refused_and_by_none_where_both_are():
    manners = Manners()
    assert learned(manners, "use 'max_completion_tokens' in place of 'max_tokens'")
    assert manners.adapted(BODY).get("max_completion_tokens") == 100
    assert "max_tokens" not in manners.adapted(BODY)
    assert learned(manners, "'max_completion_tokens' is not supported")
    assert not {"max_tokens", "max_completion_tokens"} & set(manners.adapted(BODY))


THINKER = Host("any", effort="reasoning_effort")


def test_an_effort_that_is_refused_is_exchanged_for_the_least_on_offer():
    manners = Manners(HOSTS["openai"], "gpt-6-luna")
    sent = manners.adapted(BODY)
    assert (sent["reasoning_effort"], sent["temperature"], sent["max_completion_tokens"]) == ("none", 0, 100)
    assert learned(manners, "'reasoning_effort' none is not supported: use 'medium', 'low' or 'high'")
    sent = manners.adapted(BODY)

    assert sent["reasoning_effort"] == "low"
    assert "temperature" not in sent  # it goes with none alone
    assert sent["max_completion_tokens"] == 100 + ROOM_TO_THINK


def test_an_effort_is_exchanged_once_and_then_left_out():
    manners = Manners(HOSTS["openai"], "gpt-6-luna", effort="high")
    before = manners.adapted(BODY)
    assert learned(manners, "reasoning_effort must be 'none' or 'minimal'")
    assert manners.adapted(BODY)["reasoning_effort"] == "none"
    assert manners.adapted(BODY)["temperature"] == 0
    assert learned(manners, "reasoning_effort must be 'none'", sent=before)  # sent before that was learned
    assert manners.adapted(BODY)["reasoning_effort"] == "none"
    assert learned(manners, "reasoning_effort must be 'minimal'")
    assert "reasoning_effort" not in manners.adapted(BODY)


def test_an_effort_without_another_on_offer_is_left_out():
    manners = Manners(HOSTS["openai"], "gpt-6-luna")
    assert learned(manners, "unsupported", "reasoning.effort")
    assert "reasoning_effort" not in manners.adapted(BODY)


def test_what_was_learned_before_stays_learned():
    manners = Manners(HOSTS["openai"], "gpt-6-luna", tier="flex")
    assert manners.adapted(BODY)["service_tier"] == "flex"
    assert learned(manners, "'service_tier' is not for you")
    assert learned(manners, "'reasoning_effort' must be 'low'")

    assert "service_tier" not in manners.adapted(BODY)


def test_a_tier_goes_to_hosts_that_have_it():
    assert "service_tier" not in Manners(HOSTS["groq"], "m", tier="priority").adapted(BODY)
    assert Manners(HOSTS["groq"], "m", tier="flex").adapted(BODY)["service_tier"] == "flex"


def test_deepseek_is_told_to_think_or_not():
    assert Manners(HOSTS["deepseek"], "m").adapted(BODY)["thinking"] == {"type": "disabled"}
    sent = Manners(HOSTS["deepseek"], "m", effort="high").adapted(BODY)
    assert sent["thinking"] == {"type": "enabled"}
    assert sent["max_tokens"] == 100 + ROOM_TO_THINK


@pytest.mark.parametrize(
    ("host", "model", "caches"),
    [("openai", "any", True), ("google", "gemini-2.5-flash", True), ("google", "gemini-1.5-pro", False), ("vllm", "m", False),
     ("openrouter", "anthropic/claude", False), ("openrouter", "openai/gpt", True)],
)  # fmt: skip
def test_who_caches_prompts_is_known(host: str, model: str, caches: bool):
    assert Manners(HOSTS[host], model).caches is caches


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://api.openai.com/v1", "openai"), ("https://x.openai.azure.com/v1", "azure"), ("https://notopenai.com/v1", "any"),
        ("https://openai.com.evil.org/v1", "any"), ("http://127.0.0.1:11434/v1", "ollama"), ("http://127.0.0.1:5000/v1", "any"),
        ("https://groq.com/v1", "groq"), ("", "any"),
    ],
)  # fmt: skip
def test_an_address_belongs_to_a_host(url: str, name: str):
    assert host_at(url) is (HOSTS[name] if name != "any" else ANY)


@pytest.mark.parametrize(
    ("host", "model", "least", "steady"),
    [
        ("openai", "GPT-4.1", (), True), ("openai", "gpt-5", ("minimal",), False), ("openai", "gpt-5.2", ("none",), False),
        ("openai", "o3", ("low",), False), ("ollama", "any", ("none",), False), ("deepseek", "any", ("none",), False),
        ("groq", "openai/gpt-oss-120b", ("low",), False), ("openai", "gpt-5-chat", (), False), ("vllm", "gpt-4", (), False),
    ],
)  # fmt: skip
def test_who_thinks_and_who_takes_a_temperature_is_known(host: str, model: str, least: tuple, steady: bool):
    assert efforts(HOSTS[host], model)[:1] == least
    assert is_steady(HOSTS[host], model, "") is steady


def test_a_model_that_is_told_not_to_think_takes_a_temperature_at_openai_alone():
    assert is_steady(HOSTS["openai"], "gpt-5.2", "none")
    assert not is_steady(HOSTS["openai"], "gpt-5.2", "low")
    assert not is_steady(HOSTS["groq"], "qwen/qwen3-32b", "none")


def test_only_much_thinking_may_be_on_offer():
    manners = Manners(HOSTS["openai"], "gpt-6-luna")
    assert learned(manners, "reasoning_effort: only 'high' is supported")

    assert manners.adapted(BODY)["reasoning_effort"] == "high"


def test_json_mode_that_was_refused_meanwhile_is_stale():
    manners = Manners()
    assert learned(manners, "response_format is not supported")
    before = manners.adapted(BODY)
    assert learned(manners, "response_format is not supported")

    assert learned(manners, "response_format is not supported", sent=before)
