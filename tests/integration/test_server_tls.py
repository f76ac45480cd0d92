"""Over TLS by certificate files, and behind a proxy that does it: who is believed, and what a browser is told."""

import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

from counter_server.protocol.client import CounterClient, ServerAway
from counter_server.protocol.event_stream import Away, EventStream
from counter_server.protocol.messages import Board
from tests.guarded import Certificate, bare, certificate, guarded, until_closed
from tests.server import DEMO_DISPLAY, DEMO_KIOSK, DEMO_PIN, PATIENCE, ROOT, Answer, Server, run, running

SIGN_IN = {"staff": "verifier-1", "pin": DEMO_PIN, "counter": "loket-1"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def server(office: Certificate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    words = ("--demo", "--tls-cert", str(office.file), "--tls-key", str(office.key))
    with running(tmp_path_factory.mktemp("tls") / "data", *words) as started:
        yield started


def asked(server: Server, office: Certificate, method: str, path: str, body: object = None, **headers: str) -> Answer:
    pool = urllib3.PoolManager(retries=False, timeout=PATIENCE, ca_certs=str(office.file))
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = pool.request(method, server.url + path, json=body, headers=named, redirect=False)
    return Answer(answer.status, urllib3.HTTPHeaderDict(answer.headers), answer.data)


def test_our_clients_speak_to_it_with_the_offices_certificate(server: Server, office: Certificate) -> None:
    assert server.url.startswith("https://127.0.0.1:")
    client = CounterClient(server.url, DEMO_KIOSK, timeout=PATIENCE, ca=str(office.file))
    assert client.board().branch.key == "p2km"
    stream = EventStream(server.url, DEMO_DISPLAY, ca=str(office.file))
    try:
        assert isinstance(next(stream.listen()), Board)
    finally:
        stream.close()


def test_nobody_is_believed_whose_certificate_is_not(server: Server, tmp_path: Path) -> None:
    for ca in (None, str(certificate(tmp_path, "another").file)):
        with pytest.raises(ServerAway, match="CERTIFICATE_VERIFY_FAILED"):
            CounterClient(server.url, DEMO_KIOSK, timeout=PATIENCE, ca=ca).board()
        stream = EventStream(server.url, DEMO_DISPLAY, ca=ca)
        try:
            assert next(stream.listen()) == Away(reason="unreachable")
        finally:
            stream.close()


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
@pytest.mark.filterwarnings("ignore:.*TLSv1.*:DeprecationWarning")
def test_older_versions_than_1_2_are_refused(server: Server, version: ssl.TLSVersion) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    with bare(server) as line, pytest.raises((ssl.SSLError, ConnectionResetError)):
        context.wrap_socket(line, server_hostname="localhost")


def test_the_newest_version_and_a_cipher_that_forgets_its_keys_are_chosen(server: Server, office: Certificate) -> None:
    context = ssl.create_default_context(cafile=str(office.file))
    with bare(server) as line, context.wrap_socket(line, server_hostname="localhost") as secured:
        assert secured.version() == "TLSv1.3"
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with bare(server) as line, context.wrap_socket(line, server_hostname="localhost") as secured:
        cipher = secured.cipher()
        assert cipher is not None
        assert cipher[0].startswith("ECDHE-")
        assert "GCM" in cipher[0] or "CHACHA20" in cipher[0]


def test_a_handshake_that_is_never_finished_loses_its_connection(office: Certificate, tmp_path: Path) -> None:
    words = ("--tls-cert", str(office.file), "--tls-key", str(office.key))
    with guarded(tmp_path, *words, settings="[safety]\nrequest_seconds = 2") as server, bare(server) as line:
        line.sendall(b"\x16\x03\x01")
        assert until_closed(line) == b""


def test_in_the_clear_nothing_is_answered(server: Server) -> None:
    with bare(server) as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"HTTP/1.1" not in until_closed(line)


def test_a_browser_keeps_to_it_and_sends_the_cookie_nowhere_else(server: Server, office: Certificate) -> None:
    answer = asked(server, office, "POST", "/api/v1/session", SIGN_IN)
    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    name, _, attributes = answer.headers["set-cookie"].partition("=")
    assert name == "__Host-lalopa_session"
    assert {"HttpOnly", "Path=/", "SameSite=strict", "Secure"} <= set(attributes.split("; "))
    cookie = f"{name}={answer.json['token']}"
    ready = "/api/v1/staff/me/ready"
    assert asked(server, office, "POST", ready, cookie=cookie, origin=server.url).status == 200
    in_the_clear = server.url.replace("https:", "http:")
    assert asked(server, office, "POST", ready, cookie=cookie, origin=in_the_clear).code == "wrong_origin"
    old_name = f"lalopa_session={answer.json['token']}"
    assert asked(server, office, "POST", ready, cookie=old_name, origin=server.url).code == "not_signed_in"


def test_our_programs_take_the_certificate_as_an_option(server: Server, office: Certificate, tmp_path: Path) -> None:
    words = ("-m", "display", "--server", server.url, "--key", DEMO_DISPLAY, "--ca", str(office.file),
             "--window", "640x360", "--data", str(tmp_path), "--player", "none")  # fmt: skip
    offscreen = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    with subprocess.Popen([sys.executable, *words], cwd=ROOT, env=offscreen) as display:
        try:
            while b"lalopa_listeners 1" not in asked(server, office, "GET", "/metrics").content:
                assert display.poll() is None
        finally:
            display.terminate()


@pytest.mark.parametrize("program", ["kiosk", "display"])
def test_a_certificate_that_is_none_stops_them_with_a_sentence(program: str, tmp_path: Path) -> None:
    (tmp_path / "nonsense.pem").write_text("no certificate")
    for file in ("not-there.pem", "nonsense.pem"):
        words = [sys.executable, "-m", program, "--ca", str(tmp_path / file)]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert done.returncode == 2
        assert f"--ca {tmp_path / file}: not a certificate file / bukan berkas sertifikat" in done.stderr


@pytest.mark.parametrize(
    "cert, key, told",
    [
        ("office.pem", None, "--tls-cert and --tls-key go together"),
        (None, "office.key", "--tls-cert and --tls-key go together"),
        ("nowhere.pem", "office.key", "nowhere.pem: cannot be read / tidak dapat dibaca: No such file or directory"),
        ("office.pem", "folder", "folder: cannot be read / tidak dapat dibaca: Is a directory"),
        ("office.pem", "another.key", "another.key: not the key of"),
        ("office.key", "office.key", "no certificate and key in PEM / bukan sertifikat dan kunci PEM"),
        ("nonsense", "nonsense", "no certificate and key in PEM / bukan sertifikat dan kunci PEM"),
        ("office.pem", "secret.key", "secret.key: the key has a passphrase"),
    ],
)
def test_what_is_wrong_with_the_files_is_told_before_anything_listens(
    tmp_path_factory: pytest.TempPathFactory, cert: str | None, key: str | None, told: str
) -> None:
    folder = tmp_path_factory.mktemp("files")
    office = certificate(folder)
    certificate(folder, "another")
    (folder / "folder").mkdir()
    (folder / "nonsense").write_text("nonsense")
    locked = ("-in", str(office.key), "-out", str(folder / "secret.key"))
    subprocess.run(["openssl", "ec", "-aes256", "-passout", "pass:secret", *locked], check=True, capture_output=True)
    words = [f"--tls-{name}={folder / file}" for name, file in (("cert", cert), ("key", key)) if file]
    done = run(folder / "data", "--port", "0", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert not (folder / "data").exists()


@pytest.mark.parametrize("proxy", ["everybody", "10.0.0.0/99", "10.0.0.1/24", ""])
def test_a_proxy_is_an_address_or_a_network(tmp_path: Path, proxy: str) -> None:
    done = run(tmp_path / "data", "--port", "0", "--proxy", proxy)
    assert done.returncode == 2
    assert "is no address and no network" in done.stderr


def tried(server: Server, **forwarded: str) -> Answer:
    pool = urllib3.PoolManager(retries=False, timeout=PATIENCE)
    named = {name.replace("_", "-"): value for name, value in forwarded.items()}
    wrong = {"staff": "verifier-1", "pin": "804519", "counter": "loket-1"}
    answer = pool.request("POST", f"{server.url}/api/v1/session", json=wrong, headers=named)
    return Answer(answer.status, urllib3.HTTPHeaderDict(answer.headers), answer.data)


def test_nobody_says_of_himself_where_he_is_unless_a_proxy_is_named(tmp_path: Path) -> None:
    with guarded(tmp_path) as server:
        answer = tried(server, x_forwarded_for="203.0.113.9", x_forwarded_proto="https")
        assert "strict-transport-security" not in answer.headers
        assert "from 127.0.0.1" in server.log.read_text()
        assert "203.0.113.9" not in server.log.read_text()


def test_a_named_proxy_is_believed_about_whom_it_has_seen_itself_and_no_more(tmp_path: Path) -> None:
    with guarded(tmp_path, "--proxy", "127.0.0.1", "--proxy", "10.1.0.0/16") as server:
        tried(server, x_forwarded_for="198.51.100.7, 203.0.113.9, 10.1.2.3")
        assert "wrong PIN: verifier-1 from 203.0.113.9" in server.log.read_text()
        assert "198.51.100.7" not in server.log.read_text(), "that the visitor made up"
        assert tried(server, x_forwarded_proto="https").headers["strict-transport-security"]


def test_behind_a_proxy_that_speaks_tls_the_pages_are_still_our_own(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--demo", "--proxy", "127.0.0.1") as server:
        pool = urllib3.PoolManager(retries=False, timeout=PATIENCE)
        through = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9", "Host": "antrean.example"}
        session = pool.request("POST", f"{server.url}/api/v1/session", json=SIGN_IN, headers=through)
        assert session.headers["set-cookie"].startswith("__Host-lalopa_session=")
        through["Cookie"] = session.headers["set-cookie"].partition(";")[0]
        said = {
            origin: pool.request(
                "POST", f"{server.url}/api/v1/staff/me/ready", headers={**through, "Origin": origin}
            ).status
            for origin in ("https://antrean.example", "http://antrean.example", "https://evil.example", server.url)
        }
    assert list(said.values()) == [200, 403, 403, 403]


def test_half_a_handshake_holds_up_nobody_else(server: Server, office: Certificate) -> None:
    host, port = server.url.rpartition("/")[2].rsplit(":", 1)
    silent = [socket.create_connection((host, int(port)), timeout=PATIENCE) for _ in range(20)]
    for line in silent:
        line.sendall(b"\x16\x03\x01")
    assert asked(server, office, "GET", "/healthz").status == 200
    for line in silent:
        line.close()
