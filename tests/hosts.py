"""Stand-ins for hosts: each answers by what its host documents, and refuses what that refuses. See docs/hosts.md.

A rule is a function from a request's body to a completion, or to a status and a body. `respond(name, scene)` gives one
host's answers in one scene: `plain`, `refusal`, `truncated`, `filtered`, `limited`, `thinking`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inprocess import completion

FLAGGED = "FLAGGED"
"""Word of an article that every host's filter declines."""
THOUGHT = 2_000
"""Tokens a model thinks where it is let think."""
SCENES = ("plain", "strict", "refusal", "truncated", "filtered", "limited", "thinking")


def error(status: int, message: str, kind: str = "invalid_request_error", param: Any = None, code: Any = None) -> Any:
    return status, {"error": {"message": message, "type": kind, "param": param, "code": code}}


def google(status: int, message: str, name: str = "INVALID_ARGUMENT") -> Any:
    return status, [{"error": {"code": status, "message": message, "status": name}}]


def extra(names: list[str], body: dict[str, Any]) -> Any:
    detail = [{"type": "extra_forbidden", "loc": ["body", n], "msg": "Extra inputs are not permitted", "input": body[n]}
              for n in names]  # fmt: skip
    return 422, {"object": "error", "message": {"detail": detail}, "type": "invalid_request_error", "code": None}


@dataclass(frozen=True)
class StandIn:
    """One host's documented rules."""

    model: str
    """A model of its that does not think."""
    thinker: str
    """One that thinks; empty where it has none that can be told."""
    checks: Callable[[dict[str, Any]], Any]
    """Refuses a body, or gives None."""
    filtered: Any
    """How it declines an article."""
    schema: str = "strict"
    """Whether a schema on the wire binds the answer (`strict`) or has to stand in the prompt (`words`)."""
    keeps_quiet: Callable[[dict[str, Any]], bool] = lambda body: True
    """Whether a body keeps the thinker from thinking."""


def openai(body: dict[str, Any]) -> Any:
    if "max_tokens" in body:
        return error(400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use "
                     "'max_completion_tokens' instead.", param="max_tokens", code="unsupported_parameter")  # fmt: skip
    effort = body.get("reasoning_effort", "medium")
    if body["model"] == "gpt-5-mini" and effort == "none":
        return error(400, "Unsupported value: 'none' is not supported with the 'gpt-5-mini' model. Supported values are: "
                     "'minimal', 'low', 'medium', and 'high'.", param="reasoning_effort", code="unsupported_value")  # fmt: skip
    if effort != "none" and body.get("temperature", 1) != 1:
        return error(400, "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) "
                     "value is supported.", param="temperature", code="unsupported_value")  # fmt: skip
    known = {"model", "messages", "max_completion_tokens", "response_format", "reasoning_effort", "temperature",
             "service_tier", "seed"}  # fmt: skip
    return next((error(400, f"Unrecognized request argument supplied: {n}") for n in body if n not in known), None)


def anthropic(body: dict[str, Any]) -> Any:
    if "temperature" in body:
        return error(400, "`temperature` is deprecated for this model.")
    return None


def gemini(body: dict[str, Any]) -> Any:
    for name in ("seed", "provider", "thinking"):
        if name in body:
            return google(400, f'Invalid JSON payload received. Unknown name "{name}": Cannot find field.')
    return None


def mistral(body: dict[str, Any]) -> Any:
    known = {"model", "messages", "temperature", "max_tokens", "random_seed", "response_format"}
    bad = [name for name in body if name not in known]
    return extra(bad, body) if bad else None


def groq(body: dict[str, Any]) -> Any:
    strict = (body.get("response_format") or {}).get("type") == "json_schema"
    if strict and "gpt-oss" not in body["model"]:
        return error(400, "This model does not support response format `json_schema`. See supported models at "
                     "https://console.groq.com/docs/structured-outputs#supported-models")  # fmt: skip
    return None


def deepseek(body: dict[str, Any]) -> Any:
    kind = (body.get("response_format") or {}).get("type")
    if kind == "json_schema":
        return error(400, "This response_format type is unavailable now", code="invalid_request_error")
    if kind == "json_object" and not any("json" in m["content"].lower() for m in body["messages"]):
        return error(400, "Prompt must contain the word 'json' in some form to use 'response_format' of type "
                     "'json_object'.")  # fmt: skip
    return None


def xai(body: dict[str, Any]) -> Any:
    if "reasoning_effort" in body and "grok-4.3" not in body["model"]:
        return error(400, f"Model {body['model']} does not support parameter reasoningEffort: reasoning_effort.")
    return None


def openrouter(body: dict[str, Any]) -> Any:
    strict = (body.get("response_format") or {}).get("type") == "json_schema"
    if strict and "llama" in body["model"] and body.get("provider", {}).get("require_parameters"):
        return error(404, "No endpoints found that can handle the requested parameters. To learn more about provider "
                     "routing, visit: https://openrouter.ai/docs/provider-routing", code=404)  # fmt: skip
    return None


