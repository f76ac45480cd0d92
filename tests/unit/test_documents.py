import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.documents import CIRCUMSTANCES, circumstances, cover_elsewhere, missing
from counter_server.protocol.terms import For, Form, Insurance, Paper, Residence

ALL = {Paper.KK: ("original", "copy"), Paper.EKTP: ("original", "copy")}
Held = dict[str, list[str]]

some_forms = st.lists(st.sampled_from(list(Form)), unique=True)
what_is_held = st.dictionaries(st.sampled_from([*Paper, "sktm"]), some_forms)
what_is_asked = st.dictionaries(st.sampled_from(Paper), some_forms.map(tuple))
some_answers = st.fixed_dictionaries(
    {},
    optional={
        "for": st.sampled_from(For),
        "insurance": st.sampled_from(Insurance),
        "residence": st.sampled_from(Residence),
        "hospital": st.just("rsud-a-dadi-tjokrodipo"),
    },
)


@pytest.mark.parametrize(
    "held, lacking",
    [
        ({"kk": ["original", "copy"], "ektp": ["original", "copy"]}, {}),
        ({"kk": ["copy", "original"], "ektp": ["copy", "original"]}, {}),
        ({"kk": ["original", "copy"], "ektp": ["original"]}, {"ektp": ("copy",)}),
        ({"kk": ["copy"], "ektp": ["original", "copy"]}, {"kk": ("original",)}),
        ({"kk": ["original", "copy"]}, {"ektp": ("original", "copy")}),
        ({"kk": [], "ektp": ["copy"]}, {"kk": ("original", "copy"), "ektp": ("original",)}),
        ({}, {"kk": ("original", "copy"), "ektp": ("original", "copy")}),
        ({"passport": ["original"]}, {"kk": ("original", "copy"), "ektp": ("original", "copy")}),
    ],
)
def test_what_is_missing_is_said_per_paper_and_form(held: Held, lacking: dict[str, tuple[str, ...]]) -> None:
    assert missing(ALL, held) == lacking


@given(what_is_asked, what_is_held, some_answers)
def test_whoever_brings_what_was_missing_misses_nothing(
    asked: dict[Paper, tuple[str, ...]], held: Held, answers: dict[str, str]
) -> None:
    lacking = missing(asked, held, answers)
    brought = {paper: [*held.get(paper, []), *lacking.get(paper, ())] for paper in {*held, *lacking}}
    assert missing(asked, brought, answers) == {}
    assert all(form not in held.get(paper, []) for paper, forms in lacking.items() for form in forms)


@given(what_is_asked, what_is_held)
def test_an_anonymous_patient_has_no_papers_to_show(asked: dict[Paper, tuple[str, ...]], held: Held) -> None:
    assert missing(asked, held, {"for": "anonymous"}) == {}


@given(what_is_held)
def test_a_service_that_asks_for_no_papers_misses_none(held: Held) -> None:
    assert missing({}, held) == {}


@pytest.mark.parametrize(
    "lacking, answers, so",
    [
        ({}, {}, set()),
        ({}, {"for": "self", "insurance": "none", "residence": "city"}, set()),
        ({}, {"for": "family", "insurance": "inactive"}, set()),
        ({"kk": ("copy",)}, {}, {"documents_missing"}),
        ({}, {"residence": "elsewhere"}, {"residence_elsewhere"}),
        ({}, {"residence": "unsure"}, {"residence_unsure"}),
        ({}, {"insurance": "unsure"}, {"insurance_unsure"}),
        ({}, {"for": "anonymous"}, {"anonymous"}),
        (
            {"kk": ("copy",)},
            {"residence": "unsure", "insurance": "unsure"},
            {"documents_missing", "residence_unsure", "insurance_unsure"},
        ),
    ],
)
def test_circumstances_say_what_is_amiss_and_nothing_of_what_was_not_asked(
    lacking: dict[str, tuple[str, ...]], answers: dict[str, str], so: set[str]
) -> None:
    assert circumstances(missing=lacking, answers=answers) == so


@given(what_is_asked, what_is_held, some_answers)
def test_every_circumstance_is_one_a_step_may_name(
    asked: dict[Paper, tuple[str, ...]], held: Held, answers: dict[str, str]
) -> None:
    assert circumstances(missing=missing(asked, held, answers), answers=answers) <= CIRCUMSTANCES


@pytest.mark.parametrize(
    "insurance, elsewhere",
    [("none", False), ("jkn", True), ("other", True), ("inactive", False), ("unsure", False), ("", False)],
)
def test_only_cover_that_pays_leads_elsewhere(insurance: str, elsewhere: bool) -> None:
    assert cover_elsewhere({"insurance": insurance}) is elsewhere


def test_whoever_was_not_asked_is_not_covered_elsewhere() -> None:
    assert cover_elsewhere({}) is False
