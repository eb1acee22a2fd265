"""Rights in plain words, for Django's two admin pages that give them away."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.forms import AdminPasswordChangeForm, SetUnusablePasswordMixin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import ManyToManyField, Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import capfirst

VERBS = {"add": "thêm", "change": "sửa", "delete": "xóa", "view": "xem"}
# What the program writes for itself: nobody is given a right to these rows.
WITHOUT_RIGHTS = [
    "accounts", "admin", "axes", "contenttypes", "demo", "otp_static", "otp_totp", "sessions",
]  # fmt: skip
RIGHTS = ("permissions", "user_permissions")


class RightsField(forms.ModelMultipleChoiceField):
    """Permissions as choices: "Tin, bài: sửa chuyên mục" for Django's "Can change chuyên mục"."""

    def label_from_instance(self, permission: Permission) -> str:
        kind = permission.content_type
        verb = VERBS.get(permission.codename.removesuffix(f"_{kind.model}"))
        model = kind.model_class()
        app = model._meta.app_config.verbose_name if model else kind.app_label
        return f"{app}: {f'{verb} {kind.name}' if verb else permission.name}"


class RightsMixin(admin.ModelAdmin):
    """For Django's two admins that give rights away: boxes to tick, which a phone can show too."""

    filter_horizontal = ()

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: Any = None, **kwargs: Any
    ) -> Any:
        if db_field.name in RIGHTS:
            rights = Permission.objects.select_related("content_type")
            offered = rights.exclude(content_type__app_label__in=WITHOUT_RIGHTS)
            kwargs |= {"form_class": RightsField, "queryset": offered}
        kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """Django's four answers, without the rows that only tie an account to a group or right."""
        listed, counts, missing, protected = super().get_deleted_objects(objs, request)
        ties = {tie._meta.verbose_name: tie._meta.verbose_name_plural for tie in _ties(User, Group)}
        starts = tuple(f"{capfirst(name)}:" for name in ties)
        kept = {name: count for name, count in counts.items() if name not in ties.values()}
        return _without(listed, starts), kept, missing, protected


def _ties(*models: type[Model]) -> list[type[Model]]:
    fields = [field for model in models for field in model._meta.many_to_many]
    return [field.remote_field.through for field in fields if field.remote_field.through]


def _without(listed: list, starts: tuple[str, ...]) -> list:
    """The nested list of what goes, without the lines that begin so."""
    kept = [
        _without(each, starts) if isinstance(each, list) else each
        for each in listed
        if isinstance(each, list) or not str(each).startswith(starts)
    ]
    return [each for each in kept if each != []]


class PasswordForm(AdminPasswordChangeForm):
    usable_password_help_text = format_html(
        '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">'
        "Chọn Không thì mật khẩu đang dùng sẽ mất.</li></ul>",
        SetUnusablePasswordMixin.usable_password_help_text,
    )
