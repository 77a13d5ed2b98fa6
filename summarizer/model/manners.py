"""How one endpoint is asked: what its host documents, and what it was seen to refuse.

What instructor makes is the same for every host, and names what an answer is kept under. On its way out a body is
adapted: how a parameter is called, what is left out, how the schema is given. What a host refuses is learned once.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from summarizer.errors import EndpointConfigError, ModelError
from summarizer.model.hosts import ANY, Host, efforts, is_steady

ROOM_TO_THINK = 8_000
"""Tokens a model that thinks gets besides; a limit costs nothing, only tokens do."""
_NO_SCHEMAS = (
    "response_format", "json_schema", "structured output", "structured_output", "guided", "grammar",
    "can handle the requested parameters",
)  # fmt: skip
_THIS_SCHEMA = ("invalid schema", "too many states", "enum values", "schema is too", "specified schema")
_OTHER_LIMIT = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_OURS = ("model", "messages")


class Manners:
    """How one model at one endpoint is asked."""

    def __init__(self, host: Host = ANY, model: str = "", *, effort: str = "", tier: str = "") -> None:
        self.host = host
        """What is documented."""
        self._model, self._tier = model, tier if tier in host.tiers else ""
        self._efforts = efforts(host, model)
        self._effort = effort or next((e for e in ("none", "low", *self._efforts) if e in self._efforts), "")
        self._refused: set[str] = set()
        if host.schema == "words":
            self._refused.add("schema")

    @property
    def thinks(self) -> bool:
        """True where the model is known to think before it answers."""
        return self._effort not in ("", "none")

    @property
    def caches(self) -> bool:
        """True where the host is known to cache this model's prompts by itself."""
        return bool(self.host.caches and re.match(self.host.caches, self._model))

    def limit(self, body: Mapping[str, Any]) -> int:
        """Give the most tokens that may be generated, thoughts included."""
        return int(body["max_tokens"]) + (ROOM_TO_THINK if self.thinks else 0)

    def adapted(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Give a body as this endpoint takes it.

        Args:
            body: As instructor made it.

        Returns:
            What is sent.
        """
        sent: dict[str, Any] = {name: value for name, value in body.items() if name in _OURS}
        sent |= self._wishes()
        if "temperature" in sent:  # an independent sample; hosts that are not told to be steady sample anyway
            sent["temperature"] = body.get("temperature", sent["temperature"])
        limit = self.host.limit if self.host.limit not in self._refused else _OTHER_LIMIT[self.host.limit]
        if limit not in self._refused:
            sent[limit] = self.limit(body)
        form = body["response_format"]
        schema = form["json_schema"]["schema"]
        in_words = "schema" in self._refused or _name(schema) in self._refused
        if not in_words:
            sent["response_format"] = form
        elif "json" not in self._refused:
            sent["response_format"] = {"type": "json_object"}
        if in_words or self.host.schema == "both":
            system, *others = body["messages"]
            told = f"{system['content']}\n\nAnswer with one JSON object of this schema:\n{json.dumps(schema)}"
            sent["messages"] = [{**system, "content": told}, *others]
        return sent

    def _wishes(self) -> dict[str, Any]:
        """The parameters that ask for something besides the answer."""
        wishes = dict(self.host.extra)
        if self._effort and self.host.effort == "thinking":
            wishes["thinking"] = {"type": "disabled" if self._effort == "none" else "enabled"}
        elif self._effort and self.host.effort == "reasoning_effort":
            wishes["reasoning_effort"] = self._effort
        if is_steady(self.host, self._model, self._effort):
            wishes["temperature"] = 0
        if self._tier:
            wishes["service_tier"] = self._tier
        return {name: value for name, value in wishes.items() if name not in self._refused}

    def learns(self, error: ModelError, sent: Mapping[str, Any]) -> bool:
        """Leave out what the endpoint refuses, and say whether asking again makes sense.

        Args:
            error: What the endpoint answered.
            sent: What was sent.

        Returns:
            True once for each thing: the strict schema, then JSON mode; each parameter.
        """
        if not isinstance(error, EndpointConfigError) or not error.said:
            return False
        if self._is_stale(sent):
            return True  # another worker has learned it meanwhile
        said = error.said.lower()
        if any(words in said for words in _THIS_SCHEMA) and (
            form := sent.get("response_format", {}).get("json_schema")
        ):
            return self._refuse(_name(form["schema"]))
        for name in _named(error, sent):
            if name == "reasoning_effort" and self._another_effort(said):
                return True
            if name != "response_format" and self._refuse(name):
                return True
        if error.param == "response_format" or any(words in said for words in _NO_SCHEMAS):
            self._refuse("provider")
            step = "schema" if sent.get("response_format", {}).get("type") == "json_schema" else "json"
            return self._refuse(step)
        return False

    def _is_stale(self, sent: Mapping[str, Any]) -> bool:
        form = sent.get("response_format") or {}
        kind, schema = form.get("type"), form.get("json_schema", {}).get("schema")
        return (
            any(name in sent for name in self._refused)
            or (kind == "json_schema" and bool({"schema", _name(schema)} & self._refused))
            or (kind == "json_object" and "json" in self._refused)
            or ("effort" in self._refused and sent.get("reasoning_effort") not in (None, self._effort))
        )

    def _another_effort(self, said: str) -> bool:
        """Take the least effort that a refusal offers; what goes with none alone is left out then."""
        offered = [e for e in ("none", "minimal", "low", "medium", "high") if re.search(rf"['\"`]{e}['\"`]", said)]
        offered = [e for e in offered if e != self._effort]
        if not offered or "effort" in self._refused:
            return False
        self._effort = offered[0]
        self._refused |= {"effort", "temperature"} if self._effort != "none" else {"effort"}
        return True

    def _refuse(self, what: str) -> bool:
        if what in self._refused:
            return False
        self._refused.add(what)
        return True


def _name(schema: Any) -> str:
    """Name one schema among what is refused."""
    return "schema:" + hashlib.sha256(json.dumps(schema, sort_keys=True).encode()).hexdigest()[:12]


def _named(error: EndpointConfigError, sent: Mapping[str, Any]) -> list[str]:
    """Give the parameters of a request that a refusal names, in every form seen: a field, quotes, backticks, bare."""
    ours = [name for name in sent if name not in _OURS]
    by_field = [name for name in ours if error.param.split(".")[0] == name or error.param.endswith(f".{name}")]
    if by_field:
        return by_field
    if error.param == "reasoning.effort":
        return [name for name in ours if name == "reasoning_effort"]
    said = error.said.lower()
    # Of two names, "use B instead of A" and "A is not supported, use B": only A was sent.
    quoted = [name for name in ours if re.search(rf"['\"`\\]{name}\b", said)]
    return quoted or [name for name in ours if re.search(rf"\b{name}\b", said)]
