"""A record that every command replaces: another one, whole, and the old one as it was."""

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from counter_server.domain.replaced import replace
from counter_server.domain.staff import Member
from counter_server.protocol.terms import Role, StaffState

SITI = Member(staff="verifier-1", name="Siti", role=Role.VERIFIER)


def test_only_what_is_named_differs_and_the_old_one_stays_as_it_was() -> None:
    ready = replace(SITI, state=StaffState.READY, since=5)
    assert ready == Member(staff="verifier-1", name="Siti", role=Role.VERIFIER, state=StaffState.READY, since=5)
    assert (SITI.state, SITI.since) == (StaffState.AWAY, 0)


def test_what_no_record_has_is_refused() -> None:
    unknown: dict[str, Any] = {"sicne": 5}
    with pytest.raises(TypeError, match="sicne"):
        replace(SITI, **unknown)


def test_the_new_one_is_frozen_like_the_old() -> None:
    with pytest.raises(FrozenInstanceError):
        replace(SITI, since=5).since = 6  # type: ignore[misc]
