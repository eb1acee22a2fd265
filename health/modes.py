"""What of DATA_DIR others of the machine can read, and what does not belong to the site."""

import os
import pwd
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from backups import restic
from health.findings import FIX, Finding, fault, fine, warning
from vietnamese.numbers import group_digits

FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
NAMED = 3

FOLDER_OPEN = (
    "Tài khoản khác trên máy này vào được {folder}, trong đó có bài chưa đăng và phiên đăng nhập."
)
FILES_OPEN = (
    "{number} tệp, thư mục trong {folder} để ngỏ cho tài khoản khác, dù chính thư mục ấy đóng:"
    " {named}."
)
NOT_OWN = (
    "{number} tệp, thư mục trong {folder} không thuộc tài khoản {owner} của trang, như khi lệnh"
    " được chạy bằng root: {named}. Trang có thể không ghi được vào đó."
)
BACKUPS_OPEN = (
    "Tài khoản khác trên máy này đọc được bản sao lưu {named}; trong đó có toàn bộ dữ liệu của"
    " trang."
)
NOT_CLOSED = "Không đóng được {number} tệp: chúng thuộc tài khoản khác."


def open_to_others() -> Iterator[Finding]:
    """One system call for each file and folder of DATA_DIR: some 10 s for a million of them."""
    folder = Path(settings.DATA_DIR)
    owner = folder.stat().st_uid
    is_open = bool(folder.stat().st_mode & FOR_OTHERS)
    opened, foreign = _Names(folder), _Names(folder)
    for path, status in walk(folder):
        if status.st_mode & FOR_OTHERS:
            opened.add(path)
        if status.st_uid != owner:
            foreign.add(path)
    if is_open:
        yield fault(FOLDER_OPEN.format(folder=folder), FIX)
    elif opened.number:
        yield warning(FILES_OPEN.format(folder=folder, **opened.words), FIX)
    if foreign.number:
        command = f"sudo chown -R {owner} {shlex.quote(str(folder))}"
        words = {"folder": folder, "owner": name_of(owner)}
        yield fault(NOT_OWN.format(**words, **foreign.words), command)
    backups = list(_open_backups(folder))
    if backups:
        paths = " ".join(shlex.quote(str(path)) for path in backups)
        named = ", ".join(path.name for path in backups[:NAMED])
        yield warning(BACKUPS_OPEN.format(named=named), f"chmod 600 {paths}")
    if not (is_open or opened.number or foreign.number or backups):
        yield fine(f"{folder} đóng với mọi tài khoản khác trên máy.")


def close() -> str:
    """Takes from others what they may do in DATA_DIR, as open_to_others() goes through it."""
    folder, number, refused = Path(settings.DATA_DIR), 0, 0
    # The folder first: then nobody comes into what is still open.
    for path, status in [(folder, folder.stat()), *walk(folder)]:
        if not status.st_mode & FOR_OTHERS:
            continue
        try:
            path.chmod(stat.S_IMODE(status.st_mode) & ~FOR_OTHERS)
            number += 1
        except FileNotFoundError:
            continue
        except OSError:
            refused += 1
    said = f"Đã đóng {group_digits(number)} tệp, thư mục với các tài khoản khác."
    return f"{said} {NOT_CLOSED.format(number=refused)}" if refused else said


def walk(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Each file and folder below; no links, and what goes meanwhile is passed over."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_symlink():
            continue
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            continue
        yield Path(entry.path), status
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path))


def name_of(owner: int) -> str:
    """The account's, or its number where it has none."""
    try:
        return pwd.getpwuid(owner).pw_name
    except KeyError:
        return str(owner)


def _open_backups(data_dir: Path) -> Iterator[Path]:
    """Those outside of DATA_DIR; who may read the others was asked above."""
    if not settings.BACKUP_TO or restic.is_remote():
        return
    folder = Path(settings.BACKUP_TO).expanduser().absolute()
    if folder.is_relative_to(data_dir) or not os.access(folder, os.R_OK | os.X_OK):
        return  # health.backup_age names one that is closed to this account
    if folder.stat().st_mode & FOR_OTHERS:
        for path, status in walk(folder):
            if path.name.startswith("chibo-") and status.st_mode & FOR_OTHERS:
                yield path


class _Names:
    """How many paths there were, and what the first few are called."""

    def __init__(self, folder: Path) -> None:
        self.number = 0
        self._folder = folder
        self._first: list[str] = []

    def add(self, path: Path) -> None:
        self.number += 1
        if len(self._first) < NAMED:
            self._first.append(str(path.relative_to(self._folder)))

    @property
    def words(self) -> dict[str, str]:
        more = ", …" if self.number > NAMED else ""
        return {"number": group_digits(self.number), "named": ", ".join(self._first) + more}
