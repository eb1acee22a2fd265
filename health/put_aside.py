"""What was put aside so that nothing is lost, and that nobody came back to: the site as it was
before a restore, pictures that no article uses."""

import datetime
import shlex
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from backups import abandoned, forgetting
from backups.sizes import in_words
from health.findings import MANAGE, Finding, fine, warning

LONG = datetime.timedelta(days=30)
ORPHANS = "orphans-*"  # as health/media.py makes them

OLD_SITE = (
    "Dữ liệu cũ giữ từ lần khôi phục hơn 30 ngày trước vẫn còn: {named} ({size}). Trang đang chạy"
    " tốt thì hãy xóa."
)
OLD_PICTURES = (
    "Tệp ảnh không bài nào dùng, chuyển ra hơn 30 ngày trước, vẫn còn: {named} ({size}). Hãy xem"
    " lại rồi xóa."
)


def put_aside() -> Iterator[Finding]:
    """1 query with PostgreSQL; goes through the folders that are that old."""
    old = forgetting.put_aside().older_than(LONG)
    if old:
        words = {"named": old.named, "size": in_words(old.size)}
        yield warning(OLD_SITE.format(**words), f"{MANAGE} restore --forget")
    limit = (timezone.now() - LONG).timestamp()
    data = Path(settings.DATA_DIR)
    folders = [each for each in sorted(data.glob(ORPHANS)) if each.stat().st_mtime < limit]
    if folders:
        size = in_words(sum(map(abandoned.size_of, folders)))
        named = ", ".join(folder.name for folder in folders)
        command = " ".join(["sudo rm -r", *(shlex.quote(str(folder)) for folder in folders)])
        yield warning(OLD_PICTURES.format(named=named, size=size), command)
    if not (old or folders):
        yield fine("Không có dữ liệu cũ hay tệp thừa nào giữ quá 30 ngày.")
