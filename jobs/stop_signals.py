"""How a runner that was started by hand, or by a service manager, learns that it is to end."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def until_told_to_end() -> Iterator[Callable[[], bool]]:
    """What says False after SIGTERM or Ctrl+C."""
    told: list[int] = []
    before = {
        number: signal.signal(number, lambda received, _frame: told.append(received))
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield lambda: not told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
