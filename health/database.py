"""Whether the database answers, and is as this version of the program wants it."""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from backups.soundness import damage_in
from health.database_errors import NO_ANSWER, explained
from health.findings import MANAGE, Finding, fault, fine, warning
from vietnamese.numbers import group_digits

NO_FILE = "Chưa có cơ sở dữ liệu {file}. Lần đầu mở trang tạo ra nó."
# Where the sentence says no more than what the database itself does.
CURES = {
    "postgresql": "Hãy xem PostgreSQL có đang chạy không, và DATABASE_URL có đúng không.",
    "sqlite": f"Hãy dừng trang rồi khôi phục bản sao lưu gần nhất: {MANAGE} restore TỆP",
}
NO_TABLES = "Cơ sở dữ liệu còn trống, chưa có bảng nào của trang."
BROKEN = (
    "Tệp cơ sở dữ liệu bị hỏng ({error}), thường vì ổ đĩa. Hãy dừng trang, khôi phục bản sao lưu"
    " gần nhất, và cho xem lại ổ đĩa."
)
LEADS_NOWHERE = (
    "{number} dòng (bảng {tables}) trỏ đến dòng không còn nữa, như khi cơ sở dữ liệu bị sửa tay:"
    " nơi dùng đến chúng có thể báo lỗi. Hãy khôi phục bản sao lưu trước lúc ấy, hoặc hỏi người làm"
    " phần mềm."
)
NAMED = 3
NOT_MIGRATED = "Còn {number} bước cập nhật cơ sở dữ liệu chưa chạy."

# Raises a CommandError in words where a newer program has brought the database further. The
# project's own, which this room does not import: chibo_site puts it here.
refuse_newer: list[Callable[[BaseDatabaseWrapper], None]] = []


def unusable_reason() -> str:
    """Why the database cannot be asked, in words; "" where it can (1 query). Makes no file where
    there is none, as opening SQLite's would."""
    file = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and not file.exists():
        return NO_FILE.format(file=file)
    try:
        with explained(connection):
            tables = connection.introspection.table_names()
    except CommandError as error:
        said = str(error)
        is_bare = said.startswith(NO_ANSWER.partition("{")[0])
        return f"{said.rstrip('.?')}. {CURES[connection.vendor]}" if is_bare else said
    return "" if "django_migrations" in tables else NO_TABLES


def soundness() -> Iterator[Finding]:
    """Reads all of SQLite's file (some seconds for one of 10 GB), and looks for rows that lead to
    none; PostgreSQL looks after both itself."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        if damage := damage_in(connection.connection):
            yield fault(BROKEN.format(error=damage), f"{MANAGE} restore TỆP")
            return
        with connection.cursor() as cursor:
            rows = cursor.execute("PRAGMA foreign_key_check").fetchall()
        if rows:
            tables = ", ".join(sorted({str(row[0]) for row in rows})[:NAMED])
            yield warning(LEADS_NOWHERE.format(number=group_digits(len(rows)), tables=tables))
            return
    yield fine("Không chỗ nào hỏng.")


def migrations() -> Iterator[Finding]:
    """4 queries; reads the program's migrations from the disk."""
    try:
        for refuse in refuse_newer:
            refuse(connection)
    except CommandError as error:
        yield fault(str(error))
        return
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield fault(NOT_MIGRATED.format(number=len(plan)), f"{MANAGE} migrate")
    else:
        yield fine("Cơ sở dữ liệu trả lời, và đã cập nhật theo phiên bản đang chạy.")
