import pytest

from counter_server.domain import refusals
from counter_server.domain.refusals import Refusal, every_refusal

OF_THE_DESIGN = {400, 401, 403, 404, 409, 413, 415, 422, 429, 507}
KINDS = [kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, Refusal)]


def test_every_refusal_is_found_by_its_code_and_no_two_share_one() -> None:
    assert set(every_refusal().values()) == {kind for kind in KINDS if kind is not Refusal}


@pytest.mark.parametrize("code, kind", sorted(every_refusal().items()))
def test_a_refusal_answers_with_a_status_of_the_contract(code: str, kind: type[Refusal]) -> None:
    assert kind.status in OF_THE_DESIGN
    assert kind(anything=1).code == code
    assert kind(anything=1).facts == {"anything": 1}


@pytest.mark.parametrize(
    "name, code",
    [
        ("ServiceClosed", "service_closed"),
        ("NikMalformed", "nik_malformed"),
        ("KkMalformed", "kk_malformed"),
        ("CoveredElsewhere", "covered_elsewhere"),
        ("RequestReused", "request_reused"),
        ("CounterTaken", "counter_taken"),
        ("TicketOpen", "ticket_open"),
    ],
)
def test_a_code_is_the_designs_word(name: str, code: str) -> None:
    assert getattr(refusals, name).code == code
