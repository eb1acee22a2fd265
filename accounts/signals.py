"""What happens to people's sessions when something happens to the people."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.http import HttpRequest

from accounts import sessions, sign_in_log


def connect_receivers() -> None:
    """Call once, when the apps are loaded."""
    user_logged_in.connect(on_login, dispatch_uid="accounts.begin")
    post_save.connect(on_user_saved, User, dispatch_uid="accounts.changed")
    post_delete.connect(on_user_deleted, User, dispatch_uid="accounts.deleted")
    pre_delete.connect(on_group_deleted, Group, dispatch_uid="accounts.group")
    m2m_changed.connect(on_groups_changed, User.groups.through, dispatch_uid="accounts.member")


def on_login(request: HttpRequest, user: User, **others: Any) -> None:
    sessions.begin(request.session, request)
    sign_in_log.note(user, request)


def on_user_saved(
    instance: User, created: bool, update_fields: frozenset[str] | None, **others: Any
) -> None:
    """Who is disabled or no longer staff is signed out; a new password leaves no old session."""
    if created or update_fields == frozenset({"last_login"}):
        return
    if not (instance.is_active and instance.is_staff):
        sessions.end_all([instance.pk])
    else:
        sessions.end_those_with_old_password(instance)


def on_user_deleted(instance: User, **others: Any) -> None:
    sessions.end_all([instance.pk])


def on_group_deleted(instance: Group, **others: Any) -> None:
    sessions.end_all(instance.user_set.values_list("pk", flat=True))


def on_groups_changed(
    instance: User | Group, action: str, reverse: bool, pk_set: set[int] | None, **others: Any
) -> None:
    """Whoever leaves a group signs in anew, with the rights that are left. Whoever gets a role may
    enter: the tick that says so is set with it, and taken out again by hand only."""
    if action == "post_add":
        people = [instance.pk] if isinstance(instance, User) else pk_set or set()
        User.objects.filter(pk__in=people, is_staff=False).update(is_staff=True)
        if isinstance(instance, User):
            instance.is_staff = True
    if action not in {"post_remove", "pre_clear"}:
        return
    if isinstance(instance, User):
        if action == "post_remove" or instance.groups.exists():
            sessions.end_all([instance.pk])
    else:
        sessions.end_all(pk_set or instance.user_set.values_list("pk", flat=True))
