"""Pages of a list whose length does not matter: it is counted to a limit."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

from vietnamese.numbers import group_digits

MOST_COUNTED = 2_000


class MoreThan(int):
    """A number that stands for itself and all above it, and says so."""

    def __str__(self) -> str:
        return f"hơn {group_digits(int(self))}"


class CappedPaginator(Paginator):
    """Counts to MOST_COUNTED and ends there: who looks for an older article narrows the list."""

    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        # In the list's own order, so that the same index is walked.
        counted = self.object_list[: MOST_COUNTED + 1].count()
        return counted if counted <= MOST_COUNTED else MoreThan(MOST_COUNTED)
