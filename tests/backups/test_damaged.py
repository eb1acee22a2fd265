"""A database that the disk has damaged: told, and never put among the good backups."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.server import SETTINGS, Site


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """With SQLite, whatever the tests run on: PostgreSQL looks after its own pages."""
    site = Site(tmp_path_factory.mktemp("made"), "", SETTINGS)
    site.manage("migrate", "--verbosity=0")
    return site


@pytest.fixture
def site(made: Site, tmp_path: Path) -> Site:
    copied = Site(tmp_path / "site", "", SETTINGS)
    shutil.copytree(made.data, copied.data)
    return copied


def damage(database: Path, table: str) -> None:
    """Where few pages of the site ever read."""
    with closing(sqlite3.connect(database)) as opened:
        [page] = opened.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table])
        [size] = opened.execute("PRAGMA page_size").fetchone()
    with database.open("r+b") as file:
        file.seek((page[0] - 1) * size)
        file.write(b"\xff" * size)


def test_damaged_database_is_told_and_is_no_backup(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "trang.tar"
    site.manage("backup", str(file))
    good = file.read_bytes()
    assert "Tệp cơ sở dữ liệu: Không chỗ nào hỏng." in site.run("doctor").stdout
    damage(site.data / "site.sqlite3", "django_admin_log")
    done = site.run("backup", str(file))
    assert done.returncode != 0
    assert "Cơ sở dữ liệu của trang bị hỏng, không sao lưu được" in done.stderr
    assert "khôi phục bản gần nhất" in done.stderr
    assert file.read_bytes() == good
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    told = site.run("doctor")
    assert told.returncode == 2
    assert "Tệp cơ sở dữ liệu bị hỏng" in told.stdout
    assert "restore TỆP" in told.stdout


def test_row_that_belongs_to_none_is_told(site: Site) -> None:
    with closing(sqlite3.connect(site.data / "site.sqlite3")) as opened:
        opened.execute("INSERT INTO auth_user_groups (user_id, group_id) VALUES (987654, 987654)")
        opened.commit()
    told = site.run("doctor")
    assert "2 dòng (bảng auth_user_groups) trỏ đến dòng không còn nữa" in told.stdout
    assert "Traceback" not in told.stdout + told.stderr
