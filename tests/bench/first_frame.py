"""A screen until its first frame: `python -m tests.bench.first_frame kiosk|display SERVER FOLDER`.

The program as it assembles itself; says the time of the first frame on the monotonic clock, and ends.
"""

import sys
import time
from contextlib import AbstractContextManager

from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.locale import Locale
from display.screen.engine import ASSETS


def assembled(program: str, server: str, folder: str) -> AbstractContextManager[QQmlApplicationEngine]:
    """Only the wanted program is loaded."""
    words, branch = Locale.load(ASSETS / "locale", "id"), load_branch(ASSETS / "branch.toml")
    common = ["--server", server, "--key", f"demo-{program}", "--data", folder, "--window"]
    if program == "kiosk":
        import kiosk.__main__ as kiosk_program
        from kiosk.arguments import read_arguments

        return kiosk_program.assembled(read_arguments([*common, "1080x1920", "--printer", "stand-in"], words), branch)
    import display.__main__ as display_program
    from display.arguments import read_arguments

    return display_program.assembled(read_arguments([*common, "1920x1080", "--player", "none"], words), branch, words)


def main(program: str, server: str, folder: str) -> None:
    """Until it is painted."""
    application = QGuiApplication([f"lalopa-{program}"])
    with assembled(program, server, folder) as engine:
        window = engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        window.frameSwapped.connect(painted)
        application.exec()


def painted() -> None:
    """Says when, and ends; further frames do not matter."""
    print(time.monotonic(), flush=True)
    QGuiApplication.quit()


if __name__ == "__main__":
    main(*sys.argv[1:])
