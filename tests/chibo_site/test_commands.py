"""Management commands that cannot go on: a sentence, and no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GONE = "postgresql://chibo@127.0.0.1:1/chibo"


def manage(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder)} | environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize(
    "command",
    [
        ("changepassword", "quantri"),
        ("self_check",),
        ("verify_visits",),
        ("backup",),
        ("rebuild_search",),
    ],
)
def test_database_that_is_away_is_said_in_words(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = manage(tmp_path, *command, DATABASE_URL=GONE)
    assert done.returncode == 1
    assert "cơ sở dữ liệu" in done.stderr
    assert "Traceback" not in done.stderr


def test_fault_of_the_program_keeps_its_traceback(tmp_path: Path) -> None:
    wrong = "from django.db import connection; connection.cursor().execute('SELECT nothing')"
    done = manage(tmp_path, "shell", "--no-imports", "-c", wrong)
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_interrupted_command_says_that_it_has_stopped(tmp_path: Path) -> None:
    done = manage(tmp_path, "shell", "--no-imports", "-c", "raise KeyboardInterrupt")
    assert (done.returncode, done.stderr) == (130, "\nĐã dừng lại.\n")


def test_command_that_there_is_not_is_said_in_words(tmp_path: Path) -> None:
    for arguments in (("docter",), ("help", "docter")):
        done = manage(tmp_path, *arguments)
        assert done.returncode == 1
        assert "Không có lệnh “docter”. Có phải là doctor?" in done.stderr


def test_wrong_settings_are_no_missing_command(tmp_path: Path) -> None:
    done = manage(tmp_path, "doctor", PORT="x")
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("Cấu hình chưa đúng: PORT")
