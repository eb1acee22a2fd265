"""The three roles of the desk, and what each may do. Made as groups by a migration.

Whose articles a right concerns is said in `newsroom/permissions.py`: without "publish", one's own.
"""

from typing import Any

from django.apps.registry import Apps

REPORTER, EDITOR, ADMINISTRATOR = "Phóng viên", "Biên tập viên", "Quản trị"

Roles = dict[str, dict[tuple[str, str], tuple[str, ...]]]

ALL = ("add", "change", "delete", "view")
WRITING = {
    ("articles", "article"): ("add", "change", "view"),
    **{("articles", table): ALL for table in ("photo", "byline", "attachment")},
}
EDITING = WRITING | {
    ("articles", "article"): ("add", "change", "view", "publish"),
    ("articles", "category"): ("add", "change", "view"),
    ("articles", "topic"): ALL,
    ("newsroom", "auditentry"): ("view",),
}
ADMINISTRATION = EDITING | {
    ("articles", "article"): (*ALL, "publish"),
    ("articles", "category"): ALL,
    ("auth", "user"): ALL,
    ("auth", "group"): ("view",),
    ("portal", "identity"): ("add", "change", "view"),
    **{
        ("portal", table): ALL
        for table in ("banner", "weblink", "menuitem", "page", "pageattachment", "pagephoto")
    },
    ("visitors", "openingbalance"): ("add", "change", "view"),
    ("visitors", "dailyvisits"): ("view",),
    ("visitors", "pageviews"): ("view",),
    ("visitors", "visitcorrection"): ("add", "view"),
    ("jobs", "job"): ("change", "view"),
    ("integrity", "trusteddomain"): ALL,
    ("integrity", "outgoinglink"): ("view",),
    ("integrity", "finding"): ("change", "view"),
}
ROLES: Roles = {REPORTER: WRITING, EDITOR: EDITING, ADMINISTRATOR: ADMINISTRATION}


def make_roles(apps: Apps, roles: Roles = ROLES) -> None:
    """Make each group where it is missing, with its rights; a group that is there stays as its
    administrator has set it. `roles` are those of another time, for a migration."""
    group_model = apps.get_model("auth", "Group")
    for name, rights in roles.items():
        group, is_new = group_model.objects.get_or_create(name=name)
        if is_new:
            group.permissions.set(
                permission_of(apps, *model, action)
                for model, actions in rights.items()
                for action in actions
            )


def permission_of(apps: Apps, app: str, model: str, action: str) -> Any:
    """On a new database Django makes the permissions only after the last migration."""
    meta = apps.get_model(app, model)._meta
    codename = f"{action}_{model}"
    name = dict(meta.permissions).get(codename, f"Can {action} {meta.verbose_name}")
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return permission
