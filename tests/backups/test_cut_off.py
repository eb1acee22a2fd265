"""A swap that ends at any of its steps: the next start carries it through, or it has not begun."""

import fcntl
import os
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from backups import interrupted, swapping
from backups.swapping import Swap
from locks import data_dir

OLD = {
    "site.sqlite3": "cũ",
    "site.sqlite3-wal": "nhật ký cũ",
    "media/anh": "cũ",
    "visits/a": "cũ",
    "secret_key": "cũ",
}
NEW = {"site.sqlite3": "mới", "media/anh": "mới", "media/b/c": "mới", "secret_key": "mới"}
WANTED = Swap("20261130_0210", "restoring-20261130_0210", [], "", "30-11-2026")
NAMES = ["secret_key", "site.sqlite3", "media", "visits"]
STEPS = ("rename", "replace", "hardlink_to", "unlink", "mkdir")


class Killed(BaseException):
    pass


@pytest.fixture
def data(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    lay_out(settings.DATA_DIR, OLD)
    lay_out(settings.DATA_DIR / WANTED.aside, NEW)
    (settings.DATA_DIR / WANTED.aside / "visits").mkdir()
    folder: Path = settings.DATA_DIR
    return folder


def lay_out(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def texts(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_text() for path in files}


def killed_at(patch: pytest.MonkeyPatch, number: int) -> None:
    """The process is gone before it does the n-th thing to a name on the disk."""
    left = [number]

    def counted(original: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **options: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return original(*args, **options)

        return step

    for name in STEPS:
        patch.setattr(Path, name, counted(getattr(Path, name)))
    patch.setattr(shutil, "rmtree", counted(shutil.rmtree))


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(25))
def test_cut_off_at_any_step_it_is_old_or_new(
    data: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Swap(WANTED.stamp, WANTED.aside, NAMES, "", WANTED.made_at)
    with monkeypatch.context() as patch:
        killed_at(patch, number)
        try:
            swapping.swap(wanted)
            is_through = True
        except Killed:
            is_through = False
    assert (data / "site.sqlite3").exists(), "at no moment there is none"
    said = interrupted.finish()
    here = texts(data)
    kept = {name: text for name, text in here.items() if name.startswith("before-restore-")}
    live = {name: text for name, text in here.items() if name not in kept}
    assert live in (OLD, NEW)
    if live == NEW:
        assert {name.split("/", 1)[1]: text for name, text in kept.items()} == OLD
        assert is_through or "đã làm nốt" in said
    else:
        assert not is_through
        assert "vẫn dùng dữ liệu cũ" in said
        assert kept == {}
    assert interrupted.finish() == ""
    assert list(data.glob("restor*")) == []


def test_no_server_loads_a_site_that_is_half_restored(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(data_dir, "_shared", [])
    wanted = Swap(WANTED.stamp, WANTED.aside, NAMES, "", WANTED.made_at)
    with monkeypatch.context() as patch:
        killed_at(patch, 6)
        with pytest.raises(Killed):
            swapping.swap(wanted)
    with pytest.raises(SystemExit) as ended:
        interrupted.use_data_dir()
    assert ended.value.code == 3, "which gunicorn does not answer with another try"
    assert "restore --finish" in capsys.readouterr().err


def test_nothing_to_finish_is_said_of_a_site_that_runs_too(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    monkeypatch.setattr(data_dir, "_shared", held)
    for is_shared in (True, False):
        # Another process: a lock belongs to what was opened.
        with (data / data_dir.FILE).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX)
            said = StringIO()
            try:
                call_command("restore", "--finish", stdout=said)
            except CommandError as error:
                said.write(str(error))
        for descriptor in held:
            os.close(descriptor)
        held.clear()
        assert ("Không có lần khôi phục nào" in said.getvalue()) is is_shared
        assert ("đang được khôi phục" in said.getvalue()) is not is_shared


def test_no_server_loads_a_site_that_is_being_restored(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(data_dir, "_shared", [])
    with data_dir.for_oneself() as is_alone:
        assert is_alone
        with pytest.raises(SystemExit) as ended:
            interrupted.use_data_dir()
    assert ended.value.code == 3
    assert "đang được khôi phục" in capsys.readouterr().err
