"""What the site says: tampering that was found, figures that were sealed, words still missing."""

from collections.abc import Iterator

from django.urls import reverse

from health.findings import MANAGE, Finding, fault, fine, warning
from integrity.models import Finding as Tampering
from portal.site_frame import stored_identity
from visitors.management.commands.verify_visits import sentence
from visitors.verification import verify_ledger

NAMED = 3

UNSEEN = (
    "Tự kiểm tra thấy {number} điều chưa ai xem: {named}. Hãy xem rồi bấm “Đã xem” ở trang đầu của"
    " trang quản trị."
)
ALTERED = "Có {number} chỗ bị sửa. {first}"
BLANK = "Còn trống: {names}. Hãy điền ở {address}."


def tampering() -> Iterator[Finding]:
    """2 queries, by an index of what nobody has seen."""
    unseen = Tampering.objects.filter(seen_at=None, is_there=True).order_by("-pk")
    first = list(unseen.values_list("message", flat=True)[:NAMED])
    if first:
        words = {"number": unseen.count(), "named": "; ".join(first)}
        yield warning(UNSEEN.format(**words), f"{MANAGE} self_check")
    else:
        yield fine("Không có điều lạ nào chưa ai xem.")


def ledger() -> Iterator[Finding]:
    """As `manage.py verify_visits`: reads the whole ledger, a row for each day."""
    faults = verify_ledger().faults
    if faults:
        words = {"number": len(faults), "first": sentence(faults[0])}
        yield fault(ALTERED.format(**words), f"{MANAGE} verify_visits")
    else:
        yield fine("Các ngày đã niêm phong còn nguyên.")


def identity() -> Iterator[Finding]:
    """1 query."""
    blank = stored_identity().blank_fields()
    if blank:
        names = ", ".join(str(field.verbose_name) for field in blank)
        address = reverse("admin:portal_identity_changelist")
        yield warning(BLANK.format(names=names, address=address))
    else:
        yield fine("Đã điền đủ.")
