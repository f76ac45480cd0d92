"""What shows a receiver that a hook's message is ours, unchanged and fresh. Standard library only: to be copied.

    Lalopa-Signature: t=1795399445,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd

`t`: when it was sent, seconds since 1970 UTC. `v1`: HMAC-SHA256, hexadecimal, with the hook's secret as the key, over
`t`, a dot, and the body exactly as it came.
"""

import hashlib
import hmac
import re

HEADER = "Lalopa-Signature"
WINDOW_SECONDS = 300
"""A message that is older, or from as far ahead, is not believed: somebody may have kept it."""


def signed(secret: str, content: bytes, at: int) -> str:
    """The header's value. `at`: seconds since 1970 UTC."""
    return f"t={at},v1={_made(secret, content, at)}"


def genuine(secret: str, content: bytes, header: str, now: float) -> bool:
    """Whether this body came with this header from whoever knows the secret, within the window around `now` (seconds
    since 1970 UTC). Takes as long whatever is wrong with the signature."""
    found = re.fullmatch(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})", header)
    if found is None:
        return False
    at = int(found[1])
    right = hmac.compare_digest(_made(secret, content, at), found[2])
    return right and abs(now - at) <= WINDOW_SECONDS


def _made(secret: str, content: bytes, at: int) -> str:
    return hmac.new(secret.encode(), b"%d." % at + content, hashlib.sha256).hexdigest()
