"""The processor time of a first request for a page, in one process, without a server or a network
around it, over many addresses of each kind of page.

`python -m bench.anew` (SIZES, ROUNDS, BENCH_DIR; part of `make bench`) prints a table and puts it
into bench/README.md: with PAGE_CACHE=0 ("cache off"), and with a page cache that does not have the
page yet ("missed"). BESIDE=/other/checkout measures that checkout too, address by address in turn.
`python -m bench.anew list` prints a profile of one kind of page over the first of SIZES.
"""

import statistics
import subprocess
import sys
from collections import defaultdict
from contextlib import ExitStack
from itertools import cycle, islice
from typing import NamedTuple

from bench.checkouts import BESIDE, HERE, Checkout, Site, checkouts
from bench.make_variables import numbers
from bench.tables import made_by, p95, table, write_section
from bench.verdicts import LARGEST, MOST_GROWTH, SMALLEST, Bound, verdict

OFF, MISSED = "cache off", "missed"
CACHE = {OFF: {"PAGE_CACHE": "0"}, MISSED: {"PAGE_CACHE": "1"}}
# Of the other checkout's, with the page cache off; an article that the cache misses may take more.
MOST_OF_BESIDE = {"article": 0.5, "list": 0.5, "day": 0.5, "month": 0.5, "print": 0.7}
MOST_OF_OTHERS, MOST_OF_MISSED_ARTICLE = 0.6, 0.55
WARM_UP = 10  # asks of each kind
LEAST_ASKS = 20  # in a round; an address is asked again once everything is forgotten


class Asked(NamedTuple):
    checkout: str
    size: int
    mode: str


Costs = dict[tuple[Asked, str], list[float]]  # ms of first asks, by kind of page too


def main(kinds: list[str]) -> None:
    sizes, rounds = sorted(numbers("SIZES", "1000")), numbers("ROUNDS", "3")[0]
    here, *others = checkouts()
    for size in sizes:
        for checkout in (here, *others):
            checkout.prepare(size)
    if kinds:
        for kind in kinds:
            profile(here, sizes[0], kind)
        return
    costs = measured([here, *others], sizes, rounds)
    write_section(section(costs, sizes, rounds, is_compared=bool(others)))


def profile(checkout: Checkout, size: int, kind: str) -> None:
    env = checkout.asking_environment(size, **CACHE[OFF])
    subprocess.run(checkout.asking("profile", kind), cwd=checkout.root, env=env, check=True)


def measured(found: list[Checkout], sizes: list[int], rounds: int) -> Costs:
    costs: Costs = defaultdict(list)
    with ExitStack() as running:
        sites = {
            Asked(checkout.name, size, mode): running.enter_context(checkout.asked(size, **setting))
            for size in sizes
            for mode, setting in CACHE.items()
            for checkout in found
        }
        kinds = list(sites[Asked(HERE, sizes[0], OFF)].addresses)
        for site in sites.values():
            warm_up(site)
        for number in range(rounds):
            for kind in kinds:
                first_asks(sites, kind, costs)
            print(f"Vòng {number + 1}/{rounds}: xong.", flush=True)
    return costs


def warm_up(site: Site) -> None:
    """A process reads templates, and compiles patterns, once."""
    for paths in site.addresses.values():
        for path in islice(cycle(paths), WARM_UP):
            site.first_ask(path)


def first_asks(sites: dict[Asked, Site], kind: str, costs: Costs) -> None:
    """Each address of the kind once, all sites in turn."""
    number_of = min(len(site.addresses[kind]) for site in sites.values())
    for number in range(max(LEAST_ASKS, number_of)):
        if number % number_of == 0:
            forget(sites)
        for asked, site in sites.items():
            costs[asked, kind].append(site.first_ask(site.addresses[kind][number % number_of]))


def forget(sites: dict[Asked, Site]) -> None:
    """Pages are made anew from now on, but from what they share with all others."""
    for site in sites.values():
        site.forget()
    for site in sites.values():
        site.first_ask(site.plain)


def section(costs: Costs, sizes: list[int], rounds: int, *, is_compared: bool) -> str:
    lines = [
        "## First asks",
        "",
        f"{made_by('python -m bench.anew')} Processor time in one process; {rounds} rounds.",
    ]
    kinds = list(dict.fromkeys(kind for _, kind in costs))
    for size in sizes:
        lines += ["", f"### First asks over {size:,} articles", *of_size(costs, size, kinds)]
    if is_compared:
        lines += ["", "### First asks beside the other checkout"]
        lines += beside(costs, sizes, kinds)
    if len(sizes) > 1:
        lines += ["", "### Growth of first asks", *growth(costs, sizes, kinds)]
    return "\n".join(lines) + "\n"


def of_size(costs: Costs, size: int, kinds: list[str]) -> list[str]:
    rows = []
    for kind in kinds:
        cells = [kind, str(len(costs[Asked(HERE, size, OFF), kind]))]
        for mode in CACHE:
            times = costs[Asked(HERE, size, mode), kind]
            cells += [f"{statistics.median(times):.2f}", f"{p95(times):.2f}"]
        rows.append(cells)
    return table(["page", "asks", *(f"{mode}, {of} ms" for mode in CACHE for of in OF)], rows)


OF = ("median", "p95")


def beside(costs: Costs, sizes: list[int], kinds: list[str]) -> list[str]:
    rows = []
    for size in sizes:
        for kind in kinds:
            cells, bounds = [f"{kind}, {size:,}"], []
            for mode in CACHE:
                ours, theirs = (
                    statistics.median(costs[Asked(name, size, mode), kind])
                    for name in (HERE, BESIDE)
                )
                cells += [f"{ours:.2f}", f"{theirs:.2f}", f"{ours / theirs:.2f}"]
                most = most_of_beside(kind, mode)
                bounds.append(Bound(f"{mode} ≤ {most}", ours / theirs <= most))
            rows.append([*cells, *verdict(*bounds)])
    columns = [f"{mode}, {of}" for mode in CACHE for of in (HERE, BESIDE, "÷")]
    return table(["page", *columns, "asked", ""], rows)


def most_of_beside(kind: str, mode: str) -> float:
    if (kind, mode) == ("article", MISSED):
        return MOST_OF_MISSED_ARTICLE
    return MOST_OF_BESIDE.get(kind, MOST_OF_OTHERS)


def growth(costs: Costs, sizes: list[int], kinds: list[str]) -> list[str]:
    is_judged = (sizes[0], sizes[-1]) == (SMALLEST, LARGEST)
    rows = []
    for kind in kinds:
        grown = {
            mode: statistics.median(costs[Asked(HERE, sizes[-1], mode), kind])
            / statistics.median(costs[Asked(HERE, sizes[0], mode), kind])
            for mode in CACHE
        }
        bounds = [
            Bound(f"{mode} ≤ {MOST_GROWTH}", each <= MOST_GROWTH) for mode, each in grown.items()
        ]
        ratios = [f"{each:.2f}" for each in grown.values()]
        rows.append([kind, *ratios, *verdict(*(bounds if is_judged else []))])
    return table(
        ["page", *(f"{mode}, {sizes[-1]:,} ÷ {sizes[0]:,}" for mode in CACHE), "asked", ""], rows
    )


if __name__ == "__main__":
    main(sys.argv[1:])
