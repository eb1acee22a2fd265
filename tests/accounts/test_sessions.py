"""“Phiên đăng nhập của tôi”, and what ends a session."""

import datetime
from collections.abc import Callable
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client

from accounts.sessions import Session, shorten_address
from tests.support.accounts import (
    ACCOUNT,
    ADMIN,
    PASSWORD,
    is_in,
    make_person,
    make_role,
    signed_in,
    text_of,
)
from tests.support.factories import make_article

pytestmark = pytest.mark.django_db

END = "/quan-tri/tai-khoan/phien/"
COC_COC = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " coc_coc_browser/119.0 Chrome/113.0.0.0 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
PASSWORD_CHANGE = "/quan-tri/password_change/"


def three_sessions() -> list[Client]:
    return [signed_in() for _ in range(3)]


def who_is_in(clients: list[Client]) -> list[bool]:
    return [is_in(client) for client in clients]


def test_list_says_when_with_what_and_from_where() -> None:
    make_person()
    with time_machine.travel("2026-11-23T08:05:00+07:00", tick=False) as clock:
        signed_in(HTTP_USER_AGENT=IPHONE, REMOTE_ADDR="2001:db8:1:2::3")
        clock.shift(datetime.timedelta(minutes=30))
        client = signed_in(HTTP_USER_AGENT=COC_COC, REMOTE_ADDR="203.0.113.7")
        text = text_of(client.get(ACCOUNT))
    assert "Cốc Cốc trên máy Windows (phiên này)" in text
    assert "Safari trên iPhone" in text
    assert "Đăng nhập lúc 23-11-2026 08:05" in text
    assert "203.0.113.…" in text and "203.0.113.7" not in text
    assert "2001:db8:1:…" in text


def test_list_shows_nobody_else_s_and_no_session_key() -> None:
    make_person()
    make_person("ke-khac")
    signed_in("ke-khac", HTTP_USER_AGENT=IPHONE)
    client = signed_in()
    html = client.get(ACCOUNT).content.decode()
    assert "iPhone" not in html
    key = client.session.session_key
    assert key and key not in html


def test_whoever_reads_the_table_takes_over_no_session() -> None:
    make_person()
    client = signed_in()
    [stored] = Session.objects.values_list("session_key", flat=True)
    assert stored != client.cookies["sessionid"].value
    for taken in (stored, stored[:32]):
        thief = Client()
        thief.cookies["sessionid"] = taken
        assert not is_in(thief)
    assert is_in(client)


def test_session_of_the_time_before_digests_goes_on() -> None:
    make_person()
    client = signed_in()
    key = client.cookies["sessionid"].value
    Session.objects.update(session_key=key)
    digests = import_module("accounts.migrations.0002_session_key_digests")
    digests.hash_keys(apps, connection.schema_editor())
    assert is_in(client)
    assert not Session.objects.filter(session_key=key).exists()
    digests.end_sessions(apps, connection.schema_editor())
    assert not is_in(client)


def test_odd_cookie_is_nobody_s_session() -> None:
    for odd in ("", "x", "a" * 5000, "0" * 32, "\xff"):
        client = Client()
        client.cookies["sessionid"] = odd
        assert not is_in(client)


def test_one_session_is_ended_and_the_others_go_on() -> None:
    make_person()
    first, second, third = three_sessions()
    third.post(END, {"phien": name_of(first)})
    assert who_is_in([first, second, third]) == [False, True, True]


def name_of(client: Client) -> str:
    page = client.get(ACCOUNT)
    [current] = [sign_in for sign_in in page.context["sign_ins"] if sign_in.is_current]
    return str(current.name)


def test_all_others_are_ended() -> None:
    make_person()
    make_person("ke-khac")
    other = signed_in("ke-khac")
    first, second, third = three_sessions()
    second.post(END)
    assert who_is_in([first, second, third, other]) == [False, True, False, True]


def test_somebody_else_s_session_cannot_be_ended() -> None:
    make_person()
    make_person("ke-khac")
    other = signed_in("ke-khac")
    signed_in().post(END, {"phien": name_of(other)})
    assert is_in(other)


def test_sessions_are_not_ended_by_get() -> None:
    make_person()
    first, second, third = three_sessions()
    assert first.get(END).status_code == 405
    assert who_is_in([first, second, third]) == [True, True, True]


@pytest.mark.parametrize("flag", ["is_active", "is_staff"])
def test_a_disabled_person_is_signed_out_everywhere_at_once(flag: str) -> None:
    make_person("quan-tri")
    person = make_person()
    clients = three_sessions()
    setattr(person, flag, False)
    person.save()
    assert not Session.objects.filter(person_id=person.pk).exists()
    assert who_is_in(clients) == [False] * 3


def test_disabling_in_the_admin_ends_every_session_and_no_one_else_s() -> None:
    make_person("quan-tri")
    person = make_person()
    clients = three_sessions()
    chief = signed_in("quan-tri")
    form = {
        "username": "bien-tap",
        "is_staff": "on",
        "is_superuser": "on",
        "date_joined_0": "23-11-2026",
        "date_joined_1": "08:00",
    }
    response = chief.post(f"/quan-tri/auth/user/{person.pk}/change/", form)
    assert response.status_code == 302
    assert who_is_in([*clients, chief]) == [False, False, False, True]


