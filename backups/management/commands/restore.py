"""`manage.py restore FILE`: the site from a backup. `--undo` takes it back."""

import getpass
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, InterfaceError

from backups import forgetting, interrupted, restoring, swapping
from backups.encryption import configured_password
from backups.errors import BackupError
from backups.reporting import report_on
from locks import data_dir

NEEDS_PASSWORD = (
    "Bản sao lưu này có mật khẩu. Hãy ghi mật khẩu vào dòng đầu của một tệp, đặt"
    " BACKUP_PASSWORD_FILE=TỆP rồi chạy lại. " + restoring.SAFE
)
NO_DATABASE = "Không dùng được cơ sở dữ liệu: {error}. " + restoring.SAFE
ANSWERS = ("có", "co", "c", "y", "yes")
LEFT = "Không thay đổi gì. " + restoring.SAFE
STOPPED = "Đã dừng lại. " + restoring.SAFE
DONE = "Đã khôi phục bản sao lưu {made_at}."
KEPT = (
    "Dữ liệu cũ được giữ ở {previous}. Muốn quay lại như cũ, hãy"
    " dừng trang và chạy: {manage} restore --undo. Không cần nữa thì xóa: {manage} restore"
    " --forget."
)
UNDONE = "Đã lấy lại dữ liệu cũ. Dữ liệu vừa thay ra được giữ ở {previous}."
FORGOTTEN = "Đã xóa dữ liệu cũ: {named}."
NOTHING_LEFT = "Không có lần khôi phục nào bị ngắt giữa chừng."
WANTS_FILE = "Hãy ghi tên tệp sao lưu, ví dụ: {manage} restore chibo-20261130-021000.tar"


class Command(BaseCommand):
    help = (
        "Khôi phục cả trang từ một tệp sao lưu: kiểm tra toàn bộ trước khi thay gì, hỏi lại, rồi"
        " mới thay; dữ liệu cũ được giữ lại."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", metavar="TỆP", help="tệp do lệnh backup làm ra")
        parser.add_argument("--noinput", action="store_true", help="không hỏi lại")
        parser.add_argument(
            "--other-site",
            action="store_true",
            help="cùng --noinput: thay trang này cả bằng bản sao lưu của một trang khác",
        )
        parser.add_argument(
            "--undo", action="store_true", help="lấy lại dữ liệu có trước lần khôi phục vừa rồi"
        )
        parser.add_argument(
            "--finish", action="store_true", help="làm nốt lần khôi phục bị ngắt giữa chừng"
        )
        parser.add_argument(
            "--forget", action="store_true", help="xóa hẳn dữ liệu cũ giữ từ các lần khôi phục"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._is_asking = not options["noinput"]
        try:
            if options["finish"]:
                self._finish()
            elif options["forget"]:
                found = forgetting.forget(self._ask)
                self.stdout.write(FORGOTTEN.format(named=found.named) if found else LEFT)
            elif options["undo"]:
                self._say(restoring.undo(self._ask), UNDONE)
            elif options["file"]:
                file = Path(options["file"]).expanduser().absolute()
                self._restore(file, may_be_other_site=self._is_asking or options["other_site"])
            else:
                raise CommandError(WANTS_FILE.format(manage=settings.MANAGE_COMMAND))
        except BackupError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:  # Ctrl+C, at the question above all
            unfinished = interrupted.UNFINISHED.format(manage=settings.MANAGE_COMMAND)
            raise CommandError(unfinished if swapping.pending() else STOPPED) from error
        except (DatabaseError, InterfaceError) as error:
            line = " ".join(str(error).split())
            raise CommandError(NO_DATABASE.format(error=line)) from error

    def _restore(self, file: Path, *, may_be_other_site: bool) -> None:
        with report_on(self.stderr) as progress:
            found = restoring.restore(
                file,
                password=self._password,
                ask=self._ask,
                progress=progress,
                may_be_other_site=may_be_other_site,
            )
        self._say(found, f"{DONE}\n{KEPT}" if found and found.previous else DONE)

    def _finish(self) -> None:
        with data_dir.for_oneself() as is_alone:
            said = interrupted.finish() if is_alone else ""
        if not is_alone and not data_dir.share():
            raise CommandError(interrupted.RESTORING)
        self.stdout.write(said or NOTHING_LEFT)  # a site that runs has ended it at its start

    def _say(self, found: restoring.Restored | None, done: str) -> None:
        words = found._asdict() | {"manage": settings.MANAGE_COMMAND} if found else {}
        self.stdout.write(done.format(**words) if found else LEFT)

    def _ask(self, question: str) -> bool:
        self.stdout.write(question)
        if not self._is_asking:
            return True
        self.stdout.write("Gõ “có” để làm, gõ gì khác để thôi: ", ending="")
        self.stdout.flush()
        return sys.stdin.readline().strip().lower() in ANSWERS

    def _password(self) -> str:
        if password := configured_password():
            return password
        if self._is_asking and sys.stdin.isatty():
            return getpass.getpass("Mật khẩu của bản sao lưu: ")
        raise BackupError(NEEDS_PASSWORD)
