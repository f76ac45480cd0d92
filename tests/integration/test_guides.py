"""The guides tell the truth: what is slanted stands on a screen in these very words, what is bold is a key that does
what is said beside it, every picture is there, is shown, and is taken by the command."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counter_server.web.console_keys import LETTERS
from tests.guide_pictures import PICTURES

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "guides"
GUIDES = {guide.stem: guide.read_text(encoding="utf-8") for guide in sorted(FOLDER.glob("*.md"))}
LOCALE = ROOT / "assets" / "locale"
WEB = ROOT / "counter_server" / "web"
PROGRAMS = [ROOT / "run", *(ROOT / "counter_server").rglob("*.py"), ROOT / "kiosk" / "arguments.py"]
PROGRAMS += [ROOT / "display" / "arguments.py", *(ROOT / "display" / "speech").glob("*.py")]

SHOWN = re.compile(r"!\[([^\]]*)\]\(images/([^)]+)\.png\)")
BOLD = re.compile(r"\*\*(.+?)\*\*(?: \(\*([^*]+)\*\))?", re.DOTALL)
SLANTED = re.compile(r"(?<!\*)\*(?![*\s])([^*]+)\*(?!\*)", re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
LEAST_LITERAL = 4
"""Letters that a sentence of the locale must have besides its placeholders to be recognised by them."""


def sentences(words: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(words, dict):
        for key, inner in words.items():
            yield from sentences(inner, f"{path}.{key}" if path else key)
    elif isinstance(words, str):
        yield path, words


WORDS = dict(sentences(tomllib.loads((LOCALE / "id.toml").read_text(encoding="utf-8"))))
SETTINGS = tomllib.loads((LOCALE / "settings" / "id.toml").read_text(encoding="utf-8"))
SERVICES = [tomllib.loads(one.read_text(encoding="utf-8")) for one in (ROOT / "assets" / "services").glob("*.toml")]
ON_SCREENS = {*WORDS.values(), *(label for label, _ in SETTINGS.values())}
ON_SCREENS |= {service["texts"]["id"]["name"] for service in SERVICES}
APART = {sentence: re.split(r"\{\w+\}", sentence) for sentence in ON_SCREENS}
OPEN_ENDED = {"…".join(parts) for parts in APART.values()}
WITH_PLACES = [
    re.compile(".+".join(map(re.escape, parts)))
    for parts in APART.values()
    if len(parts) > 1 and sum(map(str.isalpha, "".join(parts))) >= LEAST_LITERAL
]


def key_pairs() -> dict[str, set[str]]:
    """Each key of the console → the words on the buttons it presses; read from where they are declared."""
    pairs = {letter: {WORDS[f"console.verb.{verb}"]} for verb, letter in LETTERS.items()}
    found = [("Enter", key) for key in WORDS if key.startswith("console.main.")]
    view = (WEB / "console_view.py").read_text(encoding="utf-8")
    found += [(key, f"console.main.{word}") for word, key in re.findall(r'MainKey\(words="(\w+)".*letter="(.)"', view)]
    for template in (WEB / "templates").rglob("*.html"):
        for line in template.read_text(encoding="utf-8").splitlines():
            found += [(key, f"console.rule.key.{act}") for act, key in re.findall(r'act\("([\w-]+)", "(.)"', line)]
            button = r'key\(t\("([\w.-]+)"(?: if [^)]*)?\), (?:(?!\) ?\}\}).)*?letter="(.)"'
            found += [(key, f"console.{word}") for word, key in re.findall(button, line)]
            drawn = r"""data-key="(\w+)".*?\bt\(['"]([\w.-]+)['"]\)"""
            found += [(key, f"console.{word}") for key, word in re.findall(drawn, line)]
    for key, word in found:
        pairs.setdefault(key, set()).add(WORDS[word])
    return pairs


KEYS = key_pairs()


def plain(text: str) -> str:
    return " ".join(text.split())


def is_on_a_screen(said: str) -> bool:
    """`said`: with … for what differs from case to case, or a case."""
    if "…" not in said:
        return said in OPEN_ENDED or any(sentence.fullmatch(said) for sentence in WITH_PLACES)
    told = re.compile(".*".join(map(re.escape, said.split("…"))))
    return any(map(told.fullmatch, OPEN_ENDED))


@pytest.mark.parametrize("guide", GUIDES)
def test_what_is_slanted_stands_on_a_screen_in_these_words(guide: str) -> None:
    text = BOLD.sub(lambda bold: f"*{bold[2]}*" if bold[2] else "", CODE.sub("", GUIDES[guide]))
    slanted = {plain(said) for said in SLANTED.findall(text)}
    assert len(slanted) > 10
    assert {said for said in slanted if not is_on_a_screen(said)} == set()


@pytest.mark.parametrize("guide", GUIDES)
def test_what_is_bold_is_a_key_and_does_what_stands_beside_it(guide: str) -> None:
    wrong = []
    for key, does in BOLD.findall(CODE.sub("", GUIDES[guide])):
        known = key.isdigit() or key in KEYS
        if not known or (does and not key.isdigit() and plain(does) not in KEYS[key]):
            wrong.append((key, does))
    assert wrong == []


def test_every_key_of_the_desk_is_in_the_verifier_s_guide() -> None:
    told = {key for key, _ in BOLD.findall(GUIDES["verifikator"])}
    assert set(LETTERS.values()) - {"H"} <= told  # no-show is the big key, when it is time


def test_every_picture_is_shown_once_with_words_for_who_does_not_see_it() -> None:
    shown = [(guide, name, words) for guide, text in GUIDES.items() for words, name in SHOWN.findall(text)]
    assert sorted(name for _, name, _ in shown) == sorted(PICTURES)
    assert [name for guide, name, words in shown if not name.startswith(f"{guide}-") or len(words) < 20] == []


def test_the_pictures_are_those_the_command_takes_and_small() -> None:
    files = {picture.stem: picture.stat().st_size for picture in (FOLDER / "images").iterdir()}
    assert sorted(files) == sorted(PICTURES)
    assert {name: size for name, size in files.items() if size >= 60_000} == {}
    taken = "".join(part.read_text(encoding="utf-8") for part in (ROOT / "tests" / "guide_pictures").glob("[!_]*.py"))
    assert [name for name in PICTURES if taken.count(f'"{name}"') != 1] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_a_link_leads_to_a_file_and_an_option_is_known(guide: str) -> None:
    links = set(re.findall(r"\]\(([^)#:]+)\)", GUIDES[guide]))
    assert [link for link in links if not (FOLDER / link).is_file()] == []
    known = "".join(source.read_text(encoding="utf-8") for source in PROGRAMS)
    options = {option for code in CODE.findall(GUIDES[guide]) for option in re.findall(r"(?<= )--[a-z-]+", code)}
    assert [option for option in options if f'"{option}"' not in known] == []


def test_the_readme_leads_to_every_guide() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [guide for guide in GUIDES if f"(docs/guides/{guide}.md)" not in readme] == []
