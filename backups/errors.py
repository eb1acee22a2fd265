"""What a backup or a restore says when it cannot go on."""

from collections.abc import Iterator
from contextlib import contextmanager

from limits.full_disk import is_disk_full
from pictures.media_store import StorageUnavailable

NO_SPACE = "Ổ đĩa chứa {folder} đã đầy. {safe} Hãy giải phóng chỗ trống rồi chạy lại."
NOT_WRITABLE = "Không ghi được vào {folder}: {reason}. {safe}"


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
        reason = error.strerror or str(error)
        raise BackupError(words.format(folder=folder, reason=reason, safe=safe)) from error
