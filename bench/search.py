"""Which queries find their article, and what they cost: the site's search beside LIKE, FTS5 as its
manual shows it and, where there is one, tantivy.

`python -m bench.search` (SIZES, QUERIES, TANTIVY_PYTHON) prints tables and puts them into
bench/README.md. The archive and the queries are invented by rule and seeded (search_corpus.py,
search_queries.py); the second vocabulary is never tuned on.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import wrk
from bench.bare_view import bare_view
from bench.make_variables import numbers
from bench.servers import ROOT, environment
from bench.tables import made_by, p95, table, write_section
from bench.verdicts import Bound, verdict

MOST_OF_BARE = 60
VOCABULARIES = {"TUNED": "", "HELD_BACK": ", vocabulary held back"}
GOALS = {
    "words of the title": 0.99,
    "whole title": 0.99,
    "NFD, capitals, NBSP": 0.99,
    "other tone place": 0.99,
    "other order": 0.99,
    "five words of the body": 0.99,
    "the same, unmarked": 0.98,
    "the same, partly": 0.98,
    "name": 0.99,
    "name, unmarked": 0.98,
    "title and lead, apart": 0.95,
    "one slip": 0.85,
    "one wrong mark": 0.98,
    "slip in a name": 0.75,
    "slip, unmarked": 0.75,
    "Telex, VNI": 0.95,
    "i for y": 0.98,
    "document number": 0.98,
    "its beginning": 0.97,
    "date, number, phone": 0.95,
    "joined, hyphen left out": 0.95,
    "abbreviation": 0.80,
    "one word too many": 0.45,
    "question": 0.45,
    "last word cut": 0.80,
}

Measured = dict[str, Any]  # search_engines.Measured as JSON


def main() -> None:
    wrk.ensure_installed("wrk")
    size, number = numbers("SIZES", "12000")[0], numbers("QUERIES", "40")[0]
    lines = ["## Searching", "", made_by("make bench-search")]
    lines[-1] += f" {size:,} articles, at most {number} queries a kind."
    unit = bare_view()
    for vocabulary, named in VOCABULARIES.items():
        lite = measured(vocabulary, size, number, "sqlite")
        postgres = measured(vocabulary, size, number, "postgresql")
        lines += ["", f"### MRR@10{named}", *found(lite, postgres)]
        lines += ["", f"### Processor time, p95{named}", *costs(lite, postgres, unit)]
    write_section("\n".join(lines) + "\n")


def measured(vocabulary: str, size: int, number: int, vendor: str) -> Measured:
    """Asked in a process of its own, over a database that lives as long."""
    print(f"Đang đo trên {vendor}: {size} bài, từ vựng {vocabulary}…", flush=True)
    command = [sys.executable, "-m", "bench.search_engines", vocabulary, str(size), str(number)]
    if vendor == "postgresql":
        command = [sys.executable, "-m", "tests.on_postgresql", *command]
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as data:
        env = environment(Path(data))
        said = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE).stdout
    answer: Measured = json.loads(said.splitlines()[-1])
    return answer


def found(lite: Measured, postgres: Measured) -> list[str]:
    names = list(lite["answers"])
    rows = []
    for kind, goal in GOALS.items():
        ours = [mean(lite, "site", kind), mean(postgres, "site", kind)]
        others = [mean(lite, name, kind) for name in names if name != "site"]
        figures = [f"{figure:.3f}" for figure in [*ours, *others]]
        asked = str(len(lite["answers"]["site"][kind]["ranks"]))
        bound = Bound(f"≥ {goal:.2f}", round(min(ours), 3) >= goal)
        rows.append([kind, asked, *figures, *verdict(bound)])
    head = ["query", "asked", "SQLite", "PostgreSQL", *(n for n in names if n != "site")]
    return table([*head, "goal", ""], rows)


def mean(measured: Measured, engine: str, kind: str) -> float:
    return statistics.fmean(measured["answers"][engine][kind]["ranks"] or [0])


def costs(lite: Measured, postgres: Measured, unit: float) -> list[str]:
    """`unit`: B, in seconds."""
    rows = []
    for name, of in (("SQLite", lite), ("PostgreSQL", postgres)):
        times = {kind: p95(each["seconds"]) for kind, each in of["answers"]["site"].items()}
        worst = max(times, key=lambda kind: times[kind])
        of_bare = times[worst] / unit
        every = [second for each in of["answers"]["site"].values() for second in each["seconds"]]
        rows.append(
            [
                name,
                f"{unit * 1000:.3f}",
                f"{statistics.median(every) * 1000:.1f}",
                f"{times[worst] * 1000:.1f}",
                worst,
                f"{of_bare:.0f}",
                *verdict(Bound(f"≤ {MOST_OF_BARE} B", of_bare <= MOST_OF_BARE)),
                f"{of['index_mb']:.0f}",
                f"{of['built']:.0f}",
            ]
        )
    head = ["database", "B, ms", "median, ms", "p95, ms", "of", "B", "asked", ""]
    return table([*head, "index, MB", "built, s"], rows)


if __name__ == "__main__":
    main()
