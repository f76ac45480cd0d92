"""The survey's printed sheet, read back from its PDF."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from counter_server.domain.survey import Element, Tally
from counter_server.domain.survey_period import parsed
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Language
from counter_server.storage.survey import Figures, Group
from counter_server.web.survey_sheet import Sheet, draw
from counter_server.web.survey_words import report
from tests.server import ROOT

WORDS = {language: Locale.load(ROOT / "assets" / "locale", language) for language in Language}
OFFICE = Sheet(
    letterhead=("PEMERINTAH KOTA", "DINAS KESEHATAN", "Jl. Contoh 1"), branch="LALOPA P2KM",
    signed="Kepala Dinas Kesehatan", place="Bandar Lampung", made=date(2026, 7, 1),
)  # fmt: skip


def printed(language: Language, *sizes: int, sheet: Sheet = OFFICE) -> PdfReader:
    """The sheet of so many answers a service, who all said 3, but of the fee 4."""
    period, words = parsed("2026-H1"), WORDS[language]
    assert period is not None
    groups = {
        letter: Group(size, {one: Tally(size, size * (4 if one is Element.FEE else 3)) for one in Element})
        for letter, size in zip("AKS", sizes, strict=False)
    }
    names = {"A": "Klaim", "K": "Kepesertaan", "S": "Informasi"}
    figures = Figures(sum(groups.values(), Group()), groups, {}, 9400)
    told = report(figures, period, names, words, date(2026, 7, 1))
    return PdfReader(io.BytesIO(draw(told, sheet, words, ROOT / "assets" / "fonts")))


def on_one_page(paper: PdfReader) -> str:
    assert len(paper.pages) == 1
    assert [round(float(side)) for side in paper.pages[0].mediabox[2:]] == [595, 842], "A4"
    return " ".join(paper.pages[0].extract_text().split())


def test_it_says_who_publishes_what_of_which_period_and_who_signs() -> None:
    said = on_one_page(printed(Language.ID, 300, 70))
    for words in (
        "PEMERINTAH KOTA", "Indeks Kepuasan Masyarakat", "LALOPA P2KM · Semester 1 2026", "77,78", "B · Baik",
        "370 orang dari 9.400 kunjungan", "memenuhi 369", "Klaim: 77,78 (300)", "Bandar Lampung, 1 Juli 2026",
        "Kepala Dinas Kesehatan",
    ):  # fmt: skip
        assert words in said


@pytest.mark.parametrize("language", list(Language))
def test_it_names_all_nine_elements_and_what_is_mended_first(language: Language) -> None:
    paper, words = printed(language, 300), WORDS[language]
    said = on_one_page(paper)
    assert all(words.say(f"common.survey.element.{element}") in said for element in Element)
    assert words.say("phone.survey.report.mend") in said
    assert paper.metadata is not None
    assert words.say("common.survey.index") in str(paper.metadata.title)
    assert paper.trailer["/Root"]["/Lang"] == language  # type: ignore[index]


def test_of_nine_answers_it_shows_no_figure() -> None:
    said = on_one_page(printed(Language.ID, 9))
    assert "Baru 9 jawaban" in said
    assert "75,00" not in said
    assert "Persyaratan" not in said
    assert "Kami perbaiki" not in said


def test_nobody_signs_what_nobody_was_named_for() -> None:
    sheet = Sheet(letterhead=("Dinas Kesehatan",), branch="LALOPA P2KM", signed="", place="", made=date(2026, 7, 1))
    said = on_one_page(printed(Language.ID, 30, sheet=sheet))
    assert "Dibuat 1 Juli 2026" in said
    assert "Kepala" not in said
