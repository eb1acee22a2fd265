"""`manage.py rebuild_counts`: counts the published articles anew."""

from typing import Any

from django.core.management.base import BaseCommand

from articles import keeping


class Command(BaseCommand):
    help = "Đếm lại số bài đã đăng theo ngày, tháng, chuyên mục mà các danh sách dùng."

    def handle(self, *args: Any, **options: Any) -> None:
        keeping.start()
        self.stdout.write("Đã đếm lại số bài của các danh sách.")
