"""The environment, read by a fresh process as a server would."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRET = "khoa-bi-mat-cho-kiem-thu-0123456789-abcdefghijklmnop-QRSTUV"
PRODUCTION = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "tin.example.vn"}


def manage(data_dir: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A management command with this environment and nothing of the test's own."""
    return subprocess.run(  # noqa: S603 (our own arguments)
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def setting(data_dir: Path, expression: str, **environment: str) -> str:
    code = f"from django.conf import settings; print({expression})"
    done = manage(data_dir, "shell", "--no-imports", "-c", code, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_deploy_check_of_a_production_site_has_no_warning(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"DEBUG": "0"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": "tin.example.vn"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": "tin.example.vn", "SECRET_KEY": "ngắn"}, "SECRET_KEY"),
        ({"DEBUG": "maybe"}, "DEBUG"),
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL"),
        ({"TRUSTED_PROXIES": "not an address"}, "TRUSTED_PROXIES"),
        ({"WEB_WORKERS": "many"}, "WEB_WORKERS"),
        ({"HSTS": "includeSubdomain"}, "HSTS"),
        ({"PORT": "-1"}, "PORT"),
        ({"WEB_WORKERS": "1000000"}, "WEB_WORKERS"),
        ({"PAGE_CACHE_MB": "99999999999999"}, "PAGE_CACHE_MB"),
        ({"ALLOWED_HOSTS": "tin.example.vn;www.example.vn"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "tin.example.vn."}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "tín.example.vn"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "https://tin.example.vn"}, "ALLOWED_HOSTS"),
        ({"OLD_HOSTS": "https://cu.example.vn", "ALLOWED_HOSTS": "tin.example.vn"}, "OLD_HOSTS"),
        ({"OLD_HOSTS": "*", "ALLOWED_HOSTS": "tin.example.vn"}, "OLD_HOSTS"),
        ({"OLD_HOSTS": "cu.example.vn"}, "OLD_HOSTS"),
        ({"OLD_HOSTS": "cu.example.vn", "ALLOWED_HOSTS": "127.0.0.1,.example.vn"}, "OLD_HOSTS"),
        (
            {"OLD_HOSTS": "a.vn,CU.example.vn", "ALLOWED_HOSTS": "tin.example.vn,cu.example.vn"},
            "OLD_HOSTS: CU.example.vn cũng có trong ALLOWED_HOSTS",
        ),
        ({"REDIS_URL": "127.0.0.1:6379"}, "REDIS_URL"),
        ({"REDIS_URL": "redis://127.0.0.1:abc"}, "REDIS_URL"),
        ({"REDIS_URL": "redis://:mat#khau@127.0.0.1/0"}, "REDIS_URL"),
        ({"REDIS_URL": "redis://127.0.0.1/chibo"}, "REDIS_URL"),
        ({"ADMIN_MAIL": "a@example.vn;b@example.vn"}, "ADMIN_MAIL"),
        ({"ADMIN_MAIL": "quantri"}, "ADMIN_MAIL"),
        ({"MAIL_FROM": "chibo"}, "MAIL_FROM"),
    ],
)
def test_wrong_environment_is_refused_by_name(
    tmp_path: Path, environment: dict[str, str], named: str
) -> None:
    done = manage(tmp_path, "check", **environment)
    assert done.returncode != 0
    assert named in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value", "expression", "wanted"),
    [
        ("ALLOWED_HOSTS", '"a.example.vn, localhost"', "settings.ALLOWED_HOSTS[0]", "a.example.vn"),
        ("ALLOWED_HOSTS", " tin.example.vn\r", "settings.ALLOWED_HOSTS[0]", "tin.example.vn"),
        ("PORT", "'8001'", "settings.PORT", "8001"),
        ("DEMO", '"0"', "settings.DEMO", "False"),
        ("MANAGE_COMMAND", '"sudo chibo"', "settings.MANAGE_COMMAND", "sudo chibo"),
        ("MAIL_FROM", "Tin <a@example.vn>", "settings.MAIL_FROM", "Tin <a@example.vn>"),
        ("REDIS_URL", "unix:///run/redis.sock", "settings.REDIS_URL", "unix:///run/redis.sock"),
        ("ALLOWED_HOSTS", '""', "settings.ALLOWED_HOSTS[0]", "localhost"),
    ],
)  # fmt: skip
def test_quotes_and_blanks_around_a_value_do_not_belong_to_it(
    tmp_path: Path, name: str, value: str, expression: str, wanted: str
) -> None:
    assert setting(tmp_path, expression, **{"SECRET_KEY": SECRET, name: value}) == wanted


def test_local_site_makes_its_own_key_once_and_keeps_it_private(tmp_path: Path) -> None:
    first, second = (setting(tmp_path, "settings.SECRET_KEY") for _ in range(2))
    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_production_speaks_https_only_and_local_does_not(tmp_path: Path) -> None:
    secure = "settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE"
    assert setting(tmp_path, secure) == "False False"
    assert setting(tmp_path, secure, **PRODUCTION) == "True True"
    assert setting(tmp_path, secure, HTTPS="0", **PRODUCTION) == "False False"


def test_database_url_is_taken_apart(tmp_path: Path) -> None:
    url = "postgresql://bientap:m%40t@db.example:5433/tin?sslmode=require"
    wanted = "[settings.DATABASES['default'][k] for k in ('NAME','USER','PASSWORD','HOST','PORT')]"
    shown = setting(tmp_path, wanted, DATABASE_URL=url)
    assert shown == "['tin', 'bientap', 'm@t', 'db.example', '5433']"


@pytest.mark.parametrize(
    ("words", "header"),
    [
        ("", "max-age=31536000"),
        ("includeSubDomains", "max-age=31536000; includeSubDomains"),
        ("includeSubDomains, preload", "max-age=31536000; includeSubDomains; preload"),
    ],
)
def test_browsers_are_bound_to_https_on_this_name_alone_unless_told_otherwise(
    tmp_path: Path, words: str, header: str
) -> None:
    ask = """
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.test import RequestFactory
answer = SecurityMiddleware(lambda request: HttpResponse())(RequestFactory().get("/", secure=True))
print(answer.headers["Strict-Transport-Security"])
"""
    done = manage(tmp_path, "shell", "--no-imports", "-c", ask, HSTS=words, **PRODUCTION)
    assert done.stdout.strip() == header, done.stderr
