"""Whether there is room for what is still to be written."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from backups import restic
from backups.sizes import in_words
from health.findings import Finding, fault, fine, warning
from limits.disk_errors import why

LEAST_INODES = 0.02  # of all: each picture is some eight files

BELOW_RESERVE = (
    "Ổ đĩa chứa {folder} còn {free}, dưới mức để dành {reserve} (DISK_RESERVE_MB): trang không nhận"
    " ảnh và bài dài nữa. Hãy giải phóng chỗ trống."
)
NEAR_RESERVE = (
    "Ổ đĩa chứa {folder} còn {free}, sắp đến mức để dành {reserve} (DISK_RESERVE_MB). Hãy giải"
    " phóng chỗ trống hoặc thêm ổ đĩa."
)
FEW_INODES = (
    "Ổ đĩa chứa {folder} gần hết số tệp cho phép (inode), dù còn chỗ. Hãy xóa bớt tệp nhỏ ở nơi"
    " khác trên ổ đĩa ấy."
)
NO_FOLDER = "Không đọc được {folder}: {reason}."


def room() -> Iterator[Finding]:
    """Of DATA_DIR, and of where backups go if that is another disk; some system calls."""
    folders = [Path(settings.DATA_DIR)]
    if settings.BACKUP_TO and not restic.is_remote():
        folders.append(Path(settings.BACKUP_TO).expanduser().absolute())
    seen: set[int] = set()
    for folder in folders:
        try:
            device = folder.stat().st_dev
            if device not in seen:
                yield _room_of(folder)
            seen.add(device)
        except OSError as error:
            yield fault(NO_FOLDER.format(folder=folder, reason=why(error)))


def _room_of(folder: Path) -> Finding:
    reserve = settings.DISK_RESERVE_MB << 20
    free, counts = shutil.disk_usage(folder).free, os.statvfs(folder)
    words = {"folder": folder, "free": in_words(free), "reserve": in_words(reserve)}
    if free < reserve:
        return fault(BELOW_RESERVE.format(**words))
    if counts.f_files and counts.f_favail < LEAST_INODES * counts.f_files:
        return warning(FEW_INODES.format(**words))
    if free < 2 * reserve:
        return warning(NEAR_RESERVE.format(**words))
    return fine(f"Ổ đĩa chứa {folder} còn {words['free']}.")
