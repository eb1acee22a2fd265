"""What a backup says of itself: at its beginning without, at its end with each file's hash."""

import datetime
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from backups.archive import Entry
from backups.encryption import ALTERED
from backups.errors import BackupError
from vietnamese.clock import VIETNAM
from vietnamese.dates import format_stamp

PROGRAM = "chibo-site"
FORMAT = 1
ABOUT, MANIFEST = "about.json", "manifest.json"
DATABASE = "site.sqlite3"
KEY = "secret_key"
MEDIA, VISITS = "media/", "visits/"

NEWER = (
    "Bản sao lưu này do phiên bản {needed} của phần mềm làm ra, mới hơn phiên bản đang chạy"
    " ({running}). Hãy cài phiên bản {needed} trở lên rồi khôi phục. Chưa có gì thay đổi."
)
NO_BACKUP = "Tệp này không phải bản sao lưu của trang, hoặc phần đầu của nó đã bị sửa."


@dataclass(frozen=True)
class Manifest:
    """`created_at` in unix seconds. `counts` are rows by table, `sequences` the last number that
    was given by table, `migrations` those applied, as app and name. `files` are name, size in bytes
    and SHA-256 in hex."""

    version: str
    created_at: int
    site: str
    site_name: str
    database: str
    counts: dict[str, int]
    sequences: dict[str, int]
    migrations: list[list[str]]
    files: list[list[Any]] = field(default_factory=list)
    program: str = PROGRAM
    format: int = FORMAT

    def as_text(self) -> bytes:
        return json.dumps(vars(self)).encode() + b"\n"  # asdict() would copy all the files

    @property
    def articles(self) -> int:
        return self.counts.get("articles_article", 0)

    @property
    def stamp(self) -> str:
        """When it was made, as people read it."""
        return format_stamp(datetime.datetime.fromtimestamp(self.created_at, VIETNAM))


def parse(text: bytes) -> Manifest:
    """BackupError for what is no manifest, or one of a newer program."""
    try:
        values = json.loads(text)
        if values["program"] != PROGRAM:
            raise BackupError(NO_BACKUP)
        if values["format"] > FORMAT:
            raise BackupError(NEWER.format(needed=values["version"], running=settings.VERSION))
        manifest = Manifest(**values)
    except (ValueError, TypeError, KeyError) as error:
        raise BackupError(NO_BACKUP) from error
    refuse_newer(manifest)
    return manifest


def refuse_newer(manifest: Manifest) -> None:
    """BackupError where a newer program has made it: by its number, or by a migration that is
    unknown here."""
    if _numbers(manifest.version) > _numbers(settings.VERSION) or not known(manifest.migrations):
        raise BackupError(NEWER.format(needed=manifest.version, running=settings.VERSION))


def is_current(manifest: Manifest) -> bool:
    """Whether this program has no migration that the backup lacks."""
    return {(app, name) for app, name in manifest.migrations}.issuperset(_own_migrations())


def known(migrations: list[list[str]]) -> bool:
    here = set(_own_migrations())
    for migration in _own_migrations().values():
        here.update(migration.replaces)
    return here.issuperset((app, name) for app, name in migrations)


@lru_cache(maxsize=1)
def _own_migrations() -> dict[tuple[str, str], Any]:
    """Of this program, by app and name."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return dict(loader.disk_migrations)


def refuse_stray(entry: Entry) -> None:
    """BackupError for a file that belongs nowhere: only these names are ever unpacked."""
    name = entry.name
    folder, _, rest = name.partition("/")
    is_known = name in (DATABASE, KEY) or (f"{folder}/" in (MEDIA, VISITS) and rest)
    parts = name.split("/")
    if not is_known or "\0" in name or {"", ".", ".."} & set(parts):
        raise BackupError(ALTERED)
    if f"{folder}/" == VISITS and len(parts) != 2:
        raise BackupError(ALTERED)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]
