"""Looks through what is stored and what is served, and remembers what it finds."""

from integrity import served_pages, stored_rows
from integrity.found import remember
from integrity.models import Finding
from jobs.progress import Report


def self_check(progress: Report, *, accept: bool = False) -> list[Finding]:
    """What was found and nobody has looked at yet. With `accept`, what is stored now counts as
    written by the program, as after a restore."""
    found = [*stored_rows.check(progress, accept=accept), *served_pages.check(progress)]
    return remember(found)
