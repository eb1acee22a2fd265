"""`manage.py backup [FILE]`: the whole site in one file; `--drill` tries whether it comes back."""

import json
from argparse import SUPPRESS
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from backups import drill, making, rendering
from backups.creating import SAFE, Made
from backups.errors import NO_SPACE, BackupError
from backups.reporting import report_on
from backups.sizes import in_words
from jobs.progress import Report
from limits.full_disk import is_disk_full

DONE = "Đã sao lưu vào {file}: {size}, {files} tệp, {articles} bài, {seconds:.0f} giây{encrypted}."
NO_DATABASE = "Không đọc được cơ sở dữ liệu nên chưa sao lưu: {error}"
STOPPED = "Đã dừng lại. " + SAFE
ENCRYPTED, PLAIN = ", đã mã hóa", ", không mã hóa (chưa đặt BACKUP_PASSWORD_FILE)"


class Command(BaseCommand):
    help = (
        "Ghi cả trang (cơ sở dữ liệu, lượt truy cập, ảnh, khóa) vào một tệp, cả khi trang đang"
        " chạy."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            metavar="TỆP",
            help="tệp hoặc thư mục để ghi vào; mặc định là BACKUP_TO, hoặc DATA_DIR/backups",
        )
        parser.add_argument(
            "--drill", action="store_true", help="diễn tập khôi phục bản mới nhất ở một chỗ tạm"
        )

        # For a drill, which runs this on what it has restored.
        parser.add_argument("--render", type=int, metavar="SỐ", help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with report_on(self.stderr) as progress:
                self.stdout.write(self._said(options, progress))
        except BackupError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:  # Ctrl+C
            raise CommandError(STOPPED) from error
        except DatabaseError as error:
            raise CommandError(said_of(error)) from error

    def _said(self, options: dict[str, Any], progress: Report) -> str:
        if options["render"]:
            return json.dumps(rendering.digests(rendering.sample(options["render"])))
        if options["drill"]:
            return drill.drill(progress)
        file = Path(options["file"]).expanduser().absolute() if options["file"] else None
        return in_sentence(making.make(progress, file))


def said_of(error: DatabaseError) -> str:
    if is_disk_full(error):
        return NO_SPACE.format(folder="cơ sở dữ liệu", safe=SAFE)
    return NO_DATABASE.format(error=" ".join(str(error).split()))


def in_sentence(made: Made) -> str:
    return DONE.format(
        file=made.file,
        size=in_words(made.size),
        files=len(made.manifest.files),
        articles=made.manifest.articles,
        seconds=made.seconds,
        encrypted=ENCRYPTED if made.is_encrypted else PLAIN,
    )
