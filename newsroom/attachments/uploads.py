"""A document that is sent ahead of its form."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from attachments.kinds import VIDEO
from newsroom.attachments.access import may_attach
from newsroom.models import AttachmentUpload
from newsroom.uploading import received


@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """What received() answers. PermissionDenied for who may not attach any."""
    if not may_attach(request.user):
        raise PermissionDenied
    return received(request, AttachmentUpload(by=cast(User, request.user)), "tệp", shown)


def shown(upload: Any) -> dict[str, Any]:
    """What the form needs of it."""
    return {
        "file": upload.file.name,
        "address": upload.file.url,
        "name": upload.name,
        "about": f"{upload.kind}, {upload.size_text}",
        "is_video": upload.kind == VIDEO,
    }
