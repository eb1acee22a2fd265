"""Which rows a stored file belongs to: their column names the master, a request any rendition."""

from typing import Any

from django.db import connections, models
from django.db.models import Q

from pictures.renditions import all_files, stem_of

# Names are random, so that no two masters share a stem; articles may share a master.
MOST_ROWS = 20


def has_file(rows: models.QuerySet[Any], name: str, column: str = "file") -> bool:
    """Whether the file is one of those of a picture in that column of these rows (1 query, by the
    column's index)."""
    # Named, as the index is of pictures alone: rows that wait for theirs have another.
    pictured = ~Q(**{column: ""})
    beginning = _begins_with(rows.db, column, stem_of(name))
    masters = rows.filter(pictured, beginning).order_by().values_list(column, flat=True)
    return any(name in all_files(master) for master in masters[:MOST_ROWS])


def _begins_with(database: str, column: str, stem: str) -> Q:
    """The condition for which the database has use of an index: PostgreSQL compares by language
    and looks a beginning up by `varchar_pattern_ops`; SQLite's LIKE never does, its order is that
    of bytes ("-", ".", "/" stand side by side)."""
    if connections[database].vendor == "postgresql":
        return Q(**{f"{column}__startswith": stem})
    return Q(**{f"{column}__gte": f"{stem}-", f"{column}__lt": f"{stem}/"})
