"""`manage.py doctor`: what is wrong with the server, and what mends it."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection

from health.checks import CHECKS
from health.examination import DOWN, Result, examine, remember
from health.findings import Level
from health.modes import name_of

ASK_SECONDS = 5  # for a PostgreSQL that does not answer
WIDTH = max(len(level.word) for level in Level)

SOMEBODY_ELSE = (
    "Thư mục dữ liệu {folder} thuộc tài khoản {owner}. Hãy chạy lệnh này bằng tài khoản ấy: sudo -u"
    " {owner} …; chạy bằng tài khoản khác thì tệp mới ghi ra trang không dùng được."
)


class Command(BaseCommand):
    help = (
        "Xem máy chủ có gì sai: cài đặt, cơ sở dữ liệu, ổ đĩa, sao lưu, ảnh, tìm kiếm, chứng thư"
        " số, đồng hồ, thư, hạn hỗ trợ… Mỗi điều kèm lệnh để sửa. Kết thúc với mã 0 khi không thấy"
        " gì sai, 1 khi chỉ có điều nên xem, 2 khi có lỗi. Điều không kiểm tra được không tính là"
        " sai."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--fix",
            action="store_true",
            help="tự sửa những chỗ sửa được mà không mất gì: quyền của tệp, tệp ảnh thừa (chuyển ra"
            " chỗ khác, không xóa), chỉ mục tìm kiếm, số bài của danh sách",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with 0, 1 or 2, as `help` says."""
        if options["fix"]:
            ensure_own_account()
        if connection.vendor == "postgresql":
            connection.settings_dict["OPTIONS"].setdefault("connect_timeout", ASK_SECONDS)
        results = {result.name: self.told(result) for result in examine()}
        if options["fix"]:
            results |= self.mended(results)
        if DOWN not in results:
            with suppress(Error):  # told above
                remember(results.values())
        levels = [each.level for result in results.values() for each in result.findings]
        self.stdout.write(summary(levels.count(Level.FAULT), levels.count(Level.WARNING)))
        sys.exit(2 if Level.FAULT in levels else 1 if Level.WARNING in levels else 0)

    def told(self, result: Result) -> Result:
        for each in result.findings:
            word = each.level.word.upper() if each.level is Level.FAULT else each.level.word
            self.stdout.write(f"{word:<{WIDTH}}  {result.label}: {each.sentence}")
            if each.command:
                self.stdout.write(f"{'':<{WIDTH}}  → {each.command}")
        self.stdout.flush()
        return result

    def mended(self, results: dict[str, Result]) -> dict[str, Result]:
        """Mends what is wrong and can be mended, and looks at that once more."""
        wrong = [
            check
            for check in CHECKS
            if check.mend and check.name in results and results[check.name].worst.is_wrong
        ]
        if not wrong:
            return {}
        for check in wrong:
            assert check.mend is not None  # noqa: S101 (chosen above)
            try:
                said = check.mend()
            except (Error, OSError) as error:
                said = f"Không sửa được: {error}"
            self.stdout.write(f"\nĐang sửa, {check.label}: {said}")
        self.stdout.write("\nXem lại sau khi sửa:")
        return {result.name: self.told(result) for result in examine(wrong)}


def summary(faults: int, warnings: int) -> str:
    if not faults and not warnings:
        return "\nKhông thấy gì sai."
    parts = [f"{faults} lỗi"] if faults else []
    parts += [f"{warnings} điều nên xem"] if warnings else []
    return f"\nThấy {', '.join(parts)}."


def ensure_own_account() -> None:
    """CommandError where DATA_DIR belongs to somebody else than who runs this."""
    folder = Path(settings.DATA_DIR)
    owner = folder.stat().st_uid
    if owner != os.geteuid():
        raise CommandError(SOMEBODY_ELSE.format(folder=folder, owner=name_of(owner)))
