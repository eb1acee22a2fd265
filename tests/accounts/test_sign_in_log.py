"""The journal of sign-ins: what person and administrator see, and what it never holds."""

import datetime
from http.cookies import Morsel
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from accounts.models import SignInEntry
from accounts.throttle import username_digest
from clients.known_browsers import known_browser
from tests.support.accounts import (
    ACCOUNT,
    ADMIN,
    PASSWORD,
    give_second_factor,
    make_person,
    sign_in,
    signed_in,
    text_of,
)
from tests.support.factories import make_person as make_colleague

pytestmark = pytest.mark.django_db

JOURNAL = "/quan-tri/accounts/signinentry/"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/113.0.0.0 Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
OFFICE: dict[str, Any] = {"HTTP_USER_AGENT": CHROME, "REMOTE_ADDR": "203.0.113.7"}
ELSEWHERE: dict[str, Any] = {"HTTP_USER_AGENT": FIREFOX, "REMOTE_ADDR": "2001:db8:1:2::3"}
NEW_HERE = "Đây là lần đầu bạn đăng nhập từ trình duyệt này"
STRANGE = "Tài khoản của bạn đã được đăng nhập lần đầu từ"
DAY = datetime.timedelta(days=1)


def desk(client: Client) -> str:
    """What the first page after a sign-in says."""
    return text_of(client.get(ADMIN))


def cookie_of(client: Client) -> Morsel[str]:
    """That by which the browser is known again."""
    [cookie] = [each for name, each in client.cookies.items() if name.startswith("known_browser_")]
    return cookie


def test_person_sees_when_with_what_and_from_which_network() -> None:
    make_person()
    make_person("ke-khac")
    with time_machine.travel("2026-11-23T08:05:00+07:00", tick=False) as clock:
        signed_in(**OFFICE)
        signed_in("ke-khac", HTTP_USER_AGENT="Opera/9.8 OPR/99", REMOTE_ADDR="192.0.2.4")
        clock.shift(datetime.timedelta(minutes=30))
        said = text_of(signed_in(**ELSEWHERE).get(ACCOUNT))
    journal = said.partition("Nhật ký đăng nhập của tôi")[2]
    assert "Chrome trên máy Windows 23-11-2026 08:05 , từ mạng 203.0.113.…" in journal
    assert "Firefox trên máy Linux (lần đầu từ trình duyệt này) 23-11-2026 08:35" in journal
    assert "từ mạng 2001:db8:1:…" in journal
    assert "Opera" not in journal


def test_administrator_sees_those_of_everybody() -> None:
    make_person()
    make_colleague("phongvien")
    colleague = Client()
    colleague.force_login(make_colleague("phongvien"))
    chief = signed_in(**OFFICE)
    said = text_of(chief.get(JOURNAL))
    assert "phongvien" in said
    assert "bien-tap" in said
    assert "Chrome trên máy Windows" in said
    assert "Lần đầu" not in said
    assert "Lần đầu" in text_of(signed_in(**ELSEWHERE).get(JOURNAL))
    assert "phongvien" not in text_of(chief.get(f"{JOURNAL}?q=bien-tap")).partition("Tìm")[2]
    assert colleague.get(JOURNAL).status_code == 403


def test_journal_is_read_and_never_changed_by_hand() -> None:
    make_person()
    chief = signed_in()
    entry = SignInEntry.objects.get()
    for page in ("add/", f"{entry.pk}/change/", f"{entry.pk}/delete/", f"{entry.pk}/history/"):
        assert chief.get(JOURNAL + page).status_code == 404
        assert chief.post(JOURNAL + page).status_code == 404
    chief.post(JOURNAL, {"action": "delete_selected", "_selected_action": [entry.pk], "post": "y"})
    assert SignInEntry.objects.filter(pk=entry.pk).exists()


