"""A picture that is sent ahead of its article's form."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from newsroom import permissions
from newsroom.models import PhotoUpload
from newsroom.uploading import received


@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """What received() answers. PermissionDenied for who may not add photos."""
    if not permissions.may_upload(request.user):
        raise PermissionDenied
    return received(request, PhotoUpload(by=cast(User, request.user)), "ảnh", shown)


def shown(upload: Any) -> dict[str, Any]:
    """What the form needs of it."""
    return {
        "name": upload.file.name,
        "thumbnail": upload.file.small_url,
        "picture": upload.file.column_url,
    }
