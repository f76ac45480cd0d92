"""What is so of the network and of the machine: all of it, and the two lines that count most. Pure."""

from collections.abc import Sequence

from counter_server.protocol.locale import Locale

from .technician import Corner, Network
from .technician_screen import Row

GIB = 2**30
UNTOLD = "–"
LITTLE_DISK = GIB
"""Bytes below which the disk is soon full."""
MUCH_BEHIND = 60.0
"""Seconds a clock may be wrong before the technician is told to set it."""


def facts(corner: Corner, words: Locale) -> tuple[Row, Row]:
    """All that is known of the network and of this machine."""
    return network_row(corner.network, words), machine_row(corner, words)


def network_row(network: Network, words: Locale) -> Row:
    lines = (
        network.server,
        _answer(network, words),
        _since(network, words),
        _addresses(network, words),
        _waiting(network, words),
    )
    wrong = network.up is False or (network.answer is not None and network.answer.milliseconds is None)
    return Row(
        key="network",
        icon="network",
        title=title("network", words),
        said="\n".join(line for line in lines if line),
        tone="warn" if wrong or network.waiting else "calm",
        act=words.say("kiosk.technician.ask_again") if network.answer is not None else "",
    )


def short_network(network: Network, words: Locale) -> tuple[str, str]:
    """What is wrong comes first."""
    waiting = _waiting(network, words)
    if network.up is False and network.since is not None:
        return words.say("kiosk.technician.server.down_short", time=words.time(network.since)), waiting
    answer = _answer(network, words)
    if network.answer is not None and network.answer.milliseconds is None:
        answer = words.say("kiosk.technician.server.silent")
    address = network.addresses[0] if network.addresses else UNTOLD
    return answer, waiting if network.waiting else words.say("kiosk.technician.address", address=address)


def _waiting(network: Network, words: Locale) -> str:
    if not network.waiting:
        return words.say("kiosk.technician.outbox.empty")
    return words.say("kiosk.technician.outbox.waiting", n=network.waiting)


def _addresses(network: Network, words: Locale) -> str:
    return words.say("kiosk.technician.addresses", addresses=", ".join(network.addresses) or UNTOLD)


def _answer(network: Network, words: Locale) -> str:
    if network.answer is None:
        return words.say("kiosk.technician.server.asking")
    if network.answer.milliseconds is None:
        return words.say(f"kiosk.technician.server.{network.answer.reason}")
    return words.say("kiosk.technician.server.answers", n=network.answer.milliseconds)


def _since(network: Network, words: Locale) -> str:
    if network.up is None or network.since is None:
        return ""
    since = network.since
    date = words.say(
        "common.written.date_short", day=since.day, month=words.say(f"common.month.{since.month}"), year=since.year
    )
    key = "up" if network.up else "down"
    return words.say(f"kiosk.technician.server.{key}", time=words.time(since), date=date)


def machine_row(corner: Corner, words: Locale) -> Row:
    lines = (_version(corner, words), _made_with(corner, words), _runs(corner, words),
             words.say("kiosk.technician.switched_on", time=in_words(corner.machine.machine_seconds, words)),
             _disk(corner, words), _clock(corner, words))  # fmt: skip
    tone = "warn" if _little_disk(corner) or _wrong_clock(corner) else "calm"
    return Row(key="machine", icon="machine", title=title("machine", words), said="\n".join(lines), tone=tone)


def short_machine(corner: Corner, words: Locale) -> tuple[str, str]:
    wrong = _disk(corner, words) if _little_disk(corner) else _clock(corner, words) if _wrong_clock(corner) else ""
    running = words.say("kiosk.technician.runs_short", time=in_words(corner.machine.program_seconds, words))
    return _version(corner, words), wrong or running


def _little_disk(corner: Corner) -> bool:
    return corner.machine.disk_free is not None and corner.machine.disk_free < LITTLE_DISK


def _wrong_clock(corner: Corner) -> bool:
    return corner.network.behind is not None and abs(corner.network.behind) > MUCH_BEHIND


def _version(corner: Corner, words: Locale) -> str:
    build = f" ({corner.machine.build})" if corner.machine.build else ""
    return words.say("kiosk.technician.version", version=corner.machine.version or UNTOLD, build=build)


def _made_with(corner: Corner, words: Locale) -> str:
    return words.say("kiosk.technician.made_with", python=corner.machine.python, qt=corner.machine.qt)


def _runs(corner: Corner, words: Locale) -> str:
    return words.say("kiosk.technician.runs", time=in_words(corner.machine.program_seconds, words))


def _disk(corner: Corner, words: Locale) -> str:
    free = corner.machine.disk_free
    return words.say("kiosk.technician.disk", free=UNTOLD if free is None else f"{free / GIB:.1f} GB")


def _clock(corner: Corner, words: Locale) -> str:
    behind = corner.network.behind
    if behind is None:
        return words.say("kiosk.technician.clock.unknown")
    if abs(behind) < 1:
        return words.say("kiosk.technician.clock.right")
    key = "behind" if behind > 0 else "ahead"
    return words.say(f"kiosk.technician.clock.{key}", time=in_words(abs(behind), words))


def title(key: str, words: Locale) -> str:
    return words.say(f"kiosk.technician.row.{key}")


def in_words(seconds: float | None, words: Locale) -> str:
    """The two largest units: `3 hari 4 jam`, `5 menit`, `12 detik`."""
    if seconds is None:
        return UNTOLD
    parts: Sequence[tuple[str, int]] = (
        ("days", int(seconds) // 86400),
        ("hours", int(seconds) // 3600 % 24),
        ("minutes", int(seconds) // 60 % 60),
        ("seconds", int(seconds) % 60),
    )
    first = next((place for place, (_, n) in enumerate(parts) if n), len(parts) - 1)
    shown = [part for part in parts[first : first + 2] if part[1] or first == len(parts) - 1]
    return " ".join(words.say(f"kiosk.technician.time.{unit}", n=n) for unit, n in shown)
