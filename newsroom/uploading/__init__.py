"""A file that is sent ahead of its form, be it a picture or a document: stored until the form is
saved, or refused in words."""

from collections.abc import Callable
from typing import Any

from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse, JsonResponse

from newsroom import quotas
from newsroom.models.waiting_upload import WaitingUpload
from newsroom.quotas import QuotaReached
from pictures.media_store import StorageUnavailable

RETRY_SECONDS = 30
STORE_IS_AWAY = (
    "kho {kind} chưa trả lời. Chữ đã gõ còn nguyên, bài không có {kind} mới vẫn lưu được; hãy gửi"
    " lại {kind} này sau nửa phút"
)


def received(
    request: HttpRequest,
    upload: WaitingUpload,
    kind: str,
    shown: Callable[[Any], dict[str, Any]],
) -> HttpResponse:
    """201 with what the form is to show of it, or 422 with the reason (4 queries), 503 with it
    while the store does not answer. `upload` is a new one of that person; `kind` is the word for
    such a file ("ảnh"). What was never saved goes on this occasion."""
    uploads: Any = type(upload)._default_manager
    try:
        uploads.abandoned().sweep()
        quotas.check_uploads(request.user)
        upload_form = modelform_factory(type(upload), fields=["file"])
        form = upload_form(request.POST, request.FILES, instance=upload)
        if not form.is_valid():
            return JsonResponse({"reason": " ".join(map(str, form.errors["file"]))}, status=422)
        form.save()
    except QuotaReached as reached:
        return JsonResponse({"reason": str(reached)}, status=422)
    except StorageUnavailable:
        headers = {"Retry-After": str(RETRY_SECONDS)}
        said = {"reason": STORE_IS_AWAY.format(kind=kind)}
        return JsonResponse(said, status=503, headers=headers)
    warning = {"warning": quotas.warning_of_uploads(request.user)}
    return JsonResponse(shown(upload) | warning, status=201)
