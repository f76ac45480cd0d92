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
    from counter_server.domain.refusals import StorageFull
    from counter_server.protocol.mistakes import PresetBroken

    try:
        match wish:
            case Wish.PERSON:
                from counter_server.person_request import answer

                return answer(options)
            case Wish.SET_PIN:
                return office.set_pin(options)
            case Wish.PAIR:
                return office.pair(options)
            case Wish.SET_ANTREAN_PASSWORD | Wish.HOOK_SECRET:
                from counter_server import outside

                return outside.answer(options)
            case Wish.BACKUP | Wish.RESTORE | Wish.VERIFY_JOURNAL:
                from counter_server import safe_keeping

                return safe_keeping.looked_after(options)
            case Wish.SERVE:
                return office.serve(options)
    except StorageFull:
        from counter_server.safe_keeping import no_room

        return no_room(options)
    except (PresetBroken, office.Unusable) as broken:
        print(broken, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
