"""This program run on other data: on what was unpacked aside, with a database of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings

from backups.errors import BackupError

FAILED = "Lệnh {command} trên dữ liệu vừa giải nén không chạy được: {reason}"


class OtherSite:
    """`database_url` as DATABASE_URL; "" is the SQLite file in `folder`."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self._environment = {
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
            "REDIS_URL": "",
            **dict.fromkeys(settings.S3, ""),  # its pictures are in `folder`
            "PAGE_CACHE": "0",
            "DEMO": "0",
        }

    def manage(self, *arguments: str) -> str:
        """What a command prints. BackupError where it fails, with its last line."""
        return run(arguments, self._environment)


def run(arguments: tuple[str, ...], environment: Mapping[str, str]) -> str:
    """A command of this program in a process of its own, with these variables changed."""

    def change_environment() -> None:
        for name, value in environment.items():
            os.putenv(name, value)

    done = subprocess.run(  # noqa: S603 (own arguments, no shell)
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments],
        cwd=settings.BASE_DIR,
        preexec_fn=change_environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        reason = said[-1] if said else f"mã {done.returncode}"
        raise BackupError(FAILED.format(command=arguments[0], reason=reason))
    return done.stdout


def database_url(database: Mapping[str, Any], schema: str) -> str:
    """DATABASE_URL for a schema of the PostgreSQL database with these settings of Django's."""
    options = dict(database.get("OPTIONS") or {})
    allowed = {name: value for name, value in options.items() if isinstance(value, str | int)}
    allowed["host"] = database["HOST"]
    allowed["options"] = f"{options.get('options', '')} -c search_path={schema}".strip()
    user = quote(str(database["USER"]), safe="")
    password = quote(str(database["PASSWORD"]), safe="")
    name = quote(str(database["NAME"]), safe="")
    port = f":{database['PORT']}" if database["PORT"] else ""
    query = urlencode(allowed, quote_via=quote)
    return f"postgresql://{user}:{password}@localhost{port}/{name}?{query}"
