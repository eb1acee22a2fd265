"""What `manage.py serve` refuses to start with, as a person reads it: one sentence that names the
variable and the cure, no traceback, and an exit status that says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRET = "zY7-kq0Xw_Tn5mCf2LrJ8vPbHs3dGaEu9oRiNt6cVxQh1WkMyBgZ4pSjUlDe"
NO_PORT = "70000"  # ends a start that nothing else has ended


def serve(data: Path | str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(data), "PORT": NO_PORT} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


PRODUCTION = {"ALLOWED_HOSTS": "tin.example.vn", "SECRET_KEY": SECRET}
S3 = {
    "S3_ENDPOINT": "https://s3.example.vn",
    "S3_BUCKET": "anh",
    "S3_ACCESS_KEY": "a",
    "S3_SECRET_KEY": "b",
}


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY phải có ở chế độ chính thức"),
        ({"SECRET_KEY": "ngan"}, "SECRET_KEY chỉ có 4 ký tự"),
        ({"SECRET_KEY": "django-insecure-" + SECRET}, "SECRET_KEY là khóa mẫu"),
        ({"SECRET_KEY": "change-me-" * 6}, "SECRET_KEY là khóa mẫu"),
        ({"SECRET_KEY": "ab" * 30}, "SECRET_KEY là khóa mẫu hay lặp lại"),
        ({"DEBUG": "1"}, "DEBUG=1 không được dùng với tên miền thật (tin.example.vn)"),
        ({"ALLOWED_HOSTS": "", "HTTPS": "1"}, "ALLOWED_HOSTS chưa có tên miền nào"),
        ({"ALLOWED_HOSTS": "", "DEBUG": "0"}, "ALLOWED_HOSTS chưa có tên miền nào"),
        ({"ALLOWED_HOSTS": "https://tin.example.vn/"}, "ALLOWED_HOSTS chỉ nhận tên miền"),
        ({"ALLOWED_HOSTS": "tin.example.vn:8000"}, "ALLOWED_HOSTS chỉ nhận tên miền"),
        ({"S3_BUCKET": "anh"}, "Thiếu S3_ENDPOINT, S3_ACCESS_KEY, S3_SECRET_KEY:"),
        (S3 | {"S3_SECRET_KEY": ""}, "Thiếu S3_SECRET_KEY:"),
        ({"S3_REGION": "vn-1"}, "Thiếu S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY:"),
        (S3 | {"S3_ENDPOINT": "s3.example.vn"}, "S3_ENDPOINT phải là địa chỉ"),
        (S3 | {"S3_ENDPOINT": "https://s3.example.vn/anh"}, "S3_ENDPOINT phải là địa chỉ"),
        (S3 | {"S3_ENDPOINT": "https://s3.example.vn:a"}, "S3_ENDPOINT phải là địa chỉ"),
    ],
)
def test_environment_that_no_site_may_run_with_is_refused(
    environment: dict[str, str], said: str, tmp_path: Path
) -> None:
    done = serve(tmp_path, **(PRODUCTION | environment))
    [line] = done.stderr.splitlines()
    assert said in line
    assert any(cure in line for cure in ("Hãy", "hãy", "Tạo khóa mới"))
    assert done.returncode == 2
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("hosts", "environment"),
    [("tin.example.vn", {}), (".example.vn,[::1]", {}), ("", {"HTTPS": "0", "DEBUG": "0"})],
)
def test_good_environment_comes_as_far_as_the_port(
    hosts: str, environment: dict[str, str], tmp_path: Path
) -> None:
    good = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": hosts, "TRUSTED_PROXIES": "127.0.0.1"}
    done = serve(tmp_path, **(good | environment))
    assert done.stderr == "CommandError: Không có cổng 70000: cổng lớn nhất là 65535.\n"


@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        ("/proc/chibo", "không có tệp hay thư mục ấy"),
        ("{file}", "đó là một tệp"),
        ("{file}/x", "đi qua một tệp"),
    ],
)
def test_folder_that_cannot_be_written_is_refused(folder: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = serve(folder.format(file=tmp_path / "file"))
    [line] = done.stderr.splitlines()
    assert "DATA_DIR: không dùng được" in line
    assert reason in line
    assert "đặt DATA_DIR là thư mục khác" in line
    assert done.returncode == 2


def test_folder_that_takes_no_file_is_refused_without_a_traceback() -> None:
    done = serve("/proc")
    [line] = done.stderr.splitlines()
    assert "DATA_DIR: không dùng được /proc" in line
    assert done.returncode == 2


def test_folder_that_all_of_the_machine_share_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    done = serve(tmp_path, PORT="1")
    [line] = done.stderr.splitlines()
    assert "là thư mục dùng chung của máy" in line
    assert "chmod" not in line
    assert done.returncode == 2


MISSPELT = {
    "TRUSTED_PROXY": "TRUSTED_PROXIES",
    "ALLOWED_HOST": "ALLOWED_HOSTS",
    "SECRETKEY": "SECRET_KEY",
    "DJANGO_SECRET_KEY": "SECRET_KEY",
    "database_url": "DATABASE_URL",
    "DATABASE_URI": "DATABASE_URL",
    "BACKUP_PASSWORD": "BACKUP_PASSWORD_FILE",
}
OF_OTHERS = ["PGPORT", "HTTPS_PROXY", "https_proxy", "XDG_DATA_DIRS", "WEB_CONCURRENCY", "HOME"]


def test_variables_that_are_misspelt_are_told_with_the_right_name(tmp_path: Path) -> None:
    done = serve(tmp_path, **dict.fromkeys([*MISSPELT, *OF_OTHERS], "x"))
    told = {line for line in done.stderr.splitlines() if line.startswith("Chú ý")}
    assert told == {
        f"Chú ý: Trang không đọc biến {wrong}; có lẽ là {right} viết sai. Hãy sửa tên biến rồi chạy"
        " lại."
        for wrong, right in MISSPELT.items()
    }


def test_production_that_trusts_no_web_server_is_told(tmp_path: Path) -> None:
    done = serve(tmp_path, **PRODUCTION)
    assert done.stderr.startswith("Chú ý: TRUSTED_PROXIES chưa đặt")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"TRUSTED_PROXIES": "nginx"}, "TRUSTED_PROXIES chỉ nhận địa chỉ IP hay dải mạng"),
        ({"DATABASE_URL": "postgresql://a:b@c:d/e"}, "DATABASE_URL không đọc được"),
        ({"DATABASE_URL": "postgresql://a:b@c:5432"}, "DATABASE_URL thiếu tên cơ sở dữ liệu"),
        ({"DATABASE_URL": "mysql://a/b"}, "DATABASE_URL phải bắt đầu bằng postgresql://"),
        ({"WEB_WORKERS": "hai"}, "WEB_WORKERS phải là số nguyên"),
        ({"HTTPS": "có"}, "HTTPS phải là 1 hoặc 0"),
    ],
)
def test_value_that_is_none_is_refused_in_vietnamese(
    environment: dict[str, str], said: str, tmp_path: Path
) -> None:
    done = serve(tmp_path, **environment)
    [line] = done.stderr.splitlines()
    assert said in line
    assert done.returncode == 2


def test_plain_gunicorn_is_told_in_one_line_too(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import chibo_site.wsgi"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "ALLOWED_HOSTS": "a.example"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    [line] = done.stderr.splitlines()
    assert "SECRET_KEY" in line
    assert done.returncode == 3
