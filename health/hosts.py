"""Whether all hosts that use this site's database have one store of pictures, one key and a Redis.

Each connection to PostgreSQL bears in its `application_name` what its host goes by, so that whoever
is there now can be seen from any of them, with no table and no clock: a host that is gone has no
connection. With SQLite there is one host.
"""

import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import connection, connections

from health.findings import Finding, fault, fine, warning

PROGRAM = "chibo"
# A random name for DATA_DIR, and for the folder of pictures: hosts that have it mounted read the
# same. In no backup, so that what is restored elsewhere has names of its own.
ID_FILE = ".id"
DIGEST_BYTES = 4
REDIS, NO_REDIS = "redis", "-"

OTHER_STORE = (
    "Máy {others} dùng chung cơ sở dữ liệu với máy này nhưng có kho ảnh khác: ảnh gửi lên ở máy này"
    " thì bạn đọc ở máy kia không mở được (404), và ngược lại. Hãy đặt cùng các biến S3_… ở mọi"
    " máy, hoặc gắn cùng một thư mục mạng vào {folder} ở mọi máy, rồi mở lại trang ở từng máy."
)
OTHER_KEY = (
    "Máy {others} dùng chung cơ sở dữ liệu với máy này nhưng có SECRET_KEY khác: ai đăng nhập ở máy"
    " này thì sang máy kia phải đăng nhập lại. Hãy đặt cùng một SECRET_KEY ở mọi máy rồi mở lại"
    " trang ở từng máy."
)
WITHOUT_REDIS = (
    "Máy {others} dùng chung cơ sở dữ liệu với máy này mà có máy chưa đặt REDIS_URL: sửa bài ở máy"
    " này thì máy kia còn đưa trang cũ. Hãy đặt cùng một REDIS_URL ở mọi máy rồi mở lại trang ở"
    " từng máy."
)
SCATTERED = (
    "{number} máy dùng chung cơ sở dữ liệu mà BACKUP_TO để trống: bản sao lưu nằm rải trên ổ đĩa"
    " của từng máy. Hãy đặt BACKUP_TO là cùng một nơi ở mọi máy: máy khác, S3, hay thư mục mạng"
    " chung."
)
HERE = "cùng địa chỉ"
ONE = "Chỉ có máy này dùng cơ sở dữ liệu."
ALL_ALIKE = "{number} máy dùng chung cơ sở dữ liệu có cùng kho ảnh, cùng khóa, và có Redis."

# Our own backends as well: the connection that asks is one of them.
LIVING = """
    SELECT DISTINCT application_name, host(client_addr) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE %s
"""


@dataclass(frozen=True)
class Host:
    """What it goes by, and what must be the same on all: digests, so that no key is told."""

    name: str
    store: str
    key: str
    redis: str

    @classmethod
    def own(cls) -> Self:
        """OSError where DATA_DIR, or the folder of pictures, takes no file."""
        s3 = settings.S3
        store = f"{s3['S3_ENDPOINT']} {s3['S3_BUCKET']}" if s3 else _id_of(settings.MEDIA_ROOT)
        return cls(
            _digest(_id_of(settings.DATA_DIR)),
            _digest(store),
            _digest(PROGRAM, settings.SECRET_KEY),
            REDIS if settings.REDIS_URL else NO_REDIS,
        )

    @classmethod
    def parse(cls, name: str) -> Self | None:
        """From an application_name; None for another program's."""
        program, *values = name.split("/")
        return cls(*values) if (program, len(values)) == (PROGRAM, 4) else None

    def __str__(self) -> str:
        return "/".join([PROGRAM, *astuple(self)])


DIFFERENCES: tuple[tuple[Callable[[Host, Host], bool], str], ...] = (
    (lambda own, other: own.store != other.store, OTHER_STORE),
    (lambda own, other: own.key != other.key, OTHER_KEY),
    (lambda own, other: NO_REDIS in (own.redis, other.redis), WITHOUT_REDIS),
)


def name_connections() -> None:
    """To be called before there is a connection. What the administrator has named stays so, and
    data that a backup lays out aside go by the name of the host that does."""
    database = connections.settings["default"]
    options = database["OPTIONS"]
    if database["ENGINE"].endswith("postgresql") and "application_name" not in options:
        with suppress(OSError):  # which serve tells in its own words
            options["application_name"] = str(Host.own())


def hosts() -> Iterator[Finding]:
    """1 query with PostgreSQL."""
    own = Host.parse(str(connection.settings_dict["OPTIONS"].get("application_name", "")))
    others = [(host, place) for host, place in _living() if host.name != own.name] if own else []
    wrong = False
    for differs, sentence in DIFFERENCES:
        places = {place for host, place in others if own and differs(own, host)}
        if places:
            wrong = True
            words = {"others": ", ".join(sorted(places)), "folder": settings.MEDIA_ROOT}
            yield fault(sentence.format(**words))
    number = len({host.name for host, _ in others}) + 1
    if others and not settings.BACKUP_TO:
        yield warning(SCATTERED.format(number=number))
    if not wrong:
        yield fine(ALL_ALIKE.format(number=number) if others else ONE)


def _living() -> Iterator[tuple[Host, str]]:
    """Those with a connection just now, and where each comes from."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(LIVING, [f"{PROGRAM}/%"])
        for name, address in cursor.fetchall():
            if host := Host.parse(name):
                yield host, address or HERE


def _id_of(folder: Path) -> str:
    """Made where there is none: whole or not at all, and the first of two processes wins."""
    file = folder / ID_FILE
    if not file.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=folder, prefix=ID_FILE) as draft:
            draft.write(secrets.token_hex(16))
            draft.flush()
            with suppress(FileExistsError):
                os.link(draft.name, file)
    return file.read_text()


def _digest(text: str, key: str = "") -> str:
    keyed = sha256(key.encode()).digest()
    return blake2b(text.encode(), key=keyed, digest_size=DIGEST_BYTES).hexdigest()
