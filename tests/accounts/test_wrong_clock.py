"""The server's clock was a year ahead and is right again: nobody is locked out until then, no
session and no link lives until then, and the journal of sign-ins stands."""

import datetime
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from time_machine import Traveller

from accounts.forms import SetUpForm
from accounts.models import SignInEntry
from accounts.sessions import Session
from accounts.throttle import username_digest
from clients.known_browsers import known_browser
from tests.support.accounts import (
    ACCOUNT,
    ADMIN,
    VERIFY,
    code_of,
    give_second_factor,
    is_in,
    make_person,
    sign_in,
    signed_in,
    text_of,
)

pytestmark = pytest.mark.django_db

YEAR = datetime.timedelta(days=365)
DAY = datetime.timedelta(days=1)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
STRANGE = "Tài khoản của bạn đã được đăng nhập lần đầu từ"


def password_link() -> str:
    """One for a colleague, as an administrator makes it."""
    colleague = make_person("dong-nghiep", is_superuser=False)
    page = f"/quan-tri/auth/user/{colleague.pk}/lien-ket-mat-khau/"
    html = signed_in().post(page).content.decode()
    found = re.search(r'value="http://testserver(/quan-tri/tai-khoan/mat-khau-moi/[^"]+)"', html)
    assert found
    return found[1]


def asks_for_a_password(link: str) -> bool:
    page = Client().get(link, follow=True).content.decode()
    return 'name="new_password1"' in page


@pytest.fixture(autouse=True)
def clock() -> Iterator[Traveller]:
    with time_machine.travel("2026-11-23T10:00:00+07:00", tick=False) as clock:
        yield clock


def test_wrong_passwords_of_that_time_lock_nobody_out(clock: Traveller) -> None:
    make_person()
    clock.shift(YEAR)
    for number in range(6):
        _, response = sign_in(password=f"đoán mò {number}")
    assert response.status_code == 429
    clock.shift(-YEAR)
    assert sign_in()[1].headers["Location"] == ADMIN


def test_wrong_passwords_lock_as_ever_when_the_clock_steps_back_a_little(clock: Traveller) -> None:
    make_person()
    for number in range(6):
        sign_in(password=f"đoán mò {number}")
    clock.shift(-datetime.timedelta(minutes=2))
    assert sign_in()[1].status_code == 429


def test_codes_that_were_wrong_by_that_clock_are_not_rested_for_a_year(clock: Traveller) -> None:
    person = make_person()
    give_second_factor(person)
    code = code_of(person)
    clock.shift(YEAR)
    client = signed_in()
    client.post(VERIFY, {"code": code})
    assert not is_in(client)
    clock.shift(-YEAR)
    client = signed_in()
    assert client.post(VERIFY, {"code": code_of(person)}).status_code == 302
    assert is_in(client)


def test_session_of_that_time_ends_as_others_do(clock: Traveller) -> None:
    make_person()
    make_person("dong-nghiep")
    clock.shift(YEAR)
    left_behind = signed_in()
    clock.shift(-YEAR)
    colleague = signed_in("dong-nghiep")
    clock.shift(datetime.timedelta(minutes=2))
    assert is_in(colleague)
    assert Session.objects.filter(expire_date__gt=timezone.now() + DAY).count() == 0
    clock.shift(DAY)
    assert not is_in(left_behind)


def test_code_that_was_right_by_that_clock_keeps_out_none_of_those_after_it(
    clock: Traveller,
) -> None:
    person = make_person()
    give_second_factor(person)
    clock.shift(YEAR)
    client = signed_in()
    client.post(VERIFY, {"code": code_of(person)})
    assert is_in(client)
    clock.shift(-YEAR)
    client = signed_in()
    client.post(VERIFY, {"code": code_of(person)})
    assert is_in(client)


def test_link_for_a_password_that_was_made_then_opens_nothing(clock: Traveller) -> None:
    make_person()
    clock.shift(YEAR)
    link = password_link()
    assert asks_for_a_password(link)
    clock.shift(-YEAR)
    assert not asks_for_a_password(link)
    clock.shift(30 * DAY)
    assert not asks_for_a_password(link)


def test_link_for_a_password_outlives_a_clock_that_steps_back_an_hour(clock: Traveller) -> None:
    make_person()
    link = password_link()
    clock.shift(-datetime.timedelta(hours=1))
    assert asks_for_a_password(link)


def test_browser_and_key_of_that_time_are_not_known_for_a_year(clock: Traveller) -> None:
    person = make_person()
    clock.shift(YEAR)
    client = signed_in()
    cookies = {name: each.value for name, each in client.cookies.items()}
    shown = SetUpForm(person)
    name = username_digest("bien-tap")
    assert known_browser(cookies, name)
    assert SetUpForm(person, {"secret": shown.signed_key}).key == shown.key
    clock.shift(-YEAR)
    assert not known_browser(cookies, name)
    assert SetUpForm(person, {"secret": shown.signed_key}).key != shown.key


def test_journal_of_sign_ins_loses_nothing_to_that_clock(clock: Traveller) -> None:
    make_person()
    make_person("dong-nghiep")
    signed_in("dong-nghiep")
    clock.shift(80 * DAY)
    signed_in("dong-nghiep", HTTP_USER_AGENT=FIREFOX)
    for _ in range(4):
        clock.shift(YEAR + DAY)
        assert text_of(signed_in().get(ACCOUNT))
        clock.shift(-YEAR)
    said = text_of(signed_in("dong-nghiep").get(ACCOUNT))
    for day in ("23-11-2026", "11-02-2027", "15-02-2027"):
        assert day in said.partition("Nhật ký đăng nhập của tôi")[2]
    assert SignInEntry.objects.count() == 7


def test_sign_ins_of_that_time_go_with_those_after_them(clock: Traveller) -> None:
    make_person()
    clock.shift(YEAR)
    signed_in()
    clock.shift(-YEAR)
    for _ in range(3):
        clock.shift(31 * DAY)
        signed_in()
    assert SignInEntry.objects.filter(at__gt=timezone.now()).exists()
    clock.shift(31 * DAY)
    signed_in()
    assert not SignInEntry.objects.filter(at__gt=timezone.now()).exists()
    assert SignInEntry.objects.count() == 3


def test_sign_ins_go_though_people_come_but_twice_a_year(clock: Traveller) -> None:
    make_person()
    for _ in range(4):
        signed_in()
        clock.shift(YEAR / 2)
    assert SignInEntry.objects.count() == 2


def test_stranger_of_after_that_time_is_told(clock: Traveller) -> None:
    make_person()
    clock.shift(YEAR)
    office = signed_in()
    clock.shift(-YEAR)
    signed_in(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.9")
    sign_in(client=office)
    assert f"{STRANGE}: Firefox trên máy Linux" in text_of(office.get(ADMIN))
