"""Permissions in plain words, for Django's two admin pages that grant them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import ManyToManyField, Model
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

VERBS = {"add": "thêm", "change": "sửa", "delete": "xóa", "view": "xem"}
# What the program writes for itself: nobody is granted anything on these rows.
APPS_WITHOUT_PERMISSIONS = [
    "accounts", "admin", "axes", "contenttypes", "demo", "otp_static", "otp_totp", "sessions",
]  # fmt: skip
PERMISSION_FIELDS = ("permissions", "user_permissions")
# What stands in the place of a field that may only be read.
SHOWN_AS = {
    **dict.fromkeys(PERMISSION_FIELDS, "granted"),
    **{name: f"{name}_shown" for name in ("is_active", "is_staff", "is_superuser")},
}


class PermissionField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """Permissions as choices: "Tin, bài: sửa chuyên mục" for Django's "Can change chuyên mục"."""

    def label_from_instance(self, permission: Permission) -> str:
        return in_words(permission)


def in_words(permission: Permission) -> str:
    kind = permission.content_type
    verb = VERBS.get(permission.codename.removesuffix(f"_{kind.model}"))
    model = kind.model_class()
    app = model._meta.app_config.verbose_name if model else kind.app_label
    return f"{app}: {f'{verb} {kind.name}' if verb else permission.name}"


def yes_or_no(column: str) -> Any:
    """What Django's admin shows as a picture that is called "True" or "False"."""

    @admin.display(description=getattr(User, column).field.verbose_name)
    def shown(_admin: Any, person: User) -> str:
        return "Có" if getattr(person, column) else "Không"

    return shown


class PermissionLabelsMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """For Django's two admins that grant permissions: boxes to tick, which a phone can show too.
    Who may only look reads the same words."""

    filter_horizontal = ()
    is_active_shown, is_staff_shown, is_superuser_shown = map(
        yes_or_no, ("is_active", "is_staff", "is_superuser")
    )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Not what stands only in the place of others."""
        return [name for name in super().get_fields(request, obj) if name not in SHOWN_AS.values()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        is_read = obj is not None and not self.has_change_permission(request, obj)
        read = set(SHOWN_AS) if is_read else set(self.get_readonly_fields(request, obj))
        return [
            (title, options | {"fields": [_shown(name, read) for name in options["fields"]]})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), *set(SHOWN_AS.values())]

    @admin.display(description="các quyền")
    def granted(self, row: Any) -> SafeString:
        """1 query."""
        held = row.permissions if isinstance(row, Group) else row.user_permissions
        words = map(in_words, held.select_related("content_type"))
        return format_html_join(SafeString("<br>"), "{}", ((each,) for each in words))

    def formfield_for_manytomany(
        self, db_field: "ManyToManyField[Any, Any]", request: Any = None, **kwargs: Any
    ) -> Any:
        if db_field.name in PERMISSION_FIELDS:
            permissions = Permission.objects.select_related("content_type")
            offered = permissions.exclude(content_type__app_label__in=APPS_WITHOUT_PERMISSIONS)
            kwargs |= {"form_class": PermissionField, "queryset": offered}
        kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """Django's four answers, without the rows that only join an account to a group or a
        permission."""
        listed, counts, missing, protected = super().get_deleted_objects(objs, request)
        joins = _through_models(User, Group)
        hidden = {model._meta.verbose_name_plural for model in joins}
        prefixes = tuple(f"{capfirst(model._meta.verbose_name)}:" for model in joins)
        shown = {name: count for name, count in counts.items() if name not in hidden}
        return _without_lines(listed, prefixes), shown, missing, protected


def _shown(name: Any, read: set[str]) -> Any:
    return SHOWN_AS.get(name, name) if name in read else name


def _through_models(*models: type[Model]) -> list[type[Model]]:
    fields = [field for model in models for field in model._meta.many_to_many]
    return [field.remote_field.through for field in fields if field.remote_field.through]


def _without_lines(listed: list[Any], prefixes: tuple[str, ...]) -> list[Any]:
    """The nested list of what goes, without the lines that begin so."""
    remaining = [
        _without_lines(each, prefixes) if isinstance(each, list) else each
        for each in listed
        if isinstance(each, list) or not str(each).startswith(prefixes)
    ]
    return [each for each in remaining if each != []]
