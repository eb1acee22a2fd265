"""`manage.py redate_visits`: gives views under a wrong date the day on which they came."""

import datetime
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vietnamese import clock
from vietnamese.dates import format_day, format_stamp
from vietnamese.numbers import group_digits
from visitors import redating, secure_delete
from visitors.redating import Redated

ANSWERS = ("có", "co", "c", "y", "yes")
NOTHING = "Không có lượt truy cập nào ghi ngày chưa đến. Không thay đổi gì."
TOO_EARLY = (
    "Đồng hồ máy này ghi {now}: hãy chỉnh lại cho đúng rồi chạy lại lệnh này. Không thay đổi gì."
)
FOUND = "Những ngày ghi sai, và ngày mà các lượt ấy sẽ được tính cho:"
QUESTION = "Đồng hồ máy này ghi {now}. Giờ ấy có đúng không? Nếu đúng thì gõ “có”: "
LEFT = "Không thay đổi gì. Hãy chỉnh đồng hồ cho đúng rồi chạy lại lệnh này."
DONE = (
    "Đã tính lại {visits} lượt truy cập và {page_views} lượt xem trang, bằng những mục điều chỉnh"
    " trong sổ. Tổng số của mọi ngày vẫn như cũ."
)


class Command(BaseCommand):
    help = (
        "Đồng hồ máy chủ từng chạy sai: lượt truy cập ghi ngày chưa đến (hoặc ngày quá xưa) được"
        " tính lại cho ngày thật, không mất lượt nào, tổng số vẫn như cũ. Hỏi lại trước khi làm;"
        " chạy lại bao nhiêu lần cũng được."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--noinput", action="store_true", help="không hỏi lại")

    def handle(self, *args: Any, **options: Any) -> None:
        now = datetime.datetime.fromtimestamp(clock.now(), clock.VIETNAM)
        if now.date() < redating.EARLIEST:
            raise CommandError(TOO_EARLY.format(now=format_stamp(now)))
        if not (found := redating.find_misdated()):
            self.stdout.write(NOTHING)
            return
        self.stdout.write(FOUND)
        for each in found:
            self.stdout.write(f"  {line(each)}")
        if not (options["noinput"] or self.is_right(now)):
            self.stdout.write(LEFT)
            return
        done = redating.redate()
        secure_delete.erase_deleted()
        self.stdout.write(
            DONE.format(
                visits=group_digits(sum(each.visits for each in done)),
                page_views=group_digits(sum(each.page_views for each in done)),
            )
        )

    def is_right(self, now: datetime.datetime) -> bool:
        """Asked because to a clock that is behind all that is counted seems to be of days to
        come."""
        self.stdout.write(QUESTION.format(now=format_stamp(now)), ending="")
        self.stdout.flush()
        return sys.stdin.readline().strip().lower() in ANSWERS


def line(each: Redated) -> str:
    figures = (
        f"{group_digits(each.visits)} lượt truy cập, {group_digits(each.page_views)} lượt xem trang"
    )
    return f"{format_day(each.wrong)} → {format_day(each.right)}: {figures}"
