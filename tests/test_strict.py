"""The answer sheet against what OpenAI documents for strict schemas; other hosts' limits are wider or the same.

https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from inprocess import Pool, client, completion

from summarizer.model.body import schema_of
from summarizer.question import Question, Tally, choice_of
from summarizer.reading import Reading

TYPES = [Reading, choice_of(("nobody", "Ann Lee"))]
KEYWORDS = {
    "$defs", "$ref", "additionalProperties", "anyOf", "const", "description", "enum", "items", "properties", "required",
    "type",
}  # fmt: skip
"""Keywords that strict mode takes; `pattern`, `minItems` and their like only some models do."""


def nodes(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for name, value in schema.items():
            children = value.values() if name in ("properties", "$defs") else [value]
            for child in children:
                yield from nodes(child)
    elif isinstance(schema, list):
        for child in schema:
            yield from nodes(child)


def depth(schema: dict[str, Any], root: dict[str, Any]) -> int:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    if schema.get("type") == "array":
        return depth(schema["items"], root)
    inner = [depth(child, root) for child in schema.get("properties", {}).values()]
    inner += [depth(child, root) for child in schema.get("anyOf", [])]
    return (schema.get("type") == "object") + max(inner, default=0)


@pytest.mark.parametrize("answer", TYPES, ids=lambda t: t.__name__)
def test_the_schema_is_one_that_strict_mode_takes(answer):
    schema = schema_of(answer)
    assert schema["type"] == "object"
    objects = [node for node in nodes(schema) if node.get("type") == "object"]
    for node in nodes(schema):
        assert set(node) <= KEYWORDS, node
    for node in objects:
        assert node["additionalProperties"] is False
        assert sorted(node["required"]) == sorted(node["properties"])
    enums = [node["enum"] for node in nodes(schema) if "enum" in node]
    names = [name for node in objects for name in node["properties"]] + list(schema.get("$defs", {}))
    text = sum(map(len, names)) + sum(len(str(v)) for enum in enums for v in enum)
    assert sum(len(node["properties"]) for node in objects) <= 5000
    assert depth(schema, schema) <= 10
    assert sum(map(len, enums)) <= 1000
    assert text <= 120_000
    assert all(sum(len(str(v)) for v in enum) <= 15_000 for enum in enums if len(enum) > 250)


@pytest.mark.parametrize("wrong", ["default", "minItems", "title"])
def test_a_keyword_that_strict_mode_does_not_take_is_seen(wrong):
    schema = json.loads(json.dumps(schema_of(Reading)))
    schema["properties"]["g"][wrong] = 1

    assert not all(set(node) <= KEYWORDS for node in nodes(schema))


def test_the_schema_on_the_wire_is_the_same_to_the_byte_for_every_article():
    empty = completion(json.dumps({key: [] for key in "gpquce"}))
    pool = Pool([empty])

    async def run() -> None:
        asking = client(pool)
        for article in ("One.", "“Two,” said Ann Lee of Lund {{ x }}.", "三。"):
            question = Question("read", "Read.", article, Reading, 1000, article, {"unreadable": []})
            await asking.ask(question, Tally())

    asyncio.run(run())
    wires = {request.content.split(b'"response_format"')[1] for request in pool.requests}
    forms = {json.dumps(body["response_format"]) for body in pool.bodies}
    assert len(pool.bodies) == 3
    assert len(forms) == 1
    assert len(wires) == 1
