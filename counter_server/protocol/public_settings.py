"""What a branch tells the public beside its services: where papers come from, its pledge, whom to write to."""

import re
from dataclasses import dataclass

from .offer import Contact, PaperAdvice
from .settings import Wrong, setting
from .terms import Language

INDONESIA = "62"


def whatsapp_number(text: str) -> str:
    """`6281234567890`, as wa.me wants it, from `0812-3456-7890` or `+62 812 …`; an empty string for anything else."""
    digits = re.sub(r"[\s.()+-]", "", text)
    if digits.startswith("0"):
        digits = INDONESIA + digits[1:]
    return digits if re.fullmatch(r"62[1-9][0-9]{7,12}", digits) else ""


def _whatsapp(text: str) -> None:
    if text and not whatsapp_number(text):
        raise Wrong("malformed", found=f'"{text[:40]}"', expected="0812-3456-7890")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPlace:
    """[papers.kk], [papers.ektp]: what to do where one of the patient's papers is missing. Texts per language; an empty
    one is said in the kiosk's own words, an empty cost is not spoken of."""

    where: dict[Language, str] = setting({}, why="Where the original comes from.")
    cost: dict[Language, str] = setting({}, why="What a new original costs.")
    copy_where: dict[Language, str] = setting({}, why="Where a photocopy is made.")
    copy_cost: dict[Language, str] = setting({}, why="What the photocopy costs.")

    def as_told(self) -> PaperAdvice:
        """As it crosses the wire."""
        return PaperAdvice(
            where=_plain(self.where),
            cost=_plain(self.cost),
            copy_where=_plain(self.copy_where),
            copy_cost=_plain(self.copy_cost),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """[pledge] The maklumat pelayanan: the declaration of the office that it keeps its standard of service
    (Permenpan-RB 15/2014)."""

    confirmed: bool = setting(
        False, why="Whether it is the office's own declaration. Until then only the demonstration shows it."
    )
    text: dict[Language, str] = setting({}, why="Its words, per language.")
    signed: str = setting("", why="Who declares it, such as the head of the office; empty: the office's name.")

    def as_told(self, *, demo: bool) -> dict[str, str]:
        """Its words by language, where they may be shown."""
        return _plain(self.text) if self.confirmed or demo else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPlace:
    """[contact] The registration officer (petugas pendaftaran) who answers on WhatsApp."""

    whatsapp: str = setting(
        "", why="The number, such as 0812-3456-7890; empty: the kiosk shows no contact.", check=_whatsapp
    )
    name: str = setting("", why="Who answers, such as Petugas pendaftaran.")

    def as_told(self) -> Contact | None:
        """As it crosses the wire; None where nobody is to be written to."""
        number = whatsapp_number(self.whatsapp)
        return Contact(name=self.name, whatsapp=number) if number else None


def _plain(texts: dict[Language, str]) -> dict[str, str]:
    return {str(language): text for language, text in texts.items() if text.strip()}
