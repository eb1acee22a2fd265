"""Figures of `make bench` by server and page, gathered round by round, and ratios between them."""

import statistics
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.tables import ratio
from bench.wrk import Load

STATIC, BARE, CACHED, ANEW, LONE = "S", "B", "cached", "anew", "anew, one reader"
HELLO = "hello"


@dataclass(frozen=True)
class Run:
    load: Load
    cpu_ms: float  # of the server, for one request


@dataclass(frozen=True)
class Stack:
    """A whole server: seconds from its start to its first page, weight after all kinds of pages."""

    start: float
    memory_mb: float


@dataclass
class Results:
    """Runs by size, kind of page and who answered; stacks by size and mode; one a round."""

    sizes: list[int]
    rounds: int
    seconds: int
    runs: dict[tuple[int, str, str], list[Run]] = field(default_factory=lambda: defaultdict(list))
    stacks: dict[tuple[int, str], list[Stack]] = field(default_factory=lambda: defaultdict(list))
    kilobytes: dict[tuple[int, str], float] = field(default_factory=dict)
    failed: int = 0  # requests, the warm-ups' included
    program: str = ""

    @property
    def kinds(self) -> list[str]:
        return [kind for size, kind in self.kilobytes if size == self.sizes[0]]

    def median(self, size: int, kind: str, who: str, what: Callable[[Run], float]) -> float:
        return statistics.median(map(what, self.runs[size, kind, who]))

    def rate(self, size: int, kind: str, who: str) -> float:
        return self.median(size, kind, who, lambda run: run.load.per_second)

    def rate_ratio(self, size: int, kind: str, who: str, other: str) -> float:
        runs, others = self.runs[size, kind, who], self.runs[size, kind, other]
        return ratio([r.load.per_second for r in runs], [r.load.per_second for r in others])

    def growth(self, kind: str) -> float:
        """Server time for one request over the largest corpus, by that over the smallest."""
        costs = [
            [run.cpu_ms for run in self.runs[size, kind, ANEW]]
            for size in (self.sizes[-1], self.sizes[0])
        ]
        return ratio(*costs)

    def stack(self, size: int, mode: str) -> Stack:
        """The medians of the rounds."""
        stacks = self.stacks[size, mode]
        return Stack(
            statistics.median(stack.start for stack in stacks),
            statistics.median(stack.memory_mb for stack in stacks),
        )
