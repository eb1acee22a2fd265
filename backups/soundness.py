"""Whether an SQLite file is whole. A copy of a damaged one is a damaged one, and would push the
good backups out, night after night."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

OK = "ok"


def damage_in(database: sqlite3.Connection) -> str:
    """SQLite's own words for what is wrong; "" where nothing is. Reads all of the file: 0.15 s for
    400 MB in memory."""
    try:
        [reason] = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if reason == OK else " ".join(str(reason).split())


@contextmanager
def examined_beside(file: Path) -> Iterator[Callable[[], str]]:
    """The file is gone through while something else is done with it, be it deleted meanwhile; what
    is yielded waits for the end, and returns as damage_in()."""
    address = f"{file.as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(address, uri=True, check_same_thread=False)) as database,
        ThreadPoolExecutor(1) as beside,
    ):
        try:
            database.execute("PRAGMA schema_version").fetchone()  # from here on it is open
        except sqlite3.DatabaseError as error:
            reason = str(error)
            yield lambda: reason
            return
        yield beside.submit(damage_in, database).result
