"""What keeps a writer from writing: told when it begins and when it is over, and in the log once a minute."""

import logging
import time
from collections.abc import Callable

from counter_server.domain.refusals import Refusal

log = logging.getLogger(__name__)
SAY_AGAIN_SECONDS = 60.0


class Trouble:
    """Belongs to the writer's thread."""

    def __init__(self) -> None:
        self.told: Callable[[str], None] = lambda code: None
        """Told in the writer's thread: the code of what is the matter, empty once it is over."""
        self.code = ""
        self._said = float("-inf")
        self._unsaid = 0

    def met(self, failure: BaseException, operations: int) -> None:
        """A transaction could not be written; so many operations failed with it."""
        code = failure.code if isinstance(failure, Refusal) else "storage_failed"
        self._unsaid += operations
        if code != self.code or time.monotonic() - self._said >= SAY_AGAIN_SECONDS:
            log.error("nothing can be written, %d operations failed: %r", self._unsaid, failure.__cause__ or failure)
            self._said, self._unsaid = time.monotonic(), 0
        if code != self.code:
            self.code = code
            self.told(code)

    def over(self) -> None:
        """A transaction was written."""
        log.warning("it can be written again; %d more operations had failed", self._unsaid)
        self.code, self._said, self._unsaid = "", float("-inf"), 0
        self.told("")
