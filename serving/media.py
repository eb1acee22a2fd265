"""Stored pictures. The site itself answers for them, never the disk or a bucket: readers get one
as long as something public uses it, staff also what they may see at the desk, nobody the rest.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.public_photos import is_public_photo
from pictures.delivery import is_stored_name, picture_response
from portal.pictures import is_public_picture

# So long a browser or a cache on the way may show what has been withdrawn since.
MOST_SECONDS = 24 * 3600

# Who of the staff may see a file that readers may not: each room's own answer, given by the
# project, since rooms do not import one another.
staff_rules: list[Callable[[Any, str], bool]] = []


@require_safe
def stored_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file of that name, with at most 1 query for readers (see is_public_photo). 404 for a
    missing one, for one that this person may not have, and for any name the site never gave."""
    if not is_stored_name(name):
        raise Http404("Không có tệp này.")
    if is_public(name):
        caching = f"public, max-age={MOST_SECONDS}"
    elif may_see(request, name):
        caching = "private, no-store"
    else:
        raise Http404("Không có tệp này.")
    response = picture_response(request, name)
    response.headers["Cache-Control"] = caching
    return response


def is_public(name: str) -> bool:
    """Whether something that anyone may read now uses the file."""
    now = timezone.now()
    return is_public_picture(name, now) or is_public_photo(name, now)


def may_see(request: HttpRequest, name: str) -> bool:
    """Whether the request comes from staff, signed in all the way, who may see it (no query
    without a session cookie, else about 8)."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return admin.site.has_permission(request) and any(
        rule(request.user, name) for rule in staff_rules
    )
