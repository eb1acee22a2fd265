"""Whether the visit counter counted exactly the pages that were answered."""

import sys

from bench.wrk import Load


class Counted:
    """What the counter must have gained. One more may be for each request that wrk cut off at the
    end or gave up, because the page may have been on its way."""

    def __init__(self) -> None:
        self.answers = 0
        self.doubtful = 0

    def add(self, load: Load) -> None:
        self.answers += load.answers
        self.doubtful += load.connections + load.errors

    def is_exact(self, counted: int) -> bool:
        return self.answers <= counted <= self.answers + self.doubtful

    def check(self, counted: int) -> None:
        """Exits where the counter says something else."""
        if not self.is_exact(counted):
            sys.exit(f"{self.answers} câu trả lời, nhưng đếm được {counted}.")
