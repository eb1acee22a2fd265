"""Whether an error says that a disk has no room left, from whichever layer it comes."""

import errno
import sqlite3

PG_DISK_FULL = "53100"  # https://www.postgresql.org/docs/current/errcodes-appendix.html


def is_disk_full(error: BaseException | None) -> bool:
    """It, or what it was made from: the system's, SQLite's, PostgreSQL's."""
    while error is not None:
        match error:
            case sqlite3.Error():
                # What extends the code stands above its lowest byte.
                if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
                    return True
            case OSError(errno=errno.ENOSPC | errno.EDQUOT):
                return True
        if getattr(error, "pgcode", None) == PG_DISK_FULL:
            return True
        error = error.__cause__
    return False
