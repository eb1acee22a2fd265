"""What the environment may ask for, and a site may not run with: each refused in one sentence that
names the variable and says what to write instead.

Settings are the only caller. What a site may run with and should not is told by `manage.py doctor`
(`health/configuration.py`).
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from clients.host_names import check_names
from limits.disk_errors import why

LEAST_KEY = 50  # characters, as Django's own check of a deployment has it (security.W009)
LEAST_DIFFERENT = 10
# Of keys that stand in examples, and are known to everybody.
SAMPLE_KEY = re.compile(r"insecure|change.?me|your.?secret|secret.?key|example", re.IGNORECASE)

MAKE_KEY = (
    'Tạo khóa mới: python3 -c "import secrets; print(secrets.token_urlsafe(60))", rồi ghi vào'
    " SECRET_KEY."
)
NO_KEY = "SECRET_KEY phải có ở chế độ chính thức, ít nhất {least} ký tự ngẫu nhiên. " + MAKE_KEY
SHORT_KEY = "SECRET_KEY chỉ có {number} ký tự, cần ít nhất {least} ký tự ngẫu nhiên. " + MAKE_KEY
KNOWN_KEY = "SECRET_KEY là khóa mẫu hay lặp lại, ai cũng đoán được. " + MAKE_KEY
DEBUG_IN_PUBLIC = (
    "DEBUG=1 không được dùng với tên miền thật ({hosts}): trang báo lỗi kỹ thuật cho người lạ thấy"
    " mật khẩu và khóa. Hãy bỏ DEBUG; chỉ thử trên máy này thì bỏ ALLOWED_HOSTS."
)
NO_HOSTS = (
    "ALLOWED_HOSTS chưa có tên miền nào, trong khi trang dùng HTTPS: mọi bạn đọc sẽ bị từ chối. Hãy"
    " đặt tên miền của trang, ví dụ ALLOWED_HOSTS=tin.example.vn; chỉ thử trên máy này thì HTTPS=0."
)
NO_DATA_DIR = (
    "DATA_DIR: không dùng được {folder}: {reason}. Hãy tạo thư mục ấy và cấp quyền ghi cho tài"
    " khoản chạy trang, hoặc đặt DATA_DIR là thư mục khác."
)


def make_data_dir(folder: Path) -> None:
    """Makes DATA_DIR, for this account alone, where it is missing. ImproperlyConfigured where that
    cannot be."""
    with data_dir_in_words(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def data_dir_in_words(folder: Path) -> Iterator[None]:
    """ImproperlyConfigured in place of an error of the disk."""
    try:
        yield
    except OSError as error:
        raise ImproperlyConfigured(NO_DATA_DIR.format(folder=folder, reason=why(error))) from error


def check_key(key: str) -> None:
    """ImproperlyConfigured for a SECRET_KEY that production must not have."""
    if not key:
        raise ImproperlyConfigured(NO_KEY.format(least=LEAST_KEY))
    if len(key) < LEAST_KEY:
        raise ImproperlyConfigured(SHORT_KEY.format(number=len(key), least=LEAST_KEY))
    if len(set(key)) < LEAST_DIFFERENT or SAMPLE_KEY.search(key):
        raise ImproperlyConfigured(KNOWN_KEY)


def check_hosts(
    hosts: Sequence[str], old_hosts: Sequence[str], *, are_public: bool, debug: bool
) -> None:
    """ImproperlyConfigured for what is no name, and for public names with DEBUG."""
    check_names(hosts, old_hosts)
    if debug and are_public:
        raise ImproperlyConfigured(DEBUG_IN_PUBLIC.format(hosts=", ".join(hosts)))


def check_https(hosts: Sequence[str], *, https: bool) -> None:
    """ImproperlyConfigured where HTTPS is asked for and `hosts`, as they were written, are none."""
    if https and not hosts:
        raise ImproperlyConfigured(NO_HOSTS)
