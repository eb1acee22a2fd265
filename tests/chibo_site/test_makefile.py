"""`make run` on a machine whose Python has changed, and on a folder that is new."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVED = "import os, sys; print('served by', sys.prefix)"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy in which all is installed, as make sees it, and whose site only says so."""
    copy = tmp_path / "checkout"
    (copy / ".venv" / "bin").mkdir(parents=True)
    (copy / "static").mkdir()
    (copy / "serving").mkdir()
    shutil.copy(ROOT / "Makefile", copy)
    (copy / "serving" / "static_files.py").touch()
    (copy / "manage.py").write_text(SERVED)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (copy / name).touch()
    for name in ("run.stamp", "dev.stamp"):
        (copy / ".venv" / name).touch()
    return copy


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """With nothing to install: what pip does is not asked here."""
    return subprocess.run(  # noqa: S603 (our own arguments)
        ["make", "DEBUG=1", f"PYTHON={sys.executable}", "PIP=true", *arguments],  # noqa: S607
        cwd=folder,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder / "var")},
        capture_output=True,
        text=True,
        timeout=300,
        umask=0o022,
    )


def test_python_that_is_gone_from_under_the_environment_is_made_anew(checkout: Path) -> None:
    (checkout / ".venv" / "bin" / "python").symlink_to("/usr/bin/python3.0-da-mat")
    done = make(checkout, "run")
    assert "Đang tạo môi trường Python…" in done.stdout, done.stderr
    assert f"served by {checkout / '.venv'}" in done.stdout
    assert done.returncode == 0


def test_python_without_what_was_installed_for_another_is_made_anew(checkout: Path) -> None:
    """After an upgrade .venv/bin/python may be a later Python, which reads another folder."""
    (checkout / ".venv" / "bin" / "python").symlink_to(shutil.which("python3") or sys.executable)
    (checkout / ".venv" / "pyvenv.cfg").write_text("home = /usr/bin\n")
    done = make(checkout, ".venv/run.stamp")
    assert "Đang cài thư viện…" in done.stdout
    assert done.returncode == 0, done.stderr


def test_python_that_is_there_is_left_alone(checkout: Path) -> None:
    python = checkout / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    done = make(checkout, "run")
    assert "Đang" not in done.stdout
    assert "served by" in done.stdout


def test_new_folder_of_data_is_made_for_this_account_alone(checkout: Path) -> None:
    assert make(checkout, "data-dir").returncode == 0
    assert stat.S_IMODE((checkout / "var").stat().st_mode) == 0o700
