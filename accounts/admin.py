"""People and roles in the admin: links for a forgotten password, second factors, deletion."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.views.decorators.cache import never_cache
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import deletion, second_factor, sessions, throttle
from accounts.forms import NewPersonForm, PasswordForm, PersonForm
from accounts.login import render_page
from accounts.models import SignInEntry, SignInRule
from accounts.password_links import link_tokens
from accounts.permission_labels import PermissionLabelsMixin
from vietnamese.names import full_name

# Secrets of other people's phones are nobody's business.
admin.site.unregister([User, Group, TOTPDevice, StaticDevice])


class SignInRuleInline(admin.StackedInline):
    model = SignInRule
    can_delete = False
    verbose_name_plural = "Đăng nhập"

    def has_view_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.has_perm("auth.view_group") or self.has_add_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.has_perm("auth.change_group")

    has_change_permission = has_add_permission


@admin.register(Group)
class RoleAdmin(PermissionLabelsMixin, GroupAdmin):
    inlines = [SignInRuleInline]


@admin.register(SignInEntry)
class SignInEntryAdmin(admin.ModelAdmin):
    """Who signed in, of everybody; to be read, no more."""

    list_display = ["at", "who", "browser", "network", "novelty"]
    list_display_links = None
    list_filter = ["is_new"]
    list_select_related = ["person"]
    search_fields = ["person__username"]
    search_help_text = "Tìm theo tên đăng nhập. Mỗi lần nhập đúng mật khẩu được ghi trong 90 ngày."
    actions = None
    sortable_by = ()
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        """The list alone."""
        name = "accounts_signinentry_changelist"
        return [page for page in super().get_urls() if page.name == name]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SignInEntry]:
        return SignInEntry.objects.recent()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("auth.view_user")

    has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account goes with its sign-ins; there is no page to delete one alone."""
        return request.user.has_perm("auth.delete_user")

    @admin.display(description="ai")
    def who(self, entry: SignInEntry) -> str:
        name = full_name(entry.person)
        username = entry.person.get_username()
        return name if name == username else f"{name} ({username})"

    @admin.display(description="trình duyệt lạ")
    def novelty(self, entry: SignInEntry) -> str:
        return "Lần đầu" if entry.is_new else ""


@admin.register(User)
class PersonAdmin(PermissionLabelsMixin, UserAdmin):
    form, add_form = PersonForm, NewPersonForm
    change_password_form = PasswordForm
    list_display = ["username", "full_name", "email", "admin_access", "last_login"]
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Họ tên, email", {"fields": ("last_name", "first_name", "email")}),
        ("Quyền", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("Quyền riêng", {"fields": ("user_permissions",), "classes": ("collapse",)}),
        ("Ngày tháng", {"fields": ("last_login", "date_joined"), "classes": ("collapse",)}),
    )
    add_fieldsets = (*UserAdmin.add_fieldsets, ("Vai trò", {"fields": ("groups",)}))

    @admin.display(description="họ và tên", ordering="first_name")
    def full_name(self, user: User) -> str:
        return full_name(user, unnamed="–")

    @admin.display(description="vào được trang quản trị", ordering="is_staff")
    def admin_access(self, user: User) -> str:
        if not user.is_active:
            return "Đã ngừng dùng"
        return "Có" if user.is_staff else "Không"

    def get_urls(self) -> list[URLPattern]:
        def guarded(view: Any) -> Any:
            return never_cache(self.admin_site.admin_view(view))

        return [
            path(
                "<int:pk>/lien-ket-mat-khau/",
                guarded(self.password_link),
                name="auth_user_password_link",
            ),
            path(
                "<int:pk>/bo-hai-lop/",
                guarded(self.reset_second_factor),
                name="auth_user_reset_second_factor",
            ),
            *super().get_urls(),
        ]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_manage(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and may_manage(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Who may only look at the account is shown no way to its password."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        (title, options), *others = fieldsets
        return [(title, options | {"fields": ["username"]}), *others]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only an administrator makes administrators."""
        fields = super().get_readonly_fields(request, obj)
        return (
            fields if request.user.is_superuser else [*fields, "is_superuser", "user_permissions"]
        )

    @transaction.atomic
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, extra_context)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """Django's own, where the reasons against stand as what is protected."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if any(not may_manage(request, person) for person in objs):
            lacking = {*lacking, "người quản trị cao nhất"}
        # The rows are held until they are deleted, so that two cannot be deleted at once.
        list(deletion.administrators().select_for_update() if request.POST else [])
        return deleted, counts, lacking, [*deletion.obstacles(list(objs)), *protected]

    def password_link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows a link, once, by which the colleague sets a new password within a day."""
        person = self.manageable_person(request, pk)
        context = {"title": "Liên kết đặt mật khẩu mới", "person": person, "opts": self.opts}
        if request.method == "POST":
            uid = urlsafe_base64_encode(force_bytes(person.pk))
            token = link_tokens.make_token(person)
            address = reverse("admin:new-password", args=[uid, token])
            context["link"] = request.build_absolute_uri(address)
            throttle.reset_attempts(person)
            self.log_change(request, person, "Đã tạo liên kết đặt mật khẩu mới.")
        return render_page(request, "password_link", context)

    def reset_second_factor(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Takes a colleague's second factor away, as when the phone is lost."""
        person = self.manageable_person(request, pk)
        if request.method == "POST":
            second_factor.remove(person)
            sessions.end_all([person.pk])
            self.log_change(request, person, "Đã bỏ xác thực hai lớp.")
            messages.success(request, f"Đã bỏ xác thực hai lớp của {person}.")
            return redirect("admin:auth_user_change", person.pk)
        context = {
            "title": "Bỏ xác thực hai lớp",
            "person": person,
            "opts": self.opts,
            "is_set_up": second_factor.is_set_up(person),
        }
        return render_page(request, "reset_second_factor", context)

    def manageable_person(self, request: HttpRequest, pk: int) -> User:
        """The active person of that number whom this user may manage; 404, or 403."""
        person: User | None = self.get_object(request, str(pk))
        if person is None:
            raise Http404
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        return person


def may_manage(request: HttpRequest, person: User | None) -> bool:
    """An administrator's account is only in administrators' hands."""
    return person is None or not person.is_superuser or request.user.is_superuser
