"""Says one call, to try a voice and a player; lists what a folder of recorded words needs; turns the volume:
`python -m display.speech A-012 loket-2`. Tells what became of it."""

import argparse
import sys
import tomllib
from pathlib import Path

from counter_server.protocol.branch_file import BranchFile, load_branch
from counter_server.protocol.mistakes import PresetBroken

from .announcers import announcer, announcers_of
from .calls import call_utterance
from .recorded_words import paths, unfit
from .speaker import Speaker
from .utterance import NotSpoken
from .volume import VolumeKnob

BROKEN = (PresetBroken, OSError, ValueError, KeyError, tomllib.TOMLDecodeError)


def main() -> int:
    wanted = _arguments()
    try:
        if wanted.volume:
            return _turned(wanted.volume, wanted.data)
        branch = load_branch(wanted.assets / "branch.toml")
        return _listed(wanted.words, branch, wanted.assets) if wanted.words else _said(wanted, branch)
    except BROKEN as broken:
        print(f"display.speech: {broken}", file=sys.stderr)
        return 2


def _said(wanted: argparse.Namespace, branch: BranchFile) -> int:
    settings = branch.voice
    kind, _, n = wanted.counter.rpartition("-")
    utterance = call_utterance(settings, announcers_of(branch, wanted.assets), wanted.number, kind, int(n))
    chime = wanted.assets / "sounds" / "chime.wav"
    speaker = Speaker(data=wanted.data, chime=chime, player=wanted.player or settings.player)
    try:
        for sentence in utterance.sentences:
            words = " ".join(sentence.recorded.words) if sentence.recorded else sentence.text
            print(f"{sentence.recorded.folder if sentence.recorded else sentence.voice}: {words}")
        outcome = speaker.speak(utterance).result()
    finally:
        speaker.close()
    if isinstance(outcome, NotSpoken):
        print(f"not spoken: {outcome.reason}: {outcome.detail}")
    else:
        heard = f"played by {outcome.player}" if outcome.played else "not played, as the player is none"
        print(f"{heard}, {outcome.seconds:.1f} s, {outcome.wav} {outcome.remark}".rstrip())
    return 0 if outcome.ok else 1


def _listed(name: str, branch: BranchFile, assets: Path) -> int:
    """Each word the branch needs, what is to be said, and how its recording is; 1 when one is missing or not fit."""
    whom = announcer(name, assets, branch)
    if whom.recordings is None:
        print(f"{name}: espeak-ng speaks, with the voice {whom.voice}; it needs no recordings")
        return 0
    states = [unfit(path) for path in paths(str(whom.recordings), whom.needed)]
    for word, state in zip(whom.words, states, strict=True):
        print(f"{state or 'ok':<8} {word.stem + '.wav':<24} {word.text}")
    there = states.count("")
    print(
        f"{name}: {there} of {len(states)} words"
        + ("" if there == len(states) else "; until all are there, another voice speaks")
    )
    return 0 if there == len(states) else 1


def _turned(volume: str, data: Path) -> int:
    VolumeKnob(data).turn(None if volume == "auto" else int(volume))
    return 0


def _arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="python -m display.speech", description="Says one call, to try the sound.")
    reader.add_argument("number", nargs="?", default="A-001", help="ticket number (A-001)")
    reader.add_argument("counter", nargs="?", default="loket-2", help="counter (loket-2)")
    reader.add_argument("--player", default="", help="auto, none or a command; the branch's own unless given")
    reader.add_argument("--words", metavar="NAME", default="", help="list the recordings assets/voices/NAME needs")
    reader.add_argument(
        "--volume", metavar="PERCENT", default="", help="of this machine from now on; auto: the branch's"
    )
    reader.add_argument("--assets", type=Path, default=Path("assets"))
    reader.add_argument("--data", type=Path, default=Path("var"))
    return reader.parse_args()


if __name__ == "__main__":
    sys.exit(main())
