"""The presets as they ship, and what happens to a slip in them."""

import shutil
from collections.abc import Callable
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from counter_server import settings_page
from counter_server.domain.documents import CIRCUMSTANCES, circumstances, missing
from counter_server.presets import LoadedService, Presets, load_presets, load_services
from counter_server.protocol.branch_file import branch_document, branch_from_document, load_branch
from counter_server.protocol.mistakes import WORDS, Mistake, PresetBroken
from counter_server.protocol.settings import digest
from counter_server.protocol.terms import Language, Outcome, Paper, Role
from counter_server.service_file import Circumstance
from counter_server.setup import opening_hours

JAKARTA = ZoneInfo("Asia/Jakarta")
REPOSITORY = Path(__file__).parents[2]
ASSETS = REPOSITORY / "assets"
PAPERS = {Paper.KK: ("original", "copy"), Paper.EKTP: ("original", "copy")}
Edit = Callable[[str, str, str], None]


@pytest.fixture(scope="module")
def presets() -> Presets:
    return load_presets(ASSETS)


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    for part in ("branch.toml", "services", "locale"):
        source = ASSETS / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / part)
    return tmp_path


@pytest.fixture
def edit(assets: Path) -> Edit:
    def edited(file: str, old: str, new: str) -> None:
        text = (assets / file).read_text(encoding="utf-8")
        assert old in text
        (assets / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edited


def broken(assets: Path) -> tuple[Mistake, ...]:
    with pytest.raises(PresetBroken) as found:
        load_presets(assets)
    assert str(found.value)
    return found.value.mistakes


def told(assets: Path) -> list[tuple[str, str, str, str]]:
    return [(mistake.file, mistake.key, mistake.code, mistake.did_you_mean) for mistake in broken(assets)]


def service(presets: Presets, letter: str) -> LoadedService:
    return next(loaded for loaded in presets.services if loaded.letter == letter)


def test_the_counter_has_its_people_and_places(presets: Presets) -> None:
    staff = {person.key: person.role for person in presets.branch.staff}
    assert staff == {
        **{f"verifier-{n}": Role.VERIFIER for n in range(1, 17)},
        **{f"extra-{n}": Role.EXTRA for n in (1, 2)},
        "supervisor-1": Role.SUPERVISOR,
    }
    counters = {counter.key: (counter.kind, counter.n) for counter in presets.branch.counters}
    assert counters == {
        **{f"loket-{n}": ("loket", n) for n in range(1, 17)},
        **{f"bantuan-{n}": ("bantuan", n) for n in (1, 2)},
    }


def test_the_counter_offers_its_four_services_and_no_warning(presets: Presets) -> None:
    assert [loaded.letter for loaded in presets.services] == ["A", "K", "L", "S"]
    assert presets.warnings == ()


def test_the_patients_papers_are_asked_for_where_the_document_says_so(presets: Presets) -> None:
    asked = {loaded.letter: loaded.service.documents for loaded in presets.services}
    assert asked == {"A": PAPERS, "K": PAPERS, "L": {}, "S": {}}


def test_the_questions_are_the_designs(presets: Presets) -> None:
    asked = {loaded.letter: loaded.questions for loaded in presets.services}
    assert asked == {
        "A": ("for", "insurance", "residence", "hospital"),
        "K": ("for", "insurance", "residence"),
        "L": ("hospital",),
        "S": (),
    }


@pytest.mark.parametrize("letter", ["A", "K"])
def test_a_complete_claim_goes_to_the_verifiers_and_any_doubt_to_the_help_desk(presets: Presets, letter: str) -> None:
    steps = service(presets, letter).service
    assert steps.first_step(frozenset()).key == "verification"
    assert steps.first_step(frozenset()).role is Role.VERIFIER
    for circumstance in CIRCUMSTANCES:
        assert steps.first_step(frozenset({circumstance})).key == "help"
        assert steps.first_step(frozenset({circumstance})).role is Role.EXTRA


def test_whoever_brings_nothing_is_helped_first_and_verified_after(presets: Presets) -> None:
    claim = service(presets, "A").service
    lacking = missing(claim.documents, {}, {})
    assert claim.first_step(circumstances(missing=lacking, answers={})).key == "help"
    assert claim.after("help", Outcome.COMPLETE) == "verification"
    assert claim.after("verification", Outcome.COMPLETE) == ""


def test_a_patient_without_identity_is_always_helped_first_then_verified(presets: Presets) -> None:
    steps = service(presets, "L").service
    assert steps.first_step(frozenset()).key == "help"
    assert steps.after("help", Outcome.COMPLETE) == "verification"


def test_a_question_ends_at_the_help_desk_and_may_be_forwarded(presets: Presets) -> None:
    steps = service(presets, "S").service
    assert steps.first_step(frozenset()).role is Role.EXTRA
    assert steps.after("help", Outcome.COMPLETE) == ""
    assert steps.step_after("help", "S-001") == "verification"


def test_the_circumstances_a_file_may_name_are_those_the_rules_compute() -> None:
    assert set(get_args(Circumstance)) == CIRCUMSTANCES


def test_every_service_says_its_six_public_parts_in_every_language(presets: Presets) -> None:
    for loaded, language in product(presets.services, presets.branch.branch.languages):
        texts = loaded.texts[language]
        parts = (texts.requirements, texts.procedure, texts.time, texts.cost, texts.product, texts.complaints)
        assert all(parts), (loaded.letter, language)


def test_the_two_languages_tell_as_many_requirements_and_steps(presets: Presets) -> None:
    for loaded in presets.services:
        told = {(len(texts.requirements), len(texts.procedure)) for texts in loaded.texts.values()}
        assert len(told) == 1, loaded.letter


def test_a_list_of_partner_hospitals_is_read(assets: Path) -> None:
    assert load_presets(assets).branch.hospitals == ()
    with (assets / "branch.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[hospitals]]\nkey = "rs-contoh"\nname = "RS Contoh"\n')
    assert [hospital.name for hospital in load_presets(assets).branch.hospitals] == ["RS Contoh"]


def test_the_calendar_of_the_file_is_one_the_rules_accept(presets: Presets) -> None:
    hours = presets.branch.hours
    calendar = opening_hours(hours, JAKARTA)
    friday = datetime(2026, 11, 27, tzinfo=JAKARTA)
    for hour, minute, is_open in [(7, 29, False), (7, 30, True), (11, 30, False), (13, 0, True), (16, 0, False)]:
        assert calendar.is_open(friday.replace(hour=hour, minute=minute)) is is_open
    assert not calendar.is_open(datetime(2026, 12, 25, 9, tzinfo=JAKARTA))


def test_presets_survive_the_way_into_the_database_and_back(presets: Presets) -> None:
    assert branch_from_document(branch_document(presets.branch)) == presets.branch
    for loaded in presets.services:
        again = LoadedService.from_document(loaded.to_document(), version=1)
        assert again == loaded
        assert again.digest == loaded.digest
        assert (again.service, again.texts, again.questions) == (loaded.service, loaded.texts, loaded.questions)


def test_a_changed_word_changes_the_digest_and_a_comment_does_not(presets: Presets, assets: Path, edit: Edit) -> None:
    before = {loaded.letter: loaded.digest for loaded in presets.services}
    edit("services/S-informasi-pengaduan.toml", 'letter = "S"', '# here\nletter   =   "S"')
    assert {loaded.letter: loaded.digest for loaded in load_services(assets / "services")} == before
    edit("services/S-informasi-pengaduan.toml", "Pertanyaan, ", "Pertanyaan atau ")
    after = {loaded.letter: loaded.digest for loaded in load_services(assets / "services")}
    assert {letter for letter in before if before[letter] != after[letter]} == {"S"}
    edit("branch.toml", "wrap_up_seconds = 0", "wrap_up_seconds = 5")
    assert digest(branch_document(load_branch(assets / "branch.toml"))) != digest(branch_document(presets.branch))


def test_mistakes_of_all_files_are_told_together(assets: Path, edit: Edit) -> None:
    edit("branch.toml", "priority_weight", "priority_wieght")
    edit("branch.toml", 'mode = "push"', 'mode = "psh"')
    edit("services/A-klaim-rawat-inap.toml", '"documents_missing"', '"document_missing"')
    edit("services/K-kepesertaan.toml", 'complete = "verification"', 'complete = "verificaton"')
    edit("services/L-tanpa-identitas.toml", 'questions = ["hospital"]', 'questions = ["hospital"')
    assert told(assets) == [
        ("branch.toml", "calling.priority_wieght", "unknown_key", "priority_weight"),
        ("branch.toml", "calling.mode", "not_a_choice", "push"),
        ("services/A-klaim-rawat-inap.toml", "steps[help].when[1]", "not_a_choice", "documents_missing"),
        ("services/K-kepesertaan.toml", "steps[help].next.complete", "unknown_name", "verification"),
        ("services/L-tanpa-identitas.toml", "", "syntax", ""),
    ]


def test_a_syntax_mistake_is_told_with_its_line(assets: Path) -> None:
    (assets / "branch.toml").write_text('[branch]\nname = "LALOPA\n', encoding="utf-8")
    (mistake,) = broken(assets)
    assert mistake.code == "syntax"
    assert mistake.facts["where"].startswith("line 2")


@pytest.mark.parametrize(
    "file, old, new, expected",
    [
        ("A-klaim-rawat-inap.toml", 'letter = "A"', 'letter = "a"', ("letter", "malformed")),
        ("A-klaim-rawat-inap.toml", 'letter = "A"', 'letter = "Á"', ("letter", "malformed")),
        ("A-klaim-rawat-inap.toml", 'role = "extra"', 'role = "supervisor"', ("steps[help].role", "not_a_choice")),
        ("A-klaim-rawat-inap.toml", 'ektp = ["original"', 'ktp = ["original"', ("documents.ktp", "not_a_choice")),
        ("A-klaim-rawat-inap.toml", "standard_minutes = 10", "", ("steps[help].standard_minutes", "missing")),
        ("A-klaim-rawat-inap.toml", "[texts.en]", "[texts.eng]", ("texts.eng", "not_a_choice")),
        ("A-klaim-rawat-inap.toml", 'cost = "Tidak dipungut biaya"', "", ("texts.id.cost", "missing")),
        ("A-klaim-rawat-inap.toml", 'key = "help"', 'key = "verification"', ("steps[verification].key", "duplicate")),
        ("A-klaim-rawat-inap.toml", 'key = "help"', 'key = "help/desk"', ("steps[help/desk].key", "malformed")),
        ("K-kepesertaan.toml", 'letter = "K"', 'letter = "A"', ("letter", "duplicate")),
        ("S-informasi-pengaduan.toml", "complete =", "day_closed =", ("steps[help].next.day_closed", "not_a_choice")),
    ],
)
def test_a_slip_in_a_service_is_named(
    assets: Path, edit: Edit, file: str, old: str, new: str, expected: tuple[str, str]
) -> None:
    edit(f"services/{file}", old, new)
    assert (f"services/{file}", *expected) in [(file, key, code) for file, key, code, _ in told(assets)]


def test_a_member_of_staff_with_a_service_that_is_not_there_is_named(assets: Path, edit: Edit) -> None:
    edit("branch.toml", 'name = "Verifikator 3"', 'name = "Verifikator 3"\nservices = ["A", "Z"]')
    assert told(assets) == [("branch.toml", "staff[verifier-3].services", "unknown_name", "")]


def test_a_step_nobody_serves_is_named(assets: Path, edit: Edit) -> None:
    for n in (1, 2):
        edit(
            "branch.toml", f'name = "Petugas Bantuan {n}"', f'name = "Petugas Bantuan {n}"\nservices = ["A", "K", "L"]'
        )
    assert told(assets) == [("services/S-informasi-pengaduan.toml", "steps[help].role", "nobody_serves", "")]


def test_a_language_of_the_branch_without_texts_is_named(assets: Path, edit: Edit) -> None:
    path = assets / "services" / "S-informasi-pengaduan.toml"
    before, _, rest = path.read_text(encoding="utf-8").partition("[texts.en]")
    path.write_text(before + rest[rest.index("[[steps]]") :], encoding="utf-8")
    assert told(assets) == [("services/S-informasi-pengaduan.toml", "texts.en", "texts_missing", "")]
    edit("branch.toml", 'languages = ["id", "en"]', 'languages = ["id"]')
    assert load_presets(assets).branch.branch.languages == (Language.ID,)


def test_a_visit_that_never_ends_is_named(assets: Path) -> None:
    path = assets / "services" / "S-informasi-pengaduan.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(' = ""', ' = "help"'), encoding="utf-8")
    assert told(assets) == [("services/S-informasi-pengaduan.toml", "steps", "ends_nowhere", "")]


def test_letters_that_sound_alike_are_a_warning_not_a_mistake(assets: Path, edit: Edit) -> None:
    edit("services/A-klaim-rawat-inap.toml", 'letter = "A"', 'letter = "B"')
    edit("services/K-kepesertaan.toml", 'letter = "K"', 'letter = "D"')
    (warning,) = load_presets(assets).warnings
    assert (warning.code, warning.facts["found"]) == ("sounds_alike", "B, D")
    assert warning.lines()


def test_files_that_are_not_there_are_named(tmp_path: Path) -> None:
    assert told(tmp_path) == [("branch.toml", "", "file_missing", ""), ("services", "", "none_found", "")]


def test_a_file_that_is_no_text_is_named(assets: Path) -> None:
    (assets / "branch.toml").write_bytes(b"\xff\xfe")
    assert told(assets) == [("branch.toml", "", "file_unreadable", "")]


def test_a_folder_in_place_of_a_file_is_named(assets: Path) -> None:
    (assets / "branch.toml").unlink()
    (assets / "branch.toml").mkdir()
    assert told(assets) == [("branch.toml", "", "file_unreadable", "")]


def test_every_mistake_that_has_words_can_happen() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (REPOSITORY / "counter_server").rglob("*.py")
        if path.name != "mistakes.py"
    )
    assert [code for code in WORDS if f'"{code}"' not in sources] == []


def test_the_page_of_settings_is_what_the_declarations_say() -> None:
    written = (REPOSITORY / "docs" / "settings.md").read_text(encoding="utf-8")
    assert written == settings_page.page() + "\n", "python -m counter_server.settings_page > docs/settings.md"
