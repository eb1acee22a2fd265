"""Puts a backup in the place of what the site has: verified, built and compared aside, asked about,
then swapped in. Until the swap nothing of the site is touched; its old state stays beside it."""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import Error, connection

from articles.models import Article
from backups import interrupted, swapping
from backups.building import BuiltSite, build
from backups.errors import BackupError, disk_errors_in_words
from backups.manifest import DATABASE, KEY, MEDIA, VISITS, Manifest
from backups.models import SiteIdentifier
from backups.sizes import in_words
from backups.swapping import ASIDE, BEFORE, SCHEMA_BEFORE, Swap
from backups.unpacking import AskPassword, Opened, open_backup
from jobs.progress import Report
from limits.disk_errors import why
from locks import data_dir
from pictures.media_store import media_store
from portal.site_frame import stored_identity

SAFE = "Dữ liệu của trang chưa bị đụng đến."
RUNNING = (
    "Trang đang chạy trên thư mục dữ liệu {folder}. Hãy dừng trang (ở mọi máy) rồi chạy lại. "
    + SAFE
)
CONNECTED = (
    "Còn chương trình khác đang dùng cơ sở dữ liệu của trang. Hãy dừng trang ở mọi máy và đóng các"
    " chương trình ấy rồi chạy lại. " + SAFE
)
NO_FILE = "Không đọc được tệp {file}: {reason}. " + SAFE
NOT_ROOM = "Không đủ chỗ trong {folder} để giải nén: cần khoảng {needed}, còn {free}. " + SAFE
MOUNTED = (
    "{folder} là một ổ đĩa gắn riêng nên không thay cả thư mục được. Hãy gắn ổ ấy ở chỗ khác, đặt"
    " DATA_DIR vào đó, rồi chạy lại. " + SAFE
)
QUESTION = (
    "Thay dữ liệu của trang ở {folder} bằng bản sao lưu “{name}” lúc {stamp}"
    " (phiên bản {version}, {articles} bài, {files} tệp)?"
)
OTHER_SITE = (
    "Chú ý: đây là bản sao lưu của một trang khác (“{name}”, {articles} bài), không phải của trang"
    " này (“{here}”, {articles_here} bài)."
)
REFUSED = (
    "Đây là bản sao lưu của một trang khác (“{name}”, {articles} bài), không phải của trang này"
    " (“{here}”, {articles_here} bài), nên --noinput không thay. Đúng là muốn thay thì chạy lại với"
    " --noinput --other-site, hoặc bỏ --noinput để được hỏi. " + SAFE
)
UNFINISHED = (
    "Đang thay dữ liệu thì gặp lỗi: {reason}. Không có gì mất: hãy sửa lỗi ấy rồi chạy {manage}"
    " restore --finish để làm nốt."
)
NOTHING_TO_UNDO = "Không có dữ liệu nào được giữ lại từ lần khôi phục trước."
UNDO_QUESTION = "Lấy lại dữ liệu có trước lần khôi phục {stamp}, đang giữ ở {folder}?"

Ask = Callable[[str], bool]


class Restored(NamedTuple):
    """`previous` is where the state from before lies; None where there was no site yet."""

    made_at: str
    previous: Path | None


def restore(
    file: Path,
    *,
    password: AskPassword,
    ask: Ask,
    progress: Report,
    may_be_other_site: bool = True,
) -> Restored | None:
    """None where the answer was no. BackupError where it cannot be done, or where it would put
    another site in this one's place and may not; the site is as it was."""
    with disk_errors_in_words(settings.DATA_DIR, SAFE), data_dir.for_oneself() as is_alone:
        before = _ensure_unused(is_alone)
        ask = partial(_ask_after, before, ask)
        stamp = swapping.unused_stamp()
        aside = Path(settings.DATA_DIR) / f"{ASIDE}{stamp}"
        try:
            with _opened(file, password) as opened:
                if other := _other_site(opened.about):
                    if not may_be_other_site:
                        raise BackupError(REFUSED.format(**other))
                    ask = partial(_ask_after, OTHER_SITE.format(**other), ask)
                aside.mkdir(mode=0o700)
                built = build(opened, aside, stamp, progress)
            manifest = built.manifest
            if not ask(_question(manifest)):
                return None
            names = _to_be_moved(built, progress)
            return _swap_in(Swap(stamp, aside.name, names, built.schema, manifest.stamp))
        finally:
            if swapping.pending() is None and aside.exists():
                shutil.rmtree(aside)
                interrupted.drop_schema(f"{swapping.SCHEMA_ASIDE}{stamp}")


@contextmanager
def _opened(file: Path, password: AskPassword) -> Iterator[Opened]:
    try:
        content = file.open("rb")
    except OSError as error:
        raise BackupError(NO_FILE.format(file=file, reason=why(error))) from error
    with content:
        _ensure_room(os.fstat(content.fileno()).st_size)
        yield open_backup(content, password)


