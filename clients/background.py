"""Requests that an open page sends by itself: nobody need be sitting before it."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])


def background(view: View) -> View:
    """Marks a view for is_background(). Decorators above it must keep its attributes, as those of
    functools.wraps() do and the admin's admin_view()."""
    view.is_background = True  # type: ignore[attr-defined]  # functions take any
    return view


def is_background(request: HttpRequest) -> bool:
    """Whether the view that has answered this request is one of background()."""
    match = request.resolver_match
    return match is not None and getattr(match.func, "is_background", False)
