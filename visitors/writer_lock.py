"""One writer of the figures at a time, over every process and host."""

from django.db import connection

# Of all advisory locks in the database: the letters "visits".
ADVISORY_KEY = int.from_bytes(b"visits")


def lock_writers() -> None:
    """Waits until nobody else counts or seals, and keeps them out until the transaction ends.

    PostgreSQL: 1 query inside the caller's transaction. SQLite: none, as every transaction of this
    site has the one writer's lock from its beginning (IMMEDIATE, see environment.database()).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_KEY])
