"""A picture that is sent ahead of its article's form."""

from typing import cast

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from newsroom import permissions, quotas
from newsroom.models import PhotoUpload
from newsroom.quotas import QuotaReached
from pictures.media_store import StorageUnavailable

RETRY_SECONDS = 30
STORE_IS_AWAY = (
    "kho ảnh chưa trả lời. Chữ đã gõ còn nguyên, bài không có ảnh mới vẫn lưu được; hãy gửi lại ảnh"
    " này sau nửa phút"
)


class UploadForm(forms.ModelForm):
    class Meta:
        model = PhotoUpload
        fields = ("file",)


@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """One picture, stored until its article's form is saved: 201 with its name and addresses, or
    422 with the reason (4 queries), 503 with it while the store of pictures does not answer. What
    was never saved goes on this occasion. PermissionDenied for who may not add photos."""
    if not permissions.may_upload(request.user):
        raise PermissionDenied
    try:
        return _stored(request)
    except StorageUnavailable:
        headers = {"Retry-After": str(RETRY_SECONDS)}
        return JsonResponse({"reason": STORE_IS_AWAY}, status=503, headers=headers)


def _stored(request: HttpRequest) -> HttpResponse:
    PhotoUpload.objects.abandoned().sweep()
    try:
        quotas.check_uploads(request.user)
    except QuotaReached as reached:
        return JsonResponse({"reason": str(reached)}, status=422)
    form = UploadForm(
        request.POST, request.FILES, instance=PhotoUpload(by=cast(User, request.user))
    )
    if not form.is_valid():
        return JsonResponse({"reason": " ".join(map(str, form.errors["file"]))}, status=422)
    upload = form.save()
    found = {
        "name": upload.file.name,
        "thumbnail": upload.file.small_url,
        "picture": upload.file.column_url,
        "warning": quotas.warning_of_uploads(request.user),
    }
    return JsonResponse(found, status=201)
