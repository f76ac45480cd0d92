"""A branch that others' programs may speak with: presets with [antrean] and [[hooks]], and a receiver of hooks that is
a real HTTP server, answers as it is told to, and remembers what it took."""

import json
import queue
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.server import PATIENCE, ROOT


def assets_with(folder: Path, more: str) -> Path:
    """The presets, with these lines at the end of branch.toml."""
    if not (folder / "assets").exists():
        shutil.copytree(ROOT / "assets", folder / "assets")
    branch = folder / "assets" / "branch.toml"
    plain = (ROOT / "assets" / "branch.toml").read_text(encoding="utf-8")
    branch.write_text(f"{plain}\n{more}", encoding="utf-8")
    return folder / "assets"


def hook(key: str, url: str, **more: Any) -> str:
    """A table of [[hooks]]."""
    lines = [f'key = "{key}"', f'url = "{url}"', "private = true"]
    lines += [f"{name} = {json.dumps(value)}" for name, value in more.items()]
    return "\n".join(["[[hooks]]", *lines, ""])


ANTREAN_ON = "[antrean]\non = true\n"


@dataclass(frozen=True)
class Delivered:
    """One request that came."""

    content: bytes
    headers: dict[str, str]
    status: int

    @property
    def told(self) -> Any:
        """The message."""
        return json.loads(self.content)

    @property
    def seq(self) -> int:
        """Of the journal."""
        return int(self.told["seq"])


@dataclass
class Receiver:
    """Answers with what is next in `script` (a status; `None`: not at all until `let_go`), and with 204 after that."""

    script: list[int | None] = field(default_factory=list)
    port: int = 0
    came: "queue.Queue[Delivered]" = field(default_factory=queue.Queue)
    let_go: threading.Event = field(default_factory=threading.Event)
    all: list[Delivered] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/hook?to=us"

    def next(self) -> Delivered:
        """The next request that comes, whatever it was answered."""
        return self.came.get(timeout=PATIENCE)

    def next_taken(self) -> Delivered:
        """The next that was taken."""
        while (one := self.next()).status >= 300:
            pass
        return one

    @property
    def taken(self) -> list[int]:
        """The seqs it took, in the order they came."""
        return [one.seq for one in self.all if one.status < 300]

    def answers(self) -> int | None:
        """The next of the script."""
        return self.script.pop(0) if self.script else 204


@contextmanager
def receiving(receiver: Receiver) -> Iterator[Receiver]:
    """It listens for as long as the block lasts; the port stays its own."""

    class Request(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            status = receiver.answers()
            if status is None:
                receiver.let_go.wait(PATIENCE)
                self.close_connection = True
                return
            one = Delivered(content, dict(self.headers.items()), status)
            receiver.all.append(one)
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
            receiver.came.put(one)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    server = Server(("127.0.0.1", receiver.port), Request)
    receiver.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
