"""Writes tables of figures, and puts them into their section of bench/README.md."""

import datetime
import os
import platform
import re
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

README = Path(__file__).with_name("README.md")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a Markdown table; all columns but the first are figures."""
    marks = [":---", *["---:"] * (len(head) - 1)]
    return ["", *(f"| {' | '.join(cells)} |" for cells in [head, marks, *rows])]


def spread(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.0f} ({min(values):.0f}–{max(values):.0f})"


def ratio(values: Sequence[float], others: Sequence[float]) -> float:
    """Of neighbours in time, pair by pair: other work on the machine weighs on both."""
    pairs = zip(values, others, strict=True)
    return statistics.median(value / other for value, other in pairs)


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def made_by(target: str, *programs: str) -> str:
    """When and with what: "`make bench`, 23-11-2026. 2 cores (…); Python 3.11.7, wrk 4.1.0."."""
    processor = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    known = ", ".join([f"Python {platform.python_version()}", *programs])
    return (
        f"`{target}`, {datetime.date.today():%d-%m-%Y}. {os.cpu_count()} cores"
        f" ({processor[1] if processor else platform.machine()}); {known}."
    )


def write_section(text: str) -> None:
    """Prints the section and puts it in its place, or at the end of the README."""
    print(f"\n{text}")
    heading = text.splitlines()[0]
    before, found, after = README.read_text().partition(f"{heading}\n")
    _, next_found, rest = after.partition("\n## ") if found else ("", "", "")
    README.write_text(f"{before.rstrip()}\n\n{text}" + (f"\n## {rest}" if next_found else ""))
