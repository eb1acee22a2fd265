"""What was deleted leaves the disk too."""

from django.db import connection


def erase_deleted() -> bool:
    """SQLite: moves its log (WAL) into the database and empties it; False where it is in use.

    Without that, deleted rows can be read in the log until other pages happen to overwrite them;
    in the database itself `secure_delete` overwrites them. Does not wait for other connections.
    PostgreSQL cleans up by itself (autovacuum).
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            is_busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience:d}")
    return not is_busy
