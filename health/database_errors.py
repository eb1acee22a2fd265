"""What an administrator can mend in a database: said in Vietnamese, in place of a traceback."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.db import DatabaseError, InterfaceError
from django.db.backends.base.base import BaseDatabaseWrapper

from limits.full_disk import is_disk_full
from serving.outages import is_database_down

NOTHING_HALF_DONE = "Không có bước cập nhật nào dở dang; chạy lại là tiếp tục."
NO_ANSWER = "Không dùng được cơ sở dữ liệu: {error}"

READ_ONLY_FILE = (
    "Không ghi được vào cơ sở dữ liệu {file}: tệp hoặc thư mục chỉ cho đọc."
    " Hãy cấp quyền ghi vào tệp ấy và vào cả thư mục {folder}. " + NOTHING_HALF_DONE
)
FULL_DISK = "Ổ đĩa chứa cơ sở dữ liệu {name} đã đầy. Hãy giải phóng chỗ trống. " + NOTHING_HALF_DONE
BUSY = (
    "Cơ sở dữ liệu {name} bị một chương trình khác giữ quá lâu ({error})."
    " Hãy đợi chương trình ấy xong hoặc dừng nó, rồi chạy lại. " + NOTHING_HALF_DONE
)
MAY_NOT_CREATE = (
    "Vai trò {role} không được tạo bảng trong cơ sở dữ liệu {name} ({error}). Hãy nhờ người"
    " quản trị PostgreSQL kết nối vào cơ sở dữ liệu ấy và chạy: {grant} — rồi chạy lại. "
    + NOTHING_HALF_DONE
)
NOT_OWNER = (
    "Vai trò {role} không phải chủ sở hữu các bảng trong cơ sở dữ liệu {name} ({error}). Hãy nhờ"
    " người quản trị PostgreSQL kết nối vào cơ sở dữ liệu ấy và đổi chủ mọi bảng của trang, ví dụ:"
    " {grant} — rồi chạy lại. " + NOTHING_HALF_DONE
)
NO_RIGHT = (
    "Vai trò {role} không đủ quyền trong cơ sở dữ liệu {name}: {error}. Hãy nhờ người quản trị"
    " PostgreSQL cấp quyền ấy cho vai trò này, rồi chạy lại. " + NOTHING_HALF_DONE
)
READ_ONLY_SERVER = (
    "Cơ sở dữ liệu {name} đang chỉ cho đọc ({error}). Nếu đó là máy dự phòng, hãy trỏ DATABASE_URL"
    " về máy chính. " + NOTHING_HALF_DONE
)


@contextmanager
def explained(database: BaseDatabaseWrapper) -> Iterator[None]:
    """CommandError, one sentence or two, in place of an error whose cause lies outside the program:
    a right, a file, a full disk, a lock held too long, a server that does not answer.

    Any other error of the database passes.
    """
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        sentence = _sentence(database, error)
        if sentence is None:
            raise
        raise CommandError(sentence) from error


def ensure_writable(database: BaseDatabaseWrapper) -> None:
    """CommandError where SQLite's file or folder is read-only; PostgreSQL is asked nothing.

    SQLite itself would say so only at the first write, and to Django's system checks not at all.
    """
    if database.vendor == "sqlite":
        file = Path(database.settings_dict["NAME"])
        if not all(os.access(path, os.W_OK) for path in (file, file.parent) if path.exists()):
            raise CommandError(READ_ONLY_FILE.format(file=file, folder=file.parent))


def _sentence(database: BaseDatabaseWrapper, error: Exception) -> str | None:
    if is_disk_full(error):
        return FULL_DISK.format(name=database.settings_dict["NAME"])
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, sqlite3.Error) and _code(cause) == sqlite3.SQLITE_ERROR:
            return None  # wrong SQL, which Django calls an OperationalError all the same
        if isinstance(cause, sqlite3.Error):
            sentence = _of_sqlite(database, cause)
        else:
            sentence = _of_postgresql(database, cause)
        if sentence:
            return sentence
    is_down = any(isinstance(cause, Exception) and is_database_down(cause) for cause in causes)
    return NO_ANSWER.format(error=_line(error)) if is_down else None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """It, and what Django made it from."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _code(error: sqlite3.Error) -> int:
    """SQLite's, https://www.sqlite.org/rescode.html, without what extends it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _of_sqlite(database: BaseDatabaseWrapper, error: sqlite3.Error) -> str | None:
    file = Path(database.settings_dict["NAME"])
    words = {"file": file, "folder": file.parent, "name": file, "error": _line(error)}
    match _code(error):
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return READ_ONLY_FILE.format(**words)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return BUSY.format(**words)
    return None


def _of_postgresql(database: BaseDatabaseWrapper, error: BaseException) -> str | None:
    """By the SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html."""
    words = {"name": _quoted(database.settings_dict["NAME"]), "error": _line(error)}
    match getattr(error, "pgcode", None):
        case "42501" | "3F000":  # insufficient_privilege, invalid_schema_name
            return _missing_right(database, words)
        case "55P03":  # lock_not_available
            return BUSY.format(**words)
        case "25006":  # read_only_sql_transaction
            return READ_ONLY_SERVER.format(**words)
    return None


def _missing_right(database: BaseDatabaseWrapper, words: dict[str, str]) -> str:
    """What to grant, to whom and where (1 query)."""
    with database.cursor() as cursor:
        cursor.execute(
            """
            SELECT current_user, coalesce(current_schema(), 'public'),
                coalesce(has_schema_privilege(current_schema(), 'CREATE'), false),
                (SELECT min(tablename) FROM pg_tables WHERE schemaname = current_schema()
                    AND NOT pg_has_role(current_user, tableowner, 'USAGE'))
            """
        )
        role, schema, may_create, foreign_table = cursor.fetchone()
    words |= {"role": _quoted(role)}
    if not may_create:
        grant = f"GRANT USAGE, CREATE ON SCHEMA {_quoted(schema)} TO {_quoted(role)};"
        return MAY_NOT_CREATE.format(grant=grant, **words)
    if foreign_table:
        grant = f"ALTER TABLE {_quoted(foreign_table)} OWNER TO {_quoted(role)};"
        return NOT_OWNER.format(grant=grant, **words)
    return NO_RIGHT.format(**words)


def _quoted(name: str) -> str:
    """As PostgreSQL writes it."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _line(error: BaseException) -> str:
    return " ".join(str(error).split("\nLINE ")[0].split())
