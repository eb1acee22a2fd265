"""Wrong passwords: who is stopped, who is not, and what is told and kept."""

import datetime
import ipaddress
import logging
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from pytest_django import Settings

from tests.support.accounts import ADMIN, LOGIN, PASSWORD, make_person, sign_in, signed_in, text_of
from tests.support.responses import Response

pytestmark = pytest.mark.django_db

OFFICE: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.7"}
HOME: dict[str, Any] = {"REMOTE_ADDR": "198.51.100.9"}


def guess(times: int, username: str = "bien-tap", **extra: Any) -> Response:
    responses = [sign_in(username, f"đoán mò lần {count}", **extra)[1] for count in range(times)]
    return responses[-1]


def test_right_password_leads_in() -> None:
    make_person()
    _, response = sign_in()
    assert response.headers["Location"] == ADMIN


def test_twenty_wrong_passwords_in_a_minute_are_throttled_and_so_is_the_right_one() -> None:
    make_person()
    assert guess(4, **OFFICE).status_code == 200
    assert guess(16, **OFFICE).status_code == 429
    client, response = sign_in(**OFFICE)
    assert response.status_code == 429
    assert client.get(ADMIN).status_code == 302


def test_colleague_behind_the_same_address_and_the_person_elsewhere_go_on() -> None:
    make_person()
    make_person("dong-nghiep")
    guess(20, **OFFICE)
    assert sign_in("dong-nghiep", **OFFICE)[1].status_code == 302
    assert sign_in(**HOME)[1].status_code == 302


def test_another_browser_or_a_forged_address_does_not_start_anew() -> None:
    make_person()
    for count in range(4):
        guess(1, HTTP_USER_AGENT=f"b{count}", HTTP_X_FORWARDED_FOR=f"192.0.2.{count}", **OFFICE)
    _, response = sign_in(password="sai", HTTP_X_FORWARDED_FOR="192.0.2.99", **OFFICE)
    assert response.status_code == 429


def test_addresses_behind_a_trusted_proxy_are_told_apart(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("203.0.113.7/32")]
    make_person()
    guess(5, HTTP_X_FORWARDED_FOR="192.0.2.1", **OFFICE)
    assert sign_in(HTTP_X_FORWARDED_FOR="192.0.2.1", **OFFICE)[1].status_code == 429
    assert sign_in(HTTP_X_FORWARDED_FOR="192.0.2.2", **OFFICE)[1].status_code == 302


def test_answer_says_what_happened_what_is_safe_what_to_do_and_when() -> None:
    make_person()
    with time_machine.travel("2026-11-23T10:00:00+07:00", tick=False):
        response = guess(5)
        text = text_of(response)
    assert "Mật khẩu đã sai 5 lần liền" in text
    assert "bài vở vẫn nguyên vẹn" in text
    assert "từ 23-11-2026 10:15 (còn khoảng 15 phút)" in text
    assert "xem cách đặt mật khẩu mới" in text
    assert response.headers["Retry-After"] == "900"
    assert response.headers["Cache-Control"] == "no-store"


def test_trying_on_does_not_put_the_end_off() -> None:
    make_person()
    with time_machine.travel("2026-11-23T10:00:00+07:00", tick=False) as clock:
        guess(5)
        clock.shift(datetime.timedelta(minutes=14))
        assert guess(3).headers["Retry-After"] == "60"
        clock.shift(datetime.timedelta(seconds=61))
        assert sign_in()[1].status_code == 302


def test_success_forgets_the_wrong_ones() -> None:
    make_person()
    guess(4)
    signed_in()
    assert AccessAttempt.objects.count() == 0
    assert guess(4).status_code == 200


def test_unknown_wrong_and_disabled_get_the_same_answer() -> None:
    make_person("bi-khoa", is_active=False)
    make_person("ban-doc", is_staff=False, is_superuser=False)
    make_person()
    tries = [("khong-co", PASSWORD), ("bien-tap", "sai rồi"), ("bi-khoa", PASSWORD)]
    tries.append(("ban-doc", PASSWORD))
    errors = set()
    for username, password in tries:
        _, response = sign_in(username, password)
        errors.add((response.status_code, str(response.context["form"].non_field_errors())))
    assert len(errors) == 1


@pytest.mark.parametrize("username", ["khong-co", "bi-khoa", "ban-doc", "bien-tap"])
def test_name_that_nobody_has_costs_one_hash_like_any_other(
    username: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quicker answer would tell that there is no such account."""
    make_person("bi-khoa", is_active=False)
    make_person("ban-doc", is_staff=False, is_superuser=False)
    make_person()
    hashed: list[str] = []
    plain = MD5PasswordHasher.encode

    def encode(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return plain(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    sign_in(username, "sai rồi")
    assert hashed == ["sai rồi"]


def test_what_is_kept_holds_no_name_no_address_no_browser_and_nothing_typed() -> None:
    make_person()
    form = {"username": "bien-tap", "password": "sai-mat-khau", "ghi-chu": "bi-mat"}
    Client().post(LOGIN, form, HTTP_USER_AGENT="Mozilla/5.0 riêng", **OFFICE)
    row = str(AccessAttempt.objects.values().get())
    for private in ("bien-tap", "203.0.113.7", "Mozilla", "sai-mat-khau", "bi-mat"):
        assert private not in row
    signed_in(**OFFICE)
    assert not AccessLog.objects.exists()
    assert not AccessFailureLog.objects.exists()


def test_what_is_kept_goes_with_the_next_minute_of_work_in_the_admin() -> None:
    make_person()
    with time_machine.travel("2026-11-23T10:00:00+07:00", tick=False) as clock:
        client = signed_in()
        guess(2, "nguoi-la")
        assert AccessAttempt.objects.count() == 1
        clock.shift(datetime.timedelta(minutes=16))
        client.get(ADMIN)
        assert AccessAttempt.objects.count() == 0


def test_no_log_holds_a_password_or_the_name_of_nobody(caplog: pytest.LogCaptureFixture) -> None:
    make_person()
    with caplog.at_level(logging.DEBUG):
        guess(6)
        guess(6, "mật khẩu gõ nhầm ô")
    lines = [record.getMessage() for record in caplog.records]
    assert "tạm chặn đăng nhập: bien-tap" in lines
    assert "tạm chặn đăng nhập: tên không có" in lines
    assert not [line for line in lines if "đoán mò" in line or "gõ nhầm" in line]


def test_the_program_itself_is_not_throttled() -> None:
    make_person()
    assert Client().login(username="bien-tap", password=PASSWORD)
    assert not Client().login(username="bien-tap", password="sai")
    assert AccessAttempt.objects.count() == 0


def test_next_stays_on_the_site() -> None:
    make_person()
    for address in ("//evil.example", "/\\evil.example", "https://evil.example/"):
        form = {"username": "bien-tap", "password": PASSWORD, "next": address}
        client = Client()
        response = client.post(LOGIN, form)
        assert "evil" not in response.headers["Location"]
        assert client.get(LOGIN, {"next": address}).headers["Location"] == ADMIN
