"""What an address in the admin may carry behind its “?”: told in words where it is too much.

A list asks each column for each word of a search, and SQLite takes no more than 1,000 conditions.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string

from limits import lengths
from vietnamese.numbers import group_digits

View = Callable[..., HttpResponse]
SEARCH = "q"
NAMES = {SEARCH: "Ô tìm kiếm"}
TOO_LONG = "{name} có {number} ký tự, nhiều hơn mức {most}."
TOO_MANY_WORDS = "{name} có {number} từ, nhiều hơn mức {most}."


class BoundedAdminSite(AdminSite):
    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return super().admin_view(bounded(view), cacheable)


def bounded(view: View) -> View:
    """The view, which is not asked where a parameter is too long: 400 that says which one."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if sentence := too_much(request.GET):
            page = render_to_string("errors/long_parameter.html", {"sentence": sentence})
            return HttpResponse(page, status=400)
        return view(request, *args, **kwargs)

    return answer


def too_much(sent: QueryDict) -> str:
    """Which parameter is too long, how long it is, and how long it may be; "" where none is."""
    for parameter, values in sent.lists():
        name = NAMES.get(parameter, f"Phần “{parameter[:40]}” của địa chỉ")
        most = lengths.QUERY_AS_SENT if parameter == SEARCH else lengths.PARAMETER
        longest = max(len(parameter), *map(len, values))
        if longest > most:
            return _sentence(TOO_LONG, name, longest, most)
        words = max(len(value.split()) for value in values)
        if parameter == SEARCH and words > lengths.QUERY_WORDS:
            return _sentence(TOO_MANY_WORDS, name, words, lengths.QUERY_WORDS)
    return ""


def _sentence(pattern: str, name: str, number: int, most: int) -> str:
    return pattern.format(name=name, number=group_digits(number), most=group_digits(most))
