"""Who says the calls: a language of the locale files with espeak-ng's voice, another voice of espeak-ng with a wording
of the branch's own, or a folder of recorded words."""

from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from string import ascii_uppercase

from counter_server.protocol.branch_file import BranchFile
from counter_server.protocol.locale import Locale
from counter_server.protocol.mistakes import Mistake, PresetBroken, nearest
from counter_server.protocol.phrases import Word, call_pieces, sentence, words_needed
from counter_server.protocol.terms import Language

from .utterance import Recorded, Sentence
from .wording_file import FILE, read_wording


@dataclass(frozen=True, slots=True)
class Announcer:
    """One who says calls. `recordings`: a folder of recorded words; while they are not complete, `locale` and `voice`
    speak, which are then another language's."""

    locale: Locale
    voice: str
    recordings: Path | None = None
    recorded: Locale | None = None
    """The wording of the recordings."""
    counters: tuple[tuple[str, int], ...] = ()
    """Kind and number of each the branch has."""
    words: tuple[Word, ...] = ()
    """What has to be recorded: all that any call may need."""

    def says(self, number: str, kind: str, n: int, reading: str) -> Sentence:
        """The sentence of a call. Raises as `phrases.call_pieces`."""
        text = sentence(call_pieces(self.locale, number, kind, n, reading))
        if self.recordings is None or self.recorded is None:
            return Sentence(text, self.voice)
        pieces = call_pieces(self.recorded, number, kind, n, reading)
        words = tuple(piece.stem if isinstance(piece, Word) else str(piece) for piece in pieces)
        return Sentence(text, self.voice, Recorded(str(self.recordings), words, self.needed))

    @property
    def needed(self) -> tuple[str, ...]:
        """The names of the recordings."""
        return tuple(word.stem for word in self.words)

    @property
    def usual(self) -> tuple[Sentence, ...]:
        """Sentences of which all others are made, but for the numbers: what has to be there for it to speak, and is
        worth being made ready."""
        if self.recordings is not None:
            return (Sentence("", self.voice, Recorded(str(self.recordings), (), self.needed)),)
        calls = zip_longest(ascii_uppercase, self.counters, fillvalue=None)
        first = self.counters[0] if self.counters else ("loket", 1)
        return tuple(self.says(f"{sign or 'A'}-001", *(counter or first), "digits") for sign, counter in calls)


def by_locale(locale: Locale) -> Announcer:
    """A language of the locale files, said by the voice of its name."""
    return Announcer(locale, locale.language)


def announcers_of(branch: BranchFile, assets: Path) -> tuple[Announcer, ...]:
    """The branch's, the main one first, each once. Raises PresetBroken for a name that is no language and no folder of
    `assets`/voices, and for a wording that is not whole."""
    named = {"language": branch.voice.language, "second": branch.voice.second}
    known = [*Language, *sorted(folder.parent.name for folder in (assets / "voices").glob(f"*/{FILE}"))]
    mistakes = [
        Mistake(
            "branch.toml", f"voice.{key}", "unknown_name",
            {"found": f'"{name}"', "where": f"assets/voices ({', '.join(known)})"}, nearest(name, known),
        )
        for key, name in named.items() if name and name not in known
    ]  # fmt: skip
    if mistakes:
        raise PresetBroken(mistakes)
    names = dict.fromkeys(filter(None, named.values()))
    return tuple(announcer(name, assets, branch) for name in names)


def announcer(name: str, assets: Path, branch: BranchFile) -> Announcer:
    """The one of this name. Raises PresetBroken for a wording that is not whole."""
    locales = assets / "locale"
    counters = tuple((counter.kind, counter.n) for counter in branch.counters)
    if name in tuple(Language):
        return replace(by_locale(Locale.load(locales, name)), counters=counters)
    folder = assets / "voices" / name
    file = read_wording(folder)
    inherited = _speech(Locale.load(locales, file.like)) if file.like else {}
    wording = Locale(name, inherited | file.words() | {"speech.like": file.like})
    if file.voice:
        return Announcer(wording, file.voice, counters=counters)
    instead = Locale.load(locales, file.instead)
    words = words_needed(wording, counters, branch.voice.reading)
    return Announcer(instead, instead.language, folder.absolute(), wording, counters, words)


def _speech(locale: Locale) -> dict[str, str]:
    return {f"speech.{key}": words for key, words in locale.under("speech").items()}
