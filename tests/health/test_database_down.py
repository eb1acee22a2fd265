"""`manage.py doctor` where the database is not to be had: it says so first, and does the rest."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(data: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (our own arguments)
        [sys.executable, "manage.py", "doctor", *options],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(data)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("options", [[], ["--fix"]])
def test_postgresql_that_does_not_answer_comes_first(options: list[str], tmp_path: Path) -> None:
    (tmp_path / "open").touch()
    (tmp_path / "open").chmod(0o644)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"postgresql://chibo:mat-khau@127.0.0.1:{closed.getsockname()[1]}/chibo"
        done = run(tmp_path, *options, DATABASE_URL=url)
    lines = done.stdout.splitlines()
    assert lines[0].startswith("LỖI")
    assert "Không dùng được cơ sở dữ liệu" in lines[0]
    assert "Hãy xem PostgreSQL có đang chạy không, và DATABASE_URL" in lines[0]
    assert "mat-khau" not in done.stdout
    assert any("Hạn hỗ trợ" in line for line in lines)
    assert any("Quyền của tệp" in line for line in lines)
    assert done.returncode == 2
    assert done.stderr == ""
    assert (tmp_path / "open").stat().st_mode & 0o777 == (0o600 if options else 0o644)


def test_sqlite_s_file_that_is_missing_is_not_made(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert "Chưa có cơ sở dữ liệu" in done.stdout.splitlines()[0]
    assert done.returncode == 2
    assert {file.name for file in tmp_path.iterdir()} == {"secret_key"}


def test_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "site.sqlite3").write_bytes(b"no database at all" * 100)
    done = run(tmp_path)
    assert "Không dùng được cơ sở dữ liệu" in done.stdout.splitlines()[0]
    assert done.returncode == 2
    assert done.stderr == ""


def test_wrong_environment_ends_as_a_fault_does(tmp_path: Path) -> None:
    done = run(tmp_path, ALLOWED_HOSTS="tin.example.vn")
    assert done.returncode == 2
    assert "SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr
