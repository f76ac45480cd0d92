"""What a branch decides about the survey of public satisfaction (SKM): the [survey] of branch.toml."""

from dataclasses import dataclass

from .settings import setting
from .terms import SurveySpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """[survey] Anonymous, nine questions (docs/survey.md). The demonstration shows all of it."""

    offered: bool = setting(
        False,
        why="Whether visitors are asked. Off until the branch decides: a survey is a promise to read, publish and mend "
        "(Permenpan-RB 14/2017), and nobody may make it for the office.",
    )
    tablet: bool = setting(
        False,
        why="Whether a tablet at the counter may ask too, at /survey, once it is opened by a code of the person in "
        "charge.",
    )
    kiosk: bool = setting(
        False,
        why="Whether the kiosk may ask too: a key on its welcome for those who have been served. Sensible where they "
        "pass it on their way out.",
    )
    public: bool = setting(
        False, why="Whether the results stand at /skm for everybody. The office reads them first, in the console."
    )
    span: SurveySpan = setting(
        SurveySpan.HALF, why="How long a published period is; the regulation asks for one a year at least."
    )
    letterhead: tuple[str, ...] = setting(
        (), why="Lines above the printed report, such as the city, the office, its address; empty: the office's name."
    )
    signed: str = setting("", why="Who signs the printed report, such as the head of the office; empty: no signature.")
    signed_at: str = setting("", why="The town beside the date of the signature.")

    def on_kiosks(self, *, demo: bool) -> bool:
        """Whether a kiosk may ask."""
        return demo or (self.offered and self.kiosk)
