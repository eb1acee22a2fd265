"""Stored pictures and documents. The site itself answers for them, never the disk or a bucket:
readers get one as long as something public uses it, staff also what they may see at the desk,
nobody the rest.
"""

import datetime
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import public_attachments
from articles.models import Article, Category, Topic
from articles.public_photos import is_public_photo
from attachments.delivery import attachment_response
from attachments.delivery import is_stored_name as is_attachment
from pictures.delivery import is_stored_name, picture_response
from pictures.share_picture import row_of
from portal import page_files
from portal.models import Identity, Page
from portal.page_photo import is_page_photo
from portal.pictures import is_public_picture

# So long a browser or a cache on the way may show what has been withdrawn since.
MOST_SECONDS = 24 * 3600

# Who of the staff may see a file that readers may not: each room's own answer, given by the
# project, since rooms do not import one another.
staff_rules: list[Callable[[Any, str], bool]] = []
# Likewise of documents, with the name under which a browser stores it.
staff_names: list[Callable[[Any, str], str | None]] = []


# Whose share pictures readers may have, beside those of published articles.
SHARED = {str(model._meta.model_name): model for model in (Category, Topic, Page, Identity)}


@require_safe
def stored_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file of that name, with at most 1 query for readers, 2 for a document (see
    is_public_photo). 404 for a missing one, for one that this person may not have, and for any name
    the site never gave."""
    if is_attachment(name):
        return _document(request, name)
    if not is_stored_name(name):
        raise Http404("Không có tệp này.")
    public = is_public(name)
    if not public and not may_see(request, name):
        raise Http404("Không có tệp này.")
    return _with_caching(picture_response(request, name), is_public=public)


def _document(request: HttpRequest, name: str) -> HttpResponseBase:
    public_name = public_attachments.public_file_name(name, timezone.now())
    public_name = public_name or page_files.public_file_name(name)
    file_name = public_name or staff_file_name(request, name)
    if file_name is None:
        raise Http404("Không có tệp này.")
    response = attachment_response(request, name, file_name)
    return _with_caching(response, is_public=public_name is not None)


def _with_caching(response: HttpResponseBase, *, is_public: bool) -> HttpResponseBase:
    caching = f"public, max-age={MOST_SECONDS}" if is_public else "private, no-store"
    response.headers["Cache-Control"] = caching
    return response


def is_public(name: str) -> bool:
    """Whether something that anyone may read now uses the file."""
    now = timezone.now()
    if (shown := row_of(name)) is not None:
        return is_public_share_picture(name, *shown, now)
    return is_public_picture(name, now) or is_public_photo(name, now) or is_page_photo(name, now)


def is_public_share_picture(name: str, model: str, key: int, at: datetime.datetime) -> bool:
    """Whether readers may see the row of that key, and it has that picture (1 query)."""
    if model == Article._meta.model_name:
        rows: QuerySet[Any] = Article.objects.published(at)
    elif model in SHARED:
        rows = SHARED[model]._base_manager.all()
    else:
        return False
    return rows.filter(pk=key, share_picture=name).exists()


def may_see(request: HttpRequest, name: str) -> bool:
    """Whether the request comes from staff, signed in all the way, who may see it (no query
    without a session cookie, else about 8)."""
    return is_staff(request) and any(rule(request.user, name) for rule in staff_rules)


def staff_file_name(request: HttpRequest, name: str) -> str | None:
    """As may_see(), of a document: under which name a browser stores it."""
    if not is_staff(request):
        return None
    names = (rule(request.user, name) for rule in staff_names)
    return next(filter(None, names), None)


def is_staff(request: HttpRequest) -> bool:
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session and admin.site.has_permission(request)
