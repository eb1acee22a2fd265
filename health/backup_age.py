"""Whether there are backups: where they go, how old the last one is, and when one was tried."""

import datetime
import os
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone
from django.utils.timesince import timesince

from backups import making, restic
from backups.encryption import configured_password
from backups.errors import BackupError
from backups.models import Backup, latest_moment
from backups.newest import LATE
from health.findings import MANAGE, Finding, fault, fine, warning
from vietnamese.dates import format_stamp

MUCH_TOO_LATE = datetime.timedelta(days=7)
# The clock tries one each month.
DRILL_LATE = datetime.timedelta(days=40)
BACKUP, DRILL = f"{MANAGE} backup", f"{MANAGE} backup --drill"

NO_FOLDER = (
    "Không ghi được bản sao lưu vào {folder} (BACKUP_TO): không có thư mục ấy, hoặc tài khoản chạy"
    " trang không có quyền ghi. Ổ đĩa rời thì xem đã gắn chưa."
)
NONE_YET = "Chưa có bản sao lưu nào."
TRYING_OUT = "Trang đang chạy thử, chưa có bản sao lưu nào."
FAILED = "Lần sao lưu lúc {stamp} không xong: {error}"
OLD = "Bản sao lưu mới nhất đã cũ {age} (lúc {stamp})."
GONE = "Bản sao lưu mới nhất {name} không còn ở {folder}."
NOT_RESTORABLE = "Diễn tập khôi phục lúc {stamp} KHÔNG đạt: {said}"
NEVER_TRIED = "Chưa lần nào diễn tập khôi phục, trong khi bản sao lưu đầu đã có từ {age} trước."
TRIED_LONG_AGO = "Lần diễn tập khôi phục gần nhất đã {age} trước (lúc {stamp})."


def place() -> Iterator[Finding]:
    """Whether the next one could be written; asks no other machine."""
    try:
        if restic.is_remote():
            restic.ensure_usable()
        configured_password()
    except BackupError as error:
        yield fault(str(error))
        return
    folder = making.place()
    if restic.is_remote():
        yield fine(f"Sao lưu vào {settings.BACKUP_TO}; đã có restic và mật khẩu.")
    elif settings.BACKUP_TO and not (os.access(folder, os.W_OK) and folder.is_dir()):
        yield fault(NO_FOLDER.format(folder=folder))
    else:
        yield fine(f"Ghi vào {folder}.")


def backups() -> Iterator[Finding]:
    """3 queries."""
    rows = Backup.objects.newest_first()
    last, newest = rows.first(), rows.filter(state=Backup.State.DONE).first()
    if last is not None and last.state == Backup.State.FAILED:
        yield fault(FAILED.format(stamp=_stamp(last.at), error=last.error), BACKUP)
    if newest is None:
        if last is None:
            yield fault(NONE_YET, BACKUP) if settings.PRODUCTION else fine(TRYING_OUT)
        return
    age = timezone.now() - newest.at
    words = {"age": timesince(newest.at, depth=1), "stamp": _stamp(newest.at)}
    if age > LATE:
        level = fault if age > MUCH_TOO_LATE else warning
        yield level(OLD.format(**words), BACKUP)
    elif last == newest:
        yield fine(f"Bản mới nhất lúc {words['stamp']}, {newest.size_in_words}.")
    # Looked for, and not asked of making.folder(): a folder made by root would be root's.
    if not restic.is_remote() and not os.access(making.place() / newest.name, os.F_OK):
        yield fault(GONE.format(name=newest.name, folder=making.place()), BACKUP)


def drills() -> Iterator[Finding]:
    """2 queries."""
    made = Backup.objects.filter(state=Backup.State.DONE)
    drilled = Backup.objects.filter(drilled_at__lte=latest_moment())
    tried = drilled.order_by("-drilled_at").first()
    first = made.last()
    now = timezone.now()
    if tried is None or tried.drilled_at is None:
        if first is not None and now - first.at > DRILL_LATE:
            yield warning(NEVER_TRIED.format(age=timesince(first.at, depth=1)), DRILL)
        else:
            yield fine("Chưa đến kỳ; ngày 1 mỗi tháng trang tự diễn tập.")
        return
    words = {"age": timesince(tried.drilled_at, depth=1), "stamp": _stamp(tried.drilled_at)}
    if tried.is_restorable is False:
        yield fault(NOT_RESTORABLE.format(said=tried.drill_result, **words), DRILL)
    elif now - tried.drilled_at > DRILL_LATE:
        yield warning(TRIED_LONG_AGO.format(**words), DRILL)
    else:
        yield fine(f"Lần gần nhất, lúc {words['stamp']}, khôi phục được.")


def _stamp(moment: datetime.datetime) -> str:
    return format_stamp(timezone.localtime(moment))
