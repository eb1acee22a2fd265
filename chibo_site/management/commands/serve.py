"""`manage.py serve`: from a checkout to a site that answers, in one command."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.passwords import readable_password
from articles.models import Article
from backups import interrupted
from chibo_site.schema_version import refuse_newer, was_cut_off
from demo import loading
from health.configuration import misspelt_variables, proxies
from health.database_errors import ensure_writable, explained
from health.findings import Finding
from health.hosts import hosts
from integrity.jobs import self_check
from limits.disk_errors import why
from locks import data_dir
from locks.migration_lock import migration_lock
from pictures.ingest import Picture
from serving.page_cache.backend import invalidate_everything
from serving.private_files import close_data_dir
from serving.server import handover
from serving.server.gunicorn_command import gunicorn_command
from serving.server.port import ensure_port_is_free, sockets

HOST = "127.0.0.1"
FIRST_USER = "quantri"

SCREEN = """
Trang thông tin đang chạy trên máy này.

  Trang cho bạn đọc: http://{host}:{port}/
  Trang quản trị:    http://{host}:{port}{admin}
{login}
  Thư mục dữ liệu:   {data}

Nhấn Ctrl+C để dừng.
"""
FIRST_LOGIN = """  Tên đăng nhập:     {name}
  Mật khẩu:          {password}   (chỉ hiện lần này, xin ghi lại)"""
LATER_LOGIN = f"  Quên mật khẩu:     {settings.MANAGE_COMMAND} changepassword TÊN-ĐĂNG-NHẬP"


class Command(BaseCommand):
    help = "Chuẩn bị cơ sở dữ liệu, tạo người quản trị ở lần chạy đầu, rồi mở trang."
    requires_system_checks = []  # `make check` runs them; a start should not pay for them again

    def handle(self, *args: object, **options: object) -> None:
        self.tell_doubts([*misspelt_variables(), *proxies()])
        stored = handover.stored((HOST, settings.PORT), settings.STORED_SOCKETS)
        ensure_port_is_free(HOST, settings.PORT, stored)
        ensure_data_dir_is_writable()
        if close_data_dir():
            self.stdout.write(f"Đã đóng {settings.DATA_DIR} với các tài khoản khác trên máy này.")
        with ExitStack() as opened:
            with (
                demo_pictures() as pictures,
                explained(connection),
                migration_lock(connection, self.stdout),
            ):
                self.finish_restore()
                ensure_writable(connection)
                migrate_if_needed()
                login = self.prepare_first_start(pictures) or LATER_LOGIN
                self.tell_doubts(hosts())
                # From here to the server's own handler it would cut off whoever has connected.
                signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
                present = stored or handover.take((HOST, settings.PORT))
                listeners = opened.enter_context(
                    sockets(HOST, settings.PORT, settings.WEB_WORKERS, present)
                )
                if settings.NOTIFY_SOCKET:
                    with suppress(OSError):  # the next start makes new ones, then
                        handover.store(settings.NOTIFY_SOCKET, listeners)
            connection.close()
            invalidate_everything()
            self.stdout.write(
                SCREEN.format(
                    host=HOST,
                    port=settings.PORT,
                    admin=settings.ADMIN_PATH,
                    login=login,
                    data=settings.DATA_DIR,
                )
            )
            self.stdout.flush()
            # By default glibc keeps freed memory apart for each of many threads.
            os.putenv("MALLOC_ARENA_MAX", "2")
            os.unsetenv("LISTEN_FDS")  # gunicorn would take those, and none of the command's
            os.execv(sys.executable, gunicorn_command(listeners, handover.HAND_OVER))  # noqa: S606 (no shell, own arguments)

    def tell_doubts(self, findings: Iterable[Finding]) -> None:
        """What a site may run with, and most likely should not."""
        for each in findings:
            if each.level.is_wrong:
                self.stderr.write(f"Chú ý: {each.sentence}")

    def finish_restore(self) -> None:
        """CommandError while a restore is under way; one that was killed is ended first."""
        if not data_dir.share():
            raise CommandError(interrupted.RESTORING)
        if said := interrupted.finish():
            self.stdout.write(said)

    def prepare_first_start(self, pictures: Iterator[Picture] | None) -> str:
        """Fill a site that has no user yet: demo content, then the first administrator.

        Returns the lines that tell how to sign in; empty where there are users already. The user
        comes last, so that a start that was cut off is a first start again.
        """
        users = get_user_model().objects
        if users.exists():
            return ""
        password = readable_password()
        with ThreadPoolExecutor(1) as other_core:
            hashed = other_core.submit(make_password, password)  # half a second, meanwhile
            if settings.DEMO and not Article.objects.exists():
                self.stdout.write("Lần chạy đầu: đang nạp nội dung mẫu (DEMO=0 thì bỏ qua)…")
                self.stdout.flush()
                call_command("load_demo", verbosity=0, stdout=self.stdout, pictures=pictures)
                self_check.enqueue()  # what was loaded past the models is taken as it is
            users.create(
                username=FIRST_USER, password=hashed.result(), is_staff=True, is_superuser=True
            )
        return FIRST_LOGIN.format(name=FIRST_USER, password=password)


def demo_pictures() -> AbstractContextManager[Iterator[Picture] | None]:
    """The demo's pictures, begun with while the tables are made; None where they may not be wanted.

    Only where SQLite has no file yet is it known, before anything is opened, that all is new.
    """
    file = Path(str(connection.settings_dict["NAME"]))
    is_new = connection.vendor == "sqlite" and not file.exists()
    return loading.pictures_ahead() if settings.DEMO and is_new else nullcontext()


def ensure_data_dir_is_writable() -> None:
    """CommandError where nothing can be stored in DATA_DIR."""
    try:
        with tempfile.TemporaryFile(dir=settings.DATA_DIR) as probe:
            probe.write(b"0")
    except OSError as error:
        raise CommandError(
            f"Không ghi được vào thư mục dữ liệu {settings.DATA_DIR} (DATA_DIR): {why(error)}. Hãy"
            " cấp quyền ghi cho tài khoản chạy trang, hoặc đặt DATA_DIR là thư mục khác."
        ) from error


def migrate_if_needed() -> None:
    """Bring the database to the present migrations (6 queries where it is there already).

    Raises NewerDatabaseError where a newer program has brought it further.
    """
    refuse_newer(connection)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()) or was_cut_off(connection):
        call_command("migrate", interactive=False, verbosity=0)
