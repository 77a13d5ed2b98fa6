"""How each host wants to be asked: the only place that knows one host from another.

What instructor makes is the same for all of them, and names what it is kept under. On its way out a body is adapted:
how a parameter is called, what is left out, how the schema is given. What a host refuses is learned once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from summarizer.errors import EndpointConfigError, ModelError, TooLongError

_SCHEMA_WORDS = ("response_format", "json_schema", "structured output", "guided", "grammar")
_DROPPABLE = ("temperature", "seed", "max_tokens", "max_completion_tokens")


@dataclass(frozen=True)
class Host:
    """What a host documents about itself."""

    name: str
    """As in `--model NAME/…`."""
    limit: str = "max_tokens"
    """What it calls the limit on generated tokens."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Parameters it is known to take besides."""


HOSTS = {
    "openai": Host("openai", "max_completion_tokens", {"temperature": 0, "seed": 1}),
    "azure": Host("azure", "max_completion_tokens", {"temperature": 0, "seed": 1}),
    "local": Host("local", "max_tokens", {"temperature": 0, "seed": 1}),
}
ANY = Host("any", "max_tokens", {"temperature": 0, "seed": 1})
"""A host that nothing is known of."""


def host_at(base_url: str) -> Host:
    """Give the host an address belongs to; `ANY` where it is none of the known ones."""
    name = urlsplit(base_url).hostname or ""
    if name.endswith("openai.com"):
        return HOSTS["openai"]
    return HOSTS["azure"] if name.endswith("azure.com") else ANY


class Manners:
    """How one endpoint is asked: what its host documents, and what it was seen to refuse."""

    def __init__(self, host: Host) -> None:
        self.host = host
        """What is documented."""
        self._refused: set[str] = set()

    @property
    def refused(self) -> frozenset[str]:
        """What is no longer sent: parameters, `schema` for a strict one, `json` for any."""
        return frozenset(self._refused)

    def adapted(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Give a body as this endpoint takes it.

        Args:
            body: As instructor made it.

        Returns:
            What is sent.
        """
        sent = {name: value for name, value in body.items() if name not in ("max_tokens", "response_format")}
        sent |= {name: value for name, value in self.host.extra.items() if name not in self._refused}
        if self.host.limit not in self._refused:
            sent[self.host.limit] = body["max_tokens"]
        elif self.host.limit == "max_tokens":
            sent["max_completion_tokens"] = body["max_tokens"]
        schema = body["response_format"]
        if "schema" not in self._refused:
            return sent | {"response_format": schema}
        if "json" not in self._refused:
            sent["response_format"] = {"type": "json_object"}
        system, *others = body["messages"]
        words = json.dumps(schema["json_schema"]["schema"])
        told = f"{system['content']}\n\nAnswer with one JSON object of this schema:\n{words}"
        sent["messages"] = [{**system, "content": told}, *others]
        return sent

    def learns(self, error: ModelError, sent_without: frozenset[str]) -> bool:
        """Leave out what the endpoint refuses, and say whether asking again makes sense.

        Args:
            error: What the endpoint answered.
            sent_without: `refused` when the request was sent: another worker may have learned it meanwhile.

        Returns:
            True once for each thing: the strict schema, then any JSON; each parameter.
        """
        if not isinstance(error, EndpointConfigError) or isinstance(error, TooLongError):
            return False
        if sent_without != self.refused:
            return True
        message = str(error).lower()
        if any(word in message for word in _SCHEMA_WORDS):
            step = "schema" if "schema" not in self._refused else "json"
            return self._refuse(step)
        for name in _DROPPABLE:
            named = f"'{name}'" in message or f'"{name}"' in message or f" {name} " in message
            if named and self._refuse(name):
                return True
        return False

    def _refuse(self, what: str) -> bool:
        if what in self._refused:
            return False
        self._refused.add(what)
        return True
