"""`manage.py run_jobs`: the background jobs, where the server does not run them itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from backups.interrupted import use_data_dir
from chibo_site.schema_version import refuse_newer
from health.database_errors import ensure_writable, explained
from jobs.runner import Runner
from jobs.stop_signals import until_told_to_end
from serving.readiness_watch import ReadinessWatch

ELSEWHERE = "Một tiến trình khác của trang đang làm các công việc nền; ở đây không phải làm gì."


class Command(BaseCommand):
    help = (
        "Làm các công việc nền của trang cho đến khi bị dừng. Lệnh serve đã tự làm việc này;"
        " chỉ cần lệnh riêng khi trang chạy bằng máy chủ WSGI khác."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="làm hết những việc đã đến giờ rồi thôi"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        use_data_dir()
        with until_told_to_end() as is_wanted, explained(connection):
            ensure_writable(connection)
            refuse_newer(connection)
            if not options["once"]:
                Runner(is_wanted, ReadinessWatch()).run()
            elif not Runner(is_wanted).run_once():
                self.stdout.write(ELSEWHERE)
