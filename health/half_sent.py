"""Files into which Django was writing what somebody sent when its process was killed.

They are in DATA_DIR (FILE_UPLOAD_TEMP_DIR), and nobody comes back to them: whoever sent it has it.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from health.findings import FIX, Finding, fine, warning
from vietnamese.numbers import group_digits

UPLOAD_SECONDS = 3600  # none takes longer
NAMES = "*.upload*"  # django.core.files.uploadedfile

FOUND = (
    "{number} tệp gửi lên dở dang trong {folder}, chiếm {size} MB: chương trình bị dừng khi đang"
    " nhận. Người gửi vẫn còn tệp gốc."
)
GONE = "Đã xóa {number} tệp gửi lên dở dang."


def uploads() -> Iterator[Finding]:
    """One listing of a folder."""
    sizes = [file.stat().st_size for file in _files() if not _is_young(file)]
    if not sizes:
        yield fine("Không có tệp gửi lên nào bị bỏ dở.")
        return
    words = {"number": group_digits(len(sizes)), "size": group_digits(sum(sizes) >> 20)}
    yield warning(FOUND.format(folder=settings.DATA_DIR, **words), FIX)


def delete() -> str:
    old = [file for file in _files() if not _is_young(file)]
    for file in old:
        file.unlink(missing_ok=True)
    return GONE.format(number=group_digits(len(old)))


def is_being_sent() -> bool:
    """Whether Django is writing down what comes in; what a dead process has left is older."""
    return any(_is_young(file) for file in _files())


def _files() -> Iterator[Path]:
    return Path(settings.DATA_DIR).glob(NAMES)


def _is_young(file: Path) -> bool:
    """One that is gone by now was taken in meanwhile; one of days to come was left by a clock that
    was ahead."""
    with suppress(FileNotFoundError):
        return abs(time.time() - file.stat().st_mtime) < UPLOAD_SECONDS
    return True
