"""A document that is sent ahead of its form."""

from typing import cast

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from newsroom import quotas
from newsroom.attachments.access import may_attach
from newsroom.models import AttachmentUpload
from newsroom.quotas import QuotaReached


class UploadForm(forms.ModelForm):
    class Meta:
        model = AttachmentUpload
        fields = ("file",)


@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """One document, stored until its form is saved: 201 with what the form is to show of it, or 422
    with the reason (4 queries). What was never saved goes on this occasion. PermissionDenied for
    who may not attach any."""
    if not may_attach(request.user):
        raise PermissionDenied
    AttachmentUpload.objects.abandoned().sweep()
    try:
        quotas.check_uploads(request.user)
    except QuotaReached as reached:
        return JsonResponse({"reason": str(reached)}, status=422)
    instance = AttachmentUpload(by=cast(User, request.user))
    form = UploadForm(request.POST, request.FILES, instance=instance)
    if not form.is_valid():
        return JsonResponse({"reason": " ".join(map(str, form.errors["file"]))}, status=422)
    upload = form.save()
    found = {
        "file": upload.file.name,
        "address": upload.file.url,
        "name": upload.name,
        "about": f"{upload.kind}, {upload.size_text}",
        "warning": quotas.warning_of_uploads(request.user),
    }
    return JsonResponse(found, status=201)
