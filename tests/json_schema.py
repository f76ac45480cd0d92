"""As much of JSON Schema as our OpenAPI text uses: what is wrong with a value, or nothing."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

KINDS: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
    "null": type(None),
}  # fmt: skip
KNOWN = {
    "title", "description", "default", "examples", "example", "deprecated", "$ref", "anyOf", "enum", "const", "type",
    "properties", "required", "items", "format", "additionalProperties", "propertyNames", "minLength", "maxLength",
    "pattern", "minimum", "maximum", "maxItems", "minItems", "prefixItems",
    "patternProperties", "minProperties", "maxProperties",
}  # fmt: skip


class Schemas:
    """The named ones of one text."""

    def __init__(self, text: Any) -> None:
        self._named = text["components"]["schemas"]

    def wrong(self, schema: Any, value: Any, where: str = "") -> list[str]:
        """Everything that does not fit, by its place."""
        return list(self._wrong(schema, value, where))

    def _wrong(self, schema: Any, value: Any, where: str) -> Iterator[str]:
        if schema is True:
            return
        assert set(schema) <= KNOWN, f"{where}: this validator does not know {set(schema) - KNOWN}"
        if "$ref" in schema:
            yield from self._wrong(self._named[schema["$ref"].rpartition("/")[2]], value, where)
        if "anyOf" in schema and all(self.wrong(one, value, where) for one in schema["anyOf"]):
            yield f"{where}: fits none of {schema['anyOf']}"
        if "enum" in schema and value not in schema["enum"]:
            yield f"{where}: {value!r} is none of {schema['enum']}"
        if "const" in schema and value != schema["const"]:
            yield f"{where}: {value!r} is not {schema['const']!r}"
        yield from self._of_kind(schema, value, where)

    def _of_kind(self, schema: Any, value: Any, where: str) -> Iterator[str]:
        kind = schema.get("type")
        if kind and (not isinstance(value, KINDS[kind]) or (kind != "boolean" and isinstance(value, bool))):
            yield f"{where}: {value!r} is no {kind}"
        elif isinstance(value, dict):
            yield from self._object(schema, value, where)
        elif isinstance(value, list):
            yield from self._array(schema, value, where)
        elif isinstance(value, str):
            yield from _text(schema, value, where)
        elif isinstance(value, (int, float)) and not schema.get("minimum", value) <= value <= schema.get(
            "maximum", value
        ):
            yield f"{where}: {value} is out of range"

    def _object(self, schema: Any, value: dict[str, Any], where: str) -> Iterator[str]:
        named, more = schema.get("properties", {}), schema.get("additionalProperties", True)
        if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value)):
            yield f"{where}: {len(value)} of them"
        yield from (f"{where}: {name} is missing" for name in schema.get("required", ()) if name not in value)
        for name, part in value.items():
            at = f"{where}.{name}"
            fits = [one for pattern, one in schema.get("patternProperties", {}).items() if re.search(pattern, name)]
            if name in named:
                yield from self._wrong(named[name], part, at)
            elif fits:
                yield from self._wrong(fits[0], part, at)
            elif more is False:
                yield f"{at}: not known"
            else:
                yield from self._wrong(more, part, at)
            if "propertyNames" in schema:
                yield from self._wrong(schema["propertyNames"], name, at)

    def _array(self, schema: Any, value: list[Any], where: str) -> Iterator[str]:
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{where}: {len(value)} of them"
        first = schema.get("prefixItems", [])
        for n, part in enumerate(value):
            yield from self._wrong(first[n] if n < len(first) else schema.get("items", True), part, f"{where}[{n}]")


def _text(schema: Any, value: str, where: str) -> Iterator[str]:
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        yield f"{where}: {len(value)} characters"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{where}: {value!r} does not fit {schema['pattern']}"
    if schema.get("format") == "date-time":
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            yield f"{where}: {value} has no offset"
