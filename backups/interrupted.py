"""What a restore has left that was killed: the next start ends it, and says how."""

import shutil
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

from backups import swapping
from backups.database_dump import quoted
from locks import data_dir

DONE = (
    "Lần khôi phục trước bị ngắt khi đang thay dữ liệu, nay đã làm nốt: trang đang dùng dữ liệu của"
    " bản sao lưu {made_at}. Dữ liệu cũ ở {previous}."
)
UNDONE = "Lần khôi phục trước bị ngắt giữa chừng: trang vẫn dùng dữ liệu cũ, không có gì thay đổi."
RESTORING = "Dữ liệu của trang đang được khôi phục. Hãy đợi lệnh restore xong rồi mở trang."
UNFINISHED = (
    "Một lần khôi phục bị ngắt khi đang thay dữ liệu. Hãy chạy {manage} restore --finish để làm"
    " nốt, rồi mở trang."
)
LOAD_FAILED = 3  # gunicorn ends with it, where on any other code it would start again without end


def finish() -> str:
    """Ends it and returns what to say; "" where there is nothing. Nobody else may be at it: the
    caller has DATA_DIR for itself or knows that nobody restores (1 query with PostgreSQL)."""
    said = ""
    if wanted := swapping.pending():
        if swapping.is_decided(wanted):
            swapping.carry_through(wanted)
            return DONE.format(made_at=wanted.made_at, previous=wanted.previous)
        swapping.abandon(wanted)
        said = UNDONE
    swapping.remove_remains()
    for folder in aside():
        shutil.rmtree(folder, ignore_errors=True)
        drop_schema(folder.name.replace(swapping.ASIDE, swapping.SCHEMA_ASIDE))
        said = UNDONE
    return said


def aside() -> list[Path]:
    """Where sites are built that are to take this one's place."""
    return sorted(Path(settings.DATA_DIR).glob(f"{swapping.ASIDE}*"))


def drop_schema(schema: str) -> None:
    """With PostgreSQL one that was made aside; nothing with SQLite."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {quoted(schema)} CASCADE")


def use_data_dir() -> None:
    """For a server that loads the site: ends the process, in words, while data are replaced."""
    reason = "" if data_dir.share() else RESTORING
    if not reason and swapping.pending():
        reason = UNFINISHED.format(manage=settings.MANAGE_COMMAND)
    if reason:
        print(reason, file=sys.stderr, flush=True)
        sys.exit(LOAD_FAILED)
