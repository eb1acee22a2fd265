"""DATA_DIR is the site's alone: who reads the database, the key or a backup in it has the site.

The settings' umask closes what is written from now on; here is closed what an older version, a copy
or a careless hand has left open.
"""

import os
import stat
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from limits.disk_errors import why

FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
# Closed by themselves as well: the folder may be opened one day by somebody who knows no better.
SECRETS = ("secret_key", "site.sqlite3", "site.sqlite3-wal", "site.sqlite3-shm")
# What a first start has written before it comes here, for itself alone; and what a new disk holds.
NEW = {"secret_key", "lost+found"}
OPEN = (
    "DATA_DIR: tài khoản khác trên máy này đọc được {path}, trong đó có bài chưa đăng và phiên đăng"
    " nhập. Trang không tự đóng lại được: {reason}. Hãy chạy: chown -R {user} {folder} && chmod 700"
    " {folder}"
)
NO_MODES = "ổ đĩa này không giữ quyền của tệp; hãy đặt DATA_DIR ở ổ đĩa khác"
SHARED = (
    "DATA_DIR={folder} là thư mục dùng chung của máy, ai cũng ghi được vào đó. Hãy chọn cho trang"
    " một thư mục riêng, ví dụ DATA_DIR=/srv/chibo."
)


def close_data_dir() -> bool:
    """Let nobody else into DATA_DIR; whether somebody was let in until now to what lies there. A
    folder that holds nothing yet, as one made for the site a moment ago, let nobody see anything.

    Raises ImproperlyConfigured where that cannot be had. Some system calls, whatever lies in it.
    """
    folder: Path = settings.DATA_DIR
    if folder.stat().st_mode & stat.S_ISVTX:
        raise ImproperlyConfigured(SHARED.format(folder=folder))
    closed = [_close(folder / name) for name in SECRETS]
    held_something = any(each.name not in NEW for each in folder.iterdir())
    was_open = _close(folder)
    return any(closed) or (was_open and held_something)


def _close(path: Path) -> bool:
    """Whether it was open, and is no longer; a path that is not there is closed."""
    try:
        mode = path.stat().st_mode
        if not mode & FOR_OTHERS:
            return False
        path.chmod(stat.S_IMODE(mode) & ~FOR_OTHERS)
        is_open = path.stat().st_mode & FOR_OTHERS
    except FileNotFoundError:
        return False
    except OSError as error:
        raise ImproperlyConfigured(_words(path, why(error))) from error
    if is_open:
        raise ImproperlyConfigured(_words(path, NO_MODES))
    return True


def _words(path: Path, reason: str) -> str:
    return OPEN.format(path=path, reason=reason, user=os.geteuid(), folder=settings.DATA_DIR)
