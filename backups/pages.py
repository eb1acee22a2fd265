"""What the administrator does with backups: make one, try one, take one away."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, cast

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from backups import making
from backups.encryption import INTRO, is_encrypted
from backups.jobs import backup, backup_drill
from backups.models import Backup
from backups.sizes import in_words
from jobs.buttons import enqueue_once
from jobs.registry import BackgroundJob

LIST = "admin:backups_backup_changelist"
DOWNLOADED = "Tải về"
PLAIN = (
    "Bản này không có mật khẩu nên không tải về qua trang được. Hãy đặt BACKUP_PASSWORD_FILE rồi"
    " sao lưu lại, hoặc chép tệp {name} ngay trên máy chủ."
)
MOST_BYTES = 100_000_000  # an answer passes through the server's memory as a whole
TOO_LARGE = (
    "Bản này nặng {size} nên không tải về qua trang được (trang chỉ đưa tệp đến {most}). Hãy chép"
    " tệp {file} ngay trên máy chủ."
)


class Answer(Protocol):
    """Whether it was confirmed; else the form that asks, or a refusal in its place."""

    is_confirmed: bool
    form: Any
    refusal: HttpResponse | None


# Asks for the password and the second factor once more. The accounts' own, which this room does
# not import: chibo_site puts it here.
reauthenticate: list[Callable[[HttpRequest], Any]] = []


def require(request: HttpRequest) -> None:
    """A backup holds everything: PermissionDenied for all but who may do everything."""
    if not request.user.is_superuser:
        raise PermissionDenied


@require_POST
def make_now(request: HttpRequest) -> HttpResponse:
    return _enqueue(request, backup)


@require_POST
def drill_now(request: HttpRequest) -> HttpResponse:
    return _enqueue(request, backup_drill)


def _enqueue(request: HttpRequest, job: BackgroundJob) -> HttpResponse:
    require(request)
    enqueue_once(request, job)
    return HttpResponseRedirect(reverse(LIST))


@never_cache
def download(request: HttpRequest, pk: int) -> Any:
    """The file, after the password and the second factor; written into the log. Only one that is
    encrypted."""
    require(request)
    stored = get_object_or_404(Backup, pk=pk, state=Backup.State.DONE)
    file = _file_of(stored)
    if file is None:
        messages.error(request, PLAIN.format(name=stored.name))
        return HttpResponseRedirect(reverse(LIST))
    if (size := file.stat().st_size) > MOST_BYTES:
        said = TOO_LARGE.format(size=in_words(size), most=in_words(MOST_BYTES), file=file)
        messages.error(request, said)
        return HttpResponseRedirect(reverse(LIST))
    [ask] = reauthenticate
    answer = ask(request)
    if answer.refusal is not None:
        return answer.refusal
    if not answer.is_confirmed:
        context = admin.site.each_context(request) | {
            "title": "Tải bản sao lưu về",
            "opts": Backup._meta,
            "form": answer.form,
            "backup": stored,
        }
        return render(request, "backups/download.html", context)
    by = cast(User, request.user).pk
    LogEntry.objects.log_actions(by, [stored], CHANGE, DOWNLOADED, single_object=True)
    return FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type="application/octet-stream",
    )


def _file_of(stored: Backup) -> Path | None:
    """None of one that is not encrypted, whatever its row says; 404 where there is none."""
    file = None
    with suppress(OSError):  # a folder that this account may not look into
        file = next((each for each in making.stored() if each.name == stored.name), None)
    if file is None:
        raise Http404
    with file.open("rb") as content:
        return file if is_encrypted(content.read(len(INTRO))) else None
