"""The server's clock was a year ahead and is right again: nobody is locked out until then, and no
session lives until then."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.utils import timezone
from time_machine import Traveller

from accounts.sessions import Session
from tests.support.accounts import (
    ADMIN,
    VERIFY,
    code_of,
    give_second_factor,
    is_in,
    make_person,
    sign_in,
    signed_in,
)

pytestmark = pytest.mark.django_db

YEAR = datetime.timedelta(days=365)
DAY = datetime.timedelta(days=1)


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
