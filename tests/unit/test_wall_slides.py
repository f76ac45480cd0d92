"""What is shown between calls: texts cut into pages, the slides nobody has to write, the folder."""

import os
from datetime import date
from pathlib import Path
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.hours_settings import Holiday, Hours, TimeRange, Weekly
from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import ServiceFace, Services, ServiceTexts
from display.example_slides import offer
from display.slides.folder import SlideFolder
from display.slides.own_slides import own_slides
from display.slides.page import HIGH, MOST_PAGES, TITLE_WIDE, pages_of, rows
from display.slides.slide import WELCOME, Slide

ASSETS = Path(__file__).parents[2] / "assets"
LOCALES = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
MONDAY = date(2026, 11, 23)


def ranges(*texts: str) -> tuple[TimeRange, ...]:
    return tuple(TimeRange.parse(text) for text in texts)


def lines(slide: Slide) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in slide.lines]


def test_a_text_is_a_title_paragraphs_and_lists() -> None:
    text = "# Jam pelayanan #\n\nKami buka\nhari kerja.\n\n- **Senin** sampai Kamis\n* Jumat\n1. pagi\n2) siang\n--"
    (slide,) = pages_of(text, "k")
    assert (slide.kind, slide.title) == ("text", "Jam pelayanan")
    assert lines(slide) == [
        ("plain", "Kami buka hari kerja."),
        ("item", "Senin sampai Kamis"),
        ("item", "Jumat"),
        ("item", "pagi"),
        ("item", "siang"),
    ]


@pytest.mark.parametrize("text", ["Semua gratis.", "# Semua gratis.\n", "\ufeff\n  Semua   gratis. \n\n"])
def test_a_single_sentence_is_shown_large(text: str) -> None:
    (slide,) = pages_of(text, "k")
    assert (slide.kind, slide.title) == ("statement", "Semua gratis.")


def test_without_a_heading_the_first_paragraph_is_the_title() -> None:
    (slide,) = pages_of("Hari ini\n\nLoket 3 pindah ke lantai 2.", "k")
    assert (slide.title, lines(slide)) == ("Hari ini", [("plain", "Loket 3 pindah ke lantai 2.")])


@pytest.mark.parametrize("text", ["", "\n\n", "---", "#", "- ", "\x00\x07"])
def test_an_empty_text_is_no_slide(text: str) -> None:
    assert pages_of(text, "k") == []


WORD = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=60)
LINE = st.tuples(st.sampled_from(["", "- ", "# ", "12. ", "\n"]), st.lists(WORD, max_size=9)).map(
    lambda line: line[0] + " ".join(line[1])
)


@given(st.one_of(st.text(max_size=300), st.lists(LINE, max_size=30).map("\n".join)))
def test_no_page_holds_more_than_can_be_shown(text: str) -> None:
    pages = pages_of(text, "k")
    assert len(pages) <= MOST_PAGES
    assert len({page.key for page in pages}) == len(pages)
    for page in pages:
        title = len(wrap(page.title, TITLE_WIDE))
        assert sum(rows(line) for line in page.lines) + max(0, title - 1) <= HIGH
        assert page.kind == "statement" or title <= 3


@given(st.lists(st.text("abcdefg", min_size=1, max_size=12), min_size=1, max_size=80).map(lambda words: words * 3))
def test_no_word_of_a_text_is_lost(words: list[str]) -> None:
    pages = pages_of("# Judul\n\n- " + " ".join(words[:40]) + "\n\n" + " ".join(words[40:]), "k")
    shown = [word for page in pages for line in page.lines for word in line.text.split()]
    assert shown == words


def test_a_long_text_becomes_pages_that_carry_its_title() -> None:
    pages = pages_of(
        "# Aturan\n\n" + "\n".join(f"- Aturan nomor {n} berlaku untuk semua orang" for n in range(20)), "k"
    )
    assert len(pages) > 3
    assert {page.title for page in pages} == {"Aturan"}
    assert [line.text for page in pages for line in page.lines] == [
        f"Aturan nomor {n} berlaku untuk semua orang" for n in range(20)
    ]


