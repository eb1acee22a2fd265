"""Hosts that share a database, and what else they must share."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings as site_settings
from django.db import connection
from pytest_django import Settings

from health.hosts import Host
from tests.health.doctor import doctor, lines_of

pytestmark = pytest.mark.django_db

LABEL = "Các máy của trang"


@pytest.fixture
def here(settings: Settings, well: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    """This host, as its connections name it."""
    settings.REDIS_URL = "redis://127.0.0.1/0"
    settings.BACKUP_TO = str(well)
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is one host's")
    own = Host.own()
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "application_name", str(own))
    with connection.cursor() as cursor:  # until the test's transaction is rolled back
        cursor.execute("SELECT set_config('application_name', %s, false)", [str(own)])
    return own


@contextmanager
def connected(host: Host) -> Iterator[None]:
    """Another host has a connection."""
    parameters = connection.get_connection_params()
    names = {"dbname", "user", "password", "host", "port"}
    own = {name: value for name, value in parameters.items() if name in names}
    with closing(psycopg2.connect(**own, application_name=str(host))):
        yield


def other_than(host: Host, **differing: str) -> Host:
    return Host(**(vars(host) | {"name": "0badcafe"} | differing))


def test_one_host_is_well(well: Path) -> None:
    [line] = lines_of(doctor()[1], LABEL)
    assert line.startswith("ổn")


def test_host_that_shares_all_is_well(here: Host) -> None:
    with connected(other_than(here)):
        [line] = lines_of(doctor()[1], LABEL)
    assert line.startswith("ổn")
    assert "2 máy" in line


@pytest.mark.parametrize(
    ("differing", "said", "cure"),
    [
        ({"store": "0badcafe"}, "bạn đọc ở máy kia không mở được (404)", "gắn cùng một thư mục"),
        ({"key": "0badcafe"}, "SECRET_KEY khác", "Hãy đặt cùng một SECRET_KEY"),
        ({"redis": "-"}, "máy chưa đặt REDIS_URL", "Hãy đặt cùng một REDIS_URL"),
    ],
)
def test_what_two_hosts_do_not_share_is_told_with_the_cure(
    here: Host, differing: dict[str, str], said: str, cure: str
) -> None:
    with connected(other_than(here, **differing)):
        code, printed = doctor()
    [line] = lines_of(printed, LABEL)
    assert line.startswith("LỖI")
    assert said in line
    assert cure in line
    assert code == 2


def test_backups_of_several_hosts_go_to_one_place(here: Host, settings: Settings) -> None:
    settings.BACKUP_TO = ""
    with connected(other_than(here)):
        line, _ = lines_of(doctor()[1], LABEL)
    assert line.startswith("nên xem")
    assert "Hãy đặt BACKUP_TO" in line


def test_host_that_is_gone_is_no_matter(here: Host) -> None:
    with connected(other_than(here, store="0badcafe")):
        pass
    [line] = lines_of(doctor()[1], LABEL)
    assert line.startswith("ổn")


def test_folder_is_known_by_all_who_have_it_and_bucket_by_its_name(
    here: Host, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path / "other"
    there = Host.own()
    assert (there.name != here.name, there.store) == (True, here.store)
    settings.MEDIA_ROOT = tmp_path / "other" / "media"
    assert Host.own().store != here.store
    settings.S3 = {"S3_ENDPOINT": "https://s3.example.vn", "S3_BUCKET": "anh"}
    one = Host.own().store
    settings.MEDIA_ROOT = site_settings.DATA_DIR / "khac"
    assert Host.own().store == one
    settings.S3 = settings.S3 | {"S3_BUCKET": "anh-khac"}
    assert Host.own().store != one
