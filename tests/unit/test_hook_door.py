"""Whom a hook may reach, and what of an answer is read."""

import ipaddress

import pytest

from counter_server.web.hook_door import Answered, _answer, _head, allowed

PUBLIC = ("8.8.8.8", "103.10.8.1", "2001:4860:4860::8888")
OFFICE = ("127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.50", "::1", "fd12:3456::1")
NOBODY = (
    "0.0.0.0", "0.1.2.3", "169.254.169.254", "224.0.0.1", "255.255.255.255", "240.0.0.1", "100.64.0.1", "::",
    "fe80::1", "ff02::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "::ffff:0.0.0.0",
)  # fmt: skip
INSIDE = ("::ffff:192.168.1.50", "64:ff9b::c0a8:132", "2002:c0a8:0132::1", "::ffff:127.0.0.1")
"""An address of the office within one of IPv6."""


@pytest.mark.parametrize("text", PUBLIC)
def test_the_internet_may_be_spoken_to(text: str) -> None:
    assert allowed(ipaddress.ip_address(text), private=False)
    assert allowed(ipaddress.ip_address(text), private=True)


@pytest.mark.parametrize("text", [*OFFICE, *INSIDE])
def test_the_office_only_where_it_is_said_so(text: str) -> None:
    assert not allowed(ipaddress.ip_address(text), private=False)
    assert allowed(ipaddress.ip_address(text), private=True)


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_there_whatever_is_said(text: str) -> None:
    assert not allowed(ipaddress.ip_address(text), private=False)
    assert not allowed(ipaddress.ip_address(text), private=True)


@pytest.mark.parametrize(
    "line, told",
    [
        (b"HTTP/1.1 204 No Content\r\n", Answered(204)),
        (b"HTTP/1.0 200 OK\r\n", Answered(200)),
        (b"HTTP/1.1 301 Moved\r\n", Answered(301, "redirect")),
        (b"HTTP/1.1 500 Oh\r\n", Answered(500, "refused")),
        (b"HTTP/1.1 401\r\n", Answered(401, "refused")),
    ],
)
def test_the_first_line_says_it_all(line: bytes, told: Answered) -> None:
    assert _answer(line) == told
    assert told.taken == (told.why == "")


@pytest.mark.parametrize(
    "line", [b"\n", b"SSH-2.0-x\r\n", b"HTTP/2 200\r\n", b"HTTP/1.1 abc\r\n", b"HTTP/1.1 999 x\r\n"]
)
def test_what_is_no_answer_of_http_is_none(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        _answer(line)


def test_the_head_names_the_host_as_the_address_has_it() -> None:
    head = _head("/a/b", "c=d", "antrean.example:8443", 12, {"Lalopa-Try": "1"}).decode()
    lines = head.split("\r\n")
    assert lines[0] == "POST /a/b?c=d HTTP/1.1"
    assert {"Host: antrean.example:8443", "Content-Length: 12", "Connection: close", "Lalopa-Try: 1"} <= set(lines)
    assert head.endswith("\r\n\r\n")