def test_disabled_by_a_query_nobody_is_let_in_either() -> None:
    make_person()
    clients = three_sessions()
    User.objects.update(is_active=False)
    assert who_is_in(clients) == [False] * 3


def test_a_new_password_leaves_only_the_session_that_chose_it() -> None:
    make_person()
    first, second, third = three_sessions()
    new = "một mùa nước nổi khác"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert second.post(PASSWORD_CHANGE, form).status_code == 302
    assert Session.objects.count() == 1
    assert who_is_in([first, second, third]) == [False, True, False]


def test_a_password_set_by_somebody_else_leaves_none() -> None:
    person = make_person()
    clients = three_sessions()
    person.set_password("một mùa nước nổi khác")
    person.save()
    assert Session.objects.count() == 0
    assert who_is_in(clients) == [False] * 3


@pytest.mark.parametrize(
    "leave",
    [
        lambda person, role: person.groups.remove(role),
        lambda person, role: role.user_set.remove(person),
        lambda person, role: person.groups.clear(),
        lambda person, role: role.user_set.clear(),
        lambda person, role: person.groups.set([]),
        lambda person, role: role.delete(),
    ],
)
def test_whoever_leaves_a_group_is_signed_out_everywhere(
    leave: Callable[[User, Group], object],
) -> None:
    person = make_person()
    role = make_role(person, second_factor=False)
    make_person("ke-khac").groups.add(Group.objects.create(name="Cộng tác viên"))
    clients = three_sessions()
    other = signed_in("ke-khac")
    leave(person, role)
    assert who_is_in([*clients, other]) == [False, False, False, True]


def test_joining_a_group_or_changing_a_name_ends_nothing() -> None:
    person = make_person()
    clients = three_sessions()
    make_role(person, second_factor=False)
    person.first_name = "Bình"
    person.save()
    assert who_is_in(clients) == [True] * 3


def test_a_deleted_person_leaves_no_session() -> None:
    make_person("quan-tri")
    person = make_person()
    clients = three_sessions()
    person.delete()
    assert Session.objects.count() == 0
    assert who_is_in(clients) == [False] * 3


def test_signing_out_leaves_no_trace_of_the_session() -> None:
    make_person()
    client = signed_in()
    client.post("/quan-tri/logout/")
    assert Session.objects.count() == 0


def test_idle_for_eight_hours_is_signed_out_and_work_keeps_one_in() -> None:
    make_person()
    with time_machine.travel("2026-11-23T08:00:00+07:00", tick=False) as clock:
        idle, busy = signed_in(), signed_in()
        for _ in range(4):
            clock.shift(datetime.timedelta(hours=3))
            assert is_in(busy)
        assert not is_in(idle)
        clock.shift(datetime.timedelta(hours=8, seconds=1))
        assert not is_in(busy)


def test_the_end_is_put_off_at_most_once_a_minute() -> None:
    make_person()
    with time_machine.travel("2026-11-23T08:00:00+07:00", tick=False) as clock:
        client = signed_in()
        begun = Session.objects.get().expire_date
        for _ in range(5):
            clock.shift(11)
            assert "sessionid" not in client.get(ADMIN).cookies
        assert Session.objects.get().expire_date == begun
        clock.shift(5)
        assert client.get(ADMIN).cookies["sessionid"]["max-age"] == 8 * 3600
        assert Session.objects.get().expire_date - begun == datetime.timedelta(seconds=60)


def test_public_pages_neither_read_nor_renew_a_session() -> None:
    make_person()
    article = make_article()
    with time_machine.travel("2026-11-23T08:00:00+07:00", tick=False) as clock:
        client = signed_in()
        begun = Session.objects.get().expire_date
        clock.shift(datetime.timedelta(hours=1))
        anonymous = Client().get(article.get_absolute_url())
        response = client.get(article.get_absolute_url())
        assert response.content == anonymous.content
        assert not response.cookies and "Cookie" not in response.headers.get("Vary", "")
        assert Session.objects.get().expire_date == begun


def test_expired_sessions_are_deleted_while_somebody_works() -> None:
    make_person()
    with time_machine.travel("2026-11-23T08:00:00+07:00", tick=False) as clock:
        signed_in()
        clock.shift(datetime.timedelta(hours=9))
        client = signed_in()
        assert Session.objects.count() == 2
        clock.shift(61)
        client.get(ADMIN)
        assert Session.objects.count() == 1


def test_whoever_ends_the_own_session_in_a_request_gets_an_answer() -> None:
    person = make_person()
    role = make_role(person, second_factor=False)
    with time_machine.travel("2026-11-23T08:00:00+07:00", tick=False) as clock:
        client = signed_in()
        clock.shift(61)
        response = client.post(f"/quan-tri/auth/group/{role.pk}/delete/", {"post": "yes"})
        assert response.status_code == 302
        assert not is_in(client)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("203.0.113.7", "203.0.113.…"),
        ("2001:db8:1:2::/64", "2001:db8:1:…"),
        ("", ""),
    ],
)
def test_addresses_are_shortened(address: str, shown: str) -> None:
    assert shorten_address(address) == shown
