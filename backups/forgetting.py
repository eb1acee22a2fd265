"""What restores have put aside, deleted: the site as it was before each of them, which takes as
much room as the site, and holds what was deleted from it since."""

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone

from backups.abandoned import size_of
from backups.database_dump import quoted
from backups.errors import BackupError, disk_errors_in_words
from backups.sizes import in_words
from backups.swapping import BEFORE, SCHEMA_BEFORE, pending

QUESTION = (
    "Xóa hẳn dữ liệu cũ giữ từ các lần khôi phục: {named} ({size})? Sau đó không lấy lại được nữa."
)
NOTHING = "Không có dữ liệu cũ nào được giữ lại từ các lần khôi phục."
UNDER_WAY = "Một lần khôi phục chưa xong. Hãy làm nốt trước: {manage} restore --finish"
SAFE = "Dữ liệu trang đang dùng vẫn nguyên."

SCHEMAS = "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s) ORDER BY nspname"


class PutAside(NamedTuple):
    """Folders in DATA_DIR, and schemas of PostgreSQL, which the folder of a host names."""

    folders: list[Path]
    schemas: list[str]

    @property
    def named(self) -> str:
        stamps = [folder.name for folder in self.folders]
        there = {name.replace(BEFORE, SCHEMA_BEFORE) for name in stamps}
        return ", ".join([*stamps, *(name for name in self.schemas if name not in there)])

    @property
    def size(self) -> int:
        """Bytes in files; what PostgreSQL has comes on top."""
        return sum(map(size_of, self.folders))

    def older_than(self, age: datetime.timedelta) -> "PutAside":
        limit = timezone.now() - age
        old = [each for each in self.folders if made_at(each.name.removeprefix(BEFORE)) < limit]
        stamps = (name.removeprefix(SCHEMA_BEFORE) for name in self.schemas)
        schemas = [f"{SCHEMA_BEFORE}{stamp}" for stamp in stamps if made_at(stamp) < limit]
        return PutAside(old, schemas)

    def __bool__(self) -> bool:
        return bool(self.folders or self.schemas)


def put_aside() -> PutAside:
    """1 query with PostgreSQL."""
    folders = sorted(Path(settings.DATA_DIR).glob(f"{BEFORE}*"))
    schemas: list[str] = []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(SCHEMAS, [SCHEMA_BEFORE])
            schemas = [name for (name,) in cursor.fetchall()]
    return PutAside(folders, schemas)


def made_at(stamp: str) -> datetime.datetime:
    """By the name that swapping.unused_stamp() gives; now for one of another form."""
    try:
        return datetime.datetime.strptime(stamp, "%Y%m%d_%H%M%S").astimezone()
    except ValueError:
        return timezone.now()


def forget(ask: Callable[[str], bool]) -> PutAside | None:
    """Deletes it all; None where the answer was no. BackupError where there is nothing, or where a
    restore is not at its end. The site may run."""
    if pending():
        raise BackupError(UNDER_WAY.format(manage=settings.MANAGE_COMMAND))
    found = put_aside()
    if not found:
        raise BackupError(NOTHING)
    if not ask(QUESTION.format(named=found.named, size=in_words(found.size))):
        return None
    with disk_errors_in_words(settings.DATA_DIR, SAFE):
        for folder in found.folders:
            shutil.rmtree(folder)
    for schema in found.schemas:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {quoted(schema)} CASCADE")
    return found
