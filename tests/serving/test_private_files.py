"""What lies in DATA_DIR is nobody else's on the machine, and static files are everybody's."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import Settings

from serving.private_files import close_data_dir
from serving.static_files import SiteStaticStorage

ROOT = Path(__file__).resolve().parents[2]


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_to_others(folder: Path, mode: int = 0o077) -> list[Path]:
    """What in it has one of these bits; a link has none of its own."""
    files = [folder, *folder.rglob("*")]
    return [path for path in files if not path.is_symlink() and mode_of(path) & mode]


def open_folder(folder: Path, mode: int = 0o755) -> Path:
    """A DATA_DIR as an older version left it."""
    folder.mkdir()
    for name in ("site.sqlite3", "site.sqlite3-wal", "site.sqlite3-shm", "secret_key"):
        (folder / name).touch(0o644)
        (folder / name).chmod(0o644)
    folder.chmod(mode)
    return folder


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o711, 0o777, 0o704])
def test_folder_that_was_left_open_is_closed(mode: int, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = open_folder(tmp_path / "data", mode)
    assert close_data_dir()
    assert mode_of(settings.DATA_DIR) == 0o700
    assert {mode_of(file) for file in settings.DATA_DIR.iterdir()} == {0o600}
    assert not close_data_dir()


def test_database_is_closed_in_a_folder_that_is_closed_already(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = open_folder(tmp_path / "data", 0o700)
    assert close_data_dir()
    assert {mode_of(file) for file in settings.DATA_DIR.iterdir()} == {0o600}


@pytest.mark.parametrize("names", [[], ["secret_key"]])
def test_new_folder_is_closed_without_a_word(
    names: list[str], settings: Settings, tmp_path: Path
) -> None:
    """Nothing lay in it that anybody could have seen."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.DATA_DIR.chmod(0o755)
    for name in names:
        (settings.DATA_DIR / name).touch(0o600)
    assert not close_data_dir()
    assert mode_of(settings.DATA_DIR) == 0o700


def test_folder_that_everybody_shares_is_refused(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = open_folder(tmp_path / "data", 0o1777)
    with pytest.raises(ImproperlyConfigured, match="thư mục dùng chung"):
        close_data_dir()
    assert mode_of(settings.DATA_DIR) == 0o1777


def test_folder_that_cannot_be_closed_is_refused(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = open_folder(tmp_path / "data")

    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(ImproperlyConfigured, match="chmod 700"):
        close_data_dir()


def test_disk_that_knows_no_modes_is_refused(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = open_folder(tmp_path / "data")
    monkeypatch.setattr(Path, "chmod", lambda path, mode: None)
    with pytest.raises(ImproperlyConfigured, match="không giữ quyền của tệp"):
        close_data_dir()


@pytest.mark.parametrize(
    "program",
    [
        ["manage.py", "migrate", "--verbosity=0"],
        ["-c", "import chibo_site.wsgi"],
    ],
)
def test_whatever_the_site_starts_writes_for_nobody_else(
    program: list[str], tmp_path: Path
) -> None:
    subprocess.run(  # noqa: S603 (our own arguments)
        [sys.executable, *program],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data")},
        check=True,
        umask=0o022,
        timeout=300,
    )
    assert len(open_to_others(tmp_path / "data", 0o777)) > 1
    assert open_to_others(tmp_path / "data") == []


def test_plain_wsgi_closes_an_older_folder_too(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "data")
    subprocess.run(
        [sys.executable, "-c", "import chibo_site.wsgi"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "SECRET_KEY": "x" * 50},
        check=True,
        timeout=300,
    )
    assert open_to_others(folder) == []


def test_stored_pictures_are_the_site_s_alone() -> None:
    name = default_storage.save("photos/2026/11/a.webp", ContentFile(b"anh"))
    file = Path(default_storage.path(name))
    assert (mode_of(file), mode_of(file.parent)) == (0o600, 0o700)


def test_static_files_may_be_read_by_a_web_server_in_front(
    settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    modes = settings.STORAGES["staticfiles"]["OPTIONS"]
    before = os.umask(0o077)
    try:
        storage = SiteStaticStorage(**modes)
        storage.save("css/site.0123456789ab.css", ContentFile(b"body { color: black } " * 200))
        compressed = [name for _, name in storage.compress_files(["css/site.0123456789ab.css"])]
    finally:
        os.umask(before)
    assert "css/site.0123456789ab.css.gz" in compressed
    files = [path for path in settings.STATIC_ROOT.rglob("*") if path.is_file()]
    assert {mode_of(path) for path in files} == {0o644}
    assert mode_of(settings.STATIC_ROOT) == mode_of(settings.STATIC_ROOT / "css") == 0o755
