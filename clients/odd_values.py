"""What no page of the admin sends: 400 for it, where the database, or Python, has no such value."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, ValidationError
from django.db import DataError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def refusing_odd_values(view: View) -> View:
    """BadRequest where the address or the ticked rows hold what no column can."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if any("\0" in text for values in request.GET.lists() for text in (values[0], *values[1])):
            raise BadRequest("NUL")
        ensure_sound_keys(request)
        try:
            return view(request, *args, **kwargs)
        except (OverflowError, DataError) as error:
            raise BadRequest("beyond what the database holds") from error

    return inner


def ensure_sound_keys(request: HttpRequest) -> None:
    """BadRequest where a row was ticked that the list's model cannot have."""
    match = request.resolver_match
    desk = getattr(match.func, "model_admin", None) if match else None  # as ModelAdmin leaves it
    if desk is None:
        return
    key = desk.opts.pk
    for chosen in request.POST.getlist(ACTION_CHECKBOX_NAME):
        try:
            key.run_validators(key.to_python(chosen))
        except ValidationError as error:
            raise BadRequest(f"{chosen!r} is no key") from error
