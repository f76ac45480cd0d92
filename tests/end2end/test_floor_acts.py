"""The person in charge at her floor, in real Chromium: she sees what is the matter, and acts by keyboard and touch."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect

from tests.accessibility import barriers, watched
from tests.browser import LAPTOP, Console
from tests.busy_floor import busy_floor, machines_say
from tests.server import Server

TABLET = (1024, 768)
MINUTES = re.compile(r"^\d+–\d+ mnt$")
QUESTIONS = ("notice", "message", "summon", "team", "mode", "close-day")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with busy_floor(tmp_path_factory.mktemp("busy"), waiting=12) as started:
        yield started


@pytest.fixture(autouse=True)
def machines(server: Server) -> None:
    """All of them are there."""
    machines_say(server)


@contextmanager
def seen(browser: Browser, url: str, size: tuple[int, int], *, touch: bool = False) -> Iterator[Console]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="id-ID", reduced_motion="reduce", has_touch=touch
    )
    watched(context)
    try:
        opened = Console(context.new_page(), url)
        opened.enter("supervisor-1", None)
        expect(opened.page.locator("#machines a").first).to_be_visible()
        yield opened
        opened.is_clean()
    finally:
        context.close()


@pytest.fixture
def floor(browser: Browser, server: Server) -> Iterator[Console]:
    with seen(browser, server.url, LAPTOP) as opened:
        yield opened


def said(console: Console, words: str) -> None:
    expect(console.page.locator("#said")).to_contain_text(words)
    expect(console.dialog).to_be_hidden()


def reason(console: Console) -> None:
    """A prepared one, and on."""
    console.dialog.locator("[data-says]").first.click()
    console.page.keyboard.press("Enter")


@pytest.mark.parametrize("size", [LAPTOP, TABLET])
def test_all_of_it_is_seen_at_a_glance(browser: Browser, server: Server, size: tuple[int, int]) -> None:
    with seen(browser, server.url, size) as floor:
        fits = "() => { const plan = document.querySelector('.plan'); return plan.scrollHeight <= plan.clientHeight }"
        assert floor.page.evaluate(fits), "nothing has to be scrolled for"
        expect(floor.page.locator("#act-close-day")).to_be_in_viewport(ratio=1)
        expect(floor.page.locator("#counters .counter")).to_have_count(18)
        expect(floor.page.locator("#counter-loket-1").locator("..")).to_have_attribute("data-paced", "soon")
        expect(floor.page.locator("#counter-loket-9").locator("..")).to_have_attribute("data-paced", "well")
        expect(floor.page.locator("#machine-paper")).to_have_class("machine warning")
        expect(floor.page.locator("#machine-printer")).to_have_class("machine ok")
        (claims,) = floor.page.locator("#queues tbody tr", has_text="Klaim").all()
        expect(claims.locator("small")).to_have_text([MINUTES, MINUTES])
        assert barriers(floor.page) == []


def test_each_question_is_asked_by_its_key_and_is_open_to_all_in_both_languages(floor: Console) -> None:
    for language, questions in (("id", QUESTIONS), ("en", ("notice", "close-day"))):
        floor.page.click(f"button[name=language][value={language}]")
        expect(floor.page.locator("html")).to_have_attribute("lang", language)
        for question in questions:
            floor.press(str(floor.page.locator(f"#act-{question}").get_attribute("data-key")))
            expect(floor.dialog).to_be_visible()
            assert barriers(floor.page) == [], question
            floor.dismiss()
    floor.page.click("#counter-loket-16")
    expect(floor.dialog).to_contain_text("Verifikator 16")
    assert barriers(floor.page) == []
    floor.dismiss()
    floor.page.goto(f"{floor.url}/console/alerts")
    expect(floor.page.locator("#alerts tbody tr").first).to_be_visible()
    assert barriers(floor.page) == []


def test_an_alert_is_acknowledged_by_its_key_steps_back_and_stays(floor: Console) -> None:
    paper = floor.page.locator("#alerts [data-code=near_end]")
    expect(paper.get_by_role("button")).to_be_visible()
    others = floor.page.locator("#alerts .alert:not(.known)")
    while others.count():
        count = others.count()
        floor.press("y")
        expect(others).to_have_count(count - 1)
    expect(paper).to_have_class("alert warning known")
    expect(paper).to_contain_text("Penanggung Jawab tahu")
    floor.page.goto(f"{floor.url}/console/alerts")
    row = floor.page.locator("#alerts tr[data-code=near_end]")
    expect(row).to_contain_text("Penanggung Jawab")
    expect(row).to_contain_text("masih ada")


def test_a_service_is_closed_and_put_back_by_keyboard(floor: Console, server: Server) -> None:
    floor.press("2")
    expect(floor.dialog).to_contain_text("Kepesertaan")
    reason(floor)
    said(floor, "K ditutup")
    row = floor.page.locator("#queues tr", has_text="Kepesertaan")
    expect(row).to_contain_text("diatur hari ini")
    assert [one.open for one in server.kiosk.board().services if one.letter == "K"] == [False]
    floor.press("2")
    floor.dialog.get_by_role("button", name="Kembali seperti semula").click()
    said(floor, "Sudah kembali")
    expect(row).not_to_contain_text("diatur")
    assert all(one.open for one in server.kiosk.board().services)


def test_a_message_hangs_on_the_wall_until_it_is_taken_back(floor: Console, server: Server) -> None:
    own = server.display.board().branch.running_text
    floor.press("m")
    floor.dialog.get_by_label("bahasa Indonesia").fill("NIK 1871014501900001")
    floor.page.keyboard.press("Enter")
    expect(floor.dialog.locator("#ask-said")).to_contain_text("NIK")
    floor.dialog.get_by_label("bahasa Indonesia").fill("Listrik padam sebentar. Mohon sabar.")
    floor.dialog.get_by_label("30 menit").check()
    floor.page.keyboard.press("Enter")
    said(floor, "Pesan tampil")
    expect(floor.page.locator("#act-message")).to_contain_text("sampai")
    assert server.display.board().branch.running_text == own | {"id": "Listrik padam sebentar. Mohon sabar."}
    floor.press("m")
    expect(floor.dialog).to_contain_text("Listrik padam sebentar")
    floor.dialog.get_by_role("button", name="Kembali seperti semula").click()
    said(floor, "Sudah kembali")
    assert server.display.board().branch.running_text == own


def test_a_notice_is_chosen_by_a_digit_or_written_and_waits_for_the_voice(floor: Console, server: Server) -> None:
    floor.press("g")
    expect(floor.dialog).to_be_visible()
    floor.page.keyboard.press("4")
    floor.page.keyboard.press("Enter")
    said(floor, "Pengumuman diucapkan")
    floor.press("g")
    expect(floor.dialog).to_be_visible()
    expect(floor.dialog.get_by_label("bahasa Indonesia")).to_be_hidden()
    floor.page.keyboard.press("6")
    floor.dialog.get_by_label("bahasa Indonesia").fill("Mobil B 1234 menghalangi jalan.")
    floor.page.keyboard.press("Enter")
    expect(floor.dialog).to_be_hidden()
    waits = [one for one in server.display.board().announcements if one.kind == "notice"]
    assert [one.texts["id"] for one in waits] == [
        "Seluruh pelayanan di sini tidak dipungut biaya.", "Mobil B 1234 menghalangi jalan.",
    ]  # fmt: skip
    assert waits[0].texts["en"] == "All services here are free of charge."


def test_staff_are_moved_and_go_home_by_touch(browser: Browser, server: Server) -> None:
    with seen(browser, server.url, TABLET, touch=True) as floor:
        tile = floor.page.get_by_role("region", name="Loket 16", exact=True)
        floor.page.tap("#counter-loket-16")
        floor.dialog.get_by_label("Petugas bantuan").tap()
        floor.dialog.locator("[data-says]").first.tap()
        floor.dialog.locator("button[type=submit]").tap()
        said(floor, "sudah dipindahkan")
        expect(tile).to_contain_text("pindah")
        floor.page.tap("#counter-loket-16")
        expect(floor.dialog.get_by_label("Petugas bantuan")).to_be_checked()
        floor.dialog.get_by_role("button", name="Kembali seperti semula").tap()
        said(floor, "Sudah kembali")


def test_a_number_is_called_by_keyboard_alone(floor: Console, server: Server) -> None:
    server.verifier(16)
    floor.press("v")
    floor.dialog.get_by_label("Panggil sendiri").check()
    reason(floor)
    said(floor, "memanggil sendiri")
    ready = server.verifier(16)
    ready.ready()
    wanted = server.issue("K")
    expect(floor.page.locator("#waiting")).to_contain_text(wanted.number)
    expect(floor.page.get_by_role("region", name="Loket 16", exact=True)).to_contain_text("Siap")
    floor.press("c")
    expect(floor.page.locator("#number")).to_be_focused()
    floor.page.keyboard.type(wanted.number.replace("-", "").lower())
    for key in ("Tab", "Space", "Tab", "Enter", "Enter"):
        floor.page.keyboard.press(key)
    said(floor, f"Nomor {wanted.number} dipanggil")
    assert [one.counter for one in ready.board().tickets if one.id == wanted.id] == ["loket-16"]


def test_a_number_is_named_for_a_busy_counter_and_comes_there_next(floor: Console, server: Server) -> None:
    wanted = server.issue("A")
    before = server.display.board().tickets
    in_hand = next(one for one in before if one.counter == "loket-3" and one.status == "serving")
    floor.press("c")
    floor.dialog.locator("#number").fill(wanted.number)
    floor.dialog.get_by_label(f"Loket 3 setelah {in_hand.number}", exact=True).check()
    reason(floor)
    said(floor, f"Nomor {wanted.number} dipanggil ke Loket 3 begitu")
    floor.press("c")
    floor.dialog.locator("#number").fill(server.issue("A").number)
    floor.dialog.get_by_label("Loket 3").check()
    floor.dialog.locator("[data-says]").first.click()
    floor.page.keyboard.press("Enter")
    expect(floor.dialog.locator("#ask-said")).to_contain_text(f"Nomor {wanted.number} lebih dulu di Loket 3")
    floor.dismiss()


def test_whoever_is_moved_is_moved_to_at_least_one_service(floor: Console, server: Server) -> None:
    floor.press("o")
    floor.dialog.locator("#team-verifier-16").get_by_role("button").click()
    expect(floor.dialog).to_contain_text("Verifikator 16 bertugas di mana")
    for box in floor.dialog.locator("input[name=service]").all():
        box.uncheck()
    floor.dialog.locator("[data-says]").first.click()
    floor.page.keyboard.press("Enter")
    expect(floor.dialog.locator("#ask-said")).to_contain_text("Pilih paling sedikit satu layanan")
    floor.dismiss()


def test_the_day_is_closed_after_it_was_said_what_that_means(floor: Console, server: Server) -> None:
    waits = sum(sum(steps.values()) for steps in server.display.board().waiting.values())
    floor.press("x")
    expect(floor.dialog).to_contain_text(f"{waits} nomor yang menunggu tidak berlaku lagi")
    reason(floor)
    said(floor, "Hari ini ditutup")
    expect(floor.page.locator("#act-close-day")).to_contain_text("sudah ditutup")
    assert not any(one.open for one in server.kiosk.board().services)
    assert sum(sum(steps.values()) for steps in server.display.board().waiting.values()) == 0
    floor.press("x")
    floor.dialog.get_by_role("button", name="Buka lagi menurut jadwal").click()
    said(floor, "Sudah kembali")
    assert all(one.open for one in server.kiosk.board().services)
