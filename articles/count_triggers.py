"""The counts that lists need, kept by triggers in the transaction that changes an article.

No way to change an article passes them by: save(), update(), bulk_create(), delete(), SQL by
hand. Only a fixture that brings counts with it needs `manage.py rebuild_counts` afterwards.

Days are those of UTC+7, Vietnam's clock since 1975. SQLite would round the last half
millisecond of a day up, so there only whole seconds are looked at.
"""

from typing import Any

from django.apps import apps as current
from django.apps.registry import Apps
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.models.publication_count import NEVER

COLUMNS = "unit, category_id, first, ends, number"
KEY = "unit, category_id, first, ends"
UNITS = ("day", "month")

# A day, from a row and a column of it; then the first of its month.
DAY = {
    "sqlite": "date(substr({0}.{1}, 1, 19), '+7 hours')",
    "postgresql": "({0}.{1} AT TIME ZONE INTERVAL '7 hours')::date",
}
MONTH = {
    "sqlite": "date(substr({0}.{1}, 1, 19), '+7 hours', 'start of month')",
    "postgresql": "date_trunc('month', {0}.{1} AT TIME ZONE INTERVAL '7 hours')::date",
}


def key(vendor: str, unit: str, row: str) -> str:
    """The values of KEY for an article: in this order, separated by commas."""
    first = (DAY if unit == "day" else MONTH)[vendor].format(row, "published_from")
    ends = DAY[vendor].format(row, "published_until")
    return f"'{unit}', {row}.category_id, {first}, coalesce({ends}, '{NEVER}')"


def _added(unit: str) -> str:
    return f"""
        INSERT INTO articles_keptcount ({COLUMNS})
        SELECT {key("sqlite", unit, "NEW")}, 1 WHERE NEW.status = 'published'
        ON CONFLICT ({KEY}) DO UPDATE SET number = number + 1;
    """


def _taken(unit: str) -> str:
    # No row is made here: a flush may have emptied the counts before the articles.
    return f"""
        UPDATE articles_keptcount SET number = number - 1
        WHERE ({KEY}) = ({key("sqlite", unit, "OLD")}) AND OLD.status = 'published';
    """  # noqa: S608


ADDED, TAKEN = ("".join(map(change, UNITS)) for change in (_added, _taken))
COUNTED = ("status", "category_id", "published_from", "published_until")
CHANGED = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in COUNTED)
MOVED = " UNION ALL ".join(
    f"SELECT {key('postgresql', unit, row)}, {number} WHERE {row}.status = 'published'"
    for unit in UNITS
    for row, number in (("OLD", -1), ("NEW", 1))
)

TRIGGERS = {
    "sqlite": [
        f"CREATE TRIGGER articles_kept_in AFTER INSERT ON articles_article BEGIN {ADDED} END",
        f"CREATE TRIGGER articles_kept_out AFTER DELETE ON articles_article BEGIN {TAKEN} END",
        f"CREATE TRIGGER articles_kept_new AFTER UPDATE OF {', '.join(COUNTED)}"
        f" ON articles_article WHEN {CHANGED} BEGIN {TAKEN} {ADDED} END",
    ],
    "postgresql": [
        # In the order of their keys, so that two transactions never wait for each other.
        f"""
        CREATE OR REPLACE FUNCTION articles_keep_counts() RETURNS trigger AS $$ BEGIN
            INSERT INTO articles_keptcount AS counts ({COLUMNS})
            SELECT {COLUMNS} FROM (
                SELECT {KEY}, sum(number) FROM ({MOVED}) AS moved ({COLUMNS}) GROUP BY {KEY}
            ) AS summed ({COLUMNS}) WHERE number <> 0 ORDER BY {KEY}
            ON CONFLICT ({KEY}) DO UPDATE SET number = counts.number + excluded.number;
            RETURN NULL;
        END $$ LANGUAGE plpgsql
        """,  # noqa: S608
        f"CREATE TRIGGER articles_kept AFTER INSERT OR DELETE OR UPDATE OF {', '.join(COUNTED)}"
        " ON articles_article FOR EACH ROW EXECUTE FUNCTION articles_keep_counts()",
    ],
}
DROP = {
    "sqlite": [f"DROP TRIGGER IF EXISTS articles_kept_{name}" for name in ("in", "out", "new")],
    "postgresql": [
        "DROP TRIGGER IF EXISTS articles_kept ON articles_article",
        "DROP FUNCTION IF EXISTS articles_keep_counts",
    ],
}
PRESENT = {
    "sqlite": "SELECT count(*) = 3 FROM sqlite_master"
    " WHERE type = 'trigger' AND name LIKE 'articles_kept_%'",
    "postgresql": "SELECT count(*) = 1 FROM pg_trigger"
    " WHERE tgname = 'articles_kept' AND tgrelid = 'articles_article'::regclass",
}


def start(database: BaseDatabaseWrapper = connection) -> None:
    """Make the triggers, and count what is there already."""
    _execute(database, DROP[database.vendor] + TRIGGERS[database.vendor])
    rebuild(database)


def stop(database: BaseDatabaseWrapper = connection) -> None:
    """Take the triggers away: before many articles are written, which rebuild() then counts."""
    _execute(database, DROP[database.vendor])


def rebuild(database: BaseDatabaseWrapper = connection) -> None:
    """Count all published articles anew, while nobody writes (3 or 4 queries)."""
    lock = "LOCK TABLE articles_article IN SHARE ROW EXCLUSIVE MODE"
    statements = [lock] if database.vendor == "postgresql" else []
    statements.append("DELETE FROM articles_keptcount")
    for unit in UNITS:
        values = key(database.vendor, unit, "articles_article")
        statements.append(
            f"INSERT INTO articles_keptcount ({COLUMNS}) SELECT {values}, count(*)"  # noqa: S608
            " FROM articles_article WHERE status = 'published' GROUP BY 1, 2, 3, 4"
        )
    _execute(database, statements)


def number_differing(database: BaseDatabaseWrapper = connection) -> int:
    """How many of the counts are not what the articles come to; 0 where all is well (4 queries,
    each through the published articles once: some 0.3 s in all for 100,000)."""
    number = 0
    with database.cursor() as cursor:
        for unit in UNITS:
            values = key(database.vendor, unit, "articles_article")
            counted = (
                f"SELECT {values}, count(*) FROM articles_article"  # noqa: S608 (constants)
                " WHERE status = 'published' GROUP BY 1, 2, 3, 4"
            )
            stored = (
                f"SELECT {COLUMNS} FROM articles_keptcount"  # noqa: S608 (constants)
                f" WHERE unit = '{unit}' AND number <> 0"
            )
            for one, other in ((counted, stored), (stored, counted)):
                cursor.execute(f"SELECT count(*) FROM ({one} EXCEPT {other}) AS differing")  # noqa: S608
                number += cursor.fetchone()[0]
    return number


def are_there(database: BaseDatabaseWrapper = connection) -> bool:
    """Whether the triggers are (1 query)."""
    with database.cursor() as cursor:
        cursor.execute(PRESENT[database.vendor])
        return bool(cursor.fetchone()[0])


def restore_after_migrate(using: str, apps: Apps = current, **_: Any) -> None:
    """Receiver of post_migrate: on SQLite a migration that rebuilds the table of articles drops
    its triggers without a word. (A flush sends the signal too, without `apps`.)"""
    is_counted = {"keptcount", "publicationcount"} & apps.all_models["articles"].keys()
    if not is_counted or using != connection.alias:
        return
    if not are_there():
        start()


def _execute(database: BaseDatabaseWrapper, statements: list[str]) -> None:
    with transaction.atomic(database.alias), database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
