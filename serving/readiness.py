"""Two addresses for whoever watches the server: `/up` the process, `/ready` what it needs."""

import shutil
from collections.abc import Callable

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pictures.media_store import media_store

LEAST_FREE_BYTES = 100 * 1024 * 1024


class ReadinessMiddleware:
    """Answers both addresses ahead of everything else: a watcher on the machine asks by its
    address, which is no name of the site, and needs no HTTPS, session or count."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.answers = {"/up": up, "/ready": ready}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answers.get(request.path, self.get_response)(request)


@never_cache
@require_safe
def up(request: HttpRequest) -> HttpResponse:
    """200 while the process answers; asks nothing of anything else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers (1 query), the disk has room and the store of pictures answers;
    else 503 and the reason."""
    reasons = faults()
    return HttpResponse(
        "\n".join(reasons or ["ok"]) + "\n",
        status=503 if reasons else 200,
        content_type="text/plain; charset=utf-8",
    )


def faults() -> list[str]:
    """Why the site is not ready (1 query); empty where it is."""
    return [reason for reason in (database_fault(), _disk(), _pictures()) if reason]


def database_fault() -> str:
    """Empty where it answers (1 query)."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except Error:  # InterfaceError, of a connection that is gone, is no DatabaseError
        return "Cơ sở dữ liệu không trả lời."
    return ""


def _disk() -> str:
    try:
        free = shutil.disk_usage(settings.DATA_DIR).free
    except OSError:
        return "Không đọc được thư mục dữ liệu."
    return "" if free >= LEAST_FREE_BYTES else "Ổ đĩa còn dưới 100 MB."


def _pictures() -> str:
    """Not why: anybody may read it."""
    return "Kho ảnh không trả lời." if media_store().outage() else ""
