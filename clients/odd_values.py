"""What no page of the admin sends: 400 for it, where the database, or Python, has no such value."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, ValidationError
from django.db import DataError
from django.db.models import Field
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def refusing_odd_values(view: View) -> View:
    """BadRequest where the address or the ticked rows hold what no column can."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if (desk := desk_of(request)) is not None:
            ensure_no_nul(request.GET)
            drop_odd_keys(request, desk.opts.pk)
        try:
            return view(request, *args, **kwargs)
        except (OverflowError, DataError) as error:
            raise BadRequest("beyond what the database holds") from error
        except ValueError as error:
            if "NUL" not in str(error):  # psycopg2's word for it
                raise
            raise BadRequest("NUL") from error

    return inner


def desk_of(request: HttpRequest) -> Any:
    """The ModelAdmin whose page this is, as it leaves itself at its views; None for any other."""
    match = request.resolver_match
    return getattr(match.func, "model_admin", None) if match else None


def ensure_no_nul(sent: QueryDict) -> None:
    if any("\0" in text for name, values in sent.lists() for text in (name, *values)):
        raise BadRequest("NUL")


def drop_odd_keys(request: HttpRequest, key: "Field[Any, Any]") -> None:
    """Leaves of the ticked rows those that the list's model can have; BadRequest for none."""
    ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
    sound = [chosen for chosen in ticked if is_sound(key, chosen)]
    if len(sound) == len(ticked):
        return
    if not sound:
        raise BadRequest(f"{ticked!r} are no keys")
    left = request.POST.copy()
    left.setlist(ACTION_CHECKBOX_NAME, sound)
    request.POST = left  # type: ignore[assignment]  # a copy is mutable, as Django's own is not


def is_sound(key: "Field[Any, Any]", chosen: str) -> bool:
    try:
        key.run_validators(key.to_python(chosen))
    except ValidationError:
        return False
    return True
