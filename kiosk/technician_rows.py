"""The rows of the technician's desk: each thing of the machine, how it is, and what can be done about it. Pure."""

from dataclasses import replace

from counter_server.protocol.locale import Locale

from .machine_doors import Level, NoLevel
from .technician import STEP, Corner, Trial, next_level
from .technician_facts import facts, short_machine, short_network, title
from .technician_screen import Row

WELL = frozenset({"ready", "unknown"})
"""Printer states that nobody has to mend."""
CAME = frozenset({"printed", "unconfirmed"})
"""Outcomes of a test print after which paper may be there."""


def rows(corner: Corner, words: Locale) -> tuple[Row, ...]:
    """What can be tried and turned, and in two lines each how network and machine are."""
    more = words.say("kiosk.technician.details_key")
    network, machine = facts(corner, words)
    short = short_network(corner.network, words), short_machine(corner, words)
    return (
        _printer(corner, words),
        _roll(corner, words),
        *_levels(corner, words),
        *(
            replace(row, said="\n".join(said), act=more, drawn="go")
            for row, said in zip((network, machine), short, strict=True)
        ),
    )


def _printer(corner: Corner, words: Locale) -> Row:
    key = f"kiosk.technician.printer.{corner.printer or 'asking'}"
    said = words.say(key) if words.has(key) else words.say("kiosk.technician.printer.fault")
    tone = "calm" if corner.printer in (*WELL, "") else "warn"
    if corner.trial:
        key = f"kiosk.technician.trial.{corner.trial}"
        said = words.say(key) if words.has(key) else words.say("kiosk.technician.trial.failed")
        tone = "good" if corner.trial == "printed" else "calm" if corner.trial in (*CAME, Trial.RUNNING) else "warn"
    act = "" if corner.trial == Trial.RUNNING else words.say("kiosk.technician.print_test")
    return Row(key="printer", icon="printer", title=title("printer", words), said=said, tone=tone, act=act)


def _roll(corner: Corner, words: Locale) -> Row:
    said = words.say("kiosk.technician.roll.unknown")
    if corner.roll is not None:
        said = words.say("kiosk.technician.roll.left", percent=corner.roll)
    if corner.roll_note:
        said = words.say(f"kiosk.technician.roll.{corner.roll_note}")
    tone = {"kept": "good", "not_kept": "warn"}.get(corner.roll_note, "calm")
    act = words.say("kiosk.technician.roll_changed")
    return Row(key="roll", icon="roll", title=title("roll", words), said=said, tone=tone, act=act)


def _levels(corner: Corner, words: Locale) -> tuple[Row, Row]:
    sound = f"kiosk.technician.sound.{corner.sound}"
    heard = ""
    if corner.sound:
        heard = words.say(sound) if words.has(sound) else words.say("kiosk.technician.sound.failed")
    act = "" if corner.sound == Trial.RUNNING else words.say("kiosk.technician.sound_test")
    failed = corner.sound not in ("", "heard", Trial.RUNNING)
    return (
        _level(corner, "volume", corner.volume, words, more=heard, warns=failed, act=act),
        _level(corner, "brightness", corner.brightness, words),
    )


def _level(
    corner: Corner, key: str, level: Level | NoLevel | None, words: Locale, *, more: str = "", warns: bool = False,
    act: str = "",
) -> Row:  # fmt: skip
    def turns(way: str) -> str:
        able = next_level(corner, key, up=way == "more") is not None
        return words.say(f"kiosk.technician.{way}", n=STEP) if able else ""

    lines = [_level_words(key, level, words), more]
    return Row(
        key=key,
        icon=key,
        title=title(key, words),
        said="\n".join(line for line in lines if line),
        tone="warn" if warns or (isinstance(level, Level) and level.muted) else "calm",
        less=turns("less"),
        more=turns("more"),
        act=act,
        drawn="play" if act else "",
    )


def _level_words(key: str, level: Level | NoLevel | None, words: Locale) -> str:
    match level:
        case None:
            return words.say("kiosk.technician.asking")
        case NoLevel(why):
            return words.say(f"kiosk.technician.no_{key}.{why}")
        case Level(percent, muted=True):
            return words.say("kiosk.technician.muted", percent=percent)
        case Level(percent):
            return words.say("kiosk.technician.percent", percent=percent)
