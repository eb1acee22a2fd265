"""The password rule, changing it, and an administrator's link for a forgotten one."""

import datetime
import re

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.sessions import Session
from tests.support.accounts import LOGIN, PASSWORD, make_person, sign_in, signed_in, text_of
from tests.support.responses import Response

pytestmark = pytest.mark.django_db

FORGOTTEN = "/quan-tri/tai-khoan/quen-mat-khau/"
NEW = "một mùa nước nổi khác"


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("ngắn quá", "ít nhất 10 ký tự"),
        ("nguyenthibinh", "giống tên đăng nhập"),
        ("nguyenthibinh1", "giống tên đăng nhập"),
        ("binhnguyenthi@example.vn", "giống tên đăng nhập"),
        ("password123", "nhiều người dùng"),
        ("matkhau123", "nhiều người dùng"),
        ("Mật khẩu 2026!", "nhiều người dùng"),
        ("VietNam@1945", "nhiều người dùng"),
        ("quantri12345", "nhiều người dùng"),
        ("1234567890", "nhiều người dùng"),
        ("aaaaaaaaaaaa", "nhiều người dùng"),
        ("qwertyuiop", "nhiều người dùng"),
    ],
)
def test_weak_password_is_refused_with_its_reason(password: str, reason: str) -> None:
    person = User(username="nguyenthibinh", email="binhnguyenthi@example.vn")
    with pytest.raises(ValidationError) as refused:
        validate_password(password, person)
    assert reason in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "password",
    ["trạm đo mặn số bảy", "tramdomanso bay", "đêmrằmthángtám", "con trâu đi trước", "8273645190"],
)
def test_long_password_is_taken_whatever_it_is_made_of(password: str) -> None:
    validate_password(password, User(username="nguyenthibinh"))


def test_rule_is_told_in_vietnamese() -> None:
    assert len(password_validators_help_texts()) == 3
    assert "Ít nhất 10 ký tự" in password_validators_help_texts()[0]


def test_password_is_changed_with_the_old_one() -> None:
    make_person()
    client = signed_in()
    page = "/quan-tri/password_change/"
    assert "Ít nhất 10 ký tự" in text_of(client.get(page))
    form = {"new_password1": NEW, "new_password2": NEW}
    assert client.post(page, form | {"old_password": "sai"}).status_code == 200
    weak = {"old_password": PASSWORD, "new_password1": "abc", "new_password2": "abc"}
    assert "ít nhất 10 ký tự" in text_of(client.post(page, weak))
    assert client.post(page, form | {"old_password": PASSWORD}).status_code == 302
    assert sign_in(password=NEW)[1].status_code == 302


def test_login_page_leads_to_what_to_do_without_a_password() -> None:
    client = Client()
    assert f'href="{FORGOTTEN}"' in client.get(LOGIN).content.decode()
    page = client.get(FORGOTTEN)
    assert "Liên hệ một người quản trị" in text_of(page)
    assert "<form" not in page.content.decode().partition('id="content"')[2]
    assert client.post(FORGOTTEN, {"email": "a@example.vn"}).status_code == 405


def link_page(person: User) -> str:
    return f"/quan-tri/auth/user/{person.pk}/lien-ket-mat-khau/"


def make_link(person: User, client: Client) -> str:
    """The path of a link as the administrator reads it."""
    html = client.post(link_page(person)).content.decode()
    link = re.search(r'value="http://testserver(/quan-tri/tai-khoan/mat-khau-moi/[^"]+)"', html)
    assert link
    return link[1]


@pytest.fixture
def chief() -> Client:
    make_person("quan-tri")
    return signed_in("quan-tri")


def choose(link: str, password: str = NEW) -> Response:
    """The answer to a new password, chosen by whoever has the link."""
    client = Client()
    response = client.get(link, follow=True)
    if not response.context["validlink"]:
        return response
    where = response.request["PATH_INFO"]
    return client.post(where, {"new_password1": password, "new_password2": password})


def test_administrator_s_link_sets_a_password_once(chief: Client) -> None:
    person = make_person()
    assert "Tạo liên kết" in text_of(chief.get(link_page(person)))
    link = make_link(person, chief)
    assert choose(link).headers["Location"] == LOGIN
    assert sign_in(password=NEW)[1].status_code == 302
    assert "không còn dùng được" in text_of(choose(link, "lần thứ hai nhé"))
    assert sign_in(password=NEW)[1].status_code == 302


