"""Pages of a list, numbered in the address: `?trang=2`."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest

PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,6}")


def page_number(request: HttpRequest, parameter: str) -> int:
    """The page asked for, 1 where none is; Http404 for anything that is no such number."""
    number = request.GET.get(parameter, "1")
    if not PAGE_NUMBER.fullmatch(number):
        raise Http404("Không có trang này.")
    return int(number)


class NumberedPages(Paginator):
    """Django's paginator with the wording of an address, and `1 2 3 4 …` to print."""

    def __init__(self, items: Any, per_page: int, parameter: str = "trang", kept: str = "") -> None:
        """`kept` is the part of the query string that every page keeps, encoded, no `?`."""
        super().__init__(items, per_page)
        self.parameter = parameter
        self.kept = kept

    def page_at(self, number: int) -> Page:
        """The page with its items (2 queries, fetched when used); Http404 past the last one."""
        if number > self.num_pages:
            raise Http404("Không có trang này.")
        return self.page(number)

    def address(self, number: int) -> str:
        """The query string of a page; page 1 is the plain address."""
        own = f"{self.parameter}={number}" if number > 1 else ""
        return "?" + "&".join(part for part in (self.kept, own) if part)

    def numbers(self, current: int) -> Iterator[int | None]:
        """The numbers to offer around the current one; None stands for a gap."""
        for number in self.get_elided_page_range(current, on_each_side=2, on_ends=1):
            yield number if isinstance(number, int) else None
