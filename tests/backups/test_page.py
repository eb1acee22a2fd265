"""“Sao lưu”: what the administrator sees and does, and who may not."""

from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from backups.models import Backup
from backups.newest import newest
from chibo_site.roles import ADMINISTRATOR
from jobs.models import Job
from tests.backups.archives import archive, encrypted
from tests.chibo_site.first_page import first_page
from tests.support.accounts import PASSWORD, code_of, give_second_factor, make_person
from tests.support.admin_pages import texts
from tests.support.factories import make_person as make_staff

pytestmark = pytest.mark.django_db

PAGE = "/quan-tri/backups/backup/"
NAME = "chibo-20261130-021000.tar.age"


@pytest.fixture
def stored(tmp_path: Path, settings: Settings) -> Backup:
    settings.BACKUP_TO = str(tmp_path)
    (tmp_path / NAME).write_bytes(encrypted(archive()))
    return Backup.objects.create(name=NAME, state="done", size=1_200_000, is_encrypted=True)


@pytest.fixture
def person() -> User:
    return make_person("quan-tri")


@pytest.fixture
def client(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_page_shows_how_each_went(client: Client, stored: Backup) -> None:
    Backup.objects.create(state="failed", error="Ổ đĩa chứa /x đã đầy.")
    html = client.get(PAGE).content.decode()
    assert "1,2 MB, đã mã hóa" in html
    assert "Ổ đĩa chứa /x đã đầy." in html
    assert f"{PAGE}{stored.pk}/tai-ve/" in html


@pytest.mark.parametrize(
    ("address", "job"), [("sao-luu-ngay/", "backup"), ("dien-tap-ngay/", "backup_drill")]
)
def test_button_lets_the_job_run_once(client: Client, address: str, job: str) -> None:
    assert client.get(PAGE + address).status_code == 405
    for said in ("sẽ chạy trong giây lát", "đang chờ hoặc đang chạy rồi"):
        assert said in client.post(PAGE + address, follow=True).content.decode()
    assert [each.name for each in Job.objects.all()] == [job]


def test_nobody_else_gets_in(stored: Backup) -> None:
    client = Client()
    client.force_login(make_staff("nguoi-khac", ADMINISTRATOR))
    assert client.get(PAGE).status_code == 403
    assert client.get(f"{PAGE}{stored.pk}/tai-ve/").status_code == 403
    assert client.post(f"{PAGE}{stored.pk}/tai-ve/", {"password": PASSWORD}).status_code == 403
    for address in ("sao-luu-ngay/", "dien-tap-ngay/"):
        assert client.post(PAGE + address).status_code == 403
    assert "Sao lưu" not in first_page(User.objects.get(username="nguoi-khac"))
    assert not Job.objects.exists()
    assert not LogEntry.objects.exists()


def test_download_asks_for_the_password_once_more_and_is_written_down(
    client: Client, stored: Backup
) -> None:
    address = f"{PAGE}{stored.pk}/tai-ve/"
    assert "Mật khẩu của bạn" in client.get(address).content.decode()
    for wrong in ("", "sai bét"):
        response = client.post(address, {"password": wrong})
        assert "attachment" not in response.headers.get("Content-Disposition", "")
    assert not LogEntry.objects.exists()
    response = client.post(address, {"password": PASSWORD})
    assert response.headers["Content-Disposition"] == f'attachment; filename="{NAME}"'
    assert response.getvalue().startswith(b"age-encryption.org/v1")
    assert response.headers["Cache-Control"].startswith("max-age=0")
    [entry] = LogEntry.objects.all()
    assert (entry.object_repr, entry.change_message) == (NAME, "Tải về")
    assert "Ai đã tải về" in client.get(PAGE).content.decode()


def test_download_asks_for_the_second_factor_where_there_is_one(
    client: Client, person: User, stored: Backup
) -> None:
    give_second_factor(person)
    session = client.session
    device = TOTPDevice.objects.get(user=person)
    session["otp_device_id"] = device.persistent_id
    session.save()
    address = f"{PAGE}{stored.pk}/tai-ve/"
    for code in ("", "000000"):
        response = client.post(address, {"password": PASSWORD, "code": code})
        assert "attachment" not in response.headers.get("Content-Disposition", "")
    device.refresh_from_db()
    device.throttle_reset()
    response = client.post(address, {"password": PASSWORD, "code": code_of(person)})
    assert response.headers["Content-Disposition"].startswith("attachment")
    response.close()


def test_wrong_passwords_there_are_throttled_like_those_of_the_sign_in(
    client: Client, stored: Backup
) -> None:
    address = f"{PAGE}{stored.pk}/tai-ve/"
    for _ in range(5):
        client.post(address, {"password": "sai bét"})
    assert client.post(address, {"password": PASSWORD}).status_code == 429


def test_what_is_not_encrypted_is_not_given_out(
    client: Client, stored: Backup, tmp_path: Path, settings: Settings
) -> None:
    (tmp_path / NAME).write_bytes(archive())
    response = client.post(f"{PAGE}{stored.pk}/tai-ve/", {"password": PASSWORD}, follow=True)
    assert "không có mật khẩu nên không tải về" in response.content.decode()
    (tmp_path / NAME).unlink()
    assert client.get(f"{PAGE}{stored.pk}/tai-ve/").status_code == 404
    settings.BACKUP_TO = str(tmp_path / ("a" * 300))  # where nobody can look
    assert client.get(f"{PAGE}{stored.pk}/tai-ve/").status_code == 404
    assert client.get(PAGE).status_code == 200


def test_what_is_too_large_for_the_server_s_memory_is_to_be_copied_there(
    client: Client, stored: Backup, tmp_path: Path
) -> None:
    with (tmp_path / NAME).open("r+b") as file:
        file.truncate(250_000_000)
    response = client.post(f"{PAGE}{stored.pk}/tai-ve/", {"password": PASSWORD}, follow=True)
    said = response.content.decode()
    assert "Bản này nặng 250 MB nên không tải về qua trang được" in said
    assert str(tmp_path / NAME) in said
    assert not LogEntry.objects.exists()


def test_first_page_says_how_the_last_one_went(person: User, stored: Backup) -> None:
    stored.is_restorable, stored.drilled_at = False, timezone.now()
    stored.save()
    [item] = [each for each in texts(first_page(person), "tasks__item") if "Bản sao lưu" in each]
    assert "1,2 MB" in item
    assert "diễn tập khôi phục KHÔNG đạt" in item
    Backup.objects.create(state="failed", error="Ổ đĩa chứa /x đã đầy.")
    [item] = [each for each in texts(first_page(person), "tasks__item") if "Bản sao lưu" in each]
    assert "không xong: Ổ đĩa chứa /x đã đầy." in item


def test_a_site_in_production_without_any_is_told(settings: Settings) -> None:
    assert newest() == []
    settings.PRODUCTION = True
    assert [text for text, _, _ in newest()] == ["Chưa có bản sao lưu nào"]
