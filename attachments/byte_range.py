"""A part of a stored file, as a player asks for it that jumps ahead (RFC 9110, 14)."""

import re
from typing import NamedTuple

# One range: who asks for several gets the whole file, as the standard allows (14.2).
ONE_RANGE = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.ASCII | re.IGNORECASE)


class Span(NamedTuple):
    """Bytes from `start` up to, not including, `end`."""

    start: int
    end: int


class UnsatisfiableError(ValueError):
    """The file ends before the range begins."""


def asked_span(header: str, size: int) -> Span | None:
    """What the Range header asks for; None where it is none that is understood, so that the whole
    file is the answer. UnsatisfiableError."""
    found = ONE_RANGE.fullmatch(header)
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:  # so many from the end
        start, end = max(0, size - int(last)), size
    elif last and int(last) < int(first):
        return None
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
    if start >= end:
        raise UnsatisfiableError
    return Span(start, end)
