"""Another keyboard, other capitals: the same person, by the same password."""

import unicodedata
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.hashers import (
    MD5PasswordHasher,
    PBKDF2PasswordHasher,
    check_password,
    make_password,
)
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.hashers import NormalFormPBKDF2Hasher
from accounts.passwords import LongEnough
from tests.support.accounts import (
    PASSWORD,
    VERIFY,
    give_second_factor,
    is_in,
    make_person,
    sign_in,
    signed_in,
)

pytestmark = pytest.mark.django_db

NFD = unicodedata.normalize("NFD", PASSWORD)
WAYS = {
    "decomposed": NFD,
    "with no-break spaces": PASSWORD.replace(" ", "\u00a0"),
    "with a wide space": PASSWORD.replace(" ", "\u3000", 1),
    "decomposed, with no-break spaces": NFD.replace(" ", "\u00a0"),
}
ADD = "/quan-tri/auth/user/add/"


@pytest.mark.parametrize("way", WAYS)
def test_password_is_the_same_however_it_is_typed(way: str) -> None:
    assert WAYS[way] != PASSWORD
    make_person()
    assert is_in(signed_in(password=WAYS[way]))
    make_person("khac", password=WAYS[way])
    assert is_in(signed_in("khac"))


def test_capitals_marks_and_spaces_still_make_another_password() -> None:
    make_person()
    for other in (PASSWORD.upper(), PASSWORD.replace("ạ", "a"), PASSWORD + " ", "ba " + PASSWORD):
        assert sign_in(password=other)[1].status_code == 200


@pytest.mark.parametrize("way", WAYS)
def test_password_hashed_as_it_was_typed_is_still_good(way: str) -> None:
    person = make_person()
    User.objects.filter(pk=person.pk).update(password=MD5PasswordHasher().encode(WAYS[way], "muoi"))
    assert is_in(signed_in(password=WAYS[way]))
    assert sign_in(password="sai " + WAYS[way])[1].status_code == 200


