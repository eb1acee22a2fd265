"""Who may be deleted or disabled, and what the page says when not."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from tests.support.accounts import give_second_factor, make_person, make_role, signed_in, text_of
from tests.support.responses import Response

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/auth/user/"


def change(client: Client, person: User, *flags: str) -> Response:
    """Store the person's page with these flags set and the others not."""
    form = {"username": person.username, "date_joined_0": "23-11-2026", "date_joined_1": "08:00"}
    form |= dict.fromkeys(flags, "on")
    return client.post(f"{LIST}{person.pk}/change/", form)


def delete(client: Client, person: User) -> Response:
    return client.post(f"{LIST}{person.pk}/delete/", {"post": "yes"})


def delete_all(client: Client, *people: User) -> Response:
    chosen = {"_selected_action": [person.pk for person in people]}
    return client.post(LIST, {"action": "delete_selected", "post": "yes", **chosen})


def leave_work(person: User) -> None:
    LogEntry.objects.create(
        user=person,
        content_type=ContentType.objects.get_for_model(User),
        object_id="1",
        object_repr="Bài về trạm đo mặn",
        action_flag=2,
    )


@pytest.mark.parametrize(
    "flags",
    [("is_staff", "is_superuser"), ("is_active", "is_staff"), ("is_active", "is_superuser")],
)
def test_last_administrator_stays_one(flags: tuple[str, ...]) -> None:
    person = make_person()
    make_person("bi-khoa", is_active=False)
    make_person("phong-vien", is_superuser=False)
    response = change(signed_in(), person, *flags)
    assert response.status_code == 200
    assert "bien-tap là người quản trị cao nhất cuối cùng" in text_of(response)
    assert "Hãy trao quyền này cho người khác trước" in text_of(response)
    person.refresh_from_db()
    assert person.is_active and person.is_staff and person.is_superuser


def test_one_of_two_administrators_may_be_disabled() -> None:
    make_person()
    other = make_person("quan-tri")
    assert change(signed_in(), other, "is_staff", "is_superuser").status_code == 302
    other.refresh_from_db()
    assert not other.is_active


def test_last_administrator_is_not_deleted() -> None:
    person = make_person()
    for response in (delete(signed_in(), person), delete_all(signed_in(), person)):
        assert "Chưa xóa gì cả" in text_of(response)
        assert "người quản trị cao nhất cuối cùng" in text_of(response)
    assert User.objects.filter(pk=person.pk).exists()


def test_all_administrators_are_not_deleted_together() -> None:
    people = [make_person(), make_person("quan-tri")]
    delete_all(signed_in(), *people)
    assert User.objects.count() == 2


def test_person_who_left_work_is_not_deleted_and_the_page_says_what_to_do_instead() -> None:
    make_person()
    author = make_person("phong-vien", is_superuser=False)
    leave_work(author)
    page = signed_in().get(f"{LIST}{author.pk}/change/")
    label = page.context["adminform"].form["is_active"].label
    for response in (delete(signed_in(), author), delete_all(signed_in(), author)):
        text = text_of(response)
        assert "phong-vien đã để lại: 1 việc trong nhật ký quản trị" in text
        assert f"bỏ dấu chọn “{label}” ở tài khoản thay vì xóa" in text
    assert User.objects.filter(pk=author.pk).exists()
    assert LogEntry.objects.filter(user=author).exists()


def test_person_without_work_is_deleted_with_the_second_factor() -> None:
    make_person()
    person = make_person("phong-vien", is_superuser=False)
    give_second_factor(person)
    make_role(person, second_factor=False)
    assert delete(signed_in(), person).status_code == 302
    assert not User.objects.filter(pk=person.pk).exists()


def test_administrator_without_work_is_deleted_while_another_stays() -> None:
    make_person()
    other = make_person("quan-tri")
    assert delete_all(signed_in(), other).status_code == 302
    assert not User.objects.filter(pk=other.pk).exists()


def test_clerk_deletes_and_changes_no_administrator() -> None:
    make_person()
    chief = make_person("quan-tri")
    clerk = make_person("can-bo", is_superuser=False)
    clerk.user_permissions.set(Permission.objects.filter(codename__endswith="_user"))
    client = signed_in("can-bo")
    assert delete(client, chief).status_code == 403
    assert delete_all(client, chief).status_code == 403
    assert change(client, chief, "is_staff").status_code == 403
    assert User.objects.filter(pk=chief.pk, is_superuser=True, is_active=True).exists()


def test_reasons_hold_on_reading_the_page_too() -> None:
    person = make_person()
    page = signed_in().get(f"{LIST}{person.pk}/delete/")
    assert "Chưa xóa gì cả" in text_of(page)
    assert 'name="post"' not in page.content.decode()
