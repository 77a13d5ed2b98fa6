"""Hosts by name and address, what they charge, the least their models think."""

from __future__ import annotations

import hosts as standins
import pytest

from summarizer import settings
from summarizer.errors import SettingsError
from summarizer.model.hosts import ANY, HOSTS, efforts, host_at
from summarizer.model.manners import Manners
from summarizer.model.price import cost_usd, per_token
from summarizer.question import Tally
from summarizer.settings import load

NAMES = sorted(standins.HOSTS)


@pytest.mark.parametrize(
    ("given", "environment", "model", "url"),
    [
        ("anthropic/claude-x", {"ANTHROPIC_API_KEY": "k"}, "anthropic/claude-x", "https://api.anthropic.com/v1"),
        ("gemini/g", {"GEMINI_API_KEY": "k"}, "google/g", HOSTS["google"].url),
        ("google/g", {"GOOGLE_API_KEY": "k"}, "google/g", HOSTS["google"].url),
        ("groq/openai/gpt-oss-120b", {"GROQ_API_KEY": "k"}, "groq/openai/gpt-oss-120b", HOSTS["groq"].url),
        ("mistral-small-latest", {"MISTRAL_API_KEY": "k"}, "mistral/mistral-small-latest", HOSTS["mistral"].url),
        ("meta-llama/Llama", {"TOGETHER_API_KEY": "k"}, "together/meta-llama/Llama", HOSTS["together"].url),
        ("groq/g", {"GROQ_API_KEY": "k", "OPENAI_BASE_URL": "http://x/v1"}, "groq/g", HOSTS["groq"].url),
        ("openai/m", {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "http://x/v1"}, "openai/m", "http://x/v1"),
        ("azure/d", {"AZURE_OPENAI_API_KEY": "k", "AZURE_OPENAI_ENDPOINT": "https://r.openai.azure.com"}, "azure/d",
         "https://r.openai.azure.com/openai/v1"),
        ("azure/d", {"AZURE_OPENAI_API_KEY": "k", "AZURE_OPENAI_ENDPOINT": "https://r.openai.azure.com/openai/v1/"},
         "azure/d", "https://r.openai.azure.com/openai/v1"),
        (None, {"OPENAI_API_KEY": "k"}, f"openai/{settings.OPENAI_DEFAULT}", "https://api.openai.com/v1"),
        ("ollama/llama3.3", {}, "ollama/llama3.3", "http://127.0.0.1:11434/v1"),
    ],
)  # fmt: skip
def test_a_model_is_found_by_its_name(monkeypatch, given, environment, model, url):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    found = load(model=given)

    assert (found.model, found.base_url) == (model, url)
    assert found.api_key == ("k" if environment else "")
    assert found.model_name == model.partition("/")[2]


@pytest.mark.parametrize("name", [name for name, host in HOSTS.items() if host.url.startswith("https")])
def test_a_missing_key_is_named(name):
    with pytest.raises(SettingsError, match=f"{HOSTS[name].keys[0]} is not set"):
        load(model=f"{name}/m")


def test_an_unknown_provider_is_told_the_names_and_the_next_command(monkeypatch):
    with pytest.raises(SettingsError) as caught:
        load(model="nobody/m")
    assert all(name in caught.value.hint for name in HOSTS)
    monkeypatch.setenv("GROQ_API_KEY", "k")
    monkeypatch.setenv("XAI_API_KEY", "k")
    with pytest.raises(SettingsError, match="keys of groq, xai are set"):
        load(model="m")


def test_addresses_are_known_by_their_ends_and_not_by_what_they_hold():
    assert host_at("https://api.openai.com/v1").name == "openai"
    assert host_at("https://r.openai.azure.com/openai/v1").name == "azure"
    assert host_at("https://api.openai.com.evil.example/v1") is ANY
    assert host_at("http://127.0.0.1:11434/v1").name == "ollama"
    assert host_at("http://127.0.0.1:9/v1") is ANY


@pytest.mark.parametrize(
    ("host", "model", "least"),
    [
        ("openai", "gpt-6-luna", "none"), ("openai", "gpt-6.1-terra", "none"), ("openai", "gpt-5-mini", "low"),
        ("openai", "gpt-5.1", "none"), ("openai", "o3", "low"), ("openai", "gpt-4.1-mini", ""),
        ("openai", "gpt-5.3-chat-latest", ""), ("groq", "openai/gpt-oss-20b", "low"), ("groq", "qwen/qwen3-32b", "none"),
        ("xai", "grok-4.3", "none"), ("xai", "grok-4.20-non-reasoning", ""), ("google", "gemini-2.5-flash", "none"),
        ("google", "gemini-3.5-flash", "low"), ("openrouter", "openai/gpt-6-luna", "none"), ("mistral", "m", ""),
    ],
)  # fmt: skip
def test_the_least_a_model_thinks_is_known(host, model, least):
    body = {"model": model, "messages": [{"content": ""}], "max_tokens": 1,
            "response_format": {"json_schema": {"schema": {}}}}  # fmt: skip

    assert Manners(HOSTS[host], model).adapted(body).get("reasoning_effort", "") == least
    assert least in (*efforts(HOSTS[host], model), "")


@pytest.mark.parametrize(
    "model",
    ["openai/gpt-6-luna", "anthropic/claude-opus-5-5", "google/gemini-3.5-flash", "mistral/mistral-small-latest",
     "groq/openai/gpt-oss-120b", "xai/grok-4.3"],
)  # fmt: skip
def test_a_run_is_priced_as_the_host_prices_each_request(model):
    from genai_prices import Usage, calc_price

    provider, _, name = model.partition("/")
    where = HOSTS[provider].price or provider
    tally, due = Tally(), 0.0
    for n in range(1, 200):
        used = {"input_tokens": 3000 + n, "cache_read_tokens": 1800, "output_tokens": 900}
        due += float(calc_price(Usage(**used), model_ref=name, provider_id=where).total_price)
        tally.input, tally.cached, tally.output = tally.input + 3000 + n, tally.cached + 1800, tally.output + 900

    assert cost_usd(model, tally) == pytest.approx(due, rel=0.001)
    tally.flex = True
    assert cost_usd(model, tally) == pytest.approx(due / 2, rel=0.001)


def test_what_is_written_to_a_cache_has_its_own_price():
    prices = per_token("openai/gpt-6-luna")
    assert prices.written > prices.input > prices.cached
    tally = Tally(input=2000, written=1000)

    assert cost_usd("openai/gpt-6-luna", tally) == pytest.approx(1000 * (prices.input + prices.written), abs=1e-6)
