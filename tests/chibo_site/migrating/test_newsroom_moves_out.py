"""A database of the time when the editors' things belonged to the app of the articles."""

from typing import Any

from tests.chibo_site.migrating.arrange import Database, end_of

BEFORE = [("articles", "0009"), ("chibo_site", "0001"), ("portal", ""), ("accounts", "")]
WRITE = """
import uuid
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

executor = MigrationExecutor(connection)
old = executor.loader.project_state(list(executor.loader.applied_migrations)).apps
person = old.get_model("auth", "User").objects.create(username="lan")
chief = old.get_model("auth", "User").objects.create(username="truong")
of_articles = lambda name: old.get_model("articles", name).objects
category = of_articles("Category").create(name="Tin", slug="tin")
article = of_articles("Article").create(
    title="Bài cũ", slug="bai-cu", category=category, author=person, updated_at=timezone.now()
)
of_articles("LogLine").create(article=article, title="Bài cũ", by=person, deed="written")
of_articles("Revision").create(article=article, number=0, snapshot={"title": "Bài cũ"}, by=person)
proposal = of_articles("Proposal").create(article=article, snapshot={}, based_on=0, by=person)
of_articles("PhotoUpload").create(file="photos/mot.webp", proposal=proposal)
of_articles("Draft").create(by=person, key=uuid.uuid4(), number=3, fields=[["title", "Nháp"]])
of_articles("Presence").create(article=article, by=person, key=uuid.uuid4(), seen_at=timezone.now())
of_articles("PreviewLink").create(
    article=article, digest="a" * 64, by=person, expires_at=timezone.now()
)
of_articles("SiteLink").create(article=article, path="/bai/9/")
right = old.get_model("auth", "Permission").objects.get(codename="view_logline")
chief.user_permissions.add(right)
"""
TABLES = [
    f"articles_{name}"
    for name in ("logline", "revision", "proposal", "photoupload", "draft", "presence")
] + ["articles_previewlink", "articles_sitelink", "articles_keptcount"]
RIGHTS = """
SELECT holder.username, permission.codename, kind.app_label, kind.model
FROM auth_user_user_permissions given
JOIN auth_user holder ON holder.id = given.user_id
JOIN auth_permission permission ON permission.id = given.permission_id
JOIN django_content_type kind ON kind.id = permission.content_type_id
"""
# Without the rooms and tables that came later.
GROUPS = """
SELECT holder.name, count(*) FROM auth_group_permissions given
JOIN auth_group holder ON holder.id = given.group_id
JOIN auth_permission permission ON permission.id = given.permission_id
JOIN django_content_type kind ON kind.id = permission.content_type_id
WHERE kind.app_label NOT IN ('accounts', 'integrity', 'jobs')
AND kind.model NOT IN ('topic', 'attachment', 'pageattachment', 'pagephoto')
GROUP BY holder.name ORDER BY 1
"""


def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    return {table: database.query(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}  # noqa: S608


def shortened(
    after: dict[str, list[tuple[Any, ...]]], before: dict[str, list[tuple[Any, ...]]]
) -> dict[str, list[tuple[Any, ...]]]:
    """The rows without the columns that later migrations have put behind those of before."""
    widths = {table: len(found[0]) if found else 0 for table, found in before.items()}
    return {table: [row[: widths[table]] for row in found] for table, found in after.items()}


def test_nothing_is_lost_and_everybody_may_what_they_might(empty: Database) -> None:
    for app, migration in BEFORE:
        arguments = [app, migration] if migration else [app]
        assert end_of(empty.manage("migrate", *arguments, "--verbosity=0")) == (0, "")
    assert end_of(empty.shell(WRITE)) == (0, "")
    before, groups = rows(empty), empty.query(GROUPS)
    assert all(before[table] for table in TABLES if table != "articles_keptcount")
    assert end_of(empty.manage("migrate", "--verbosity=0")) == (0, "")
    assert shortened(rows(empty), before) == before
    assert empty.query(RIGHTS) == [("truong", "view_auditentry", "newsroom", "auditentry")]
    assert empty.query(GROUPS) == groups
    moved = empty.query(
        "SELECT model FROM django_content_type WHERE app_label = 'newsroom' ORDER BY model"
    )
    assert [model for (model,) in moved] == [
        "attachmentupload",
        "auditentry",
        "draft",
        "editingsession",
        "notification",
        "pagerevision",
        "photoupload",
        "previewlink",
        "proposal",
        "revision",
        "savepace",
        "takedown",
        "takedownpage",
        "wordimport",
        "wordimportfile",
    ]
    read = "from newsroom.models import AuditEntry; print(AuditEntry.objects.get().action)"
    assert end_of(empty.shell(read)) == (0, "written\n")
