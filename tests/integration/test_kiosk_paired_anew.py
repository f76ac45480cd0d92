"""A kiosk whose key was taken away and that was paired again under another name: it has another letter, and what its
outbox still holds came from a kiosk that is no more."""

from pathlib import Path

from kiosk.delivery import PRINTED
from tests.kiosk_without_screen import KioskWithoutScreen, a_kiosk, numbers, paired, supervisor
from tests.server import PATIENCE, Server
from tests.unstable_line import Line, UnstableLine


def test_what_it_cannot_deliver_any_more_is_told_and_stands_in_nobodys_way(
    own_server: Server, line: UnstableLine, tmp_path: Path
) -> None:
    with a_kiosk(line.url, paired(own_server, "kiosk-1"), tmp_path / "data") as old:
        online = old.takes(paper="")
        line.is_now(Line.CUT)
        old.paper(online, PRINTED)
        stranded = [old.takes().number, old.takes().number]
    supervisor(own_server).revoke_device("kiosk-1")
    key = paired(own_server, "kiosk-2")
    line.is_now(Line.WHOLE)
    with a_kiosk(line.url, key, tmp_path / "data") as new:
        assert new.connection.letter != old.connection.letter
        line.is_now(Line.CUT)
        mine = new.takes().number
        line.is_now(Line.WHOLE)
        new.until(lambda: waiting(new) == stranded)
        state = new.states.get(timeout=PATIENCE)
        while (state.code, state.count) != ("refused", 2):
            state = new.states.get(timeout=PATIENCE)
        assert state.numbers == tuple(stranded)
    assert numbers(own_server) == [online.number, mine]


def waiting(kiosk: KioskWithoutScreen) -> list[str]:
    return [entry.number for entry in kiosk.outbox.to_tell()]
