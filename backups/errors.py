"""What a backup or a restore says when it cannot go on."""

from collections.abc import Iterator
from contextlib import contextmanager

from limits.disk_errors import why
from limits.full_disk import is_disk_full
from pictures.media_store import StorageUnavailable

NO_SPACE = "Ổ đĩa chứa {folder} đã đầy. {safe} Hãy giải phóng chỗ trống rồi chạy lại."
NOT_WRITABLE = "Không đọc hay ghi được {folder}: {reason}. {safe}"


class BackupError(Exception):
    """Its message is a sentence in Vietnamese for whoever administers the site."""


@contextmanager
def disk_errors_in_words(folder: object, safe: str) -> Iterator[None]:
    """BackupError in place of an error of the disk, or of the store of pictures; `safe` says what
    is untouched."""
    try:
        yield
    except StorageUnavailable as error:
        raise BackupError(f"{error} {safe}") from error
    except OSError as error:
        words = NO_SPACE if is_disk_full(error) else NOT_WRITABLE
        place = folder if is_disk_full(error) else error.filename or folder
        raise BackupError(words.format(folder=place, reason=why(error), safe=safe)) from error
