"""`manage.py serve`, up to the moment when the server takes over."""

import os
import socket
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from pytest_django import Settings

from accounts.passwords import readable_password
from chibo_site.management.commands import serve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[list[list[str]]]:
    """The command lines of servers that would have been started, none of them really."""
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda program, arguments: started.append(arguments))
    monkeypatch.setattr(connection, "close", lambda: None)  # the test's transaction
    settings.DEMO = False
    with socket.socket() as free:
        # Held so that nobody else is given it, and yet free: nobody listens there.
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind((serve.HOST, 0))
        settings.PORT = free.getsockname()[1]
        yield started


def screen_of_start() -> str:
    out = StringIO()
    call_command("serve", stdout=out)
    return out.getvalue()


def password_on(screen: str) -> str:
    return screen.split("Mật khẩu:")[1].split()[0]


def test_first_start_makes_an_administrator_and_says_how_to_sign_in() -> None:
    screen = screen_of_start()
    user = User.objects.get(username="quantri")
    assert user.is_superuser
    assert user.check_password(password_on(screen))


def test_second_start_shows_no_password() -> None:
    screen_of_start()
    assert "Mật khẩu:" not in screen_of_start()
    assert User.objects.count() == 1


def test_screen_names_addresses_and_data_folder(settings: Settings) -> None:
    screen = screen_of_start()
    assert f"http://127.0.0.1:{settings.PORT}/quan-tri/" in screen
    assert str(settings.DATA_DIR) in screen


def test_first_start_loads_demo_content_unless_told_not_to(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(serve, "call_command", lambda name, **options: loaded.append(name))
    settings.DEMO = True
    screen_of_start()
    screen_of_start()
    assert loaded == ["load_demo"]


def test_pictures_of_a_new_site_are_begun_with_before_its_tables(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given: list[dict[str, Any]] = []
    monkeypatch.setattr(serve, "call_command", lambda name, **options: given.append(options))
    settings.DEMO = True
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "site.sqlite3"))
    monkeypatch.setattr(type(connection), "vendor", "sqlite", raising=False)
    screen_of_start()
    pictures = list(given[0]["pictures"])
    assert len(pictures) > 10
    assert {kind for picture in pictures for _, kind in picture.renditions} == {"webp", "jpg"}


def test_taken_port_is_one_clear_line(server: list[list[str]], settings: Settings) -> None:
    with socket.socket() as other:
        other.bind((serve.HOST, 0))
        other.listen()
        settings.PORT = other.getsockname()[1]
        with pytest.raises(CommandError, match="đang có chương trình khác dùng"):
            screen_of_start()
    assert server == []


def test_impossible_port_is_one_clear_line(settings: Settings) -> None:
    settings.PORT = 70_000
    with pytest.raises(CommandError, match="65535"):
        screen_of_start()


def test_unwritable_data_folder_is_one_clear_line(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "missing"
    with pytest.raises(CommandError, match="Không ghi được vào thư mục dữ liệu"):
        screen_of_start()


@pytest.mark.parametrize(("names", "is_told"), [([], False), (["media"], True)])
def test_closing_is_told_only_where_something_lay_open(
    names: list[str], is_told: bool, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    for name in names:
        (settings.DATA_DIR / name).mkdir()
    settings.DATA_DIR.chmod(0o755)
    assert ("Đã đóng" in screen_of_start()) == is_told
    assert settings.DATA_DIR.stat().st_mode & 0o777 == 0o700


def test_passwords_differ() -> None:
    assert readable_password() != readable_password()