def test_a_book_is_not_read_to_its_end() -> None:
    assert len(pages_of("kata " * 20_000, "k")) <= MOST_PAGES


def test_days_of_equal_hours_stand_in_one_line() -> None:
    day = ranges("07:30-12:00", "13:00-15:30")
    hours = Hours(
        weekly=Weekly(mon=day, tue=day, wed=day, thu=day, fri=ranges("07:30-11:30"), sun=ranges("09:00-24:00"))
    )
    slides = {slide.key: slide for slide in own_slides(hours, None, MONDAY, LOCALES["id"])}
    assert [(line.text, line.beside) for line in slides["own:hours"].lines] == [
        ("Senin–Kamis", "07.30–12.00\n13.00–15.30"),
        ("Jumat", "07.30–11.30"),
        ("Sabtu", "Tutup"),
        ("Minggu", "09.00–00.00"),
    ]


@pytest.mark.parametrize("day, told", [(MONDAY, True), (date(2026, 12, 7), True), (date(2026, 12, 8), False)])
def test_a_closing_day_is_told_two_weeks_before_and_on_the_day(day: date, told: bool) -> None:
    hours = Hours(weekly=Weekly(mon=ranges("07:30-12:00")), holidays=(Holiday(date=day, name="Cuti bersama"),))
    slides = {slide.key: slide for slide in own_slides(hours, None, MONDAY, LOCALES["id"])}
    assert ("own:closing" in slides) is told
    if told:
        assert slides["own:closing"].lines[0].text == f"{LOCALES['id'].date(day)}: Cuti bersama"


