"""Puts examples into the OpenAPI text: for every body, every answer, every refusal and every place in an address."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from counter_server.protocol.locale import Locale

from .examples import PLACES, example_of

JSON, STREAM = "application/json", "text/event-stream"
SCHEMAS = "#/components/schemas/"
ANTREAN = "/antrean/"
NOT_DONE = 201
Content = dict[str, Any]


def with_examples(text: dict[str, Any], kinds: Mapping[str, type], locale: Locale) -> None:
    """`kinds`: messages and bodies by the name of their schema; `locale`: whose words the envelope of /antrean has."""
    for path, calls in text["paths"].items():
        for call in calls.values():
            for place in call.get("parameters", []):
                if place["in"] == "path":
                    place.setdefault("example", PLACES.get(place["name"], "x"))
            sent = call.get("requestBody", {}).get("content", {}).get(JSON)
            if sent:
                _give(sent, kinds)
            for status, answer in call["responses"].items():
                content = answer.get("content", {})
                if JSON in content and int(status) < 400:
                    _give(content[JSON], kinds)
                if path.startswith(ANTREAN) and JSON in content:
                    _in_envelope(content[JSON], locale)
                if STREAM in content:
                    content[STREAM]["example"] = _stream(content[STREAM]["schema"], kinds)


def _give(content: Content, kinds: Mapping[str, type]) -> None:
    """An example for the first of the schemas that may stand here, beside those that are there already."""
    for name in _named(content.get("schema", {})):
        kind = kinds.get(name)
        if kind is not None:
            examples = {"ordinary": {"value": example_of(kind)}, **content.get("examples", {})}
            content["examples"] = examples
            return


def _in_envelope(content: Content, locale: Locale) -> None:
    """Refusals as /antrean tells them; those that never reach it are told as everywhere."""
    if "Refused" in set(_named(content["schema"])):
        return
    for code, example in content.get("examples", {}).items():
        told = example["value"]
        if set(told) == {"code", "facts"}:
            message = locale.refusal(code, told["facts"])
            where = ", ".join(one["where"] for one in told["facts"].get("problems", []))
            words = f"{message} ({where.removeprefix('body.')})" if where else message
            example["value"] = {"metadata": {"message": words, "code": NOT_DONE}}


def _stream(schema: Any, kinds: Mapping[str, type]) -> str:
    """One event of each kind, as it comes down the line."""

    told = []
    for one in schema["anyOf"]:
        kind = kinds[one["$ref"].removeprefix(SCHEMAS)]
        data = example_of(kind)
        told.append(f"id: {data['seq']}\nevent: {one['title']}\ndata: {msgspec.json.encode(data).decode()}\n\n")
    return "".join(told)


def _named(schema: Any) -> Iterator[str]:
    for one in (schema, *schema.get("anyOf", ())):
        if "$ref" in one:
            yield one["$ref"].removeprefix(SCHEMAS)
