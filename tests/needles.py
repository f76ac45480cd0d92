"""A number looked for in a haystack, in every coat it might wear."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

BETWEEN = ("", " ", ".", "-", "%20", "+", "\u00a0")
DIGESTS = ("md5", "sha1", "sha256", "sha512")


def coats_of(number: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes: plain, grouped, in other encodings, and as every unkeyed digest one might think of."""
    for between in BETWEEN:
        yield f"grouped by {between!r}", between.join(number[n : n + 4] for n in range(0, 16, 4)).encode()
    yield "UTF-16", number.encode("utf-16-le")
    yield "hexadecimal", number.encode().hex().encode()
    yield "as a whole number", int(number).to_bytes(8, "big")
    for shift in range(3):  # base64 reads three bytes at a time, so what stands before decides
        coded = base64.b64encode(b"\0" * shift + number.encode())
        yield f"base64, shifted by {shift}", coded[(shift * 4 + 2) // 3 + 1 : -4]
    for text in (number, f"nik:{number}", f"kk:{number}"):
        for name in DIGESTS:
            digest = hashlib.new(name, text.encode())
            yield f"{name} of {text[:4]}…", digest.hexdigest().encode()
            yield f"{name} of {text[:4]}…, raw", digest.digest()
            yield f"{name} of {text[:4]}…, base64", base64.b64encode(digest.digest()).rstrip(b"=")


def found(numbers: list[str], haystack: Mapping[str, bytes]) -> list[str]:
    """Where one of the numbers shows, and in which coat."""
    return [
        f"{place}: {coat}"
        for place, straw in haystack.items()
        for number in numbers
        for coat, needle in coats_of(number)
        if needle in straw or needle.upper() in straw
    ]


def files_below(*folders: Path) -> dict[str, bytes]:
    """Every file and its name."""
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    return {str(file): str(file).encode() + b"\n" + file.read_bytes() for file in files}
