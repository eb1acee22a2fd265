"""Fills an empty site with the demo content."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.models import Article
from demo import loading
from portal.models import Identity


class Command(BaseCommand):
    help = "Nạp nội dung mẫu vào một trang còn trống."
    stealth_options = ("pictures",)  # for call_command(): those of loading.pictures_ahead()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--layout", choices=Identity.Layout.values, default=Identity.Layout.TRA_VINH
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if Article.objects.exists():
            raise CommandError("Trang đã có bài nên không nạp nội dung mẫu; chưa có gì thay đổi.")
        number = loading.load(options["layout"], options.get("pictures"))
        delete = f"{settings.MANAGE_COMMAND} delete_demo"
        self.stdout.write(f"Đã nạp {number} bài mẫu. Xóa bằng: {delete}")
