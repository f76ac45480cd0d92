"""The keys that lead by ear: a pad of two on USB, and one that switches the guidance on and off."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from counter_server.protocol.guidance_settings import Guidance


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Names of keys, as Qt has them; empty: there is none."""

    next: str = "Left"
    choose: str = "Right"
    speech: str = "F1"

    @classmethod
    def of(cls, settings: Guidance) -> "Keys":
        return cls(next=settings.next_key, choose=settings.choose_key, speech=settings.speech_key)

    def named(self, code: int) -> str:
        """`next`, `choose` or `speech`; empty for any other key."""
        return next((name for name in ("next", "choose", "speech") if code_of(getattr(self, name)) == code), "")

    @property
    def codes(self) -> list[int]:
        return [code for key in (self.next, self.choose, self.speech) if (code := code_of(key))]


def code_of(key: str) -> int:
    """Qt's code of a key; 0 for none."""
    return int(Qt.Key[f"Key_{key}"]) if key else 0
