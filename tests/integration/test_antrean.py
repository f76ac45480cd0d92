"""/antrean, with a real server: a hospital's system takes tickets for its visitors, in the shape of BPJS Antrean
Online, within its quota, for today, and knows nobody's but its own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from counter_server.protocol.antrean_client import AntreanClient, NotDone
from tests.outside_office import ANTREAN_ON, assets_with
from tests.server import DEMO_PIN, Answer, Server, Wire, run, running

NIK = "1871014501900001"
PASSWORD = "sandi-rumah-sakit"
MORNING = ("--clock-start", "2026-11-23T08:00:00+07:00")
TODAY = "2026-11-23"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("antrean")
    assets = assets_with(folder, ANTREAN_ON + "quota = 12\n")
    with running(folder / "data", "--demo", "--assets", str(assets), "--assignment", "pull", *MORNING) as started:
        yield started


@pytest.fixture(scope="module")
def hospital(server: Server) -> AntreanClient:
    return AntreanClient(server.url, "demo", DEMO_PIN)


def ask(server: Server, path: str, body: Any = None, method: str = "POST", **headers: str) -> Answer:
    """As it comes over the wire."""
    token = AntreanClient(server.url, "demo", DEMO_PIN).token()
    given = {"x-username": "demo", "x-token": token, **{name.replace("_", "-"): text for name, text in headers.items()}}
    return Wire(server.url).send(method, f"/antrean/{path}", body, root="", **given)


def message(answer: Answer) -> str:
    assert answer.json["metadata"]["code"] == 201, answer
    assert set(answer.json) == {"metadata"}
    return str(answer.json["metadata"]["message"])


def test_a_ticket_from_taking_it_to_its_end(server: Server, hospital: AntreanClient) -> None:
    floor = server.verifier()
    floor.ready()
    before = hospital.status("A", TODAY)
    taken = hospital.take("A", TODAY, nik=NIK, reference="kunjungan-1")
    assert taken.kodebooking == f"23112026A{taken.angkaantrean:03d}"
    assert taken.nomorantrean == f"A-{taken.angkaantrean:03d}"
    assert taken.namapoli == "Klaim Rawat Inap P2KM"
    assert (taken.kuotanonjkn, taken.sisakuotanonjkn) == (12, before.sisakuotanonjkn - 1)
    assert hospital.remaining(taken.kodebooking).taskid == 0, "booked: she is not here yet"
    assert hospital.status("A", TODAY).sisaantrean == before.sisaantrean

    hospital.check_in(taken.kodebooking)
    hospital.check_in(taken.kodebooking)
    assert hospital.remaining(taken.kodebooking).taskid == 1
    assert hospital.status("A", TODAY).sisaantrean == before.sisaantrean + 1

    extra = server.extra()
    called = extra.call_next("bantuan-1")
    assert called is not None
    assert (called.number, str(called.channel), called.step) == (taken.nomorantrean, "web", "help")
    shown = hospital.remaining(taken.kodebooking)
    assert (shown.taskid, shown.antreanpanggil) == (1, taken.nomorantrean)
    assert "Meja Bantuan 1" in shown.keterangan
    extra.start(called.id)
    assert hospital.remaining(taken.kodebooking).taskid == 2
    extra.finish(called.id, "rejected")
    assert hospital.remaining(taken.kodebooking).taskid == 3
    after = hospital.status("A", TODAY)
    assert (after.totalantrean, after.antreanpanggil) == (before.totalantrean + 1, taken.nomorantrean)
    extra.sign_out()
    floor.sign_out()


def test_people_ahead_and_the_range_are_those_of_everybody_s_ticket(server: Server, hospital: AntreanClient) -> None:
    verifier = server.verifier(2)
    verifier.ready()
    walk_in = server.issue("S")
    taken = hospital.take("S", TODAY)
    first = hospital.remaining(taken.kodebooking)
    hospital.check_in(taken.kodebooking)
    waits = hospital.remaining(taken.kodebooking)
    assert (first.sisaantrean, waits.sisaantrean) == (1, 1)
    assert abs(waits.waktutunggu - first.waktutunggu) <= 300, "to come is to wait no longer, but for a step"
    issued = server.issue("S")
    assert issued.ahead == waits.sisaantrean + 1
    if issued.estimate is not None:
        assert waits.waktutunggu % 300 == 0
        assert 0 < waits.waktutunggu <= issued.estimate.high * 60
    server.supervisor().cancel(walk_in.id, "uji")
    server.supervisor().cancel(issued.id, "uji")
    hospital.cancel(taken.kodebooking, "uji")
    verifier.sign_out()


def test_the_same_reference_is_the_same_ticket_and_counts_once(hospital: AntreanClient) -> None:
    first = hospital.take("S", TODAY, reference="sama")
    again = hospital.take("S", TODAY, reference="sama")
    assert (again.kodebooking, again.sisakuotanonjkn) == (first.kodebooking, first.sisakuotanonjkn)
    with pytest.raises(NotDone, match="sudah pernah dipakai"):
        hospital.take("L", TODAY, reference="sama")
    hospital.cancel(first.kodebooking, "uji")


def test_what_is_ordinary_life_is_200_and_201_with_kind_words(server: Server, hospital: AntreanClient) -> None:
    taken = hospital.take("A", TODAY, nik="1871014501900009")
    asked = {"kodepoli": "A", "tanggalperiksa": TODAY}
    told = {
        "Pasien ini sudah punya nomor": ("ambil", asked | {"nik": "1871014501900009"}),
        "sudah memiliki jaminan": ("ambil", asked | {"nomorkartu": "0001234567890"}),
        "hanya untuk hari ini, 2026-11-23": ("ambil", {"kodepoli": "A", "tanggalperiksa": "2026-11-24"}),
        "Layanan Z tidak ada": ("status", {"kodepoli": "Z", "tanggalperiksa": TODAY}),
        "Kode booking 23112026A999 tidak ada": ("sisa", {"kodebooking": "23112026A999"}),
        "Kode booking 22112026A001 tidak ada": ("batal", {"kodebooking": "22112026A001", "keterangan": "x"}),
    }  # fmt: skip
    for words, (path, body) in told.items():
        answer = ask(server, path, body)
        assert answer.status == 200, answer
        assert words in message(answer)
    hospital.cancel(taken.kodebooking, "Keluarga datang besok")
    answer = ask(server, "checkin", {"kodebooking": taken.kodebooking})
    assert (answer.status, "dibatalkan" in message(answer)) == (200, True)
    assert hospital.remaining(taken.kodebooking).taskid == 99


def test_what_does_not_fit_is_named_and_its_content_is_not(server: Server) -> None:
    for path, body, words in (
        ("ambil", {"kodepoli": "A"}, "(tanggalperiksa)"),
        ("ambil", {"kodepoli": "klaim", "tanggalperiksa": "besok"}, "(kodepoli, tanggalperiksa)"),
        ("ambil", {"kodepoli": "A", "tanggalperiksa": TODAY, "nik": "1871013201900001"}, "NIK belum benar"),
        ("batal", {"kodebooking": "23112026A001", "keterangan": f"NIK {NIK}"}, "tidak boleh"),
        ("checkin", {"kodebooking": "23112026A001", "waktu": -1}, "(waktu)"),
        ("sisa", [], "(body)"),
    ):
        answer = ask(server, path, body)
        assert answer.status == 422, answer
        if words != "tidak boleh":
            assert words in message(answer), answer
        assert b"1871" not in answer.content
    assert ask(server, "sisa", b"{").status == 400


def test_only_its_own_tickets_are_known_to_it(server: Server) -> None:
    theirs = server.issue("A")
    booking = f"23112026{theirs.number.replace('-', '')}"
    for path, body in (("sisa", {}), ("batal", {"keterangan": "x"}), ("checkin", {})):
        answer = ask(server, path, {"kodebooking": booking, **body})
        assert "tidak ada untuk hari ini" in message(answer)
    assert "tidak ada" in message(ask(server, f"sisa/{booking}", method="GET"))
    assert str(server.supervisor().ticket(theirs.id).status) == "waiting"
    server.supervisor().cancel(theirs.id, "uji")


def test_without_a_token_nobody_is_told_anything(server: Server, hospital: AntreanClient) -> None:
    token = hospital.token()
    paths = [("POST", path) for path in ("status", "ambil", "sisa", "batal", "checkin")] + [
        ("GET", "sisa/23112026A001")
    ]
    bad: tuple[dict[str, str], ...] = (
        {}, {"x-username": "demo"}, {"x-username": "demo", "x-token": ""},
        {"x-username": "demo", "x-token": token[:-1]},
        {"x-username": "other", "x-token": token}, {"x-username": "demo", "x-token": "ff" * 200},
        {"x-username": "demo", "x-token": "0." + token.partition(".")[2]},
        {"x-username": "demo", "x-token": "g" + token}, {"Authorization": f"Bearer {token}"},
    )  # fmt: skip
    wire = Wire(server.url)
    for method, path in paths:
        for headers in bad:
            answer = wire.send(method, f"/antrean/{path}", None, root="", **headers)
            assert answer.status == 401, (path, headers, answer)
            assert "Token tidak berlaku" in message(answer)
    wrong = wire.send("GET", "/antrean/token", root="", x_username="demo", x_password="bukan")
    assert (wrong.status, "tidak cocok" in message(wrong)) == (401, True)
    board = wire.send("GET", "/board", token=token)
    assert board.status == 401, "it opens nothing else"


def test_its_number_is_kept_as_a_keyed_hash_and_the_rest_not_at_all(server: Server) -> None:
    body = {
        "kodepoli": "S", "tanggalperiksa": TODAY, "nik": "1871014501900017", "nomorkk": "1871010101200017",
        "nohp": "081234567817", "norm": "RM-817817", "nomorreferensi": "REF-817817", "jeniskunjungan": 1,
        "kodedokter": 12345, "jampraktek": "08:00-16:00", "nomorkartu": "",
    }  # fmt: skip
    taken = ask(server, "ambil", body)
    assert taken.json["metadata"] == {"message": "Ok", "code": 200}
    with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
        rows = [
            repr(row)
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for row in database.execute(f"SELECT * FROM {name}")
        ]
        hashed = database.execute("SELECT nik_hash, kk_hash, channel, device FROM ticket ORDER BY id DESC").fetchone()
    assert all(hashed[:2])
    assert hashed[2:] == ("web", "antrean:demo")
    for secret in ("1871014501900017", "1871010101200017", "081234567817", "RM-817817", "REF-817817"):
        assert not [row for row in rows if secret in row]
        assert secret not in server.log.read_text()


def test_the_quota_is_for_a_day_and_is_refused_kindly(server: Server, hospital: AntreanClient) -> None:
    left = hospital.status("S", TODAY).sisakuotanonjkn
    for n in range(left):
        hospital.take("S", TODAY, reference=f"penuh-{n}")
    with pytest.raises(NotDone, match="Kuota 12 nomor") as refused:
        hospital.take("S", TODAY, reference="satu lagi")
    assert refused.value.status == 200
    assert hospital.take("S", TODAY, reference="penuh-0").sisakuotanonjkn == 0, "what it has it may ask for again"


def test_off_it_is_not_there_and_on_it_needs_a_password_of_its_own(tmp_path: Path) -> None:
    assets = assets_with(tmp_path, "")
    words = ("--assets", str(assets))
    data = tmp_path / "data"
    with running(data, *words) as server:
        wire = Wire(server.url)
        for method, path in (("GET", "token"), ("POST", "ambil"), ("GET", "sisa/23112026A001")):
            answer = wire.send(method, f"/antrean/{path}", root="", x_username="demo", x_password=DEMO_PIN)
            assert (answer.status, answer.code) == (404, "not_found")
    assets_with(tmp_path, ANTREAN_ON)
    assert run(data, *words, "--set-antrean-password", "rsud-am", stdin="rsud-am-12345\n").returncode == 2
    set_now = run(data, *words, "--import", "--set-antrean-password", "rsud-am", stdin=f"{PASSWORD}\n")
    assert set_now.returncode == 0, set_now.stderr
    with running(data, *words) as server:
        hospital = AntreanClient(server.url, "rsud-am", PASSWORD)
        token = hospital.token()
        wire = Wire(server.url)
        for user, password in (("demo", DEMO_PIN), ("rsud-am", "x"), ("nobody", PASSWORD)):
            answer = wire.send("GET", "/antrean/token", root="", x_username=user, x_password=password)
            assert answer.status == 401
        run(data, *words, "--set-antrean-password", "rsud-am", stdin="sandi-yang-lain\n")
        old = wire.send("POST", "/antrean/sisa", {}, root="", x_username="rsud-am", x_token=token)
        assert old.status == 401, "a new password ends the old one's tokens"
        codes = {wrong(wire) for _ in range(12)}
        assert codes == {401, 429}, "slowed down and locked like a PIN"
        run(data, *words, "--set-antrean-password", "rsud-am", stdin=f"{PASSWORD}\n")
        assert hospital.token(), "and forgiven by a new password"
    with closing(sqlite3.connect(data / "lalopa.db")) as database:
        assert (
            database.execute("SELECT password_hash FROM partner")
            .fetchone()[0]
            .startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        )


def wrong(wire: Wire) -> int:
    """One more wrong password."""
    return wire.send("GET", "/antrean/token", root="", x_username="rsud-am", x_password="bukan").status
