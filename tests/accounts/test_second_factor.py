"""The second factor: setting it up, showing it, losing it, demanding it."""

import base64
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings
from time_machine import Traveller

from accounts.models import SignInRule
from tests.support.accounts import (
    ACCOUNT,
    ADMIN,
    SET_UP,
    VERIFY,
    code_of,
    give_second_factor,
    is_in,
    make_person,
    make_role,
    signed_in,
    text_of,
)
from tests.support.responses import Response

pytestmark = pytest.mark.django_db

CODES = "/quan-tri/tai-khoan/hai-lop/ma-du-phong/"
TURN_OFF = "/quan-tri/tai-khoan/hai-lop/tat/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Traveller]:
    """A clock that stands still: the phone's code does not change between two lines."""
    with time_machine.travel("2026-11-23T10:00:00+07:00", tick=False) as clock:
        yield clock


def shown_key(response: Response) -> bytes:
    html = response.content.decode()
    key = re.search(r'account__key">([A-Z2-7 ]+)<', html)
    assert key
    text = key[1].replace(" ", "")
    return base64.b32decode(text + "=" * (-len(text) % 8))


def set_up(client: Client) -> Response:
    """The answer to the first code of a phone that has just read the page."""
    page = client.get(SET_UP)
    code = f"{totp(shown_key(page)):06}"
    return client.post(SET_UP, {"secret": secret_on(page), "code": code, "next": ADMIN})


