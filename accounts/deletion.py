"""Whose account may be deleted: not the last administrator's, nor that of whoever has left work
behind."""

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.text import capfirst

# Rows of these are about the person's account, not the person's work.
ACCOUNT_APPS = {"accounts", "auth", "axes", "otp_static", "otp_totp"}
WORK_NAMES = {"admin.LogEntry": "việc trong nhật ký quản trị"}

LAST_ADMINISTRATOR = (
    "{name} là người quản trị cao nhất cuối cùng còn đăng nhập được. Nếu khóa hoặc xóa, sẽ không"
    " còn ai mở được mọi phần của trang. Hãy trao quyền này cho người khác trước."
)
HAS_WORK = (
    "{name} đã để lại: {work}. Xóa tài khoản sẽ mất dấu ai đã làm những việc đó. Hãy bỏ dấu chọn"
    " “{active}” ở tài khoản thay vì xóa: người ấy không đăng nhập được nữa, còn việc đã làm"
    " vẫn ghi tên."
)


def is_last_administrator(people: list[User]) -> bool:
    """Whether nobody who is not among `people` can open everything (1 query)."""
    others = administrators().exclude(pk__in=[person.pk for person in people])
    return any(is_administrator(person) for person in people) and not others.exists()


def administrators() -> QuerySet[User]:
    return User.objects.filter(is_superuser=True, is_active=True, is_staff=True)


def is_administrator(person: User) -> bool:
    """Whether this person, as the database knows them, can open everything (1 query)."""
    return administrators().filter(pk=person.pk).exists()


def obstacles(people: list[User]) -> list[str]:
    """Why these people may not all be deleted; empty where they may (a few queries each)."""
    reasons = []
    if is_last_administrator(people):
        names = ", ".join(person.get_username() for person in people)
        reasons.append(LAST_ADMINISTRATOR.format(name=names))
    for person in people:
        if work := references_to(person):
            active = capfirst(User._meta.get_field("is_active").verbose_name)
            name = person.get_username()
            reasons.append(HAS_WORK.format(name=name, work=", ".join(work), active=active))
    return reasons


def references_to(person: User) -> list[str]:
    """What refers to this person, counted: "3 bài viết", "12 việc trong nhật ký" (1 query for
    each kind of row that can refer to a person)."""
    work = []
    for relation in User._meta.related_objects:
        model = relation.related_model
        if model._meta.app_label in ACCOUNT_APPS:
            continue
        number = model._base_manager.filter(**{relation.field.name: person}).count()
        if number:
            work.append(f"{number} {WORK_NAMES.get(model._meta.label, model._meta.verbose_name)}")
    return work
