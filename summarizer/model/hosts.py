"""The hosts of language models: the only place that knows one from another, readable at a glance.

`Manners` (in `manners.py`) turns what instructor makes into what a host takes. Where each rule comes from is in
`docs/hosts.md`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Host:
    """What a host documents about itself."""

    name: str
    """As in `--model NAME/…`."""
    url: str = ""
    """Its address; empty where that has to be named."""
    keys: tuple[str, ...] = ()
    """Environment variables that may hold its key; the first one is named where none does."""
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    """What it calls the limit on generated tokens."""
    schema: Literal["strict", "both", "words"] = "strict"
    """Strict schemas; strict ones that some of its models ignore, so in words too; or JSON mode and words alone."""
    effort: Literal["", "reasoning_effort", "thinking"] = ""
    """How it is told how long to think: nothing, a word, or on and off."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Parameters that all its models are documented to take."""
    marks: tuple[str, ...] = ()
    """Ends of the host names in its addresses."""
    batch: Literal["", "openai", "mistral"] = ""
    """The form of its batch endpoint; empty where it has none, or none that is known here."""
    caches: str = ""
    """Pattern of the models whose prompts it caches without being told to; empty where there are none."""
    tiers: tuple[str, ...] = ()
    """Values of `service_tier` besides the usual one."""
    context: str = ""
    """How its context is made larger, where it cuts a prompt off without a word; empty where it never does."""
    price: str = ""
    """Its name in the price list, where that differs; `free` where nothing is paid."""


_RESTART = "start the server with a larger context"
HOSTS: dict[str, Host] = {host.name: host for host in (
    Host("openai", "https://api.openai.com/v1", ("OPENAI_API_KEY",), "max_completion_tokens",
         effort="reasoning_effort", marks=("openai.com",), batch="openai", caches=".", tiers=("flex", "priority")),
    Host("azure", "", ("AZURE_OPENAI_API_KEY",), "max_completion_tokens", effort="reasoning_effort",
         marks=("openai.azure.com", "services.ai.azure.com", "cognitiveservices.azure.com"), batch="openai",
         caches="."),
    Host("anthropic", "https://api.anthropic.com/v1", ("ANTHROPIC_API_KEY",), schema="both",
         marks=("anthropic.com",)),
    Host("google", "https://generativelanguage.googleapis.com/v1beta/openai", ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
         effort="reasoning_effort", marks=("googleapis.com",), caches=r"gemini-(?:2\.5|[3-9])"),
    Host("mistral", "https://api.mistral.ai/v1", ("MISTRAL_API_KEY",), marks=("mistral.ai",), batch="mistral"),
    Host("groq", "https://api.groq.com/openai/v1", ("GROQ_API_KEY",), "max_completion_tokens",
         effort="reasoning_effort", marks=("groq.com",), batch="openai", caches=".", tiers=("flex",)),
    Host("deepseek", "https://api.deepseek.com/v1", ("DEEPSEEK_API_KEY",), schema="words", effort="thinking",
         marks=("deepseek.com",), caches="."),
    Host("xai", "https://api.x.ai/v1", ("XAI_API_KEY",), "max_completion_tokens", effort="reasoning_effort",
         marks=("x.ai",), caches=".", price="x-ai"),
    Host("together", "https://api.together.xyz/v1", ("TOGETHER_API_KEY",), schema="both",
         marks=("together.xyz", "together.ai")),
    Host("openrouter", "https://openrouter.ai/api/v1", ("OPENROUTER_API_KEY",), effort="reasoning_effort",
         extra={"provider": {"require_parameters": True}}, marks=("openrouter.ai",),
         caches="(?!anthropic/)"),
    Host("ollama", "http://127.0.0.1:11434/v1", ("OLLAMA_API_KEY",), effort="reasoning_effort", price="free",
         context="OLLAMA_CONTEXT_LENGTH=16384 ollama serve"),
    Host("lmstudio", "http://127.0.0.1:1234/v1", ("LMSTUDIO_API_KEY",), price="free",
         context="load the model with a larger context length"),
    Host("vllm", "http://127.0.0.1:8000/v1", ("VLLM_API_KEY",), price="free", context="vllm serve --max-model-len"),
    Host("llamacpp", "http://127.0.0.1:8080/v1", ("LLAMA_API_KEY",), price="free",
         context="llama-server --ctx-size 16384"),
    Host("local", extra={"temperature": 0, "seed": 1}, price="free"),
)}  # fmt: skip
"""By name; `local` is the embedded model."""
ALIASES = {"gemini": "google", "x-ai": "xai", "lm-studio": "lmstudio", "llama.cpp": "llamacpp"}
"""Other names of hosts."""
ANY = Host("any", context=_RESTART)
"""An endpoint that nothing is known of: the least that all of them take."""

_EFFORTS = (
    (r"gpt-5(?:\.\d+)?-chat|gpt-chat|gpt-6\S*-chat", ()),
    (r"gpt-\d+(?:\.\d+)?-pro|o\d-pro", ("medium", "high")),
    (r"gpt-5(?:-mini|-nano)?(?:$|-\d)", ("minimal", "low", "medium", "high")),
    (r"gpt-5\.\d+-codex", ("low", "medium", "high")),
    (r"gpt-(?:5\.\d|[6-9])", ("none", "low", "medium", "high")),
    (r"o[134](?:-mini)?(?:$|-)", ("low", "medium", "high")),
    (r"gpt-oss", ("low", "medium", "high")),
    (r"grok-3-mini", ("low", "high")),
    (r"grok-4\.[3-9](?:$|-)(?!.*non-reasoning)", ("none", "low", "medium", "high")),
    (r"gemini-2\.5-flash", ("none", "low", "medium", "high")),
    (r"gemini-(?:2\.5-pro|[3-9])", ("low", "medium", "high")),
    (r"qwen3", ("none", "default")),
)
"""Efforts of the models that think, by what their name begins with; the first pattern that fits."""


def host_at(base_url: str) -> Host:
    """Give the host an address belongs to; `ANY` where it is none of the known ones."""
    name = urlsplit(base_url).hostname or ""
    for host in HOSTS.values():
        if any(name == mark or name.endswith(f".{mark}") for mark in host.marks):
            return host
    return next((host for host in HOSTS.values() if host.url and base_url.startswith(host.url)), ANY)


def efforts(host: Host, model: str) -> tuple[str, ...]:
    """Give how long a model may be told to think, least first; empty where it does not think or nothing is known.

    Args:
        host: Where it runs.
        model: As the host names it; a vendor in front of a slash is passed over.
    """
    if host.effort == "thinking":
        return ("none", "low", "high")
    if host.name == "ollama":
        return ("none", "low", "medium", "high")
    bare = model.rpartition("/")[2].lower()
    return next((known for pattern, known in _EFFORTS if re.match(pattern, bare)), ())


def is_steady(host: Host, model: str, effort: str) -> bool:
    """Tell whether a model is documented to take `temperature`: OpenAI's that do not think, or are told not to."""
    thinks = bool(efforts(host, model))
    takes = effort == "none" if thinks else bool(re.match(r"gpt-[34]", model.lower()))
    return host.name in ("openai", "azure") and takes
