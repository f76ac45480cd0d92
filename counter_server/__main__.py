"""The counter server: `python -m counter_server --help`."""

import gc
import sys

from counter_server.command_line import Wish, parse


def main() -> int:
    """Does what the command line asks for; the exit status says whether it could."""
    wish, options = parse(sys.argv[1:])
    if wish is Wish.SERVE:
        gc.disable()  # until it is ready: what a start makes stays, and looking through it took a tenth of the time
    from counter_server import office
    from counter_server.protocol.mistakes import PresetBroken

    try:
        match wish:
            case Wish.VERIFY_JOURNAL:
                return office.verify_journal(options)
            case Wish.SET_PIN:
                return office.set_pin(options)
            case Wish.PAIR:
                return office.pair(options)
            case Wish.SERVE:
                return office.serve(options)
    except (PresetBroken, office.Unusable) as broken:
        print(broken, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