def _to_be_moved(built: BuiltSite, progress: Report) -> list[str]:
    """Names in DATA_DIR. Pictures of a bucket are put into it."""
    names = [KEY] if (built.folder / KEY).exists() else []
    names += [] if built.schema else [DATABASE]
    names += [VISITS.rstrip("/")]
    if media_store().is_shared:
        progress(0, 0, "Đang đưa ảnh vào kho ảnh")
        media_store().take_in(built.folder / MEDIA)
    else:
        names += [MEDIA.rstrip("/")]
    return names


def undo(ask: Ask) -> Restored | None:
    """Takes back what the last restore has kept; what is there now is kept in its place."""
    with disk_errors_in_words(settings.DATA_DIR, SAFE), data_dir.for_oneself() as is_alone:
        ask = partial(_ask_after, _ensure_unused(is_alone), ask)
        previous = sorted(filter(_was_a_site, Path(settings.DATA_DIR).glob(f"{BEFORE}*")))
        if not previous:
            raise BackupError(NOTHING_TO_UNDO)
        stamp = previous[-1].name.removeprefix(BEFORE)
        if not ask(UNDO_QUESTION.format(stamp=stamp, folder=previous[-1])):
            return None
        names = sorted(path.name for path in previous[-1].iterdir())
        schema = f"{SCHEMA_BEFORE}{stamp}" if connection.vendor == "postgresql" else ""
        now = swapping.unused_stamp()
        return _swap_in(Swap(now, previous[-1].name, names, schema, stamp))


def _was_a_site(previous: Path) -> bool:
    """A restore into an empty DATA_DIR has put a key aside, and nothing to go back to."""
    return connection.vendor == "postgresql" or (previous / DATABASE).exists()


def _swap_in(wanted: Swap) -> Restored:
    os.sync()  # what is to be moved in is on the disk
    _take_database_from_others()
    try:
        swapping.swap(wanted)
    except OSError as error:
        if swapping.pending() is None:
            raise
        words = {"reason": why(error), "manage": settings.MANAGE_COMMAND}
        raise BackupError(UNFINISHED.format(**words)) from error
    return Restored(wanted.made_at, wanted.previous if wanted.previous.exists() else None)


def _question(manifest: Manifest) -> str:
    return QUESTION.format(
        folder=settings.DATA_DIR,
        name=manifest.site_name,
        stamp=manifest.stamp,
        version=manifest.version,
        articles=manifest.articles,
        files=len(manifest.files),
    )


def _other_site(manifest: Manifest) -> dict[str, str | int]:
    """What to say of both sites where the backup is of another one than this; nothing where it is
    not."""
    if _identifier_here() in ("", manifest.site):
        return {}
    here, articles_here = _name_and_size_here()
    return {
        "name": manifest.site_name,
        "articles": manifest.articles,
        "here": here,
        "articles_here": articles_here,
    }


def _identifier_here() -> str:
    """This site's; "" of one that has no database yet, or a broken one."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return ""
    with contextlib.suppress(Error):
        if found := SiteIdentifier.objects.first():
            return str(found)
    return ""


def _name_and_size_here() -> tuple[str, str]:
    """As far as this program reads the database, which may be of another version."""
    try:
        return stored_identity().name_vi, str(Article.objects.count())
    except Error:
        return "không đọc được tên", "?"


def _ask_after(said: str, ask: Ask, question: str) -> bool:
    """After what is to be known first, where there is anything."""
    return ask(f"{said}\n{question}".strip())


def _ensure_unused(is_alone: bool) -> str:
    """BackupError where somebody uses DATA_DIR or the database. Ends a restore that was killed, and
    returns what there is to say of it."""
    if not is_alone:
        raise BackupError(RUNNING.format(folder=settings.DATA_DIR))
    said = interrupted.finish()
    for name in (VISITS,) if media_store().is_shared else (MEDIA, VISITS):
        if os.path.ismount(settings.DATA_DIR / name):
            raise BackupError(MOUNTED.format(folder=settings.DATA_DIR / name))
    _ensure_nobody_connected()
    return said


def _ensure_nobody_connected() -> None:
    """To PostgreSQL, from whichever host."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0]:
                raise BackupError(CONNECTED)


def _take_database_from_others() -> None:
    """BackupError where somebody else has it open. SQLite's log is written into the file, so that
    this is all there is of it; a database too broken for that is moved with its log."""
    _ensure_nobody_connected()
    connection.close()
    file = Path(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or not file.exists():
        return
    with closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as database:
        try:
            [mode] = database.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise BackupError(CONNECTED) from error
        except sqlite3.DatabaseError:
            return
        else:
            if mode != "delete":
                raise BackupError(CONNECTED)


def _ensure_room(size: int) -> None:
    free = shutil.disk_usage(settings.DATA_DIR).free
    if size > free:
        words = {"needed": in_words(size), "free": in_words(free)}
        raise BackupError(NOT_ROOM.format(folder=settings.DATA_DIR, **words))