def test_the_site_s_own_hasher_does_so_too(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["accounts.hashers.NormalFormPBKDF2Hasher"]
    hashed = NormalFormPBKDF2Hasher().encode(NFD, "muoi", 2)
    assert hashed == PBKDF2PasswordHasher().encode(PASSWORD, "muoi", 2)
    assert make_password(NFD, "muoi").startswith("pbkdf2_sha256$")
    assert check_password(NFD, PBKDF2PasswordHasher().encode(NFD, "muoi", 2))
    assert not check_password("sai", hashed)


def test_marks_typed_apart_make_a_password_no_longer() -> None:
    short = unicodedata.normalize("NFD", "ướướướ")
    assert len(short) > 10
    with pytest.raises(Exception, match="ít nhất 10 ký tự"):
        LongEnough().validate(short)


@pytest.mark.parametrize(
    "typed", ["BIEN-TAP", "Bien-Tap", " bien-tap ", "bien-tap\u00a0", "ｂien-tap"]
)
def test_name_in_capitals_is_the_same_person(typed: str) -> None:
    make_person()
    make_person("bien")
    assert is_in(signed_in(typed))


def test_vietnamese_name_in_capitals_is_the_same_person() -> None:
    make_person("đặng.ánh")
    assert is_in(signed_in("ĐẶNG.ÁNH"))
    assert is_in(signed_in(unicodedata.normalize("NFD", "Đặng.Ánh")))


def test_two_who_differ_in_capitals_both_get_in_by_their_very_names() -> None:
    people = [make_person("lan", password=PASSWORD), make_person("Lan", password=PASSWORD * 2)]
    for person, password in zip(people, (PASSWORD, PASSWORD * 2), strict=True):
        client = signed_in(person.username, password=password)
        assert client.get("/quan-tri/tai-khoan/phien-nay/").json()["person"] == person.pk
    assert sign_in("LAN")[1].status_code == 200


def test_wrong_passwords_are_counted_by_person_and_not_by_capitals() -> None:
    make_person()
    for name in ("bien-tap", "BIEN-TAP", "Bien-tap", " bien-tap", "biEn-tap"):
        sign_in(name, "đoán mò")
    assert sign_in("bien-TAP")[1].status_code == 429


def test_new_password_by_the_form_is_good_from_another_keyboard() -> None:
    make_person()
    new = "một mùa nước nổi khác"
    typed = unicodedata.normalize("NFD", new).replace(" ", "\u00a0")
    form = {"old_password": NFD, "new_password1": typed, "new_password2": typed}
    assert signed_in().post("/quan-tri/password_change/", form).status_code == 302
    assert is_in(signed_in(password=new))


def test_command_that_changes_a_password_knows_the_name_and_any_keyboard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_person()
    new = "một mùa nước nổi khác"
    typed = iter([unicodedata.normalize("NFD", new), new.replace(" ", "\u00a0")] * 3)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    # compared as they were typed
    with pytest.raises(CommandError, match="Đã thử ba lần mà chưa được"):
        call_command("changepassword", "BIEN-TAP", stdout=StringIO(), stderr=StringIO())
    monkeypatch.setattr("getpass.getpass", lambda prompt: "")
    with pytest.raises(CommandError, match="Mật khẩu cũ của bien-tap vẫn còn"):
        call_command("changepassword", "BIEN-TAP", stdout=StringIO(), stderr=StringIO())
    monkeypatch.setattr("getpass.getpass", lambda prompt: unicodedata.normalize("NFD", new))
    said = StringIO()
    call_command("changepassword", "BIEN-TAP", stdout=said)
    assert "Đã đổi mật khẩu của bien-tap." in said.getvalue()
    assert is_in(signed_in(password=new))
    with pytest.raises(CommandError, match="Không có ai mang tên đăng nhập “ai-do”"):
        call_command("changepassword", "ai-do", stdout=StringIO())


def test_command_that_makes_an_administrator_knows_who_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_person()
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", NFD)
    make = {"interactive": False, "email": "", "stdout": StringIO()}
    with pytest.raises(CommandError, match="Đã có người mang tên đăng nhập “bien-tap”"):
        call_command("createsuperuser", username="BIEN-TAP", **make)
    call_command("createsuperuser", username="Truong", **make)
    assert is_in(signed_in("truong"))


def test_no_colleague_is_given_a_name_that_differs_in_capitals_alone() -> None:
    make_person()
    other = make_person("khac")
    chief = signed_in()
    new = {"username": "Bien-Tap", "usable_password": "true"}
    new |= {"password1": PASSWORD, "password2": PASSWORD}
    said = "Đã có người mang tên đăng nhập “bien-tap”"
    assert said in chief.post(ADD, new).content.decode()
    changed = {"username": "BIEN-TAP", "date_joined_0": "23-11-2026", "date_joined_1": "08:00"}
    address = f"/quan-tri/auth/user/{other.pk}/change/"
    assert said in chief.post(address, changed).content.decode()
    assert chief.post(address, changed | {"username": "KHAC"}).status_code == 302
    assert User.objects.get(pk=other.pk).username == "KHAC"


def test_two_whose_names_differ_in_capitals_may_still_be_changed() -> None:
    make_person()
    make_person("lan")
    other = make_person("Lan", is_superuser=False)
    changed = {"username": "Lan", "is_staff": "on", "is_active": "on", "last_name": "Nguyễn"}
    changed |= {"date_joined_0": "23-11-2026", "date_joined_1": "08:00"}
    assert signed_in().post(f"/quan-tri/auth/user/{other.pk}/change/", changed).status_code == 302
    assert User.objects.get(pk=other.pk).last_name == "Nguyễn"


@pytest.mark.parametrize("typed", ["{0} - {1}", " {0}{1} ", "{0}\u00a0{1}", "{0}–{1}", "{0}{1}"])
def test_code_on_paper_is_the_same_with_spaces_and_in_capitals(typed: str) -> None:
    codes = give_second_factor(make_person())
    client: Client = signed_in()
    code = typed.format(*codes[0].upper().split("-"))
    assert client.post(VERIFY, {"code": code}).status_code == 302
    assert is_in(client)