def test_the_rule_holds_for_a_link_too(chief: Client) -> None:
    person = make_person()
    assert "ít nhất 10 ký tự" in text_of(choose(make_link(person, chief), "ngắn"))
    assert sign_in()[1].status_code == 302


def test_link_is_good_for_a_day(chief: Client) -> None:
    person = make_person()
    with time_machine.travel("2026-11-23T08:00:00+07:00", tick=False) as clock:
        link = make_link(person, signed_in("quan-tri"))
        clock.shift(datetime.timedelta(hours=24))
        assert choose(link, "bước đầu tiên nhé").status_code == 302
        link = make_link(person, signed_in("quan-tri"))
        clock.shift(datetime.timedelta(hours=24, seconds=1))
        assert "không còn dùng được" in text_of(choose(link))


def test_links_that_are_no_good_do_not_say_why(chief: Client) -> None:
    person = make_person()
    disabled = make_person("bi-khoa")
    used, of_disabled = make_link(person, chief), make_link(disabled, chief)
    choose(used)
    disabled.is_active = False
    disabled.save()
    token = used.rstrip("/").rpartition("/")[2]
    links = [used, of_disabled]
    for uid in ("OTk5OTk5", "khong-phai", "MQ"):  # 999999, nonsense, 1
        links.append(f"/quan-tri/tai-khoan/mat-khau-moi/{uid}/{token}/")
        links.append(f"/quan-tri/tai-khoan/mat-khau-moi/{uid}/sai/")
    answers = {(a.status_code, text_of(a)) for a in (Client().get(link) for link in links)}
    assert len(answers) == 1
    assert "không còn dùng được" in answers.pop()[1]


def test_link_is_shown_once_and_logged_without_its_token(chief: Client) -> None:
    person = make_person()
    link = make_link(person, chief)
    assert "mat-khau-moi" not in chief.get(link_page(person)).content.decode()
    entry = LogEntry.objects.get()
    assert (entry.user.username, entry.object_id) == ("quan-tri", str(person.pk))
    assert "Đã tạo liên kết đặt mật khẩu mới" in entry.get_change_message()
    assert link.rstrip("/").rpartition("/")[2] not in str(LogEntry.objects.values().get())


def test_reading_about_links_makes_none(chief: Client) -> None:
    chief.get(link_page(make_person()))
    assert not LogEntry.objects.exists()


def test_new_password_by_link_ends_sessions_and_lifts_the_throttle(chief: Client) -> None:
    person = make_person()
    client = signed_in()
    for _ in range(6):
        sign_in(password="sai")
    link = make_link(person, chief)
    choose(link)
    assert not Session.objects.filter(person_id=person.pk).exists()
    assert client.get("/quan-tri/").status_code == 302
    assert not AccessAttempt.objects.exists()
    assert sign_in(password=NEW)[1].status_code == 302


def test_a_link_to_an_administrator_s_account_is_not_for_less_than_one(chief: Client) -> None:
    clerk = make_person("can-bo", is_superuser=False)
    clerk.user_permissions.set(Permission.objects.filter(codename__endswith="_user"))
    client = signed_in("can-bo")
    administrator = User.objects.get(username="quan-tri")
    assert client.post(link_page(administrator)).status_code == 403
    assert client.post(link_page(make_person("phong-vien", is_superuser=False))).status_code == 200
    make_person("khong-quyen", is_superuser=False)
    assert signed_in("khong-quyen").post(link_page(clerk)).status_code == 403
    assert client.post(link_page(User(pk=999999))).status_code == 404


def test_clerk_makes_nobody_an_administrator() -> None:
    make_person("quan-tri")
    clerk = make_person("can-bo", is_superuser=False)
    clerk.user_permissions.set(Permission.objects.filter(codename__endswith="_user"))
    form = {
        "username": "can-bo",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "date_joined_0": "23-11-2026",
        "date_joined_1": "08:00",
    }
    response = signed_in("can-bo").post(f"/quan-tri/auth/user/{clerk.pk}/change/", form)
    assert response.status_code == 302
    clerk.refresh_from_db()
    assert not clerk.is_superuser
