"""A receiver of Lalopa's hooks, whole and small: checks that a message is ours, fresh and new, and prints it.

    python receiver.py --secret lh_… --port 9000

Standard library only. Put TLS in front of it, or let Lalopa reach it within the office (`private = true`).
"""

import argparse
import hashlib
import hmac
import json
import re
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

WINDOW = 300  # seconds: what is older, or from as far ahead, somebody may have kept and sent again
LARGEST = 64 * 1024


def genuine(secret: str, content: bytes, header: str, now: float) -> bool:
    """Whether this body came, with this Lalopa-Signature, from whoever knows the secret, and lately."""
    found = re.fullmatch(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})", header)
    if not found:
        return False
    made = hmac.new(secret.encode(), f"{found[1]}.".encode() + content, hashlib.sha256).hexdigest()
    return hmac.compare_digest(made, found[2]) and abs(now - int(found[1])) <= WINDOW


class Receiver(HTTPServer):
    """Remembers the last message it took. Of a real one that lies in the database, with what was done about it."""

    secret = ""
    last = 0


class Message(BaseHTTPRequestHandler):
    """One delivery. 2xx: taken, and never sent again. Anything else: the same is sent again, later."""

    server: Receiver

    def do_POST(self) -> None:
        """Takes it, or does not."""
        content = self.rfile.read(min(int(self.headers.get("Content-Length", "0")), LARGEST))
        if not genuine(self.server.secret, content, self.headers.get("Lalopa-Signature", ""), time.time()):
            self._answer(401)
            return
        told = json.loads(content)
        if told["seq"] > self.server.last:  # at least once: the same seq again is the same message
            self.server.last = told["seq"]
            print(told["seq"], told["action"], (told["ticket"] or {}).get("number", "-"), flush=True)
        self._answer(204)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what was taken is printed."""


def main() -> None:
    """Until it is interrupted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--secret", required=True)
    parser.add_argument("--port", type=int, default=9000)
    options = parser.parse_args()
    receiver = Receiver(("127.0.0.1", options.port), Message)
    receiver.secret = options.secret
    print("listening", receiver.server_port, flush=True)
    receiver.serve_forever()


if __name__ == "__main__":
    main()
