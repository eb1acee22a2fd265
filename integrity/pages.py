"""“Đã xem”: what an administrator has looked at goes from the first page."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from integrity.models import Finding, LinkChange

DOMAINS = "integrity_outgoinglink_changelist"


def require(request: HttpRequest, right: str) -> None:
    """PermissionDenied for who does not have it."""
    if not request.user.has_perm(f"integrity.{right}"):
        raise PermissionDenied


@require_POST
def change_seen(request: HttpRequest, pk: int) -> HttpResponse:
    return _seen(request, LinkChange.objects.filter(seen_at=None), pk)


@require_POST
def finding_seen(request: HttpRequest, pk: int) -> HttpResponse:
    return _seen(request, Finding.objects.filter(seen_at=None), pk)


def _seen(request: HttpRequest, unseen: "models.QuerySet[models.Model]", pk: int) -> HttpResponse:
    require(request, "change_finding")
    row = get_object_or_404(unseen, pk=pk)
    unseen.filter(pk=row.pk).update(seen_at=timezone.now(), seen_by=request.user)
    return HttpResponseRedirect(reverse("admin:index"))
