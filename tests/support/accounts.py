"""People who sign in, and the codes of their phones."""

import re
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor
from accounts.models import SignInRule
from tests.support.responses import Response

ADMIN = "/quan-tri/"
LOGIN = "/quan-tri/login/"
ACCOUNT = "/quan-tri/tai-khoan/"
VERIFY = "/quan-tri/tai-khoan/ma-xac-thuc/"
SET_UP = "/quan-tri/tai-khoan/hai-lop/"
PASSWORD = "trạm đo mặn số bảy"


def make_person(username: str = "bien-tap", **overrides: Any) -> User:
    """An administrator with PASSWORD, unless told otherwise."""
    fields: dict[str, Any] = {"is_staff": True, "is_superuser": True, "password": PASSWORD}
    return User.objects.create_user(username, **(fields | overrides))


def make_role(*people: User, second_factor: bool = True) -> Group:
    group = Group.objects.create(name="Ban biên tập")
    SignInRule.objects.create(group=group, second_factor=second_factor)
    group.user_set.add(*people)
    return group


def sign_in(
    username: str = "bien-tap", password: str = PASSWORD, client: Client | None = None, **extra: Any
) -> tuple[Client, Response]:
    """The client and the answer to its login form."""
    client = client or Client()
    form = {"username": username, "password": password, "next": ADMIN}
    return client, client.post(LOGIN, form, **extra)


def signed_in(username: str = "bien-tap", **extra: Any) -> Client:
    client, response = sign_in(username, **extra)
    assert response.status_code == 302, "the login was refused"
    return client


def give_second_factor(person: User) -> list[str]:
    """A phone whose code was not used yet, and ten codes on paper."""
    TOTPDevice.objects.create(user=person, name="phone")
    return second_factor.renew_one_time_codes(person)


def code_of(person: User) -> str:
    """What the phone shows now."""
    device = TOTPDevice.objects.get(user=person)
    return f"{totp(device.bin_key):06}"


def is_in(client: Client) -> bool:
    return client.get(ADMIN).status_code == 200


def text_of(response: Response) -> str:
    """What a person reads of the page."""
    html = re.sub(r"(?s)<(script|style).*?</\1>", " ", response.content.decode())
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", html))