def nothing(body: dict[str, Any]) -> Any:
    return None


def lmstudio(body: dict[str, Any]) -> Any:
    if (body.get("response_format") or {}).get("type") == "json_object":
        return 400, {"error": "'response_format.type' must be 'json_schema' or 'text'"}
    return None


_OPENAI_FLAG = error(400, "Invalid prompt: your prompt was flagged as potentially violating our usage policy. Please try "
                     "again with a different prompt", code="invalid_prompt")  # fmt: skip
_AZURE_FLAG = (400, {"error": {
    "message": "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
    "type": None, "param": "prompt", "code": "content_filter", "status": 400,
}})  # fmt: skip
_ROUTER_FLAG = (403, {"error": {
    "message": "openai/gpt-6-luna requires moderation on OpenAI. Your input was flagged for \"violence\".", "code": 403,
    "metadata": {"reasons": ["violence"], "flagged_input": "…", "provider_name": "OpenAI"},
}})  # fmt: skip


def _quiet_effort(body: dict[str, Any]) -> bool:
    return body.get("reasoning_effort") == "none"


def _quiet_thinking(body: dict[str, Any]) -> bool:
    return body.get("thinking") == {"type": "disabled"}


HOSTS: dict[str, StandIn] = {
    "openai": StandIn("gpt-6-luna", "gpt-6-luna", openai, _OPENAI_FLAG, keeps_quiet=_quiet_effort),
    "azure": StandIn("gpt-6-luna", "gpt-6-luna", openai, _AZURE_FLAG, keeps_quiet=_quiet_effort),
    "anthropic": StandIn("claude-opus-5-5", "", anthropic, completion("", finish="content_filter"), "words"),
    "google": StandIn("gemini-2.5-flash", "gemini-2.5-flash", gemini, completion("", finish="content_filter"),
                      keeps_quiet=_quiet_effort),
    "mistral": StandIn("mistral-small-latest", "", mistral, error(403, "The input was flagged by moderation.",
                       kind="moderation_blocked")),
    "groq": StandIn("openai/gpt-oss-120b", "qwen/qwen3-32b", groq, error(400, "Failed to generate JSON. Please adjust "
                    "your prompt. See 'failed_generation' for more details.", code="json_validate_failed"),
                    keeps_quiet=_quiet_effort),
    "deepseek": StandIn("deepseek-chat", "deepseek-v4-flash", deepseek, error(400, "Content Exists Risk: was flagged"),
                        "words", keeps_quiet=_quiet_thinking),
    "xai": StandIn("grok-4.20-non-reasoning", "grok-4.3", xai, error(403, "Content violates usage guidelines: it was "
                   "flagged."), keeps_quiet=_quiet_effort),
    "together": StandIn("meta-llama/Llama-4-Scout", "", nothing, error(422, "Input was flagged by the safety model")),
    "openrouter": StandIn("openai/gpt-6-luna", "openai/gpt-6-luna", openrouter, _ROUTER_FLAG, keeps_quiet=_quiet_effort),
    "ollama": StandIn("llama3.3", "qwen3", nothing, completion(None, refusal="I cannot"), keeps_quiet=_quiet_effort),
    "lmstudio": StandIn("m", "", lmstudio, completion(None, refusal="I cannot")),
    "vllm": StandIn("m", "", nothing, completion(None, refusal="I cannot")),
    "llamacpp": StandIn("m", "", nothing, completion(None, refusal="I cannot")),
}  # fmt: skip


def respond(name: str, scene: str, good: str) -> Callable[[dict[str, Any], int], Any]:
    """Give a host's answers in one scene, `good` being what a willing model writes."""
    host = HOSTS[name]
    tries: list[int] = []

    def answer(body: dict[str, Any], number: int) -> Any:
        if (refused := host.checks(body)) is not None:
            return refused
        if scene == "limited" and not tries:
            tries.append(number)
            return error(429, "Rate limit reached. Please try again in 10ms.", code="rate_limit_exceeded")
        if FLAGGED in body["messages"][1]["content"]:
            return host.filtered
        if scene == "refusal":
            return completion(None, refusal="I cannot help with that.")
        limit = body.get("max_completion_tokens") or body.get("max_tokens") or 10**9
        thought = THOUGHT if scene == "thinking" and not host.keeps_quiet(body) else 0
        needs = thought + len(good) // 4 + (10**5 if scene == "truncated" else 0)
        used = {"prompt_tokens": 1500, "completion_tokens": min(limit, needs), "total_tokens": 0,
                "completion_tokens_details": {"reasoning_tokens": min(limit, thought)}}  # fmt: skip
        if needs > limit:
            return completion("" if thought else good[:9], finish="length", usage=used)
        form = (body.get("response_format") or {}).get("type")
        told = "JSON object of this schema" in body["messages"][0]["content"]
        bound = (form == "json_schema" and host.schema == "strict") or told
        return completion(good if bound else "**q1:** Maren Oduya", usage=used)

    return answer
