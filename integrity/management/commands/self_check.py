"""`manage.py self_check`: the daily check, by hand."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrity.self_check import self_check

NOTHING = "Không thấy gì lạ."
ACCEPT = (
    "Là thay đổi của chính bạn (khôi phục bản sao lưu, sửa bằng SQL, đổi SECRET_KEY) thì chạy:"
    " {manage} self_check --accept"
)


class Command(BaseCommand):
    help = (
        "Xem nội dung đã lưu và trang gửi cho bạn đọc có bị ai sửa lén không."
        " Thấy điều lạ thì kể ra và kết thúc với mã khác 0."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--accept", action="store_true", help="lấy nội dung đang có làm mốc từ nay"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = self_check(self.say_nothing, accept=options["accept"])
        for each in found:
            self.stdout.write(". ".join(filter(None, [f"- {each.message}", each.detail, each.url])))
        if found:
            accept = ACCEPT.format(manage=settings.MANAGE_COMMAND)
            raise CommandError(f"Tự kiểm tra thấy {len(found)} điều cần xem. {accept}")
        self.stdout.write(NOTHING)

    def say_nothing(self, done: int, total: int, sentence: str = "") -> None:
        """A progress that nobody watches."""
