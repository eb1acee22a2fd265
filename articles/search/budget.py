"""How long a search may keep the index busy. Then it answers by what it has found, and says so.

A query of a few common words may walk through all of a large archive, and anybody can ask one.
"""

from django.utils import timezone

from articles.archive_counts import PublicArchive

# Processor time on SQLite, which works in the reader's own worker; PostgreSQL may take longer, see
# postgresql.py.
SECONDS = 0.04
SECONDS_OF_DESK = 0.3
# Of suggestions, which are asked for at every pause in typing.
SECONDS_OF_SUGGESTIONS = 0.008
# From so many articles on, what a query may have meant is looked for in titles and leads first:
# there is no time for all bodies.
LARGE = 50_000


def is_large() -> bool:
    """Whether so many articles are public (1 query after a change of any article, else none)."""
    return sum(PublicArchive(timezone.now()).by_month().values()) >= LARGE
