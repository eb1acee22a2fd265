"""How far a command is, on a terminal: one line that renews itself, and none in a log."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from jobs.progress import Report


class Output(Protocol):
    def write(self, msg: str = "", style_func: None = None, ending: str | None = None) -> None: ...

    def flush(self) -> None: ...

    def isatty(self) -> bool: ...


@contextmanager
def report_on(out: Output) -> Iterator[Report]:
    """What to call with how much is done."""
    shown = 0.0

    def report(done: int, total: int, sentence: str = "") -> None:
        nonlocal shown
        now = time.monotonic()
        if now - shown > 0.2:
            shown = now
            number = f" {done}/{total}" if total else f" {done}" if done else ""
            out.write(f"\r\033[K{sentence}{number}", ending="")
            out.flush()

    def silent(done: int, total: int, sentence: str = "") -> None:
        pass

    yield report if out.isatty() else silent
    if out.isatty():
        out.write("\r\033[K", ending="")
