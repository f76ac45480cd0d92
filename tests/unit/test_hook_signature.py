"""What shows that a hook's message is ours: the same for the sender, for whoever copies the receiver, and on paper."""

import hashlib
import hmac
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.hook_signature import WINDOW_SECONDS, genuine, signed

ROOT = Path(__file__).parents[2]
SECRET, CONTENT, AT = "lh_secret", b'{"seq":1}', 1_795_399_445


def example() -> ModuleType:
    """docs/examples/receiver.py, which knows nothing of ours."""
    spec = importlib.util.spec_from_file_location("receiver", ROOT / "docs" / "examples" / "receiver.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


THEIRS = example()
BOTH = pytest.mark.parametrize("believes", [genuine, THEIRS.genuine], ids=["ours", "the example's"])


def test_it_is_made_as_the_page_says() -> None:
    made = hmac.new(SECRET.encode(), f"{AT}.".encode() + CONTENT, hashlib.sha256).hexdigest()
    assert signed(SECRET, CONTENT, AT) == f"t={AT},v1={made}"


@BOTH
def test_a_message_of_ours_is_believed_within_the_window_only(believes: object) -> None:
    assert callable(believes)
    header = signed(SECRET, CONTENT, AT)
    for now, told in (
        (AT, True),
        (AT + WINDOW_SECONDS, True),
        (AT - WINDOW_SECONDS, True),
        (AT + 301, False),
        (AT - 301, False),
    ):
        assert believes(SECRET, CONTENT, header, now) is told, now


@BOTH
@given(
    content=st.binary(max_size=40), secret=st.text(min_size=1, max_size=12), at=st.integers(0, 10**11),
    moved=st.integers(0, 63),
)  # fmt: skip
def test_nothing_else_is(believes: object, content: bytes, secret: str, at: int, moved: int) -> None:
    assert callable(believes)
    header = signed(secret, content, at)
    assert believes(secret, content, header, at)
    assert not believes(secret, content + b" ", header, at)
    assert not believes(secret + "x", content, header, at)
    assert not believes(secret, content, header.replace(f"t={at},", f"t={at + 1},"), at)
    digit = re.sub("^.*v1=", "", header)[moved]
    other = "0" if digit != "0" else "1"
    place = header.index("v1=") + 3 + moved
    assert not believes(secret, content, header[:place] + other + header[place + 1 :], at)


@BOTH
@pytest.mark.parametrize(
    "header",
    ["", "t=1", "v1=" + "0" * 64, "t=1,v1=" + "0" * 63, "t=x,v1=" + "0" * 64, "t=" + "9" * 40 + ",v1=" + "0" * 64],
)
def test_what_is_no_signature_is_no_error(believes: object, header: str) -> None:
    assert callable(believes)
    assert believes(SECRET, CONTENT, header, AT) is False
