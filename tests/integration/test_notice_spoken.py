"""A notice through the real speech worker: its own words, once, whatever stands in them."""

from pathlib import Path

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.locale import Locale
from display.speech.calls import notice_utterance
from display.speech.speaker import Speaker
from display.speech.utterance import Spoken
from tests.server import ROOT

ASSETS = ROOT / "assets"


def test_words_of_hers_become_sound_and_more_words_more_of_it(tmp_path: Path) -> None:
    settings = load_branch(ASSETS / "branch.toml").voice
    indonesian = Locale.load(ASSETS / "locale", "id")
    speaker = Speaker(data=tmp_path, chime=ASSETS / "sounds" / "chime.wav", player="none")
    try:
        lasted = []
        for words in ("Mohon perhatian.", 'Mohon perhatian. Loket 3 & 4 tutup pukul 12.00 — silakan ke "bantuan".'):
            told = speaker.speak(notice_utterance(settings, [indonesian], {"id": words})).result(30.0)
            assert isinstance(told, Spoken), told
            lasted.append(told.seconds)
    finally:
        speaker.close()
    assert lasted[0] < lasted[1] < 15.0
