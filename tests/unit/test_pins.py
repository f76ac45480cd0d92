"""Which PINs somebody would soon guess."""

import pytest

from counter_server.domain.pins import too_easy


@pytest.mark.parametrize(
    "pin",
    [
        "12345", "123456", "654321", "000000", "111111", "121212", "123123", "112233", "123321", "246810", "135791",
        "170845", "450817", "17081945", "19450817", "20010131", "\uff11\uff12\uff15\uff19\uff18\uff13", "password",
        "Lalopa123", "verifier-1", "antrean2026", "short1", "aaaaaaaa", "9" * 65, "12\n3456789",
    ],
)  # fmt: skip
def test_what_a_colleague_would_try_first_is_too_easy(pin: str) -> None:
    assert too_easy(pin, staff="verifier-1")


@pytest.mark.parametrize(
    "pin", ["135790", "975310", "973108", "804519", "4915083762", "kuda biru menari", "x7-Qm!pW z"]
)
def test_others_are_not_whatever_they_are_made_of(pin: str) -> None:
    assert not too_easy(pin, staff="verifier-1")
