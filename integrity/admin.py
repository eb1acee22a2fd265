"""Trusted domains, the domains that the site leads to, and what the self-check has found."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from integrity import pages
from integrity.domains import outgoing_domains
from integrity.models import Finding, OutgoingLink, TrustedDomain
from integrity.pages import require
from vietnamese.names import full_name
from vietnamese.text import one_line

TAKES_EFFECT = "Các bài đã đăng cũng đổi theo ngay."
MOST_REASON = 300


@admin.register(TrustedDomain)
class TrustedDomainAdmin(admin.ModelAdmin):
    fields = ["domain", "reason"]
    list_display = ["shown", "reason", "added_at", "who"]
    list_select_related = ["by"]
    search_fields = ["domain", "reason"]

    def save_model(
        self, request: HttpRequest, obj: TrustedDomain, form: ModelForm, change: bool
    ) -> None:
        obj.by = cast(User, request.user)
        super().save_model(request, obj, form, change)

    @admin.display(description="tên miền", ordering="domain")
    def shown(self, trusted: TrustedDomain) -> str:
        return str(trusted)

    @admin.display(description="người ghi")
    def who(self, trusted: TrustedDomain) -> str:
        return full_name(trusted.by) if trusted.by else "–"


@admin.register(OutgoingLink)
class OutgoingLinkAdmin(admin.ModelAdmin):
    """“Tên miền dẫn ra ngoài”: one page, on which each can be trusted or not."""

    def get_urls(self) -> list[URLPattern]:
        mine = self.admin_site.admin_view
        listing = [each for each in super().get_urls() if each.name == pages.DOMAINS]
        return [
            path("tin/", mine(self.trust), name="integrity_trust"),
            path("thoi-tin/", mine(self.distrust), name="integrity_distrust"),
            path("doi/<int:pk>/da-xem/", mine(pages.change_seen), name="integrity_change_seen"),
            path("thay/<int:pk>/da-xem/", mine(pages.finding_seen), name="integrity_finding_seen"),
            *listing,
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: OutgoingLink | None = None) -> bool:
        return False

    has_delete_permission = has_change_permission

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        require(request, "view_outgoinglink")
        context = self.admin_site.each_context(request) | {
            "opts": OutgoingLink._meta,
            "title": "Tên miền dẫn ra ngoài",
            "page": outgoing_domains(request.GET.get("trang")),
        }
        return TemplateResponse(request, "integrity/domains.html", context)

    @method_decorator(require_POST)
    def trust(self, request: HttpRequest) -> HttpResponse:
        require(request, "add_trusteddomain")
        reason = one_line(request.POST.get("reason", ""))[:MOST_REASON]
        trusted = TrustedDomain(domain=request.POST.get("domain", ""), reason=reason)
        trusted.by = cast(User, request.user)
        try:
            trusted.full_clean()
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            trusted.save()
            self.log_addition(request, trusted, reason)
            messages.success(request, f"Từ nay trang tin {trusted}. {TAKES_EFFECT}")
        return HttpResponseRedirect(reverse(f"admin:{pages.DOMAINS}"))

    @method_decorator(require_POST)
    def distrust(self, request: HttpRequest) -> HttpResponse:
        require(request, "delete_trusteddomain")
        reason = one_line(request.POST.get("reason", ""))[:MOST_REASON]
        chosen = TrustedDomain.objects.filter(domain=request.POST.get("domain", ""))
        trusted = chosen.first()
        if trusted is None:
            messages.error(request, "Tên miền này không có trong danh sách được tin cậy.")
        elif not reason:
            messages.error(request, "Hãy ghi vì sao không tin tên miền này nữa.")
        else:
            by = cast(User, request.user).pk
            LogEntry.objects.log_actions(by, [trusted], DELETION, reason, single_object=True)
            trusted.delete()
            messages.success(request, f"Trang không còn tin {trusted}. {TAKES_EFFECT}")
        return HttpResponseRedirect(reverse(f"admin:{pages.DOMAINS}"))


@admin.register(Finding)
class FindingAdmin(admin.ModelAdmin):
    """All that was ever found; to be read."""

    list_display = ["message", "detail", "found_at", "is_there", "seen_at"]
    list_display_links = None
    list_filter = ["is_there"]
    ordering = ["-pk"]
    sortable_by = ()

    def get_urls(self) -> list[URLPattern]:
        return [each for each in super().get_urls() if each.name == "integrity_finding_changelist"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Finding | None = None) -> bool:
        return False

    has_delete_permission = has_change_permission
