"""What people read: both languages say everything, and everything that is shown has words."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

import pytest

from counter_server.domain.permissions import MAY
from counter_server.domain.refusals import every_refusal
from counter_server.domain.survey import Element
from counter_server.operations.surveying import Asked
from counter_server.presets import load_presets
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import (
    Channel,
    Do,
    For,
    Form,
    Insurance,
    Is,
    Language,
    Mode,
    Outcome,
    Paper,
    Place,
    PrintStatus,
    Priority,
    Residence,
    Role,
    StaffState,
)

REPOSITORY = Path(__file__).parents[2]
ASSETS = REPOSITORY / "assets"
LOCALES = {language: Locale.load(ASSETS / "locale", language) for language in Language}
KEYS = sorted(set().union(*(locale.words for locale in LOCALES.values())))
SECTIONS = ["common", "kiosk", "paper", "display", "speech", "console", "refusal", "server", "launcher", "phone"]

SHOWN: dict[str, type[StrEnum]] = {
    "common.answer.for": For,
    "common.answer.insurance": Insurance,
    "common.answer.residence": Residence,
    "common.channel": Channel,
    "common.document": Paper,
    "common.document_long": Paper,
    "common.form": Form,
    "common.language": Language,
    "common.mode": Mode,
    "common.outcome": Outcome,
    "common.place": Place,
    "common.print_status": PrintStatus,
    "common.survey.channel": Asked,
    "common.survey.element": Element,
    "common.priority": Priority,
    "common.priority_short": Priority,
    "common.role": Role,
    "common.staff_state": StaffState,
    "common.ticket_state": Is,
    "common.action": Do,
}
WARNINGS = [
    "region_elsewhere",
    "birth_date_ahead",
    "kk_region_elsewhere",
    "kk_date_ahead",
    "issued_while_closed",
    "covered_elsewhere",
]
OF_THE_CLIENTS = ["server_away", "unknown"]
WRONG_WORDS = {
    Language.ID: r"\b(antrian|ijin|silahkan|resiko|nomer|fotocopy|foto copy|di mohon)\b",
    Language.EN: r"\b(antrian|adress|recieve|seperate)\b",
}


@pytest.fixture(params=list(Language))
def locale(request: pytest.FixtureRequest) -> Locale:
    return LOCALES[request.param]


def test_both_languages_say_everything_with_the_same_facts() -> None:
    unsaid = [(language, key) for language, locale in LOCALES.items() for key in KEYS if not locale.has(key)]
    assert unsaid == []
    indonesian, english = (LOCALES[language] for language in Language)
    assert [key for key in KEYS if indonesian.placeholders(key) != english.placeholders(key)] == []


@pytest.mark.parametrize("language", list(Language))
def test_the_sections_are_the_programs(language: Language) -> None:
    tables = tomllib.loads((ASSETS / "locale" / f"{language}.toml").read_text(encoding="utf-8"))
    assert list(tables) == SECTIONS


def test_words_have_no_loose_ends(locale: Locale) -> None:
    laid_out = ("launcher.", "server.")  # the terminal's columns are made of spaces
    shown = {key: words for key, words in locale.words.items() if not key.startswith(laid_out)}
    assert [key for key, words in shown.items() if words != " ".join(words.split())] == []


def test_spelling_that_slips_in_easily_is_kept_out(locale: Locale) -> None:
    wrong = re.compile(WRONG_WORDS[Language(locale.language)], re.IGNORECASE)
    assert [key for key, words in locale.words.items() if wrong.search(words)] == []


@pytest.mark.parametrize("table", sorted(SHOWN))
def test_every_term_that_is_shown_has_words(locale: Locale, table: str) -> None:
    assert [term for term in SHOWN[table] if not locale.has(f"{table}.{term}")] == []


def test_every_action_that_may_be_refused_has_words(locale: Locale) -> None:
    actions = {action for allowed in MAY.values() for action in allowed}
    assert [action for action in sorted(actions) if not locale.has(f"common.action.{action}")] == []
    assert [who for who in MAY if not locale.has(f"common.role.{who}")] == []


@pytest.mark.parametrize("code", [*sorted(every_refusal()), *OF_THE_CLIENTS])
def test_every_refusal_has_words(locale: Locale, code: str) -> None:
    assert locale.has(f"refusal.{code}")
    assert locale.refusal(code, {})


def documented_facts(code: str) -> set[str]:
    _, _, facts = (every_refusal()[code].__doc__ or "").partition("Facts")
    return {"part"} if "as for a NIK" in facts else set(re.findall(r"[a-z_]+", facts))


@pytest.mark.parametrize("code", sorted(every_refusal()))
def test_a_refusals_words_hold_only_facts_it_has(locale: Locale, code: str) -> None:
    keys = [key for key in locale.words if key == f"refusal.{code}" or key.startswith(f"refusal.{code}_with_")]
    for key in keys:
        assert locale.placeholders(key) <= documented_facts(code), key


def test_no_refusal_has_words_without_a_code(locale: Locale) -> None:
    codes = {*every_refusal(), *OF_THE_CLIENTS}
    assert {key.removeprefix("refusal.").partition("_with_")[0] for key in locale.under("refusal")} == codes


@pytest.mark.parametrize("code", WARNINGS)
def test_every_warning_has_words(locale: Locale, code: str) -> None:
    assert locale.has(f"common.warning.{code}")


@pytest.mark.parametrize("part", ["digits", "length", "day", "month", "date", "serial"])
def test_a_malformed_number_says_which_part_without_showing_it(locale: Locale, part: str) -> None:
    said = locale.refusal("nik_malformed", {"part": part, "found": "45"})
    assert locale.say(f"common.identity_part.{part}") in said
    assert "45" not in said


def test_the_presets_steps_and_counters_have_names(locale: Locale) -> None:
    presets = load_presets(ASSETS)
    steps = {step.key for loaded in presets.services for step in loaded.service.steps}
    assert [step for step in sorted(steps) if not locale.has(f"common.step.{step}")] == []
    kinds = {counter.kind for counter in presets.branch.counters}
    assert [kind for kind in sorted(kinds) if not locale.has(f"common.counter.{kind}")] == []


def used() -> Iterator[tuple[str, str]]:
    """(file, key) of all words the programs ask for by name; a key with a hole in it is cut there."""
    says = re.compile(r"""\b(?:say|_say|has|words)\(\s*f?["']([a-z_]+\.[a-z0-9_.{}-]*)""")
    for folder in ("kiosk", "display", "counter_server"):
        for path in sorted((REPOSITORY / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".j2") and path.is_file():
                for key in says.findall(path.read_text(encoding="utf-8")):
                    if key.partition(".")[0] in SECTIONS:
                        yield path.name, key.partition("{")[0]


def test_what_the_programs_say_is_there(locale: Locale) -> None:
    def there(key: str) -> bool:
        return any(known.startswith(key) for known in locale.words) if key[-1] in "._" else locale.has(key)

    assert [(file, key) for file, key in used() if not there(key)] == []


def test_a_refusal_speaks_the_readers_language_down_to_its_facts() -> None:
    facts = {"number": "A-001", "action": "start", "status": "waiting"}
    indonesian, english = LOCALES[Language.ID], LOCALES[Language.EN]
    assert indonesian.refusal("wrong_state", facts) == (
        'Tidak dapat mulai melayani: nomor A-001 sedang dalam keadaan "menunggu".'
    )
    assert english.refusal("wrong_state", facts) == 'Cannot start serving: number A-001 is "waiting".'
    assert indonesian.refusal("counter_taken", {"counter": "loket-2"}) == "Loket 2 sedang ditempati petugas lain."
    assert english.refusal("counter_taken", {"counter": "bantuan-1"}).startswith("Help Desk 1 ")


def test_a_closed_service_says_when_it_opens_if_it_knows() -> None:
    indonesian = LOCALES[Language.ID]
    opens = {"service": "A", "opens": "2026-11-23T07:30:00+07:00"}
    assert indonesian.refusal("service_closed", opens) == (
        "Layanan ini sedang tutup. Buka kembali Senin, 23 November 2026 pukul 07.30."
    )
    assert indonesian.refusal("service_closed", {"service": "A", "opens": None}) == "Layanan ini sedang tutup."
    assert indonesian.refusal("service_closed", {"opens": "besok"}).endswith("Buka kembali besok.")


def test_a_code_of_a_newer_server_still_gets_words(locale: Locale) -> None:
    assert "moon_is_full" in locale.refusal("moon_is_full", {"phase": 1})


def test_a_fact_that_did_not_come_leaves_a_gap_not_a_crash(locale: Locale) -> None:
    assert "…" in locale.refusal("ticket_open", {})


def test_dates_and_times_are_written_as_the_language_does() -> None:
    indonesian, english = LOCALES[Language.ID], LOCALES[Language.EN]
    assert indonesian.date(date(2026, 8, 17)) == "Senin, 17 Agustus 2026"
    assert english.date(date(2026, 8, 17)) == "Monday, 17 August 2026"
    at = datetime(2026, 8, 17, 7, 5, tzinfo=UTC)
    assert (indonesian.time(at), english.time(at)) == ("07.05", "07:05")


def test_words_that_are_not_there_are_named() -> None:
    with pytest.raises(KeyError, match=r"kiosk\.nothing"):
        LOCALES[Language.ID].say("kiosk.nothing")
    with pytest.raises(KeyError, match="needs the fact 'n'"):
        LOCALES[Language.ID].say("common.counter.loket")


def test_a_value_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "id.toml").write_text("[common]\nmonths = [1, 2]\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"common\.months"):
        Locale.load(tmp_path, "id")
