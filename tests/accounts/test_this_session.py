"""What a page's script is told of the session: who is in, and what is still asked of them."""

import pytest
from django.test import Client

from tests.support.accounts import (
    VERIFY,
    code_of,
    give_second_factor,
    make_person,
    make_role,
    signed_in,
)

pytestmark = pytest.mark.django_db

SESSION = "/quan-tri/tai-khoan/phien-nay/"


def test_who_is_out_is_asked_for_the_password() -> None:
    answer = Client().get(SESSION)
    assert answer.json() == {"person": None, "asked": "password"}
    assert "csrftoken" in answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]


def test_who_is_in_is_named_and_asked_nothing() -> None:
    person = make_person()
    assert signed_in().get(SESSION).json() == {"person": person.pk, "asked": ""}


def test_who_has_a_phone_is_asked_for_its_code_first() -> None:
    person = make_person()
    give_second_factor(person)
    client = signed_in()
    assert client.get(SESSION).json() == {"person": person.pk, "asked": "code"}
    client.post(VERIFY, {"code": code_of(person)})
    assert client.get(SESSION).json() == {"person": person.pk, "asked": ""}


def test_who_must_have_a_second_factor_is_asked_to_set_it_up() -> None:
    person = make_person()
    make_role(person)
    assert signed_in().get(SESSION).json() == {"person": person.pk, "asked": "set-up"}


def test_reader_with_an_account_but_no_place_in_the_newsroom_is_out() -> None:
    client = Client()
    client.force_login(make_person("doc-gia", is_staff=False, is_superuser=False))
    assert client.get(SESSION).json()["person"] is None
