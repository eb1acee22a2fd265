"""How often somebody sends an article's form: counted once for each time, and told in the form."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest

from newsroom import quotas


class CountedRequest(HttpRequest):
    refusal: str


def count_save(request: HttpRequest) -> None:
    """Count this save, with a message where there will soon be too many (1 query)."""
    saves = quotas.count_save(request.user)
    refusal = cast(CountedRequest, request).refusal = quotas.refusal_of_save(saves)
    if not refusal and (warning := quotas.warning_of_save(saves)):
        messages.warning(request, warning)


def refusal_of(request: HttpRequest) -> str:
    """Why this form may not be saved now; "" where it may."""
    return getattr(request, "refusal", "")
