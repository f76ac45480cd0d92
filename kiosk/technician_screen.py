"""What the technician's page is told: words and marks, no decisions left."""

from dataclasses import dataclass

from .log_memory import LogLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing of the machine: how it is, and what can be done about it. Touched, `key` and what was touched come
    back: `volume.less`, `volume.more`, `volume.act`."""

    key: str
    icon: str
    title: str
    said: str
    """Several lines, one under the other."""
    tone: str = "calm"
    """`calm`, `good` or `warn`."""
    less: str = ""
    """What − and + do, in words; both empty: it cannot be turned."""
    more: str = ""
    act: str = ""
    """The words on its key; empty: there is none."""
    drawn: str = ""
    """Drawn on the key instead of its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CornerScreen:
    """One page, derived anew each time something changes."""

    page: str = ""
    """Empty: the corner is closed."""
    title: str = ""
    hint: str = ""
    note: str = ""
    tone: str = "calm"
    dots: int = 0
    """Digits typed so far."""
    asks_pin: bool = False
    may_type: bool = False
    may_enter: bool = False
    rows: tuple[Row, ...] = ()
    facts: tuple[Row, ...] = ()
    """With all that is known of each."""
    log: tuple[LogLine, ...] = ()
    confirm: str = ""
    """The words on the key that does what was asked about."""
    leave: str = ""
    """The words on the key that leads back, or out."""