def secret_on(page: Response) -> str:
    """What the form sends along with the first code."""
    found = re.search(r'name="secret" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def codes_on(response: Response) -> list[str]:
    return re.findall(r"<code>(\w{4}-\w{4})</code>", response.content.decode())


def test_nobody_is_asked_for_it_by_default() -> None:
    make_person()
    assert is_in(signed_in())


def test_set_up_page_shows_an_inline_qr_and_stores_nothing() -> None:
    make_person()
    client = signed_in()
    response = client.get(SET_UP)
    html = response.content.decode()
    assert 'class="qr"' in html
    assert " style=" not in html
    assert "no-store" in response.headers["Cache-Control"]
    assert not TOTPDevice.objects.exists()


def test_first_code_confirms_the_phone_and_shows_ten_one_time_codes_once() -> None:
    make_person()
    client = signed_in()
    codes = codes_on(set_up(client))
    assert len(set(codes)) == 10
    assert is_in(client)
    assert TOTPDevice.objects.get().confirmed
    later = client.get(ACCOUNT).content.decode()
    assert not [code for code in codes if code in later]
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert not kept & {code.replace("-", "") for code in codes}


def test_wrong_first_code_stores_nothing_and_keeps_the_qr() -> None:
    make_person()
    client = signed_in()
    page = client.get(SET_UP)
    secret = secret_on(page)
    right = totp(shown_key(page))
    response = client.post(SET_UP, {"secret": secret, "code": f"{(right + 1) % 10**6:06}"})
    assert "Mã không đúng" in text_of(response)
    assert shown_key(response) == shown_key(page)
    assert not TOTPDevice.objects.exists()


def test_a_secret_shown_to_somebody_else_is_not_taken() -> None:
    make_person()
    make_person("ke-khac")
    page = signed_in("ke-khac").get(SET_UP)
    secret = secret_on(page)
    code = f"{totp(shown_key(page)):06}"
    signed_in().post(SET_UP, {"secret": secret, "code": code})
    assert not TOTPDevice.objects.exists()


def test_after_the_password_the_admin_waits_for_the_code() -> None:
    person = make_person()
    give_second_factor(person)
    client = signed_in()
    response = client.get("/quan-tri/articles/article/?q=x", follow=True)
    assert response.request["PATH_INFO"] == VERIFY
    assert "Mã xác thực" in text_of(response)
    wanted = {"code": code_of(person), "next": "/quan-tri/articles/article/?q=x"}
    assert client.post(VERIFY, wanted).headers["Location"] == "/quan-tri/articles/article/?q=x"
    assert is_in(client)


@pytest.mark.parametrize("address", [ACCOUNT, CODES, TURN_OFF, SET_UP, "/quan-tri/thong-ke/"])
def test_nothing_opens_between_password_and_code(address: str) -> None:
    give_second_factor(make_person())
    client = signed_in()
    for response in (client.get(address), client.post(address)):
        if response.status_code != 405:
            assert response.status_code == 302
            assert response.headers["Location"].startswith((VERIFY, "/quan-tri/login/"))
    assert StaticToken.objects.count() == 10


def test_a_code_of_the_phone_is_good_once() -> None:
    person = make_person()
    give_second_factor(person)
    code = code_of(person)
    signed_in().post(VERIFY, {"code": code})
    client = signed_in()
    response = client.post(VERIFY, {"code": code})
    assert "Mã không đúng" in text_of(response)
    assert not is_in(client)


def test_a_one_time_code_is_good_once_however_it_is_typed() -> None:
    codes = give_second_factor(make_person())
    client = signed_in()
    client.post(VERIFY, {"code": codes[3].upper().replace("-", " ")})
    assert is_in(client)
    again = signed_in()
    again.post(VERIFY, {"code": codes[3]})
    assert not is_in(again)
    assert StaticToken.objects.count() == 9


def test_guessing_codes_is_slowed_down_and_the_page_says_until_when(clock: Traveller) -> None:
    person = make_person()
    give_second_factor(person)
    client = signed_in()
    wrong = f"{(int(code_of(person)) + 1) % 10**6:06}"
    for seconds in (0, 1, 2, 4, 8, 16):
        clock.shift(seconds)
        assert client.post(VERIFY, {"code": wrong}).status_code == 200
    response = client.post(VERIFY, {"code": code_of(person)})
    assert response.status_code == 429
    assert "từ 23-11-2026 10:01:03" in text_of(response)
    clock.shift(33)
    client.post(VERIFY, {"code": code_of(person)})
    assert is_in(client)


def test_session_gets_another_key_with_the_code() -> None:
    person = make_person()
    give_second_factor(person)
    client = signed_in()
    before = client.session.session_key
    client.post(VERIFY, {"code": code_of(person)})
    assert client.session.session_key != before


def test_one_can_sign_out_between_password_and_code() -> None:
    give_second_factor(make_person())
    client = signed_in()
    client.post("/quan-tri/logout/")
    assert client.get(VERIFY).headers["Location"].startswith("/quan-tri/login/")


def test_role_that_demands_it_lets_nobody_in_without() -> None:
    person = make_person()
    make_role(person)
    client = signed_in()
    response = client.get(ADMIN, follow=True)
    assert response.request["PATH_INFO"] == SET_UP
    assert "Nhóm của bạn bắt buộc" in text_of(response)
    set_up(client)
    assert is_in(client)


def test_a_demand_is_felt_in_sessions_that_are_open() -> None:
    person = make_person()
    client = signed_in()
    role = make_role(person, second_factor=False)
    assert is_in(client)
    SignInRule.objects.filter(group=role).update(second_factor=True)
    assert not is_in(client)


def test_role_s_demand_is_set_in_the_admin() -> None:
    make_person()
    client = signed_in()
    form = {"name": "Ban biên tập", "sign_in_rule-TOTAL_FORMS": 1, "sign_in_rule-INITIAL_FORMS": 0}
    client.post("/quan-tri/auth/group/add/", form | {"sign_in_rule-0-second_factor": "on"})
    assert SignInRule.objects.get().second_factor


def test_new_one_time_codes_void_the_old() -> None:
    person = make_person()
    old = give_second_factor(person)
    client = signed_in()
    client.post(VERIFY, {"code": code_of(person)})
    new = codes_on(client.post(CODES))
    assert len(new) == 10 and not set(new) & set(old)
    other = signed_in()
    other.post(VERIFY, {"code": old[0]})
    assert not is_in(other)


def test_turning_it_off_asks_for_a_code_and_a_role_s_demand_refuses() -> None:
    person = make_person()
    codes = give_second_factor(person)
    client = signed_in()
    client.post(VERIFY, {"code": codes[0]})
    client.post(TURN_OFF, {"code": "0000-0000"})
    assert TOTPDevice.objects.exists()
    role = make_role(person)
    assert "không tắt được" in text_of(client.post(TURN_OFF, {"code": codes[1]}, follow=True))
    assert TOTPDevice.objects.exists()
    role.sign_in_rule.delete()
    _wait = time_machine.travel("2026-11-23T10:05:00+07:00", tick=False)
    with _wait:
        client.post(TURN_OFF, {"code": codes[1]})
    assert not TOTPDevice.objects.exists()


def reset_page(person: User) -> str:
    return f"/quan-tri/auth/user/{person.pk}/bo-hai-lop/"


def test_administrator_takes_a_colleague_s_second_factor_away_and_it_is_logged() -> None:
    make_person()
    colleague = make_person("dong-nghiep")
    give_second_factor(colleague)
    theirs = signed_in("dong-nghiep")
    theirs.post(VERIFY, {"code": code_of(colleague)})
    client = signed_in()
    client.get(reset_page(colleague))
    assert TOTPDevice.objects.exists()
    client.post(reset_page(colleague))
    assert not TOTPDevice.objects.exists() and not StaticToken.objects.exists()
    assert not is_in(theirs)
    entry = LogEntry.objects.get()
    assert (entry.user.username, entry.object_id) == ("bien-tap", str(colleague.pk))
    assert "Đã bỏ xác thực hai lớp" in str(entry)


def test_only_who_may_change_people_resets_and_only_an_administrator_another() -> None:
    chief = make_person("chi-huy")
    give_second_factor(chief)
    make_person(is_superuser=False)
    assert signed_in().post(reset_page(chief)).status_code == 403
    clerk = make_person("can-bo", is_superuser=False)
    clerk.user_permissions.set(Permission.objects.filter(codename__endswith="_user"))
    assert signed_in("can-bo").post(reset_page(chief)).status_code == 403
    assert TOTPDevice.objects.exists()


def test_secrets_of_phones_are_not_in_the_admin() -> None:
    make_person()
    client = signed_in()
    assert client.get("/quan-tri/otp_totp/totpdevice/").status_code == 404
    assert client.get("/quan-tri/otp_static/staticdevice/").status_code == 404


def test_whoever_may_change_roles_may_demand_it_and_whoever_sees_them_sees_it() -> None:
    role = make_role()
    form = {"name": "Ban biên tập", "sign_in_rule-TOTAL_FORMS": 1, "sign_in_rule-INITIAL_FORMS": 1}
    form |= {"sign_in_rule-0-group": role.pk}
    page = f"/quan-tri/auth/group/{role.pk}/change/"
    for right, demanded in (("view_group", True), ("change_group", False)):
        person = make_person(right, is_superuser=False)
        person.user_permissions.set(Permission.objects.filter(codename=right))
        client = signed_in(right)
        assert "bắt buộc xác thực hai lớp" in text_of(client.get(page)).lower()
        client.post(page, form)
        assert SignInRule.objects.get().second_factor is demanded


def test_rights_that_are_offered_are_an_editor_s() -> None:
    make_person()
    html = signed_in().get("/quan-tri/auth/group/add/").content.decode()
    offered = re.findall(r'name="permissions"[^>]*>\s*([^<]+)</label>', html)
    assert [right for right in offered if right.startswith("Tin, bài")]
    assert not [right for right in offered if "axes" in right.lower() or "otp" in right.lower()]


def test_in_production_the_highest_right_demands_it_without_any_group(settings: Settings) -> None:
    settings.PRODUCTION = True
    make_person()
    client = signed_in()
    asked = client.get(ADMIN, follow=True)
    assert "Quyền quản trị cao nhất bắt buộc xác thực hai lớp." in text_of(asked)
    assert not is_in(client)
    assert set_up(client).status_code == 200
    assert is_in(client)
    assert "Quyền quản trị cao nhất bắt buộc dùng." in text_of(client.get(ACCOUNT))
    refused = client.get(TURN_OFF, follow=True)
    assert "Quyền quản trị cao nhất bắt buộc xác thực hai lớp nên không tắt được" in text_of(
        refused
    )
    make_person("bien-tap-vien", is_superuser=False)
    assert is_in(signed_in("bien-tap-vien"))


def test_right_that_is_given_in_the_middle_of_a_session_demands_it_from_then_on(
    settings: Settings,
) -> None:
    settings.PRODUCTION = True
    person = make_person(is_superuser=False)
    client = signed_in()
    assert is_in(client)
    person.is_superuser = True
    person.save()
    assert not is_in(client)


def test_command_takes_away_a_second_factor_that_was_lost(
    capsys: pytest.CaptureFixture[str],
) -> None:
    person = make_person()
    give_second_factor(person)
    client = signed_in()
    call_command("reset_second_factor", "bien-tap")
    assert "Đã bỏ xác thực hai lớp của bien-tap" in capsys.readouterr().out
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    assert client.get(ACCOUNT).status_code == 302
    assert is_in(signed_in())
    call_command("reset_second_factor", "bien-tap")
    assert "chưa cài đặt" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Không có ai mang tên đăng nhập “ai-do”"):
        call_command("reset_second_factor", "ai-do")
