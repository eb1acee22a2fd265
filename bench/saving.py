"""Seconds from the editor's button to the new page at a reader, in archives of several sizes.

`python -m bench.saving` (SIZES, ROUNDS, BENCH_DIR; part of `make bench`) prints a table and puts it
into bench/README.md. Each round one article is changed and one changed back, all sizes in turn.
"""

import json
import signal
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bench import corpora
from bench.make_variables import numbers
from bench.servers import ROOT, environment, site
from bench.tables import made_by, p95, ratio, table, write_section
from bench.verdicts import LARGEST, MOST_GROWTH, SMALLEST, Bound, verdict

SAVES_EACH_ROUND = 2
WARM_UP = 4
MOST_SAVES_PER_MINUTE = "100000"

Waits = dict[int, list[dict[str, float]]]  # by size, as bench/desk.py tells them


def main() -> None:
    sizes, rounds = sorted(numbers("SIZES", "1000")), numbers("ROUNDS", "20")[0]
    corpora.prepare(sizes)
    waits: Waits = {size: [] for size in sizes}
    with ExitStack() as running:
        desks = {size: running.enter_context(desk(size)) for size in sizes}
        for each in desks.values():
            for _ in range(WARM_UP):
                next(each)
        for number in range(rounds):
            for size, each in desks.items():
                waits[size] += [next(each) for _ in range(SAVES_EACH_ROUND)]
            print(f"Vòng {number + 1}/{rounds}: xong.", flush=True)
    write_section(section(waits))


@contextmanager
def desk(size: int) -> Iterator[Iterator[dict[str, float]]]:
    """bench/desk.py at work in a process of its own, on a site over so many articles."""
    env = environment(corpora.folder(size), SAVES_PER_MINUTE=MOST_SAVES_PER_MINUTE)
    with site(env, "/") as (server, _):
        command = [sys.executable, "-m", "bench.desk", server.url("")]
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            yield saves(process)
        finally:
            process.kill()
            process.wait()


def saves(process: "subprocess.Popen[str]") -> Iterator[dict[str, float]]:
    """Exits where one does not come to the reader."""
    assert process.stdin
    assert process.stdout
    while True:
        process.stdin.write("\n")
        process.stdin.flush()
        if not (line := process.stdout.readline()):
            sys.exit("Bàn biên tập đã dừng.")  # it has said why
        yield json.loads(line)


def section(waits: Waits) -> str:
    sizes = list(waits)
    is_judged = (sizes[0], sizes[-1]) == (SMALLEST, LARGEST)
    rows = []
    for size in sizes:
        grown = ratio(in_hand(waits[size]), in_hand(waits[sizes[0]]))
        bounds = [Bound(f"≤ {MOST_GROWTH}", grown <= MOST_GROWTH)]
        rows.append(
            [
                f"{size:,}",
                str(len(waits[size])),
                *figures([wait["saved"] for wait in waits[size]]),
                *figures(in_hand(waits[size])),
                f"{grown:.2f}",
                *verdict(*(bounds if is_judged and size == LARGEST else [])),
            ]
        )
    return "\n".join(
        [
            "## From the button to the reader",
            "",
            f"{made_by('python -m bench.saving')} Saved by the desk's form, two workers.",
            *table(HEAD, rows),
            "",
        ]
    )


HEAD = [
    "articles",
    "saves",
    "desk's answer, median ms",
    "p95, ms",
    "new page, median ms",
    "p95, ms",
]
HEAD += ["÷ the smallest", "asked", ""]


def in_hand(waits: list[dict[str, float]]) -> list[float]:
    return [wait["in_hand"] for wait in waits]


def figures(seconds: list[float]) -> list[str]:
    return [f"{statistics.median(seconds) * 1000:.0f}", f"{p95(seconds) * 1000:.0f}"]


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # no server may stay behind
    main()
