"""What the screen is told: words and marks, no decisions left."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One big thing to touch. `key` comes back when it is."""

    key: str
    title: str
    hint: str = ""
    icon: str = ""
    paper: str = ""
    """`kk` or `ektp`, drawn instead of an icon…"""
    brings: str = ""
    """… in this form: `both`, `original`, `copy` or `nothing`."""
    badge: str = ""
    """A service's letter."""
    tag: str = ""
    chosen: bool = False
    dimmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a list: `mark` is `good`, `missing`, `note` or `step`."""

    title: str
    hint: str = ""
    mark: str = "note"
    items: str = ""
    """Several points, one a line."""
    icon: str = ""
    """What is drawn beside it…"""
    paper: str = ""
    """… or `kk` or `ektp`…"""
    brings: str = ""
    """… in this form: `both`, `original` or `copy`."""
    tag: str = ""
    """What the mark means, in words."""
    cost: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One screen, derived anew from the visit each time something changes."""

    page: str
    place: str
    """Page and subject: when it changes, the visitor has moved on."""
    stage: int = 0
    """1 to 4 on the way to the ticket; 0: no step bar."""
    title: str = ""
    hint: str = ""
    note: str = ""
    tone: str = "calm"
    """`calm`, `good` or `warn`."""
    choices: tuple[Choice, ...] = ()
    lines: tuple[Line, ...] = ()
    next_title: str = ""
    next_hint: str = ""
    action: str = ""
    """The words on the main button; empty: there is none."""
    second: str = ""
    """The words on the quiet button beside it."""
    third: str = ""
    """The words on the quietest one."""
    survey: str = ""
    """The words on the key for those who have been served."""
    tabs: tuple[Choice, ...] = ()
    """What else can be read of the same thing; `choices` are the things."""
    code: str = ""
    """What a QR code on the page holds."""
    picture: str = ""
    """`kk` or `ektp`, or a drawing's name."""
    digits: str = ""
    number: str = ""
    service: str = ""
    ahead: str = ""
    estimate: str = ""
    can_go_back: bool = False
    can_cancel: bool = False
    can_ask_for_help: bool = False


def page(**told: object) -> Screen:
    """A screen whose place is filled in by the table of pages."""
    return Screen(page="", place="", **told)  # type: ignore[arg-type]