def test_neither_password_nor_whole_address_nor_user_agent_is_stored() -> None:
    make_person()
    client = signed_in(**OFFICE)
    sign_in(password="mật khẩu gõ sai", **ELSEWHERE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_signinentry")
        stored = str(cursor.fetchall())
    for secret in (PASSWORD, "gõ sai", "203.0.113.7", "Mozilla", "AppleWebKit"):
        assert secret not in stored
    cookie = cookie_of(client)
    number = known_browser({cookie.key: cookie.value}, username_digest("bien-tap"))
    assert number
    assert number not in stored
    assert cookie.value not in stored
    assert SignInEntry.objects.count() == 1


def test_first_sign_in_from_a_new_browser_is_told_there_and_at_the_next_one_elsewhere() -> None:
    make_person()
    office = signed_in(**OFFICE)
    assert NEW_HERE not in desk(office)  # nothing to compare it with
    stranger = signed_in(**ELSEWHERE)
    said = desk(stranger)
    assert f"{NEW_HERE}: Firefox trên máy Linux, mạng 2001:db8:1:…" in said
    assert STRANGE not in said
    sign_in(client=office, **OFFICE)
    said = desk(office)
    assert f"{STRANGE}: Firefox trên máy Linux, mạng 2001:db8:1:…" in said
    assert "hãy đổi mật khẩu ngay" in said
    sign_in(client=office, **OFFICE)
    sign_in(client=stranger, **ELSEWHERE)
    assert STRANGE not in desk(office)
    assert NEW_HERE not in desk(stranger)


def test_known_browser_is_known_from_everywhere_and_without_its_cookie_where_it_was() -> None:
    make_person()
    phone = signed_in(**OFFICE)
    for number in range(1, 4):
        sign_in(client=phone, **OFFICE | {"REMOTE_ADDR": f"198.51.{number}.9"})
        assert NEW_HERE not in desk(phone)
    assert NEW_HERE not in desk(signed_in(**OFFICE))
    assert NEW_HERE in desk(signed_in(**OFFICE | {"REMOTE_ADDR": "192.0.2.1"}))


def test_forged_cookie_makes_no_browser_a_known_one() -> None:
    make_person()
    own = cookie_of(signed_in(**OFFICE))
    for forged in ("x" * 5000, "đ" * 22, "", own.value[:-1], SignInEntry.objects.get().mark):
        client = Client()
        client.cookies[own.key] = forged.encode().decode("latin-1")
        sign_in(client=client, **ELSEWHERE)
        assert desk(client)
        assert SignInEntry.objects.order_by("-pk")[0].is_new
        SignInEntry.objects.filter(is_new=True).delete()


def test_cookie_is_the_desk_s_own_and_told_to_no_script() -> None:
    make_person()
    cookie = cookie_of(signed_in(**OFFICE))
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (ADMIN, True, "Lax")
    assert cookie["max-age"] == 90 * 24 * 3600


def test_sign_in_is_forgotten_after_ninety_days(time_machine: Any) -> None:
    make_person()
    now = datetime.datetime(2026, 3, 1, 3, tzinfo=datetime.UTC)
    time_machine.move_to(now)
    signed_in(**OFFICE)
    time_machine.move_to(now + 89 * DAY)
    client = signed_in(**ELSEWHERE)
    assert "Chrome" in text_of(client.get(JOURNAL))
    time_machine.move_to(now + 91 * DAY)
    sign_in(client=client, **ELSEWHERE)
    assert "Chrome" not in text_of(client.get(JOURNAL))
    assert not SignInEntry.objects.filter(browser__startswith="Chrome").exists()


def test_password_that_passed_without_the_second_factor_is_in_the_journal_too() -> None:
    person = make_person()
    give_second_factor(person)
    sign_in(**ELSEWHERE)
    assert SignInEntry.objects.get().browser == "Firefox trên máy Linux"


def test_account_goes_with_its_sign_ins() -> None:
    make_person()
    left = make_person("nghi-viec")
    signed_in("nghi-viec")
    chief = signed_in()
    address = f"/quan-tri/auth/user/{left.pk}/delete/"
    assert chief.post(address, {"post": "yes"}).status_code == 302
    assert not SignInEntry.objects.filter(person=left.pk).exists()
