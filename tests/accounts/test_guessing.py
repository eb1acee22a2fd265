"""Passwords guessed under many names, from many networks: what rests, and who goes on."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from pytest_django import Settings

from accounts import hashing
from accounts.throttle import FAILURES_OF_NAME, FAILURES_OF_NETWORK
from tests.support.accounts import (
    ADMIN,
    LOGIN,
    PASSWORD,
    give_second_factor,
    make_person,
    sign_in,
    signed_in,
    text_of,
)
from tests.support.responses import Response

pytestmark = pytest.mark.django_db

OFFICE: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.7"}
CHANGE = "/quan-tri/password_change/"
MORNING = "2026-11-23T10:00:00+07:00"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were hashed."""
    done: list[str] = []
    plain = MD5PasswordHasher.encode

    def encode(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        done.append(password)
        return plain(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    return done


def guess_names(times: int, address: str = "203.0.113.7") -> Response:
    """The last answer to one guess under each of so many names."""
    for number in range(times):
        _, response = sign_in(f"ten-{number}-{address}", "đoán", REMOTE_ADDR=address)
    return response


def guess_from_everywhere(times: int, username: str = "bien-tap") -> Response:
    for number in range(times):
        address = f"198.51.{number // 250}.{number % 250 + 1}"
        _, response = sign_in(username, "đoán", REMOTE_ADDR=address)
    return response


def test_network_rests_after_thirty_failures_whatever_the_names(hashed: list[str]) -> None:
    make_person()
    assert guess_names(FAILURES_OF_NETWORK).status_code == 200
    hashed.clear()
    _, response = sign_in(**OFFICE)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "900"
    text = text_of(response)
    assert "mật khẩu đã sai 30 lần trong 15 phút" in text
    assert "bài vở vẫn nguyên vẹn" in text
    assert "từ 23-11-2026 10:15" in text
    assert guess_names(5).status_code == 429
    assert hashed == []
    assert AccessAttempt.objects.count() == FAILURES_OF_NETWORK


def test_ipv6_network_rests_as_one() -> None:
    for number in range(FAILURES_OF_NETWORK):
        sign_in(f"ten-{number}", "đoán", REMOTE_ADDR=f"2001:db8:1:2::{number + 1:x}")
    address: dict[str, Any] = {"REMOTE_ADDR": "2001:db8:1:2:ffff::1"}
    assert sign_in("ai-do", "đoán", **address)[1].status_code == 429
    assert sign_in("ai-do", "đoán", REMOTE_ADDR="2001:db8:1:3::1")[1].status_code == 200


def test_other_networks_go_on_and_the_rest_ends(clock: time_machine.Traveller) -> None:
    make_person()
    guess_names(FAILURES_OF_NETWORK)
    assert sign_in(REMOTE_ADDR="203.0.113.8")[1].status_code == 302
    clock.shift(datetime.timedelta(minutes=15, seconds=1))
    assert sign_in(**OFFICE)[1].status_code == 302


def test_success_under_one_name_is_no_way_to_guess_on_under_others() -> None:
    make_person("noi-gian")
    for _ in range(6):
        guess_names(5)
        sign_in("noi-gian", **OFFICE)
    assert guess_names(FAILURES_OF_NETWORK).status_code == 429


def test_browser_that_signed_in_before_is_outside_of_it_for_that_name_only() -> None:
    make_person()
    make_person("dong-nghiep")
    client = signed_in(**OFFICE)
    client.cookies.pop("sessionid")
    guess_names(FAILURES_OF_NETWORK)
    assert sign_in("dong-nghiep", client=client, **OFFICE)[1].status_code == 429
    assert sign_in(client=client, **OFFICE)[1].status_code == 302


def test_two_colleagues_may_share_a_browser() -> None:
    make_person()
    make_person("dong-nghiep")
    client = signed_in(client=Client(), **OFFICE)
    signed_in("dong-nghiep", client=client, **OFFICE)
    guess_names(FAILURES_OF_NETWORK)
    for name in ("bien-tap", "dong-nghiep"):
        assert sign_in(name, client=client, **OFFICE)[1].status_code == 302


def test_known_browser_is_not_locked_by_guesses_at_its_own_name_from_the_same_office() -> None:
    make_person()
    client = signed_in(**OFFICE)
    for _ in range(6):
        stranger = sign_in(password="đoán", **OFFICE)[1]
    assert stranger.status_code == 429
    assert sign_in(client=client, **OFFICE)[1].status_code == 302


def test_known_browser_has_five_tries_too() -> None:
    make_person()
    client = signed_in(**OFFICE)
    answers = [sign_in(password="đoán", client=client, **OFFICE)[1] for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 2
    assert sign_in(**OFFICE)[1].status_code == 302


def test_known_browser_is_forgotten_after_ninety_days(clock: time_machine.Traveller) -> None:
    make_person()
    client = signed_in(**OFFICE)
    clock.shift(datetime.timedelta(days=90, seconds=1))
    guess_names(FAILURES_OF_NETWORK)
    assert sign_in(client=client, **OFFICE)[1].status_code == 429


def test_cookie_of_a_known_browser_is_like_the_sessions_and_names_nobody(
    settings: Settings,
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    make_person()
    client, _ = sign_in()
    [cookie] = [morsel for name, morsel in client.cookies.items() if name.startswith("known_")]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert cookie["path"] == ADMIN
    assert int(cookie["max-age"]) == 90 * 24 * 3600
    assert "bien-tap" not in cookie.value
    _, response = sign_in(password="đoán")
    assert not [name for name in response.cookies if name.startswith("known_")]


def test_forged_cookie_of_a_known_browser_is_none() -> None:
    make_person()
    client = signed_in(**OFFICE)
    [name] = [name for name in client.cookies if name.startswith("known_")]
    guess_names(FAILURES_OF_NETWORK)
    forger = Client()
    forger.cookies[name] = client.cookies[name].value[:-1] + "_"
    assert sign_in(client=forger, **OFFICE)[1].status_code == 429


def test_name_tried_from_many_networks_has_one_try_a_minute(
    clock: time_machine.Traveller, hashed: list[str]
) -> None:
    make_person()
    known = signed_in(**OFFICE)
    assert guess_from_everywhere(FAILURES_OF_NAME).status_code == 200
    hashed.clear()
    _, response = sign_in()
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "60"
    assert "mỗi phút chỉ nhận một lần thử" in text_of(response)
    assert hashed == []
    assert sign_in(client=known)[1].status_code == 302
    clock.shift(datetime.timedelta(seconds=60))
    assert sign_in()[1].status_code == 302


def test_name_that_nobody_has_is_answered_like_one_that_somebody_has() -> None:
    make_person()
    answers = [
        (guess_from_everywhere(FAILURES_OF_NAME + 1, name).status_code, name)
        for name in ("bien-tap", "khong-co")
    ]
    assert answers == [(429, "bien-tap"), (429, "khong-co")]


def test_second_factor_keeps_a_name_open_however_many_networks_guess() -> None:
    person = make_person()
    give_second_factor(person)
    assert guess_from_everywhere(3 * FAILURES_OF_NAME).status_code == 200
    assert sign_in()[1].status_code == 302


def test_guesses_leave_no_rows_behind(clock: time_machine.Traveller) -> None:
    for network in range(4):
        guess_names(10, f"203.0.113.{network}")
    assert AccessAttempt.objects.count() == 40
    clock.shift(datetime.timedelta(minutes=15, seconds=1))
    guess_names(1)
    assert AccessAttempt.objects.count() == 1


def test_who_finds_too_many_waiting_is_told_so_and_not_counted(hashed: list[str]) -> None:
    make_person()
    hashed.clear()
    with all_turns_taken():
        _, response = sign_in()
    assert hashed == []
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "không tính là gõ sai" in text_of(response)
    assert AccessAttempt.objects.count() == 0
    signed_in()


def test_known_browser_waits_for_nobody() -> None:
    make_person()
    client = signed_in()
    with all_turns_taken():
        assert sign_in(client=client)[1].status_code == 302


@contextmanager
def all_turns_taken() -> Iterator[None]:
    places = [hashing.places.acquire(blocking=False) for _ in range(hashing.MOST_AT_ONCE)]
    assert all(places)
    try:
        yield
    finally:
        for _ in places:
            hashing.places.release()


def test_present_password_cannot_be_guessed_in_an_open_session(hashed: list[str]) -> None:
    make_person()
    client = signed_in()
    form = {"new_password1": "một câu khác hẳn", "new_password2": "một câu khác hẳn"}
    answers = [client.post(CHANGE, form | {"old_password": f"đoán {n}"}) for n in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429]
    hashed.clear()
    assert client.post(CHANGE, form | {"old_password": PASSWORD}).status_code == 429
    assert hashed == []
    assert client.get(ADMIN).status_code == 200


def test_password_is_changed_as_ever() -> None:
    make_person()
    client = signed_in()
    form = {"new_password1": "một câu khác hẳn", "new_password2": "một câu khác hẳn"}
    assert client.post(CHANGE, form | {"old_password": PASSWORD}).status_code == 302
    assert sign_in(password="một câu khác hẳn")[1].status_code == 302
    assert client.get(LOGIN).status_code == 302
