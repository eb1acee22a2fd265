"""Redis as doctor sees it: away, read-only, or one that forgets what it must not."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.health.doctor import doctor, lines_of
from tests.support.redis_server import IN_MEMORY, running_redis

LIMIT = "CONFIG SET maxmemory 20mb"


@pytest.mark.parametrize(
    ("commands", "level", "said"),
    [
        ([], "ổn", "nhận dữ liệu"),
        ([LIMIT, "CONFIG SET maxmemory-policy volatile-lru"], "ổn", "nhận dữ liệu"),
        ([LIMIT, "CONFIG SET maxmemory-policy allkeys-lru"], "nên xem", "quên cả số phiên bản"),
        ([LIMIT], "nên xem", "noeviction: hết bộ nhớ thì nó không nhận gì nữa"),
        (["CONFIG SET requirepass x"], "LỖI", "already authenticated"),
        (["ACL SETUSER default -info"], "ổn", "nhận dữ liệu"),
        (["ACL SETUSER default -set"], "LỖI", "no permissions"),
        (["REPLICAOF 127.0.0.1 1"], "LỖI", "read only replica"),
    ],
)
def test_what_redis_is_like_is_told(
    well: Path, tmp_path: Path, settings: Settings, commands: list[str], level: str, said: str
) -> None:
    with running_redis(tmp_path, IN_MEMORY) as server:
        with server.client() as client:
            for command in commands:
                client.execute_command(*command.split())
        settings.REDIS_URL = server.url
        [line] = lines_of(doctor()[1], "Redis")
    assert line.startswith(f"{level} Redis: ")
    assert said in line
    assert line.endswith("volatile-lru") == (level == "nên xem")


def test_redis_that_is_away_is_told_without_its_password(well: Path, settings: Settings) -> None:
    settings.REDIS_URL = "redis://:mat-khau@127.0.0.1:1/0"
    [line] = lines_of(doctor()[1], "Redis")
    assert line.startswith("LỖI Redis: Redis không nhận dữ liệu của trang (Error 111")
    assert "mat-khau" not in line


def test_site_without_redis_is_well(well: Path) -> None:
    assert lines_of(doctor()[1], "Redis") == [
        "ổn Redis: Trang không dùng Redis; một máy thì không cần."
    ]
