import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.documents import CIRCUMSTANCES
from counter_server.domain.refusals import NoNextStep, OutcomeUnknown
from counter_server.domain.service import Service
from counter_server.protocol.terms import Outcome

from .counter_tickets import a_step, claims

A = claims()
some_circumstances = st.frozensets(st.sampled_from(sorted(CIRCUMSTANCES)))
some_steps = st.lists(some_circumstances, min_size=1, max_size=5).map(
    lambda whens: tuple(a_step(f"step-{i}", when=tuple(sorted(when))) for i, when in enumerate(whens))
)


@pytest.mark.parametrize(
    "circumstances, step",
    [
        ((), "verification"),
        (("documents_missing",), "help"),
        (("anonymous",), "help"),
        (("residence_unsure",), "verification"),
        (("residence_unsure", "anonymous"), "help"),
    ],
)
def test_a_ticket_starts_where_its_circumstances_lead(circumstances: tuple[str, ...], step: str) -> None:
    assert A.first_step(frozenset(circumstances)).key == step


@given(some_steps, some_circumstances)
def test_every_ticket_has_a_first_step_and_it_is_the_first_that_fits(
    steps: tuple[object, ...], circumstances: frozenset[str]
) -> None:
    service = Service(letter="A", steps=steps)  # type: ignore[arg-type]
    first = service.first_step(circumstances)
    called_for = [step for step in service.steps if circumstances & set(step.when)]
    for_all = [step for step in service.steps if not step.when]
    assert first is (called_for or for_all or list(service.steps))[0]


def test_an_outcome_leads_where_the_table_says() -> None:
    assert A.after("help", Outcome.COMPLETE) == "verification"
    assert A.after("verification", Outcome.COMPLETE) == ""
    assert A.after("verification", Outcome.DOCUMENTS_MISSING) == "help"


def test_an_outcome_the_step_does_not_know_is_refused_with_those_it_knows() -> None:
    with pytest.raises(OutcomeUnknown) as refused:
        A.after("help", Outcome.REFERRED_JKN)
    assert refused.value.facts == {"outcome": "referred_jkn", "step": "help", "outcomes": ["complete"]}
    assert refused.value.status == 422


def test_nobody_but_the_clock_closes_the_day() -> None:
    with pytest.raises(OutcomeUnknown):
        A.after("verification", Outcome.DAY_CLOSED)


def test_forward_leads_to_the_row_below() -> None:
    assert A.step_after("help", "A-001") == "verification"


def test_forward_from_the_last_row_is_refused() -> None:
    with pytest.raises(NoNextStep) as refused:
        A.step_after("verification", "A-001")
    assert refused.value.facts == {"number": "A-001", "step": "verification"}


def test_a_step_is_found_by_its_name() -> None:
    assert A.step("help").key == "help"


def test_a_step_of_another_version_is_a_key_error_and_not_the_end_of_somebodys_loop() -> None:
    # a StopIteration would end a generator quietly, and a future cannot carry it at all
    with pytest.raises(KeyError, match="gone"):
        A.step("gone")
