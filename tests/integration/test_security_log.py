"""What the log says of whoever tries what she may not: enough to find her, nothing she could use."""

from collections.abc import Iterator

import pytest

from tests.guarded import PIN, WRONG_PIN, bare, guarded, paired
from tests.server import Server, Wire


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with guarded(tmp_path_factory.mktemp("log"), pins=("verifier-1", "supervisor-1")) as started:
        yield started


def log_of(server: Server) -> list[str]:
    return server.log.read_text().splitlines()


def test_what_is_refused_is_logged_with_its_address_and_without_its_secret(server: Server) -> None:
    wire, key = Wire(server.url), paired(server, "kiosk", "kiosk-1")
    token = server.signed_in("verifier-1", "loket-1", PIN).token
    secrets = [WRONG_PIN, PIN, key, token, "a-made-up-key"]
    wire.send("POST", "/session", {"staff": "extra-1", "pin": WRONG_PIN, "counter": "bantuan-1"})
    wire.send("GET", "/board", token="a-made-up-key")
    wire.send("POST", "/staff/me/ready", token=key)
    wire.send("POST", "/staff/me/ready", cookie=f"lalopa_session={token}", origin="https://evil.example")
    told = [line.split(" ", 3)[-1] for line in log_of(server)]
    for words in (
        "signed in: verifier-1 from 127.0.0.1",
        "wrong PIN: extra-1 from 127.0.0.1",
        "refused 401: GET '/api/v1/board' from 127.0.0.1",
        "refused 403: POST '/api/v1/staff/me/ready' from 127.0.0.1",
        "refused: a page of 'https://evil.example' for '/api/v1/staff/me/ready' from 127.0.0.1",
    ):
        assert words in told
    assert [secret for secret in secrets if secret in server.log.read_text()] == []


def test_every_line_says_when_with_its_offset(server: Server) -> None:
    Wire(server.url).send("GET", "/board")
    day, _, rest = log_of(server)[-1].partition("T")
    assert len(day) == 10
    assert rest[8] in "+-"
    assert rest[9:13].isdigit()


@pytest.mark.parametrize("trick", ["%0a2026-01-01%20signed%20in:%20nobody", "%0d%0a", "%1b[31m", "%e2%80%a8"])
def test_nobody_writes_a_line_of_his_own_into_the_log(server: Server, trick: str) -> None:
    before = len(log_of(server))
    with bare(server) as line:
        line.sendall(f"GET /api/v1/tickets/{trick} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer y\r\n\r\n".encode())
        assert line.recv(65536)
        line.sendall(
            f"POST /console/{trick} HTTP/1.1\r\nHost: x\r\nOrigin: {trick}\r\nContent-Length: 0\r\n\r\n".encode()
        )
        assert line.recv(65536)
    fresh = log_of(server)[before:]
    assert all(line.startswith("20") for line in fresh)
    assert not any("signed in: nobody" in line and "refused" not in line for line in fresh)
    assert "\x1b" not in server.log.read_text()


def test_whoever_is_refused_all_the_time_does_not_fill_the_log(server: Server) -> None:
    before, pool = len(log_of(server)), Wire(server.url).pool
    for n in range(200):
        forged = {"Origin": "https://evil.example", "Authorization": f"Bearer {n}"}
        assert pool.request("POST", f"{server.url}/t/x/id/cancel", headers=forged).status == 403
    assert 0 < len(log_of(server)) - before < 200, "two lines each would be 400"
