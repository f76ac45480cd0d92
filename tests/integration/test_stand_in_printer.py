"""The stand-in printer as a program of its own: it prints, takes orders while it runs, and says when data came."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from kiosk.print_outcome import CoverOpen, Printed
from kiosk.printed_matter import Paper
from kiosk.printer_doors import NetworkDoor
from kiosk.printer_talk import Patience
from kiosk.stand_in_mechanism import Fail
from kiosk.stand_in_printer import StandInPrinter
from kiosk.ticket_bytes import Completion
from kiosk.ticket_printer import TicketPrinter
from tests.integration.paper_for_tests import QUICK, calm, picture
from tests.reads_paper import number_on

ROOT = Path(__file__).parents[2]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "kiosk.stand_in_printer", "--port", "0", "--control", "0", "--out", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        yield running
        if running.poll() is None:
            running.kill()


def port_of(program: subprocess.Popen[str], word: str) -> int:
    assert program.stdout
    said, _, address = program.stdout.readline().strip().partition(" ")
    assert said == word
    return int(address.rpartition(":")[2])


def printer_at(port: int, patience: Patience | None = None) -> TicketPrinter:
    door = NetworkDoor("127.0.0.1", port)
    return TicketPrinter(door, Paper(80), completion=Completion.PROCESS_ID, patience=patience or calm())


def test_it_prints_takes_orders_and_ends_cleanly(program: subprocess.Popen[str], tmp_path: Path) -> None:
    printer = printer_at(port_of(program, "ready"))
    with socket.create_connection(("127.0.0.1", port_of(program, "control")), timeout=20) as line:
        talk = line.makefile("rw")

        def order(words: str) -> str:
            print(words, file=talk, flush=True)
            return talk.readline().strip()

        before = time.monotonic()
        assert printer.print_ticket(picture("A-123")) == Printed(confirmed=True)
        assert number_on(Image.open(tmp_path / "latest.png")) == "A-123"
        size, last_at = order("received").split()
        assert int(size) > 30_000
        assert before < float(last_at) < time.monotonic()
        assert order("fail cover_open") == "ok"
        assert printer.print_ticket(picture("A-124")) == CoverOpen()
        assert order("fail none") == "ok"
        assert printer.print_ticket(picture("A-125")) == Printed(confirmed=True)
        assert order("tickets") == "2"
        assert order("explode").startswith("unknown")
        talk.close()
    program.send_signal(signal.SIGINT)
    assert program.wait(20) == 0


def test_it_comes_back_at_the_same_port_after_it_was_unreachable(tmp_path: Path) -> None:
    stand_in = StandInPrinter(tmp_path)
    printer = printer_at(stand_in.start())
    for _ in range(3):
        stand_in.pretend(Fail.UNREACHABLE)
        assert printer.print_ticket(picture()).code == "unreachable"
        stand_in.pretend(Fail.NONE)
        assert printer.print_ticket(picture()).code == "printed"
    stand_in.stop()


def test_a_second_caller_waits_until_the_first_hangs_up(tmp_path: Path) -> None:
    stand_in = StandInPrinter(tmp_path)
    port = stand_in.start()
    with socket.create_connection(("127.0.0.1", port)) as first:
        first.sendall(b"\x10\x04\x01")
        assert first.recv(1) == b"\x12"
        assert printer_at(port, QUICK).print_ticket(picture()).code == "unconfirmed"
    stand_in.wait_for_tickets(1)
    stand_in.stop()


def test_it_keeps_the_newest_pictures_only(tmp_path: Path) -> None:
    for n in range(230):
        (tmp_path / f"ticket-{n:019d}.png").touch()
    stand_in = StandInPrinter(tmp_path)
    assert printer_at(stand_in.start()).print_ticket(picture()).code == "printed"
    assert len(list(tmp_path.glob("ticket-*.png"))) == 200
    assert stand_in.wait_for_tickets(1)[0].exists()
    stand_in.stop()
