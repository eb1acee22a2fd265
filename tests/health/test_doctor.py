"""`manage.py doctor`: what it says, how it ends, and that one fault hides no other."""

import ipaddress
import re
import shutil
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from articles import search
from articles.models import Article
from backups.models import Backup
from health import checks, end_of_support
from health.management.commands.doctor import Command
from portal.models import Identity
from tests.health.doctor import doctor, lines_of

pytestmark = pytest.mark.django_db


ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def _supported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever machine runs this, and whenever."""
    monkeypatch.setattr(end_of_support, "ENDS", {})


@pytest.mark.usefixtures("_supported")
def test_nothing_is_wrong_with_a_site_that_is_well(well: Path) -> None:
    code, said = doctor()
    assert said.splitlines()[-1] == "Không thấy gì sai."
    assert code == 0
    for check in checks.CHECKS:
        assert lines_of(said, check.label), check.name


def test_a_look_changes_nothing_in_the_folder(well: Path) -> None:
    before = sorted(well.rglob("*"))
    doctor()
    assert sorted(well.rglob("*")) == before


@pytest.mark.usefixtures("_supported")
def test_what_is_only_worth_a_look_ends_with_1_and_a_fault_with_2(well: Path) -> None:
    Identity.objects.update(phone="")
    code, said = doctor()
    [line] = lines_of(said, "Thông tin đơn vị")
    assert line.startswith("nên xem")
    assert "Còn trống: điện thoại" in line
    assert (code, said.splitlines()[-1]) == (1, "Thấy 1 điều nên xem.")
    search.remove(Article.objects.get().pk)
    code, said = doctor()
    assert (code, said.splitlines()[-1]) == (2, "Thấy 1 lỗi, 1 điều nên xem.")


def test_help_says_what_the_exit_status_means() -> None:
    text = " ".join(Command().create_parser("manage.py", "doctor").format_help().split())
    assert "mã 0 khi không thấy gì sai, 1 khi chỉ có điều nên xem, 2 khi có lỗi" in text


def test_migration_that_waits_is_told_with_its_command(well: Path) -> None:
    MigrationRecorder(connection).record_unapplied("health", "0001_check_run")
    code, said = doctor()
    [line] = lines_of(said, "Phiên bản dữ liệu")
    assert line.startswith("LỖI")
    assert "Còn 1 bước" in line
    assert line.endswith("→ .venv/bin/python manage.py migrate")
    assert code == 2


def test_database_of_a_newer_program_is_told(well: Path) -> None:
    MigrationRecorder(connection).record_applied("articles", "9999_of_tomorrow")
    code, said = doctor()
    assert "mới hơn chương trình đang chạy" in lines_of(said, "Phiên bản dữ liệu")[0]
    assert code == 2


def test_check_that_fails_hides_no_other(well: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folder: Path) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shutil, "disk_usage", fail)
    _, said = doctor()
    assert "tài khoản này không có quyền" in lines_of(said, "Ổ đĩa")[0]
    assert lines_of(said, "Hạn hỗ trợ")


@pytest.mark.parametrize("name", ["a" * 300, "khong-co", "tep"])
def test_place_of_backups_that_cannot_be_looked_into_is_a_fault(
    well: Path, settings: Settings, tmp_path: Path, name: str
) -> None:
    """The first as in root's home: root itself may look anywhere, but for too long a name."""
    (tmp_path / "tep").touch()
    settings.BACKUP_TO = str(tmp_path / name)
    Backup.objects.create(state=Backup.State.DONE, name="chibo-20261130-021000.tar", size=1)
    _, said = doctor()
    assert "Không ghi được bản sao lưu vào" in lines_of(said, "Nơi sao lưu")[0], said
    assert "không còn ở" in "".join(lines_of(said, "Sao lưu"))
    assert "chưa kiểm tra xong" not in said


def test_proxies_that_cannot_be_right_are_told(well: Path, settings: Settings) -> None:
    settings.PRODUCTION, settings.HTTPS, settings.TRUSTED_PROXIES = True, True, []
    [line] = lines_of(doctor()[1], "Máy chủ web đứng trước")
    assert line.startswith("LỖI")
    assert "TRUSTED_PROXIES=127.0.0.1" in line
    for network, word in (("0.0.0.0/0", "nên xem"), ("10.0.0.0/8", "nên xem"), ("127.0.0.1", "ổn")):
        settings.TRUSTED_PROXIES = [ipaddress.ip_network(network)]
        assert lines_of(doctor()[1], "Máy chủ web đứng trước")[0].startswith(word), network


def test_variable_that_is_misspelt_is_told(well: Path, settings: Settings) -> None:
    settings.MISSPELT_VARIABLES = [("TRUSTED_PROXY", "TRUSTED_PROXIES")]
    [line] = lines_of(doctor()[1], "Cài đặt")
    assert "Trang không đọc biến TRUSTED_PROXY; có lẽ là TRUSTED_PROXIES viết sai" in line


def test_every_command_that_is_named_is_there() -> None:
    source = "".join(file.read_text() for file in (ROOT / "health").glob("*.py"))
    named = set(re.findall(r"\{MANAGE\} (\w+)", source))
    assert {"doctor", "migrate", "backup", "self_check", "verify_visits"} <= named
    assert named <= get_commands().keys()


def test_site_without_https_is_told_once_and_in_vietnamese(well: Path, settings: Settings) -> None:
    settings.PRODUCTION, settings.HTTPS = True, False
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = False
    settings.CSRF_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS = False, 0
    lines = lines_of(doctor()[1], "Cài đặt")
    about_https = [line for line in lines if "HTTPS=0" in line]
    assert len(about_https) == 1
    assert about_https[0].startswith("nên xem Cài đặt: HTTPS=0: mật khẩu")
    assert not any("SSL" in line or "SECURE" in line for line in lines)
