"""Whether the last backup could be restored: it is restored aside, compared with itself and with
the site that runs, and deleted again."""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from backups import interrupted, making, rendering, restic
from backups.building import build
from backups.encryption import configured_password
from backups.errors import BackupError, disk_errors_in_words
from backups.models import Backup
from backups.swapping import SCHEMA_ASIDE
from backups.unpacking import open_backup
from jobs.progress import Report
from locks.held import hold, is_abandoned
from vietnamese.numbers import group_digits

FOLDER = "drill-"
PAGES = 20

NONE_YET = "Chưa có bản sao lưu nào để diễn tập. Hãy chạy {manage} backup trước."
GOOD = (
    "Diễn tập đạt: bản sao lưu {stamp} khôi phục được. {files} tệp đúng mã kiểm tra, {tables} bảng"
    " đủ {rows} dòng, {pages} bài dựng ra giống trang đang chạy. Mất {seconds:.0f} giây; chỗ tạm đã"
    " xóa."
)
BAD = "Diễn tập KHÔNG đạt với {name}: {reason}"
DIFFERENT = "bài số {pks} dựng ra khác với trang đang chạy."
NO_PAGES = (
    "trang đang chạy không dựng được trang nào để so ({reason}); hãy dựng lại tệp tĩnh bằng"
    " install.sh hay make static."
)
SAFE = "Trang và các bản sao lưu vẫn nguyên."


def drill(progress: Report) -> str:
    """What to say where it went well, in Vietnamese; BackupError with what to say where not. Both
    are written down with the backup."""
    with disk_errors_in_words(settings.DATA_DIR, SAFE), _scratch() as (folder, stamp):
        file = _newest(folder)
        try:
            said = _try(file, folder, stamp, progress)
        except BackupError as error:
            reason = BAD.format(name=file.name, reason=error)
            _note(file.name, is_restorable=False, said=reason)
            raise BackupError(reason) from error
        _note(file.name, is_restorable=True, said=said)
        return said


def _newest(folder: Path) -> Path:
    if restic.is_remote():
        file = folder / restic.NAME
        restic.fetch(file)
        return file
    newest = making.newest_stored()
    if newest is None:
        raise BackupError(NONE_YET.format(manage=settings.MANAGE_COMMAND))
    return newest


def _try(file: Path, folder: Path, stamp: str, progress: Report) -> str:
    begun = time.monotonic()
    site_folder = folder / "site"
    site_folder.mkdir()
    with file.open("rb") as content:
        built = build(open_backup(content, configured_password), site_folder, stamp, progress)
    progress(0, 0, "Đang so các trang")
    restored = json.loads(built.site.manage("backup", "--render", str(PAGES)))
    same = _compare_pages(restored)
    manifest = built.manifest
    return GOOD.format(
        stamp=manifest.stamp,
        files=group_digits(len(manifest.files)),
        tables=len(manifest.counts),
        rows=group_digits(sum(manifest.counts.values())),
        pages=same,
        seconds=time.monotonic() - begun,
    )


def _compare_pages(restored: dict[str, list[str]]) -> int:
    """How many are the same; what was changed or withdrawn since is not compared."""
    try:
        live = rendering.digests([int(pk) for pk in restored])
    except ValueError as error:
        raise BackupError(NO_PAGES.format(reason=error)) from error
    unchanged = [pk for pk in restored if pk in live and restored[pk][0] == live[pk][0]]
    if wrong := [pk for pk in unchanged if not live[pk][1] or restored[pk] != live[pk]]:
        raise BackupError(DIFFERENT.format(pks=", ".join(wrong)))
    return len(unchanged)


@contextmanager
def _scratch() -> Iterator[tuple[Path, str]]:
    """A folder, and the stamp that names a schema. What one that was killed has left goes."""
    for folder in filter(is_abandoned, Path(settings.DATA_DIR).glob(f"{FOLDER}*")):
        remove(folder)
    stamp = time.strftime("%Y%m%d_%H%M%S")
    folder = Path(settings.DATA_DIR) / f"{FOLDER}{stamp}"
    folder.mkdir(mode=0o700)
    try:
        with hold(folder):
            yield folder, stamp
    finally:
        remove(folder)


def remove(folder: Path) -> None:
    """One of a drill, and its schema in PostgreSQL."""
    shutil.rmtree(folder, ignore_errors=True)
    interrupted.drop_schema(folder.name.replace(FOLDER, SCHEMA_ASIDE))


def _note(name: str, *, is_restorable: bool, said: str) -> None:
    """With the row of that backup, or the last one (2 queries)."""
    named = Backup.objects.newest_first().exclude(name="")
    row = named.filter(name=name).first() or named.first()
    if row is None:
        row = Backup.objects.create(state=Backup.State.DONE, name=name)
    row.drilled_at, row.is_restorable, row.drill_result = timezone.now(), is_restorable, said
    row.save(update_fields=["drilled_at", "is_restorable", "drill_result"])
