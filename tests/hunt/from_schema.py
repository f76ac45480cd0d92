"""From the OpenAPI text to values: such as fit a schema, such as almost do, and such as nobody would send."""

import string
from typing import Any

from hypothesis import strategies as st

Strategy = st.SearchStrategy[Any]
ODD_TEXT = st.one_of(
    st.sampled_from(
        ["", " ", "\x00", "../../x", "'; DROP TABLE ticket; --", "a" * 5000, "\u202e", "😀", "%00", "null"]
    ),
    st.text(max_size=20),
)
ODD: Strategy = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**70), 2**70),
        st.floats(allow_nan=False, allow_infinity=False),
        ODD_TEXT,
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(ODD_TEXT, inner, max_size=3)),
    max_leaves=8,
)
MOMENTS: Strategy = st.one_of(
    st.datetimes(timezones=st.timezones()).map(lambda at: at.isoformat()),
    st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1970-01-01T00:00:00Z"]),
)
"""The ends of the calendar too."""


class Schemas:
    """The named ones of one OpenAPI text."""

    def __init__(self, text: Any) -> None:
        self._named = text["components"]["schemas"]

    def fitting(self, schema: Any) -> Strategy:
        """Values the schema allows, as far as it says."""
        if "$ref" in schema:
            return st.deferred(lambda: self.fitting(self._named[schema["$ref"].rpartition("/")[2]]))
        for several in ("anyOf", "oneOf", "allOf"):
            if several in schema:
                return st.one_of(*(self.fitting(one) for one in schema[several]))
        if "const" in schema:
            return st.just(schema["const"])
        if "enum" in schema:
            return st.sampled_from(schema["enum"])
        kinds = schema.get("type", "any")
        return st.one_of(*(self._of(kind, schema) for kind in ([kinds] if isinstance(kinds, str) else kinds)))

    def _of(self, kind: str, schema: Any) -> Strategy:
        match kind:
            case "object":
                return self._object(schema)
            case "array":
                return st.lists(self.fitting(schema.get("items", {})), max_size=min(3, schema.get("maxItems", 3)))
            case "string":
                return _text(schema)
            case "integer":
                return st.integers(schema.get("minimum", -(2**40)), schema.get("maximum", 2**40))
            case "number":
                return st.floats(schema.get("minimum", -1e9), schema.get("maximum", 1e9))
            case "boolean":
                return st.booleans()
            case "null":
                return st.none()
        return ODD

    def _object(self, schema: Any) -> Strategy:
        named = {name: self.fitting(one) for name, one in schema.get("properties", {}).items()}
        needed = set(schema.get("required", ()))
        more = schema.get("additionalProperties")
        if not named and isinstance(more, dict):
            keys = self.fitting(schema["propertyNames"]) if "propertyNames" in schema else ODD_TEXT
            return st.dictionaries(keys, self.fitting(more), max_size=3)
        return st.fixed_dictionaries(
            {name: one for name, one in named.items() if name in needed},
            optional={name: one for name, one in named.items() if name not in needed},
        )

    def near(self, schema: Any) -> Strategy:
        """Almost fitting: one part of it is something else, missing, or one too many."""
        return st.tuples(self.fitting(schema), st.randoms(use_true_random=False), ODD, ODD_TEXT).map(_spoilt)


def _text(schema: Any) -> Strategy:
    if schema.get("format") == "date-time":
        return MOMENTS
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True)
    longest = min(schema.get("maxLength", 40), 200)
    alphabet = st.one_of(st.sampled_from(string.ascii_letters + string.digits), st.characters(codec="utf-8"))
    return st.text(alphabet, min_size=schema.get("minLength", 0), max_size=longest)


def _spoilt(drawn: tuple[Any, Any, Any, str]) -> Any:
    value, chance, odd, name = drawn
    if not isinstance(value, dict) or not value or chance.random() < 0.1:
        return odd
    spoilt, key = dict(value), chance.choice(sorted(value))
    match chance.randrange(4):
        case 0:
            del spoilt[key]
        case 1:
            spoilt[name] = odd
        case 2 if isinstance(value[key], dict):
            spoilt[key] = _spoilt((value[key], chance, odd, name))
        case _:
            spoilt[key] = odd
    return spoilt
