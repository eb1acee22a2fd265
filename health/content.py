"""What the site says: tampering that was found, figures that were sealed, words still missing."""

import errno
import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from health.findings import MANAGE, Finding, fault, fine, warning
from integrity.models import Finding as Tampering
from limits.disk_errors import why
from portal.site_frame import stored_identity
from visitors.management.commands.verify_visits import sentence
from visitors.verification import verify_ledger

NAMED = 3

UNSEEN = (
    "Tự kiểm tra thấy {number} điều chưa ai xem: {named}. Hãy xem rồi bấm “Đã xem” ở trang đầu của"
    " trang quản trị."
)
ALTERED = "Có {number} chỗ bị sửa. {first}"
UNREADABLE = (
    "Không đọc hay ghi được {path}: {reason}. Chừng nào còn như thế thì lượt xem của bạn đọc không"
    " được cộng, và trang không sao lưu được."
)
BLANK = "Còn trống: {names}. Hãy điền ở {address}."


def tampering() -> Iterator[Finding]:
    """2 queries, by an index of what nobody has seen."""
    unseen = Tampering.objects.filter(seen_at=None, is_there=True).order_by("-pk")
    first = list(unseen.values_list("message", flat=True)[:NAMED])
    if first:
        words = {"number": unseen.count(), "named": "; ".join(first)}
        yield warning(UNSEEN.format(**words), f"{MANAGE} self_check")
    else:
        yield fine("Không còn điều lạ nào chờ xem.")


def ledger() -> Iterator[Finding]:
    """As `manage.py verify_visits`: reads the whole ledger, a row for each day."""
    faults = verify_ledger().faults
    if faults:
        words = {"number": len(faults), "first": sentence(faults[0])}
        yield fault(ALTERED.format(**words), f"{MANAGE} verify_visits")
    else:
        yield fine("Các ngày đã niêm phong còn nguyên.")


def journals() -> Iterator[Finding]:
    """Opens each file into which this host's processes write their views; no query."""
    folder = Path(settings.DATA_DIR) / "visits"
    try:
        if folder.exists() or folder.is_symlink():
            for file in sorted(folder.iterdir()):
                if file.is_file():
                    file.open("r+b").close()
            if not os.access(folder, os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, "", str(folder))
    except OSError as error:
        words = {"path": error.filename or folder, "reason": why(error)}
        command = give_to_site(folder) if isinstance(error, PermissionError) else ""
        yield fault(UNREADABLE.format(**words), command)
    else:
        yield fine("Mọi tệp ghi lượt xem đều đọc và ghi được.")


def give_to_site(folder: Path) -> str:
    """The command that makes it its account's again."""
    owner = Path(settings.DATA_DIR).stat().st_uid
    return f"sudo chown -R {owner} {shlex.quote(str(folder))}"


def identity() -> Iterator[Finding]:
    """1 query."""
    blank = stored_identity().blank_fields()
    if blank:
        names = ", ".join(str(field.verbose_name) for field in blank)
        address = reverse("admin:portal_identity_changelist")
        yield warning(BLANK.format(names=names, address=address))
    else:
        yield fine("Đã điền đủ.")
