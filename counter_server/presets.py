"""Everything a branch starts with, from `assets/`: the branch and its services, all mistakes of all files together.

The first start imports them into the database, as documents; from then on the database is the truth, and the digest of
a document tells whether a file has changed since."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from counter_server.domain.service import Service
from counter_server.protocol.branch_file import BranchFile, attempt_branch
from counter_server.protocol.mistakes import Mistake, PresetBroken, nearest
from counter_server.protocol.offer import ServiceTexts
from counter_server.protocol.settings import attempt, digest, read, written
from counter_server.protocol.toml_file import read_toml
from counter_server.service_file import ServiceFile

BRANCH_FILE = "branch.toml"
SOUND_ALIKE = frozenset("BCDEGPTV")
"""Letters whose Indonesian names all end in e."""


@dataclass(frozen=True)
class LoadedService:
    """A service as its file has it."""

    file: ServiceFile
    version: int = 1

    @property
    def letter(self) -> str:
        return self.file.letter

    @cached_property
    def service(self) -> Service:
        return self.file.service(self.version)

    @cached_property
    def texts(self) -> dict[str, ServiceTexts]:
        """By language."""
        return self.file.service_texts()

    @property
    def questions(self) -> tuple[str, ...]:
        return self.file.questions

    def to_document(self) -> dict[str, object]:
        """As JSON, for the database. The version is kept beside it, not in it."""
        document: dict[str, object] = written(self.file)
        return document

    @classmethod
    def from_document(cls, document: object, *, version: int = 1) -> "LoadedService":
        """Back from the database. PresetBroken for a document that is not one."""
        return cls(read(document, ServiceFile, file="service", strict=False), version)

    @cached_property
    def digest(self) -> str:
        """Of its document; the same content has the same digest."""
        return digest(self.to_document())


@dataclass(frozen=True, slots=True)
class Presets:
    """What `assets/` holds for the server."""

    branch: BranchFile
    services: tuple[LoadedService, ...]
    warnings: tuple[Mistake, ...] = ()
    """Told at start, but they do not stop it."""


def load_presets(assets: Path, locale: Path | None = None) -> Presets:
    """Read branch.toml and services/*.toml. PresetBroken holds every mistake of every file. `locale`: where the words
    are, if not beside them."""
    branch, mistakes = attempt_branch(assets / "branch.toml")
    services, wrong = _attempt_services(assets / "services")
    mistakes += wrong + between(branch, services)
    for language in branch.branch.languages if branch else ():
        folder = locale or assets / "locale"
        _, unread = read_toml(folder / f"{language}.toml", file=f"locale/{language}.toml")
        mistakes += unread
    if branch is None or mistakes:
        raise PresetBroken(mistakes)
    loaded = tuple(LoadedService(service) for _, service in services)
    return Presets(branch, loaded, tuple(_sound_alike(services)))


def presets_of(branch: object, services: Mapping[str, object]) -> Presets:
    """The same of tables that were read already: the branch's, and each service's by the name of its file. PresetBroken
    holds every mistake."""
    whole, mistakes = attempt(branch, BranchFile, file=BRANCH_FILE)
    found: list[tuple[str, ServiceFile]] = []
    for name, tables in services.items():
        service, wrong = attempt(tables, ServiceFile, file=name)
        mistakes += wrong
        found += [(name, service)] if service else []
    mistakes += between(whole, found)
    if whole is None or mistakes:
        raise PresetBroken(mistakes)
    return Presets(whole, tuple(LoadedService(service) for _, service in found), tuple(_sound_alike(found)))


def load_services(folder: Path) -> tuple[LoadedService, ...]:
    """The services of a folder by themselves, in the order of their letters' files."""
    services, mistakes = _attempt_services(folder)
    mistakes += list(_letters_taken_twice(services))
    if mistakes:
        raise PresetBroken(mistakes)
    return tuple(LoadedService(service) for _, service in services)


Found = Sequence[tuple[str, ServiceFile]]


def between(branch: BranchFile | None, services: Found) -> list[Mistake]:
    """What is wrong between the files, each right by itself."""
    return [*_letters_taken_twice(services), *_across(branch, services)]


def _attempt_services(folder: Path) -> tuple[list[tuple[str, ServiceFile]], list[Mistake]]:
    services: list[tuple[str, ServiceFile]] = []
    mistakes: list[Mistake] = []
    paths = sorted(folder.glob("*.toml"))
    for path in paths:
        name = f"{folder.name}/{path.name}"
        tables, wrong = read_toml(path, file=name)
        mistakes += wrong
        if not wrong:
            service, wrong = attempt(tables, ServiceFile, file=name)
            mistakes += wrong
            services += [(name, service)] if service else []
    if not paths:
        mistakes.append(Mistake(folder.name, "", "none_found", {"what": "*.toml"}))
    return services, mistakes


def _letters_taken_twice(services: Found) -> Iterator[Mistake]:
    holders: dict[str, str] = {}
    for name, service in services:
        if service.letter in holders:
            yield Mistake(name, "letter", "duplicate", {"found": service.letter, "other": holders[service.letter]})
        holders.setdefault(service.letter, name)


def _across(branch: BranchFile | None, services: Found) -> Iterator[Mistake]:
    if branch is None or not services:
        return
    letters = [service.letter for _, service in services]
    for person in branch.staff:
        for letter in person.services:
            if letter not in letters:
                where = f"services/*.toml ({', '.join(letters)})"
                facts = {"found": f'"{letter}"', "where": where}
                yield Mistake(
                    BRANCH_FILE, f"staff[{person.key}].services", "unknown_name", facts, nearest(letter, letters)
                )
    for name, service in services:
        for language in branch.branch.languages:
            if language not in service.texts:
                yield Mistake(name, f"texts.{language}", "texts_missing", {"language": language})
        for step in service.steps:
            if not any(p.role is step.role and service.letter in (p.services or letters) for p in branch.staff):
                facts = {"found": str(step.role), "letter": service.letter}
                yield Mistake(name, f"steps[{step.key}].role", "nobody_serves", facts)


def _sound_alike(services: Found) -> Iterator[Mistake]:
    alike = sorted({service.letter for _, service in services} & SOUND_ALIKE)
    if len(alike) > 1:
        yield Mistake("services", "letter", "sounds_alike", {"found": ", ".join(alike)})
