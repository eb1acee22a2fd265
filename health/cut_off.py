"""Backups, drills and restores whose process was killed."""

from collections.abc import Iterator

from django.db import connection

from backups import abandoned, interrupted, swapping
from backups.sizes import in_words
from health.findings import FIX, MANAGE, Finding, fault, fine, warning
from locks import data_dir
from vietnamese.numbers import group_digits

FINISH = f"{MANAGE} restore --finish"

HALF_SWAPPED = (
    "Lần khôi phục bản sao lưu {made_at} bị ngắt khi đang thay dữ liệu. Không có gì mất, nhưng phải"
    " làm nốt thì trang mới mở được."
)
LEFT = (
    "{number} chỗ tạm của lần sao lưu, diễn tập hay khôi phục bị ngắt, chiếm {size}: {named}. Các"
    " bản sao lưu đã xong vẫn nguyên."
)
NOTHING = "Không có lần sao lưu, khôi phục nào bị bỏ dở."
REMOVED = "Đã xóa {number} chỗ tạm."
IN_USE = "Dữ liệu của trang đang có chương trình dùng, nên chưa làm nốt lần khôi phục."


def left_behind() -> Iterator[Finding]:
    """One listing of DATA_DIR and of its folders; what lies in a place that was abandoned is
    counted."""
    aside, places = interrupted.aside(), abandoned.find()
    # A restore that is under way has it alone; where the site runs there is none.
    is_cut_off = (swapping.is_begun() or bool(aside)) and _is_nobody_there()
    pending = swapping.pending() if is_cut_off else None
    if is_cut_off and not pending:
        places += aside
    if pending:
        yield fault(HALF_SWAPPED.format(made_at=pending.made_at), FINISH)
    if places:
        words = {
            "number": group_digits(len(places)),
            "size": in_words(sum(map(abandoned.size_of, places))),
            "named": ", ".join(path.name for path in places[:3]),
        }
        yield warning(LEFT.format(**words), FIX)
    if not pending and not places:
        yield fine(NOTHING)


def _is_nobody_there() -> bool:
    """Asked for a moment only: meanwhile no site can start."""
    with data_dir.for_oneself() as is_alone:
        return is_alone


def clear() -> str:
    """Ends what was begun, as the next start would, and deletes what is left."""
    said = []
    with data_dir.for_oneself() as is_alone:
        if is_alone:
            if swapping.pending():
                connection.close()  # it is of a database that is put aside now
            said = [interrupted.finish()]
        elif swapping.is_begun():
            said = [IN_USE]
    places = abandoned.find()
    for path in places:
        abandoned.remove(path)
    return " ".join(filter(None, [*said, REMOVED.format(number=len(places)) if places else ""]))
