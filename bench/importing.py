"""What the import costs, beside what anybody could use instead, on the same files in one run.

`python -m bench.importing` (PAGES, ROUNDS, IMPORT_PYTHON) prints a table and puts it into
bench/README.md. IMPORT_PYTHON names a Python that has trafilatura and mammoth; pandoc is asked too
where it is installed. What is not there is named in the table.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bench.imported_files import write_pages, write_word_file
from bench.make_variables import numbers
from bench.servers import ROOT
from bench.tables import made_by, ratio, table, write_section
from bench.verdicts import Bound, verdict
from bench.writing import Writer

MOST_OF_PILLOW = 1.5
MOST_MEMORY = 300
MOST_OF_TRAFILATURA = 3
WORD, PAGES = "Word file, 10 photos", "saved pages"
OTHERS = [(WORD, "mammoth"), (WORD, "pandoc"), (PAGES, "trafilatura"), (PAGES, "pandoc")]
NOT_THERE = "not there"

Engine = Callable[[list[Path]], dict[str, Any]]


@dataclass
class Measured:
    """By round; `lost` and `wrong` are words of all files."""

    seconds: list[float] = field(default_factory=list)
    peak_mb: list[float] = field(default_factory=list)
    lost: int = 0
    wrong: int = 0


def main() -> None:
    (pages,), (rounds,) = numbers("PAGES", "1000"), numbers("ROUNDS", "3")
    writer = Writer(2022)
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "bai.docx"
        written = {
            WORD: [write_word_file(word, writer)],
            PAGES: write_pages(Path(folder), pages, writer),
        }
        files = {WORD: [word], PAGES: sorted(Path(folder).glob("*.html"))}
        measured: dict[tuple[str, str], Measured] = {}
        for _ in range(rounds):
            for kind, name, engine in engines():
                one = measured.setdefault((kind, name), Measured())
                take(one, engine(files[kind]), written[kind])
        megabytes = word.stat().st_size / 1_000_000
    write_section(section(measured, pages, rounds, megabytes))


def engines() -> list[tuple[str, str, Engine]]:
    found = [
        (WORD, "site", of_site("word")),
        (WORD, "Pillow alone", of_site("pillow")),
        (PAGES, "site", of_site("pages")),
    ]
    if python := os.environ.get("IMPORT_PYTHON"):
        found += [(WORD, "mammoth", of_python(python)), (PAGES, "trafilatura", of_python(python))]
    if shutil.which("pandoc"):
        found += [(WORD, "pandoc", pandoc), (PAGES, "pandoc", pandoc)]
    return found


def of_site(kind: str) -> Engine:
    return lambda files: asked(sys.executable, "-m", "bench.import_readers", kind, *files)


def of_python(python: str) -> Engine:
    # -I: bench/typing.py is not what they mean by typing
    return lambda files: asked(python, "-I", "bench/beside_trafilatura.py", *files)


def asked(*command: str | Path) -> dict[str, Any]:
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def pandoc(files: list[Path]) -> dict[str, Any]:
    texts = []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for file in files:
        command = ["pandoc", "--to", "plain", "--wrap", "none", str(file)]
        texts.append(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # no peak: ru_maxrss is that of the largest child, whichever it was
    return {"seconds": seconds, "peak_mb": None, "texts": texts}


def take(measured: Measured, found: dict[str, Any], written: list[list[str]]) -> None:
    measured.seconds.append(found["seconds"])
    if found["peak_mb"] is not None:
        measured.peak_mb.append(found["peak_mb"])
    pairs = [
        (words(" ".join(one)), words(text))
        for one, text in zip(written, found["texts"], strict=True)
    ]
    measured.lost = sum((asked - got).total() for asked, got in pairs)
    measured.wrong = sum((got - asked).total() for asked, got in pairs)


def words(text: str) -> Counter[str]:
    return Counter(text.split())


def section(
    measured: dict[tuple[str, str], Measured], pages: int, rounds: int, megabytes: float
) -> str:
    rows = []
    for (kind, name), one in measured.items():
        has_text = name != "Pillow alone"
        rows.append(
            [
                f"{kind}: {name}",
                f"{median(one.seconds):.1f}",
                f"{max(one.peak_mb):.0f}" if one.peak_mb else "",
                str(one.lost) if has_text else "",
                str(one.wrong) if has_text else "",
                *verdict_on(measured, kind, name),
            ]
        )
    missing = [pair for pair in OTHERS if pair not in measured]
    rows += [[f"{kind}: {name}", NOT_THERE, *[""] * 6] for kind, name in missing]
    head = ["", "processor, s", "peak, MB", "words lost", "words wrong", "÷", "asked", ""]
    lines = [
        "## What the import costs",
        "",
        f"{made_by('make bench-import')} Median of {rounds} rounds, in turn. The Word file has 20"
        f" pages and {megabytes:.0f} MB; {pages:,} saved pages. Words wrong are those of a page's"
        " frame, its names and dates.",
        *table(head, rows),
    ]
    return "\n".join(lines) + "\n"


def verdict_on(measured: dict[tuple[str, str], Measured], kind: str, name: str) -> list[str]:
    """The site's own ratio to what it is to be compared with, and whether its bound holds."""
    other, most = {
        WORD: ("Pillow alone", MOST_OF_PILLOW),
        PAGES: ("trafilatura", MOST_OF_TRAFILATURA),
    }[kind]
    if name != "site" or (kind, other) not in measured:
        return ["", "", ""]
    one = measured[kind, name]
    times = ratio(one.seconds, measured[kind, other].seconds)
    holds = times <= most and (kind != WORD or max(one.peak_mb) < MOST_MEMORY)
    memory = f", < {MOST_MEMORY} MB" if kind == WORD else ""
    return [f"{times:.2f}", *verdict(Bound(f"≤ {most} × {other}{memory}", holds))]


if __name__ == "__main__":
    main()
