"""The last figures that a process knows, and how old they are."""

import math
import threading
import time

from visitors.figures import Figures

OLDEST_SECONDS = 5
WAIT_SECONDS = 1


class LatestFigures:
    """The figures, and when somebody last tried for newer ones."""

    def __init__(self) -> None:
        self.figures = Figures()
        self.changed = threading.Condition()
        self._tried_at = -math.inf
        self._begun_at = math.inf
        self._is_slow = False

    def is_old(self) -> bool:
        return time.monotonic() - self._tried_at > OLDEST_SECONDS

    def is_late(self) -> bool:
        """Whether somebody tries for newer ones, and for longer than anybody waits."""
        return time.monotonic() - self._begun_at > WAIT_SECONDS

    def begun(self) -> None:
        """Somebody tries for newer ones from now on."""
        self._begun_at = time.monotonic()

    def tried(self) -> None:
        """Newer figures are here, or were not to be had; both hold for 5 s."""
        with self.changed:
            self._tried_at = time.monotonic()
            self._begun_at = math.inf
            self._is_slow = False
            self.changed.notify_all()

    def wait(self) -> None:
        """Waits for newer figures, at most 1 s, and not again as long as they do not come."""
        with self.changed:
            if not self._is_slow:
                self._is_slow = not self.changed.wait_for(lambda: not self.is_old(), WAIT_SECONDS)
