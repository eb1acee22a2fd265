"""Mails the administrator when the site has not been ready for minutes, and when it is again."""

import time

from alerts.mail import tell_administrator
from serving.readiness import faults

LOOK_SECONDS = 60.0
MOST_LOOKS = 3  # a restart of the database is no news

FAILED = "Trang không còn sẵn sàng"
FAILED_TEXT = (
    "Đã {minutes} phút nay trang báo:\n\n{faults}\n\n"
    "Các trang đã có người mở vẫn đọc được. Chữ biên tập viên đang gõ còn ở trình duyệt của họ."
)
OVER = "Trang đã sẵn sàng trở lại"
OVER_TEXT = "Trang đã sẵn sàng trở lại. Không phải làm gì thêm."


class ReadinessWatch:
    """Called at any time: looks once in LOOK_SECONDS (1 query)."""

    def __init__(self) -> None:
        self._next_look = time.monotonic() + LOOK_SECONDS
        self._looks_failed = 0

    def __call__(self) -> None:
        now = time.monotonic()
        if now < self._next_look:
            return
        self._next_look = now + LOOK_SECONDS
        if found := faults():
            self._looks_failed += 1
            if self._looks_failed == MOST_LOOKS:
                minutes = round(MOST_LOOKS * LOOK_SECONDS / 60)
                tell_administrator(
                    FAILED, FAILED_TEXT.format(minutes=minutes, faults="\n".join(found))
                )
            return
        if self._looks_failed >= MOST_LOOKS:
            tell_administrator(OVER, OVER_TEXT)
        self._looks_failed = 0
