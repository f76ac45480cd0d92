"""JSON into our types, from any thread.

msgspec looks a type through when it is first asked for, and two threads that do so at once end the process (0.22): a
kiosk that hears its board while it asks for its services is enough. Here one looks at a time; later nobody waits.
"""

import threading
from typing import Any, TypeVar

import msgspec

Kind = TypeVar("Kind")

_made: dict[Any, "msgspec.json.Decoder[Any]"] = {}
_looking = threading.Lock()


def decoded(content: bytes | str, kind: type[Kind]) -> Kind:
    """Raises msgspec.MsgspecError, UnicodeDecodeError and, for what is nested too deep, RecursionError."""
    decoder = _made.get(kind)
    if decoder is None:
        with _looking:
            decoder = _made.setdefault(kind, msgspec.json.Decoder(kind))
    value: Kind = decoder.decode(content)
    return value
