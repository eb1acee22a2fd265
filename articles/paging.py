"""Pages of a list, numbered in the address: `?trang=2`."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest

PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,6}")


def page_number(request: HttpRequest, parameter: str) -> int:
    """The page asked for, 1 where none is, as in an address that was cut off behind its "=";
    Http404 for anything that is no such number."""
    number = request.GET.get(parameter) or "1"
    if not PAGE_NUMBER.fullmatch(number):
        raise Http404("Không có trang này.")
    return int(number)


class PagerLink(NamedTuple):
    """A number of a pager, as text: a template takes long to localise one. Empty, and without an
    address, for a gap."""

    number: str
    address: str
    is_current: bool


class Pager(NamedTuple):
    """`‹ 1 2 3 4 … ›` below a page, by value: see caching.memoized."""

    number: int
    last: int
    parameter: str
    other_parameters: str

    @property
    def previous(self) -> str:
        """The address of the page before; empty where there is none."""
        return self._address(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return self._address(self.number + 1) if self.number < self.last else ""

    @property
    def links(self) -> Iterator[PagerLink]:
        """The numbers to offer around the current one."""
        pages = Paginator(range(self.last), 1)
        for number in pages.get_elided_page_range(self.number, on_each_side=2, on_ends=1):
            if isinstance(number, int):
                yield PagerLink(str(number), self._address(number), number == self.number)
            else:
                yield PagerLink("", "", False)

    def _address(self, number: int) -> str:
        """The query string of a page; page 1 is the plain address."""
        own = f"{self.parameter}={number}" if number > 1 else ""
        return "?" + "&".join(part for part in (self.other_parameters, own) if part)


class NumberedPages(Paginator):  # type: ignore[type-arg]  # plain at run time
    """Django's paginator with the wording of an address."""

    def __init__(
        self, items: Any, per_page: int, parameter: str = "trang", other_parameters: str = ""
    ) -> None:
        """`other_parameters`: what the address of every page holds besides, encoded, no `?`."""
        super().__init__(items, per_page)
        self.parameter = parameter
        self.other_parameters = other_parameters

    def page_at(self, number: int) -> Page[Any]:
        """The page with its items (2 queries, fetched when used); Http404 past the last one."""
        if number > self.num_pages:
            raise Http404("Không có trang này.")
        return self.page(number)

    def pager(self, number: int) -> Pager:
        return Pager(number, self.num_pages, self.parameter, self.other_parameters)
