"""A disk without room: an editor is told so, and that nothing which was typed is lost."""

import errno
import itertools
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.test import Client
from pytest_django import Settings

from articles.models import Article
from health.database_errors import explained
from jobs.process import in_words
from limits.full_disk import is_disk_full
from newsroom.models import PhotoUpload
from serving.outages import full_disk
from tests.newsroom.desk import ADD, form, send, signed_in
from tests.newsroom.draft_forms import form_of, keep
from tests.support.factories import make_category


class DiskFull(Exception):
    """As psycopg2 has it of the server."""

    pgcode = "53100"


def sqlite_says(tmp_path: Path) -> sqlite3.Error:
    """What SQLite says where a file may not grow."""
    with closing(sqlite3.connect(tmp_path / "full.sqlite3")) as database:
        database.execute("CREATE TABLE texts (text)")
        database.execute("PRAGMA max_page_count = 4")
        with pytest.raises(sqlite3.OperationalError) as raised:
            database.execute("INSERT INTO texts VALUES (?)", ["x" * 100_000])
        return raised.value


def django_says(cause: Exception) -> OperationalError:
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


@pytest.fixture
def disk_is_full(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Reading goes on, as it does in life."""
    full_disk.succeeded()
    error = django_says(sqlite_says(tmp_path))
    execute = CursorWrapper.execute

    def read_only(cursor: Any, sql: Any, *parameters: Any) -> Any:
        if str(sql).lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
            raise error
        return execute(cursor, sql, *parameters)

    with monkeypatch.context() as patch:
        patch.setattr(CursorWrapper, "execute", read_only)
        yield
    full_disk.succeeded()


def test_what_tells_a_full_disk(tmp_path: Path) -> None:
    assert is_disk_full(django_says(sqlite_says(tmp_path)))
    assert is_disk_full(django_says(DiskFull()))
    assert is_disk_full(OSError(errno.ENOSPC, "No space left on device"))
    assert is_disk_full(OSError(errno.EDQUOT, "Disk quota exceeded"))
    assert not is_disk_full(django_says(sqlite3.OperationalError("database is locked")))
    assert not is_disk_full(OSError(errno.EACCES, "Permission denied"))


@pytest.mark.parametrize("cause", [sqlite_says, lambda _: DiskFull()])
def test_job_and_command_that_meet_it_say_so(
    tmp_path: Path, cause: Callable[[Path], Exception]
) -> None:
    error = django_says(cause(tmp_path))
    assert in_words(error) == "Ổ đĩa đã đầy."
    with (
        pytest.raises(CommandError, match="Ổ đĩa chứa cơ sở dữ liệu") as said,
        explained(connection),
    ):
        raise error
    assert "đã đầy" in str(said.value)


@pytest.mark.django_db
def test_save_is_refused_in_words_and_once_in_the_log(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    client = signed_in("bientap")
    client.raise_request_exception = False
    sent = form(category=make_category().pk)
    request.getfixturevalue("disk_is_full")
    for _ in range(3):
        response = client.post(ADD, sent)
        text = response.content.decode()
        assert response.status_code == 507
        assert "Ổ đĩa của máy chủ đã đầy" in text
        assert "chữ vừa gõ vẫn còn ở đó" in text
    assert Article.objects.count() == 0
    assert [line for line in caplog.messages if "ổ đĩa đã đầy" in line] == caplog.messages
    assert len(caplog.messages) == 1


@pytest.mark.django_db
def test_page_that_keeps_words_hears_it_too(request: pytest.FixtureRequest) -> None:
    client = signed_in("phongvien")
    client.raise_request_exception = False
    opened = form_of(client, None)
    request.getfixturevalue("disk_is_full")
    assert keep(client, None, opened, 1, body="<p>Chữ mới</p>").status_code == 507


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stored", range(6))
def test_photo_of_which_a_part_has_no_room_is_refused_in_words_and_leaves_nothing(
    stored: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in("bientap")
    client.raise_request_exception = False
    storage_class: Any = FileSystemStorage
    save, number = storage_class._save, itertools.count()  # noqa: SLF001

    def save_or_fail(storage: Any, name: str, content: Any) -> Any:
        if next(number) < stored:
            return save(storage, name, content)
        file = Path(storage.path(name))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"a part of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", save_or_fail)
    response = send(client)
    assert response.status_code == 507
    assert "chữ vừa gõ vẫn còn ở đó" in response.content.decode()
    assert [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()] == []
    assert not PhotoUpload.objects.exists()


@pytest.mark.django_db
def test_first_page_of_the_administrator_says_how_much_is_left(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, admin_client: Client
) -> None:
    settings.DISK_RESERVE_MB = 500
    free = [501]
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(0, 0, free[0] << 20))
    assert "Ổ đĩa sắp đầy" not in admin_client.get("/quan-tri/").content.decode()
    free[0] = 83
    text = admin_client.get("/quan-tri/").content.decode()
    assert "Ổ đĩa sắp đầy" in text
    assert "Còn 83 MB" in text
