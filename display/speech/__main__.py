"""Says one call, to try a voice and a player: `python -m display.speech A-012 loket-2`. Tells what became of it."""

import argparse
import sys
from pathlib import Path

from counter_server.protocol.branch_file import PresetBroken, load_branch
from counter_server.protocol.locale import Locale

from .speaker import Speaker
from .utterance import NotSpoken, call_utterance


def main() -> int:
    arguments = _arguments()
    try:
        settings = load_branch(arguments.assets / "branch.toml").voice
        languages = [language for language in (settings.language, settings.second) if language]
        locales = [Locale.load(arguments.assets / "locale", language) for language in languages]
        kind, _, n = arguments.counter.rpartition("-")
        utterance = call_utterance(settings, locales, arguments.number, kind, int(n))
    except (PresetBroken, OSError, ValueError, KeyError) as broken:
        print(f"display.speech: {broken}", file=sys.stderr)
        return 2
    speaker = Speaker(
        data=arguments.data,
        chime=arguments.assets / "sounds" / "chime.wav",
        player=arguments.player or settings.player,
    )
    try:
        for sentence in utterance.sentences:
            print(f"{sentence.voice}: {sentence.text}")
        outcome = speaker.speak(utterance).result()
    finally:
        speaker.close()
    if isinstance(outcome, NotSpoken):
        print(f"not spoken: {outcome.reason}: {outcome.detail}")
    else:
        heard = f"played by {outcome.player}" if outcome.played else "not played, as the player is none"
        print(f"{heard}, {outcome.seconds:.1f} s, {outcome.wav} {outcome.remark}".rstrip())
    return 0 if outcome.ok else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m display.speech", description="Says one call, to try the sound.")
    parser.add_argument("number", nargs="?", default="A-001", help="ticket number (A-001)")
    parser.add_argument("counter", nargs="?", default="loket-2", help="counter (loket-2)")
    parser.add_argument("--player", default="", help="auto, none or a command; the branch's own unless given")
    parser.add_argument("--assets", type=Path, default=Path("assets"))
    parser.add_argument("--data", type=Path, default=Path("var"))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