def test_a_closing_day_that_is_over_is_not_told() -> None:
    hours = Hours(weekly=Weekly(mon=ranges("07:30-12:00")), holidays=(Holiday(date=date(2026, 11, 22), name="Libur"),))
    assert [slide.key for slide in own_slides(hours, None, MONDAY, LOCALES["id"])] == [WELCOME.key, "own:hours"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_requirement_of_every_service_of_the_branch_is_shown(language: str) -> None:
    services = offer(ASSETS)
    hours = Hours(weekly=Weekly(mon=ranges("07:30-12:00")))
    slides = own_slides(hours, services, MONDAY, LOCALES[language])
    shown = [line.text for slide in slides for line in slide.lines if line.kind == "item"]
    assert shown == [words for one in services.services for words in one.texts[language].requirements]
    assert {slide.note for slide in slides if slide.key.startswith("own:service")} == {
        services.services[0].texts[language].cost
    }
    (cost,) = [slide for slide in slides if slide.key == "own:cost"]
    assert cost.title == services.services[0].texts[language].cost


def test_where_services_cost_differently_none_is_said_to_hold_for_all() -> None:
    faces = [
        ServiceFace(
            letter=letter, open=True, documents={}, questions=[],
            texts={"id": ServiceTexts(name=letter, short="", requirements=["KK"], cost=cost)},
        )
        for letter, cost in (("A", "Rp 5.000"), ("B", "Tidak dipungut biaya"))
    ]  # fmt: skip
    hours = Hours(weekly=Weekly(mon=ranges("07:30-12:00")))
    slides = own_slides(hours, Services(services=faces), MONDAY, LOCALES["id"])
    assert "own:cost" not in [slide.key for slide in slides]
    assert [slide.note for slide in slides if slide.key.startswith("own:service")] == [
        "Rp 5.000",
        "Tidak dipungut biaya",
    ]
    assert own_slides(hours, Services(services=faces), MONDAY, LOCALES["en"])[1].key == "own:hours"


@pytest.mark.parametrize("name", ["Layanan " * 30, "x" * 300])
def test_of_a_name_that_is_too_long_the_beginning_stands_above_the_requirements(name: str) -> None:
    texts = {"id": ServiceTexts(name=name, short="", requirements=["Kartu Keluarga"] * 9, cost="gratis")}
    face = ServiceFace(letter="A", open=True, texts=texts, documents={}, questions=[])
    pages = own_slides(Hours(weekly=Weekly()), Services(services=[face]), MONDAY, LOCALES["id"])[1:-2]
    assert [len(page.lines) for page in pages] == [4, 4, 1]
    assert {len(wrap(page.title, TITLE_WIDE)) for page in pages} == {3}
    assert all(page.title.endswith(" …") for page in pages)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "slides"
    place.mkdir()
    for name in ("20-gambar.png", "30-film.mp4", "10-teks.md", "15-only.id.txt", "16-only.en.txt", "notes.docx"):
        (place / name).write_text("# Judul\n\nIsi")
    for name in (".hidden.md", "~copying.md", "_aside.md"):
        (place / name).write_text("tidak tampil")
    (place / "40-folder.md").mkdir()
    return place


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_folder_is_shown_in_the_order_of_its_names_and_in_the_walls_language(folder: Path, language: str) -> None:
    slides = SlideFolder((folder,), language).slides()
    names = [slide.key.split(":")[1] for slide in slides]
    only = "15-only.id.txt" if language == "id" else "16-only.en.txt"
    assert names == ["10-teks.md", only, "20-gambar.png", "30-film.mp4"]
    assert [slide.kind for slide in slides] == ["text", "text", "picture", "video"]


def test_the_first_folder_that_is_there_is_taken_and_none_is_no_fault(folder: Path, tmp_path: Path) -> None:
    assert len(SlideFolder((tmp_path / "none", folder), "id").slides()) == 4
    assert SlideFolder((tmp_path / "none",), "id").slides() == []
    assert SlideFolder((), "id").slides() == []


def test_a_file_that_was_changed_is_another_slide(folder: Path) -> None:
    before = SlideFolder((folder,), "id").slides()
    (folder / "10-teks.md").write_text("# Judul baru\n\nIsi")
    after = SlideFolder((folder,), "id").slides()
    assert after[0].key != before[0].key
    assert after[0].title == "Judul baru"
    assert [slide.key for slide in after[1:]] == [slide.key for slide in before[1:]]


def test_a_file_that_grows_under_an_old_date_is_another_slide(folder: Path) -> None:
    picture = folder / "20-gambar.png"
    os.utime(picture, (1, 1))
    (before,) = [slide.key for slide in SlideFolder((folder,), "id").slides() if slide.kind == "picture"]
    picture.write_text("the rest of it has come")
    os.utime(picture, (1, 1))
    (after,) = [slide.key for slide in SlideFolder((folder,), "id").slides() if slide.kind == "picture"]
    assert after != before


def test_only_files_are_slides_and_a_folder_that_cannot_be_looked_at_has_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1.png")
    (tmp_path / "2.png").symlink_to("2.png")
    (tmp_path / "3.png").mkdir()
    assert SlideFolder((tmp_path,), "id").slides() == []
    assert SlideFolder((tmp_path / ("x" * 300), tmp_path), "id").slides() == []


def test_a_text_of_another_encoding_is_shown_as_far_as_it_goes(folder: Path) -> None:
    (folder / "10-teks.md").write_bytes("# Café\n\nBuka".encode("latin-1"))
    assert SlideFolder((folder,), "id").slides()[0].title.startswith("Caf")


def test_the_slides_of_the_assets_are_there_in_both_languages_and_need_one_page_each() -> None:
    folders = {language: SlideFolder((ASSETS / "slides",), language).slides() for language in ("id", "en")}
    assert len(folders["id"]) == len(folders["en"]) > 0
    for slide in (*folders["id"], *folders["en"]):
        assert slide.kind == "text"
        assert slide.title
        assert not slide.key.endswith(":2")
