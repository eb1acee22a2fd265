"""The tables of `make bench`: each figure beside its bound, and whether it holds."""

from dataclasses import dataclass

from bench import wrk
from bench.results import ANEW, BARE, CACHED, HELLO, LONE, STATIC, Results
from bench.tables import made_by, table

SMALLEST, LARGEST = 1_000, 1_000_000
CACHED_ASKED = ("article", "list", "search")
CACHED_OF_BARE, CACHED_OF_STATIC, CACHED_P99_MS = 1.0, 0.10, 10
ANEW_OF_BARE = {"article": 0.07, "list": 0.07, "search": 0.04}  # over SMALLEST articles
MOST_GROWTH = 1.5  # from SMALLEST to LARGEST articles
SEARCH_P95_MS = 150  # over LARGEST articles
MOST_MEMORY_MB = 250
MOST_START_SECONDS = 3


@dataclass(frozen=True)
class Bound:
    """What is asked of a figure, and whether it keeps to it."""

    asked: str
    is_held: bool


def verdict(*bounds: Bound) -> list[str]:
    """Two cells: what is asked, and held or missed; both empty where nothing is."""
    if not bounds:
        return ["", ""]
    missed = [bound.asked for bound in bounds if not bound.is_held]
    return [", ".join(bound.asked for bound in bounds), "**missed**" if missed else "held"]


def section(results: Results) -> str:
    lines = ["## The site under load", "", made_by("make bench", results.program, wrk.version())]
    lines[-1] += (
        f" Median of {results.rounds} rounds of {results.seconds} s;"
        f" {results.failed} requests failed."
    )
    lines += ["", "### Memory and start", *stacks(results)]
    for size in results.sizes:
        lines += ["", f"### {size:,} articles, cached", *cached(results, size)]
        lines += ["", f"### {size:,} articles, rendered anew", *anew(results, size)]
    if len(results.sizes) > 1:
        lines += ["", "### Growth: server ms a request, rendered anew", *growth(results)]
    return "\n".join(lines) + "\n"


def stacks(results: Results) -> list[str]:
    rows = []
    for size in results.sizes:
        for mode in (CACHED, ANEW):
            stack = results.stack(size, mode)
            bounds = verdict(
                Bound(f"≤ {MOST_MEMORY_MB} MB", stack.memory_mb <= MOST_MEMORY_MB),
                Bound(f"≤ {MOST_START_SECONDS} s", stack.start <= MOST_START_SECONDS),
            )
            hello = f"{results.rate(size, HELLO, BARE):.0f}"
            figures = [f"{stack.memory_mb:.0f}", f"{stack.start:.1f}"]
            rows.append([f"{size:,}", mode, *figures, *bounds, hello])
    head = ["articles", "pages", "own memory, MB", "first page, s", "asked", "", "H, requests/s"]
    return table(head, rows)


def cached(results: Results, size: int) -> list[str]:
    rows = []
    for kind in results.kinds:
        of_bare = results.rate_ratio(size, kind, CACHED, BARE)
        of_static = results.rate_ratio(size, kind, CACHED, STATIC)
        bounds = []
        if kind in CACHED_ASKED:
            p99 = results.median(size, kind, CACHED, lambda run: run.load.p99)
            bounds = [
                Bound(f"≥ {CACHED_OF_BARE:.2f} B", of_bare >= CACHED_OF_BARE),
                Bound(f"≥ {CACHED_OF_STATIC:.2f} S", of_static >= CACHED_OF_STATIC),
                Bound(f"p99 < {CACHED_P99_MS} ms", p99 < CACHED_P99_MS),
            ]
        ratios = [f"{of_bare:.2f}", f"{of_static:.3f}"]
        others = [f"{results.rate(size, kind, who):.0f}" for who in (STATIC, BARE)]
        rows.append([*figures(results, size, kind, CACHED), *others, *ratios, *verdict(*bounds)])
    return table([*FIGURES, "S", "B", "÷ B", "÷ S", "asked", ""], rows)


def anew(results: Results, size: int) -> list[str]:
    rows = []
    for kind in results.kinds:
        of_bare = results.rate_ratio(size, kind, ANEW, BARE)
        bounds = []
        if size == SMALLEST and kind in ANEW_OF_BARE:
            least = ANEW_OF_BARE[kind]
            bounds.append(Bound(f"≥ {least:.2f} B", of_bare >= least))
        if size == LARGEST and kind == "search":
            bounds.append(p95_bound(results, size, kind, ANEW))
        bare = f"{results.rate(size, kind, BARE):.0f}"
        row = [*figures(results, size, kind, ANEW), bare, f"{of_bare:.3f}", *verdict(*bounds)]
        rows.append(row)
    bounds = [p95_bound(results, size, "search", LONE)] if size == LARGEST else []
    lone = figures(results, size, "search", LONE)
    rows.append(["search, one reader", *lone[1:], "", "", *verdict(*bounds)])
    return table([*FIGURES, "B", "÷ B", "asked", ""], rows)


FIGURES = ["page", "kB", "requests/s", "p50, ms", "p95, ms", "p99, ms", "server ms"]


def figures(results: Results, size: int, kind: str, who: str) -> list[str]:
    """The cells under FIGURES."""
    times = [
        results.median(size, kind, who, lambda run: run.load.p50),
        results.median(size, kind, who, lambda run: run.load.p95),
        results.median(size, kind, who, lambda run: run.load.p99),
        results.median(size, kind, who, lambda run: run.cpu_ms),
    ]
    rate = results.rate(size, kind, who)
    return [
        kind,
        f"{results.kilobytes[size, kind]:.0f}",
        f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}",
        *(f"{time:.0f}" if time >= 100 else f"{time:.2f}" for time in times),
    ]


def p95_bound(results: Results, size: int, kind: str, who: str) -> Bound:
    p95 = results.median(size, kind, who, lambda run: run.load.p95)
    return Bound(f"p95 < {SEARCH_P95_MS} ms", p95 < SEARCH_P95_MS)


def growth(results: Results) -> list[str]:
    is_judged = (results.sizes[0], results.sizes[-1]) == (SMALLEST, LARGEST)
    rows = []
    for kind in results.kinds:
        costs = [
            f"{results.median(size, kind, ANEW, lambda run: run.cpu_ms):.2f}"
            for size in results.sizes
        ]
        grown = results.growth(kind)
        bounds = [Bound(f"≤ {MOST_GROWTH}", grown <= MOST_GROWTH)] if is_judged else []
        rows.append([kind, *costs, f"{grown:.2f}", *verdict(*bounds)])
    return table(
        ["page", *(f"{size:,}" for size in results.sizes), "last ÷ first", "asked", ""], rows
    )
