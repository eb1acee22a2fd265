"""`manage.py redate_articles`: gives articles that were published while the clock was ahead the
moment at which they were."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from health import misdated
from health.misdated import Misdated
from vietnamese.dates import format_stamp
from vietnamese.numbers import group_digits

ANSWERS = ("có", "co", "c", "y", "yes")
NOTHING = "Không có bài nào đăng lúc đồng hồ chạy nhanh mà mang giờ chưa đến. Không thay đổi gì."
FOUND = "Những bài mang giờ chưa đến, và giờ sẽ ghi lại:"
QUESTION = "Đồng hồ máy này ghi {now}. Giờ ấy có đúng không? Nếu đúng thì gõ “có”: "
LEFT = "Không thay đổi gì. Hãy chỉnh đồng hồ cho đúng rồi chạy lại lệnh này."
DONE = "Đã ghi lại giờ đăng của {number} bài: bạn đọc thấy lại, và nhật ký của bài có ghi."


class Command(BaseCommand):
    help = (
        "Đồng hồ máy chủ từng chạy nhanh: bài đăng ngay lúc ấy mang giờ chưa đến, nên đồng hồ đúng"
        " rồi thì bạn đọc không thấy. Lệnh ghi lại giờ đăng. Hỏi lại trước khi làm; chạy lại bao"
        " nhiêu lần cũng được."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--noinput", action="store_true", help="không hỏi lại")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (found := misdated.find_misdated()):
            self.stdout.write(NOTHING)
            return
        self.stdout.write(FOUND)
        for each in found:
            self.stdout.write(f"  {line(each)}")
        if not (options["noinput"] or self.is_right()):
            self.stdout.write(LEFT)
            return
        self.stdout.write(DONE.format(number=group_digits(len(misdated.redate()))))

    def is_right(self) -> bool:
        """Asked because to a clock that is behind, what was published lately seems yet to come."""
        now = format_stamp(timezone.localtime())
        self.stdout.write(QUESTION.format(now=now), ending="")
        self.stdout.flush()
        return sys.stdin.readline().strip().lower() in ANSWERS


def line(each: Misdated) -> str:
    wrong, right = (
        format_stamp(timezone.localtime(moment))
        for moment in (each.article.published_from, each.right)
        if moment
    )
    return f"{wrong} → {right}: {each.article.title}"
