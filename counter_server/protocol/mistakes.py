"""What is wrong in a settings file, and where. Told in Indonesian and English at once: whoever reads it may be the
technician or the developer, and the locale files may be the broken ones."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

WORDS: Mapping[str, tuple[str, str]] = {
    "file_missing": ("berkas ini tidak ada", "this file is not there"),
    "file_unreadable": ("berkas tidak dapat dibaca: {reason}", "the file cannot be read: {reason}"),
    "none_found": ("tidak ada satu pun berkas {what} di sini", "there is no {what} file here"),
    "syntax": ("{where} bukan TOML yang benar: {reason}", "{where} is not valid TOML: {reason}"),
    "unknown_key": ("kunci ini tidak dikenal", "no such key"),
    "missing": ("wajib diisi, tetapi tidak ada", "required, but not there"),
    "wrong_type": ("seharusnya {expected}, bukan {found}", "expected {expected}, found {found}"),
    "not_a_choice": ("{found} tidak dikenal; pilihannya: {choices}", "{found} is not known; choose among: {choices}"),
    "out_of_range": ("{found} di luar batas {low} sampai {high}", "{found} is outside {low} to {high}"),
    "empty": ("tidak boleh kosong", "may not be empty"),
    "malformed": ("{found} tidak berbentuk {expected}", "{found} does not look like {expected}"),
    "time_backwards": ("rentang jam {found} berakhir sebelum mulai", "time range {found} ends before it starts"),
    "time_overlap": ("{found} bertumpang tindih dengan {other}", "{found} overlaps {other}"),
    "never_open": ("tidak ada jam buka pada hari apa pun", "there are no opening hours on any day"),
    "zone_unknown": ("zona waktu {found} tidak dikenal", "time zone {found} is not known"),
    "duplicate": ("{found} sudah dipakai {other}", "{found} is already used by {other}"),
    "listed_twice": ("{found} ditulis lebih dari sekali", "{found} is listed more than once"),
    "unknown_name": ("{found} tidak ada di {where}", "{found} is not in {where}"),
    "not_as_many": ("{found} buah, sedangkan {other} berisi {n}", "{found} of them, but {other} has {n}"),
    "in_no_hall": ("{found} tidak termasuk ruang mana pun", "{found} is in no hall"),
    "needed_with": ("wajib diisi bila {other} = {value}", "required when {other} = {value}"),
    "texts_missing": ("belum ada teks untuk bahasa {language}", "there are no texts for the language {language}"),
    "ends_nowhere": ("tidak ada hasil yang mengakhiri kunjungan", "no outcome ends the visit"),
    "nobody_serves": (
        "tidak ada petugas berperan {found} untuk layanan {letter}",
        "no member of staff with the role {found} serves {letter}",
    ),
    "sounds_alike": (
        "huruf {found} terdengar mirip; pengunjung bisa salah dengar",
        "the letters {found} sound alike; visitors may mishear them",
    ),
}
"""Code of a mistake → what it says in Indonesian and English, with places for its facts."""

TERMS: Mapping[str, tuple[str, str]] = {
    "a_date": ("tanggal seperti 2026-12-25", "a date such as 2026-12-25"),
    "a_list": ("daftar [ … ]", "a list [ … ]"),
    "a_table": ("tabel", "a table"),
    "number": ("bilangan", "a number"),
    "text": ('teks dalam tanda kutip "…"', 'text in quotes "…"'),
    "whole_number": ("bilangan bulat", "a whole number"),
    "yes_or_no": ("true atau false", "true or false"),
    "the_end": ("akhir berkas", "the end of the file"),
    "the_file": ("berkas ini", "this file"),
    "a_slug": ("huruf kecil, angka, dan tanda hubung", "small letters, digits and hyphens"),
}
"""Facts that are words themselves."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong: in which file, at which key, and what was probably meant (empty: no guess)."""

    file: str
    key: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    did_you_mean: str = ""

    def lines(self) -> list[str]:
        """The mistake in both languages, one line each."""
        guesses = ("; mungkin maksud Anda {}?", "; did you mean {}?") if self.did_you_mean else ("", "")
        return [
            WORDS[self.code][language].format(**self._facts(language)) + guesses[language].format(self.did_you_mean)
            for language in (0, 1)
        ]

    def _facts(self, language: int) -> dict[str, str]:
        return {name: TERMS.get(fact, (fact, fact))[language] for name, fact in self.facts.items()}


class PresetBroken(Exception):
    """Settings cannot be used. Holds every mistake of every file read, not only the first."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(self.mistakes)

    def __str__(self) -> str:
        count = len(self.mistakes)
        told = [
            f"Pengaturan belum benar di {count} tempat; tidak ada yang dijalankan.",
            f"The settings are wrong in {count} place{'' if count == 1 else 's'}; nothing was started.",
        ]
        return "\n".join(told + described(self.mistakes))


def described(mistakes: Iterable[Mistake]) -> list[str]:
    """Lines for a terminal: per file, per key, what is wrong."""
    mistakes = tuple(mistakes)
    lines: list[str] = []
    for file in Counter(mistake.file for mistake in mistakes):
        lines += ["", file]
        for mistake in mistakes:
            if mistake.file == file:
                lines += [f"  {mistake.key}"] if mistake.key else []
                lines += [f"    {line}" for line in mistake.lines()]
    return lines


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or an empty string."""
    by_small_letters = {candidate.lower(): candidate for candidate in known}
    found = get_close_matches(word.lower(), by_small_letters, n=1, cutoff=0.6)
    return by_small_letters[found[0]] if found else ""
