"""`manage.py rebuild_counts`: counts the published articles anew."""

from typing import Any

from django.core.management.base import BaseCommand

from articles import count_triggers


class Command(BaseCommand):
    help = "Đếm lại số bài đã đăng theo ngày, tháng, chuyên mục mà các danh sách dùng."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count_triggers.start()
        self.stdout.write("Đã đếm lại số bài của các danh sách.")
